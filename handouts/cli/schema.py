"""`handouts schema`: JSON Schema of the files that people write, for editors."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.cli.options import examples


@click.command(epilog=examples("handouts schema .schema"))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
def schema(folder: Path) -> None:
    """Write the JSON Schema of each kind of file into DIR, so that editors complete and check what you type."""
    from handouts.core.files import replace_file
    from handouts.editions.reference.json_schema import foreign_files, schema_files

    if foreign := foreign_files(folder):
        message = f"{folder / foreign[0]} is no schema of handouts; move it, or name another folder"
        raise click.UsageError(message)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in schema_files().items():
            replace_file(folder / name, data, folder)
            click.echo(folder / name)
    except OSError as error:
        raise click.ClickException(f"cannot write {folder}: {error.strerror}") from error
