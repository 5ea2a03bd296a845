"""The findings of the checks, the waivers, and the lines to sign."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.content.model import Draft, Waiver
from handouts.document.blocks import Block, Field, Fields, Paragraph
from handouts.document.digest import content_digest
from handouts.document.document import Document, Section
from handouts.document.text import Sign, Unit
from handouts.editions.dossier.case import Case, DossierRow, breakable, day, line, strong, table

ROLES = ("author", "clinician", "pharmacist", "lay-reader")
DECISIONS = ("approved", "after-changes", "refused")
REMARK_LINES = 6


def found(case: Case) -> Section:
    """Return the section with warnings and notes that affect the document."""
    title = case.word("dossier.found")
    if not case.problems:
        return case.section("found", title, case.paragraph("found/none", case.word("dossier.found-none")))
    heads = ("dossier.rule", "dossier.says-problem", "dossier.place")
    lines = (
        line(
            str(number),
            case.word("dossier.severity", rule=problem.rule, severity=case.word(f"severity.{problem.severity}")),
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
    heads = ("dossier.waived-at", "dossier.waived-why", "dossier.waived-by")
    lines = (_waiver(case, number, waiver) for number, waiver in enumerate(case.waivers))
    return case.section("waivers", title, table(case, "waivers/table", heads, lines))


def _waiver(case: Case, number: int, waiver: Waiver) -> DossierRow:
    name = "dossier.waived-was" if waiver.until < case.as_of else "dossier.waived-is"
    place = case.word("dossier.waived-rule", rule=waiver.rule, at=breakable(waiver.at))
    return line(str(number), place, waiver.reason, case.word(name, by=waiver.by, until=day(case, waiver.until)))


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
    choices = [case.word(f"decision.{name}").replace(" ", gap) for name in DECISIONS]
    boxes = [inline for choice in choices for inline in (Sign("box"), f"{gap}{choice}{gap * 3} ")]
    return case.paragraph("sign/decision", strong(case.word("dossier.decision")), " ", *boxes)


def _signed(case: Case) -> Iterator[Fields]:
    """Yield fields for name, post, date and signature of each role."""
    for role in ROLES:
        place = f"sign/{role}"
        yield Fields(
            case.id_of(place),
            (
                Field(f"{role}-name", _label(case, f"{place}/name", "name", role), "text", 3),
                Field(f"{role}-post", _label(case, f"{place}/post", "post", role), "text", 2),
                Field(f"{role}-date", _label(case, f"{place}/date", "date", role), "date", 2),
                Field(f"{role}-signature", _label(case, f"{place}/signature", "signature", role), "text", 3),
            ),
        )


def _label(case: Case, place: str, name: str, role: str) -> Unit:
    return case.unit(place, case.word(f"dossier.{name}", role=case.word(f"role.{role}")))
