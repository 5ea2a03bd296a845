"""The small workbooks in charts, which let people edit the data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from handouts.core.archive import packed

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET = "Sheet1"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with its value."""

    text: str
    value: Decimal


CellValue = str | Decimal | int | Formula

FIXED = {
    "[Content_Types].xml": (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/>'
        "</sheets></workbook>"
    ),
    "xl/_rels/workbook.xml.rels": (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def workbook(rows: Sequence[Sequence[CellValue]]) -> bytes:
    """Return a workbook with one sheet of these rows, the first of which is the head."""
    body = "".join(
        f'<row r="{number}">{"".join(_cell(value, place, number) for place, value in enumerate(row))}</row>'
        for number, row in enumerate(rows, start=1)
    )
    columns = '<cols><col min="1" max="1" width="34" customWidth="1"/></cols>'
    sheet = f'{HEAD}<worksheet xmlns="{MAIN}">{columns}<sheetData>{body}</sheetData></worksheet>'
    parts = {name: part.encode() for name, part in FIXED.items()}
    return packed({**parts, "xl/worksheets/sheet1.xml": sheet.encode()})


def column(place: int) -> str:
    """Return the letter of a column, counted from 0."""
    return chr(ord("A") + place)


def reference(place: int, rows: int) -> str:
    """Return the reference to the cells of a column below its head."""
    letter = column(place)
    return f"{SHEET}!${letter}$2:${letter}${rows + 1}"


def _cell(value: CellValue, place: int, row: int) -> str:
    at = f"{column(place)}{row}"
    if isinstance(value, str):
        return f'<c r="{at}" t="inlineStr"><is><t>{escape(value, quote=False)}</t></is></c>'
    if isinstance(value, Formula):
        return f'<c r="{at}"><f>{value.text}</f><v>{value.value}</v></c>'
    return f'<c r="{at}"><v>{value}</v></c>'
