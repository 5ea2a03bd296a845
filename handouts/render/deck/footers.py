"""The footer of slides: edition and state of the deck, source line and slide number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from handouts.core.problem import Mark, Problem
from handouts.core.words import word
from handouts.document.document import Document
from handouts.document.edition import day, edition_words, month
from handouts.document.imprint import Imprint
from handouts.document.text import Unit, Words, plain
from handouts.render.deck.look import DeckLook
from handouts.render.deck.texts import Setting, own_words, para
from handouts.render.deck.value import DeckSlide, Para, TextFrame

SEPARATOR = " · "


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
    parts.append(word("review-due-after", lang, date=month(document.review_due, lang)))
    if state == "draft":
        parts.append(word("draft", lang))
    elif imprint is not None and imprint.issued is not None:
        parts.append(word("reviewed-issued", lang, date=day(imprint.issued, lang)))
    foot = [word("draft", lang)] if state == "draft" else []
    return SlideFooters(SEPARATOR.join(parts), SEPARATOR.join([*foot, plain(document.title.text), *edition]))


def foot_of(
    setting: Setting, footers: SlideFooters, source: Unit | None, mark: Mark
) -> tuple[tuple[TextFrame, ...], list[Problem]]:
    """Return source line and footer of a slide; the slide number is added when all slides are known."""
    style = setting.kind_look.foot
    frames: list[TextFrame] = []
    problems: list[Problem] = []
    if source is not None and plain(source.text):
        slot = setting.look.slot(setting.kind, "source")
        item = para(source, style, slot.box.width, setting)
        frames.append(TextFrame(slot.name, slot.box, (item,), slot.name, True, anchor="bottom"))
        problems += _source_overflow(item, setting)
    slot = setting.look.slot(setting.kind, "footer")
    text = footers.cover if setting.kind == "title" else footers.foot
    frames.append(TextFrame(slot.name, slot.box, (own_words(text, style, mark, setting),), slot.name, True))
    return tuple(frames), problems


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
