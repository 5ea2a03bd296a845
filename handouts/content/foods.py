"""Foods read from `content/foods.yaml`: their amounts by serving, in the columns and bands that the file declares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from handouts.content.kinds import PRINTED, icon_of
from handouts.content.model import Band, Banded, Food, Portion
from handouts.content.units import unit_at
from handouts.core.problem import LISTED, Mark, Problem, did_you_mean, either
from handouts.core.quantity import NO_UNIT, Measured, Number, Unit, Units, rounded
from handouts.core.schema import (
    AMOUNT,
    DATE,
    TEXT,
    Entry,
    FileSchema,
    Shape,
    check_known,
    entries_of,
    list_of,
    marked,
    named,
    needed,
    one,
    optional,
    otherwise,
    untyped,
    whole,
)
from handouts.core.source import Scalar, Source

# the printed form of a typed fraction
FRACTIONS = {"1/4": "¼", "1/3": "⅓", "1/2": "½", "2/3": "⅔", "3/4": "¾"}
_FRACTION = re.compile(r"\b\d/\d\b")


class FoodColumnShape(Shape, id="foods.column"):
    """An amount that every food has, which texts print as {{ food/<id>:<column> }}."""

    unit = needed(TEXT, "the unit of the amounts", "mg")
    decimals = otherwise(whole(0, 6), 0, "the decimals that are printed", "1")
    label = needed(PRINTED, "what is measured", "Calcium")
    sum = otherwise(marked(TEXT), (), "the columns that it adds up; foods do not type it", "[milk_mg, cheese_mg]")
    of = optional(TEXT, "for an amount in 100 g: the column with the amount of a serving", "calcium_mg")
    by = optional(TEXT, "for an amount in 100 g: the column with the weight of a serving", "grams")


class FoodNoteShape(Shape, id="foods.note"):
    """Something that foods may say to their authors; it is not printed."""

    label = needed(PRINTED, "what it says", "Its number in the table of the source")


class BandShape(Shape, id="foods.band"):
    """A named range of amounts; without ends it is for foods whose amounts are not known."""

    EXAMPLE = "{from: 0, below: 25, label: Low}"

    from_ = optional(AMOUNT, "the least amount", "0", name="from")
    below = optional(AMOUNT, "the amount below which it ends", "25")
    label = optional(PRINTED, "the band in words", "Low")


class FoodShape(Shape, id="foods.food"):
    """A food: these keys, one for each declared column, and one for each note that it has."""

    OTHERS = untyped("a number or null for a column, a text for a note", {"type": ["number", "string", "null"]})

    name = needed(PRINTED, "the name as texts print it", "Milk")
    serving = otherwise(PRINTED, "", "what the columns refer to", "1 glass")
    band = optional(TEXT, "the band that its amounts are in, where the file declares bands", "low")
    icon = optional(TEXT, "the icon beside it in rows of tables, by its name in layouts/icons", "milk")
    note = optional(PRINTED, "a note for authors", "An older table gives less.")
    references = needed(list_of(TEXT, least=1), "the ids of the references that its amounts are from", "[table_2018]")
    checked = needed(DATE, "the day on which somebody compared it with them", "2026-11-22")
    review_due = optional(DATE, "the day by which it must be compared again", "2029-11-22")


class FoodsShape(Shape, id="foods"):
    """Foods with their amounts by serving (`content/foods.yaml`)."""

    columns = otherwise(
        entries_of(FoodColumnShape), (), "the amounts of each food", "{grams: {unit: g, label: Weight}}"
    )
    notes = otherwise(
        entries_of(FoodNoteShape), (), "what foods may say to authors", "{number: {label: In the source}}"
    )
    bands = otherwise(entries_of(BandShape), (), "the names of ranges of amounts", "{low: {from: 0, below: 25}}")
    banded = otherwise(marked(TEXT), (), "the columns whose known amounts are added to find the band", "[calcium_mg]")
    foods = otherwise(
        entries_of(FoodShape),
        (),
        "the foods by id",
        "{milk: {name: Milk, references: [table_2018], checked: 2026-11-22}}",
    )


FOODS = FileSchema("content/foods.yaml", "foods with their amounts by serving", one(FoodsShape))


@dataclass(frozen=True, slots=True)
class _ColumnRule:
    unit: Unit
    decimals: int
    label: str
    sums: tuple[str, ...]
    of: str
    by: str


@dataclass(frozen=True, slots=True)
class _FoodTable:
    """What the file declares for all its foods: columns, notes, bands, and the columns that a band is judged by."""

    columns: Mapping[str, _ColumnRule]
    notes: tuple[str, ...]
    bands: tuple[Band, ...]
    banded: tuple[str, ...]


def read_foods(source: Source, units: Units, log: list[Problem]) -> dict[str, Food]:
    """Return foods with the columns declared in their file; a total with an unknown part is unknown."""
    if source.root is None:
        return {}
    file = FOODS.read(source, log)
    table = _table(file, units)
    return {name: _food(name, entry, table) for name, entry in file.read(FoodsShape.foods)}


def _table(file: Entry, units: Units) -> _FoodTable:
    entries = dict(file.read(FoodsShape.columns))
    columns = {name: _column_rule(entry, units) for name, entry in entries.items()}
    for name, entry in entries.items():
        sums = entry.read(FoodColumnShape.sum)
        for other in (FoodColumnShape.of, FoodColumnShape.by):
            check_known(entry, "column", (entry.read(other) or "", entry.mark_of(other)), columns)
        _one_unit(entry, sums, columns, columns[name].unit)
    banded = file.read(FoodsShape.banded)
    units_of = [columns[name].unit for name, _ in banded if name in columns]
    _one_unit(file, banded, columns, units_of[0] if units_of else NO_UNIT)
    bands = tuple(_band(name, entry) for name, entry in file.read(FoodsShape.bands))
    notes = dict(file.read(FoodsShape.notes))
    _check_names(entries, notes)
    for entry in notes.values():
        entry.read(FoodNoteShape.label)
    return _FoodTable(columns, tuple(notes), bands, tuple(name for name, _ in banded) if bands else ())


def _column_rule(entry: Entry, units: Units) -> _ColumnRule:
    return _ColumnRule(
        unit_at(entry, FoodColumnShape.unit, units),
        entry.read(FoodColumnShape.decimals),
        entry.read(FoodColumnShape.label),
        tuple(name for name, _ in entry.read(FoodColumnShape.sum)),
        entry.read(FoodColumnShape.of) or "",
        entry.read(FoodColumnShape.by) or "",
    )


def _one_unit(entry: Entry, summed: Iterable[tuple[str, Mark]], columns: Mapping[str, _ColumnRule], unit: Unit) -> None:
    """Report columns that are added up although the file does not declare them or their units differ."""
    for name, mark in summed:
        if check_known(entry, "column", (name, mark), columns) and columns[name].unit != unit:
            message = f"the column {name!r} is in {columns[name].unit} and cannot be added to a sum in {unit}"
            entry.problem(mark, "wrong-unit", message)


def _check_names(columns: Mapping[str, Entry], notes: Mapping[str, Entry]) -> None:
    """Report columns and notes with the name of something else that foods have."""
    for name, entry in (*columns.items(), *notes.items()):
        if name in FoodShape.KEYS:
            message = f"{name!r} is a key that every food has; give the column or note another name"
            entry.problem(entry.mark, "duplicate-id", message)
    for name in notes.keys() & columns.keys():
        message = f"{name!r} is a column already; give the note another name"
        notes[name].problem(notes[name].mark, "duplicate-id", message)


def _band(name: str, entry: Entry) -> Band:
    least, below = entry.read(BandShape.from_), entry.read(BandShape.below)
    if least is not None and below is not None and least >= below:
        message = f"the band {name!r} ends below {below}, before it begins at {least}"
        entry.problem(entry.mark_of(BandShape.below), "wrong-value", message)
    entry.read(BandShape.label)
    return Band(name, least, below)


def _food(name: str, entry: Entry, table: _FoodTable) -> Food:
    food, rules = entry.read(FoodShape.name), table.columns
    amounts = _amounts(entry, rules)
    typed = entry.read(FoodShape.serving)
    serving = _FRACTION.sub(lambda found: FRACTIONS.get(found[0], found[0]), typed)
    about = f"{food}, {serving}"
    columns = {
        column: Measured(Number(rounded(amount, rules[column].decimals), rules[column].unit), food, about, "content")
        for column, amount in amounts.items()
    }
    portions = tuple(_portions(entry, amounts, rules))
    banded = _banded(entry, amounts, table.bands, table.banded) if table.bands else None
    references, checked = entry.read(FoodShape.references), entry.read(FoodShape.checked)
    review_due = entry.read(FoodShape.review_due)
    entry.read(FoodShape.note)
    _read_notes(entry, table)
    icon = icon_of(entry, FoodShape.icon)
    return Food(name, food, columns, references, entry.mark, serving, checked, portions, banded, review_due, icon)


def _read_notes(entry: Entry, table: _FoodTable) -> None:
    """Read what a food says to its authors, and report the keys that the file does not declare."""
    known = (*FoodShape.KEYS, *table.columns, *table.notes)
    for name, node in entry.node.entries.items():
        if name in table.notes and not (isinstance(node, Scalar) and node.empty):
            PRINTED.read(entry, name, node)
        elif name not in known:
            hint = did_you_mean(name, known)
            listed = f"; use {either(known)}, or declare it under 'notes'" if len(known) <= LISTED or not hint else ""
            entry.problem(
                entry.node.keys[name], "unknown-key", f"unknown key {name!r} in {named(entry.path)}{listed}{hint}"
            )


def _amounts(entry: Entry, rules: Mapping[str, _ColumnRule]) -> dict[str, Decimal]:
    """Return the known amounts of a food by column, and the sums of those of which every part is known."""
    amounts: dict[str, Decimal] = {}
    for column, rule in rules.items():
        node = entry.node.entries.get(column)
        # null says that an amount is unknown; a column that is left out says nothing
        if node is None and not rule.sums:
            message = f"{named(entry.path)} needs the key {column!r}: {rule.label}; null, if it is not known"
            entry.problem(entry.mark, "missing-key", message)
        elif node is not None and not (isinstance(node, Scalar) and node.empty):
            amounts[column] = AMOUNT.read(entry, column, node)
    for column, rule in rules.items():
        if rule.sums and all(part in amounts for part in rule.sums):
            amounts[column] = sum((amounts[part] for part in rule.sums), Decimal(0))
    return amounts


def _banded(entry: Entry, amounts: Mapping[str, Decimal], bands: tuple[Band, ...], parts: tuple[str, ...]) -> Banded:
    """Return the band of a food as typed, and the bands that fit the sum of its known parts."""
    typed, mark = entry.read(FoodShape.band) or "", entry.mark_of(FoodShape.band)
    if entry.has(FoodShape.band):
        check_known(entry, "band", (typed, mark), (band.id for band in bands))
    else:
        entry.missing(FoodShape.band)
    known = [amounts[part] for part in parts if part in amounts]
    fitting = tuple(band.id for band in bands if _falls(sum(known, Decimal(0)) if known else None, band))
    return Banded(typed, fitting, mark)


def _falls(amount: Decimal | None, band: Band) -> bool:
    if amount is None or band.least is None:
        return amount is None and band.least is None
    return band.least <= amount and (band.below is None or amount < band.below)


def _portions(entry: Entry, amounts: Mapping[str, Decimal], rules: Mapping[str, _ColumnRule]) -> Iterator[Portion]:
    """Yield what the amount per 100 g makes of a serving: column `of` is the serving, column `by` its weight."""
    for column, rule in rules.items():
        if rule.of and {column, rule.of, rule.by} <= amounts.keys():
            hundreds = amounts[rule.by] / 100
            leeway = _last_digit(amounts[rule.of]) / 2 + _last_digit(amounts[column]) / 2 * hundreds
            derived, mark = amounts[column] * hundreds, entry.node.entries[rule.of].mark
            yield Portion(rule.of, amounts[rule.of], derived, leeway, mark)


def _last_digit(amount: Decimal) -> Decimal:
    """Return the value of one unit in the last typed decimal place."""
    exponent = amount.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
