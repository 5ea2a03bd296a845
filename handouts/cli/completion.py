"""Completion of what people type: ids of documents, layouts, clinics, claims, rules and keys.

It runs at each press of the tab key, so it lists names of files and looks for keys, but reads no content; where there is
no project, it offers nothing of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_KEY = re.compile(rb"^([\w.-]+):", re.MULTILINE)
_PAPER = re.compile(rb"^format: *pdf\b", re.MULTILINE)
# in a file of the catalogue, rules stand below one key
_RULE = re.compile(rb"^  ([a-z0-9-]+):", re.MULTILINE)


def documents(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the ids of leaflets and decks that begin as typed, without those typed already."""
    return _fresh(ctx, param, _stems(ctx, ("content/leaflets", "content/decks"), incomplete))


def decks(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Return the ids of decks that begin as typed."""
    return _stems(ctx, ("content/decks",), incomplete)


def layouts(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the layouts of leaflets and decks that begin as typed, without those typed already."""
    return _fresh(ctx, param, _stems(ctx, ("layouts/leaflets", "layouts/decks"), incomplete))


def dossier_layouts(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Return the layouts of evidence packs that begin as typed."""
    return _stems(ctx, ("layouts/dossiers",), incomplete)


def change_layouts(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Return the layouts of comparisons that begin as typed."""
    return _stems(ctx, ("layouts/changes",), incomplete)


def printouts(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Return the layouts that print decks on paper and begin as typed."""
    stems = (path.stem for path in _files(ctx, "layouts/decks") if _PAPER.search(path.read_bytes()))
    return sorted(stem for stem in stems if stem.startswith(incomplete))


def clinics(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Return the clinics that begin as typed."""
    return _stems(ctx, ("content/clinics",), incomplete)


def claims_or_files(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the claims that begin as typed, without those typed already; where none does, leave it to the shell."""
    from click.shell_completion import CompletionItem

    found = _fresh(ctx, param, sorted(_claims(ctx, incomplete)))
    return [CompletionItem(name) for name in found] or [CompletionItem(incomplete, type="file")]


def rules(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    """Return the ids of rules that begin as typed."""
    from handouts import core

    files = Path(core.__path__[0], "catalogue").glob("*.yaml")
    ids = (found[1].decode() for path in files for found in _RULE.finditer(path.read_bytes()))
    return sorted(id_ for id_ in ids if id_.startswith(incomplete))


def keys(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    """Return the mappings and keys that begin as typed, up to their next dot; of a single one also what stands in it."""
    from handouts.editions import reference

    names = Path(reference.__path__[0], reference.NAMES).read_text(encoding="utf-8").split()
    found = [name for name in names if name.startswith(incomplete) and name.count(".") == incomplete.count(".")]
    inside = f"{found[0]}." if len(found) == 1 else None
    return [*found, *(name for name in names if inside and name.startswith(inside) and "." not in name[len(inside) :])]


def _claims(ctx: click.Context, incomplete: str) -> Iterator[str]:
    """Yield the claims that begin as typed; a claim `a.b` stands in the file `a.yaml`."""
    for path in _files(ctx, "content/claims"):
        stem = f"{path.stem}."
        if stem.startswith(incomplete) or incomplete.startswith(stem):
            names = (found[1].decode() for found in _KEY.finditer(path.read_bytes()))
            yield from (name for name in names if name.startswith(incomplete))


def _fresh(ctx: click.Context, param: click.Parameter, names: Iterable[str]) -> list[str]:
    typed = ctx.params.get(param.name or "") or ()
    return [name for name in names if isinstance(typed, str) or name not in typed]


def _stems(ctx: click.Context, folders: Iterable[str], incomplete: str) -> list[str]:
    stems = (path.stem for folder in folders for path in _files(ctx, folder))
    return sorted(stem for stem in stems if stem.startswith(incomplete))


def _files(ctx: click.Context, folder: str) -> list[Path]:
    """Return the files of a folder of the project; none where there is no project, or the folder may not be read."""
    from handouts.content.root import NoProjectError, find_project
    from handouts.core.files import yaml_files

    try:
        return yaml_files(find_project((ctx.params.get("folder") or Path.cwd()).resolve()) / folder)
    except (NoProjectError, OSError):
        return []
