"""Words wider than their place, from the file where they are typed to the finished file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.projects import REFERENCES, deck, leaflet, line_of, make_project

from handouts.cli import main

LONG = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft"
MAIL = "someone.with.a.long.name@department.of.anticoagulation.hospital.example.org"
ADDRESS = "https://example.org/index.html?utm_source=letter&utm_campaign=spring_2020&id=1234567890123456789012345678901234567890"
SLIDE = "- id: probe\n  slide: {kind}\n  title: A title\n  rests_on: [dose.target]\n  sources: [{sources}]\n  blocks:\n{blocks}\n"
TABLE = (
    "    - id: t\n      table:\n        columns: {{a: Head A, b: Head B, c: Head C}}\n        rows:\n"
    "          r: [{0}, {1}, {2}]"
)  # fmt: skip


def slides(blocks: str, *, kind: str = "bullets", sources: str = "paper_2012") -> str:
    """A deck with one slide, and its references."""
    typed = SLIDE.format(kind=kind, sources=sources, blocks=blocks)
    return deck(f"{typed}- id: list\n  slide: references\n  title: References")


def built(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["build", "--as-of", "2026-11-23", "--project", str(root), *words])


def project(folder: Path, text: str, references: str = REFERENCES) -> Path:
    return make_project(folder, {"decks/talk.yaml": text, "references.yaml": references})


def test_a_table_of_long_words_breaks_what_it_may_and_names_what_it_may_not(tmp_path: Path) -> None:
    text = slides(TABLE.format(LONG, f"{LONG}s", MAIL), kind="table")
    result = built(project(tmp_path, text), "talk", "--layout", "widescreen")
    assert result.exit_code == 1
    line = line_of(text, "r: [")
    for word in (LONG, f"{LONG}s"):
        assert f"content/decks/talk.yaml:{line}:" in result.stderr
        assert f"error: talk/probe/t/r/{'a' if word is LONG else 'b'}: {word[:37] + '...'!r} is " in result.stderr
    assert MAIL[:20] not in result.stderr
    assert "wrong-table-width" not in result.stderr
    assert not list((tmp_path / "build").glob("**/*.pptx"))


def test_a_table_and_its_twin_on_paper_are_told_alike(tmp_path: Path) -> None:
    blocks = TABLE.format(LONG * 2, "Word", "Word").replace("{{", "{").replace("}}", "}")
    root = make_project(tmp_path, {"leaflets/small.yaml": leaflet("\n".join(each[4:] for each in blocks.splitlines()))})
    result = built(root, "small", "--layout", "a4")
    assert result.exit_code == 1
    assert "error: small/one/t/r/a: 'Donaudampfschifffahrtselektrizitaeten...' is " in result.stderr
    assert "use a shorter word, or write a hyphen or a space where it may be broken [overflowing-text]" in result.stderr


@pytest.mark.parametrize("part", ["title", "text"])
def test_a_word_wider_than_its_box_is_an_error_where_it_is_typed(tmp_path: Path, part: str) -> None:
    says = {"title": "Words", "text": "Words"} | {part: "b" * 90}
    text = slides(f"    - id: t\n      note:\n        title: {says['title']}\n        text: {says['text']}")
    result = built(project(tmp_path, text), "talk", "--layout", "widescreen")
    assert result.exit_code == 1
    assert f"content/decks/talk.yaml:{line_of(text, 'b' * 90)}:" in result.stderr
    assert "[overflowing-text]" in result.stderr
    assert result.stderr.count("error:") == 1


def test_a_reference_with_a_long_address_is_built_in_every_layout(tmp_path: Path) -> None:
    references = REFERENCES.replace("  confidence: verified\n", f"  URL: '{ADDRESS}'\n  confidence: verified\n", 1)
    text = slides("    - id: t\n      bullets:\n        one: A point\n        two: Another")
    root = project(tmp_path, text, references)
    result = built(root, "talk", "--layout", "widescreen", "--layout", "a4-notes")
    assert (result.exit_code, result.stderr.count("error:")) == (0, 0), result.output
    file = root / "build/decks/talk.en.widescreen.pptx"
    told = CliRunner().invoke(main, ["trace", str(file), "--format", "json", "--project", str(root)])
    assert {row["claim"] for row in json.loads(told.stdout)} <= {"dose.target", "reference"}
