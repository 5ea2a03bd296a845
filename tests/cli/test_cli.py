"""The command line from end to end: what is printed where, and the exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from PIL import Image
from support.projects import CLINIC, HEAD, LEAFLET, REPO, deck, leaflet, make_project, write

from handouts.cli import main
from handouts.cli.commands import COMMANDS
from handouts.pipeline.plan import layouts_of

DAY = ["--as-of", "2026-11-23"]
PDF = "leaflets/small.en.a4.pdf"


def run(root: Path, *words: str) -> Result:
    """A command in a project; what went wrong inside is shown."""
    result = CliRunner().invoke(main, [*words, "--project", str(root)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def build(root: Path, *words: str) -> Result:
    return run(root, "build", "--layout", "a4", *DAY, *words)


def check(root: Path, *words: str) -> Result:
    return run(root, "check", "--layout", "a4", *DAY, *words)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_project(tmp_path)


def spoil(root: Path) -> None:
    write(root, "leaflets/small.yaml", LEAFLET.replace("dose.target", "dose.targt"))


# --- build ----------------------------------------------------------------------------------------


def test_build_prints_the_files_it_wrote_and_nothing_else_on_stdout(root: Path) -> None:
    result = build(root)
    assert (result.exit_code, result.stdout) == (0, f"{PDF}\n")
    assert "1 file in " in result.stderr
    assert "0 errors, 0 warnings" in result.stderr
    assert (root / "build" / PDF).read_bytes().startswith(b"%PDF-1.7")


def test_build_with_an_error_lists_it_and_what_it_withheld(root: Path) -> None:
    build(root)
    spoil(root)
    result = build(root)
    assert (result.exit_code, result.stdout) == (1, "")
    assert (
        "content/leaflets/small.yaml:12:15: error: unknown claim 'dose.targt'; did you mean 'dose.target'?"
        in result.stderr
    )
    assert f"withheld: {PDF}" in result.stderr


def test_build_writes_where_it_is_told(root: Path, tmp_path: Path) -> None:
    assert build(root, "small", "--out", str(tmp_path / "elsewhere")).exit_code == 0
    assert (tmp_path / "elsewhere" / PDF).is_file()
    assert not (root / "build").exists()


def test_build_for_a_clinic_puts_it_on_the_page_and_in_the_path(root: Path) -> None:
    result = build(root, "--clinic", "mill")
    assert (result.exit_code, result.stdout) == (0, f"mill/{PDF}\n")


def test_a_release_refuses_everything(root: Path) -> None:
    result = build(root, "--release")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "[missing-approval]" in result.stderr


def test_several_processes_build_the_same_list(root: Path) -> None:
    write(root, "leaflets/other.yaml", LEAFLET)
    result = build(root, "--jobs", "2")
    assert sorted(result.stdout.split()) == ["leaflets/other.en.a4.pdf", PDF]


# --- check ----------------------------------------------------------------------------------------


def test_check_writes_nothing(root: Path) -> None:
    result = check(root)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "nothing written; 0 errors, 0 warnings" in result.stderr
    assert not (root / "build").exists()


def test_check_as_text_json_and_for_github(root: Path) -> None:
    spoil(root)
    message = "unknown claim 'dose.targt'; did you mean 'dose.target'?"
    text = check(root)
    assert (text.exit_code, text.stdout) == (
        1,
        f"content/leaflets/small.yaml:12:15: error: {message} [unknown-claim]\n",
    )
    data = check(root, "--format", "json")
    assert data.exit_code == 1
    assert json.loads(data.stdout) == [
        {
            "file": "content/leaflets/small.yaml",
            "line": 12,
            "column": 15,
            "severity": "error",
            "message": message,
            "rule": "unknown-claim",
            "reaches": ["small"],
            "help": "docs/reference/rules.md#unknown-claim",
            "place": "small/start/hello",
        }
    ]
    github = check(root, "--format", "github")
    assert github.stdout == (
        f"::error file=content/leaflets/small.yaml,line=12,col=15,title=unknown-claim::{message}"
        " (docs/reference/rules.md#unknown-claim)\n"
    )


def test_check_of_a_sound_project_as_json_is_an_empty_list(root: Path) -> None:
    assert json.loads(check(root, "--format", "json").stdout) == []


@pytest.mark.parametrize(
    ("day", "status", "word"),
    [
        ("2027-11-22", 0, ""),
        ("2027-11-23", 0, "warning: the review of 'small'"),
        ("2029-03-01", 0, "warning: the review of 'small'"),
    ],
)
def test_check_holds_reviews_against_the_day(root: Path, day: str, status: int, word: str) -> None:
    result = run(root, "check", "--layout", "a4", "--as-of", day)
    assert result.exit_code == status
    assert word in result.stdout
    assert ("was due on 2027-11-22" in result.stdout) is bool(word)


def test_an_overdue_file_is_still_built(root: Path) -> None:
    assert run(root, "build", "--layout", "a4", "--as-of", "2027-11-22").stdout == f"{PDF}\n"
    assert run(root, "build", "--layout", "a4", "--as-of", "2028-12-24").stdout == f"{PDF}\n"
    assert not (root / "build/withheld").exists()


# --- bad input ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (leaflet('- id: a\n  text: "%s"' % ("x" * 1_900_000)), "long-text"),
        (leaflet('- id: a\n  text: "%s"' % ("x" * 10_000_000)), "large-file"),
        (leaflet("- id: a\n  text: 漢字"), "missing-glyph"),
        (leaflet(f"- id: a\n  text: {'x' * 300}"), "overflowing-text"),
        (HEAD + "sections: &a [*a]\n", "stray-alias"),
        (HEAD + "sections:\n\t- id: a\n", "stray-tab"),
        (leaflet("- id: a\n  text: {{ dose.target }}"), "missing-quotes"),
        (leaflet('- id: a\n  text: "never closed'), "unclosed-quote"),
        (leaflet("- id: a\n  text:Words\n  role: harms"), "missing-space"),
        (leaflet("- id: a\n  text: **bold**"), "missing-quotes"),
        ("", "empty-file"),
        ("\x00\x01", "broken-yaml"),
    ],
    ids=lambda value: value if len(value) < 20 else "text",
)
def test_bad_content_is_one_clear_problem(root: Path, text: str, rule: str) -> None:
    write(root, "leaflets/small.yaml", text)
    result = check(root)
    assert result.exit_code == 1
    assert f"[{rule}]" in result.stdout
    assert result.stdout.startswith("content/leaflets/small.yaml:")
    assert len(result.stdout) < 2000
    assert build(root).exit_code == 1


def test_a_character_that_no_font_has_is_named(root: Path) -> None:
    write(root, "leaflets/small.yaml", leaflet("- id: a\n  text: Words 漢"))
    assert "no font can show '漢' (U+6F22, cjk unified ideograph-6f22) (in the layout 'a4')" in check(root).stdout


@pytest.mark.parametrize(
    ("typed", "changed", "rule"),
    [
        ("mill.png", "../../../../etc/hostname", "wrong-logo"),
        ("mill.png", "mill.yaml", "wrong-logo"),
        ("#0b5561", "#fff2a8", "low-contrast"),
        ("Mill Street Clinic", "診療所", "missing-glyph"),
        ("https://mill.example", "https://mill.example/" + "x" * 3000, "wrong-address"),
        ("name: Mill Street Clinic\n", "", "missing-key"),
    ],
)
def test_a_bad_clinic_is_a_problem_and_without_it_all_is_well(root: Path, typed: str, changed: str, rule: str) -> None:
    write(root, "clinics/mill.yaml", CLINIC.replace(typed, changed))
    result = check(root, "--clinic", "mill")
    assert result.exit_code == 1
    assert f"[{rule}]" in result.stdout
    assert build(root, "--clinic", "mill").stdout == ""
    assert check(root).exit_code == 0


def test_a_pale_logo_with_transparency_prints(root: Path) -> None:
    Image.new("RGBA", (40, 20), (10, 80, 90, 40)).save(root / "content/clinics/mill.png")
    assert build(root, "--clinic", "mill").exit_code == 0


@pytest.mark.parametrize(
    "missing", ["references.yaml", "claims/dose.yaml", "glossary.yaml", "foods.yaml", "limits.yaml"]
)
def test_a_missing_file_is_a_problem_where_it_is_needed(root: Path, missing: str) -> None:
    text = '"{{ dose.target }} {{ term/inr }} {{ food/kale:k1_ug }} {{ limit/mg.us.9:ul }}"'
    write(root, "leaflets/small.yaml", leaflet(f"- id: a\n  text: {text}"))
    assert check(root, "small").exit_code == 0
    (root / "content" / missing).unlink()
    result = check(root, "small")
    assert result.exit_code == 1
    assert "error: " in result.stdout


# --- list and trace -------------------------------------------------------------------------------


def test_list_shows_every_document(root: Path) -> None:
    write(root, "decks/talk.yaml", deck("- id: s\n  slide: statement\n  title: T\n  blocks: [{id: a, text: W}]"))
    rows = json.loads(run(root, "list", "--format", "json", *DAY).stdout)
    assert [(row["id"], row["kind"], row["signed_off"], row["overdue"]) for row in rows] == [
        ("small", "leaflet", False, False),
        ("talk", "deck", False, False),
    ]
    assert rows[0]["title"] == "A small leaflet"
    assert rows[0]["review_due"] == "2027-11-22"
    assert rows[0]["languages"] == ["en"]
    assert rows[0]["layouts"] == [*layouts_of(REPO, "leaflet")]
    table = run(root, "list", *DAY).stdout.splitlines()
    assert table[0].split()[:3] == ["id", "kind", "title"]
    assert table[1].startswith("small  leaflet  A small leaflet")


def test_list_goes_on_where_a_file_is_broken(root: Path) -> None:
    write(root, "leaflets/broken.yaml", "\x00")
    result = run(root, "list", "--format", "json", *DAY)
    assert result.exit_code == 1
    assert [row["id"] for row in json.loads(result.stdout)] == ["small"]
    assert "content/leaflets/broken.yaml:1:1: error: " in result.stderr


def test_trace_shows_a_claim_with_its_grounds_and_uses(root: Path) -> None:
    found = json.loads(run(root, "trace", "dose.target", "--format", "json").stdout)
    assert found["values"] == [{"name": "value", "printed": "2.0–3.0", "authority": ""}]
    assert (found["certainty"], found["basis"]) == ("ungraded", "guideline")
    assert [reference["id"] for reference in found["references"]] == ["paper_2012"]
    assert found["uses"] == [{"document": "small", "place": "content/leaflets/small.yaml:12"}]
    assert "2.0–3.0" in run(root, "trace", "dose.target").stdout


def test_trace_of_a_blocked_claim_says_why(root: Path) -> None:
    result = run(root, "trace", "dose.wrong")
    assert result.exit_code == 0
    assert "nobody has shown it" in result.stdout


# --- a wrong command line -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["build", "smal"], "unknown document 'smal'; did you mean 'small'?"),
        (["build", "xyzzy"], "unknown document 'xyzzy'; there are small"),
        (["check", "smal"], "unknown document 'smal'; did you mean 'small'?"),
        (["build", "--layout", "leter"], "unknown layout 'leter'; did you mean 'letter'?"),
        (["build", "--clinic", "mil"], "unknown clinic 'mil'; did you mean 'mill'?"),
        (["build", "--clinic", "../mill"], "unknown clinic '../mill'"),
        (["build", "--clinic", ""], "unknown clinic ''"),
        (["check", "--baseline", "/dev/null"], "/dev/null is a device; name a report"),
        (["diff", "x" * 5000, "."], "is in no git repository; revisions need one"),
        (["build", "--lang", "xx"], "unknown language 'xx'; there are en"),
        (["build", "--as-of", "yesterday"], "'yesterday' is not a date; write it as 2026-11-22"),
        (["build", "--jobs", "0"], "0 is not in the range"),
        (["trace", "dose.targt"], "unknown claim 'dose.targt'; did you mean 'dose.target'?"),
        (["check", "--format", "xml"], "'xml' is not one of"),
        (["frobnicate"], "no such command 'frobnicate'"),
        (["bild"], "no such command 'bild'; did you mean 'build'?"),
    ],
)
def test_a_wrong_command_line_exits_with_2_and_a_hint(root: Path, words: list[str], message: str) -> None:
    place = ["--project", str(root)] if words[0] in COMMANDS else []
    result = CliRunner().invoke(main, [*words, *place])
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.replace("│", " ").split())
    assert result.stdout == ""


def test_a_folder_without_a_project_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["check", "--project", str(tmp_path)])
    assert result.exit_code == 2
    assert "no project here" in result.stderr


def test_the_project_is_found_from_a_folder_inside_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "content" / "claims")
    result = CliRunner().invoke(main, ["list", "--format", "json"])
    assert result.exit_code == 0


def test_the_help_says_of_each_command_in_a_whole_sentence_what_it_does() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    told = " ".join(result.stdout.partition("Print:\n")[2].split())
    for name in COMMANDS:
        help_text = CliRunner().invoke(main, [name, "--help"]).stdout.split("\n\n")[1]
        assert f"{name} {' '.join(help_text.split())}" in told
        assert help_text.endswith(".")


def test_completing_after_a_wrong_command_offers_nothing() -> None:
    words = {"_HANDOUTS_COMPLETE": "bash_complete", "COMP_WORDS": "handouts frob x", "COMP_CWORD": "2"}
    result = CliRunner().invoke(main, prog_name="handouts", env=words)
    assert (result.exit_code, result.output.strip()) == (0, "")


def test_a_command_loads_no_other() -> None:
    program = "import sys; from handouts.cli import main; main(['list', '--help'], standalone_mode=False); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=REPO, capture_output=True, text=True, check=True)
    loaded = done.stdout.split("handouts.cli.", 1)[1].split()
    assert "handouts.cli.list" in done.stdout.split()
    assert not {f"handouts.cli.{name}" for name in COMMANDS if name != "list"} & set(loaded)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_help_text_with_an_example(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0
    assert f"handouts {command}" in result.stdout.partition("Examples:")[2]


def test_an_interrupt_ends_without_a_traceback(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("handouts.pipeline.manifest.replace_durably", interrupt)
    monkeypatch.setattr("handouts.pipeline.write.replace_file", interrupt)
    result = build(root)
    assert result.exit_code == 1
    assert "Aborted!" in result.stderr
    assert [path for path in (root / "build").rglob("*") if path.suffix in (".pdf", ".json")] == []


def test_the_module_runs_as_a_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "handouts", "--version"], cwd=REPO, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("handouts, version ")


@pytest.mark.parametrize("folder", ["content", "content/claims", "content/leaflets", "layouts", "layouts/themes"])
def test_a_folder_that_may_not_be_read_is_named_once(
    tmp_path: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_project(tmp_path)
    real = os.access
    # the root user, who may run this test, may look everywhere
    monkeypatch.setattr(os, "access", lambda path, mode: path != root / folder and real(path, mode))
    for command in ("build", "check", "list", "status"):
        result = run(root, command)
        assert result.exit_code == 1
        assert f"{folder}:1:1: error: cannot read the folder" in result.stderr
        assert len(result.stderr.splitlines()) == 1


def test_a_folder_of_somebody_else_keeps_no_build_from_running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_project(tmp_path)
    write(root, "lost+found/theirs", "")
    real = os.scandir

    def scandir(path: object) -> Any:
        if str(path).endswith("lost+found"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    result = run(root, "build", "small", "--layout", "a4")
    assert result.exit_code == 0, result.stderr


def test_a_name_that_no_file_can_have_is_no_project_and_no_claim(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_project(tmp_path / "project")
    monkeypatch.chdir(tmp_path)
    assert run(root, "trace", "x" * 5000).exit_code == 2
    result = CliRunner().invoke(main, ["list", "--project", "x" * 5000])
    assert result.exit_code == 2
    assert "no project here" in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_an_output_that_takes_no_more_is_no_fault_of_the_program(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    words = [sys.executable, "-m", "handouts", "list", "--project", str(root)]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        result = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert result.returncode == 1
    assert result.stderr == "Error: cannot write on: No space left on device; make room, and run the command again\n"
