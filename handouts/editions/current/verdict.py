"""A file in hand held against what was released and against the content as it is today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from handouts.content.lesson import lesson
from handouts.content.project import Content, Project, read_content
from handouts.content.standing import reviewed
from handouts.core.problem import Problem, errors
from handouts.core.words import LANGUAGES
from handouts.document.document import Letterhead
from handouts.document.imprint import Imprint
from handouts.editions.current.inhand import ForeignFileError, InHand, read_in_hand
from handouts.editions.releases.due import last_editions, text_changes, value_changes
from handouts.editions.releases.edition import Edition, draft_edition
from handouts.editions.releases.recalls import Recall, read_recalls, recall_of
from handouts.editions.releases.shelf import FOLDER, Release, read_releases
from handouts.editions.releases.shown import standing
from handouts.pipeline.documents import composed_documents
from handouts.pipeline.plan import plan_of
from handouts.pipeline.request import Request

State = Literal["current", "newer version exists", "recalled", "expired", "unknown"]
BY_HAND = "changed by hand"
LESSONS = (20, 40, 60)  # minutes that a deck can be cut to


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a file is current: what it says of itself, why it is not, what has changed, and what else to know."""

    state: State
    imprint: Imprint | None
    why: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def data(self) -> dict[str, object]:
        """The verdict as JSON."""
        facts = self.imprint.facts() if self.imprint is not None else None
        listed = {"why": list(self.why), "changes": list(self.changes), "notes": list(self.notes)}
        return {"state": self.state, "file": facts, **listed}

    def lines(self) -> Iterator[str]:
        """The verdict as text, the state first."""
        yield self.state if not self.why else f"{self.state}: {'; '.join(self.why)}"
        if self.imprint is not None:
            facts = self.imprint
            issued = f"issued {facts.issued}" if facts.issued is not None else "a draft"
            clinic = f", for {facts.clinic}" if facts.clinic else ""
            yield f"{facts.document} ({facts.lang}, {facts.layout}{clinic}) version {facts.version}, {issued}, {facts.short}"
        yield from (f"changed: {change}" for change in self.changes)
        yield from (f"note: {note}" for note in self.notes)


@dataclass(frozen=True)
class _Desk:
    """What a file is held against: releases, recalls, and its document today, in each length of lesson."""

    request: Request
    held: InHand
    releases: tuple[Release, ...]
    recalls: tuple[Recall, ...]
    today: Edition | None = None
    approved: bool = False
    lapsed: tuple[str, ...] = ()
    lengths: frozenset[str] = field(default_factory=frozenset)
    letterhead: Letterhead | None = None

    @property
    def imprint(self) -> Imprint:
        """What the file says of itself."""
        return self.held.imprint

    @property
    def released(self) -> tuple[Release, Edition] | None:
        """The release that the file is of, by its content."""
        pairs = ((release, edition) for release in reversed(self.releases) for edition in release.editions)
        return next((pair for pair in pairs if _same(pair[1], self.imprint)), None)

    @property
    def last(self) -> tuple[Release, Edition] | None:
        """What was released last of the file's document."""
        imprint = self.imprint
        return last_editions(self.releases).get((imprint.document, imprint.lang, imprint.clinic))


def _same(edition: Edition, imprint: Imprint) -> bool:
    key = (imprint.document, imprint.lang, imprint.clinic)
    return edition.key == key and edition.content == imprint.content


def current(request: Request, data: bytes) -> tuple[Verdict, list[Problem]]:
    """The verdict on a file on the day of the request; what cannot be read of the project."""
    try:
        held = read_in_hand(data)
    except ForeignFileError as error:
        return Verdict("unknown", None, (str(error),)), []
    log: list[Problem] = []
    folder = request.root / FOLDER
    desk = _Desk(request, held, read_releases(folder, log), read_recalls(folder, log))
    desk = _with_today(desk, log)
    return _verdict(desk), log


# --- today ----------------------------------------------------------------------------------------


def _with_today(desk: _Desk, log: list[Problem]) -> _Desk:
    """The desk with the file's document as it is composed today, where the project has it and it is sound."""
    imprint = desk.imprint
    project = Project(desk.request.root)
    known = imprint.clinic is None or imprint.clinic in project.clinics
    if imprint.document not in project.documents or imprint.lang not in LANGUAGES or not known:
        return desk
    own = replace(desk.request, ids=(imprint.document,), langs=(imprint.lang,), clinic=imprint.clinic)
    problems: list[Problem] = []
    content = read_content(project, own.ids, own.clinic, problems)
    log += errors(problems)
    for each in composed_documents(plan_of(own), content, problems):
        standings = each.standings(content.approvals)
        return replace(
            desk,
            today=draft_edition(each.document, content.library),
            approved=reviewed(standings) is not None,
            lapsed=tuple(found.words() for found in standings if found.state == "expired"),
            lengths=_lengths(content, own) if each.content != imprint.content else frozenset(),
            letterhead=each.document.letterhead,
        )
    return desk


def _lengths(content: Content, request: Request) -> frozenset[str]:
    """The digests of a deck cut to each length of a lesson; a leaflet has none."""
    return frozenset(_cut(content, request)) if content.drafts[0].kind == "deck" else frozenset()


def _cut(content: Content, request: Request) -> Iterator[str]:
    for minutes in LESSONS:
        cut, problems = lesson(content.drafts[0], minutes)
        if not errors(problems):
            documents = composed_documents(plan_of(request), replace(content, drafts=(cut,)), [])
            yield from (each.content for each in documents)


# --- verdicts -------------------------------------------------------------------------------------


def _verdict(desk: _Desk) -> Verdict:
    held, imprint = desk.held, desk.imprint
    if held.edits:
        return Verdict("unknown", imprint, (BY_HAND,), held.edits)
    recall = recall_of(desk.recalls, imprint.content, desk.request.as_of)
    if recall is not None:
        return Verdict("recalled", imprint, (recall.words,), tuple(_changes(desk)))
    if desk.released is None and desk.today is None:
        return Verdict("unknown", imprint, (f"this project has no document {imprint.document!r} of this edition",))
    return _of_release(desk) if desk.released is not None else _of_today(desk)


def _of_release(desk: _Desk) -> Verdict:
    """The verdict on a file that was released."""
    released, last = desk.released, desk.last
    if released is None or last is None:
        return _of_today(desk)
    state, why = standing(released[1], desk.recalls, desk.request.as_of)
    if last[1].content != desk.imprint.content:
        newer = f"version {last[1].version} of {last[1].issued}, release {last[0].tag}"
        return Verdict("newer version exists", desk.imprint, (newer,), tuple(_changes(desk)))
    if state == "expired":
        return Verdict("expired", desk.imprint, (why,), tuple(_changes(desk)))
    return _unless_clinic(desk, Verdict("current", desk.imprint, notes=tuple(_in_work(desk))))


def _of_today(desk: _Desk) -> Verdict:
    """The verdict on a file that was built and never released."""
    today, imprint = desk.today, desk.imprint
    if today is not None and imprint.content in {today.content, *desk.lengths}:
        if imprint.issued is not None and desk.lapsed:
            return Verdict("expired", imprint, desk.lapsed)
        return _unless_clinic(desk, Verdict("current", imprint, notes=tuple(_state_of_draft(desk))))
    version = f"version {today.version}" if today is not None else "another version"
    return Verdict("newer version exists", imprint, (f"{version}, as the content is today",), tuple(_changes(desk)))


def _unless_clinic(desk: _Desk, verdict: Verdict) -> Verdict:
    """The verdict, unless the clinic's name or a phone is another by now: these are no part of the content."""
    head = desk.letterhead
    asked = {"name": head.name, "phone": head.day, "night phone": head.night} if head is not None else {}
    missing = [
        f"the clinic's {what} is now {text}"
        for what, text in asked.items()
        if text and "".join(text.split()).casefold() not in desk.held.letters.casefold()
    ]
    return replace(verdict, state="newer version exists", why=tuple(missing)) if missing else verdict


def _state_of_draft(desk: _Desk) -> Iterator[str]:
    """What else to know of a file that has today's content."""
    if desk.imprint.issued is None:
        yield "signed off since; this copy says Draft" if desk.approved else "a draft that nobody may hand out"
    elif not desk.approved:
        yield "its approvals no longer count"


def _in_work(desk: _Desk) -> Iterator[str]:
    """What the next edition will change."""
    if desk.today is not None and desk.today.content != desk.imprint.content:
        yield f"the next edition, version {desk.today.version}, is in work"
        yield from (f"in work: {change}" for change in _changes(desk))
    if desk.imprint.issued is None:
        yield "signed off since; this copy says Draft"


def _changes(desk: _Desk) -> Iterator[str]:
    """What has changed since the file: by its release where that was kept, else by the values that it prints."""
    last = desk.last[1] if desk.last is not None else None
    now = last if last is not None and desk.released and last.content != desk.imprint.content else desk.today
    if now is None:
        return
    if desk.released is not None:
        yield from value_changes(desk.released[1], now)
        yield from text_changes(desk.released[1], now)
    else:
        yield from _by_values(desk.held, now)


def _by_values(held: InHand, now: Edition) -> Iterator[str]:
    """Each fact that the file prints otherwise than the content does now; its other words are not known."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for value in now.values:
        found.setdefault((value.kind, value.source), {})[" ".join(value.text.split())] = None
    for fact in dict.fromkeys((*held.values, *found)):
        kind, name = fact
        old, new = held.values.get(fact, ()), tuple(found.get(fact, ()))
        # a line may have cut a value, and a file may show a part of it
        gone = [text for text in old if not any(" ".join(text.split()) in each for each in new)]
        if kind != "policy" and (gone or not old or not new):
            label = name if kind == "claim" else f"{kind}/{name}"
            yield f"{label}: {', '.join(gone or old) or 'not printed'} → {', '.join(new) or 'not printed'}"
