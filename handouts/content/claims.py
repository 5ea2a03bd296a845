"""Claims read from `content/claims/<prefix>.yaml`: what is printed, and what the source text said instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from handouts.content.kinds import PRINTED
from handouts.content.model import (
    FINDINGS,
    NONE_REPORTED,
    PRINT_RULES,
    STRENGTHS,
    Audience,
    BlockedClaim,
    Claim,
    SourceNote,
)
from handouts.content.quantities import (
    CountShape,
    IntervalShape,
    NumberShape,
    RangeShape,
    ShareShape,
    check_given,
    read_quantity,
    variants,
)
from handouts.content.vocabulary import PURPOSES, Vocabulary, listed_or_declared, report_unknown
from handouts.core.problem import Problem
from handouts.core.quantity import Measured, Units
from handouts.core.schema import (
    DATE,
    TEXT,
    Entry,
    FileSchema,
    Key,
    Kind,
    Shape,
    Variant,
    entries_of,
    list_of,
    needed,
    one,
    one_of,
    optional,
    otherwise,
    words_to,
)
from handouts.core.source import Node, Scalar, Source
from handouts.document.grades import BASES, CERTAINTIES

AUDIENCES: tuple[Audience, ...] = get_args(Audience)


def _harms(entry: Entry, key: str, node: Node) -> tuple[str, ...]:
    if isinstance(node, Scalar):
        return (one_of((NONE_REPORTED,)).read(entry, key, node),)
    return list_of(TEXT).read(entry, key, node)


HARMS: Kind[tuple[str, ...]] = Kind(
    f"a list such as [a, b], or {NONE_REPORTED}",
    _harms,
    {"anyOf": [{"const": NONE_REPORTED}, {"type": "array", "items": TEXT.json}]},
)


class AboutShape(Shape, id="claim.about"):
    """What a value of a claim says of itself, where it differs from its claim."""

    subject = optional(PRINTED, "what it is a value of", "women in the trial")
    population = optional(PRINTED, "the people to whom it applies", "women after the menopause")
    purpose = optional(listed_or_declared(PURPOSES), "what it is printed for", "dose")
    authority = optional(PRINTED, "the authority that set it", "EU")
    restates = otherwise(list_of(TEXT), (), "the entries of tables that it repeats", "[limits/d.us.19/ul]")


class ClaimNumberShape(AboutShape, NumberShape, id="claim.value"):
    """A value of a claim: a number, or, by its keys, a range, a part of a whole or an estimate."""


class ClaimRangeShape(AboutShape, RangeShape, id="claim.value.range"):
    """A value of a claim that is a range."""


class ClaimCountShape(AboutShape, CountShape, id="claim.value.count"):
    """A value of a claim that is a part of a whole: so many of so many."""


class ClaimShareShape(AboutShape, ShareShape, id="claim.value.share"):
    """A value of a claim that is a range of parts of a whole."""


class ClaimIntervalShape(AboutShape, IntervalShape, id="claim.value.interval"):
    """A value of a claim that is an estimate with its confidence interval."""


ClaimNumberShape.VARIANTS = variants(ClaimCountShape, ClaimShareShape, ClaimIntervalShape, ClaimRangeShape)


class SourceSaysShape(Shape, id="claim.source"):
    """What the source text said where it differs; no text can print it."""

    text = needed(PRINTED, "the words of the source text", "It never harms anybody.")
    quantity = optional(TEXT, "the number that it gave", "1-12 mo")
    verdict = needed(one_of(FINDINGS), "what a check against the literature found", "conflicts")
    print_rule = needed(one_of(PRINT_RULES), "what may be printed of it", "block")
    why = needed(PRINTED, "why it is so", "Two later trials found harm.")
    grade = optional(one_of(CERTAINTIES), "the certainty that the check gave", "low")


class AnyClaimShape(Shape, id="claim.any"):
    """The keys that printable and blocked claims have in common."""

    subject = needed(PRINTED, "what it is about, in a word or two", "starting dose")
    population = needed(PRINTED, "the people to whom it applies", "adults")
    purpose = needed(listed_or_declared(PURPOSES), "what it is printed for, by which rules find it", "dose")
    audience = otherwise(one_of(AUDIENCES), "any", "who may be told", "clinician")
    references = otherwise(list_of(TEXT), (), "the ids of its references", "[smith_2020]")
    checked = needed(DATE, "the day on which it was last checked", "2026-11-22")
    review_due = optional(
        DATE, "the day by which it must be checked again, if that is before its cycle ends", "2027-11-22"
    )
    source_says = optional(
        one(SourceSaysShape),
        "what the source text said where it differs",
        "{text: It never harms., verdict: conflicts, print_rule: block, why: Two trials found harm.}",
    )


class BlockedShape(AnyClaimShape, id="claim.blocked"):
    """A claim that must not be printed."""

    blocked = needed(PRINTED, "why it must not be printed", "No trial has shown it.")


class ClaimShape(AnyClaimShape, id="claim"):
    """A claim: one fact with its values, its certainty and its references."""

    statement = needed(PRINTED, "the fact in a sentence, with its numbers in digits", "The first dose is 5 mg a day.")
    value = optional(one(ClaimNumberShape), "its value, where it has one", "{number: 5, unit: mg/day}")
    values = otherwise(
        entries_of(ClaimNumberShape),
        (),
        "its values by name, where it has several",
        "{first: {number: 5, unit: mg}, second: {number: 10, unit: mg}}",
    )
    certainty = needed(one_of(CERTAINTIES), "how sure the evidence is", "moderate")
    basis = needed(listed_or_declared(BASES), "what it rests on", "trial")
    strength = optional(one_of(STRENGTHS), "the strength of a recommendation, where a guideline states it", "strong")
    strength_reason = optional(PRINTED, "why it is strong in spite of low certainty", "The harm is fatal.")
    graded_by = optional(TEXT, "the reference that graded this very statement", "smith_2020")
    harms = otherwise(
        HARMS, (), f"the claims that state the harms of this benefit, or {NONE_REPORTED}", "[dose.bleeding]"
    )
    absolute = optional(
        TEXT, f"the claim that states the absolute risk behind a relative one, or {NONE_REPORTED}", "dose.risk"
    )
    scope = optional(
        TEXT, "what an amount counts, of the scopes of content/vocabulary.yaml: supplements, or all", "total_intake"
    )
    VARIANTS = (Variant("blocked", BlockedShape),)


CLAIMS = FileSchema(
    "content/claims/*.yaml",
    "the claims whose ids begin with the name of the file",
    words_to(one(ClaimShape), "ids to claims"),
)


@dataclass(frozen=True, slots=True)
class ClaimFile:
    """The entries of one file of claims."""

    claims: Mapping[str, Claim]
    blocked: Mapping[str, BlockedClaim]
    notes: Mapping[str, SourceNote]


def read_claims(source: Source, stem: str, units: Units, vocabulary: Vocabulary, log: list[Problem]) -> ClaimFile:
    """Return the claims of `claims/<stem>.yaml`, whose ids must all be `<stem>.*`."""
    claims: dict[str, Claim] = {}
    blocked: dict[str, BlockedClaim] = {}
    notes: dict[str, SourceNote] = {}
    for name, entry in CLAIMS.read(source, log):
        if not name.startswith(f"{stem}."):
            message = f"claims/{stem}.yaml holds only ids '{stem}.*', not {name!r}; move it or rename it"
            entry.problem(entry.mark, "misplaced-claim", message)
        if entry.shape is BlockedShape:
            blocked[name] = _blocked(name, entry, vocabulary)
        else:
            claims[name] = _claim(name, entry, units, vocabulary)
        if (says := entry.read(AnyClaimShape.source_says)) is not None:
            notes[name] = _source_note(name, says)
    return ClaimFile(claims, blocked, notes)


def _claim(name: str, entry: Entry, units: Units, vocabulary: Vocabulary) -> Claim:
    before = len(entry.log)
    values = _values(entry, units, vocabulary)
    misread = any(problem.rule in ("wrong-type", "missing-key") for problem in entry.log[before:])
    _check_word(entry, ClaimShape.purpose, vocabulary.purposes, vocabulary)
    _check_word(entry, ClaimShape.basis, vocabulary.bases, vocabulary)
    _check_word(entry, ClaimShape.scope, vocabulary.scopes, vocabulary)
    return Claim(
        id=name,
        statement=entry.read(ClaimShape.statement),
        subject=entry.read(ClaimShape.subject),
        population=entry.read(ClaimShape.population),
        purpose=entry.read(ClaimShape.purpose),
        values={value: measured for value, (measured, _) in values.items()},
        certainty=entry.read(ClaimShape.certainty),
        basis=entry.read(ClaimShape.basis),
        strength=entry.read(ClaimShape.strength),
        references=entry.read(ClaimShape.references),
        audience=entry.read(ClaimShape.audience),
        checked=entry.read(ClaimShape.checked),
        review_due=entry.read(ClaimShape.review_due),
        mark=entry.mark,
        scope=entry.read(ClaimShape.scope),
        strength_reason=entry.read(ClaimShape.strength_reason),
        graded_by=entry.read(ClaimShape.graded_by),
        harms=entry.read(ClaimShape.harms),
        absolute=entry.read(ClaimShape.absolute),
        restates={value: restated for value, (_, restated) in values.items() if restated},
        misread=misread,
    )


def _blocked(name: str, entry: Entry, vocabulary: Vocabulary) -> BlockedClaim:
    for key in (AnyClaimShape.subject, AnyClaimShape.population):
        entry.read(key)
    _check_word(entry, AnyClaimShape.purpose, vocabulary.purposes, vocabulary)
    entry.read(AnyClaimShape.audience)
    return BlockedClaim(
        name,
        entry.read(BlockedShape.blocked),
        entry.read(AnyClaimShape.purpose),
        entry.read(AnyClaimShape.references),
        entry.read(AnyClaimShape.checked),
        entry.read(AnyClaimShape.review_due),
        entry.mark,
    )


def _source_note(name: str, says: Entry) -> SourceNote:
    return SourceNote(
        name,
        says.read(SourceSaysShape.text),
        says.read(SourceSaysShape.quantity),
        says.read(SourceSaysShape.verdict),
        says.read(SourceSaysShape.print_rule),
        says.read(SourceSaysShape.why),
        says.read(SourceSaysShape.grade),
    )


def _values(entry: Entry, units: Units, vocabulary: Vocabulary) -> dict[str | None, tuple[Measured, tuple[str, ...]]]:
    """Return the values of a claim by name, each with the entries that it restates."""
    value = entry.read(ClaimShape.value)
    typed = [(None, value)] if value is not None else []
    return {name: _measured(each, entry, units, vocabulary) for name, each in (*typed, *entry.read(ClaimShape.values))}


def _measured(value: Entry, about: Entry, units: Units, vocabulary: Vocabulary) -> tuple[Measured, tuple[str, ...]]:
    """Return a value with its subject and population: its own if it has them, otherwise those of its claim."""
    quantity = read_quantity(value, units)
    own = value.read(AboutShape.purpose)
    _check_word(value, AboutShape.purpose, vocabulary.purposes, vocabulary)
    purpose = own if own is not None else _word(about, "purpose")
    check_given(value, quantity, vocabulary.counts_as(purpose))
    measure = value.shape.KEYS.get("measure")
    measured = Measured(
        quantity,
        value.read(AboutShape.subject) or _word(about, "subject"),
        value.read(AboutShape.population) or _word(about, "population"),
        purpose,
        value.read(AboutShape.authority),
        value.read(measure) if measure is not None and value.has(measure) else None,
    )
    return measured, value.read(AboutShape.restates)


def _check_word(entry: Entry, key: Key[Any], known: Iterable[str], vocabulary: Vocabulary) -> None:
    """Report a word that neither the program nor the project declares."""
    node = entry.node.entries.get(key.name)
    if isinstance(node, Scalar) and not node.empty:
        report_unknown(vocabulary, key.name, (node.text, node.mark), known, entry.log)


def _word(about: Entry, key: str) -> str:
    """Return a text of a claim; what is wrong with it is reported once, where the claim is read."""
    node = about.node.entries.get(key)
    return node.text if isinstance(node, Scalar) and not node.empty else ""
