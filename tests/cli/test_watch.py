"""`handouts watch` as a process of its own, as a terminal runs it."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from pptx import Presentation
from support.projects import CLAIMS, REPO, TODAY, built, deck, own_layouts, write
from support.talks import FILE, LONGEST, SLIDE, TALK, make_talk

from handouts.cli import main


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small project with a deck, which is sound under every rule, in place of its leaflet."""
    return make_talk(tmp_path / "project")


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
    assert lines[1].endswith("[unclosed-bracket]")
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


def test_a_deck_that_is_edited_meanwhile_is_kept_and_said(root: Path, start: Start) -> None:
    watch = start(root)
    watch.turn()
    (root / "build" / FILE).write_bytes(b"edited in PowerPoint")
    write(root, "decks/talk.yaml", TALK.replace("title: ", "title: Now ", 1))
    said = [line for line in watch.turn() if line.startswith("changed by hand")]
    assert len(said) == 1
    assert f"edited/{FILE}" in said[0]
    assert (root / "build/edited" / FILE).read_bytes() == b"edited in PowerPoint"
