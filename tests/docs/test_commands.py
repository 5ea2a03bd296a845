"""Every command that the documentation names exists, with the options and words that stand there."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import pytest
from support.markdown import fences, spans
from support.projects import REPO

from handouts.cli import main

PAGES = [
    *(REPO / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")),
    *sorted((REPO / "docs").rglob("*.md")),
]


def typed(page: str) -> Iterator[tuple[str, bool]]:
    """The commands of a page, and whether each is a whole one, as one types it."""
    for fence in fences(page):
        if fence.language in ("console", "sh", ""):
            lines = fence.text.replace("\\\n", " ").splitlines()
            yield from ((line.removeprefix("$ "), True) for line in lines if line.startswith("$ "))
    yield from ((span, False) for span in spans(page))


def fault_of(line: str, whole: bool) -> str | None:
    """What is wrong with a command line, or None; what a sentence names may lack its arguments."""
    words = shlex.split(line.replace("…", ""))
    for sign in (">", "|", ";", "&&"):
        words = words[: words.index(sign)] if sign in words else words
    try:
        _parse(main, words[1:], click.Context(main, info_name="handouts", **main.context_settings), whole)
    except click.UsageError as error:
        return f"{line}: {error.format_message()}"
    return None


def _parse(command: click.Command, words: Sequence[str], ctx: click.Context, whole: bool) -> None:
    if isinstance(command, click.Group) and (words or command is not main) and words[:1] not in (["-h"], ["--help"]):
        below, rest = _below(command, words, ctx)
        if below is not None:
            _parse(below, rest, click.Context(below, info_name=below.name, parent=ctx), whole)
        return
    values, _, _ = command.make_parser(ctx).parse_args(list(words))
    for param in command.params:
        # what was not typed is None or a mark of click's own, by version
        value = values.get(str(param.name))
        given = isinstance(value, str | list | tuple | bool) and value not in ((), [])
        if whole and param.required and not given:
            raise click.MissingParameter(ctx=ctx, param=param)
        if given and isinstance(param.type, click.Choice | click.IntRange):
            for each in [value] if isinstance(value, str) else list(value):
                param.type.convert(each, param, ctx)


def _below(group: click.Group, words: Sequence[str], ctx: click.Context) -> tuple[click.Command | None, Sequence[str]]:
    """The command that a group is asked for, and the words for it; `COMMAND` stands for any."""
    if words and (named := group.get_command(ctx, words[0])) is not None:
        return named, words[1:]
    if group is not main:
        return next(each for each in group.commands.values() if each.hidden), words
    if words[0] in ("COMMAND", "--version"):
        return None, ()
    raise click.UsageError(f"no such command {words[0]!r}")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(REPO).as_posix())
def test_commands_exist(page: Path) -> None:
    named = [each for each in typed(page.read_text(encoding="utf-8")) if each[0].split()[:1] == ["handouts"]]
    assert [fault for line, whole in named if (fault := fault_of(line, whole))] == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("handouts bild", "no such command"),
        ("handouts build --layuot a4", "No such option"),
        ("handouts build --minutes 25", "is not one of"),
        ("handouts build --jobs 0", "range"),
        ("handouts check --clinic", "requires an argument"),
        ("handouts new", "Missing"),
        ("handouts release", "Missing"),
        ("handouts release 2027-01 --format json", "No such option"),
        ("handouts extend a.b --until 2027-01-01", "Missing"),
    ],
)
def test_a_wrong_command_is_found(line: str, fault: str) -> None:
    said = fault_of(line, whole=True)
    assert said is not None
    assert fault in said


def test_a_command_in_a_sentence_may_lack_its_arguments() -> None:
    assert fault_of("handouts new", whole=False) is None
    assert fault_of("handouts new --full", whole=False) is not None


def test_each_way_to_write_a_command_is_seen() -> None:
    page = "Type `handouts bild`.\n\n   ```console\n   $ handouts check \\\n       --oll\n   nothing\n   ```\n"
    assert list(typed(page)) == [("handouts check      --oll", True), ("handouts bild", False)]
