"""`handouts speak`: print a screen reader's transcript of a file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from handouts.cli.options import TEXT_OR_JSON, TRACEBACK, examples
from handouts.cli.printing import as_json, print_problems, status_of


@click.command(epilog=examples("handouts speak leaflet.pdf", "handouts speak deck.pptx --format json"))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@TEXT_OR_JSON
@TRACEBACK
def speak(file: Path, style: str) -> None:
    """What a screen reader would say of a PDF or PPTX file.

    Last it says how long the emergency advice takes to come.
    """
    from handouts.audit.speak import speak as run

    spoken, problems = run(file)
    print_problems(problems)
    if spoken is not None and style == "json":
        click.echo(as_json(spoken.data()))
    elif spoken is not None:
        for line in spoken.text():
            click.echo(line)
    sys.exit(status_of(problems))
