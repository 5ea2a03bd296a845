"""YAML read as a tree of nodes with their positions; every scalar stays the text that was typed.

Only plain YAML is accepted: no aliases, no tags, no duplicate keys, and no characters that are not what they seem.
Everything else becomes a problem.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import yaml

from handouts.core.alphabets import refusals
from handouts.core.problem import Mark, Problem
from handouts.core.slips import LOADER, bare_key, comment, lines_of, quote_it, run_on, slip

LARGEST_FILE = 2_000_000
SHORT = 40  # letters up to which a text is likely to be an id or another repeated word
DEEPEST_NESTING = 40
BLOCK_STYLES = ("|", ">")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A typed text in NFC; `plain` is true for a value without quotes."""

    text: str
    mark: Mark
    plain: bool = True

    @property
    def empty(self) -> bool:
        """Whether the value was left out or written as null."""
        return self.plain and self.text in ("", "null", "~")


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    items: tuple[Node, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their nodes, in the order typed; no key occurs twice."""

    entries: dict[str, Node]
    keys: dict[str, Mark]
    mark: Mark


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its root node, or None where it could not be read."""

    path: str
    root: Node | None
    problems: tuple[Problem, ...] = ()


class _StopError(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def read_source(path: Path, name: str) -> Source:
    """Return the nodes of a YAML file; `name` is its path as problems print it."""
    text = _typed(path, name)
    return source_of(text, name) if isinstance(text, str) else Source(name, None, (text,))


def read_shared(path: Path, name: str) -> Source:
    """Return the same for a layout or theme, which every document needs; the last 32 texts stay parsed in memory."""
    text = _typed(path, name)
    return _shared(text, name) if isinstance(text, str) else Source(name, None, (text,))


def _typed(path: Path, name: str) -> str | Problem:
    """Return the text of a file, or the reason why it cannot be read."""
    start = Mark(name)
    try:
        raw = path.read_bytes()
    except OSError as error:
        return Problem(start, "unreadable-file", f"cannot read the file: {error.strerror}")
    if len(raw) > LARGEST_FILE:
        message = f"the file has {len(raw):,} bytes; split it (at most {LARGEST_FILE:,} are read)"
        return Problem(start, "large-file", message)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Mark(name, raw.count(b"\n", 0, error.start) + 1)
        return Problem(place, "wrong-encoding", f"not a text file in UTF-8 (byte {error.start}); save it as UTF-8")


def source_of(text: str, name: str) -> Source:
    """Return the nodes of a YAML text."""
    if not text.strip():
        return Source(name, None, (Problem(Mark(name), "empty-file", "the file is empty"),))
    composer = _NodeBuilder(name, text)
    try:
        # straight from the loader, because yaml.parse calls it twice for each event
        root = composer.document(iter(LOADER(text).get_event, None))
    except _StopError as stop:
        return Source(name, None, (*composer.problems, *composer.slips, stop.problem))
    except yaml.YAMLError as error:
        found = _syntax(error, text, name)
        # what stops the parser is the best explanation, unless nobody knows what it means
        slips = composer.slips if found.rule == "broken-yaml" else ()
        return Source(name, None, (*composer.problems, *(slips or (found,))))
    return Source(name, root, (*composer.problems, *composer.slips))


_shared = lru_cache(maxsize=32)(source_of)


def as_data(node: Node) -> object:
    """Return a node as plain texts, lists and mappings."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [as_data(item) for item in node.items]
        case Mapping():
            return {key: as_data(child) for key, child in node.entries.items()}


def faults_of(source: Source) -> list[Problem]:
    """Return what is wrong with a file that must be a mapping: what was found in it, or that it is none."""
    if source.root is None and not source.problems:
        return [Problem(Mark(source.path), "empty-file", "the file is empty")]
    if source.root is None or isinstance(source.root, Mapping):
        return list(source.problems)
    return [
        *source.problems,
        Problem(source.root.mark, "wrong-type", "expected a mapping (key: value) as the whole file"),
    ]


class _NodeBuilder:
    """Builder of nodes from parser events, so that aliases are never expanded and duplicate keys are noticed."""

    def __init__(self, name: str, typed: str) -> None:
        self.name = name
        self.typed = typed
        self.problems: list[Problem] = []
        self.slips: list[Problem] = []

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file, which few texts are held against."""
        return lines_of(self.typed)

    def document(self, events: Iterator[yaml.Event]) -> Node | None:
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.NodeEvent):
                if root is not None:
                    raise _StopError(Problem(self.mark(event), "stray-document", "only one YAML document a file"))
                root = self.node(event, events, 0)
        return root

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        start, end = event.start_mark, event.end_mark
        mark = Mark(self.name, start.line + 1, start.column + 1) if start is not None else Mark(self.name)
        if depth > DEEPEST_NESTING:
            raise _StopError(Problem(mark, "deep-nesting", f"nested deeper than {DEEPEST_NESTING} levels"))
        if isinstance(event, yaml.AliasEvent):
            message = f"'*{event.anchor}' is a YAML alias, which is not read; put the value in quotes"
            raise _StopError(Problem(mark, "stray-alias", message))
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            message = f"{tag!r} is a YAML tag, which is not read; put the value in quotes"
            raise _StopError(Problem(mark, "stray-tag", message))
        if isinstance(event, yaml.ScalarEvent):
            text, plain = event.value, event.implicit[0]
            # a control character reaches ASCII only by an escape in double quotes
            if event.style == '"' or not text.isascii():
                text = unicodedata.normalize("NFC", text)
                self.problems.extend(Problem(mark, *refusal) for refusal in refusals(text))
            last = end.line if end is not None else 0
            if (
                last >= mark.line or (plain and (":" in text or text[:1] == "-" or text[-1:] == '"'))
            ) and event.style not in BLOCK_STYLES:
                self.note_slip(mark, last, event.style, text)
            # ids, units and populations stand in thousands of places, and are kept once
            return Scalar(sys.intern(text) if len(text) <= SHORT else text, mark, plain)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self.items(events, depth)), mark)
        in_brackets = isinstance(event, yaml.MappingStartEvent) and bool(event.flow_style)
        return self.mapping(events, mark, depth, in_brackets)

    def items(self, events: Iterator[yaml.Event], depth: int) -> Iterator[Node]:
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self.node(event, events, depth + 1)

    def mapping(self, events: Iterator[yaml.Event], mark: Mark, depth: int, in_brackets: bool) -> Mapping:
        entries: dict[str, Node] = {}
        keys: dict[str, Mark] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self.node(event, events, depth + 1)
            after = next(events)
            value = self.node(after, events, depth + 1)
            if isinstance(value, Scalar) and not value.text and value.plain:
                if in_brackets:
                    self.note_bare_key(event, after)
                elif (found := comment(self.lines, key.mark.line - 1)) is not None:
                    self.slips.append(found.problem(self.name))
            if not isinstance(key, Scalar):
                raise _StopError(Problem(mark, "missing-quotes", "a value that begins with '{{'" + quote_it("{")))
            if key.text in entries:
                first = keys[key.text].line
                message = f"duplicate key {key.text!r} (first on line {first})"
                self.problems.append(Problem(key.mark, "duplicate-key", message))
                continue
            entries[key.text], keys[key.text] = value, key.mark
        return Mapping(entries, keys, mark)

    def note_slip(self, mark: Mark, end: int, style: str | None, text: str) -> None:
        """Note a slip that leaves a file readable: a text that runs on into the next entry, a dash without a space."""
        found = run_on(self.lines, (mark.line - 1, mark.column - 1), end, style, text)
        if found is not None:
            self.slips.append(found.problem(self.name))

    def note_bare_key(self, key: yaml.Event, value: yaml.Event) -> None:
        """Note a key in brackets without colon and value: a colon without a space, or a comma inside a text."""
        start, end, after = key.start_mark, key.end_mark, value.start_mark
        if not isinstance(key, yaml.ScalarEvent) or start is None or end is None or after is None:
            return
        # where a colon was typed, an empty value begins behind it
        if (after.line, after.column) == (end.line, end.column):
            self.slips.append(bare_key(self.lines, start.line, start.column, key.value).problem(self.name))

    def mark(self, event: yaml.Event) -> Mark:
        start = event.start_mark
        return Mark(self.name, start.line + 1, start.column + 1) if start is not None else Mark(self.name)


def _syntax(error: yaml.YAMLError, text: str, name: str) -> Problem:
    """Return the parser's complaint in an author's words, at the place where the author has to type."""
    if isinstance(error, yaml.reader.ReaderError):
        return _refused(error.position, text, name)
    place = getattr(error, "problem_mark", None)
    if place is not None and "nesting depth" in str(getattr(error, "problem", "")):
        # newer parsers stop on their own before our limit applies
        return Problem(
            Mark(name, place.line + 1, place.column + 1), "deep-nesting", f"nested deeper than {DEEPEST_NESTING} levels"
        )
    return slip(error, text, name)


def _refused(position: int, text: str, name: str) -> Problem:
    """Return the problem of a character that no YAML file may hold; `position` is its byte in UTF-8."""
    before = text.encode()[:position].decode(errors="ignore")
    char, line = text[len(before) : len(before) + 1], before.rpartition("\n")[2]
    place = Mark(name, before.count("\n") + 1, len(line) + 1)
    code = f"U+{ord(char):04X}" if char else "a character"
    return Problem(place, "broken-yaml", f"{code} after {line[-20:]!r} cannot stand in a text; delete it")
