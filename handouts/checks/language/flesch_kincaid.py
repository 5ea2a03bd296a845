"""A document for patients reads at grade 6 or below by Flesch-Kincaid; above grade 8 it is an error.

Shorten the sentences that the message names, and use everyday words. A number counts as it is read aloud, so a table is
better for doses than a sentence. Source: AMA health literacy manual (grade 6), NIH (below grade 8); both in JMLA 2018,
doi 10.5195/jmla.2018.262. The formula is in `handouts.checks.readability`.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.language.hardest import hardest
from handouts.checks.language.walk import with_pack
from handouts.checks.readability import measured
from handouts.checks.subject import Subject, found, warned
from handouts.core.problem import Problem

ID = "hard-text"
TARGET = 6.0
MOST = 8.0


def check(subject: Subject) -> Iterator[Problem]:
    """Report documents for patients above the target grade by Flesch-Kincaid."""
    for draft, _, _ in with_pack(subject):
        sentences = subject.sentences[draft.id]
        reading = measured(sentences)
        if reading is None or reading.flesch_kincaid <= TARGET:
            continue
        above = "must not be above 8" if reading.flesch_kincaid > MOST else "should be 6 or below"
        message = f"Flesch-Kincaid grade {reading.flesch_kincaid:.1f} {above}; hardest: {hardest(sentences)}"
        kind = found if reading.flesch_kincaid > MOST else warned
        yield kind(draft, draft.mark, ID, message)
