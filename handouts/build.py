"""The pipeline: source → content → checks → compose → layout → pdf | slides → pptx → files."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from handouts import manifest
from handouts.checks import check, merged, turning_days
from handouts.checks.places import places
from handouts.checks.subject import Subject
from handouts.compose import cited_references, compose, content_digest
from handouts.content.model import Draft, Judgement, Library
from handouts.content.project import (
    FOLDERS,
    Content,
    Kind,
    Project,
    judgements_of,
    read_all,
    read_content,
)
from handouts.document import Document
from handouts.lesson import lesson
from handouts.press import Paper, Placed, Unset, drawn, pictured_layouts, set_pack, set_paper, set_show
from handouts.problem import Mark, Problem, errors
from handouts.rebuild.inputs import digest_of_parts, keep_parts, parts_of, read_parts, reasons
from handouts.rebuild.lock import locked
from handouts.rebuild.record import Output, Record, Run, read_record
from handouts.rebuild.rest import Rest, keep_known, rest_of
from handouts.rebuild.scope import Known, known_of
from handouts.rebuild.stamps import Stamp, stamp_of
from handouts.rebuild.standing import CACHE, drawing, first_turn, inputs_now, is_intact, keep, standing
from handouts.request import Request
from handouts.signoff import Standing, concerning, placement, reviewed, signed_digest, standings

if TYPE_CHECKING:
    from handouts.dossier import Case

UNWRITABLE = "cannot-write"
CITATION_STYLE = Path("layouts") / "citation" / "vancouver.csl"


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
        content, problems = _read_part(Project(request.root), request, rest)
        content = _shortened(content, request, problems)
        problems += check(Subject(content, request.as_of, request.root), problems)
        if request.release:
            problems += list(_unreleasable(content, request, problems))
        part = request if rest is None else replace(request, ids=rest.read)
        outputs = chain(_stopped(content, part, problems), _outputs_of(content, request, problems, before, progress))
        made = _write(request, outputs)
        found = merged([*problems, *made.problems, *(rest.problems if rest is not None else ())])
        return _remembered(request, content, Outcome(tuple(sorted(found)), made, files, rest), before)


def looked_over(request: Request) -> tuple[Content, list[Problem]]:
    """The content of a request with what reading and the rules find in it."""
    content, problems = _read(Project(request.root), request)
    problems += check(Subject(content, request.as_of, request.root), problems)
    return content, problems


def examine(request: Request) -> Examined:
    """What is wrong before anything is drawn, and how hard each leaflet is to read.

    Content, rules, and whether every page and slide fits. Only a build reads finished files back.
    """
    project = Project(request.root)
    whole = not request.ids
    log: list[Problem] = []
    content = read_all(project, request.clinic, log) if whole else _read(project, request, log)[0]
    problems = [*log, *check(Subject(content, request.as_of, request.root), log), *_misjudged(project, request)]
    found = sorted({*problems, *_unfit(content, request, problems)})
    return Examined(found, list(_reading_levels(content, problems)), places(content))


def _misjudged(project: Project, request: Request) -> Iterator[Problem]:
    """What is wrong with the answers that people gave about documents."""
    if not project.judged:
        return
    from handouts.dossier import ITEMS

    log: list[Problem] = []
    for name in project.judged:
        if not request.ids or name in request.ids:
            judgements_of(project, name, ITEMS, log)
    yield from log


def _reading_levels(content: Content, problems: list[Problem]) -> Iterator[str]:
    """The reading level of each patient's document that could be composed, in a line."""
    from handouts.reading import reading_of

    for draft in _sound(content, problems):
        if draft.audience == "patient":
            reading = reading_of(compose(draft, content.library, "en", content.clinic, {}))
            if reading is not None:
                yield f"{draft.id}: {reading}"


def quiz(request: Request, style: Literal["csv", "gift"]) -> tuple[str | None, list[Problem]]:
    """The questions of a deck with their answers, where nothing is wrong with it."""
    from handouts.lesson import as_csv, as_gift

    content, problems = _read(Project(request.root), request)
    problems += check(Subject(content, request.as_of, request.root), problems)
    if _reached(problems, request.ids[0]):
        return None, problems
    draft = content.drafts[0]
    document = compose(draft, content.library, "en", content.clinic, {})
    return (as_gift(document) if style == "gift" else as_csv(document)), errors(problems)


# --- dossiers -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Packed:
    """The evidence pack of one document: what was found, and where it was written unless an error stopped it."""

    problems: tuple[Problem, ...]
    path: str | None = None


def dossier(request: Request, layout: str) -> Packed:
    """The evidence pack of the one document asked for, written below the output folder; no manifest lists it.

    Where an error stops it, its older copy is withheld.
    """
    request = replace(request, cache=request.out / CACHE)
    path = f"dossiers/{request.ids[0]}.{request.langs[0]}.{layout}.pdf"
    path = f"{request.clinic}/{path}" if request.clinic else path
    pack, problems = _pack(request, layout)
    data, found = drawn(pack, path, request.root) if pack is not None else (None, [])
    problems += found
    if errors(problems):
        data = None
    try:
        if data is None:
            manifest.withhold(request.out, path)
        else:
            manifest.replace(request.out / path, data)
    except OSError as error:
        problems, data = [*problems, _unwritable(path, error)], None
    return Packed(tuple(sorted(set(problems))), path if data is not None else None)


def asked(request: Request) -> tuple[str | None, list[Problem]]:
    """The questions of a document that people have to answer, as the file that they fill in; nothing is written."""
    from handouts.dossier import questions
    from handouts.dossier.answers import answers

    content, judgements, problems = _judged(request)
    if errors(problems):
        return None, errors(problems)
    document = _in_lang(content, request)
    return questions(document, answers(document, judgements), request.as_of), []


def _judged(request: Request) -> tuple[Content, tuple[Judgement, ...], list[Problem]]:
    """One document with what people answered about it, checked."""
    from handouts.dossier import ITEMS

    project = Project(request.root)
    content, problems = _read(project, request)
    problems += check(Subject(content, request.as_of, request.root), problems)
    return content, judgements_of(project, request.ids[0], ITEMS, problems), problems


def _in_lang(content: Content, request: Request) -> Document:
    """The one document asked for, composed as it prints."""
    formatted = _formatted(content.drafts, content.library, request)
    return compose(content.drafts[0], content.library, request.langs[0], content.clinic, formatted)


def _pack(request: Request, layout: str) -> tuple[Paper | None, list[Problem]]:
    """A dossier set on pages that show those of the finished document; None where an error stops either."""
    from handouts.dossier import dossier as lowered

    content, judgements, problems = _judged(request)
    pictured, faults = pictured_layouts(request.root, layout)
    problems += faults
    if errors(problems):
        return None, problems
    document = _in_lang(content, request)
    shown = pictured[document.kind]
    placed = set_paper(document, shown, request.root)
    problems += [problem.reaching(document.id) for problem in placed.problems]
    if isinstance(placed, Unset) or errors(problems):
        return None, problems
    printed, found = drawn(placed, path_of(request, document.id, document.kind, document.lang, shown), request.root)
    problems += [problem.reaching(document.id) for problem in found]
    if printed is None or errors(problems):
        return None, problems
    case = _case(content, document, judgements, problems, request)
    pack = set_pack(
        lowered(
            replace(
                case, pages=tuple((placed.pages.width, placed.pages.height) for _ in placed.pages.pages), layout=shown
            )
        ),
        layout,
        request.root,
        printed,
    )
    problems += pack.problems
    return (None if isinstance(pack, Unset) or errors(problems) else pack), problems


def _case(
    content: Content,
    document: Document,
    judgements: tuple[Judgement, ...],
    problems: list[Problem],
    request: Request,
) -> Case:
    """All that the committee is shown of a document but its pages."""
    from handouts.checks.safety.limit import held
    from handouts.dossier import Case, touching
    from handouts.reading import reading_of

    draft, library = content.drafts[0], content.library
    return Case(
        draft=draft,
        document=document,
        library=library,
        clinic=content.clinic,
        formatted=_in_full(library.references, library, request),
        problems=tuple(each for each in sorted(set(problems)) if not each.reaches or document.id in each.reaches),
        waivers=touching(content.waivers, draft, document),
        judgements=judgements,
        reading=reading_of(document),
        doses=held(Subject(content, request.as_of, request.root), document),
        as_of=request.as_of,
    )


# --- reading --------------------------------------------------------------------------------------


def _read(project: Project, request: Request, log: list[Problem] | None = None) -> tuple[Content, list[Problem]]:
    log = [] if log is None else log
    ids = request.ids or tuple(project.documents)
    return read_content(project, ids, request.clinic, log), log


def _read_part(project: Project, request: Request, rest: Rest | None) -> tuple[Content, list[Problem]]:
    """What a build has to read: all that is asked for, or of that what edits can have reached."""
    if rest is None:
        return _read(project, request)
    log: list[Problem] = []
    return read_content(project, rest.read, request.clinic, log), log


def _shortened(content: Content, request: Request, problems: list[Problem]) -> Content:
    """The content with each deck cut to the minutes asked for."""
    if request.minutes is None:
        return content
    drafts = []
    for draft in content.drafts:
        shorter, found = lesson(draft, request.minutes) if draft.kind == "deck" else (draft, [])
        problems += found
        drafts.append(shorter)
    return replace(content, drafts=tuple(drafts))


def _unreleasable(content: Content, request: Request, problems: list[Problem]) -> Iterator[Problem]:
    """What a release still lacks: reviews in date, no waiver, confirmed references, and every approval."""
    from handouts.releasable import shortfalls, unsigned

    yield from shortfalls(content, problems)
    for each in set_in_defaults(content, request, problems):
        yield from unsigned(each.draft, each.document, standing_of(each, content, request), request.root)


# --- which outputs --------------------------------------------------------------------------------


def layouts_of(root: Path, kind: Kind) -> tuple[str, ...]:
    """The names of all layouts of a kind of document."""
    return tuple(sorted(path.stem for path in (root / "layouts" / FOLDERS[kind]).glob("*.yaml")))


def dossier_layouts(root: Path) -> tuple[str, ...]:
    """The names of all layouts of evidence packs."""
    return layouts_below(root, "dossiers")


def layouts_below(root: Path, folder: str) -> tuple[str, ...]:
    """The names of all layouts in a folder of `layouts/`."""
    return tuple(sorted(path.stem for path in (root / "layouts" / folder).glob("*.yaml")))


def _chosen(request: Request, kind: Kind) -> tuple[str, ...]:
    """The layouts asked for that fit the kind; without any, those that say they are default."""
    if request.layouts:
        return tuple(name for name in layouts_of(request.root, kind) if name in request.layouts)
    return _defaults(request.root, kind)


def chosen_layouts(request: Request, kind: Kind) -> tuple[str, ...]:
    """The layouts that a request sets a kind of document in."""
    return _chosen(request, kind)


def _defaults(root: Path, kind: Kind) -> tuple[str, ...]:
    """The layouts of a kind that say they are default."""
    names = layouts_of(root, kind)
    return tuple(name for name in names if _is_default(root / "layouts" / FOLDERS[kind] / f"{name}.yaml"))


def _is_default(path: Path) -> bool:
    return "default:true" in _plain_lines(path)


def _format(path: Path) -> str:
    """The ending of the files that a layout makes."""
    return "pdf" if "format:pdf" in _plain_lines(path) else "pptx"


def _plain_lines(path: Path) -> list[str]:
    """A layout's lines without spaces and comments: its two plain facts are asked before it is read."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    return [line.split("#")[0].replace(" ", "") for line in lines]


def path_of(request: Request, draft_id: str, kind: Kind, lang: str, layout: str) -> str:
    """Where an output lies below the output folder."""
    length = f"-{request.minutes}min" if request.minutes and kind == "deck" else ""
    ending = _format(request.root / "layouts" / FOLDERS[kind] / f"{layout}.yaml")
    name = f"{FOLDERS[kind]}/{draft_id}.{lang}.{layout}{length}.{ending}"
    return f"{request.clinic}/{name}" if request.clinic else name


def _outputs(request: Request, draft: Draft) -> Iterator[tuple[str, str, str]]:
    for lang in request.langs:
        for layout in _chosen(request, draft.kind):
            yield lang, layout, path_of(request, draft.id, draft.kind, lang, layout)


def _reached(problems: Iterable[Problem], draft_id: str) -> bool:
    return any(not problem.reaches or draft_id in problem.reaches for problem in errors(problems))


def _stopped(content: Content, request: Request, problems: list[Problem]) -> Iterator[Drawn]:
    """The outputs that an error stops before they are drawn."""
    drafts = {draft.id: draft for draft in content.drafts}
    for name in request.ids or Project(request.root).documents:
        if name in drafts and _reached(problems, name):
            for _, _, path in _outputs(request, drafts[name]):
                yield Drawn(name, path, None, None)
        elif name not in drafts:
            kind = Project(request.root).documents[name]
            for lang in request.langs:
                for layout in _chosen(request, kind):
                    yield Drawn(name, path_of(request, name, kind, lang, layout), None, None)


# --- setting --------------------------------------------------------------------------------------


def _unfit(content: Content, request: Request, problems: list[Problem]) -> Iterator[Problem]:
    """What does not fit on the pages and slides of each document that no error stops."""
    drafts = _sound(content, problems)
    formatted = _formatted(drafts, content.library, request)
    for draft in drafts:
        for lang in request.langs:
            document = compose(draft, content.library, lang, content.clinic, formatted)
            digest = content_digest(document)
            for layout in _chosen(request, draft.kind):
                placed = _placed(document, layout, request.root, None, digest)
                yield from (problem.reaching(draft.id) for problem in placed.problems)


def _placed(document: Document, layout: str, root: Path, signed: date | None, digest: str) -> Placed:
    """A document set in a layout of its kind; without a day on which it was signed off, as a draft."""
    printed = _format(root / "layouts" / FOLDERS[document.kind] / f"{layout}.yaml")
    return (set_paper if printed == "pdf" else set_show)(document, layout, root, signed, digest)


def _sound(content: Content, problems: list[Problem]) -> list[Draft]:
    """The documents that no error stops."""
    found = errors(problems)
    if any(not problem.reaches for problem in found):
        return []
    reached = {name for problem in found for name in problem.reaches}
    return [draft for draft in content.drafts if draft.id not in reached]


def _formatted(drafts: Iterable[Draft], library: Library, request: Request) -> Mapping[str, str]:
    """The references that decks print in full, in the style of their lists."""
    ids = [name for draft in drafts if draft.kind == "deck" for name in cited_references(draft, library)]
    return _in_full(ids, library, request)


def _in_full(ids: Iterable[str], library: Library, request: Request) -> Mapping[str, str]:
    """References in the style of the lists of decks."""
    ids = tuple(ids)
    if not ids:
        return {}
    from handouts.citations import formatted

    items = {
        name: {**reference.csl, "retracted": reference.retracted} for name, reference in library.references.items()
    }
    return formatted(items, ids, request.root / CITATION_STYLE, request.cache)


@dataclass(frozen=True)
class Set:
    """A document in a language, with the layouts that it was set in so far."""

    draft: Draft
    document: Document
    root: Path
    formatted: Mapping[str, str]
    made: dict[str, Placed] = field(default_factory=dict, repr=False)

    @property
    def placed(self) -> Mapping[str, Placed]:
        """The document set as a draft in each default layout of its kind, by its name."""
        return {name: self.in_layout(name) for name in _defaults(self.root, self.draft.kind)}

    def in_layout(self, name: str, signed: date | None = None) -> Placed:
        """The document set in a layout; as a draft no more than once."""
        if signed is not None:
            return _placed(self.document, name, self.root, signed, self.content)
        if name not in self.made:
            self.made[name] = _placed(self.document, name, self.root, None, self.content)
        return self.made[name]

    @cached_property
    def content(self) -> str:
        """The digest of what the reader sees."""
        return content_digest(self.document)

    @cached_property
    def digest(self) -> str:
        """The digest that a sign-off of the document is bound to."""
        return signed_digest(self.document, (placement(name, placed) for name, placed in self.placed.items()))


def set_in_defaults(
    content: Content, request: Request, problems: list[Problem], formatted: Mapping[str, str] | None = None
) -> Iterator[Set]:
    """Every document that no error stops, in each language asked for; set when its pages are asked for.

    `formatted` holds the printed form of each reference where it is known already.
    """
    drafts = _sound(content, problems)
    formatted = _formatted(drafts, content.library, request) if formatted is None else formatted
    for draft in drafts:
        for lang in request.langs:
            document = compose(draft, content.library, lang, content.clinic, formatted)
            yield Set(draft, document, request.root, formatted)


def standing_of(each: Set, content: Content, request: Request) -> tuple[Standing, ...]:
    """Where the sign-off of a document stands, role by role, on the day of the request."""
    approvals = concerning(content.approvals, each.document, request.clinic)
    return standings(each.draft.roles, approvals, lambda: each.digest, request.as_of, request.root)


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


def _outputs_of(
    content: Content, request: Request, problems: list[Problem], before: Before, progress: Progress
) -> Iterator[Drawn | Kept]:
    """Every output of every document that no error stops: kept where it is as it should be, else drawn."""
    drafts = _sound(content, problems)
    formatted = _formatted(drafts, content.library, request)
    if request.jobs > 1 and len(drafts) > 1:
        yield from _drawn_apart(drafts, content, formatted, request, before, progress)
        return
    for number, draft in enumerate(drafts):
        for planned in _planned(draft, content, formatted, request):
            output = before.kept(planned)
            yield Kept(planned.path, output) if output is not None else _output(planned, request, before.why(planned))
        progress(number + 1, len(drafts))


def _planned(draft: Draft, content: Content, formatted: Mapping[str, str], request: Request) -> Iterator[Planned]:
    """The outputs of one document in all its languages and layouts."""
    looks = request.root / "layouts" / FOLDERS[draft.kind]
    for lang in request.langs:
        document = compose(draft, content.library, lang, content.clinic, formatted)
        each = Set(draft, document, request.root, formatted)
        signed = reviewed(standing_of(each, content, request))
        for layout in _chosen(request, draft.kind):
            path = path_of(request, draft.id, draft.kind, lang, layout)
            parts = parts_of(document, each.content, signed, looks / f"{layout}.yaml", request.root)
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
        sha256=hashlib.sha256(data).hexdigest(),
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

    content: Content
    formatted: Mapping[str, str]
    request: Request


def _start(content: Content, formatted: Mapping[str, str], request: Request) -> None:
    _Worker.content, _Worker.formatted, _Worker.request = content, formatted, request


def _draw(task: tuple[int, Mapping[str, tuple[str, ...]]]) -> list[Drawn]:
    """The outputs of one document that have to be made, by their paths and why."""
    number, wanted = task
    request, content = _Worker.request, _Worker.content
    planned = _planned(content.drafts[number], content, _Worker.formatted, request)
    return [_output(each, request, wanted[each.path]) for each in planned if each.path in wanted]


def _drawn_apart(
    drafts: list[Draft],
    content: Content,
    formatted: Mapping[str, str],
    request: Request,
    before: Before,
    progress: Progress,
) -> Iterator[Drawn | Kept]:
    """The outputs of documents drawn in processes, as many at a time as asked for."""
    # the pool costs 14 ms to import, which one job does not pay
    from concurrent.futures import ProcessPoolExecutor

    tasks: list[tuple[int, Mapping[str, tuple[str, ...]]]] = []
    for number, draft in enumerate(drafts):
        wanted: dict[str, tuple[str, ...]] = {}
        for planned in _planned(draft, content, formatted, request):
            if (output := before.kept(planned)) is not None:
                yield Kept(planned.path, output)
            else:
                wanted[planned.path] = before.why(planned)
        if wanted:
            tasks.append((number, wanted))
    if not tasks:
        return
    shared = (replace(content, drafts=tuple(drafts)), formatted, request)
    with ProcessPoolExecutor(min(request.jobs, len(tasks)), initializer=_start, initargs=shared) as pool:
        for number, files in enumerate(pool.map(_draw, tasks)):
            progress(number + 1, len(tasks))
            yield from files


# --- writing --------------------------------------------------------------------------------------


@dataclass
class _Made:
    """What came of each output, gathered while files are written one by one."""

    entries: list[manifest.Entry] = field(default_factory=list)
    outputs: dict[str, Output] = field(default_factory=dict)
    parts: dict[str, Mapping[str, str]] = field(default_factory=dict)
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
                made.problems.append(_unwritable(each.path, error))
    finally:
        # also when interrupted: the manifest tells of the files that were written
        try:
            manifest.merge(request.out, made.entries, made.stops)
        except OSError as error:
            made.problems.append(_unwritable(manifest.MANIFEST, error))
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
    manifest.replace(request.out / each.path, each.data)
    made.entries.append(each.entry)
    stamp = stamp_of(request.out / each.path, time.time_ns())
    made.outputs[each.path] = Output(each.document, stamp, each.entry.inputs, each.problems)
    made.parts[each.path] = each.parts
    made.reasons[each.path] = each.why


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to: all that was found, what was made, the stamps of what it read, and what it need not read."""

    problems: tuple[Problem, ...]
    made: _Made
    files: Mapping[str, Stamp]
    rest: Rest | None


def _remembered(request: Request, content: Content, outcome: Outcome, before: Before) -> Built:
    """What a run did, kept for the next one; where something could not be written, the next one tries again."""
    made, rest = outcome.made, outcome.rest
    outputs = {**(rest.outputs if rest is not None else {}), **made.outputs}
    stopped = {**(rest.stopped if rest is not None else {}), **made.stops}
    kept = tuple(path for path in outputs if path not in made.reasons)
    built = Built(outcome.problems, made.written, tuple(stopped), kept, made.reasons)
    if any(problem.rule == UNWRITABLE for problem in made.problems):
        return built
    until = first_turn(turning_days(Subject(content, request.as_of, request.root)), request.as_of)
    until = until if rest is None else min(until, rest.until)
    run = Run(before.versions, outcome.files, outputs, stopped, built.problems, request.as_of, until)
    with suppress(OSError):
        for path, parts in made.parts.items():
            keep_parts(request.out / CACHE, path, parts)
        keep_known(request, known_of(content, Known() if rest is None else rest.known))
        keep(request, run, before.record)
    return built


def _unwritable(path: str, error: OSError) -> Problem:
    return Problem(Mark(path), UNWRITABLE, f"cannot write the file: {error.strerror or error}", reaches=(path,))
