"""Builds that do only what changed, and what a change reaches: against a click program, in processes, in memory."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from synthetic import letters, write_project
from timing import HANDOUTS, ROOT, Result, environment, medians, process, ratio

HELLO = ("-c", "import click\n@click.command()\ndef main(): click.echo('hello')\nmain()")
DAY = "2026-11-27"
SMALL, LARGE = 100, 1000


def run(rounds: int) -> list[Result]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        large = write_project(place / "large", ROOT / "layouts", LARGE)
        small = write_project(place / "small", ROOT / "layouts", SMALL)
        results = [_nothing("shipped", ROOT, place / "shipped-out", 2.0, rounds)]
        results += [_processes(small, place, rounds), _memory(small, large, place)]
        results += [_nothing("1,000 leaflets", large, place / "large-out", 20.0, rounds)]
        return [*results, _impact(large, rounds), _one_claim(small, large, place, rounds)]


def _build(root: Path, out: Path) -> Callable[[], None]:
    layout = () if root == ROOT else ("--layout", "a4")
    return _full_build(root, out, *layout)


def _full_build(root: Path, out: Path, *options: str) -> Callable[[], None]:
    command = [*HANDOUTS, "build", "--project", str(root), "--as-of", DAY, "--out", str(out), *options]
    return lambda: process(command)


def _nothing(name: str, root: Path, out: Path, target: float, rounds: int) -> Result:
    """A build with nothing to do, whose stamps are old enough to be trusted."""
    nothing = _build(root, out)
    nothing()
    time.sleep(2.1)
    nothing()
    return ratio(
        f"nothing to do, {name}",
        "build",
        "click",
        target,
        medians({"build": nothing, "click": lambda: process(HELLO)}, rounds),
    )


def _impact(large: Path, rounds: int) -> Result:
    """What one claim reaches among 1,000 leaflets."""
    command = [*HANDOUTS, "impact", "p3.c305", "--project", str(large), "--as-of", DAY]
    taken = medians({"impact": lambda: process(command), "click": lambda: process(HELLO)}, rounds)
    return ratio("impact of a claim among 1,000 leaflets", "impact", "click", 20.0, taken)


def _one_claim(small: Path, large: Path, place: Path, rounds: int) -> Result:
    """One claim of one leaflet changed: a library ten times as large must not take ten times as long."""
    values = count(200)

    def changed(root: Path, out: Path) -> Callable[[], None]:
        build, file = _build(root, out), root / "content/claims/p0.yaml"

        def once() -> None:
            value = next(values)
            told = f"minutes after task {letters(3)}."
            text = re.sub(rf"Wait \d+ {re.escape(told)}", f"Wait {value} {told}", file.read_text())
            head, _, tail = text.partition("p0.c3:")
            file.write_text(f"{head}p0.c3:{re.sub(r'number: [0-9]+', f'number: {value}', tail, count=1)}")
            build()

        build()
        return once

    taken = medians({"1,000": changed(large, place / "large-out"), "100": changed(small, place / "small-out")}, rounds)
    return ratio("one claim changed, 1,000 against 100 leaflets", "1,000", "100", 4.0, taken)


def _processes(root: Path, place: Path, rounds: int) -> Result:
    """Two processes against one, everything made anew in all default layouts: at most 1 / 1.7 of the time."""
    taken = medians(
        {
            "two": _full_build(root, place / "two", "--force", "--jobs", "2"),
            "one": _full_build(root, place / "one", "--force"),
        },
        max(1, rounds // 3),
    )
    return ratio("100 leaflets, two processes against one", "two", "one", 1 / 1.7, taken)


def _memory(small: Path, large: Path, place: Path) -> Result:
    """Peak memory of a full build of 1,000 leaflets against one of 100."""
    peaks = {"1,000": _peak(large, place / "large-out"), "100": _peak(small, place / "small-out")}
    return Result("memory, 1,000 against 100 leaflets", peaks["1,000"] / peaks["100"], 1.5, "x", peaks, "MB")


def _peak(root: Path, out: Path) -> float:
    code = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=False, capture_output=True);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    command = [sys.executable, *HANDOUTS, "build", "--project", str(root), "--as-of", DAY, "--layout", "a4", "--force"]
    done = subprocess.run(
        [sys.executable, "-c", code, *command, "--out", str(out)],
        capture_output=True,
        text=True,
        check=True,
        env=environment(),
        cwd=os.fspath(ROOT),
    )
    return int(done.stdout) / 1024
