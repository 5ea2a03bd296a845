"""Writing files as they are drawn, moving older copies of stopped files aside, and updating the manifest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from handouts.core.files import inside, is_file, replace_file
from handouts.core.problem import Mark, Problem
from handouts.pipeline import manifest
from handouts.pipeline.built import MadeFile
from handouts.pipeline.edited import keep_edited
from handouts.pipeline.incremental.past import Past
from handouts.pipeline.plan import PlannedFile
from handouts.pipeline.withheld import LEFT, left, withhold

UNWRITABLE = "unwritable-file"


@dataclass(frozen=True, slots=True)
class DrawnFile:
    """A drawn file: bytes and manifest entry unless an error stopped it, problems, parts, why it was made, and its title."""

    file: PlannedFile
    entry: manifest.ManifestEntry | None
    data: bytes | None
    problems: tuple[Problem, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    why: tuple[str, ...] = ()
    title: str = ""

    @classmethod
    def stopped(cls, file: PlannedFile, *problems: Problem) -> DrawnFile:
        """Return a file that these problems, or others found before, keep from being drawn."""
        return cls(file, None, None, problems)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that was already up to date."""

    file: PlannedFile


@dataclass
class Written:
    """The results for each file, collected while files are written one by one.

    `edited` tells where the changed copy of a file is kept, by the path of the file.
    """

    made: dict[str, MadeFile] = field(default_factory=dict)
    entries: dict[str, str] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    why: dict[str, tuple[str, ...]] = field(default_factory=dict)
    stopped: dict[str, str] = field(default_factory=dict)
    edited: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether the system allowed all files to be written, or moved aside."""
        return not any(problem.rule in (UNWRITABLE, LEFT) for problem in self.problems)


def write(files: Iterable[DrawnFile | KeptFile], past: Past) -> Written:
    """Write files as they arrive; a file that cannot be written becomes a problem, and a fault withholds it."""
    out, written = past.request.out, Written()
    try:
        for each in files:
            try:
                _write_one(each, past, written)
            except OSError as error:
                written.problems.append(_unwritten(each.file, past, error))
    finally:
        # also after an interrupt, so that the manifest lists the files that were written
        try:
            manifest.merge(out, written.entries, written.stopped, past.drafts)
        except OSError as error:
            written.problems.append(unwritable(manifest.MANIFEST, error))
        past.own.notes.settle()
    return written


def _write_one(each: DrawnFile | KeptFile, past: Past, written: Written) -> None:
    if isinstance(each, KeptFile):
        written.kept.append(each.file.path)
        return
    file, out = each.file, past.request.out
    written.problems += each.problems
    if each.data is None or each.entry is None:
        _stop(file, past, written)
        return
    if inside(out, file.path) is None:
        raise OSError("its folder is a link that leads out of the output folder")
    if (kept := keep_edited(past.own, file.path, each.data)) is not None:
        written.edited[file.path] = kept
    past.own.notes.note(file.path, each.entry.sha256)
    replace_file(out / file.path, each.data, past.drafts)
    written.entries[file.path] = each.entry.text()
    written.why[file.path] = each.why
    written.made[file.path] = _made(each, each.entry)
    past.note(file.document, each.entry, each.parts, each.problems)


def _made(each: DrawnFile, entry: manifest.ManifestEntry) -> MadeFile:
    """Return a written file as people list it."""
    return MadeFile(
        entry.path, entry.id, entry.kind, entry.lang, entry.layout, each.title, entry.leaves, entry.signed_off
    )


def _stop(file: PlannedFile, past: Past, written: Written) -> None:
    """Move the older copy of a file aside, which is wrong now; where that fails, say so."""
    written.stopped[file.path] = file.document
    try:
        if (kept := withhold(past.own, file.path)) is not None:
            written.edited[file.path] = kept
    except OSError as error:
        written.problems.append(left(file.path, file.document, error))


def _unwritten(file: PlannedFile, past: Past, error: OSError) -> Problem:
    """Return the problem of a file that could not be written, which says so where its older copy is still there."""
    problem = unwritable(file.path, error)
    if not is_file(past.request.out / file.path):
        return problem
    return replace(problem, message=f"{problem.message}; its older copy is still in the output folder")


def unwritable(path: str, error: OSError) -> Problem:
    """Return the problem for a file that the system does not let us write."""
    return Problem(Mark(path), UNWRITABLE, f"cannot write the file: {error.strerror or error}", reaches=(path,))
