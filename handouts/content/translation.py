"""Authored texts in another language, by the id of their text unit: the interface for catalogues of translations.

Each authored text that a document prints is looked up here once, while the document is composed. The key is its unit id
and its source text, with markup and placeholders, as gettext keeps them (`msgctxt` and `msgid`): a translation of older
words is therefore not used. Ids are fixed:

    <document>/<section>/<block>[/<part>]   texts of documents; `@<region>` after it for the wording of one region
    <document>/subject                      what a document is about
    foods/<food>/name, /serving             glossary/<term>/plain
    references/<reference>/plain, /short    claims/<claim>/statement, /subject, /population, /strength_reason, /blocked
    claims/<claim>/value[s/<name>]/span     and /subject, /population if the value has its own
    clinics/<clinic>/policies/<policy>      clinics/<clinic>/day, /night, /other_formats, /feedback
                                            clinics/<clinic>/day/hours, /night/hours
    vocabulary/bases/<basis>/label          vocabulary/scopes/<scope>/label
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from handouts.content.model import Claim, Clinic, Draft, Library
from handouts.content.prose import Prose, parse
from handouts.content.vocabulary import OwnBasis, Scope, Vocabulary
from handouts.content.walk import prose_in
from handouts.core.quantity import Ratio

# returns the text of a unit in a language for its id and source text; None if there is none
Lookup = Callable[[str, str], str | None]


@dataclass(frozen=True, slots=True)
class Translation:
    """The authored texts in one language; without a look-up, or if it finds nothing, they stay as written."""

    lang: str
    lookup: Lookup | None = None

    def words(self, unit_id: str, source: str) -> str:
        """Return a plain text, such as the name of a food."""
        found = self.lookup(unit_id, source) if self.lookup is not None else None
        return source if found is None else found

    def prose(self, prose: Prose, region: str | None) -> Prose:
        """Return a text with markup and placeholders, in the wording of a region."""
        wording = prose.for_region(region)
        if self.lookup is None:
            return wording
        found = self.lookup(prose.id if wording is prose else f"{prose.id}@{region}", wording.source)
        # problems in the markup of a translation are reported when its catalogue is read
        return wording if found is None else parse(found, wording.id, wording.mark)[0]


# --- ids ------------------------------------------------------------------------------------------


def food_unit(food: str, part: str) -> str:
    """Return the id of a food's `name` or `serving`."""
    return f"foods/{food}/{part}"


def term_unit(term: str) -> str:
    """Return the id of the plain words for a term."""
    return f"glossary/{term}/plain"


def reference_unit(reference: str, part: str) -> str:
    """Return the id of a reference's `plain` or `short` words."""
    return f"references/{reference}/{part}"


def claim_unit(claim: str, part: str) -> str:
    """Return the id of a claim's `statement`, `subject`, `population`, `strength_reason` or `blocked`."""
    return f"claims/{claim}/{part}"


def span_unit(claim: str, name: str | None) -> str:
    """Return the id of the time span of a claim's value."""
    return claim_unit(claim, f"{_value(name)}/span")


def clinic_unit(clinic: str, part: str) -> str:
    """Return the id of a text that a clinic prints about itself."""
    return f"clinics/{clinic}/{part}"


def subject_unit(document: str) -> str:
    """Return the id of the text that says what a document is about."""
    return f"{document}/subject"


# --- all of them ----------------------------------------------------------------------------------


class Authored(NamedTuple):
    """A text unit that may be translated: its id and its source text."""

    id: str
    source: str


def authored_texts(drafts: Iterable[Draft], library: Library, clinic: Clinic | None) -> Iterator[Authored]:
    """Yield every authored text that documents may print, each once."""
    texts = (*_of_drafts(drafts), *_of_library(library), *(_of_clinic(clinic) if clinic is not None else ()))
    yield from dict.fromkeys(each for each in texts if each.source)


def _of_drafts(drafts: Iterable[Draft]) -> Iterator[Authored]:
    for draft in drafts:
        yield Authored(subject_unit(draft.id), draft.subject)
        texts = tuple(prose_in(draft))
        # wordings for single regions come with the text that they replace
        regional = {own for prose in texts for _, own in prose.regional}
        for prose in texts:
            if prose not in regional:
                yield from _of_prose(prose)


def _of_prose(prose: Prose) -> Iterator[Authored]:
    yield Authored(prose.id, prose.source)
    yield from (Authored(f"{prose.id}@{region}", own.source) for region, own in prose.regional)


def _of_library(library: Library) -> Iterator[Authored]:
    for food in library.foods.values():
        yield Authored(food_unit(food.id, "name"), food.name)
        yield Authored(food_unit(food.id, "serving"), food.serving)
    for term in library.terms.values():
        yield Authored(term_unit(term.id), term.plain)
    for reference in library.references.values():
        yield Authored(reference_unit(reference.id, "plain"), reference.plain)
        yield Authored(reference_unit(reference.id, "short"), reference.short)
    for claim in library.claims.values():
        yield from _of_claim(claim)
    for blocked in library.blocked.values():
        yield Authored(claim_unit(blocked.id, "blocked"), blocked.reason)
    yield from _of_vocabulary(library.vocabulary)


def basis_label(basis: OwnBasis) -> Authored:
    """Return the printed words of a basis that a project adds."""
    return Authored(f"vocabulary/bases/{basis.id}/label", basis.label)


def scope_label(scope: Scope) -> Authored:
    """Return the printed words of what a limit counts."""
    return Authored(f"vocabulary/scopes/{scope.id}/label", scope.label)


def _of_vocabulary(vocabulary: Vocabulary) -> Iterator[Authored]:
    yield from map(basis_label, vocabulary.own_bases.values())
    yield from map(scope_label, vocabulary.scopes.values())


def authored_about(claim: Claim, name: str | None, part: Literal["subject", "population"]) -> Authored:
    """Return the subject or population of a value: the claim's own text if the value has no other."""
    measured = claim.values[name]
    own, whole = (measured.subject, claim.subject) if part == "subject" else (measured.population, claim.population)
    return Authored(claim_unit(claim.id, part if own == whole else f"{_value(name)}/{part}"), own)


def _value(name: str | None) -> str:
    return f"values/{name}" if name else "value"


def _of_claim(claim: Claim) -> Iterator[Authored]:
    yield Authored(claim_unit(claim.id, "statement"), claim.statement)
    yield Authored(claim_unit(claim.id, "subject"), claim.subject)
    yield Authored(claim_unit(claim.id, "population"), claim.population)
    yield Authored(claim_unit(claim.id, "strength_reason"), claim.strength_reason or "")
    for name, measured in claim.values.items():
        yield from (authored_about(claim, name, "subject"), authored_about(claim, name, "population"))
        if isinstance(measured.quantity, Ratio):
            yield Authored(span_unit(claim.id, name), measured.quantity.span or "")


def _of_clinic(clinic: Clinic) -> Iterator[Authored]:
    for part, text in clinic.says:
        yield Authored(clinic_unit(clinic.id, part), text)
    for policy in clinic.policies.values():
        if isinstance(policy, Prose):
            yield from _of_prose(policy)
