"""The evidence packs of the shipped leaflets."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from support.projects import REPO, request

from handouts.audit.verify import verify_file
from handouts.editions.dossier.packing import dossier


@pytest.mark.parametrize("name", ["warfarin-diet", "newborn-k1-shot", "d-k2-calcium-dosing"])
def test_the_packs_of_the_project_are_sound(tmp_path: Path, name: str) -> None:
    found = dossier(request(REPO, ids=(name,), layouts=(), out=tmp_path, as_of=date(2026, 11, 27)), "a4")
    assert [str(each) for each in found.problems if each.severity == "error"] == []
    assert found.path is not None
    assert verify_file(tmp_path / found.path) == []
