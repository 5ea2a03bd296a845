"""The language pack for English."""

from __future__ import annotations

from handouts.checks.packs.english.forms import ABBREVIATIONS, INFLECTION, NAMES_PICTURE
from handouts.checks.packs.english.reading import READABILITY
from handouts.checks.packs.english.voice import VOICE
from handouts.checks.packs.english.wording import WORDING
from handouts.checks.packs.pack import LanguagePack

ENGLISH = LanguagePack(READABILITY, WORDING, VOICE, ABBREVIATIONS, INFLECTION, NAMES_PICTURE)
