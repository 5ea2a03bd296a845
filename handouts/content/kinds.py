"""The kinds of value that only content has: texts that are printed, and running text."""

from __future__ import annotations

from dataclasses import replace

from handouts.content.markup import foreign_markup, stray_placeholder
from handouts.content.prose import Prose, parse
from handouts.core.problem import Mark
from handouts.core.schema import SAYS_SOMETHING, Entry, Json, Key, Kind, named, said, wrong
from handouts.core.source import Mapping, Node, Scalar
from handouts.document.blocks import Icon

# the key for the wording of a text that has other wordings for single regions
EVERYWHERE = "any"
_TYPED: Json = {"type": ["string", "number", "boolean"], "pattern": SAYS_SOMETHING}


def one_line(text: str) -> str:
    """Return a text as it is printed: a line end that is typed in it is a space."""
    return " ".join(line.strip(" ") for line in text.strip("\n").split("\n")) if "\n" in text else text


def as_printed(entry: Entry, key: str, text: str, mark: Mark) -> None:
    """Report what would be printed as typed although it means something to a program: markup and placeholders."""
    for message in foreign_markup(text):
        entry.problem(mark, "foreign-markup", message)
    for message in stray_placeholder(text):
        entry.problem(mark, "stray-placeholder", f"{key!r} holds {text[:40]!r}: {message}")


def _printed(entry: Entry, key: str, node: Scalar) -> str:
    text = one_line(node.text)
    as_printed(entry, key, text, node.mark)
    return text


def icon_of(entry: Entry, key: Key[str | None]) -> Icon | None:
    """Return the icon that an entry names, or None; which icons there are is known where it is drawn."""
    name = entry.read(key)
    return None if name is None else Icon(name, entry.mark_of(key))


# a text that is printed as it is typed: a name, a statement, a label
PRINTED: Kind[str] = said(_printed, "a text", _TYPED)


def prose_of(entry: Entry, key: str, node: Node) -> Prose:
    """Return the text unit of a node, or its wordings by region; an empty key names the entry itself."""
    if isinstance(node, Mapping) and node.entries and EVERYWHERE not in node.entries:
        keys = ", ".join(node.entries)
        expected = f"a text, or wordings by region of which one is {EVERYWHERE!r}"
        entry.problem(node.mark, "missing-key", f"expected {expected} at {named(key or entry.path)}; it has {keys}")
        return Prose(entry.below(key), (), node.mark)
    if isinstance(node, Mapping) and node.entries:
        wordings = {region: prose_of(entry, key, child) for region, child in node.entries.items()}
        everywhere = wordings.pop(EVERYWHERE)
        return replace(everywhere, regional=tuple(wordings.items()))
    if not isinstance(node, Scalar):
        wrong(entry, key or entry.path, node, PROSE.says)
        return Prose(entry.below(key), (), node.mark)
    for message in foreign_markup(node.text):
        entry.problem(node.mark, "foreign-markup", message)
    prose, problems = parse(node.text, entry.below(key), node.mark)
    entry.log.extend(problems)
    return prose


_REGIONAL: Json = {"type": "object", "required": [EVERYWHERE], "additionalProperties": _TYPED}
# running text with placeholders and light Markdown; its unit id is the key below its entry
PROSE: Kind[Prose] = Kind("a text", prose_of, {"anyOf": [_TYPED, _REGIONAL]})
# the same where the text is all that its entry says, so that the entry's own id is the unit's
OWN_PROSE: Kind[Prose] = Kind("a text", lambda entry, _, node: prose_of(entry, "", node), PROSE.json)
