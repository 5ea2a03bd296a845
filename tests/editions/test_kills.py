"""Releases, approvals and recalls that are killed at each of their steps: the next one works at once, nothing is left."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.approvals import approve_at_once
from support.kills import died, plant, strays, touched
from support.projects import TODAY, copied, make_project, two_layouts, without_clinical_rules

from handouts.cli import main
from handouts.content.model import SIGNERS
from handouts.editions.approval.unfinished import UNFINISHED
from handouts.editions.releases.make import STAGING
from handouts.pipeline.workplace import workplace

UNTIL = "2027-06-30"
Work = Callable[[Path], object]


def run(root: Path, *words: str) -> None:
    result = CliRunner().invoke(main, [*words, "--project", str(root), "--as-of", str(TODAY)])
    assert result.exit_code == 0, result.output
    assert "waiting" not in result.output


def approve(root: Path) -> None:
    approve_at_once(root, "small", ("clinician",), UNTIL)


def release(root: Path) -> None:
    # a release that was complete when its process was killed stays
    tag = "two" if not (root / "releases/two").exists() else "three"
    run(root, "release", tag)


def recall(root: Path) -> None:
    run(root, "recall", "dose.target", "--reason", "Too low.", "--record", "--out", str(root / "sheet.txt"))


WORK: dict[str, Work] = {"approve": approve, "release": release, "recall": recall}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a release, and hidden files of others, which no test changes."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        without_clinical_rules(monkeypatch)
        root = make_project(tmp_path_factory.mktemp("kept") / "project", layouts=two_layouts())
        approve_at_once(root, "small", SIGNERS, UNTIL)
        run(root, "release", "one")
    plant(root)
    return root


def moments(steps: int, wanted: int) -> list[int]:
    """Some of the steps, spread evenly, with the first and the last ones."""
    return sorted({1, steps - 1, steps, *(1 + each * steps // wanted for each in range(wanted))})


@pytest.mark.parametrize(("name", "wanted"), [("approve", 6), ("release", 6), ("recall", 6)])
def test_what_is_killed_leaves_a_project_in_which_the_next_run_works(
    kept: Path, tmp_path: Path, name: str, wanted: int
) -> None:
    twin = copied(kept, tmp_path / "twin")
    status, steps = died(partial(WORK[name], twin), twin)
    assert status == 0
    assert steps > 5
    for last in moments(steps, wanted):
        root = copied(kept, tmp_path / f"killed{last}")
        assert died(partial(WORK[name], root), root, last) == (-signal.SIGKILL, 0)
        assert touched(root) == []
        WORK[name](root)
        assert list(strays(root)) == touched(root) == []
        assert [path.name for path in (root / "releases").iterdir() if STAGING.match(path.name)] == []
        assert (root / "releases/one/release.json").read_bytes() == (kept / "releases/one/release.json").read_bytes()


def test_records_of_a_killed_approval_go_and_those_of_others_stay(kept: Path, tmp_path: Path) -> None:
    root = copied(kept, tmp_path / "project")
    folder = root / "content/sign-offs"
    ours = sorted(path.name for path in folder.glob("*.json"))
    place = workplace(root, "approvals")
    texts = {"edited.json": "edited since", "theirs.json": "theirs", "left.json": "left", ours[0]: None}
    for name, text in texts.items():
        if text is not None:
            (folder / name).write_text(text, encoding="utf-8")
    (root / "content/outside.json").write_text("left", encoding="utf-8")
    from handouts.pipeline.manifest import sha256

    noted = {
        name: ["no-entry", sha256(b"left")] for name in ("left.json", "edited.json", "../outside.json", "gone.json")
    }
    named = ours[0].rpartition(".json")[0].rpartition(".")[2]
    noted[ours[0]] = [named, sha256((folder / ours[0]).read_bytes())]
    (place / UNFINISHED).write_text(json.dumps(noted), encoding="utf-8")
    approve(root)
    left = {path.name for path in folder.glob("*.json")}
    assert "left.json" not in left
    assert {"edited.json", "theirs.json", *ours} <= left
    assert (root / "content/outside.json").exists()
    assert not (place / UNFINISHED).exists()


@pytest.mark.parametrize("note", ["{", "[]", "[" * 100_000, '{"a": 7}', '{"a": ["", "x"]}', '{"..": ["a", "b"]}'])
def test_a_damaged_note_of_an_approval_removes_nothing(kept: Path, tmp_path: Path, note: str) -> None:
    root = copied(kept, tmp_path / "project")
    before = {path.name for path in (root / "content/sign-offs").iterdir()}
    (workplace(root, "approvals") / UNFINISHED).write_text(note, encoding="utf-8")
    approve(root)
    assert before <= {path.name for path in (root / "content/sign-offs").iterdir()}
    assert not (workplace(root, "approvals") / UNFINISHED).exists()


def test_only_an_unfinished_release_that_nobody_makes_is_removed(kept: Path, tmp_path: Path) -> None:
    from handouts.core.lock import locked

    root = copied(kept, tmp_path / "project")
    folder, theirs = root / "releases", root / "theirs"
    theirs.mkdir()
    (theirs / "file.pdf").write_bytes(b"theirs")
    dead, alive, link = (folder / f".handouts-{letter * 16}" for letter in "abc")
    other = folder / ".handouts-abc"
    for place in (dead, alive, other):
        (place / "two").mkdir(parents=True)
        (place / "two/file.pdf").write_bytes(b"%PDF")
    (dead / "two/away").symlink_to(theirs)
    link.symlink_to(theirs)
    with locked(alive):
        release(root)
    assert not dead.exists()
    assert (alive / "two/file.pdf").exists()
    assert (other / "two/file.pdf").exists()
    assert link.is_symlink()
    assert (theirs / "file.pdf").read_bytes() == b"theirs"
