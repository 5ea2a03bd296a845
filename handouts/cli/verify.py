"""`handouts verify`: check finished files against the rules."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from handouts.cli.options import TEXT_OR_JSON, TRACEBACK, examples
from handouts.cli.printing import as_data, as_json, counted, print_traceback, status_of, summary


@click.command(epilog=examples("handouts verify build/leaflets/*.pdf", "handouts verify edited.pptx --format json"))
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, path_type=Path))
@TEXT_OR_JSON
@TRACEBACK
def verify(files: tuple[Path, ...], style: str) -> None:
    """Hold finished PDF and PowerPoint files to the rules.

    The line of a problem is its page or slide.
    """
    from handouts.audit.verify import verify_file

    problems = [problem for file in files for problem in verify_file(file)]
    if style == "json":
        click.echo(as_json([as_data(problem) for problem in problems]))
    else:
        for problem in problems:
            click.echo(str(problem))
    for problem in problems:
        print_traceback(problem)
    click.echo(summary(problems, f"{counted(len(files), 'file')} read"), err=True)
    sys.exit(status_of(problems))
