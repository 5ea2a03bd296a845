"""The numbers in a finished file, each with its source; nothing but the file is read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from handouts.audit.readers.bounds import BROKEN, Budget, UnknownFormatError, UnreadableError, read_file, reason
from handouts.audit.trace.carried import AS_MADE, BrokenTraceError, Carried, read_trace
from handouts.audit.trace.judged import Found, judged
from handouts.audit.trace.seen import SHORT, seen_on_paper, seen_on_slides
from handouts.core.problem import Mark, Problem
from handouts.document.document import Ground

if TYPE_CHECKING:
    from handouts.audit.readers.pdf.file import PdfFile
    from handouts.audit.readers.pptx.file import Deck

REACH = 45  # characters of context on each side of a number
Row = dict[str, object]


class NoTraceError(ValueError):
    """A file that carries no trace."""


def trace_file(path: Path) -> tuple[list[Row] | None, list[Problem]]:
    """Return the numbers of a PDF or deck with claim, certainty, basis, references and date; or None with problems."""
    budget = Budget()
    try:
        leaf, found = found_in(read_file(path, budget.bounds), budget)
        return [_row(leaf, each) for each in budget.watched(found) if each.state != "harmless"], []
    except UnreadableError as error:
        return None, [Problem(Mark(str(path)), error.rule, str(error))]
    except NoTraceError as error:
        return None, [Problem(Mark(str(path)), "missing-trace", str(error))]
    except BrokenTraceError as error:
        return None, [
            Problem(Mark(str(path)), "broken-trace", f"the trace in the file cannot be read ({error}); {AS_MADE}")
        ]
    except BROKEN as error:
        return None, [
            Problem(
                Mark(str(path)), "unreadable-file", f"the file cannot be read ({reason(error)}); ask for another copy"
            )
        ]


def found_in(data: bytes, budget: Budget) -> tuple[str, list[Found]]:
    """Return `page` or `slide`, and every number in a file, including harmless ones.

    Raises UnreadableError, NoTraceError and BrokenTraceError.
    """
    if b"%PDF-" in data[:1024]:
        from handouts.audit.readers.pdf.file import read_pdf

        return "page", found_on_paper(read_pdf(data, budget), budget)
    if data[:2] == b"PK":
        from handouts.audit.readers.pptx.file import read_deck

        return "slide", found_on_slides(read_deck(data, budget), budget)
    raise UnknownFormatError


def found_on_paper(file: PdfFile, budget: Budget) -> list[Found]:
    """Return every number in a PDF, page by page. Raises NoTraceError and BrokenTraceError."""
    from handouts.audit.verify.structure import texts_of

    carried = _carried(file.catalog.trace)
    return _in_order(judged(budget.watched(seen_on_paper(file, texts_of(file))), carried, budget))


def found_on_slides(deck: Deck, budget: Budget) -> list[Found]:
    """Return every number in a deck, slide by slide. Raises NoTraceError and BrokenTraceError."""
    carried = _carried(deck.trace)
    return _in_order(judged(budget.watched(seen_on_slides(deck)), carried, budget))


def _in_order(found: list[Found]) -> list[Found]:
    """Return numbers in the order of pages or slides."""
    return sorted(found, key=lambda each: each.seen.leaf)


def _carried(trace: bytes) -> Carried:
    if not trace:
        raise NoTraceError(f"the file carries no trace of its numbers, as files of this program do; {AS_MADE}")
    return read_trace(trace)


# --- rows -----------------------------------------------------------------------------------------


def _row(leaf: str, found: Found) -> Row:
    """Return a number as a row of the list, in JSON data."""
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
    """Return the id of a claim, or the kind and id of another fact."""
    return fact.id if fact.kind in ("claim", "") else f"{fact.kind}/{fact.id}"


def _around(found: Found) -> str:
    """Return the text around a number, or around its row or chart where its own text is short."""
    text, context = found.seen.text.strip(), found.seen.context
    if len(text) < SHORT and len(context) > len(text):
        start = max(0, context.find(text))
        return context if len(context) <= 3 * REACH else _cut(context, start - REACH, start + len(text) + REACH)
    return _cut(found.seen.text, found.start - REACH, found.end + REACH)


def _cut(text: str, start: int, end: int) -> str:
    """Return part of a text, cut between words, with an ellipsis where the text continues."""
    start = text.find(" ", start) + 1 if start > 0 else 0
    last = text.rfind(" ", 0, end) if end < len(text) else len(text)
    last = last if last > start else len(text)
    words = " ".join(text[start:last].split())
    return f"{'… ' if start else ''}{words}{' …' if last < len(text) else ''}"
