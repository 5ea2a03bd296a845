"""The releases of a project: one folder each, `releases/<tag>/`, with files, manifest and `release.json`.

    releases/
      2026-11/
        release.json          day, versions, and the content of each document
        manifest.json         the entries of the build, with the digest of each file
        leaflets/  decks/     the files
      recalls.yaml            what was recalled

Releases belong to the project as its content does, and no file of a release is ever changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from handouts.core.files import DAMAGE, inside, is_encodable
from handouts.core.problem import Mark, Problem
from handouts.editions.releases.edition import Edition, read_edition
from handouts.pipeline import manifest

FOLDER = "releases"
RECORD = "release.json"
_FACTS = ("id", "lang", "layout", "sha256")
TAG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}\Z")


@dataclass(frozen=True, slots=True)
class Release:
    """A release: its tag, its sequence number, its day, its files as the manifest lists them, and its editions.

    `versions` are those of the program and of the libraries that drew the files.
    """

    folder: Path
    tag: str
    number: int
    day: date
    clinic: str | None
    versions: Mapping[str, str]
    files: tuple[Mapping[str, Any], ...]
    editions: tuple[Edition, ...]
    manifest: str

    def text(self) -> str:
        """Return the text of the release's file."""
        data = {
            "tag": self.tag,
            "number": self.number,
            "day": str(self.day),
            "clinic": self.clinic,
            "versions": dict(self.versions),
            "manifest": self.manifest,
            "documents": [edition.data() for edition in self.editions],
        }
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"

    def files_of(self, edition: Edition) -> Iterator[Mapping[str, Any]]:
        """Yield the files of an edition."""
        yield from (file for file in self.files if (file["id"], file["lang"], file["clinic"]) == edition.key)

    def damage(self, file: Mapping[str, Any]) -> str | None:
        """Return what is wrong with a file of the release: `missing` or `changed`; None if it is intact."""
        try:
            data = (self.folder / str(file["path"])).read_bytes()
        except OSError:
            return "missing"
        return None if manifest.sha256(data) == file["sha256"] else "changed"


def read_releases(folder: Path, log: list[Problem]) -> tuple[Release, ...]:
    """Return all releases of a folder in the order in which they were made; record unreadable ones in the log."""
    found = []
    # a hidden folder is an unfinished release
    for path in sorted(path for path in folder.glob(f"*/{RECORD}") if not path.parent.name.startswith(".")):
        try:
            found.append(_read(path.parent))
        except DAMAGE as error:
            message = f"the release cannot be read ({error}) and is left out; restore its folder from a copy"
            log.append(Problem(Mark(f"{FOLDER}/{path.parent.name}/{RECORD}"), "broken-release", message))
    return tuple(sorted(found, key=lambda release: (release.number, release.tag)))


def _listed(folder: Path, row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a row of a release's manifest. Raises ValueError for one that names no file in the release."""
    if inside(folder, row["path"]) is None:
        raise ValueError(f"its manifest names a file outside of it: {row['path']!r}")
    if not all(isinstance(row[name], str) for name in _FACTS) or not isinstance(row["clinic"], str | None):
        raise ValueError(f"its manifest lacks facts about {row['path']!r}")
    return row


def _read(folder: Path) -> Release:
    data = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    if not is_encodable(json.dumps(data, ensure_ascii=False)):
        raise ValueError("it holds half of a pair of characters")
    listed = (folder / manifest.MANIFEST).read_bytes()
    if manifest.sha256(listed) != data["manifest"]:
        raise ValueError("its manifest was changed")
    return Release(
        folder,
        folder.name,
        int(data["number"]),
        date.fromisoformat(data["day"]),
        data["clinic"],
        data["versions"],
        tuple(_listed(folder, row) for row in json.loads(listed)["files"]),
        tuple(map(read_edition, data["documents"])),
        data["manifest"],
    )
