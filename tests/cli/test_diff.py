"""`handouts diff --format pdf` with LibreOffice, which draws the slides."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from support.editions import edited
from support.pdf_text import texts_of
from support.projects import TODAY

from handouts.audit.verify import verify_file
from handouts.cli import main
from handouts.editions.diff import pictures


@pytest.mark.skipif(pictures.office() is None, reason="LibreOffice draws the slides")
def test_slides_are_pictured_where_libreoffice_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = edited(tmp_path)
    out = tmp_path / "changes.pdf"
    starts: list[tuple[str, ...]] = []
    real = subprocess.run

    def counted(words: tuple[str, ...], **more: Any) -> object:
        starts.extend([words] if words[0] == pictures.office() else [])
        return real(words, **more)

    monkeypatch.setattr(subprocess, "run", counted)
    words_typed = ["diff", "first", "--format", "pdf", "--out", str(out), "--project", str(root), "--as-of", str(TODAY)]
    result = CliRunner().invoke(main, words_typed)
    assert result.exit_code == 0, result.stderr
    # both decks by one start
    assert len(starts) == 1
    words = " ".join(" ".join(texts_of(out.read_bytes())).replace("\u200b", "").split())
    assert "Before: slide 2 (widescreen)" in words
    assert "After: slide 2 (widescreen)" in words
    assert verify_file(out) == []
