"""A build at each save: what counts as a save, what is told of it, and what does not end it."""

from __future__ import annotations

import json
import multiprocessing
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner
from pptx import Presentation
from support.projects import CLAIMS, REPO, TODAY, built, deck, make_project, own_layouts, request, write

from handouts.cli import main
from handouts.core.problem import Mark, Problem
from handouts.pipeline.build import Built, build
from handouts.pipeline.request import Request
from handouts.pipeline.watch import Turn, beyond, watch
from handouts.pipeline.watch import process as processes
from handouts.pipeline.watch import saves as saving
from handouts.pipeline.watch.process import Broken, built_apart
from handouts.pipeline.watch.saves import Saves

SLIDE = (
    "- id: s\n  slide: statement\n  title: {title}\n  sources: [paper_2012]\n"
    '  blocks: [{{id: a, text: "The target is {{{{ dose.target }}}}."}}]'
)
TALK = deck(SLIDE.format(title="Keep the range"))
FILE = "decks/talk.en.widescreen.pptx"
LONGEST = 60  # s that a shared machine may take for what a test waits for


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small project with a deck, which is sound under every rule, in place of its leaflet."""
    return make_project(tmp_path / "project", {"leaflets/small.yaml": None, "decks/talk.yaml": TALK})


@pytest.fixture
def _forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds in processes that have what a test put in place."""
    monkeypatch.setattr(processes, "_context", lambda: multiprocessing.get_context("fork"))


# --- from end to end ------------------------------------------------------------------------------


class Watched:
    """A running `handouts watch` and the lines that it prints."""

    def __init__(self, root: Path, *words: str) -> None:
        line = [sys.executable, "-m", "handouts", "watch", *words, "--project", str(root), "--as-of", str(TODAY)]
        self.process = subprocess.Popen(
            line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=REPO, start_new_session=True
        )
        self.lines: queue.Queue[str] = queue.Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self.lines.put(line.rstrip("\n"))

    def until(self, part: str) -> list[str]:
        """The lines up to the first that holds a text."""
        found: list[str] = []
        while not found or part not in found[-1]:
            found.append(self.lines.get(timeout=LONGEST))
        return found

    def turn(self) -> list[str]:
        """The lines of a build, without its time."""
        *lines, last = self.until(" built in ")
        return [*lines, re.sub(r" in [\d.]+ s", "", last)]

    def interrupt(self) -> list[str]:
        """Ctrl-C on the terminal, which every process of the command gets; the lines that are left."""
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait(LONGEST)
        self.reader.join(LONGEST)
        return [self.lines.get() for _ in range(self.lines.qsize())]

    def close(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(LONGEST)
        self.reader.join(LONGEST)
        if self.process.stdout:
            self.process.stdout.close()


Start = Callable[..., Watched]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts a watch that ends with the test."""
    running: list[Watched] = []

    def begin(root: Path, *words: str) -> Watched:
        running.append(Watched(root, *words))
        return running[-1]

    yield begin
    for each in running:
        each.close()


def printed(root: Path) -> str:
    """The words on the slides of the deck."""
    slides = Presentation(str(root / "build" / FILE)).slides
    return " ".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)


def test_a_watch_goes_on_through_broken_files_until_ctrl_c(root: Path, start: Start) -> None:
    run = start(root)
    assert run.turn()[1:] == [FILE, "1 file built; 0 errors, 0 warnings"]

    write(root, "decks/talk.yaml", TALK + "  - [\n")
    lines = run.turn()
    assert lines[0] == "changed: content/decks/talk.yaml"
    assert lines[1].startswith("+ content/decks/talk.yaml:")
    assert lines[1].endswith("[yaml-syntax]")
    assert lines[2:] == [f"withheld: {FILE}", "0 files built; 1 error, 0 warnings"]
    assert not (root / "build" / FILE).exists()

    write(root, "decks/talk.yaml", TALK)
    mended = run.turn()
    assert mended[1:] == [f"-{lines[1][1:]} (gone)", FILE, "1 file built; 0 errors, 0 warnings"]

    assert run.interrupt() == ["watch ended"]
    assert run.process.returncode == 0


def test_a_changed_claim_a_new_document_and_a_deleted_one(root: Path, start: Start) -> None:
    run = start(root)
    run.turn()
    assert "2.0–3.0" in printed(root)

    write(
        root,
        "claims/dose.yaml",
        CLAIMS.replace("2.0 to 3.0", "2.5 to 3.5").replace("low: 2.0, high: 3.0", "low: 2.5, high: 3.5"),
    )
    assert run.turn() == ["changed: content/claims/dose.yaml", FILE, "1 file built; 0 errors, 0 warnings"]
    assert "2.5–3.5" in printed(root)

    write(root, "decks/other.yaml", deck(SLIDE.format(title="Another").replace("dose.target", "dose.targt")))
    lines = run.turn()
    assert lines[0] == "changed: content/decks/other.yaml"
    assert lines[1].startswith("+ content/decks/other.yaml:")
    assert "did you mean 'dose.target'?" in lines[1]

    (root / "content/decks/other.yaml").unlink()
    assert f"-{lines[1][1:]} (gone)" in run.turn()


def test_a_layout_is_read_again(root: Path, start: Start) -> None:
    """A process that kept what it knew of looks would draw the old one."""
    theme = (REPO / "layouts/themes/clear.yaml").read_text(encoding="utf-8")
    own_layouts(root, {"themes/clear.yaml": theme})
    run = start(root)
    run.turn()
    before = (root / "build" / FILE).read_bytes()

    colour = next(line for line in theme.splitlines() if "'#" in line or '"#' in line)
    place = colour.index("#")
    (root / "layouts/themes/clear.yaml").write_text(
        theme.replace(colour, f"{colour[:place]}#123456{colour[place + 7 :]}"), encoding="utf-8"
    )
    assert run.turn()[0] == "changed: layouts/themes/clear.yaml"
    after = (root / "build" / FILE).read_bytes()
    assert after != before
    built(root, layouts=(), out=root / "clean")
    assert after == (root / "clean" / FILE).read_bytes()
    assert (root / "build/manifest.json").read_bytes() == (root / "clean/manifest.json").read_bytes()


def test_a_document_asked_for_may_go_and_come_back(root: Path, start: Start) -> None:
    run = start(root, "talk")
    run.turn()
    (root / "content/decks/talk.yaml").unlink()
    gone = "content:1:1: error: the document 'talk' is gone [unknown-document]"
    assert run.turn()[1:] == [f"+ {gone}", "0 files built; 1 error, 0 warnings"]
    write(root, "decks/talk.yaml", TALK)
    assert run.turn()[1:] == [f"- {gone} (gone)", "0 files built, 1 as they were; 0 errors, 0 warnings"]


@pytest.mark.parametrize("delay", [0.0, 0.1, 0.3, 0.6])
def test_ctrl_c_ends_it_tidily_at_any_time(delay: float, root: Path, start: Start) -> None:
    run = start(root)
    run.until("watching")
    time.sleep(delay)
    lines = run.interrupt()
    assert lines[-1] == "watch ended"
    assert set(lines) <= {"watch ended", FILE, *(line for line in lines if line.startswith("1 file built"))}
    assert run.process.returncode == 0


def test_an_interruption_of_the_watch_alone_ends_its_build(root: Path, start: Start) -> None:
    run = start(root)
    run.until("watching")
    run.process.send_signal(signal.SIGINT)
    assert run.process.wait(LONGEST) == 0
    # its end is seen when every process that could print has ended
    run.reader.join(LONGEST)
    assert not run.reader.is_alive()


def test_files_may_not_be_written_among_those_that_are_watched(root: Path) -> None:
    for folder in ("content", "layouts"):
        result = CliRunner().invoke(main, ["watch", "--project", str(root), "--out", str(root / folder / "x")])
        assert result.exit_code == 2
        assert f"--out is in {folder}/" in result.stderr


# --- a bug of the program -------------------------------------------------------------------------


@pytest.mark.usefixtures("_forked")
def test_a_bug_does_not_end_the_watch(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def with_a_bug(asked: Request) -> Built:
        if (root / "content/bug").exists():
            raise ZeroDivisionError("by nothing")
        return build(asked)

    write(root, "decks/talk.yaml", TALK.replace("dose.target", "dose.targt"))
    monkeypatch.setattr(processes, "build", with_a_bug)
    turns = watch(request(root, layouts=()), lambda: TODAY)
    [problem] = next(turns).came

    write(root, "bug", "")
    broken = next(turns)
    assert broken.broken is not None
    assert broken.broken.reason == "ZeroDivisionError: by nothing"
    assert "with_a_bug" in broken.broken.trace
    assert (broken.changed, broken.came, broken.went) == (("content/bug",), (), ())
    assert broken.built.problems == (problem,)

    write(root, "decks/talk.yaml", TALK)
    (root / "content/bug").unlink()
    mended = next(turns)
    assert (mended.broken, mended.came, mended.went) == (None, (), (problem,))
    assert mended.built.written == (FILE,)


@pytest.mark.usefixtures("_forked")
def test_a_process_that_dies_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "build", lambda _: os._exit(3))
    assert built_apart(request(root)) == Broken("its process ended with status 3")


def test_a_bug_is_printed_in_one_line_after_its_traceback(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def turns(*_: object) -> Iterator[Turn]:
        yield Turn(
            ("content/a.yaml",), Built(()), (), (), 0.1, Broken("KeyError: 'x'", "Traceback ...\nKeyError: 'x'\n")
        )
        raise KeyboardInterrupt

    monkeypatch.setattr("handouts.pipeline.watch.watch", turns)
    result = CliRunner().invoke(main, ["watch", "--project", str(root)])
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines()[1:] == [
        "changed: content/a.yaml",
        "Traceback ...",
        "KeyError: 'x'",
        "the build broke, which is a bug of handouts: KeyError: 'x'; still watching",
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
def test_a_folder_or_layout_that_is_gone_is_told_and_nothing_is_built(root: Path) -> None:
    turns = watch(request(root, layouts=("widescreen",)), lambda: TODAY)
    assert next(turns).built.problems == ()
    (root / "layouts").rename(root / "kept")
    gone = next(turns)
    assert [problem.rule for problem in gone.came] == ["no-project", "unknown-layout"]
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
