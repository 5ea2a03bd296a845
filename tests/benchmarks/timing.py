"""Things timed against each other: in turn, one warm-up of each thrown away, medians of what is left."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import gettempdir

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Result:
    """A figure held against its target; `detail` lists what was measured, in `measure`."""

    name: str
    figure: float
    target: float
    unit: str
    detail: Mapping[str, float]
    measure: str = "ms"

    @property
    def reached(self) -> bool:
        return self.figure <= self.target


def processor_time() -> float:
    """Seconds that a processor gave to the processes that ended; other programs do not stretch them."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def medians(
    things: Mapping[str, Callable[[], object]], rounds: int, clock: Callable[[], float] = time.perf_counter
) -> dict[str, float]:
    """Milliseconds of each thing, run in turn in every round."""
    taken: dict[str, list[float]] = {name: [] for name in things}
    for number in range(rounds + 1):
        for name, thing in things.items():
            start = clock()
            thing()
            spent = (clock() - start) * 1000
            if number:
                taken[name].append(spent)
    return {name: median(spans) for name, spans in taken.items()}


def ratio(name: str, ours: str, theirs: str, target: float, taken: Mapping[str, float]) -> Result:
    """Our time as a share of theirs."""
    return Result(name, taken[ours] / taken[theirs], target, "x", taken)


def process(arguments: Sequence[str]) -> None:
    """A process of this interpreter from start to end, which finds the package of this project first."""
    found = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment(), capture_output=True, text=True, check=False
    )
    if found.returncode:
        raise RuntimeError(found.stderr)


def environment() -> dict[str, str]:
    """The environment of a process that finds this project first, and keeps bytecode as an installed program does."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {"PYTHONPYCACHEPREFIX": str(Path(gettempdir()) / "handouts-bytecode"), **kept, "PYTHONPATH": str(ROOT)}


# what the console script does
HANDOUTS = ("-c", "from handouts.cli import main; main()")
