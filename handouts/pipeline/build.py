"""The build pipeline: plan → read → compose → check → set → draw → verify → write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from handouts.checks import merged
from handouts.content.approvals import Approval
from handouts.content.standing import reviewed
from handouts.core.faults import fault, guarded
from handouts.core.lock import Waiting, unheard
from handouts.core.problem import Problem, errors
from handouts.pipeline import manifest
from handouts.pipeline.documents import Set, sound_documents
from handouts.pipeline.incremental.inputs import digest_of_parts, document_parts, look_parts
from handouts.pipeline.incremental.past import Past, past_of
from handouts.pipeline.plan import Plan, PlannedFile, plan_of
from handouts.pipeline.press import Unset, draw, verified
from handouts.pipeline.read import CONTENT, read
from handouts.pipeline.request import Request
from handouts.pipeline.write import DrawnFile, KeptFile, write


@dataclass(frozen=True, slots=True)
class Built:
    """The result of a build: problems, written files with reasons, stopped files, and files that were up to date.

    `edited` tells where this build put copies that somebody had changed, by the paths at which they lay.
    """

    problems: tuple[Problem, ...]
    written: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    why: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    edited: Mapping[str, str] = field(default_factory=dict)


Progress = Callable[[int, int], None]
Approvals = tuple[Approval, ...]


def unseen(done: int, of: int) -> None:
    """Do nothing; the progress of a build that nobody watches."""


def build(request: Request, progress: Progress = unseen, waiting: Waiting = unheard) -> Built:
    """Check, draw and write what changed; withhold files with errors, and keep files that are up to date.

    Where the program fails at one document, only its files are withheld; where it fails at the whole build, all are.
    """
    try:
        return _built(request, progress, waiting)
    except Exception as error:  # noqa: BLE001 - whatever it is, no older copy may be taken for the new one
        return all_withheld(request, error, "the build")


def _built(request: Request, progress: Progress, waiting: Waiting) -> Built:
    """Run the steps of a build in order."""
    with past_of(request, waiting) as past:
        if past.run is not None:
            return Built(past.run.problems, stopped=tuple(past.run.stopped), kept=tuple(past.run.outputs))
        plan = past.remaining(plan_of(past.request))  # plan
        content, problems = read(plan)  # read
        past.note_content(content)
        sound = sound_documents(plan, content, problems)  # compose, check
        files = _files(sound, plan, content.approvals, past, progress)  # set, draw, verify
        # drafts go as soon as the last document is checked
        del content
        written = write(files, past)  # write
        found = past.found(merged([*problems, *written.problems, *past.problems]))
        stopped, kept = {**past.stopped, **written.stopped}, (*past.unread, *written.kept)
        made = tuple(file.path for file in plan.files if file.path in written.why)
        built = Built(tuple(sorted(found)), made, tuple(stopped), kept, written.why, written.edited)
        if written.complete:
            past.remember(built.problems, kept, stopped)
        return replace(built, problems=(*past.faults, *built.problems))


def all_withheld(request: Request, error: Exception, doing: str) -> Built:
    """Withhold every file of a build that failed as a whole."""
    log = [fault(error, CONTENT, doing)]
    with guarded(log, CONTENT, "withholding the files"):
        written = write((DrawnFile.stopped(file) for file in plan_of(request).files), Past(request))
        return Built((*log, *written.problems), stopped=tuple(written.stopped), edited=written.edited)
    return Built(tuple(log))


def _files(
    sound: Iterator[Set], plan: Plan, approvals: Approvals, past: Past, progress: Progress
) -> Iterator[DrawnFile | KeptFile]:
    """Yield every file of a plan: those of sound documents, then those that an error stops before drawing."""
    done: set[str] = set()
    log: list[Problem] = []
    with guarded(log, CONTENT, "making the files"):
        for each in _made(_watched(sound, plan, progress), plan, approvals, past):
            done.add(each.file.path)
            yield each
    yield from (DrawnFile.stopped(file, *log) for file in plan.files if file.path not in done)


def _made(sets: Iterator[Set], plan: Plan, approvals: Approvals, past: Past) -> Iterator[DrawnFile | KeptFile]:
    """Yield the files of sound documents, drawn here or in as many processes as there are jobs."""
    if plan.request.jobs > 1 and len(plan.documents) > 1:
        # imported here, because the pool takes 14 ms to import and one job does not need it
        from handouts.pipeline.processes import drawn_apart

        yield from drawn_apart(sets, plan, approvals, past)
    else:
        for each in sets:
            yield from drawn_files(each, approvals, past)


def _watched(sound: Iterable[Set], plan: Plan, progress: Progress) -> Iterator[Set]:
    """Yield documents, and report progress after each."""
    for done, each in enumerate(sound, 1):
        yield each
        progress(done, len(plan.documents) * len(plan.request.langs))


def drawn_files(each: Set, approvals: Approvals, past: Past) -> Iterator[DrawnFile | KeptFile]:
    """Yield the files of one document in one language: kept if they are up to date, otherwise drawn."""
    log: list[Problem] = []
    files = list(each.files)
    with each.guarded(log, "collecting the approvals and inputs"):
        signed = reviewed(each.standings(approvals))
        shared = document_parts(each.document, each.content, signed, each.plan.root)
        yield from (_file(each, file, signed, shared, past) for file in files)
        return
    yield from (DrawnFile.stopped(file, *log) for file in files)


def _file(
    each: Set, file: PlannedFile, signed: date | None, shared: Mapping[str, str], past: Past
) -> DrawnFile | KeptFile:
    """Return a file as it is where it is up to date, otherwise drawn."""
    log: list[Problem] = []
    with each.guarded(log, f"making {file.path}"):
        parts = {**shared, **dict(look_parts(each.plan.layout_file(file), each.plan.root))}
        return KeptFile(file) if past.keeps(file, parts) else _drawn(each, file, signed, parts, past.why(file, parts))
    return DrawnFile.stopped(file, *log)


def _drawn(
    each: Set, file: PlannedFile, signed: date | None, parts: Mapping[str, str], why: tuple[str, ...]
) -> DrawnFile:
    """Return a file with its bytes and manifest entry; without both if an error stops it."""
    placed = each.in_layout(file.layout, signed)  # set
    problems, data = list(placed.problems), None
    if not isinstance(placed, Unset) and not errors(problems):
        data, found = draw(placed, each.plan.root)  # draw
        problems += found if data is None else [*found, *verified(placed, data, file.path)]  # verify
    reaching = tuple(problem.reaching(file.document) for problem in problems)
    if data is None or isinstance(placed, Unset) or errors(reaching):
        return DrawnFile.stopped(file, *reaching)
    return DrawnFile(file, _entry(each, file, data, placed.leaves, signed, parts), data, reaching, parts, why)


def _entry(
    each: Set, file: PlannedFile, data: bytes, leaves: int, signed: date | None, parts: Mapping[str, str]
) -> manifest.ManifestEntry:
    return manifest.ManifestEntry(
        path=file.path,
        id=file.document,
        kind=file.kind,
        lang=file.lang,
        layout=each.plan.lesson_of(file.kind, file.layout),
        clinic=each.plan.request.clinic,
        sha256=manifest.sha256(data),
        bytes=len(data),
        leaves=leaves,
        reads=each.document.reads,
        content=each.content,
        inputs=digest_of_parts(parts),
        signed_off=signed is not None,
    )
