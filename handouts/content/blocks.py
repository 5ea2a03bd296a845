"""The blocks of a section or slide as their authors write them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, get_args

from handouts.content.figures import NODE_KINDS, FigureShape, read_figure
from handouts.content.kinds import EVERYWHERE, OWN_PROSE, PROSE, icon_of, prose_of
from handouts.content.model import (
    ROLES,
    AddresseeEntry,
    AddresseesBlock,
    AnswerEntry,
    AnswersBlock,
    Body,
    BoxBlock,
    CardEntry,
    CardsBlock,
    ColumnEntry,
    ColumnKind,
    FactEntry,
    FactsBlock,
    FieldEntry,
    FieldsBlock,
    GateEntry,
    GatesBlock,
    GradeEntry,
    GroupEntry,
    IfEmpty,
    ItemEntry,
    ListBlock,
    PolicyBlock,
    QuestionEntry,
    QuestionsBlock,
    RowEntry,
    SignsBlock,
    SituationEntry,
    SituationsBlock,
    Statement,
    TableBlock,
    TextBlock,
)
from handouts.content.prose import Prose
from handouts.core.schema import (
    TEXT,
    TRUTH,
    Entry,
    Json,
    Key,
    Kind,
    Shape,
    Variant,
    entries_of,
    mapping_of,
    marked,
    named,
    needed,
    one,
    one_of,
    one_or,
    optional,
    otherwise,
    untyped,
    whole,
    wrong,
)
from handouts.core.source import Mapping, Node, Sequence
from handouts.document.blocks import CalloutKind, FieldKind
from handouts.document.text import LEVEL_WORDS

FIELD_KINDS: tuple[FieldKind, ...] = get_args(FieldKind)
COLUMN_KINDS: tuple[ColumnKind, ...] = get_args(ColumnKind)
IF_EMPTY: tuple[IfEmpty, ...] = get_args(IfEmpty)


def _has_list(node: Node) -> bool:
    """Return whether an item is a mapping with a list below its text, and no text with wordings by region."""
    return (
        isinstance(node, Mapping) and not {"text", "items"}.isdisjoint(node.entries) and EVERYWHERE not in node.entries
    )


def _subitem(entry: Entry, key: str, node: Node) -> Prose:
    if _has_list(node):
        message = f"{named(key)} begins a third level, and a list has two; write it as a list of its own"
        entry.problem(node.mark, "deep-list", message)
        return Prose(entry.below(key), (), node.mark)
    return prose_of(entry, key, node)


SUBITEM: Kind[Prose] = Kind(PROSE.says, _subitem, PROSE.json)


class ItemShape(Shape, id="block.item"):
    """An item of a list with a list below it."""

    text = needed(PROSE, "the text of the item", "'Dry your hands:'")
    items = needed(mapping_of(SUBITEM, "ids to texts"), "the items below it, by id", "{towel: with a towel}")


def _item(entry: Entry, key: str, node: Node) -> ItemEntry:
    if not _has_list(node):
        return ItemEntry(prose_of(entry, key, node))
    item = Entry(node, ItemShape, entry.log, entry.below(key))
    # the text keeps the id of the item, which translations name
    text = item.typed(ItemShape.text)
    prose = item.read(ItemShape.text) if text is None else prose_of(entry, key, text)
    return ItemEntry(prose, tuple(each for _, each in item.read(ItemShape.items)))


_ITEM: Json = {"anyOf": [PROSE.json, {"$ref": f"#/definitions/{ItemShape.ID}"}]}
ITEM: Kind[ItemEntry] = Kind("a text, or a text with items below it", _item, _ITEM, (ItemShape,))
ITEMS = mapping_of(ITEM, "ids to texts")


_GRADE = "{title: Call an ambulance, items: {lips: Your lips turn blue.}}"


class FactShape(Shape, id="block.facts.fact"):
    """A label with its text."""

    label = needed(PROSE, "the label", "Dose")
    text = needed(PROSE, "the text at the label", "One tablet at breakfast.")
    icon = optional(TEXT, "the icon beside it, by its name in layouts/icons", "pill")


class CardShape(Shape, id="block.card"):
    """A card with a title, and a text, a list or facts below it."""

    title = needed(PROSE, "the title of the card", "Keep it the same")
    kind = otherwise(one_of(NODE_KINDS), "primary", "what the card means, which decides its colour", "good")
    text = optional(PROSE, "the text of the card", "Use it at the same time each day.")
    items = otherwise(ITEMS, (), "a list in the card", "{tea: Tea}")
    facts = otherwise(entries_of(FactShape), (), "labels with texts", "{dose: {label: Dose, text: One tablet.}}")
    icon = optional(TEXT, "the icon beside it, by its name in layouts/icons", "pill")


class BoxShape(Shape, id="block.box"):
    """A box that stands out: an emergency, a prohibition, a limit, a note."""

    title = needed(PROSE, "the title of the box", "Call an ambulance")
    text = optional(PROSE, "the text of the box", "Do not wait.")
    items = otherwise(ITEMS, (), "a list in the box", "{lips: Your lips turn blue.}")


class GradeShape(Shape, id="block.signs.grade"):
    """The signs of one grade, and what to do about them."""

    title = needed(PROSE, "what to do about these signs", "Call an ambulance")
    text = optional(PROSE, "more on what to do, below the title", "For any one of these.")
    items = needed(ITEMS, "the signs by id", "{lips: Your lips turn blue.}")
    also = optional(PROSE, "a row below the list, for some readers", "Are you alone? Call for any of these.")


class SignsShape(Shape, id="block.signs"):
    """Signs in grades: what is an emergency, what needs a call today, and what is normal."""

    emergency = needed(one(GradeShape), "the signs of an emergency", _GRADE)
    call_today = needed(one(GradeShape), "the signs to call about today", _GRADE, name="call-today")
    normal = optional(one(GradeShape), "what is normal", "{title: In the first days, items: {cheeks: Red cheeks.}}")


class ColumnShape(Shape, id="block.table.column"):
    """A column of a table."""

    head = needed(OWN_PROSE, "the head of the column", "Dose (mg)")
    kind = otherwise(one_of(COLUMN_KINDS), "text", "how its cells are set", "number")
    unit = optional(TEXT, "the unit that the head names, so that its values print without it", "mg")


_CELLS = untyped("a list of texts, one for each column", {"type": "array", "items": PROSE.json})


class GroupShape(Shape, id="block.table.group"):
    """Rows of a table under a heading of their own."""

    title = optional(PROSE, "the heading of the group", "High")
    level = optional(whole(1, len(LEVEL_WORDS)), "the level that the group stands for, from 1, the highest", "1")
    rows = needed(mapping_of(_CELLS, "ids to lists of cells"), "the rows by id", "{oats: [Oats, a lot]}")


class TableShape(Shape, id="block.table"):
    """A table, with its rows as one list or in groups."""

    caption = optional(PROSE, "the words above the table", "How much is in a portion")
    columns = needed(
        mapping_of(one_or(PROSE, one(ColumnShape)), "ids to heads", inside="columns"),
        "the heads by id: a text, or a mapping with unit and kind",
        "{food: Food, amount: {head: Amount, kind: number}}",
    )
    rows = otherwise(mapping_of(_CELLS, "ids to lists of cells"), (), "the rows by id", "{oats: [Oats, a lot]}")
    groups = otherwise(
        entries_of(GroupShape), (), "groups of rows", "{high: {title: High, rows: {oats: [Oats, a lot]}}}"
    )


class FieldShape(Shape, id="block.fields.field"):
    """A place to write in."""

    label = needed(OWN_PROSE, "what is to be written there", "Your target range")
    kind = otherwise(one_of(FIELD_KINDS), "text", "what is written there", "date")
    width = otherwise(whole(), 1, "its share of the line", "2")
    count = otherwise(whole(), 1, "how many lines or boxes there are", "3")


class QuestionShape(Shape, id="block.questions.question"):
    """A question with its answer."""

    ask = needed(PROSE, "the question", "Is it safe?")
    answer = optional(PROSE, "the answer", "Yes.")
    items = otherwise(ITEMS, (), "a list in the answer", "{first: The first thing.}")
    role = optional(one_of(ROLES), "what the question is for", "harms")
    icon = optional(TEXT, "the icon beside it, by its name in layouts/icons", "pill")


class GateShape(Shape, id="block.gates.gate"):
    """A question; a yes stops the reader, or keeps a medicine and starts no other."""

    ask = needed(PROSE, "the question", "Do you wheeze at night?")
    stop = optional(PROSE, "what to do if the answer is yes", "Stop here and ask your clinic.")
    keep = optional(PROSE, "in place of `stop`: what to keep taking", "Keep taking your inhaler.")
    do_not_start = optional(PROSE, "with `keep`: what not to start", "Do not start a new one.", name="do-not-start")


class SituationShape(Shape, id="block.situations.situation"):
    """A row in which readers find themselves."""

    who = needed(PROSE, "who is in this situation", "You wheeze once a week")
    answer = needed(PROSE, "the answer for them, in a few words", "One puff")
    more = optional(PROSE, "what else holds for them", "Before sport, and again after an hour.")


class AddresseeShape(Shape, id="block.who-for.reader"):
    """Readers whom the leaflet is for, or who should ask first."""

    title = needed(PROSE, "whether it is for them, in a few words", "Yes, if you have an inhaler")
    text = optional(PROSE, "how they know that they are meant", "It is blue or brown.")
    asks = otherwise(TRUTH, False, "whether they should ask first, since it is not for them", "true")


class AnswerShape(Shape, id="block.answers.answer"):
    """An option of a question, answered."""

    option = needed(PROSE, "the option, as the question has it", "Stop the tablets")
    right = otherwise(TRUTH, False, "whether the option is right", "true")
    reason = needed(PROSE, "why it is right or wrong", "The tablets are still needed.")


_EMERGENCY = "{title: Call an ambulance, text: Do not wait.}"
_CARDS = "{same: {title: Keep it the same, text: Use it at the same time each day.}}"


class StatementShape(Shape, id="block.any"):
    """The keys that every block has."""

    id = needed(TEXT, "the id of the block, unique in its section", "first-dose")
    rests_on = otherwise(marked(TEXT), (), "the claims that its words rest on", "[dose.adult]")
    explains = otherwise(marked(TEXT), (), "the glossary words that it explains", "[peak flow]")
    role = optional(one_of(ROLES), "what the block is for, so that layouts and rules find it", "takeaway")


class PolicyShape(StatementShape, id="block.policy"):
    """What the clinic itself decides; without a decision, a line to write on, or nothing."""

    policy = needed(TEXT, "the id of the policy in the clinic's file", "missed_dose")
    if_empty = needed(one_of(IF_EMPTY), "what stands where the clinic has none", "write-on", name="if-empty")
    label = optional(PROSE, "the label of the line", "What your clinic says")
    text = optional(PROSE, "the text around the clinic's value", "Test again after {{ policy/days }}.")


class BlockShape(StatementShape, id="block"):
    """A block: an id and exactly one kind of content."""

    text = optional(OWN_PROSE, "a paragraph", "Take one tablet a day.")
    bullets = optional(ITEMS, "a list with dots", "{tea: Tea}")
    steps = optional(ITEMS, "a numbered list", "{first: Wash your hands.}")
    options = optional(ITEMS, "the options of a question, with letters", "{stop: Stop the tablets}")
    emergency = optional(one(BoxShape, ""), "a box for an emergency", _EMERGENCY)
    call_today = optional(one(BoxShape, ""), "a box for what cannot wait", _EMERGENCY, name="call-today")
    do_not = optional(one(BoxShape, ""), "a box for what must not be done", _EMERGENCY, name="do-not")
    limit = optional(one(BoxShape, ""), "a box for a limit", _EMERGENCY)
    note = optional(one(BoxShape, ""), "a box for a note", _EMERGENCY)
    keep_taking = optional(
        one(BoxShape, ""),
        "a strip for a medicine that nobody should stop by themselves",
        "{title: Keep taking it, text: Do not stop it by yourself.}",
        name="keep-taking",
    )
    normal = optional(one(BoxShape, ""), "a box for what is normal", "{title: In the first days, text: Red cheeks.}")
    signs = optional(
        one(SignsShape, ""),
        "signs in grades: emergency, today, normal",
        f"{{emergency: {_GRADE}, call-today: {_GRADE}}}",
    )
    do = optional(entries_of(CardShape), "cards of things to do", _CARDS)
    cards = optional(entries_of(CardShape), "cards of situations", _CARDS)
    columns = optional(entries_of(CardShape), "columns side by side", _CARDS)
    summary = optional(entries_of(CardShape), "a summary in cards", _CARDS)
    facts = optional(entries_of(FactShape), "labels with texts", "{dose: {label: Dose, text: One tablet.}}")
    table = optional(one(TableShape, ""), "a table", "{columns: {food: Food}, rows: {oats: [Oats]}}")
    fields = optional(entries_of(FieldShape), "places to write in", "{name: {label: Name}}")
    figure = optional(one(FigureShape, ""), "a figure", "{use: cycle, alt: Two boxes.}")
    questions = optional(
        entries_of(QuestionShape), "questions with answers", "{safe: {ask: Is it safe?, answer: Yes.}}"
    )
    gates = optional(
        entries_of(GateShape), "questions that stop the reader", "{tablets: {ask: Do you take any?, stop: Stop.}}"
    )
    situations = optional(
        entries_of(SituationShape),
        "rows with letters, in one of which readers find themselves",
        "{seldom: {who: You wheeze once a week, answer: One puff}}",
    )
    who_for = optional(
        entries_of(AddresseeShape),
        "a strip that says whom the leaflet is for",
        "{blue: {title: 'Yes, if your inhaler is blue'}}",
        name="who-for",
    )
    answers = optional(
        entries_of(AnswerShape),
        "the options of a question, answered",
        "{stop: {option: Stop, reason: They are needed.}}",
    )
    VARIANTS = (Variant("policy", PolicyShape),)


BlockShape.CHOICE = tuple(name for name in BlockShape.KEYS if name not in StatementShape.KEYS)


def read_block(entry: Entry) -> Statement:
    """Return one block: an id and exactly one kind of content."""
    return Statement(
        entry.read(StatementShape.id),
        _policy(entry) if entry.shape is PolicyShape else _body(entry),
        entry.read(StatementShape.rests_on),
        entry.mark,
        entry.read(StatementShape.role),
        entry.read(StatementShape.explains),
    )


def _body(entry: Entry) -> Body:
    kind = entry.chosen()
    key = BlockShape.KEYS[kind] if kind is not None else None
    if key is not None and kind is not None:
        if entry.has(key):
            return BODIES[kind](entry.read(key))
        entry.missing(key)
    return TextBlock(Prose(entry.path, (), entry.mark))


def _list(style: Literal["dot", "number", "letter"]) -> Callable[[tuple[tuple[str, ItemEntry], ...]], Body]:
    return lambda items: ListBlock(style, items_of(items))


def items_of(items: tuple[tuple[str, ItemEntry], ...]) -> tuple[ItemEntry, ...]:
    """Return the items of a list without their ids, which their texts have."""
    return tuple(item for _, item in items)


def _box(kind: CalloutKind) -> Callable[[Entry], Body]:
    return lambda box: BoxBlock(
        kind, box.read(BoxShape.title), box.read(BoxShape.text), items_of(box.read(BoxShape.items))
    )


def _signs(signs: Entry) -> Body:
    """Return signs, the most urgent grade first, however they are written."""
    written: tuple[tuple[CalloutKind, Entry | None], ...] = (
        ("emergency", signs.read(SignsShape.emergency)),
        ("call-today", signs.read(SignsShape.call_today)),
        ("normal", signs.read(SignsShape.normal)),
    )
    return SignsBlock(tuple(_grade(kind, grade) for kind, grade in written if grade is not None))


def _grade(kind: CalloutKind, grade: Entry) -> GradeEntry:
    box = BoxBlock(
        kind, grade.read(GradeShape.title), grade.read(GradeShape.text), items_of(grade.read(GradeShape.items))
    )
    return GradeEntry(box, grade.read(GradeShape.also))


def _cards(kind: Literal["do", "situation", "columns", "summary"]) -> Callable[[tuple[tuple[str, Entry], ...]], Body]:
    return lambda cards: CardsBlock(kind, tuple(_card(name, card) for name, card in cards))


def _card(name: str, card: Entry) -> CardEntry:
    return CardEntry(
        name,
        card.read(CardShape.title),
        card.read(CardShape.kind),
        card.read(CardShape.text),
        items_of(card.read(CardShape.items)),
        _fact_entries(card.read(CardShape.facts)),
        icon_of(card, CardShape.icon),
    )


def _fact_entries(facts: tuple[tuple[str, Entry], ...]) -> tuple[FactEntry, ...]:
    return tuple(
        FactEntry(name, fact.read(FactShape.label), fact.read(FactShape.text), icon_of(fact, FactShape.icon))
        for name, fact in facts
    )


def _facts(facts: tuple[tuple[str, Entry], ...]) -> Body:
    return FactsBlock(_fact_entries(facts))


def _table(table: Entry) -> Body:
    columns = tuple(_column(name, head) for name, head in table.read(TableShape.columns))
    names = tuple(column.id for column in columns)
    if table.has(TableShape.rows):
        groups: tuple[GroupEntry, ...] = (GroupEntry("rows", None, None, _rows(table, TableShape.rows, names)),)
    else:
        groups = tuple(_group(name, group, names) for name, group in table.read(TableShape.groups))
    if not columns or not any(group.rows for group in groups):
        table.problem(table.mark, "empty-table", "the table has no columns or no rows; write both, or delete it")
    return TableBlock(table.read(TableShape.caption), columns, groups)


def _column(name: str, head: Prose | Entry) -> ColumnEntry:
    if isinstance(head, Prose):
        return ColumnEntry(name, head, "text", None, head.mark)
    unit, mark = head.read(ColumnShape.unit), head.mark_of(ColumnShape.unit)
    return ColumnEntry(name, head.read(ColumnShape.head), head.read(ColumnShape.kind), unit, mark)


def _group(name: str, group: Entry, columns: tuple[str, ...]) -> GroupEntry:
    title, level = group.read(GroupShape.title), group.read(GroupShape.level)
    return GroupEntry(name, title, level, _rows(group, GroupShape.rows, columns))


def _rows(entry: Entry, key: Key[tuple[tuple[str, Node], ...]], columns: tuple[str, ...]) -> tuple[RowEntry, ...]:
    rows, typed = [], entry.typed(key)
    for name, node in entry.read(key):
        mark = typed.keys[name] if isinstance(typed, Mapping) else entry.mark
        if name == "columns":
            entry.problem(mark, "wrong-id", "a row cannot be called 'columns', the id of the heads; rename it")
        if not isinstance(node, Sequence):
            wrong(entry, name, node, f"a list of {len(columns)} cells")
            continue
        if len(node.items) != len(columns):
            message = (
                f"the row {name!r} has {len(node.items)} cells and the table {len(columns)} columns; write one each"
            )
            entry.problem(node.mark, "wrong-row", message)
            continue
        cells = zip(columns, node.items, strict=True)
        rows.append(RowEntry(name, tuple(prose_of(entry, f"{name}/{column}", cell) for column, cell in cells), mark))
    return tuple(rows)


def _fields(fields: tuple[tuple[str, Entry], ...]) -> Body:
    return FieldsBlock(
        tuple(
            FieldEntry(
                name,
                field.read(FieldShape.label),
                field.read(FieldShape.kind),
                field.read(FieldShape.width),
                field.read(FieldShape.count),
            )
            for name, field in fields
        )
    )


def _questions(questions: tuple[tuple[str, Entry], ...]) -> Body:
    return QuestionsBlock(tuple(_question(name, question) for name, question in questions))


def _question(name: str, entry: Entry) -> QuestionEntry:
    question = QuestionEntry(
        name,
        entry.read(QuestionShape.ask),
        entry.read(QuestionShape.answer),
        items_of(entry.read(QuestionShape.items)),
        entry.read(QuestionShape.role),
        icon_of(entry, QuestionShape.icon),
    )
    if question.answer is None and not question.items:
        entry.missing(QuestionShape.answer)
    return question


def _gates(gates: tuple[tuple[str, Entry], ...]) -> Body:
    return GatesBlock(tuple(_gate(name, gate) for name, gate in gates))


def _gate(name: str, gate: Entry) -> GateEntry:
    """Return a gate with `stop`, or with both `keep` and `do-not-start`: a reader who is told one asks for the other."""
    keeps = [key for key in (GateShape.keep, GateShape.do_not_start) if gate.has(key)]
    if keeps and gate.has(GateShape.stop):
        message = "a gate takes 'stop', or 'keep' and 'do-not-start'; nobody should read 'stop' beside a medicine"
        gate.problem(gate.node.keys[GateShape.stop.name], "mixed-keys", f"{message}: delete one of them")
    elif not keeps and not gate.has(GateShape.stop):
        gate.missing(GateShape.stop)
    for key in (GateShape.keep, GateShape.do_not_start):
        if keeps and key not in keeps:
            gate.missing(key)
    return GateEntry(
        name,
        gate.read(GateShape.ask),
        gate.read(GateShape.stop),
        gate.read(GateShape.keep),
        gate.read(GateShape.do_not_start),
    )


def _situations(situations: tuple[tuple[str, Entry], ...]) -> Body:
    return SituationsBlock(
        tuple(
            SituationEntry(
                name, row.read(SituationShape.who), row.read(SituationShape.answer), row.read(SituationShape.more)
            )
            for name, row in situations
        )
    )


def _addressees(readers: tuple[tuple[str, Entry], ...]) -> Body:
    return AddresseesBlock(
        tuple(
            AddresseeEntry(
                name,
                each.read(AddresseeShape.title),
                each.read(AddresseeShape.text),
                each.read(AddresseeShape.asks),
            )
            for name, each in readers
        )
    )


def _answers(answers: tuple[tuple[str, Entry], ...]) -> Body:
    return AnswersBlock(
        tuple(
            AnswerEntry(
                name, answer.read(AnswerShape.option), answer.read(AnswerShape.right), answer.read(AnswerShape.reason)
            )
            for name, answer in answers
        )
    )


def _policy(entry: Entry) -> Body:
    return PolicyBlock(
        entry.read(PolicyShape.policy),
        entry.read(PolicyShape.if_empty),
        entry.read(PolicyShape.label),
        entry.read(PolicyShape.text),
    )


# a block's content by its key; each function takes what the key's kind reads
BODIES: dict[str, Callable[[Any], Body]] = {
    "text": TextBlock,
    "bullets": _list("dot"),
    "steps": _list("number"),
    "options": _list("letter"),
    "emergency": _box("emergency"),
    "call-today": _box("call-today"),
    "do-not": _box("do-not"),
    "limit": _box("limit"),
    "note": _box("note"),
    "keep-taking": _box("keep-taking"),
    "normal": _box("normal"),
    "signs": _signs,
    "do": _cards("do"),
    "cards": _cards("situation"),
    "columns": _cards("columns"),
    "summary": _cards("summary"),
    "facts": _facts,
    "table": _table,
    "fields": _fields,
    "figure": read_figure,
    "questions": _questions,
    "gates": _gates,
    "situations": _situations,
    "who-for": _addressees,
    "answers": _answers,
}
