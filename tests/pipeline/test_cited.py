"""References as they are printed: names, dates and tags of titles in decks, their notes and evidence packs."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from pptx import Presentation
from support.pdf_text import texts_of
from support.projects import REFERENCES, TODAY, built, deck, make_project, problems_of

from handouts.audit.verify import verify_file
from handouts.cli import main

MARKED = """\
berg_2019:
  type: article-journal
  title: 'Role of <i>Bacillus subtilis</i> in K<sub>2</sub> and Ca<sup>2+</sup>'
  author:
    - {family: Berg, given: Anna, non-dropping-particle: van der}
    - {family: King, given: ML, suffix: Jr}
  container-title: J Test
  volume: '1'
  page: 1-9
  issued: {date-parts: [[2019, 3, 7]]}
  confidence: verified
  short: van der Berg 2019
  plain: 'Berg and others: A bacillus (2019)'
"""
PRINTED = "van der Berg A, King ML Jr. Role of Bacillus subtilis in K2 and Ca2+. J Test. 2019;1:1-9."
SLIDES = """\
- id: one
  slide: bullets
  title: The target is narrow
  blocks:
    - id: list
      bullets: {a: "The target is {{ dose.target }}.[@berg_2019]", b: Test early.}
  notes: {say: Say it., rests: One guideline.}
  sources: [berg_2019]
- id: list
  slide: references
  title: References
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_project(tmp_path, {"references.yaml": REFERENCES + MARKED, "decks/talk.yaml": deck(SLIDES)})


def test_a_deck_prints_names_dates_and_small_type(root: Path) -> None:
    result = built(root, ids=("talk",), layouts=())
    assert [each for each in result.problems if each.severity == "error"] == []
    (path,) = (root / "build" / "decks").glob("talk.*.pptx")
    presentation = Presentation(str(path))
    bodies = [shape.text_frame for slide in presentation.slides for shape in slide.shapes if shape.has_text_frame]
    (entry,) = (para for body in bodies for para in body.paragraphs if para.text.startswith("van der Berg A"))
    assert entry.text.replace("\u00a0", " ") == PRINTED
    italic = [run.text for run in entry.runs if run.font.italic]
    assert italic == ["Bacillus subtilis"]
    shifted = {run.text: run._r.rPr.get("baseline") for run in entry.runs if run._r.rPr.get("baseline")}
    assert shifted == {"2": "-25000", "2+": "30000"}
    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in presentation.slides if slide.has_notes_slide)
    assert PRINTED in notes.replace("\u00a0", " ")
    assert "<" not in notes
    assert any("van der Berg 2019" in body.text for body in bodies)
    assert list(verify_file(path)) == []


def test_an_evidence_pack_prints_them_too(root: Path) -> None:
    result = CliRunner().invoke(main, ["dossier", "talk", "--project", str(root), "--as-of", str(TODAY)])
    assert result.exit_code == 0, result.output
    (path,) = (root / "build" / "dossiers").glob("talk.*.pdf")
    assert PRINTED in " ".join(" ".join(texts_of(path.read_bytes())).split())
    assert list(verify_file(path)) == []


def test_a_trace_says_plain_words(root: Path) -> None:
    result = CliRunner().invoke(main, ["trace", "dose.target", "--project", str(root)])
    assert "<i>" not in result.output


@pytest.mark.parametrize("wrong", ["Role of <em>x</em>", "Role of <i>x", "a </sub> b"])
def test_another_tag_is_an_error_at_the_title_and_stops_only_those_who_cite_it(root: Path, wrong: str) -> None:
    path = root / "content" / "references.yaml"
    text = path.read_text(encoding="utf-8")
    title = "Role of <i>Bacillus subtilis</i> in K<sub>2</sub> and Ca<sup>2+</sup>"
    path.write_text(text.replace(title, wrong), encoding="utf-8")
    (fault,) = [each for each in problems_of(root) if each.rule == "foreign-markup"]
    line = next(number for number, line in enumerate(text.splitlines(), start=1) if "Bacillus" in line)
    assert (fault.mark.file, fault.mark.line, fault.reaches) == ("content/references.yaml", line, ("talk",))
