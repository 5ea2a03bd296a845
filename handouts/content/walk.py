"""The only traversal of content as written: the children of a piece, its texts, and its placeholders.

`parts_of` matches every kind, so that mypy reports an error when a kind is added.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from handouts.content.model import (
    AddresseeEntry,
    AddresseesBlock,
    AmountEntry,
    AnswerEntry,
    AnswersBlock,
    BarsData,
    Body,
    BoxBlock,
    CardEntry,
    CardsBlock,
    ColumnEntry,
    DiagramData,
    Draft,
    DraftPart,
    EdgeEntry,
    FactEntry,
    FactsBlock,
    FieldEntry,
    FieldsBlock,
    FigureData,
    FigureEntry,
    GateEntry,
    GatesBlock,
    GradeEntry,
    GroupEntry,
    IconArrayData,
    IntervalsData,
    ItemEntry,
    Lesson,
    ListBlock,
    NodeEntry,
    PolicyBlock,
    QuestionEntry,
    QuestionsBlock,
    RowEntry,
    SignsBlock,
    SituationEntry,
    SituationsBlock,
    SpanEntry,
    Statement,
    TableBlock,
    TextBlock,
    TimelineData,
)
from handouts.content.prose import Placeholder, Prose, flat
from handouts.core.quantity import Measured
from handouts.core.trees import preorder, present

Entry = (
    FactEntry
    | CardEntry
    | ColumnEntry
    | RowEntry
    | GroupEntry
    | FieldEntry
    | NodeEntry
    | EdgeEntry
    | SpanEntry
    | AmountEntry
    | QuestionEntry
    | GateEntry
    | GradeEntry
    | SituationEntry
    | AddresseeEntry
    | AnswerEntry
    | ItemEntry
)
Written = Draft | DraftPart | Lesson | Statement | Body | Entry | FigureData | Prose | Placeholder | Measured
Several = Written | tuple["Several", ...] | None


def parts_of(node: Written) -> tuple[Written, ...]:
    """Return the direct children of a piece of content, in the order in which they were written."""
    match node:
        case Prose():
            # the wording for all regions comes first
            return tuple(prose for _, prose in node.regional)
        case Placeholder() | Measured():
            return ()
        case Draft():
            return present((node.title, node.lead, *node.parts, *node.figures.values()))
        case DraftPart():
            return present((node.title, *node.statements, node.lesson))
        case Lesson():
            return (*node.notes, *node.points)
        case Statement():
            return (node.body,)
        case TextBlock():
            return (node.text,)
        case ListBlock():
            return node.items
        case ItemEntry():
            return (node.text, *node.items)
        case BoxBlock():
            return present((node.title, node.text, *node.items))
        case SignsBlock():
            return node.grades
        case GradeEntry():
            return present((node.box, node.also))
        case CardsBlock(cards=held) | FactsBlock(facts=held) | FieldsBlock(fields=held):
            return held
        case QuestionsBlock(questions=held) | GatesBlock(gates=held) | AnswersBlock(answers=held):
            return held
        case TableBlock():
            return present((node.caption, *node.columns, *node.groups))
        case PolicyBlock():
            return present((node.label, node.text))
        case FigureEntry():
            return present((node.data, node.caption, node.alt))
        case FactEntry():
            return (node.label, node.text)
        case CardEntry():
            return present((node.title, node.text, *node.items, *node.facts))
        case ColumnEntry():
            return (node.head,)
        case RowEntry():
            return node.cells
        case GroupEntry():
            return present((node.title, *node.rows))
        case FieldEntry():
            return (node.label,)
        case QuestionEntry():
            return present((node.ask, node.answer, *node.items))
        case GateEntry():
            return present((node.ask, node.stop, node.keep, node.do_not_start))
        case AddresseesBlock():
            return node.readers
        case AddresseeEntry():
            return present((node.title, node.text))
        case SituationsBlock():
            return node.situations
        case SituationEntry():
            return present((node.who, node.answer, node.more))
        case AnswerEntry():
            return (node.option, node.reason)
        case DiagramData():
            return (*node.nodes, *node.edges)
        case NodeEntry():
            return present((node.label, node.detail))
        case EdgeEntry():
            return present((node.label,))
        case IconArrayData():
            return (node.value, node.label, node.rest)
        case TimelineData():
            return (node.origin, *node.spans)
        case SpanEntry():
            return (node.label, *node.ends)
        case IntervalsData():
            return (*node.rows, node.axis, node.lower, node.higher)
        case BarsData():
            return (*node.rows, node.axis)
        case AmountEntry():
            return (node.label, node.value)
        case _:
            assert_never(node)


def walk(node: Several) -> Iterator[Written]:
    """Yield one or more pieces of content and all that they contain, in the order in which they were written."""
    return preorder(node, parts_of)


def prose_in(node: Several) -> Iterator[Prose]:
    """Yield every text unit of a piece of content, in the order in which it was written."""
    return (each for each in walk(node) if isinstance(each, Prose))


def pointers(node: Several) -> Iterator[Placeholder]:
    """Yield every placeholder of a piece of content: those in its texts, and those that its figures draw."""
    for each in walk(node):
        if isinstance(each, Prose):
            yield from (piece for piece in flat(each.pieces) if isinstance(piece, Placeholder))
        elif isinstance(each, Placeholder):
            yield each
