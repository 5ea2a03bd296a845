"""The page of `docs/reference/` on commands, from their declarations."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc

import click

from handouts.cli.commands import GROUPS

PAGE = "docs/reference/commands.md"
_HEAD = """\
# Commands

<!-- Written by scripts/reference.py from the declarations in the program. -->

`handouts` finds the project in the current folder or in one above it that holds `content/` and `layouts/`.

A command ends with one of these statuses:

| status | means |
|---|---|
| 0 | it is done, with or without warnings |
| 1 | an error, and all errors are listed; or a file that is not the current one |
| 2 | the command line is wrong, and nothing was done |

Results go to standard output, messages to standard error.
"""


def manual() -> str:
    """Return the page: a section for each group of commands, and in it one for each command."""
    from handouts.cli import main

    with click.Context(main, info_name="handouts", **main.context_settings) as ctx:
        return "\n".join((_HEAD, *_groups(ctx)))


def _groups(ctx: click.Context) -> Iterator[str]:
    for group, names in GROUPS.items():
        yield from (f"## {group}", "")
        for name in names:
            command = ctx.command
            if isinstance(command, click.Group) and (found := command.get_command(ctx, name)) is not None:
                yield from _section(found, ctx, 3)


def _section(command: click.Command, above: click.Context, level: int) -> Iterator[str]:
    """Yield the section of a command, then one for each of its subcommands."""
    name = "" if command.hidden else command.name
    path = f"{above.command_path} {name}".rstrip()
    with click.Context(command, info_name=command.name, parent=above) as ctx:
        below = list(command.commands.values()) if isinstance(command, click.Group) else []
        if not command.hidden:
            yield from (f"{'#' * level} {path}", "")
        yield from (cleandoc(command.help or ""), "", "```text")
        yield from (" ".join((path, *command.collect_usage_pieces(ctx))), "```", "")
        yield from _options(command, ctx)
        yield from _examples(command)
        for each in below:
            yield from _section(each, ctx, level + 1)


def _options(command: click.Command, ctx: click.Context) -> Iterator[str]:
    options = [param for param in command.get_params(ctx) if isinstance(param, click.Option)]
    if isinstance(command, click.Group):
        return
    yield from ("| option | value | what it does |", "|---|---|---|")
    for option in options:
        names = ", ".join(f"`{name}`" for name in sorted(option.opts, key=len, reverse=True))
        cells = (names, _value(option), " ".join((option.help or "The form of the output.").split()))
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
    yield ""


def _value(option: click.Option) -> str:
    """Return what may stand after an option, with what counts without it."""
    match option.type:
        case _ if option.is_flag:
            return ""
        case click.Choice(choices=choices):
            kind = ", ".join(f"`{choice}`" for choice in choices)
        case click.IntRange(min=least):
            kind = f"a whole number from {least}"
        case click.Path(file_okay=False):
            kind = "a folder"
        case click.Path(dir_okay=False):
            kind = "a file"
        case click.Path():
            kind = "a file or folder"
        case other:
            kind = f"a {other.name}"
    repeated = "; may be repeated" if option.multiple else ""
    stated = f"; else `{option.default}`" if option.show_default else ""
    return f"{kind}{repeated}{stated}{'; needed' if option.required else ''}"


def _examples(command: click.Command) -> Iterator[str]:
    """Yield the examples at the end of a command's help."""
    lines = (command.epilog or "").splitlines()[2:]
    if lines:
        yield from ("```console", *(f"$ {line.strip()}" for line in lines), "```", "")
