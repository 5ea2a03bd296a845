"""Options that several commands share, and the examples at the end of a command's help."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import click

if TYPE_CHECKING:
    _DayType = click.ParamType[date]
    _LineType = click.ParamType[str]
    _WordType = click.Choice[str]
else:
    # generic only since click 8.4; older versions are supported too
    _DayType, _LineType, _WordType = click.ParamType, click.ParamType, click.Choice


# what a command takes where nobody names a layout for its paper
OWN_PAPER = "the paper of the clinic's region, or a4"


# the key under which a command notes that it prints tracebacks
SHOWN = "--traceback"


class Day(_DayType):
    """A date written as 2026-11-22."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date of a text."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date; write it as 2026-11-22", param, ctx)


class Line(_LineType):
    """A line of text in NFC, which content files can hold: nothing in it is hidden or passes for something else."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text of a line, whatever normal form it was typed in."""
        # imported here, because few commands take a line and all import this module
        from handouts.content.markup import foreign_markup, stray_placeholder
        from handouts.core.alphabets import refusals

        text = normalize("NFC", str(value))
        wrong = [*(refusal.message for refusal in refusals(text)), *foreign_markup(text), *stray_placeholder(text)]
        if wrong:
            self.fail(wrong[0], param, ctx)
        if not text.strip() or not text.isprintable():
            self.fail("must be one line of printable characters", param, ctx)
        return text


class Role(_WordType):
    """The role of an approver; `lay-reader` needs no quotes."""

    def __init__(self) -> None:
        super().__init__(("author", "clinician", "pharmacist", "lay reader"))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the role of a typed word."""
        return super().convert(value.replace("-", " "), param, ctx)


def note_traceback(ctx: click.Context, wanted: bool) -> None:
    """Note for the whole command whether tracebacks are printed."""
    ctx.meta[SHOWN] = wanted


def shows_tracebacks() -> bool:
    """Return whether the running command was asked to print tracebacks."""
    ctx = click.get_current_context(silent=True)
    return ctx is not None and bool(ctx.meta.get(SHOWN))


def examples(*lines: str) -> str:
    """Return the examples at the end of a command's help."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


PROJECT = click.option(
    "--project", "folder", type=click.Path(path_type=Path), help="The project folder (default: here or above)."
)
AS_OF = click.option("--as-of", type=Day(), default=None, help="The day that review dates are held against.")
BUILD_FOLDER = click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=None, help="Default: build/."
)
TRACEBACK = click.option(
    "--traceback",
    is_flag=True,
    expose_value=False,
    callback=lambda ctx, _, wanted: note_traceback(ctx, wanted),
    help="Print the traceback of each fault of the program itself.",
)
TABLE_OR_JSON = click.option(
    "--format", "style", type=click.Choice(["table", "json"]), default="table", show_default=True
)
TEXT_OR_JSON = click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
