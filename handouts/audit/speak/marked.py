"""The words of a page by marked content: what each piece shows, and where it begins and ends.

After ISO 32000-1, 9.4 (text), 14.6 (marked content) and 14.9.4 (replacement text). Artifacts are silent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, StreamObject

from handouts.audit.speak.fonts import Font, font_of
from handouts.audit.speak.node import Chunk, Place

WORD_GAP = -180  # thousandths of the type size: a jump as wide as a space
DEEPEST = 12  # forms inside forms

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1, 0, 0, 1, 0, 0)
Words = dict[int, list[Chunk]]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A piece of marked content that is open: its number, and whether its words are passed over."""

    number: int | None = None
    silent: bool = False


@dataclass
class _State:
    """What a content stream has set so far."""

    page: int
    words: Words = field(default_factory=dict)
    marks: list[_Mark] = field(default_factory=list)
    area: Matrix = UNIT
    kept: list[tuple[Matrix, Font | None, float]] = field(default_factory=list)
    line: Matrix = UNIT
    text: Matrix = UNIT
    lead: float = 0.0
    font: Font | None = None
    size: float = 0.0

    @property
    def number(self) -> int | None:
        """The marked content that words belong to now; None where they are passed over."""
        if any(mark.silent for mark in self.marks):
            return None
        return next((mark.number for mark in reversed(self.marks) if mark.number is not None), None)

    def place(self) -> Place:
        """Where the next words stand."""
        whole = times(self.text, self.area)
        size = self.size * (abs(whole[1]) + abs(whole[3]) or 1.0)
        return Place(self.page, whole[5], size)

    def add(self, text: str) -> None:
        """Words at the present place."""
        if self.number is not None and text:
            place = self.place()
            self.words.setdefault(self.number, []).append(Chunk(text, place, place))


def words_of(page: DictionaryObject, number: int, reader: Any) -> Words:
    """The words of each piece of marked content of a page."""
    state = _State(number)
    content = page.get("/Contents")
    if content is not None:
        _read(content.get_object(), _resources(page), state, reader, 0)
    return state.words


def times(first: Matrix, then: Matrix) -> Matrix:
    """One matrix after another."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _resources(holder: DictionaryObject) -> DictionaryObject:
    """The resources of a page or form, its own or those of its parents."""
    seen = 0
    node: Any = holder
    while node is not None and "/Resources" not in node and seen < DEEPEST * 4:
        node = node["/Parent"].get_object() if "/Parent" in node else None
        seen += 1
    found = node["/Resources"].get_object() if node is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _read(content: Any, resources: DictionaryObject, state: _State, reader: Any, depth: int) -> None:
    fonts: dict[str, Font] = {}
    for operands, operator in ContentStream(content, reader).operations:
        name = operator.decode("latin-1")
        if name == "Do":
            _form(operands[0], resources, state, reader, depth)
        elif name == "Tf":
            key = str(operands[0])
            if key not in fonts:
                fonts[key] = font_of(_named(resources, "/Font", key))
            state.font, state.size = fonts[key], float(operands[1])
        elif name in ("BMC", "BDC"):
            state.marks.append(_opened(operands, resources, state))
        elif name == "EMC":
            if state.marks:
                state.marks.pop()
        else:
            _set(name, operands, state)


def _named(resources: DictionaryObject, kind: str, name: str) -> Any:
    """A resource by its kind and name."""
    held = resources.get(kind)
    found = held.get_object().get(name) if held is not None else None
    return found.get_object() if found is not None else None


def _form(name: Any, resources: DictionaryObject, state: _State, reader: Any, depth: int) -> None:
    """A form is read where it stands; its own marks count for it alone."""
    form = _named(resources, "/XObject", str(name))
    if not isinstance(form, StreamObject) or form.get("/Subtype") != "/Form" or depth >= DEEPEST:
        return
    kept = (state.area, state.font, state.size, len(state.marks))
    if "/Matrix" in form:
        state.area = times(_matrix(form["/Matrix"]), state.area)
    inner = _resources(form) if "/Resources" in form else resources
    _read(form, inner, state, reader, depth + 1)
    state.area, state.font, state.size = kept[:3]
    del state.marks[kept[3] :]


def _opened(operands: Any, resources: DictionaryObject, state: _State) -> _Mark:
    """A mark that opens: its number, and its replacement text, which is said instead of what is shown."""
    if str(operands[0]) == "/Artifact":
        return _Mark(silent=True)
    facts = operands[1] if len(operands) > 1 else None
    if isinstance(facts, str):
        facts = _named(resources, "/Properties", facts)
    if not isinstance(facts, Mapping):
        return _Mark()
    number = facts.get("/MCID")
    mark = _Mark(int(number)) if number is not None else _Mark()
    actual = facts.get("/ActualText", facts.get("/E"))
    if actual is None:
        return mark
    state.marks.append(mark)
    if state.number is not None:
        state.words.setdefault(state.number, []).append(Chunk(str(actual)))
    state.marks.pop()
    return _Mark(mark.number, silent=True)


def _set(name: str, operands: Any, state: _State) -> None:
    """An operator of the graphics or text state, or one that shows text."""
    match name:
        case "q":
            state.kept.append((state.area, state.font, state.size))
        case "Q" if state.kept:
            state.area, state.font, state.size = state.kept.pop()
        case "cm":
            state.area = times(_matrix(operands), state.area)
        case "BT":
            state.line = state.text = UNIT
        case "Tm":
            state.line = state.text = _matrix(operands)
        case "TL":
            state.lead = float(operands[0])
        case "Td" | "TD":
            _moved(float(operands[0]), float(operands[1]), state)
            state.lead = -float(operands[1]) if name == "TD" else state.lead
        case "T*":
            _moved(0, -state.lead, state)
        case "Tj" | "TJ":
            state.add(_shown(operands[0], state.font))
        case "'" | '"':
            _moved(0, -state.lead, state)
            state.add(_shown(operands[-1], state.font))
        case _:
            return


def _matrix(numbers: Any) -> Matrix:
    a, b, c, d, e, f = map(float, numbers)
    return (a, b, c, d, e, f)


def _moved(x: float, y: float, state: _State) -> None:
    state.line = state.text = times((1, 0, 0, 1, x, y), state.line)


def _shown(operand: Any, font: Font | None) -> str:
    if font is None:
        return ""
    if not isinstance(operand, ArrayObject | list):
        return font.words(_bytes(operand))
    return "".join(_pieces(operand, font))


def _pieces(operand: Any, font: Font) -> Iterator[str]:
    for piece in operand:
        if isinstance(piece, str | bytes):
            yield font.words(_bytes(piece))
        elif float(piece) <= WORD_GAP:
            yield " "


def _bytes(piece: Any) -> bytes:
    """The bytes of a string, which pypdf may already have taken for text."""
    if isinstance(piece, bytes):
        return bytes(piece)
    original = getattr(piece, "original_bytes", None)
    return bytes(original) if original is not None else str(piece).encode("latin-1", "replace")
