"""The digest of the content that a reader sees."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, cast

from handouts.core.problem import Mark
from handouts.document.added import ADDED
from handouts.document.document import Document, Letterhead, Reads
from handouts.document.text import Blank, Contact, Value, Words

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# types that JSON stores unchanged
_PLAIN = frozenset({str, int, bool, float, type(None)})
# fields without words, values or figures
NO_CONTENT = frozenset({"mark", "roles", "grounds", "names", "nouns"})


def content_digest(document: Document) -> str:
    """Return the digest of what the reader sees: text, values, figures, references, order and kinds of blocks."""
    return digest_of(document)


def digest_of(node: object) -> str:
    """Return the digest of a document or part of it as 40 hex digits; marks, letterhead and contacts are left out."""
    text = json.dumps(canonical(node), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=20).hexdigest()


def canonical(node: object) -> object:
    """Return a document as plain JSON data: what the reader sees, without marks, letterhead, ids read and trace."""
    kind = type(node)
    if kind in _PLAIN:
        return node
    if kind is tuple or kind is list:
        return [canonical(item) for item in cast("tuple[object, ...]", node)]
    if isinstance(node, Mark | Letterhead | Reads):
        return None
    if isinstance(node, Decimal | date):
        return str(node)
    if isinstance(node, Contact):
        return canonical(Blank(node.field))
    if isinstance(node, Value) and node.kind == "policy":
        return canonical(Words(node.text))
    if is_dataclass(node) and not isinstance(node, type):
        return _content_of(node)
    return node


def _content_of(node: DataclassInstance) -> dict[str, object]:
    """Return the content fields of a node; a field that was added later only if it differs from its default."""
    kept: dict[str, object] = {}
    for name, read, left_out in _fields(type(node)):
        value = read(node)
        if left_out is MISSING or value != left_out:
            content = value if type(value) in _PLAIN else canonical(value)
            if content is not None:
                kept[name] = content
    return {"kind": type(node).__name__, **kept} if "kind" not in kept else {"is": type(node).__name__, **kept}


@cache
def _fields(kind: type[DataclassInstance]) -> tuple[tuple[str, Callable[[object], object], object], ...]:
    """Return the name of each content field, a function that reads it, and the value at which it is left out."""
    return tuple(
        (each.name, attrgetter(each.name), each.default if ADDED in each.metadata else MISSING)
        for each in fields(kind)
        # what does not count when two are compared, such as what a project declares of a unit, is no content either
        if each.name not in NO_CONTENT and each.compare
    )
