"""The small workbooks in charts, which let people edit the data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from handouts.core.archive import packed, unpacked

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

CREATED = datetime(2000, 1, 1, tzinfo=UTC)  # not the clock, so that the same data are the same bytes
HEAD_WIDTH = 34  # characters that the column of row heads shows
SHEET = "Sheet1"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with its value."""

    text: str
    value: Decimal


CellValue = str | Decimal | int | Formula


def workbook(rows: Sequence[Sequence[CellValue]]) -> bytes:
    """Return a workbook with one sheet of these rows, the first of which is the head."""
    from xlsxwriter import Workbook

    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": CREATED})
        sheet = book.add_worksheet(SHEET)
        sheet.set_column(0, 0, HEAD_WIDTH)
        for row, values in enumerate(rows):
            for place, value in enumerate(values):
                _write(sheet, row, place, value)
    return packed(unpacked(out.getvalue()))


def _write(sheet: Worksheet, row: int, place: int, value: CellValue) -> None:
    """Write a cell; a text is never taken for a formula, a number or a link."""
    if isinstance(value, str):
        sheet.write_string(row, place, value)
    elif isinstance(value, Formula):
        sheet.write_formula(row, place, f"={value.text}", None, value.value)
    else:
        sheet.write_number(row, place, value)


def column(place: int) -> str:
    """Return the letter of a column, counted from 0."""
    return chr(ord("A") + place)


def reference(place: int, rows: int) -> str:
    """Return the reference to the cells of a column below its head."""
    letter = column(place)
    return f"{SHEET}!${letter}$2:${letter}${rows + 1}"
