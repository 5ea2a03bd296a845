"""Leaflets and decks read from their files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from handouts.content.entry import EntryReader
from handouts.content.model import (
    ROLES,
    SIGNERS,
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
    GroupEntry,
    IconArrayData,
    IntervalsData,
    Lesson,
    ListBlock,
    NodeEntry,
    PolicyBlock,
    QuestionEntry,
    QuestionsBlock,
    Role,
    RowEntry,
    Signer,
    SpanEntry,
    Statement,
    TableBlock,
    TextBlock,
    TimelineData,
)
from handouts.content.prose import Placeholder, Prose, placeholder
from handouts.core.problem import Mark, Problem, did_you_mean
from handouts.core.source import Node, Scalar, Sequence, Source
from handouts.document.blocks import CalloutKind, FieldKind
from handouts.document.document import SlideKind
from handouts.document.figures import EdgeKind, NodeKind
from handouts.document.text import LEVEL_WORDS

SLIDE_KINDS: tuple[SlideKind, ...] = (
    "title",
    "objectives",
    "section",
    "case",
    "statement",
    "bullets",
    "two-columns",
    "table",
    "chart",
    "diagram",
    "question",
    "answer",
    "summary",
    "references",
)
NODE_KINDS: tuple[NodeKind, ...] = ("plain", "primary", "good", "warning", "danger", "quiet")
EDGE_KINDS: tuple[EdgeKind, ...] = ("leads", "blocks", "acts")
FIELD_KINDS: tuple[FieldKind, ...] = ("text", "date", "phone", "number", "lines", "ticks")
SPAN_KINDS: tuple[Literal["early", "classic", "late", "peak", "plain"], ...] = (
    "early",
    "classic",
    "late",
    "peak",
    "plain",
)


def read_draft(source: Source, name: str, kind: Literal["leaflet", "deck"], log: list[Problem]) -> Draft | None:
    """Return a leaflet or a deck as its author wrote it; None if it cannot be read."""
    if source.root is None:
        return None
    entry = EntryReader(source.root, log, name)
    parts = tuple(_parts(entry)) if kind == "leaflet" else tuple(_slides(entry))
    draft = Draft(
        id=name,
        kind=kind,
        title=entry.needed_prose("title"),
        lead=entry.prose("message") if kind == "leaflet" else entry.prose("subtitle"),
        subject=entry.needed("subject"),
        audience=entry.choice("audience", ("patient", "clinician")),
        version=entry.needed("version"),
        checked=entry.needed_day("checked"),
        review_due=entry.day("review_due"),
        parts=parts,
        figures=dict(_figures(entry)),
        rests_on=entry.marked_words("rests_on"),
        sources=entry.marked_words("sources"),
        mark=entry.mark,
        offers=entry.choice("offers", ("advice", "procedure"), "advice"),
        roles=_signers(entry),
    )
    if kind == "leaflet" and draft.lead is None:
        entry.problem(entry.mark, "missing-key", f"{name!r} needs the key 'message'")
    if not parts:
        entry.problem(entry.mark, "empty-document", f"{name!r} has no sections")
    entry.close()
    return draft


def _signers(entry: EntryReader) -> tuple[Signer, ...]:
    """Return the roles whose approval a document needs: by default all, without the lay reader if it is for clinicians.

    A document may name fewer roles, or others instead, but never leaves out the clinician.
    """
    if not entry.has("roles"):
        return SIGNERS[:-1] if entry.text("audience") == "clinician" else SIGNERS
    named = entry.choices("roles", SIGNERS)
    if "clinician" not in named:
        entry.problem(entry.mark_of("roles"), "no-clinician", "'roles' must name the clinician: a sign-off is theirs")
    return tuple(dict.fromkeys((*named, "clinician")))


def _parts(entry: EntryReader) -> Iterator[DraftPart]:
    seen: dict[str, Mark] = {}
    for key in ("front", "sections"):
        for child in entry.listed(key, entry.path):
            part = _part(child, None, front=key == "front")
            if part.id in seen:
                message = f"the id {part.id!r} stands twice; the first is in line {seen[part.id].line}"
                child.problem(child.mark, "duplicate-id", message)
            seen[part.id] = child.mark
            yield part


def _slides(entry: EntryReader) -> Iterator[DraftPart]:
    for child in entry.listed("slides", entry.path):
        yield _part(child, _lesson(child), front=False)


def _part(entry: EntryReader, lesson: Lesson | None, *, front: bool) -> DraftPart:
    name = entry.text("id")
    title = entry.prose("title")
    statements = tuple(_statement(child) for child in entry.listed("blocks", entry.path))
    rests_on = entry.marked_words("rests_on")
    includes = entry.text("include") or None if lesson is not None else None
    role = _role(entry)
    entry.close()
    home = entry.path.partition("/")[0]
    return DraftPart(name, home, title, statements, rests_on, front, lesson, entry.mark, includes, role)


def _lesson(entry: EntryReader) -> Lesson:
    notes: tuple[Prose, ...] = ()
    node = entry.get("notes")
    if node is not None:
        says = EntryReader(node, entry.log, entry.unit_id("notes"))
        notes = tuple(prose for key in ("say", "rests") if (prose := says.prose(key)) is not None)
        says.close()
    return Lesson(
        kind=entry.choice("slide", SLIDE_KINDS),
        notes=notes,
        minutes=entry.amount("minutes"),
        core=entry.truth("core", "true"),
        sources=entry.marked_words("sources"),
    )


# --- blocks ---------------------------------------------------------------------------------------


def _statement(entry: EntryReader) -> Statement:
    """Return one block: an id and exactly one kind."""
    kinds = [key for key in entry.node.entries if key in BODIES]
    rests_on, explains = entry.marked_words("rests_on"), entry.marked_words("explains")
    entry.has("id")
    if len(kinds) == 1 or "policy" in kinds:
        kind = "policy" if "policy" in kinds else kinds[0]
        entry.need(kind)
        body = BODIES[kind](entry, kind)
    else:
        others = [key for key in entry.node.entries if key not in ("id", "rests_on", "role", "explains")]
        hint = did_you_mean(others[0], BODIES) if others and not kinds else f"; it has {', '.join(kinds)}"
        tail = hint if others else f"; one of {', '.join(BODIES)}"
        entry.problem(entry.mark, "unknown-block", f"a block needs exactly one kind{tail}")
        body = TextBlock(Prose(entry.path, (), entry.mark))
        return Statement(entry.text("id"), body, rests_on, entry.mark)
    role = _role(entry)
    entry.close()
    return Statement(entry.text("id"), body, rests_on, entry.mark, role, explains)


def _role(entry: EntryReader) -> Role | None:
    """Return what a section, block or question is for, if it says so."""
    return entry.choice("role", ROLES, ROLES[0]) if entry.has("role") else None


def _below(entry: EntryReader, key: str) -> EntryReader:
    """Return the reader for the mapping of a block's kind, whose units have ids directly below the block."""
    return EntryReader(entry.need(key), entry.log, entry.path, entry.mark)


def _text(entry: EntryReader, kind: str) -> TextBlock:
    return TextBlock(entry.needed_prose(kind, ""))


def _items(entry: EntryReader, key: str) -> tuple[Prose, ...]:
    return tuple(entry.prose_of(node, name) for name, node, _ in entry.children(key))


def _list(entry: EntryReader, kind: str) -> ListBlock:
    styles: dict[str, Literal["dot", "number", "letter"]] = {"bullets": "dot", "steps": "number", "options": "letter"}
    return ListBlock(styles[kind], _items(entry, kind))


def _box(entry: EntryReader, kind: str) -> BoxBlock:
    kinds: dict[str, CalloutKind] = {
        "emergency": "emergency",
        "call-today": "call-today",
        "do-not": "do-not",
        "limit": "limit",
        "note": "note",
    }
    box = _below(entry, kind)
    block = BoxBlock(kinds[kind], box.needed_prose("title"), box.prose("text"), _items(box, "items"))
    box.close()
    return block


def _cards(entry: EntryReader, kind: str) -> CardsBlock:
    kinds: dict[str, Literal["do", "situation", "columns", "summary"]] = {
        "do": "do",
        "cards": "situation",
        "columns": "columns",
        "summary": "summary",
    }
    return CardsBlock(kinds[kind], tuple(_card(name, card) for name, card in entry.entries(kind)))


def _card(name: str, entry: EntryReader) -> CardEntry:
    card = CardEntry(
        name,
        entry.needed_prose("title"),
        entry.choice("kind", NODE_KINDS, "primary"),
        entry.prose("text"),
        _items(entry, "items"),
        _fact_entries(entry, "facts"),
    )
    entry.close()
    return card


def _fact_entries(entry: EntryReader, key: str) -> tuple[FactEntry, ...]:
    return tuple(_fact(name, fact) for name, fact in entry.entries(key))


def _fact(name: str, entry: EntryReader) -> FactEntry:
    fact = FactEntry(name, entry.needed_prose("label"), entry.needed_prose("text"))
    entry.close()
    return fact


def _facts(entry: EntryReader, kind: str) -> FactsBlock:
    return FactsBlock(_fact_entries(entry, kind))


def _table(entry: EntryReader, kind: str) -> TableBlock:
    table = _below(entry, kind)
    columns = tuple(_column(table, name, node) for name, node, _ in table.children("columns", needed=True))
    names = tuple(column.id for column in columns)
    if table.has("rows"):
        groups: tuple[GroupEntry, ...] = (GroupEntry("rows", None, None, _rows(table, names)),)
    else:
        groups = tuple(_group(name, group, names) for name, group in table.entries("groups"))
    block = TableBlock(table.prose("caption"), columns, groups)
    if not columns or not any(group.rows for group in groups):
        table.problem(table.mark, "empty-table", "a table needs columns and rows")
    table.close()
    return block


def _column(table: EntryReader, name: str, node: Node) -> ColumnEntry:
    if isinstance(node, Scalar):
        return ColumnEntry(name, table.prose_of(node, f"columns/{name}"), "text", None, node.mark)
    entry = EntryReader(node, table.log, f"{table.path}/columns/{name}")
    unit = entry.text("unit") or None
    column = ColumnEntry(
        name,
        entry.needed_prose("head", ""),
        entry.choice("kind", ("text", "number", "bar"), "text"),
        unit,
        entry.mark_of("unit"),
    )
    entry.close()
    return column


def _group(name: str, entry: EntryReader, columns: tuple[str, ...]) -> GroupEntry:
    level = entry.whole("level", 0, 1, len(LEVEL_WORDS)) or None
    group = GroupEntry(name, entry.prose("title"), level, _rows(entry, columns))
    entry.close()
    return group


def _rows(entry: EntryReader, columns: tuple[str, ...]) -> tuple[RowEntry, ...]:
    rows = []
    for name, node, mark in entry.children("rows"):
        if name == "columns":
            entry.problem(mark, "bad-id", "a row may not be called 'columns': the heads have that id")
        if not isinstance(node, Sequence) or len(node.items) != len(columns):
            entry.problem(node.mark, "wrong-row", f"the row {name!r} must be a list of {len(columns)} cells")
            continue
        cells = tuple(
            entry.prose_of(cell, f"{name}/{column}") for column, cell in zip(columns, node.items, strict=True)
        )
        rows.append(RowEntry(name, cells, mark))
    return tuple(rows)


def _fields(entry: EntryReader, kind: str) -> FieldsBlock:
    return FieldsBlock(tuple(_field(name, field) for name, field in entry.entries(kind)))


def _field(name: str, entry: EntryReader) -> FieldEntry:
    field = FieldEntry(
        name,
        entry.needed_prose("label", ""),
        entry.choice("kind", FIELD_KINDS, "text"),
        entry.whole("width", 1),
        entry.whole("count", 1),
    )
    entry.close()
    return field


def _questions(entry: EntryReader, kind: str) -> QuestionsBlock:
    return QuestionsBlock(tuple(_question(name, question) for name, question in entry.entries(kind)))


def _question(name: str, entry: EntryReader) -> QuestionEntry:
    ask, answer, items = entry.needed_prose("ask"), entry.prose("answer"), _items(entry, "items")
    question = QuestionEntry(name, ask, answer, items, _role(entry))
    if question.answer is None and not question.items:
        entry.problem(entry.mark, "missing-key", f"the question {name!r} needs an answer")
    entry.close()
    return question


def _gates(entry: EntryReader, kind: str) -> GatesBlock:
    return GatesBlock(tuple(_gate(name, gate) for name, gate in entry.entries(kind)))


def _gate(name: str, entry: EntryReader) -> GateEntry:
    gate = GateEntry(name, entry.needed_prose("ask"), entry.needed_prose("stop"))
    entry.close()
    return gate


def _answers(entry: EntryReader, kind: str) -> AnswersBlock:
    return AnswersBlock(tuple(_answer(name, answer) for name, answer in entry.entries(kind)))


def _answer(name: str, entry: EntryReader) -> AnswerEntry:
    answer = AnswerEntry(name, entry.needed_prose("option"), entry.truth("right"), entry.needed_prose("reason"))
    entry.close()
    return answer


def _policy(entry: EntryReader, kind: str) -> PolicyBlock:
    return PolicyBlock(
        entry.needed(kind),
        entry.choice("if-empty", ("write-on", "drop")),
        entry.prose("label"),
        entry.prose("text"),
    )


# --- figures --------------------------------------------------------------------------------------


def _figures(entry: EntryReader) -> Iterator[tuple[str, FigureData]]:
    for name, figure in entry.entries("figures"):
        figure.path = f"{entry.path}/figures/{name}"
        data = _figure_data(figure)
        figure.close()
        if data is not None:
            yield f"{entry.path}/{name}", data


def _figure(entry: EntryReader, kind: str) -> FigureEntry:
    figure = _below(entry, kind)
    # a figure used by name belongs to its home document, also when another deck includes the slide
    uses = f"{entry.path.partition('/')[0]}/{figure.text('use')}" if figure.has("use") else None
    shown = figure.marked_words("show") if figure.has("show") else None
    caption = figure.prose("caption")
    alt = figure.prose("alt")
    if alt is None:
        figure.problem(
            figure.mark, "missing-alt", f"the figure {entry.path!r} needs an alt text: what it shows, in words"
        )
        alt = Prose(figure.unit_id("alt"), (), figure.mark)
    illustration = figure.truth("illustration")
    data = None if uses is not None else _figure_data(figure)
    figure.close()
    return FigureEntry(data, uses, shown, caption, alt, illustration)


def _figure_data(entry: EntryReader) -> FigureData | None:
    kind = entry.choice("kind", tuple(FIGURES))
    return FIGURES[kind](entry)


def _diagram(entry: EntryReader) -> DiagramData:
    nodes = tuple(_node(name, node) for name, node in entry.entries("nodes", needed=True))
    names = {node.id for node in nodes}
    # an arrow may end on another arrow: what blocks a step ends on the arrow of that step
    ends = names | {name for name, _, _ in entry.children("edges")}
    edges = tuple(_edge(name, edge, ends) for name, edge in entry.entries("edges"))
    lanes = _lanes(entry, names)
    return DiagramData(entry.choice("arrange", ("lanes", "cycle"), "lanes"), lanes, nodes, edges)


def _node(name: str, entry: EntryReader) -> NodeEntry:
    node = NodeEntry(
        name, entry.needed_prose("label"), entry.prose("detail"), entry.choice("kind", NODE_KINDS, "plain")
    )
    entry.close()
    return node


def _edge(name: str, entry: EntryReader, ends: set[str]) -> EdgeEntry:
    edge = EdgeEntry(
        name,
        entry.needed("from"),
        entry.needed("to"),
        entry.prose("label"),
        entry.choice("kind", EDGE_KINDS, "leads"),
        entry.mark,
    )
    for key, end in (("from", edge.start), ("to", edge.end)):
        if end not in ends:
            message = f"no node or arrow {end!r} in the diagram{did_you_mean(end, ends)}"
            entry.problem(entry.mark_of(key), "unknown-node", message)
    entry.close()
    return edge


def _lanes(entry: EntryReader, nodes: set[str]) -> tuple[tuple[str, ...], ...]:
    node = entry.need("lanes")
    if not isinstance(node, Sequence):
        return ()
    lanes = []
    for lane in node.items:
        items = lane.items if isinstance(lane, Sequence) else (lane,)
        names = tuple(entry.scalar(item, "lanes") for item in items)
        lanes.append(names)
        for item, name in zip(items, names, strict=True):
            if name not in nodes:
                message = f"no node {name!r} in the diagram{did_you_mean(name, nodes)}"
                entry.problem(item.mark, "unknown-node", message)
    placed = {name for lane in lanes for name in lane}
    for name in sorted(nodes - placed):
        entry.problem(node.mark, "unplaced-node", f"the node {name!r} stands in no lane")
    return tuple(lanes)


def _icon_array(entry: EntryReader) -> IconArrayData:
    return IconArrayData(
        entry.whole("total", 1000), _reference(entry, "value"), entry.needed_prose("label"), entry.needed_prose("rest")
    )


def _timeline(entry: EntryReader) -> TimelineData:
    spans = tuple(_span(name, span) for name, span in entry.entries("spans", needed=True))
    return TimelineData(entry.needed_prose("origin"), spans)


def _span(name: str, entry: EntryReader) -> SpanEntry:
    keys = ("window",) if entry.has("window") else ("from", "to")
    ends = tuple(_reference(entry, key) for key in keys)
    span = SpanEntry(name, entry.needed_prose("label"), ends, entry.choice("kind", SPAN_KINDS, "plain"))
    entry.close()
    return span


def _intervals(entry: EntryReader) -> IntervalsData:
    rows = _amounts(entry)
    return IntervalsData(rows, entry.needed_prose("axis"), entry.needed_prose("lower"), entry.needed_prose("higher"))


def _bars(entry: EntryReader) -> BarsData:
    return BarsData(_amounts(entry), entry.needed_prose("axis"))


def _amounts(entry: EntryReader) -> tuple[AmountEntry, ...]:
    return tuple(_amount(name, row) for name, row in entry.entries("rows", needed=True))


def _amount(name: str, entry: EntryReader) -> AmountEntry:
    amount = AmountEntry(name, entry.needed_prose("label"), _reference(entry, "value"))
    entry.close()
    return amount


def _reference(entry: EntryReader, key: str) -> Placeholder:
    """Return the claim, food or limit that a figure draws; it is written without braces."""
    text = entry.needed(key)
    mark = entry.mark_of(key)
    found = placeholder(text, mark)
    if found is None or found.kind not in ("claim", "food", "limit"):
        if text:
            entry.problem(
                mark, "bad-placeholder", f"{text!r} names no value; write it as id, id/name or food/id:column"
            )
        return Placeholder("claim", "", None, None, mark)
    return found


BODIES: dict[str, Callable[[EntryReader, str], Body]] = {
    "text": _text,
    "bullets": _list,
    "steps": _list,
    "options": _list,
    "emergency": _box,
    "call-today": _box,
    "do-not": _box,
    "limit": _box,
    "note": _box,
    "do": _cards,
    "cards": _cards,
    "columns": _cards,
    "summary": _cards,
    "facts": _facts,
    "table": _table,
    "fields": _fields,
    "figure": _figure,
    "questions": _questions,
    "gates": _gates,
    "answers": _answers,
    "policy": _policy,
}
FIGURES: dict[str, Callable[[EntryReader], FigureData]] = {
    "diagram": _diagram,
    "icon-array": _icon_array,
    "timeline": _timeline,
    "intervals": _intervals,
    "bars": _bars,
}
