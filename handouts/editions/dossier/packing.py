"""Writing the evidence pack of a document, and the questions that people have to answer for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handouts.checks.subject import Subject
from handouts.content.compose import compose
from handouts.content.model import Judgement
from handouts.content.project import Project, ProjectContent, judgements_of
from handouts.content.translation import Translation
from handouts.core.files import replace_file
from handouts.core.problem import Problem, errors
from handouts.document.document import Document
from handouts.pipeline import manifest
from handouts.pipeline.build import looked_over, unwritable
from handouts.pipeline.incremental.standing import CACHE
from handouts.pipeline.outputs import path_of
from handouts.pipeline.press import Paper, Unset, drawn, pictured_layouts, set_pack, set_paper
from handouts.pipeline.request import Request
from handouts.pipeline.sets import in_full, printed_references

if TYPE_CHECKING:
    from handouts.editions.dossier import Case


@dataclass(frozen=True, slots=True)
class Packed:
    """The result of writing an evidence pack: its problems, and its path unless an error stopped it."""

    problems: tuple[Problem, ...]
    path: str | None = None


def dossier(request: Request, layout: str) -> Packed:
    """Write the evidence pack of the requested document below the output folder; no manifest lists it.

    An error stops it and withholds an older copy.
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
            replace_file(request.out / path, data)
    except OSError as error:
        problems, data = [*problems, unwritable(path, error)], None
    return Packed(tuple(sorted(set(problems))), path if data is not None else None)


def asked(request: Request) -> tuple[str | None, list[Problem]]:
    """Return the questions that people have to answer for a document, as a YAML file to fill in; write nothing."""
    from handouts.editions.dossier import questions
    from handouts.editions.dossier.answers import answers

    content, judgements, problems = _judged(request)
    if errors(problems):
        return None, errors(problems)
    document = _in_lang(content, request)
    return questions(document, answers(document, judgements), request.as_of), []


def _judged(request: Request) -> tuple[ProjectContent, tuple[Judgement, ...], list[Problem]]:
    """Return one document with people's answers about it, checked."""
    from handouts.content.instruments import ITEMS

    content, problems = looked_over(request)
    return content, judgements_of(Project(request.root), request.ids[0], ITEMS, problems), problems


def _in_lang(content: ProjectContent, request: Request) -> Document:
    """Return the requested document, composed as it prints."""
    formatted = printed_references(content.drafts, content.library, request)
    return compose(content.drafts[0], content.library, Translation(request.langs[0]), content.clinic, formatted)


def _pack(request: Request, layout: str) -> tuple[Paper | None, list[Problem]]:
    """Return a dossier set on pages, with pictures of the finished document; None where an error stops either."""
    from handouts.editions.dossier import dossier as lowered

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
    content: ProjectContent,
    document: Document,
    judgements: tuple[Judgement, ...],
    problems: list[Problem],
    request: Request,
) -> Case:
    """Return everything that the committee sees of a document except its pages."""
    from handouts.checks.readability import reading_of
    from handouts.checks.safety.limit import held
    from handouts.editions.dossier import Case, touching

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
        doses=held(Subject(content, request.as_of, request.root), document),
        as_of=request.as_of,
        translation=Translation(document.lang),
    )
