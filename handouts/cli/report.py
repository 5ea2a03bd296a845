"""What a build or a check found, for people: groups of a kind, and folded lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from handouts.cli.folding import fold, problem_lines, severe
from handouts.cli.printing import counted, print_traceback

if TYPE_CHECKING:
    from handouts.core.problem import Problem

FEW = 3  # places that a check shows of one kind of problem


def print_found(problems: Iterable[Problem], indent: str = "", *, err: bool) -> None:
    """Print problems in full, in folded lines; those of the program with their traceback where it was asked for."""
    for problem in problems:
        for line in problem_lines(str(problem), indent):
            click.echo(line, err=err)
        print_traceback(problem)


def group_lines(problems: Iterable[Problem], places: int) -> Iterator[str]:
    """Yield problems by severity and kind, most harmful first, with at most so many places of a kind."""
    from handouts.checks.harm import by_harm
    from handouts.core.problem import SEVERITIES

    groups = by_harm(problems)
    for severity in SEVERITIES:
        own = [group for group in groups if group[0].severity == severity]
        if own:
            yield ""
            yield severe(counted(sum(map(len, own)), severity), severity)
        for group in own:
            yield from _errors(group) if severity == "error" else _places(group, places)


def _errors(group: Sequence[Problem]) -> Iterator[str]:
    for problem in group:
        yield from problem_lines(str(problem), "  ")


def _places(group: Sequence[Problem], places: int) -> Iterator[str]:
    yield f"  {click.style(group[0].rule, bold=True)}: {len(group)}"
    # one more place takes as much room as the line that says that there is one
    shown = group if len(group) <= places + 1 else group[:places]
    for problem in shown:
        yield from problem_lines(f"{problem.mark}: {problem.message}", "    ")
    if len(group) > len(shown):
        yield f"    and {len(group) - len(shown)} more: --all-places"


def told(text: str) -> list[str]:
    """Return a sentence in folded lines without a hanging indent."""
    return fold(text, hanging="")
