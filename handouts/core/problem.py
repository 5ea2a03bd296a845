"""Problems: what a check or a stage found wrong, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A position in a source file; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, the rule that found it, and the outputs that it affects.

    `reaches` names documents (`warfarin-diet`) or output files (`leaflets/warfarin-diet.en.a4.pdf`); empty means that
    the problem affects all outputs. `trace` is the traceback of a fault of the program, which only `--traceback` shows.
    """

    mark: Mark
    rule: str
    message: str
    severity: Severity = "error"
    reaches: tuple[str, ...] = ()
    trace: str = field(default="", compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.mark}: {self.severity}: {self.message} [{self.rule}]"

    def reaching(self, *outputs: str) -> Problem:
        """Return the same problem, limited to these outputs."""
        return replace(self, reaches=outputs)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the end of a message that suggests the nearest known word, or an empty text."""
    # imported here, because most runs have no misspelt word
    import difflib

    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else ""


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that stop a file from being written."""
    return [problem for problem in problems if problem.severity == "error"]
