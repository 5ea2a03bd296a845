"""A check: each document is composed once, with all rules and words, and nothing is written."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.projects import REPO

from handouts.checks import subject
from handouts.content.model import Draft
from handouts.content.project import Project
from handouts.document.document import Document
from handouts.pipeline import documents
from handouts.pipeline.check import examine
from handouts.pipeline.request import Request


@pytest.mark.clinical
def test_a_check_of_all_words_composes_each_document_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    composed = Counter[str]()
    compose = subject.compose

    def composing(draft: Draft, *facts: Any) -> Document:
        composed[draft.id] += 1
        return compose(draft, *facts)

    for module in (subject, documents):
        monkeypatch.setattr(module, "compose", composing)
    found = examine(Request(REPO, tmp_path, date(2026, 12, 1)))
    assert composed == dict.fromkeys(Project(REPO).documents, 1)
    assert len(found.levels) == 3
    assert list(tmp_path.iterdir()) == []
