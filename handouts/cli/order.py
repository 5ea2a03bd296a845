"""`handouts order`: put the sections of a leaflet into the order that parts least on its pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.completion import documents
from handouts.cli.options import AS_OF, PROJECT, TRACEBACK, examples
from handouts.cli.printing import counted, say_waiting
from handouts.cli.requests import as_typed, proved

if TYPE_CHECKING:
    from handouts.editions.ordering import Found
    from handouts.pipeline.documents import Set
    from handouts.pipeline.request import Request


@click.command(epilog=examples("handouts order warfarin-diet", "handouts order warfarin-diet --try"))
@click.argument("name", metavar="ID", shell_complete=documents)
@click.option("--try", "only_tried", is_flag=True, help="Say which order is better, and write nothing.")
@AS_OF
@TRACEBACK
@PROJECT
def order(name: str, only_tried: bool, as_of: date | None, folder: Path | None) -> None:
    """Move sections of a leaflet so that its pages part less.

    The fewest sections after page 1 are moved until none of them, and no group of a table, stands on two pages though
    it has room on one, in any default layout. `after: ID` at a section says what is read before it; `fixed: true` keeps
    its place. The order is part of what was approved: an approval lapses.
    """
    from handouts.content.reordering import ReorderingError
    from handouts.editions.ordering import best_order, movable, write_order

    request = proved(as_typed(folder, ids=(name,), as_of=as_of))
    leaflet = _leaflet(request, name)
    found = best_order(leaflet)
    if not found.moves:
        click.echo(_kept(name, found))
        return
    click.echo(f"{name}: {counted(found.moves, 'move')}, {_parted(found)}")
    click.echo("\n".join(found.order))
    if only_tried:
        return
    try:
        write_order(request.root, name, movable(leaflet.draft), found.order, say_waiting)
    except (ReorderingError, OSError) as error:
        raise click.ClickException(str(error)) from error


def _kept(name: str, found: Found) -> str:
    return f"{name}: nothing to move; {_parted(found)}"


def _parted(found: Found) -> str:
    """Return how often something is parted in all layouts together."""
    return f"{found.parted} still parted" if found.parted else "nothing is parted"


def _leaflet(request: Request, name: str) -> Set:
    """Return a leaflet that can be set; one with errors, and a deck, are usage errors."""
    from handouts.pipeline.check import looked_over

    over = looked_over(request)
    for each in over.sound():
        if each.draft.id == name and each.draft.kind == "leaflet":
            return each
    if any(draft.id == name and draft.kind == "deck" for draft in over.content.drafts):
        raise click.UsageError(f"{name!r} is a deck; its slides stay in the author's order")
    raise click.UsageError(f"{name!r} has errors; mend them first: handouts check {name}")
