"""Days and clocks at the ends of the calendar: no command fails on one, and no byte depends on the clock."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.projects import LEAFLET, TODAY, built, deck, make_project, two_layouts

from handouts.cli import main
from handouts.core.problem import errors

SLIDE = """\
- id: s
  slide: statement
  title: Keep the range
  sources: [paper_2012]
  blocks: [{id: a, text: "The target is {{ dose.target }}."}]
"""
FILES = ("leaflets/small.en.a4.pdf", "decks/talk.en.widescreen.pptx", "decks/talk.en.a4-notes.pdf")
LAYOUTS = ("a4", "widescreen", "a4-notes")
ENDS = [date.min, date(1970, 1, 1), date(9999, 12, 31)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_project(tmp_path, {"decks/talk.yaml": deck(SLIDE)}, two_layouts())


def bytes_of(root: Path) -> list[bytes]:
    return [(root / "build" / file).read_bytes() for file in FILES]


@pytest.mark.parametrize("seconds", [0.0, 1.0, 315_500_000.0, 4_400_000_000.0])
def test_a_clock_that_stands_elsewhere_changes_no_byte(
    root: Path, seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert errors(built(root, layouts=LAYOUTS).problems) == []
    before = bytes_of(root)
    with monkeypatch.context() as clock:
        clock.setattr(time, "time", lambda: seconds)
        found = built(root, layouts=LAYOUTS, anew=True)
    assert (errors(found.problems), set(found.written)) == ([], {*FILES})
    assert bytes_of(root) == before


@pytest.mark.parametrize("epoch", ["0", "315532799", "99999999999999999", "-1", "yesterday", " "])
def test_the_epoch_that_builders_of_packages_set_changes_no_byte(root: Path, epoch: str) -> None:
    built(root, layouts=LAYOUTS)
    before = bytes_of(root)
    asked = ["build", "--force", "--as-of", str(TODAY), "--project", str(root)]
    layouts = [word for name in LAYOUTS for word in ("--layout", name)]
    result = CliRunner().invoke(main, [*asked, *layouts], env={"SOURCE_DATE_EPOCH": epoch})
    assert result.exit_code == 0, result.output
    assert bytes_of(root) == before


@pytest.mark.parametrize("day", ["1900-01-01", "1970-01-01", "1979-12-31", "2199-12-31"])
def test_a_document_of_another_century_is_built(root: Path, day: str) -> None:
    for file, text in (("leaflets/small.yaml", LEAFLET), ("decks/talk.yaml", deck(SLIDE))):
        (root / "content" / file).write_text(text.replace("checked: 2026-11-22", f"checked: {day}"), encoding="utf-8")
    found = built(root, layouts=LAYOUTS, as_of=min(date.fromisoformat(day), TODAY))
    assert (errors(found.problems), set(found.written)) == ([], {*FILES})


@pytest.mark.parametrize("day", ENDS)
@pytest.mark.parametrize(
    "command",
    [
        ("build",),
        ("check",),
        ("list",),
        ("status",),
        ("impact", "dose.target"),
        ("dossier", "small"),
        ("diff", "{root}"),
        ("release", "now"),
        ("release", "show"),
        ("recall", "dose.target"),
        ("current", "{root}/build/leaflets/small.en.a4.pdf"),
    ],
    ids=" ".join,
)
def test_no_day_ends_a_command_with_a_fault(root: Path, command: tuple[str, ...], day: date) -> None:
    built(root)
    typed = [word.format(root=root) for word in command]
    result = CliRunner().invoke(
        main, [*typed, "--as-of", day.isoformat(), "--project", str(root)], catch_exceptions=False
    )
    assert result.exit_code in (0, 1, 2)
    assert "internal-error" not in result.output


def test_a_build_of_the_last_day_is_complete(root: Path) -> None:
    result = CliRunner().invoke(main, ["build", "--as-of", "9999-12-31", "--project", str(root)])
    assert "overdue-review" in result.output
    assert "internal-error" not in result.output


@pytest.mark.parametrize(
    ("as_of", "until", "wrong"),
    [("2026-11-23", "9999-12-31", "9999-12-31"), ("0001-01-01", "2027-01-01", "0001-01-01")],
)
def test_an_approval_has_a_day_that_can_be_read_back(root: Path, as_of: str, until: str, wrong: str) -> None:
    approver = ["--name", "A. Example", "--role", "author", "--until", until, "--yes"]
    result = CliRunner().invoke(
        main, ["approve", "small", *approver, "--as-of", as_of, "--project", str(root)], catch_exceptions=False
    )
    assert result.exit_code == 2
    assert f"{wrong} cannot be the date of an approval; write a day from 1900 to 2199" in result.output
    assert not (root / "content/sign-offs.yaml").exists()
