"""A project on disk: its folder, its documents, and the facts that a run has to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

from handouts.content.approvals import SIGN_OFFS, Approval, read_approvals
from handouts.content.drafts import read_draft
from handouts.content.facts import (
    read_claims,
    read_clinic,
    read_foods,
    read_limits,
    read_names,
    read_references,
    read_tables,
    read_terms,
    read_waivers,
)
from handouts.content.judgements import read_judgements
from handouts.content.model import (
    BlockedClaim,
    Claim,
    Clinic,
    Draft,
    DraftPart,
    Judgement,
    Library,
    Reference,
    SourceNote,
    Waiver,
)
from handouts.content.prose import Cited, flat
from handouts.content.safety import read_safety
from handouts.content.walk import pointers, prose_in
from handouts.core.faults import guarded
from handouts.core.problem import Mark, Problem, did_you_mean
from handouts.core.source import Source, read_source

Kind = Literal["leaflet", "deck"]
FOLDERS: dict[Kind, str] = {"leaflet": "leaflets", "deck": "decks"}
# slides that frame a deck; a deck that includes it has its own
FRAMES = ("title", "references")


@dataclass(frozen=True)
class Project:
    """A project folder; each read takes a file at most once, and keeps the nodes of the few files used everywhere."""

    root: Path
    sources: dict[str, Source] = field(default_factory=dict, repr=False)

    @cached_property
    def documents(self) -> dict[str, Kind]:
        """Every document's id with its kind, in alphabetical order, leaflets first."""
        return {path.stem: kind for kind, folder in FOLDERS.items() for path in self._files(folder)}

    @cached_property
    def clinics(self) -> tuple[str, ...]:
        """The ids of the clinics."""
        return tuple(path.stem for path in self._files("clinics"))

    @cached_property
    def judged(self) -> tuple[str, ...]:
        """The ids of the documents that people have judged."""
        return tuple(path.stem for path in self._files("judgements"))

    @cached_property
    def claim_files(self) -> tuple[str, ...]:
        """The prefixes of the claims, one for each file."""
        return tuple(path.stem for path in self._files("claims"))

    def source(self, name: str) -> Source:
        """Return a file of the project, read once; `name` is its path from the root."""
        if name not in self.sources:
            self.sources[name] = read_source(self.root / name, name)
        return self.sources[name]

    def take(self, name: str) -> Source:
        """Return a file read only once and not kept: the nodes of a thousand leaflets would fill the memory."""
        return self.sources.pop(name) if name in self.sources else read_source(self.root / name, name)

    def _files(self, folder: str) -> list[Path]:
        place = self.root / "content" / folder
        return sorted(path for path in place.glob("*.yaml") if path.is_file())


@dataclass(frozen=True, slots=True)
class ProjectContent:
    """The content of a run: its documents, the facts that they use, and the clinic.

    `taught` are the claims that decks use, including other decks that a leaflet depends on.
    """

    drafts: tuple[Draft, ...]
    library: Library
    clinic: Clinic | None
    claim_ids: frozenset[str] = frozenset()
    waivers: tuple[Waiver, ...] = ()
    approvals: tuple[Approval, ...] = ()
    taught: frozenset[str] = frozenset()


def read_content(project: Project, ids: Iterable[str], clinic: str | None, log: list[Problem]) -> ProjectContent:
    """Return the named documents with every fact that they use, without reading any other file.

    Other decks are searched for what they teach only if a leaflet states some but not all of the harms of a benefit.
    """
    drafts = tuple(_drafts(project, ids, log))
    used = list(_used(drafts))
    library = _library(project, used, log)
    chosen = None
    if clinic is not None:
        chosen = read_clinic(_read(project, f"content/clinics/{clinic}.yaml", log), clinic, log)
    known = frozenset(library.claims) | frozenset(library.blocked)
    approvals = read_signed(project, log)
    others = _taught_elsewhere(project, drafts, library)
    return ProjectContent(drafts, library, chosen, known, _waivers(project, log), approvals, taught_by(drafts) | others)


def read_all(project: Project, clinic: str | None, log: list[Problem]) -> ProjectContent:
    """Return every document and every fact of the project."""
    drafts = tuple(_drafts(project, project.documents, log))
    used = {kind for kind, name in _used(drafts) if name}
    tables = (("food", "foods"), ("limit", "limits"), ("term", "glossary"))
    others = [name for kind, name in tables if kind in used or (project.root / f"content/{name}.yaml").is_file()]
    library = _facts(project, project.claim_files, ("references", *others), log)
    chosen = None
    if clinic is not None:
        chosen = read_clinic(_read(project, f"content/clinics/{clinic}.yaml", log), clinic, log)
    known = frozenset(library.claims) | frozenset(library.blocked)
    approvals = read_signed(project, log)
    return ProjectContent(drafts, library, chosen, known, _waivers(project, log), approvals, taught_by(drafts))


def read_signed(project: Project, log: list[Problem]) -> tuple[Approval, ...]:
    """Return the approvals of a project, or none if it has no such file."""
    if not (project.root / SIGN_OFFS).is_file():
        return ()
    return read_approvals(_read(project, SIGN_OFFS, log), project.documents, project.clinics, log)


def _waivers(project: Project, log: list[Problem]) -> tuple[Waiver, ...]:
    """Return the waivers of a project, or none if it has no such file."""
    name = "content/waivers.yaml"
    return read_waivers(_read(project, name, log), log) if (project.root / name).is_file() else ()


def judgements_of(project: Project, name: str, items: Mapping[str, bool], log: list[Problem]) -> tuple[Judgement, ...]:
    """Return people's answers about a document; a problem in them blocks only its dossier."""
    if name not in project.judged:
        return ()
    own: list[Problem] = []
    found = read_judgements(_read(project, f"content/judgements/{name}.yaml", own), items, own)
    if name not in project.documents:
        hint = did_you_mean(name, project.documents)
        mark = Mark(f"content/judgements/{name}.yaml")
        own.append(Problem(mark, "unknown-document", f"unknown document {name!r}{hint}"))
    log.extend(problem.reaching(f"dossiers/{name}") for problem in own)
    return found


@dataclass(frozen=True)
class _Shelf:
    """The documents of a project as written; a document that another includes is read once for both."""

    project: Project
    read: dict[str, tuple[Draft | None, tuple[Problem, ...]]] = field(default_factory=dict)

    def draft(self, name: str, log: list[Problem]) -> Draft | None:
        """Return a document without what it includes; None if it cannot be read."""
        if name not in self.read:
            kind, own = self.project.documents[name], list[Problem]()
            source = self.project.take(f"content/{FOLDERS[kind]}/{name}.yaml")
            own.extend(source.problems)
            draft = None
            with guarded(own, Mark(source.path), f"reading {name!r}"):
                draft = read_draft(source, name, kind, own)
            self.read[name] = draft, tuple(own)
        draft, found = self.read[name]
        log.extend(found)
        return draft


def _drafts(project: Project, ids: Iterable[str], log: list[Problem]) -> Iterator[Draft]:
    shelf = _Shelf(project)
    for name in ids:
        own: list[Problem] = []
        draft = shelf.draft(name, own)
        if draft is not None:
            with guarded(own, draft.mark, f"including slides in {name!r}"):
                draft = _with_included(shelf, draft, own)
        log.extend(problem.reaching(name) for problem in own)
        if draft is not None:
            yield draft


def _with_included(shelf: _Shelf, draft: Draft, log: list[Problem]) -> Draft:
    """Return a deck with the slides of the decks that it includes, each after the slide that leads to it."""
    if not any(part.includes for part in draft.parts):
        return draft
    parts: list[DraftPart] = []
    figures = dict(draft.figures)
    decks = [name for name, kind in shelf.project.documents.items() if kind == "deck" and name != draft.id]
    for part in draft.parts:
        parts.append(part)
        if part.includes is None:
            continue
        if part.includes not in decks:
            hint = did_you_mean(part.includes, decks)
            log.append(Problem(part.mark, "unknown-deck", f"unknown deck {part.includes!r}{hint}"))
            continue
        included = shelf.draft(part.includes, log)
        if included is not None:
            parts.extend(each for each in included.parts if each.lesson and each.lesson.kind not in FRAMES)
            figures.update(included.figures)
    return replace(draft, parts=tuple(parts), figures=figures)


def _read(project: Project, name: str, log: list[Problem]) -> Source:
    """Return a file and log its problems, once however often it is asked for."""
    first = name not in project.sources
    source = project.source(name)
    if first:
        log.extend(source.problems)
    return source


def _used(drafts: Iterable[Draft]) -> Iterator[tuple[str, str]]:
    """Yield kind and id of all that the documents use; for patients' documents that includes the whole glossary."""
    for draft in drafts:
        if draft.audience == "patient":
            yield "term", ""
        for pointer in pointers(draft):
            yield pointer.kind, pointer.source
        yield from (("claim", name) for name, _ in grounds(draft))
        yield from (("reference", name) for name, _ in draft.sources)
        for part in draft.parts:
            yield from (("reference", name) for name, _ in (part.lesson.sources if part.lesson else ()))
        for prose in prose_in(draft.parts):
            yield from (("reference", piece.reference) for piece in flat(prose.pieces) if isinstance(piece, Cited))


def named_claims(draft: Draft) -> Iterator[tuple[str, Mark]]:
    """Yield every claim that a document names, by a value or as the basis of its words, with its mark."""
    for place in pointers(draft):
        if place.kind == "claim" and place.source:
            yield place.source, place.mark
    yield from grounds(draft)


def taught_by(drafts: Iterable[Draft]) -> frozenset[str]:
    """Return the claims that the decks among these documents use."""
    return frozenset(name for draft in drafts if draft.kind == "deck" for name, _ in named_claims(draft))


def _taught_elsewhere(project: Project, drafts: Iterable[Draft], library: Library) -> frozenset[str]:
    """Return the harms that decks outside these documents teach, of those that their leaflets state only in part."""
    drafts = tuple(drafts)
    harms = {harm for draft in drafts if draft.kind == "leaflet" for harm in _harms_told_in_part(draft, library)}
    read = {draft.id for draft in drafts}
    decks = [name for name, kind in project.documents.items() if kind == "deck" and name not in read]
    return frozenset().union(*(_taught_by_deck(project, name, harms) for name in decks if harms))


def _harms_told_in_part(draft: Draft, library: Library) -> Iterator[str]:
    """Yield the harms of each benefit in a document that does not use all of them."""
    used = {name for name, _ in named_claims(draft)}
    for name in used.intersection(library.claims):
        harms = {harm for harm in library.claims[name].harms if harm in library.claims}
        yield from harms if harms - used else ()


def _taught_by_deck(project: Project, name: str, claims: Iterable[str]) -> frozenset[str]:
    """Return which of these claims a deck names; none if it cannot be read, which its own check reports."""
    file = f"content/{FOLDERS['deck']}/{name}.yaml"
    with suppress(OSError):
        text = (project.root / file).read_text(encoding="utf-8", errors="replace")
        # typing a deck takes long, and few decks name one of these claims
        if any(claim in text for claim in claims):
            draft = read_draft(project.take(file), name, "deck", [])
            return taught_by(() if draft is None else (draft,)).intersection(claims)
    return frozenset()


def grounds(draft: Draft) -> Iterator[tuple[str, Mark]]:
    """Yield the claims that a document names as the basis of its words, with their marks."""
    yield from draft.rests_on
    for part in draft.parts:
        yield from part.rests_on
        for statement in part.statements:
            yield from statement.rests_on


def _library(project: Project, used: list[tuple[str, str]], log: list[Problem]) -> Library:
    kinds = {kind for kind, name in used if name}
    prefixes = sorted({name.partition(".")[0] for kind, name in used if kind == "claim"})
    files = [prefix for prefix in prefixes if prefix in project.claim_files]
    # safety rules apply to every document, texts for patients are checked against the whole glossary, and amounts
    # that claims restate are checked in every run; a project need not have any of these files
    held = {"limits", *(("glossary",) if ("term", "") in used else ())}
    others = ["references"]
    for kind, name in (("food", "foods"), ("limit", "limits"), ("term", "glossary")):
        if kind in kinds or (name in held and (project.root / f"content/{name}.yaml").is_file()):
            others.append(name)
    return _facts(project, tuple(files), tuple(others), log)


def _facts(project: Project, prefixes: tuple[str, ...], others: tuple[str, ...], log: list[Problem]) -> Library:
    claims: dict[str, Claim] = {}
    blocked: dict[str, BlockedClaim] = {}
    notes: dict[str, SourceNote] = {}
    waiting, read = list(prefixes), set(prefixes)
    for prefix in waiting:
        source = project.take(f"content/claims/{prefix}.yaml")
        log.extend(source.problems)
        file = read_claims(source, prefix, log)
        claims.update(file.claims)
        blocked.update(file.blocked)
        notes.update(file.notes)
        named = {name.partition(".")[0] for claim in file.claims.values() for name in claim.companions}
        beyond = sorted(named.intersection(project.claim_files) - read)
        waiting.extend(beyond)
        read.update(beyond)
    library = Library(claims=claims, blocked=blocked, notes=notes)
    if "references" in others:
        library = replace(library, references=_references(project, log))
    if "foods" in others or _restated(claims, "foods"):
        library = replace(library, foods=read_foods(_read(project, "content/foods.yaml", log), log))
    if "limits" in others:
        source = _read(project, "content/limits.yaml", log)
        library = replace(
            library,
            limits=read_limits(source, log),
            safety=read_safety(source, log),
            tables=read_tables(source),
        )
    if "glossary" in others:
        library = replace(library, terms=read_terms(_read(project, "content/glossary.yaml", log), log))
    return replace(library, names=_names(project, log))


def _names(project: Project, log: list[Problem]) -> tuple[str, ...]:
    """Return the project's names that contain digits, or none if it has no such file."""
    name = "content/names.yaml"
    return read_names(_read(project, name, log), log) if (project.root / name).is_file() else ()


def _restated(claims: Mapping[str, Claim], table: str) -> bool:
    """Return whether a claim repeats an amount of a table."""
    named = (name for claim in claims.values() for names in claim.restates.values() for name in names)
    return any(name.startswith(f"{table}/") for name in named)


def _references(project: Project, log: list[Problem]) -> dict[str, Reference]:
    return read_references(_read(project, "content/references.yaml", log), log)
