"""The most memory that any process of a full build has at once."""

from __future__ import annotations

import subprocess
import sys
from tempfile import TemporaryDirectory

from timing import HANDOUTS, ROOT, Result, environment

# Linux counts what a process had before it became another program, so a bare interpreter starts the build;
# a build's problems are its own business here, so any status will do
WATCH = """import os, sys
child = os.spawnv(os.P_NOWAIT, sys.executable, sys.argv[1:])
usage = os.wait4(child, 0)[2]
print(usage.ru_maxrss)
"""


def run(rounds: int) -> list[Result]:  # noqa: ARG001 - one build is enough
    peaks = {"one process": peak([]), "largest of --jobs 2": peak(["--jobs", "2"])}
    return [Result("peak memory of a full build", max(peaks.values()), 400, "MB", peaks, "MB")]


def peak(options: list[str]) -> float:
    """Megabytes."""
    with TemporaryDirectory() as out:
        command = [sys.executable, *HANDOUTS, "build", "--force", "--out", out, *options]
        found = subprocess.run(
            [sys.executable, "-I", "-S", "-c", WATCH, *command],
            cwd=ROOT,
            env=environment(),
            capture_output=True,
            text=True,
            check=True,
        )
    return int(found.stdout.split()[-1]) / 1024
