"""Whether the last run is still current: nothing that it read or made has changed, so its results are still valid."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from handouts.core.faults import is_fault
from handouts.core.files import DRAFTS, files_below, replace_file
from handouts.pipeline.incremental.environment import program, versions
from handouts.pipeline.incremental.record import RECORD, BuildRecord, RecordedRun, read_record, record_pieces
from handouts.pipeline.incremental.stamps import Stamp, differing, digest_of, stamp_of
from handouts.pipeline.request import Request

CACHE = ".cache"
MANIFEST = "manifest.json"
READ = ("content", "layouts")


def last_run_if_current(request: Request) -> RecordedRun | None:
    """Return the last run of this kind if it is current: same inputs, files intact, and still valid on this day."""
    if request.anew:
        return None
    folder = request.out / CACHE
    record = read_record(folder)
    run = record.runs.get(request.key)
    if run is None or not _holds(run, record, request):
        return None
    changed, renewed = differing(request.root, run.files, files_below(request.root, READ))
    outputs = {path: output.stamp for path, output in run.outputs.items()}
    broken, remade = differing(request.out, outputs, iter(outputs))
    if changed or broken:
        return None
    if renewed or remade:
        with suppress(OSError):
            _write(folder, record.after(request.key, _renewed(run, request, renewed, remade), record.manifest))
    return run


def _holds(run: RecordedRun, record: BuildRecord, request: Request) -> bool:
    same = run.versions == drawing() and run.day <= request.as_of < run.until
    # what the program failed at is tried again
    if any(map(is_fault, run.problems)):
        return False
    return same and is_intact(request.out / MANIFEST, record.manifest) and not _came_back(run, request.out)


def drawing() -> dict[str, str]:
    """Return what draws on this machine now: component versions, and a digest of the program's own files."""
    return {**versions(), "program": program()}


def _came_back(run: RecordedRun, out: Path) -> bool:
    """Return whether a file that was withheld is back where it might be printed."""
    return any((out / path).exists() for path in run.stopped)


def _renewed(run: RecordedRun, request: Request, files: Iterable[str], outputs: Iterable[str]) -> RecordedRun:
    """Return a run with new stamps for files whose bytes were compared and are the same."""
    now = time.time_ns()
    read = {**run.files, **{name: stamp_of(request.root / name, now) for name in files}}
    made = {path: replace(run.outputs[path], stamp=stamp_of(request.out / path, now)) for path in outputs}
    return replace(run, files=read, outputs={**run.outputs, **made})


def is_intact(path: Path, stamp: Stamp | None) -> bool:
    """Return whether a file is the one that was stamped, by its stamp or by its bytes."""
    try:
        return stamp is not None and (stamp.fits(path.stat()) or digest_of(path) == stamp.digest)
    except OSError:
        return False


def stamped(root: Path, names: Iterable[str]) -> dict[str, Stamp]:
    """Return the stamps of files below a folder, without those that are missing."""
    return dict(_stamped(root, names))


def _stamped(root: Path, names: Iterable[str]) -> Iterator[tuple[str, Stamp]]:
    now = time.time_ns()
    for name in names:
        try:
            yield name, stamp_of(root / name, now)
        except OSError:
            continue


def inputs_now(request: Request) -> dict[str, Stamp]:
    """Return the stamps of all inputs of a run, taken before they are read."""
    return stamped(request.root, files_below(request.root, READ))


def keep(request: Request, run: RecordedRun, record: BuildRecord) -> None:
    """Store what a run did for the next one. Raises OSError."""
    manifest = stamped(request.out, (MANIFEST,)).get(MANIFEST)
    _write(request.out / CACHE, record.after(request.key, run, manifest))


def _write(folder: Path, record: BuildRecord) -> None:
    replace_file(folder / RECORD, record_pieces(record), folder / DRAFTS)


def first_turn(days: Iterable[date], day: date) -> date:
    """Return the first of these days after `day`: until then, the same content gets the same result."""
    return min((each for each in days if each > day), default=date.max)
