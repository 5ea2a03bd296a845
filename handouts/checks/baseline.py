"""What is new since an earlier report: the problems of a library that adopts the rules with old text.

A problem is the same when its rule, its place (the id that outlives its line) and its message agree, as often as the
earlier report has it: what moved to another line stays old, a second instance of the same is new.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handouts.checks.places import place_of
from handouts.core.problem import Mark, Problem

# rule, place, and message without the lines that it names
Key = tuple[str, str, str]
# the lines of each problem that the earlier report has
Baseline = Mapping[Key, list[int]]
_LINES = re.compile(r"(?<=\.yaml)(?::\d+)+|(?<=\bline )\d+")


class ForeignReportError(ValueError):
    """A file that is no report of `handouts check --format json`."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What a check found that the earlier report has not; how much of that is left, and how much gone."""

    new: tuple[Problem, ...]
    left: int
    gone: int


def read_baseline(text: str) -> Baseline:
    """The problems of an earlier report; raises ForeignReportError for a text that is none."""
    try:
        entries = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ForeignReportError(f"not JSON: {error}") from error
    if not isinstance(entries, list):
        raise ForeignReportError("not a list of problems")
    found: dict[Key, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries, start=1):
        key, line = _entry(entry, number)
        found[key].append(line)
    return found


def _entry(entry: object, number: int) -> tuple[Key, int]:
    facts = entry if isinstance(entry, dict) else {}
    rule, place, message, line = (facts.get(name) for name in ("rule", "place", "message", "line"))
    if isinstance(rule, str) and isinstance(place, str) and isinstance(message, str) and isinstance(line, int):
        return _key(rule, place, message), line
    raise ForeignReportError(f"entry {number} has no rule, place, message and line")


def _key(rule: str, place: str, message: str) -> Key:
    return rule, place, _LINES.sub("", message)


def compared(problems: Iterable[Problem], places: Mapping[Mark, str], baseline: Baseline) -> Compared:
    """The problems held against an earlier report, in their order."""
    groups: dict[Key, list[Problem]] = defaultdict(list)
    for problem in problems:
        groups[_key(problem.rule, place_of(problem, places), problem.message)].append(problem)
    new: list[Problem] = []
    left = 0
    for key, group in groups.items():
        lines = baseline.get(key, [])
        # of several alike those are old that stand where the report has them
        group.sort(key=lambda problem: problem.mark.line not in lines)
        left += min(len(lines), len(group))
        new += group[len(lines) :]
    return Compared(tuple(sorted(new)), left, sum(map(len, baseline.values())) - left)
