"""Whether a patient can read it: reading level, long sentences, words that nobody explained.

It is about documents in a language with a pack (`checks.packs`), and about those for patients;
only how words are spelt and set counts in all documents, and in the statements of claims.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from handouts.checks.language import (
    abbreviation,
    flesch_kincaid,
    hard_section,
    hard_sentence,
    long_sentence,
    misspelt_word,
    not_to_you,
    passive_voice,
    smog,
    stray_capital,
    unexplained_term,
    untidy_text,
)
from handouts.checks.language.vocabulary import Vocabulary
from handouts.checks.subject import Rule
from handouts.core.problem import Problem

WordRule = Callable[[Vocabulary], Iterator[Problem]]
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
    untidy_text.check,
)
# what only the words of all texts together can tell
OF_ALL_WORDS: tuple[WordRule, ...] = (misspelt_word.check, stray_capital.check)
