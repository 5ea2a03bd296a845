"""The problem that an unexpected exception becomes: its words, its place, and where the program failed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from handouts.content.prose import parse
from handouts.core.faults import LONGEST, RULE, fault, guarded, is_fault
from handouts.core.problem import Mark, Problem
from handouts.document.text import Unit, Words

KNOWN = Mark("content/leaflets/a.yaml", 1, 1)


def raised(run: object) -> Exception:
    """The exception that a call ends with."""
    with pytest.raises(Exception) as caught:  # noqa: PT011
        run()  # type: ignore[operator]
    return caught.value


def test_a_guard_lets_the_rest_go_on() -> None:
    log: list[Problem] = []
    with guarded(log, KNOWN, "setting 'a'", "a"):
        raise ZeroDivisionError("by nothing")
    [problem] = log
    assert (problem.rule, problem.severity, problem.reaches, problem.mark) == (RULE, "error", ("a",), KNOWN)
    assert problem.message.startswith("setting 'a' failed: ZeroDivisionError: by nothing; this is a fault of handouts")
    assert problem.trace.startswith("Traceback (most recent call last)")
    assert is_fault(problem)


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, GeneratorExit])
def test_an_end_is_no_fault(error: type[BaseException]) -> None:
    with pytest.raises(error), guarded([], KNOWN, "setting"):
        raise error


@pytest.mark.parametrize("error", [MemoryError(), RecursionError("too deep"), OSError(28, "No space left")])
def test_what_the_machine_lacks_is_a_fault_of_its_document(error: Exception) -> None:
    log: list[Problem] = []
    with guarded(log, KNOWN, "drawing 'a'", "a"):
        raise error
    assert log[0].message.startswith(f"drawing 'a' failed: {type(error).__name__}")


def test_the_line_is_that_of_the_program_without_the_path_of_a_machine() -> None:
    error = raised(lambda: parse(None, "a", KNOWN))  # type: ignore[arg-type]
    message = fault(error, KNOWN, "reading").message
    assert "(handouts/content/prose.py:" in message
    assert str(Path.cwd()) not in message


def test_a_system_error_is_told_without_its_folder() -> None:
    error = raised(lambda: Path("/nowhere/at/all.png").read_bytes())
    assert "FileNotFoundError: No such file or directory: all.png;" in fault(error, KNOWN, "drawing").message


def test_long_and_broken_words_are_one_short_line() -> None:
    message = fault(ValueError("a\nb " * 300), KNOWN, "drawing").message
    assert "\n" not in message
    assert len(message) < LONGEST + 200


def test_the_place_is_that_of_the_innermost_text_in_hand() -> None:
    def set_unit(unit: Unit, look: object) -> None:
        raise ZeroDivisionError(unit, look)

    def set_all(units: tuple[Unit, ...]) -> None:
        for unit in units:
            set_unit(unit, Mark("layouts/leaflets/a4.yaml", 3))

    places = [Mark(KNOWN.file, line, 5) for line in (7, 9)]
    error = raised(lambda: set_all((Unit("a/1", (Words("one"),), places[0], "en"),)))
    assert fault(error, KNOWN, "setting").mark == places[0]


def test_the_place_of_an_id_in_hand_is_looked_up() -> None:
    def draw(key: str) -> None:
        raise ZeroDivisionError(key)

    error = raised(lambda: draw("a/b/c"))
    place = Mark(KNOWN.file, 12)
    assert fault(error, KNOWN, "drawing", {"a/b/c": place}).mark == place
    assert fault(error, KNOWN, "drawing", {"a/b/d": place}).mark == KNOWN


@dataclass
class Foreign:
    """A record of another program, which is not looked into."""

    mark: Mark


def test_a_foreign_record_and_a_foreign_folder_tell_nothing() -> None:
    def fail(record: Foreign, layout: Mark) -> None:
        raise ZeroDivisionError(record, layout)

    error = raised(lambda: fail(Foreign(Mark(KNOWN.file, 99)), Mark("layouts/decks/x.yaml", 4)))
    assert fault(error, KNOWN, "setting").mark == KNOWN


def test_a_traceback_makes_no_two_problems_of_one() -> None:
    problems = {Problem(KNOWN, RULE, "failed", trace=trace) for trace in ("one", "two")}
    assert len(problems) == 1


def test_an_exception_that_led_to_another_tells_the_place() -> None:
    def read() -> None:
        try:
            parse(None, "a", KNOWN)  # type: ignore[arg-type]
        except TypeError as error:
            raise RuntimeError("it cannot be read") from error

    message = fault(raised(read), KNOWN, "verifying").message
    assert "RuntimeError: it cannot be read (handouts/content/prose.py:" in message
