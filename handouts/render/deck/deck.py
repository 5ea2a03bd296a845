"""A document paged into slides: title, body, foot and notes of each, and what does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from handouts.core.problem import Mark, Problem
from handouts.core.words import word
from handouts.document.blocks import Block, Bullets, Paragraph
from handouts.document.document import Document, Section, SlideKind, Teaching
from handouts.document.text import Unit, Words, plain
from handouts.document.walk import icons, units
from handouts.render.deck.badges import badge_frames
from handouts.render.deck.fitted import fitted
from handouts.render.deck.flow import Page, area_of, paged, placed
from handouts.render.deck.footers import SEPARATOR, SlideFooters, foot_of, raised_by, source_rise, with_number
from handouts.render.deck.look import DeckLook
from handouts.render.deck.look_schema import EYEBROW_WORDS
from handouts.render.deck.masters import Slot
from handouts.render.deck.pieces import first_mark, pieces_of
from handouts.render.deck.split import asked_and_shown, beside_panel, panel_text
from handouts.render.deck.texts import NO_BREAK_SPACE, Setting, drawn_text, list_paras, own_words, said
from handouts.render.deck.thread import part_words, thread_bars
from handouts.render.deck.value import DeckSlide, Frame, Ink, Inset, Para, PictureFrame, Slides, TextFrame
from handouts.render.type.geometry import Bounds
from handouts.render.type.glyphs import unprintable
from handouts.render.type.lines import TypesetLine, balanced_lines

LOGO_RIM = 8.0  # margin around a logo in pt
ON_TITLE_SLIDE = ("name", "day", "night", "web")  # what it prints of a clinic
LOGO_GAP = 14.0  # pt between the clinic's name and its logo
NAME_LINES = 2  # lines that the clinic's name may take above the title
TITLE_SLACK = 3.0  # pt that a title's lines may grow before their breaks change
NOTE_WIDTH = 432.0  # pt of a notes page; programs break the lines of notes by themselves
# the limits of titles that have more room than others
TITLE_LINES: Mapping[SlideKind, str] = {"title": "cover-lines", "case": "case-lines"}


@dataclass(frozen=True, slots=True)
class _DeckPosition:
    """The position of a slide in its deck, with what it needs from the document."""

    document: Document
    section: Section
    teaching: Teaching
    title: Unit
    setting: Setting
    chapter: int
    chapters: int
    footers: SlideFooters


def paginate(document: Document, look: DeckLook, foot: SlideFooters) -> Slides:
    """Return the slides of a deck, with the problems of its text in this look."""
    problems = list(_unprintable(document, look))
    problems += look.icons.problems(icons(document.sections))
    slides: list[DeckSlide] = []
    for place in _places(document, look, foot):
        made, wrong = _section_slides(place)
        slides += made
        problems += wrong
    numbered = (with_number(slide, number, len(slides), look) for number, slide in enumerate(slides, start=1))
    measured = [fitted(slide, look) for slide in numbered]
    # what is told of a clinic's file already needs no second word
    told = {problem.mark for problem in problems if problem.mark.file != document.title.mark.file}
    problems += [problem for _, wrong in measured for problem in wrong if problem.mark not in told]
    return Slides(
        tuple(slide for slide, _ in measured),
        tuple(problem.reaching(document.id) for problem in dict.fromkeys(problems)),
    )


def _places(document: Document, look: DeckLook, foot: SlideFooters) -> Iterator[_DeckPosition]:
    sections = _with_cover(document)
    chapters = sum(_teaching(section).kind == "section" for section in sections)
    chapter = 0
    for section in sections:
        teaching = _teaching(section)
        chapter += teaching.kind == "section"
        title = section.title or document.title
        setting = Setting(look, teaching.kind, document.lang)
        above = source_rise(setting, teaching)
        setting = replace(setting, raised=raised_by(setting, foot), source_rise=above)
        yield _DeckPosition(document, section, teaching, title, setting, chapter, chapters, foot)


def _teaching(section: Section) -> Teaching:
    return section.teaching or Teaching("bullets")


def _with_cover(document: Document) -> tuple[Section, ...]:
    """Return the sections of a deck, the first of which is a title slide with its lead."""
    lead: tuple[Block, ...] = (*_lead(document), *_contact(document))
    first = document.sections[0] if document.sections else None
    if first is None or _teaching(first).kind != "title":
        cover = Section("title", document.title, lead, document.title.mark, teaching=Teaching("title"))
        return cover, *document.sections
    blocks = (*first.blocks, *_contact(document)) if first.blocks else lead
    return replace(first, blocks=blocks), *document.sections[1:]


def _lead(document: Document) -> Iterator[Block]:
    if document.lead is not None:
        yield Paragraph(document.lead, "lead")


def _contact(document: Document) -> Iterator[Block]:
    """Yield the clinic's phone numbers, which never break inside, and its address."""
    letterhead, lang = document.letterhead, document.lang
    if letterhead is None:
        return
    phones = ((word("phone.day", lang), letterhead.day), (word("phone.night", lang), letterhead.night))
    parts = [f"{label}{NO_BREAK_SPACE}{number}" for label, number in phones if number]
    parts += [letterhead.web] if letterhead.web else []
    if parts:
        mark = letterhead.mark_of("day", document.title.mark)
        yield Paragraph(Unit("", (Words(SEPARATOR.join(parts)),), mark, lang), "small")


# --- one section ----------------------------------------------------------------------------------


def _section_slides(place: _DeckPosition) -> tuple[list[DeckSlide], list[Problem]]:
    """Return the slides of a section, as many as its blocks need, and their problems."""
    title, wrong = _title(place, place.title)
    area = _area(place, title)
    asked, shown = asked_and_shown(place.section.blocks, place.setting)
    inside = beside_panel(place.setting)
    pages = paged(pieces_of(shown, area, inside, place.title), area.height, inside)
    slides: list[DeckSlide] = []
    problems = [*wrong, *_wordy(place)]
    for part, page in enumerate(pages, start=1):
        if len(pages) > 1:
            title, wrong = _title(place, _counted(place.title, part, len(pages), place.setting))
            problems += wrong
        below, too_high = panel_text(asked if part == 1 else (), title.box.bottom, place.setting)
        problems += too_high
        slide, wrong = _slide(place, title, below, page, area, part, len(pages))
        slides.append(slide)
        problems += wrong
    return slides, problems


def _counted(title: Unit, part: int, parts: int, setting: Setting) -> Unit:
    words = word("part-of", setting.lang, part=part, parts=parts).replace(" ", NO_BREAK_SPACE)
    return replace(title, text=(*title.text, Words(f" {words}")))


def _slide(
    place: _DeckPosition,
    title: TextFrame,
    below: tuple[TextFrame, ...],
    page: Page,
    area: Bounds,
    part: int,
    parts: int,
) -> tuple[DeckSlide, list[Problem]]:
    body = placed(page, area, beside_panel(place.setting))
    problems = [
        Problem(first_mark(piece) or place.section.mark, "overflowing-text", message) for piece, message in body.faults
    ]
    problems += _long_name(place)
    foot, wrong = foot_of(place.setting, place.footers, place.teaching, place.section.mark, place.document.title)
    badge = badge_frames(place.teaching.badge, place.section.mark, place.setting)
    bars = thread_bars(place.teaching.part, place.setting)
    content: tuple[Frame, ...] = (*bars, *_eyebrow(place), *_logo(place), *body.frames, *below, *badge)
    slide = DeckSlide(
        place.section.id,
        place.teaching.kind,
        place.setting.kind_look.layout.name,
        title,
        _renamed(content),
        foot,
        tuple(_notes(place, part)),
        part,
        parts,
        part_words(place.teaching.part),
    )
    return slide, problems + wrong


def _renamed(frames: Sequence[Frame]) -> tuple[Frame, ...]:
    """Return frames with unique names."""
    seen: dict[str, int] = {}
    named: list[Frame] = []
    for frame in frames:
        seen[frame.name] = seen.get(frame.name, 0) + 1
        count = seen[frame.name]
        named.append(frame if count == 1 else replace(frame, name=f"{frame.name} {count}"))
    return tuple(named)


def _area(place: _DeckPosition, title: TextFrame) -> Bounds:
    """Return the area for the body, which may start below the last line of the title."""
    area = area_of(place.setting)
    if not place.setting.kind_look.after_title:
        return area
    top = title.box.y + sum(item.height for item in title.paras) + place.setting.space("after-title")
    return Bounds(area.x, top, area.width, area.bottom - top)


def _title(place: _DeckPosition, unit: Unit) -> tuple[TextFrame, list[Problem]]:
    """Return the title in its placeholder, with lines of similar length, and its problems."""
    setting = place.setting
    slot, style = _slot(setting, "title"), setting.kind_look.title
    width = slot.box.width
    text = drawn_text(unit.text, setting.lang)
    lines = balanced_lines(text, style, width * setting.space("slack"), setting.look.fonts)
    widest = max((line.width for line in lines), default=0.0)
    right = max(0.0, slot.box.width - widest / setting.space("slack") - TITLE_SLACK) if len(lines) > 1 else 0.0
    item = Para(unit.id, text, style, unit.lang, len(lines) * style.line, unit.mark)
    frame = TextFrame(slot.name, slot.box, (item,), slot.name, True, Inset(right=right))
    most = int(setting.look.limits[TITLE_LINES.get(setting.kind, "title-lines")])
    if len(lines) <= most:
        return frame, []
    message = f"the title takes {len(lines)} lines of {style.size:g} pt; at most {most} fit"
    return frame, [Problem(unit.mark, "overflowing-text", message)]


def _slot(setting: Setting, part: str) -> Slot:
    return setting.look.slot(setting.kind, part)


def _eyebrow(place: _DeckPosition) -> Iterator[TextFrame]:
    """Yield the word above the title."""
    setting = place.setting
    style, text = setting.kind_look.eyebrow, _eyebrow_text(place)
    if style is not None and text:
        slot = _slot(setting, "eyebrow")
        item = own_words(text.upper(), style, _eyebrow_mark(place), setting)
        lines = len(_name_lines(place))
        if lines <= 1:
            yield TextFrame(slot.name, slot.box, (item,), slot.name, True)
            return
        tall = lines * style.line
        box = Bounds(slot.box.x, slot.box.y, _name_room(place), tall)
        yield TextFrame(slot.name, box, (replace(item, height=tall),), slot.name)


def _name_room(place: _DeckPosition) -> float:
    """Return the width in pt for the clinic's name on the title slide, beside its logo."""
    slot, letterhead = _slot(place.setting, "eyebrow"), place.document.letterhead
    beside = letterhead is not None and letterhead.logo is not None
    end = place.setting.look.logo.x - LOGO_GAP if beside else slot.box.right
    return end - slot.box.x


def _name_lines(place: _DeckPosition) -> tuple[TypesetLine, ...]:
    """Return the clinic's name in lines, as the title slide prints it; none on other slides."""
    setting, letterhead = place.setting, place.document.letterhead
    style = setting.kind_look.eyebrow
    if setting.kind != "title" or letterhead is None or style is None:
        return ()
    room = _name_room(place) * setting.space("slack")
    return balanced_lines((Words(letterhead.name.upper()),), style, room, setting.look.fonts)


def _long_name(place: _DeckPosition) -> Iterator[Problem]:
    """Yield a problem, in the clinic's file, where its name takes more lines than the title slide has."""
    lines, letterhead = _name_lines(place), place.document.letterhead
    if not lines or letterhead is None:
        return
    room = _name_room(place)
    if len(lines) > NAME_LINES or any(line.width > room for line in lines):
        needed = sum(line.width for line in lines)
        message = f"the clinic's name is {needed:.0f} pt wide; the title slide has {NAME_LINES} lines of {room:.0f} pt"
        yield Problem(letterhead.mark_of("name", place.section.mark), "overflowing-text", f"{message}; shorten it")


def _eyebrow_text(place: _DeckPosition) -> str:
    lang = place.setting.lang
    if place.setting.kind == "title":
        letterhead = place.document.letterhead
        return letterhead.name if letterhead else word("deck-line", lang)
    if place.setting.kind == "section":
        return word("part", lang, part=place.chapter, parts=place.chapters) if place.chapters > 1 else ""
    says = place.setting.kind_look.says
    return word(EYEBROW_WORDS[says], lang) if says else ""


def _eyebrow_mark(place: _DeckPosition) -> Mark:
    """Return the place of the word above the title: on the title slide that of the clinic's name."""
    letterhead, own = place.document.letterhead, place.section.mark
    return letterhead.mark_of("name", own) if letterhead is not None and place.setting.kind == "title" else own


def _logo(place: _DeckPosition) -> Iterator[Frame]:
    """Yield the clinic's logo on the title slide, on a light ground."""
    letterhead, box = place.document.letterhead, place.setting.look.logo
    if place.setting.kind == "title" and letterhead is not None and letterhead.logo:
        yield TextFrame("logo ground", box, (), form="round", ink=Ink("paper"))
        yield PictureFrame("logo", box.grown(-LOGO_RIM), letterhead.logo, letterhead.name)


def _notes(place: _DeckPosition, part: int) -> Iterator[Para]:
    """Yield the speaker notes: minutes, whether the slide is optional, and the text."""
    setting, style = place.setting, place.setting.style("note")
    teaching = place.teaching
    if teaching.minutes is not None and part == 1:
        core = word("core" if teaching.core else "optional", setting.lang)
        minutes = word("minutes", setting.lang, minutes=teaching.minutes)
        head = said(word("minutes", setting.lang, minutes=teaching.minutes), setting, place.title)
        yield own_words(f"{minutes}{SEPARATOR}{core}", style, head.mark, setting)
    for note in teaching.said:
        match note:
            case Unit():
                yield Para(note.id, drawn_text(note.text, setting.lang), style, note.lang, style.line, note.mark, 6.0)
            case Bullets():
                yield from list_paras(note, style, NOTE_WIDTH, setting)


# --- checks ---------------------------------------------------------------------------------------


def _unprintable(document: Document, look: DeckLook) -> Iterator[Problem]:
    """Yield a problem for each character that the look cannot show, with the text concerned."""
    for unit in (*units((document.title, document.lead, document.sections)), *_of_clinic(document)):
        yield from unprintable(plain(unit.text), unit.mark, look.fonts)


def _of_clinic(document: Document) -> Iterator[Unit]:
    """Yield what the title slide prints of the clinic's file, with its place there."""
    head = document.letterhead
    if head is None:
        return
    for key, text in head.texts.items():
        if key in ON_TITLE_SLIDE:
            yield Unit(f"{document.id}#{key}", (Words(text),), head.mark_of(key, document.title.mark), document.lang)


def _wordy(place: _DeckPosition) -> Iterator[Problem]:
    """Yield a warning for a slide whose lists have too many words."""
    lists = tuple(block for block in place.section.blocks if isinstance(block, Bullets))
    count = sum(len(plain(item.text).split()) for item in units(lists))
    most = int(place.setting.look.limits["words"])
    if count > most:
        message = f"the lists of this slide have {count} words; at most {most} are read"
        yield Problem(place.section.mark, "long-slide", message, "warning")
