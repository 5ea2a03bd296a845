"""Typed reading of layout files, node by node; errors are collected as problems with their position."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from handouts.core.problem import Mark, Problem, did_you_mean, unknown
from handouts.core.source import Mapping, Node, Scalar, Sequence

_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9})?\Z")


@dataclass(frozen=True, slots=True)
class LayoutReader:
    """A reader of one layout file; every method returns a usable value and records what is wrong with it."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def fault(self, mark: Mark, rule: str, message: str) -> None:
        """Record a problem."""
        self.problems.append(Problem(mark, rule, message))

    def entries(self, node: Node | None, known: Iterable[str] | None = None) -> dict[str, Node]:
        """Return the entries of a mapping; keys that are not in `known` are problems."""
        if not isinstance(node, Mapping):
            self.fault(self._mark(node), "wrong-type", "here must stand keys with values")
            return {}
        allowed = None if known is None else tuple(known)
        for key in node.entries:
            if allowed is not None and key not in allowed:
                message = f"unknown key {key!r}{did_you_mean(key, allowed)}"
                self.fault(node.keys[key], "unknown-key", message)
        return {key: value for key, value in node.entries.items() if allowed is None or key in allowed}

    def needed(self, node: Node | None, entries: dict[str, Node], key: str) -> Node | None:
        """Return the value of a required key; a missing key is a problem."""
        if key not in entries and isinstance(node, Mapping):
            self.fault(node.mark, "missing-key", f"the key {key!r} is missing")
        return entries.get(key)

    def text(self, node: Node | None, otherwise: str = "") -> str:
        """Return the text of a scalar."""
        if isinstance(node, Scalar) and not node.empty:
            return node.text
        if node is not None:
            self.fault(node.mark, "wrong-type", "here must stand a text")
        return otherwise

    def texts(self, node: Node | None) -> tuple[str, ...]:
        """Return the texts of a list of scalars."""
        if isinstance(node, Sequence):
            return tuple(self.text(item) for item in node.items)
        if node is not None:
            self.fault(node.mark, "wrong-type", "here must stand a list")
        return ()

    def number(self, node: Node | None, otherwise: float = 0.0) -> float:
        """Return the number of a scalar: ASCII digits, so that it is finite and reads as it is typed."""
        if node is None:
            return otherwise
        if isinstance(node, Scalar) and _NUMBER.match(node.text):
            return float(node.text)
        return self._no_number(node, otherwise)

    def choice(self, node: Node | None, known: Iterable[str], otherwise: str) -> str:
        """Return one text out of a closed list."""
        text = self.text(node, otherwise)
        allowed = tuple(known)
        if text in allowed:
            return text
        self.fault(self._mark(node), "unknown-value", unknown("value", text, allowed))
        return otherwise

    def flag(self, node: Node | None, otherwise: str = "false") -> bool:
        """Return whether a scalar is `true`; anything but `true` and `false` is a problem."""
        return self.choice(node, ("true", "false"), otherwise) == "true"

    def _no_number(self, node: Node, otherwise: float) -> float:
        self.fault(node.mark, "wrong-type", "here must stand a number")
        return otherwise

    def _mark(self, node: Node | None) -> Mark:
        return Mark(self.file) if node is None else node.mark
