"""The doses that one reader takes together stay within the limit: those of a row, or of rows that a reader combines.

Rows of a table are combined unless `precedence` in `content/limits.yaml` says that a reader has only one of them
(`rows` with `at_most: 1`). Amounts `in all` are totals already and are not added. Source: `precedence` p5, "sum all
sources before comparing with a limit for the whole intake".
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from handouts.checks.safety.advice import Advice, advice_in
from handouts.checks.safety.doses import Dose, offer_of, printed_amount
from handouts.checks.safety.limit import named, strictest_in_a_day
from handouts.checks.subject import Subject, found
from handouts.core.problem import Mark, Problem

ID = "excessive-combined-dose"


def check(subject: Subject) -> Iterator[Problem]:
    """Report doses that are each within the limit and exceed it together."""
    for draft in subject.drafts:
        together: dict[str, list[tuple[Dose, Mark]]] = {}
        for advice in advice_in(subject.documents[draft.id]):
            for name in _readers(advice, subject):
                together.setdefault(name, []).extend(_taken(advice, subject))
        for doses in together.values():
            for mark, message in _too_much(subject, doses):
                yield found(draft, mark, ID, message)


def _readers(advice: Advice, subject: Subject) -> tuple[str, ...]:
    """Return the key of what a piece of advice is combined with: its block, or its row if readers have only one row."""
    alone = {name for rule in subject.library.safety.precedence if rule.at_most for name in rule.rows}
    label = advice.head.partition(" ")[0].strip(".:")
    return (f"{advice.block} {label}",) if label in alone else (advice.block,)


def _taken(advice: Advice, subject: Subject) -> Iterator[tuple[Dose, Mark]]:
    """Yield the doses of a row, a card or a fact; doses in running text are only mentioned, not taken."""
    for value in advice.values if advice.head else ():
        dose = offer_of(value, subject.library)
        if dose is not None and not subject.library.vocabulary.is_total(dose.scope):
            yield dose, advice.mark


def _too_much(subject: Subject, taken: list[tuple[Dose, Mark]]) -> Iterator[tuple[Mark, str]]:
    """Yield each total above its limit: for each substance, the sum of the highest amount of each claim."""
    highest: dict[tuple[str, str, str], tuple[Dose, Mark]] = {}
    for dose, mark in sorted(taken, key=lambda each: each[0].rate.number):
        highest[dose.substance, dose.rate.dimension, dose.claim.id] = dose, mark
    for substance, dimension in dict.fromkeys(key[:2] for key in highest):
        doses = [each for key, each in highest.items() if key[:2] == (substance, dimension)]
        total = sum((dose.rate.number for dose, _ in doses), Decimal(0))
        held = strictest_in_a_day(subject, doses[0][0])
        if len(doses) < 2 or held is None:
            continue
        if total > held.rate.number:
            parts = " and ".join(f"{printed_amount(dose.most)} ({dose.claim.id})" for dose, _ in doses)
            what = subject.library.safety.label(substance)
            limit = named(held.limit, subject.library)
            yield doses[-1][1], f"one reader takes {parts} of {what}, together above {limit}"
