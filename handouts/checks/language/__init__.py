"""Whether a patient can read it: reading level, long sentences, words that nobody explained.

All of it is about documents for patients, in English: no word list or formula here fits another language.
"""

from __future__ import annotations

from handouts.checks.language import (
    abbreviation,
    flesch_kincaid,
    hard_section,
    long_sentence,
    not_to_you,
    passive_voice,
    smog,
    unexplained_term,
)
from handouts.checks.subject import Rule

RULES: tuple[Rule, ...] = (
    flesch_kincaid.check,
    smog.check,
    hard_section.check,
    long_sentence.check,
    unexplained_term.check,
    abbreviation.check,
    passive_voice.check,
    not_to_you.check,
)
