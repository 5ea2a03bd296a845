"""The schema of the files that people write: each key is declared once, and everything else follows from that.

    class Field(Shape, id="block.fields.field"):
        \"\"\"A line that the reader fills in.\"\"\"

        label = needed(TEXT, "what is to be written on the line", "Name")
        kind = otherwise(one_of(FIELD_KINDS), "text", "what is written there", "date")

A `Shape` is the keys of one mapping; a `Key` has a kind of value, one line that says what it is, and an example. From
the declarations come the typed readers (`entry.read(Field.label)`), the JSON Schema (`handouts schema`), the pages of
`docs/reference/` and `handouts explain`. A key that no shape declares is a problem when its mapping is opened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Generic, TypeVar, cast

from handouts.core.problem import LISTED, Mark, Problem, did_you_mean, either, unknown
from handouts.core.source import Mapping, Node, Scalar, Sequence, Source

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
S = TypeVar("S")
Word = TypeVar("Word", bound=str)
Json = dict[str, Any]

ID = r"[A-Za-z0-9][A-Za-z0-9_.-]*"
_ID = re.compile(ID + r"\Z")
# digits are ASCII, without a leading zero; nothing is zero and negative
NUMBER = r"(?!-0(\.0+)?$)-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?"
_NUMBER = re.compile(NUMBER.replace("$", r"\Z") + r"\Z")
# what a text of a schema holds: one letter at least that is seen
SAYS_SOMETHING = r"\S"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# the years of which a date can be: others are slips of the key
YEARS = range(1900, 2200)
# what stands in a typed value for a date that is missing or cannot be read
DAY = date.min


@dataclass(frozen=True, slots=True, eq=False)
class Kind(Generic[T_co]):
    """A kind of value: what messages expect, how a node becomes one, its JSON Schema, and the shapes inside it.

    `read` takes the entry, the key and the node, reports what is wrong, and always returns a usable value. In `json` a
    shape is `{"$ref": "#/definitions/<id>"}`.
    """

    says: str
    read: Callable[[Entry, str, Node], T_co]
    json: Json
    shapes: tuple[type[Shape], ...] = ()


@dataclass(frozen=True, slots=True)
class Key(Generic[T_co]):
    """One key of a shape. Where it is missing, a needed key is a problem of `rule`; another has the value `absent`."""

    kind: Kind[Any]
    says: str
    example: str
    absent: T_co
    needed: bool = False
    name: str = ""
    default: str = ""
    rule: str = "missing-key"


def needed(kind: Kind[T], says: str, example: str, name: str = "", rule: str = "missing-key") -> Key[T]:
    """Declare a key that must be written. `example` is the value as YAML; `name` is for names that Python cannot say."""
    return Key(kind, says, example, cast("T", None), needed=True, name=name, rule=rule)


def optional(kind: Kind[T], says: str, example: str, name: str = "") -> Key[T | None]:
    """Declare a key that may be left out: its value is then None."""
    return Key(kind, says, example, None, name=name)


def otherwise(kind: Kind[T], absent: T, says: str, example: str, name: str = "") -> Key[T]:
    """Declare a key that may be left out: its value is then `absent`."""
    return Key(kind, says, example, absent, name=name, default=_typed(absent))


def _typed(value: object) -> str:
    """Return a default as an author would type it; an empty one has no form of its own."""
    if value is True or value is False:
        return "true" if value else "false"
    return "" if isinstance(value, tuple) else str(value)


class Shape:
    """The keys of one mapping. A subclass declares them; its docstring says in one line what the mapping is.

    `ID` is the name by which `handouts explain` finds the shape. `OTHERS` is the kind of the keys that a project names
    itself, such as the columns of a table of foods; without it only declared keys may stand. `CHOICE` names keys of
    which exactly one must stand. `VARIANTS` are shapes that a mapping has instead, by a key that stands in it, or by
    that key's word. `EXAMPLE` is the mapping as YAML where the keys' own examples do not make one.
    """

    ID: ClassVar[str] = ""
    KEYS: ClassVar[dict[str, Key[Any]]] = {}
    OTHERS: ClassVar[Kind[Any] | None] = None
    CHOICE: ClassVar[tuple[str, ...]] = ()
    VARIANTS: ClassVar[tuple[Variant, ...]] = ()
    EXAMPLE: ClassVar[str] = ""

    def __init_subclass__(cls, *, id: str) -> None:  # noqa: A002 (a shape's id is its id)
        super().__init_subclass__()
        cls.ID = id
        declared = {name: key for base in reversed(cls.__mro__[1:-1]) for name, key in vars(base)["KEYS"].items()}
        for attribute, key in list(vars(cls).items()):
            if isinstance(key, Key):
                named = replace(key, name=key.name or attribute)
                setattr(cls, attribute, named)
                declared[named.name] = named
        cls.KEYS = declared


@dataclass(frozen=True, slots=True)
class Variant:
    """A shape that a mapping has instead of a more general one, where it holds a key, or a key with this word."""

    key: str
    shape: type[Shape]
    word: str = ""

    def suits(self, node: Mapping) -> bool:
        """Return whether a mapping is of this shape."""
        value = node.entries.get(self.key)
        return value is not None and (not self.word or (isinstance(value, Scalar) and value.text == self.word))


def summary(shape: type[Shape]) -> str:
    """Return in one line what the mapping of a shape is."""
    return (shape.__doc__ or "").strip().partition("\n")[0]


class Entry:
    """The reader of one mapping of a shape; what is wrong is added to the log, and a usable value is returned."""

    __slots__ = ("log", "mark", "node", "path", "shape")

    def __init__(
        self, node: Node | None, shape: type[Shape], log: list[Problem], path: str = "", mark: Mark | None = None
    ) -> None:
        self.log = log
        self.path = path
        self.shape = shape = shape_of(node, shape)
        self.mark = node.mark if node is not None else mark or Mark("?")
        self.node = node if isinstance(node, Mapping) else Mapping({}, {}, self.mark)
        if node is not None and not isinstance(node, Mapping):
            self.problem(self.mark, "wrong-type", f"expected {_mapping(shape)} at {named(path)}{quoting(node)}")
            self.log = []  # of what does not stand there, nothing more is said
        if shape.OTHERS is None and not self.node.entries.keys() <= shape.KEYS.keys():
            self._unknown_keys()

    def problem(self, mark: Mark, rule: str, message: str) -> None:
        """Add an error to the log."""
        self.log.append(Problem(mark, rule, message))

    def read(self, key: Key[T]) -> T:
        """Return the value of a key of the entry's shape."""
        node = self.node.entries.get(key.name)
        if node is None or (isinstance(node, Scalar) and node.empty):
            return cast("T", self._blank(key)) if key.needed else key.absent
        return cast("T", key.kind.read(self, key.name, node))

    def has(self, key: Key[Any]) -> bool:
        """Return whether a key was written with a value."""
        node = self.node.entries.get(key.name)
        return node is not None and not (isinstance(node, Scalar) and node.empty)

    def typed(self, key: Key[Any]) -> Node | None:
        """Return the node of a key that was written with a value, or None."""
        return self.node.entries[key.name] if self.has(key) else None

    def mark_of(self, key: Key[Any]) -> Mark:
        """Return the mark of a key's value, or that of the entry where the key is missing."""
        node = self.node.entries.get(key.name)
        return node.mark if node is not None else self.mark

    def chosen(self) -> str | None:
        """Return the one key of the shape's `CHOICE` that stands, or None and report that none or several do."""
        found = [name for name in self.node.entries if name in self.shape.CHOICE]
        if len(found) == 1:
            return found[0]
        if found:
            message = f"{named(self.path)} takes only one of {either(found)}; write each in a block of its own"
            self.problem(self.node.keys[found[1]], "mixed-keys", message)
        elif self.node.entries.keys() <= self.shape.KEYS.keys():  # else the unknown key has been told
            self.problem(self.mark, "missing-key", f"{named(self.path)} needs one of {either(self.shape.CHOICE)}")
        return None

    def below(self, part: str) -> str:
        """Return the path of a part of this entry; an empty part is the entry itself."""
        if not part:
            return self.path
        return f"{self.path}/{part}" if self.path else part

    def missing(self, key: Key[Any]) -> None:
        """Report a needed key, where it stands empty, or else at the entry."""
        mark = self.node.keys.get(key.name, self.mark)
        such = f" ({key.name}: {key.example})" if key.example and "\n" not in key.example else ""
        self.problem(mark, key.rule, f"{named(self.path)} needs the key {key.name!r}: {key.says}{such}")

    def _blank(self, key: Key[Any]) -> object:
        """Report a needed key, and return an empty value for it, of which nothing more is said."""
        self.missing(key)
        silent = Entry(self.node, self.shape, [], self.path)
        return key.kind.read(silent, key.name, Scalar("", self.mark))

    def _unknown_keys(self) -> None:
        for name, mark in self.node.keys.items():
            if name not in self.shape.KEYS:
                hint = did_you_mean(name, self.shape.KEYS)
                listed = f"; use {either(self.shape.KEYS)}" if len(self.shape.KEYS) <= LISTED or not hint else ""
                self.problem(mark, "unknown-key", f"unknown key {name!r} in {named(self.path)}{listed}{hint}")


def shape_of(node: Node | None, shape: type[Shape]) -> type[Shape]:
    """Return the shape of a mapping: the first of the variants that suits it, or the shape itself."""
    if shape.VARIANTS and isinstance(node, Mapping):
        found = next((variant.shape for variant in shape.VARIANTS if variant.suits(node)), None)
        return shape if found is None else shape_of(node, found)
    return shape


def named(path: str) -> str:
    """Return an entry's path, or a key, as messages name it."""
    return repr(path) if path else "the file"


def quoting(node: Node) -> str:
    """Return the end of a message where a value was read as a mapping or list because it lacks quotes."""
    if isinstance(node, Mapping):
        return "; put a value that begins with '{' in quotes"
    if isinstance(node, Sequence):
        return "; put a value that begins with '[' in quotes"
    return ""


def wrong(entry: Entry, key: str, node: Node, expected: str) -> None:
    """Report a value of another kind than expected."""
    typed = f", not {node.text[:40]!r}" if isinstance(node, Scalar) else quoting(node)
    entry.problem(node.mark, "wrong-type", f"expected {expected} at {named(key)}{typed}")


def scalar(entry: Entry, key: str, node: Node, expected: str) -> str:
    """Return the text of a node that must be one value; of any other node an empty text."""
    if isinstance(node, Scalar):
        return node.text
    wrong(entry, key, node, expected)
    return ""


def check_id(name: str, mark: Mark, log: list[Problem]) -> None:
    """Report an id with other characters than letters, digits, dots, hyphens and low lines."""
    if not _ID.match(name):
        log.append(Problem(mark, "wrong-id", f"bad id {name!r}; use letters, digits, '.', '_' and '-' only"))


def check_known(entry: Entry, what: str, typed: tuple[str, Mark], words: Iterable[str]) -> bool:
    """Return whether a typed word is one of those that a project declares; report it as an unknown `what` if not."""
    text, mark = typed
    known = tuple(words)
    if text in known:
        return True
    if text:
        entry.problem(mark, "unknown-value", unknown(what, text, known))
    return False


def _mapping(shape: type[Shape]) -> str:
    first = next((name for name, key in shape.KEYS.items() if key.needed), next(iter(shape.KEYS), "key"))
    return f"a mapping ({first}: …)"


# --- kinds of one value -------------------------------------------------------------------------------------


def said(read: Callable[[Entry, str, Scalar], str], says: str, json: Json) -> Kind[str]:
    """Return a kind of texts, read from one value that must say something."""

    def text(entry: Entry, key: str, node: Node) -> str:
        if not isinstance(node, Scalar):
            wrong(entry, key, node, says)
            return ""
        if not node.text.strip():
            entry.problem(node.mark, "empty-text", _fill(entry, key, says))
            return ""
        return read(entry, key, node)

    return Kind(says, text, {"pattern": SAYS_SOMETHING, **json})


def _fill(entry: Entry, key: str, says: str) -> str:
    """Return the message for a text that says nothing: what to write, and whether the key may be left out."""
    declared = entry.shape.KEYS.get(key)
    instead = f"write {declared.says if declared else says}"
    end = "" if declared is not None and declared.needed else ", or leave the key out"
    return f"{key!r} in {named(entry.path)} is empty; {instead}{end}"


# a text that the program uses as it is typed: an id, a file name, a version
TEXT: Kind[str] = said(lambda *typed: typed[2].text, "a text", {"type": ["string", "number", "boolean"]})


def matching(pattern: str, says: str) -> Kind[str]:
    """Return the kind of texts that match a whole pattern; `says` is what messages expect."""
    compiled = re.compile(pattern)

    def text(entry: Entry, key: str, node: Scalar) -> str:
        if not compiled.fullmatch(node.text):
            wrong(entry, key, node, says)
        return node.text

    return said(text, says, {"type": ["string", "number"], "pattern": f"^(?:{pattern})$"})


def one_of(words: tuple[Word, ...]) -> Kind[Word]:
    """Return the kind of one word of a closed set; the first one stands for a value that cannot be read."""
    says = either(words)

    def word(entry: Entry, key: str, node: Node) -> Word:
        if not isinstance(node, Scalar):
            wrong(entry, key, node, says)
            return words[0]
        for each in words:
            if each == node.text:
                return each
        entry.problem(node.mark, "unknown-value", unknown(key, node.text, words))
        return words[0]

    return Kind(says, word, {"enum": list(words)})


def _truth(entry: Entry, key: str, node: Node) -> bool:
    return one_of(("false", "true")).read(entry, key, node) == "true"


TRUTH: Kind[bool] = Kind("true or false", _truth, {"type": "boolean"})
A_DATE = "a date such as 2026-11-22"


def _date(entry: Entry, key: str, node: Node) -> date:
    with suppress(ValueError):
        # Python also reads 20261122 and 2026-W48-1, which no editor and no author takes for a date
        typed = isinstance(node, Scalar) and _DAY.fullmatch(node.text)
        day = date.fromisoformat(typed[0]) if typed else DAY
        if day.year in YEARS:
            return day
    wrong(entry, key, node, A_DATE)
    return DAY


DATE: Kind[date] = Kind(A_DATE, _date, {"type": "string", "format": "date", "pattern": f"^{_DAY.pattern}$"})
A_NUMBER = "a number such as 7, 0.25 or -3, with at most 12 digits before the point and 6 after it"


def number_of(entry: Entry, key: str, node: Node) -> Decimal:
    """Return the number of a node with the decimals as typed."""
    if isinstance(node, Scalar) and _NUMBER.match(node.text):
        return Decimal(node.text)
    wrong(entry, key, node, A_NUMBER)
    return Decimal(0)


def _amount(entry: Entry, key: str, node: Node) -> Decimal:
    number = number_of(entry, key, node)
    if number >= 0:
        return number
    entry.problem(node.mark, "wrong-value", f"{key!r} is an amount and cannot be below 0, not {number}")
    return Decimal(0)


DECIMAL: Kind[Decimal] = Kind(A_NUMBER, number_of, {"type": "number"})
AMOUNT: Kind[Decimal] = Kind("a number that is not below 0", _amount, {"type": "number", "minimum": 0})


def whole(least: int = 1, most: int = 1000) -> Kind[int]:
    """Return the kind of whole numbers between two ends, both included."""
    says = f"a whole number from {least} to {most}"

    def count(entry: Entry, key: str, node: Node) -> int:
        number = Decimal(node.text) if isinstance(node, Scalar) and _NUMBER.match(node.text) else None
        if number is not None and number == int(number) and least <= number <= most:
            return int(number)
        wrong(entry, key, node, says)
        return least

    return Kind(says, count, {"type": "integer", "minimum": least, "maximum": most})


# --- kinds of several values --------------------------------------------------------------------------------

A_LIST = "a list such as [a, b]"


def marked(kind: Kind[T], says: str = A_LIST, least: int = 0) -> Kind[tuple[tuple[T, Mark], ...]]:
    """Return the kind of lists of at least `least` values, each with the place where it was typed."""

    def values(entry: Entry, key: str, node: Node) -> tuple[tuple[T, Mark], ...]:
        if not isinstance(node, Sequence):
            wrong(entry, key, node, says)
            return ()
        if len(node.items) < least:
            entry.problem(node.mark, "missing-key", f"{named(entry.path)} needs at least one entry of {key!r}")
        return tuple((kind.read(entry, key, item), item.mark) for item in node.items)

    json: Json = {"type": "array", "items": kind.json, **({"minItems": least} if least else {})}
    return Kind(says, values, json, kind.shapes)


def list_of(kind: Kind[T], says: str = A_LIST, least: int = 0) -> Kind[tuple[T, ...]]:
    """Return the kind of lists of at least `least` values."""
    many = marked(kind, says, least)

    def values(entry: Entry, key: str, node: Node) -> tuple[T, ...]:
        return tuple(value for value, _ in many.read(entry, key, node))

    return Kind(says, values, many.json, kind.shapes)


def some_of(words: tuple[Word, ...], least: int = 0) -> Kind[tuple[Word, ...]]:
    """Return the kind of lists of words of a closed set; an unknown word is reported and left out."""
    known: dict[str, Word] = {word: word for word in words}
    many = marked(TEXT, f"a list of {either(words)}", least)

    def chosen(entry: Entry, key: str, node: Node) -> tuple[Word, ...]:
        typed = many.read(entry, key, node)
        for text, mark in typed:
            if text and text not in known:
                entry.problem(mark, "unknown-value", unknown(f"entry of {key!r}", text, words))
        return tuple(known[text] for text, _ in typed if text in known)

    return Kind(many.says, chosen, {**many.json, "items": {"enum": list(words)}})


def words_to(kind: Kind[T], what: str, inside: str = "") -> Kind[tuple[tuple[str, T], ...]]:
    """Return the kind of mappings whose keys are words of a language and no ids.

    The key of a value is its name, below `inside` where text units have such ids: `columns/dose`.
    """
    says = f"a mapping of {what}"
    prefix = f"{inside}/" if inside else ""

    def values(entry: Entry, key: str, node: Node) -> tuple[tuple[str, T], ...]:
        if not isinstance(node, Mapping):
            wrong(entry, key, node, says)
            return ()
        if not node.entries:
            entry.problem(node.mark, "empty-block", f"{named(key)} holds nothing; write {what}, or leave it out")
        return tuple((name, kind.read(entry, prefix + name, child)) for name, child in node.entries.items())

    json: Json = {"type": "object", "minProperties": 1, "additionalProperties": kind.json}
    return Kind(says, values, json, kind.shapes)


def mapping_of(kind: Kind[T], what: str = "ids to values", inside: str = "") -> Kind[tuple[tuple[str, T], ...]]:
    """Return the kind of mappings of typed ids to values; `what` says so in messages: `ids to texts`."""
    words = words_to(kind, what, inside)

    def values(entry: Entry, key: str, node: Node) -> tuple[tuple[str, T], ...]:
        if isinstance(node, Mapping):
            for name, mark in node.keys.items():
                check_id(name, mark, entry.log)
        return words.read(entry, key, node)

    return Kind(words.says, values, {**words.json, "propertyNames": {"pattern": f"^{ID}$"}}, kind.shapes)


# --- kinds of mappings --------------------------------------------------------------------------------------


def one(shape: type[Shape], part: str | None = None) -> Kind[Entry]:
    """Return the kind of mappings of a shape.

    The path of the mapping is the key below the entry; with `part`, that instead, and the entry's own path where
    `part` is empty, so that its text units have ids directly below the entry.
    """

    def mapping(entry: Entry, key: str, node: Node) -> Entry:
        return Entry(node, shape, entry.log, entry.below(key if part is None else part))

    return Kind(_mapping(shape), mapping, {"$ref": f"#/definitions/{shape.ID}"}, (shape,))


def entries_of(shape: type[Shape]) -> Kind[tuple[tuple[str, Entry], ...]]:
    """Return the kind of mappings of typed ids to mappings of one shape."""
    return mapping_of(one(shape), "ids, each with its keys")


def listed(shape: type[Shape]) -> Kind[tuple[Entry, ...]]:
    """Return the kind of lists of mappings of a shape, which declares the key `id`; ids are unique in the list."""
    says = "a list of mappings (- id: …)"

    def entries(entry: Entry, node: Sequence) -> Iterator[Entry]:
        seen: dict[str, Mark] = {}
        for item in node.items:
            child = Entry(item, shape, entry.log, entry.path)
            name, mark = child.read(shape.KEYS["id"]), child.mark_of(shape.KEYS["id"])
            if name:
                check_id(name, mark, entry.log)
            if name in seen:
                entry.problem(mark, "duplicate-id", f"duplicate id {name!r} (first on line {seen[name].line})")
            seen[name] = mark
            child.path = entry.below(name)
            yield child

    def items(entry: Entry, key: str, node: Node) -> tuple[Entry, ...]:
        if not isinstance(node, Sequence):
            wrong(entry, key, node, says)
            return ()
        return tuple(entries(entry, node))

    return Kind(says, items, {"type": "array", "items": {"$ref": f"#/definitions/{shape.ID}"}}, (shape,))


def unnamed(shape: type[Shape], path: str) -> Kind[tuple[Entry, ...]]:
    """Return the kind of lists of mappings of a shape that have no ids; messages call each by `path`."""
    says = "a list of mappings (- key: …)"

    def items(entry: Entry, key: str, node: Node) -> tuple[Entry, ...]:
        if not isinstance(node, Sequence):
            wrong(entry, key, node, says)
            return ()
        return tuple(Entry(item, shape, entry.log, path) for item in node.items)

    return Kind(says, items, {"type": "array", "items": {"$ref": f"#/definitions/{shape.ID}"}}, (shape,))


def one_or(plain: Kind[T], rich: Kind[S]) -> Kind[T | S]:
    """Return the kind of what may be written short, as one value or a list, or in full, as a mapping."""

    def value(entry: Entry, key: str, node: Node) -> T | S:
        return rich.read(entry, key, node) if isinstance(node, Mapping) else plain.read(entry, key, node)

    json: Json = {"anyOf": [plain.json, rich.json]}
    return Kind(f"{plain.says} or {rich.says}", value, json, (*plain.shapes, *rich.shapes))


def untyped(says: str, json: Json, *shapes: type[Shape]) -> Kind[Node]:
    """Return the kind of values that their reader takes as nodes and judges by itself."""
    return Kind(says, lambda *typed: typed[2], json, shapes)


# --- files --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FileSchema(Generic[T_co]):
    """A file that people write, or all files of a folder: its path below the project, what it is, and its root."""

    path: str
    says: str
    kind: Kind[T_co]

    def read(self, source: Source, log: list[Problem]) -> T_co:
        """Return the value of a file's root; of a file without one, what an empty value gives, and no problem."""
        mark = Mark(source.path)
        entry = Entry(None, Shape, log if source.root is not None else [], "", mark)
        return self.kind.read(entry, "", source.root or Scalar("", mark))


def reachable(shapes: Iterable[type[Shape]]) -> tuple[type[Shape], ...]:
    """Return these shapes with all that their values are made of, each once, in the order met."""
    found: dict[type[Shape], None] = {}
    waiting = list(shapes)
    while waiting:
        shape = waiting.pop(0)
        if shape not in found:
            found[shape] = None
            kinds = [*(key.kind for key in shape.KEYS.values()), *((shape.OTHERS,) if shape.OTHERS else ())]
            waiting.extend(each for kind in kinds for each in kind.shapes)
            waiting.extend(variant.shape for variant in shape.VARIANTS)
    return tuple(found)
