"""The pipeline: source → content → checks → compose → layout → pdf | slides → pptx → files."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from handouts import __version__, manifest
from handouts.checks import check
from handouts.checks.structure.clinic_logo import logo_file
from handouts.checks.subject import Subject
from handouts.compose import cited_references, compose, content_digest
from handouts.content.model import Clinic, Draft, Judgement, Library
from handouts.content.project import (
    FOLDERS,
    Content,
    Kind,
    Project,
    judgements_of,
    limits_of,
    read_all,
    read_content,
)
from handouts.document import Document, Letterhead
from handouts.lesson import lesson
from handouts.problem import Mark, Problem, errors
from handouts.words import word

if TYPE_CHECKING:
    from handouts.dossier import Case
    from handouts.layout.leaflets import LeafletLook
    from handouts.layout.pages import Pages
    from handouts.reading import Reading

CACHE = ".cache"
# pt of the smallest type on paper, and the contrast that ours has
LEAST_PRINT, LARGE_PRINT, LEAST_CONTRAST = 9.0, 12.0, 7.0
CITATION_STYLE = Path("layouts") / "citation" / "vancouver.csl"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a run: which documents, languages and layouts, for which clinic, on which day.

    `cache` is where formatted references are kept; a run that may write nothing has none.
    """

    root: Path
    out: Path
    as_of: date
    ids: tuple[str, ...] = ()
    langs: tuple[str, ...] = ("en",)
    layouts: tuple[str, ...] = ()
    clinic: str | None = None
    jobs: int = 1
    release: bool = False
    minutes: int | None = None
    cache: Path | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """One output: its bytes where nothing stopped it, and what was found."""

    path: str
    entry: manifest.Entry | None
    data: bytes | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """What a run found and did: problems, files written, files stopped."""

    problems: tuple[Problem, ...]
    written: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()


Progress = Callable[[int, int], None]


def unseen(done: int, of: int) -> None:
    """Progress that nobody watches."""


def build(request: Request, progress: Progress = unseen) -> Built:
    """Checks, draws and writes what is asked; a file with an error is withheld, all others are written."""
    request = replace(request, cache=request.out / CACHE)
    project = Project(request.root)
    content, problems = _read(project, request)
    content = _shortened(content, request, problems)
    problems += check(Subject(content, request.as_of, request.root), problems)
    if request.release:
        problems += list(_unsigned(content))
    drawn = list(_stopped(content, request, problems))
    drawn += _draw_all(content, request, problems, progress)
    problems += [problem for each in drawn for problem in each.problems]
    written, stopped, failed = _write(request, drawn)
    return Built(tuple(sorted({*problems, *failed})), tuple(written), tuple(stopped))


def examine(request: Request) -> tuple[list[Problem], list[str]]:
    """What a build would find, with nothing written, and how hard each leaflet is to read.

    Content, rules, and whether every page and slide fits.
    """
    project = Project(request.root)
    whole = not request.ids
    log: list[Problem] = []
    content = read_all(project, request.clinic, log) if whole else _read(project, request, log)[0]
    problems = [*log, *check(Subject(content, request.as_of, request.root), log), *_misjudged(project, request)]
    drawn = _draw_all(content, request, problems, unseen)
    found = sorted({*problems, *(problem for each in drawn for problem in each.problems)})
    return found, list(_reading_levels(content, problems))


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
    """The reading level of each leaflet that could be composed, in a line."""
    from handouts.reading import reading_of

    for draft in content.drafts:
        if draft.kind == "leaflet" and not _reached(problems, draft.id):
            reading = reading_of(compose(draft, content.library, "en", content.clinic, {}))
            if reading is not None:
                yield f"{draft.id}: {reading.formula} grade {reading.grade}, {reading.words} words of running text"


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
    case, printed, problems = _case(request, layout)
    data = None
    if case is not None and printed is not None:
        data, found = _packed(case, layout, path, printed, request)
        problems = [*problems, *found]
        data = None if errors(found) else data
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
    if _reached(problems, request.ids[0]) or _reached(problems, f"dossiers/{request.ids[0]}"):
        return None, errors(problems)
    draft, library = content.drafts[0], content.library
    document = compose(draft, library, request.langs[0], content.clinic, _formatted(draft, library, request))
    return questions(document, answers(document, judgements), request.as_of), []


def _judged(request: Request) -> tuple[Content, tuple[Judgement, ...], list[Problem]]:
    """One document with what people answered about it, checked."""
    from handouts.dossier import ITEMS

    project = Project(request.root)
    content, problems = _read(project, request)
    problems += check(Subject(content, request.as_of, request.root), problems)
    judgements = judgements_of(project, request.ids[0], ITEMS, problems)
    limits = limits_of(project, problems)
    return replace(content, library=replace(content.library, limits=limits)), judgements, problems


def _case(request: Request, layout: str) -> tuple[Case | None, bytes | None, list[Problem]]:
    """What a dossier shows, and the finished file whose pages it shows; neither where an error stops the document."""
    from handouts.dossier import Case, touching
    from handouts.layout.leaflets import read_leaflet_look
    from handouts.pdf import page_sizes

    content, judgements, problems = _judged(request)
    name = request.ids[0]
    look, faults = read_leaflet_look(request.root / "layouts", layout, "dossiers")
    problems += faults
    if look is None or _reached(problems, name) or _reached(problems, f"dossiers/{name}"):
        return None, None, problems
    draft, library = content.drafts[0], content.library
    document = compose(draft, library, request.langs[0], content.clinic, _formatted(draft, library, request))
    pictured = look.pictured[draft.kind]
    printed, _, found = _paper(document, pictured, path_of(request, name, draft.kind, document.lang, pictured), request)
    problems += [problem.reaching(name) for problem in found]
    if printed is None or errors(found):
        return None, None, problems
    case = Case(
        draft=draft,
        document=document,
        library=library,
        clinic=content.clinic,
        formatted=_in_full(tuple(library.references), library, request),
        problems=tuple(each for each in sorted(set(problems)) if not each.reaches or name in each.reaches),
        waivers=touching(content.waivers, draft, document),
        judgements=judgements,
        readings=_readings(document),
        pages=tuple(page_sizes(printed)),
        layout=pictured,
        as_of=request.as_of,
    )
    return case, printed, problems


def _readings(document: Document) -> tuple[Reading, ...]:
    """What each formula measures of a document."""
    from handouts.reading import reading_of

    reading = reading_of(document)
    return (reading,) if reading is not None else ()


def _packed(case: Case, layout: str, path: str, printed: bytes, request: Request) -> tuple[bytes | None, list[Problem]]:
    """A dossier as a PDF that was read back."""
    from handouts.dossier import dossier as compose_dossier
    from handouts.layout.furniture import furniture_of
    from handouts.layout.leaflets import read_leaflet_look
    from handouts.layout.pages import set_pages

    look, faults = read_leaflet_look(request.root / "layouts", layout, "dossiers")
    if look is None:
        return None, faults
    document = compose_dossier(case)
    furniture = furniture_of(document, word("draft", document.lang), None, None)
    head = Letterhead(document.id, word("dossier.head", document.lang), None, None, None, None, None, None)
    pages = set_pages(document, look, replace(furniture, letterhead=head))
    return _written(document, pages, look, path, printed)


# --- reading --------------------------------------------------------------------------------------


def _read(project: Project, request: Request, log: list[Problem] | None = None) -> tuple[Content, list[Problem]]:
    log = [] if log is None else log
    ids = request.ids or tuple(project.documents)
    return read_content(project, ids, request.clinic, log), log


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


def _unsigned(content: Content) -> Iterator[Problem]:
    for draft in content.drafts:
        message = f"{draft.id!r} is not signed off, and a release prints only what is"
        yield Problem(draft.mark, "not-signed-off", message, reaches=(draft.id,))


# --- which outputs --------------------------------------------------------------------------------


def layouts_of(root: Path, kind: Kind) -> tuple[str, ...]:
    """The names of all layouts of a kind of document."""
    return tuple(sorted(path.stem for path in (root / "layouts" / FOLDERS[kind]).glob("*.yaml")))


def dossier_layouts(root: Path) -> tuple[str, ...]:
    """The names of all layouts of evidence packs."""
    return tuple(sorted(path.stem for path in (root / "layouts" / "dossiers").glob("*.yaml")))


def _chosen(request: Request, kind: Kind) -> tuple[str, ...]:
    """The layouts asked for that fit the kind; without any, those that say they are default."""
    names = layouts_of(request.root, kind)
    if request.layouts:
        return tuple(name for name in names if name in request.layouts)
    return tuple(name for name in names if _is_default(request.root / "layouts" / FOLDERS[kind] / f"{name}.yaml"))


@cache
def _is_default(path: Path) -> bool:
    return "default:true" in _plain_lines(path)


@cache
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
                yield Drawn(path, None, None)
        elif name not in drafts:
            kind = Project(request.root).documents[name]
            for lang in request.langs:
                for layout in _chosen(request, kind):
                    yield Drawn(path_of(request, name, kind, lang, layout), None, None)


# --- drawing --------------------------------------------------------------------------------------


def _draw_all(content: Content, request: Request, problems: list[Problem], progress: Progress) -> list[Drawn]:
    """Every output of every document that no error stops."""
    drafts = [draft for draft in content.drafts if not _reached(problems, draft.id)]
    if request.jobs > 1 and len(drafts) > 1:
        return list(_draw_in_processes(drafts, request, progress))
    drawn: list[Drawn] = []
    for number, draft in enumerate(drafts):
        drawn.extend(_draw(draft, content.library, content.clinic, request))
        progress(number + 1, len(drafts))
    return drawn


def _draw_in_processes(drafts: list[Draft], request: Request, progress: Progress) -> Iterator[Drawn]:
    requests = [replace(request, ids=(draft.id,), jobs=1) for draft in drafts]
    # the pool costs 14 ms to import, which one job does not pay
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(max_workers=min(request.jobs, len(drafts))) as pool:
        for number, drawn in enumerate(pool.map(_draw_apart, requests)):
            progress(number + 1, len(requests))
            yield from drawn


def _draw_apart(request: Request) -> list[Drawn]:
    """One document drawn in a process of its own."""
    content, problems = _read(Project(request.root), request)
    content = _shortened(content, request, problems)
    return list(_draw(content.drafts[0], content.library, content.clinic, request))


def _draw(draft: Draft, library: Library, clinic: Clinic | None, request: Request) -> Iterator[Drawn]:
    """One document in all its languages and layouts."""
    formatted = _formatted(draft, library, request)
    for lang in request.langs:
        document = compose(draft, library, lang, clinic, formatted)
        digest = content_digest(document)
        for layout in _chosen(request, draft.kind):
            path = path_of(request, draft.id, draft.kind, lang, layout)
            yield _output(document, digest, layout, path, request)


def _formatted(draft: Draft, library: Library, request: Request) -> Mapping[str, str]:
    """The references that a deck prints in full, in the style of its list."""
    return _in_full(cited_references(draft, library) if draft.kind == "deck" else (), library, request)


def _in_full(ids: tuple[str, ...], library: Library, request: Request) -> Mapping[str, str]:
    """References in the style of the list of a deck."""
    if not ids:
        return {}
    from handouts.citations import formatted

    items = {
        name: {**reference.csl, "retracted": reference.retracted} for name, reference in library.references.items()
    }
    return formatted(items, ids, request.root / CITATION_STYLE, request.cache)


def _output(document: Document, digest: str, layout: str, path: str, request: Request) -> Drawn:
    printed = _format(request.root / "layouts" / FOLDERS[document.kind] / f"{layout}.yaml")
    draw = _paper if printed == "pdf" else _deck
    data, leaves, found = draw(document, layout, path, request)
    problems = tuple(problem.reaching(document.id) for problem in found)
    if data is None or errors(problems):
        return Drawn(path, None, None, problems)
    entry = manifest.Entry(
        path=path,
        id=document.id,
        kind=document.kind,
        lang=document.lang,
        layout=layout if request.minutes is None or document.kind == "leaflet" else f"{layout}-{request.minutes}min",
        clinic=request.clinic,
        sha256=hashlib.sha256(data).hexdigest(),
        bytes=len(data),
        leaves=leaves,
        reads=document.reads,
        content=digest,
        inputs=_inputs(document, digest, layout, request),
    )
    return Drawn(path, entry, data, problems)


def _paper(document: Document, layout: str, path: str, request: Request) -> tuple[bytes | None, int, list[Problem]]:
    from handouts.layout.furniture import furniture_of, qr_modules
    from handouts.layout.leaflets import read_leaflet_look, with_colour
    from handouts.layout.pages import set_pages

    kind: Literal["leaflets", "decks"] = "leaflets" if document.kind == "leaflet" else "decks"
    look, problems = read_leaflet_look(request.root / "layouts", layout, kind)
    if look is None:
        return None, 0, problems
    if document.kind == "deck":
        from handouts.printout import printout

        document = printout(document, look.shows or "notes")
    head = document.letterhead
    if head is not None and head.colour is not None:
        look = with_colour(look, head.colour)
    logo = _logo(request.root, head.logo) if head is not None and head.logo else None
    qr = qr_modules(head.web) if head is not None and head.web else None
    pages = set_pages(document, look, furniture_of(document, word("draft", document.lang), logo, qr))
    data, found = _written(document, pages, look, path)
    return data, len(pages.pages), [*problems, *found]


def _written(
    document: Document, pages: Pages, look: LeafletLook, path: str, copied: bytes | None = None
) -> tuple[bytes | None, list[Problem]]:
    """Pages as a PDF that was read back; `copied` is the file whose pages they show in small."""
    problems = list(pages.problems)
    if errors(problems):
        return None, problems
    from handouts.pdf import UnfitError, with_copies, write_leaflet
    from handouts.verify import Limits, verify_paper

    try:
        data = write_leaflet(document, pages, look)
    except UnfitError as fault:
        return None, [*problems, Problem(document.title.mark, "tags", f"{document.id}: {fault}")]
    if copied is not None:
        data = with_copies(data, pages, copied)
    limits = Limits(LARGE_PRINT if look.columns == 1 else LEAST_PRINT, LEAST_CONTRAST)
    return data, [*problems, *verify_paper(data, path, document, limits)]


def _logo(root: Path, name: str) -> tuple[str, float]:
    """A logo's file, and its width for each pt of its height."""
    from PIL import Image

    file = logo_file(root, name)
    with Image.open(file) as image:
        return str(file), image.width / image.height


def _deck(document: Document, layout: str, path: str, request: Request) -> tuple[bytes | None, int, list[Problem]]:
    from handouts.layout.decks import read_deck_look, with_colour
    from handouts.slides import furniture, paginate

    look, problems = read_deck_look(request.root / "layouts", layout)
    if look is None:
        return None, 0, problems
    head = document.letterhead
    if head is not None and head.colour is not None:
        look = with_colour(look, head.colour)
    slides = paginate(document, look, furniture(document, "draft"))
    problems += slides.problems
    if errors(problems):
        return None, 0, problems
    from handouts.pptx import write_deck

    pictures = {head.logo: logo_file(request.root, head.logo).read_bytes()} if head is not None and head.logo else {}
    from handouts.verify import verify_slides

    data, _ = write_deck(slides, document, look, pictures)
    problems += verify_slides(data, path, document)
    return data, len(slides.slides), problems


# --- inputs ---------------------------------------------------------------------------------------


def _inputs(document: Document, digest: str, layout: str, request: Request) -> str:
    """The digest of all that made a file: content, look, fonts, letterhead, program and libraries."""
    kind = FOLDERS[document.kind]
    parts = [digest, document.version, str(document.checked), str(document.review_due), repr(document.letterhead)]
    parts += [__version__, zlib.ZLIB_RUNTIME_VERSION, *_library_versions(document.kind)]
    parts += [_digest_of(path) for path in _look_files(request.root / "layouts", kind, layout)]
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=20).hexdigest()


def _library_versions(kind: str) -> list[str]:
    if kind == "leaflet":
        import reportlab

        return [f"reportlab {reportlab.__version__}"]
    import pptx

    return [f"python-pptx {pptx.__version__}"]


def _look_files(layouts: Path, kind: str, layout: str) -> list[Path]:
    own = sorted((layouts / kind).glob(f"{layout}.*"))
    return [*own, *sorted((layouts / "themes").glob("*.yaml")), *sorted((layouts / "fonts").rglob("*.ttf"))]


@cache
def _digest_of(path: Path) -> str:
    return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()


# --- writing --------------------------------------------------------------------------------------


def _write(request: Request, drawn: list[Drawn]) -> tuple[list[str], list[str], list[Problem]]:
    """Files replaced whole, older copies of stopped ones moved aside, and the manifest brought up to date."""
    entries: list[manifest.Entry] = []
    stopped: list[str] = []
    failed: list[Problem] = []
    try:
        for each in drawn:
            try:
                if each.data is None or each.entry is None:
                    manifest.withhold(request.out, each.path)
                    stopped.append(each.path)
                else:
                    manifest.replace(request.out / each.path, each.data)
                    entries.append(each.entry)
            except OSError as error:
                failed.append(_unwritable(each.path, error))
    finally:
        # also when interrupted: the manifest tells of the files that were written
        try:
            manifest.merge(request.out, entries, stopped)
        except OSError as error:
            failed.append(_unwritable(manifest.MANIFEST, error))
    return [entry.path for entry in entries], stopped, failed


def _unwritable(path: str, error: OSError) -> Problem:
    return Problem(Mark(path), "cannot-write", f"cannot write the file: {error.strerror or error}", reaches=(path,))
