"""The shipped documents as finished files, built once for all that read them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from handouts.pipeline.build import build
from handouts.pipeline.request import Request
from support.projects import REPO, TODAY

LEAFLETS = ("d-k2-calcium-dosing", "newborn-k1-shot", "warfarin-diet")
LAYOUTS = ("a4", "letter-large-print", "widescreen")  # each kind of page once
# what is built: as it is, with a clinic, and on paper the deck that holds the sections of all others
RUNS: dict[str, tuple[tuple[str, ...], tuple[str, ...], str | None]] = {
    "plain": ((), LAYOUTS, None),
    "clinic": ((*LEAFLETS, "k1-and-k2"), LAYOUTS, "riverside"),
    "printed": (("vitamin-k-course",), ("a4-notes", "a4-takeaway"), None),
    "two decks": (("choosing-k2", "vitamin-k-course"), ("widescreen",), None),
}


@pytest.fixture(scope="session")
def shipped_files(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[Path]]:
    """The files of a run by its name."""

    @cache
    def files(run: str) -> list[Path]:
        ids, layouts, clinic = RUNS[run]
        out = tmp_path_factory.mktemp(run)
        result = build(Request(REPO, out, TODAY, ids, layouts=layouts, clinic=clinic))
        assert [str(problem) for problem in result.problems if problem.severity == "error"] == []
        return [out / path for path in result.written]

    return files
