"""What becomes of the shipped documents: what a claim reaches, and a lesson in hand."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner
from support.projects import REPO, TODAY

from handouts.cli import main

DAY = ["--project", str(REPO), "--as-of", str(TODAY)]


def test_a_claim_reaches_its_slides_and_leaves_other_files_alone() -> None:
    result = CliRunner().invoke(main, ["impact", "inr.target", "--format", "json", *DAY])
    reached = json.loads(result.stdout)["reached"]
    assert [(each["path"], each["slides"], each["effect"]) for each in reached] == [
        ("decks/artery-and-anticoagulants.en.widescreen.pptx", [11], "words"),
        ("decks/vitamin-k-course.en.widescreen.pptx", [61], "words"),
    ]


def test_a_lesson_cut_from_a_deck_is_current(tmp_path: Path) -> None:
    words = ["build", "bone", "--minutes", "20", "--out", str(tmp_path), "--layout", "widescreen"]
    assert CliRunner().invoke(main, [*words, *DAY]).exit_code == 0
    (made,) = tmp_path.rglob("*.pptx")
    result = CliRunner().invoke(main, ["current", str(made), "--format", "json", *DAY])
    assert json.loads(result.stdout)["state"] == "current"
