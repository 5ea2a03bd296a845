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
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

from handouts.build import Built, build
from handouts.request import Request

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

LOADED = [
    "handouts.build",
    "handouts.citations",
    "handouts.pdf",
    "handouts.pptx",
    "handouts.verify.pdf",
    "handouts.verify.pptx",
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
    process.start()
    sender.close()
    try:
        return _received(receiver, process)
    except KeyboardInterrupt:
        _interrupt(process)
        raise
    finally:
        process.join()


def _context() -> ForkServerContext | SpawnContext:
    """How processes are made: from a loaded one, or where there is none from a new one."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(LOADED)
    with _interrupts_ignored():
        from multiprocessing import forkserver

        forkserver.ensure_running()
    return context


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """While a process is started that Ctrl-C must not end; it goes on ignoring it, and so do its own at first."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _received(receiver: Connection, process: BaseProcess) -> Built | Broken:
    try:
        result: Built | Broken = receiver.recv()
    except EOFError:
        process.join()
        return Broken(f"its process ended with status {process.exitcode}")
    return result


def _interrupt(process: BaseProcess) -> None:
    """Ends a build. A terminal has interrupted it as well; whoever interrupts the watch alone has not."""
    process.join(timeout=0.5)
    if process.is_alive() and process.pid is not None:
        os.kill(process.pid, signal.SIGINT)


# --- in the other process -------------------------------------------------------------------------


def _run(request: Request, sender: Connection) -> None:
    """Builds and sends what came of it; ends quietly when interrupted, with the manifest brought up to date."""
    signal.signal(signal.SIGINT, _interrupt_once)
    # as for every command: values are frozen and make few cycles
    gc.set_threshold(50_000, 20, 1_000)
    with suppress(KeyboardInterrupt, BrokenPipeError):
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
