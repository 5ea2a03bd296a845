"""The tutorial as steps that a machine can follow: files to write, edits, and commands with what they print."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from handouts.cli import main

# the last words before a block name the file that it belongs to
_PATH = re.compile(r"(?P<end>at the end of )?`(?P<path>[^`]+)`:$")
_FENCE = re.compile(r"```(?P<kind>\w+)$")
ANYTHING = "…"


@dataclass(frozen=True, slots=True)
class File:
    """A file that the reader writes, whole."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Addition:
    """Lines that the reader writes at the end of a file."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Lines of a file that the reader replaces by others."""

    path: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Command:
    """A command that the reader types, what it prints, and the line of the tutorial where it stands."""

    words: str
    shown: str
    line: int


@dataclass(frozen=True, slots=True)
class Printed:
    """What a command of the tutorial printed when it ran, and its exit status."""

    command: Command
    text: str
    status: int


Step = File | Addition | Edit | Command


class LostBlockError(Exception):
    """A block of the tutorial does not say what it is for."""


def steps(text: str) -> list[Step]:
    """Return the steps of a tutorial in Markdown, in order. Raises LostBlockError."""
    lines = text.splitlines()
    found: list[Step] = []
    start, kind = 0, None
    for number, line in enumerate(lines):
        fence = _FENCE.match(line)
        if kind is None and fence is not None:
            start, kind = number, fence["kind"]
        elif kind is not None and line == "```":
            found += _block(kind, lines, start, number)
            kind = None
    return found


def _block(kind: str, lines: list[str], start: int, end: int) -> Iterator[Step]:
    """Yield the steps of the block between two lines, by its kind; a block of `sh` is not run."""
    body = lines[start + 1 : end]
    if kind == "console":
        yield from _commands(body, start + 2)
    elif kind != "sh":
        named = _PATH.search(_sentence(lines[:start]))
        if named is None:
            raise LostBlockError(f"line {start + 1}: the words before the block name no file")
        yield _change(kind, named, body)


def _sentence(lines: list[str]) -> str:
    """Return the last paragraph of these lines in one line."""
    paragraphs = "\n".join(lines).strip("\n").split("\n\n")
    return paragraphs[-1].replace("\n", " ")


def _change(kind: str, named: re.Match[str], body: list[str]) -> File | Addition | Edit:
    if kind == "diff":
        old, new = (_joined(line[1:] for line in body if line[:1] in (sign, " ")) for sign in "-+")
        return Edit(named["path"], old, new)
    return (Addition if named["end"] else File)(named["path"], _joined(body))


def _joined(lines: Iterator[str] | list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _commands(body: list[str], first: int) -> Iterator[Command]:
    starts = [number for number, line in enumerate(body) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(body)], strict=True):
        yield Command(body[start][2:], _joined(body[start + 1 : end]), first + start)


# --- following them -------------------------------------------------------------------------------


def follow(tutorial: list[Step], folder: Path) -> Iterator[Printed]:
    """Do all steps in an empty folder, as the reader does, and yield what each command prints."""
    with contextlib.chdir(folder):
        for step in tutorial:
            match step:
                case File(path, text):
                    Path(path).write_text(text, encoding="utf-8")
                case Addition(path, text):
                    Path(path).write_text(Path(path).read_text(encoding="utf-8") + text, encoding="utf-8")
                case Edit():
                    _edit(step)
                case Command():
                    yield _run(step)


def _edit(step: Edit) -> None:
    text = Path(step.path).read_text(encoding="utf-8")
    if text.count(step.old) != 1:
        raise LostBlockError(f"{step.path} has {text.count(step.old)} times, and not once:\n{step.old}")
    Path(step.path).write_text(text.replace(step.old, step.new), encoding="utf-8")


def _run(command: Command) -> Printed:
    """Run a command; it is `handouts`, or one of the two others that a tutorial needs."""
    name, *words = shlex.split(command.words)
    if name == "cd":
        os.chdir(words[0])
    elif words[:1] == ["-r"] and name == "rm":
        shutil.rmtree(words[1])
    elif name == "rm":
        Path(words[0]).unlink()
    elif name == "handouts":
        # the reader answers yes where a command asks
        result = CliRunner().invoke(main, words, input="y\n")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Printed(command, result.output, result.exit_code)
    else:
        raise LostBlockError(f"line {command.line}: no step runs {name!r}")
    return Printed(command, "", 0)


# --- comparing what is printed ---------------------------------------------------------------------


def agrees(shown: str, printed: str) -> bool:
    """Return whether a command printed what the tutorial shows; `…` stands for anything, alone for any lines."""
    pattern = "".join(_line_pattern(line) for line in _lines(shown))
    return re.fullmatch(pattern, _joined(_lines(printed))) is not None


def _lines(text: str) -> list[str]:
    # a reader cannot see at the end of a line, or between a number and its unit, which space it is
    return [line.replace("\N{NO-BREAK SPACE}", " ").rstrip() for line in text.strip("\n").splitlines()]


def _line_pattern(line: str) -> str:
    if line.strip() == ANYTHING:
        return r"(?:[^\n]*\n)*?"
    return r"[^\n]*".join(re.escape(part) for part in line.split(ANYTHING)) + r"\n"
