"""A project on disk: its folder, its documents, and the facts that a run has to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

from handouts.content.approvals import SIGN_OFFS, Approval, read_approvals
from handouts.content.claim_files import read_claim_files
from handouts.content.clinics import read_clinic
from handouts.content.drafts import read_draft
from handouts.content.foods import read_foods
from handouts.content.glossary import read_names, read_terms
from handouts.content.judgements import read_judgements
from handouts.content.limits import read_limits, read_tables
from handouts.content.misnamed import misnamed_files
from handouts.content.model import (
    Claim,
    Clinic,
    Draft,
    DraftPart,
    Judgement,
    Library,
    Reference,
    Waiver,
)
from handouts.content.owners import OWNERS, Owners, read_owners
from handouts.content.prose import Cited, flat
from handouts.content.references import read_references
from handouts.content.regions import REGIONS, PaperSize, Regions, read_regions
from handouts.content.reviews import EXTENSIONS, FOOD, REVIEWS, Extension, Reviews, read_cycles, read_extensions
from handouts.content.safety_rules import read_safety
from handouts.content.units import UNITS, read_units
from handouts.content.unlisted_names import NAMES, missing_names, unlisted_names
from handouts.content.unread import unread_files
from handouts.content.vocabulary import GENERAL, VOCABULARY, Vocabulary, read_vocabulary
from handouts.content.waivers import read_waivers
from handouts.content.walk import pointers, prose_in
from handouts.core.faults import guarded
from handouts.core.files import yaml_files
from handouts.core.ids import id_fault
from handouts.core.problem import Mark, Problem, did_you_mean
from handouts.core.quantity import Units
from handouts.core.source import Mapping as Nodes
from handouts.core.source import Source, faults_of, read_source

Kind = Literal["leaflet", "deck"]
FOLDERS: dict[Kind, str] = {"leaflet": "leaflets", "deck": "decks"}
# what finished files lie in, so that no clinic's folder can be called so
OWN_FOLDERS = (*FOLDERS.values(), "dossiers", "changes", "withheld", "edited")
# tables that every document may use; where one cannot be read, no document can be checked
SHARED_TABLES = ("references", "foods", "limits", "glossary", "regions", "names", "units", "vocabulary")
# all tables that lie directly in `content/`
TABLES = (*SHARED_TABLES, "extensions", "owners", "reviews", "sign-offs", "waivers")
# slides that frame a deck; a deck that includes it has its own
NAMED = 5  # most entries that a message about several names
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
    def misnamed(self) -> Mapping[str, Problem]:
        """A problem for each file that is not read because of its name, by the path that would be read."""
        return misnamed_files(self.root)

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
        return yaml_files(self.root / "content" / folder)


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
    owners: Owners = field(default_factory=Owners)


def read_content(project: Project, ids: Iterable[str], clinic: str | None, log: list[Problem]) -> ProjectContent:
    """Return the named documents with every fact that they use, without reading any other file.

    Other decks are searched for what they teach only if a leaflet states some but not all of the harms of a benefit.
    """
    ids = tuple(ids)
    drafts = tuple(_drafts(project, ids, log))
    library = _library(project, drafts, log)
    chosen = _clinic(project, clinic, log)
    log.extend(_misnamed(project, ids, clinic, library.unread))
    known = frozenset(library.claims) | frozenset(library.blocked)
    approvals = read_signed(project, log)
    others = _taught_elsewhere(project, drafts, library)
    taught = taught_by(drafts) | others
    owners = owners_of(project, log)
    return ProjectContent(drafts, library, chosen, known, _waivers(project, log), approvals, taught, owners)


def read_all(project: Project, clinic: str | None, log: list[Problem]) -> ProjectContent:
    """Return every document and every fact of the project."""
    drafts = tuple(_drafts(project, project.documents, log))
    used = {kind for kind, name in _used(drafts) if name}
    tables = (("food", "foods"), ("limit", "limits"), ("term", "glossary"))
    others = [name for kind, name in tables if kind in used or (project.root / f"content/{name}.yaml").is_file()]
    library = _facts(project, project.claim_files, ("references", *others), drafts, log)
    chosen = _clinic(project, clinic, log)
    log.extend(_misnamed(project, tuple(project.documents), clinic, library.unread))
    known = frozenset(library.claims) | frozenset(library.blocked)
    approvals = read_signed(project, log)
    unread = _taught_elsewhere(project, drafts, library)
    taught = taught_by(drafts) | unread
    owners = owners_of(project, log)
    return ProjectContent(drafts, library, chosen, known, _waivers(project, log), approvals, taught, owners)


def _clinic(project: Project, name: str | None, log: list[Problem]) -> Clinic | None:
    """Return the clinic of a run, or None if it is for none."""
    if name is None:
        return None
    file = f"content/clinics/{name}.yaml"
    fault = f"{name!r} is a folder of finished files; give the clinic another id" if name in OWN_FOLDERS else None
    fault = fault or id_fault(name)
    if fault is not None:
        log.append(Problem(Mark(file), "wrong-id", fault))
    first, source = file not in project.sources, project.source(file)
    if first:
        log.extend(faults_of(source))
    return read_clinic(source, name, units_of(project, log), log) if isinstance(source.root, Nodes) else None


def _misnamed(project: Project, ids: tuple[str, ...], clinic: str | None, said: frozenset[str]) -> Iterator[Problem]:
    """Yield the problems of files that are not read because of their names, as far as they concern these documents.

    `said` are the files of which that was said already. What nothing reads is told where all documents are read.
    """
    whole = {*ids} >= project.documents.keys()
    for path, problem in project.misnamed.items():
        folder, _, name = path.removesuffix(".yaml").rpartition("/")
        if folder == "content" or path == f"content/clinics/{clinic}.yaml":
            yield problem
        elif whole or name in ids:
            place = path.removeprefix("content/").removesuffix(".yaml")
            documents = folder.removeprefix("content/") in FOLDERS.values()
            if place not in said:
                yield problem.reaching(name if documents else place)
    if whole:
        yield from unread_files(project.root, TABLES)


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
    units: Units
    read: dict[str, tuple[Draft | None, tuple[Problem, ...]]] = field(default_factory=dict)

    def draft(self, name: str, log: list[Problem]) -> Draft | None:
        """Return a document without what it includes; None if it cannot be read."""
        if name not in self.read:
            kind, own = self.project.documents[name], list[Problem]()
            source = self.project.take(f"content/{FOLDERS[kind]}/{name}.yaml")
            own.extend(faults_of(source))
            own.extend(_id_faults(self.project, source.path, name))
            draft = None
            if isinstance(source.root, Nodes):
                with guarded(own, Mark(source.path), f"reading {name!r}"):
                    draft = read_draft(source, name, kind, self.units, own)
            self.read[name] = draft, tuple(own)
        draft, found = self.read[name]
        log.extend(found)
        return draft


def _id_faults(project: Project, file: str, name: str) -> Iterator[Problem]:
    """Yield the problems of a document's id: one that is no plain word, and one that a leaflet and a deck share."""
    if (fault := id_fault(name)) is not None:
        yield Problem(Mark(file), "wrong-id", fault)
    for other in (f"content/{folder}/{name}.yaml" for folder in FOLDERS.values()):
        if other != file and (project.root / other).is_file():
            yield Problem(Mark(file), "duplicate-id", f"{other} has the same id; give one of the two another name")


def _drafts(project: Project, ids: Iterable[str], log: list[Problem]) -> Iterator[Draft]:
    shelf = _Shelf(project, units_of(project, log))
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
    lessons: dict[str, Mark] = {}
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
            lessons[included.mark.file] = included.mark
    return replace(draft, parts=tuple(parts), figures=figures, lessons=lessons)


def _read(project: Project, name: str, log: list[Problem]) -> Source:
    """Return a file and log its problems, once however often it is asked for."""
    first = name not in project.sources
    source = project.source(name)
    if first and (source.root is not None or name not in project.misnamed):
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
            yield from (("term", name) for each in part.statements for name, _ in each.explains)
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
    """Return which of these claims a deck names, or mentions anywhere if it cannot be read, as its own check reports."""
    file = f"content/{FOLDERS['deck']}/{name}.yaml"
    with suppress(OSError):
        text = (project.root / file).read_text(encoding="utf-8", errors="replace")
        # typing a deck takes long, and few decks name one of these claims
        mentioned = frozenset(claim for claim in claims if claim in text)
        if mentioned:
            draft = read_draft(project.take(file), name, "deck", units_of(project, []), [])
            return mentioned if draft is None else taught_by((draft,)).intersection(claims)
    return frozenset()


def grounds(draft: Draft) -> Iterator[tuple[str, Mark]]:
    """Yield the claims that a document names as the basis of its words, with their marks."""
    yield from draft.rests_on
    for part in draft.parts:
        yield from part.rests_on
        for statement in part.statements:
            yield from statement.rests_on


def _library(project: Project, drafts: tuple[Draft, ...], log: list[Problem]) -> Library:
    used = list(_used(drafts))
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
    return _facts(project, tuple(files), tuple(others), drafts, log)


def _facts(
    project: Project, prefixes: tuple[str, ...], others: tuple[str, ...], drafts: tuple[Draft, ...], log: list[Problem]
) -> Library:
    named = {draft.id: tuple(named_claims(draft)) for draft in drafts}
    units, vocabulary = units_of(project, log), _vocabulary(project, log)
    files = read_claim_files(
        project.take, project.claim_files, prefixes, named, project.misnamed, units, vocabulary, log
    )
    claims = files.claims
    library = Library(claims=claims, blocked=files.blocked, notes=files.notes, units=units, vocabulary=vocabulary)
    if "references" in others:
        library = replace(library, references=_references(project, claims, drafts, log))
    if "foods" in others or _restated(claims, "foods"):
        library = replace(library, foods=read_foods(_table(project, "foods", log), units, log))
    if "limits" in others or _restated(claims, "limits"):
        source = _table(project, "limits", log)
        library = replace(
            library,
            limits=read_limits(source, units),
            safety=read_safety(source, units, vocabulary, log),
            tables=read_tables(source, units, log),
        )
    if "glossary" in others:
        library = replace(library, terms=read_terms(_table(project, "glossary", log), log))
    library = replace(
        library,
        names=_names(project, drafts, library, log),
        regions=_regions(project, log),
        reviews=reviews_of(project, vocabulary, log),
    )
    unread = {name for name in SHARED_TABLES if _is_unread(project, f"content/{name}.yaml")}
    return replace(library, unread=frozenset({*unread, *(f"claims/{prefix}" for prefix in files.unread)}))


def _table(project: Project, name: str, log: list[Problem]) -> Source:
    """Return a table of facts that must be a mapping; a file that is none counts as one without entries."""
    file = f"content/{name}.yaml"
    first, source = file not in project.sources, project.source(file)
    # of a file under a wrong name, that name is the one problem
    if first and (source.root is not None or file not in project.misnamed):
        log.extend(faults_of(source))
    return source if isinstance(source.root, Nodes) else Source(file, None)


def _is_unread(project: Project, file: str) -> bool:
    """Return whether a problem says that the entries of a table are not known."""
    source = project.sources.get(file)
    if source is None or isinstance(source.root, Nodes):
        return file in project.misnamed
    # names are the one table that may be empty
    return source.root is not None or bool(source.problems) or file != "content/names.yaml"


def _names(project: Project, drafts: Iterable[Draft], library: Library, log: list[Problem]) -> tuple[str, ...]:
    """Return the project's names that contain digits; without their file, what looks like one, which is a problem."""
    if (project.root / NAMES).is_file():
        return read_names(_read(project, NAMES, log), log)
    if NAMES in project.misnamed:
        return ()
    found = unlisted_names(drafts, library)
    missing = list(missing_names(found))
    log.extend(missing)
    return tuple(found) if missing else ()


def _regions(project: Project, log: list[Problem]) -> Regions:
    """Return the regions of a project, or none if it has no such file."""
    return read_regions(_table(project, "regions", log), log) if (project.root / REGIONS).is_file() else Regions()


def reviews_of(project: Project, vocabulary: Vocabulary, log: list[Problem]) -> Reviews:
    """Return the review cycles and extensions of a project; without their files, those that it has by default.

    A fault in them stops no document: a review is then due on the day that is written, or as without an extension.
    """
    own: list[Problem] = []
    cycles = read_cycles(_optional(project, REVIEWS, own), vocabulary.purposes, own)
    extensions = read_extensions(_optional(project, EXTENSIONS, own), own)
    own.extend(_unknown_extensions(project, extensions))
    log.extend(_of_upkeep(own))
    return Reviews(cycles, extensions)


def _unknown_extensions(project: Project, extensions: Iterable[Extension]) -> Iterator[Problem]:
    """Yield a warning for each extension of a document or file of claims that is gone, or misspelt."""
    for each in extensions:
        known = each.id in project.documents or each.id.startswith(FOOD)
        if not known and each.id.partition(".")[0] not in project.claim_files:
            hint = did_you_mean(each.id, project.documents)
            message = f"the extension of {each.id!r} does not count: there is no such document or claim{hint}"
            yield Problem(each.mark, "wrong-extension", message, "warning")


def owners_of(project: Project, log: list[Problem]) -> Owners:
    """Return who keeps what of a project; a fault in it stops no document."""
    own: list[Problem] = []
    owners = read_owners(_optional(project, OWNERS, own), project.documents, project.claim_files, own)
    log.extend(_of_upkeep(own))
    return owners


def _optional(project: Project, name: str, log: list[Problem]) -> Source:
    """Return a file that a project need not have, or a source without nodes."""
    return _read(project, name, log) if (project.root / name).is_file() else Source(name, None)


def _of_upkeep(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield problems of the files that plan reviews, which no document prints, so that they stop none."""
    return (problem.reaching(problem.mark.file) for problem in problems)


def _vocabulary(project: Project, log: list[Problem]) -> Vocabulary:
    """Return the words of a project, or those of the program if it has no such file."""
    if (project.root / VOCABULARY).is_file() or VOCABULARY in project.misnamed:
        return read_vocabulary(_table(project, "vocabulary", log), log)
    return GENERAL


def units_of(project: Project, log: list[Problem]) -> Units:
    """Return the units of a project; a file that is missing or unreadable is reported once."""
    first = UNITS not in project.sources
    if not (project.root / UNITS).exists() and UNITS not in project.misnamed:
        project.source(UNITS)
        message = "there is no such file; it declares the units of all values: copy it from a project of 'handouts new'"
        log.extend([Problem(Mark(UNITS), "missing-file", message)] if first else [])
        return Units()
    source = _table(project, "units", log)
    # of a file that was read before, everything was said
    return read_units(source, log if first else [])


def paper_of(project: Project, clinic: str | None) -> PaperSize:
    """Return the paper of a clinic's region; without a clinic, or where its region is unknown, A4."""
    if clinic is None:
        return "a4"
    read = read_clinic(_read(project, f"content/clinics/{clinic}.yaml", []), clinic, Units(), [])
    region = _regions(project, []).by_id.get(read.region) if read is not None else None
    return region.paper if region is not None else "a4"


def _restated(claims: Mapping[str, Claim], table: str) -> bool:
    """Return whether a claim repeats an amount of a table: of `foods`, or of a section of `limits`."""
    named = {name for claim in claims.values() for names in claim.restates.values() for name in names}
    return any(name.startswith("foods/") == (table == "foods") for name in named)


def _references(
    project: Project, claims: Mapping[str, Claim], drafts: Iterable[Draft], log: list[Problem]
) -> dict[str, Reference]:
    """Return the bibliography; a fault in an entry stops only the documents that name it."""
    table = _table(project, "references", log)
    faults: dict[str, list[Problem]] = {}
    references = read_references(table, faults)
    users: dict[str, dict[str, None]] = {}
    for draft in drafts if any(faults.values()) else ():
        for name in _references_of(draft, claims):
            users.setdefault(name, {})[draft.id] = None
    log.extend(faults.pop("", []))
    unnamed = [
        name for name, problems in faults.items() if name not in users and _awaits_names(references, name, problems)
    ]
    log.extend(_unnamed(references, unnamed))
    for name, problems in faults.items():
        if name in unnamed:
            continue
        log.extend(problem.reaching(*users.get(name, (name,))) for problem in problems)
    return references


def _awaits_names(references: Mapping[str, Reference], name: str, problems: Sequence[Problem]) -> bool:
    """Return whether all that an imported entry lacks is how slides and leaflets name it."""
    reference = references.get(name)
    if reference is None or reference.confidence != "memory":
        return False
    return 0 < len(problems) == sum(not text for text in (reference.short, reference.plain))


def _unnamed(references: Mapping[str, Reference], names: Sequence[str]) -> Iterator[Problem]:
    """Yield one warning for imported entries that nothing cites yet; where one is cited, what it lacks is an error."""
    if names:
        them = f"{', '.join(names[:NAMED])}{f' and {len(names) - NAMED} more' if len(names) > NAMED else ''}"
        message = f"imported and not cited yet, without 'short' or 'plain': {them}; write both before you cite one"
        yield Problem(references[names[0]].mark, "unwritten-reference", message, "warning")


def _references_of(draft: Draft, claims: Mapping[str, Claim]) -> Iterator[str]:
    """Yield the references that a document names, directly or through its claims."""
    yield from (name for kind, name in _used((draft,)) if kind == "reference")
    for claim, _ in named_claims(draft):
        yield from claims[claim].references if claim in claims else ()
