"""Two editions of a project compared: both are composed and set by this program, whatever built them once."""

from __future__ import annotations

import filecmp
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from handouts.checks import structure
from handouts.checks.subject import Subject
from handouts.content.meaning import Entries, FactChange, entries_of, fact_changes, library_files
from handouts.content.model import Draft
from handouts.content.project import Content, Project, read_all
from handouts.core.problem import Problem, errors
from handouts.document.digest import content_digest
from handouts.document.document import Document
from handouts.document.text import plain
from handouts.editions.approval.changes import Change, changes
from handouts.editions.approval.record import document_record
from handouts.editions.diff.leaves import leaves_of
from handouts.editions.diff.value import (
    Difference,
    DocumentChange,
    Done,
    FileChange,
    LookChange,
    Pair,
    pages_differing,
    slides_differing,
)
from handouts.editions.impact.mentions import Mentions
from handouts.editions.impact.names import Names
from handouts.pipeline.documents import Set, composed_documents
from handouts.pipeline.placement import placement
from handouts.pipeline.plan import Plan, plan_of
from handouts.pipeline.press import Paper, Show, drawn
from handouts.pipeline.request import Request


@dataclass(frozen=True)
class Edition:
    """One edition of a project, by the name it was asked for: a folder, read when something of it is wanted."""

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
    def _read(self) -> tuple[Content, list[Problem]]:
        problems: list[Problem] = []
        clinic = self.request.clinic if self.request.clinic in self.project.clinics else None
        content = read_all(self.project, clinic, problems)
        subject = Subject(content, self.request.as_of, self.request.root)
        problems += [problem for rule in structure.RULES for problem in rule(subject)]
        return content, problems

    @property
    def drafts(self) -> Mapping[str, Draft]:
        """Every document that could be read."""
        return {draft.id: draft for draft in self._read[0].drafts}

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What keeps a document from being composed."""
        found = errors(self._read[1])
        return tuple(replace(each, message=f"{self.name}: {each.message}") for each in found)

    @cached_property
    def sets(self) -> Mapping[tuple[str, str], Set]:
        """Every sound document, composed, by id and language; set when its pages are asked for."""
        content, problems = self._read
        return {(each.draft.id, each.document.lang): each for each in composed_documents(self.plan, content, problems)}

    @cached_property
    def entries(self) -> Entries:
        """Every fact, rule and clinic as it was written."""
        files = (entries_of(self.project, file) for file in library_files(self.project))
        return {place: entry for file in files for place, entry in file.items()}

    def worn(self, file: str) -> set[str]:
        """The layouts that wear a file of `layouts/`, as `leaflets/a4`."""
        names = Names(self.project, Mentions(self.project), self.request.root)
        return {fact.id for fact in names.in_file(file)}


def editions_differing(before: Edition, after: Edition) -> Difference:
    """All that differs between two editions."""
    looks = tuple(_looks(before, after))
    worn = frozenset(name for look in looks for name in look.layouts)
    documents = tuple(_documents(before, after, worn))
    problems = tuple(sorted({*before.problems, *after.problems}))
    facts = tuple(fact_changes(before.entries, after.entries))
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


def _uncompared(before: Edition, after: Edition) -> Iterator[str]:
    """The documents that an edition has, and that an error keeps from being composed."""
    for name in dict.fromkeys((*after.project.documents, *before.project.documents)):
        stopped = (
            name in edition.project.documents and (name, lang) not in edition.sets
            for edition in (before, after)
            for lang in edition.request.langs
        )
        if any(stopped):
            yield name


def _looks(before: Edition, after: Edition) -> Iterator[LookChange]:
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


def _documents(before: Edition, after: Edition, worn: frozenset[str]) -> Iterator[DocumentChange]:
    for name in dict.fromkeys((*after.project.documents, *before.project.documents)):
        for lang in after.request.langs:
            found = _document(before, after, (name, lang), worn)
            if found is not None:
                yield found


def _document(before: Edition, after: Edition, key: tuple[str, str], worn: frozenset[str]) -> DocumentChange | None:
    """How a document differs; None where it does not, or where an error keeps either edition from being composed."""
    old, new = before.sets.get(key), after.sets.get(key)
    if old is not None and new is not None:
        return _both(before, after, old, new, worn)
    name = key[0]
    if new is not None and name not in before.project.documents:
        return _alone(after, new, "added")
    if old is not None and name not in after.project.documents:
        return _alone(before, old, "removed")
    return None


def _alone(edition: Edition, each: Set, done: Done) -> DocumentChange:
    layouts = edition.plan.layouts[each.draft.kind]
    return _change(each, done, (), tuple(_one_side(edition, each, layout, done) for layout in layouts))


def _one_side(edition: Edition, each: Set, layout: str, done: Done) -> FileChange:
    """A file that one edition alone has."""
    leaves = len(leaves_of(each.in_layout(layout)))
    return _file(edition, each, layout, done, (0, leaves) if done == "added" else (leaves, 0))


def _change(each: Set, done: Done, found: tuple[Change, ...], files: tuple[FileChange, ...]) -> DocumentChange:
    title = plain(each.document.title.text)
    return DocumentChange(each.draft.id, each.draft.kind, title, done, found, files)


def _file(edition: Edition, each: Set, layout: str, done: Done, ends: tuple[int, int]) -> FileChange:
    request, document = edition.request, each.document
    path = edition.plan.path(document.id, document.kind, document.lang, layout)
    return FileChange(path, layout, document.lang, request.clinic, done, *ends)


def _both(before: Edition, after: Edition, old: Set, new: Set, worn: frozenset[str]) -> DocumentChange | None:
    if _look_at(old.document) == _look_at(new.document):
        # only the looks differ, and a file is other than it was only where that shows
        files = tuple(
            each for each in _files_of(before, after, old, new, worn) if each.leaves or each.done != "changed"
        )
        return _change(new, "changed", _texts(old, new), files) if files else None
    every = {f"{new.draft.kind}s/{layout}" for layout in after.plan.layouts[new.draft.kind]}
    return _change(new, "changed", _texts(old, new), tuple(_files_of(before, after, old, new, worn | every)))


def _look_at(document: Document) -> object:
    """All of a document that a file of it holds."""
    names = (document.letterhead, document.grounds, document.names)
    return content_digest(document), document.version, document.checked, document.review_due, names


def _texts(old: Set, new: Set) -> tuple[Change, ...]:
    """Version and dates, then text units, order and places of the advice; claims are told for all documents at once."""
    was, now = old.document, new.document
    # version and dates are told by themselves, and would else make every edition one of another order
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
        ("review due", was.review_due, now.review_due),
    )
    yield from (Change("edition", name, str(before), str(after)) for name, before, after in facts if before != after)


def _files_of(before: Edition, after: Edition, old: Set, new: Set, worn: frozenset[str]) -> Iterator[FileChange]:
    """The files of a document in the layouts that are new, gone or worn otherwise."""
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


def _drawer(before: Edition, after: Edition) -> Callable[[str], Pair]:
    def drawn_pair(path: str) -> Pair:
        return _bytes(before, path), _bytes(after, path)

    return drawn_pair


def _bytes(edition: Edition, path: str) -> bytes | None:
    """A file of an edition, drawn now; None where it has none or it cannot be drawn."""
    for each in edition.sets.values():
        document = each.document
        for layout in edition.plan.layouts[each.draft.kind]:
            if edition.plan.path(document.id, document.kind, document.lang, layout) == path:
                placed = each.in_layout(layout)
                return drawn(placed, path, edition.request.root)[0] if isinstance(placed, Paper | Show) else None
    return None


__all__ = ["Edition", "FactChange", "editions_differing"]
