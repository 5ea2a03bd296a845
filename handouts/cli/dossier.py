"""`handouts dossier`: write the evidence pack of a document."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from handouts.cli.completion import clinics, documents, dossier_layouts
from handouts.cli.options import AS_OF, BUILD_FOLDER, OWN_PAPER, PROJECT, TRACEBACK, examples
from handouts.cli.outputs import folder_to_fill
from handouts.cli.printing import counted, near, print_edited, print_problems, say_waiting, status_of, summary
from handouts.cli.requests import as_typed, must_be_known, own_paper, proved
from handouts.core.words import SOURCE


@click.command(epilog=examples("handouts dossier warfarin-diet", "handouts dossier warfarin-diet --questions"))
@click.argument("document", metavar="ID", shell_complete=documents)
@click.option("--lang", default=SOURCE, show_default=True, help="The language.")
@click.option("--clinic", default=None, shell_complete=clinics, help="A clinic of content/clinics.")
@click.option(
    "--layout",
    default=None,
    shell_complete=dossier_layouts,
    help=f"A layout of layouts/dossiers (default: {OWN_PAPER}).",
)
@BUILD_FOLDER
@click.option("--questions", is_flag=True, help="Print what people have to answer, and write nothing.")
@AS_OF
@TRACEBACK
@PROJECT
def dossier(
    document: str,
    lang: str,
    clinic: str | None,
    layout: str | None,
    out: Path | None,
    questions: bool,
    as_of: date | None,
    folder: Path | None,
) -> None:
    """Write the evidence pack of a document, for those who approve it."""
    from handouts.editions.dossier.packing import asked
    from handouts.editions.dossier.packing import dossier as run
    from handouts.pipeline.plan import dossier_layouts

    request = proved(as_typed(folder, ids=(document,), langs=(lang,), clinic=clinic, as_of=as_of))
    request = replace(request, out=folder_to_fill(request.root, out or request.out))
    layout = layout or own_paper(request)
    must_be_known("layout", (layout,), dossier_layouts(request.root))
    if questions:
        text, problems = asked(request)
        print_problems(problems)
        click.echo(text or "", nl=False)
        sys.exit(status_of(problems))
    packed = run(request, layout, say_waiting)
    print_problems(packed.problems)
    print_edited(request.out, packed.edited)
    if packed.path is not None:
        click.echo(packed.path)
    done = f"{counted(1 if packed.path else 0, 'file')} in {near(request.out)}"
    click.echo(summary(packed.problems, done), err=True)
    sys.exit(status_of(packed.problems))
