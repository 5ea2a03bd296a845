"""A document for patients addresses the reader as `you`, and does not talk about `patients`.

`Patients should keep their diet steady` becomes `Keep your diet steady`. People that the advice is not for may be named
(`some people must`); the people that it is for are `you`. Source: PEMAT-P item 21.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.language.walk import read_units, with_pack
from handouts.checks.subject import Subject, warned
from handouts.core.problem import Problem
from handouts.document.text import plain

ID = "impersonal-text"


def check(subject: Subject) -> Iterator[Problem]:
    """Report texts that talk about patients instead of to them."""
    for draft, document, pack in with_pack(subject):
        for unit in read_units(document):
            for words in pack.voice.about_the_reader(plain(unit.text)):
                yield warned(draft, unit.mark, ID, f"{words!r} speaks about the reader; say 'you'")
