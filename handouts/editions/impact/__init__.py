"""The impact of a change: documents, layouts, languages, pages and slides affected, and sign-offs that lapse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from handouts.checks import of_structure
from handouts.checks.subject import Subject
from handouts.content.approvals import Approval
from handouts.content.claims import read_claims
from handouts.content.model import Claim, Draft
from handouts.content.project import Kind, Project, ProjectContent, read_signed, units_of
from handouts.content.revisions import RevisionError
from handouts.content.vocabulary import UNJUDGED
from handouts.core.faults import is_fault
from handouts.core.problem import Problem, errors
from handouts.core.quantity import Units
from handouts.editions.approval.reach import pages_of_places
from handouts.editions.impact.amounts import amounts_of_tables
from handouts.editions.impact.bonds import Bond, bonds
from handouts.editions.impact.edits import Edit, edits_since
from handouts.editions.impact.mentions import Mentions
from handouts.editions.impact.names import ProjectNames, UnknownNameError
from handouts.editions.impact.uses import EFFECTS, Effect, FactKey, Use, uses
from handouts.pipeline.documents import Set, composed_documents
from handouts.pipeline.incremental.uptodate import CACHE
from handouts.pipeline.plan import plan_of
from handouts.pipeline.read import content_of
from handouts.pipeline.request import Request

# a document as a whole
WHOLE = ""


@dataclass(frozen=True, slots=True)
class Reached:
    """An effect of a change in a file; `leaves` are the pages or slides concerned, None for all of them.

    `through` names the facts that pass the change on; it is empty where the file itself uses what changes.
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
    """An approval that is valid today and would lapse.

    It is `certain`, or lapses only if the emergency advice moves or a badge changes.
    """

    approval: Approval
    certain: bool


@dataclass(frozen=True, slots=True)
class Impact:
    """What a change to some facts affects; `stopped` are the documents that errors keep from being set."""

    changed: tuple[FactKey, ...]
    edits: tuple[Edit, ...] = ()
    reached: tuple[Reached, ...] = ()
    lapses: tuple[Lapse, ...] = ()
    stopped: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _ImpactContext:
    """The request, project and mentions that all steps of one command share."""

    request: Request
    project: Project
    mentions: Mentions


def impact(request: Request, names: Iterable[str], here: Path) -> Impact:
    """Return what a change to everything with these names would affect. Raises UnknownNameError."""
    context = _context(request)
    known = ProjectNames(context.project, context.mentions, here)
    changed = dict.fromkeys(fact for name in names for fact in known.facts(name))
    return _of_editions(context, tuple(changed))


def impact_since(request: Request, revision: str) -> Impact:
    """Return what all edits since a git revision affect. Raises RevisionError."""
    context = _context(request)
    known = ProjectNames(context.project, context.mentions, request.root)
    edits = tuple(edits_since(context.project, revision, known))
    changed = dict.fromkeys(fact for edit in edits for fact in edit.facts)
    return replace(_of_editions(context, tuple(changed)), edits=edits)


def _context(request: Request) -> _ImpactContext:
    project = Project(request.root)
    # use the references that a build has formatted; without a build, write no cache
    cache = request.out / CACHE
    return _ImpactContext(replace(request, cache=cache if cache.is_dir() else None), project, Mentions(project))


def _of_editions(context: _ImpactContext, changed: tuple[FactKey, ...]) -> Impact:
    """Return the impact in the requested edition; where a clinic changes, in that clinic's edition too."""
    clinics = [fact for fact in changed if fact.kind == "clinic" and context.request.clinic is None]
    found = [_of(context, tuple(fact for fact in changed if fact not in clinics))] if clinics != list(changed) else []
    for fact in clinics:
        own = replace(context, request=replace(context.request, clinic=fact.id))
        found.append(_of(own, (fact,)))
    return Impact(
        changed,
        reached=tuple(each for one in found for each in one.reached),
        lapses=tuple(dict.fromkeys(each for one in found for each in one.lapses)),
        stopped=tuple(dict.fromkeys(each for one in found for each in one.stopped)),
        problems=tuple(sorted({each for one in found for each in one.problems})),
    )


def _of(context: _ImpactContext, changed: tuple[FactKey, ...]) -> Impact:
    found = _bonds(context, changed)
    documents = _candidates(context, changed, found)
    content, sets, problems = _read(context, documents, context.request.clinic, found)
    reached: list[Reached] = []
    lapses: list[Lapse] = []
    for draft in content.drafts:
        touched = _touched(draft, content, found)
        for each in sets.get(draft.id, ()) if touched else ():
            with each.guarded(problems, "the impact on the files"):
                reached.extend(_files(context, each, touched, changed))
                lapses.extend(_lapses(each, content, touched))
            problems.extend(each.faults)
    touched_ids = tuple(draft.id for draft in content.drafts if _touched(draft, content, found))
    lapses.extend(_clinics_lapses(context, touched_ids, found, problems))
    stopped = tuple(name for name in touched_ids if name not in sets)
    unread = {name for name in documents if name not in {draft.id for draft in content.drafts}}
    return Impact(
        changed, (), tuple(reached), tuple(lapses), (*stopped, *sorted(unread)), _of_documents(problems, touched_ids)
    )


# --- which facts ----------------------------------------------------------------------------------


def _bonds(context: _ImpactContext, changed: tuple[FactKey, ...]) -> Mapping[FactKey, Bond]:
    """Return every fact that the change affects; only claim files that mention one are read."""
    units = units_of(context.project, [])
    amounts = amounts_of_tables(context.project, units) if any(fact.kind == "unit" for fact in changed) else {}
    found = bonds(changed, {}, amounts)
    while True:
        names = {fact.id for fact in found if fact.kind not in ("document", "layout", "text")}
        further = bonds(changed, _claims(context, names, units), amounts)
        if further.keys() == found.keys():
            return further
        found = further


def _claims(context: _ImpactContext, names: set[str], units: Units) -> Mapping[str, Claim]:
    found: dict[str, Claim] = {}
    for prefix in context.mentions.claim_files(names) if names else ():
        source = context.project.source(f"content/claims/{prefix}.yaml")
        found.update(read_claims(source, prefix, units, UNJUDGED, []).claims)
    return found


def _candidates(context: _ImpactContext, changed: tuple[FactKey, ...], found: Mapping[FactKey, Bond]) -> list[str]:
    """Return the documents that may be affected, in the order of the project."""
    if any(fact.kind == "clinic" for fact in changed):
        return list(context.project.documents)
    kinds = {fact.id.partition("/")[0] for fact in changed if fact.kind == "layout"}
    looks = [name for name, kind in context.project.documents.items() if f"{kind}s" in kinds]
    names = {fact.id.partition("/")[0] if fact.kind in ("text", "figure") else fact.id for fact in found}
    policies = _policies(context, found)
    mentioned = context.mentions.documents({*names, *policies}) if names else []
    return [name for name in context.project.documents if name in {*looks, *mentioned}]


def _policies(context: _ImpactContext, found: Mapping[FactKey, Bond]) -> Iterator[str]:
    """Yield the policies of the requested clinic, because their texts may use what changes."""
    if context.request.clinic is not None and any(fact.kind in ("claim", "food", "limit", "term") for fact in found):
        content, _, _ = _read(context, [], context.request.clinic, found)
        yield from content.clinic.policies if content.clinic is not None else ()


# --- which places ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Touch:
    """A place in a document that the change affects."""

    place: str
    effect: Effect
    through: tuple[str, ...]


def _touched(draft: Draft, content: ProjectContent, found: Mapping[FactKey, Bond]) -> tuple[_Touch, ...]:
    """Return every place in a document that the change affects, each once."""
    touches: dict[_Touch, None] = {}
    for use in (*uses(draft, content.clinic), *_parts(draft, found)):
        bond = found.get(use.fact)
        if bond is not None:
            touches[_Touch(use.place, bond.effect(use.effect), bond.through)] = None
    return tuple(touches)


def _parts(draft: Draft, found: Mapping[FactKey, Bond]) -> Iterator[Use]:
    """Yield the document, its parts and texts, where these change, and the looks that it uses."""
    yield Use(FactKey("document", draft.id), WHOLE, "words")
    yield Use(FactKey("signed", draft.id), WHOLE, "look")
    for part in draft.parts:
        if part.home != draft.id:
            yield Use(FactKey("document", part.home), f"{part.home}/{part.id}", "words")
    homes = {draft.id, *(part.home for part in draft.parts)}
    for fact in found:
        if fact.kind == "text" and fact.id.partition("/")[0] in homes:
            yield Use(fact, fact.id, "words")
        elif fact.kind == "layout" and fact.id.startswith(f"{draft.kind}s/"):
            yield Use(fact, WHOLE, "look")
        elif fact.kind == "clinic":
            yield Use(fact, WHOLE, "look")
            yield from (replace(use, fact=fact) for use in uses(draft) if use.fact.kind == "policy")


def _files(
    context: _ImpactContext, each: Set, touched: tuple[_Touch, ...], changed: tuple[FactKey, ...]
) -> Iterator[Reached]:
    """Yield a document's files, once for each effect; a page is listed under its strongest effect."""
    request, draft, lang = context.request, each.draft, each.document.lang
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


def _layouts(each: Set, touched: tuple[_Touch, ...], changed: tuple[FactKey, ...]) -> tuple[str, ...]:
    """Return the layouts of a document that are affected; for a changed look only those that use it."""
    request, draft = each.plan.request, each.draft
    worn = {fact.id.partition("/")[2] for fact in changed if fact.kind == "layout" and fact.id.startswith(draft.kind)}
    if worn and all(touch.effect == "look" for touch in touched):
        return tuple(name for name in sorted(worn) if not request.layouts or name in request.layouts)
    return each.plan.layouts[draft.kind]


def _leaves(each: Set, layout: str, touched: tuple[_Touch, ...]) -> tuple[int, ...] | None:
    """Return the pages or slides of a layout that contain the places; None where all of them are affected."""
    if any(touch.place == WHOLE for touch in touched):
        return None
    return pages_of_places(each.in_layout(layout), {touch.place for touch in touched}) if touched else ()


# --- documents ------------------------------------------------------------------------------------


def _read(
    context: _ImpactContext, documents: list[str], clinic: str | None, found: Mapping[FactKey, Bond]
) -> tuple[ProjectContent, Mapping[str, list[Set]], list[Problem]]:
    """Return some documents with their content, composed where their structure has no errors, and the problems."""
    problems: list[Problem] = []
    content = content_of(context.project, documents, clinic, problems)
    subject = Subject(content, context.request.as_of, context.request.root)
    problems += of_structure(subject)
    formatted: Mapping[str, str] | None = None if _needs_lists(content, found) else {}
    sets: dict[str, list[Set]] = {}
    plan = plan_of(replace(context.request, clinic=clinic))
    for each in composed_documents(plan, content, problems, formatted):
        sets.setdefault(each.draft.id, []).append(each)
    return content, sets, problems


def _needs_lists(content: ProjectContent, found: Mapping[FactKey, Bond]) -> bool:
    """Return whether lists of references must be set too; formatting them takes a fifth of a run.

    They matter where a reference changes, where a digest is compared with an approval, and where slides follow a list.
    """
    approved = {each.document for each in content.approvals}
    followed = (part.lesson for draft in content.drafts for part in draft.parts[:-1])
    return (
        any(fact.kind == "reference" for fact in found)
        or any(draft.id in approved for draft in content.drafts)
        or any(lesson is not None and lesson.kind == "references" for lesson in followed)
    )


def _of_documents(problems: Iterable[Problem], documents: Iterable[str]) -> tuple[Problem, ...]:
    """Return the errors that stop one of these documents."""
    named = set(documents)
    return tuple(sorted({each for each in errors(problems) if not each.reaches or named.intersection(each.reaches)}))


# --- sign-offs ------------------------------------------------------------------------------------


def _lapses(each: Set, content: ProjectContent, touched: tuple[_Touch, ...]) -> Iterator[Lapse]:
    """Yield a document's valid approvals that the change affects; changed grounds alone lapse none."""
    effects = {touch.effect for touch in touched}
    if not effects & {"words", "badge", "look"}:
        return
    for standing in each.standings(content.approvals):
        if standing.state == "approved" and standing.approval is not None:
            yield Lapse(standing.approval, "words" in effects)


def _clinics_lapses(
    context: _ImpactContext, documents: tuple[str, ...], found: Mapping[FactKey, Bond], log: list[Problem]
) -> Iterator[Lapse]:
    """Yield the lapsing approvals of clinics' editions where the request names no clinic."""
    if context.request.clinic is not None or not documents:
        return
    approved = read_signed(context.project, [])
    for clinic in sorted({each.clinic for each in approved if each.clinic and each.document in documents}):
        own = [name for name in documents if name in context.project.documents]
        content, sets, problems = _read(context, own, clinic, found)
        log += filter(is_fault, problems)
        for draft in content.drafts:
            for each in sets.get(draft.id, ()):
                with each.guarded(log, "the impact on the approvals"):
                    theirs = _lapses(each, content, _touched(draft, content, found))
                    yield from (lapse for lapse in theirs if lapse.approval.clinic == clinic)


__all__ = [
    "Edit",
    "FactKey",
    "Impact",
    "Lapse",
    "Reached",
    "RevisionError",
    "UnknownNameError",
    "impact",
    "impact_since",
]
