"""Foods read from `content/foods.yaml`: their amounts by serving, in the columns and bands that the file declares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from handouts.content.entry import EntryReader
from handouts.content.model import Band, Banded, Food, Portion
from handouts.content.quantities import unit_at
from handouts.core.problem import Mark, Problem, unknown
from handouts.core.quantity import Measured, Number, Unit, rounded
from handouts.core.source import Source

# the printed form of a typed fraction
FRACTIONS = {"1/4": "¼", "1/3": "⅓", "1/2": "½", "2/3": "⅔", "3/4": "¾"}
_FRACTION = re.compile(r"\b\d/\d\b")


# what an entry of a food says besides its columns and notes
FOOD_KEYS = ("name", "serving", "band", "note", "references", "checked")


@dataclass(frozen=True, slots=True)
class _ColumnRule:
    unit: Unit
    decimals: int
    label: str
    sums: tuple[str, ...]
    of: str
    by: str


@dataclass(frozen=True, slots=True)
class _Table:
    """What the file declares for all its foods: columns, notes, bands, and the columns that a band is judged by."""

    columns: Mapping[str, _ColumnRule]
    notes: tuple[str, ...]
    bands: tuple[Band, ...]
    banded: tuple[str, ...]


def read_foods(source: Source, log: list[Problem]) -> dict[str, Food]:
    """Return foods with the columns declared in their file; a total with an unknown part is unknown."""
    if source.root is None:
        return {}
    whole = EntryReader(source.root, log)
    table = _table(whole)
    foods = {name: _food(name, entry, table) for name, entry in whole.entries("foods")}
    whole.close()
    return foods


def _table(whole: EntryReader) -> _Table:
    columns = {name: _column_rule(entry) for name, entry in whole.entries("columns")}
    for name, entry in whole.entries("columns"):
        named = ((entry.mark_of(key), other) for key, other in (("of", columns[name].of), ("by", columns[name].by)))
        sums = [(mark, other) for other, mark in entry.marked_words("sum")]
        _known_columns([*named, *sums], columns, whole.log)
        _one_unit(sums, columns, columns[name].unit, whole.log)
    bands = tuple(_band(name, entry) for name, entry in whole.entries("bands"))
    banded = [(mark, other) for other, mark in whole.marked_words("banded")]
    _known_columns(banded, columns, whole.log)
    units = [columns[other].unit for _, other in banded if other in columns]
    _one_unit(banded, columns, units[0] if units else Unit("none"), whole.log)
    return _Table(columns, tuple(_notes(whole, columns)), bands, whole.words("banded") if bands else ())


def _notes(whole: EntryReader, columns: Mapping[str, _ColumnRule]) -> Iterator[str]:
    """Yield the keys that an entry may have for its authors, which the file declares and explains."""
    for name, entry in whole.entries("notes"):
        entry.needed("label")
        entry.close()
        yield name
        if name in columns:
            entry.problem(entry.mark, "duplicate-id", f"{name!r} is a column already; give the note another name")
    for key in ("columns", "notes"):
        for name, _, mark in whole.children(key):
            if name in FOOD_KEYS:
                message = f"{name!r} is a key that every food has; give it another name under {key!r}"
                whole.problem(mark, "duplicate-id", message)


def _one_unit(
    named: Iterable[tuple[Mark, str]], columns: Mapping[str, _ColumnRule], unit: Unit, log: list[Problem]
) -> None:
    """Report columns that are added up although their units differ."""
    for mark, name in named:
        if name in columns and columns[name].unit != unit:
            message = f"the column {name!r} is in {columns[name].unit} and cannot be added to a sum in {unit}"
            log.append(Problem(mark, "wrong-unit", message))


def _known_columns(named: Iterable[tuple[Mark, str]], known: Iterable[str], log: list[Problem]) -> None:
    """Report names of columns that the file does not declare."""
    columns = tuple(known)
    log.extend(
        Problem(mark, "unknown-word", unknown("column", name, columns))
        for mark, name in named
        if name and name not in columns
    )


def _column_rule(entry: EntryReader) -> _ColumnRule:
    decimals = entry.whole("decimals", 0, 0, 6)
    rule = _ColumnRule(
        unit_at(entry, "unit"), decimals, entry.needed("label"), entry.words("sum"), entry.text("of"), entry.text("by")
    )
    entry.close()
    return rule


def _band(name: str, entry: EntryReader) -> Band:
    least, below = entry.amount("from"), entry.amount("below")
    if least is not None and below is not None and least >= below:
        message = f"the band {name!r} ends below {below}, before it begins at {least}"
        entry.problem(entry.mark_of("below"), "wrong-value", message)
    band = Band(name, least, below)
    entry.text("label")
    entry.close()
    return band


def _food(name: str, entry: EntryReader, table: _Table) -> Food:
    food, rules = entry.needed("name"), table.columns
    amounts = _amounts(entry, rules)
    serving = _FRACTION.sub(lambda found: FRACTIONS.get(found[0], found[0]), entry.text("serving"))
    about = f"{food}, {serving}"
    columns = {
        column: Measured(Number(rounded(amount, rules[column].decimals), rules[column].unit), food, about, "content")
        for column, amount in amounts.items()
    }
    portions = tuple(_portions(entry, amounts, rules))
    banded = _banded(entry, amounts, table.bands, table.banded) if table.bands else None
    references, checked = entry.needed_words("references"), entry.needed_day("checked")
    for key in ("note", *table.notes):
        entry.text(key)
    entry.close()
    return Food(name, food, columns, references, entry.mark, serving, checked, portions, banded)


def _amounts(entry: EntryReader, rules: Mapping[str, _ColumnRule]) -> dict[str, Decimal]:
    """Return the known amounts of a food by column, and the sums of those of which every part is known."""
    for column, rule in rules.items():
        # null says that an amount is unknown; a column that is left out says nothing
        if not rule.sums and column not in entry.node.entries:
            entry.problem(
                entry.mark, "missing-key", f"{entry.path!r} needs the key {column!r}; null, if it is not known"
            )
    amounts = {column: amount for column in rules if (amount := entry.amount(column)) is not None}
    for column, rule in rules.items():
        if rule.sums and all(part in amounts for part in rule.sums):
            amounts[column] = sum((amounts[part] for part in rule.sums), Decimal(0))
    return amounts


def _banded(
    entry: EntryReader, amounts: Mapping[str, Decimal], bands: tuple[Band, ...], parts: tuple[str, ...]
) -> Banded:
    """Return the band of a food as typed, and the bands that fit the sum of its known parts."""
    typed = entry.choice("band", tuple(band.id for band in bands))
    known = [amounts[part] for part in parts if part in amounts]
    fitting = tuple(band.id for band in bands if _falls(sum(known, Decimal(0)) if known else None, band))
    return Banded(typed, fitting, entry.mark_of("band"))


def _falls(amount: Decimal | None, band: Band) -> bool:
    if amount is None or band.least is None:
        return amount is None and band.least is None
    return band.least <= amount and (band.below is None or amount < band.below)


def _portions(
    entry: EntryReader, amounts: Mapping[str, Decimal], rules: Mapping[str, _ColumnRule]
) -> Iterator[Portion]:
    """Yield what the amount per 100 g makes of a serving: column `of` is the serving, column `by` its weight."""
    for column, rule in rules.items():
        if rule.of and {column, rule.of, rule.by} <= amounts.keys():
            hundreds = amounts[rule.by] / 100
            leeway = _last_digit(amounts[rule.of]) / 2 + _last_digit(amounts[column]) / 2 * hundreds
            derived, mark = amounts[column] * hundreds, entry.mark_of(rule.of)
            yield Portion(rule.of, amounts[rule.of], derived, leeway, mark)


def _last_digit(amount: Decimal) -> Decimal:
    """Return the value of one unit in the last typed decimal place."""
    exponent = amount.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
