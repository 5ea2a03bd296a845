"""What the rules know about each language, one pack for each.

A rule that looks at words asks the pack of the text's language. Without a pack it reports nothing: no formula or word
list is ever applied to a language that it was not made for.
"""

from __future__ import annotations

from collections.abc import Mapping

from handouts.checks.packs.english import ENGLISH
from handouts.checks.packs.pack import LanguagePack
from handouts.core.words import SOURCE

PACKS: Mapping[str, LanguagePack] = {"en": ENGLISH}
# statements, glossary and safety rules are written in the source language
SOURCE_PACK = PACKS[SOURCE]


def pack_of(lang: str) -> LanguagePack | None:
    """Return the pack of a language, or None if there is none."""
    return PACKS.get(lang)
