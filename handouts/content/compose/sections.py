"""Sections and slides composed from content, with notes, source line and badge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handouts.content.compose.blocks import bullets, composed_blocks
from handouts.content.compose.texts import Composer
from handouts.content.model import Claim, Draft, DraftPart, Lesson, QuestionsBlock, Thread
from handouts.content.translation import basis_label
from handouts.core.problem import Mark
from handouts.core.words import word
from handouts.document.blocks import Entry, References
from handouts.document.document import Badge, LessonPart, Section, Teaching
from handouts.document.grades import CERTAINTIES
from handouts.document.text import Strong, Unit, plain


def sections(composer: Composer, draft: Draft) -> Iterator[Section]:
    """Yield the sections of a document in reading order; the facts that each uses are recorded."""
    for part in draft.parts:
        composer.examples = part.examples
        if part.lesson is None:
            yield section(composer, part, part.home)
        elif part.lesson.kind == "references":
            yield _reference_slide(composer, part, part.lesson, part.home)
        else:
            yield slide(composer, part, part.lesson, part.home)
    composer.examples = {}
    if draft.kind == "leaflet" and draft.sources:
        yield _sources(composer, draft)


def section(composer: Composer, part: DraftPart, path: str) -> Section:
    """Return a section with its blocks, also for what a slide shows."""
    place = f"{path}/{part.id}"
    for name, _ in part.rests_on:
        composer.claim(name)
    title, blocks = composer.optional(part.title), composed_blocks(composer, part.statements, place)
    return Section(place, title, blocks, part.mark, part.front, roles=tuple(_roles(part, place)))


def slide(composer: Composer, part: DraftPart, lesson: Lesson, path: str) -> Section:
    """Return a slide; the facts that it uses are first recorded separately, for its badge and source line."""
    place = f"{path}/{part.id}"
    served = _served(composer, lesson.thread)
    outer, composer.read = composer.read, {}
    cited, composer.cited = composer.cited, {}
    plain_section = section(composer, part, path)
    shown_claims = sorted(composer.read.get("claims", ()))
    notes = tuple(map(composer.unit, lesson.notes))
    for name, _ in lesson.sources:
        composer.note("references", name)
        composer.cited.setdefault(name)
    teaching = Teaching(
        kind=lesson.kind,
        notes=notes,
        minutes=lesson.minutes,
        core=lesson.core,
        source_line=_source_line(composer, place, part.mark),
        badge=_badge(composer, [composer.library.claims[name] for name in shown_claims]),
        points=bullets(composer, f"{place}/notes/points", lesson.points) if lesson.points else None,
        part=served,
    )
    own, composer.read = composer.read, outer
    for kind, names in own.items():
        composer.note_all(kind, names)
    cited.update(composer.cited)
    teaching = _with_references(composer, teaching, place, part.mark)
    composer.cited = cited
    return replace(plain_section, teaching=teaching)


def _served(composer: Composer, thread: Thread | None) -> LessonPart | None:
    """Return the objective that a slide serves, named by its bold words, or else by its first word."""
    if thread is None:
        return None
    if thread.objective is None:
        return LessonPart(0, thread.count)
    text = composer.unit(thread.objective).text
    bold = next((plain(inline.children) for inline in text if isinstance(inline, Strong)), "")
    return LessonPart(thread.number, thread.count, bold or plain(text).partition(" ")[0])


def _source_line(composer: Composer, place: str, mark: Mark) -> Unit | None:
    if not composer.cited:
        return None
    names = "; ".join(composer.reference(name, "short") for name in composer.cited)
    return composer.said(f"{place}/source", names, mark)


def _with_references(composer: Composer, teaching: Teaching, place: str, mark: Mark) -> Teaching:
    """Return the notes of a slide followed by the full references of its source line."""
    entries = tuple(
        composer.in_full(f"{place}/notes/{name}", name, mark) for name in composer.cited if name in composer.formatted
    )
    return replace(teaching, notes=(*teaching.notes, *entries))


def _sources(composer: Composer, draft: Draft) -> Section:
    """Return the section `Where this comes from`: the main sources in words that a patient understands."""
    place = f"{draft.id}/sources"
    composer.note_all("references", (name for name, _ in draft.sources))
    entries = tuple(
        Entry(name, composer.said(f"{place}/{name}", composer.reference(name, "plain"), mark))
        for name, mark in draft.sources
    )
    title = composer.said(place, word("sources", composer.lang), draft.mark)
    return Section(place, title, (References(f"{place}/list", entries, numbered=False),), draft.mark)


def _reference_slide(composer: Composer, part: DraftPart, lesson: Lesson, path: str) -> Section:
    place = f"{path}/{part.id}"
    entries = tuple(
        Entry(name, composer.in_full(f"{place}/{name}", name, part.mark))
        for name in composer.cited
        if name in composer.formatted
    )
    block = References(f"{place}/list", entries, numbered=True)
    return Section(place, composer.optional(part.title), (block,), part.mark, teaching=Teaching(lesson.kind))


def _roles(part: DraftPart, place: str) -> Iterator[tuple[str, str]]:
    """Yield the ids of a section, its blocks and their questions, each with its role."""
    if part.role is not None:
        yield place, part.role
    for statement in part.statements:
        if statement.role is not None:
            yield f"{place}/{statement.id}", statement.role
        for question in statement.body.questions if isinstance(statement.body, QuestionsBlock) else ():
            if question.role is not None:
                yield f"{place}/{statement.id}/{question.id}", question.role


def _badge(composer: Composer, claims: list[Claim]) -> Badge | None:
    """Return the lowest certainty among graded claims, with the basis if all claims of that certainty share one."""
    graded = [claim for claim in claims if claim.certainty != "ungraded"]
    if not graded:
        return None
    lowest = max(graded, key=lambda claim: CERTAINTIES.index(claim.certainty)).certainty
    bases = {claim.basis for claim in graded if claim.certainty == lowest}
    if len(bases) > 1:
        return Badge(lowest, None)
    (basis,) = bases
    own = composer.library.vocabulary.own_bases.get(basis)
    return Badge(lowest, basis, composer.translation.words(*basis_label(own)) if own is not None else "")
