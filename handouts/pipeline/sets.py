"""Documents composed and set in their layouts, as a check looks at them and as a sign-off is bound to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from handouts.content.compose import cited_references, compose
from handouts.content.model import Draft, Library
from handouts.content.project import FOLDERS, ProjectContent
from handouts.content.standing import Standing, concerning, standings
from handouts.content.translation import Translation
from handouts.core.problem import Problem, errors
from handouts.document.digest import content_digest
from handouts.document.document import Document
from handouts.pipeline.outputs import chosen_layouts, default_layouts, format_of
from handouts.pipeline.placement import placement, signed_digest
from handouts.pipeline.press import Placed, set_paper, set_show
from handouts.pipeline.request import Request

CITATION_STYLE = Path("layouts") / "citation" / "vancouver.csl"


def unfit(content: ProjectContent, request: Request, problems: list[Problem]) -> Iterator[Problem]:
    """What does not fit on the pages and slides of each document that no error stops."""
    drafts = sound(content, problems)
    formatted = printed_references(drafts, content.library, request)
    for draft in drafts:
        for lang in request.langs:
            document = compose(draft, content.library, Translation(lang), content.clinic, formatted)
            digest = content_digest(document)
            for layout in chosen_layouts(request, draft.kind):
                placed = placed_in(document, layout, request.root, None, digest)
                yield from (problem.reaching(draft.id) for problem in placed.problems)


def placed_in(document: Document, layout: str, root: Path, signed: date | None, digest: str) -> Placed:
    """A document set in a layout of its kind; without a day on which it was signed off, as a draft."""
    printed = format_of(root / "layouts" / FOLDERS[document.kind] / f"{layout}.yaml")
    return (set_paper if printed == "pdf" else set_show)(document, layout, root, signed, digest)


def sound(content: ProjectContent, problems: list[Problem]) -> list[Draft]:
    """The documents that no error stops."""
    found = errors(problems)
    if any(not problem.reaches for problem in found):
        return []
    reached = {name for problem in found for name in problem.reaches}
    return [draft for draft in content.drafts if draft.id not in reached]


def printed_references(drafts: Iterable[Draft], library: Library, request: Request) -> Mapping[str, str]:
    """The references that decks print in full, in the style of their lists."""
    ids = [name for draft in drafts if draft.kind == "deck" for name in cited_references(draft, library)]
    return in_full(ids, library, request)


def in_full(ids: Iterable[str], library: Library, request: Request) -> Mapping[str, str]:
    """References in the style of the lists of decks."""
    ids = tuple(ids)
    if not ids:
        return {}
    from handouts.content.citations import formatted

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
        return {name: self.in_layout(name) for name in default_layouts(self.root, self.draft.kind)}

    def in_layout(self, name: str, signed: date | None = None) -> Placed:
        """The document set in a layout; as a draft no more than once."""
        if signed is not None:
            return placed_in(self.document, name, self.root, signed, self.content)
        if name not in self.made:
            self.made[name] = placed_in(self.document, name, self.root, None, self.content)
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
    content: ProjectContent, request: Request, problems: list[Problem], formatted: Mapping[str, str] | None = None
) -> Iterator[Set]:
    """Every document that no error stops, in each language asked for; set when its pages are asked for.

    `formatted` holds the printed form of each reference where it is known already.
    """
    drafts = sound(content, problems)
    formatted = printed_references(drafts, content.library, request) if formatted is None else formatted
    for draft in drafts:
        for lang in request.langs:
            document = compose(draft, content.library, Translation(lang), content.clinic, formatted)
            yield Set(draft, document, request.root, formatted)


def standing_of(each: Set, content: ProjectContent, request: Request) -> tuple[Standing, ...]:
    """Where the sign-off of a document stands, role by role, on the day of the request."""
    approvals = concerning(content.approvals, each.document, request.clinic)
    return standings(each.draft.roles, approvals, lambda: each.digest, request.as_of, request.root)
