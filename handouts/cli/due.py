"""`handouts due`: list the reviews, approvals and waivers that come to their end."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handouts.cli.options import AS_OF, PROJECT, TEXT_OR_JSON, TRACEBACK, examples
from handouts.cli.printing import as_json, counted, print_problems, print_table, status_of
from handouts.cli.requests import as_typed

if TYPE_CHECKING:
    from handouts.editions.calendar import Deadline

    _SpanType = click.ParamType[tuple[int, str]]
else:
    # generic only since click 8.4
    _SpanType = click.ParamType

_SPAN = re.compile(r"([1-9][0-9]{0,3}) ?([dwmy])")
NOBODY, UNUSED = "nobody (see content/owners.yaml)", "in no document"


class TimeLength(_SpanType):
    """A length of time written as 30d, 6w, 6m or 1y, as a number and a letter."""

    name = "span"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, str]:
        """Return the number and the letter of a span."""
        found = _SPAN.fullmatch(str(value).strip().lower())
        if found is None:
            self.fail(
                f"{value!r} is not a length of time; write days, weeks, months or years as 30d, 6w, 6m or 1y",
                param,
                ctx,
            )
        return int(found[1]), found[2]


@click.command(
    epilog=examples("handouts due --within 6m", "handouts due --by owner", "handouts due --by document --format json")
)
@click.option(
    "--by", type=click.Choice(["month", "owner", "document"]), default="month", show_default=True, help="The groups."
)
@click.option(
    "--within", type=TimeLength(), default=None, help="Only what is due within 30d, 6w, 6m or 1y, or overdue."
)
@TEXT_OR_JSON
@AS_OF
@TRACEBACK
@PROJECT
def due(by: str, within: tuple[int, str] | None, style: str, as_of: date | None, folder: Path | None) -> None:
    """What has to be reviewed, and who does it.

    Reviews of claims, foods and documents, and approvals and waivers that end, by day. Exits with 0 whatever is overdue.
    """
    from handouts.editions.calendar import deadlines

    request = as_typed(folder, as_of=as_of)
    found, problems = deadlines(request)
    print_problems(problems)
    ends = _end(request.as_of, within) if within is not None else date.max
    shown = [each for each in found if each.day <= ends]
    if style == "json":
        click.echo(as_json([each.data() for each in shown]))
    else:
        for title, members in _groups(shown, by):
            click.echo(title)
            print_table([_shown(row, by) for row in _rows(members)])
            click.echo("")
        overdue = sum(each.overdue for each in shown)
        later = len(found) - len(shown)
        click.echo(f"{counted(len(shown), 'date')}, {overdue} overdue{f'; {later} later' if later else ''}", err=True)
    sys.exit(status_of(problems))


def _end(day: date, span: tuple[int, str]) -> date:
    """Return the last day of a span that begins on a day."""
    from handouts.content.reviews import months_after

    number, letter = span
    if letter in "my":
        return months_after(day, number * (12 if letter == "y" else 1))
    try:
        return day + timedelta(days=number * (7 if letter == "w" else 1))
    except OverflowError:
        return date.max


def _groups(found: Iterable[Deadline], by: str) -> Iterator[tuple[str, list[Deadline]]]:
    """Yield the groups of deadlines with their titles: months in their order, others by name."""
    groups: dict[str, list[Deadline]] = {}
    for each in found:
        for title in _TITLES[by](each):
            groups.setdefault(title, []).append(each)
    return iter(groups.items() if by == "month" else sorted(groups.items()))


def _owner(each: Deadline) -> tuple[str, ...]:
    return (each.owner.words() if each.owner is not None else NOBODY,)


_TITLES: Mapping[str, Callable[[Deadline], tuple[str, ...]]] = {
    "month": lambda each: (f"{each.day:%Y-%m}",),
    "owner": _owner,
    "document": lambda each: each.documents or (UNUSED,),
}


def _shown(row: dict[str, object], by: str) -> dict[str, object]:
    """Return a row without its owner where that is the title of its group."""
    return {key: cell for key, cell in row.items() if key != by}


def _rows(found: Iterable[Deadline]) -> Iterator[dict[str, object]]:
    """Yield the rows of a table; what is due on one day in one place, with nothing special about it, is one row."""
    for _, members in groupby(found, lambda each: (each.day, each.kind, each.place, each.note)):
        same = list(members)
        first = same[0]
        names = first.id if len(same) == 1 else f"{first.id} and {len(same) - 1} more of {first.place}"
        yield {
            "due": f"{first.day}{' overdue' if first.overdue else ''}",
            "what": first.kind if len(same) == 1 else counted(len(same), first.kind),
            "which": f"{names}; {first.note}" if first.note else names,
            "owner": first.owner.name if first.owner is not None else "",
        }
