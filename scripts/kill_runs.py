"""Kill builds, releases, approvals and recalls at random moments, and tell how the next run finds the folder.

    python scripts/kill_runs.py [--kills 100] [--seed 1]

Each run has a fresh copy of a small project in which hidden files of others lie. It is killed by SIGKILL at a random
moment: its main process, or one of the workers that it draws with. Then the same command runs again, and has to end as
usual; nothing of the killed run may be left, and nothing of others may be gone. Linux only.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.approvals import approve_at_once
from support.kills import alive, children_of, ended, plant, strays, touched
from support.projects import TODAY, deck, make_project

from handouts.content.model import SIGNERS

SLIDE = '- id: s\n  slide: statement\n  title: Keep {n}\n  sources: [paper_2012]\n  blocks: [{{id: a, text: "{text}"}}]'
DECKS = ("one", "two", "three", "four")
APPROVER = ("--name", "A. Example", "--until", "2027-06-30", "--yes")


@dataclass(frozen=True, slots=True)
class Scenario:
    """A command that is killed: its words, and whether one of its workers is killed in place of its main process."""

    name: str
    words: tuple[str, ...]
    victim: str = "main"


SCENARIOS = (
    Scenario("build --jobs 1", ("build", "--force")),
    Scenario("build --jobs 2", ("build", "--force", "--jobs", "2")),
    Scenario("build --jobs 2, worker", ("build", "--force", "--jobs", "2"), "worker"),
    Scenario("release", ("release", "two")),
    Scenario("release --jobs 2", ("release", "two", "--jobs", "2")),
    Scenario("approve", ("approve", "one", "--role", "author", *APPROVER)),
    Scenario("recall --record", ("recall", "dose.target", "--reason", "Wrong.", "--record")),
)


@dataclass
class Figures:
    """What was seen of one scenario."""

    usual: float = 0
    kills: int = 0
    missed: int = 0
    longest: float = 0
    slowest_end: float = 0
    faults: list[str] = field(default_factory=list)


def started(root: Path, words: tuple[str, ...]) -> subprocess.Popen[str]:
    """Start a command of the program in a session of its own."""
    line = [sys.executable, "-m", "handouts", *words, "--project", str(root), "--as-of", str(TODAY)]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)


def whole(root: Path, words: tuple[str, ...]) -> tuple[float, int, str]:
    """Run a command to its end; return its time in s, its status and what it printed."""
    start = time.monotonic()
    process = started(root, words)
    try:
        output, _ = process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        output, _ = process.communicate()
        return time.monotonic() - start, -1, output
    return time.monotonic() - start, process.returncode, output


def killed(root: Path, scenario: Scenario, after: float, figures: Figures) -> bool:
    """Start a command and kill it or a worker of it after some seconds; return False where it was too late."""
    process = started(root, scenario.words)
    until = time.monotonic() + after
    workers = children_of(process.pid)
    while process.poll() is None and (time.monotonic() < until or (scenario.victim == "worker" and not workers)):
        time.sleep(0.005)
        workers = children_of(process.pid)
    if process.poll() is None:
        os.kill(random.choice(workers) if scenario.victim == "worker" else process.pid, signal.SIGKILL)  # noqa: S311
        hit = True
    else:
        hit = False
    died = time.monotonic()
    process.communicate()
    if not ended(workers, 10):
        figures.faults.append(f"workers go on: {[each for each in workers if alive(each)]}")
    figures.slowest_end = max(figures.slowest_end, time.monotonic() - died)
    return hit


def again(root: Path, scenario: Scenario) -> Iterator[str]:
    """Run the command again, and yield what is wrong; a release that was complete gets another tag."""
    words = scenario.words
    if words[0] == "release" and (root / "releases" / words[1]).exists():
        words = (words[0], "three", *words[2:])
    seconds, status, output = whole(root, words)
    if status != 0:
        yield f"status {status}: {output.strip()[-300:]}"
    if "waiting for" in output:
        yield "it had to wait"
    yield from (f"left: {name}" for name in strays(root))
    yield from (f"gone or changed: {name}" for name in touched(root))
    yield f"{seconds}"


def sample(folder: Path) -> Path:
    """A small project of decks, approved, built and released once, with hidden files of others."""
    texts = {
        f"decks/{name}.yaml": deck(SLIDE.format(n=name, text="The target is {{ dose.target }}.")) for name in DECKS
    }
    root = make_project(folder, {"leaflets/small.yaml": None, **texts})
    for name in DECKS:
        approve_at_once(root, name, SIGNERS[:3], "2027-06-30")
    for words in (("build",), ("release", "one")):
        _, status, output = whole(root, words)
        if status != 0:
            raise SystemExit(output)
    plant(root)
    return root


def main() -> None:
    """Kill as often as asked, and print a line for each command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    random.seed(asked.seed)
    found = {scenario: Figures() for scenario in SCENARIOS}
    with tempfile.TemporaryDirectory() as place:
        root = sample(Path(place) / "sample")
        for number in range(asked.kills):
            scenario = SCENARIOS[number % len(SCENARIOS)]
            one(Path(place), root, scenario, found[scenario])
    for scenario, figures in found.items():
        print(
            f"{scenario.name:24} kills {figures.kills:3}  too late {figures.missed:2}  usual {figures.usual:4.1f} s  "
            f"next run at most {figures.longest:4.1f} s  all ended within {figures.slowest_end:.2f} s  "
            f"faults {len(figures.faults)}"
        )
        for fault in figures.faults:
            print(f"    {fault}")
    sys.exit(any(figures.faults for figures in found.values()))


def one(place: Path, root: Path, scenario: Scenario, figures: Figures) -> None:
    """Kill a command once in a copy of the project, and note how the next one goes."""
    copy = place / "copy"
    shutil.copytree(root, copy, symlinks=True)
    if not figures.usual:
        twin = place / "twin"
        shutil.copytree(root, twin, symlinks=True)
        figures.usual, _, _ = whole(twin, scenario.words)
        shutil.rmtree(twin)
    if killed(copy, scenario, random.uniform(0.1, figures.usual), figures):  # noqa: S311
        figures.kills += 1
    else:
        figures.missed += 1
    *faults, seconds = again(copy, scenario)
    figures.faults += faults
    figures.longest = max(figures.longest, float(seconds))
    shutil.rmtree(copy)


if __name__ == "__main__":
    main()
