"""The footer of slides: edition and state of the deck, source line and slide number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from handouts.core.problem import Mark, Problem
from handouts.core.words import word
from handouts.document.document import Document
from handouts.document.edition import day, draft_words, edition_words, month
from handouts.document.imprint import Imprint
from handouts.document.text import Unit, Words, plain
from handouts.render.deck.look import DeckLook
from handouts.render.deck.texts import Setting, own_words, para
from handouts.render.deck.value import DeckSlide, Para, TextFrame
from handouts.render.type.geometry import Bounds
from handouts.render.type.lines import count_lines

SEPARATOR = " · "
FOOT_LINES = 3


@dataclass(frozen=True, slots=True)
class SlideFooters:
    """The footer of the title slide, and that of every other slide."""

    cover: str
    foot: str


def footers_of(document: Document, state: Literal["draft", "approved"], imprint: Imprint | None = None) -> SlideFooters:
    """Return the footers of a deck in this state; the title slide says when an approved one was issued."""
    lang = document.lang
    edition = edition_words(document.version, imprint, lang)
    parts = [*edition, word("checked", lang, date=day(document.checked, lang))]
    parts.append(word("review-due-after", lang, date=month(document.review_until, lang)))
    if state == "draft":
        parts.append(draft_words(document))
    elif imprint is not None and imprint.issued is not None:
        parts.append(word("reviewed-issued", lang, date=day(imprint.issued, lang)))
    foot = [draft_words(document)] if state == "draft" else []
    return SlideFooters(SEPARATOR.join(parts), SEPARATOR.join([*foot, plain(document.title.text), *edition]))


def raised_by(setting: Setting, footers: SlideFooters) -> float:
    """Return the height in pt by which the foot of a slide, where it folds into more lines, raises what is above it."""
    return (_foot_lines(setting, footers) - 1) * setting.kind_look.foot.line


def _foot_lines(setting: Setting, footers: SlideFooters) -> int:
    """Return the number of lines of the foot."""
    text = (Words(_foot_text(setting, footers)),)
    return count_lines(text, setting.kind_look.foot, _foot_room(setting), setting.look.fonts)


def _foot_room(setting: Setting) -> float:
    """Return the width of a line of the foot in pt."""
    return setting.look.slot(setting.kind, "footer").box.width * setting.space("slack")


def _foot_text(setting: Setting, footers: SlideFooters) -> str:
    return footers.cover if setting.kind == "title" else footers.foot


def foot_of(
    setting: Setting, footers: SlideFooters, source: Unit | None, mark: Mark, title: Unit
) -> tuple[tuple[TextFrame, ...], list[Problem]]:
    """Return source line and footer of a slide; the slide number is added when all slides are known.

    `title` is that of the deck, which the footer names.
    """
    style = setting.kind_look.foot
    frames: list[TextFrame] = []
    problems: list[Problem] = []
    home = not setting.raised
    if source is not None and plain(source.text):
        slot = setting.look.slot(setting.kind, "source")
        item = para(source, style, slot.box.width, setting)
        box = slot.box.moved(0, -setting.raised)
        frames.append(TextFrame(slot.name, box, (item,), slot.name, home, anchor="bottom"))
        problems += _source_overflow(item, setting)
    slot = setting.look.slot(setting.kind, "footer")
    item = own_words(_foot_text(setting, footers), style, mark, setting)
    item = replace(item, height=item.height + setting.raised)
    box = Bounds(slot.box.x, slot.box.y - setting.raised, slot.box.width, slot.box.height + setting.raised)
    frames.append(TextFrame(slot.name, box, (item,), slot.name, home))
    return tuple(frames), problems + _high_foot(setting, footers, title)


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
    """Return the slide with its number."""
    kind, slot = look.kinds[slide.kind], look.slot(slide.kind, "number")
    lang, mark = slide.foot[-1].paras[0].lang, slide.foot[-1].paras[0].mark
    text = (Words(word("slide-of", lang, slide=number, slides=count)),)
    item = Para("", text, kind.foot, lang, kind.foot.line, mark, align="end")
    return replace(slide, foot=(*slide.foot, TextFrame(slot.name, slot.box, (item,), slot.name, True)))
