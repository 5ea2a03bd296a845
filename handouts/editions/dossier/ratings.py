"""The items of the two instruments with their answers, and how to record a person's answer."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.content.instruments import INSTRUMENTS, Instrument
from handouts.document.blocks import Block, Paragraph
from handouts.document.document import Section
from handouts.document.text import Sign, Text, Words
from handouts.editions.dossier.answers import Answered, scores
from handouts.editions.dossier.case import Case, DossierRow, day, grouped, line, strong
from handouts.editions.dossier.cover import score_words

HEADS = ("instrument.head", "instrument.answer", "instrument.why")


def ratings(case: Case) -> Iterator[Section]:
    """Yield a section for each instrument, then one about the open items."""
    for instrument in INSTRUMENTS:
        yield _instrument(case, instrument)
    yield _record(case)


def _instrument(case: Case, instrument: Instrument) -> Section:
    answered = case.answered[instrument.id]
    blocks: list[Block] = [case.paragraph(f"{instrument.id}/about", case.word(f"{instrument.id}.about"))]
    if len(answered) < len(instrument.items):
        left_out = case.word("instrument.deck", asked=len(answered), all=len(instrument.items))
        blocks.append(case.paragraph(f"{instrument.id}/deck", left_out))
    for part, found in scores(instrument, answered):
        what = case.word(f"part.{part}" if part is not None else "instrument.whole")
        text = case.word("instrument.score", what=what, score=score_words(case, found))
        blocks.append(case.paragraph(f"{instrument.id}/score/{part or 'whole'}", strong(text)))
    parts = {part: [each for each in answered if each.item.part == part] for part in instrument.parts}
    groups = [
        (part, case.word(f"part.{part}"), [_line(case, each) for each in of_part])
        for part, of_part in parts.items()
        if of_part
    ]
    return case.section(
        instrument.id, case.word(instrument.id), *blocks, grouped(case, f"{instrument.id}/items", HEADS, groups)
    )


def _line(case: Case, each: Answered) -> DossierRow:
    question = case.word("instrument.item", number=each.item.number, question=case.word(each.item.id))
    return line(each.item.id, question, _answer(case, each), _why(case, each))


def _answer(case: Case, each: Answered) -> Text:
    """Return the answer, or boxes to tick."""
    if each.answer is not None:
        return (Words(case.word(f"answer.{each.answer}")),)
    choices = ("yes", "no", "not-applicable") if each.item.may_not_apply else ("yes", "no")
    boxes = [
        (Sign("box"), Words(f"\u00a0{case.word(f'answer.{choice}')}".replace(" ", "\u00a0") + "\u00a0\u00a0 "))
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
    name = "instrument.person-note" if given.note else "instrument.person"
    said = case.word(name, by=given.by, on=day(case, given.on), note=given.note)
    if each.finding.answer is None:
        return said
    return f"{said} {case.word('instrument.program-too', answer=case.word(f'answer.{each.finding.answer}'))}"


def _lapsed(case: Case, each: Answered) -> str:
    if each.lapsed is None:
        return ""
    old = each.lapsed
    answer = case.word(f"answer.{old.answer}")
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
