"""Comparison of two editions of a project; this program composes and sets both, whatever built them before."""

from __future__ import annotations

import filecmp
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from handouts.checks import of_structure
from handouts.checks.subject import Subject
from handouts.content.meaning import Done, Entries, FactChange, entries_of, fact_changes, library_files
from handouts.content.model import Draft
from handouts.content.project import Project, ProjectContent, units_of
from handouts.core.faults import guarded, is_fault
from handouts.core.problem import Mark, Problem, errors
from handouts.core.quantity import Units
from handouts.document.digest import content_digest
from handouts.document.document import Document
from handouts.document.text import plain
from handouts.editions.approval.changes import Change, changes
from handouts.editions.approval.record import document_record
from handouts.editions.diff.leaves import leaves_of
from handouts.editions.diff.value import (
    Difference,
    DocumentChange,
    FileChange,
    LookChange,
    Pair,
    pages_differing,
    slides_differing,
)
from handouts.editions.impact.mentions import Mentions
from handouts.editions.impact.names import ProjectNames
from handouts.pipeline.approved_digest import placement
from handouts.pipeline.documents import Set, composed_documents
from handouts.pipeline.plan import Plan, plan_of
from handouts.pipeline.press import Paper, Unset, drawn
from handouts.pipeline.read import all_content
from handouts.pipeline.request import Request


@dataclass(frozen=True)
class ProjectEdition:
    """One edition of a project, with the name that the user gave; its folder is read when first needed."""

    name: str
    request: Request

    @cached_property
    def project(self) -> Project:
        """Its files."""
        return Project(self.request.root)

    @cached_property
    def plan(self) -> Plan:
        """The plan of its files."""
        return plan_of(self.request)

    @cached_property
    def _read(self) -> tuple[ProjectContent, list[Problem]]:
        problems: list[Problem] = []
        clinic = self.request.clinic if self.request.clinic in self.project.clinics else None
        content = all_content(self.project, clinic, problems)
        subject = Subject(content, self.request.as_of, self.request.root)
        problems += of_structure(subject)
        return content, problems

    @property
    def drafts(self) -> Mapping[str, Draft]:
        """Every document that could be read, by id."""
        return {draft.id: draft for draft in self._read[0].drafts}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The errors that keep a document from being composed, and the faults in what was set of it so far."""
        found = errors([*self._read[1], *(fault for each in self.sets.values() for fault in each.faults)])
        return tuple(replace(each, message=f"{self.name}: {each.message}") for each in found)

    @cached_property
    def sets(self) -> Mapping[tuple[str, str], Set]:
        """Every document without errors, composed, by id and language; its pages are set on demand."""
        content, problems = self._read
        return {(each.draft.id, each.document.lang): each for each in composed_documents(self.plan, content, problems)}

    @cached_property
    def entries(self) -> Entries:
        """Every fact, rule and clinic as written."""
        files = (entries_of(self.project, file) for file in library_files(self.project))
        return {place: entry for file in files for place, entry in file.items()}

    @cached_property
    def units(self) -> Units:
        """The units in which its values are printed."""
        return units_of(self.project, [])

    def worn(self, file: str) -> set[str]:
        """Return the layouts that use a file of `layouts/`, such as `leaflets/a4`."""
        names = ProjectNames(self.project, Mentions(self.project), self.request.root)
        return {fact.id for fact in names.in_file(file)}


def editions_differing(before: ProjectEdition, after: ProjectEdition) -> Difference:
    """Return all differences between two editions."""
    looks = tuple(_looks(before, after))
    worn = frozenset(name for look in looks for name in look.layouts)
    log: list[Problem] = []
    documents = tuple(_documents(before, after, worn, log))
    problems = tuple(sorted({*before.problems, *after.problems, *log}))
    facts = tuple(fact_changes(before.entries, after.entries, before.units, after.units))
    return Difference(
        of="editions",
        before=before.name,
        after=after.name,
        facts=facts,
        looks=looks,
        documents=documents,
        problems=problems,
        drawn=_drawer(before, after),
        uncompared=tuple(_uncompared(before, after)),
    )


def _uncompared(before: ProjectEdition, after: ProjectEdition) -> Iterator[str]:
    """Yield the documents that an error keeps from being composed in one of the editions."""
    for name in dict.fromkeys((*after.project.documents, *before.project.documents)):
        stopped = (
            name in edition.project.documents and (name, lang) not in edition.sets
            for edition in (before, after)
            for lang in edition.request.langs
        )
        if any(stopped):
            yield name


def _looks(before: ProjectEdition, after: ProjectEdition) -> Iterator[LookChange]:
    old, new = _files(before.request.root), _files(after.request.root)
    for file in sorted({*old, *new}):
        if file in old and file in new and filecmp.cmp(old[file], new[file], shallow=False):
            continue
        done: Done = "added" if file not in old else "removed" if file not in new else "changed"
        worn = (before.worn(file) if file in old else set()) | (after.worn(file) if file in new else set())
        yield LookChange(file, done, tuple(sorted(worn)))


def _files(root: Path) -> Mapping[str, Path]:
    found = (path for path in (root / "layouts").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path for path in found if not path.name.startswith(".")}


# --- documents ------------------------------------------------------------------------------------


def _documents(
    before: ProjectEdition, after: ProjectEdition, worn: frozenset[str], log: list[Problem]
) -> Iterator[DocumentChange]:
    for name in dict.fromkeys((*after.project.documents, *before.project.documents)):
        for lang in after.request.langs:
            with guarded(log, Mark(f"content/{name}"), f"comparing {name!r}", name):
                found = _document(before, after, (name, lang), worn)
                if found is not None:
                    yield found


def _document(
    before: ProjectEdition, after: ProjectEdition, key: tuple[str, str], worn: frozenset[str]
) -> DocumentChange | None:
    """Return how a document differs; None where it does not, or where an error stops either edition of it."""
    old, new = before.sets.get(key), after.sets.get(key)
    if old is not None and new is not None:
        return _both(before, after, old, new, worn)
    name = key[0]
    if new is not None and name not in before.project.documents:
        return _alone(after, new, "added")
    if old is not None and name not in after.project.documents:
        return _alone(before, old, "removed")
    return None


def _alone(edition: ProjectEdition, each: Set, done: Done) -> DocumentChange:
    layouts = edition.plan.layouts[each.draft.kind]
    return _change(each, done, (), tuple(_one_side(edition, each, layout, done) for layout in layouts))


def _one_side(edition: ProjectEdition, each: Set, layout: str, done: Done) -> FileChange:
    """Return the change of a file that only one edition has."""
    leaves = len(leaves_of(each.in_layout(layout)))
    return _file(edition, each, layout, done, (0, leaves) if done == "added" else (leaves, 0))


def _change(each: Set, done: Done, found: tuple[Change, ...], files: tuple[FileChange, ...]) -> DocumentChange:
    title = plain(each.document.title.text)
    return DocumentChange(each.draft.id, each.draft.kind, title, done, found, files)


def _file(edition: ProjectEdition, each: Set, layout: str, done: Done, ends: tuple[int, int]) -> FileChange:
    request, document = edition.request, each.document
    path = edition.plan.path(document.id, document.kind, document.lang, layout)
    return FileChange(path, layout, document.lang, request.clinic, done, *ends)


def _both(
    before: ProjectEdition, after: ProjectEdition, old: Set, new: Set, worn: frozenset[str]
) -> DocumentChange | None:
    if _look_at(old.document) == _look_at(new.document):
        # only the looks differ, so a file counts as changed only where that is visible
        files = tuple(
            each for each in _files_of(before, after, old, new, worn) if each.leaves or each.done != "changed"
        )
        return _change(new, "changed", _texts(old, new), files) if files else None
    every = {f"{new.draft.kind}s/{layout}" for layout in after.plan.layouts[new.draft.kind]}
    return _change(new, "changed", _texts(old, new), tuple(_files_of(before, after, old, new, worn | every)))


def _look_at(document: Document) -> object:
    """Return everything in a document that affects its files."""
    names = (document.letterhead, document.grounds, document.names)
    return content_digest(document), document.version, document.checked, document.review_until, names


def _texts(old: Set, new: Set) -> tuple[Change, ...]:
    """Return changes to version and dates, then to text units, order and placement of the emergency advice.

    Changed claims are reported once for all documents.
    """
    was, now = old.document, new.document
    # version and dates are reported on their own; otherwise they would count as a change of order
    same = replace(was, version=now.version, checked=now.checked, review_due=now.review_due)
    before, after = (
        document_record(document, tuple(placement(*placed) for placed in each.placed.items()), {})
        for document, each in ((same, old), (now, new))
    )
    found = (*_dates(was, now), *changes(before, after))
    return tuple(replace(each, before="as it was") if each.kind == "order" else each for each in found)


def _dates(was: Document, now: Document) -> Iterator[Change]:
    facts = (
        ("version", was.version, now.version),
        ("checked", was.checked, now.checked),
        ("review due", was.review_until, now.review_until),
    )
    yield from (Change("edition", name, str(before), str(after)) for name, before, after in facts if before != after)


def _files_of(
    before: ProjectEdition, after: ProjectEdition, old: Set, new: Set, worn: frozenset[str]
) -> Iterator[FileChange]:
    """Yield the files of a document in layouts that are new, removed or changed."""
    kind = new.draft.kind
    was, now = before.plan.layouts[kind], after.plan.layouts[kind]
    for layout in dict.fromkeys((*now, *was)):
        if layout not in was or layout not in now:
            yield _one_side(after, new, layout, "added") if layout in now else _one_side(before, old, layout, "removed")
        elif f"{kind}s/{layout}" in worn:
            first, last = leaves_of(old.in_layout(layout)), leaves_of(new.in_layout(layout))
            paper = isinstance(new.in_layout(layout), Paper)
            found = pages_differing(first, last) if paper else slides_differing(first, last)
            yield replace(_file(after, new, layout, "changed", (len(first), len(last))), leaves=found)


# --- files ----------------------------------------------------------------------------------------


def _drawer(before: ProjectEdition, after: ProjectEdition) -> Callable[[str, list[Problem]], Pair]:
    def drawn_pair(path: str, log: list[Problem]) -> Pair:
        return _bytes(before, path, log), _bytes(after, path, log)

    return drawn_pair


def _bytes(edition: ProjectEdition, path: str, log: list[Problem]) -> bytes | None:
    """Return a file of an edition, drawn now; None where it has none or drawing fails, with a fault in the log."""
    for each in edition.sets.values():
        document = each.document
        for layout in edition.plan.layouts[each.draft.kind]:
            if edition.plan.path(document.id, document.kind, document.lang, layout) == path:
                placed = each.in_layout(layout)
                data, found = drawn(placed, path, edition.request.root) if not isinstance(placed, Unset) else (None, [])
                log += (problem.reaching(document.id) for problem in found if is_fault(problem))
                return data
    return None


__all__ = ["FactChange", "ProjectEdition", "editions_differing"]
