"""What an overdue review does to files: drafts say so, nothing new is released, and what was released stays."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pptx import Presentation
from support.approvals import approve_at_once
from support.pdf_text import texts_of
from support.projects import (
    CLAIMS,
    FOODS,
    HEAD,
    LEAFLET,
    built,
    copied,
    deck,
    leaflet,
    make_project,
    request,
    two_layouts,
    without_clinical_rules,
    write,
)

from handouts.cli import main
from handouts.content.model import SIGNERS
from handouts.core.words import word
from handouts.pipeline.check import looked_over

PDF, PPTX = "leaflets/small.en.a4.pdf", "decks/talk.en.widescreen.pptx"
DRAFT, OVERDUE = "Draft: awaiting clinical review", "Draft: clinical review overdue"
# the claim is due before the documents that print it
EARLY = CLAIMS.replace("2027-11-22", "2027-03-02", 1)
IN_DATE, LATE = date(2027, 3, 2), date(2027, 3, 3)
SLIDE = """\
- id: cover
  slide: title
- id: one
  slide: bullets
  title: The target is a range
  blocks:
    - id: a
      text: "The target is {{ dose.target }}. [@paper_2012]"
"""
EXTENSION = """\
- id: dose.target
  due: 2027-03-02
  until: 2027-06-30
  reason: The guideline comes out in May.
  name: A. Example
  when: 2027-03-01
"""


@pytest.fixture(autouse=True)
def _facts_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    without_clinical_rules(monkeypatch)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A leaflet and a deck that print one claim, whose review is due before theirs; all are signed off."""
    files = {"claims/dose.yaml": EARLY, "decks/talk.yaml": deck(SLIDE)}
    root = make_project(tmp_path_factory.mktemp("early") / "project", files, two_layouts())
    with pytest.MonkeyPatch.context() as patch:
        without_clinical_rules(patch)
        approve_at_once(root, "small", SIGNERS, "2028-12-31")
        approve_at_once(root, "talk", SIGNERS[:-1], "2028-12-31")
    return root


@pytest.fixture
def root(sample: Path, tmp_path: Path) -> Path:
    return copied(sample, tmp_path / "project")


def shown(root: Path, day: date, **changes: object) -> tuple[str, str]:
    """The words of the first page and of the first slide, of a build on a day."""
    found = built(root, layouts=(), as_of=day, **changes)
    assert found.stopped == (), [str(problem) for problem in found.problems]
    page = texts_of((root / "build" / PDF).read_bytes())[0]
    slides = Presentation(BytesIO((root / "build" / PPTX).read_bytes())).slides
    words = (shape.text_frame.text for shape in slides[0].shapes if shape.has_text_frame)
    return " ".join(page.split()), " ".join(" ".join(words).split())


def run(root: Path, *words: str, day: date) -> Result:
    return CliRunner().invoke(main, [*words, "--project", str(root), "--as-of", str(day)], catch_exceptions=False)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_draft_says_that_a_review_is_overdue(root: Path, jobs: int) -> None:
    write(root, "sign-offs.yaml", "[]\n")
    for words in shown(root, IN_DATE, jobs=jobs):
        assert DRAFT in words
        assert OVERDUE not in words
    for words in shown(root, LATE, jobs=jobs):
        assert OVERDUE in words
        assert DRAFT not in words


def test_what_is_signed_off_and_overdue_is_a_draft_until_it_is_reviewed(root: Path) -> None:
    assert all("Draft" not in words for words in shown(root, IN_DATE))
    assert all(OVERDUE in words for words in shown(root, LATE))
    rows = json.loads((root / "build/manifest.json").read_text(encoding="utf-8"))["files"]
    assert {row["signed_off"] for row in rows} == {False}
    # a review changes no word that was approved
    write(root, "claims/dose.yaml", EARLY.replace("2027-03-02", "2028-03-02").replace("2026-11-22", "2027-03-03", 1))
    assert all("Draft" not in words for words in shown(root, LATE))


def test_an_approval_does_not_depend_on_the_day(root: Path) -> None:
    digests = [[each.digest for each in looked_over(request(root, as_of=day)).documents] for day in (IN_DATE, LATE)]
    assert digests[0] == digests[1]


def test_an_overdue_food_counts_as_an_overdue_claim(root: Path) -> None:
    food = FOODS.replace("checked: 2026-11-22}", "checked: 2026-11-22, review_due: 2027-01-31}", 1)
    write(root, "foods.yaml", food)
    write(root, "leaflets/small.yaml", leaflet('- id: a\n  text: "It holds {{ food/kale:k1_ug }}."', head=HEAD))
    found = [each for each in built(root, as_of=date(2027, 2, 1)).problems if each.reaches == ("small",)]
    assert [(each.mark.file, each.severity) for each in found] == [("content/foods.yaml", "warning")]
    assert "the review of 'food/kale' was due on 2027-01-31" in found[0].message


def test_the_day_to_which_a_document_was_extended_is_printed(root: Path) -> None:
    before, before_deck = shown(root, IN_DATE)
    assert "Use until November 2027" in before
    assert "review due November 2027" in before_deck
    small = EXTENSION.replace("2027-03-02", "2027-11-22").replace("2027-06-30", "2028-02-22")
    texts = (small.replace("dose.target", name) for name in ("small", "talk"))
    write(root, "extensions.yaml", "".join(texts) + EXTENSION)
    page, slide = shown(root, LATE)
    assert "Use until February 2028" in page
    assert "review due February 2028" in slide
    # and its approvals go on
    assert "Draft" not in page + slide
    assert "Draft" not in shown(root, date(2027, 6, 30))[0]
    assert OVERDUE in shown(root, date(2027, 7, 1))[0]


def test_an_overdue_review_stops_a_release_and_takes_no_released_file_away(root: Path) -> None:
    assert run(root, "release", "first", day=IN_DATE).exit_code == 0
    file = root / "releases/first" / PDF
    released = file.read_bytes()
    late = run(root, "release", "second", day=LATE)
    assert late.exit_code == 1
    assert "'small' cannot be released: its review is overdue" in late.output
    assert not (root / "releases/second").exists()
    for day in (LATE, date(2027, 11, 22)):
        rows = json.loads(run(root, "release", "show", "--format", "json", day=day).stdout)
        assert {row["state"] for row in rows} == {"valid"}
        assert run(root, "current", str(file), day=day).stdout.startswith("current")
    assert file.read_bytes() == released
    write(root, "extensions.yaml", EXTENSION)
    assert run(root, "release", "second", "small", day=LATE).exit_code == 0


def test_a_build_of_releases_draws_nothing_new_and_leaves_what_was_released_until_its_printed_end(root: Path) -> None:
    release = {"release": True, "layouts": ("a4",), "ids": ("small",)}
    assert built(root, as_of=IN_DATE, **release).written == (PDF,)
    released = (root / "build" / PDF).read_bytes()
    for day in (LATE, date(2027, 11, 22)):
        late = built(root, as_of=day, **release)
        assert (late.written, late.stopped, late.kept) == ((), (), (PDF,))
        assert [problem.message for problem in late.problems if problem.severity == "error"] == [
            "'small' cannot be released: its review is overdue; mend that first"
        ]
        assert (root / "build" / PDF).read_bytes() == released
    assert built(root, as_of=date(2027, 11, 23), **release).stopped == (PDF,)
    assert (root / "build/withheld" / PDF).read_bytes() == released


def test_a_released_file_that_says_something_else_than_today_does_not_stay(root: Path) -> None:
    release = {"release": True, "layouts": ("a4",), "ids": ("small",)}
    built(root, as_of=IN_DATE, **release)
    write(root, "clinics/mill.yaml", "name: Other\n")
    assert built(root, as_of=LATE, **release).kept == (PDF,)
    write(root, "leaflets/small.yaml", LEAFLET.replace("Eat as usual.", "Eat as ever."))
    assert built(root, as_of=LATE, **release).stopped == (PDF,)
    # and nothing new is drawn where there was nothing
    assert built(root, as_of=LATE, **{**release, "layouts": ("letter",)}).written == ()


def test_a_build_after_a_build_makes_what_a_clean_one_makes(root: Path) -> None:
    owners = "default: {owner: library, deputy: pharmacy}\nareas: {a: {owner: team, deputy: library, claims: [gone]}}\n"
    steps = (
        (IN_DATE, {}),
        (LATE, {}),
        (LATE, {"extensions.yaml": EXTENSION}),
        (LATE, {"leaflets/small.yaml": LEAFLET.replace("Eat as usual.", "Eat as ever.")}),
        (LATE, {"extensions.yaml": EXTENSION.replace("2027-06-30", "2029-06-30"), "owners.yaml": owners}),
        (LATE, {"leaflets/small.yaml": LEAFLET}),
        (date(2027, 7, 1), {"extensions.yaml": EXTENSION}),
    )
    for number, (day, files) in enumerate(steps):
        for name, text in files.items():
            write(root, name, text)
        found = built(root, as_of=day)
        clean = root / f"clean-{number}"
        assert found.problems == built(root, as_of=day, out=clean).problems
        for path in (PDF, PPTX):
            if (clean / path).exists():
                assert (root / "build" / path).read_bytes() == (clean / path).read_bytes()


def test_the_words_fit_where_those_of_a_draft_do() -> None:
    assert len(word("draft-overdue", "en")) <= len(word("draft", "en"))


def test_one_problem_names_what_is_overdue_and_who_keeps_it(root: Path) -> None:
    owners = "default: {owner: library, deputy: pharmacy}\nareas:\n  doses: {owner: clot team, deputy: library, claims: [dose]}\n"
    write(root, "owners.yaml", owners)
    write(root, "claims/dose.yaml", CLAIMS.replace("2027-11-22", "2027-03-02", 2))
    write(root, "leaflets/small.yaml", LEAFLET)
    found = built(root, as_of=LATE).problems
    problems = {each.reaches: each for each in found if "review" in each.message}
    assert problems["small",].message.startswith(
        "2 reviews for 'small' are overdue, the first since 2027-03-02: dose.target, dose.window; owner: clot team; "
    )
    # the deck prints only one of the two
    assert problems["talk",].message.startswith("the review of 'dose.target' was due on 2027-03-02; owner: clot team; ")
