"""A section above grade 8 by Flesch-Kincaid is noted, since easy text around it hides it in the document's grade.

Only sections of 50 words or more are measured: fewer words give no reliable grade. That number is our own choice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from handouts.checks.language.flesch_kincaid import MOST
from handouts.checks.language.hardest import hardest
from handouts.checks.language.walk import with_pack
from handouts.checks.readability import Sentence, flesch_kincaid
from handouts.checks.subject import Subject, noted
from handouts.core.problem import Problem

ID = "hard-section"
LEAST_WORDS = 50


def check(subject: Subject) -> Iterator[Problem]:
    """Report sections of documents for patients that are harder than a whole document may be."""
    for draft, document, _ in with_pack(subject):
        within = _by_section(subject.sentences[draft.id])
        for section in document.sections:
            sentences = within.get(section.id, [])
            if sum(len(sentence.words) for sentence in sentences) < LEAST_WORDS:
                continue
            grade = flesch_kincaid(sentences)
            if grade > MOST:
                message = f"section of Flesch-Kincaid grade {grade:.1f}; shorten first {hardest(sentences)}"
                yield noted(draft, section.mark, ID, message)


def _by_section(sentences: Sequence[Sentence]) -> Mapping[str, list[Sentence]]:
    """Return sentences by the id of their section, with which the id of their text unit begins."""
    found: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        found.setdefault("/".join(sentence.unit.id.split("/")[:2]), []).append(sentence)
    return found
