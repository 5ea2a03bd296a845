"""Each sentence for patients reads at grade 15 or below, so that easy text around a hard sentence does not hide it.

This applies everywhere, also in tables, titles and alt texts. Numbers, units, abbreviations and the clinical words of
the glossary are left out: they have rules of their own, and no author can shorten them. Use everyday words. Fewer than
five words give no reliable grade. Both numbers are our own choice.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.language.unexplained_term import names_of
from handouts.checks.language.walk import read_sentences, with_pack
from handouts.checks.subject import Subject, warned
from handouts.core.problem import Problem

ID = "hard-sentence"
MOST = 15.0
LEAST_WORDS = 5


def check(subject: Subject) -> Iterator[Problem]:
    """Report sentences that are hard because of their own words."""
    for draft, document, pack in with_pack(subject):
        names, measure = names_of(subject.library.terms.values(), pack), pack.readability
        for sentence in read_sentences(document):
            said = measure.words(names.without(sentence.text))
            words = tuple(word for word in said if not measure.unweighed.match(word))
            if len(words) >= LEAST_WORDS and (grade := measure.flesch_kincaid((words,))) > MOST:
                message = f"sentence of Flesch-Kincaid grade {grade:.0f}; use everyday words in {sentence.text[:60]!r}"
                yield warned(draft, sentence.unit.mark, ID, message)
