"""The digest of what a reader sees."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal

from handouts.core.problem import Mark
from handouts.document.document import Document, Letterhead, Reads
from handouts.document.text import Blank, Contact, Value, Words

NO_CONTENT = frozenset({"mark", "roles", "grounds", "names"})


def content_digest(document: Document) -> str:
    """The digest of what the reader sees: text, values, figures, references, order and kind of blocks."""
    return digest_of(document)


def digest_of(node: object) -> str:
    """The digest of a document or a part of it, in 40 digits; marks, letterhead and clinic contacts do not enter."""
    text = json.dumps(canonical(node), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=20).hexdigest()


def canonical(node: object) -> object:
    """A document as plain JSON data: what the reader sees, without marks, letterhead, record and trace."""
    if isinstance(node, tuple | list):
        return [canonical(item) for item in node]
    if isinstance(node, Mark | Letterhead | Reads):
        return None
    if isinstance(node, Decimal | date):
        return str(node)
    if isinstance(node, Contact):
        return canonical(Blank(node.field))
    if isinstance(node, Value) and node.kind == "policy":
        return canonical(Words(node.text))
    if is_dataclass(node) and not isinstance(node, type):
        entries = {member.name: canonical(getattr(node, member.name)) for member in fields(node)}
        kept = {name: value for name, value in entries.items() if value is not None and name not in NO_CONTENT}
        return {"kind": type(node).__name__, **kept} if "kind" not in kept else {"is": type(node).__name__, **kept}
    return node
