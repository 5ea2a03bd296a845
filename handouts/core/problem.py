"""Problems: what a check or a stage found wrong, and where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")  # the gravest first
_LINE = re.compile(r"\bline \d+")


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
    the problem affects all outputs. `layouts` names the layouts in which a text of a document does not fit. `trace` is the traceback of a fault of the program, which only `--traceback` shows.
    """

    mark: Mark
    rule: str
    message: str
    severity: Severity = "error"
    reaches: tuple[str, ...] = ()
    trace: str = field(default="", compare=False, repr=False)
    layouts: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.mark}: {self.severity}: {self.message} [{self.rule}]"

    def reaching(self, *outputs: str) -> Problem:
        """Return the same problem, limited to these outputs."""
        return replace(self, reaches=outputs)


def merged(problems: Iterable[Problem]) -> list[Problem]:
    """Return each problem once, with all outputs that it affects and all layouts in which it was found.

    A slide shared by two decks has one problem, which blocks both; a word too wide for two layouts has one as well.
    """
    reached: dict[Problem, dict[str, None]] = {}
    layouts: dict[Problem, dict[str, None]] = {}
    shared: set[Problem] = set()
    for problem in problems:
        alone = replace(problem, reaches=(), layouts=())
        reached.setdefault(alone, {}).update(dict.fromkeys(problem.reaches))
        layouts.setdefault(alone, {}).update(dict.fromkeys(problem.layouts))
        if not problem.reaches:
            shared.add(alone)
    return [
        replace(
            problem,
            message=f"{problem.message}{_in_layouts(sorted(layouts[problem]))}",
            reaches=() if problem in shared else tuple(sorted(names)),
        )
        for problem, names in reached.items()
    ]


def _in_layouts(names: list[str]) -> str:
    """Return the end of a message that says in which layouts a text does not fit."""
    if not names:
        return ""
    *others, last = map(repr, names)
    listed = f"{', '.join(others)} and {last}" if others else last
    return f" (in the {'layouts' if others else 'layout'} {listed})"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the end of a message that suggests the nearest known word, or an empty text."""
    near = nearest(word, known)
    return f"; did you mean {near!r}?" if near is not None else ""


def nearest(word: str, known: Iterable[str], least: float = 0.6) -> str | None:
    """Return the known word that is nearest in spelling, in any case and with letters swapped, or None.

    `least` is the share of letters that two words must have in common, from 0 to 1.
    """
    # imported here, because most runs have no misspelt word
    import difflib

    folded = {each.casefold(): each for each in known}
    typed = word.casefold().strip()
    swapped = next((each for each in folded if sorted(each) == sorted(typed)), None)
    # in two letters nothing but an exchange is near enough to be found by the share of equal letters
    near = [typed] if typed in folded else [swapped] if swapped else difflib.get_close_matches(typed, folded, 1, least)
    return folded[near[0]] if near else None


# a closed set of more words is listed only where no word is near
LISTED = 8


def unknown(what: str, word: str, known: Iterable[str]) -> str:
    """Return the message for a word outside a closed set: which words there are, and the nearest one."""
    words = tuple(known)
    hint = did_you_mean(word, words)
    listed = f"; use {either(words)}" if words and (not hint or len(words) <= LISTED) else ""
    return f"unknown {what} {word!r}{listed}{hint}"


def unknown_name(what: str, name: str, known: Iterable[str], file: str) -> str:
    """Return the message for a name that a file of the project lacks: the nearest name there is, or where to add it."""
    return f"unknown {what} {name!r}{did_you_mean(name, known) or f'; add it to {file}'}"


def either(words: Iterable[str]) -> str:
    """Return words as a message lists alternatives: `a, b or c`."""
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that stop a file from being written."""
    return [problem for problem in problems if problem.severity == "error"]


def beyond(these: Iterable[Problem], those: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems of the first list that are not in the second, regardless of their lines."""
    left = Counter(map(_identity, those))
    for problem in these:
        identity = _identity(problem)
        if left[identity]:
            left[identity] -= 1
        else:
            yield problem


def _identity(problem: Problem) -> tuple[str, str, str, str]:
    """Return what stays the same in a problem when lines are added or removed above it."""
    return problem.mark.file, problem.rule, problem.severity, _LINE.sub("line", problem.message)
