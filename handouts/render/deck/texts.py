"""Text units as measured paragraphs, and any block as paragraphs where only text is possible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from handouts.core.problem import Mark
from handouts.core.trees import present
from handouts.core.words import word
from handouts.document.blocks import (
    Addressees,
    Answers,
    Block,
    Bullets,
    Callout,
    Cards,
    ColumnPair,
    Facts,
    Fields,
    FigureBlock,
    Gates,
    Ladder,
    Options,
    Paragraph,
    References,
    Sheets,
    Situations,
    Table,
)
from handouts.document.document import SlideKind
from handouts.document.gates import answers
from handouts.document.text import (
    SIGN_WORDS,
    Blank,
    Citation,
    Contact,
    Inline,
    Italic,
    Link,
    Lowered,
    Raised,
    Sign,
    Strong,
    Text,
    Unit,
    Value,
    Words,
    plain,
)
from handouts.render.deck.look import DeckLook, KindLook
from handouts.render.deck.value import Marker, Para
from handouts.render.type.lines import Style, count_lines, widest_word
from handouts.render.type.together import together

NO_BREAK_SPACE = "\u00a0"
BLANK = "_"
FIELD_LETTERS = 20  # length of a line to write on, in characters
CLOSE = 2.0  # pt between a label and its text


@dataclass(frozen=True, slots=True)
class Setting:
    """The conditions for setting text: the look, the kind of slide, and the language of the program's words.

    `raised` is the height in pt by which a foot of several lines raises what stands above it, and `source_rise` that
    by which a source line of several lines raises the end of the body.
    """

    look: DeckLook
    kind: SlideKind
    lang: str
    raised: float = 0.0
    source_rise: float = 0.0

    @property
    def kind_look(self) -> KindLook:
        """The look of the kind of slide."""
        return self.look.kinds[self.kind]

    def style(self, name: str) -> Style:
        """Return a style of the layout."""
        return self.look.styles[name]

    def space(self, name: str) -> float:
        """Return a distance of the layout."""
        return self.look.space[name]


def drawn_text(text: Text, lang: str) -> Text:
    """Return a text as a slide can show it: signs as words, blanks as lines, values kept whole, no citations."""
    return tuple(inline for part in together(text) for inline in _drawn(part, lang))


def _drawn(inline: Inline, lang: str) -> Iterator[Inline]:
    match inline:
        case Words() | Value() | Contact():
            yield inline
        case Strong(children) | Italic(children) | Raised(children) | Lowered(children) | Link(children):
            yield replace(inline, children=drawn_text(children, lang))
        case Sign(kind):
            yield Words(word(SIGN_WORDS[kind], lang))
        case Blank(letters=letters):
            yield Words(BLANK * letters)
        case Citation():
            return
        case _:
            assert_never(inline)


def in_company(text: Text, style: Style, width: float, setting: Setting) -> tuple[Text, int]:
    """Return a text whose last line has at least two words where that adds no line, and its number of lines."""
    fonts = setting.look.fonts
    count = max(1, count_lines(text, style, width, fonts))
    if count == 1:
        return text, 1
    joined = _last_space_joined(text)
    if joined is None or widest_word(joined, style, fonts) > width:
        return text, count
    if count_lines(joined, style, width, fonts) > count:
        return text, count
    return joined, count


def _last_space_joined(text: Text) -> Text | None:
    """Return the same text with its last space replaced by a no-break space, or None."""
    for place in range(len(text) - 1, -1, -1):
        inline = text[place]
        if isinstance(inline, Words):
            if inline.text.endswith(" "):
                return None
            head, space, tail = inline.text.rstrip().rpartition(" ")
            if space and head.strip() and len(tail) < 16:
                return (*text[:place], Words(f"{head}{NO_BREAK_SPACE}{tail}"), *text[place + 1 :])
            return None
        if not isinstance(inline, Value | Contact):
            return None
    return None


def para(
    unit: Unit,
    style: Style,
    width: float,
    setting: Setting,
    marker: Marker | None = None,
    before: float = 0.0,
    of: int = 1,
) -> Para:
    """Return a text unit measured for a width; with a marker, as an item of a list with `of` items."""
    hang = _hang(marker, of, style, setting) if marker else 0.0
    text, lines = in_company(
        drawn_text(unit.text, setting.lang), style, (width - hang) * setting.space("slack"), setting
    )
    return Para(unit.id, text, style, unit.lang, lines * style.line, unit.mark, before, marker, hang)


def _hang(marker: Marker, count: int, style: Style, setting: Setting) -> float:
    """Return the indent of a list in pt: its widest marker and a gap."""
    least = setting.space("hang") * style.size / 18
    if marker.style in ("dot", "dash"):
        return least
    face = setting.look.fonts.faces(True)[0]
    widest = face.width("0" * len(str(count)) + ".") if marker.style == "number" else face.width("M.")
    return max(0.8 * least, (widest + 0.45) * style.size)


def said(words: str, setting: Setting, near: Unit) -> Unit:
    """Return words of the program as a unit without an id."""
    return Unit("", (Words(words),), near.mark, setting.lang)


def stacked(items: list[Para] | tuple[Para, ...]) -> float:
    """Return the height of paragraphs one below another."""
    return sum([item.height + item.before for item in items[1:]], items[0].height) if items else 0.0


def block_paras(block: Block, style: Style, width: float, setting: Setting) -> list[Para]:
    """Return any block as paragraphs, for places where only text is possible; figures become their alt text."""
    between = setting.space("item")
    match block:
        case Paragraph(unit):
            return [para(unit, style, width, setting, before=between)]
        case Bullets():
            return list_paras(block, style, width, setting)
        case References(entries=entries):
            return [para(entry.unit, style, width, setting, before=between) for entry in entries]
        case Callout(title=title, blocks=blocks):
            return _titled(title, blocks, style, width, setting)
        case Ladder(grades=grades):
            return [item for grade in grades for item in _titled(grade.title, grade.blocks, style, width, setting)]
        case Cards(cards=cards) | ColumnPair(columns=cards):
            return [item for card in cards for item in _titled(card.title, card.blocks, style, width, setting)]
        case Answers(rows=rows):
            return [item for row in rows for item in _titled(row.question, row.blocks, style, width, setting)]
        case FigureBlock(alt=alt):
            return [para(alt, style, width, setting, before=between)]
        case Sheets(sheets=sheets):
            return [para(sheet.alt, style, width, setting, before=between) for sheet in sheets]
        case Table():
            lines: list[tuple[Unit, ...]] = [row.cells for group in block.groups for row in group.rows]
        case Gates(gates=gates):
            lines = [(gate.question, *answers(gate, setting.lang)) for gate in gates]
        case Addressees(readers=readers):
            lines = [tuple(present((each.title, each.text))) for each in readers]
        case Situations(rows=situations):
            lines = [tuple(present((row.who, row.answer, row.more))) for row in situations]
        case Facts(facts=facts):
            lines = [(fact.label, fact.text) for fact in facts]
        case Fields(fields=fields):
            lines = [(item.label, replace(item.label, id="", text=(Blank("", FIELD_LETTERS),))) for item in fields]
        case Options(options=options):
            lines = [(option.option, option.reason) for option in options]
        case _:
            assert_never(block)
    return [item for line in lines for item in _row_paras(line, style, width, setting)]


def _row_paras(row: tuple[Unit, ...], style: Style, width: float, setting: Setting) -> list[Para]:
    """Return the cells of a row one below another, the first in bold."""
    first, *others = row
    head = para(strong(first), style, width, setting, before=setting.space("item"))
    return [head, *(para(unit, style, width, setting, before=CLOSE) for unit in others)]


def list_paras(block: Bullets, style: Style, width: float, setting: Setting) -> list[Para]:
    """Return the items of a list."""
    between, found = setting.space("item"), []
    for number, item in enumerate(block.items, start=1):
        found.append(para(item, style, width, setting, marker_of(block.style, number), between, len(block.items)))
        if (list_below := block.under(item)) is not None:
            found.extend(_second_level(list_below, found[-1].hang, style, width, setting))
    return found


def _second_level(block: Bullets, start: float, style: Style, width: float, setting: Setting) -> list[Para]:
    """Return the items of a list below an item whose text starts at `start` pt."""
    items = list_paras(block, style, width - start, setting)
    return [replace(item, start=start, before=item.before / 2) for item in items]


def marker_of(style: str, number: int) -> Marker:
    """Return the marker of a list item."""
    match style:
        case "number":
            return Marker("number", number)
        case "letter":
            return Marker("letter", number)
        case "dash":
            return Marker("dash")
        case _:
            return Marker("dot")


def strong(unit: Unit) -> Unit:
    """Return a unit in bold."""
    return replace(unit, text=(Strong(unit.text),))


def words_of(unit: Unit) -> str:
    """Return the words of a unit."""
    return plain(unit.text).strip()


def _titled(title: Unit, blocks: tuple[Block, ...], style: Style, width: float, setting: Setting) -> list[Para]:
    head = [para(strong(title), style, width, setting, before=setting.space("item"))] if title.text else []
    return head + [item for block in blocks for item in block_paras(block, style, width, setting)]


def own_words(text: str, style: Style, mark: Mark, setting: Setting) -> Para:
    """Return words of the program on one line."""
    return Para("", (Words(text),), style, setting.lang, style.line, mark)
