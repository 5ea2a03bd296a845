"""A document for patients reads at grade 9 or below by SMOG, which is about three grades above Flesch-Kincaid.

Use words of one or two syllables. The grade is judged only from 30 sentences on, for which the formula was made.
Source: McLaughlin GH, SMOG grading, J Reading 1969; the difference between the formulas: JMLA 2018, doi
10.5195/jmla.2018.262. The limit of 9 for a warning (Flesch-Kincaid 6 plus the difference) is our own choice.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.language.hardest import hardest
from handouts.checks.language.walk import with_pack
from handouts.checks.readability import SMOG_SENTENCES, measured
from handouts.checks.subject import Subject, warned
from handouts.core.problem import Problem

ID = "hard-words"
MOST = 9.0


def check(subject: Subject) -> Iterator[Problem]:
    """Report documents for patients above the target grade by SMOG."""
    for draft, _, _ in with_pack(subject):
        sentences = subject.sentences[draft.id]
        reading = measured(sentences)
        if reading is not None and reading.sentences >= SMOG_SENTENCES and reading.smog > MOST:
            message = f"SMOG grade {reading.smog:.1f} should be 9 or below; hardest: {hardest(sentences)}"
            yield warned(draft, draft.mark, ID, message)
