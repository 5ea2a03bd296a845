"""Kinds of problems in the order of the harm that they can do to a reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from handouts.checks import evidence, ids_of, language, leaflet, numbers, safety, structure
from handouts.core.problem import SEVERITIES, Problem

# what can hurt somebody comes first, what only reads badly last; other kinds stand between evidence and the rest
MOST_HARMFUL = (ids_of(safety.RULES), ids_of(numbers.RULES), ids_of(evidence.RULES))
LEAST_HARMFUL = (
    ids_of(structure.RULES),
    ids_of(leaflet.RULES),
    (*ids_of(language.RULES), *ids_of(language.OF_ALL_WORDS)),
)


def by_harm(problems: Iterable[Problem]) -> list[tuple[Problem, ...]]:
    """Return problems in groups of one severity and rule, the most harmful first, in a group by file and line."""
    groups: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        groups[problem.severity, problem.rule].append(problem)
    ranks = _ranks()
    middle = len(MOST_HARMFUL)

    def harm(group: tuple[Problem, ...]) -> tuple[int, int, int, str]:
        first = group[0]
        return SEVERITIES.index(first.severity), ranks.get(first.rule, middle), -len(group), first.rule

    return sorted((tuple(sorted(group)) for group in groups.values()), key=harm)


def _ranks() -> dict[str, int]:
    """Return the rank of each rule by its id, 0 for the most harmful kind."""
    groups = (*MOST_HARMFUL, (), *LEAST_HARMFUL)
    return {name: rank for rank, names in enumerate(groups) for name in names}
