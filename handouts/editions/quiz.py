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
    document = looked.documents[0].document
    return (as_gift(document) if style == "gift" else as_csv(document)), errors(looked.problems)
