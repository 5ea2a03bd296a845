"""Files drawn in worker processes, while this process composes, checks and writes."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Thread

from handouts.content.model import Draft
from handouts.core.faults import fault
from handouts.document.document import Document
from handouts.pipeline.build import Approvals, drawn_files
from handouts.pipeline.documents import Set
from handouts.pipeline.incremental.past import Past
from handouts.pipeline.plan import Plan, plan_of
from handouts.pipeline.write import DrawnFile, KeptFile

# documents that wait for each process; more would only use memory
AHEAD = 3


class _Worker:
    """What a worker process keeps from one document to the next."""

    plan: Plan
    approvals: Approvals
    past: Past


def end_with_parent() -> None:
    """End this process as soon as the one that started it has ended, however that ended.

    A worker whose parent was killed would wait for work for ever.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        # at once: what it was drawing is nobody's, and its threads wait for what will not come
        os._exit(1)

    Thread(target=watch, name="end with parent", daemon=True).start()


def _start(plan: Plan, approvals: Approvals, past: Past) -> None:
    end_with_parent()
    _Worker.plan, _Worker.approvals, _Worker.past = plan, approvals, past


def _make(draft: Draft, document: Document) -> list[DrawnFile | KeptFile]:
    return list(drawn_files(Set(draft, document, _Worker.plan), _Worker.approvals, _Worker.past))


def drawn_apart(sets: Iterator[Set], plan: Plan, approvals: Approvals, past: Past) -> Iterator[DrawnFile | KeptFile]:
    """Yield the files of documents in order, drawn in as many processes as there are jobs."""
    request = plan.request
    workers = _Workers(min(request.jobs, len(plan.documents)), (plan_of(request), approvals, past))
    waiting: deque[_Task] = deque()
    try:
        for each in sets:
            waiting.append(workers.given(each))
            while len(waiting) > AHEAD * request.jobs:
                yield from workers.done(waiting.popleft())
        while waiting:
            yield from workers.done(waiting.popleft())
    finally:
        workers.end()


@dataclass(frozen=True, slots=True)
class _Task:
    """A document that a process draws."""

    each: Set
    files: Future[list[DrawnFile | KeptFile]]


class _Workers:
    """Processes that draw documents; where one dies, those that are lost with it are drawn again, each alone."""

    def __init__(self, number: int, shared: tuple[Plan, Approvals, Past]) -> None:
        self.number = number
        self.shared = shared
        self.pool = self._begun(number)

    def given(self, each: Set) -> _Task:
        """Give a document to the processes, to new ones where a death has ended the others."""
        # the layouts in which it was set for its approvals are not needed again
        each = replace(each, made={})
        try:
            return _Task(each, _submitted(self.pool, each))
        except BrokenProcessPool:
            self._renew()
            return _Task(each, _submitted(self.pool, each))

    def done(self, task: _Task) -> list[DrawnFile | KeptFile]:
        """Return the files of a document; they have a fault where its process dies even if it draws nothing else."""
        with suppress(BrokenProcessPool):
            return task.files.result()
        self._renew()
        with self._begun(1) as alone:
            try:
                return _submitted(alone, task.each).result()
            except BrokenProcessPool as error:
                return _lost(task.each, error)

    def end(self) -> None:
        """End the processes when they have done what they are at."""
        self.pool.shutdown(cancel_futures=True)

    def _renew(self) -> None:
        """Wait for what the processes are at, and take others for what comes; they start when they get something."""
        self.pool.shutdown()
        self.pool = self._begun(self.number)

    def _begun(self, number: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(number, initializer=_start, initargs=self.shared)


def _submitted(pool: ProcessPoolExecutor, each: Set) -> Future[list[DrawnFile | KeptFile]]:
    return pool.submit(_make, each.draft, each.document)


def _lost(each: Set, error: BrokenProcessPool) -> list[DrawnFile | KeptFile]:
    """Return the files of a document whose process was killed or ended by itself, with a fault."""
    doing = f"drawing {each.document.id!r} in a process of its own, which was killed or ran out of memory,"
    problem = fault(error, each.document.title.mark, doing).reaching(each.document.id)
    files = each.plan.files_of(each.document.id)
    return [DrawnFile.stopped(file, problem) for file in files if file.lang == each.document.lang]
