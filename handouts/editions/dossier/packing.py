"""Writing the evidence pack of a document, and the questions that people have to answer for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from handouts.checks.subject import Subject
from handouts.content.instruments import ITEMS
from handouts.content.model import Judgement
from handouts.content.project import judgements_of
from handouts.content.translation import Translation
from handouts.core.faults import guarded
from handouts.core.files import inside, replace_file
from handouts.core.lock import Waiting, Workplace, locked, unheard
from handouts.core.problem import Mark, Problem, errors
from handouts.document.document import Document
from handouts.pipeline.check import LookedOver, looked_over
from handouts.pipeline.edited import OwnFiles, keep_edited
from handouts.pipeline.incremental.uptodate import CACHE
from handouts.pipeline.manifest import sha256
from handouts.pipeline.press import Paper, Unset, drawn, pictured_layouts, set_pack, set_paper
from handouts.pipeline.read import in_full
from handouts.pipeline.request import Request
from handouts.pipeline.withheld import left, withhold
from handouts.pipeline.write import unwritable

if TYPE_CHECKING:
    from handouts.editions.dossier import Case


@dataclass(frozen=True, slots=True)
class Packed:
    """The result of writing an evidence pack: its problems, and its path unless an error stopped it.

    `edited` tells where an older copy is kept that somebody had changed, by the path at which it lay.
    """

    problems: tuple[Problem, ...]
    path: str | None = None
    edited: Mapping[str, str] = field(default_factory=dict)


def dossier(request: Request, layout: str, waiting: Waiting = unheard) -> Packed:
    """Write the evidence pack of the requested document below the output folder; no manifest lists it.

    An error that stops its document stops it too and withholds an older copy; errors elsewhere are only told.
    """
    request = replace(request, cache=request.out / CACHE)
    path = f"dossiers/{request.ids[0]}.{request.langs[0]}.{layout}.pdf"
    path = f"{request.clinic}/{path}" if request.clinic else path
    problems: list[Problem] = []
    data = None
    with guarded(problems, Mark("content"), f"the evidence pack of {request.ids[0]!r}", request.ids[0]):
        pack, found = _pack(request, layout)
        problems += found
        data, found = drawn(pack, path, request.root) if pack is not None else (None, [])
        problems += found
        data = None if errors(found) else data
    edited: dict[str, str] = {}
    with locked(request.out / CACHE, "handouts dossier", waiting) as place:
        unwritten = [*_written(request, path, data, place, edited)]
    problems += unwritten
    data = None if unwritten else data
    return Packed(tuple(sorted(set(problems))), path if data is not None else None, edited)


def _written(
    request: Request, path: str, data: bytes | None, place: Workplace, edited: dict[str, str]
) -> Iterator[Problem]:
    """Write an evidence pack, or withhold its older copy; yield what the system does not allow.

    A copy that somebody changed is kept, and noted in `edited`. No manifest lists a pack: only the notes of builds tell.
    """
    own = OwnFiles(request.out)
    if data is not None:
        try:
            if inside(request.out, path) is None:
                raise OSError("its folder is a link that leads out of the output folder")
            if (kept := keep_edited(own, path, data)) is not None:
                edited[path] = kept
            own.notes.note(path, sha256(data))
            replace_file(request.out / path, data, place.drafts)
            own.notes.settle()
        except OSError as error:
            yield unwritable(path, error)
        return
    try:
        if (kept := withhold(own, path)) is not None:
            edited[path] = kept
    except OSError as error:
        yield left(path, request.ids[0], error)


def asked(request: Request) -> tuple[str | None, list[Problem]]:
    """Return the questions that people have to answer for a document, as a YAML file to fill in; write nothing."""
    from handouts.editions.dossier import questions
    from handouts.editions.dossier.answers import answers

    looked = looked_over(request)
    judgements, wrong = _judged(looked)
    document = _sound(looked)
    if document is None or wrong:
        return None, errors(looked.problems)
    return questions(document, answers(document, judgements), request.as_of), []


def _sound(looked: LookedOver) -> Document | None:
    """Return the one document that was looked over, or None where an error stops it."""
    return next((each.document for each in looked.sound()), None)


def _judged(looked: LookedOver) -> tuple[tuple[Judgement, ...], list[Problem]]:
    """Return people's answers about the one document that was looked over, and the errors in them."""
    log: list[Problem] = []
    found = judgements_of(looked.plan.project, looked.plan.request.ids[0], ITEMS, log)
    looked.problems.extend(log)
    return found, errors(log)


def _pack(request: Request, layout: str) -> tuple[Paper | None, list[Problem]]:
    """Return a dossier set on pages, with pictures of the finished document; None where an error stops either."""
    from handouts.editions.dossier import dossier as lowered

    looked = looked_over(request)
    judgements, wrong = _judged(looked)
    problems, looks = looked.problems, looked.plan.looks
    pictured, faults = pictured_layouts(looks, layout)
    problems += faults
    document = _sound(looked)
    if document is None or wrong or errors(faults):
        return None, problems
    shown = pictured[document.kind]
    placed = set_paper(document, shown, looks)
    problems += [problem.reaching(document.id) for problem in placed.problems]
    if isinstance(placed, Unset) or errors(placed.problems):
        return None, problems
    path = looked.plan.path(document.id, document.kind, document.lang, shown)
    printed, found = drawn(placed, path, request.root)
    problems += [problem.reaching(document.id) for problem in found]
    if printed is None or errors(found):
        return None, problems
    pages = tuple((placed.pages.width, placed.pages.height) for _ in placed.pages.pages)
    case = replace(_case(looked, document, judgements, request), pages=pages, layout=shown)
    pack = set_pack(lowered(case), layout, looks, printed)
    problems += pack.problems
    return (None if isinstance(pack, Unset) or errors(pack.problems) else pack), problems


def _case(looked: LookedOver, document: Document, judgements: tuple[Judgement, ...], request: Request) -> Case:
    """Return everything that the committee sees of a document except its pages."""
    from handouts.checks.readability import reading_of
    from handouts.checks.safety.limit import compared
    from handouts.editions.dossier import Case, touching

    content, problems = looked.content, looked.problems
    draft, library = content.drafts[0], content.library
    return Case(
        draft=draft,
        document=document,
        library=library,
        clinic=content.clinic,
        formatted=in_full(library.references, library, request),
        problems=tuple(each for each in sorted(set(problems)) if not each.reaches or document.id in each.reaches),
        waivers=touching(content.waivers, draft, document),
        judgements=judgements,
        reading=reading_of(document),
        doses=compared(Subject(content, request.as_of, request.root), document),
        as_of=request.as_of,
        translation=Translation(document.lang),
    )
