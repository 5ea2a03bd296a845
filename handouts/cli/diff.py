"""`handouts diff`: compare two editions by meaning."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.completion import change_layouts, clinics, layouts
from handouts.cli.options import AS_OF, OWN_PAPER, PROJECT, TRACEBACK, examples
from handouts.cli.outputs import file_to_write, write_report
from handouts.cli.printing import as_json, print_problems, status_of
from handouts.cli.requests import as_typed, must_be_known, own_paper, proved

if TYPE_CHECKING:
    from handouts.core.problem import Problem
    from handouts.editions.diff import Difference
    from handouts.pipeline.request import Request


@click.command(
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
@click.option(
    "--paper",
    default=None,
    shell_complete=change_layouts,
    help=f"A layout of layouts/changes, for the PDF (default: {OWN_PAPER}).",
)
@click.option("--clinic", default=None, shell_complete=clinics, help="A clinic's own edition.")
@click.option(
    "--layout", "layouts", multiple=True, shell_complete=layouts, help="A layout (default: all default layouts)."
)
@AS_OF
@TRACEBACK
@PROJECT
def diff(
    before: str,
    after: str | None,
    style: str,
    out: Path | None,
    paper: str | None,
    clinic: str | None,
    layouts: tuple[str, ...],
    as_of: date | None,
    folder: Path | None,
) -> None:
    """What differs, by meaning, between two editions.

    A and B are revisions of git, project folders or builds (default B: the project as it is).

    The PDF shows changed pages side by side, for those who approve them; it is written to changes.pdf unless --out
    names a file.
    """
    from handouts.core.words import LANGUAGES
    from handouts.editions.diff import RevisionError, SideError, difference

    request = proved(as_typed(folder, langs=tuple(LANGUAGES), layouts=layouts, clinic=clinic, as_of=as_of))
    target = file_to_write(request.root, out or Path("changes.pdf")) if out or style == "pdf" else None
    try:
        with difference(request, before, after, Path.cwd()) as found:
            problems = list(found.problems)
            if style == "pdf" and target is not None:
                problems += _write_report(found, request, paper or own_paper(request), target)
            else:
                _write_difference(found, style, request.root, target)
    except (SideError, RevisionError) as error:
        raise click.UsageError(str(error)) from error
    print_problems(sorted(set(problems)))
    sys.exit(status_of(problems))


def _write_difference(found: Difference, style: str, root: Path, out: Path | None) -> None:
    from handouts.editions.diff.told import data, lines

    text = as_json(data(found)) if style == "json" else "\n".join(lines(found))
    if out is None:
        click.echo(text)
    else:
        write_report(root, out, f"{text}\n".encode())
        click.echo(out)


def _write_report(found: Difference, request: Request, paper: str, out: Path) -> list[Problem]:
    """Write the difference as a PDF; write nothing where it has an error."""
    from handouts.editions.diff.report import report
    from handouts.pipeline.plan import layouts_below

    must_be_known("layout", (paper,), layouts_below(request.root, "changes"))
    data, problems = report(found, request, paper, out.name)
    if data is not None:
        write_report(request.root, out, data)
        click.echo(out)
    return problems
