"""What a gate says if the answer is yes, in words that do not depend on a sign beside them."""

from __future__ import annotations

from dataclasses import replace

from handouts.core.words import word
from handouts.document.blocks import CALLOUT_WORDS, Gate
from handouts.document.text import Strong, Unit, Words, says_itself


def kept(gate: Gate, lang: str) -> Unit | None:
    """Return what to keep taking, led by `Keep taking` unless the text begins with it."""
    return gate.keep and _led(gate.keep, word(CALLOUT_WORDS["keep-taking"], lang))


def not_started(gate: Gate, lang: str) -> Unit | None:
    """Return what not to start, led by `Do not start` unless the text begins with it."""
    return gate.do_not_start and _led(gate.do_not_start, word("gate.do-not-start", lang))


def answers(gate: Gate, lang: str) -> tuple[Unit, ...]:
    """Return what to do if the answer is yes, in reading order."""
    return tuple(unit for unit in (gate.stop, kept(gate, lang), not_started(gate, lang)) if unit is not None)


def _led(unit: Unit, words: str) -> Unit:
    if says_itself(unit, words):
        return unit
    return replace(unit, text=(Strong((Words(f"{words}: "),)), *unit.text))
