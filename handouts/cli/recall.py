"""`handouts recall`: list every released file that states something wrong."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.completion import claims_or_files, dossier_layouts
from handouts.cli.options import AS_OF, PROJECT, TRACEBACK, Line, examples
from handouts.cli.outputs import file_to_write, write_report
from handouts.cli.printing import as_json, counted, print_problems, say_waiting, status_of
from handouts.cli.requests import as_typed, must_be_known

if TYPE_CHECKING:
    from handouts.editions.recall import Notice


@click.command(
    epilog=examples(
        "handouts recall inr.target --reason 'The range was too low.' --record",
        "handouts recall 8d0f41a2 --format pdf --out recall.pdf",
    )
)
@click.argument("what", metavar="CLAIM|DIGEST", shell_complete=claims_or_files)
@click.option("--reason", type=Line(), default=None, help="Why, as it stands on the sheet.")
@click.option("--format", "style", type=click.Choice(["text", "json", "pdf"]), default="text", show_default=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=None, help="A file for the sheet.")
@click.option(
    "--layout",
    default="a4",
    shell_complete=dossier_layouts,
    show_default=True,
    help="A layout of layouts/dossiers, for a PDF.",
)
@click.option("--record", is_flag=True, help="Write it to releases/recalls.yaml, so that nobody prints the files.")
@AS_OF
@TRACEBACK
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
    """A sheet of all released files with a claim or a digest.

    What each said, and what replaces it. A digest is that of a document's content, as it stands in the foot.
    """
    from handouts.editions.recall import NothingReleasedError, notice_of
    from handouts.editions.releases import FOLDER, RecallsError
    from handouts.editions.releases.recalls import record as record_recall
    from handouts.pipeline.plan import dossier_layouts

    if style == "pdf" and out is None:
        raise click.UsageError("--format pdf needs --out FILE")
    request = as_typed(folder, as_of=as_of)
    out = file_to_write(request.root, out) if out is not None else None
    must_be_known("layout", (layout,), dossier_layouts(request.root))
    try:
        notice, problems = notice_of(request, what, reason)
    except NothingReleasedError as error:
        raise click.UsageError(str(error)) from error
    print_problems(problem for problem in problems if problem.severity == "error")
    data = _sheet(notice, style, layout, request.root)
    try:
        if out is None:
            click.echo(data.decode(), nl=False)
        else:
            write_report(request.root, out, data)
            click.echo(str(out))
        if record:
            record_recall(request.root / FOLDER, notice.recall, say_waiting)
            click.echo(f"recorded: {counted(len(notice.held), 'document')} recalled", err=True)
    except RecallsError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"cannot record the recall in {FOLDER}/: {error.strerror or error}") from error


def _sheet(notice: Notice, style: str, layout: str, root: Path) -> bytes:
    """Return the recall notice in the requested format; exit with status 1 where the PDF has errors."""
    from handouts.core.words import SOURCE
    from handouts.editions.recall import sheet_pdf

    if style == "json":
        return (as_json(notice.data()) + "\n").encode()
    if style == "text":
        return "".join(f"{line}\n" for line in notice.lines()).encode()
    data, problems = sheet_pdf(notice, layout, root, SOURCE)
    print_problems(problems)
    if data is None or status_of(problems):
        sys.exit(1)
    return data
