"""`handouts quiz`: export the questions of a deck."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from handouts.cli.completion import decks
from handouts.cli.options import PROJECT, TRACEBACK, examples
from handouts.cli.printing import print_problems, status_of
from handouts.cli.requests import as_typed, proved


@click.command(epilog=examples("handouts quiz bone", "handouts quiz bone --format gift > bone.gift"))
@click.argument("deck", shell_complete=decks)
@click.option("--format", "style", type=click.Choice(["csv", "gift"]), default="csv", show_default=True)
@TRACEBACK
@PROJECT
def quiz(deck: str, style: str, folder: Path | None) -> None:
    """A deck's questions and answers, as CSV or for Moodle (GIFT)."""
    from handouts.editions.quiz import quiz as run

    request = proved(as_typed(folder, ids=(deck,)))
    text, problems = run(request, "gift" if style == "gift" else "csv")
    print_problems(problems)
    if text is not None:
        click.echo(text, nl=False)
    sys.exit(status_of(problems))
