"""A section has at most about 150 words of running text; a longer one needs a second heading.

Tables do not count: readers look things up in them and do not read them through. Source: PEMAT-P item 8, CDC Clear
Communication Index 9; the number is our own choice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from handouts.checks.leaflet.parts import leaflets
from handouts.checks.subject import Subject, warned
from handouts.core.problem import Problem

ID = "long-section"
MOST = 150


def check(subject: Subject) -> Iterator[Problem]:
    """Report sections with too much running text."""
    for draft, document in leaflets(subject):
        words: Counter[str] = Counter()
        for sentence in subject.sentences[draft.id]:
            words["/".join(sentence.unit.id.split("/")[:2])] += len(sentence.words)
        for section in document.sections:
            if words[section.id] > MOST:
                message = f"section of {words[section.id]} words; split it under a second heading (at most {MOST})"
                yield warned(draft, section.mark, ID, message)
