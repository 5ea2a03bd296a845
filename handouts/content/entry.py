"""A reader of YAML mappings that asks for each key once and reports each key that was never asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from handouts.content.markup import foreign_markup, stray_placeholder
from handouts.content.prose import Prose, parse
from handouts.core.problem import Mark, Problem, did_you_mean, unknown
from handouts.core.source import Mapping, Node, Scalar, Sequence

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*\Z")
# digits are ASCII, without a leading zero; nothing is zero and negative
_NUMBER = re.compile(r"(?!-0(\.0+)?\Z)-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?\Z")
# the years of which a date can be: others are slips of the key
YEARS = range(1900, 2200)
_Word = TypeVar("_Word", bound=str)

DAY = date.min
# the key for the wording of a text that has other wordings for single regions
EVERYWHERE = "any"


def one_line(text: str) -> str:
    """Return a text as it is printed: a line end that is typed in it is a space."""
    return " ".join(line.strip(" ") for line in text.strip("\n").split("\n")) if "\n" in text else text


class EntryReader:
    """A reader of one YAML mapping; values of a wrong type are reported in the log and read as empty."""

    def __init__(self, node: Node | None, log: list[Problem], path: str = "", mark: Mark | None = None) -> None:
        self.log = log
        self.path = path
        self.mark = node.mark if node is not None else mark or Mark("?")
        self.node = node if isinstance(node, Mapping) else Mapping({}, {}, self.mark)
        self.asked: list[str] = []
        if node is not None and not isinstance(node, Mapping):
            self.problem(self.mark, "wrong-type", f"{_named(path)} must be a mapping (key: value){_quoted(node)}")

    def problem(self, mark: Mark, rule: str, message: str) -> None:
        """Add a problem to the log."""
        self.log.append(Problem(mark, rule, message))

    def has(self, key: str) -> bool:
        """Return whether a key was written with a value."""
        self.asked.append(key)
        node = self.node.entries.get(key)
        return node is not None and not (isinstance(node, Scalar) and node.empty)

    def get(self, key: str) -> Node | None:
        """Return the node of a key, or None."""
        return self.node.entries[key] if self.has(key) else None

    def need(self, key: str) -> Node | None:
        """Return the node of a required key, or None and report that it is missing."""
        node = self.get(key)
        if node is None:
            self.problem(self.mark, "missing-key", f"{_named(self.path)} needs the key {key!r}")
        return node

    def mark_of(self, key: str) -> Mark:
        """Return the mark of a key's value."""
        node = self.node.entries.get(key)
        return node.mark if node is not None else self.mark

    def close(self) -> None:
        """Report the keys that were never asked for."""
        for key, mark in self.node.keys.items():
            if key not in self.asked:
                hint = did_you_mean(key, self.asked)
                self.problem(mark, "unknown-key", f"unknown key {key!r} in {_named(self.path)}{hint}")

    def text(self, key: str, default: str = "") -> str:
        """Return the typed text of an optional key."""
        node = self.get(key)
        return default if node is None else self._said(node, key, "write it, or leave the key out")

    def needed(self, key: str) -> str:
        """Return the typed text of a required key."""
        node = self.need(key)
        return "" if node is None else self._said(node, key, "write it")

    def _said(self, node: Node, key: str, instead: str) -> str:
        """Return the text of a node that must say something: quotes with nothing or only spaces in them are reported."""
        text = self.plain(node, key)
        if isinstance(node, Scalar) and not text.strip():
            self.problem(node.mark, "empty-text", f"{key!r} in {_named(self.path)} is empty; {instead}")
            return ""
        return text

    def plain(self, node: Node, key: str) -> str:
        """Return the text of a node that is printed as typed, without placeholders."""
        text = one_line(self.scalar(node, key))
        self.no_placeholder(text, key, node.mark)
        return text

    def scalar(self, node: Node, key: str) -> str:
        """Return the text of a node that must be a single value."""
        if isinstance(node, Scalar):
            self.no_markup(node.text, node.mark)
            return node.text
        self.problem(node.mark, "wrong-type", f"{key!r} must be one value{_quoted(node)}")
        return ""

    def as_printed(self, text: str, key: str, mark: Mark) -> None:
        """Report what would be printed as typed although it means something to a program."""
        self.no_markup(text, mark)
        self.no_placeholder(text, key, mark)

    def no_placeholder(self, text: str, key: str, mark: Mark) -> None:
        """Report a placeholder in a field that has none."""
        for message in stray_placeholder(text):
            self.problem(mark, "stray-placeholder", f"{key!r} holds {text[:40]!r}: {message}")

    def no_markup(self, text: str, mark: Mark) -> None:
        """Report markup of other languages, which would be printed as typed."""
        for message in foreign_markup(text):
            self.problem(mark, "foreign-markup", message)

    def choice(self, key: str, words: tuple[_Word, ...], default: _Word | None = None) -> _Word:
        """Return one word of a closed set."""
        node = self.get(key) if default is not None else self.need(key)
        if node is None:
            return default if default is not None else words[0]
        text = self.scalar(node, key)
        for word in words:
            if word == text:
                return word
        self.problem(node.mark, "unknown-value", unknown(key, text, words))
        return words[0]

    def choices(self, key: str, words: tuple[_Word, ...]) -> tuple[_Word, ...]:
        """Return a list of words of a closed set."""
        found: list[_Word] = []
        for text, mark in self.marked_words(key):
            known = next((word for word in words if word == text), None)
            if known is None:
                self.problem(mark, "unknown-value", unknown(f"entry of {key!r}", text, words))
            else:
                found.append(known)
        return tuple(found)

    def day(self, key: str) -> date | None:
        """Return a date such as 2026-11-22."""
        node = self.get(key)
        if node is None:
            return None
        try:
            day = date.fromisoformat(self.scalar(node, key))
            if day.year not in YEARS:
                raise ValueError
            return day
        except ValueError:
            self.problem(node.mark, "wrong-type", f"{key!r} must be a date such as 2026-11-22")
            return DAY

    def needed_day(self, key: str) -> date:
        """Return the date of a required key."""
        self.need(key)
        return self.day(key) or DAY

    def number(self, key: str) -> Decimal | None:
        """Return a number with the decimals as typed."""
        node = self.get(key)
        return None if node is None else self.decimal(node, key)

    def decimal(self, node: Node, key: str) -> Decimal:
        """Return the number of a node."""
        text = self.scalar(node, key)
        if _NUMBER.match(text):
            return Decimal(text)
        form = "a number such as 7, 0.25 or -3, with at most 12 digits before the point and 6 after it"
        self.problem(node.mark, "wrong-type", f"{key!r} must be {form}, not {text!r}")
        return Decimal(0)

    def amount(self, key: str) -> Decimal | None:
        """Return a number that is not below zero."""
        number = self.number(key)
        if number is None or number >= 0:
            return number
        self.problem(self.mark_of(key), "wrong-value", f"{key!r} is an amount and cannot be below 0, not {number}")
        return Decimal(0)

    def whole(self, key: str, default: int, least: int = 1, most: int = 1000) -> int:
        """Return a whole number between `least` and `most`."""
        number = self.number(key)
        if number is None:
            return default
        if number != int(number) or not least <= number <= most:
            self.problem(self.mark_of(key), "wrong-type", f"{key!r} must be a whole number from {least} to {most}")
            return default
        return int(number)

    def truth(self, key: str, default: str = "false") -> bool:
        """Return `true` or `false`."""
        return self.choice(key, ("true", "false"), default) == "true"

    def words(self, key: str) -> tuple[str, ...]:
        """Return a list of ids."""
        return tuple(text for text, _ in self.marked_words(key))

    def needed_words(self, key: str) -> tuple[str, ...]:
        """Return a list with at least one id."""
        found = self.words(key)
        if not found:
            message = f"{_named(self.path)} needs at least one entry of {key!r}"
            self.problem(self.mark_of(key), "missing-key", message)
        return found

    def marked_words(self, key: str) -> tuple[tuple[str, Mark], ...]:
        """Return a list of ids, each with its mark."""
        node = self.get(key)
        if node is None:
            return ()
        if not isinstance(node, Sequence):
            self.problem(node.mark, "wrong-type", f"{key!r} must be a list")
            return ()
        return tuple((self.plain(item, key), item.mark) for item in node.items)

    def prose(self, key: str, part: str | None = None) -> Prose | None:
        """Return the text unit of an optional key."""
        node = self.get(key)
        return None if node is None else self.prose_of(node, part if part is not None else key)

    def needed_prose(self, key: str, part: str | None = None) -> Prose:
        """Return the text unit of a required key."""
        node = self.need(key)
        unit = part if part is not None else key
        return Prose(self.unit_id(unit), (), self.mark) if node is None else self.prose_of(node, unit)

    def prose_of(self, node: Node, part: str) -> Prose:
        """Return the text unit of a node, or its wordings by region; an empty part names the entry itself."""
        if isinstance(node, Mapping) and node.entries and EVERYWHERE not in node.entries:
            self.problem(node.mark, "missing-key", _without_everywhere(part or self.path, node))
            return Prose(self.unit_id(part), (), node.mark)
        if isinstance(node, Mapping) and EVERYWHERE in node.entries:
            wordings = {region: self.prose_of(child, part) for region, child in node.entries.items()}
            everywhere = wordings.pop(EVERYWHERE)
            return replace(everywhere, regional=tuple(wordings.items()))
        prose, problems = parse(self.scalar(node, part or self.path), self.unit_id(part), node.mark)
        self.log.extend(problems)
        return prose

    def unit_id(self, part: str) -> str:
        """Return the id of a text unit below this entry."""
        return f"{self.path}/{part}" if part else self.path

    def children(self, key: str, *, needed: bool = False) -> Iterator[tuple[str, Node, Mark]]:
        """Yield the typed ids of a mapping with their nodes; a mapping that is written must have at least one."""
        node = self.need(key) if needed else self.get(key)
        if node is None:
            return
        if not isinstance(node, Mapping):
            self.problem(node.mark, "wrong-type", f"{key!r} must be a mapping of ids{_quoted(node)}")
            return
        if not node.entries:
            self.problem(node.mark, "empty-block", f"{key!r} holds nothing")
        for name, child in node.entries.items():
            check_id(name, node.keys[name], self.log)
            yield name, child, node.keys[name]

    def entries(self, key: str, *, needed: bool = False) -> Iterator[tuple[str, EntryReader]]:
        """Yield the typed ids of a mapping, each read as an entry of its own."""
        for name, child, mark in self.children(key, needed=needed):
            yield name, EntryReader(child, self.log, self.unit_id(name), mark)

    def listed(self, key: str, path: str) -> Iterator[EntryReader]:
        """Yield the mappings of a list, each with an `id` that is unique in the list."""
        node = self.get(key)
        if node is None:
            return
        if not isinstance(node, Sequence):
            self.problem(node.mark, "wrong-type", f"{key!r} must be a list of mappings")
            return
        seen: dict[str, Mark] = {}
        for item in node.items:
            entry = EntryReader(item, self.log, path)
            name = entry.needed("id")
            check_id(name, entry.mark_of("id"), self.log)
            if name in seen:
                message = f"the id {name!r} stands twice; the first is in line {seen[name].line}"
                self.problem(entry.mark_of("id"), "duplicate-id", message)
            seen[name] = entry.mark
            entry.path = f"{path}/{name}"
            yield entry


def check_id(name: str, mark: Mark, log: list[Problem]) -> None:
    """Report an id with other characters than letters, digits, dots and hyphens."""
    if not _ID.match(name):
        log.append(Problem(mark, "wrong-id", f"{name!r} is no id: letters, digits, '.', '_' and '-' only"))


def _without_everywhere(name: str, node: Mapping) -> str:
    """Return the message for a text that has wordings for single regions, or other keys, and none for all."""
    keys = ", ".join(node.entries)
    return f"{name!r} must be a text, or wordings by region of which one is {EVERYWHERE!r}; it has {keys}"


def _named(path: str) -> str:
    return repr(path) if path else "the file"


def _quoted(node: Node) -> str:
    if isinstance(node, Mapping):
        return "; a value that begins with '{{' must stand in quotes"
    if isinstance(node, Sequence):
        return "; a value that begins with '[' must stand in quotes"
    return ""
