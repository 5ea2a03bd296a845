"""An example is printed only where its case is told: on the slides of kind case, question and answer of its deck.

The patient of a case is invented. `{{ example/age }}` prints a value of the last slide before it with `example:`; in a
leaflet, or on a slide that teaches, a reader would take it for a fact.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, found
from handouts.content.drafts import CASE_KINDS
from handouts.content.model import Draft, DraftPart
from handouts.content.prose import Placeholder, Prose
from handouts.content.walk import Several, pointers
from handouts.core.problem import Problem, either, unknown
from handouts.core.quantity import parts_of

ID = "unknown-example"


def check(subject: Subject) -> Iterator[Problem]:
    """Report examples outside their case, without a value, or without the part that is asked for."""
    for draft in subject.content.drafts:
        for place in _examples((draft.title, draft.lead, *draft.figures.values())):
            yield found(draft, place.mark, ID, f"'{place}' stands on no slide of a case; {_claim(draft)}")
        for part in draft.parts:
            for place in _examples(part):
                message = _fault(draft, part, place)
                if message is not None:
                    yield found(draft, place.mark, ID, message)
    clinic = subject.content.clinic
    for policy in clinic.policies.values() if clinic is not None else ():
        for place in _examples(policy) if isinstance(policy, Prose) else ():
            yield Problem(place.mark, ID, f"'{place}' is of a case in a deck; a policy prints no example")


def _examples(node: Several) -> Iterator[Placeholder]:
    return (place for place in pointers(node) if place.kind == "example")


def _claim(draft: Draft) -> str:
    return f"a {draft.kind} prints a number from a claim, a food or a limit"


def _fault(draft: Draft, part: DraftPart, place: Placeholder) -> str | None:
    """Return why a slide cannot print an example, or None."""
    if part.lesson is None:
        return f"'{place}' is an invented example, which no leaflet prints; {_claim(draft)}"
    if part.lesson.kind not in CASE_KINDS:
        kinds = either(CASE_KINDS)
        return f"'{place}' is an invented example, and this slide is of kind {part.lesson.kind!r}, not {kinds}"
    if not part.examples:
        return f"no slide of kind 'case' before it declares an example; write one, such as {_declared(place.source)}"
    example = part.examples.get(place.source)
    if example is None:
        return unknown("example", place.source, part.examples)
    parts = parts_of(example.measured.quantity)
    if place.name is not None or (place.part is not None and place.part not in parts):
        return f"'{place}' asks for {place.part or place.name!r}; it has {', '.join(parts)}"
    return None


def _declared(name: str) -> str:
    return f"example: {{{name}: {{number: 74, unit: year}}}}"
