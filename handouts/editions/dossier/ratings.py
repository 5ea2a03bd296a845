"""The items of the two instruments with their answers, and how to record a person's answer."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.content.instruments import (
    ABOUT_WORDS,
    INSTRUMENT_WORDS,
    INSTRUMENTS,
    ITEM_WORDS,
    PART_WORDS,
    Instrument,
)
from handouts.content.model import ANSWER_WORDS, Verdict
from handouts.document.blocks import Block, Paragraph
from handouts.document.document import Section
from handouts.document.text import Sign, Text, Words
from handouts.editions.dossier.answers import Answered, scores
from handouts.editions.dossier.case import Case, DossierRow, day, grouped, line, strong
from handouts.editions.dossier.cover import score_words


def ratings(case: Case) -> Iterator[Section]:
    """Yield a section for each instrument, then one about the open items."""
    for instrument in INSTRUMENTS:
        yield _instrument(case, instrument)
    yield _record(case)


def _instrument(case: Case, instrument: Instrument) -> Section:
    answered = case.answered[instrument.id]
    blocks: list[Block] = [case.paragraph(f"{instrument.id}/about", case.word(ABOUT_WORDS[instrument.id]))]
    if len(answered) < len(instrument.items):
        left_out = case.word("instrument.deck", asked=len(answered), all=len(instrument.items))
        blocks.append(case.paragraph(f"{instrument.id}/deck", left_out))
    for part, found in scores(instrument, answered):
        what = case.word("instrument.whole") if part is None else case.word(PART_WORDS[part])
        text = case.word("instrument.score", what=what, score=score_words(case, found))
        blocks.append(case.paragraph(f"{instrument.id}/score/{part or 'whole'}", strong(text)))
    parts = {part: [each for each in answered if each.item.part == part] for part in instrument.parts}
    groups = [
        (part, case.word(PART_WORDS[part]), [_line(case, each) for each in of_part])
        for part, of_part in parts.items()
        if of_part
    ]
    heads = (case.word("instrument.head"), case.word("instrument.answer"), case.word("instrument.why"))
    items = grouped(case, f"{instrument.id}/items", heads, groups)
    return case.section(instrument.id, case.word(INSTRUMENT_WORDS[instrument.id]), *blocks, items)


def _line(case: Case, each: Answered) -> DossierRow:
    question = case.word("instrument.item", number=each.item.number, question=case.word(ITEM_WORDS[each.item.id]))
    return line(each.item.id, question, _answer(case, each), _why(case, each))


def _answer(case: Case, each: Answered) -> Text:
    """Return the answer, or boxes to tick."""
    if each.answer is not None:
        return (Words(case.word(ANSWER_WORDS[each.answer])),)
    choices: tuple[Verdict, ...] = ("yes", "no", "not-applicable") if each.item.may_not_apply else ("yes", "no")
    boxes = [
        (Sign("box"), Words(f"\u00a0{case.word(ANSWER_WORDS[choice])}".replace(" ", "\u00a0") + "\u00a0\u00a0 "))
        for choice in choices
    ]
    return tuple(inline for pair in boxes for inline in pair)


def _why(case: Case, each: Answered) -> str:
    """Return the reason for an answer, and a person's answer about older words."""
    return " ".join(part for part in (_who(case, each), each.finding.evidence, _lapsed(case, each)) if part)


def _who(case: Case, each: Answered) -> str:
    """Return who answered, and the program's answer where a person did."""
    if each.judgement is None:
        return case.word("instrument.program" if each.by == "program" else "instrument.asked")
    given = each.judgement
    said = case.word(
        "instrument.person-note" if given.note else "instrument.person",
        by=given.by,
        on=day(case, given.on),
        note=given.note,
    )
    if each.finding.answer is None:
        return said
    return f"{said} {case.word('instrument.program-too', answer=case.word(ANSWER_WORDS[each.finding.answer]))}"


def _lapsed(case: Case, each: Answered) -> str:
    if each.lapsed is None:
        return ""
    old = each.lapsed
    answer = case.word(ANSWER_WORDS[old.answer])
    return case.word("instrument.lapsed", answer=answer, by=old.by, on=day(case, old.on))


def _record(case: Case) -> Section:
    """Return the section on how to record the answer to an open item."""
    title = case.word("dossier.record")
    left = [each for found in case.answered.values() for each in found if each.is_open]
    if not left:
        return case.section("record", title, case.paragraph("record/none", case.word("dossier.record-none")))
    file = f"content/judgements/{case.document.id}.yaml"
    how = case.word("dossier.record-how", count=len(left), id=case.document.id, file=file)
    first = left[0]
    answer = f"{{answer: yes, by: 'A. Example, lay reader', on: {case.as_of}, text: {first.text}}}"
    return case.section(
        "record",
        title,
        case.paragraph("record/how", how),
        Paragraph(case.unit("record/lang", f"{case.lang}:"), "small"),
        Paragraph(case.unit("record/answer", f"\u00a0\u00a0{first.item.id}: {answer}"), "small"),
    )
