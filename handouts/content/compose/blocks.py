"""Blocks composed from the statements of content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Literal, assert_never

from handouts.content.compose.figures import figure_block
from handouts.content.compose.texts import Composer
from handouts.content.model import (
    AddresseeEntry,
    AddresseesBlock,
    AnswersBlock,
    BoxBlock,
    CardEntry,
    CardsBlock,
    ColumnEntry,
    FactEntry,
    FactsBlock,
    FieldsBlock,
    FigureEntry,
    GateEntry,
    GatesBlock,
    GradeEntry,
    GroupEntry,
    ItemEntry,
    ListBlock,
    PolicyBlock,
    QuestionsBlock,
    RowEntry,
    SignsBlock,
    SituationEntry,
    SituationsBlock,
    Statement,
    TableBlock,
    TextBlock,
)
from handouts.content.walk import pointers
from handouts.core.problem import Mark
from handouts.core.words import word
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
    Fact,
    Facts,
    Field,
    Fields,
    Gate,
    Gates,
    Group,
    Icon,
    Ladder,
    Option,
    Options,
    Paragraph,
    Row,
    Situation,
    Situations,
    Table,
    below,
)
from handouts.document.text import Unit


def composed_blocks(composer: Composer, statements: Iterable[Statement], path: str) -> tuple[Block, ...]:
    """Return the blocks of statements, in their order."""
    return tuple(block for statement in statements for block in _statement(composer, statement, path))


def _statement(composer: Composer, statement: Statement, path: str) -> Iterator[Block]:
    for name, _ in statement.rests_on:
        composer.claim(name)
    place = f"{path}/{statement.id}"
    body = statement.body
    match body:
        case TextBlock(text):
            yield Paragraph(composer.unit(text))
        case ListBlock(style, items):
            yield bullets(composer, place, items, style)
        case BoxBlock():
            yield _box(composer, body, place)
        case SignsBlock(grades):
            yield Ladder(place, tuple(_grade(composer, grade, f"{place}/{grade.box.kind}") for grade in grades))
        case CardsBlock():
            yield _cards(composer, body, place)
        case FactsBlock(facts):
            yield Facts(place, tuple(map(partial(_fact, composer), facts)))
        case TableBlock():
            yield _table(composer, body, place)
        case FieldsBlock():
            yield _fields(composer, body, place)
        case FigureEntry():
            yield figure_block(composer, body, place)
        case QuestionsBlock():
            yield _questions(composer, body, place)
        case GatesBlock(gates):
            yield Gates(place, tuple(_gate(composer, gate, f"{place}/{gate.id}") for gate in gates))
        case SituationsBlock(rows):
            yield Situations(place, tuple(_situation(composer, row, f"{place}/{row.id}") for row in rows))
        case AddresseesBlock(readers):
            yield Addressees(place, tuple(_addressee(composer, each, f"{place}/{each.id}") for each in readers))
        case AnswersBlock():
            yield _answers(composer, body, place)
        case PolicyBlock():
            yield from _policy(composer, body, place, statement.mark)
        case _:
            assert_never(body)


def bullets(
    composer: Composer,
    place: str,
    items: tuple[ItemEntry, ...],
    style: Literal["dot", "number", "letter"] = "dot",
) -> Bullets:
    """Return a list with the lists below its items."""
    texts: list[Unit] = []
    lists: list[Bullets] = []
    for item in items:
        text = composer.unit(item.text)
        texts.append(text)
        if item.items:
            lists.append(Bullets(below(text), tuple(map(composer.unit, item.items)), "dash"))
    return Bullets(place, tuple(texts), style, tuple(lists))


def _box(composer: Composer, body: BoxBlock, place: str) -> Callout:
    blocks: list[Block] = []
    if body.items:
        blocks.append(bullets(composer, f"{place}/items", body.items))
    if body.text is not None:
        blocks.append(Paragraph(composer.unit(body.text)))
    return Callout(place, body.kind, composer.unit(body.title), tuple(blocks))


def _grade(composer: Composer, entry: GradeEntry, place: str) -> Callout:
    """Return a grade of signs: what to do, then the signs, then what is said of some readers."""
    box = entry.box
    before, after = composer.optional(box.text), composer.optional(entry.also)
    blocks: list[Block] = [] if before is None else [Paragraph(before)]
    blocks.append(bullets(composer, f"{place}/items", box.items))
    if after is not None:
        blocks.append(Paragraph(after))
    return Callout(place, box.kind, composer.unit(box.title), tuple(blocks))


def _cards(composer: Composer, body: CardsBlock, place: str) -> Block:
    cards = tuple(_card(composer, card, f"{place}/{card.id}") for card in body.cards)
    if body.kind == "columns":
        return ColumnPair(place, cards)
    return Cards(place, body.kind, cards)


def _card(composer: Composer, entry: CardEntry, place: str) -> Card:
    blocks: list[Block] = []
    if entry.text is not None:
        blocks.append(Paragraph(composer.unit(entry.text)))
    if entry.items:
        blocks.append(bullets(composer, f"{place}/items", entry.items))
    if entry.facts:
        blocks.append(Facts(f"{place}/facts", tuple(map(partial(_fact, composer), entry.facts))))
    return Card(place, composer.unit(entry.title), tuple(blocks), entry.kind, entry.icon)


def _fact(composer: Composer, entry: FactEntry) -> Fact:
    return Fact(entry.id, composer.unit(entry.label), composer.unit(entry.text), entry.icon)


def _table(composer: Composer, body: TableBlock, place: str) -> Table:
    columns = tuple(Column(f"{place}/{c.id}", composer.unit(c.head), c.kind) for c in body.columns)
    groups = tuple(_group(composer, group, place, body.columns) for group in body.groups)
    return Table(place, composer.optional(body.caption), columns, groups)


def _group(composer: Composer, entry: GroupEntry, place: str, columns: tuple[ColumnEntry, ...]) -> Group:
    rows = tuple(
        Row(
            f"{place}/{row.id}",
            tuple(composer.unit(cell, bare=column.unit) for cell, column in zip(row.cells, columns, strict=True)),
            icon=_food_icon(composer, row),
        )
        for row in entry.rows
    )
    return Group(f"{place}/{entry.id}", composer.optional(entry.title), entry.level, rows)


def _food_icon(composer: Composer, row: RowEntry) -> Icon | None:
    """Return the icon of the first food that a row names, or None."""
    named = (composer.library.foods.get(each.source) for each in pointers(row.cells) if each.kind == "food")
    return next((food.icon for food in named if food is not None and food.icon is not None), None)


def _fields(composer: Composer, body: FieldsBlock, place: str) -> Fields:
    return Fields(place, tuple(Field(f.name, composer.unit(f.label), f.kind, f.width, f.count) for f in body.fields))


def _questions(composer: Composer, body: QuestionsBlock, place: str) -> Answers:
    rows = []
    for entry in body.questions:
        blocks: list[Block] = []
        if entry.answer is not None:
            blocks.append(Paragraph(composer.unit(entry.answer)))
        if entry.items:
            blocks.append(bullets(composer, f"{place}/{entry.id}/items", entry.items))
        rows.append(Answer(f"{place}/{entry.id}", composer.unit(entry.ask), tuple(blocks), entry.icon))
    return Answers(place, tuple(rows))


def _gate(composer: Composer, entry: GateEntry, place: str) -> Gate:
    return Gate(
        place,
        composer.unit(entry.ask),
        composer.optional(entry.stop),
        composer.optional(entry.keep),
        composer.optional(entry.do_not_start),
    )


def _situation(composer: Composer, entry: SituationEntry, place: str) -> Situation:
    return Situation(place, composer.unit(entry.who), composer.unit(entry.answer), composer.optional(entry.more))


def _addressee(composer: Composer, entry: AddresseeEntry, place: str) -> Addressee:
    return Addressee(place, composer.unit(entry.title), composer.optional(entry.text), entry.asks)


def _answers(composer: Composer, body: AnswersBlock, place: str) -> Options:
    return Options(
        place,
        tuple(
            Option(f"{place}/{a.id}", composer.unit(a.option), a.right, composer.unit(a.reason)) for a in body.answers
        ),
    )


def _policy(composer: Composer, body: PolicyBlock, place: str, mark: Mark) -> Iterator[Block]:
    """Yield the clinic's own policy; without one, a line to write on, or nothing."""
    found = composer.clinic.policies.get(body.policy) if composer.clinic is not None else None
    label = composer.optional(body.label)
    if found is None:
        if body.if_empty == "write-on":
            name = label or composer.said(place, word("clinic", composer.lang), mark)
            yield Fields(place, (Field(body.policy, name, "lines", 1, 2),))
        return
    text = Unit(f"{place}/policy", tuple(composer.policy_words(body.policy)), mark, composer.lang)
    if body.text is not None:
        yield Paragraph(composer.unit(body.text))
    elif label is not None:
        yield Callout(place, "note", label, (Paragraph(text),))
    else:
        yield Paragraph(text)
