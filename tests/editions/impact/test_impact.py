"""What a change reaches: files, pages and sign-offs, by name and since a revision."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from support.editions import commit, edit, git, repository, with_layouts
from support.projects import CLAIMS, FOODS, LIMITS, REPO, TODAY, leaflet, make_project, write

from handouts.cli import main


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["impact", *words, "--project", str(root), "--as-of", str(TODAY)])


def reached(root: Path, *words: str) -> list[dict[str, Any]]:
    return data(root, *words)["reached"]


def data(root: Path, *words: str) -> dict[str, Any]:
    result = run(root, *words, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def rows(root: Path, *words: str) -> list[tuple[str, Any, str]]:
    """File, pages or slides, and effect of all that is reached."""
    return [(each["path"], each.get("pages", each.get("slides")), each["effect"]) for each in reached(root, *words)]


A4 = ("--layout", "a4", "--layout", "widescreen")
SMALL, TALK = "leaflets/small.en.a4.pdf", "decks/talk.en.widescreen.pptx"

# --- names ----------------------------------------------------------------------------------------


def test_a_claim_reaches_the_pages_and_slides_that_print_it(tmp_path: Path) -> None:
    root = repository(tmp_path)
    assert rows(root, "dose.target", *A4) == [(SMALL, [1], "words"), (TALK, [2], "words")]
    assert len(rows(root, "dose.target")) == 5


def test_a_claim_that_only_grounds_words_may_change_a_badge_and_no_words(tmp_path: Path) -> None:
    assert rows(repository(tmp_path), "dose.share", *A4) == [(TALK, [3], "badge")]


def test_a_claim_that_nothing_uses_reaches_nothing(tmp_path: Path) -> None:
    root = repository(tmp_path)
    assert rows(root, "dose.cups") == []
    result = run(root, "dose.cups")
    assert result.stdout == "reaches no handout\nno sign-off would lapse\n"
    assert run(root, "dose.wrong").stdout.startswith("reaches no handout: nobody may print dose.wrong\n")


def test_a_reference_reaches_its_lists_and_the_places_of_its_claims(tmp_path: Path) -> None:
    root = repository(tmp_path)
    found = reached(root, "paper_2012", *A4)
    assert [(each["path"], each["effect"], each["through"]) for each in found] == [
        (SMALL, "words", []),
        (SMALL, "grounds", ["dose.target", "dose.window"]),
        (TALK, "words", []),
    ]


def test_a_companion_is_to_be_looked_at_and_changes_nothing_itself(tmp_path: Path) -> None:
    claims = CLAIMS.replace("  absolute: none-reported\n", "  absolute: dose.share\n")
    text = leaflet('- id: t\n  text: "It was {{ dose.effect }}."\n')
    root = make_project(tmp_path, {"claims/dose.yaml": claims.replace("  audience: clinician\n", "")})
    write(root, "leaflets/small.yaml", text)
    found = reached(root, "dose.share", "--layout", "a4")
    assert [(each["path"], each["effect"], each["through"]) for each in found] == [
        (SMALL, "companion", ["dose.effect"])
    ]


def test_a_limit_reaches_through_the_claim_that_restates_it(tmp_path: Path) -> None:
    claims = CLAIMS.replace(
        "  value: {low: 3, high: 7, unit: day}\n",
        "  value: {number: 350, unit: mg, restates: [limits/mg.us.9/ul]}\n",
        1,
    )
    root = make_project(tmp_path, {"claims/dose.yaml": claims, "limits.yaml": LIMITS})
    (row,) = reached(root, "mg.us.9", "--layout", "a4")
    assert (row["path"], row["pages"], row["effect"], row["through"]) == (SMALL, [1], "words", ["dose.window"])
    assert rows(root, "limit/mg.us.9", "--layout", "a4") == rows(root, "mg.us.9", "--layout", "a4")


def test_foods_texts_figures_and_documents_have_names(tmp_path: Path) -> None:
    text = leaflet('- id: t\n  text: "Kale has {{ food/kale:k1_ug }}."\n')
    root = make_project(tmp_path, {"leaflets/small.yaml": text, "foods.yaml": FOODS})
    assert rows(root, "kale", "--layout", "a4") == [(SMALL, [2], "words")]
    assert rows(root, "small/one/t", "--layout", "a4") == [(SMALL, [2], "words")]
    assert rows(root, "small", "--layout", "a4") == [(SMALL, "all", "words")]
    assert rows(root, "natto") == []


def test_a_file_is_all_that_stands_in_it(tmp_path: Path) -> None:
    root = repository(tmp_path)
    assert rows(root, "content/claims/dose.yaml", *A4) == [
        (SMALL, [1], "words"),
        (TALK, [2], "words"),
        (TALK, [3], "badge"),
    ]
    assert rows(root, "content/leaflets/small.yaml", "--layout", "a4") == [(SMALL, "all", "words")]


def test_a_look_reaches_the_files_that_wear_it(tmp_path: Path) -> None:
    root = repository(tmp_path)
    assert rows(root, "layouts/leaflets/a4.yaml") == [(SMALL, "all", "look")]
    assert rows(root, "widescreen") == [(TALK, "all", "look")]
    assert {path for path, _, _ in rows(root, "layouts/themes/clear.yaml")} >= {SMALL, TALK}
    (font,) = sorted((REPO / "layouts/fonts/liberation").glob("*Sans-Regular.ttf"))
    worn = {path.rpartition(".")[2] for path, _, _ in rows(root, f"layouts/fonts/liberation/{font.name}")}
    assert worn == {"pptx"}


def test_a_clinic_reaches_its_own_edition_and_the_words_of_its_policies(tmp_path: Path) -> None:
    blocks = "- id: m\n  policy: missed_dose\n  if-empty: write-on\n"
    root = make_project(tmp_path, {"leaflets/small.yaml": leaflet(blocks)})
    found = rows(root, "mill", "--layout", "a4")
    assert found == [(f"mill/{SMALL}", [2], "words"), (f"mill/{SMALL}", "all", "look")]
    assert rows(root, "content/clinics/mill.png", "--layout", "a4") == found


def test_an_unknown_name_is_a_wrong_command_line(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    for name, near in (("dose.targt", "dose.target"), ("paper_2011", "paper_2012"), ("smal", "small")):
        result = run(root, name)
        assert result.exit_code == 2
        assert f"unknown name '{name}'; did you mean '{near}'?" in result.stderr
    assert run(root).exit_code == 2


@pytest.mark.parametrize("name", ["x" * 300, f"content/{'x' * 300}", "x" * 5000, "content/a\0b"])
def test_a_name_that_no_file_can_have_is_unknown(tmp_path: Path, name: str) -> None:
    result = run(make_project(tmp_path), name)
    assert result.exit_code == 2, result.stderr
    assert "unknown name" in result.stderr


def test_a_document_with_errors_is_named_and_not_set(tmp_path: Path) -> None:
    root = repository(tmp_path)
    edit(root, "content/leaflets/small.yaml", "{{ dose.window }}", "{{ dose.windo }}")
    result = run(root, "dose.target")
    assert result.exit_code == 1
    assert "unknown claim 'dose.windo'" in result.stderr
    assert "not set, for it has errors: small" in result.stderr
    assert TALK in result.stdout


# --- sign-offs ------------------------------------------------------------------------------------


def approve(root: Path, document: str, *words: str) -> None:
    arguments = ["approve", document, "--name", "A. Example", "--role", "clinician", "--until", "2027-11-22", "--yes"]
    who = CliRunner().invoke(main, [*arguments, *words, "--project", str(root), "--as-of", str(TODAY)])
    assert who.exit_code == 0, who.stderr


def test_sign_offs_that_would_lapse_are_named(tmp_path: Path) -> None:
    root = repository(tmp_path)
    approve(root, "small")
    approve(root, "small", "--clinic", "mill")
    lapses = data(root, "dose.target")["sign_offs"]
    assert [(each["document"], each["clinic"], each["role"], each["certain"]) for each in lapses] == [
        ("small", None, "clinician", True),
        ("small", "mill", "clinician", True),
    ]
    assert data(root, "dose.share")["sign_offs"] == []
    assert [each["certain"] for each in data(root, "layouts/leaflets/a4.yaml")["sign_offs"]] == [False, False]
    assert "A. Example" in run(root, "dose.target").stdout


def test_an_approval_that_has_lapsed_cannot_lapse_again(tmp_path: Path) -> None:
    root = repository(tmp_path)
    approve(root, "small")
    edit(root, "content/leaflets/small.yaml", "Eat as usual.", "Eat as ever.")
    assert data(root, "dose.target")["sign_offs"] == []


# --- units and other words of a project -----------------------------------------------------------


def test_a_unit_reaches_all_that_prints_a_value_in_it(tmp_path: Path) -> None:
    text = leaflet(
        '- id: a\n  text: "Kale has {{ food/kale:k1_ug }}."\n'
        '- id: b\n  text: "No more than {{ limit/mg.us.9:ul }}."\n'
        '- id: c\n  text: "Wait for {{ dose.window }}."\n'
    )
    root = make_project(tmp_path, {"leaflets/small.yaml": text, "foods.yaml": FOODS, "limits.yaml": LIMITS})
    through = {unit: data(root, unit, "--layout", "a4")["reached"][0]["through"] for unit in ("ug", "mg", "unit/day")}
    assert through == {"ug": ["kale"], "mg": ["mg.us.9"], "unit/day": ["mg.us.9", "dose.window"]}
    assert rows(root, "percent") == []


def test_a_unit_reaches_the_slide_of_an_invented_patient(tmp_path: Path) -> None:
    files = with_layouts(tmp_path / "plain", {})
    talk = (files / "content/decks/talk.yaml").read_text()
    case = (
        "  - id: she\n    slide: case\n    title: A small baby\n    example: {weight: {number: 4, unit: kg}}\n"
        '    blocks: [{id: story, text: "She weighs {{ example/weight }}."}]\n'
        "  - id: home\n    slide: case\n    title: At home\n    blocks: [{id: story, text: She is well.}]\n"
    )
    root = with_layouts(tmp_path / "case", {"decks/talk.yaml": talk.replace("  - id: two\n", case + "  - id: two\n")})
    assert [each["slides"] for each in reached(root, "kg", "--layout", "widescreen")] == [[3]]


@pytest.mark.parametrize(
    ("file", "was", "now", "kind", "name"),
    [
        ("units.yaml", "ml: {dimension: volume, factor: 0.001, forms: {en: mL}", None, "unit", "ml"),
        ("regions.yaml", 'emergency: ["911"]', 'emergency: ["912"]', "region", "us"),
        ("names.yaml", "vitamins: [K1,", "vitamins: [K1, K9,", "name", "vitamins"),
        ("vocabulary.yaml", "label: all sources together", "label: all sources", "word", "scopes/total_intake"),
    ],
)
def test_an_edit_is_named_as_what_it_is(
    tmp_path: Path, file: str, was: str, now: str | None, kind: str, name: str
) -> None:
    shipped = (REPO / "content" / file).read_text(encoding="utf-8")
    root = repository(tmp_path, {file: shipped})
    edit(root, f"content/{file}", was, now or was.replace("mL", "ml"))
    (found,) = data(root, "--since", "first")["edits"]
    assert (found["kind"], found["id"], found["done"]) == (kind, name, "changed")


# --- since a revision -----------------------------------------------------------------------------


def test_edits_since_a_revision_are_known_by_meaning(tmp_path: Path) -> None:
    root = repository(tmp_path)
    edit(root, "content/claims/dose.yaml", "{low: 2.0, high: 3.0, unit: inr}", "{low: 2.5, high: 3.5, unit: inr}")
    edit(root, "content/claims/dose.yaml", "statement: The usual target is 2.0 to 3.0.", "statement: It is 2.5 to 3.5.")
    edit(root, "content/leaflets/small.yaml", "one: Eat as usual.", "one: Eat as ever.")
    found = data(root, "--since", "first", *A4)
    assert [(each["kind"], each["id"], each["done"], each["key"], each["after"]) for each in found["edits"]] == [
        ("claim", "dose.target", "changed", "value", "2.5–3.5"),
        ("claim", "dose.target", "changed", "statement", "It is 2.5 to 3.5."),
        ("text", "small/more/list/one", "changed", None, "Eat as ever."),
    ]
    assert rows(root, "--since", "first", *A4) == [(SMALL, [1, 2], "words"), (TALK, [2], "words")]


def test_comments_quotes_and_line_breaks_are_no_edits(tmp_path: Path) -> None:
    root = repository(tmp_path)
    edit(root, "content/claims/dose.yaml", "dose.target:\n", "# why\ndose.target:\n")
    edit(root, "content/leaflets/small.yaml", "one: Eat as usual.", 'one: "Eat as\n            usual."')
    edit(root, "content/references.yaml", "title: A careful paper", "title: 'A careful paper'")
    found = data(root, "--since", "first")
    assert (found["edits"], found["reached"]) == ([], [])
    assert "nothing was edited that means anything else" in run(root, "--since", "first").stdout


def test_documents_and_looks_come_and_go(tmp_path: Path) -> None:
    root = repository(tmp_path)
    (root / "content/decks/talk.yaml").unlink()
    write(root, "leaflets/other.yaml", leaflet("- id: t\n  text: Words.\n"))
    edit(root, "layouts/leaflets/a4.yaml", "measure: 400", "measure: 380")
    edits = {(each["kind"], each["id"]): each["done"] for each in data(root, "--since", "first")["edits"]}
    assert edits == {
        ("document", "talk"): "removed",
        ("document", "other"): "added",
        ("look", "layouts/leaflets/a4.yaml"): "changed",
    }
    paths = {path for path, _, _ in rows(root, "--since", "first")}
    assert "leaflets/other.en.letter.pdf" in paths
    assert SMALL in paths
    assert not any("talk" in path for path in paths)


def test_a_commit_in_a_folder_below_the_repository_works_too(tmp_path: Path) -> None:
    root = tmp_path / "clinic/handouts"
    root.mkdir(parents=True)
    make_project(root)
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path)
    edit(root, "content/claims/dose.yaml", "certainty: moderate", "certainty: high")
    (only,) = data(root, "--since", "first")["edits"]
    assert (only["id"], only["key"], only["before"], only["after"]) == ("dose.window", "certainty", "moderate", "high")


@pytest.mark.parametrize("revision", ["nowhere", "--help", "first:content", "HEAD~40"])
def test_without_a_revision_one_line_says_what_is_needed(tmp_path: Path, revision: str) -> None:
    result = run(repository(tmp_path), f"--since={revision}")
    assert result.exit_code == 2
    assert "git" in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.stderr


def test_without_git_a_line_says_what_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_project(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    result = run(root, "--since", "HEAD")
    assert result.exit_code == 2
    assert "is in no git repository; revisions need one" in result.stderr
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git is not installed" in run(root, "--since", "HEAD").stderr


# --- what is read ---------------------------------------------------------------------------------


def test_only_what_is_reached_is_read(tmp_path: Path) -> None:
    root = repository(tmp_path)
    write(root, "leaflets/broken.yaml", "title: [")
    assert rows(root, "dose.share", *A4) == [(TALK, [3], "badge")]
