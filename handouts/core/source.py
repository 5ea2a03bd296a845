"""YAML read as a tree of nodes with their positions; every scalar stays the text that was typed.

Only plain YAML is accepted: no aliases, no tags, no duplicate keys, and no characters that are not what they seem.
Everything else becomes a problem.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from handouts.core.alphabets import refusals
from handouts.core.problem import Mark, Problem

LARGEST_FILE = 2_000_000
SHORT = 40  # letters up to which a text is likely to be an id or another repeated word
DEEPEST_NESTING = 40
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_QUOTING = {"{": "{{", "*": "**", "[": "[@", "&": "&", "%": "%", "@": "@", "`": "`", "!": "!"}


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
        message = f"the file has {len(raw):,} bytes; at most {LARGEST_FILE:,} are read"
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
    composer = _NodeBuilder(name)
    try:
        # straight from the loader, because yaml.parse calls it twice for each event
        root = composer.document(iter(_LOADER(text).get_event, None))
    except _StopError as stop:
        return Source(name, None, (*composer.problems, stop.problem))
    except yaml.YAMLError as error:
        return Source(name, None, (*composer.problems, _syntax(error, text, name)))
    return Source(name, root, tuple(composer.problems))


_shared = lru_cache(maxsize=32)(source_of)


def faults_of(source: Source) -> list[Problem]:
    """Return what is wrong with a file that must be a mapping: what was found in it, or that it is none."""
    if source.root is None and not source.problems:
        return [Problem(Mark(source.path), "empty-file", "the file is empty")]
    if source.root is None or isinstance(source.root, Mapping):
        return list(source.problems)
    return [*source.problems, Problem(source.root.mark, "wrong-type", "the file must be a mapping (key: value)")]


class _NodeBuilder:
    """Builder of nodes from parser events, so that aliases are never expanded and duplicate keys are noticed."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []

    def document(self, events: Iterator[yaml.Event]) -> Node | None:
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.NodeEvent):
                if root is not None:
                    raise _StopError(Problem(self.mark(event), "stray-document", "only one YAML document a file"))
                root = self.node(event, events, 0)
        return root

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        mark = self.mark(event)
        if depth > DEEPEST_NESTING:
            raise _StopError(Problem(mark, "deep-nesting", f"nested deeper than {DEEPEST_NESTING} levels"))
        if isinstance(event, yaml.AliasEvent):
            message = f"'*{event.anchor}' is a YAML alias, which is not read; put the value in quotes"
            raise _StopError(Problem(mark, "stray-alias", message))
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            raise _StopError(Problem(mark, "stray-tag", f"the YAML tag {tag!r} is not read"))
        if isinstance(event, yaml.ScalarEvent):
            text = _text_of(event.value)
            if found := refusals(text):
                self.problems.extend(Problem(mark, *refusal) for refusal in found)
            # ids, units and populations stand in thousands of places, and are kept once
            return Scalar(sys.intern(text) if len(text) <= SHORT else text, mark, event.implicit[0])
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self.items(events, depth)), mark)
        return self.mapping(events, mark, depth)

    def items(self, events: Iterator[yaml.Event], depth: int) -> Iterator[Node]:
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self.node(event, events, depth + 1)

    def mapping(self, events: Iterator[yaml.Event], mark: Mark, depth: int) -> Mapping:
        entries: dict[str, Node] = {}
        keys: dict[str, Mark] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self.node(event, events, depth + 1)
            value = self.node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                raise _StopError(Problem(mark, "missing-quotes", "a value that begins with '{{'" + _quote_it("{")))
            if key.text in entries:
                first = keys[key.text].line
                message = f"the key {key.text!r} stands twice; the first is in line {first}"
                self.problems.append(Problem(key.mark, "duplicate-key", message))
                continue
            entries[key.text], keys[key.text] = value, key.mark
        return Mapping(entries, keys, mark)

    def mark(self, event: yaml.Event) -> Mark:
        start = event.start_mark
        return Mark(self.name, start.line + 1, start.column + 1) if start is not None else Mark(self.name)


def _text_of(typed: str) -> str:
    """Return a typed text in NFC; keep one copy of a single word, such as a key or unit that every file repeats."""
    text = unicodedata.normalize("NFC", typed)
    return sys.intern(text) if text.isalpha() else text


def _syntax(error: yaml.YAMLError, text: str, name: str) -> Problem:
    """Return the parser's complaint in an author's words, on the line where the value starts."""
    if isinstance(error, yaml.reader.ReaderError):
        return _refused(error.position, text, name)
    place = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    detail = getattr(error, "problem", None) or getattr(error, "reason", None) or "not valid YAML"
    if place is None:
        return Problem(Mark(name), "broken-yaml", str(detail))
    mark = Mark(name, place.line + 1, place.column + 1)
    if "nesting depth" in detail:
        # newer parsers stop on their own before our limit applies
        return Problem(mark, "deep-nesting", f"nested deeper than {DEEPEST_NESTING} levels")
    lines = text.splitlines()
    for number in range(min(place.line, len(lines) - 1), max(place.line - 3, -1), -1):
        line = lines[number]
        if "\t" in line[: len(line) - len(line.lstrip())] or detail.startswith("found character '\\t'"):
            return Problem(Mark(name, number + 1, 1), "stray-tab", "a tab indents this line; YAML takes spaces only")
        value = line.lstrip(" -").partition(": ")[2] or line.lstrip(" -")
        if value[:1] in _QUOTING and value.startswith(_QUOTING[value[0]]):
            column = line.index(value) + 1
            message = f"a value that begins with {_QUOTING[value[0]]!r}" + _quote_it(value[0])
            return Problem(Mark(name, number + 1, column), "missing-quotes", message)
        if detail.startswith("mapping values") and ": " in value and not value.startswith(('"', "'", "{", "[")):
            message = "a value with ': ' in it" + _quote_it(":")
            return Problem(Mark(name, number + 1, line.index(value) + 1), "missing-quotes", message)
    return Problem(mark, "broken-yaml", str(detail))


def _refused(position: int, text: str, name: str) -> Problem:
    """Return the problem of a character that no YAML file may hold; `position` is its byte in UTF-8."""
    before = text.encode()[:position].decode(errors="ignore")
    char, line = text[len(before) : len(before) + 1], before.rpartition("\n")[2]
    place = Mark(name, before.count("\n") + 1, len(line) + 1)
    code = f"U+{ord(char):04X}" if char else "a character"
    return Problem(place, "broken-yaml", f"{code} after {line[-20:]!r} cannot stand in a text; delete it")


def _quote_it(sign: str) -> str:
    reasons = {
        "{": "YAML reads '{' as the start of a mapping",
        "*": "YAML reads '*' as an alias",
        "[": "YAML reads '[' as the start of a list",
        ":": "YAML reads ': ' as the end of a key",
    }
    reason = reasons.get(sign, f"YAML gives {sign!r} a meaning of its own")
    return f" must stand in quotes: {reason}"
