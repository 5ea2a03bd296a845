"""The footer of slides: edition and state of the deck, source line and slide number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from handouts.core.problem import Mark, Problem
from handouts.core.words import word
from handouts.document.document import Document, Teaching
from handouts.document.edition import day, draft_words, edition_words, month
from handouts.document.imprint import Imprint
from handouts.document.text import Strong, Text, Unit, Words, plain
from handouts.render.deck.badges import badge_width
from handouts.render.deck.look import DeckLook
from handouts.render.deck.texts import Setting, para
from handouts.render.deck.value import DeckSlide, Para, TextFrame
from handouts.render.type.geometry import Bounds
from handouts.render.type.lines import count_lines

SEPARATOR = " · "
FOOT_LINES = 3
ABOVE_BADGE = 8.0  # pt that the body keeps off a badge, which is higher than a line
BADGE_GAP = 8.0  # pt between the badge and the source line


@dataclass(frozen=True, slots=True)
class SlideFooters:
    """The footer of the title slide, and that of every other slide; a draft says so first, in bold."""

    cover: Text
    foot: Text


def footers_of(document: Document, state: Literal["draft", "approved"], imprint: Imprint | None = None) -> SlideFooters:
    """Return the footers of a deck in this state; the title slide says when an approved one was issued."""
    lang = document.lang
    edition = edition_words(document.version, imprint, lang)
    parts = [*edition, word("checked", lang, date=day(document.checked, lang))]
    parts.append(word("review-due-after", lang, date=month(document.review_until, lang)))
    if state == "approved" and imprint is not None and imprint.issued is not None:
        parts.append(word("reviewed-issued", lang, date=day(imprint.issued, lang)))
    draft = draft_words(document) if state == "draft" else ""
    return SlideFooters(_headed(draft, parts), _headed(draft, [plain(document.title.text), *edition]))


def _headed(draft: str, parts: list[str]) -> Text:
    """Return the parts of a footer after the words of a draft."""
    if not draft:
        return (Words(SEPARATOR.join(parts)),)
    return Strong((Words(draft),)), Words(SEPARATOR.join(["", *parts]))


def raised_by(setting: Setting, footers: SlideFooters) -> float:
    """Return the height in pt by which the foot of a slide, where it folds into more lines, raises what is above it."""
    return (_foot_lines(setting, footers) - 1) * setting.kind_look.foot.line


def _foot_lines(setting: Setting, footers: SlideFooters) -> int:
    """Return the number of lines of the foot."""
    text = _foot_text(setting, footers)
    return count_lines(text, setting.kind_look.foot, _foot_room(setting), setting.look.fonts)


def _foot_room(setting: Setting) -> float:
    """Return the width of a line of the foot in pt."""
    return setting.look.slot(setting.kind, "footer").box.width * setting.space("slack")


def _foot_text(setting: Setting, footers: SlideFooters) -> Text:
    return footers.cover if setting.kind == "title" else footers.foot


def foot_of(
    setting: Setting, footers: SlideFooters, teaching: Teaching, mark: Mark, title: Unit
) -> tuple[tuple[TextFrame, ...], list[Problem]]:
    """Return source line and footer of a slide; the slide number is added when all slides are known.

    `title` is that of the deck, which the footer names.
    """
    style = setting.kind_look.foot
    frames: list[TextFrame] = []
    problems: list[Problem] = []
    home = not setting.raised
    item = _source(teaching, setting)
    if item is not None:
        slot = setting.look.slot(setting.kind, "source")
        room, rise = _source_box(teaching, setting), item.height - style.line
        box = Bounds(room.x, room.y - rise - setting.raised, room.width, room.height + rise)
        at_home = home and box == slot.box
        frames.append(TextFrame(slot.name, box, (item,), slot.name, at_home, anchor="bottom"))
        problems += _source_overflow(item, setting)
    slot = setting.look.slot(setting.kind, "footer")
    item = Para("", _foot_text(setting, footers), style, setting.lang, style.line + setting.raised, mark)
    box = Bounds(slot.box.x, slot.box.y - setting.raised, slot.box.width, slot.box.height + setting.raised)
    frames.append(TextFrame(slot.name, box, (item,), slot.name, home))
    return tuple(frames), problems + _high_foot(setting, footers, title)


def _source(teaching: Teaching, setting: Setting) -> Para | None:
    """Return the source line of a slide, measured for its room beside the badge, or None."""
    source = teaching.source_line
    if source is None or not plain(source.text):
        return None
    return para(source, setting.kind_look.foot, _source_box(teaching, setting).width, setting)


def _source_box(teaching: Teaching, setting: Setting) -> Bounds:
    """Return the room of the source line, which starts after the badge."""
    box = setting.look.slot(setting.kind, "source").box
    if teaching.badge is None:
        return box
    start = badge_width(teaching.badge, setting) + BADGE_GAP
    return Bounds(box.x + start, box.y, box.width - start, box.height)


def source_rise(setting: Setting, teaching: Teaching) -> float:
    """Return the height in pt by which a badge or a source line of several lines raises the end of the body."""
    item = _source(teaching, setting)
    above_line = 0.0 if item is None else item.height - item.style.line
    return max(above_line, 0.0 if teaching.badge is None else ABOVE_BADGE)


def _high_foot(setting: Setting, footers: SlideFooters, title: Unit) -> list[Problem]:
    """Return a problem for a foot of more lines than a slide has: at a long title of the deck, or at the layout."""
    lines = _foot_lines(setting, footers)
    if lines <= FOOT_LINES:
        return []
    message = f"the foot of a slide takes {lines} lines; at most {FOOT_LINES} fit"
    if count_lines(title.text, setting.kind_look.foot, _foot_room(setting), setting.look.fonts) > 1:
        return [Problem(title.mark, "overflowing-text", f"{message}: shorten the title of the deck")]
    mark = setting.look.mark_of("placeholders/footer")
    return [Problem(mark, "overflowing-text", f"{message}: use a wider slide or smaller type")]


def _source_overflow(item: Para, setting: Setting) -> list[Problem]:
    most = int(setting.look.limits["source-lines"])
    lines = round(item.height / item.style.line)
    if lines <= most:
        return []
    return [Problem(item.mark, "overflowing-text", f"the source line takes {lines} lines; at most {most} fit")]


def with_number(slide: DeckSlide, number: int, count: int, look: DeckLook) -> DeckSlide:
    """Return the slide with its number, after the objective that it serves."""
    kind, slot = look.kinds[slide.kind], look.slot(slide.kind, "number")
    lang, mark = slide.foot[-1].paras[0].lang, slide.foot[-1].paras[0].mark
    counted = Words(word("slide-of", lang, slide=number, slides=count))
    text = (Words(f"{slide.objective}{SEPARATOR}"), counted) if slide.objective else (counted,)
    item = Para("", text, kind.foot, lang, kind.foot.line, mark, align="end")
    return replace(slide, foot=(*slide.foot, TextFrame(slot.name, slot.box, (item,), slot.name, True)))
