"""A build in a process of its own.

It is not affected by layouts, masters and fonts that an earlier build kept in memory, and running out of memory ends
only this process.
Where the system supports it, the process is forked from one that has already loaded the libraries.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

from handouts.core.lock import Holder, Waiting, unheard
from handouts.pipeline.build import all_withheld, build
from handouts.pipeline.built import Built
from handouts.pipeline.processes import end_with_parent
from handouts.pipeline.request import Request

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

LOADED = [
    "handouts.pipeline.build",
    "handouts.pipeline.processes",
    "handouts.content.citations",
    "handouts.render.paper.pdf",
    "handouts.render.deck.pptx",
    "handouts.audit.verify.pdf",
    "handouts.audit.verify.pptx",
    "citeproc",
    "pikepdf",
    "reportlab.pdfgen.canvas",
]


class DeadProcessError(Exception):
    """The process of a build was killed or ended by itself before it had a result."""


@dataclass(frozen=True, slots=True)
class _Waits:
    """Sent by a build that waits for another one in its output folder."""

    holder: Holder | None


def built_apart(request: Request, waiting: Waiting = unheard) -> Built:
    """Return the result of a build. An interrupt ends the build at once and is raised as KeyboardInterrupt.

    Where the process dies, as it does when memory runs out, nothing that it was to make is left in the output folder.
    """
    context = _context()
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(request, sender), name="handouts build")
    try:
        with _interrupts_held_back():
            process.start()
            sender.close()
        return _received(receiver, process, request, waiting)
    except KeyboardInterrupt:
        _interrupt(process)
        raise
    finally:
        # there is no process if the interrupt came before the start
        if process.pid is not None:
            process.join()


def _context() -> ForkServerContext | SpawnContext:
    """Return the way to start processes: from one with loaded libraries, or else from a new one."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(LOADED)
    return context


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Block Ctrl-C while processes start, which inherit that; here, it takes effect when the block ends."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # if it were started later, it would unblock interrupts
    resource_tracker.ensure_running()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _received(receiver: Connection, process: BaseProcess, request: Request, waiting: Waiting) -> Built:
    try:
        result: Built | _Waits = receiver.recv()
        while isinstance(result, _Waits):
            waiting(result.holder)
            result = receiver.recv()
    except EOFError:
        process.join()
        dead = DeadProcessError(f"its process ended with status {process.exitcode}")
        return all_withheld(request, dead, "the build")
    return result


def _interrupt(process: BaseProcess) -> None:
    """End a build unless it ends by itself: a terminal interrupts it too, but a signal to the watch alone does not."""
    if process.pid is None:
        return
    process.join(timeout=0.5)
    if process.is_alive():
        os.kill(process.pid, signal.SIGINT)


# --- in the build's process -----------------------------------------------------------------------


def _run(request: Request, sender: Connection) -> None:
    """Build and send the result; end quietly when interrupted, with the manifest up to date."""
    end_with_parent()
    # as for every command: values are frozen and form few cycles
    gc.set_threshold(20_000, 5, 1_000)
    with suppress(KeyboardInterrupt, BrokenPipeError):
        signal.signal(signal.SIGINT, _interrupt_once)
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        sender.send(build(request, waiting=lambda holder: sender.send(_Waits(holder))))


def _interrupt_once(*_: object) -> None:
    """Raise KeyboardInterrupt, and ignore further interrupts, which must not stop the clean-up.

    A terminal interrupts every process, and the watch interrupts this one again.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt
