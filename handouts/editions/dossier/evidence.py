"""The evidence behind a document: claims, the source text on them, blocked claims, and references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from handouts.content.compose.texts import curly
from handouts.content.csl.titles import as_text
from handouts.content.model import STRENGTH_WORDS, Claim, SourceNote
from handouts.content.reviews import Extension
from handouts.content.translation import Authored, basis_label, claim_unit, food_unit
from handouts.core.quantity import Interval, Number, Range, printed
from handouts.document.blocks import Block, Entry, References
from handouts.document.document import Section
from handouts.document.grades import BASIS_WORDS, CERTAINTY_WORDS
from handouts.document.text import Text, Value, Words, inlines
from handouts.document.walk import units
from handouts.editions.dossier.case import Case, DossierRow, breakable, line, strong, table

# what a note on the source text judges and lets print, and how much of a reference was seen; a project may use other words
RULE_WORDS: Mapping[str, str] = {
    "allow": "rule.allow",
    "allow_with_note": "rule.allow_with_note",
    "block": "rule.block",
    "clinician_deck_only": "rule.clinician_deck_only",
}
VERDICT_WORDS: Mapping[str, str] = {
    "supported": "verdict.supported",
    "supported with nuance": "verdict.supported-with-nuance",
    "conflicts": "verdict.conflicts",
    "unverifiable": "verdict.unverifiable",
}
CONFIDENCE_WORDS: Mapping[str, str] = {
    "verified": "confidence.verified",
    "memory-high": "confidence.memory-high",
    "partial": "confidence.partial",
    "memory": "confidence.memory",
}


def claims(case: Case) -> Section:
    """Return the section with every claim that the document uses."""
    heads = (
        case.word("dossier.claim"),
        case.word("dossier.printed"),
        case.word("dossier.graded"),
        case.word("dossier.cited"),
    )
    numbers = _printed(case, "claim")
    lines = (_claim(case, case.library.claims[name], numbers) for name in case.document.reads.claims)
    blocks: list[Block] = [
        case.paragraph("claims/about", case.word("dossier.claims-of")),
        table(case, "claims/table", heads, lines),
    ]
    if case.document.reads.foods:
        columns = (case.word("dossier.food"), case.word("dossier.printed"), case.word("dossier.cited"))
        foods = table(case, "claims/foods", columns, _foods(case), caption=case.word("dossier.foods"))
        blocks.append(foods)
    blocks.extend(_examples(case))
    return case.section("claims", case.word("dossier.claims"), *blocks)


def _examples(case: Case) -> Iterator[Block]:
    """Yield the table of what invented patients have, if the document prints any of it."""
    found = _printed(case, "example")
    if found:
        lines = (line(name, (strong(breakable(name)),), "; ".join(texts)) for name, texts in found.items())
        heads = (case.word("dossier.example"), case.word("dossier.printed"))
        yield table(case, "claims/examples", heads, lines, caption=case.word("dossier.examples"))


def _foods(case: Case) -> Iterator[DossierRow]:
    found = _printed(case, "food")
    for name in case.document.reads.foods:
        food = case.library.foods[name]
        amounts = "; ".join(found.get(name, ())) or case.word("dossier.none")
        yield line(
            name,
            _named(case.said(Authored(food_unit(name, "name"), food.name)), name),
            amounts,
            case.cited(food.references) or case.word("dossier.none"),
        )


def _claim(case: Case, claim: Claim, found: Mapping[str, tuple[str, ...]]) -> DossierRow:
    numbers = "; ".join(found.get(claim.id, ())) or case.word("dossier.none")
    return line(
        claim.id,
        _named(_statement(case, claim), claim.id),
        numbers,
        case.word("dossier.graded-checked", graded=_graded(case, claim), dates=_dates(case, claim)),
        case.cited(claim.references) or case.word("dossier.none"),
    )


def _dates(case: Case, claim: Claim) -> str:
    """Return when a claim was checked and when its review is due, and who extended that and why."""
    review = case.library.reviews.of_claim(claim)
    if review is None:
        return str(claim.checked)
    overdue = review.until < case.as_of
    dates = case.word(
        "dossier.overdue" if overdue else "dossier.checked-due-is", checked=claim.checked, due=review.until
    )
    return dates if review.extension is None else f"{dates}; {_extended(case, review.extension)}"


def _extended(case: Case, extension: Extension) -> str:
    return case.word("dossier.extended", due=extension.due, by=extension.name, reason=extension.reason)


def _statement(case: Case, claim: Claim) -> str:
    return case.said(Authored(claim_unit(claim.id, "statement"), claim.statement))


def _named(statement: str, name: str) -> Text:
    """Return a statement followed by its id in the project."""
    return (Words(f"{curly(statement)} "), strong(f"({breakable(name)})"))


def _basis(case: Case, basis: str) -> str:
    own = case.library.vocabulary.own_bases.get(basis)
    return case.word(BASIS_WORDS[basis]) if own is None else case.said(basis_label(own))


def _graded(case: Case, claim: Claim) -> str:
    text = case.word(
        "dossier.graded-is",
        certainty=case.word(CERTAINTY_WORDS[claim.certainty]),
        basis=_basis(case, claim.basis),
    )
    if claim.graded_by is not None and (number := case.cited((claim.graded_by,))):
        text = case.word("dossier.graded-by", graded=text, number=number)
    if claim.strength:
        text = case.word("dossier.strength", graded=text, strength=case.word(STRENGTH_WORDS[claim.strength]))
    if claim.strength_reason:
        reason = case.said(Authored(claim_unit(claim.id, "strength_reason"), claim.strength_reason))
        text = case.word("dossier.strength-reason", graded=text, reason=reason)
    return f"{text}; {case.word('dossier.clinicians-only')}" if claim.audience == "clinician" else text


def _printed(case: Case, kind: Literal["claim", "food", "example"]) -> Mapping[str, tuple[str, ...]]:
    """Return the printed numbers of each claim, food or example, in page order, each once.

    A number printed without its unit, as in a table whose head gives it, is listed here with the unit. One end of a
    range is left out where the document prints the whole range.
    """
    found: dict[str, dict[str, None]] = {}
    document = case.document
    values = [
        inline
        for unit in units((document.title, document.lead, document.sections))
        for inline in inlines(unit.text)
        if isinstance(inline, Value) and inline.kind == kind and inline.part != "unit"
    ]
    whole = {(value.source, value.name) for value in values if value.part in (None, "value")}
    for value in values:
        if value.part not in ("low", "high") or (value.source, value.name) not in whole:
            found.setdefault(value.source, {})[_with_unit(value, case.lang)] = None
    return {name: tuple(texts) for name, texts in found.items()}


def _with_unit(value: Value, lang: str) -> str:
    """Return the printed form of a value, with its unit where the text leaves it to a table head or to the words."""
    quantity = value.measured.quantity if value.measured is not None else None
    match quantity, value.part:
        case Number() | Range() | Interval(), "value":
            return printed(quantity, lang)
        case Range(low, _, unit), "low":
            return printed(Number(low, unit), lang)
        case Range(_, high, unit), "high":
            return printed(Number(high, unit), lang)
        case _:
            return value.text


# --- the source text ------------------------------------------------------------------------------


def source_says(case: Case) -> Section:
    """Return the section on what the source text says of the document's claims, and why they print as they do."""
    title = case.word("dossier.source")
    noted = [name for name in case.document.reads.claims if name in case.library.notes]
    if not noted:
        return case.section("source", title, case.paragraph("source/none", case.word("dossier.source-none")))
    heads = (
        case.word("dossier.claim"),
        case.word("dossier.source-says"),
        case.word("dossier.verdict"),
    )
    lines = (
        line(
            name,
            _named(_statement(case, case.library.claims[name]), name),
            _quoted(case.library.notes[name]),
            _verdict(case, case.library.notes[name]),
        )
        for name in noted
    )
    about = case.paragraph("source/about", case.word("dossier.source-of"))
    return case.section("source", title, about, table(case, "source/table", heads, lines))


def _quoted(note: SourceNote) -> str:
    return f"\u201c{curly(note.text)}\u201d"


def _verdict(case: Case, note: SourceNote) -> Text:
    """Return the verdict on what the source text says, and the reason for it."""
    known = note.print_rule in RULE_WORDS
    rule = case.word(RULE_WORDS[note.print_rule]) if known else note.print_rule
    verdict = case.word("dossier.verdict-is", verdict=_judged(case, note), rule=rule)
    return (strong(verdict), Words(f" {curly(note.why)}"))


def _judged(case: Case, note: SourceNote) -> str:
    known = note.verdict in VERDICT_WORDS
    return case.word(VERDICT_WORDS[note.verdict]) if known else note.verdict


def blocked(case: Case) -> Section:
    """Return the section with statements on the document's subjects that nobody may print."""
    title = case.word("dossier.blocked")
    if not case.blocked:
        return case.section("blocked", title, case.paragraph("blocked/none", case.word("dossier.blocked-none")))
    heads = (
        case.word("dossier.claim"),
        case.word("dossier.source-says"),
        case.word("dossier.blocked-why"),
        case.word("dossier.cited"),
    )
    about = case.word("dossier.blocked-of", subjects=", ".join(case.subjects))
    blocks: tuple[Block, ...] = (
        case.paragraph("blocked/about", about),
        table(case, "blocked/table", heads, _blocked(case)),
    )
    return case.section("blocked", title, *blocks)


def _blocked(case: Case) -> Iterator[DossierRow]:
    for name in case.blocked:
        claim, note = case.library.blocked[name], case.library.notes.get(name)
        why = curly(case.said(Authored(claim_unit(name, "blocked"), claim.reason)))
        if note is not None:
            why = f"{why} {case.word('dossier.verdict-said', verdict=_judged(case, note))}"
        yield line(
            name,
            breakable(name),
            _quoted(note) if note is not None else case.word("dossier.none"),
            why,
            case.cited(claim.references) or case.word("dossier.none"),
        )


# --- references -----------------------------------------------------------------------------------


def references(case: Case) -> Section:
    """Return the section with every reference in full, numbered as the tables cite it."""
    entries = tuple(
        Entry(name, case.unit(f"references/{name}", *as_text(case.formatted[name]), _confidence(case, name)))
        for name in case.references
    )
    about = case.paragraph("references/about", case.word("dossier.references-of"))
    listed = References(case.id_of("references/list"), entries, numbered=True)
    return case.section("references", case.word("dossier.references"), about, *([listed] if entries else []))


def _confidence(case: Case, name: str) -> str:
    """Return how much of a reference was seen, where that is not all of it."""
    confidence = case.library.references[name].confidence
    said = case.word(CONFIDENCE_WORDS[confidence]) if confidence in CONFIDENCE_WORDS else confidence
    return f" {said}" if said else ""
