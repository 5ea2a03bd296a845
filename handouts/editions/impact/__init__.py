"""Everything that a change reaches: documents, layouts, languages, pages and slides, and the sign-offs that lapse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from handouts.checks import structure
from handouts.checks.subject import Subject
from handouts.content.approvals import Approval
from handouts.content.facts import read_claims
from handouts.content.model import Claim, Draft
from handouts.content.project import Content, Kind, Project, read_content, read_signed
from handouts.content.revisions import RevisionError
from handouts.core.problem import Problem, errors
from handouts.editions.approval.reach import pages_of_places
from handouts.editions.impact.bonds import Bond, bonds
from handouts.editions.impact.edits import Edit, edits_since
from handouts.editions.impact.mentions import Mentions
from handouts.editions.impact.names import Names, UnknownNameError
from handouts.editions.impact.uses import EFFECTS, Effect, Fact, Use, uses
from handouts.pipeline.documents import Set, composed_documents
from handouts.pipeline.incremental.standing import CACHE
from handouts.pipeline.plan import plan_of
from handouts.pipeline.request import Request

# a document as a whole
WHOLE = ""


@dataclass(frozen=True, slots=True)
class Reached:
    """What a change can do in a file; `leaves` are the pages or slides where it does so, None for all of them.

    `through` names the facts by way of which it comes, and is empty where the file itself uses what changes.
    """

    document: str
    kind: Kind
    lang: str
    clinic: str | None
    layout: str
    path: str
    leaves: tuple[int, ...] | None
    effect: Effect
    through: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lapse:
    """An approval that counts today and would lapse: `certain`, or only where the advice moves or a badge changes."""

    approval: Approval
    certain: bool


@dataclass(frozen=True, slots=True)
class Impact:
    """What a change of some facts reaches; `stopped` are the documents that errors keep from being set."""

    changed: tuple[Fact, ...]
    edits: tuple[Edit, ...] = ()
    reached: tuple[Reached, ...] = ()
    lapses: tuple[Lapse, ...] = ()
    stopped: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Desk:
    """What all steps of one command share."""

    request: Request
    project: Project
    mentions: Mentions


def impact(request: Request, names: Iterable[str], here: Path) -> Impact:
    """What a change of everything with these names would reach. Raises UnknownNameError."""
    desk = _desk(request)
    known = Names(desk.project, desk.mentions, here)
    changed = dict.fromkeys(fact for name in names for fact in known.facts(name))
    return _of_editions(desk, tuple(changed))


def impact_since(request: Request, revision: str) -> Impact:
    """What all edits since a revision of git reach. Raises RevisionError."""
    desk = _desk(request)
    known = Names(desk.project, desk.mentions, request.root)
    edits = tuple(edits_since(desk.project, revision, known))
    changed = dict.fromkeys(fact for edit in edits for fact in edit.facts)
    return replace(_of_editions(desk, tuple(changed)), edits=edits)


def _desk(request: Request) -> _Desk:
    project = Project(request.root)
    # references that a build has formatted are read from there; where nothing was built, nothing is kept
    cache = request.out / CACHE
    return _Desk(replace(request, cache=cache if cache.is_dir() else None), project, Mentions(project))


def _of_editions(desk: _Desk, changed: tuple[Fact, ...]) -> Impact:
    """The impact in the edition asked for; where a clinic changes, in the clinic's own edition too."""
    clinics = [fact for fact in changed if fact.kind == "clinic" and desk.request.clinic is None]
    found = [_of(desk, tuple(fact for fact in changed if fact not in clinics))] if clinics != list(changed) else []
    for fact in clinics:
        own = replace(desk, request=replace(desk.request, clinic=fact.id))
        found.append(_of(own, (fact,)))
    return Impact(
        changed,
        reached=tuple(each for one in found for each in one.reached),
        lapses=tuple(dict.fromkeys(each for one in found for each in one.lapses)),
        stopped=tuple(dict.fromkeys(each for one in found for each in one.stopped)),
        problems=tuple(sorted({each for one in found for each in one.problems})),
    )


def _of(desk: _Desk, changed: tuple[Fact, ...]) -> Impact:
    found = _bonds(desk, changed)
    documents = _candidates(desk, changed, found)
    content, sets, problems = _read(desk, documents, desk.request.clinic, found)
    reached: list[Reached] = []
    lapses: list[Lapse] = []
    for draft in content.drafts:
        touched = _touched(draft, content, found)
        for each in sets.get(draft.id, ()) if touched else ():
            reached.extend(_files(desk, each, touched, changed))
            lapses.extend(_lapses(each, content, touched))
    touched_ids = tuple(draft.id for draft in content.drafts if _touched(draft, content, found))
    lapses.extend(_clinics_lapses(desk, touched_ids, found))
    stopped = tuple(name for name in touched_ids if name not in sets)
    unread = {name for name in documents if name not in {draft.id for draft in content.drafts}}
    return Impact(
        changed, (), tuple(reached), tuple(lapses), (*stopped, *sorted(unread)), _of_documents(problems, touched_ids)
    )


# --- which facts ----------------------------------------------------------------------------------


def _bonds(desk: _Desk, changed: tuple[Fact, ...]) -> Mapping[Fact, Bond]:
    """Every fact that the change reaches; only the claim files that mention one are read."""
    found = bonds(changed, {})
    while True:
        claims = _claims(desk, {fact.id for fact in found if fact.kind not in ("document", "layout", "text")})
        further = bonds(changed, claims)
        if further.keys() == found.keys():
            return further
        found = further


def _claims(desk: _Desk, names: set[str]) -> Mapping[str, Claim]:
    found: dict[str, Claim] = {}
    for prefix in desk.mentions.claim_files(names) if names else ():
        found.update(read_claims(desk.project.source(f"content/claims/{prefix}.yaml"), prefix, []).claims)
    return found


def _candidates(desk: _Desk, changed: tuple[Fact, ...], found: Mapping[Fact, Bond]) -> list[str]:
    """The documents that can be reached, in the order of the project."""
    if any(fact.kind == "clinic" for fact in changed):
        return list(desk.project.documents)
    kinds = {fact.id.partition("/")[0] for fact in changed if fact.kind == "layout"}
    looks = [name for name, kind in desk.project.documents.items() if f"{kind}s" in kinds]
    names = {fact.id.partition("/")[0] if fact.kind in ("text", "figure") else fact.id for fact in found}
    policies = _policies(desk, found)
    mentioned = desk.mentions.documents({*names, *policies}) if names else []
    return [name for name in desk.project.documents if name in {*looks, *mentioned}]


def _policies(desk: _Desk, found: Mapping[Fact, Bond]) -> Iterator[str]:
    """The policies of the clinic asked for: their texts can use what changes too."""
    if desk.request.clinic is not None and any(fact.kind in ("claim", "food", "limit", "term") for fact in found):
        content, _, _ = _read(desk, [], desk.request.clinic, found)
        yield from content.clinic.policies if content.clinic is not None else ()


# --- which places ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Touch:
    """A place of a document that the change reaches."""

    place: str
    effect: Effect
    through: tuple[str, ...]


def _touched(draft: Draft, content: Content, found: Mapping[Fact, Bond]) -> tuple[_Touch, ...]:
    """Every place of a document that the change reaches, each once."""
    touches: dict[_Touch, None] = {}
    for use in (*uses(draft, content.clinic), *_parts(draft, found)):
        bond = found.get(use.fact)
        if bond is not None:
            touches[_Touch(use.place, bond.effect(use.effect), bond.through)] = None
    return tuple(touches)


def _parts(draft: Draft, found: Mapping[Fact, Bond]) -> Iterator[Use]:
    """The document itself, its parts and texts, where they are what changes; and what all documents wear."""
    yield Use(Fact("document", draft.id), WHOLE, "words")
    yield Use(Fact("signed", draft.id), WHOLE, "look")
    for part in draft.parts:
        if part.home != draft.id:
            yield Use(Fact("document", part.home), f"{part.home}/{part.id}", "words")
    homes = {draft.id, *(part.home for part in draft.parts)}
    for fact in found:
        if fact.kind == "text" and fact.id.partition("/")[0] in homes:
            yield Use(fact, fact.id, "words")
        elif fact.kind == "layout" and fact.id.startswith(f"{draft.kind}s/"):
            yield Use(fact, WHOLE, "look")
        elif fact.kind == "clinic":
            yield Use(fact, WHOLE, "look")
            yield from (replace(use, fact=fact) for use in uses(draft) if use.fact.kind == "policy")


def _files(desk: _Desk, each: Set, touched: tuple[_Touch, ...], changed: tuple[Fact, ...]) -> Iterator[Reached]:
    """A document's files, for each thing that the change does in them; a page counts where most is done to it."""
    request, draft, lang = desk.request, each.draft, each.document.lang
    for layout in _layouts(each, touched, changed):
        path, told = each.plan.path(draft.id, draft.kind, lang, layout), set[int]()
        for effect in EFFECTS:
            own = tuple(touch for touch in touched if touch.effect == effect)
            leaves = _leaves(each, layout, own)
            if leaves is not None:
                leaves = tuple(leaf for leaf in leaves if leaf not in told)
                told.update(leaves)
            if leaves != ():
                through = tuple(dict.fromkeys(name for touch in own for name in touch.through))
                yield Reached(draft.id, draft.kind, lang, request.clinic, layout, path, leaves, effect, through)
            if leaves is None:
                break


def _layouts(each: Set, touched: tuple[_Touch, ...], changed: tuple[Fact, ...]) -> tuple[str, ...]:
    """The layouts of a document that the change reaches: a look only those that wear it."""
    request, draft = each.plan.request, each.draft
    worn = {fact.id.partition("/")[2] for fact in changed if fact.kind == "layout" and fact.id.startswith(draft.kind)}
    if worn and all(touch.effect == "look" for touch in touched):
        return tuple(name for name in sorted(worn) if not request.layouts or name in request.layouts)
    return each.plan.layouts[draft.kind]


def _leaves(each: Set, layout: str, touched: tuple[_Touch, ...]) -> tuple[int, ...] | None:
    """The pages or slides of a layout that hold the places; none is set where it is every one of them."""
    if any(touch.place == WHOLE for touch in touched):
        return None
    return pages_of_places(each.in_layout(layout), {touch.place for touch in touched}) if touched else ()


# --- documents ------------------------------------------------------------------------------------


def _read(
    desk: _Desk, documents: list[str], clinic: str | None, found: Mapping[Fact, Bond]
) -> tuple[Content, Mapping[str, list[Set]], list[Problem]]:
    """Some documents as they are, composed where their structure is sound."""
    problems: list[Problem] = []
    content = read_content(desk.project, documents, clinic, problems)
    subject = Subject(content, desk.request.as_of, desk.request.root)
    problems += [problem for rule in structure.RULES for problem in rule(subject)]
    formatted: Mapping[str, str] | None = None if _needs_lists(content, found) else {}
    sets: dict[str, list[Set]] = {}
    plan = plan_of(replace(desk.request, clinic=clinic))
    for each in composed_documents(plan, content, problems, formatted):
        sets.setdefault(each.draft.id, []).append(each)
    return content, sets, problems


def _needs_lists(content: Content, found: Mapping[Fact, Bond]) -> bool:
    """Whether lists of references must be set too: to format them costs a fifth of a run.

    They matter where one changes, where a digest is held against an approval, and where slides follow a list.
    """
    approved = {each.document for each in content.approvals}
    followed = (part.lesson for draft in content.drafts for part in draft.parts[:-1])
    return (
        any(fact.kind == "reference" for fact in found)
        or any(draft.id in approved for draft in content.drafts)
        or any(lesson is not None and lesson.kind == "references" for lesson in followed)
    )


def _of_documents(problems: Iterable[Problem], documents: Iterable[str]) -> tuple[Problem, ...]:
    """The errors that stop one of these documents."""
    named = set(documents)
    return tuple(sorted({each for each in errors(problems) if not each.reaches or named.intersection(each.reaches)}))


# --- sign-offs ------------------------------------------------------------------------------------


def _lapses(each: Set, content: Content, touched: tuple[_Touch, ...]) -> Iterator[Lapse]:
    """The approvals of a document that count today and that the change touches; grounds are no part of them."""
    effects = {touch.effect for touch in touched}
    if not effects & {"words", "badge", "look"}:
        return
    for standing in each.standings(content.approvals):
        if standing.state == "approved" and standing.approval is not None:
            yield Lapse(standing.approval, "words" in effects)


def _clinics_lapses(desk: _Desk, documents: tuple[str, ...], found: Mapping[Fact, Bond]) -> Iterator[Lapse]:
    """The approvals of clinics' own editions, where no clinic was asked for."""
    if desk.request.clinic is not None or not documents:
        return
    approved = read_signed(desk.project, [])
    for clinic in sorted({each.clinic for each in approved if each.clinic and each.document in documents}):
        own = [name for name in documents if name in desk.project.documents]
        content, sets, _ = _read(desk, own, clinic, found)
        for draft in content.drafts:
            for each in sets.get(draft.id, ()):
                touched = _touched(draft, content, found)
                theirs = _lapses(each, content, touched)
                yield from (lapse for lapse in theirs if lapse.approval.clinic == clinic)


__all__ = ["Edit", "Fact", "Impact", "Lapse", "Reached", "RevisionError", "UnknownNameError", "impact", "impact_since"]
