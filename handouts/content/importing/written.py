"""Works as entries of the bibliography: their ids, what they would change, and their YAML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from handouts.content.csl.dates import CslDate, DateError, date_in
from handouts.content.csl.names import PersonName
from handouts.content.csl.titles import untagged
from handouts.content.csl.values import CslValue
from handouts.content.importing.works import Work
from handouts.content.model import Reference
from handouts.content.references import read_references
from handouts.core.problem import Problem
from handouts.core.source import source_of

_PLAIN = re.compile(r"[^\W\d_][\w ./()+;&-]*(?<! )")
_OTHER_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
_PARTS = ("family", "given", "non-dropping-particle", "dropping-particle", "suffix", "literal")
# the order of the fields of an entry; all others follow as they came
_ORDER = ("type", "title", "author", "editor", "container-title", "volume", "issue", "page", "publisher", "issued")
# small letters that have no base letter
_APART = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
ASKED = "# who says what and when in plain words, such as 'Berg and others: How to use an inhaler (2019)'"
NO_SHORT = "# how the foot of a slide names the work, such as WHO 2019"


class UnwritableError(Exception):
    """The bibliography cannot be added to; its words say why."""


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field in which an exported work differs from an entry: what stands there, and what the export says."""

    field: str
    here: str
    exported: str


@dataclass(frozen=True, slots=True)
class NewWork:
    """A work that becomes an entry, with its id and a short form where one follows from its author and year."""

    id: str
    work: Work
    short: str


@dataclass(frozen=True, slots=True)
class KnownWork:
    """A work that stands in the bibliography already, under an id, and the fields in which the two differ."""

    id: str
    work: Work
    changes: tuple[FieldDifference, ...]


@dataclass(frozen=True, slots=True)
class ComparedWorks:
    """The works of an export, in its order, each new or known."""

    works: tuple[NewWork | KnownWork, ...] = ()

    @property
    def new(self) -> tuple[NewWork, ...]:
        """The works that become entries."""
        return tuple(each for each in self.works if isinstance(each, NewWork))

    @property
    def known(self) -> tuple[KnownWork, ...]:
        """The works that stand in the bibliography already, or twice in the export."""
        return tuple(each for each in self.works if isinstance(each, KnownWork))

    @property
    def unwritten(self) -> str:
        """The keys that an author still has to write in the new entries, in words."""
        return "'plain'" if all(each.short for each in self.new) else "'short' and 'plain'"


def compared(works: Iterable[Work], references: Mapping[str, Reference]) -> ComparedWorks:
    """Return each work as new, or as known by its id, its DOI, its number in PubMed, or its title and year."""
    there: dict[str, Mapping[str, CslValue]] = {name: reference.csl for name, reference in references.items()}
    shorts = {reference.short for reference in references.values()}
    found: list[NewWork | KnownWork] = []
    for work in works:
        name = _same(work, there)
        if name is not None:
            found.append(KnownWork(name, work, tuple(_changes(there[name], work.csl))))
            continue
        name, short = _new_id(work, there), _short(work)
        found.append(NewWork(name, work, "" if short in shorts else short))
        there[name] = work.csl
        shorts.add(short)
    return ComparedWorks(tuple(found))


def _same(work: Work, there: Mapping[str, Mapping[str, CslValue]]) -> str | None:
    """Return the id of the entry that is the same work, or None."""
    if work.key in there:
        return work.key
    marks = set(_marks(work.csl))
    return next((name for name, csl in there.items() if not marks.isdisjoint(_marks(csl))), None)


def _marks(csl: Mapping[str, CslValue]) -> Iterator[tuple[str, str]]:
    """Yield what tells a work from all others."""
    for name in ("DOI", "PMID", "PMCID"):
        if csl.get(name):
            yield name, str(csl[name]).casefold()
    title, issued = csl.get("title"), csl.get("issued")
    if isinstance(title, str) and isinstance(issued, CslDate):
        words = " ".join(re.findall(r"\w+", untagged(title).casefold()))
        yield "title", f"{csl.get('type')} {words} {issued.year or issued.words}"


def _changes(here: Mapping[str, CslValue], exported: Mapping[str, CslValue]) -> Iterator[FieldDifference]:
    """Yield the fields in which an export says something else than an entry."""
    for name, value in exported.items():
        ours, theirs = yaml_of(here[name]) if name in here else "", yaml_of(value)
        if ours != theirs and not (name == "DOI" and ours.casefold() == theirs.casefold()):
            yield FieldDifference(name, ours, theirs)


# --- ids and short forms --------------------------------------------------------------------------


def _new_id(work: Work, taken: Iterable[str]) -> str:
    """Return an id of author and year that no entry has: `berg_2019`, and then `berg_2019b`."""
    issued = work.csl.get("issued")
    year = str(issued.year) if isinstance(issued, CslDate) and issued.year else ""
    name = "_".join(filter(None, (_who(work), year)))
    used = {each.casefold() for each in taken}
    letters = ("", *"bcdefghijklmnopqrstuvwxyz")
    tried = (f"{name}{letter}{number or ''}" for number in range(1000) for letter in letters)
    return next(each for each in tried if each not in used)


def _who(work: Work) -> str:
    """Return the first author or editor in small ASCII letters, or else the first words of the title."""
    people = [name for field in ("author", "editor") for name in _names(work, field)]
    if people and people[0].family:
        words = people[0].family.split(" ")
        # programs that know no particles leave them in the family name
        name = " ".join(word for word in words if not word[:1].islower()) or people[0].family
        return _slug(name, 3) or "work"
    title = work.csl.get("title", "")
    body = people[0].literal if people else untagged(title) if isinstance(title, str) else ""
    return _slug(body, 3) or "work"


def _slug(text: str, most: int) -> str:
    apart = text.casefold().translate(_APART)
    plain = unicodedata.normalize("NFKD", apart).encode("ascii", "ignore").decode()
    return "_".join(re.findall(r"[a-z0-9]+", plain)[:most])


def _short(work: Work) -> str:
    """Return the family name of the first author and the year, or nothing where one of them is not known."""
    issued, people = work.csl.get("issued"), _names(work, "author")
    if not people or not people[0].family or not isinstance(issued, CslDate) or issued.year is None:
        return ""
    return f"{people[0].last} {issued.year}"


def _names(work: Work, field: str) -> tuple[PersonName, ...]:
    found = work.csl.get(field, ())
    return tuple(name for name in found if isinstance(name, PersonName)) if isinstance(found, tuple) else ()


# --- YAML -----------------------------------------------------------------------------------------


def entries_of(found: ComparedWorks, head: str) -> str:
    """Return the new works as entries below a comment."""
    return "".join(f"{line}\n" for line in (f"# {head}", *(line for each in found.new for line in _entry(each))))


def appended(text: str, file: str, found: ComparedWorks, head: str) -> str:
    """Return the text of the bibliography with the new works at its end; the rest stays as it is.

    It is read back to make sure. Raises UnwritableError.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    whole = text + ("" if not text or text.endswith("\n") else end) + entries_of(found, head).replace("\n", end)
    source = source_of(whole, file)
    if source.problems:
        raise UnwritableError(f"{file} does not end in an entry that another can follow: {source.problems[0]}")
    faults: dict[str, list[Problem]] = {}
    read = read_references(source, faults)
    for each in found.new:
        if each.id not in read or dict(read[each.id].csl) != dict(each.work.csl):
            told = next(iter(faults.get(each.id, ())), f"{each.id} would be read as something else")
            raise UnwritableError(f"an entry cannot be written as it was exported: {told}")
    return whole


def _entry(each: NewWork) -> Iterator[str]:
    """Yield the lines of an entry."""
    yield f"{each.id}:"
    csl = each.work.csl
    for name in (*(name for name in _ORDER if name in csl), *(name for name in csl if name not in _ORDER)):
        value = csl[name]
        if isinstance(value, tuple):
            yield f"  {name}:"
            yield from (f"    - {_item(item)}" for item in value)
        else:
            yield f"  {name}: {yaml_of(value)}"
    yield "  confidence: memory"
    yield f"  short: {_scalar(each.short)}" if each.short else f"  short:  {NO_SHORT}"
    yield f"  plain:  {ASKED}"


def yaml_of(value: CslValue) -> str:
    """Return a value as YAML on one line."""
    match value:
        case str():
            return _scalar(value)
        case CslDate():
            return _date(value)
        case tuple():
            return f"[{', '.join(map(_item, value))}]"


def _date(value: CslDate) -> str:
    try:
        same = date_in(str(value)) == value
    except DateError:
        same = False
    if not same:
        return f"{{literal: {_scalar(value.words)}}}"
    return _scalar(value.words) if value.words else str(value)


def _item(item: PersonName | str) -> str:
    if isinstance(item, str):
        return _scalar(item)
    parts = (item.family, item.given, item.non_dropping_particle, item.dropping_particle, item.suffix, item.literal)
    written = (f"{name}: {_scalar(part)}" for name, part in zip(_PARTS, parts, strict=True) if part)
    return f"{{{', '.join(written)}}}"


def _scalar(text: str) -> str:
    """Return a text as YAML: plain where it cannot be read as anything else, and else in single quotes."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _OTHER_WORDS:
        return text
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def not_taken(works: Iterable[Work]) -> Mapping[str, int]:
    """Return how many works have notes and other fields that are not taken, by kind."""
    counts: dict[str, int] = {}
    for work in works:
        for name in work.private:
            counts[name] = counts.get(name, 0) + 1
    return counts
