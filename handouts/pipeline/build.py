"""The pipeline: source → content → checks → compose → layout → pdf | slides → pptx → files."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from typing import Literal, NamedTuple

from handouts.checks import check, merged, turning_days
from handouts.checks.language import OF_ALL_WORDS
from handouts.checks.places import places
from handouts.checks.subject import Subject
from handouts.content.compose import compose
from handouts.content.lesson import lesson
from handouts.content.model import Draft
from handouts.content.project import FOLDERS, Project, ProjectContent, judgements_of, read_all, read_content
from handouts.content.standing import reviewed
from handouts.content.translation import Translation
from handouts.core.files import replace_file
from handouts.core.lock import locked
from handouts.core.problem import Mark, Problem, errors
from handouts.pipeline import manifest
from handouts.pipeline.incremental.inputs import (
    digest_of_parts,
    document_parts,
    keep_parts,
    look_parts,
    read_parts,
    reasons,
)
from handouts.pipeline.incremental.record import Output, Record, Run, read_record
from handouts.pipeline.incremental.rest import Rest, keep_known, rest_of
from handouts.pipeline.incremental.scope import Known, known_bytes, known_of
from handouts.pipeline.incremental.stamps import Stamp, stamp_of
from handouts.pipeline.incremental.standing import CACHE, drawing, first_turn, inputs_now, is_intact, keep, standing
from handouts.pipeline.outputs import chosen_layouts, outputs_of, path_of
from handouts.pipeline.press import Unset, drawn
from handouts.pipeline.request import Request
from handouts.pipeline.sets import Set, printed_references, set_in_defaults, sound, standing_of, unfit

UNWRITABLE = "cannot-write"


@dataclass(frozen=True, slots=True)
class Drawn:
    """One output: its bytes where nothing stopped it, what was found, what made it and why it was made."""

    document: str
    path: str
    entry: manifest.Entry | None
    data: bytes | None
    problems: tuple[Problem, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """One output that is as it should be already."""

    path: str
    output: Output


@dataclass(frozen=True, slots=True)
class Built:
    """What a run found and did: problems, files written and why, files stopped, files that were as they should be."""

    problems: tuple[Problem, ...]
    written: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    why: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Examined(NamedTuple):
    """What a check found: problems, how hard each leaflet is to read, and the id of what stands at each mark."""

    problems: list[Problem]
    levels: list[str]
    places: Mapping[Mark, str]


Progress = Callable[[int, int], None]


def unseen(done: int, of: int) -> None:
    """Progress that nobody watches."""


def build(request: Request, progress: Progress = unseen) -> Built:
    """Checks, draws and writes what changed; a file with an error is withheld, what is as it should be is kept."""
    request = replace(request, cache=request.out / CACHE)
    with locked(request.out / CACHE):
        if (run := standing(request)) is not None:
            return Built(run.problems, stopped=tuple(run.stopped), kept=tuple(run.outputs))
        manifest.sweep(request.out)
        files, before = inputs_now(request), Before(request)
        rest = rest_of(request, before.record, before.versions, files)
        # all that is asked for, or of that what edits can have reached
        part = request if rest is None else replace(request, ids=rest.read)
        content, problems = _read(Project(request.root), part)
        content = _shortened(content, request, problems)
        problems += check(Subject(content, request.as_of, request.root), problems)
        if request.release:
            problems += list(_unreleasable(content, request, problems))
        stopped, drafts = list(_stopped(content, part, problems)), deque(sound(content, problems))
        lasting = _lasting(content, request, rest)
        # from here on the queue alone holds the documents, and each is let go when it is drawn
        content = replace(content, drafts=())
        made = _write(request, chain(stopped, _listed_outputs(drafts, content, request, before, progress)))
        found = merged([*problems, *made.problems, *(rest.problems if rest is not None else ())])
        if rest is not None:
            found = list(rest.by_document(found))
        return _remembered(request, Outcome(tuple(sorted(found)), made, files, rest, lasting), before)


def looked_over(request: Request) -> tuple[ProjectContent, list[Problem]]:
    """The content of a request with what reading and the rules find in it."""
    content, problems = _read(Project(request.root), request)
    problems += check(Subject(content, request.as_of, request.root), problems)
    return content, problems


def examine(request: Request) -> Examined:
    """What is wrong before anything is drawn, and how hard each leaflet is to read.

    Content, rules, and whether every page and slide fits. Only a build reads finished files back; only here words are
    held against all others of the project.
    """
    project = Project(request.root)
    whole = not request.ids
    log: list[Problem] = []
    content = read_all(project, request.clinic, log) if whole else _read(project, request, log)[0]
    problems = [*log, *check(Subject(content, request.as_of, request.root), log, OF_ALL_WORDS)]
    problems += _misjudged(project, request)
    found = sorted({*problems, *unfit(content, request, problems)})
    return Examined(found, list(_reading_levels(content, request.langs[0], problems)), places(content))


def _misjudged(project: Project, request: Request) -> Iterator[Problem]:
    """What is wrong with the answers that people gave about documents."""
    if not project.judged:
        return
    from handouts.content.instruments import ITEMS

    log: list[Problem] = []
    for name in project.judged:
        if not request.ids or name in request.ids:
            judgements_of(project, name, ITEMS, log)
    yield from log


def _reading_levels(content: ProjectContent, lang: str, problems: list[Problem]) -> Iterator[str]:
    """The reading level of each patient's document that could be composed, in a line."""
    from handouts.checks.readability import reading_of

    for draft in sound(content, problems):
        if draft.audience == "patient":
            reading = reading_of(compose(draft, content.library, Translation(lang), content.clinic, {}))
            if reading is not None:
                yield f"{draft.id}: {reading}"


def quiz(request: Request, style: Literal["csv", "gift"]) -> tuple[str | None, list[Problem]]:
    """The questions of a deck with their answers, where nothing is wrong with it."""
    from handouts.content.lesson import as_csv, as_gift

    content, problems = looked_over(request)
    if _reached(problems, request.ids[0]):
        return None, problems
    draft = content.drafts[0]
    document = compose(draft, content.library, Translation(request.langs[0]), content.clinic, {})
    return (as_gift(document) if style == "gift" else as_csv(document)), errors(problems)


# --- reading --------------------------------------------------------------------------------------


def _read(project: Project, request: Request, log: list[Problem] | None = None) -> tuple[ProjectContent, list[Problem]]:
    """The content that a request asks for, and what is wrong with its files."""
    log = [] if log is None else log
    ids = request.ids or tuple(project.documents)
    return read_content(project, ids, request.clinic, log), log


def _shortened(content: ProjectContent, request: Request, problems: list[Problem]) -> ProjectContent:
    """The content with each deck cut to the minutes asked for."""
    if request.minutes is None:
        return content
    drafts = []
    for draft in content.drafts:
        shorter, found = lesson(draft, request.minutes) if draft.kind == "deck" else (draft, [])
        problems += found
        drafts.append(shorter)
    return replace(content, drafts=tuple(drafts))


def _unreleasable(content: ProjectContent, request: Request, problems: list[Problem]) -> Iterator[Problem]:
    """What a release still lacks: reviews in date, no waiver, confirmed references, and every approval."""
    from handouts.checks.releasable import shortfalls, unsigned

    yield from shortfalls(content, problems)
    for each in set_in_defaults(content, request, problems):
        yield from unsigned(each.draft, each.document, standing_of(each, content, request), request.root)


# --- which outputs --------------------------------------------------------------------------------


def _reached(problems: Iterable[Problem], draft_id: str) -> bool:
    return any(not problem.reaches or draft_id in problem.reaches for problem in errors(problems))


def _stopped(content: ProjectContent, request: Request, problems: list[Problem]) -> Iterator[Drawn]:
    """The outputs that an error stops before they are drawn."""
    drafts = {draft.id: draft for draft in content.drafts}
    for name in request.ids or Project(request.root).documents:
        if name in drafts and _reached(problems, name):
            for _, _, path in outputs_of(request, drafts[name]):
                yield Drawn(name, path, None, None)
        elif name not in drafts:
            kind = Project(request.root).documents[name]
            for lang in request.langs:
                for layout in chosen_layouts(request, kind):
                    yield Drawn(name, path_of(request, name, kind, lang, layout), None, None)


# --- drawing --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Planned:
    """One output that a document has in a layout: its parts, and why it is made unless it is kept."""

    each: Set
    content: str
    signed: date | None
    layout: str
    path: str
    parts: Mapping[str, str]

    @property
    def inputs(self) -> str:
        """The digest of all that makes it."""
        return digest_of_parts(self.parts)


class Before:
    """What earlier runs left in the output folder, asked for output by output."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.record = Record() if request.anew else read_record(request.out / CACHE)
        self.versions = drawing()
        whole = is_intact(request.out / manifest.MANIFEST, self.record.manifest)
        rows = manifest.read(request.out) if whole else []
        self.listed = {str(row["path"]): str(row.get("inputs")) for row in rows}

    def kept(self, planned: Planned) -> Output | None:
        """A file that needs not be made again: listed, intact, of the same inputs, and nothing was found in it."""
        output = self.record.output(planned.path, self.versions)
        if output is None or output.problems or self.listed.get(planned.path) != output.inputs != "":
            return None
        same = output.inputs == planned.inputs and is_intact(self.request.out / planned.path, output.stamp)
        return output if same else None

    def why(self, planned: Planned) -> tuple[str, ...]:
        """Why a file is made: what changed of its parts, or that its earlier copy cannot be relied on."""
        if self.request.anew:
            return ("everything is made anew",)
        parts = read_parts(self.request.out / CACHE, planned.path)
        if parts is None or planned.path not in self.listed:
            return ("it was not made before, or what was known of it is gone",)
        return reasons(parts, planned.parts) or ("its file, or what was known of it, is no longer as it was",)


def _listed_outputs(
    drafts: deque[Draft], content: ProjectContent, request: Request, before: Before, progress: Progress
) -> Iterator[Drawn | Kept]:
    """Every output of documents, which leave their queue: kept where it is as it should be, else drawn."""
    formatted = printed_references(drafts, content.library, request)
    if request.jobs > 1 and len(drafts) > 1:
        yield from _outputs_apart(drafts, content, formatted, request, before, progress)
        return
    number = len(drafts)
    while drafts:
        yield from _outputs_of(drafts.popleft(), content, formatted, request, before)
        progress(number - len(drafts), number)


def _outputs_of(
    draft: Draft, content: ProjectContent, formatted: Mapping[str, str], request: Request, before: Before
) -> Iterator[Drawn | Kept]:
    """The outputs of one document: kept where they are as they should be, else drawn."""
    for planned in _planned(draft, content, formatted, request):
        output = before.kept(planned)
        yield Kept(planned.path, output) if output is not None else _output(planned, request, before.why(planned))


def _planned(
    draft: Draft, content: ProjectContent, formatted: Mapping[str, str], request: Request
) -> Iterator[Planned]:
    """The outputs of one document in all its languages and layouts."""
    looks = request.root / "layouts" / FOLDERS[draft.kind]
    for lang in request.langs:
        document = compose(draft, content.library, Translation(lang), content.clinic, formatted)
        each = Set(draft, document, request.root, formatted)
        signed = reviewed(standing_of(each, content, request))
        shared = document_parts(document, each.content, signed, request.root)
        for layout in chosen_layouts(request, draft.kind):
            path = path_of(request, draft.id, draft.kind, lang, layout)
            parts = {**shared, **dict(look_parts(looks / f"{layout}.yaml", request.root))}
            yield Planned(each, each.content, signed, layout, path, parts)


def _output(planned: Planned, request: Request, why: tuple[str, ...]) -> Drawn:
    """A file set and drawn, with its entry of the manifest; nothing where an error stops it."""
    document, path = planned.each.document, planned.path
    placed = planned.each.in_layout(planned.layout, planned.signed)
    problems = tuple(problem.reaching(document.id) for problem in placed.problems)
    if isinstance(placed, Unset) or errors(problems):
        return Drawn(document.id, path, None, None, problems)
    data, found = drawn(placed, path, request.root)
    problems += tuple(problem.reaching(document.id) for problem in found)
    if data is None or errors(problems):
        return Drawn(document.id, path, None, None, problems)
    return Drawn(document.id, path, _entry(planned, data, placed.leaves, request), data, problems, planned.parts, why)


def _entry(planned: Planned, data: bytes, leaves: int, request: Request) -> manifest.Entry:
    document, layout = planned.each.document, planned.layout
    return manifest.Entry(
        path=planned.path,
        id=document.id,
        kind=document.kind,
        lang=document.lang,
        layout=layout if request.minutes is None or document.kind == "leaflet" else f"{layout}-{request.minutes}min",
        clinic=request.clinic,
        sha256=manifest.sha256(data),
        bytes=len(data),
        leaves=leaves,
        reads=document.reads,
        content=planned.content,
        inputs=planned.inputs,
        signed_off=planned.signed is not None,
    )


# --- in processes ---------------------------------------------------------------------------------


class _Worker:
    """What a process that draws documents keeps between them."""

    content: ProjectContent
    formatted: Mapping[str, str]
    request: Request
    before: Before


def _start(content: ProjectContent, formatted: Mapping[str, str], request: Request, before: Before) -> None:
    _Worker.content, _Worker.formatted, _Worker.request, _Worker.before = content, formatted, request, before


def _make(number: int) -> list[Drawn | Kept]:
    """The outputs of the document at a place among those that no error stops."""
    content = _Worker.content
    return list(_outputs_of(content.drafts[number], content, _Worker.formatted, _Worker.request, _Worker.before))


def _outputs_apart(
    drafts: Collection[Draft],
    content: ProjectContent,
    formatted: Mapping[str, str],
    request: Request,
    before: Before,
    progress: Progress,
) -> Iterator[Drawn | Kept]:
    """The outputs of documents made in processes, as many at a time as asked for.

    Each process plans what it makes, so that the one that writes has nothing else to do meanwhile.
    """
    # the pool costs 14 ms to import, which one job does not pay
    from concurrent.futures import ProcessPoolExecutor

    shared = (replace(content, drafts=tuple(drafts)), formatted, request, before)
    with ProcessPoolExecutor(min(request.jobs, len(drafts)), initializer=_start, initargs=shared) as pool:
        for number, outputs in enumerate(pool.map(_make, range(len(drafts)))):
            progress(number + 1, len(drafts))
            yield from outputs


# --- writing --------------------------------------------------------------------------------------


@dataclass
class _Made:
    """What came of each output, gathered while files are written one by one."""

    entries: list[manifest.Entry] = field(default_factory=list)
    outputs: dict[str, Output] = field(default_factory=dict)
    reasons: dict[str, tuple[str, ...]] = field(default_factory=dict)
    stops: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def written(self) -> tuple[str, ...]:
        return tuple(entry.path for entry in self.entries)


def _write(request: Request, outputs: Iterable[Drawn | Kept]) -> _Made:
    """Files replaced whole as they come, older copies of stopped ones moved aside, and the manifest brought up to date."""
    made = _Made()
    try:
        for each in outputs:
            try:
                _write_one(request, each, made)
            except OSError as error:
                made.problems.append(unwritable(each.path, error))
    finally:
        # also when interrupted: the manifest tells of the files that were written
        try:
            manifest.merge(request.out, made.entries, made.stops)
        except OSError as error:
            made.problems.append(unwritable(manifest.MANIFEST, error))
    return made


def _write_one(request: Request, each: Drawn | Kept, made: _Made) -> None:
    if isinstance(each, Kept):
        made.outputs[each.path] = each.output
        return
    made.problems += each.problems
    if each.data is None or each.entry is None:
        manifest.withhold(request.out, each.path)
        made.stops[each.path] = each.document
        return
    replace_file(request.out / each.path, each.data)
    made.entries.append(each.entry)
    stamp = stamp_of(request.out / each.path, time.time_ns())
    made.outputs[each.path] = Output(each.document, stamp, each.entry.inputs, each.problems)
    made.reasons[each.path] = each.why
    # kept at once, since those of thousands of files would fill the memory; without them the next run only says less
    with suppress(OSError):
        keep_parts(request.out / CACHE, each.path, each.parts)


class Lasting(NamedTuple):
    """What is kept of the content for the next run, as it is kept, and the day from which it may be judged otherwise."""

    known: bytes
    until: date


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to: all that was found, what was made, the stamps of what it read, and what it need not read."""

    problems: tuple[Problem, ...]
    made: _Made
    files: Mapping[str, Stamp]
    rest: Rest | None
    lasting: Lasting


def _lasting(content: ProjectContent, request: Request, rest: Rest | None) -> Lasting:
    """What the next run is told of the content, and of that which this run need not read."""
    known, until = (Known(), date.max) if rest is None else (rest.known, rest.until)
    turn = first_turn(turning_days(Subject(content, request.as_of, request.root)), request.as_of)
    return Lasting(known_bytes(known_of(content, known)), min(turn, until))


def _remembered(request: Request, outcome: Outcome, before: Before) -> Built:
    """What a run did, kept for the next one; where something could not be written, the next one tries again."""
    made, rest = outcome.made, outcome.rest
    outputs = {**(rest.outputs if rest is not None else {}), **made.outputs}
    stopped = {**(rest.stopped if rest is not None else {}), **made.stops}
    kept = tuple(path for path in outputs if path not in made.reasons)
    built = Built(outcome.problems, made.written, tuple(stopped), kept, made.reasons)
    if any(problem.rule == UNWRITABLE for problem in made.problems):
        return built
    run = Run(before.versions, outcome.files, outputs, stopped, built.problems, request.as_of, outcome.lasting.until)
    with suppress(OSError):
        keep_known(request, outcome.lasting.known)
        keep(request, run, before.record)
    return built


def unwritable(path: str, error: OSError) -> Problem:
    """A file that the system does not let us write."""
    return Problem(Mark(path), UNWRITABLE, f"cannot write the file: {error.strerror or error}", reaches=(path,))
