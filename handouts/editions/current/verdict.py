"""The verdict on a file at hand, compared with the releases and with today's content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from handouts.content.lesson import lesson
from handouts.content.project import Project, ProjectContent
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
from handouts.editions.releases.shown import release_state
from handouts.pipeline.documents import Set, composed_documents
from handouts.pipeline.plan import plan_of
from handouts.pipeline.read import content_of
from handouts.pipeline.request import Request

State = Literal["current", "newer version exists", "recalled", "expired", "unknown"]
BY_HAND = "changed by hand"
LESSONS = (20, 40, 60)  # lengths in minutes to which a deck can be cut


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a file is current: its imprint, the reasons why not, what has changed, and further notes."""

    state: State
    imprint: Imprint | None
    why: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def data(self) -> dict[str, object]:
        """Return the verdict as JSON data."""
        facts = self.imprint.facts() if self.imprint is not None else None
        listed = {"why": list(self.why), "changes": list(self.changes), "notes": list(self.notes)}
        return {"state": self.state, "file": facts, **listed}

    def lines(self) -> Iterator[str]:
        """Yield the verdict as lines of text, starting with the state."""
        yield self.state if not self.why else f"{self.state}: {'; '.join(self.why)}"
        if self.imprint is not None:
            facts = self.imprint
            issued = f"issued {facts.issued}" if facts.issued is not None else "a draft"
            clinic = f", for {facts.clinic}" if facts.clinic else ""
            yield f"{facts.document} ({facts.lang}, {facts.layout}{clinic}) version {facts.version}, {issued}, {facts.short}"
        yield from (f"changed: {change}" for change in self.changes)
        yield from (f"note: {note}" for note in self.notes)


@dataclass(frozen=True)
class _VerdictContext:
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
    """Return the verdict on a file on the day of the request, and what could not be read of the project."""
    try:
        held = read_in_hand(data)
    except ForeignFileError as error:
        return Verdict("unknown", None, (str(error),)), []
    log: list[Problem] = []
    folder = request.root / FOLDER
    context = _VerdictContext(request, held, read_releases(folder, log), read_recalls(folder, log))
    context = _with_today(context, log)
    return _verdict(context), log


# --- today ----------------------------------------------------------------------------------------


def _with_today(context: _VerdictContext, log: list[Problem]) -> _VerdictContext:
    """Add the file's document as composed today, where the project has it without errors."""
    imprint = context.imprint
    project = Project(context.request.root)
    known = imprint.clinic is None or imprint.clinic in project.clinics
    if imprint.document not in project.documents or imprint.lang not in LANGUAGES or not known:
        return context
    own = replace(context.request, ids=(imprint.document,), langs=(imprint.lang,), clinic=imprint.clinic)
    problems: list[Problem] = []
    content = content_of(project, own.ids, own.clinic, problems)
    for each in composed_documents(plan_of(own), content, problems):
        with each.guarded(problems, "composing the edition"):
            context = _with_document(context, each, content)
        break
    log += errors(problems)
    return context


def _with_document(context: _VerdictContext, each: Set, content: ProjectContent) -> _VerdictContext:
    standings = each.standings(content.approvals)
    return replace(
        context,
        today=draft_edition(each.document, content.library),
        approved=reviewed(standings) is not None,
        lapsed=tuple(found.words() for found in standings if found.state == "expired"),
        lengths=_lengths(content, each.plan.request) if each.content != context.imprint.content else frozenset(),
        letterhead=each.document.letterhead,
    )


def _lengths(content: ProjectContent, request: Request) -> frozenset[str]:
    """Return the digests of a deck cut to each length of lesson; none for a leaflet."""
    return frozenset(_cut(content, request)) if content.drafts[0].kind == "deck" else frozenset()


def _cut(content: ProjectContent, request: Request) -> Iterator[str]:
    for minutes in LESSONS:
        cut, problems = lesson(content.drafts[0], minutes)
        if not errors(problems):
            documents = composed_documents(plan_of(request), replace(content, drafts=(cut,)), [])
            yield from (each.content for each in documents)


# --- verdicts -------------------------------------------------------------------------------------


def _verdict(context: _VerdictContext) -> Verdict:
    held, imprint = context.held, context.imprint
    if held.edits:
        return Verdict("unknown", imprint, (BY_HAND,), held.edits)
    recall = recall_of(context.recalls, imprint.content, context.request.as_of)
    if recall is not None:
        return Verdict("recalled", imprint, (recall.words,), tuple(_changes(context)))
    if context.released is None and context.today is None:
        return Verdict("unknown", imprint, (f"this project has no document {imprint.document!r} to compare it with",))
    return _of_release(context) if context.released is not None else _of_today(context)


def _of_release(context: _VerdictContext) -> Verdict:
    """Return the verdict on a file that was released."""
    released, last = context.released, context.last
    if released is None or last is None:
        return _of_today(context)
    state, why = release_state(released[1], context.recalls, context.request.as_of)
    if last[1].content != context.imprint.content:
        newer = f"version {last[1].version} of {last[1].issued}, release {last[0].tag}"
        return Verdict("newer version exists", context.imprint, (newer,), tuple(_changes(context)))
    if state == "expired":
        return Verdict("expired", context.imprint, (why,), tuple(_changes(context)))
    return _unless_clinic(context, Verdict("current", context.imprint, notes=tuple(_in_work(context))))


def _of_today(context: _VerdictContext) -> Verdict:
    """Return the verdict on a file that was built but never released."""
    today, imprint = context.today, context.imprint
    if today is not None and imprint.content in {today.content, *context.lengths}:
        if imprint.issued is not None and context.lapsed:
            return Verdict("expired", imprint, context.lapsed)
        return _unless_clinic(context, Verdict("current", imprint, notes=tuple(_state_of_draft(context))))
    version = f"version {today.version}" if today is not None else "another version"
    return Verdict("newer version exists", imprint, (f"{version}, of today's content",), tuple(_changes(context)))


def _unless_clinic(context: _VerdictContext, verdict: Verdict) -> Verdict:
    """Return the verdict, or that a newer version exists where the clinic's name or a phone number has changed.

    Name and phone numbers are not part of the content, so its digest does not show this.
    """
    head = context.letterhead
    asked = {"name": head.name, "phone": head.day, "night phone": head.night} if head is not None else {}
    missing = [
        f"the clinic's {what} is now {' '.join(text.split())}"
        for what, text in asked.items()
        if text and "".join(text.split()).casefold() not in context.held.letters.casefold()
    ]
    return replace(verdict, state="newer version exists", why=tuple(missing)) if missing else verdict


def _state_of_draft(context: _VerdictContext) -> Iterator[str]:
    """Yield notes on a file that has today's content."""
    if context.imprint.issued is None:
        yield "approved since; this copy says Draft" if context.approved else "a draft, which nobody may hand out"
    elif not context.approved:
        yield "its approvals no longer count"


def _in_work(context: _VerdictContext) -> Iterator[str]:
    """Yield what the next edition will change."""
    if context.today is not None and context.today.content != context.imprint.content:
        yield f"the next edition, version {context.today.version}, is being written"
        yield from (f"will change: {change}" for change in _changes(context))
    if context.imprint.issued is None:
        yield "approved since; this copy says Draft"


def _changes(context: _VerdictContext) -> Iterator[str]:
    """Yield what has changed since the file: by its release if that was kept, else by the values that it prints."""
    last = context.last[1] if context.last is not None else None
    now = last if last is not None and context.released and last.content != context.imprint.content else context.today
    if now is None:
        return
    if context.released is not None:
        yield from value_changes(context.released[1], now)
        yield from text_changes(context.released[1], now)
    else:
        yield from _by_values(context.held, now)


def _by_values(held: InHand, now: Edition) -> Iterator[str]:
    """Yield each fact whose printed value differs from today's content; other words of the file are not known."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for value in now.values:
        found.setdefault((value.kind, value.source), {})[" ".join(value.text.split())] = None
    for fact in dict.fromkeys((*held.values, *found)):
        kind, name = fact
        old, new = held.values.get(fact, ()), tuple(found.get(fact, ()))
        # a line break may split a value, and a file may show only part of it
        gone = [text for text in old if not any(" ".join(text.split()) in each for each in new)]
        if kind != "policy" and (gone or not old or not new):
            label = name if kind == "claim" else f"{kind}/{name}"
            yield f"{label}: {', '.join(gone or old) or 'not printed'} → {', '.join(new) or 'not printed'}"
