"""The evidence behind a document: claims, the source text on them, blocked claims, and references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from handouts.content.compose.texts import curly
from handouts.content.model import Claim, SourceNote
from handouts.core.quantity import Interval, Number, Range, printed
from handouts.core.words import LANGUAGES
from handouts.document.blocks import Block, Entry, References
from handouts.document.document import Section
from handouts.document.text import Text, Value, Words, inlines
from handouts.document.walk import units
from handouts.editions.dossier.case import Case, DossierRow, breakable, line, strong, table

FOOD_HEADS = ("dossier.food", "dossier.printed", "dossier.cited")


def claims(case: Case) -> Section:
    """Return the section with every claim that the document uses."""
    heads = ("dossier.claim", "dossier.printed", "dossier.graded", "dossier.checked-due", "dossier.cited")
    numbers = _printed(case, "claim")
    lines = (_claim(case, case.library.claims[name], numbers) for name in case.document.reads.claims)
    blocks: list[Block] = [
        case.paragraph("claims/about", case.word("dossier.claims-of")),
        table(case, "claims/table", heads, lines),
    ]
    if case.document.reads.foods:
        foods = table(case, "claims/foods", FOOD_HEADS, _foods(case), caption=case.word("dossier.foods"))
        blocks.append(foods)
    return case.section("claims", case.word("dossier.claims"), *blocks)


def _foods(case: Case) -> Iterator[DossierRow]:
    found = _printed(case, "food")
    for name in case.document.reads.foods:
        food = case.library.foods[name]
        amounts = "; ".join(found.get(name, ())) or case.word("dossier.none")
        yield line(name, _named(food.name, name), amounts, case.cited(food.references) or case.word("dossier.none"))


def _claim(case: Case, claim: Claim, found: Mapping[str, tuple[str, ...]]) -> DossierRow:
    numbers = "; ".join(found.get(claim.id, ())) or case.word("dossier.none")
    dates = "dossier.overdue" if claim.review_due < case.as_of else "dossier.checked-due-is"
    return line(
        claim.id,
        _named(claim.statement, claim.id),
        numbers,
        _graded(case, claim),
        case.word(dates, checked=claim.checked, due=claim.review_due),
        case.cited(claim.references) or case.word("dossier.none"),
    )


def _named(statement: str, name: str) -> Text:
    """Return a statement followed by its id in the project."""
    return (Words(f"{curly(statement)} "), strong(f"({breakable(name)})"))


def _graded(case: Case, claim: Claim) -> str:
    text = case.word(
        "dossier.graded-is",
        certainty=case.word(f"certainty.{claim.certainty}"),
        basis=case.word(f"basis.{claim.basis}"),
    )
    if claim.graded_by is not None and (number := case.cited((claim.graded_by,))):
        text = case.word("dossier.graded-by", graded=text, number=number)
    if claim.strength:
        text = case.word("dossier.strength", graded=text, strength=claim.strength)
    if claim.strength_reason:
        text = case.word("dossier.strength-reason", graded=text, reason=claim.strength_reason)
    return f"{text}; {case.word('dossier.clinicians-only')}" if claim.audience == "clinician" else text


def _printed(case: Case, kind: Literal["claim", "food"]) -> Mapping[str, tuple[str, ...]]:
    """Return the printed numbers of each claim or food, in page order, each once.

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
            return printed(quantity, None, lang)
        case Range(low, _, unit), "low":
            return printed(Number(low, unit), None, lang)
        case Range(_, high, unit), "high":
            return printed(Number(high, unit), None, lang)
        case _:
            return value.text


# --- the source text ------------------------------------------------------------------------------


def source_says(case: Case) -> Section:
    """Return the section on what the source text says of the document's claims, and why they print as they do."""
    title = case.word("dossier.source")
    noted = [name for name in case.document.reads.claims if name in case.library.notes]
    if not noted:
        return case.section("source", title, case.paragraph("source/none", case.word("dossier.source-none")))
    heads = ("dossier.claim", "dossier.source-says", "dossier.verdict", "dossier.why")
    lines = (
        line(
            name,
            _named(case.library.claims[name].statement, name),
            _quoted(case.library.notes[name]),
            _verdict(case, case.library.notes[name]),
            curly(case.library.notes[name].why),
        )
        for name in noted
    )
    about = case.paragraph("source/about", case.word("dossier.source-of"))
    return case.section("source", title, about, table(case, "source/table", heads, lines))


def _quoted(note: SourceNote) -> str:
    return f"\u201c{curly(note.text)}\u201d"


def _verdict(case: Case, note: SourceNote) -> str:
    name = f"rule.{note.print_rule}"
    rule = case.word(name) if name in LANGUAGES[case.lang] else note.print_rule
    return case.word("dossier.verdict-is", verdict=note.verdict, rule=rule)


def blocked(case: Case) -> Section:
    """Return the section with statements on the document's subjects that nobody may print."""
    title = case.word("dossier.blocked")
    if not case.blocked:
        return case.section("blocked", title, case.paragraph("blocked/none", case.word("dossier.blocked-none")))
    heads = ("dossier.claim", "dossier.source-says", "dossier.blocked-why", "dossier.cited")
    about = case.word("dossier.blocked-of", subjects=", ".join(case.subjects))
    blocks: tuple[Block, ...] = (
        case.paragraph("blocked/about", about),
        table(case, "blocked/table", heads, _blocked(case)),
    )
    return case.section("blocked", title, *blocks)


def _blocked(case: Case) -> Iterator[DossierRow]:
    for name in case.blocked:
        claim, note = case.library.blocked[name], case.library.notes.get(name)
        why = curly(claim.reason)
        if note is not None:
            why = f"{why} {case.word('dossier.verdict-said', verdict=note.verdict)}"
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
        Entry(name, case.unit(f"references/{name}", case.formatted[name], _confidence(case, name)))
        for name in case.references
    )
    about = case.paragraph("references/about", case.word("dossier.references-of"))
    listed = References(case.id_of("references/list"), entries, numbered=True)
    return case.section("references", case.word("dossier.references"), about, *([listed] if entries else []))


def _confidence(case: Case, name: str) -> str:
    """Return how much of a reference was seen, where that is not all of it."""
    confidence = case.library.references[name].confidence
    known = f"confidence.{confidence}"
    said = case.word(known) if known in LANGUAGES[case.lang] else confidence
    return f" {said}" if said else ""
