"""A cold check of the whole project against a cold full build, and of ten times the content against once.

Each is a process from start to end, with no folder of output and no cache. Start-up is the check of a project of one
leaflet and one slide: it imports all libraries and reads fonts and looks, so that what is left grows with content.
Growth is of processor time, so that a busy machine does not stretch the longest run most.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from larger import enlarge
from timing import HANDOUTS, ROOT, Result, medians, process, processor_time, ratio

sys.path.insert(0, str(ROOT / "tests"))
from support.projects import deck, leaflet, make_project

TIMES = 10
SLIDES = """\
- id: one
  slide: statement
  title: One title
  blocks:
    - {id: a, text: Words}
"""
BLOCKS = "- {id: a, text: Words}"


def run(rounds: int) -> list[Result]:
    return [against_build(rounds), growth(min(rounds, 5))]


def against_build(rounds: int) -> Result:
    numbers = count()
    with TemporaryDirectory() as folder:

        def built() -> None:
            process([*HANDOUTS, "build", "--as-of", DAY, "--out", str(Path(folder) / f"out{next(numbers)}")])

        taken = medians({"check": lambda: checked(ROOT), "build": built}, rounds)
    return ratio("check against build, cold", "check", "build", 0.6, taken)


def growth(rounds: int) -> Result:
    with TemporaryDirectory() as folder:
        least, large = Path(folder) / "least", Path(folder) / "large"
        # for clinicians, who need none of the parts that a patient's leaflet has
        small = leaflet(BLOCKS).replace("audience: patient", "audience: clinician")
        make_project(least, {"leaflets/small.yaml": small, "decks/talk.yaml": deck(SLIDES)})
        enlarge(ROOT, large, TIMES)
        taken = medians(
            {"start-up": lambda: checked(least), "once": lambda: checked(ROOT), "ten times": lambda: checked(large)},
            rounds,
            processor_time,
        )
    grown = (taken["ten times"] - taken["start-up"]) / (taken["once"] - taken["start-up"])
    return Result("check of 10 x the content, beyond start-up", grown, 11, "x", taken)


DAY = "2026-12-01"


def checked(project: Path) -> None:
    process([*HANDOUTS, "check", "--as-of", DAY, "--project", str(project)])
