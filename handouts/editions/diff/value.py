"""The difference of two editions or builds as a value: facts, texts, files, pages and slides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from handouts.content.meaning import Done, FactChange
from handouts.content.project import Kind
from handouts.core.problem import Problem
from handouts.editions.approval.changes import Change

# what changed on a page or slide: its words, only its look, or only its head and foot (`frame`)
LeafKind = Literal["added", "removed", "text", "look", "frame"]
Pair = tuple[bytes | None, bytes | None]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page or slide in comparable form: a name to match it by, its texts by place, and digests of the rest."""

    name: str
    texts: tuple[tuple[str, str], ...]
    look: str
    frame: str


@dataclass(frozen=True, slots=True)
class TextChange:
    """A changed text of a page or slide; None where it does not exist."""

    place: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class LeafChange:
    """A changed page or slide, by its numbers before and after; None where it does not exist.

    `name` is that of its leaf: the same slide has the same name in two decks.
    """

    name: str
    before: int | None
    after: int | None
    kind: LeafKind
    texts: tuple[TextChange, ...] = ()


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that was added, removed or changed, with its changed pages or slides.

    A changed file without such pages differs only in its trace.
    """

    path: str
    layout: str
    lang: str
    clinic: str | None
    done: Done
    leaves_before: int
    leaves_after: int
    leaves: tuple[LeafChange, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A document that was added, removed or changed."""

    id: str
    kind: Kind
    title: str
    done: Done
    changes: tuple[Change, ...]
    files: tuple[FileChange, ...]


@dataclass(frozen=True, slots=True)
class LookChange:
    """A file of `layouts/` that was added, removed or changed, and the layouts that use it."""

    file: str
    done: Done
    layouts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All differences between two editions of a project or two builds; `drawn` returns both versions of a file, and adds faults to a log.

    `uncompared` names the documents that an error keeps from being composed in one of the editions.
    """

    of: Literal["editions", "builds"]
    before: str
    after: str
    facts: tuple[FactChange, ...]
    looks: tuple[LookChange, ...]
    documents: tuple[DocumentChange, ...]
    problems: tuple[Problem, ...]
    drawn: Callable[[str, list[Problem]], Pair]
    uncompared: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is no difference."""
        return not (self.facts or self.looks or self.documents or self.uncompared)


# --- leaves ---------------------------------------------------------------------------------------


def pages_differing(before: Sequence[Leaf], after: Sequence[Leaf]) -> tuple[LeafChange, ...]:
    """Return the pages that differ; pages are matched by number."""
    both = [(number, number) for number in range(min(len(before), len(after)))]
    gone = [(number, None) for number in range(len(both), len(before))]
    new = [(None, number) for number in range(len(both), len(after))]
    return tuple(_differing([*both, *gone, *new], before, after))


def slides_differing(before: Sequence[Leaf], after: Sequence[Leaf]) -> tuple[LeafChange, ...]:
    """Return the slides that differ; slides are matched by name, so that a new slide does not shift the others."""
    matcher = SequenceMatcher(None, [each.name for each in before], [each.name for each in after], autojunk=False)
    pairs: list[tuple[int | None, int | None]] = []
    for _, start, end, first, last in matcher.get_opcodes():
        shared = min(end - start, last - first)
        pairs += [(start + step, first + step) for step in range(shared)]
        pairs += [(number, None) for number in range(start + shared, end)]
        pairs += [(None, number) for number in range(first + shared, last)]
    return tuple(_differing(pairs, before, after))


def _differing(
    pairs: Sequence[tuple[int | None, int | None]], before: Sequence[Leaf], after: Sequence[Leaf]
) -> Iterator[LeafChange]:
    for old, new in pairs:
        was = None if old is None else before[old]
        now = None if new is None else after[new]
        kind, texts = _kind(was, now)
        if kind is not None:
            name = (now or was or Leaf("", (), "", "")).name
            yield LeafChange(name, None if old is None else old + 1, None if new is None else new + 1, kind, texts)


def _kind(was: Leaf | None, now: Leaf | None) -> tuple[LeafKind | None, tuple[TextChange, ...]]:
    if was is None or now is None:
        return ("added" if was is None else "removed"), ()
    if was.texts != now.texts:
        return "text", tuple(_texts(was.texts, now.texts))
    if was.look != now.look:
        return "look", ()
    return (None if was.frame == now.frame else "frame"), ()


def _texts(before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]) -> Iterator[TextChange]:
    """Yield the texts that differ; unequal runs of texts are paired in order."""
    matcher = SequenceMatcher(None, [each for _, each in before], [each for _, each in after], autojunk=False)
    for step, start, end, first, last in matcher.get_opcodes():
        if step == "equal":
            continue
        old, new = before[start:end], after[first:last]
        for number in range(max(len(old), len(new))):
            was, now = old[number : number + 1], new[number : number + 1]
            place = (now or was)[0][0]
            yield TextChange(place, was[0][1] if was else None, now[0][1] if now else None)
