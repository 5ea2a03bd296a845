"""The released files that may still be printed, and why the others may not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from handouts.core.problem import Problem
from handouts.editions.releases.due import last_editions
from handouts.editions.releases.edition import Edition
from handouts.editions.releases.recalls import Recall, read_recalls, recall_of
from handouts.editions.releases.shelf import FOLDER, Release, read_releases

State = Literal["valid", "replaced", "expired", "recalled", "missing", "changed"]


class UnknownReleaseError(Exception):
    """No release has this tag."""


@dataclass(frozen=True, slots=True)
class ReleasedFile:
    """A file of a release: its path in the project, whether it may be printed, and if not, why."""

    release: Release
    edition: Edition
    path: str
    layout: str
    sha256: str
    state: State
    why: str

    def data(self) -> dict[str, object]:
        """Return the file as JSON data; only a printable file has a `file`."""
        edition = self.edition
        return {
            "release": self.release.tag,
            "document": edition.document,
            "lang": edition.lang,
            "layout": self.layout,
            "clinic": edition.clinic,
            "version": edition.version,
            "issued": str(edition.issued),
            "until": str(edition.until),
            "content": edition.content,
            "sha256": self.sha256,
            "state": self.state,
            "why": self.why or None,
            "file": self.path if self.state == "valid" else None,
        }

    def row(self) -> dict[str, object]:
        """Return the file as a row of a table."""
        edition = self.edition
        return {
            "release": self.release.tag,
            "document": edition.document,
            "version": edition.version,
            "until": edition.until,
            "state": self.state,
            "file": self.path if self.state == "valid" else self.why,
        }


def release_state(edition: Edition, recalls: Iterable[Recall], day: date) -> tuple[State, str]:
    """Return whether a released document may be given out on a day, and if not, why."""
    recall = recall_of(recalls, edition.content, day)
    if recall is not None:
        return "recalled", recall.words
    if day > edition.until:
        return "expired", f"an approval ended on {edition.until}"
    return "valid", ""


def show(
    folder: Path, tag: str | None, document: str | None, day: date, log: list[Problem]
) -> tuple[list[ReleasedFile], list[str]]:
    """Return the files of one release, or of the latest release of each document, and the known document ids.

    Raises UnknownReleaseError.
    """
    releases, recalls = read_releases(folder, log), read_recalls(folder, log)
    if tag is not None and tag not in {release.tag for release in releases}:
        raise UnknownReleaseError(tag)
    last = last_editions(releases)
    pairs = [(each, edition) for each in releases if each.tag == tag for edition in each.editions]
    pairs = pairs if tag is not None else sorted(last.values(), key=lambda pair: pair[1].key[:2])
    chosen = [pair for pair in pairs if document is None or pair[1].document == document]
    newer = {edition.key: release.tag for release, edition in last.values()}
    shown = [file for release, edition in chosen for file in _files(release, edition, recalls, newer[edition.key], day)]
    return shown, sorted({edition.document for _, edition in pairs})


def _files(
    release: Release, edition: Edition, recalls: tuple[Recall, ...], newest: str, day: date
) -> Iterator[ReleasedFile]:
    state, why = release_state(edition, recalls, day)
    if state == "valid" and newest != release.tag:
        state, why = "replaced", f"the release {newest} replaced it"
    for file in release.files_of(edition):
        damage = release.damage(file)
        found, reason = (state, why) if damage is None else _damaged(damage)
        path = f"{FOLDER}/{release.tag}/{file['path']}"
        yield ReleasedFile(release, edition, path, str(file["layout"]), str(file["sha256"]), found, reason)


def _damaged(damage: str) -> tuple[State, str]:
    if damage == "missing":
        return "missing", "the file is no longer in the release"
    return "changed", "the file is not the one that was released"
