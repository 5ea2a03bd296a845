"""A sentence for patients has at most 25 words, also in tables; the mean in running text is at most 15 words.

Split the sentence in two, or make it a list. Source: PIF plain language guide (keep it short); both numbers are our own
choice.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.language.walk import read_sentences, with_pack
from handouts.checks.subject import Subject, warned
from handouts.core.problem import Problem

ID = "long-sentence"
MOST = 25
MEAN = 15


def check(subject: Subject) -> Iterator[Problem]:
    """Report long sentences, and documents whose mean sentence length is too high."""
    for draft, document, _ in with_pack(subject):
        for sentence in read_sentences(document):
            if len(sentence.words) > MOST:
                message = (
                    f"sentence of {len(sentence.words)} words; split it (at most {MOST}): {sentence.text[:60]!r} ..."
                )
                yield warned(draft, sentence.unit.mark, ID, message)
        sentences = subject.sentences[draft.id]
        mean = sum(len(sentence.words) for sentence in sentences) / max(1, len(sentences))
        if mean > MEAN:
            yield warned(
                draft, draft.mark, ID, f"sentences of {mean:.1f} words in the mean; split the longest (at most {MEAN})"
            )
