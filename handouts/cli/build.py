"""`handouts build`: write the files that changed."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.completion import clinics, documents, layouts
from handouts.cli.options import AS_OF, BUILD_FOLDER, PROJECT, TRACEBACK, examples
from handouts.cli.outputs import folder_to_fill
from handouts.cli.printing import (
    Progress,
    as_json,
    counted,
    near,
    print_edited,
    print_problems,
    say_waiting,
    status_of,
    summary,
)
from handouts.cli.requests import as_typed, proved

if TYPE_CHECKING:
    from handouts.pipeline.built import Built, MadeFile
    from handouts.pipeline.request import Request


@click.command(epilog=examples("handouts build", "handouts build warfarin-diet --layout a4 --clinic riverside"))
@click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=documents)
@click.option("--lang", "langs", multiple=True, help="A language (default: every complete one).")
@click.option(
    "--layout", "layouts", multiple=True, shell_complete=layouts, help="A layout, for the kind of document it fits."
)
@click.option(
    "--clinic", default=None, shell_complete=clinics, help="A clinic of content/clinics, printed on every file."
)
@BUILD_FOLDER
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to draw with.")
@click.option("--release", is_flag=True, help="Only what is signed off; refuses everything else.")
@click.option("--minutes", type=click.Choice(["20", "40", "60"]), default=None, help="Decks cut to a lesson this long.")
@click.option("--force", is_flag=True, help="Make every file again, also one that is as it should be.")
@click.option("--explain", is_flag=True, help="Say of each file why it is made.")
@click.option("--prune", is_flag=True, help="Remove files of documents, layouts and clinics that are gone.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["table", "paths", "json"]),
    envvar="HANDOUTS_BUILD_FORMAT",
    show_envvar=True,
    default="table",
    show_default=True,
    help="For people; or for programs: the paths of written files, or more about each.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
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
    style: str,
    quiet: bool,
    as_of: date | None,
    folder: Path | None,
) -> None:
    """Check, then write the leaflets and decks that changed."""
    from handouts.pipeline.built import Built
    from handouts.pipeline.incremental.uptodate import last_run_if_current

    style = "none" if quiet else style
    request = as_typed(folder, ids=ids, langs=langs, layouts=layouts, clinic=clinic, as_of=as_of)
    length = int(minutes) if minutes else None
    out = folder_to_fill(request.root, out or request.out)
    request = replace(request, out=out, jobs=jobs, release=release, minutes=length, anew=force)
    if prune:
        _prune(request)
    run = last_run_if_current(request)
    if run is not None:
        # that run has checked already that the requested names exist
        last = run.problems
        done = Built(last, stopped=tuple(run.stopped), kept=tuple(run.outputs), before=last)
        _print_built(request, done, style)
        sys.exit(status_of(last))
    from handouts.pipeline.build import build as make

    with Progress("Building") as progress:
        built = make(proved(request), progress, say_waiting)
    print_edited(request.out, built.edited)
    for path in built.written if explain else ():
        click.echo(f"{path}: {', '.join(built.why[path])}", err=True)
    _print_built(request, built, style)
    if style == "table":
        _print_left_over(request)
    sys.exit(status_of(built.problems))


def _print_built(request: Request, built: Built, style: str) -> None:
    """Print what a build found, wrote, withheld and left unchanged."""
    if style == "none":
        from handouts.core.problem import errors

        print_problems(errors(built.problems))
        return
    if style == "table":
        from handouts.cli.built import print_report

        print_report(request, built)
        return
    print_problems(built.problems)
    if style == "json":
        click.echo(as_json([_as_data(each) for each in built.made]))
    for path in built.written if style == "paths" else ():
        click.echo(path)
    for path in built.stopped:
        click.echo(f"withheld: {path}", err=True)
    same = f", {len(built.kept)} as they were" if built.kept else ""
    done = f"{counted(len(built.written), 'file')} in {near(request.out)}{same}"
    click.echo(summary(built.problems, done), err=True)


def _as_data(made: MadeFile) -> dict[str, object]:
    """Return a file that was made as JSON data."""
    return {
        "path": made.path,
        "id": made.document,
        "kind": made.kind,
        "title": made.title,
        "lang": made.lang,
        "layout": made.layout,
        "pages" if made.path.endswith(".pdf") else "slides": made.leaves,
        "signed_off": made.signed_off,
    }


def _print_left_over(request: Request) -> None:
    """Say how many files lie in the output folder that nothing makes any more: they look like all others."""
    from handouts.cli.report import told
    from handouts.pipeline.incremental.prune import left_over

    paths = left_over(request.root, request.out)
    if paths:
        are = "is" if len(paths) == 1 else "are"
        words = f"{counted(len(paths), 'file')} {are} of a document, layout or clinic that is gone ({paths[0]}"
        more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
        for line in told(f"{words}{more}): handouts build --prune"):
            click.echo(line, err=True)


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
