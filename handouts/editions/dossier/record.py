"""The findings of the checks, the waivers, and the lines to sign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handouts.content.model import Draft, Waiver
from handouts.core.problem import Severity
from handouts.document.blocks import Block, Field, Fields, Paragraph
from handouts.document.digest import content_digest
from handouts.document.document import Document, Section
from handouts.document.text import Sign
from handouts.editions.dossier.case import Case, DossierRow, breakable, day, line, strong, table

ROLE_WORDS: Mapping[str, str] = {
    "author": "role.author",
    "clinician": "role.clinician",
    "pharmacist": "role.pharmacist",
    "lay-reader": "role.lay-reader",
}
DECISION_WORDS: Mapping[str, str] = {
    "approved": "decision.approved",
    "after-changes": "decision.after-changes",
    "refused": "decision.refused",
}
SEVERITY_WORDS: Mapping[Severity, str] = {
    "error": "severity.error",
    "warning": "severity.warning",
    "note": "severity.note",
}
REMARK_LINES = 6


def found(case: Case) -> Section:
    """Return the section with warnings and notes that affect the document."""
    title = case.word("dossier.found")
    if not case.problems:
        return case.section("found", title, case.paragraph("found/none", case.word("dossier.found-none")))
    heads = (case.word("dossier.rule"), case.word("dossier.says-problem"), case.word("dossier.place"))
    lines = (
        line(
            str(number),
            case.word("dossier.severity", rule=problem.rule, severity=case.word(SEVERITY_WORDS[problem.severity])),
            problem.message,
            breakable(f"{problem.mark.file}:{problem.mark.line}"),
        )
        for number, problem in enumerate(case.problems)
    )
    return case.section("found", title, table(case, "found/table", heads, lines))


def waived(case: Case) -> Section:
    """Return the section with rules that were waived for a place in the document or a fact that it uses."""
    title = case.word("dossier.waivers")
    if not case.waivers:
        return case.section("waivers", title, case.paragraph("waivers/none", case.word("dossier.waivers-none")))
    heads = (case.word("dossier.waived-at"), case.word("dossier.waived-why"), case.word("dossier.waived-by"))
    lines = (_waiver(case, number, waiver) for number, waiver in enumerate(case.waivers))
    return case.section("waivers", title, table(case, "waivers/table", heads, lines))


def _waiver(case: Case, number: int, waiver: Waiver) -> DossierRow:
    ended = waiver.until < case.as_of
    place = case.word("dossier.waived-rule", rule=waiver.rule, at=breakable(waiver.at))
    until = day(case, waiver.until)
    by = case.word("dossier.waived-was" if ended else "dossier.waived-is", by=waiver.by, until=until)
    return line(str(number), place, waiver.reason, by)


def touching(waivers: tuple[Waiver, ...], draft: Draft, document: Document) -> tuple[Waiver, ...]:
    """Return the waivers for a document, for a document that it includes, or for a fact that it uses."""
    reads = document.reads
    names = {draft.id, *(part.home for part in draft.parts)}
    names.update(reads.claims, reads.references, reads.foods, reads.limits, reads.terms)
    return tuple(waiver for waiver in waivers if waiver.at.partition("/")[0] in names)


# --- signatures -----------------------------------------------------------------------------------


def signatures(case: Case) -> Section:
    """Return the section with the decision, and a line to sign for each role."""
    document = case.document
    text = case.word("dossier.sign-of", id=document.id, version=document.version, digest=content_digest(document))
    remarks = Fields(
        case.id_of("sign/remarks"),
        (Field("remarks", case.unit("sign/remarks/label", case.word("dossier.conditions")), "lines", 1, REMARK_LINES),),
    )
    blocks: list[Block] = [case.paragraph("sign/about", text), _decision(case), *_signed(case), remarks]
    return case.section("sign", case.word("dossier.sign"), *blocks)


def _decision(case: Case) -> Paragraph:
    """Return boxes to tick for the decision; no-break spaces keep each box with its words."""
    gap = "\u00a0"
    choices = [case.word(DECISION_WORDS[name]).replace(" ", gap) for name in DECISION_WORDS]
    boxes = [inline for choice in choices for inline in (Sign("box"), f"{gap}{choice}{gap * 3} ")]
    return case.paragraph("sign/decision", strong(case.word("dossier.decision")), " ", *boxes)


def _signed(case: Case) -> Iterator[Fields]:
    """Yield fields for name, post, date and signature of each role."""
    post, date, signature = case.word("dossier.post"), case.word("dossier.date"), case.word("dossier.signature")
    for role in ROLE_WORDS:
        place = f"sign/{role}"
        name = case.word("dossier.name", role=case.word(ROLE_WORDS[role]))
        yield Fields(
            case.id_of(place),
            (
                Field(f"{role}-name", case.unit(f"{place}/name", name), "text", 3),
                Field(f"{role}-post", case.unit(f"{place}/post", post), "text", 2),
                Field(f"{role}-date", case.unit(f"{place}/date", date), "date", 2),
                Field(f"{role}-signature", case.unit(f"{place}/signature", signature), "text", 3),
            ),
        )
