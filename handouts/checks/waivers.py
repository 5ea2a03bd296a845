"""Waivers of a clinical rule for one place, with a reason, a name and an end date (`content/waivers.yaml`).

    - rule: passive-sentence
      at: warfarin-diet/red-flags/today/items/nose
      reason: the short form is what the helpline asks for
      by: A. Example, pharmacist
      until: 2027-06-30

`at` is the id of a text unit, block, section, document or fact; the rule is waived for that place alone. A problem that
a waiver covers is kept as a note in every report. A waiver past its end covers nothing, and one that covers nothing is
a warning. Rules of structure cannot be waived.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from handouts.checks.places import place_of, places
from handouts.checks.subject import Subject
from handouts.content.model import Waiver
from handouts.core.problem import Mark, Problem, unknown

ENDED, UNKNOWN, IDLE = "expired-waiver", "unknown-rule", "stray-waiver"


@dataclass
class Waived:
    """The waivers of one run and the problems that they cover, applied part by part."""

    subject: Subject
    used: set[Waiver] = field(default_factory=set)

    @cached_property
    def places(self) -> Mapping[Mark, str]:
        """The id of the content at each mark."""
        return places(self.subject.content)

    def applied(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Yield the problems, with covered ones as notes, and a warning for each used waiver that has ended."""
        waivers = self.subject.content.waivers
        for problem in problems:
            waiver = _covering(waivers, problem, place_of(problem, self.places)) if waivers else None
            if waiver is None:
                yield problem
                continue
            self.used.add(waiver)
            if waiver.until < self.subject.as_of:
                yield problem
                message = f"the waiver of {waiver.rule!r} ended on {waiver.until}; mend the text, or give a new reason and end"
                yield Problem(waiver.mark, ENDED, message, "warning")
            else:
                yield replace(problem, severity="note", message=f"{problem.message}; {words(waiver)}")

    def unknown(self, rules: Iterable[str]) -> Iterator[Problem]:
        """Yield a warning for each waiver of a rule that there is not, or that cannot be waived: it covers nothing."""
        known = tuple(rules)
        for waiver in self.subject.content.waivers:
            if waiver.rule not in known:
                place = waiver.at.partition("/")[0]
                yield Problem(waiver.mark, UNKNOWN, unknown("rule", waiver.rule, known), "warning", (place,))

    def left(self) -> Iterator[Problem]:
        """Yield a warning for each waiver that covered nothing."""
        for waiver in self.subject.content.waivers:
            if waiver not in self.used and _looked_at(waiver, self.subject):
                message = (
                    f"the rule {waiver.rule!r} finds nothing at {waiver.at!r}; delete the waiver, or name another place"
                )
                yield Problem(waiver.mark, IDLE, message, "warning")


def words(waiver: Waiver) -> str:
    """Return a waiver as reports list it."""
    return f"waived until {waiver.until} by {waiver.by}: {waiver.reason}"


def _covering(waivers: Iterable[Waiver], problem: Problem, place: str) -> Waiver | None:
    return next((each for each in waivers if each.rule == problem.rule and each.at == place), None)


def _looked_at(waiver: Waiver, subject: Subject) -> bool:
    """Return whether this run read the content that the waiver is about."""
    return waiver.at.partition("/")[0] in {draft.id for draft in subject.drafts} | subject.content.claim_ids
