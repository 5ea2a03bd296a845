"""The bibliography, `references.yaml`: the fields of CSL, and the project's own."""

from __future__ import annotations

from collections.abc import Callable

from handouts.content.csl.faults import Fault, Step
from handouts.content.csl.fields import FIELDS, TYPES, CslField
from handouts.content.csl.values import CslValue, csl_value, texts_of
from handouts.content.kinds import PRINTED, as_printed, one_line
from handouts.content.markup import is_refused
from handouts.content.model import CONFIDENCES, Reference
from handouts.core.problem import Mark, Problem
from handouts.core.schema import (
    TEXT,
    TRUTH,
    Entry,
    FileSchema,
    Json,
    Key,
    Kind,
    Shape,
    needed,
    one,
    one_of,
    optional,
    otherwise,
    words_to,
)
from handouts.core.source import Mapping as Nodes
from handouts.core.source import Node, Scalar, Sequence, Source, as_data

_TYPED: Json = {"type": ["string", "number"]}


class NameShape(Shape, id="reference.name"):
    """A name: of a person in its parts, or of a body as one text."""

    family = optional(TEXT, "the family name", "Berg")
    given = optional(TEXT, "the given name or initials", "Anna Maria")
    non_dropping = optional(TEXT, "a particle of the family name", "van der", name="non-dropping-particle")
    dropping = optional(TEXT, "a particle that some lists drop, and this one prints", "von", name="dropping-particle")
    suffix = optional(TEXT, "what stands behind the name", "Jr")
    literal = optional(TEXT, "the name of a body, instead of all parts", "World Health Organization")
    parse_names = optional(TRUTH, "whether `given` holds particles and suffixes too", "true", name="parse-names")
    comma_suffix = optional(TRUTH, "whether a comma stands before the suffix", "true", name="comma-suffix")
    static_order = optional(TRUTH, "whether the family name always stands first", "true", name="static-ordering")
    CHOICE = ("family", "literal")


class DateShape(Shape, id="reference.date"):
    """A date in CSL's own form; the short forms are 2018, 2018-03, 2018-03-07 and 2018/2020."""

    date_parts = optional(
        Kind("lists of numbers", lambda *typed: as_data(typed[2]), {"type": "array"}),
        "year, month and day as far as known; two lists for a span",
        "[[2018, 3, 7]]",
        name="date-parts",
    )
    season = optional(TEXT, "the season, from 1 for spring to 4 for winter", "1")
    circa = optional(TRUTH, "whether the date is not certain", "true")
    raw = optional(TEXT, "the date in words", "7 March 2018")
    literal = optional(TEXT, "words that are printed instead of a date", "in press")


def _reader(name: str, field: CslField) -> Callable[[Entry, str, Node], CslValue | None]:
    """Return the function that reads a field of CSL; what is wrong is told at the line of the part concerned."""
    is_text = field.shape in ("text", "title")

    def value(entry: Entry, key: str, node: Node) -> CslValue | None:
        if is_text and isinstance(node, Scalar) and node.text.strip() and "<" not in node.text:
            # nearly all fields
            text = one_line(node.text)
            as_printed(entry, key, text, node.mark)
            return text
        faults: list[Fault] = []
        found = csl_value(name, _on_one_line(as_data(node)), faults)
        for fault in faults:
            entry.problem(_mark_at(entry, fault.at), fault.rule, f"{entry.path!r}: {fault.message}")
        if found is not None and not faults:
            texts = tuple(texts_of(name, found))
            if is_refused(" ".join(texts)):
                for text in texts:
                    as_printed(entry, key, text, node.mark)
        return found

    return value


def _kind(name: str, field: CslField) -> Kind[CslValue | None]:
    """Return the kind of a field of CSL, by its shape."""
    value = _reader(name, field)
    names: Json = {"type": "array", "minItems": 1, "items": {"$ref": f"#/definitions/{NameShape.ID}"}}
    words: Json = {"type": "array", "items": {"type": "string"}}
    match field.shape:
        case "names":
            return Kind("a list of names", value, names, (NameShape,))
        case "date":
            either: Json = {"anyOf": [_TYPED, {"$ref": f"#/definitions/{DateShape.ID}"}]}
            return Kind("a date such as 2018-03-07", value, either, (DateShape,))
        case "words":
            return Kind("a list of words", value, words)
        case "custom":
            return Kind("a mapping", value, {"type": "object"})
        case "text" | "title":
            return Kind("a text", value, _TYPED)


class ReferenceShape(Shape, id="reference"):
    """A work that claims and documents cite: its fields of CSL, and how it is named here."""

    type = needed(one_of(tuple(TYPES)), "the type of the work in CSL", "article-journal")
    title = needed(_kind("title", FIELDS["title"]), FIELDS["title"].says, FIELDS["title"].example)
    short = needed(PRINTED, "how the foot of a slide names the work", "Berg 2019")
    plain = needed(PRINTED, "in plain words, who says what and when", "'Berg and others: How to use an inhaler (2019)'")
    confidence = needed(one_of(CONFIDENCES), "how much of the entry somebody has seen", "verified")
    retracted = otherwise(TRUTH, False, "whether the work was retracted", "true")
    superseded_by = optional(PRINTED, "the id of a newer work to cite instead", "berg_2024")
    note = optional(TEXT, "a note for whoever looks after the file; nothing prints it", "abstract seen")


_NOT_PRINTED = "; kept, but not printed"
CSL_KEYS: dict[str, Key[CslValue | None]] = {
    name: optional(
        _kind(name, field),
        field.says + ("" if field.use == "printed" else _NOT_PRINTED),
        field.example,
        name=name,
    )
    for name, field in FIELDS.items()
}
# CSL declares its fields, and a class could not name all of them
_FIRST = {name: ReferenceShape.KEYS[name] for name in ("type", "title")}
ReferenceShape.KEYS = {**_FIRST, **CSL_KEYS, **ReferenceShape.KEYS}
REFERENCES = FileSchema(
    "content/references.yaml", "the works that claims and documents cite", words_to(one(ReferenceShape), "ids to works")
)


def read_references(source: Source, faults: dict[str, list[Problem]]) -> dict[str, Reference]:
    """Return the bibliography by id.

    What is wrong with an entry is noted in `faults` under its id, at the line of its field; under no id, what is wrong
    with the file.
    """
    if not isinstance(source.root, Nodes):
        REFERENCES.read(source, faults.setdefault("", []))
        return {}
    return {
        name: _reference(name, Entry(node, ReferenceShape, faults.setdefault(name, []), name, source.root.keys[name]))
        for name, node in source.root.entries.items()
    }


def _reference(name: str, entry: Entry) -> Reference:
    csl: dict[str, CslValue] = {"type": entry.read(ReferenceShape.type)}
    for field in entry.node.entries:
        value = entry.read(CSL_KEYS[field]) if field in CSL_KEYS else None
        if value is not None:
            csl[field] = value
    if not entry.has(ReferenceShape.title):
        entry.missing(ReferenceShape.title)
    return Reference(
        name,
        csl,
        entry.read(ReferenceShape.short),
        entry.read(ReferenceShape.plain),
        entry.read(ReferenceShape.confidence),
        entry.read(ReferenceShape.retracted),
        entry.mark,
        entry.read(ReferenceShape.superseded_by),
        {key: node.mark for key, node in entry.node.entries.items()},
    )


def _mark_at(entry: Entry, steps: tuple[Step, ...]) -> Mark:
    """Return the mark of a part of an entry; that of its key where its value is a list or mapping."""
    node: Node = entry.node
    mark = entry.mark
    for step in steps:
        if isinstance(node, Nodes) and step in node.entries:
            key, node = node.keys[str(step)], node.entries[str(step)]
            mark = key if isinstance(node, Sequence | Nodes) else node.mark
        elif isinstance(node, Sequence) and isinstance(step, int):
            node = node.items[step]
            mark = node.mark
    return mark


def _on_one_line(data: object) -> object:
    """Return the data of an entry with each text on one line."""
    match data:
        case str():
            return one_line(data)
        case list():
            return [_on_one_line(each) for each in data]
        case dict():
            return {key: _on_one_line(each) for key, each in data.items()}
        case _:
            return data
