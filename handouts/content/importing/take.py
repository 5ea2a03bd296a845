"""Taking the works of an export into the bibliography of a project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from handouts.content.importing.export import Export, read_export
from handouts.content.importing.written import ComparedWorks, appended, compared, entries_of, not_taken
from handouts.content.model import Reference
from handouts.content.references import read_references
from handouts.core.files import replace_durably
from handouts.core.problem import Problem
from handouts.core.source import Mapping as Nodes
from handouts.core.source import Source, read_source

HEAD = "from {export}: write {keys}, compare each entry with the work itself, then set its confidence"


@dataclass(frozen=True, slots=True)
class Taking:
    """What an export brings to a bibliography: its works, each new or known, and what is wrong."""

    export: Export
    found: ComparedWorks
    problems: tuple[Problem, ...]
    head: str

    @property
    def not_taken(self) -> Mapping[str, int]:
        """How many works have notes, key words or files, which are not taken, by kind."""
        return not_taken(self.export.works)

    @property
    def entries(self) -> str:
        """The new entries as YAML."""
        return entries_of(self.found, self.head)


def taking(exported: Path, shown: str, into: Path, file: str) -> Taking:
    """Return what an export brings to a bibliography, which is not changed.

    `shown` and `file` are the names of both in problems. A bibliography that cannot be read takes nothing.
    """
    source = read_source(into, file) if into.exists() else Source(file, None)
    faults = [] if is_empty(source) else list(source.problems)
    if source.root is not None and not isinstance(source.root, Nodes):
        faults = [problem for each in _references(source)[1].values() for problem in each]
    export = Export((), ()) if faults else read_export(exported, shown)
    found = compared(export.works, _references(source)[0])
    return Taking(
        export, found, (*faults, *export.problems), HEAD.format(export=Path(shown).name, keys=found.unwritten)
    )


def is_empty(source: Source) -> bool:
    """Return whether a bibliography has no entry yet, which is all that is wrong with it."""
    return source.root is None and all(problem.rule == "empty-file" for problem in source.problems)


def _references(source: Source) -> tuple[Mapping[str, Reference], Mapping[str, list[Problem]]]:
    faults: dict[str, list[Problem]] = {}
    return read_references(source, faults), faults


def write(taken: Taking, into: Path, file: str) -> None:
    """Append the new entries to a bibliography; what stands there stays byte for byte. Raises UnwritableError, OSError."""
    data = into.read_bytes() if into.exists() else b""
    whole = appended(data.decode("utf-8-sig"), file, taken.found, taken.head)
    added = whole[len(data.decode("utf-8-sig")) :]
    replace_durably(into, data + added.encode())
