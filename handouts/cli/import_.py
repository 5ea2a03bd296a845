"""`handouts import`: take references out of another program's export."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.options import PROJECT, TEXT_OR_JSON, TRACEBACK, examples
from handouts.cli.printing import as_data, as_json, counted, print_problems, status_of, summary
from handouts.cli.requests import root_at

if TYPE_CHECKING:
    from handouts.content.importing.take import Taking
    from handouts.content.importing.written import KnownWork, NewWork
    from handouts.core.problem import Problem

BIBLIOGRAPHY = Path("content") / "references.yaml"


@click.command(
    "import",
    epilog=examples(
        "handouts import zotero.json --dry-run",
        "handouts import asthma.bib",
        "handouts import pubmed.ris --into content/references.yaml",
    ),
)
@click.argument("export", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--into", type=click.Path(path_type=Path, dir_okay=False), help=f"The bibliography (default: {BIBLIOGRAPHY})."
)
@click.option("--dry-run", is_flag=True, help="Show the entries, and write nothing.")
@TEXT_OR_JSON
@TRACEBACK
@PROJECT
def import_(export: Path, into: Path | None, *, dry_run: bool, style: str, folder: Path | None) -> None:
    """Take references out of Zotero, EndNote or Mendeley.

    FILE is an export in CSL JSON, BibTeX or RIS, whatever its name. NewWork works are written at the end of the bibliography, as known from memory. Works that are there already are shown
    with what differs, and stay as they are.
    """
    from handouts.content.importing.take import taking

    root = root_at(folder)
    target = root / BIBLIOGRAPHY if into is None else Path.cwd() / into
    file = target.relative_to(root).as_posix() if target.is_relative_to(root) else str(into)
    taken = taking(export, str(export), target, file)
    problems = list(taken.problems)
    written = taken.found.new and not dry_run and _write(taken, target, file)
    if style == "json":
        click.echo(as_json(_data(taken, problems)))
    else:
        for line in _lines(taken, export.name):
            click.echo(line)
        if dry_run and taken.found.new:
            click.echo(taken.entries, nl=False)
    print_problems(problems)
    _print_end(taken, problems, f"written to {file}" if written else f"to write to {file}")
    sys.exit(status_of(problems))


def _write(taken: Taking, target: Path, file: str) -> bool:
    """Return True when the new entries are written; exit where they cannot be."""
    from handouts.content.importing.take import write
    from handouts.content.importing.written import UnwritableError

    try:
        write(taken, target, file)
    except (UnwritableError, OSError) as error:
        raise click.ClickException(f"nothing is written: {getattr(error, 'strerror', None) or error}") from error
    return True


def _lines(taken: Taking, export: str) -> Iterator[str]:
    """Yield a line for each work, and below one that is known the fields that differ."""
    from handouts.content.importing.written import NewWork

    for each in taken.found.works:
        if isinstance(each, NewWork):
            yield f"{each.id}: new: {_title(each)}"
            continue
        yield f"{each.id}: there already{', the same' if not each.changes else ''}"
        for change in each.changes:
            yield f"  {change.field}: {change.here or 'not there'}; in {export}: {change.exported}"


def _title(each: NewWork | KnownWork) -> str:
    from handouts.content.csl.titles import untagged

    return untagged(str(each.work.csl.get("title", "without a title")))


def _data(taken: Taking, problems: list[Problem]) -> dict[str, object]:
    return {
        "new": [{"id": each.id, "key": each.work.key, "title": _title(each)} for each in taken.found.new],
        "known": [
            {
                "id": each.id,
                "key": each.work.key,
                "title": _title(each),
                "changes": [
                    {"field": change.field, "here": change.here, "exported": change.exported} for change in each.changes
                ],
            }
            for each in taken.found.known
        ],
        "not_taken": dict(taken.not_taken),
        "problems": [as_data(problem) for problem in problems],
    }


def _print_end(taken: Taking, problems: list[Problem], done: str) -> None:
    """Print what was left out, what was done, and what to do next."""
    left = ", ".join(f"{name} of {counted(number, 'work')}" for name, number in taken.not_taken.items())
    if left:
        click.echo(f"not taken: {left}", err=True)
    entries = f"{len(taken.found.new)} entr{'y' if len(taken.found.new) == 1 else 'ies'} {done}"
    known = f", {len(taken.found.known)} there already" if taken.found.known else ""
    click.echo(summary(problems, f"{entries}{known}"), err=True)
    if taken.found.new:
        click.echo(f"next: write {taken.found.unwritten} of each new entry; handouts check says where", err=True)
