"""A document for patients speaks to the reader as `you`, and never about `patients`.

`Patients should keep their diet steady` becomes `Keep your diet steady`. Who the advice is not for may be named
(`some people must`); who it is for is `you`. Source: PEMAT-P item 21.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.checks.language.walk import in_english, read_units
from handouts.checks.subject import Subject, warned
from handouts.core.problem import Problem
from handouts.document.text import plain

ID = "not-to-you"

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


def check(subject: Subject) -> Iterator[Problem]:
    """Texts that speak about patients, not to them."""
    for draft, document in in_english(subject):
        for unit in read_units(document):
            for words in about_the_reader(plain(unit.text)):
                yield warned(draft, unit.mark, ID, f"{words!r} speaks about the reader; say 'you'")


def about_the_reader(text: str) -> Iterator[str]:
    """The places of a text that speak of the reader as somebody else."""
    yield from (match[0] for match in _ABOUT.finditer(text))
