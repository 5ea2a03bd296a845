"""The shipped content with one thing wrong, and what a check finds new in it.

The shipped files are read once. A mutation parses the one file that it changes, and checks all facts and those
documents that the file can reach.
"""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from handouts.checks import check
from handouts.checks.baseline import Baseline, compared, read_baseline
from handouts.checks.language import OF_ALL_WORDS
from handouts.checks.places import place_of, places
from handouts.checks.subject import Subject
from handouts.content.project import Kind, Project, ProjectContent, named_claims, read_all
from handouts.core.problem import Problem
from handouts.core.source import Source, read_source, source_of
from handouts.pipeline.documents import composed_documents
from handouts.pipeline.plan import plan_of
from handouts.pipeline.request import Request

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 12, 1)
COURSE = "vitamin-k-course"
Needs = Literal["content", "pages"]


@dataclass(frozen=True)
class Mutation:
    """One thing made wrong, the rule that must find it, and where.

    `old` stands once in `file` (below `content`). The problem must be reported at the line on which `at` ends, which
    stands once in the changed file, or in `elsewhere` where that is another file.
    """

    name: str
    kind: str
    file: str
    old: str
    new: str
    rule: str
    at: str
    elsewhere: str = ""
    needs: Needs = "content"


@dataclass(frozen=True)
class Found:
    """What a check found: its problems, and the content that it read."""

    problems: tuple[Problem, ...]
    content: ProjectContent


def _sources() -> dict[str, Source]:
    """The nodes of every file of the shipped content, read once for all mutations."""
    names = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "content").rglob("*.yaml"))]
    return {name: read_source(ROOT / name, name) for name in names}


@dataclass(frozen=True)
class Shipped:
    """The shipped project, read once, as it is checked with a clinic or without one."""

    clinic: str | None = None
    sources: Mapping[str, Source] = field(default_factory=_sources)
    narrowed: dict[str, Baseline] = field(default_factory=dict)

    @cached_property
    def clean(self) -> Found:
        """What a check finds in the project as it is shipped."""
        found = self._check({}, "pages")
        # what is kept for all mutations need not be looked through for each
        gc.freeze()
        return found

    @cached_property
    def baseline(self) -> Baseline:
        """The clean run as the report that others are held against."""
        return baseline_of(self.clean)

    def at(self, place: str, source: Source, needs: Needs) -> tuple[Problem, ...]:
        """The problems that a changed file brings to the facts, and to the document that stands at a place."""
        baseline = self.baseline
        found = self._check({source.path: source}, needs, {Path(place).stem} if _is_document(place) else set())
        return compared(found.problems, places(found.content), baseline).new

    def new(self, file: str, text: str, needs: Needs) -> tuple[Problem, ...]:
        """The problems that a file with another text brings to all that it can reach."""
        return self.brought(source_of(text, f"content/{file}"), needs)

    def brought(self, source: Source, needs: Needs) -> tuple[Problem, ...]:
        """The problems that a changed file brings to all that it can reach."""
        baseline = self.baseline
        found = self._check({source.path: source}, needs)
        new = compared(found.problems, places(found.content), baseline).new
        # some problems come only of the documents that were left out
        file = source.path.removeprefix("content/")
        return compared(new, places(found.content), self._narrowed(file)).new if new else new

    def _narrowed(self, file: str) -> Baseline:
        """The clean run of those documents that a file can reach."""
        if file not in self.narrowed:
            name = f"content/{file}"
            self.narrowed[file] = baseline_of(self._check({name: self.sources[name]}, "content"))
        return self.narrowed[file]

    def _check(self, changed: Mapping[str, Source], needs: Needs, only: AbstractSet[str] | None = None) -> Found:
        """What a check finds; of the documents that a change reaches perhaps only some."""
        log = [problem for source in changed.values() for problem in source.problems]
        project = Narrowed(ROOT, {**self.sources, **changed}, tuple(changed))
        content = read_all(project, self.clinic, log)
        if changed:
            content = _reached(content, self.clean.content, *changed)
            content = content if only is None else _only(content, only)
        found = [*log, *check(Subject(content, DAY, ROOT), log, OF_ALL_WORDS)]
        if needs == "pages":
            plan = plan_of(Request(ROOT, ROOT, DAY, clinic=self.clinic))
            sound = composed_documents(plan, content, list(found))
            found += [problem for each in sound for problem in each.unfit(plan.layouts[each.draft.kind])]
        return Found(tuple(sorted(set(found))), content)


@dataclass(frozen=True)
class Narrowed(Project):
    """A project of which only those documents are read that were changed; all, where nothing was, or the course was."""

    changed: tuple[str, ...] = ()

    @cached_property
    def documents(self) -> dict[str, Kind]:
        """The documents that have to be read, with their kinds."""
        every = Project(self.root).documents
        names = {Path(name).stem for name in self.changed if _is_document(name)}
        return every if not self.changed or COURSE in names else {name: every[name] for name in names}


def _is_document(name: str) -> bool:
    """Whether a file is a leaflet or a deck."""
    return Path(name).parent.name in ("leaflets", "decks")


def _only(content: ProjectContent, names: AbstractSet[str]) -> ProjectContent:
    return replace(content, drafts=tuple(draft for draft in content.drafts if draft.id in names))


def _reached(content: ProjectContent, clean: ProjectContent, changed: str) -> ProjectContent:
    """The content with only those documents that a changed file can reach; the course repeats what other decks say."""
    file, content = Path(changed), replace(content, taught=content.taught | clean.taught)
    if _is_document(changed):
        return replace(content, drafts=tuple(draft for draft in content.drafts if draft.id == file.stem))
    drafts = tuple(draft for draft in clean.drafts if draft.id != COURSE)
    if file.parent.name == "claims":
        prefix = f"{file.stem}."
        drafts = tuple(draft for draft in drafts if any(name.startswith(prefix) for name, _ in named_claims(draft)))
    return replace(content, drafts=drafts)


def baseline_of(found: Found) -> Baseline:
    """What a check found as the report that others are held against."""
    known = places(found.content)
    rows = [
        {"rule": each.rule, "place": place_of(each, known), "message": each.message, "line": each.mark.line}
        for each in found.problems
    ]
    return read_baseline(json.dumps(rows))


@cache
def shipped(clinic: str | None = None) -> Shipped:
    """The shipped project, once a process."""
    return Shipped(clinic)


@cache
def text_of(file: str) -> str:
    """The text of a file below `content`."""
    return (ROOT / "content" / file).read_text(encoding="utf-8")


def moved(file: str, first: str, after: str, below: str) -> tuple[str, str]:
    """Old and new text of a file in which what stands from `first` up to `after` is moved below another line."""
    text = text_of(file)
    start, end = text.index(first), text.index(after)
    target = text.index(below, end) + len(below)
    old = text[start:target]
    return old, text[end:target] + text[start:end]


def swapped(file: str, first: str, after: str, *edits: tuple[str, str]) -> tuple[str, str]:
    """Old and new text of a file from `first` up to `after`; each edit is made wherever it can be there."""
    text = text_of(file)
    old = new = text[text.index(first) : text.index(after, text.index(first))]
    for before, changed in edits:
        if before not in new:
            raise ValueError(f"{before!r} does not stand between {first!r} and {after!r} in {file}")
        new = new.replace(before, changed)
    return old, new


def edited(file: str, entry: str, *edits: tuple[str, str]) -> tuple[str, str]:
    """Old and new text of one entry of a file, up to the next key in the first column; each edit stands in it once."""
    match = re.search(rf"^{re.escape(entry)}:\n(?: .*\n|\n)*", text_of(file), re.MULTILINE)
    if match is None:
        raise ValueError(f"no entry {entry} in {file}")
    old = new = match[0]
    for before, after in edits:
        if new.count(before) != 1:
            raise ValueError(f"{before!r} stands {new.count(before)} times in {entry} of {file}")
        new = new.replace(before, after)
    return old, new


def mutated(mutation: Mutation) -> str:
    """The changed text of a mutation's file."""
    text = text_of(mutation.file)
    if text.count(mutation.old) != 1:
        raise ValueError(f"{mutation.name}: the old text stands {text.count(mutation.old)} times in {mutation.file}")
    return text.replace(mutation.old, mutation.new)


def new_problems(mutation: Mutation, source: Source | None = None) -> tuple[Problem, ...]:
    """What a check finds new with this mutation; `source` is its file in a disguise."""
    clinic = Path(mutation.file).stem if mutation.file.startswith("clinics/") else None
    place, changed = (
        mutation.elsewhere or mutation.file,
        source or source_of(mutated(mutation), f"content/{mutation.file}"),
    )
    found = shipped(clinic).at(place, changed, mutation.needs)
    # a rule on facts that are read somewhere needs their readers too
    return found if is_caught(mutation, found) else shipped(clinic).brought(changed, mutation.needs)


def wanted(mutation: Mutation) -> tuple[str, str, int]:
    """The rule, file and line of the problem that a mutation must bring."""
    file = mutation.elsewhere or mutation.file
    text = text_of(file) if mutation.elsewhere else mutated(mutation)
    if text.count(mutation.at) != 1:
        raise ValueError(f"{mutation.name}: {mutation.at!r} stands {text.count(mutation.at)} times in {file}")
    return mutation.rule, f"content/{file}", text[: text.index(mutation.at) + len(mutation.at)].count("\n") + 1


def is_caught(mutation: Mutation, problems: Iterable[Problem]) -> bool:
    """Whether the problem that must come is among these."""
    return wanted(mutation) in {(each.rule, each.mark.file, each.mark.line) for each in problems}
