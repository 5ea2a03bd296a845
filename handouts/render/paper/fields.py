"""Fields set as strips: boxes, lines and rows of squares to write in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handouts.core.words import word
from handouts.document.blocks import Field, Fields
from handouts.render.paper.setting import Setter
from handouts.render.paper.shapes import (
    Drawn,
    FieldBox,
    Path,
    Rect,
    Shape,
    StraightLine,
    Strip,
    Tag,
    beside,
    decoration,
    moved,
    sign,
    stacked,
)

FIELD_GAP = 8.0
FIELD_PAD = 7.0
# the share by which a box to write in may be higher where a page has room
STRETCH = 0.6
SQUARE, SQUARE_GAP = 15.0, 3.0


def fields_strip(setter: Setter, block: Fields, width: float, path: Path) -> Strip:
    """Return boxes to write in, side by side according to their shares of the width, or lines."""
    if all(field.kind == "lines" for field in block.fields):
        return stacked([_lines(setter, field, width, path) for field in block.fields], block.id)
    parts = tuple(_field_rows(setter, block, width))
    if len(parts) > 1 and all(field.kind == "ticks" for field in block.fields):
        return stacked(list(_tick_grid(setter, block, len(parts), width, path)), block.id)
    rows = [_field_row(setter, row, _shares(row, width), path) for row in parts]
    whole = stacked([replace(row, gap=FIELD_GAP) for row in rows], block.id)
    boxes = len(parts) == 1 and all(field.kind not in ("ticks", "lines") for field in block.fields)
    return replace(whole, stretches=STRETCH * setter.look.field_height if boxes else 0.0)


def higher(strip: Strip, more: float) -> Strip:
    """Return a row of boxes to write in that are higher by so many pt."""
    drawn = tuple(replace(each, shapes=tuple(_higher(shape, more) for shape in each.shapes)) for each in strip.drawn)
    fields = tuple(replace(box, height=box.height + more) for box in strip.fields)
    return replace(strip, height=strip.height + more, drawn=drawn, fields=fields)


def _higher(shape: Shape, more: float) -> Shape:
    return replace(shape, height=shape.height + more) if isinstance(shape, Rect) else shape


def _field_rows(setter: Setter, block: Fields, width: float) -> Iterator[tuple[Field, ...]]:
    """Yield fields row by row, as many per row as have room for their labels on one line and their squares."""
    row: list[Field] = []
    for field in block.fields:
        if row and not _fit(setter, (*row, field), width):
            yield tuple(row)
            row = []
        row.append(field)
    yield tuple(row)


def _fit(setter: Setter, row: tuple[Field, ...], width: float) -> bool:
    return all(
        _least_width(setter, field) + 2 * FIELD_PAD <= share
        for field, share in zip(row, _shares(row, width), strict=True)
    )


def _least_width(setter: Setter, field: Field) -> float:
    """Return the width in pt of a field's label on one line, or of its squares if they are wider."""
    squares = SQUARE * field.count + SQUARE_GAP * (field.count - 1) if field.kind == "ticks" else 0.0
    return max(setter.natural(field.label, setter.style(_label_role(field))), squares)


def _label_role(field: Field) -> str:
    return "caption" if field.kind == "ticks" else "label"


def _shares(row: tuple[Field, ...], width: float) -> list[float]:
    whole = sum(field.width for field in row)
    room = width - FIELD_GAP * (len(row) - 1)
    return [room * field.width / whole for field in row]


def _tick_grid(setter: Setter, block: Fields, rows: int, width: float, path: Path) -> Iterator[Strip]:
    """Yield boxes to tick in rows of similar length, all boxes as wide as those of the first row."""
    most = -(-len(block.fields) // rows)
    share = (width - FIELD_GAP * (most - 1)) / most
    for start in range(0, len(block.fields), most):
        row = block.fields[start : start + most]
        yield replace(_field_row(setter, row, [share] * len(row), path), gap=FIELD_GAP)


def _field_row(setter: Setter, row: tuple[Field, ...], shares: list[float], path: Path) -> Strip:
    x, strips = 0.0, []
    for field, share in zip(row, shares, strict=True):
        strips.append((x, _box(setter, field, share, path)))
        x += share + FIELD_GAP
    return beside(strips, row[0].name)


def _box(setter: Setter, field: Field, width: float, path: Path) -> Strip:
    pad = FIELD_PAD
    tag = (*path, Tag("P", field.label.id))
    ticks = field.kind == "ticks"
    label = setter.strip(field.label, _label_role(field), width - 2 * pad, tag)
    height = label.height + 8 + (SQUARE + 8 if ticks else max(setter.look.field_height - label.height, 18))
    frame = Rect(0.5, 0.5, width - 1, height - 1, None, "line", 1.0)
    signs = (frame,) if not ticks else tuple(_squares(field, width, pad, 4 + label.height + 3))
    drawn = (*moved(label.drawn, pad, 4), _to_fill_in(setter, field, tag, *signs))
    if ticks:
        drawn = (decoration(frame), *drawn)
    box = FieldBox(field.name, field.kind, pad, label.height + 4, width - 2 * pad, height - label.height - 8)
    return Strip(height, drawn, field.label.id, fields=(box,))


def _to_fill_in(setter: Setter, field: Field, path: Path, *shapes: Shape) -> Drawn:
    """Return the room to write in, read after its label as a blank line or as boxes to tick."""
    ticks = field.kind == "ticks"
    says = ", ".join([word("sign.box", setter.lang)] * field.count) if ticks else word("blank-line", setter.lang)
    return sign(path, f"{field.label.id}#room", says, *shapes)


def _squares(field: Field, width: float, pad: float, y: float) -> Iterator[Rect]:
    room = width - 2 * pad
    gap = min(8.0, (room - SQUARE * field.count) / max(1, field.count - 1)) if field.count > 1 else 0.0
    for number in range(field.count):
        yield Rect(pad + number * (SQUARE + gap), y, SQUARE, SQUARE, None, "ink", 0.9)


def _lines(setter: Setter, field: Field, width: float, path: Path) -> Strip:
    """Return a label with lines to write on below it."""
    tag = (*path, Tag("P", field.label.id))
    label = setter.strip(field.label, "caption", width, tag)
    step = setter.look.write_line
    rules = [
        StraightLine(0, label.height + step * (number + 1), width, label.height + step * (number + 1), "line", 0.9)
        for number in range(field.count)
    ]
    height = label.height + step * field.count + 2
    box = FieldBox(field.name, field.kind, 0, label.height, width, step * field.count)
    return Strip(height, (*label.drawn, _to_fill_in(setter, field, tag, *rules)), field.label.id, fields=(box,))
