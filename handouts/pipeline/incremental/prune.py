"""Removal of files from an output folder whose document, layout or clinic no longer exists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from handouts.pipeline import manifest

PLACES = {"leaflet": "leaflets", "deck": "decks"}


@dataclass(frozen=True, slots=True)
class Pruned:
    """The files that were removed, and those that were left because somebody changed them."""

    removed: tuple[str, ...]
    changed: tuple[str, ...]


def prune(root: Path, out: Path) -> Pruned:
    """Remove the files that the manifest lists and the project no longer makes; files by others stay.

    Raises OSError.
    """
    removed: list[str] = []
    changed: list[str] = []
    for row in manifest.read(out):
        if not _is_made(root, row):
            path = str(row["path"])
            (removed if _removed(out, path, str(row.get("sha256"))) else changed).append(path)
    if removed or changed:
        manifest.merge(out, {}, (*removed, *changed))
    return Pruned(tuple(removed), tuple(changed))


def _is_made(root: Path, row: dict[str, object]) -> bool:
    """Return whether the project still has the document, layout and clinic of a listed file."""
    folder = PLACES.get(str(row.get("kind")), "")
    layout, clinic = str(row.get("layout")), row.get("clinic")
    made = (root / "content" / folder / f"{row.get('id')}.yaml").is_file()
    look = any((root / "layouts" / folder / f"{name}.yaml").is_file() for name in (layout, layout.rpartition("-")[0]))
    return made and look and (clinic is None or (root / "content" / "clinics" / f"{clinic}.yaml").is_file())


def _removed(out: Path, path: str, digest: str) -> bool:
    """Remove a file with its withheld copy, and return True; return False if its bytes were changed."""
    file = out / path
    (out / manifest.WITHHELD / path).unlink(missing_ok=True)
    if file.is_file():
        if manifest.sha256(file.read_bytes()) != digest:
            return False
        file.unlink()
    for folder in _empty(file.parent, out):
        folder.rmdir()
    return True


def _empty(folder: Path, out: Path) -> Iterator[Path]:
    """Yield a folder and its parents, below the output folder, as long as they are empty."""
    while folder != out and folder.is_dir() and not any(folder.iterdir()):
        yield folder
        folder = folder.parent
