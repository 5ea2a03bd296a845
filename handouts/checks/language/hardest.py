"""The sentences that make a text hard, for the messages of the rules that measure readability."""

from __future__ import annotations

from collections.abc import Sequence

from handouts.checks.readability import Sentence

MOST = 3
# shorter sentences get unreliable grades, and no author can shorten them
LEAST_WORDS = 6


def hardest(sentences: Sequence[Sentence]) -> str:
    """Return the hardest sentences by their own Flesch-Kincaid grade, each with its line."""
    longer = [sentence for sentence in sentences if len(sentence.words) >= LEAST_WORDS]
    ranked = sorted(longer or sentences, key=lambda sentence: -sentence.grade)[:MOST]
    return "; ".join(f"line {each.unit.mark.line}: {_short(each.text)!r}" for each in ranked)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57].rsplit(' ', 1)[0]} ..."
