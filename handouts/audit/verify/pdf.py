"""The rules for a finished PDF: structure, fonts, positions, sizes, contrast, QR codes and metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from handouts.audit.readers.bounds import Budget
from handouts.audit.readers.pdf.file import Page, PdfFile
from handouts.audit.readers.pdf.glyphs import UNKNOWN
from handouts.audit.readers.pdf.painted import LEAST_GROUND, Area, Shown
from handouts.audit.verify.contrast import contrast, ground
from handouts.audit.verify.limits import MM, Limits, Report, bare, short
from handouts.audit.verify.qr import QUIET, codes
from handouts.audit.verify.structure import Texts, structure
from handouts.core.problem import Problem

SHARED = 0.6  # pt by which two texts may overlap because of rounding
LEAST_QR = 20 * MM
LEAST_PROSE = 8  # words; an artifact this long between content counts as prose
RAISED = 0.8  # relative size up to which a run beside a larger one counts as raised or lowered
_UA = re.compile(rb"pdfuaid:part(?:>|=[\"'])\s*1")
_A = re.compile(rb"pdfaid:part(?:>|=[\"'])\s*2")
_A_LEVEL = re.compile(rb"pdfaid:conformance(?:>|=[\"'])\s*A")


def pdf_problems(file: PdfFile, texts: Texts, limits: Limits, report: Report, budget: Budget) -> Iterator[Problem]:
    """Yield the problems of a PDF, except those of its fonts."""
    yield from (report("broken-file", f"the file is damaged: {warning}") for warning in file.damage)
    yield from _catalog(file, report)
    if file.roots:
        yield from structure(file, texts, report)
    else:
        yield report("untagged-file", "the file has no tree of elements")
    tagged = frozenset(bare(words) for words in texts.words.values())
    for page in file.pages:
        yield from _page(page, limits, report, budget)
        yield from _prose(page, tagged, report, budget)
        yield from _codes(page, report)


# --- the whole file -------------------------------------------------------------------------------


def _catalog(file: PdfFile, report: Report) -> Iterator[Problem]:
    catalog = file.catalog
    rules = (
        (catalog.encrypted, "encrypted-file", "the file is encrypted, which keeps readers out"),
        (not catalog.title, "missing-title", "the file has no title"),
        (not catalog.lang, "missing-language", "the file does not say its language"),
        (not catalog.marked, "untagged-file", "the file does not say that it is tagged (MarkInfo)"),
        (not catalog.shows_title, "hidden-title", "the window shows the file's name, not its title"),
        (not _UA.search(catalog.xmp), "missing-pdfua", "the metadata do not claim PDF/UA-1"),
        (not _A.search(catalog.xmp), "missing-pdfa", "the metadata do not claim PDF/A-2"),
        (
            bool(_A.search(catalog.xmp)) and not _A_LEVEL.search(catalog.xmp),
            "missing-pdfa",
            "the metadata claim less than PDF/A-2a",
        ),
        (not catalog.intent, "missing-output-intent", "the file has no output intent for its colours"),
        (catalog.attachments, "stray-attachment", "the file has other files attached"),
    )
    yield from (report(rule, message) for wrong, rule, message in rules if wrong)
    for page in file.pages:
        if page.tabs != "/S":
            yield report("wrong-tab-order", "the page does not tab in the order of its structure", page.number)


def font_problems(file: PdfFile, report: Report) -> Iterator[Problem]:
    """Yield a problem for each font that is not embedded, lacks characters it shows, or has no map to Unicode."""
    shown: dict[str, int] = {}
    for page in file.pages:
        for text in page.painted.texts:
            shown.setdefault(text.font, page.number)
    for font in file.fonts:
        page_number = shown.get(font.key)
        if page_number is None:
            continue
        if not font.embedded:
            yield report("missing-font", f"the font {font.name} is not in the file", page_number)
        if font.seen_missing:
            message = f"characters that the font {font.name} lacks are shown as boxes"
            yield report("missing-glyph", message, page_number)
        if not font.unicode and font.wide:
            yield report("missing-unicode", f"the font {font.name} does not say which letters it shows", page_number)


# --- one page -------------------------------------------------------------------------------------


def _page(page: Page, limits: Limits, report: Report, budget: Budget) -> Iterator[Problem]:
    shown = [text for text in page.painted.texts if text.text.strip()]
    fills = page.painted.fills
    grounds = [fill for fill in fills if fill.area.width >= LEAST_GROUND and fill.area.height >= LEAST_GROUND]
    for place, text in enumerate(budget.watched(shown)):
        yield from _glyphs(text, page, report)
        yield from _place(text, page, limits, report)
        if text.size < limits.size - 0.05 and not _is_raised(shown, place):
            message = f"{short(text.text)} is {text.size:.1f} pt; the least is {limits.size:g} pt"
            yield report("small-type", message, page.number)
        if text.colour is not None and (behind := ground(text, grounds)) is not None:
            ratio = contrast(text.colour, behind)
            if ratio < limits.contrast - 0.01:
                message = f"{short(text.text)} has a contrast of {ratio:.1f}:1; the least is {limits.contrast:g}:1"
                yield report("low-contrast", message, page.number)
    yield from _overlaps(shown, page, report, budget)


def _glyphs(text: Shown, page: Page, report: Report) -> Iterator[Problem]:
    if UNKNOWN in text.text or "\x00" in text.text:
        message = f"{short(text.text)} shows a character that the font lacks or does not name"
        yield report("missing-glyph", message, page.number)


def _place(text: Shown, page: Page, limits: Limits, report: Report) -> Iterator[Problem]:
    area, room = text.area, page.area
    out = max(room.left - area.left, room.bottom - area.bottom, area.right - room.right, area.top - room.top)
    if out > SHARED:
        yield report("overflowing-text", f"{short(text.text)} runs {out:.0f} pt off the page", page.number)
    elif out > SHARED - limits.edge:
        message = f"{short(text.text)} stands {-out / MM:.0f} mm from the edge; printers need {limits.edge / MM:.0f} mm"
        yield report("tight-edge", message, page.number)


def _is_raised(shown: Sequence[Shown], place: int) -> bool:
    """Return whether a small run is a superscript or subscript: it touches a larger run on its line."""
    text = shown[place]
    near = (*shown[max(0, place - 1) : place], *shown[place + 1 : place + 2])
    return any(
        text.size >= 0.5 * other.size
        and text.size <= RAISED * other.size
        and abs(text.area.bottom - other.area.bottom) < other.size
        and min(abs(text.area.left - other.area.right), abs(other.area.left - text.area.right)) < 2
        for other in near
    )


def _overlaps(shown: Sequence[Shown], page: Page, report: Report, budget: Budget) -> Iterator[Problem]:
    """Yield a problem for each pair of texts that overlap."""
    rows = sorted(shown, key=lambda text: -text.area.top)
    for place, text in enumerate(budget.watched(rows)):
        area = text.area
        for other in rows[place + 1 :]:
            if other.area.top <= area.bottom + SHARED:
                break
            if _shared(area, other.area) and not _same_twice(text, other):
                message = f"{short(text.text)} and {short(other.text)} overlap"
                yield report("overlapping-text", message, page.number)


def _shared(one: Area, other: Area) -> bool:
    return min(one.right, other.right) - max(one.left, other.left) > SHARED


def _same_twice(one: Shown, other: Shown) -> bool:
    """Return whether a text is set twice at its position, as some programs do for bold."""
    return one.text == other.text and abs(one.area.left - other.area.left) < 1 and one.mark == other.mark


def _prose(page: Page, tagged: frozenset[str], report: Report, budget: Budget) -> Iterator[Problem]:
    """Yield a problem for running text between content that is marked as an artifact, so that nobody hears it."""
    content = [text.area for text in page.painted.texts if text.mark.number is not None]
    if not content:
        content = [text.area for text in page.painted.texts]
    low = min((area.bottom for area in content), default=0.0)
    high = max((area.top for area in content), default=0.0)
    for text in budget.watched(page.painted.texts):
        if not text.mark.artifact or not low < text.area.bottom < high:
            continue
        if len(text.text.split()) >= LEAST_PROSE and not any(bare(text.text) in words for words in tagged):
            yield report("stray-artifact", f"{short(text.text)} is marked as decoration", page.number)


def _codes(page: Page, report: Report) -> Iterator[Problem]:
    for code in codes(page.painted.fills):
        if code.side < LEAST_QR - 0.5:
            message = f"the QR code is {code.side / MM:.0f} mm wide; the least is {LEAST_QR / MM:.0f} mm"
            yield report("small-qr", message, page.number)
        if code.says is None:
            yield report("unreadable-qr", "the QR code cannot be read", page.number)
            continue
        # the query identifies the edition, and nobody types it
        address = bare(code.says).split("://")[-1].partition("?")[0].rstrip("/")
        if not any(address in bare(text.text) for text in page.painted.texts):
            yield report(
                "missing-qr-address", f"the address of the QR code, {code.says}, is not printed beside it", page.number
            )
        quiet = QUIET * code.module - SHARED
        room = code.area
        zone = Area(room.left - quiet, room.bottom - quiet, room.right + quiet, room.top + quiet)
        for text in page.painted.texts:
            if text.text.strip() and _shared(text.area, zone) and _level(text.area, zone):
                yield report("tight-qr", f"{short(text.text)} stands in the quiet zone of the QR code", page.number)


def _level(one: Area, other: Area) -> bool:
    return min(one.top, other.top) - max(one.bottom, other.bottom) > SHARED
