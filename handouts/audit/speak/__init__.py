"""The transcript of a screen reader for a PDF or PowerPoint file: the tag tree of a PDF, the shape order of a deck."""

from __future__ import annotations

from pathlib import Path

from handouts.audit.readers.bounds import BROKEN, Budget, UnknownFormatError, UnreadableError, read_file, reason
from handouts.audit.speak.aloud import lines_of
from handouts.audit.speak.emergency import words_before
from handouts.audit.speak.node import Recording
from handouts.audit.speak.said import Spoken
from handouts.core.problem import Mark, Problem

HEAD = 1024  # the first bytes, in which the PDF signature must occur


def speak(path: Path) -> tuple[Spoken | None, list[Problem]]:
    """Return the transcript of a file, or None with the reasons why there is none."""
    budget = Budget()
    try:
        return _spoken(read_file(path, budget.bounds), budget), []
    except UnreadableError as error:
        return None, [Problem(Mark(str(path)), error.rule, str(error))]
    except BROKEN as error:
        return None, [
            Problem(
                Mark(str(path)), "unreadable-file", f"the file cannot be read ({reason(error)}); ask for another copy"
            )
        ]


def _spoken(data: bytes, budget: Budget) -> Spoken:
    recording = _recording(data, budget)
    lines = tuple(budget.watched(lines_of(recording)))
    before = words_before(lines, recording.lang)
    return Spoken(recording.title, recording.lang, recording.kind, lines, before)


def _recording(data: bytes, budget: Budget) -> Recording:
    """Return the structure of a file, by its signature and not by its name. Raises UnreadableError."""
    if b"%PDF-" in data[:HEAD]:
        from handouts.audit.speak.tagged import spoken_pdf

        return spoken_pdf(data, budget)
    if data[:2] == b"PK":
        from handouts.audit.speak.slides import spoken_deck

        return spoken_deck(data, budget)
    raise UnknownFormatError
