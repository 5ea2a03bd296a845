"""Texts composed from prose: placeholders become values, and every fact used is recorded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, assert_never

from handouts.content.compose.phones import phone_words
from handouts.content.csl.titles import as_text
from handouts.content.model import CaseExample, Claim, Clinic, FigureData, Library
from handouts.content.prose import Cited, Emphasis, Linked, Piece, Placeholder, PlainText, Prose
from handouts.content.translation import Translation, clinic_unit, food_unit, reference_unit, span_unit, term_unit
from handouts.core.numbers import Nouns, stated
from handouts.core.problem import Mark
from handouts.core.quantity import PARTS, Measured, Part, Quantity, Ratio, printed
from handouts.core.words import word
from handouts.document.document import Reads
from handouts.document.text import (
    Blank,
    Citation,
    Contact,
    Inline,
    Italic,
    Link,
    Lowered,
    Raised,
    Strong,
    Text,
    Unit,
    Value,
    Words,
)

# a straight quotation mark opens before a word at the start, after a space, a bracket or a dash; else it closes
_OPENING = re.compile(r"""(?:(?<=[\s(\[\u2013])|^)["'](?=\w)""")
_CLOSING = re.compile(r"""["']""")


SERVING = "serving"


class UnresolvedError(Exception):
    """The error for a placeholder without a fact; checks report such placeholders before anything is composed."""


@dataclass
class Composer:
    """What one document is composed with: facts, translation and clinic, and the record of the facts that it used."""

    library: Library
    translation: Translation
    clinic: Clinic | None
    formatted: Mapping[str, str]
    figures: Mapping[str, FigureData]
    read: dict[str, set[str]] = field(default_factory=dict)
    cited: dict[str, None] = field(default_factory=dict)
    examples: Mapping[str, CaseExample] = field(default_factory=dict)

    @property
    def lang(self) -> str:
        """The language that the document is composed in."""
        return self.translation.lang

    # --- texts ---

    def unit(self, prose: Prose, *, bare: str | None = None) -> Unit:
        """Return a text unit; `bare` is the unit of a table column, whose values print without it."""
        prose = self.translation.prose(prose, self.clinic.region if self.clinic is not None else None)
        return Unit(prose.id, tuple(self.inlines(prose.pieces, bare)), prose.mark, self.lang)

    def optional(self, prose: Prose | None) -> Unit | None:
        return None if prose is None else self.unit(prose)

    def said(self, unit_id: str, text: str, mark: Mark) -> Unit:
        """Return a text unit with words of the program."""
        return Unit(unit_id, (Words(text),), mark, self.lang)

    def in_full(self, unit_id: str, name: str, mark: Mark) -> Unit:
        """Return a text unit with the full form of a reference, with italics and small type where its title has them."""
        return Unit(unit_id, as_text(self.formatted[name]), mark, self.lang)

    def inlines(self, pieces: Iterable[Piece], bare: str | None) -> Iterator[Inline]:
        for piece in pieces:
            match piece:
                case PlainText(text):
                    yield Words(curly(text))
                case Emphasis(look, inner):
                    children = tuple(self.inlines(inner, bare))
                    yield _looking(look, children)
                case Linked(inner, url):
                    yield Link(tuple(self.inlines(inner, bare)), url)
                case Cited(reference):
                    self.note("references", reference)
                    self.cited.setdefault(reference)
                    yield Citation(reference)
                case Placeholder():
                    yield from self.placeholder(piece, bare)
                case _:
                    assert_never(piece)

    def placeholder(self, place: Placeholder, bare: str | None) -> Iterator[Inline]:
        match place.kind:
            case "claim" | "food" | "limit":
                yield self.value(place, bare)
            case "example":
                yield self.example(place, bare)
            case "term":
                self.note("terms", place.source)
                yield Words(self.translation.words(term_unit(place.source), self.library.terms[place.source].plain))
            case "clinic":
                yield self.contact(place.source)
            case "policy":
                yield from self.policy_words(place.source)
            case _:
                yield Blank(place.source)

    def reference(self, name: str, part: Literal["plain", "short"]) -> str:
        """Return the short form of a reference: `plain` for everyone, `short` for the foot of a slide."""
        known = self.library.references[name]
        return self.translation.words(reference_unit(name, part), known.plain if part == "plain" else known.short)

    def serving(self, name: str) -> Value:
        """Return the amount of a food that its columns refer to, and record it as used. Raises UnresolvedError."""
        food = self.library.foods.get(name)
        if food is None or not food.serving:
            raise UnresolvedError(f"food/{name}:{SERVING}")
        self.note("foods", name)
        self.note_all("references", food.references)
        serving = self.translation.words(food_unit(name, SERVING), food.serving)
        return Value("food", name, SERVING, None, None, serving)

    def value(self, place: Placeholder, bare: str | None) -> Value:
        """Return the printed value of a placeholder, and record its fact as used."""
        if place.kind == "food" and place.part == SERVING:
            return self.serving(place.source)
        measured = self.measured(place)
        part = _part(place, measured.quantity, bare)
        name = place.name if place.kind == "claim" else place.part
        kind: Literal["claim", "food", "limit"] = (
            "food" if place.kind == "food" else "limit" if place.kind == "limit" else "claim"
        )
        text = printed(measured.quantity, self.lang, part)
        if part == "span":
            text = self.translation.words(span_unit(place.source, name), text)
        return Value(kind, place.source, name, part, measured, text)

    def example(self, place: Placeholder, bare: str | None) -> Value:
        """Return the printed value of an invented patient. Raises UnresolvedError."""
        example = self.examples.get(place.source)
        if example is None:
            raise UnresolvedError(str(place))
        self.note("examples", example.id)
        quantity = example.measured.quantity
        part = _part(place, quantity, bare)
        return Value("example", example.id, None, part, example.measured, printed(quantity, self.lang, part))

    def measured(self, place: Placeholder) -> Measured:
        """Return the typed quantity that a placeholder names, recorded as used. Raises UnresolvedError."""
        try:
            if place.kind == "claim":
                claim = self.claim(place.source)
                return claim.values[place.name]
            table = self.library.foods if place.kind == "food" else self.library.limits
            self.note(f"{place.kind}s", place.source)
            entry = table[place.source]
            self.note_all("references", entry.references)
            return entry.columns[place.part or ""]
        except KeyError as error:
            raise UnresolvedError(str(place)) from error

    def claim(self, name: str) -> Claim:
        self.note("claims", name)
        claim = self.library.claims[name]
        self.note_all("references", claim.references)
        return claim

    def contact(self, name: str) -> Inline:
        """Return a clinic's own phone or name; without a clinic, a line to write on."""
        found = self._of_clinic(self.clinic, name) if self.clinic is not None else ""
        if found:
            return Contact(name, found)
        if name == "emergency":
            return Contact(name, word("emergency-number", self.lang))
        return Blank(name)

    def _of_clinic(self, clinic: Clinic, name: str) -> str:
        """Return one field of what a clinic says about itself; names and addresses are the same in each language."""
        if name in clinic.phones:
            return phone_words(clinic, name, self.translation)
        says = dict(clinic.says)
        if name in says:
            return self.translation.words(clinic_unit(clinic.id, name), says[name])
        return clinic.addresses.get(name) or ""

    def policy_words(self, name: str) -> Iterator[Inline]:
        policy = self.clinic.policies.get(name) if self.clinic is not None else None
        if isinstance(policy, Prose):
            own = self.translation.prose(policy, None)
            yield from self._own(name, tuple(self.inlines(own.pieces, None)))
        elif policy is not None:
            yield Value("policy", name, None, None, policy, printed(policy.quantity, self.lang))

    def _own(self, policy: str, text: Text) -> Text:
        """Return a policy's text in which words that state a number are marked with their source."""
        nouns = self.library.units.nouns(self.lang)
        return tuple(_own_inline(policy, inline, self.lang, nouns) for inline in text)

    def note(self, kind: str, name: str) -> None:
        self.read.setdefault(kind, set()).add(name)

    def note_all(self, kind: str, names: Iterable[str]) -> None:
        self.read.setdefault(kind, set()).update(names)

    def reads(self) -> Reads:
        kinds = ("claims", "references", "foods", "limits", "terms", "figures")
        return Reads(**{kind: tuple(sorted(self.read.get(kind, ()))) for kind in kinds})


def _own_inline(policy: str, inline: Inline, lang: str, nouns: Nouns) -> Inline:
    match inline:
        case Words(words) if any(stated(words, lang, nouns=nouns)):
            return Value("policy", policy, None, None, None, words)
        case Strong(children) | Italic(children) | Raised(children) | Lowered(children) | Link(children):
            own = tuple(_own_inline(policy, child, lang, nouns) for child in children)
            return replace(inline, children=own)
        case _:
            return inline


def _part(place: Placeholder, quantity: Quantity, bare: str | None) -> Part | None:
    """Return the part of a value that a placeholder prints, or None for all of it.

    In a column of a unit (`bare`), a value in that unit prints without it; the part of a food or limit is its column.
    """
    asked = place.part if place.kind in ("claim", "example") else None
    part = next((part for part in PARTS if part == asked), None)
    return "value" if part is None and bare is not None and _unit_of(quantity) == bare else part


def curly(text: str) -> str:
    """Return the text with typographic quotation marks and apostrophes instead of straight ones."""
    return _CLOSING.sub(_curled, _OPENING.sub(_curled, text))


def _curled(found: re.Match[str]) -> str:
    opening = found.re is _OPENING
    return {'"': "“" if opening else "”", "'": "‘" if opening else "’"}[found[0]]


def _looking(look: str, children: Text) -> Strong | Raised | Lowered:
    match look:
        case "strong":
            return Strong(children)
        case "raised":
            return Raised(children)
        case _:
            return Lowered(children)


def _unit_of(quantity: Quantity) -> str | None:
    match quantity:
        case Ratio():
            return None
        case _:
            return str(quantity.unit)
