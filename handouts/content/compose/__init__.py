"""Composing: content becomes the document that one reader will see, in one language, for one clinic.

The functions are pure: they read no clock, path or layout, and expect content that has passed the checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from handouts.content.compose.grounds import grounds
from handouts.content.compose.phones import phone_words
from handouts.content.compose.sections import sections
from handouts.content.compose.texts import SERVING, Composer, UnresolvedError
from handouts.content.model import Clinic, Draft, Library
from handouts.content.prose import Cited
from handouts.content.translation import Translation, clinic_unit, subject_unit
from handouts.content.walk import prose_in
from handouts.document.document import Document, Letterhead

REVIEW_AFTER_MONTHS = 12


def compose(
    draft: Draft, library: Library, translation: Translation, clinic: Clinic | None, formatted: Mapping[str, str]
) -> Document:
    """Return the document that one reader will see; `formatted` holds the printed form of each reference."""
    composer = Composer(library, translation, clinic, formatted, draft.figures)
    for name, _ in draft.rests_on:
        composer.claim(name)
    composed = tuple(sections(composer, draft))
    title, lead = composer.unit(draft.title), composer.optional(draft.lead)
    reads = composer.reads()
    return Document(
        id=draft.id,
        kind=draft.kind,
        lang=translation.lang,
        title=title,
        lead=lead,
        sections=composed,
        version=draft.version,
        checked=draft.checked,
        review_due=draft.review_due or review_due(draft.checked),
        reads=reads,
        letterhead=_letterhead(translation, clinic),
        subject=translation.words(subject_unit(draft.id), draft.subject),
        grounds=tuple(grounds(composer, reads)),
        names=library.names,
        nouns=library.units.nouns(translation.lang),
    )


def review_due(checked: date) -> date:
    """Return the day on which a review is due if the document names none: 12 months after it was checked."""
    year = checked.year + REVIEW_AFTER_MONTHS // 12
    day = 28 if (checked.month, checked.day) == (2, 29) else checked.day
    return checked.replace(year=year, day=day)


def cited_references(draft: Draft, library: Library) -> tuple[str, ...]:
    """Return the references that a deck prints in full, in the order of their first citation."""
    cited: dict[str, None] = {}
    for part in draft.parts:
        for name, _ in part.lesson.sources if part.lesson else ():
            cited.setdefault(name)
    for prose in prose_in(draft.parts):
        for piece in prose.pieces:
            if isinstance(piece, Cited):
                cited.setdefault(piece.reference)
    return tuple(name for name in cited if name in library.references)


def _letterhead(translation: Translation, clinic: Clinic | None) -> Letterhead | None:
    if clinic is None:
        return None
    says = {part: translation.words(clinic_unit(clinic.id, part), text) for part, text in clinic.says}
    phones = {key: phone_words(clinic, key, translation) for key in clinic.phones}
    return Letterhead(
        clinic.id,
        clinic.name,
        phones.get("day"),
        phones.get("night"),
        clinic.web,
        says.get("other_formats"),
        clinic.logo,
        clinic.colour,
        says.get("feedback"),
        {**clinic.marks, **{key: phone.mark for key, phone in clinic.phones.items()}},
    )


__all__ = ["SERVING", "UnresolvedError", "cited_references", "compose", "review_due"]
