"""Comparison of two builds: their manifests, and the content and look of their finished files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, cast

from handouts.audit.readers.bounds import BROKEN, Budget, UnreadableError, read_file, reason
from handouts.content.meaning import Done, FactChange, Kind, differing
from handouts.core.files import inside
from handouts.core.problem import Mark, Problem
from handouts.editions.diff.leaves import leaves_in
from handouts.editions.diff.value import (
    Difference,
    DocumentChange,
    FileChange,
    Leaf,
    Pair,
    pages_differing,
    slides_differing,
)
from handouts.pipeline import manifest

Entry = Mapping[str, object]
# the lists in a manifest entry that name facts, with the kind of fact
_LISTS: Mapping[str, Kind] = {"claims": "claim", "foods": "food", "limits": "limit"}


@dataclass(frozen=True)
class Build:
    """A folder of finished files with their manifest."""

    name: str
    folder: Path

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """The manifest's entries by path, without those whose facts are of another kind than a build writes."""
        return {str(entry["path"]): entry for entry in manifest.read(self.folder) if _is_sound(entry)}

    def data(self, path: str) -> bytes | None:
        """Return the bytes of a file; None where it is missing or cannot be read."""
        file = inside(self.folder, path)
        try:
            return read_file(file) if file is not None else None
        except UnreadableError:
            return None

    @cached_property
    def facts(self) -> frozenset[tuple[Kind, str]]:
        """Every fact that a file of the build used, by kind and id."""
        lists = ((kind, entry.get(head, [])) for entry in self.entries.values() for head, kind in _LISTS.items())
        return frozenset((kind, name) for kind, names in lists for name in cast("list[str]", names))


def _is_sound(entry: Entry) -> bool:
    lists = [entry.get(name, []) for name in _LISTS]
    names = [name for each in lists if isinstance(each, list) for name in each]
    return all(isinstance(each, list) for each in lists) and all(
        isinstance(name, str) for name in (entry.get("id"), *names)
    )


def builds_differing(before: Build, after: Build) -> Difference:
    """Return all differences between two builds; only files whose bytes differ are read."""
    problems: list[Problem] = []
    paths = dict.fromkeys((*after.entries, *before.entries))
    touched = [path for path in paths if _digest(before, path) != _digest(after, path)]
    documents: dict[str, list[FileChange]] = {}
    for path in touched:
        documents.setdefault(str(_entry(before, after, path)["id"]), []).append(_file(before, after, path, problems))
    found = tuple(_document(before, after, name, files) for name, files in documents.items())
    facts = tuple(_facts(before, after, touched, problems))
    return Difference(
        "builds", before.name, after.name, facts, (), found, tuple(sorted(set(problems))), _reader(before, after)
    )


def _digest(build: Build, path: str) -> object:
    return build.entries.get(path, {}).get("sha256")


def _entry(before: Build, after: Build, path: str) -> Entry:
    return after.entries.get(path) or before.entries[path]


def _reader(before: Build, after: Build) -> Callable[[str, list[Problem]], Pair]:
    def read(path: str, _: list[Problem]) -> Pair:
        return before.data(path), after.data(path)

    return read


def _document(before: Build, after: Build, name: str, files: list[FileChange]) -> DocumentChange:
    kind: Literal["leaflet", "deck"] = (
        "deck" if _entry(before, after, files[0].path).get("kind") == "deck" else "leaflet"
    )
    done: Done = files[0].done if len({file.done for file in files}) == 1 else "changed"
    elsewhere = before if done == "added" else after if done == "removed" else None
    if elsewhere is not None and any(entry.get("id") == name for entry in elsewhere.entries.values()):
        done = "changed"
    return DocumentChange(name, kind, name, done, (), tuple(files))


def _file(before: Build, after: Build, path: str, problems: list[Problem]) -> FileChange:
    entry = _entry(before, after, path)
    done: Done = "added" if path not in before.entries else "removed" if path not in after.entries else "changed"
    old, new = _leaves(before, path, problems), _leaves(after, path, problems)
    found = pages_differing(old, new) if path.endswith(".pdf") else slides_differing(old, new)
    clinic = entry.get("clinic")
    return FileChange(
        path,
        str(entry.get("layout", "")),
        str(entry.get("lang", "")),
        None if clinic is None else str(clinic),
        done,
        len(old),
        len(new),
        found if done == "changed" else (),
    )


def _leaves(build: Build, path: str, problems: list[Problem]) -> Sequence[Leaf]:
    """Return the pages or slides of a listed file; none, and a problem, where it cannot be read."""
    if path not in build.entries:
        return ()
    file = build.folder / path
    if not file.exists():
        problems.append(_unreadable(build, path, "the manifest lists it, and it is not there"))
        return ()
    try:
        return leaves_in(read_file(file), Budget())
    except (UnreadableError, *BROKEN) as error:
        problems.append(_unreadable(build, path, reason(error)))
    return ()


def _unreadable(build: Build, path: str, why: str) -> Problem:
    return Problem(Mark(f"{build.name}/{path}"), "unreadable-file", f"the file cannot be read: {why}", reaches=(path,))


# --- facts ----------------------------------------------------------------------------------------


def _facts(before: Build, after: Build, touched: Sequence[str], problems: list[Problem]) -> Iterator[FactChange]:
    """Yield facts that no file uses any more or none used before, and differences in the traces of shared files."""
    both = [path for path in touched if path in before.entries and path in after.entries]
    old, new = _traced(before, both, problems), _traced(after, both, problems)
    for kind, name in new:
        for what, was, now in differing(old.get((kind, name), new[kind, name]), new[kind, name]):
            yield FactChange(kind, name, what, was, now)
    was_read, is_read = before.facts, after.facts
    printed = {**_traced(before, touched, problems), **_traced(after, touched, problems)}
    for kind, name in sorted({*was_read, *is_read}):
        text = printed.get((kind, name), {}).get("printed", "")
        if (kind, name) not in was_read:
            yield FactChange(kind, name, None, None, text)
        elif (kind, name) not in is_read:
            yield FactChange(kind, name, None, text, None)


def _traced(
    build: Build, paths: Sequence[str], problems: list[Problem]
) -> Mapping[tuple[Kind, str], Mapping[str, str]]:
    found: dict[tuple[Kind, str], dict[str, str]] = {}
    printed: dict[tuple[Kind, str], dict[str, None]] = {}
    for path in paths:
        for kind, name, text, said in _carried(build, path, problems):
            found.setdefault((kind, name), {}).update(said)
            printed.setdefault((kind, name), {})[text] = None
    return {key: {"printed": ", ".join(sorted(printed[key])), **said} for key, said in found.items()}


def _carried(build: Build, path: str, problems: list[Problem]) -> Iterator[tuple[Kind, str, str, Mapping[str, str]]]:
    """Yield kind, id, printed text and grounds of each number in a file's trace."""
    from handouts.audit.trace.carried import BrokenTraceError, read_trace

    try:
        trace = _trace(build.data(path) or b"") if path in build.entries else b""
        places = read_trace(trace).places if trace else {}
    except BrokenTraceError as error:
        problems.append(_unreadable(build, path, f"its trace is broken: {error}"))
        return
    for each in (expected for place in places.values() for expected in place):
        fact = each.fact
        if fact is not None and fact.kind in _LISTS.values():
            said = {
                "certainty": fact.certainty,
                "basis": fact.basis,
                "references": ", ".join(reference.id for reference in fact.references),
                "checked": str(fact.checked or ""),
            }
            yield cast("Kind", fact.kind), fact.id, each.text, {key: text for key, text in said.items() if text}


def _trace(data: bytes) -> bytes:
    """Return the trace of a file; empty where there is none or the file is unreadable, as reading its pages reports."""
    try:
        if b"%PDF-" in data[:1024]:
            from handouts.audit.readers.pdf.file import read_pdf

            return read_pdf(data, Budget()).catalog.trace
        from handouts.audit.readers.pptx.file import read_deck

        return read_deck(data, Budget()).trace
    except UnreadableError:
        return b""
