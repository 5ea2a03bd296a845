"""The piece of content at a mark, so that a problem has an id that does not depend on its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handouts.content.model import Draft
from handouts.content.project import ProjectContent
from handouts.content.walk import prose_in
from handouts.core.problem import Mark, Problem


def places(content: ProjectContent) -> Mapping[Mark, str]:
    """Return the id of the content at each mark: a text unit, block, section, document, or a fact."""
    found: dict[Mark, str] = {}
    for draft in content.drafts:
        found.update(_of(draft))
    library = content.library
    for table in (library.claims, library.blocked, library.references, library.foods, library.limits, library.terms):
        found.update((entry.mark, entry.id) for entry in table.values())
    return found


def place_of(problem: Problem, known: Mapping[Mark, str]) -> str:
    """Return the id of the content that a problem is about; if none has an id, its file."""
    return known.get(problem.mark, problem.mark.file)


def _of(draft: Draft) -> Iterator[tuple[Mark, str]]:
    yield draft.mark, draft.id
    for part in draft.parts:
        place = f"{part.home}/{part.id}"
        yield part.mark, place
        for statement in part.statements:
            yield statement.mark, f"{place}/{statement.id}"
            yield from ((mark, f"{place}/{statement.id}") for _, mark in statement.rests_on)
        yield from ((mark, place) for _, mark in part.rests_on)
    for prose in prose_in(draft):
        yield prose.mark, prose.id
