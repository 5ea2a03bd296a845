"""The command line: the only package that prints to the terminal and exits."""

from __future__ import annotations

import gc
import os

import click

from handouts import __version__
from handouts.cli.commands import Commands
from handouts.cli.folding import colour


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="handouts")
def main() -> None:
    """Patient leaflets (PDF) and teaching decks (PPTX) from structured clinical content."""
    click.get_current_context().color = colour()
    # frozen values make few reference cycles: a collection after every 700 objects takes a sixth of a check, and
    # repeated full collections grow faster than a large library does; what drawing leaves behind is still freed
    # soon enough
    gc.set_threshold(20_000, 5, 1_000)
    # no date of the machine goes into a file, but ReportLab reads this one and fails where it is no number
    os.environ.pop("SOURCE_DATE_EPOCH", None)
