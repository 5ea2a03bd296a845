"""What a screen reader would say of a finished file: the tag tree of a PDF, the shape order of a deck.

Reads any PDF or PowerPoint file with libraries of others and nothing from the writer, so that a wrong
order is heard and not repeated.
"""

from __future__ import annotations

from pathlib import Path

from handouts.audit.speak.aloud import lines_of
from handouts.audit.speak.emergency import words_before
from handouts.audit.speak.node import Recording, UnreadableError
from handouts.audit.speak.said import Spoken
from handouts.core.problem import Mark, Problem

HEAD = 1024  # bytes in which a PDF must name itself


def speak(path: Path) -> tuple[Spoken | None, list[Problem]]:
    """What is heard of a file, or why nothing can be."""
    try:
        recording = _recording(path)
    except UnreadableError as error:
        return None, [Problem(Mark(str(path)), error.rule, str(error))]
    lines = tuple(lines_of(recording))
    before = words_before(lines, recording.lang)
    return Spoken(recording.title, recording.lang, recording.kind, lines, before), []


def _recording(path: Path) -> Recording:
    """The structure of a file, by what it says it is and not by its name."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableError("unreadable-file", f"cannot be read: {error.strerror}") from error
    if b"%PDF-" in content[:HEAD]:
        from handouts.audit.speak.tagged import read_pdf

        return read_pdf(content)
    if content.startswith(b"PK\x03\x04"):
        from handouts.audit.speak.slides import read_deck

        return read_deck(content)
    raise UnreadableError("unknown-format", "is neither a PDF nor a PowerPoint file (.pptx)")
