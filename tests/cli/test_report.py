"""What a build and a check print for people: tables, groups, one sentence, folded lines, and what is new."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.projects import LEAFLET, REFERENCES, deck, leaflet, make_project, write
from support.talks import TALK

from handouts.cli import main
from handouts.cli.checked import readiness_words
from handouts.cli.folding import WIDEST, cells, columns, fold
from handouts.cli.report import FEW, group_lines
from handouts.core.problem import Mark, Problem
from handouts.pipeline.check import Readiness

DAY = ["--as-of", "2026-11-23"]
PDF = "leaflets/small.en.a4.pdf"
LONG = "Words that go on and on, so that nobody could read them on one line of a terminal, however wide it is. " * 3


def run(root: Path, *words: str, **environment: str | None) -> Result:
    """A command in a project, as a person calls it."""
    env = {"HANDOUTS_BUILD_FORMAT": None, "HANDOUTS_CHECK_FORMAT": None, "COLUMNS": None, **environment}
    result = CliRunner().invoke(main, [*words, *DAY, "--project", str(root)], env=env)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def build(root: Path, *words: str, **environment: str | None) -> Result:
    return run(root, "build", "--layout", "a4", "--layout", "widescreen", *words, **environment)


def check(root: Path, *words: str, **environment: str | None) -> Result:
    return run(root, "check", "--layout", "a4", "--layout", "widescreen", *words, **environment)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A leaflet and a deck of two slides; commands are called in the project."""
    slides = "\n".join(
        f"- id: {name}\n  slide: statement\n  title: One {name}\n  blocks: [{{id: a, text: Words}}]" for name in "xy"
    )
    project = make_project(tmp_path / "project", {"decks/talk.yaml": deck(slides)})
    monkeypatch.chdir(project)
    return project


# --- build ----------------------------------------------------------------------------------------


def test_a_first_build_shows_what_it_made_and_what_comes_next(root: Path) -> None:
    result = build(root)
    rows = [re.split(r"  +", line) for line in result.stdout.splitlines()]
    assert rows[0] == ["Leaflets", "Layouts", "Pages"]
    assert rows[1] == ["A small leaflet", "a4", "2"]
    assert rows[3] == ["Decks", "Layouts", "Slides"]
    assert rows[4][1:] == ["widescreen", "3"]
    lines = result.stderr.splitlines()
    assert lines[1].startswith("Everything is Draft: every page and slide says so")
    assert lines[-2] == f"Look  build/{PDF}"
    assert lines[-1].startswith("Next  handouts build --clinic mill")


def test_layouts_of_a_document_stand_in_one_row_with_the_pages_of_each(root: Path) -> None:
    write(
        root,
        "leaflets/small.yaml",
        leaflet("\n".join(f"- id: b{n}\n  text: {'Words of it. ' * 40}" for n in range(18))),
    )
    result = run(root, "build", "small", "--layout", "a4", "--layout", "a4-large-print")
    [row] = result.stdout.splitlines()[1:]
    assert "a4, a4-large-print" in row
    few, many = map(int, row.rpartition("  ")[2].split(", "))
    assert few < many


def test_a_build_with_nothing_to_do_is_one_line(root: Path) -> None:
    build(root)
    result = build(root)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("nothing to do: 2 files are up to date in build")
    assert result.stderr.count("\n") == 1


@pytest.mark.clinical
def test_warnings_are_one_line_at_first_and_then_only_new_ones_are_shown(root: Path) -> None:
    often = TALK.replace('}}."', '}}. It is often read."')
    write(root, "decks/talk.yaml", often)
    first = build(root, "talk")
    assert "1 thing to look at: handouts check talk\n" in first.stderr
    assert "[vague-frequency]" not in first.stderr

    write(root, "decks/talk.yaml", "# a remark\n" + often.replace("Keep the range", "Stay in the range"))
    same = build(root, "talk")
    assert same.stdout
    assert "nothing new to look at, 1 earlier one: handouts check talk\n" in same.stderr

    write(root, "references.yaml", REFERENCES.replace("confidence: verified", "confidence: partial"))
    new = build(root, "talk")
    shown = new.stderr.partition("new since the last build\n")[2]
    assert shown.startswith("  content/decks/talk.yaml:2:1: warning: 1 reference is known from memory")
    assert "1 new thing to look at, 1 earlier one: handouts check talk\n" in new.stderr
    again = build(root, "talk")
    assert again.stderr.startswith("nothing to do: 1 file is up to date in build; 2 things to look at")


def test_errors_are_shown_in_full_at_every_build_with_what_they_stop(root: Path) -> None:
    write(root, "leaflets/small.yaml", LEAFLET.replace("dose.target", "dose.targt"))
    for _ in range(2):
        result = build(root)
        assert result.exit_code == 1
        assert "content/leaflets/small.yaml:12:15: error: unknown claim 'dose.targt'" in result.stderr
        assert f"withheld: {PDF}\n1 error stops 1 file\n" in result.stderr
        assert result.stderr.endswith("Next  mend what is listed above, then: handouts build\n")


@pytest.mark.clinical
def test_a_build_that_found_only_errors_does_not_say_that_there_is_nothing_to_look_at(root: Path) -> None:
    build(root, "small")
    write(root, "leaflets/small.yaml", LEAFLET.replace("dose.target", "dose.targt"))
    assert "\n1 error stops 1 file\nnothing else to look at\n" in build(root, "small").stderr


def test_a_clinic_and_a_choice_of_documents_go_into_the_next_commands(root: Path) -> None:
    write(root, "leaflets/small.yaml", LEAFLET.replace("dose.target", "dose.targt"))
    assert "then: handouts build small --clinic mill\n" in build(root, "small", "--clinic", "mill").stderr


def test_drafts_are_counted_from_the_documents() -> None:
    from handouts.cli.built import draft_words
    from handouts.pipeline.built import MadeFile

    def made(document: str, *, signed: bool) -> MadeFile:
        return MadeFile(f"{document}.pdf", document, "leaflet", "en", "a4", "Title", 1, signed)

    assert draft_words([made("a", signed=False), made("a", signed=False)]).startswith("It is a Draft: ")
    assert draft_words([made("a", signed=False), made("b", signed=False)]).startswith("Everything is Draft: ")
    assert draft_words([made("a", signed=False), made("b", signed=True)]).startswith("1 of 2 documents is Draft: ")
    assert draft_words([made("a", signed=True), made("b", signed=True)]) == "Signed off: no page or slide says Draft."


def test_programs_get_paths_or_data(root: Path) -> None:
    assert build(root, "small", "--format", "paths").stdout == f"{PDF}\n"
    [row] = json.loads(build(root, "small", "--format", "json", "--force").stdout)
    assert row == {
        "path": PDF,
        "id": "small",
        "kind": "leaflet",
        "title": "A small leaflet",
        "lang": "en",
        "layout": "a4",
        "pages": 2,
        "signed_off": False,
    }
    assert build(root, "small", "--force", HANDOUTS_BUILD_FORMAT="paths").stdout == f"{PDF}\n"


def test_files_of_a_deleted_document_are_told_until_they_are_pruned(root: Path) -> None:
    build(root)
    (root / "content/leaflets/small.yaml").rename(root / "content/leaflets/other.yaml")
    said = " ".join(build(root).stderr.split())
    assert f"1 file is of a document, layout or clinic that is gone ({PDF}): handouts build --prune" in said
    assert "that is gone" not in build(root, "--prune").stderr


def test_a_quiet_build_prints_errors_and_nothing_else(root: Path) -> None:
    assert build(root, "--quiet").output == ""
    write(root, "leaflets/small.yaml", LEAFLET.replace("dose.target", "dose.targt"))
    result = build(root, "-q")
    assert (result.exit_code, result.output.count("\n")) == (1, 1)


# --- check ----------------------------------------------------------------------------------------


def test_a_check_opens_with_what_stands_in_the_way_of_a_release(root: Path) -> None:
    write(root, "leaflets/small.yaml", LEAFLET.replace("dose.target", "dose.targt"))
    first = check(root).stdout.splitlines()[0]
    assert first == "2 documents, none of which can be released: 1 has errors, 1 lacks approvals."
    assert check(root, "talk").stdout.startswith("1 document, which cannot be released: it lacks approvals.")


@pytest.mark.clinical
def test_a_check_counts_documents_on_unconfirmed_references(root: Path) -> None:
    write(root, "references.yaml", REFERENCES.replace("confidence: verified", "confidence: partial"))
    assert "it rests on unconfirmed references" in " ".join(check(root, "small").stdout.split())


@pytest.mark.parametrize(
    ("documents", "hurdles", "words"),
    [
        (1, {}, "1 document, which could be released."),
        (0, {}, "There is no document yet."),
        (2, {}, "2 documents, all of which could be released."),
        (3, {"a": {"waived"}}, "3 documents, 2 of which could be released: 1 has waived rules."),
        (
            2,
            {"a": {"errors"}, "b": {"overdue-review", "missing-approval"}},
            "2 documents, none of which can be released: 1 has errors, 1 lacks approvals, 1 is overdue for review.",
        ),
    ],
)
def test_the_first_sentence_counts_documents_and_hurdles(
    documents: int, hurdles: dict[str, set[str]], words: str
) -> None:
    found = {name: frozenset(kinds) for name, kinds in hurdles.items()}
    assert readiness_words(Readiness(documents, found)) == words


@pytest.mark.clinical
def test_problems_are_grouped_by_kind_the_most_harmful_first(root: Path) -> None:
    blocks = "\n".join(f"- id: b{number}\n  text: Eat {number}7 greens often." for number in range(6))
    write(root, "leaflets/small.yaml", leaflet(blocks))
    lines = check(root).stdout.splitlines()
    heads = [line for line in lines if re.fullmatch(r"\d+ (error|warning|note)s?", line)]
    assert [head.split()[1].rstrip("s") for head in heads] == ["error", "warning", "note"][: len(heads)]
    errors = [line for line in lines if line.startswith("  content/") and ": error: " in line]
    assert len(errors) == int(heads[0].split()[0])
    rules = [re.search(r"\[([a-z-]+)\]$", line)[1] for line in lines if line.endswith("]")]  # type: ignore[index]
    assert rules.index("untraced-number") < rules.index("missing-help")


def test_a_few_places_of_a_kind_are_shown_and_all_on_demand() -> None:
    problems = [Problem(Mark("content/a.yaml", line), "passive-sentence", "wrong", "warning") for line in range(1, 10)]
    others = [Problem(Mark("content/a.yaml", line), "excessive-dose", "too much", "warning") for line in range(1, 5)]
    lines = list(group_lines([*problems, *others], FEW))
    assert lines[1:] == [
        "\x1b[33m\x1b[1m13 warnings\x1b[0m",
        "  \x1b[1mexcessive-dose\x1b[0m: 4",
        *(f"    \x1b[1mcontent/a.yaml:{line}:1:\x1b[0m too much" for line in range(1, 5)),
        "  \x1b[1mpassive-sentence\x1b[0m: 9",
        *(f"    \x1b[1mcontent/a.yaml:{line}:1:\x1b[0m wrong" for line in range(1, 4)),
        "    and 6 more: --all-places",
    ]
    assert len(list(group_lines(problems, len(problems)))) == 2 + 1 + 9


@pytest.mark.clinical
def test_all_places_are_shown_where_they_are_asked_for(root: Path) -> None:
    for name in ("one", "two", "three", "four", "five"):
        write(root, f"leaflets/{name}.yaml", LEAFLET.replace("A small leaflet", f"The leaflet called {name}"))
    few, whole = check(root).stdout, check(root, "--all-places").stdout
    assert "more: --all-places" in few
    assert "more: --all-places" not in whole
    assert check(root, "-v").stdout == whole
    assert whole.count("\n") > few.count("\n")


def test_a_check_without_problems_says_so(root: Path) -> None:
    assert check(root).stdout.endswith("\n\nnothing written; 0 errors, 0 warnings\n")


# --- lines ----------------------------------------------------------------------------------------


@pytest.mark.clinical
@pytest.mark.parametrize("most", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal_or_110_letters(root: Path, most: int) -> None:
    write(root, "leaflets/small.yaml", leaflet(f'- id: a\n  text: "{LONG}"\n- id: b\n  text: "{{{{ {"x" * 200} }}}}"'))
    for result in (check(root, COLUMNS=str(most)), build(root, COLUMNS=str(most))):
        lines = [line for line in result.output.splitlines() if "/" not in line]
        assert max(map(len, lines)) <= min(most, WIDEST)


def test_a_path_is_never_cut() -> None:
    path = "/".join(["a-long-folder"] * 12) + "/file.yaml:1:1:"
    assert fold(f"{path} error: wrong", most=60) == [path, "    error: wrong"]
    assert "".join(line.strip() for line in fold("x" * 150, most=60)) == "x" * 150


def test_lines_are_folded_between_words_with_a_hanging_indent() -> None:
    assert fold("one two three four", "  ", "  ", most=12) == ["  one two", "    three", "    four"]


def test_wide_letters_take_two_columns() -> None:
    assert cells("漢字 a\u0301") == 6
    assert columns([("漢字", "a"), ("x", "b")]) == ["漢字  a", "x     b"]


def test_columns_are_folded_where_they_do_not_fit() -> None:
    lines = columns([("Title", "Pages"), ("one two three four five", "12")], most=20)
    assert lines == ["Title          Pages", "one two three  12", "four five"]


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "0"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, False),
    ],
)
def test_colour_follows_the_terminal_and_the_wish_of_its_owner(
    root: Path, environment: dict[str, str], coloured: bool
) -> None:
    write(root, "leaflets/small.yaml", LEAFLET.replace("dose.target", "dose.targt"))
    clean: dict[str, str | None] = {"NO_COLOR": None, "FORCE_COLOR": None, "TERM": "xterm"}
    for result in (build(root, **{**clean, **environment}), check(root, **{**clean, **environment})):
        assert ("\x1b[" in result.output) is coloured
    data = check(root, "--format", "json", **{**clean, **environment})
    assert "\x1b[" not in data.stdout
