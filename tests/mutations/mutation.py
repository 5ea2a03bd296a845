"""The shipped content with one thing wrong, and what a check finds new in it.

The shipped files are read once. A mutation parses the one file that it changes, and checks all facts and those
documents that the file can reach.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from handouts.build import Request, _unfit
from handouts.checks import check
from handouts.checks.baseline import Baseline, compared, read_baseline
from handouts.checks.places import place_of, places
from handouts.checks.subject import Subject
from handouts.content.project import Content, Project, named_claims, read_all
from handouts.problem import Problem
from handouts.source import Source, source_of

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 12, 1)
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
    content: Content


@dataclass(frozen=True)
class Shipped:
    """The shipped project, read once, as it is checked with a clinic or without one."""

    clinic: str | None = None
    sources: dict[str, Source] = field(default_factory=dict)

    @cached_property
    def clean(self) -> Found:
        """What a check finds in the project as it is shipped."""
        return self._check({}, "pages")

    @cached_property
    def baseline(self) -> Baseline:
        """The clean run as the report that others are held against."""
        known = places(self.clean.content)
        rows = [
            {"rule": each.rule, "place": place_of(each, known), "message": each.message, "line": each.mark.line}
            for each in self.clean.problems
        ]
        return read_baseline(json.dumps(rows))

    def new(self, file: str, text: str, needs: Needs) -> tuple[Problem, ...]:
        """The problems that a file with another text brings."""
        baseline = self.baseline
        name = f"content/{file}"
        found = self._check({name: source_of(text, name)}, needs)
        return compared(found.problems, places(found.content), baseline).new

    def _check(self, changed: Mapping[str, Source], needs: Needs) -> Found:
        log = [problem for source in changed.values() for problem in source.problems]
        project = Project(ROOT, {**self.sources, **changed})
        content = read_all(project, self.clinic, log)
        if changed:
            content = _reached(content, *changed)
        else:
            self.sources.update(project.sources)
        found = [*log, *check(Subject(content, DAY, ROOT), log)]
        if needs == "pages":
            found += _unfit(content, Request(ROOT, ROOT, DAY, clinic=self.clinic), found)
        return Found(tuple(sorted(set(found))), content)


def _reached(content: Content, changed: str) -> Content:
    """The content with only those documents that a changed file can reach; the course repeats what other decks say."""
    file = Path(changed)
    drafts = tuple(draft for draft in content.drafts if not any(part.includes for part in draft.parts))
    if file.parent.name in ("leaflets", "decks"):
        drafts = tuple(draft for draft in content.drafts if draft.id == file.stem)
    elif file.parent.name == "claims":
        prefix = f"{file.stem}."
        drafts = tuple(draft for draft in drafts if any(name.startswith(prefix) for name, _ in named_claims(draft)))
    return replace(content, drafts=drafts)


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


def new_problems(mutation: Mutation) -> tuple[Problem, ...]:
    """What a check finds new with this mutation."""
    clinic = Path(mutation.file).stem if mutation.file.startswith("clinics/") else None
    return shipped(clinic).new(mutation.file, mutated(mutation), mutation.needs)


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
