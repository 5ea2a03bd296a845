"""Every dose that a document offers, with the limit that the safety rules compared it with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from handouts.checks.safety.limit import Compared, Outcome
from handouts.content.safety import RuleAmount
from handouts.content.translation import authored_about, scope_label
from handouts.core.quantity import Number, printed
from handouts.document.document import Section
from handouts.document.text import Words
from handouts.editions.dossier.case import Case, DossierRow, breakable, line, strong, table

HELD_WORDS: Mapping[Outcome, str] = {"below": "held.below", "equal": "held.equal", "no limit": "held.no limit"}


def doses(case: Case) -> Section:
    """Return the section that compares the document's doses with their limits."""
    title = case.word("dossier.limits")
    if not case.doses:
        return case.section("limits", title, case.paragraph("limits/none", case.word("dossier.limits-none")))
    about = case.paragraph("limits/about", case.word("dossier.limits-of"))
    lines = (_line(case, number, each) for number, each in enumerate(case.doses))
    return case.section("limits", title, about, table(case, "limits/table", tuple(_heads(case)), lines))


def _heads(case: Case) -> Iterator[str]:
    yield from (case.word("dossier.dose"), case.word("dossier.dose-of"))
    yield from (case.word("dossier.limit"), case.word("dossier.held"))


def _line(case: Case, number: int, each: Compared) -> DossierRow:
    dose, limit = each.dose, each.limit
    stated = dose.claim.values[dose.name]
    held = case.word("dossier.none")
    if limit is not None and limit.most is not None:
        held = case.word(
            "dossier.limit-is",
            amount=_amount(case, limit.most),
            authority=limit.authority,
            scope=_counted(case, limit.scope),
            id=breakable(limit.id),
        )
    return line(
        str(number),
        (strong(printed(stated.quantity, case.lang)), Words(f" ({breakable(dose.claim.id)})")),
        case.word(
            "dossier.dose-for", subject=_about(case, each, "subject"), population=_about(case, each, "population")
        ),
        held,
        case.word(HELD_WORDS[each.outcome]),
    )


def _counted(case: Case, name: str | None) -> str:
    """Return what a limit counts, in words."""
    scope = case.library.vocabulary.scopes.get(name or "")
    return case.said(scope_label(scope)) if scope is not None else case.word("scope.everything")


def _about(case: Case, each: Compared, part: Literal["subject", "population"]) -> str:
    return case.said(authored_about(each.dose.claim, each.dose.name, part))


def _amount(case: Case, amount: RuleAmount) -> str:
    return printed(Number(amount.value, amount.unit), case.lang)
