"""What a document rests on: claims, what the source text says of them, what is blocked, and the references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handouts.content.model import Claim, SourceNote
from handouts.document import Block, Entry, References, Section, Text, Value, Words, inlines, units
from handouts.dossier.case import Case, Line, breakable, day, line, strong, table
from handouts.words import LANGUAGES


def claims(case: Case) -> Section:
    """Every claim that the document reads."""
    heads = ("dossier.claim", "dossier.printed", "dossier.graded", "dossier.checked-due", "dossier.cited")
    printed = _printed(case)
    lines = (_claim(case, case.library.claims[name], printed) for name in case.document.reads.claims)
    about = case.paragraph("claims/about", case.word("dossier.claims-of"))
    return case.section("claims", case.word("dossier.claims"), about, table(case, "claims/table", heads, lines))


def _claim(case: Case, claim: Claim, printed: Mapping[str, tuple[str, ...]]) -> Line:
    numbers = "; ".join(printed.get(claim.id, ())) or case.word("dossier.none")
    dates = {"checked": claim.checked, "due": claim.review_due}
    return line(
        claim.id,
        _named(claim.statement, claim.id),
        numbers,
        _graded(case, claim),
        case.word("dossier.checked-due-is", **{name: day(case, when) for name, when in dates.items()}),
        case.cited(claim.references) or case.word("dossier.none"),
    )


def _named(statement: str, name: str) -> Text:
    """A statement with the id that the project knows it by."""
    return (Words(f"{statement} "), strong(breakable(name)))


def _graded(case: Case, claim: Claim) -> str:
    text = case.word(
        "dossier.graded-is",
        certainty=case.word(f"certainty.{claim.certainty}"),
        basis=case.word(f"basis.{claim.basis}"),
    )
    if claim.strength:
        text = case.word("dossier.strength", graded=text, strength=claim.strength)
    return f"{text}; {case.word('dossier.clinicians-only')}" if claim.audience == "clinician" else text


def _printed(case: Case) -> Mapping[str, tuple[str, ...]]:
    """What the document prints of each claim's numbers, in the order of the pages, each wording once."""
    found: dict[str, dict[str, None]] = {}
    document = case.document
    for unit in units((document.title, document.lead, document.sections)):
        for inline in inlines(unit.text):
            if isinstance(inline, Value) and inline.kind == "claim" and inline.text:
                found.setdefault(inline.source, {})[inline.text] = None
    return {name: tuple(texts) for name, texts in found.items()}


# --- the source text ------------------------------------------------------------------------------


def source_says(case: Case) -> Section:
    """What the source text says of the document's claims, and why it is printed as it is."""
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
            case.library.notes[name].why,
        )
        for name in noted
    )
    about = case.paragraph("source/about", case.word("dossier.source-of"))
    return case.section("source", title, about, table(case, "source/table", heads, lines))


def _quoted(note: SourceNote) -> str:
    return f"\u201c{note.text}\u201d"


def _verdict(case: Case, note: SourceNote) -> str:
    name = f"rule.{note.print_rule}"
    rule = case.word(name) if name in LANGUAGES[case.lang] else note.print_rule
    return case.word("dossier.verdict-is", verdict=note.verdict, rule=rule)


def blocked(case: Case) -> Section:
    """The statements on the document's subjects that nobody may print."""
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


def _blocked(case: Case) -> Iterator[Line]:
    for name in case.blocked:
        claim, note = case.library.blocked[name], case.library.notes.get(name)
        why = claim.reason if note is None else f"{claim.reason} ({note.verdict})"
        yield line(
            name,
            breakable(name),
            _quoted(note) if note is not None else case.word("dossier.none"),
            why,
            case.cited(claim.references) or case.word("dossier.none"),
        )


# --- references -----------------------------------------------------------------------------------


def references(case: Case) -> Section:
    """Every reference in full, numbered as the tables cite it."""
    entries = tuple(
        Entry(name, case.unit(f"references/{name}", case.formatted[name], _confidence(case, name)))
        for name in case.references
    )
    about = case.paragraph("references/about", case.word("dossier.references-of"))
    listed = References(case.id_of("references/list"), entries, numbered=True)
    return case.section("references", case.word("dossier.references"), about, *([listed] if entries else []))


def _confidence(case: Case, name: str) -> str:
    """How much of a reference was seen, where it was not all."""
    confidence = case.library.references[name].confidence
    known = f"confidence.{confidence}"
    said = case.word(known) if known in LANGUAGES[case.lang] else confidence
    return f" {said}" if said else ""
