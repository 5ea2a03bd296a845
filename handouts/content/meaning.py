"""Facts by meaning: the content of a library entry, key by key, independent of its layout in the file.

Order of keys, quotes, comments and line breaks have no meaning. The record of an approval and the comparison of two
editions both read entries with this module, so that they agree on what is a change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from handouts.content.claims import read_claims
from handouts.content.model import Claim
from handouts.content.project import Project
from handouts.content.vocabulary import UNJUDGED
from handouts.core.problem import Mark, Problem
from handouts.core.quantity import Measured, Units, printed
from handouts.core.source import Mapping as Nodes
from handouts.core.source import Node, Scalar, Sequence, Source, as_data
from handouts.core.words import SOURCE

Kind = Literal["claim", "reference", "food", "limit", "term", "unit", "region", "name", "word", "rule", "clinic"]
Entries = Mapping[tuple[Kind, str], object]
Leaves = Mapping[str, str]
Done = Literal["added", "removed", "changed"]

# errors of the source text must not be in a file that people read to approve
UNPRINTABLE = ("source_says",)
# the fields of a source note that are in our own words
_JUDGED = ("verdict", "print_rule", "grade")
# the section of a file whose entries have names of their own, and what those of its other sections are
_SECTIONS: Mapping[str, tuple[str, Kind, Kind]] = {
    "content/foods.yaml": ("foods", "food", "rule"),
    "content/limits.yaml": ("limits", "limit", "rule"),
    "content/regions.yaml": ("regions", "region", "rule"),
    "content/vocabulary.yaml": ("", "word", "word"),
}
_WHOLE: Mapping[str, Kind] = {
    "content/references.yaml": "reference",
    "content/glossary.yaml": "term",
    "content/units.yaml": "unit",
    "content/names.yaml": "name",
}

# --- one entry ------------------------------------------------------------------------------------


def leaves(data: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the typed texts of an entry, each with its keys; a list is one text."""
    if isinstance(data, dict):
        for key, item in data.items():
            yield from leaves(item, f"{path}.{key}" if path else key)
    elif isinstance(data, list):
        yield path, ", ".join(_item(item) for item in data)
    else:
        yield path, str(data)


def _item(item: object) -> str:
    """Return an item of a list in words: for a mapping, such as an author's names, its texts in order."""
    if isinstance(item, dict | list):
        return " ".join(text for _, text in leaves(item))
    return str(item)


def differing(before: Leaves, after: Leaves) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield each key whose text differs, with both texts; None if the key is missing."""
    for key in dict.fromkeys((*after, *before)):
        if before.get(key) != after.get(key):
            yield key, before.get(key), after.get(key)


def said(kind: Kind, name: str, data: object, units: Units) -> Leaves:
    """Return the content of an entry, key by key: a claim's values as printed, beside the parts as typed."""
    if kind != "claim" or not isinstance(data, dict):
        return dict(leaves(data))
    note = data.get("source_says")
    entry = {key: item for key, item in data.items() if key not in UNPRINTABLE}
    claim = claim_read_again(name, entry, units)
    values = {} if claim is None else dict(_values(claim))
    return {**values, **dict(leaves(entry)), **dict(_noted(note))}


def _values(claim: Claim) -> Iterator[tuple[str, str]]:
    for name, measured in claim.values.items():
        yield ("value" if name is None else f"values.{name}"), value_words(measured)


def value_words(measured: Measured) -> str:
    """Return a value as printed, with the authority that set it."""
    text = printed(measured.quantity, SOURCE)
    return f"{text} ({measured.authority})" if measured.authority else text


def _noted(note: object) -> Iterator[tuple[str, str]]:
    """Yield the fields of a source note; the source's own words only as a digest, since no file may print them."""
    if not isinstance(note, dict):
        return
    yield from ((f"source_says.{key}", str(note[key])) for key in _JUDGED if key in note)
    words = repr(sorted((key, str(item)) for key, item in note.items() if key not in _JUDGED))
    yield "source_says.words", f"not printed; digest {hashlib.blake2b(words.encode(), digest_size=4).hexdigest()}"


# --- entries of two editions ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact added (`before` is None), removed (`after` is None) or changed in one `key`.

    An added or removed fact has no key; its text is the claim's statement or whatever names it best. The key of a fact
    that is one text or one list is empty.
    """

    kind: Kind
    id: str
    key: str | None
    before: str | None
    after: str | None

    @property
    def done(self) -> Done:
        """What was done to the fact."""
        if self.key is not None:
            return "changed"
        return "added" if self.before is None else "removed"


def fact_changes(old: Entries, new: Entries, before: Units, after: Units) -> Iterator[FactChange]:
    """Yield all differences between the entries of two editions, in the order of the new edition.

    `before` and `after` are the units of the two, in which their values are printed.
    """
    for kind, name in dict.fromkeys((*new, *old)):
        was, now = old.get((kind, name)), new.get((kind, name))
        if was == now:
            continue
        if was is None or now is None:
            yield FactChange(kind, name, None, _name_of(kind, was), _name_of(kind, now))
        else:
            yield from _changed(kind, name, said(kind, name, was, before), said(kind, name, now, after))


def _changed(kind: Kind, name: str, before: Leaves, after: Leaves) -> Iterator[FactChange]:
    found = list(differing(before, after))
    told = tuple(f"{key}." for key, _, _ in found)
    for key, was, now in found:
        # a change of the printed value stands for the changes of its parts
        if not key.startswith(told):
            yield FactChange(kind, name, key, was, now)


def _name_of(kind: Kind, data: object) -> str | None:
    """Return the words that name an entry best."""
    if data is None:
        return None
    if not isinstance(data, dict):
        return str(data)
    keys = ("statement", "blocked", "plain", "name", "title", "population")
    return next((str(data[key]) for key in keys if key in data), kind)


# --- files ----------------------------------------------------------------------------------------


def entries_of(project: Project, file: str) -> Entries:
    """Return the entries of a file of the library, by kind and id; none if it is missing or not a mapping."""
    if not (project.root / file).is_file():
        return {}
    data = _data(project.source(file).root)
    if file.startswith("content/claims/"):
        return {("claim", name): entry for name, entry in data.items()}
    if file.startswith("content/clinics/"):
        return {("clinic", file.rpartition("/")[2].removesuffix(".yaml")): data} if data else {}
    if file in _WHOLE:
        return {(_WHOLE[file], name): entry for name, entry in data.items()}
    return dict(_sections(file, data)) if file in _SECTIONS else {}


def library_files(project: Project) -> tuple[str, ...]:
    """Return the files with facts, rules and clinics."""
    claims = (f"content/claims/{prefix}.yaml" for prefix in project.claim_files)
    clinics = (f"content/clinics/{name}.yaml" for name in project.clinics)
    return (*claims, *_WHOLE, *_SECTIONS, *clinics)


def _sections(file: str, data: Mapping[str, object]) -> Iterator[tuple[tuple[Kind, str], object]]:
    section, kind, other = _SECTIONS[file]
    for head, entries in data.items():
        for name, entry in entries.items() if isinstance(entries, dict) else [("", entries)]:
            place: tuple[Kind, str] = (kind, name) if head == section else (other, f"{head}/{name}".rstrip("/"))
            yield place, entry


def _data(node: Node | None) -> dict[str, object]:
    return {key: as_data(child) for key, child in node.entries.items()} if isinstance(node, Nodes) else {}


# --- claims as written ----------------------------------------------------------------------------


def claim_as_written(project: Project, name: str) -> dict[str, object] | None:
    """Return the keys of a claim's entry as its author typed them."""
    root = project.source(f"content/claims/{name.partition('.')[0]}.yaml").root
    node = root.entries.get(name) if isinstance(root, Nodes) else None
    if not isinstance(node, Nodes):
        return None
    return {key: as_data(child) for key, child in node.entries.items() if key not in UNPRINTABLE}


def claim_read_again(name: str, written: object, units: Units) -> Claim | None:
    """Return a claim from the words that a record kept; None if they are not a valid claim."""
    mark = Mark("record")
    stem = name.partition(".")[0]
    log: list[Problem] = []
    source = Source("record", Nodes({name: _node(written, mark)}, {name: mark}, mark))
    claim = read_claims(source, stem, units, UNJUDGED, log).claims.get(name)
    return None if log else claim


def _node(data: object, mark: Mark) -> Node:
    if isinstance(data, dict):
        return Nodes({key: _node(item, mark) for key, item in data.items()}, dict.fromkeys(data, mark), mark)
    if isinstance(data, list):
        return Sequence(tuple(_node(item, mark) for item in data), mark)
    return Scalar(str(data), mark)
