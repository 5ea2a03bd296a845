"""The questions of a deck with their answers."""

from __future__ import annotations

from typing import Literal

from handouts.content.lesson import as_csv, as_gift
from handouts.core.problem import Problem, errors
from handouts.pipeline.check import looked_over
from handouts.pipeline.request import Request


def quiz(request: Request, style: Literal["csv", "gift"]) -> tuple[str | None, list[Problem]]:
    """Return the questions of the one deck of a request, where no error stops it, and what is wrong."""
    looked = looked_over(request)
    if not looked.documents:
        return None, looked.problems
    each = looked.documents[0]
    text = None
    with each.guarded(looked.problems, "the quiz"):
        text = as_gift(each.document) if style == "gift" else as_csv(each.document)
    return text, errors(looked.problems)
