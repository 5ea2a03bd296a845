"""`handouts add`: begin a leaflet, deck, claim, clinic or layout from a commented skeleton."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.options import PROJECT, TRACEBACK, examples
from handouts.cli.printing import near, say_waiting
from handouts.cli.requests import root_at

if TYPE_CHECKING:
    from handouts.content.shipped.adding import Copied, Thing

THINGS = ("leaflet", "deck", "claim", "clinic", "layout")
# what comes next, by what was added
NEXT = {
    "leaflet": "replace the texts that begin with 'Write here:'; then: handouts build {id}",
    "deck": "replace the texts that begin with 'Write here:'; then: handouts build {id}",
    "claim": "write the statement and name its source; documents print its value as {{{{ {id} }}}}",
    "clinic": "write its name and phones; then: handouts build --clinic {id}",
    "layout": "change sizes and styles; then: handouts build --layout {id}",
}
_SIZE = re.compile(r"([1-9]\d{0,3}(?:\.\d{1,2})?)x([1-9]\d{0,3}(?:\.\d{1,2})?)\Z")


@click.command(
    epilog=examples(
        "handouts add leaflet inhaler",
        "handouts add claim inhaler.puffs",
        "handouts add layout a5 --from a4 --page 148x210",
    )
)
@click.argument("thing", metavar="leaflet|deck|claim|clinic|layout", type=click.Choice(THINGS))
@click.argument("name", metavar="ID")
@click.option("--from", "source", default=None, help="The layout that a new one is a copy of (default: a4).")
@click.option("--page", default=None, metavar="WIDTHxHEIGHT", help="The page of a new layout in mm, such as 148x210.")
@TRACEBACK
@PROJECT
def add(thing: Thing, name: str, source: str | None, page: str | None, folder: Path | None) -> None:
    """Begin something new: a commented skeleton that builds at once.

    The id of a claim names its file: inhaler.puffs goes into content/claims/inhaler.yaml. Nothing that is there is
    overwritten.
    """
    from handouts.content.shipped.adding import AddError, Wish
    from handouts.content.shipped.adding import add as write
    from handouts.core.lock import locked
    from handouts.pipeline.workplace import workplace

    if thing != "layout" and (source or page):
        raise click.UsageError("--from and --page are for a layout; leave them out")
    root = root_at(folder)
    wish = Wish(root, thing, name, date.today(), _copied(source or "a4", page), _first_line(root))
    with locked(workplace(root, "adding"), "handouts add", say_waiting) as place:
        try:
            written = write(wish, place.drafts)
        except AddError as error:
            raise click.UsageError(str(error)) from error
        except OSError as error:
            raise click.ClickException(f"cannot write it: {error.strerror or error}") from error
    for path in written:
        click.echo(near(root / path))
    click.echo(f"next: {NEXT[thing].format(id=name)}", err=True)


def _first_line(root: Path) -> Callable[[str], str]:
    """Return what gives a new file its first line: none in a project without schemas, which an editor would miss."""
    from handouts.content.shipped.beginning import SCHEMAS, no_line
    from handouts.editions.reference.json_schema import first_line

    return first_line if (root / SCHEMAS).is_dir() else no_line


def _copied(source: str, page: str | None) -> Copied:
    """Return the layout to copy, with the size of the page if one was typed."""
    from handouts.content.shipped.adding import Copied, PageSize

    if page is None:
        return Copied(source)
    size = _SIZE.match(page)
    if size is None:
        raise click.UsageError(f"{page!r} is not a page size; write width and height in mm, such as 148x210")
    return Copied(source, PageSize(size[1], size[2]))
