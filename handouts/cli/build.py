"""`handouts build`: write the files that changed."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.options import AS_OF, BUILD_FOLDER, PROJECT, TRACEBACK, examples
from handouts.cli.outputs import folder_to_fill
from handouts.cli.printing import Progress, counted, near, print_edited, print_problems, say_waiting, status_of, summary
from handouts.cli.requests import as_typed, proved

if TYPE_CHECKING:
    from handouts.core.problem import Problem
    from handouts.pipeline.request import Request


@click.command(epilog=examples("handouts build", "handouts build warfarin-diet --layout a4 --clinic riverside"))
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--lang", "langs", multiple=True, help="A language (default: every complete one).")
@click.option("--layout", "layouts", multiple=True, help="A layout, for the kind of document it fits.")
@click.option("--clinic", default=None, help="A clinic of content/clinics, printed on every file.")
@BUILD_FOLDER
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to draw with.")
@click.option("--release", is_flag=True, help="Only what is signed off; refuses everything else.")
@click.option("--minutes", type=click.Choice(["20", "40", "60"]), default=None, help="Decks cut to a lesson this long.")
@click.option("--force", is_flag=True, help="Make every file again, also one that is as it should be.")
@click.option("--explain", is_flag=True, help="Say of each file why it is made.")
@click.option("--prune", is_flag=True, help="Remove files of documents, layouts and clinics that are gone.")
@AS_OF
@TRACEBACK
@PROJECT
def build(
    ids: tuple[str, ...],
    langs: tuple[str, ...],
    layouts: tuple[str, ...],
    clinic: str | None,
    out: Path | None,
    jobs: int,
    release: bool,
    minutes: str | None,
    force: bool,
    explain: bool,
    prune: bool,
    as_of: date | None,
    folder: Path | None,
) -> None:
    """Check, then write the leaflets and decks that changed."""
    from handouts.pipeline.incremental.uptodate import last_run_if_current

    request = as_typed(folder, ids=ids, langs=langs, layouts=layouts, clinic=clinic, as_of=as_of)
    length = int(minutes) if minutes else None
    out = folder_to_fill(request.root, out or request.out)
    request = replace(request, out=out, jobs=jobs, release=release, minutes=length, anew=force)
    if prune:
        _prune(request)
    run = last_run_if_current(request)
    if run is not None:
        # that run has checked already that the requested names exist
        _print_built(request, run.problems, (), run.stopped, len(run.outputs))
        sys.exit(status_of(run.problems))
    from handouts.pipeline.build import build as make

    with Progress() as progress:
        built = make(proved(request), progress, say_waiting)
    print_edited(request.out, built.edited)
    for path in built.written if explain else ():
        click.echo(f"{path}: {', '.join(built.why[path])}", err=True)
    _print_built(request, built.problems, built.written, built.stopped, len(built.kept))
    sys.exit(status_of(built.problems))


def _print_built(
    request: Request, problems: Iterable[Problem], written: Iterable[str], stopped: Iterable[str], kept: int
) -> None:
    """Print what a build found, wrote, withheld and left unchanged."""
    problems, written = list(problems), list(written)
    print_problems(problems)
    for path in written:
        click.echo(path)
    for path in stopped:
        click.echo(f"withheld: {path}", err=True)
    same = f", {kept} as they were" if kept else ""
    click.echo(summary(problems, f"{counted(len(written), 'file')} in {near(request.out)}{same}"), err=True)


def _prune(request: Request) -> None:
    from handouts.pipeline.incremental.prune import prune
    from handouts.pipeline.manifest import MANIFEST

    try:
        pruned = prune(request.root, request.out, say_waiting)
    except OSError as error:
        raise click.ClickException(f"cannot prune {near(request.out)}: {error}") from error
    for path in pruned.removed:
        click.echo(f"removed: {path}", err=True)
    for path in pruned.changed:
        click.echo(f"kept, for it was changed after it was written: {path}", err=True)
    for path in pruned.foreign:
        click.echo(f"not touched, for no build wrote it, though {MANIFEST} names it: {path}", err=True)
