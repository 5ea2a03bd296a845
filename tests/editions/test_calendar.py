"""What is due: `handouts due` lists it by day, and `handouts extend` moves a review, with who did it and why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from support.projects import CLAIMS, LEAFLET, TODAY, make_project, write

from handouts.cli import main
from handouts.content.reviews import EXTENSIONS, Extension
from handouts.core.problem import Mark
from handouts.editions.extending import HEAD, appended

OWNERS = """\
default: {owner: library, deputy: pharmacy}
areas:
  doses: {owner: clot team, deputy: library, claims: [dose]}
"""
CYCLES = "documents: {leaflet: 24}\nclaims: {any: 24}\nfoods: 36\n"
WAIVER = (
    "- {rule: long-list, at: small/more/list, reason: It is short., by: 'A. Example, pharmacist', until: 2026-12-31}\n"
)
APPROVAL = """\
- document: small
  lang: en
  role: clinician
  name: "A. Example"
  when: 2026-11-22
  until: 2027-01-31
  digest: 8d0f41a28d0f41a28d0f41a28d0f41a28d0f41a2
  record: 51aa41a28d0f41a28d0f41a28d0f41a28d0f41a2
"""
EARLY = CLAIMS.replace("2027-11-22", "2027-03-02", 2)
EXTEND = ["--until", "2027-06-30", "--reason", "The guideline comes out in May.", "--name", "A. Example"]
FILES = {
    "claims/dose.yaml": EARLY,
    "owners.yaml": OWNERS,
    "reviews.yaml": CYCLES,
    "waivers.yaml": WAIVER,
    "sign-offs.yaml": APPROVAL,
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_project(tmp_path, FILES)


def run(root: Path, *words: str, day: date = TODAY) -> Result:
    return CliRunner().invoke(main, [*words, "--project", str(root), "--as-of", str(day)], catch_exceptions=False)


def listed(root: Path, *words: str, day: date = TODAY) -> list[Mapping[str, object]]:
    result = run(root, "due", "--format", "json", *words, day=day)
    assert result.exit_code == 0
    rows: list[Mapping[str, object]] = json.loads(result.stdout)
    return rows


# --- due ------------------------------------------------------------------------------------------


def test_everything_that_is_due_is_listed_by_day_with_its_owner(root: Path) -> None:
    rows = [(row["due"], row["kind"], row["id"], row["owner"]) for row in listed(root)]
    assert rows[:4] == [
        ("2026-12-31", "waiver", "small/more/list", "library"),
        ("2027-01-31", "approval", "small", "library"),
        ("2027-03-02", "claim", "dose.target", "clot team"),
        ("2027-03-02", "claim", "dose.window", "clot team"),
    ]
    # blocked claims are reviewed too, and a food without a date at the end of its cycle
    assert ("2027-11-22", "claim", "dose.wrong", "clot team") in rows
    assert ("2027-11-22", "document", "small", "library") in rows
    assert ("2029-11-22", "food", "food/kale", "library") in rows
    assert rows == sorted(rows, key=lambda row: str(row[0]))


def test_a_claim_names_the_documents_that_use_it(root: Path) -> None:
    documents = {row["id"]: row["documents"] for row in listed(root)}
    assert (documents["dose.target"], documents["dose.cups"]) == (["small"], [])


@pytest.mark.parametrize(
    ("within", "last"),
    [("38d", "2026-12-31"), ("14w", "2027-01-31"), ("4m", "2027-03-02"), ("1y", "2027-11-22"), ("9999y", "2029-11-22")],
)
def test_only_what_is_due_within_a_time_is_listed(root: Path, within: str, last: str) -> None:
    assert listed(root, "--within", within)[-1]["due"] == last


@pytest.mark.parametrize("within", ["6", "m", "0m", "-1m", "6 months ago", ""])
def test_a_time_has_a_number_and_a_letter(root: Path, within: str) -> None:
    result = run(root, "due", "--within", within)
    assert result.exit_code == 2
    assert "write days, weeks, months or years as 30d, 6w, 6m or 1y" in " ".join(result.stderr.split())


def test_what_is_overdue_is_listed_however_short_the_time(root: Path) -> None:
    rows = listed(root, "--within", "1d", day=date(2027, 4, 1))
    assert [(row["id"], row["overdue"]) for row in rows if row["kind"] == "claim"] == [
        ("dose.target", True),
        ("dose.window", True),
    ]
    text = run(root, "due", "--within", "1d", day=date(2027, 4, 1))
    assert text.exit_code == 0
    assert "2027-03-02 overdue  2 claims" in text.stdout
    assert "4 dates, 4 overdue" in text.stderr


def titles(root: Path, by: str) -> list[str]:
    blocks = run(root, "due", "--by", by).stdout.strip().split("\n\n")
    return [block.splitlines()[0] for block in blocks]


def test_what_is_due_stands_in_groups(root: Path) -> None:
    assert titles(root, "month") == ["2026-12", "2027-01", "2027-03", "2027-11", "2029-11"]
    assert titles(root, "owner") == ["clot team (deputy: library)", "library (deputy: pharmacy)"]
    assert titles(root, "document") == ["in no document", "small"]
    (root / "content/owners.yaml").unlink()
    assert titles(root, "owner") == ["nobody (see content/owners.yaml)"]


def test_the_lines_are_short(root: Path) -> None:
    for by in ("month", "owner", "document"):
        assert max(map(len, run(root, "due", "--by", by).stdout.splitlines())) <= 110


# --- extend ---------------------------------------------------------------------------------------


def test_an_extension_is_recorded_and_shown_with_who_and_why(root: Path) -> None:
    write(root, "extensions.yaml", "# agreed with the library\n")
    result = run(root, "extend", "dose.target", "small", *EXTEND[:1], "2027-12-31", *EXTEND[2:])
    assert result.exit_code == 2
    assert "can be extended until 2027-09-02" in result.stderr
    assert run(root, "extend", "dose.target", *EXTEND).stdout == (
        "extended: dose.target from 2027-03-02 to 2027-06-30 by A. Example on 2026-11-23: The guideline comes out in May.\n"
    )
    text = (root / EXTENSIONS).read_text(encoding="utf-8")
    assert text.startswith("# agreed with the library\n- id: dose.target\n  due: 2027-03-02\n")
    (row,) = (row for row in listed(root) if row["id"] == "dose.target")
    assert row["due"] == "2027-06-30"
    assert row["extended"] == {
        "due": "2027-03-02",
        "until": "2027-06-30",
        "name": "A. Example",
        "when": "2026-11-23",
        "reason": "The guideline comes out in May.",
    }
    assert "The guideline comes out in May." in run(root, "due").stdout
    traced = CliRunner().invoke(main, ["trace", "dose.target", "--project", str(root)]).stdout
    assert (
        "checked: 2026-11-22\nreview due: 2027-06-30\nextended: from 2027-03-02 to 2027-06-30 by A. Example" in traced
    )
    assert "owner: clot team (deputy: library)" in traced
    assert run(root, "check", day=date(2027, 3, 3)).stdout.count("[overdue-review]") == 1


def test_extensions_are_added_and_the_last_one_counts(root: Path) -> None:
    for until in ("2027-04-30", "2027-05-31"):
        assert run(root, "extend", "dose.target", "--until", until, *EXTEND[2:]).exit_code == 0
    text = (root / EXTENSIONS).read_text(encoding="utf-8")
    assert text.startswith(HEAD)
    assert text.count("- id: dose.target") == 2
    assert {row["due"] for row in listed(root) if row["id"] == "dose.target"} == {"2027-05-31"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["dose.targt", *EXTEND], "did you mean 'dose.target'?"),
        (["dose.wrong", *EXTEND], "the claim is blocked: nobody has shown it"),
        (["dose.target", "dose.wrong", *EXTEND], "the claim is blocked"),
        (["dose.target", "--until", "2027-03-02", *EXTEND[2:]], "name a later day"),
        (["dose.target", "--until", "2026-11-01", *EXTEND[2:]], "name a later day"),
        (
            ["dose.target", "--until", "9999-12-31", *EXTEND[2:]],
            "cannot be the end of a review; write a day up to 2199",
        ),
        (["dose.target", "--until", "2099-01-01", *EXTEND[2:]], "can be extended until 2027-09-02"),
        (["dose.target", *EXTEND[:2], "--reason", " ", *EXTEND[4:]], "--reason"),
        (["dose.target", *EXTEND[:2], "--reason", "{{ a }}", *EXTEND[4:]], "--reason"),
        (["dose.target", *EXTEND[:4]], "--name"),
        (["dose.target", *EXTEND[2:]], "--until"),
        (["dose.target", *EXTEND[:2], *EXTEND[4:]], "--reason"),
        (EXTEND, "ID..."),
    ],
)
def test_what_cannot_be_extended_is_refused_and_nothing_is_written(root: Path, words: list[str], said: str) -> None:
    result = run(root, "extend", *words)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
    assert not (root / EXTENSIONS).exists()


@pytest.mark.parametrize("text", ["a: b\n", "- [\n", "- id: dose.target\n", "'a text'\n"])
def test_a_broken_file_of_extensions_is_not_added_to(root: Path, text: str) -> None:
    write(root, "extensions.yaml", text)
    result = run(root, "extend", "dose.target", *EXTEND)
    assert result.exit_code == 1
    assert (root / EXTENSIONS).read_text(encoding="utf-8") == text


def test_a_document_is_extended_without_a_change_to_what_was_approved(root: Path) -> None:
    write(root, "leaflets/small.yaml", LEAFLET)
    assert run(root, "extend", "small", "food/kale", "--until", "2030-01-01", *EXTEND[2:]).exit_code == 2
    assert run(root, "extend", "small", "--until", "2028-01-01", *EXTEND[2:]).exit_code == 0
    rows = json.loads(run(root, "list", "--format", "json").stdout)
    assert [(row["review_due"], row["overdue"]) for row in rows] == [("2028-01-01", False)]
    reached = json.loads(
        CliRunner().invoke(main, ["impact", EXTENSIONS, "--format", "json", "--project", str(root)]).stdout
    )
    assert {each["document"] for each in reached["reached"]} == {"small"}
    # two of the claims that it prints are due on 2 March
    late = json.loads(run(root, "list", "--format", "json", day=date(2027, 3, 3)).stdout)
    assert [(row["review_due"], row["overdue"]) for row in late] == [("2028-01-01", True)]


# what YAML gives a meaning of its own
WORDS = st.text("aÄé \"'#:&*!|@`-,0\\", min_size=1).filter(lambda text: text.strip() == text)


@given(st.lists(st.tuples(WORDS, WORDS, st.dates(date(1900, 1, 1), date(2199, 12, 31))), min_size=1, max_size=3))
def test_extensions_read_back_as_they_were_recorded(entries: list[tuple[str, str, date]]) -> None:
    extensions = [Extension("dose.target", day, day, reason, name, day, Mark("")) for reason, name, day in entries]
    text = appended("", extensions)
    assert appended(text, extensions).startswith(text)
    assert text.count("\n- id: ") == len(extensions)
