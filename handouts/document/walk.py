"""The only traversal of a document: the children of a node, everything below it, and texts replaced in place.

Nothing else decides what a node contains. `children` and `map_text` match every type of node, so that mypy reports them
when a type is added. Code that searches a document uses them, and so finds matches inside every container.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar, assert_never, cast

from handouts.core.trees import preorder, present
from handouts.document.blocks import (
    Addressee,
    Addressees,
    Answer,
    Answers,
    Block,
    Bullets,
    Callout,
    Card,
    Cards,
    Column,
    ColumnPair,
    Entry,
    Fact,
    Facts,
    Field,
    Fields,
    FigureBlock,
    Gate,
    Gates,
    Group,
    Icon,
    Ladder,
    Option,
    Options,
    Paragraph,
    References,
    Row,
    Sheet,
    Sheets,
    Situation,
    Situations,
    Table,
)
from handouts.document.document import Document, Section, Teaching
from handouts.document.figures import (
    BarRow,
    Bars,
    Diagram,
    Edge,
    Figure,
    IconArray,
    IntervalRow,
    Intervals,
    Node,
    Part,
    Span,
    Tick,
    Timeline,
)
from handouts.document.text import Unit

# parts of a block or figure that contain texts or blocks of their own
Inner = Fact | Card | Column | Row | Group | Field | Answer | Gate | Situation | Addressee | Option | Entry | Sheet
FigurePart = Node | Edge | Part | Span | Tick | IntervalRow | BarRow
Branch = Document | Section | Teaching | Block | Inner | Figure | FigurePart | Unit
Trunk = Branch | tuple["Trunk", ...] | None

AnyBranch = TypeVar("AnyBranch", bound=Branch)


def children(node: Branch) -> tuple[Branch, ...]:
    """Return the direct children of a node, in reading order."""
    match node:
        case Unit():
            return ()
        case Paragraph(unit=unit) | Entry(unit=unit):
            return (unit,)
        case Row(cells=units):
            return units
        case Bullets(items=items):
            return present(tuple(each for item in items for each in (item, node.under(item))))
        case Section():
            return present((node.title, *node.blocks, node.teaching))
        case Fact():
            return (node.label, node.text)
        case Callout() | Card():
            return (node.title, *node.blocks)
        case Answer():
            return (node.question, *node.blocks)
        case Group():
            return present((node.title, *node.rows))
        case Table():
            return present((node.caption, *node.columns, *node.groups))
        case Column(head=unit):
            return (unit,)
        case Facts(facts=held) | Cards(cards=held) | ColumnPair(columns=held) | Fields(fields=held):
            return held
        case Answers(rows=held) | Situations(rows=held) | Gates(gates=held) | Options(options=held):
            return held
        case Addressees(readers=held):
            return held
        case References(entries=held) | Sheets(sheets=held) | Ladder(grades=held):
            return held
        case Teaching():
            return present((*node.said, node.source_line))
        case Field(label=unit) | Part(label=unit) | Span(label=unit) | Tick(label=unit):
            return (unit,)
        case FigureBlock():
            return present((node.figure, node.caption, node.alt))
        case Gate():
            return (node.question, *node.answers)
        case Addressee():
            return present((node.title, node.text))
        case Situation():
            return present((node.who, node.answer, node.more))
        case Option():
            return (node.option, node.reason)
        case Sheet():
            return (node.caption, node.alt)
        case Diagram():
            return (*node.nodes, *node.edges)
        case Node():
            return present((node.label, node.detail))
        case Edge():
            return present((node.label,))
        case IconArray():
            return (node.part, node.rest)
        case Timeline():
            return (*node.spans, *node.ticks)
        case Intervals():
            return (*node.rows, node.axis, node.lower, node.higher)
        case Bars():
            return (*node.rows, node.axis)
        case IntervalRow() | BarRow():
            return (node.label, node.printed)
        case Document():
            return present((node.title, node.lead, *node.sections))
        case _:
            assert_never(node)


def walk(node: Trunk) -> Iterator[Branch]:
    """Yield a node, or several, and everything below, in reading order."""
    return preorder(node, children)


def units(node: Trunk) -> Iterator[Unit]:
    """Yield every text unit of a document, section, block or figure, in reading order."""
    return (each for each in walk(node) if isinstance(each, Unit))


def blocks(node: Trunk) -> Iterator[Block]:
    """Yield every block, including those inside boxes, cards, columns and answers."""
    return (each for each in walk(node) if isinstance(each, Block))


def icons(node: Trunk) -> Iterator[Icon]:
    """Yield the icon of every card, fact, table row and question that has one."""
    signed = (each.icon for each in walk(node) if isinstance(each, Card | Fact | Row | Answer))
    return (icon for icon in signed if icon is not None)


def outermost(node: Trunk, wanted: Callable[[Block], bool]) -> Iterator[Block]:
    """Yield the wanted blocks, wherever they are, without looking inside them."""
    for each in node if isinstance(node, tuple) else (node,):
        if isinstance(each, tuple):
            yield from outermost(each, wanted)
        elif isinstance(each, Block) and wanted(each):
            yield each
        elif each is not None:
            yield from outermost(children(each), wanted)


# --- texts replaced in place ----------------------------------------------------------------------

Change = Callable[[Unit], Unit]


def map_text(node: AnyBranch, change: Change) -> AnyBranch:
    """Return a copy of a node with `change` applied to every text unit in it; nothing else differs."""
    return cast("AnyBranch", _changed(node, change))


def _each(nodes: tuple[AnyBranch, ...], change: Change) -> tuple[AnyBranch, ...]:
    return tuple(map_text(node, change) for node in nodes)


def _given(node: AnyBranch | None, change: Change) -> AnyBranch | None:
    return None if node is None else map_text(node, change)


def _changed(node: Branch, change: Change) -> Branch:
    """Return a copy of a node with its texts changed: one case for each type, so that mypy reports a missing one."""
    match node:
        case Unit():
            return change(node)
        case Paragraph() | Entry():
            return replace(node, unit=change(node.unit))
        case Row():
            return replace(node, cells=_each(node.cells, change))
        case Bullets():
            return replace(node, items=_each(node.items, change), lists=_each(node.lists, change))
        case Section():
            title, teaching = _given(node.title, change), _given(node.teaching, change)
            return replace(node, title=title, blocks=_each(node.blocks, change), teaching=teaching)
        case Ladder():
            return replace(node, grades=_each(node.grades, change))
        case Fact():
            return replace(node, label=change(node.label), text=change(node.text))
        case Callout() | Card():
            return replace(node, title=change(node.title), blocks=_each(node.blocks, change))
        case Answer():
            return replace(node, question=change(node.question), blocks=_each(node.blocks, change))
        case Group():
            return replace(node, title=_given(node.title, change), rows=_each(node.rows, change))
        case Table():
            caption, columns = _given(node.caption, change), _each(node.columns, change)
            return replace(node, caption=caption, columns=columns, groups=_each(node.groups, change))
        case Column():
            return replace(node, head=change(node.head))
        case Facts():
            return replace(node, facts=_each(node.facts, change))
        case Cards():
            return replace(node, cards=_each(node.cards, change))
        case ColumnPair():
            return replace(node, columns=_each(node.columns, change))
        case Fields():
            return replace(node, fields=_each(node.fields, change))
        case Answers():
            return replace(node, rows=_each(node.rows, change))
        case Addressees():
            return replace(node, readers=_each(node.readers, change))
        case Addressee():
            return replace(node, title=change(node.title), text=_given(node.text, change))
        case Situations():
            return replace(node, rows=_each(node.rows, change))
        case Situation():
            return replace(node, who=change(node.who), answer=change(node.answer), more=_given(node.more, change))
        case Gates():
            return replace(node, gates=_each(node.gates, change))
        case Options():
            return replace(node, options=_each(node.options, change))
        case References():
            return replace(node, entries=_each(node.entries, change))
        case Sheets():
            return replace(node, sheets=_each(node.sheets, change))
        case Teaching():
            notes, points = _each(node.notes, change), _given(node.points, change)
            return replace(node, notes=notes, points=points, source_line=_given(node.source_line, change))
        case Field() | Part() | Span() | Tick():
            return replace(node, label=change(node.label))
        case FigureBlock():
            figure, caption = map_text(node.figure, change), _given(node.caption, change)
            return replace(node, figure=figure, caption=caption, alt=change(node.alt))
        case Gate():
            stop, keep, started = (_given(unit, change) for unit in (node.stop, node.keep, node.do_not_start))
            return replace(node, question=change(node.question), stop=stop, keep=keep, do_not_start=started)
        case Option():
            return replace(node, option=change(node.option), reason=change(node.reason))
        case Sheet():
            return replace(node, caption=change(node.caption), alt=change(node.alt))
        case Diagram():
            return replace(node, nodes=_each(node.nodes, change), edges=_each(node.edges, change))
        case Node():
            return replace(node, label=change(node.label), detail=_given(node.detail, change))
        case Edge():
            return replace(node, label=_given(node.label, change))
        case IconArray():
            return replace(node, part=map_text(node.part, change), rest=change(node.rest))
        case Timeline():
            return replace(node, spans=_each(node.spans, change), ticks=_each(node.ticks, change))
        case Intervals():
            axis, lower, higher = change(node.axis), change(node.lower), change(node.higher)
            return replace(node, rows=_each(node.rows, change), axis=axis, lower=lower, higher=higher)
        case Bars():
            return replace(node, rows=_each(node.rows, change), axis=change(node.axis))
        case IntervalRow() | BarRow():
            return replace(node, label=change(node.label), printed=change(node.printed))
        case Document():
            return replace(
                node,
                title=change(node.title),
                lead=_given(node.lead, change),
                sections=_each(node.sections, change),
            )
        case _:
            assert_never(node)
