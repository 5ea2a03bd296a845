"""A build in a process of its own.

What an earlier build kept in memory of layouts, masters and fonts cannot reach it, and a bug ends it alone. The process
comes from one that has loaded the libraries already, where the system has such a thing.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

from handouts.pipeline.build import Built, build
from handouts.pipeline.request import Request

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

LOADED = [
    "handouts.pipeline.build",
    "handouts.content.citations",
    "handouts.render.paper.pdf",
    "handouts.render.deck.pptx",
    "handouts.audit.verify.pdf",
    "handouts.audit.verify.pptx",
    "citeproc",
    "pikepdf",
    "reportlab.pdfgen.canvas",
]


@dataclass(frozen=True, slots=True)
class Broken:
    """A build that a bug of the program ended: what it was in one line, and where it came from."""

    reason: str
    trace: str = ""


def built_apart(request: Request) -> Built | Broken:
    """What came of a build. An interruption ends it at once and comes out as KeyboardInterrupt."""
    context = _context()
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(request, sender), name="handouts build")
    try:
        with _interrupts_held_back():
            process.start()
            sender.close()
        return _received(receiver, process)
    except KeyboardInterrupt:
        _interrupt(process)
        raise
    finally:
        # unless it was interrupted before it began
        if process.pid is not None:
            process.join()


def _context() -> ForkServerContext | SpawnContext:
    """How processes are made: from a loaded one, or where there is none from a new one."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(LOADED)
    return context


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """While processes start, which hold Ctrl-C back from then on; here it comes through at the end."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # started later, it would let interrupts through again
    resource_tracker.ensure_running()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _received(receiver: Connection, process: BaseProcess) -> Built | Broken:
    try:
        result: Built | Broken = receiver.recv()
    except EOFError:
        process.join()
        return Broken(f"its process ended with status {process.exitcode}")
    return result


def _interrupt(process: BaseProcess) -> None:
    """Ends a build. A terminal has interrupted it as well; whoever interrupts the watch alone has not."""
    if process.pid is None:
        return
    process.join(timeout=0.5)
    if process.is_alive():
        os.kill(process.pid, signal.SIGINT)


# --- in the other process -------------------------------------------------------------------------


def _run(request: Request, sender: Connection) -> None:
    """Builds and sends what came of it; ends quietly when interrupted, with the manifest brought up to date."""
    # as for every command: values are frozen and make few cycles
    gc.set_threshold(20_000, 5, 1_000)
    with suppress(KeyboardInterrupt, BrokenPipeError):
        signal.signal(signal.SIGINT, _interrupt_once)
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        sender.send(_result(request))


def _interrupt_once(*_: object) -> None:
    """A terminal interrupts every process and the watch this one again: the second time must not stop its tidying."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt


def _result(request: Request) -> Built | Broken:
    try:
        return build(request)
    except Exception as error:  # noqa: BLE001 - a bug must not end the watch; nowhere else is one caught
        return Broken(traceback.format_exception_only(error)[-1].strip(), traceback.format_exc())
