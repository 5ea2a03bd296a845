"""`handouts status`: show sign-off, review date and problems of every document."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from handouts.cli.options import AS_OF, PROJECT, TABLE_OR_JSON, TRACEBACK, examples
from handouts.cli.printing import as_json, print_problems, print_table, status_of
from handouts.cli.requests import as_typed


@click.command(epilog=examples("handouts status", "handouts status --format json --as-of 2027-01-31"))
@TABLE_OR_JSON
@AS_OF
@TRACEBACK
@PROJECT
def status(style: str, as_of: date | None, folder: Path | None) -> None:
    """Every document: sign-off by role, review due, open problems."""
    from handouts.editions.status import statuses

    request = as_typed(folder, as_of=as_of)
    found, problems, due = statuses(request)
    if style == "json":
        click.echo(as_json([each.data() for each in found]))
    else:
        print_table([row for each in found for row in each.rows()])
        approvals = [row for each in found for row in each.approvals()]
        click.echo("" if approvals else "nobody has approved anything yet", err=not approvals)
        print_table(approvals)
    print_problems([*(problem for problem in problems if problem.severity == "error"), *due])
    sys.exit(status_of(problems))
