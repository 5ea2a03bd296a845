"""A clinical rule waived for one place, with a reason, a name and an end date (`content/waivers.yaml`).

    - rule: passive-voice
      at: warfarin-diet/red-flags/today/items/nose
      reason: the short form is what the helpline asks for
      by: A. Example, pharmacist
      until: 2027-06-30

`at` is the id of a text unit, block, section, document or fact; the rule is waived for that place alone. What a
waiver covers is kept as a note in every report. A waiver past its end covers nothing, and one that covers nothing
is a warning. Rules of structure cannot be waived.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from handouts.checks.places import place_of, places
from handouts.checks.subject import Subject
from handouts.content.model import Waiver
from handouts.core.problem import Problem

ID = "waiver"


def applied(subject: Subject, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, those that a waiver covers as notes, and what is wrong with waivers."""
    waivers = subject.content.waivers
    if not waivers:
        yield from problems
        return
    known = places(subject.content)
    used: set[Waiver] = set()
    for problem in problems:
        waiver = _covering(waivers, problem, place_of(problem, known))
        if waiver is None:
            yield problem
            continue
        used.add(waiver)
        if waiver.until < subject.as_of:
            yield problem
            yield Problem(waiver.mark, ID, f"the waiver of {waiver.rule!r} ended on {waiver.until}", "warning")
        else:
            yield replace(problem, severity="note", message=f"{problem.message}; {words(waiver)}")
    for waiver in waivers:
        if waiver not in used and _looked_at(waiver, subject):
            yield Problem(waiver.mark, ID, f"the rule {waiver.rule!r} finds nothing at {waiver.at!r}", "warning")


def words(waiver: Waiver) -> str:
    """A waiver as reports list it."""
    return f"waived until {waiver.until} by {waiver.by}: {waiver.reason}"


def _covering(waivers: Iterable[Waiver], problem: Problem, place: str) -> Waiver | None:
    return next((each for each in waivers if each.rule == problem.rule and each.at == place), None)


def _looked_at(waiver: Waiver, subject: Subject) -> bool:
    """Whether this run read what the waiver is about."""
    return waiver.at.partition("/")[0] in {draft.id for draft in subject.drafts} | subject.content.claim_ids
