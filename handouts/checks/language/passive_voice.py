"""The main message and the actions say who does what, without the passive voice.

`Your dose will be checked` becomes `We check your dose`. Other texts may use the passive where it does not matter who
acts. The language pack defines what counts as passive. Source: PEMAT-P item 5; CDC Clear Communication Index 6.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.language.walk import with_pack
from handouts.checks.leaflet.parts import action_units
from handouts.checks.subject import Subject, warned
from handouts.core.problem import Problem
from handouts.document.document import Document
from handouts.document.text import Unit, plain

ID = "passive-sentence"


def check(subject: Subject) -> Iterator[Problem]:
    """Report main messages and actions in the passive voice."""
    for draft, document, pack in with_pack(subject):
        for unit in message_and_actions(document):
            for passive in pack.voice.passives(plain(unit.text)):
                message = f"passive voice in the main message or an action: {passive!r}; say who does it"
                yield warned(draft, unit.mark, ID, message)


def message_and_actions(document: Document) -> Iterator[Unit]:
    """Yield the main message and every text of the actions."""
    if document.lead is not None:
        yield document.lead
    yield from action_units(document)
