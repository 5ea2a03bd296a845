"""The numbers of a finished file, each with where it comes from; nothing but the file is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from handouts.audit.trace.carried import BrokenTraceError, read_trace
from handouts.audit.trace.judged import Found, judged
from handouts.audit.trace.seen import SHORT, Seen, seen_on_paper, seen_on_slides
from handouts.core.problem import Mark, Problem
from handouts.document.document import Ground

REACH = 45  # letters of the text to either side of a number
Row = dict[str, object]


class NoTraceError(ValueError):
    """A file that carries no trace."""


def trace_file(path: Path) -> tuple[list[Row] | None, list[Problem]]:
    """Each number of a PDF or deck with its claim, certainty, basis, references and date; or what is wrong."""
    import pikepdf
    from lxml import etree

    from handouts.audit.verify import BROKEN

    try:
        leaf, found = found_in(path.read_bytes())
        return [_row(leaf, each) for each in found if each.state != "harmless"], []
    except NoTraceError as error:
        return None, [Problem(Mark(str(path)), "no-trace", str(error))]
    except BrokenTraceError as error:
        return None, [Problem(Mark(str(path)), "broken-trace", f"the trace in the file cannot be read: {error}")]
    except OSError as error:
        return None, [Problem(Mark(str(path)), "unreadable", f"the file cannot be read: {error.strerror or error}")]
    except (pikepdf.PdfError, pikepdf.PasswordError, etree.LxmlError, *BROKEN) as error:
        return None, [Problem(Mark(str(path)), "unreadable", f"the file cannot be read: {error}")]


def found_in(data: bytes) -> tuple[str, list[Found]]:
    """What a leaf of the file is called, and every number that is seen in it, harmless ones too."""
    if b"%PDF-" in data[:1024]:
        trace, seen = _paper(data)
        return "page", _in_order(judged(seen, read_trace(trace)))
    if data[:2] == b"PK":
        trace, seen = _slides(data)
        return "slide", _in_order(judged(seen, read_trace(trace)))
    raise NoTraceError("the file is neither a PDF nor a PowerPoint file")


def _in_order(found: Iterator[Found]) -> list[Found]:
    """Page by page or slide by slide."""
    return sorted(found, key=lambda each: each.seen.leaf)


def _paper(data: bytes) -> tuple[bytes, Iterator[Seen]]:
    from handouts.audit.readers.pdf.file import read_pdf
    from handouts.audit.verify.structure import texts_of

    file = read_pdf(data)
    return _carried(file.catalog.trace), seen_on_paper(file, texts_of(file))


def _slides(data: bytes) -> tuple[bytes, Iterator[Seen]]:
    from handouts.audit.readers.pptx.file import read_deck

    deck = read_deck(data)
    return _carried(deck.trace), seen_on_slides(deck)


def _carried(trace: bytes) -> bytes:
    if not trace:
        raise NoTraceError("the file carries no trace of its numbers; only files of this program do")
    return trace


# --- rows -----------------------------------------------------------------------------------------


def _row(leaf: str, found: Found) -> Row:
    """A number as a row of the list."""
    fact = found.expected.fact if found.expected is not None else None
    traced = fact if found.state == "traced" and fact is not None else Ground("", found.state)
    row: Row = {
        leaf: found.seen.leaf,
        "text": _around(found),
        "value": found.value,
        "claim": _named(traced),
        "certainty": traced.certainty,
        "basis": traced.basis,
        "references": [
            {"id": each.id, "words": each.words, "confidence": each.confidence} for each in traced.references
        ],
        "checked": str(traced.checked or ""),
    }
    if found.state == "changed" and found.expected is not None:
        row["was"] = {"value": found.expected.text, "claim": _named(fact) if fact is not None else found.expected.kind}
    return row


def _named(fact: Ground) -> str:
    """The id of a claim, or that of another fact behind its kind."""
    return fact.id if fact.kind in ("claim", "") else f"{fact.kind}/{fact.id}"


def _around(found: Found) -> str:
    """The words around a number; those of its row or chart where its own text says little."""
    text, context = found.seen.text.strip(), found.seen.context
    if len(text) < SHORT and len(context) > len(text):
        start = max(0, context.find(text))
        return context if len(context) <= 3 * REACH else _cut(context, start - REACH, start + len(text) + REACH)
    return _cut(found.seen.text, found.start - REACH, found.end + REACH)


def _cut(text: str, start: int, end: int) -> str:
    """A part of a text from word to word, with dots where it goes on."""
    start = text.find(" ", start) + 1 if start > 0 else 0
    last = text.rfind(" ", 0, end) if end < len(text) else len(text)
    last = last if last > start else len(text)
    words = " ".join(text[start:last].split())
    return f"{'… ' if start else ''}{words}{' …' if last < len(text) else ''}"
