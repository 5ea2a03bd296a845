"""The head of a page: the clinic with its phones, and the state of the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handouts.core.problem import Mark, Problem
from handouts.core.words import word
from handouts.document.document import Letterhead
from handouts.document.text import Words
from handouts.render.paper.furniture import Furniture, Group, set_line, set_lines, width_of
from handouts.render.paper.setting import Setter, first_baseline
from handouts.render.paper.shapes import Picture, Rect, Shape, StraightLine
from handouts.render.type.lines import Style, TypesetLine, balanced_lines, break_lines, text_width

LOGO_HEIGHT = 30.0
LOGO_WIDTH = 90.0
LOGO_GAP = 10.0
# pt between the state and what is printed, or written by hand, beside it
STATE_GAP, WRITING_GAP = 6.0, 14.0
FRAME_PAD = 9.0  # pt from the frame of the draft state to its words
# type sizes that the clinic needs beside the state, printed or written by hand; with less, the state stands above it
ROOM_BESIDE, WRITING_BESIDE = 12.0, 20.0
NAME_LINES = 3
PHONE_LINES = 4


# --- the clinic in lines --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClinicLines:
    """The clinic's name and phones in lines, each phone for itself where they do not fit on one; `room` in pt."""

    room: float
    name: tuple[TypesetLine, ...]
    phones: tuple[tuple[TypesetLine, ...], ...]

    @property
    def phone_count(self) -> int:
        """The number of lines of all phones."""
        return sum(map(len, self.phones))

    @property
    def fits_name(self) -> bool:
        """Whether the head has room for the name."""
        return len(self.name) <= NAME_LINES and not _over(self.name, self.room)

    @property
    def fits(self) -> bool:
        """Whether the head has room for both."""
        return self.fits_name and self.fits_phones

    @property
    def fits_phones(self) -> bool:
        """Whether the head has room for the phones."""
        return self.phone_count <= PHONE_LINES and not any(_over(phone, self.room) for phone in self.phones)


def clinic_lines(setter: Setter, furniture: Furniture) -> ClinicLines:
    """Return the lines of a clinic in the head, as many as they take."""
    if _logo_above(setter, furniture):
        return _lines_in(setter, furniture, setter.look.inner)
    state = 0.0 if stands_above(setter, furniture) else _state_width(setter, furniture)
    return _lines_beside(setter, furniture, state)


def _lines_beside(setter: Setter, furniture: Furniture, state: float) -> ClinicLines:
    """Return the lines of a clinic beside its logo and a state of this width in pt, 0 where none stands there."""
    room = setter.look.inner - (state + STATE_GAP if state else 0.0) - _logo_width(furniture)
    return _lines_in(setter, furniture, room)


def _lines_in(setter: Setter, furniture: Furniture, room: float) -> ClinicLines:
    """Return the lines of a clinic in a room of this width in pt."""
    head = furniture.letterhead
    if head is None:
        return ClinicLines(room, (), ())
    name, phone = setter.style("clinic"), setter.style("phone")
    phones = tuple(_phones(head, furniture.lang))
    joined = (Words(" · ".join(phones)),)
    texts = [joined] if text_width(joined, phone, setter.fonts) <= room else [(Words(each),) for each in phones]
    return ClinicLines(
        room,
        balanced_lines((Words(head.name),), name, room, setter.fonts),
        tuple(break_lines(text, phone, room, setter.fonts) for text in texts if phones),
    )


def _phones(head: Letterhead, lang: str) -> Iterator[str]:
    if head.day:
        yield head.day
    if head.night and head.night != head.day:
        yield f"{word('phone.night', lang).lower()}\u00a0{head.night}"


def _over(lines: tuple[TypesetLine, ...], room: float) -> bool:
    """Return whether a word is wider than the room by more than rounding."""
    return any(line.width > room + 0.5 for line in lines)


def clinic_problems(setter: Setter, furniture: Furniture, otherwise: Mark) -> Iterator[Problem]:
    """Yield a problem, at its place in the clinic's file, for each text that the head has no room for."""
    head, lines = furniture.letterhead, clinic_lines(setter, furniture)
    if head is None:
        return
    if not lines.fits_name:
        needed = width_of(setter, head.name, setter.style("clinic"))
        message = f"the clinic's name is {needed:.0f} pt wide; the head of a page has {NAME_LINES} lines of"
        yield Problem(head.mark_of("name", otherwise), "overflowing-text", f"{message} {lines.room:.0f} pt; shorten it")
    if not lines.fits_phones:
        key = "day" if head.day else "night"
        needed = sum(line.width for phone in lines.phones for line in phone)
        message = f"the clinic's phones are {needed:.0f} pt wide; the head of a page has {PHONE_LINES} lines of"
        yield Problem(head.mark_of(key, otherwise), "overflowing-text", f"{message} {lines.room:.0f} pt; shorten them")


# --- the state ------------------------------------------------------------------------------------


def stands_above(setter: Setter, furniture: Furniture) -> bool:
    """Return whether the state stands above the clinic: in large print, and where a page is too narrow for both.

    A reviewed document is set as its draft was, so that its pages are those that were approved.
    """
    if setter.look.large_print or (furniture.draft is None and furniture.reviewed is None):
        return setter.look.large_print
    state = max(_state_width(setter, furniture), _framed_width(setter, word("draft", furniture.lang)))
    if furniture.letterhead is None:
        return setter.look.inner - state - WRITING_GAP < WRITING_BESIDE * setter.style("phone").size
    lines = _lines_beside(setter, furniture, state)
    narrow = lines.room < ROOM_BESIDE * setter.style("clinic").size
    return narrow or not lines.fits


def _state_width(setter: Setter, furniture: Furniture) -> float:
    """Return the width of the state on one line in pt, with its frame; 0 without a state."""
    if furniture.draft is not None:
        return _framed_width(setter, furniture.draft)
    return width_of(setter, furniture.reviewed, setter.style("clinic")) if furniture.reviewed is not None else 0.0


def _framed_width(setter: Setter, text: str) -> float:
    return width_of(setter, text, setter.style("badge")) + 2 * FRAME_PAD


def _state_lines(setter: Setter, furniture: Furniture) -> tuple[tuple[TypesetLine, ...], Style]:
    """Return the words of the state as lines, and their style."""
    style = setter.style("badge" if furniture.draft is not None else "clinic")
    text = furniture.draft if furniture.draft is not None else furniture.reviewed
    if text is None:
        return (), style
    return balanced_lines((Words(text),), style, setter.look.inner - 2 * FRAME_PAD, setter.fonts), style


def _state(setter: Setter, furniture: Furniture, below: float, rows: float) -> Iterator[Group]:
    """Yield the framed draft state, or the month of the review, at the end of the head."""
    look = setter.look
    lines, style = _state_lines(setter, furniture)
    if not lines:
        return
    wide, tall = max(line.width for line in lines), style.line * len(lines)
    top = look.top + 3 if stands_above(setter, furniture) else below + (rows - tall) / 2
    end = look.width - look.end
    # no frame around a completed review, because it is no warning
    pad = FRAME_PAD if furniture.draft is not None else 0.0
    if furniture.draft is not None:
        yield (Rect(end - wide - 2 * pad, top - 3, wide + 2 * pad, tall + 6, "warning-tint", "warning", 1.2),)
    yield set_lines(setter, lines, style, end - pad - wide, top)


# --- the head -------------------------------------------------------------------------------------


def head_height(setter: Setter, furniture: Furniture) -> float:
    """Return the height of the head in pt: two lines or more for a clinic, and the state where it stands above."""
    above = _height_above(setter, furniture)
    if furniture.letterhead is None:
        return above + setter.style("badge").line + 12
    return above + _clinic_height(setter, furniture) + 6


def _height_above(setter: Setter, furniture: Furniture) -> float:
    """Return the height in pt of the state, and of the logo, above the clinic; 0 where they stand beside it."""
    if not stands_above(setter, furniture):
        return 0.0
    lines, _ = _state_lines(setter, furniture)
    state = setter.style("badge").line * max(1, len(lines)) + 12
    if not _logo_above(setter, furniture):
        return state
    logo = _logo_size(furniture)[1] + LOGO_GAP
    return max(state, logo) if _logo_beside_state(setter, furniture) else state + logo


def _logo_above(setter: Setter, furniture: Furniture) -> bool:
    """Return whether the logo stands above the clinic's name, because both have no room side by side."""
    if furniture.logo is None or not stands_above(setter, furniture):
        return False
    return not _lines_beside(setter, furniture, 0.0).fits


def _logo_beside_state(setter: Setter, furniture: Furniture) -> bool:
    """Return whether a logo above the name has room at the start of the line of the state, draft or not."""
    state = max(_state_width(setter, furniture), _framed_width(setter, word("draft", furniture.lang)))
    return _logo_width(furniture) + state <= setter.look.inner


def _clinic_height(setter: Setter, furniture: Furniture) -> float:
    """Return the height of the clinic's lines in pt; one or two lines have the height of two."""
    lines = clinic_lines(setter, furniture)
    if len(lines.name) + lines.phone_count <= 2:
        return setter.style("badge").line * 2
    return len(lines.name) * setter.style("clinic").line + lines.phone_count * setter.style("phone").line


def head_groups(setter: Setter, furniture: Furniture) -> Iterator[Group]:
    """Yield clinic and phones at the start, the framed draft state or the review month at the end, and a rule."""
    look = setter.look
    height = head_height(setter, furniture)
    below = look.top + _height_above(setter, furniture)
    yield from _state(setter, furniture, below, look.top + height - 4 - below)
    yield from _clinic(setter, furniture, below)
    yield (StraightLine(look.start, look.top + height, look.width - look.end, look.top + height, "rule", 0.75),)


def _clinic(setter: Setter, furniture: Furniture, top: float) -> Iterator[Group]:
    """Yield the logo, the name and the phones of the clinic, or lines to write them on."""
    x = setter.look.start
    name, phone = setter.style("clinic"), setter.style("phone")
    if furniture.letterhead is None:
        yield from ((shape,) for shape in _blank_clinic(setter, furniture, x, top + 2))
        return
    lines = clinic_lines(setter, furniture)
    width, height = _logo_size(furniture)
    if furniture.logo is not None and _logo_above(setter, furniture):
        yield (Picture(x, top - height - LOGO_GAP / 2, width, height, furniture.logo[0]),)
    elif furniture.logo is not None:
        most = max(name.line + phone.line, len(lines.name) * name.line + lines.phone_count * phone.line)
        yield (Picture(x, top + (most - height) / 2, width, height, furniture.logo[0]),)
        x += width + LOGO_GAP
    yield set_lines(setter, lines.name, name, x, top)
    y = top + len(lines.name) * name.line
    for each in lines.phones:
        yield set_lines(setter, each, phone, x, y)
        y += len(each) * phone.line


def _logo_size(furniture: Furniture) -> tuple[float, float]:
    """Return width and height of the logo in pt."""
    if furniture.logo is None:
        return 0.0, 0.0
    height = min(LOGO_HEIGHT, LOGO_WIDTH / furniture.logo[1])
    return height * furniture.logo[1], height


def _logo_width(furniture: Furniture) -> float:
    """Return the width of the logo with its distance to the name, or nothing without a logo."""
    return _logo_size(furniture)[0] + LOGO_GAP if furniture.logo is not None else 0.0


def _blank_clinic(setter: Setter, furniture: Furniture, x: float, top: float) -> Iterator[Shape]:
    """Yield lines to write the clinic's name and phone number on."""
    style, lang = setter.style("phone"), furniture.lang
    state = 0.0 if stands_above(setter, furniture) else _state_width(setter, furniture)
    room = setter.look.inner - (state + WRITING_GAP if state else 0.0)
    base = top + first_baseline(style, setter.fonts) + 3
    for label, share in ((word("clinic", lang), 0.56), (word("phone", lang), 0.44)):
        wide = width_of(setter, label, style)
        yield set_line(setter, (Words(label),), style, x, top, "quiet")
        end = x + room * share - (12 if share > 0.5 else 0)
        yield StraightLine(x + wide + 5, base, end, base, "line", 0.9)
        x += room * share
