"""A figure used by name is one of the document's `figures`, and the parts to be shown exist in it."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, found
from handouts.content.model import DiagramData, FigureEntry
from handouts.core.problem import Problem, unknown_name

ID = "unknown-figure"


def check(subject: Subject) -> Iterator[Problem]:
    """Report figures, and parts of figures, that do not exist."""
    for draft in subject.content.drafts:
        for part in draft.parts:
            for statement in part.statements:
                body = statement.body
                if not isinstance(body, FigureEntry):
                    continue
                if body.uses is not None and body.uses not in draft.figures:
                    message = unknown_name("figure", body.uses, draft.figures, "'figures' of this document")
                    yield found(draft, statement.mark, ID, message)
                    continue
                data = draft.figures[body.uses] if body.uses is not None else body.data
                parts = _parts(data) if isinstance(data, DiagramData) else set()
                for name, mark in body.shown or ():
                    if name not in parts:
                        message = unknown_name("node or edge", name, parts, "the figure")
                        yield found(draft, mark, ID, message)


def _parts(data: DiagramData) -> set[str]:
    return {node.id for node in data.nodes} | {edge.id for edge in data.edges}
