"""Voice and address in an English text: passive forms, words about or to the reader, and words of time.

A passive is a form of `be` or `get` before a participle; a few participles that are everyday adjectives are allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.checks.packs.pack import ReaderAddress

_IRREGULAR = (
    "born broken brought built bought caught chosen cut done drawn driven eaten fallen felt found forgotten given gone "
    "grown heard held hurt kept known led left lost made meant met paid put read seen sent set shown shut spent stuck "
    "taken taught thought told understood worn written"
)
_ADJECTIVES = frozenset(
    [
        "tired",
        "worried",
        "interested",
        "scared",
        "married",
        "relaxed",
        "prepared",
        "supposed",
        "used",
        "allowed",
        "needed",
        "pleased",
        "concerned",
        "aged",
        "swollen",
        "bored",
        "excited",
        "frightened",
        "confused",
        "dehydrated",
        "blocked",
        "red",
        "bed",
        "shed",
        "speed",
        "need",
        "indeed",
        "seed",
        "feed",
    ]
)
_PASSIVE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being|gets?|got)\s+(?:(?:not|also|always|never|often|only|now|then|\w+ly)\s+)*"
    rf"(?P<participle>\w+ed|{'|'.join(_IRREGULAR.split())})\b",
    re.IGNORECASE,
)
_OTHERS = (
    r"people|persons|individuals|users|readers|parents|mothers|fathers|women|men|carers|clients|those|everyone|one"
)
_DUTY = r"should|must|ought to|need to|needs to|has to|have to|shall|are advised to|is advised to"
_ABOUT = re.compile(
    r"\b(?:patients|(?:the|a|an|each|every|any) (?:\w+ )?patient)\b"
    rf"|(?<!some )(?<!other )(?<!most )(?<!many )(?<!few )\b(?:{_OTHERS})\b(?: (?!you\b)[^\s.?!,;]+){{0,5}} (?:{_DUTY})\b"
    r"|\bhe or she (?:should|must)\b",
    re.IGNORECASE,
)
_YOU = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)
_WHEN = re.compile(
    r"\b(?:when|whenever|before|after|until|within|while|during|as soon as|at once|first|then|now|today|tonight|once|"
    r"twice|each|every|daily|weekly|monthly|mornings?|evenings?|nights?|days?|weeks?|months?|hours?|minutes?|"
    r"time|times)\b",
    re.IGNORECASE,
)
_PAGES = re.compile(
    r"\bpages? \d+\b|\b(?:first|last|next|previous|other|opposite|back) (?:page|side)\b|\boverleaf\b|\bover the page\b",
    re.IGNORECASE,
)


def passives(text: str) -> Iterator[str]:
    """Yield the passive forms of a text."""
    for match in _PASSIVE.finditer(text):
        if match["participle"].casefold() not in _ADJECTIVES:
            yield match[0]


def about_the_reader(text: str) -> Iterator[str]:
    """Yield the passages of a text that speak of the reader in the third person."""
    yield from (match[0] for match in _ABOUT.finditer(text))


def pages(text: str) -> Iterator[str]:
    """Yield the passages of a text that send the reader to a page of the leaflet."""
    yield from (match[0] for match in _PAGES.finditer(text))


VOICE = ReaderAddress(passives, about_the_reader, _YOU, _WHEN, pages)
