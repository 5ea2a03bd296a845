"""Files drawn in worker processes, while this process composes, checks and writes."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from threading import Thread

from handouts.content.model import Draft
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
    shared = (plan_of(request), approvals, past)
    waiting: deque[Future[list[DrawnFile | KeptFile]]] = deque()
    with ProcessPoolExecutor(min(request.jobs, len(plan.documents)), initializer=_start, initargs=shared) as pool:
        for each in sets:
            waiting.append(pool.submit(_make, each.draft, each.document))
            while len(waiting) > AHEAD * request.jobs:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
