"""A sentence for patients has at most 25 words, and the mean of a document is 15 at most.

Make two sentences of it, or a list. Source: PIF plain language guide (keep it short); both numbers are our own.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, warned
from handouts.problem import Problem

ID = "long-sentence"
MOST = 25
MEAN = 15


def check(subject: Subject) -> Iterator[Problem]:
    """Long sentences, and documents whose sentences are long on the whole."""
    for draft, _ in subject.read_by_patients:
        sentences = subject.sentences[draft.id]
        for sentence in sentences:
            if len(sentence.words) > MOST:
                message = f"a sentence of {len(sentence.words)} words, at most {MOST}: {sentence.text[:60]!r} ..."
                yield warned(draft, sentence.unit.mark, ID, message)
        mean = sum(len(sentence.words) for sentence in sentences) / max(1, len(sentences))
        if mean > MEAN:
            yield warned(draft, draft.mark, ID, f"sentences have {mean:.1f} words in the mean, at most {MEAN}")
