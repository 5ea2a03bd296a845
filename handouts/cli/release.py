"""`handouts release`: keep what is signed off, and show what may be printed."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.completion import clinics, documents
from handouts.cli.options import AS_OF, PROJECT, TABLE_OR_JSON, TRACEBACK, examples
from handouts.cli.outputs import folder_for_releases
from handouts.cli.printing import as_json, counted, near, print_problems, print_table, say_waiting, status_of
from handouts.cli.requests import as_typed, must_be_known, project_at, proved

if TYPE_CHECKING:
    from handouts.core.problem import Problem


class _ReleaseCommand(click.Group):
    """A command that takes a tag or a subcommand: `release 2026-11` makes a release, `release show` lists files."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Insert the hidden command `make` where no subcommand is named."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["make", *args]
        return super().parse_args(ctx, args)


class _Make(click.Command):
    """The hidden command behind `release TAG`, whose name nobody types and so nobody reads."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line as it is typed."""
        above = ctx.parent.command_path if ctx.parent is not None else ""
        formatter.write_usage(above, " ".join(self.collect_usage_pieces(ctx)))


@click.group(
    cls=_ReleaseCommand,
    no_args_is_help=True,
    options_metavar="",
    subcommand_metavar="TAG [ID]... | show [TAG]",
    epilog=examples("handouts release 2026-11", "handouts release 2026-11-mill --clinic mill", "handouts release show"),
)
def release() -> None:
    """Keep what is signed off in releases/TAG.

    It is never changed afterwards; `handouts release show` lists what may be printed.
    """


@release.command(name="make", hidden=True, cls=_Make, epilog=examples("handouts release 2026-11 warfarin-diet"))
@click.argument("tag")
@click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=documents)
@click.option("--lang", "langs", multiple=True, help="A language (default: every complete one).")
@click.option("--clinic", default=None, shell_complete=clinics, help="A clinic's own edition.")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to draw with.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Default: releases/, where all else looks.",
)
@AS_OF
@TRACEBACK
@PROJECT
def make_release(
    tag: str,
    ids: tuple[str, ...],
    langs: tuple[str, ...],
    clinic: str | None,
    jobs: int,
    out: Path | None,
    as_of: date | None,
    folder: Path | None,
) -> None:
    """Keep files, manifest and versions of what is signed off, in date and without waiver.

    A document is kept only if it is without error with every clinic and in every layout, as `check --all` finds it.

    Documents that are named are released all or none; without a name those that can be.
    """
    from handouts.editions.releases import FOLDER, TagError
    from handouts.editions.releases import make_release as run

    if tag in release.commands:
        raise click.UsageError(f"{tag!r} is a command of `handouts release`; choose another tag")
    request = replace(proved(as_typed(folder, ids=ids, langs=langs, clinic=clinic, as_of=as_of)), jobs=jobs)
    place = folder_for_releases(request.root, out or request.root / FOLDER)
    try:
        made = run(request, tag, place, say_waiting)
    except TagError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"cannot keep the release: {error.strerror or error}") from error
    print_problems(made.problems)
    if made.release is None:
        click.echo("nothing released", err=True)
        sys.exit(1)
    for file in made.release.files:
        click.echo(near(place / tag / str(file["path"])))
    documents = counted(len(made.release.editions), "document")
    click.echo(f"release {tag}: {documents}, {counted(len(made.release.files), 'file')}", err=True)


@release.command(epilog=examples("handouts release show", "handouts release show 2026-11 warfarin-diet --format json"))
@click.argument("tag", required=False)
@click.argument("document", required=False, metavar="[ID]", shell_complete=documents)
@TABLE_OR_JSON
@AS_OF
@TRACEBACK
@PROJECT
def show(tag: str | None, document: str | None, style: str, as_of: date | None, folder: Path | None) -> None:
    """Files of one release, or of the last one of each document: where those lie that may be printed, or why not."""
    from handouts.editions.releases import FOLDER, UnknownReleaseError
    from handouts.editions.releases import show as run

    project = project_at(folder)
    problems: list[Problem] = []
    try:
        found, known = run(project.root / FOLDER, tag, document, as_of or date.today(), problems)
    except UnknownReleaseError as error:
        raise click.UsageError(f"unknown release {str(error)!r}; `handouts release show` lists all") from error
    if document is not None:
        must_be_known("document", (document,), known)
    print_problems(problems)
    if style == "json":
        click.echo(as_json([each.data() for each in found]))
    else:
        print_table([each.row() for each in found])
    if not found:
        click.echo("nothing is released yet", err=True)
    sys.exit(1 if any(each.state in ("missing", "changed") for each in found) else status_of(problems))
