"""Names of people and bodies as CSL has them: with particles and suffixes, or as one literal name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handouts.content.csl.faults import Fault
from handouts.core.problem import did_you_mean

EXAMPLES = "{family: Berg, given: A} or {literal: World Health Organization}"
_PARTS = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal")
# how a program orders or parses a name; a list of references puts the family name first in any case
_SWITCHES = ("comma-suffix", "static-ordering", "parse-names")
# a particle that is written together with the name: d'Aulaire, al-Razi
_JOINED = ("'", "\u2019", "-", "\u2010")
_USUAL = frozenset(("family", "given"))
# patterns that few entries need are compiled when they are used
_SUFFIX = r",?\s+((?:[JS]r|Esq)\.?|I{2,3}|IV|VI{0,3})\Z"


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in its parts, or a literal name, such as that of a body; parts that a name lacks are empty."""

    family: str = ""
    given: str = ""
    dropping_particle: str = ""
    non_dropping_particle: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def last(self) -> str:
        """The family name with its particles as a list of references prints it, or the literal name.

        Medical lists keep every particle before the family name: CSL's dropping ones too.
        """
        if self.literal:
            return self.literal
        name = self.family
        for particle in (self.non_dropping_particle, self.dropping_particle):
            if particle:
                name = f"{particle}{name}" if particle.endswith(_JOINED) else f"{particle} {name}"
        return name

    @property
    def parts(self) -> tuple[str, ...]:
        """Its words, part by part."""
        every = (self.dropping_particle, self.non_dropping_particle, self.family, self.given, self.suffix, self.literal)
        return tuple(part for part in every if part)


def names_of(data: object, field: str, faults: list[Fault]) -> tuple[PersonName, ...]:
    """Return the names of a field; each that is none is left out, with what is wrong added to the faults."""
    if not isinstance(data, list) or not data:
        faults.append(Fault("wrong-type", f"{field!r}: expected a list of names, such as {EXAMPLES}", (field,)))
        return ()
    found = (_name(each, (field, place), faults) for place, each in enumerate(data))
    return tuple(name for name in found if name is not None)


def _name(data: object, at: tuple[str, int], faults: list[Fault]) -> PersonName | None:
    if not isinstance(data, dict):
        shown = f", not {data!r}" if isinstance(data, str) else ""
        faults.append(Fault("wrong-type", f"{at[0]!r}: expected a name in parts, such as {EXAMPLES}{shown}", at))
        return None
    if data.keys() == _USUAL:
        # nearly all names
        family, given = data["family"], data["given"]
        if isinstance(family, str) and isinstance(given, str) and family.strip() and given.strip():
            return PersonName(family, given)
    before = len(faults)
    faults.extend(_faults_of(data, at))
    if len(faults) > before:
        return None
    name = PersonName(*[data.get(part, "") for part in _PARTS])
    return _parsed(name) if str(data.get("parse-names", "")).lower() in ("true", "1", "yes") else name


def _faults_of(data: dict[str, object], at: tuple[str, int]) -> Iterator[Fault]:
    """Yield what is wrong with the parts of a name."""
    for part, value in data.items():
        if part not in (*_PARTS, *_SWITCHES):
            hint = did_you_mean(part, _PARTS) or f"; a name has {', '.join(_PARTS)}"
            yield Fault("unknown-key", f"unknown part {part!r} of a name in {at[0]!r}{hint}", (*at, part))
        elif not isinstance(value, str):
            yield Fault("wrong-type", f"{part!r} of a name in {at[0]!r}: expected one value", (*at, part))
        elif not value.strip():
            yield Fault("empty-text", f"{part!r} of a name in {at[0]!r} is empty; leave it out", (*at, part))
    if not data.get("family") and not data.get("literal"):
        yield Fault("missing-key", f"a name in {at[0]!r} has neither 'family' nor 'literal'; write {EXAMPLES}", at)
    elif data.get("literal") and any(data.get(part) for part in _PARTS if part != "literal"):
        yield Fault("wrong-value", f"a name in {at[0]!r} has both parts and 'literal'; write one of them", at)


def _parsed(name: PersonName) -> PersonName:
    """Return a name whose particle and suffix stand in its given and family names, taken apart."""
    words = name.given.split(" ")
    first = next((place for place in range(len(words), 0, -1) if not words[place - 1][:1].islower()), 0)
    given, particle = " ".join(words[:first]), " ".join(words[first:])
    suffix = re.search(_SUFFIX, given)
    if suffix and not name.suffix:
        given = given[: suffix.start()]
    return PersonName(
        name.family,
        given.rstrip(","),
        name.dropping_particle or particle,
        name.non_dropping_particle,
        name.suffix or (suffix[1] if suffix else ""),
        name.literal,
    )
