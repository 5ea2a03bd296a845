"""Functions that print problems, tables, counts and data for all commands."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import click

from handouts.cli.folding import columns, is_terminal, problem_lines, width
from handouts.cli.options import shows_tracebacks

if TYPE_CHECKING:
    from handouts.core.lock import Holder
    from handouts.core.problem import Problem

# seconds after which it is shown how far a command is
PATIENCE = 1.0


class Progress:
    """A progress bar on a terminal for what takes longer than a second; elsewhere it prints nothing."""

    def __init__(self, doing: str) -> None:
        self.doing = doing
        self.start = time.monotonic()
        self.bar: Any = None

    def __enter__(self) -> Self:
        return self

    def __call__(self, done: int, of: int) -> None:
        """Show that `done` of `of` documents are done."""
        if self.bar is None and is_terminal() and done < of and time.monotonic() - self.start > PATIENCE:
            self.bar = click.progressbar(length=of, file=sys.stderr, label=self.doing, width=0)
            self.bar.__enter__()
        if self.bar is not None:
            self.bar.update(done - self.bar.pos)

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.__exit__(None, None, None)


def say_waiting(holder: Holder | None) -> None:
    """Say for which process this one waits."""
    click.echo(f"waiting for {holder or 'another process'} ...", err=True)


def print_problems(problems: Iterable[Problem]) -> None:
    """Print problems to standard error; with `--traceback` those of the program with their traceback.

    Lines are folded on a terminal; elsewhere a problem is one line.
    """
    for problem in problems:
        for line in lines_of(str(problem)):
            click.echo(line, err=True)
        print_traceback(problem)


def lines_of(problem: str) -> list[str]:
    """Return a problem as messages print it: in folded lines on a terminal, elsewhere in one."""
    return problem_lines(problem) if is_terminal() else [problem]


def print_traceback(problem: Problem) -> None:
    """Print the traceback of a fault of the program to standard error where the command was asked to."""
    if problem.trace and shows_tracebacks():
        click.echo(problem.trace, err=True, nl=False)


def print_edited(out: Path, edited: Mapping[str, str]) -> None:
    """Say of each file that somebody had changed where that copy is kept now."""
    for path, kept in edited.items():
        click.echo(f"changed by hand: {near(out / path)}; that copy is kept as {near(out / kept)}", err=True)


def status_of(problems: Iterable[Problem]) -> int:
    """Return the exit status: 1 if there is an error, else 0."""
    return 1 if any(problem.severity == "error" for problem in problems) else 0


def summary(problems: Iterable[Problem], done: str) -> str:
    """Return the last line of a command: what it did, and how many problems it found."""
    problems = list(problems)
    counts = Counter(problem.severity for problem in problems)
    notes = f", {counted(counts['note'], 'note')}" if counts["note"] else ""
    return f"{done}; {counted(counts['error'], 'error')}, {counted(counts['warning'], 'warning')}{notes}"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, such as `1 file` or `2 files`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def near(path: Path) -> str:
    """Return a path relative to the current folder where it lies below it."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def as_json(data: object) -> str:
    """Return data as the JSON text that every command prints for programs."""
    return json.dumps(data, ensure_ascii=False, indent=1)


def as_data(problem: Problem) -> dict[str, object]:
    """Return a problem as JSON data; `help` is the place where its rule is explained."""
    from handouts.core.catalogue import help_page

    return {
        "file": problem.mark.file,
        "line": problem.mark.line,
        "column": problem.mark.column,
        "severity": problem.severity,
        "message": problem.message,
        "rule": problem.rule,
        "reaches": list(problem.reaches),
        "help": help_page(problem.rule),
    }


def as_github(problem: Problem) -> str:
    """Return a problem as a workflow command, which GitHub shows beside the line concerned, with its rule's page."""
    from handouts.core.catalogue import help_page

    message = f"{problem.message} ({help_page(problem.rule)})"
    message = message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    mark = problem.mark
    level = "notice" if problem.severity == "note" else problem.severity
    return f"::{level} file={mark.file},line={mark.line},col={mark.column},title={problem.rule}::{message}"


def print_table(rows: list[dict[str, Any]]) -> None:
    """Print rows in columns as wide as their widest cell; on a terminal, cells are folded so that rows fit on it."""
    if not rows:
        return
    heads = list(rows[0])
    cells = [[_cell(row[head]) for head in heads] for row in rows]
    most = width() if sys.stdout.isatty() else sys.maxsize
    for line in columns([[head.replace("_", " ") for head in heads], *cells], most):
        click.echo(line)


def _cell(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "no" if value is False else "yes" if value is True else str(value)
