"""`handouts list`: list every document."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from handouts.cli.options import AS_OF, PROJECT, TABLE_OR_JSON, TRACEBACK, examples
from handouts.cli.printing import as_json, print_problems, print_table, status_of
from handouts.cli.requests import project_at


@click.command(name="list", epilog=examples("handouts list", "handouts list --format json"))
@TABLE_OR_JSON
@AS_OF
@TRACEBACK
@PROJECT
def list_documents(style: str, as_of: date | None, folder: Path | None) -> None:
    """Every document: title, languages, layouts, sign-off, review."""
    from handouts.editions.listing import listing

    project = project_at(folder)
    rows, problems = listing(project, as_of or date.today())
    print_problems(problems)
    if style == "json":
        click.echo(as_json(rows))
    else:
        print_table(rows)
    sys.exit(status_of(problems))
