"""`handouts check`: report problems without writing files."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from handouts.cli.completion import clinics, documents, layouts
from handouts.cli.options import AS_OF, PROJECT, TRACEBACK, examples
from handouts.cli.printing import Progress, as_data, as_github, as_json, counted, print_traceback, status_of, summary
from handouts.cli.requests import as_typed, proved

if TYPE_CHECKING:
    from handouts.checks.baseline import Baseline
    from handouts.core.problem import Problem
    from handouts.pipeline.check import Beside, Examined
    from handouts.pipeline.request import Request


@click.command(
    epilog=examples(
        "handouts check",
        "handouts check warfarin-diet --format github",
        "handouts check --all",
        "handouts check --format json > old.json; handouts check --baseline old.json",
    )
)
@click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=documents)
@click.option("--clinic", default=None, shell_complete=clinics, help="Check with a clinic of content/clinics.")
@click.option(
    "--layout", "layouts", multiple=True, shell_complete=layouts, help="A layout (default: all default layouts)."
)
@click.option(
    "--all",
    "everywhere",
    is_flag=True,
    help="With every clinic and in every layout, drawn and read back as by a build.",
)
@click.option("--look", "looked", is_flag=True, help="List instead what a designer would redraw, one line a file.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "lines", "json", "github"]),
    envvar="HANDOUTS_CHECK_FORMAT",
    show_envvar=True,
    default="text",
    show_default=True,
    help="For people; or for programs: a line for each problem, or more about each.",
)
@click.option(
    "--all-places", "-v", "--verbose", "whole", is_flag=True, help="Show every place of each kind of problem."
)
@click.option(
    "--baseline",
    "report",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="An earlier report (--format json): only what is new since then is reported.",
)
@AS_OF
@TRACEBACK
@PROJECT
def check(
    ids: tuple[str, ...],
    clinic: str | None,
    layouts: tuple[str, ...],
    everywhere: bool,
    looked: bool,
    style: str,
    whole: bool,
    report: Path | None,
    as_of: date | None,
    folder: Path | None,
) -> None:
    """Find problems, write nothing."""
    from handouts.checks.baseline import compared
    from handouts.checks.places import places
    from handouts.cli.checked import print_check

    if everywhere and (clinic or layouts):
        raise click.UsageError("--all checks every clinic and layout; leave out --clinic and --layout")
    baseline = _baseline(report) if report else None
    request = proved(as_typed(folder, ids=ids, layouts=layouts, clinic=clinic, as_of=as_of))
    if looked:
        _look(request, style)
    with Progress("Checking") as progress:
        found = _everywhere(request, progress) if everywhere else _examined(request, progress)
    problems = found.problems
    since = compared(problems, places(found.content), baseline) if baseline is not None else None
    problems = list(since.new) if since is not None else problems
    for problem in problems:
        print_traceback(problem)
    if style == "text":
        print_check(found._replace(problems=problems), whole)
    else:
        _print_for_programs(problems, found, style)
    if since is not None:
        # a check of some documents cannot know which problems of the others are gone
        gone = "" if ids else f", {since.gone} gone"
        click.echo(f"{counted(since.left, 'old problem')} left{gone}", err=True)
    sys.exit(status_of(problems))


def _look(request: Request, style: str) -> NoReturn:
    """Print which files miss a limit of look, and the errors that kept documents from being set; then exit."""
    from handouts.core.problem import errors
    from handouts.pipeline.looked import look_at

    found = look_at(request)
    if style == "json":
        click.echo(as_json([each._asdict() for each in found.missed]))
    else:
        for each in found.missed:
            click.echo(f"{each.path}: {'; '.join(each.misses)}")
        click.echo(f"{len(found.missed)} of {counted(found.files, 'file')} miss a limit of look", err=True)
    stopped = list(errors(found.problems))
    for problem in stopped:
        click.echo(str(problem), err=True)
    sys.exit(status_of(stopped))


def _print_for_programs(problems: list[Problem], found: Examined, style: str) -> None:
    """Print problems as lines that are never folded, as JSON, or as workflow commands."""
    from handouts.checks.places import place_of, places

    known = places(found.content) if style == "json" else {}
    if style == "json":
        click.echo(as_json([{**as_data(problem), "place": place_of(problem, known)} for problem in problems]))
        return
    for problem in problems:
        click.echo(as_github(problem) if style == "github" else str(problem))
    if style == "lines":
        for level in found.levels:
            click.echo(f"reading level: {level}", err=True)
        click.echo(summary(problems, "nothing written"), err=True)


def _examined(request: Request, progress: Progress) -> Examined:
    """Return the result of a check with one clinic or none, in the requested layouts."""
    from handouts.pipeline.check import examine

    log, beside = versions_looked_at(request)
    found = examine(request, beside, progress)
    return found._replace(problems=sorted({*found.problems, *log}))


def _everywhere(request: Request, progress: Progress) -> Examined:
    """Return the result of a check with every clinic and in every layout."""
    from handouts.pipeline.everywhere import examine_everywhere

    log: list[Problem] = []

    def beside(own: Request) -> Beside:
        found, looked = versions_looked_at(own)
        log.extend(found)
        return looked

    found = examine_everywhere(request, beside, progress)
    return found._replace(problems=sorted({*found.problems, *log}))


def _baseline(file: Path) -> Baseline:
    """Return the earlier report that a check is compared with."""
    from handouts.checks.baseline import ForeignReportError, read_baseline

    # a device may never end; a pipe from another command does
    if file.is_char_device():
        raise click.UsageError(f"{file} is a device; name a report of `handouts check --format json`")
    try:
        return read_baseline(file.read_text(encoding="utf-8"))
    except (ForeignReportError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{file} is not a report of `handouts check --format json` ({error})") from error


def versions_looked_at(request: Request) -> tuple[list[Problem], Beside]:
    """What holds each document against the last release, where there is one; the list fills with what it cannot read."""
    from handouts.editions.releases.shelf import FOLDER
    from handouts.pipeline.check import nothing

    log: list[Problem] = []
    if not (request.root / FOLDER).is_dir():
        return log, nothing
    from handouts.editions.releases import versions_due

    return log, versions_due(request, log)
