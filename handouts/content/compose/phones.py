"""A clinic's phone in words: the number, and after it the extension, the option and the hours."""

from __future__ import annotations

from handouts.content.model import Clinic
from handouts.content.translation import Translation, clinic_unit
from handouts.core.words import word

NO_BREAK_SPACE = "\u00a0"


def phone_words(clinic: Clinic, key: str, translation: Translation) -> str:
    """Return a phone that the clinic has (`day`, `night` or `emergency`) as printed; its number never breaks."""
    phone, lang = clinic.phones[key], translation.lang
    said = translation.words if key != "emergency" else _as_typed
    dialled = [said(clinic_unit(clinic.id, key), phone.number)]
    if phone.extension:
        dialled.append(word("phone.extension", lang, extension=phone.extension))
    if phone.option:
        dialled.append(word("phone.option", lang, option=phone.option))
    words = ", ".join(each.replace(" ", NO_BREAK_SPACE) for each in dialled)
    if phone.hours is None:
        return words
    hours = translation.words(clinic_unit(clinic.id, f"{key}/hours"), phone.hours)
    return word("phone.hours", lang, phone=words, hours=hours)


def _as_typed(_: str, text: str) -> str:
    """Return an emergency number as it is: it is the same in each language."""
    return text
