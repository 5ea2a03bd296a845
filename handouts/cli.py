"""The command line: the only module that prints and exits."""

from __future__ import annotations

import gc
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

import click

from handouts import __version__

if TYPE_CHECKING:
    from handouts.build import Request
    from handouts.checks.baseline import Baseline
    from handouts.content.project import Project
    from handouts.problem import Problem

Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day such as 2026-11-22."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day of a text."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no date; write it as 2026-11-22", param, ctx)


def examples(*lines: str) -> str:
    """The examples below a command's help."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


PROJECT = click.option(
    "--project", "folder", type=click.Path(path_type=Path), help="The project folder (default: here or above)."
)
AS_OF = click.option("--as-of", type=Day(), default=None, help="The day that review dates are held against.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="handouts")
def main() -> None:
    """Patient leaflets (PDF) and teaching decks (PPTX) from structured clinical content."""
    # values are frozen and make few cycles: to look for them after every 700 objects takes a sixth of a check, and
    # to look through all of a large library again and again grows faster than the library
    gc.set_threshold(50_000, 20, 1_000)


@main.command(epilog=examples("handouts build", "handouts build warfarin-diet --layout a4 --clinic riverside"))
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--lang", "langs", multiple=True, help="A language (default: every complete one).")
@click.option("--layout", "layouts", multiple=True, help="A layout, for the kind of document it fits.")
@click.option("--clinic", default=None, help="A clinic of content/clinics, printed on every file.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=None, help="Default: build/.")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to draw with.")
@click.option("--release", is_flag=True, help="Only what is signed off; refuses everything else.")
@click.option("--minutes", type=click.Choice(["20", "40", "60"]), default=None, help="Decks cut to a lesson this long.")
@AS_OF
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
    as_of: date | None,
    folder: Path | None,
) -> None:
    """Check, then write leaflets and decks."""
    from dataclasses import replace

    from handouts.build import build as run

    request = _request(folder, ids, langs, layouts, clinic, as_of)
    length = int(minutes) if minutes else None
    request = replace(request, out=out or request.out, jobs=jobs, release=release, minutes=length)
    with _Progress() as progress:
        built = run(request, progress)
    _print_problems(built.problems)
    for path in built.written:
        click.echo(path)
    for path in built.stopped:
        click.echo(f"withheld: {path}", err=True)
    click.echo(_summary(built.problems, f"{len(built.written)} files in {_near(request.out)}"), err=True)
    sys.exit(_status(built.problems))


@main.command(
    epilog=examples(
        "handouts check",
        "handouts check warfarin-diet --format github",
        "handouts check --format json > old.json; handouts check --baseline old.json",
    )
)
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--clinic", default=None, help="Check with a clinic of content/clinics.")
@click.option("--layout", "layouts", multiple=True, help="A layout (default: all default layouts).")
@click.option("--format", "style", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option(
    "--baseline",
    "report",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="An earlier report (--format json): only what is new since then is reported.",
)
@AS_OF
@PROJECT
def check(
    ids: tuple[str, ...],
    clinic: str | None,
    layouts: tuple[str, ...],
    style: str,
    report: Path | None,
    as_of: date | None,
    folder: Path | None,
) -> None:
    """Find problems, write nothing."""
    from handouts.build import examine
    from handouts.checks.baseline import compared
    from handouts.checks.places import place_of

    baseline = _baseline(report) if report else None
    problems, levels, places = examine(_request(folder, ids, (), layouts, clinic, as_of))
    since = compared(problems, places, baseline) if baseline is not None else None
    problems = list(since.new) if since is not None else problems
    if style == "json":
        rows = [{**_as_data(problem), "place": place_of(problem, places)} for problem in problems]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    elif style == "github":
        for problem in problems:
            click.echo(_as_github(problem))
    else:
        for problem in problems:
            click.echo(str(problem))
    if style == "text":
        for level in levels:
            click.echo(f"reading level: {level}", err=True)
        click.echo(_summary(problems, "nothing written"), err=True)
    if since is not None:
        # a check of some documents cannot tell what is gone from the others
        gone = "" if ids else f", {since.gone} gone"
        click.echo(f"{_count(since.left, 'old problem')} left{gone}", err=True)
    sys.exit(_status(problems))


@main.command(name="list", epilog=examples("handouts list", "handouts list --format json"))
@click.option("--format", "style", type=click.Choice(["table", "json"]), default="table", show_default=True)
@AS_OF
@PROJECT
def list_documents(style: str, as_of: date | None, folder: Path | None) -> None:
    """Every document: kind, title, languages, layouts, sign-off, review due."""
    from handouts.listing import listing

    project = _project(folder)
    rows, problems = listing(project, as_of or date.today())
    _print_problems(problems)
    if style == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        _table(rows)
    sys.exit(_status(problems))


@main.command(epilog=examples("handouts trace inr.target", "handouts trace vkdb.late.window --format json"))
@click.argument("claim")
@click.option("--format", "style", type=click.Choice(["table", "json"]), default="table", show_default=True)
@PROJECT
def trace(claim: str, style: str, folder: Path | None) -> None:
    """Where a claim is used, its values, certainty and references."""
    from handouts.problem import did_you_mean
    from handouts.tracing import trace_claim

    project = _project(folder)
    found, known, problems = trace_claim(project, claim)
    if found is None:
        _print_problems(problems)
        raise click.UsageError(f"unknown claim {claim!r}{did_you_mean(claim, known)}")
    if style == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        _print_trace(found)
    sys.exit(_status(problems))


@main.command(epilog=examples("handouts quiz bone", "handouts quiz bone --format gift > bone.gift"))
@click.argument("deck")
@click.option("--format", "style", type=click.Choice(["csv", "gift"]), default="csv", show_default=True)
@PROJECT
def quiz(deck: str, style: str, folder: Path | None) -> None:
    """A deck's questions with their answers, as CSV or for Moodle (GIFT)."""
    from handouts.build import quiz as run

    request = _request(folder, (deck,), (), (), None, None)
    text, problems = run(request, "gift" if style == "gift" else "csv")
    _print_problems(problems)
    if text is not None:
        click.echo(text, nl=False)
    sys.exit(_status(problems))


@main.command(epilog=examples("handouts speak leaflet.pdf", "handouts speak deck.pptx --format json"))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
def speak(file: Path, style: str) -> None:
    """What a screen reader would say of a PDF or PPTX file; last, how long its emergency advice takes to come."""
    from handouts.speak import speak as run

    spoken, problems = run(file)
    _print_problems(problems)
    if spoken is not None and style == "json":
        click.echo(json.dumps(spoken.data(), ensure_ascii=False, indent=1))
    elif spoken is not None:
        for line in spoken.text():
            click.echo(line)
    sys.exit(_status(problems))


@main.command(epilog=examples("handouts verify build/leaflets/*.pdf", "handouts verify edited.pptx --format json"))
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, path_type=Path))
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
def verify(files: tuple[Path, ...], style: str) -> None:
    """Hold finished PDF and PowerPoint files to the rules; the line of a problem is its page or slide."""
    from handouts.verify import verify_file

    problems = [problem for file in files for problem in verify_file(file)]
    if style == "json":
        click.echo(json.dumps([_as_data(problem) for problem in problems], ensure_ascii=False, indent=1))
    else:
        for problem in problems:
            click.echo(str(problem))
    click.echo(_summary(problems, f"{_count(len(files), 'file')} read"), err=True)
    sys.exit(_status(problems))


# --- requests -------------------------------------------------------------------------------------


def _project(folder: Path | None) -> Project:
    from handouts.content.project import NoProjectError, Project, find_project

    try:
        return Project(find_project((folder or Path.cwd()).resolve()))
    except NoProjectError as error:
        raise click.UsageError(str(error)) from error


def _request(
    folder: Path | None,
    ids: tuple[str, ...],
    langs: tuple[str, ...],
    layouts: tuple[str, ...],
    clinic: str | None,
    as_of: date | None,
) -> Request:
    """A request whose names all exist; a wrong one is a wrong command line."""
    from handouts.build import Request, layouts_of
    from handouts.words import LANGUAGES

    project = _project(folder)
    _known("document", ids, project.documents)
    _known("language", langs, LANGUAGES)
    _known("layout", layouts, (*layouts_of(project.root, "leaflet"), *layouts_of(project.root, "deck")))
    _known("clinic", (clinic,) if clinic else (), project.clinics)
    day = as_of or date.today()
    return Request(
        project.root, project.root / "build", day, tuple(dict.fromkeys(ids)), langs or ("en",), layouts, clinic
    )


def _known(what: str, names: Iterable[str], known: Iterable[str]) -> None:
    from handouts.problem import did_you_mean

    known = list(known)
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or f"; there are {', '.join(known) or 'none'}"
            raise click.UsageError(f"unknown {what} {name!r}{hint}")


def _baseline(file: Path) -> Baseline:
    """The earlier report that a check is held against."""
    from handouts.checks.baseline import ForeignReportError, read_baseline

    try:
        return read_baseline(file.read_text(encoding="utf-8"))
    except (ForeignReportError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{file} is no report of `handouts check --format json`: {error}") from error


# --- printing -------------------------------------------------------------------------------------


class _Progress:
    """A bar on a terminal, nothing elsewhere."""

    def __init__(self) -> None:
        self.bar: Any = None

    def __enter__(self) -> Self:
        return self

    def __call__(self, done: int, of: int) -> None:
        """So many of so many documents are drawn."""
        if self.bar is None and sys.stderr.isatty():
            self.bar = click.progressbar(length=of, file=sys.stderr, label="Drawing")
            self.bar.__enter__()
        if self.bar is not None:
            self.bar.update(done - self.bar.pos)

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.__exit__(None, None, None)


def _print_problems(problems: Iterable[Problem]) -> None:
    for problem in problems:
        click.echo(str(problem), err=True)


def _status(problems: Iterable[Problem]) -> int:
    return 1 if any(problem.severity == "error" for problem in problems) else 0


def _summary(problems: Iterable[Problem], done: str) -> str:
    problems = list(problems)
    counts = Counter(problem.severity for problem in problems)
    notes = f", {_count(counts['note'], 'note')}" if counts["note"] else ""
    return f"{done}; {_count(counts['error'], 'error')}, {_count(counts['warning'], 'warning')}{notes}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _near(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _as_data(problem: Problem) -> dict[str, object]:
    return {
        "file": problem.mark.file,
        "line": problem.mark.line,
        "column": problem.mark.column,
        "severity": problem.severity,
        "message": problem.message,
        "rule": problem.rule,
        "reaches": list(problem.reaches),
    }


def _as_github(problem: Problem) -> str:
    message = problem.message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    mark = problem.mark
    level = "notice" if problem.severity == "note" else problem.severity
    return f"::{level} file={mark.file},line={mark.line},col={mark.column},title={problem.rule}::{message}"


def _table(rows: list[dict[str, Any]]) -> None:
    """Rows in columns as wide as their widest cell."""
    if not rows:
        return
    heads = list(rows[0])
    cells = [[_cell(row[head]) for head in heads] for row in rows]
    widths = [max(len(head), *(len(line[place]) for line in cells)) for place, head in enumerate(heads)]
    for line in ([head.replace("_", " ") for head in heads], *cells):
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _cell(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "no" if value is False else "yes" if value is True else str(value)


def _print_trace(found: dict[str, Any]) -> None:
    for key, value in found.items():
        if isinstance(value, list):
            click.echo(f"{key.replace('_', ' ')}:")
            for item in value:
                click.echo(f"  {item if isinstance(item, str) else '  '.join(map(str, item.values()))}")
        elif value is not None:
            click.echo(f"{key.replace('_', ' ')}: {value}")
