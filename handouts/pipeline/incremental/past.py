"""What earlier builds left in an output folder: it filters the plan, keeps files that are up to date, and is updated.

The pipeline works without it; it only skips work whose result would be the same.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from handouts.checks import turning_days
from handouts.content.project import ProjectContent
from handouts.core.faults import guarded
from handouts.core.files import DRAFTS
from handouts.core.lock import Waiting, locked, unheard
from handouts.core.problem import Mark, Problem
from handouts.pipeline import manifest
from handouts.pipeline.edited import OwnFiles
from handouts.pipeline.incremental.inputs import digest_of_parts
from handouts.pipeline.incremental.reasons import keep_parts, read_parts, reasons
from handouts.pipeline.incremental.record import BuildRecord, Output, RecordedRun, read_record
from handouts.pipeline.incremental.rest import Rest, keep_known, rest_of
from handouts.pipeline.incremental.scope import Known, known_bytes, known_of
from handouts.pipeline.incremental.stamps import Stamp, stamp_of
from handouts.pipeline.incremental.uptodate import (
    CACHE,
    drawing,
    first_turn,
    inputs_now,
    is_intact,
    keep,
    last_run_if_current,
)
from handouts.pipeline.plan import Plan, PlannedFile
from handouts.pipeline.request import Request

# where a fault in what builds remember is reported: it is about no content
BOOKKEEPING = Mark(manifest.MANIFEST)


@dataclass
class Past:
    """The state of earlier builds in the output folder of a request, and its updates by this build.

    `faults` are those in this bookkeeping: the files are right, but the next build makes all of them again.
    """

    request: Request
    run: RecordedRun | None = None
    record: BuildRecord = field(default_factory=BuildRecord)
    versions: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Stamp] = field(default_factory=dict)
    listed: Mapping[str, str] = field(default_factory=dict)
    rest: Rest | None = None
    made: dict[str, Output] = field(default_factory=dict)
    known: bytes = b""
    until: date = date.max
    faults: list[Problem] = field(default_factory=list)

    @property
    def cache(self) -> Path:
        """The folder for what builds keep for the next one."""
        return self.request.out / CACHE

    @property
    def drafts(self) -> Path:
        """The folder where files lie until they are whole."""
        return self.cache / DRAFTS

    @cached_property
    def own(self) -> OwnFiles:
        """The files of the output folder as builds wrote them."""
        return OwnFiles(self.request.out)

    def remaining(self, plan: Plan) -> Plan:
        """Return the plan of the documents that edits since the last build can affect."""
        return plan if self.rest is None else plan.only(self.rest.read)

    def keeps(self, file: PlannedFile, parts: Mapping[str, str]) -> bool:
        """Return whether a file is up to date: listed, intact, made from the same inputs, and without problems."""
        output = self.record.output(file.path, self.versions)
        if output is None or output.problems or self.listed.get(file.path) != output.inputs != "":
            return False
        return output.inputs == digest_of_parts(parts) and is_intact(self.request.out / file.path, output.stamp)

    def why(self, file: PlannedFile, parts: Mapping[str, str]) -> tuple[str, ...]:
        """Return why a file is made: which of its parts changed, or that its earlier copy cannot be relied on."""
        if self.request.anew:
            return ("everything is made anew",)
        before = read_parts(self.request.out / CACHE, file.path)
        if before is None or file.path not in self.listed:
            return ("it was not made before, or what was known of it is gone",)
        return reasons(before, parts) or ("its file, or what was known of it, is no longer as it was",)

    def note(
        self, document: str, entry: manifest.ManifestEntry, parts: Mapping[str, str], problems: tuple[Problem, ...]
    ) -> None:
        """Record a file that was just written. Raises OSError."""
        stamp = stamp_of(self.request.out / entry.path, time.time_ns())
        self.made[entry.path] = Output(document, stamp, entry.inputs, problems)
        # stored at once to save memory; if that fails, the next build only explains less
        with suppress(OSError):
            keep_parts(self.cache, entry.path, parts)

    def found(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return problems as a build that reads everything would report them."""
        return list(problems) if self.rest is None else list(self.rest.by_document(problems))

    @property
    def problems_before(self) -> tuple[Problem, ...] | None:
        """The problems of the last build of the same request, in the words of this program; None without one."""
        last = self.record.runs.get(self.request.key)
        return last.problems if last is not None and last.versions == self.versions else None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems that the last build found in documents that this one does not read."""
        return () if self.rest is None else self.rest.problems

    @property
    def stopped(self) -> Mapping[str, str]:
        """The stopped files of documents that this build does not read."""
        return {} if self.rest is None else self.rest.stopped

    @property
    def unread(self) -> tuple[str, ...]:
        """The files of documents that this build does not read."""
        return () if self.rest is None else tuple(self.rest.outputs)

    def note_content(self, content: ProjectContent) -> None:
        """Record what the next build needs to know of the content, which itself need not stay in memory."""
        request = self.request
        with guarded(self.faults, BOOKKEEPING, "noting what was read"):
            known, until = (Known(), date.max) if self.rest is None else (self.rest.known, self.rest.until)
            turn = first_turn(turning_days(content, request.as_of), request.as_of)
            self.known, self.until = known_bytes(known_of(content, known)), min(turn, until)

    def remember(self, problems: tuple[Problem, ...], kept: Iterable[str], stopped: Mapping[str, str]) -> None:
        """Store what this build did for the next one; if that fails, the next build does the work again."""
        if self.faults:
            return
        with guarded(self.faults, BOOKKEEPING, "remembering the build"), suppress(OSError):
            self._store(problems, kept, stopped)

    def _store(self, problems: tuple[Problem, ...], kept: Iterable[str], stopped: Mapping[str, str]) -> None:
        request = self.request
        outputs = {**dict(self._known(kept)), **self.made}
        run = RecordedRun(self.versions, self.files, outputs, stopped, problems, request.as_of, self.until)
        keep_known(request, self.known)
        keep(request, run, self.record)

    def _known(self, kept: Iterable[str]) -> Iterator[tuple[str, Output]]:
        """Yield the records of files that were not made in this build."""
        unread = {} if self.rest is None else self.rest.outputs
        for path in kept:
            output = unread.get(path) or self.record.output(path, self.versions)
            if output is not None:
                yield path, output


@contextmanager
def past_of(request: Request, waiting: Waiting = unheard) -> Iterator[Past]:
    """Open the output folder of a request; no other build writes there until the block ends.

    Where there is nothing to do, nothing is locked.
    """
    request = replace(request, cache=request.out / CACHE)
    run = last_run_if_current(request)
    if run is not None:
        yield Past(request, run)
        return
    with locked(request.out / CACHE, "handouts build", waiting) as place:
        # the build that was waited for may have done it
        run = last_run_if_current(request) if place.waited else None
        if run is not None:
            yield Past(request, run)
            return
        record, versions, files = (
            BuildRecord() if request.anew else read_record(request.out / CACHE),
            drawing(),
            inputs_now(request),
        )
        rest = rest_of(request, record, versions, files)
        yield Past(request, None, record, versions, files, _listed(request, record), rest)


def _listed(request: Request, record: BuildRecord) -> dict[str, str]:
    """Return the digest `inputs` of each file in the manifest, if the manifest is as the last build left it."""
    whole = is_intact(request.out / manifest.MANIFEST, record.manifest)
    rows = manifest.read(request.out) if whole else []
    return {str(row["path"]): str(row.get("inputs")) for row in rows}
