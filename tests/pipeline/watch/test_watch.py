"""A build at each save: what counts as a save, what is told of it, and what does not end it."""

from __future__ import annotations

import json
import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from click.testing import CliRunner
from support.projects import TODAY, request, write
from support.talks import FILE, TALK, make_talk

from handouts.cli import main
from handouts.core.lock import Holder, locked
from handouts.core.problem import Mark, Problem
from handouts.pipeline.build import Built, build
from handouts.pipeline.plan import Plan
from handouts.pipeline.read import read
from handouts.pipeline.watch import Turn, beyond, watch
from handouts.pipeline.watch import process as processes
from handouts.pipeline.watch import saves as saving
from handouts.pipeline.watch.process import built_apart
from handouts.pipeline.watch.saves import Saves


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small project with a deck, which is sound under every rule, in place of its leaflet."""
    return make_talk(tmp_path / "project")


@pytest.fixture
def _forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds in processes that have what a test put in place."""
    monkeypatch.setattr(processes, "_context", lambda: multiprocessing.get_context("fork"))


# --- from end to end ------------------------------------------------------------------------------


# --- a bug of the program -------------------------------------------------------------------------


@pytest.mark.usefixtures("_forked")
def test_a_bug_does_not_end_the_watch(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def with_a_bug(plan: Plan) -> Any:
        if (root / "content/bug").exists():
            raise ZeroDivisionError("by nothing")
        return read(plan)

    write(root, "decks/talk.yaml", TALK.replace("dose.target", "dose.targt"))
    monkeypatch.setattr("handouts.pipeline.build.read", with_a_bug)
    turns = watch(request(root, layouts=()), lambda: TODAY)
    [problem] = next(turns).came

    write(root, "bug", "")
    broken = next(turns)
    [fault] = broken.came
    assert (fault.rule, fault.mark.file) == ("internal-error", "content")
    assert "the build failed: ZeroDivisionError: by nothing" in fault.message
    assert "with_a_bug" in fault.trace
    assert (broken.changed, broken.went) == (("content/bug",), (problem,))
    assert broken.built.stopped == (FILE,)

    write(root, "decks/talk.yaml", TALK)
    (root / "content/bug").unlink()
    mended = next(turns)
    assert (mended.came, mended.went) == ((), (fault,))
    assert mended.built.written == (FILE,)


@pytest.mark.usefixtures("_forked")
def test_a_process_that_dies_is_told_and_leaves_no_older_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = request(root, layouts=())
    assert build(asked).written == (FILE,)
    monkeypatch.setattr(processes, "build", lambda *_, **__: os._exit(3))
    built = built_apart(asked)
    [fault] = built.problems
    assert "its process ended with status 3" in fault.message
    assert built.stopped == (FILE,)
    assert (root / "build/withheld" / FILE).is_file()
    assert not (root / "build" / FILE).exists()


@pytest.mark.parametrize("wanted", [(), ("--traceback",)])
def test_a_bug_is_printed_in_one_line_before_its_traceback(
    root: Path, wanted: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = Problem(Mark("content"), "internal-error", "it failed", trace="Traceback ...\nKeyError: 'x'\n")

    def turns(*_: object) -> Iterator[Turn]:
        yield Turn(("content/a.yaml",), Built((fault,)), (fault,), (), 0.1)
        raise KeyboardInterrupt

    monkeypatch.setattr("handouts.pipeline.watch.watch", turns)
    result = CliRunner().invoke(main, ["watch", "--project", str(root), *wanted])
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines()[1:] == [
        "changed: content/a.yaml",
        "+ content:1:1: error: it failed [internal-error]",
        *(["Traceback ...", "KeyError: 'x'"] if wanted else []),
        "0 files built in 0.1 s; 1 error, 0 warnings",
        "watch ended",
    ]


def test_what_is_built_is_on_stdout_and_all_else_on_stderr(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = Problem(Mark("content/a.yaml", 3), "rule", "wrong")
    names = tuple(f"content/{number}.yaml" for number in range(5))

    def turns(*_: object) -> Iterator[Turn]:
        yield Turn(names, Built((problem,), ("a.pdf",), ("b.pdf",)), (problem,), (problem,), 1.25)
        raise KeyboardInterrupt

    monkeypatch.setattr("handouts.pipeline.watch.watch", turns)
    result = CliRunner().invoke(main, ["watch", "--project", str(root)])
    assert result.stdout == "a.pdf\n"
    assert result.stderr.splitlines()[1:] == [
        "changed: content/0.yaml, content/1.yaml, content/2.yaml and 2 more",
        f"- {problem} (gone)",
        f"+ {problem}",
        "withheld: b.pdf",
        "1 file built in 1.2 s; 1 error, 0 warnings",
        "watch ended",
    ]


# --- problems that come and go --------------------------------------------------------------------


def test_a_problem_that_moved_neither_came_nor_went() -> None:
    def at(line: int, message: str = "'often' in line 7 of a") -> Problem:
        return Problem(Mark("a", line), "rule", message)

    assert list(beyond([at(9, "'often' in line 12 of a")], [at(3)])) == []
    assert list(beyond([at(3), at(9)], [at(4)])) == [at(9)]
    assert list(beyond([at(3)], [at(3, "another")])) == [at(3)]
    assert list(beyond([], [at(3)])) == []


@pytest.mark.usefixtures("_forked")
def test_a_watch_that_waits_for_a_build_says_for_which(root: Path) -> None:
    told: list[Holder | None] = []
    ended: list[Built] = []
    with locked(root / "build/.cache", "handouts build"):
        thread = Thread(target=lambda: ended.append(built_apart(request(root), told.append)))
        thread.start()
        until = time.monotonic() + 30
        while not told and time.monotonic() < until:
            time.sleep(0.02)
        assert not ended
    thread.join(60)
    assert told[0] is not None
    assert (told[0].process, told[0].work) == (os.getpid(), "handouts build")
    assert isinstance(ended[0], Built)


def test_a_folder_or_layout_that_is_gone_is_told_and_nothing_is_built(root: Path) -> None:
    turns = watch(request(root, layouts=("widescreen",)), lambda: TODAY)
    assert next(turns).built.problems == ()
    (root / "layouts").rename(root / "kept")
    gone = next(turns)
    assert [problem.rule for problem in gone.came] == ["missing-project", "unknown-layout"]
    assert gone.built.written == gone.built.stopped == ()
    (root / "kept").rename(root / "layouts")
    back = next(turns)
    assert back.went == gone.came
    assert back.built.kept == (FILE,)
    assert json.loads((root / "build/manifest.json").read_text())["files"]


# --- what a save is -------------------------------------------------------------------------------


def scripted(monkeypatch: pytest.MonkeyPatch, *steps: Callable[[], object]) -> list[float]:
    """Does one step at each time that the watch sleeps, without sleeping; the times it would have slept, in s."""
    waiting, slept = iter(steps), []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        next(waiting)()

    monkeypatch.setattr(saving.time, "sleep", sleep)
    return slept


def rest() -> None:
    """Nothing happens."""


def test_a_save_in_steps_is_one_save(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saves = Saves(root)
    slept = scripted(
        monkeypatch,
        rest,
        lambda: write(root, "decks/talk.yaml", "half"),
        lambda: write(root, "decks/talk.yaml", TALK + "\n"),
        lambda: write(root, "foods.yaml", "too"),
        rest,
    )
    assert saves.wait() == ("content/decks/talk.yaml", "content/foods.yaml")
    assert slept[-1] == saving.SETTLE
    assert len(slept) == 5


def test_a_file_that_is_replaced_by_another_is_one_save(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = root / "content/decks/talk.yaml"
    saves = Saves(root)
    scripted(
        monkeypatch,
        lambda: path.rename(f"{path}~"),
        lambda: write(root, "decks/4913", TALK + "\n"),
        lambda: (root / "content/decks/4913").rename(path),
        rest,
    )
    assert saves.wait() == ("content/decks/talk.yaml",)


def test_what_changes_no_byte_is_no_save(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saves = Saves(root)
    passing = root / "content/4913"
    scripted(
        monkeypatch,
        (root / "content/foods.yaml").touch,
        rest,
        lambda: write(root, "4913", ""),
        passing.unlink,
        rest,
        lambda: write(root, "decks/.talk.yaml.swp", "open"),
        lambda: write(root, "decks/#talk.yaml#", "unsaved"),
        lambda: write(root, "decks/talk.yaml~", "old"),
        lambda: (root / "content/decks").rename(root / "content/away"),
        lambda: (root / "content/away").rename(root / "content/decks"),
        rest,
        (root / "content/glossary.yaml").unlink,
        rest,
    )
    assert saves.wait() == ("content/glossary.yaml",)


def test_a_change_while_it_was_built_is_the_next_save(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saves = Saves(root)
    slept = scripted(monkeypatch, lambda: write(root, "foods.yaml", "one"), rest, rest)
    assert saves.wait() == ("content/foods.yaml",)
    write(root, "foods.yaml", "two")
    assert saves.wait() == ("content/foods.yaml",)
    assert len(slept) == 3


def test_an_edit_of_equal_length_that_keeps_the_time_is_seen(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = root / "content/foods.yaml"
    status = path.stat()
    saves = Saves(root)

    def edit() -> None:
        path.write_bytes(path.read_bytes().replace(b"Kale", b"Cale"))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    scripted(monkeypatch, edit, rest)
    assert saves.wait() == ("content/foods.yaml",)


def test_looking_takes_a_small_part_of_the_time(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saves = Saves(root)
    clock = count()
    monkeypatch.setattr(saving.time, "monotonic", lambda: next(clock))
    slept = scripted(monkeypatch, lambda: write(root, "foods.yaml", "one"), rest)
    saves.wait()
    assert slept[0] == saving.SHARE
