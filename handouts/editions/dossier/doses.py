"""Every dose that a document offers, with the limit that the safety rules compared it with."""

from __future__ import annotations

from handouts.checks.safety.limit import Held
from handouts.content.safety import RuleAmount
from handouts.core.quantity import Number, printed
from handouts.document.document import Section
from handouts.document.text import Words
from handouts.editions.dossier.case import Case, DossierRow, breakable, line, strong, table

HEADS = ("dossier.dose", "dossier.dose-of", "dossier.limit", "dossier.held")


def doses(case: Case) -> Section:
    """Return the section that compares the document's doses with their limits."""
    title = case.word("dossier.limits")
    if not case.doses:
        return case.section("limits", title, case.paragraph("limits/none", case.word("dossier.limits-none")))
    about = case.paragraph("limits/about", case.word("dossier.limits-of"))
    lines = (_line(case, number, each) for number, each in enumerate(case.doses))
    return case.section("limits", title, about, table(case, "limits/table", HEADS, lines))


def _line(case: Case, number: int, each: Held) -> DossierRow:
    dose, limit = each.dose, each.limit
    stated = dose.claim.values[dose.name]
    held = case.word("dossier.none")
    if limit is not None and limit.most is not None:
        held = case.word(
            "dossier.limit-is",
            amount=_amount(case, limit.most),
            authority=limit.authority,
            scope=case.word(f"scope.{limit.scope}"),
            id=breakable(limit.id),
        )
    return line(
        str(number),
        (strong(printed(stated.quantity, None, case.lang)), Words(f" ({breakable(dose.claim.id)})")),
        case.word("dossier.dose-for", subject=stated.subject, population=stated.population),
        held,
        case.word(f"held.{each.outcome}"),
    )


def _amount(case: Case, amount: RuleAmount) -> str:
    return printed(Number(amount.value, amount.unit), None, case.lang)
