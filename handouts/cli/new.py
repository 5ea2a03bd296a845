"""`handouts new`: start a project of your own."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import click

from handouts.cli.options import TRACEBACK, examples
from handouts.cli.printing import counted


@click.command(epilog=examples("handouts new our-leaflets", "handouts new our-leaflets --empty"))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--empty", is_flag=True, help="With one small commented example of each kind, on no clinical topic.")
@TRACEBACK
def new(folder: Path, empty: bool) -> None:
    """Start a project of your own in a new folder DIR.

    It begins with the content and layouts that came with the program, and without any approval.
    """
    from handouts.content.shipped.beginning import EditorFiles, OccupiedError, begin, begin_empty
    from handouts.content.shipped.place import NothingShippedError, shipped
    from handouts.editions.reference.json_schema import first_line, schema_files

    editors = EditorFiles(schema_files(), first_line)
    try:
        names = begin_empty(folder, shipped(), date.today(), editors) if empty else begin(folder, shipped(), editors)
    except OccupiedError as error:
        raise click.UsageError(str(error)) from error
    except NothingShippedError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        reason = error.strerror or error
        raise click.ClickException(f"cannot make a project in {folder}: {reason}; nothing is left of it") from error
    for top, number in sorted(Counter(name.partition("/")[0] for name in names).items()):
        click.echo(f"{folder / top}" if top in names else f"{folder / top}: {counted(number, 'file')}")
    click.echo(f"a project with no approvals yet; next: cd {folder}; handouts build", err=True)
