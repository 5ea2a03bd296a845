"""A value prints every word that stands between its number and the noun of its unit: `2 working days` are not `2 days`.

`statement: The result comes after 2 working days` needs a value in a unit that prints `working days`, which one line of
`content/units.yaml` declares; in days it would be printed as `2 days`, and a weekend later than it says. The same holds
for the noun of a period (`2 tablets a school day`), and in texts for words typed after a bare number
(`{{ test.wait:value }} working days`). Words that only join (`2 of 5 days`, `3 mg every day`) describe nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from handouts.checks.evidence.amounts import numbers
from handouts.checks.evidence.unit_names import UnitNames, unit_names
from handouts.checks.packs import SOURCE_PACK
from handouts.checks.subject import Subject, found
from handouts.content.model import Claim
from handouts.content.prose import Placeholder, PlainText, Prose, flat
from handouts.core.matching import for_matching
from handouts.core.problem import Problem, either
from handouts.core.quantity import Measured, Ratio, Unit, printed
from handouts.core.words import SOURCE

ID = "wrong-unit"
# the parts of a value that print a number without its unit
BARE = frozenset({"value", "low", "high", "estimate"})
_GAP = r"[\s\u00a0()\[\]-]+"
_WORD = r"[^\W\d_]+"
# how many words may describe a noun
MOST = 3


def check(subject: Subject) -> Iterator[Problem]:
    """Report values that print their number without a word that describes its unit."""
    names = unit_names(subject.library.units)
    for claim in subject.facts.claims.values():
        for name, measured in claim.values.items() if not claim.misread else ():
            phrase = _in_statement(measured, claim, names)
            if phrase is not None:
                value = f"value {name!r}" if name else "value"
                prints = for_matching(printed(measured.quantity, SOURCE))
                told = f"the {value} of {claim.id!r} prints {prints!r}"
                message = f"{told}, but its statement says {phrase!r}; {_instead(phrase, names)}"
                yield Problem(claim.mark, ID, message, reaches=subject.users(claim.id))
    for draft, prose in subject.proses:
        for place, noun, words in _in_text(prose, subject, names):
            message = f"'{{{{ {place} }}}}' counts {noun!r} and is followed by {words!r}"
            yield found(draft, place.mark, ID, f"{message}; {_instead(words, names)}")


def _instead(phrase: str, names: UnitNames) -> str:
    """Return what to write: the unit that prints these words, or how to declare one."""
    words = " ".join(re.findall(_WORD, phrase))
    if (known := names.ids.get(words.casefold())) is not None:
        return f"give the value the unit {either(sorted(known))}, or say it without the words between"
    return f"declare a unit that prints {words!r} in content/units.yaml, or say it without the words between"


# --- statements -----------------------------------------------------------------------------------


def _in_statement(measured: Measured, claim: Claim, names: UnitNames) -> str | None:
    """Return the words of a statement in which a number of a value and its unit are told apart, or None.

    A statement that also says the number with the unit alone, once for each such value, says both.
    """
    quantity = measured.quantity
    if isinstance(quantity, Ratio):
        return None
    for number in map(abs, numbers(quantity)):
        told = tuple(_after(number, claim.statement))
        plain = sum(_says_unit(claim.statement, start, quantity.unit, names) for start in told)
        if plain < _stating(number, quantity.unit, claim):
            for start in told:
                words = described(claim.statement, start, quantity.unit, names)
                if words is not None:
                    return f"{number:f} {words}"
    return None


def _after(number: Decimal, statement: str) -> Iterator[int]:
    """Yield the places after a number and the spaces behind it."""
    digits = f"{number:f}"
    for each in re.finditer(rf"(\d+(?:,\d{{3}})*(?:\.\d+)?)(?:{_GAP})?", statement):
        if each[1].replace(",", "") == digits:
            yield each.end()


def _says_unit(statement: str, start: int, unit: Unit, names: UnitNames) -> bool:
    """Return whether a unit stands at a place, and no word that describes its period is lost."""
    name = names.at(statement, start)
    return name is not None and unit.id in names.ids[name] and described(statement, start, unit, names) is None


def _stating(number: Decimal, unit: Unit, claim: Claim) -> int:
    """Return how many values of a claim hold a number in a unit."""
    quantities = [each.quantity for each in claim.values.values() if not isinstance(each.quantity, Ratio)]
    return sum(each.unit == unit and number in map(abs, numbers(each)) for each in quantities)


# --- texts ----------------------------------------------------------------------------------------


def _in_text(prose: Prose, subject: Subject, names: UnitNames) -> Iterator[tuple[Placeholder, str, str]]:
    """Yield each bare number whose text describes a unit that its value does not have: what it counts, what is said."""
    for place, text, after in _followed(prose):
        unit = _bare_unit(place, subject)
        gap = re.match(_GAP, text)
        if unit is None or gap is None:
            continue
        many = unit.definition.forms_in(SOURCE).many
        # the noun may come from the value itself: `{{ x:value }} working {{ x:unit }}`
        noun = f" {many}" if _prints_unit_of(after, place) else ""
        words = described(text.rstrip() + noun, gap.end(), unit, names)
        if words is not None:
            yield place, many, words


def _followed(prose: Prose) -> Iterator[tuple[Placeholder, str, Placeholder | None]]:
    """Yield each placeholder with the words that are typed after it, and the next placeholder."""
    before: Placeholder | None = None
    text = ""
    for piece in flat(prose.pieces):
        if isinstance(piece, PlainText):
            text += piece.text
        elif isinstance(piece, Placeholder):
            if before is not None:
                yield before, for_matching(text), piece
            before, text = piece, ""
    if before is not None:
        yield before, for_matching(text), None


def _bare_unit(place: Placeholder, subject: Subject) -> Unit | None:
    """Return the unit of a number that a placeholder prints alone, or None."""
    if place.kind != "claim" or place.part not in BARE:
        return None
    claim = subject.library.claims.get(place.source)
    measured = claim.values.get(place.name) if claim is not None and not claim.misread else None
    quantity = measured.quantity if measured is not None else None
    return None if quantity is None or isinstance(quantity, Ratio) else quantity.unit


def _prints_unit_of(after: Placeholder | None, place: Placeholder) -> bool:
    return after is not None and (after.source, after.name, after.part) == (place.source, place.name, "unit")


# --- nouns and the words before them ----------------------------------------------------------------


def described(text: str, start: int, unit: Unit, names: UnitNames) -> str | None:
    """Return the words from a place up to the noun of a unit or of its period, if others describe it; None if not."""
    forms = unit.definition.forms_in(SOURCE)
    nouns = tuple(form for form in (forms.many, forms.one) if form)
    at = names.at(text, start)
    if at is None:
        return _described(text, start, nouns, names)
    if unit.id not in names.ids[at]:
        # the name of another unit, which is longer by a word: working days
        return at if at.endswith(tuple(f" {noun.casefold()}" for noun in nouns)) else None
    if unit.per is None:
        return None
    period = unit.per.forms_in(SOURCE)
    joined = _joint().match(text, start + len(at))
    if joined is None:
        return None
    words = _described(text, joined.end(), (period.one, period.many), names)
    return None if words is None else f"{text[start : joined.end()]}{words}"


def _described(text: str, start: int, nouns: tuple[str, ...], names: UnitNames) -> str | None:
    pattern = _noun(nouns)
    phrase = pattern.match(text, start) if nouns and pattern is not None else None
    if phrase is None:
        return None
    words = re.findall(_WORD, phrase["words"].casefold())
    joins = SOURCE_PACK.wording.joining
    return None if any(word in joins or word in names.ids for word in words) else phrase[0]


@lru_cache(maxsize=256)
def _noun(nouns: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a few words and a noun, at the first place where one ends them."""
    noun = "|".join(re.escape(each).replace(r"\ ", _GAP) for each in nouns)
    return re.compile(rf"(?P<words>{_WORD}(?:{_GAP}{_WORD}){{0,{MOST - 1}}}?){_GAP}(?:{noun})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _joint() -> re.Pattern[str]:
    """Return the pattern of a word that joins a unit and its period: `a`, `per`, `every`."""
    joins = "|".join(sorted(map(re.escape, SOURCE_PACK.wording.joining)))
    return re.compile(rf"{_GAP}(?:{joins}){_GAP}", re.IGNORECASE)
