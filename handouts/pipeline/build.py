"""The build pipeline: plan → read → compose → check → set → draw → verify → write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from handouts.content.approvals import Approval
from handouts.core.faults import fault, guarded
from handouts.core.lock import Waiting, unheard
from handouts.core.problem import Problem, errors, merged
from handouts.document.text import plain
from handouts.pipeline import manifest
from handouts.pipeline.built import Built, Progress, unseen
from handouts.pipeline.documents import Set, sound_documents
from handouts.pipeline.incremental.inputs import digest_of_parts, document_parts, look_parts
from handouts.pipeline.incremental.past import Past, past_of
from handouts.pipeline.plan import Plan, PlannedFile, plan_of
from handouts.pipeline.press import Unset, draw, verified
from handouts.pipeline.read import CONTENT, read
from handouts.pipeline.request import Request
from handouts.pipeline.write import DrawnFile, KeptFile, write

Approvals = tuple[Approval, ...]


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
            last = past.run
            return Built(last.problems, stopped=tuple(last.stopped), kept=tuple(last.outputs), before=last.problems)
        plan = past.remaining(plan_of(past.request))  # plan
        content, problems = read(plan)  # read
        past.note_content(content)
        sound = sound_documents(plan, content, problems)  # compose, check
        files = _files(sound, plan, content.approvals, past, progress)  # set, draw, verify
        untyped = frozenset({*plan.documents} - {draft.id for draft in content.drafts})
        # drafts go as soon as the last document is checked
        del content
        written = write(files, past)  # write
        found = past.found(merged([*problems, *written.problems, *past.problems]))
        stopped, kept = {**past.stopped, **written.stopped}, (*past.unread, *written.kept)
        made = tuple(written.made[file.path] for file in plan.files if file.path in written.made)
        paths = tuple(each.path for each in made)
        drawn = frozenset(problem.rule for problem in written.problems)
        before = past.problems_before
        built = Built(
            tuple(sorted(found)), paths, tuple(stopped), kept, written.why, made, before, drawn, untyped, written.edited
        )
        if written.complete:
            past.remember(built.problems, kept, stopped)
        return replace(built, problems=(*past.faults, *built.problems))


def all_withheld(request: Request, error: Exception, doing: str) -> Built:
    """Withhold every file of a build that failed as a whole."""
    log = [fault(error, CONTENT, doing)]
    with guarded(log, CONTENT, "withholding the files"):
        written = write((DrawnFile.stopped(file) for file in plan_of(request).files), Past(request))
        return Built((*log, *written.problems), stopped=tuple(written.stopped), edited=written.edited, complete=False)
    return Built(tuple(log), complete=False)


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
    """Yield the files of one document in one language: kept if they are up to date, otherwise drawn.

    Of a document that is held, none is drawn: a file stays if it is what was released, until its printed end.
    """
    log: list[Problem] = []
    files = list(each.files)
    with each.guarded(log, "collecting the approvals and inputs"):
        shown = each.in_date if each.is_held else each
        signed = shown.issued(approvals)
        shared = document_parts(shown.document, each.content, signed, each.plan.root)
        # what was yielded is written, and must not be stopped after that
        while files:
            made = _file(each, files[0], signed, shared, past)
            del files[0]
            yield made
        return
    yield from (DrawnFile.stopped(file, *log) for file in files)


def _file(
    each: Set, file: PlannedFile, signed: date | None, shared: Mapping[str, str], past: Past
) -> DrawnFile | KeptFile:
    """Return a file as it is where it is up to date, otherwise drawn."""
    log: list[Problem] = []
    with each.guarded(log, f"making {file.path}"):
        parts = {**shared, **dict(look_parts(each.plan.layout_file(file), each.plan.root))}
        if past.keeps(file, parts):
            return KeptFile(file)
        if not each.is_held:
            return _drawn(each, file, signed, parts, past.why(file, parts))
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
    entry = _entry(each, file, data, placed.leaves, signed, parts)
    return DrawnFile(file, entry, data, reaching, parts, why, plain(each.document.title.text))


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
