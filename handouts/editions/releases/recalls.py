"""Recalls and their reasons: `releases/recalls.yaml`, to which `handouts recall --record` adds.

    - day: 2027-02-01
      claim: inr.target                 # or `content`: a content digest
      reason: "The range was too low."
      files:                            # the content digests of what was recalled, by release and document
        - {release: 2026-11, document: warfarin-diet, content: 8d0f…}

A later release with the corrected claim is not affected by it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from unicodedata import normalize

from handouts.core.files import replace_durably
from handouts.core.lock import Waiting, locked, unheard
from handouts.core.problem import Mark, Problem
from handouts.core.source import Source, as_data, read_source, source_of
from handouts.editions.releases.shelf import FOLDER
from handouts.pipeline.workplace import workplace

RECALLS = "recalls.yaml"
HEAD = "# What was recalled, and why. `handouts recall --record` adds entries at the end.\n"


class RecallsError(Exception):
    """The file of recalls cannot be added to, with the reason."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """One document of a release that was recalled."""

    release: str
    document: str
    content: str


@dataclass(frozen=True, slots=True)
class Recall:
    """A recall: its day, the claim or content digest that was named, the reason, and the documents affected."""

    day: date
    claim: str | None
    content: str | None
    reason: str | None
    files: tuple[Recalled, ...]

    @property
    def words(self) -> str:
        """The recall as a phrase."""
        what = f"the claim {self.claim!r}" if self.claim else f"the content {self.content}"
        return f"on {self.day}, for {what}{f': {self.reason}' if self.reason else ''}"


def read_recalls(folder: Path, log: list[Problem]) -> tuple[Recall, ...]:
    """Return the recalls of a project in the order in which they were made; record a broken file in the log."""
    path = folder / RECALLS
    if not path.is_file():
        return ()
    return _read(read_source(path, f"{FOLDER}/{RECALLS}"), log)


def _read(source: Source, log: list[Problem]) -> tuple[Recall, ...]:
    log.extend(source.problems)
    data = as_data(source.root) if source.root is not None else []
    try:
        return (
            tuple(_recall(each) for each in data) if isinstance(data, list) else _broken(source, "expected a list", log)
        )
    except (KeyError, TypeError, ValueError) as error:
        return _broken(source, str(error), log)


def _broken(source: Source, why: str, log: list[Problem]) -> tuple[Recall, ...]:
    log.append(
        Problem(
            Mark(source.path), "broken-recalls", f"the recalls cannot be read ({why}); restore the file from a copy"
        )
    )
    return ()


def _recall(data: Any) -> Recall:
    files = tuple(Recalled(each["release"], each["document"], each["content"]) for each in data["files"])
    return Recall(
        date.fromisoformat(data["day"]),
        data.get("claim") or None,
        data.get("content") or None,
        data.get("reason") or None,
        files,
    )


def record(folder: Path, recall: Recall, waiting: Waiting = unheard) -> None:
    """Append a recall to the file and read it back to make sure. Raises RecallsError and OSError."""
    path = folder / RECALLS
    if recall.reason is not None:  # as it is read back
        recall = replace(recall, reason=normalize("NFC", recall.reason))
    with locked(workplace(folder.parent, "recalls"), "handouts recall", waiting) as place:
        text = path.read_text(encoding="utf-8") if path.exists() else HEAD
        before = _parsed(text)
        whole = text + ("" if text.endswith("\n") else "\n") + _entry(recall)
        if _parsed(whole) != (*before, recall):
            raise RecallsError(f"{FOLDER}/{RECALLS} does not end in a list that an entry can be added to")
        replace_durably(path, whole.encode(), place.drafts)


def _parsed(text: str) -> tuple[Recall, ...]:
    if not any(line.strip() and not line.startswith("#") for line in text.splitlines()):
        return ()
    log: list[Problem] = []
    found = _read(source_of(text, f"{FOLDER}/{RECALLS}"), log)
    if log:
        raise RecallsError(str(log[0]))
    return found


def _entry(recall: Recall) -> str:
    """Return a recall as a block of YAML for the file; JSON strings are valid YAML."""
    facts: dict[str, object] = {"day": str(recall.day), "claim": recall.claim, "content": recall.content}
    facts["reason"] = recall.reason
    lines = [f"{key}: {json.dumps(fact, ensure_ascii=False)}" for key, fact in facts.items() if fact is not None]
    files = [_file(each) for each in recall.files]
    return "- " + "\n  ".join([*lines, "files:", *files]) + "\n"


def _file(each: Recalled) -> str:
    facts = {"release": each.release, "document": each.document, "content": each.content}
    return "  - {" + ", ".join(f"{key}: {json.dumps(fact)}" for key, fact in facts.items()) + "}"


def recall_of(recalls: Iterable[Recall], content: str, day: date) -> Recall | None:
    """Return the first recall, up to a day, that covers a content digest."""
    return next(
        (each for each in recalls if each.day <= day and any(file.content == content for file in each.files)), None
    )
