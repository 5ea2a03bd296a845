"""No command writes into what authors write, over what was released, or over a file that a build made."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.approvals import approve_at_once
from support.projects import TODAY, built, copied, make_project, two_layouts, without_clinical_rules

from handouts.cli import main
from handouts.content.model import SIGNERS
from handouts.core.lock import locked
from handouts.pipeline.workplace import workplace

FOLDERS = {
    "build": ["build"],
    "watch": ["watch"],
    "dossier": ["dossier", "small"],
    "release": ["release", "two"],
}
FILES = {"recall": ["recall", "dose.target"], "diff": ["diff", "{root}"]}
INSIDE = ["content", "content/new", "layouts", "layouts/leaflets/new", "content/claims/../leaflets", "link", "link/new"]
RELEASED = ["releases/one", "releases/one/leaflets", "elsewhere/may/leaflets"]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a release and a build, which no test changes."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        without_clinical_rules(monkeypatch)
        root = make_project(tmp_path_factory.mktemp("kept") / "project", layouts=two_layouts())
        approve_at_once(root, "small", SIGNERS, "2027-06-30")
        assert run(root, "release", "one").exit_code == 0
        built(root)
    (root / "link").symlink_to(root / "content")
    (root / "elsewhere/may").mkdir(parents=True)
    (root / "elsewhere/may/release.json").write_text("{}", encoding="utf-8")
    return root


@pytest.fixture
def root(kept: Path, tmp_path: Path) -> Path:
    return copied(kept, tmp_path / "project")


def run(root: Path, *words: str) -> Result:
    result = CliRunner().invoke(main, [*words, "--project", str(root), "--as-of", str(TODAY)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def state(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for folder in ("content", "layouts/", "releases", "elsewhere", "build")
        for path in (root / folder).rglob("*")
        if path.is_file()
    }


def refused(root: Path, words: list[str], out: Path) -> str:
    """What a command says that must not write, and has not written."""
    before = state(root)
    result = run(root, *(word.format(root=root) for word in words), "--out", str(out))
    assert result.exit_code == 2, result.output
    assert state(root) == before
    return " ".join(result.stderr.replace("│", " ").split())


@pytest.mark.parametrize("place", [*INSIDE, ".", "..", *RELEASED])
@pytest.mark.parametrize("command", FOLDERS)
def test_a_folder_to_fill_holds_no_source_and_no_release(root: Path, command: str, place: str) -> None:
    assert "name another place" in (said := refused(root, FOLDERS[command], root / place)) or "outside it" in said


@pytest.mark.parametrize("place", [".git", ".git/objects/new", ".hg", "sub/.svn"])
@pytest.mark.parametrize("command", [*FOLDERS, *FILES])
def test_version_control_keeps_its_folder_to_itself(root: Path, command: str, place: str) -> None:
    (root / place).mkdir(parents=True)
    words = FOLDERS.get(command) or FILES[command]
    assert "belongs to version control" in refused(root, words, root / place / "new")


@pytest.mark.parametrize("command", ["build", "watch", "dossier"])
def test_finished_files_lie_beside_no_release(root: Path, command: str) -> None:
    assert "--out is releases/, which is never changed" in refused(root, FOLDERS[command], root / "releases")


@pytest.mark.parametrize("command", FOLDERS)
def test_a_folder_of_another_project_is_no_place_either(root: Path, tmp_path: Path, command: str) -> None:
    other = make_project(tmp_path / "other")
    assert "--out is in content/" in refused(root, FOLDERS[command], other / "content/pdf")
    assert "--out holds content/" in refused(root, FOLDERS[command], other)


@pytest.mark.parametrize("command", FOLDERS)
def test_a_source_file_is_no_folder(root: Path, command: str) -> None:
    assert "is a file" in refused(root, FOLDERS[command], root / "content/limits.yaml")


@pytest.mark.parametrize(
    "place",
    [
        "content/limits.yaml",
        "content/new.txt",
        "layouts/leaflets/a4.yaml",
        "link/limits.yaml",
        "releases/recalls.yaml",
        "releases/one/leaflets/small.en.a4.pdf",
        "elsewhere/may/release.json",
        "build/manifest.json",
        "build/leaflets/small.en.a4.pdf",
    ],
)
@pytest.mark.parametrize("command", FILES)
def test_a_report_overwrites_no_source_no_release_and_no_built_file(root: Path, command: str, place: str) -> None:
    refused(root, FILES[command], root / place)


def test_a_report_is_written_elsewhere_and_again(root: Path) -> None:
    for _ in range(2):
        for command, words in FILES.items():
            out = root / f"build/{command}.txt"
            result = run(root, *(word.format(root=root) for word in words), "--out", str(out))
            assert result.exit_code == 0, result.output
            assert out.is_file()


@pytest.mark.parametrize("command", FILES)
@pytest.mark.parametrize("kind", ["theirs", "changed", "link", "forgotten"])
def test_a_report_replaces_no_file_that_a_command_did_not_write(root: Path, command: str, kind: str) -> None:
    out, words = root / "report.txt", FILES[command]
    if kind != "theirs":
        assert run(root, *(word.format(root=root) for word in words), "--out", str(out)).exit_code == 0
    match kind:
        case "theirs" | "changed":
            out.write_text("my notes\n", encoding="utf-8")
        case "link":
            out.rename(root / "moved.txt")
            out.symlink_to(root / "moved.txt")
        case _:
            shutil.rmtree(root / "build/.cache")
    there = out.read_bytes()
    assert "report.txt is there already" in refused(root, words, out)
    assert out.read_bytes() == there
    out.unlink()
    assert run(root, *(word.format(root=root) for word in words), "--out", str(out)).exit_code == 0


def test_a_comparison_replaces_no_file_that_is_there(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    (root / "changes.pdf").write_bytes(b"mine")
    result = run(root, "diff", str(root), "--format", "pdf")
    assert result.exit_code == 2
    assert "changes.pdf is there already" in " ".join(result.stderr.split())
    assert (root / "changes.pdf").read_bytes() == b"mine"


def test_a_report_that_cannot_be_written_is_told_of(root: Path) -> None:
    (root / "file").write_text("in the way", encoding="utf-8")
    result = run(root, "recall", "dose.target", "--out", str(root / "file/sheet.txt"))
    assert result.exit_code == 1
    assert "cannot write" in result.stderr


def test_a_cache_that_leads_into_the_content_is_refused(root: Path) -> None:
    (root / "other").mkdir()
    (root / "other/.cache").symlink_to(root / "content")
    assert "--out is content/" in refused(root, FOLDERS["build"], root / "other")


@pytest.mark.parametrize("text", ["", '{"name": "An app", "icons": []}', "[]", '{"files": "*.png"}', "[" * 100_000])
def test_a_manifest_of_another_program_is_not_replaced(root: Path, text: str) -> None:
    (root / "app").mkdir()
    (root / "app/manifest.json").write_text(text, encoding="utf-8")
    assert "--out holds a manifest.json that no build wrote" in refused(root, FOLDERS["build"], root / "app")
    assert (root / "app/manifest.json").read_text(encoding="utf-8") == text


def test_a_build_whose_cache_is_gone_is_still_one_of_ours(root: Path) -> None:
    assert run(root, "build", "--out", str(root / "mine"), "--layout", "a4").exit_code == 0
    shutil.rmtree(root / "mine/.cache")
    assert run(root, "build", "--out", str(root / "mine"), "--layout", "a4").exit_code == 0


@pytest.mark.parametrize("name", ["loop/x", "x" * 300])
def test_a_place_that_cannot_be_is_told_of_without_a_traceback(root: Path, name: str) -> None:
    (root / "loop").symlink_to(root / "loop")
    for words in (*FOLDERS.values(), FILES["recall"]):
        if words != ["watch"]:
            assert run(root, *words, "--out", str(root / name)).exit_code in (1, 2)


def test_pruning_says_what_it_left(root: Path) -> None:
    path = root / "build/manifest.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    rows = [{**data["files"][0], "id": "gone", "path": name} for name in ("theirs.pdf", "leaflets/gone.en.a4.pdf")]
    path.write_text(json.dumps({"files": [*data["files"], *rows]}), encoding="utf-8")
    for name in ("theirs.pdf", "leaflets/gone.en.a4.pdf"):
        (root / "build" / name).write_bytes(b"theirs")
    result = run(root, "build", "--prune")
    assert "not touched, for no build wrote it, though manifest.json names it: theirs.pdf" in result.stderr
    assert "kept, for it was changed after it was written: leaflets/gone.en.a4.pdf" in result.stderr
    assert (
        (root / "build/theirs.pdf").read_bytes() == (root / "build/leaflets/gone.en.a4.pdf").read_bytes() == b"theirs"
    )


def test_a_recall_that_waits_says_for_whom(root: Path) -> None:
    words = ["recall", "dose.target", "--record"]
    line = [sys.executable, "-m", "handouts", *words, "--project", str(root), "--as-of", str(TODAY)]
    with locked(workplace(root, "recalls"), "handouts recall"):
        process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert process.stderr is not None
        said = next(line for line in process.stderr if "waiting" in line)
    process.communicate(timeout=60)
    assert re.fullmatch(r"waiting for process \d+ \(handouts recall, since \d\d:\d\d\) \.\.\.\n", said)
    assert process.returncode == 0
    assert "dose.target" in (root / "releases/recalls.yaml").read_text(encoding="utf-8")


def test_a_run_with_nothing_to_do_takes_no_lock_and_loads_none(root: Path) -> None:
    run(root, "build", "--layout", "a4")
    code = (
        "import sys; from handouts.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit as end: assert end.code in (0, 1), end.code\n"
        "loaded = {'filelock', 'asyncio', 'sqlite3', 'multiprocessing'} & set(sys.modules)\n"
        "assert not loaded, loaded\n"
    )
    words = ["build", "--layout", "a4", "--project", str(root), "--as-of", str(TODAY)]
    with locked(root / "build/.cache"):
        done = subprocess.run(
            [sys.executable, "-c", code, *words], check=False, capture_output=True, text=True, timeout=60
        )
    assert done.returncode == 0, done.stderr
    assert "as they were" in done.stderr
