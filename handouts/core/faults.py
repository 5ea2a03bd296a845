"""Faults of the program itself: an unexpected exception becomes a problem of what was being worked on.

Everything else goes on. A fault says where in the content it happened, as exactly as the exception tells, and where in
the program; its traceback goes with it for `--traceback`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from handouts.core.problem import Mark, Problem

RULE = "internal-error"
LONGEST = 200  # characters of an exception's own words
_PACKAGE = Path(__file__).parents[1]
_REPORT = "this is a fault of handouts: run again with --traceback and report it to the maintainers"


def fault(error: BaseException, mark: Mark, doing: str, places: Mapping[str, Mark] | None = None) -> Problem:
    """Return the problem for an unexpected exception; `doing` says what failed: `setting 'warfarin-diet' in a4`.

    `mark` is the place known so far; a more exact one is taken from what the program was holding when it failed. `places` are the marks of text units and blocks by id, for stages that hold only ids.
    """
    # imported here, because most runs have no fault
    import traceback

    mark = _exact(error, mark, places or {})
    where = _line(error)
    message = f"{doing} failed: {_words(error)}{f' ({where})' if where else ''}; {_REPORT}"
    return Problem(mark, RULE, message, trace="".join(traceback.format_exception(error)))


@contextmanager
def guarded(log: list[Problem], mark: Mark, doing: str, *reaches: str) -> Iterator[None]:
    """Run a block whose failure is a fault in the log, reaching these documents, or all where none is named."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - whatever it is, only what was being worked on is stopped
        log.append(fault(error, mark, doing).reaching(*reaches))


def is_fault(problem: Problem) -> bool:
    """Return whether a problem is a fault of the program, which may be gone in the next run of the same content."""
    return problem.rule == RULE


def _words(error: BaseException) -> str:
    """Return kind and words of an exception on one line; of a system error without the path on this machine."""
    if isinstance(error, OSError) and error.strerror:
        file = f": {Path(str(error.filename)).name}" if error.filename else ""
        text = f"{error.strerror}{file}"
    else:
        text = " ".join(str(error).replace(str(_PACKAGE.parent), "").split())
    short = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return f"{type(error).__name__}: {short}" if short else type(error).__name__


# --- the place in the program ---------------------------------------------------------------------


def _tracebacks(error: BaseException) -> list[TracebackType]:
    """Return the steps to the place where an exception, or what led to it, was raised, the innermost first."""
    while error.__cause__ is not None:
        error = error.__cause__
    steps = []
    step = error.__traceback__
    while step is not None:
        steps.append(step)
        step = step.tb_next
    return steps[::-1]


def _line(error: BaseException) -> str:
    """Return the innermost line of the program on the way to an exception, as a path from the package."""
    for step in _tracebacks(error):
        file = Path(step.tb_frame.f_code.co_filename)
        # the line of a guard itself says nothing
        if file.is_relative_to(_PACKAGE) and file != Path(__file__):
            return f"{file.relative_to(_PACKAGE.parent).as_posix()}:{step.tb_lineno}"
    return ""


# --- the place in the content ---------------------------------------------------------------------


def _exact(error: BaseException, mark: Mark, places: Mapping[str, Mark]) -> Mark:
    """Return the mark of the innermost node that the program was holding; else the mark that is known already.

    A node of the same file is best, or else one that was held by itself and not as part of another.
    """
    steps = _tracebacks(error)
    folder = mark.file.partition("/")[0]
    own = (found for value in _held(steps) for found in _marks(value, places) if found.file == mark.file)
    near = (found for value in _held(steps) for found in _own(value, places) if found.file.startswith(f"{folder}/"))
    return next(own, None) or next(near, mark)


def _held(steps: list[TracebackType]) -> Iterator[object]:
    """Yield the values that the program was holding, in each function those that were named last first."""
    for step in steps:
        yield from reversed(tuple(step.tb_frame.f_locals.values()))


def _marks(value: object, places: Mapping[str, Mark]) -> Iterator[Mark]:
    """Yield the marks of a node: its own, those of its parts, and those of the ids that it holds."""
    yield from _own(value, places)
    if _is_node(value):
        for part in _parts(value):
            yield from _own(part, places)


def _own(value: object, places: Mapping[str, Mark]) -> Iterator[Mark]:
    if isinstance(value, Mark):
        yield value
    elif isinstance(value, str) and value in places:
        yield places[value]
    elif _is_node(value):
        yield from (part for part in _parts(value) if isinstance(part, Mark))


def _is_node(value: object) -> bool:
    """Return whether a value is a record of this program; whatever else libraries hold is not looked into."""
    return dataclasses.is_dataclass(value) and not isinstance(value, type) and _is_ours(type(value))


def _is_ours(kind: type) -> bool:
    return kind.__module__.partition(".")[0] == "handouts" and kind is not Problem


def _parts(value: object) -> Iterator[object]:
    """Yield the values of a record's fields; a field that is not set yet is left out."""
    # the program may have held a record of any wing when it failed, and this one knows none of them
    for field in dataclasses.fields(value):  # type: ignore[arg-type]  # a record, as was asked before
        yield getattr(value, field.name, None)
