"""A clinic's phone in words: the number, and after it the extension, the option and the hours."""

from __future__ import annotations

import re

from handouts.content.model import Clinic
from handouts.content.translation import Translation, clinic_unit
from handouts.core.words import word

NO_BREAK_SPACE = "\u00a0"
# the spaces inside a number, also in a phone that a clinic wrote together with words
_INSIDE = re.compile(r"(?<=[\d)]) +(?=[\d(])")


def phone_words(clinic: Clinic, key: str, translation: Translation) -> str:
    """Return a phone that the clinic has (`day`, `night` or `emergency`) as printed; its number never breaks."""
    phone, lang = clinic.phones[key], translation.lang
    said = translation.words if key != "emergency" else _as_typed
    after: list[str] = []
    if phone.extension:
        after.append(word("phone.extension", lang, extension=phone.extension))
    if phone.option:
        after.append(word("phone.option", lang, option=phone.option))
    number = _INSIDE.sub(NO_BREAK_SPACE, said(clinic_unit(clinic.id, key), phone.number))
    words = ", ".join((number, *(each.replace(" ", NO_BREAK_SPACE) for each in after)))
    if phone.hours is None:
        return words
    hours = translation.words(clinic_unit(clinic.id, f"{key}/hours"), phone.hours)
    return word("phone.hours", lang, phone=words, hours=hours)


def _as_typed(_: str, text: str) -> str:
    """Return an emergency number as it is: it is the same in each language."""
    return text
