"""How commands bear files with one byte changed: finished files, or the YAML of a project.

`python tests/fuzz finished FOLDER [--count 300]` changes PDF and PPTX files below a folder and asks `verify`, `speak`,
`trace` and `current` about each. `python tests/fuzz content [--count 300]` changes files of the shipped content and
checks them. Exit status 1 says that a command ended with a traceback, took too long, or needed too much memory.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner

for up in (1, 2):
    sys.path.insert(0, str(Path(__file__).resolve().parents[up]))

from fuzz.changes import CHANGES, raw
from handouts.cli import main as handouts

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = (("verify",), ("speak",), ("trace",), ("current",))
# seconds that one command may take with one file, and bytes of memory that the process may ask for
LONGEST, MOST_MEMORY = 20.0, 2_000_000_000


@dataclass
class Tally:
    """What was found so far."""

    inputs: int = 0
    runs: int = 0
    longest: float = 0.0
    slowest: str = ""
    wrong: list[str] = field(default_factory=list)

    def run(self, words: tuple[str, ...], name: str) -> None:
        """Run one command and note how it ended and how long it took."""
        start = time.perf_counter()
        result = CliRunner().invoke(handouts, list(words))
        took = time.perf_counter() - start
        self.runs += 1
        if took > self.longest:
            self.longest, self.slowest = took, name
        fault = result.exception is not None and not isinstance(result.exception, SystemExit)
        if fault or "internal-error" in result.output or "Traceback" in result.output:
            self.wrong.append(f"{name}: {result.exception!r} {result.output[-300:]}")
        if took > LONGEST:
            self.wrong.append(f"{name}: took {took:.1f} s")

    def lines(self) -> Iterator[str]:
        """Yield the figures, then what went wrong."""
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield f"{self.inputs} inputs, {self.runs} runs, {len(self.wrong)} wrong"
        yield f"longest {self.longest:.2f} s ({self.slowest}), most memory {memory:.0f} MB"
        yield from (f"  WRONG: {each}" for each in self.wrong)


def finished(folder: Path, count: int, seed: int, tally: Tally) -> None:
    """Change finished files and ask every command that reads them."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".pdf", ".pptx"))
    dice = random.Random(seed)  # noqa: S311 - no secret, but the same each time
    with tempfile.TemporaryDirectory() as place:
        for number in range(count):
            file, kind = dice.choice(files), dice.choice(list(CHANGES))
            target = Path(place) / f"{number}{file.suffix}"
            target.write_bytes(CHANGES[kind](file.read_bytes(), dice))
            tally.inputs += 1
            for command in COMMANDS:
                tally.run((*command, str(target), *_project(command)), f"{command[0]} {kind} {number} of {file.name}")
            target.unlink()


def _project(command: tuple[str, ...]) -> tuple[str, ...]:
    return ("--project", str(ROOT)) if command == ("current",) else ()


def content(count: int, seed: int, tally: Tally) -> None:
    """Change files of the shipped content and check the documents that use them."""
    dice = random.Random(seed)  # noqa: S311 - no secret, but the same each time
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        shutil.copytree(ROOT / "content", root / "content")
        shutil.copytree(ROOT / "layouts", root / "layouts")
        files = sorted(path for name in ("content", "layouts") for path in (root / name).rglob("*.yaml"))
        documents = {path.stem for name in ("leaflets", "decks") for path in (root / "content" / name).glob("*.yaml")}
        for number in range(count):
            file = dice.choice(files)
            old = file.read_bytes()
            file.write_bytes(raw(old, dice))
            tally.inputs += 1
            chosen = file.stem if file.stem in documents else "newborn-k1-shot"
            name = f"check {chosen} {number} with {file.relative_to(root)}"
            tally.run(("check", chosen, "--clinic", "riverside", "--layout", "a4", "--project", str(root)), name)
            file.write_bytes(old)


def main() -> int:
    """Return 1 where anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["finished", "content"])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "build")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=20261130)
    chosen = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    tally = Tally()
    runs: dict[str, Callable[[], None]] = {
        "finished": lambda: finished(chosen.folder, chosen.count, chosen.seed, tally),
        "content": lambda: content(chosen.count, chosen.seed, tally),
    }
    runs[chosen.what]()
    sys.stdout.write("\n".join(tally.lines()) + "\n")
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
