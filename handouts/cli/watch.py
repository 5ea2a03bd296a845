"""`handouts watch`: build at each save."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.completion import clinics, documents, layouts
from handouts.cli.options import AS_OF, BUILD_FOLDER, PROJECT, TRACEBACK, examples
from handouts.cli.outputs import folder_to_fill
from handouts.cli.printing import counted, lines_of, near, print_edited, print_traceback, say_waiting, summary
from handouts.cli.requests import as_typed, proved

if TYPE_CHECKING:
    from handouts.pipeline.watch import Turn


@click.command(epilog=examples("handouts watch", "handouts watch warfarin-diet --layout a4 --clinic riverside"))
@click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=documents)
@click.option(
    "--clinic", default=None, shell_complete=clinics, help="A clinic of content/clinics, printed on every file."
)
@click.option(
    "--layout", "layouts", multiple=True, shell_complete=layouts, help="A layout, for the kind of document it fits."
)
@BUILD_FOLDER
@AS_OF
@TRACEBACK
@PROJECT
def watch(
    ids: tuple[str, ...],
    clinic: str | None,
    layouts: tuple[str, ...],
    out: Path | None,
    as_of: date | None,
    folder: Path | None,
) -> None:
    """Build at each save until Ctrl-C.

    Tells the problems that come (+), those that go (-), and how many could not be checked again (?).
    """
    from handouts.pipeline.watch import watch as run

    request = proved(as_typed(folder, ids=ids, layouts=layouts, clinic=clinic, as_of=as_of))
    request = replace(request, out=folder_to_fill(request.root, out or request.out))
    try:
        click.echo(f"watching content/ and layouts/ in {near(request.root)}; Ctrl-C ends it", err=True)
        for turn in run(request, lambda: as_of or date.today(), say_waiting):
            print_edited(request.out, turn.built.edited)
            _print_turn(turn)
    except KeyboardInterrupt:
        if sys.stderr.isatty():
            # the terminal has echoed ^C on this line
            click.echo(err=True)
        click.echo("watch ended", err=True)


def _print_turn(turn: Turn) -> None:
    """Print what changed, the problems that went and came, the files, and the totals."""
    if turn.changed:
        more = f" and {len(turn.changed) - 3} more" if len(turn.changed) > 3 else ""
        click.echo(f"changed: {', '.join(turn.changed[:3])}{more}", err=True)
    for sign, problems, end in (("-", turn.went, " (gone)"), ("+", turn.came, "")):
        for problem in problems:
            for line in lines_of(f"{sign} {problem}{end}"):
                click.echo(line, err=True)
            print_traceback(problem)
    for file, number in Counter(problem.mark.file for problem in turn.unchecked).items():
        click.echo(f"? not checked: {counted(number, 'earlier problem')} in {file}", err=True)
    for path in turn.built.written:
        click.echo(path)
    for path in turn.built.stopped:
        click.echo(f"withheld: {path}", err=True)
    kept = f", {len(turn.built.kept)} as they were" if turn.built.kept else ""
    done = f"{counted(len(turn.built.written), 'file')} built in {turn.seconds:.1f} s{kept}"
    left = f", {len(turn.unchecked)} not checked" if turn.unchecked else ""
    click.echo(f"{summary(turn.built.problems, done)}{left}", err=True)
