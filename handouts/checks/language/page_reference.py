"""A leaflet names a section, never a page.

The same text stands on other pages in large print, in another language, with a clinic's policies or in another order.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.language.walk import read_units, with_pack
from handouts.checks.subject import Subject, warned
from handouts.core.problem import Problem
from handouts.document.text import plain

ID = "stray-page"


def check(subject: Subject) -> Iterator[Problem]:
    """Report texts that send the reader to a page."""
    for draft, document, pack in with_pack(subject):
        for unit in read_units(document):
            for words in pack.voice.pages(plain(unit.text)):
                message = f"{words!r} is another page in large print; name the section instead"
                yield warned(draft, unit.mark, ID, message)
