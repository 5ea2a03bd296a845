"""How commands print problems, tables, counts and data."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import click

if TYPE_CHECKING:
    from handouts.core.problem import Problem


class Progress:
    """A bar on a terminal, nothing elsewhere."""

    def __init__(self) -> None:
        self.bar: Any = None

    def __enter__(self) -> Self:
        return self

    def __call__(self, done: int, of: int) -> None:
        """So many of so many documents are drawn."""
        if self.bar is None and sys.stderr.isatty():
            self.bar = click.progressbar(length=of, file=sys.stderr, label="Drawing")
            self.bar.__enter__()
        if self.bar is not None:
            self.bar.update(done - self.bar.pos)

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.__exit__(None, None, None)


def print_problems(problems: Iterable[Problem]) -> None:
    """Problems, a line each, beside what the command prints."""
    for problem in problems:
        click.echo(str(problem), err=True)


def status_of(problems: Iterable[Problem]) -> int:
    """The exit status: 1 where there is an error."""
    return 1 if any(problem.severity == "error" for problem in problems) else 0


def summary(problems: Iterable[Problem], done: str) -> str:
    """The last line of a command: what it did, and how many problems it found."""
    problems = list(problems)
    counts = Counter(problem.severity for problem in problems)
    notes = f", {counted(counts['note'], 'note')}" if counts["note"] else ""
    return f"{done}; {counted(counts['error'], 'error')}, {counted(counts['warning'], 'warning')}{notes}"


def counted(number: int, noun: str) -> str:
    """So many of something, such as `1 file` or `2 files`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def near(path: Path) -> str:
    """A path as seen from where the command was called."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def as_json(data: object) -> str:
    """Data as every command prints them for programs."""
    return json.dumps(data, ensure_ascii=False, indent=1)


def as_data(problem: Problem) -> dict[str, object]:
    """A problem as data for programs."""
    return {
        "file": problem.mark.file,
        "line": problem.mark.line,
        "column": problem.mark.column,
        "severity": problem.severity,
        "message": problem.message,
        "rule": problem.rule,
        "reaches": list(problem.reaches),
    }


def as_github(problem: Problem) -> str:
    """A problem as GitHub shows it beside the line that it is about."""
    message = problem.message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    mark = problem.mark
    level = "notice" if problem.severity == "note" else problem.severity
    return f"::{level} file={mark.file},line={mark.line},col={mark.column},title={problem.rule}::{message}"


def print_table(rows: list[dict[str, Any]]) -> None:
    """Rows in columns as wide as their widest cell."""
    if not rows:
        return
    heads = list(rows[0])
    cells = [[_cell(row[head]) for head in heads] for row in rows]
    widths = [max(len(head), *(len(line[place]) for line in cells)) for place, head in enumerate(heads)]
    for line in ([head.replace("_", " ") for head in heads], *cells):
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _cell(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "no" if value is False else "yes" if value is True else str(value)
