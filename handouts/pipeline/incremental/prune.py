"""Removal of files from an output folder whose document, layout or clinic no longer exists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from handouts.core.files import DRAFTS, inside, is_file
from handouts.core.lock import Waiting, locked, unheard
from handouts.pipeline import manifest
from handouts.pipeline.edited import EDITED, OwnFiles, digest_of_file
from handouts.pipeline.incremental.uptodate import CACHE
from handouts.pipeline.withheld import discard

PLACES = {"leaflet": "leaflets", "deck": "decks"}
FORMATS = ("pdf", "pptx")
# folders in which a manifest, which is input, may not claim that a build made a file
KEPT = (EDITED, manifest.WITHHELD)

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Pruned:
    """The files that were removed, those that somebody changed, and listed ones that no build can have made.

    Only the first are gone; the manifest lists none of them any more.
    """

    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


@dataclass
class _Pruning:
    """A pruning under way in an output folder."""

    own: OwnFiles
    removed: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    @property
    def out(self) -> Path:
        """The output folder."""
        return self.own.out


def prune(root: Path, out: Path, waiting: Waiting = unheard) -> Pruned:
    """Remove the files that the manifest lists and the project no longer makes; files by others stay.

    Raises OSError.
    """
    if not list(_gone(root, out)):
        return Pruned()
    cache = out / CACHE
    with locked(cache, "handouts build --prune", waiting):
        pruning = _Pruning(OwnFiles(out))
        for row in _gone(root, out):
            _prune(pruning, row)
        paths = (*pruning.removed, *pruning.changed, *pruning.foreign)
        manifest.merge(out, {}, paths, cache / DRAFTS)
    return Pruned(tuple(pruning.removed), tuple(pruning.changed), tuple(pruning.foreign))


def left_over(root: Path, out: Path) -> tuple[str, ...]:
    """Return the paths of listed files that lie in an output folder and that the project no longer makes."""
    return tuple(path for row in _gone(root, out) if is_file(out / (path := str(row["path"]))))


def _gone(root: Path, out: Path) -> Iterator[Row]:
    return (row for row in manifest.read(out) if not _is_made(root, row))


def _is_made(root: Path, row: Row) -> bool:
    """Return whether the project still has the document, layout and clinic of a listed file."""
    folder = PLACES.get(str(row.get("kind")), "")
    layout, clinic = str(row.get("layout")), row.get("clinic")
    made = is_file(root / "content" / folder / f"{row.get('id')}.yaml")
    look = any(is_file(root / "layouts" / folder / f"{name}.yaml") for name in (layout, layout.rpartition("-")[0]))
    return made and look and (clinic is None or is_file(root / "content" / "clinics" / f"{clinic}.yaml"))


def _prune(pruning: _Pruning, row: Row) -> None:
    """Remove one listed file and its withheld copy, each only if its bytes are those that a build wrote."""
    path, out = str(row["path"]), pruning.out
    file = inside(out, path)
    if (
        file is None
        or path.partition("/")[0] in KEPT
        or path not in _names(row)
        or (file.is_dir() and not file.is_symlink())
    ):
        pruning.foreign.append(path)
        return
    if not discard(out, path):
        pruning.changed.append(f"{manifest.WITHHELD}/{path}")
    if file.is_symlink() or (file.is_file() and not _is_as_written(pruning, row, file)):
        pruning.changed.append(path)
        return
    file.unlink(missing_ok=True)
    pruning.removed.append(path)
    for folder in _empty(file.parent, out):
        folder.rmdir()


def _is_as_written(pruning: _Pruning, row: Row, file: Path) -> bool:
    """Return whether a file is the one that a build wrote, by the manifest and by the notes of builds."""
    digest = digest_of_file(file)
    return digest == row.get("sha256") and pruning.own.has(str(row["path"]), digest)


def _names(row: Row) -> tuple[str, ...]:
    """Return the names that a build would give to a listed file."""
    stem = f"{PLACES.get(str(row.get('kind')), '')}/{row.get('id')}.{row.get('lang')}.{row.get('layout')}"
    clinic = row.get("clinic")
    return tuple(f"{stem}.{ending}" if clinic is None else f"{clinic}/{stem}.{ending}" for ending in FORMATS)


def _empty(folder: Path, out: Path) -> Iterator[Path]:
    """Yield a folder and its parents, below the output folder, as long as they are empty."""
    while folder != out and folder.is_dir() and not any(folder.iterdir()):
        yield folder
        folder = folder.parent
