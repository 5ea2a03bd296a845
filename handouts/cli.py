"""The command line: the only module that prints and exits."""

from __future__ import annotations

import gc
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

import click

from handouts import __version__

if TYPE_CHECKING:
    from handouts.approval import Approver, Proposal
    from handouts.checks.baseline import Baseline
    from handouts.content.approvals import Approval
    from handouts.content.model import Signer
    from handouts.content.project import Project
    from handouts.diff import Difference
    from handouts.problem import Problem
    from handouts.recall import Notice
    from handouts.request import Request
    from handouts.watch import Turn

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
SIGNERS = ("author", "clinician", "pharmacist", "lay reader")
AS_OF = click.option("--as-of", type=Day(), default=None, help="The day that review dates are held against.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="handouts")
def main() -> None:
    """Patient leaflets (PDF) and teaching decks (PPTX) from structured clinical content."""
    # values are frozen and make few cycles: to look for them after every 700 objects takes a sixth of a check, and
    # to look through all of a large library again and again grows faster than the library; what drawing leaves behind
    # is let go soon enough
    gc.set_threshold(20_000, 5, 1_000)


@main.command(epilog=examples("handouts build", "handouts build warfarin-diet --layout a4 --clinic riverside"))
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--lang", "langs", multiple=True, help="A language (default: every complete one).")
@click.option("--layout", "layouts", multiple=True, help="A layout, for the kind of document it fits.")
@click.option("--clinic", default=None, help="A clinic of content/clinics, printed on every file.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=None, help="Default: build/.")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to draw with.")
@click.option("--release", is_flag=True, help="Only what is signed off; refuses everything else.")
@click.option("--minutes", type=click.Choice(["20", "40", "60"]), default=None, help="Decks cut to a lesson this long.")
@click.option("--force", is_flag=True, help="Make every file again, also one that is as it should be.")
@click.option("--explain", is_flag=True, help="Say of each file why it is made.")
@click.option("--prune", is_flag=True, help="Remove files of documents, layouts and clinics that are gone.")
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
    force: bool,
    explain: bool,
    prune: bool,
    as_of: date | None,
    folder: Path | None,
) -> None:
    """Check, then write the leaflets and decks that changed."""
    from handouts.rebuild.standing import standing

    request = _unproved(folder, ids, langs, layouts, clinic, as_of)
    length = int(minutes) if minutes else None
    request = replace(request, out=out or request.out, jobs=jobs, release=release, minutes=length, anew=force)
    if prune:
        _prune(request)
    run = standing(request)
    if run is not None:
        # what names exist was proved when that run was made
        _print_built(request, run.problems, (), run.stopped, len(run.outputs))
        sys.exit(_status(run.problems))
    from handouts.build import build as make

    _prove(request)
    with _Progress() as progress:
        built = make(request, progress)
    for path in built.written if explain else ():
        click.echo(f"{path}: {', '.join(built.why[path])}", err=True)
    _print_built(request, built.problems, built.written, built.stopped, len(built.kept))
    sys.exit(_status(built.problems))


def _print_built(
    request: Request, problems: Iterable[Problem], written: Iterable[str], stopped: Iterable[str], kept: int
) -> None:
    """What a build found, wrote, stopped and left as it was."""
    problems, written = list(problems), list(written)
    _print_problems(problems)
    for path in written:
        click.echo(path)
    for path in stopped:
        click.echo(f"withheld: {path}", err=True)
    same = f", {kept} as they were" if kept else ""
    click.echo(_summary(problems, f"{_count(len(written), 'file')} in {_near(request.out)}{same}"), err=True)


def _prune(request: Request) -> None:
    from handouts.rebuild.prune import prune

    pruned = prune(request.root, request.out)
    for path in pruned.removed:
        click.echo(f"removed: {path}", err=True)
    for path in pruned.changed:
        click.echo(f"kept, for it was changed after it was written: {path}", err=True)


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
    request = _request(folder, ids, (), layouts, clinic, as_of)
    problems, levels, places = examine(request)
    problems = _with_versions(request, problems)
    since = compared(problems, places, baseline) if baseline is not None else None
    problems = list(since.new) if since is not None else problems
    if style == "json":
        rows = [{**_as_data(problem), "place": place_of(problem, places)} for problem in problems]
        click.echo(_as_json(rows))
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
        click.echo(_as_json(rows))
    else:
        _table(rows)
    sys.exit(_status(problems))


@main.command(
    epilog=examples(
        'handouts approve warfarin-diet --name "A. Example" --role clinician --until 2027-11-22',
        "handouts approve --claim inr.target --name 'A. Example' --role pharmacist --until 2027-11-22 --sign ~/.ssh/id",
    )
)
@click.argument("document", required=False, metavar="[ID]")
@click.option("--claim", default=None, help="Approve a changed claim in every document where it is all that changed.")
@click.option("--unit", default=None, help="The same for a text unit that documents share.")
@click.option("--lang", default="en", show_default=True, help="The language that was read.")
@click.option("--clinic", default=None, help="A clinic's own edition.")
@click.option("--name", required=True, help="Who approves.")
@click.option("--role", type=click.Choice(SIGNERS), required=True, help="In which role.")
@click.option("--until", type=Day(), required=True, help="The last day on which the approval counts.")
@click.option("--sign", "key", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="An SSH key.")
@click.option("--yes", is_flag=True, help="Record without asking.")
@AS_OF
@PROJECT
def approve(
    document: str | None,
    claim: str | None,
    unit: str | None,
    lang: str,
    clinic: str | None,
    name: str,
    role: Signer,
    until: date,
    key: Path | None,
    yes: bool,
    as_of: date | None,
    folder: Path | None,
) -> None:
    """Show what changed since the last approval, then record this one in content/sign-offs.yaml."""
    from handouts.approval import Approver, LedgerError, SignatureError, record

    if [document, claim, unit].count(None) != 2:
        raise click.UsageError("say what is approved: one ID, or --claim CLAIM, or --unit ID")
    request = _request(folder, (document,) if document else (), (lang,), (), clinic, as_of)
    if until < request.as_of:
        raise click.UsageError(f"--until {until} is before {request.as_of}, the day of the approval")
    if not name.strip() or not name.isprintable():
        raise click.UsageError("--name must be one line of printable characters")
    proposals = _proposals(request, Approver(name, role, until, key), claim, unit)
    for proposal in proposals:
        _print_proposal(proposal)
    if not yes:
        click.confirm(f"Record {_count(len(proposals), 'approval')} by {name} as {role}?", abort=True, err=True)
    try:
        made = record(request.root, proposals, key)
    except (SignatureError, LedgerError, OSError) as error:
        raise click.ClickException(str(error)) from error
    for approval in made:
        signed = f", signed: {approval.signature}.sig" if approval.signature else ""
        click.echo(f"approved: {_edition(approval)}: {approval.role} until {approval.until}{signed}")


def _proposals(request: Request, approver: Approver, claim: str | None, unit: str | None) -> list[Proposal]:
    """What will be recorded; ends the command where nothing can be."""
    from handouts.approval import WrongRoleError, propose, propose_claim, propose_unit

    if claim is not None:
        proposals, problems = propose_claim(request, approver, claim)
    elif unit is not None:
        proposals, problems = propose_unit(request, approver, unit)
    else:
        try:
            proposal, problems = propose(request, approver)
        except WrongRoleError as error:
            raise click.UsageError(str(error)) from error
        proposals = [proposal] if proposal is not None else []
    _print_problems(problems)
    if not proposals:
        click.echo("nothing approved", err=True)
        sys.exit(1)
    return proposals


def _edition(approval: Approval) -> str:
    clinic = f" for {approval.clinic}" if approval.clinic else ""
    return f"{approval.document} {approval.lang}{clinic}"


def _print_proposal(proposal: Proposal) -> None:
    from handouts.approval import page_words

    approval, since = proposal.approval, proposal.since
    edition = _edition(approval)
    if since is None:
        click.echo(f"{edition}: nobody has approved it before")
        return
    ours = "" if since.clinic == approval.clinic else " for all clinics"
    last = f"{since.name} approved it as {since.role} on {since.when}{ours}"
    if proposal.changes is None:
        click.echo(f"{edition}: {last}; what it was then is not known, for its record is missing or changed")
    elif not proposal.changes:
        click.echo(f"{edition}: nothing has changed since {last}")
    else:
        click.echo(f"{edition}: changed since {last}:")
        for change in proposal.changes:
            click.echo(f"  {change.words()}")
    if proposal.pages:
        click.echo(f"  pages: {page_words(dict(proposal.pages))}")


@main.command(epilog=examples("handouts status", "handouts status --format json --as-of 2027-01-31"))
@click.option("--format", "style", type=click.Choice(["table", "json"]), default="table", show_default=True)
@AS_OF
@PROJECT
def status(style: str, as_of: date | None, folder: Path | None) -> None:
    """Every document: sign-off by role, review due, open problems."""
    from handouts.status import statuses

    request = _request(folder, (), (), (), None, as_of)
    found, problems = statuses(request)
    if style == "json":
        click.echo(_as_json([each.data() for each in found]))
    else:
        _table([row for each in found for row in each.rows()])
        approvals = [row for each in found for row in each.approvals()]
        click.echo("" if approvals else "nobody has approved anything yet", err=not approvals)
        _table(approvals)
    due = [problem for problem in _with_versions(request, problems) if problem not in problems]
    _print_problems([*(problem for problem in problems if problem.severity == "error"), *due])
    sys.exit(_status(problems))


# --- releases -------------------------------------------------------------------------------------


class _Release(click.Group):
    """A command that takes a tag, beside its subcommands: `release 2026-11` makes a release, `release show` lists."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments, with the name of the command that makes a release where none is named."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["make", *args]
        return super().parse_args(ctx, args)


@main.group(
    cls=_Release,
    no_args_is_help=True,
    options_metavar="",
    subcommand_metavar="TAG [ID]... | show [TAG]",
    epilog=examples("handouts release 2026-11", "handouts release 2026-11-mill --clinic mill", "handouts release show"),
)
def release() -> None:
    """Keep what is signed off in releases/TAG, never changed afterwards; `release show` lists what may be printed."""


@release.command(name="make", hidden=True, epilog=examples("handouts release 2026-11 warfarin-diet"))
@click.argument("tag")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--lang", "langs", multiple=True, help="A language (default: every complete one).")
@click.option("--clinic", default=None, help="A clinic's own edition.")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to draw with.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Default: releases/, where all else looks.",
)
@AS_OF
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

    Documents that are named are released all or none; without a name those that can be.
    """
    from handouts.releases import FOLDER, TagError
    from handouts.releases import make_release as run

    if tag in release.commands:
        raise click.UsageError(f"{tag!r} is a command of `handouts release`; choose another tag")
    request = replace(_request(folder, ids, langs, (), clinic, as_of), jobs=jobs)
    place = out or request.root / FOLDER
    try:
        made = run(request, tag, place)
    except TagError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"cannot keep the release: {error}") from error
    _print_problems(made.problems)
    if made.release is None:
        click.echo("nothing released", err=True)
        sys.exit(1)
    for file in made.release.files:
        click.echo(_near(place / tag / str(file["path"])))
    documents = _count(len(made.release.editions), "document")
    click.echo(f"release {tag}: {documents}, {_count(len(made.release.files), 'file')}", err=True)


@release.command(epilog=examples("handouts release show", "handouts release show 2026-11 warfarin-diet --format json"))
@click.argument("tag", required=False)
@click.argument("document", required=False, metavar="[ID]")
@click.option("--format", "style", type=click.Choice(["table", "json"]), default="table", show_default=True)
@AS_OF
@PROJECT
def show(tag: str | None, document: str | None, style: str, as_of: date | None, folder: Path | None) -> None:
    """Files of one release, or of the last one of each document: where those lie that may be printed, or why not."""
    from handouts.releases import FOLDER, UnknownReleaseError
    from handouts.releases import show as run

    project = _project(folder)
    problems: list[Problem] = []
    try:
        found, known = run(project.root / FOLDER, tag, document, as_of or date.today(), problems)
    except UnknownReleaseError as error:
        raise click.UsageError(f"there is no release {str(error)!r}") from error
    if document is not None:
        _known("document", (document,), known)
    _print_problems(problems)
    if style == "json":
        click.echo(_as_json([each.data() for each in found]))
    else:
        _table([each.row() for each in found])
    if not found:
        click.echo("nothing is released yet", err=True)
    sys.exit(1 if any(each.state in ("missing", "changed") for each in found) else _status(problems))


@main.command(
    epilog=examples(
        "handouts recall inr.target --reason 'The range was too low.' --record",
        "handouts recall 8d0f41a2 --format pdf --out recall.pdf",
    )
)
@click.argument("what", metavar="CLAIM|DIGEST")
@click.option("--reason", default=None, help="Why, as it stands on the sheet.")
@click.option("--format", "style", type=click.Choice(["text", "json", "pdf"]), default="text", show_default=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=None, help="A file for the sheet.")
@click.option("--layout", default="a4", show_default=True, help="A layout of layouts/dossiers, for a PDF.")
@click.option("--record", is_flag=True, help="Write it to releases/recalls.yaml, so that nobody prints the files.")
@AS_OF
@PROJECT
def recall(
    what: str,
    reason: str | None,
    style: str,
    out: Path | None,
    layout: str,
    record: bool,
    as_of: date | None,
    folder: Path | None,
) -> None:
    """A sheet of every released file with a claim or a content digest: what it said, and what replaces it."""
    from handouts.outputs import dossier_layouts
    from handouts.recall import NothingReleasedError, notice_of
    from handouts.releases import FOLDER, RecallsError
    from handouts.releases.recalls import record as record_recall

    if style == "pdf" and out is None:
        raise click.UsageError("--format pdf needs --out FILE")
    request = _request(folder, (), (), (), None, as_of)
    _known("layout", (layout,), dossier_layouts(request.root))
    try:
        notice, problems = notice_of(request, what, reason)
    except NothingReleasedError as error:
        raise click.UsageError(str(error)) from error
    _print_problems(problem for problem in problems if problem.severity == "error")
    data = _sheet(notice, style, layout, request.root)
    try:
        if out is None:
            click.echo(data.decode(), nl=False)
        else:
            from handouts.manifest import replace as write

            write(out, data)
            click.echo(str(out))
        if record:
            record_recall(request.root / FOLDER, notice.recall)
            click.echo(f"recorded: {_count(len(notice.held), 'document')} recalled", err=True)
    except (RecallsError, OSError) as error:
        raise click.ClickException(str(error)) from error


def _sheet(notice: Notice, style: str, layout: str, root: Path) -> bytes:
    """A recall in its format; ends the command where it cannot be drawn."""
    from handouts.recall import sheet_pdf

    if style == "json":
        return (_as_json(notice.data()) + "\n").encode()
    if style == "text":
        return "".join(f"{line}\n" for line in notice.lines()).encode()
    data, problems = sheet_pdf(notice, layout, root)
    _print_problems(problems)
    if data is None or _status(problems):
        sys.exit(1)
    return data


@main.command(epilog=examples("handouts current leaflet.pdf", "handouts current deck.pptx --format json"))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@AS_OF
@PROJECT
def current(file: Path, style: str, as_of: date | None, folder: Path | None) -> None:
    """Whether a PDF or PPTX file in hand is the current one, and if not what has changed."""
    from handouts.current import current as run

    request = _request(folder, (), (), (), None, as_of)
    try:
        verdict, problems = run(request, file.read_bytes())
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror or error}") from error
    _print_problems(problem for problem in problems if problem.severity == "error")
    if style == "json":
        click.echo(_as_json(verdict.data()))
    else:
        for line in verdict.lines():
            click.echo(line)
    sys.exit(0 if verdict.state == "current" else 1)


def _with_versions(request: Request, problems: list[Problem]) -> list[Problem]:
    """What was found, and the versions that are due since the last release, where there is one."""
    from handouts.releases.shelf import FOLDER

    if not (request.root / FOLDER).is_dir():
        return problems
    from handouts.releases import versions_due

    return sorted({*problems, *versions_due(request, problems)})


@main.command(epilog=examples("handouts trace inr.target", "handouts trace leaflet.pdf", "handouts trace deck.pptx"))
@click.argument("what", metavar="CLAIM|FILE")
@click.option("--format", "style", type=click.Choice(["table", "json"]), default="table", show_default=True)
@PROJECT
def trace(what: str, style: str, folder: Path | None) -> None:
    """Where a claim is used, its values, certainty and references; or where each number of a finished file comes from.

    A number that somebody changed or added after the file was made is listed as changed or unknown.
    """
    path = Path(what)
    if path.is_file() or path.suffix.lower() in (".pdf", ".pptx"):
        _trace_file(path, style)
    else:
        _trace_claim(what, style, folder)


def _trace_claim(claim: str, style: str, folder: Path | None) -> None:
    from handouts.problem import did_you_mean
    from handouts.tracing import trace_claim

    project = _project(folder)
    found, known, problems = trace_claim(project, claim)
    if found is None:
        _print_problems(problems)
        raise click.UsageError(f"unknown claim {claim!r}{did_you_mean(claim, known)}")
    if style == "json":
        click.echo(_as_json(found))
    else:
        _print_trace(found)
    sys.exit(_status(problems))


def _trace_file(path: Path, style: str) -> None:
    from handouts.tracing import trace_file

    rows, problems = trace_file(path)
    _print_problems(problems)
    if rows is not None and style == "json":
        click.echo(_as_json(rows))
    elif rows is not None:
        _table([_short(row) for row in rows])
        click.echo(_numbers(rows), err=True)
    sys.exit(_status(problems))


def _short(row: dict[str, Any]) -> dict[str, Any]:
    """A row of a file's numbers as a table shows it: references by id, and what stood there before."""
    was = row.get("was")
    claim = f"{row['claim']}, was {was['value']} ({was['claim']})" if was else row["claim"]
    return {
        **{name: value for name, value in row.items() if name != "was"},
        "claim": claim,
        "references": [reference["id"] for reference in row["references"]],
    }


def _numbers(rows: list[dict[str, Any]]) -> str:
    """How many numbers there are, and how many of them have no claim."""
    counts = Counter(row["claim"] for row in rows)
    odd = [f"{counts[state]} {state}" for state in ("changed", "unknown") if counts[state]]
    return "; ".join([_count(len(rows), "number"), *odd])


@main.command(
    epilog=examples(
        "handouts impact inr.target",
        "handouts impact content/foods.yaml --format json",
        "handouts impact --since HEAD~1 --clinic riverside",
    )
)
@click.argument("names", nargs=-1, metavar="[CLAIM|REFERENCE|FOOD|FILE]...")
@click.option("--since", "revision", default=None, metavar="REV", help="All edits since a revision of git.")
@click.option("--clinic", default=None, help="A clinic's own edition.")
@click.option("--layout", "layouts", multiple=True, help="A layout (default: all default layouts).")
@click.option("--format", "style", type=click.Choice(["table", "json"]), default="table", show_default=True)
@AS_OF
@PROJECT
def impact(
    names: tuple[str, ...],
    revision: str | None,
    clinic: str | None,
    layouts: tuple[str, ...],
    style: str,
    as_of: date | None,
    folder: Path | None,
) -> None:
    """Everything that a change reaches: files, pages and slides, and the sign-offs that would lapse.

    A name is a claim, reference, food, limit, term, text unit, figure, document, layout, theme, clinic or file.
    """
    from handouts.impact import RevisionError, UnknownNameError, impact_since
    from handouts.impact import impact as run
    from handouts.impact.listed import data, lines
    from handouts.words import LANGUAGES

    if bool(names) == (revision is not None):
        raise click.UsageError("name what changes, or --since and a revision")
    request = _request(folder, (), tuple(LANGUAGES), layouts, clinic, as_of)
    try:
        found = run(request, names, Path.cwd()) if revision is None else impact_since(request, revision)
    except (UnknownNameError, RevisionError) as error:
        raise click.UsageError(str(error)) from error
    if style == "json":
        click.echo(_as_json(data(found)))
    else:
        for head, rows, none in lines(found):
            click.echo(head if rows else none)
            _table(rows)
    _print_problems(found.problems)
    for name in found.stopped:
        click.echo(f"not set, for it has errors: {name}", err=True)
    sys.exit(_status(found.problems))


@main.command(
    epilog=examples(
        "handouts diff HEAD~1 HEAD",
        "handouts diff v1.0 --clinic riverside --format json",
        "handouts diff build-of-may build --format pdf --out changes.pdf",
    )
)
@click.argument("before", metavar="A")
@click.argument("after", required=False, metavar="[B]")
@click.option("--format", "style", type=click.Choice(["text", "json", "pdf"]), default="text", show_default=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=None, help="The file to write.")
@click.option("--paper", default="a4", show_default=True, help="A layout of layouts/changes, for the PDF.")
@click.option("--clinic", default=None, help="A clinic's own edition.")
@click.option("--layout", "layouts", multiple=True, help="A layout (default: all default layouts).")
@AS_OF
@PROJECT
def diff(
    before: str,
    after: str | None,
    style: str,
    out: Path | None,
    paper: str,
    clinic: str | None,
    layouts: tuple[str, ...],
    as_of: date | None,
    folder: Path | None,
) -> None:
    """What differs, by meaning, between two revisions, project folders or builds (default B: the project as it is).

    The PDF shows changed pages side by side, for those who approve them; it is written to changes.pdf unless --out
    names a file.
    """
    from handouts.diff import RevisionError, SideError, difference
    from handouts.words import LANGUAGES

    request = _request(folder, (), tuple(LANGUAGES), layouts, clinic, as_of)
    try:
        with difference(request, before, after, Path.cwd()) as found:
            problems = list(found.problems)
            if style == "pdf":
                problems += _write_report(found, request, paper, out or Path("changes.pdf"))
            else:
                _write_difference(found, style, out)
    except (SideError, RevisionError) as error:
        raise click.UsageError(str(error)) from error
    _print_problems(sorted(set(problems)))
    sys.exit(_status(problems))


def _write_difference(found: Difference, style: str, out: Path | None) -> None:
    from handouts.diff.told import data, lines
    from handouts.manifest import replace

    text = _as_json(data(found)) if style == "json" else "\n".join(lines(found))
    if out is None:
        click.echo(text)
    else:
        replace(out, f"{text}\n".encode())
        click.echo(out)


def _write_report(found: Difference, request: Request, paper: str, out: Path) -> list[Problem]:
    """The PDF of a difference; nothing is written where it has an error."""
    from handouts.diff.report import report
    from handouts.manifest import replace
    from handouts.outputs import layouts_below

    _known("layout", (paper,), layouts_below(request.root, "changes"))
    data, problems = report(found, request, paper, out.name)
    if data is not None:
        replace(out, data)
        click.echo(out)
    return problems


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


@main.command(epilog=examples("handouts dossier warfarin-diet", "handouts dossier warfarin-diet --questions"))
@click.argument("document", metavar="ID")
@click.option("--lang", default="en", show_default=True, help="The language.")
@click.option("--clinic", default=None, help="A clinic of content/clinics.")
@click.option("--layout", default="a4", show_default=True, help="A layout of layouts/dossiers.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=None, help="Default: build/.")
@click.option("--questions", is_flag=True, help="Print what people have to answer, and write nothing.")
@AS_OF
@PROJECT
def dossier(
    document: str,
    lang: str,
    clinic: str | None,
    layout: str,
    out: Path | None,
    questions: bool,
    as_of: date | None,
    folder: Path | None,
) -> None:
    """Write a PDF evidence pack for the committee that approves a document."""
    from handouts.outputs import dossier_layouts
    from handouts.packing import asked
    from handouts.packing import dossier as run

    request = _request(folder, (document,), (lang,), (), clinic, as_of)
    request = replace(request, out=out or request.out)
    _known("layout", (layout,), dossier_layouts(request.root))
    if questions:
        text, problems = asked(request)
        _print_problems(problems)
        click.echo(text or "", nl=False)
        sys.exit(_status(problems))
    packed = run(request, layout)
    _print_problems(packed.problems)
    if packed.path is not None:
        click.echo(packed.path)
    done = f"{_count(1 if packed.path else 0, 'file')} in {_near(request.out)}"
    click.echo(_summary(packed.problems, done), err=True)
    sys.exit(_status(packed.problems))


@main.command(epilog=examples("handouts speak leaflet.pdf", "handouts speak deck.pptx --format json"))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
def speak(file: Path, style: str) -> None:
    """What a screen reader would say of a PDF or PPTX file; last, how long its emergency advice takes to come."""
    from handouts.speak import speak as run

    spoken, problems = run(file)
    _print_problems(problems)
    if spoken is not None and style == "json":
        click.echo(_as_json(spoken.data()))
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
        click.echo(_as_json([_as_data(problem) for problem in problems]))
    else:
        for problem in problems:
            click.echo(str(problem))
    click.echo(_summary(problems, f"{_count(len(files), 'file')} read"), err=True)
    sys.exit(_status(problems))


@main.command(epilog=examples("handouts watch", "handouts watch warfarin-diet --layout a4 --clinic riverside"))
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--clinic", default=None, help="A clinic of content/clinics, printed on every file.")
@click.option("--layout", "layouts", multiple=True, help="A layout, for the kind of document it fits.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=None, help="Default: build/.")
@AS_OF
@PROJECT
def watch(
    ids: tuple[str, ...],
    clinic: str | None,
    layouts: tuple[str, ...],
    out: Path | None,
    as_of: date | None,
    folder: Path | None,
) -> None:
    """Build at each save until Ctrl-C; tell the problems that come (+) and go (-)."""
    from handouts.watch import watch as run

    request = _request(folder, ids, (), layouts, clinic, as_of)
    request = replace(request, out=out or request.out)
    _outside_what_is_watched(request)
    try:
        click.echo(f"watching content/ and layouts/ in {_near(request.root)}; Ctrl-C ends it", err=True)
        for turn in run(request, lambda: as_of or date.today()):
            _print_turn(turn)
    except KeyboardInterrupt:
        if sys.stderr.isatty():
            # the terminal has written ^C into the line
            click.echo(err=True)
        click.echo("watch ended", err=True)


def _outside_what_is_watched(request: Request) -> None:
    """Files written among those that are watched would each be a save."""
    for folder in ("content", "layouts"):
        if request.out.resolve().is_relative_to((request.root / folder).resolve()):
            raise click.UsageError(f"--out is in {folder}/, which is watched; name a folder outside it")


def _print_turn(turn: Turn) -> None:
    """What changed, the problems that went and came, the files, and how things stand."""
    if turn.changed:
        more = f" and {len(turn.changed) - 3} more" if len(turn.changed) > 3 else ""
        click.echo(f"changed: {', '.join(turn.changed[:3])}{more}", err=True)
    if turn.broken is not None:
        click.echo(turn.broken.trace, err=True, nl=False)
        click.echo(f"the build broke, which is a bug of handouts: {turn.broken.reason}; still watching", err=True)
        return
    for sign, problems, end in (("-", turn.went, " (gone)"), ("+", turn.came, "")):
        for problem in problems:
            click.echo(f"{sign} {problem}{end}", err=True)
    for path in turn.built.written:
        click.echo(path)
    for path in turn.built.stopped:
        click.echo(f"withheld: {path}", err=True)
    kept = f", {len(turn.built.kept)} as they were" if turn.built.kept else ""
    done = f"{_count(len(turn.built.written), 'file')} built in {turn.seconds:.1f} s{kept}"
    click.echo(_summary(turn.built.problems, done), err=True)


@main.command(epilog=examples("handouts new our-leaflets"))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Start a project of your own in DIR, with the content and layouts that came with the program."""
    from handouts.shipped.beginning import OccupiedError, begin
    from handouts.shipped.place import NothingShippedError, shipped

    try:
        names = begin(folder, shipped())
    except OccupiedError as error:
        raise click.UsageError(str(error)) from error
    except NothingShippedError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        reason = error.strerror or error
        raise click.ClickException(f"cannot make a project in {folder}: {reason}; nothing is left of it") from error
    for top, number in sorted(Counter(name.partition("/")[0] for name in names).items()):
        click.echo(f"{folder / top}" if top in names else f"{folder / top}: {_count(number, 'file')}")
    click.echo(f"a project with no approvals yet; next: cd {folder}; handouts build", err=True)


# --- requests -------------------------------------------------------------------------------------


def _project(folder: Path | None) -> Project:
    from handouts.content.project import Project

    return Project(_root(folder))


def _root(folder: Path | None) -> Path:
    from handouts.place import NoProjectError, find_project

    try:
        return find_project((folder or Path.cwd()).resolve())
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
    request = _unproved(folder, ids, langs, layouts, clinic, as_of)
    _prove(request)
    return request


def _unproved(
    folder: Path | None,
    ids: tuple[str, ...],
    langs: tuple[str, ...],
    layouts: tuple[str, ...],
    clinic: str | None,
    as_of: date | None,
) -> Request:
    """A request as it was typed."""
    from handouts.request import Request

    root, day = _root(folder), as_of or date.today()
    return Request(root, root / "build", day, tuple(dict.fromkeys(ids)), langs or ("en",), layouts, clinic)


def _prove(request: Request) -> None:
    """Ends the command where the request names something that there is not."""
    from handouts.content.project import Project
    from handouts.outputs import layouts_of
    from handouts.words import LANGUAGES

    project = Project(request.root)
    _known("document", request.ids, project.documents)
    _known("language", request.langs, LANGUAGES)
    known = (*layouts_of(project.root, "leaflet"), *layouts_of(project.root, "deck"))
    _known("layout", request.layouts, known)
    _known("clinic", (request.clinic,) if request.clinic else (), project.clinics)


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


def _as_json(data: object) -> str:
    """Data as every command prints them for programs."""
    return json.dumps(data, ensure_ascii=False, indent=1)


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
