"""Rules on language: reading level, long sentences, unexplained words, and spelling and typing errors.

They apply to documents in a language with a pack (`checks.packs`), and most of them only to documents for patients. The
rules on spelling and typing errors apply to all documents, and to the statements of claims.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from handouts.checks.language import (
    abbreviation,
    flesch_kincaid,
    foreign_word,
    hard_section,
    hard_sentence,
    long_sentence,
    misspelt_word,
    not_to_you,
    page_reference,
    passive_voice,
    smog,
    stray_capital,
    unexplained_term,
    untidy_text,
)
from handouts.checks.language.vocabulary import UsedWords
from handouts.checks.subject import Rule
from handouts.core.problem import Problem

WordRule = Callable[[UsedWords], Iterator[Problem]]
RULES: tuple[Rule, ...] = (
    flesch_kincaid.check,
    smog.check,
    hard_section.check,
    hard_sentence.check,
    long_sentence.check,
    unexplained_term.check,
    abbreviation.check,
    passive_voice.check,
    not_to_you.check,
    page_reference.check,
    untidy_text.check,
    foreign_word.check,
)
# rules that need the words of all texts together
OF_ALL_WORDS: tuple[WordRule, ...] = (misspelt_word.check, stray_capital.check)
