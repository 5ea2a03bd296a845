"""Files of `layouts/` that cannot be used: each is told once, at its place, and no document is left out in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import REPO, built, deck, make_project, own_layouts

A4 = (REPO / "layouts/leaflets/a4.yaml").read_text(encoding="utf-8")
CLEAR = (REPO / "layouts/themes/clear.yaml").read_text(encoding="utf-8")
TALK = deck("""\
- id: s
  slide: statement
  title: Keep the range
  sources: [paper_2012]
  blocks: [{id: a, text: "The target is {{ dose.target }}."}]
- id: end
  slide: references
  title: References
""")


def told(root: Path, **changes: object) -> list[tuple[str, str]]:
    """What a build tells as errors: the place and the rule."""
    problems = built(root, **changes).problems
    return sorted((str(each.mark), each.rule) for each in problems if each.severity == "error")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"", ("layouts/leaflets/a4.yaml:1:1", "empty-file")),
        (b"- a\n", ("layouts/leaflets/a4.yaml:1:1", "wrong-type")),
        (b"a4\n", ("layouts/leaflets/a4.yaml:1:1", "wrong-type")),
        (b"# one\n\xe9\n", ("layouts/leaflets/a4.yaml:2:1", "wrong-encoding")),
        (A4.encode("utf-16"), ("layouts/leaflets/a4.yaml:1:1", "wrong-encoding")),
        (A4.replace("default: true\n", "").encode(), ("layouts/leaflets/a4.yaml:2:1", "missing-key")),
        (A4.replace("theme: clear", "theme:").encode(), ("layouts/leaflets/a4.yaml:4:7", "wrong-type")),
    ],
)
def test_a_layout_that_cannot_be_read_is_told_once_and_not_left_out(
    tmp_path: Path, text: bytes, problem: tuple[str, str]
) -> None:
    root = make_project(tmp_path)
    own_layouts(root, {"leaflets/a4.yaml": ""})
    (root / "layouts/leaflets/a4.yaml").write_bytes(text)
    assert told(root, layouts=(), ids=("small",)) == [problem]
    assert (root / "build/leaflets/small.en.letter.pdf").is_file()
    assert not (root / "build/leaflets/small.en.a4.pdf").exists()


def test_a_theme_that_is_no_file_is_told_at_the_theme_and_not_by_each_layout(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    own_layouts(root, {})
    (root / "layouts/themes/clear.yaml").unlink()
    (root / "layouts/themes/clear.yaml").mkdir()
    assert {place for place, _ in told(root, layouts=())} == {"layouts/themes/clear.yaml:1:1"}


def test_a_font_anywhere_on_the_disk_is_refused_at_the_theme(tmp_path: Path) -> None:
    font = next((REPO / "layouts/fonts/plex").resolve().glob("*-Regular.ttf"))
    root = make_project(tmp_path)
    own_layouts(root, {"themes/clear.yaml": CLEAR.replace("plex/IBMPlexSans-Regular.ttf", str(font))})
    line = CLEAR[: CLEAR.index("plex/IBMPlexSans-Regular.ttf")].count("\n") + 1
    assert told(root) == [(f"layouts/themes/clear.yaml:{line}:15", "missing-font")]


@pytest.mark.parametrize("style", [None, b"<x", b"\xe9", b"<style/>"])
def test_a_citation_style_that_cannot_be_used_stops_the_decks_alone(tmp_path: Path, style: bytes | None) -> None:
    root = make_project(
        tmp_path, {"decks/talk.yaml": TALK, "decks/talk-two.yaml": TALK.replace("title:", "title: A", 1)}
    )
    own_layouts(root, {})
    (root / "layouts/citation").unlink()
    (root / "layouts/citation").mkdir()
    if style is not None:
        (root / "layouts/citation/vancouver.csl").write_bytes(style)
    assert told(root, layouts=()) == [("layouts/citation/vancouver.csl:1:1", "broken-citation-style")]
    assert (root / "build/leaflets/small.en.a4.pdf").is_file()
    assert not (root / "build/decks/talk.en.widescreen.pptx").exists()
