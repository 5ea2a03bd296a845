"""Documents that no edit since the last build can affect, with their recorded results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from handouts.core.faults import is_fault
from handouts.core.files import DRAFTS, replace_file
from handouts.core.problem import Problem
from handouts.pipeline.incremental.record import BuildRecord, Output, RecordedRun
from handouts.pipeline.incremental.scope import Known, known_file, reached, read_known
from handouts.pipeline.incremental.stamps import Stamp
from handouts.pipeline.incremental.uptodate import CACHE, is_intact
from handouts.pipeline.manifest import MANIFEST
from handouts.pipeline.request import Request


@dataclass(frozen=True, slots=True)
class Rest:
    """The documents that a build has to read, and the recorded files, stopped files and problems of all others."""

    read: tuple[str, ...]
    outputs: Mapping[str, Output]
    stopped: Mapping[str, str]
    problems: tuple[Problem, ...]
    until: date
    known: Known

    def by_document(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Yield problems as a build that reads everything reports them.

        A problem of a fact that a document uses then names the document, not the fact.
        """
        facts = {name for names in self.known.entries.values() for name in names}.difference(self.known.documents)
        for problem in problems:
            documents = [name for name in problem.reaches if name not in facts]
            yield problem.reaching(*documents) if documents else problem


def rest_of(
    request: Request, record: BuildRecord, versions: Mapping[str, str], files: Mapping[str, Stamp]
) -> Rest | None:
    """Return the documents that need not be read again, or None where everything must be read."""
    run = record.runs.get(request.key)
    if run is None or run.versions != versions or not run.day <= request.as_of < run.until:
        return None
    if not is_intact(request.out / MANIFEST, record.manifest):
        return None
    known = read_known(known_file(request.out / CACHE, request))
    changed = {name for name in {*run.files, *files} if _digest(run.files, name) != _digest(files, name)}
    found = reached(request, run, known, changed)
    if found is None:
        return None
    read = {*found, *_broken(request, run), *_faulty(run)}
    # a document that could not even be read is not known
    return _beside(run, known, read) if read <= {*known.documents} else None


def _digest(files: Mapping[str, Stamp], name: str) -> str | None:
    return files[name].digest if name in files else None


def _broken(request: Request, run: RecordedRun) -> set[str]:
    """Return documents whose files are not as they were made, or whose withheld files are back in their place."""
    broken = {each.document for path, each in run.outputs.items() if not is_intact(request.out / path, each.stamp)}
    return broken | {document for path, document in run.stopped.items() if (request.out / path).exists()}


def _faulty(run: RecordedRun) -> set[str]:
    """Return documents at which the program failed, which it may do no more."""
    return {name for problem in run.problems if is_fault(problem) for name in problem.reaches}


def _beside(run: RecordedRun, known: Known, read: set[str]) -> Rest:
    """Return the recorded results for all documents but those that are read."""
    if not read:
        # the change affects no document; one is read all the same, since a build needs one
        read = {next(iter(known.documents))}
    kept = (problem.reaching(*sorted({*problem.reaches} - read)) for problem in run.problems)
    return Rest(
        tuple(name for name in known.documents if name in read),
        {path: each for path, each in run.outputs.items() if each.document not in read},
        {path: document for path, document in run.stopped.items() if document not in read},
        tuple(problem for problem in kept if problem.reaches),
        run.until,
        known,
    )


def keep_known(request: Request, known: bytes) -> None:
    """Store what is known of the content for the next build. Raises OSError."""
    replace_file(known_file(request.out / CACHE, request), known, request.out / CACHE / DRAFTS)
