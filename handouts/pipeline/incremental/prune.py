"""Files of documents, layouts and clinics that no longer exist, removed from an output folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from handouts.pipeline import manifest

PLACES = {"leaflet": "leaflets", "deck": "decks"}


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was removed, and what was left since somebody changed it after it was written."""

    removed: tuple[str, ...]
    changed: tuple[str, ...]


def prune(root: Path, out: Path) -> Pruned:
    """Removes what the manifest lists and the project no longer makes; a file that we did not write stays.

    Raises OSError.
    """
    removed: list[str] = []
    changed: list[str] = []
    for row in manifest.read(out):
        if not _is_made(root, row):
            path = str(row["path"])
            (removed if _removed(out, path, str(row.get("sha256"))) else changed).append(path)
    if removed or changed:
        manifest.merge(out, (), (*removed, *changed))
    return Pruned(tuple(removed), tuple(changed))


def _is_made(root: Path, row: dict[str, object]) -> bool:
    """Whether the project still has the document, the layout and the clinic of a listed file."""
    folder = PLACES.get(str(row.get("kind")), "")
    layout, clinic = str(row.get("layout")), row.get("clinic")
    made = (root / "content" / folder / f"{row.get('id')}.yaml").is_file()
    look = any((root / "layouts" / folder / f"{name}.yaml").is_file() for name in (layout, layout.rpartition("-")[0]))
    return made and look and (clinic is None or (root / "content" / "clinics" / f"{clinic}.yaml").is_file())


def _removed(out: Path, path: str, digest: str) -> bool:
    """Removes a file with its withheld copy; not one whose bytes are no longer those that were written."""
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
    """A folder and those above it, below the output folder, as long as they hold nothing."""
    while folder != out and folder.is_dir() and not any(folder.iterdir()):
        yield folder
        folder = folder.parent
