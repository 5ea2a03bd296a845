"""In a region whose authority sets no limit of its own, a printed limit says whose it is: `250 mg (EU limit)`.

`uk` prints the stricter limit of the EU and the US (`content/regions.yaml`); without a name its readers would take it
for a limit of the UK. The name of the authority stands in the text that prints the limit, or in the head of its column.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.safety.doses import dose_of, is_for
from handouts.checks.safety.limit import region_of
from handouts.checks.safety.stricter_limit import LIMITING
from handouts.checks.safety.terms import says
from handouts.checks.subject import Subject, found
from handouts.content.model import Library
from handouts.content.regions import Region
from handouts.core.problem import Problem, either
from handouts.core.quantity import printed
from handouts.core.trees import present
from handouts.core.words import SOURCE
from handouts.document.blocks import Table
from handouts.document.document import Section
from handouts.document.text import Unit, Value, inlines, plain
from handouts.document.walk import blocks, units

ID = "missing-authority"


def check(subject: Subject) -> Iterator[Problem]:
    """Report limits without the name of their authority, for a clinic in a region that has none of its own."""
    region = region_of(subject)
    if region is None or region.authority is not None:
        return
    for draft in subject.drafts:
        for section in subject.documents[draft.id].sections:
            for unit, limit in _unnamed(section, region, subject.library):
                message = f"the limit of {limit} does not say whose it is; name {either(region.limits)} beside it"
                yield found(draft, unit.mark, ID, message)


def _unnamed(section: Section, region: Region, library: Library) -> Iterator[tuple[Unit, str]]:
    """Yield each text that prints a limit and names none of the region's authorities, with that limit."""
    heads = _heads(section)
    for unit in units((section.title, section.blocks, section.teaching)):
        if says(f"{heads.get(unit.id, '')} {plain(unit.text)}", region.limits):
            continue
        values = (inline for inline in inlines(unit.text) if isinstance(inline, Value))
        # a number and its unit may be printed apart
        limits = dict.fromkeys(_whole(value) for value in values if _is_limit(value, library))
        yield from ((unit, limit) for limit in limits)


def _is_limit(value: Value, library: Library) -> bool:
    dose = dose_of(value, library)
    return value.kind == "limit" or (dose is not None and is_for(dose.claim, dose.name, (LIMITING,), library))


def _whole(value: Value) -> str:
    return printed(value.measured.quantity, SOURCE) if value.measured is not None else value.text


def _heads(section: Section) -> dict[str, str]:
    """Return for each cell of a table the words of its column's head, of its row's first cell and of the caption."""
    tables = [block for block in blocks(section) if isinstance(block, Table)]
    return {
        cell.id: " ".join(plain(unit.text) for unit in (column.head, row.cells[0], *present((table.caption,))))
        for table in tables
        for group in table.groups
        for row in group.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
    }
