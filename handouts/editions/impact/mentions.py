"""Search for names in the bytes of files, so that only files with a match are parsed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from handouts.content.project import FOLDERS, Project

# double quotes allow escaped letters and line breaks inside a word
_SPELLED = re.compile(rb"\\[xuU\r\n]")


@dataclass(frozen=True)
class Mentions:
    """The bytes of a project's claims and documents; each file is read at most once."""

    project: Project
    read: dict[str, bytes] = field(default_factory=dict, repr=False)

    def claim_files(self, names: Collection[str]) -> list[str]:
        """Return the prefixes of the claim files that mention one of these names."""
        files = {prefix: f"content/claims/{prefix}.yaml" for prefix in self.project.claim_files}
        own = {name.partition(".")[0] for name in names}
        return [prefix for prefix, file in files.items() if prefix in own or self._mentions(file, names)]

    def documents(self, names: Collection[str]) -> list[str]:
        """Return the documents that mention one of these names, and the decks that include one of those."""
        kinds = self.project.documents
        files = {name: f"content/{FOLDERS[kind]}/{name}.yaml" for name, kind in kinds.items()}
        found = {name for name, file in files.items() if name in names or self._mentions(file, names)}
        decks = [name for name, kind in kinds.items() if kind == "deck"]
        found.update(deck for deck in decks if found and self._mentions(files[deck], found))
        return [name for name in files if name in found]

    def _mentions(self, file: str, names: Iterable[str]) -> bool:
        if file not in self.read:
            self.read[file] = _bytes_of(self.project, file)
        data = self.read[file]
        return any(sought in data for sought in _sought(names)) or _SPELLED.search(data) is not None


def _bytes_of(project: Project, file: str) -> bytes:
    try:
        return (project.root / file).read_bytes()
    except OSError:
        return b""


def _sought(names: Iterable[str]) -> Iterator[bytes]:
    """Yield the longest run of printable ASCII in each name, which no line break can split.

    A name without such a run yields an empty text, which every file contains.
    """
    for name in names:
        runs = re.findall(r"[!-~]+", name)
        yield max(runs, key=len).encode() if runs else b""
