"""Files written whole as they come, older copies of stopped ones moved aside, and the manifest brought up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from handouts.core.files import replace_file
from handouts.core.problem import Mark, Problem
from handouts.pipeline import manifest
from handouts.pipeline.incremental.past import Past
from handouts.pipeline.plan import PlannedFile

UNWRITABLE = "cannot-write"


@dataclass(frozen=True, slots=True)
class DrawnFile:
    """One file: its bytes and entry where nothing stopped it, what was found, what made it and why it was made."""

    file: PlannedFile
    entry: manifest.ManifestEntry | None
    data: bytes | None
    problems: tuple[Problem, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One file that is as it should be already."""

    file: PlannedFile


@dataclass
class Written:
    """What came of each file, gathered while files are written one by one."""

    entries: list[manifest.ManifestEntry] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    why: dict[str, tuple[str, ...]] = field(default_factory=dict)
    stopped: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether the system let us write all of it."""
        return not any(problem.rule == UNWRITABLE for problem in self.problems)


def write(files: Iterable[DrawnFile | KeptFile], past: Past) -> Written:
    """Write files as they come; what cannot be written is a problem of its own."""
    out, written = past.request.out, Written()
    try:
        for each in files:
            try:
                _write_one(each, past, written)
            except OSError as error:
                written.problems.append(unwritable(each.file.path, error))
    finally:
        # also when interrupted: the manifest tells of the files that were written
        try:
            manifest.merge(out, written.entries, written.stopped)
        except OSError as error:
            written.problems.append(unwritable(manifest.MANIFEST, error))
    return written


def _write_one(each: DrawnFile | KeptFile, past: Past, written: Written) -> None:
    if isinstance(each, KeptFile):
        written.kept.append(each.file.path)
        return
    file, out = each.file, past.request.out
    written.problems += each.problems
    if each.data is None or each.entry is None:
        manifest.withhold(out, file.path)
        written.stopped[file.path] = file.document
        return
    replace_file(out / file.path, each.data)
    written.entries.append(each.entry)
    written.why[file.path] = each.why
    past.note(file.document, each.entry, each.parts, each.problems)


def unwritable(path: str, error: OSError) -> Problem:
    """Return the problem of a file that the system does not let us write."""
    return Problem(Mark(path), UNWRITABLE, f"cannot write the file: {error.strerror or error}", reaches=(path,))
