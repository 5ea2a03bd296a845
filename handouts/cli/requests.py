"""The request that a command line describes; an unknown name is a usage error."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.folding import fold, is_terminal, width
from handouts.cli.printing import print_problems, status_of

if TYPE_CHECKING:
    from handouts.content.project import Project
    from handouts.pipeline.request import Request

NONE: Mapping[str, str] = {}


def project_at(folder: Path | None) -> Project:
    """Return the project in a folder or in the nearest folder above it."""
    from handouts.content.project import Project

    return Project(root_at(folder))


def root_at(folder: Path | None) -> Path:
    """Return the root of the project in a folder or in the nearest folder above it; exit where it may not be read."""
    from handouts.content.root import NoProjectError, closed_folder, find_project

    try:
        root = find_project((folder or Path.cwd()).resolve())
    except NoProjectError as error:
        raise click.UsageError(str(error)) from error
    closed = closed_folder(root)
    if closed is not None:
        print_problems([closed])
        sys.exit(status_of([closed]))
    return root


def as_typed(
    folder: Path | None,
    *,
    ids: tuple[str, ...] = (),
    langs: tuple[str, ...] = (),
    layouts: tuple[str, ...] = (),
    clinic: str | None = None,
    as_of: date | None = None,
) -> Request:
    """Return the request as it was typed; without a day, for today."""
    from handouts.core.words import SOURCE
    from handouts.pipeline.request import BUILD, Request

    root, day = root_at(folder), as_of or date.today()
    return Request(root, root / BUILD, day, tuple(dict.fromkeys(ids)), langs or (SOURCE,), layouts, clinic)


def proved(request: Request) -> Request:
    """Return the request if all its names exist; an unknown name raises click.UsageError."""
    from handouts.content.project import Project
    from handouts.core.words import LANGUAGES
    from handouts.pipeline.plan import layouts_of

    project = Project(request.root)
    must_be_known("document", request.ids, project.documents, _misnamed(project, "content/leaflets", "content/decks"))
    must_be_known("language", request.langs, LANGUAGES)
    known = (*layouts_of(project.root, "leaflet"), *layouts_of(project.root, "deck"))
    must_be_known("layout", request.layouts, known, _misnamed(project, "layouts/leaflets", "layouts/decks"))
    clinics = () if request.clinic is None else (request.clinic,)
    must_be_known("clinic", clinics, project.clinics, _misnamed(project, "content/clinics"))
    return request


def own_paper(request: Request) -> str:
    """Return the layout of a pack or comparison for which nobody named one: the paper of the clinic's region."""
    from handouts.content.project import Project, paper_of

    return paper_of(Project(request.root), request.clinic)


def _misnamed(project: Project, *folders: str) -> Mapping[str, str]:
    """Return what is wrong with each file that is not read because of its name, by the id that it would have."""
    found = {path.removesuffix(".yaml").rpartition("/"): problem for path, problem in project.misnamed.items()}
    return {name: str(problem) for (folder, _, name), problem in found.items() if folder in folders}


def must_be_known(what: str, names: Iterable[str], known: Iterable[str], misnamed: Mapping[str, str] = NONE) -> None:
    """Raise click.UsageError for the first unknown name, with what is wrong with its file or the nearest known one."""
    from handouts.core.problem import did_you_mean

    known = list(known)
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or f"; there are {', '.join(known) or 'none'}"
            hint = f": {misnamed[name]}" if name in misnamed else hint
            message = f"unknown {what} {name!r}{hint}"
            lines = fold(message, hanging="", most=width() - len("Error: ")) if is_terminal() else [message]
            raise click.UsageError("\n".join(lines))
