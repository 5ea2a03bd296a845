"""Completion in shells: what is offered, without a project too, and what it may cost."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.projects import REPO, make_project, write

from handouts.cli import main
from handouts.cli.commands import COMMANDS, GROUPS
from handouts.core.catalogue import rules
from handouts.editions.reference.explain import names

HEAVY = ("yaml", "reportlab", "pptx", "pikepdf", "PIL", "lxml", "citeproc", "handouts.pipeline", "handouts.checks")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project", {"decks/talk.yaml": "id: talk\n", "decks/short.yaml": "id: short\n"})


def complete(line: str, shell: str = "bash") -> list[str]:
    """What a shell is offered at the end of a line."""
    words = line.split(" ")
    place = {"COMP_WORDS": line, "COMP_CWORD": words[-1] if shell != "bash" else str(len(words) - 1)}
    result = CliRunner().invoke(main, prog_name="handouts", env={"_HANDOUTS_COMPLETE": f"{shell}_complete", **place})
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.exit_code == 0
    assert result.stderr == ""
    return [line for line in result.stdout.split("\n") if line]


def offered(line: str) -> list[str]:
    found = [each.partition(",") for each in complete(line)]
    return [value for _, _, value in found]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("build ", ["short", "small", "talk"]),
        ("build s", ["short", "small"]),
        ("build small s", ["short"]),
        ("watch t", ["talk"]),
        ("dossier t", ["talk"]),
        ("approve sm", ["small"]),
        ("release v1 sm", ["small"]),
        ("quiz ", ["short", "talk"]),
        ("quiz talk --layout ", ["a4-notes", "a4-takeaway", "letter-notes"]),
        ("build --clinic ", ["mill"]),
        ("check --clinic m", ["mill"]),
        ("build --clinic x", []),
        ("build --layout wide", ["widescreen"]),
        (
            "build --layout a4 --layout a4",
            ["a4-large-print", "a4-notes", "a4-short", "a4-short-large-print", "a4-takeaway"],
        ),
        ("trace dose.t", ["dose.target"]),
        ("impact dose.wr", ["dose.wrong"]),
        ("recall dose.target", ["dose.target"]),
    ],
)
def test_ids_are_offered_as_they_begin(
    root: Path, line: str, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root / "content/claims")
    assert offered(f"handouts {line}") == names


@pytest.mark.parametrize("typed", ["", "miss", "missing-al", "zzz"])
def test_rules_are_offered_as_they_begin(typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert offered(f"handouts rules {typed}") == sorted(name for name in rules() if name.startswith(typed))


@pytest.mark.parametrize(
    ("typed", "some"),
    [
        ("", {"claim", "figure", "leaflet", "limits"}),
        ("claim.har", {"claim.harms"}),
        ("clai", {"claim", "claim.harms", "claim.value"}),
        ("claim.value.", {"claim.value.number", "claim.value.range"}),
    ],
)
def test_keys_are_offered_up_to_the_next_dot(
    typed: str, some: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = offered(f"handouts explain {typed}")
    assert some <= set(found) <= set(names())
    assert all(name.startswith(typed) for name in found)
    assert "claim.value.range.low" not in found


def test_nothing_is_offered_for_a_key_that_there_is_not() -> None:
    assert offered("handouts explain claim.zzz") == []


def test_commands_and_options_are_offered(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    assert offered("handouts tra") == ["trace"]
    assert "--layout" in offered("handouts build --la")


def test_a_file_is_left_to_the_shell_where_no_claim_begins_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    assert complete("handouts trace build/x") == ["file,build/x"]


def test_the_project_may_be_named_on_the_line(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert offered(f"handouts build --project {root} t") == ["talk"]


@pytest.mark.parametrize("line", ["build ", "build --layout ", "build --clinic ", "trace x", "quiz "])
def test_without_a_project_nothing_is_offered(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert [each for each in complete(f"handouts {line}") if not each.startswith("file,")] == []


def test_broken_content_is_no_hindrance(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, "claims/dose.yaml", 'dose.one:\n  statement: "open\ndose.two: [\n')
    (root / "content/claims/odd.yaml").write_bytes(b"\xff\xfe\x00odd.x:\n")
    monkeypatch.chdir(root)
    assert offered("handouts trace dose.") == ["dose.one", "dose.two"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_has_its_script_and_its_answers(shell: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    monkeypatch.setattr("click.shell_completion.BashComplete._check_version", lambda *_: None)
    env = {"_HANDOUTS_COMPLETE": f"{shell}_source"}
    script = CliRunner().invoke(main, prog_name="handouts", env=env)
    assert script.exit_code == 0
    assert f"{shell}_complete" in script.stdout
    if shell == "zsh":
        answer = (
            CliRunner()
            .invoke(
                main,
                prog_name="handouts",
                env={"_HANDOUTS_COMPLETE": "zsh_complete", "COMP_WORDS": "handouts build t", "COMP_CWORD": "2"},
            )
            .stdout
        )
    else:
        answer = "\n".join(complete("handouts build t", shell))
    assert "talk" in answer
    assert "small" not in answer


def test_powershell_gets_a_value_and_its_help(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    assert complete("handouts build small t", "powershell") == ["talk\t"]
    assert complete("handouts build ", "powershell") == ["short\t", "small\t", "talk\t"]
    (line,) = complete("handouts ver", "powershell")
    assert re.fullmatch(r"verify\tHold finished .*", line)
    assert complete("handouts verify x", "powershell") == []


@pytest.mark.parametrize(
    "line",
    [
        "handouts build s",
        "handouts build --layout a",
        "handouts trace dose.",
        "handouts rules miss",
        "handouts explain claim.",
    ],
)
def test_completion_loads_nothing_heavy(line: str, root: Path) -> None:
    program = "import sys, atexit; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); from handouts.cli import main; main(prog_name='handouts')"
    env = {**os.environ, "_HANDOUTS_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=root,
        env={**env, "PYTHONPATH": str(REPO)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout
    loaded = done.stderr.split()
    assert [name for name in loaded if name.startswith(HEAVY)] == []


# --- groups ---------------------------------------------------------------------------------------


def test_each_command_stands_in_one_of_five_groups() -> None:
    names = [name for group in GROUPS.values() for name in group]
    assert len(GROUPS) == 5
    assert sorted(names) == sorted(set(names)) == sorted(COMMANDS)
    modules = {path.stem: path.read_text(encoding="utf-8") for path in (REPO / "handouts/cli").glob("*.py")}
    commands = {name for name, text in modules.items() if re.search(r"^@click\.(command|group)\(", text, re.MULTILINE)}
    # a command whose name is a word of Python has a module with a low line
    assert {name.removesuffix("_") for name in commands - {"__init__"}} == set(names)


def test_the_program_alone_shows_the_groups_and_ends_well() -> None:
    result = CliRunner().invoke(main, [])
    assert (result.exit_code, result.stderr) == (0, "")
    heads = [line.rstrip(":") for line in result.stdout.splitlines() if line.endswith(":") and line[:1].isupper()]
    assert [head for head in heads if head != "Options"] == list(GROUPS)
