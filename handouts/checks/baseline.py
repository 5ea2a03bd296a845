"""Problems that are new since an earlier report, for a library that adopts the rules with existing text.

Two problems are the same when their rule, place (an id that does not depend on the line) and message agree, counted as
often as the earlier report has them: a problem that moved to another line is old, a second instance of it is new. A
report with a rule's earlier id had an earlier wording too, so that only rule and place are compared then.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handouts.checks.places import place_of
from handouts.core.catalogue import former_ids
from handouts.core.problem import Mark, Problem

# rule, place, and message without the line numbers in it
Key = tuple[str, str, str]
# the message of a problem that was reported under an earlier id of its rule
_ANY = ""
# the lines of each problem in the earlier report
Baseline = Mapping[Key, list[int]]
_LINES = re.compile(r"(?<=\.yaml)(?::\d+)+|(?<=\bline )\d+")


class ForeignReportError(ValueError):
    """The error for a file that is not a report of `handouts check --format json`."""


@dataclass(frozen=True, slots=True)
class SinceBaseline:
    """The problems that are new since an earlier report, and how many of the old ones are left and gone."""

    new: tuple[Problem, ...]
    left: int
    gone: int


def read_baseline(text: str) -> Baseline:
    """Return the problems of an earlier report. Raises ForeignReportError for a text that is not a report."""
    try:
        entries = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ForeignReportError(f"not JSON: {error}") from error
    if not isinstance(entries, list):
        raise ForeignReportError("not a list of problems")
    found: dict[Key, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries, start=1):
        key, line = _entry(entry, number)
        found[key].append(line)
    return found


def _entry(entry: object, number: int) -> tuple[Key, int]:
    facts = entry if isinstance(entry, dict) else {}
    rule, place, message, line = (facts.get(name) for name in ("rule", "place", "message", "line"))
    if isinstance(rule, str) and isinstance(place, str) and isinstance(message, str) and isinstance(line, int):
        renamed = former_ids().get(rule)
        return (_key(rule, place, message) if renamed is None else (renamed, place, _ANY)), line
    raise ForeignReportError(f"entry {number} has no rule, place, message and line")


def _key(rule: str, place: str, message: str) -> Key:
    return rule, place, _LINES.sub("", message)


def compared(problems: Iterable[Problem], places: Mapping[Mark, str], baseline: Baseline) -> SinceBaseline:
    """Return the problems compared with an earlier report, in their order."""
    groups: dict[Key, list[Problem]] = defaultdict(list)
    for problem in problems:
        groups[_key(problem.rule, place_of(problem, places), problem.message)].append(problem)
    renamed = {key[:2]: len(lines) for key, lines in baseline.items() if key[2] == _ANY}
    new: list[Problem] = []
    left = 0
    for key, group in groups.items():
        lines = baseline.get(key, [])
        # of several equal problems, those on a line of the earlier report are old
        group.sort(key=lambda problem: problem.mark.line not in lines)
        unmatched = group[len(lines) :]
        known = min(renamed.get(key[:2], 0), len(unmatched))
        renamed[key[:2]] = renamed.get(key[:2], 0) - known
        left += len(group) - len(unmatched) + known
        new += unmatched[known:]
    return SinceBaseline(tuple(sorted(new)), left, sum(map(len, baseline.values())) - left)
