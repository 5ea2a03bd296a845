"""Locks: one at a time, whoever waits says for whom, and what a killed process held is free at once."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import filelock
import pytest
from support.kills import FORK

from handouts.core import lock as lock_module
from handouts.core.files import DRAFTS
from handouts.core.lock import LOCK, Holder, holder_of, is_free, locked


def hold(folder: Path, side) -> None:
    with locked(folder, "handouts build"):
        side.send("held")
        side.poll(60)


@pytest.fixture
def other(tmp_path: Path):
    """A process that holds the lock of a folder until it is told to leave, or killed."""
    # pipes, because an event deadlocks when one that waits for it is killed
    ours, theirs = FORK.Pipe()
    process = FORK.Process(target=hold, args=(tmp_path, theirs))
    process.start()
    assert ours.poll(60)
    yield process, ours
    ours.send("leave")
    process.join(60)


def test_who_waits_says_for_which_process(tmp_path: Path, other, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock_module, "PATIENCE", 0.05)
    process, side = other
    told: list[Holder | None] = []

    def tell(holder: Holder | None) -> None:
        told.append(holder)
        # told once more only if somebody else gets it
        Thread(target=lambda: (time.sleep(0.3), side.send("leave"))).start()

    with locked(tmp_path, "handouts release", tell) as place:
        assert place.waited
        assert not is_free(tmp_path)
        mine = holder_of(tmp_path)
        assert mine is not None
        assert (mine.process, mine.work) == (os.getpid(), "handouts release")
    assert len(told) == 1
    assert told[0] is not None
    assert told[0].process == process.pid
    assert str(told[0]) == f"process {process.pid} (handouts build, since {told[0].since})"
    assert is_free(tmp_path)
    assert holder_of(tmp_path) is None


def test_a_lock_that_is_free_is_had_without_a_word(tmp_path: Path) -> None:
    with locked(tmp_path, "handouts build", lambda _: pytest.fail("nobody was waited for")) as place:
        assert not place.waited


def test_what_a_killed_process_held_is_free_at_once(tmp_path: Path, other) -> None:
    process, _ = other
    (tmp_path / DRAFTS).mkdir(exist_ok=True)
    (tmp_path / DRAFTS / ".handouts-abcd1234.draft").write_bytes(b"%PDF half")
    os.kill(process.pid, signal.SIGKILL)
    process.join(60)
    assert holder_of(tmp_path) is not None
    start = time.monotonic()
    with locked(tmp_path, waiting=lambda _: pytest.fail("it had to wait")) as place:
        assert time.monotonic() - start < 5
        assert list(place.drafts.iterdir()) == []


def test_a_process_that_is_forked_meanwhile_holds_no_lock(tmp_path: Path) -> None:
    ours, theirs = FORK.Pipe()
    with locked(tmp_path):
        child = FORK.Process(target=theirs.poll, args=(60,))
        child.start()
    try:
        assert is_free(tmp_path)
        with locked(tmp_path, waiting=lambda _: pytest.fail("it had to wait")):
            pass
    finally:
        ours.send("leave")
        child.join(60)


def test_a_note_left_by_a_killed_process_blocks_nobody(tmp_path: Path) -> None:
    (tmp_path / LOCK).touch()
    (tmp_path / "lock.holder").write_text(json.dumps({"process": 1, "work": "handouts build", "since": "10:02"}))
    with locked(tmp_path, waiting=lambda _: pytest.fail("it had to wait")) as place:
        assert not place.waited


@pytest.mark.parametrize(
    "note",
    [
        "",
        "{",
        "[" * 100_000,
        "[]",
        '{"process": "x", "work": "", "since": ""}',
        json.dumps({"process": 1, "work": "\x1b[2J", "since": "10:02"}),
        json.dumps({"process": 1, "work": "x" * 200, "since": "10:02"}),
    ],
)
def test_a_note_that_is_damaged_names_nobody(tmp_path: Path, note: str) -> None:
    (tmp_path / "lock.holder").write_text(note)
    assert holder_of(tmp_path) is None


def test_a_note_is_no_way_to_overwrite_another_file(tmp_path: Path) -> None:
    theirs = tmp_path / "limits.yaml"
    theirs.write_text("columns: {}\n")
    place = tmp_path / "place"
    place.mkdir()
    (place / "lock.holder").symlink_to(theirs)
    with locked(place):
        pass
    assert theirs.read_text() == "columns: {}\n"


@pytest.mark.parametrize("error", [OSError(errno.ENOLCK, "No locks available"), NotImplementedError("no flock here")])
def test_where_there_are_no_locks_the_block_runs_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    draft = tmp_path / DRAFTS / ".handouts-abcd1234.draft"
    draft.parent.mkdir()
    draft.write_bytes(b"perhaps of a run that goes on")
    monkeypatch.setattr(filelock.FileLock, "acquire", refuse)
    with locked(tmp_path) as place:
        assert not place.waited
    # nobody knows whether its run goes on
    assert draft.exists()
    assert not is_free(tmp_path)


def test_a_folder_that_cannot_be_made_has_no_lock(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with locked(tmp_path / "file" / "place"):
        pass
    assert (tmp_path / "file").read_text() == "in the way"


def test_an_error_in_the_block_frees_the_lock(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="full"), locked(tmp_path):
        raise OSError("full")
    assert is_free(tmp_path)


def test_the_library_of_locks_is_loaded_where_a_lock_is_taken() -> None:
    code = "import sys, handouts.core.lock; sys.exit('filelock' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
