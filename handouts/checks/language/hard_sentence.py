"""A sentence for patients reads at grade 15 or below by itself, so that a hard one does not hide in an easy text.

It may stand anywhere: in a table, a title or an alt text too.
Numbers, units, abbreviations and the clinical words of the glossary are left out: they have rules of their own, and
no author can shorten them. Use words that people say at home. Fewer than five words give no dependable grade. Both
numbers are our own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.checks.language.unexplained_term import names_of
from handouts.checks.language.walk import in_english, read_sentences
from handouts.checks.readability import grade_of, words_of
from handouts.checks.subject import Subject, warned
from handouts.core.problem import Problem

ID = "hard-sentence"
MOST = 15.0
LEAST_WORDS = 5

# figures, units and abbreviations: what has no small letters, and units with a stroke
_NO_WORD = re.compile(r"[^a-z]+s?\Z|.*\d|(?:mg|kg|ng|ml|mL|µg|mcg|nmol|mmol)\Z")


def check(subject: Subject) -> Iterator[Problem]:
    """Sentences that are hard by their own words."""
    names = names_of(subject.content.library.terms.values())
    for draft, document in in_english(subject):
        for sentence in read_sentences(document):
            words = tuple(word for word in words_of(names.without(sentence.text)) if not _NO_WORD.match(word))
            if len(words) >= LEAST_WORDS and (grade := grade_of(words)) > MOST:
                message = f"a sentence of Flesch-Kincaid grade {grade:.0f} by its own words: {sentence.text[:60]!r}"
                yield warned(draft, sentence.unit.mark, ID, message)
