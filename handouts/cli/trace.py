"""`handouts trace`: show where a claim is used, or where the numbers of a file come from."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import click

from handouts.cli.completion import claims_or_files
from handouts.cli.options import PROJECT, TABLE_OR_JSON, TRACEBACK, examples
from handouts.cli.printing import as_json, counted, print_problems, print_table, status_of
from handouts.cli.requests import project_at


@click.command(epilog=examples("handouts trace inr.target", "handouts trace leaflet.pdf", "handouts trace deck.pptx"))
@click.argument("what", metavar="CLAIM|FILE", shell_complete=claims_or_files)
@TABLE_OR_JSON
@TRACEBACK
@PROJECT
def trace(what: str, style: str, folder: Path | None) -> None:
    """Where a claim is used, or where a file's numbers come from.

    A claim is shown with its values, certainty and references. Of a finished file each number is; one that somebody changed
    or added after the file was made is listed as changed or unknown.
    """
    from handouts.core.files import is_file

    path = Path(what)
    if is_file(path) or path.suffix.lower() in (".pdf", ".pptx"):
        _trace_file(path, style)
    else:
        _trace_claim(what, style, folder)


def _trace_claim(claim: str, style: str, folder: Path | None) -> None:
    from handouts.core.problem import did_you_mean, errors
    from handouts.editions.uses import trace_claim

    project = project_at(folder)
    found, known, problems = trace_claim(project, claim)
    if found is None:
        print_problems(problems)
        raise click.UsageError(f"unknown claim {claim!r}{did_you_mean(claim, known)}")
    print_problems(errors(problems))
    if style == "json":
        click.echo(as_json(found))
    else:
        _print_trace(found)
    sys.exit(status_of(problems))


def _trace_file(path: Path, style: str) -> None:
    from handouts.audit.trace import trace_file

    rows, problems = trace_file(path)
    print_problems(problems)
    if rows is not None and style == "json":
        click.echo(as_json(rows))
    elif rows is not None:
        print_table([_short(row) for row in rows])
        click.echo(_numbers(rows), err=True)
    sys.exit(status_of(problems))


def _short(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row of the table of a file's numbers: references by id, and the value that was there before."""
    was = row.get("was")
    claim = f"{row['claim']}, was {was['value']} ({was['claim']})" if was else row["claim"]
    return {
        **{name: value for name, value in row.items() if name != "was"},
        "claim": claim,
        "references": [reference["id"] for reference in row["references"]],
    }


def _numbers(rows: list[dict[str, Any]]) -> str:
    """Return how many numbers there are, and how many were changed or are unknown."""
    counts = Counter(row["claim"] for row in rows)
    odd = [f"{counts[state]} {state}" for state in ("changed", "unknown") if counts[state]]
    return "; ".join([counted(len(rows), "number"), *odd])


def _print_trace(found: dict[str, Any]) -> None:
    for key, value in found.items():
        if isinstance(value, list):
            click.echo(f"{key.replace('_', ' ')}:")
            for item in value:
                click.echo(f"  {item if isinstance(item, str) else '  '.join(map(str, item.values()))}")
        elif value is not None:
            click.echo(f"{key.replace('_', ' ')}: {value}")
