"""`handouts impact`: list everything that a change affects."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from handouts.cli.completion import claims_or_files, clinics, layouts
from handouts.cli.options import AS_OF, PROJECT, TABLE_OR_JSON, TRACEBACK, examples
from handouts.cli.printing import as_json, print_problems, print_table, status_of
from handouts.cli.requests import as_typed, proved


@click.command(
    epilog=examples(
        "handouts impact inr.target",
        "handouts impact content/foods.yaml --format json",
        "handouts impact --since HEAD~1 --clinic riverside",
    )
)
@click.argument("names", nargs=-1, metavar="[CLAIM|REFERENCE|FOOD|FILE]...", shell_complete=claims_or_files)
@click.option("--since", "revision", default=None, metavar="REV", help="All edits since a revision of git.")
@click.option("--clinic", default=None, shell_complete=clinics, help="A clinic's own edition.")
@click.option(
    "--layout", "layouts", multiple=True, shell_complete=layouts, help="A layout (default: all default layouts)."
)
@TABLE_OR_JSON
@AS_OF
@TRACEBACK
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
    """Everything that a change reaches.

    Files, pages and slides, and the sign-offs that would lapse. A name is a claim, reference, food, limit, term, unit of a value, text unit, figure, document, layout, theme, clinic or file.
    """
    from handouts.core.words import LANGUAGES
    from handouts.editions.impact import RevisionError, UnknownNameError, impact_since
    from handouts.editions.impact import impact as run
    from handouts.editions.impact.listed import data, lines

    if bool(names) == (revision is not None):
        raise click.UsageError("name what changes, or --since and a revision")
    request = proved(as_typed(folder, langs=tuple(LANGUAGES), layouts=layouts, clinic=clinic, as_of=as_of))
    try:
        found = run(request, names, Path.cwd()) if revision is None else impact_since(request, revision)
    except (UnknownNameError, RevisionError) as error:
        raise click.UsageError(str(error)) from error
    if style == "json":
        click.echo(as_json(data(found)))
    else:
        for head, rows, none in lines(found):
            click.echo(head if rows else none)
            print_table(rows)
    print_problems(found.problems)
    for name in found.stopped:
        click.echo(f"not set, for it has errors: {name}", err=True)
    sys.exit(status_of(found.problems))
