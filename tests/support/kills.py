"""Processes that are killed: at a chosen step of what they write, or from outside; and what is left of them."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

# processes that have what a test put in place
FORK = multiprocessing.get_context("fork")
STEPS = ("os.rename", "os.remove", "os.mkdir", "os.rmdir")
OURS = re.compile(r"\.handouts-")
# hidden files of others, which look like drafts and are none of ours
FOREIGN = (
    "build/.small.en.a4.pdf.icloud",
    "build/leaflets/.small.en.a4.pdf.swp",
    "build/.cache/drafts/.talk.pptx.part",
    "content/.sign-offs.yaml.swp",
    "content/sign-offs/.note.json.bak",
    "releases/.manifest.json.tmp",
    "releases/.one.abcd1234/leaflets/.small.pdf.part",
)


def died(work: Callable[[], Any], below: Path, last: int | None = None) -> tuple[int | None, int]:
    """The status of a process that does some work, and how many steps below a folder it took.

    A step is an opening for writing, a rename, a removal or a new folder; at the last it is killed.
    """
    receiver, sender = FORK.Pipe(duplex=False)
    process = FORK.Process(target=lambda: sender.send(_counted(work, below, last)))
    process.start()
    sender.close()
    try:
        steps = receiver.recv()
    except EOFError:
        steps = 0
    process.join(60)
    return process.exitcode, steps


def _counted(work: Callable[[], Any], below: Path, last: int | None) -> int:
    """Do some work and count its steps; only for a process of its own, because nothing takes the hook away."""
    start, own, taken = f"{below}{os.sep}", os.getpid(), 0

    def step(event: str, facts: tuple[Any, ...]) -> None:
        nonlocal taken
        opened = event == "open" and isinstance(facts[2], int) and facts[2] & (os.O_WRONLY | os.O_RDWR)
        if not (opened or event in STEPS) or not str(facts[0]).startswith(start) or os.getpid() != own:
            return
        taken += 1
        if taken == last:
            os.kill(own, signal.SIGKILL)

    sys.addaudithook(step)
    work()
    return taken


def children_of(process: int) -> tuple[int, ...]:
    """The processes that a process has started and that have not ended."""
    try:
        found = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:
        return ()
    return tuple(map(int, found))


def alive(process: int) -> bool:
    """Whether a process is there and has not ended; one that has ended may still be listed."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(") ")[2][0] not in "ZX"
    except OSError:
        return False


def ended(processes: tuple[int, ...], within: float) -> bool:
    """Whether all these processes end within some seconds."""
    until = time.monotonic() + within
    while any(map(alive, processes)):
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


def plant(root: Path) -> None:
    """Put hidden files of others where a run may look for its own."""
    for name in FOREIGN:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("by somebody else", encoding="utf-8")


def touched(root: Path) -> list[str]:
    """The files of others that are gone or changed."""
    text = "by somebody else"
    return [name for name in FOREIGN if not (root / name).is_file() or (root / name).read_text("utf-8") != text]


def strays(root: Path) -> Iterator[str]:
    """Yield what killed runs left below a project: drafts, unfinished releases, records that no entry names."""
    yield from (str(path.relative_to(root)) for path in root.rglob("*") if OURS.match(path.name))
    ledger = root / "content/sign-offs.yaml"
    entries = ledger.read_text(encoding="utf-8") if ledger.is_file() else ""
    for path in (root / "content/sign-offs").glob("[!.]*"):
        named = path.name.removesuffix(".sig") if path.suffix != ".json" else path.stem.rpartition(".")[2]
        if named not in entries:
            yield str(path.relative_to(root))
