"""The unit of a table column is one that the project declares in `content/units.yaml`.

Units of values are looked up where the values are read; a document names its units only here.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, found
from handouts.content.model import ColumnEntry
from handouts.content.units import unknown_unit
from handouts.content.walk import walk
from handouts.core.problem import Problem

ID = "unknown-unit"


def check(subject: Subject) -> Iterator[Problem]:
    """Report columns in a unit that no value can have."""
    units = subject.library.units
    if not units.there:
        return
    for draft in subject.content.drafts:
        for node in walk(draft):
            if isinstance(node, ColumnEntry) and node.unit is not None and not units.has(node.unit):
                yield found(draft, node.mark, ID, unknown_unit(node.unit, units))
