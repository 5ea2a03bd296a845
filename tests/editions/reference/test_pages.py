"""The committed pages of the reference are those that the declarations make, and have an entry for each key."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.editions.reference.files import all_shapes
from handouts.editions.reference.pages import pages

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("name", pages())
def test_a_page_is_up_to_date(name: str) -> None:
    written = (ROOT / name).read_text(encoding="utf-8")
    assert written == pages()[name], "run python scripts/reference.py"


def test_each_key_has_its_entry() -> None:
    text = "\n".join(pages().values())
    for shape in all_shapes().values():
        assert f"## {shape.ID}\n" in text
        section = text.partition(f"## {shape.ID}\n")[2].partition("\n## ")[0]
        assert all(f"| `{key}`" in section for key in shape.KEYS)
