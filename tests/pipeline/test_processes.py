"""Builds that draw in several processes: killed at any place, they leave no process, no lock and no draft."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from support.kills import FORK, alive, children_of, ended, plant, strays, touched
from support.projects import LEAFLET, built, make_project, request

from handouts.core.lock import is_free
from handouts.pipeline.build import build, drawn_files

NAMES = ("small", "one", "two", "three")
BOUND = 60  # s that a shared machine may take for what happens at once


@pytest.fixture
def root(tmp_path: Path) -> Path:
    others = {f"leaflets/{name}.yaml": LEAFLET.replace("A small", f"{name.title()} small") for name in NAMES[1:]}
    root = make_project(tmp_path / "project", others)
    plant(root)
    return root


@pytest.fixture
def busy(root: Path) -> Iterator[tuple[int, tuple[int, ...]]]:
    """A build whose two workers draw for ever: its process, and theirs."""

    def drawing(*facts: object) -> Iterator[object]:
        time.sleep(600)
        return drawn_files(*facts)  # type: ignore[arg-type]

    def build_slowly() -> None:
        # workers call what their module got from this one
        from handouts.pipeline import processes

        processes.drawn_files = drawing  # type: ignore[assignment]
        build(request(root, jobs=2))

    process = FORK.Process(target=build_slowly)
    process.start()
    assert process.pid is not None
    until = time.monotonic() + BOUND
    while len(children_of(process.pid)) < 2 and time.monotonic() < until:
        time.sleep(0.01)
    workers = children_of(process.pid)
    assert len(workers) == 2
    assert not is_free(root / "build/.cache")
    yield process.pid, workers
    for each in (process.pid, *workers):
        if alive(each):
            os.kill(each, signal.SIGKILL)
    process.join(BOUND)


def holds_a_lock(process: int) -> bool:
    """Whether a process has the lock of an output folder open."""
    opened = []
    for each in Path(f"/proc/{process}/fd").iterdir():
        with suppress(OSError):
            opened.append(str(each.readlink()))
    return any(file.endswith("/.cache/lock") for file in opened)


def test_workers_end_with_the_process_that_started_them(busy: tuple[int, tuple[int, ...]]) -> None:
    main, workers = busy
    os.kill(main, signal.SIGKILL)
    assert ended(workers, BOUND)


def test_a_worker_that_goes_on_holds_no_lock(root: Path, busy: tuple[int, tuple[int, ...]]) -> None:
    main, workers = busy
    until = time.monotonic() + BOUND
    # a process that is only just forked has not come to closing what it got from its parent
    while any(map(holds_a_lock, workers)) and time.monotonic() < until:
        time.sleep(0.01)
    for worker in workers:
        os.kill(worker, signal.SIGSTOP)
    os.kill(main, signal.SIGKILL)
    assert ended((main,), BOUND)
    assert all(map(alive, workers))
    next_one = build(request(root), waiting=lambda _: pytest.fail("it had to wait"))
    assert len(next_one.written) == len(NAMES)
    assert list(strays(root)) == touched(root) == []
    for worker in workers:
        os.kill(worker, signal.SIGCONT)
    assert ended(workers, BOUND)


def test_a_worker_that_is_killed_is_replaced_and_its_build_leaves_the_folder_to_the_next(
    root: Path, busy: tuple[int, tuple[int, ...]]
) -> None:
    main, workers = busy
    os.kill(workers[0], signal.SIGKILL)
    # the others of its pool end too, and what is lost is drawn again by processes that take their place
    assert ended(workers, BOUND)
    until = time.monotonic() + 2 * BOUND
    while not (others := children_of(main)) and time.monotonic() < until:
        time.sleep(0.01)
    assert others
    os.kill(main, signal.SIGKILL)
    assert ended((main, *others), BOUND)
    # one that was forked at this moment closes what it got from its parent as soon as it runs
    while not is_free(root / "build/.cache") and time.monotonic() < until:
        time.sleep(0.01)
    assert is_free(root / "build/.cache")
    assert len(built(root, jobs=2).written) == len(NAMES)
    assert list(strays(root)) == touched(root) == []


def test_two_processes_make_what_one_makes(root: Path) -> None:
    built(root, jobs=2, out=root / "two")
    built(root, out=root / "one")
    for name in ("manifest.json", *(f"leaflets/{name}.en.a4.pdf" for name in NAMES)):
        assert (root / "two" / name).read_bytes() == (root / "one" / name).read_bytes()
