"""What the rules know of each language, one pack a language.

A rule that looks at words asks the pack of the text's language. Where there is none it says nothing: no formula or
word list is ever tried on a language that it was not made for.
"""

from __future__ import annotations

from collections.abc import Mapping

from handouts.checks.packs.english import ENGLISH
from handouts.checks.packs.pack import LanguagePack
from handouts.core.words import SOURCE

PACKS: Mapping[str, LanguagePack] = {"en": ENGLISH}
# statements, glossary and safety rules are written in the language of the content
SOURCE_PACK = PACKS[SOURCE]


def pack_of(lang: str) -> LanguagePack | None:
    """The pack of a language, or None where nobody has written one."""
    return PACKS.get(lang)
