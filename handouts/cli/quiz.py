"""`handouts quiz`: export the questions of a deck, or print them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.completion import decks, printouts
from handouts.cli.options import PROJECT, TRACEBACK, examples
from handouts.cli.outputs import file_to_write, write_report
from handouts.cli.printing import print_problems, status_of
from handouts.cli.requests import as_typed, must_be_known, proved

if TYPE_CHECKING:
    from handouts.core.problem import Problem
    from handouts.pipeline.request import Request


@click.command(
    epilog=examples(
        "handouts quiz bone",
        "handouts quiz bone --format gift --out bone.gift",
        "handouts quiz bone --format pdf --out bone-quiz.pdf",
    )
)
@click.argument("deck", shell_complete=decks)
@click.option("--format", "style", type=click.Choice(["csv", "gift", "pdf"]), default="csv", show_default=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=None, help="The file to write.")
@click.option(
    "--layout",
    default="a4-notes",
    shell_complete=printouts,
    show_default=True,
    help="A print-out of layouts/decks, for a PDF.",
)
@TRACEBACK
@PROJECT
def quiz(deck: str, style: str, out: Path | None, layout: str, folder: Path | None) -> None:
    """A deck's questions and answers, as CSV, for Moodle (GIFT) or on paper.

    The PDF has the questions with room to answer, then the key on a page of its own.
    """
    if style == "pdf" and out is None:
        raise click.UsageError("--format pdf needs --out FILE")
    request = proved(as_typed(folder, ids=(deck,)))
    target = file_to_write(request.root, out) if out is not None else None
    data, problems = _written(request, style, layout, "" if target is None else target.name)
    print_problems(problems)
    if data is not None and target is not None:
        write_report(request.root, target, data)
        click.echo(str(target))
    elif data is not None:
        click.echo(data.decode(), nl=False)
    sys.exit(status_of(problems))


def _written(request: Request, style: str, layout: str, name: str) -> tuple[bytes | None, list[Problem]]:
    """Return the bytes of a quiz, None where an error stops it, and what is wrong."""
    from handouts.editions.quiz import quiz as run
    from handouts.editions.quiz import quiz_pdf
    from handouts.pipeline.plan import printouts as known

    if style == "pdf":
        must_be_known("layout", (layout,), known(request.root))
        return quiz_pdf(request, layout, name)
    text, problems = run(request, "gift" if style == "gift" else "csv")
    return None if text is None else text.encode(), problems
