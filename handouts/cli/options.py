"""Options that several commands share, and the examples below a help."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click


class Day(click.ParamType[date]):
    """A day such as 2026-11-22."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day of a text."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no date; write it as 2026-11-22", param, ctx)


def examples(*lines: str) -> str:
    """The examples below a command's help."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


PROJECT = click.option(
    "--project", "folder", type=click.Path(path_type=Path), help="The project folder (default: here or above)."
)
AS_OF = click.option("--as-of", type=Day(), default=None, help="The day that review dates are held against.")
BUILD_FOLDER = click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=None, help="Default: build/."
)
TABLE_OR_JSON = click.option(
    "--format", "style", type=click.Choice(["table", "json"]), default="table", show_default=True
)
TEXT_OR_JSON = click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
