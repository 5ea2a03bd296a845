"""The files that a look is made from: its layout, the master and theme that it names, and the theme's fonts."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.pipeline.incremental.inputs import look_parts


@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_a_master_and_a_theme_are_inputs_whatever_their_names(tmp_path: Path, quote: str) -> None:
    layouts = tmp_path / "layouts"
    text = f"theme: {quote}mine{quote}\nmaster: {quote}the house.pptx{quote}  # ours\n"
    files = {
        "decks/talk.yaml": text,
        "decks/the house.pptx": "M",
        "themes/mine.yaml": "regular: [a/b.ttf]",
        "fonts/a/b.ttf": "F",
    }
    for name, content in files.items():
        (layouts / name).parent.mkdir(parents=True, exist_ok=True)
        (layouts / name).write_text(content)
    before = dict(look_parts(layouts / "decks/talk.yaml", tmp_path))
    assert before.keys() == {f"layouts/{name}" for name in files}
    (layouts / "decks/the house.pptx").write_text("another master")
    after = dict(look_parts(layouts / "decks/talk.yaml", tmp_path))
    assert {name for name in before if before[name] != after[name]} == {"layouts/decks/the house.pptx"}
