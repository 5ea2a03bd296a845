"""The command line: the only package that prints and exits."""

from __future__ import annotations

import gc

import click

from handouts import __version__
from handouts.cli.commands import Commands


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="handouts")
def main() -> None:
    """Patient leaflets (PDF) and teaching decks (PPTX) from structured clinical content."""
    # values are frozen and make few cycles: to look for them after every 700 objects takes a sixth of a check, and
    # to look through all of a large library again and again grows faster than the library; what drawing leaves behind
    # is let go soon enough
    gc.set_threshold(20_000, 5, 1_000)
