"""A patient's document stays at grade 9 or below by SMOG, which reads about three grades above Flesch-Kincaid.

Say it in words of one or two syllables. The grade is judged from 30 sentences on, which the formula was made for.
Source: McLaughlin GH, SMOG grading, J Reading 1969; the gap between the formulas: JMLA 2018, doi
10.5195/jmla.2018.262. That it warns above 9, where Flesch-Kincaid 6 and the gap meet, is our own choice.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.language.hardest import hardest
from handouts.checks.language.walk import with_pack
from handouts.checks.readability import SMOG_SENTENCES, measured
from handouts.checks.subject import Subject, warned
from handouts.core.problem import Problem

ID = "smog"
MOST = 9.0


def check(subject: Subject) -> Iterator[Problem]:
    """Patients' documents above the target, by SMOG."""
    for draft, _, _ in with_pack(subject):
        sentences = subject.sentences[draft.id]
        reading = measured(sentences)
        if reading is not None and reading.sentences >= SMOG_SENTENCES and reading.smog > MOST:
            message = f"SMOG grade {reading.smog:.1f} should be 9 or below; hardest: {hardest(sentences)}"
            yield warned(draft, draft.mark, ID, message)
