"""`handouts current`: tell whether a file at hand is the current edition."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from handouts.cli.options import AS_OF, PROJECT, TEXT_OR_JSON, TRACEBACK, examples
from handouts.cli.printing import as_json, print_problems
from handouts.cli.requests import as_typed


@click.command(epilog=examples("handouts current leaflet.pdf", "handouts current deck.pptx --format json"))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@TEXT_OR_JSON
@AS_OF
@TRACEBACK
@PROJECT
def current(file: Path, style: str, as_of: date | None, folder: Path | None) -> None:
    """Whether a PDF or PPTX file in hand is the current one.

    Where it is not, what has changed since, and whether it was recalled.
    """
    from handouts.audit.readers.bounds import UnreadableError, read_file
    from handouts.editions.current import current as run

    request = as_typed(folder, as_of=as_of)
    try:
        verdict, problems = run(request, read_file(file))
    except UnreadableError as error:
        raise click.ClickException(f"{file}: {error}") from error
    print_problems(problem for problem in problems if problem.severity == "error")
    if style == "json":
        click.echo(as_json(verdict.data()))
    else:
        for line in verdict.lines():
            click.echo(line)
    sys.exit(0 if verdict.state == "current" else 1)
