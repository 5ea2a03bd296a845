"""The main message and the actions say who does what: no passive voice.

`Your dose will be checked` becomes `We check your dose`. Other texts may use it where the doer does not matter. The
rule finds a form of `be` or `get` before a participle; a few participles that are everyday adjectives are let through.
Source: PEMAT-P item 5; CDC Clear Communication Index 6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.checks.language.walk import in_english
from handouts.checks.leaflet.parts import action_units
from handouts.checks.subject import Subject, warned
from handouts.core.problem import Problem
from handouts.document.document import Document
from handouts.document.text import Unit, plain

ID = "passive-voice"

_IRREGULAR = (
    "born broken brought built bought caught chosen cut done drawn driven eaten fallen felt found forgotten given gone "
    "grown heard held hurt kept known led left lost made meant met paid put read seen sent set shown shut spent stuck "
    "taken taught thought told understood worn written"
)
_ADJECTIVES = (
    "tired worried interested scared married relaxed prepared supposed used allowed needed pleased concerned aged "
    "swollen bored excited frightened confused dehydrated blocked red bed shed speed need indeed seed feed"
)
_PASSIVE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being|gets?|got)\s+(?:(?:not|also|always|never|often|only|now|then|\w+ly)\s+)*"
    rf"(?P<participle>\w+ed|{'|'.join(_IRREGULAR.split())})\b",
    re.IGNORECASE,
)


def check(subject: Subject) -> Iterator[Problem]:
    """Main messages and actions in the passive voice."""
    for draft, document in in_english(subject):
        for unit in message_and_actions(document):
            for passive in passives(plain(unit.text)):
                message = f"passive voice in the main message or an action: {passive!r}; say who does it"
                yield warned(draft, unit.mark, ID, message)


def passives(text: str) -> Iterator[str]:
    """The passive forms of a text."""
    for match in _PASSIVE.finditer(text):
        if match["participle"].casefold() not in _ADJECTIVES.split():
            yield match[0]


def message_and_actions(document: Document) -> Iterator[Unit]:
    """The main message and every text of the actions."""
    if document.lead is not None:
        yield document.lead
    yield from action_units(document)
