"""Dates as CSL has them: parts, EDTF, dates in words, seasons, `circa`, and words such as `in press`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from handouts.content.csl.faults import Fault
from handouts.core.problem import did_you_mean

# of which a work can be; others are slips of the key
YEARS = range(1450, 2100)
FORMS = "2018, 2018-03, 2018-03-07, 2018/2020 for a span, 2018~ for about 2018, or words such as in press"
_KEYS = ("date-parts", "raw", "literal", "season", "circa")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
# patterns that few entries need are compiled when they are used
_EDTF = r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)"
_ABOUT = r"(?i:c\.|ca\.|circa|about)\s*"
# 21 to 24 are the seasons of EDTF, 13 to 16 those of older programs
_SEASON_MONTHS = {21: 1, 22: 2, 23: 3, 24: 4, 13: 1, 14: 2, 15: 3, 16: 4}
_OLD_SEASONS = ("13", "14", "15", "16")


class DateError(ValueError):
    """A text that is no date; its words say what is wrong with it."""


@dataclass(frozen=True, slots=True)
class CslDate:
    """A date: year, month and day as far as known, two of them for a span; or words such as `in press`.

    `season` counts from spring, 1 to 4; `circa` says that the date is not certain.
    """

    parts: tuple[tuple[int, ...], ...] = ()
    season: int | None = None
    circa: bool = False
    words: str = ""

    @property
    def year(self) -> int | None:
        """The first year, or None for words."""
        return self.parts[0][0] if self.parts else None

    def __str__(self) -> str:
        """Return the date as it can be typed in a file."""
        months = {season: month for month, season in reversed(_SEASON_MONTHS.items())}
        parts = [part if self.season is None else (part[0], months[self.season]) for part in self.parts]
        spelt = ("-".join(f"{number:0{2 if place else 4}}" for place, number in enumerate(part)) for part in parts)
        return self.words or "/".join(f"{each}{'~' if self.circa else ''}" for each in spelt)


def date_of(data: object, field: str, faults: list[Fault]) -> CslDate | None:
    """Return the date of a field, or None with what is wrong with it added to the faults."""
    try:
        if isinstance(data, str):
            return date_in(data)
        if isinstance(data, dict):
            return _of_mapping(data, field)
    except DateError as error:
        faults.append(Fault("wrong-date", f"{field!r}: {error}", (field,)))
        return None
    faults.append(Fault("wrong-type", f"{field!r}: expected a date; write {FORMS}", (field,)))
    return None


def date_in(text: str) -> CslDate:
    """Return the date that a text states, in EDTF or in English words; words without a digit stay words.

    Raises DateError.
    """
    typed = re.sub(r"(?<=\d)T\d\d:.*", "", text.strip()) if "T" in text else text.strip()
    if not typed:
        raise DateError(f"the date is empty; write {FORMS}")
    if len(typed) == 4 and typed.isascii() and typed.isdecimal() and int(typed) in YEARS:
        # nearly all dates
        return CslDate(((int(typed),),))
    if not any(char.isdigit() for char in typed):
        return CslDate(words=typed)
    about = re.match(_ABOUT, typed)
    known = _edtf(typed) or _written(typed[about.end() if about else 0 :])
    if known is None:
        raise DateError(f"{typed!r} is not a date; write {FORMS}")
    return replace(known, circa=True) if about else known


def _edtf(text: str) -> CslDate | None:
    """Return a date or span of EDTF, or None for a text that is none."""
    found = [re.fullmatch(_EDTF, each) for each in text.split("/")]
    if len(found) > 2 or not all(found) or any(each[2] and each[2] in _OLD_SEASONS for each in found if each):
        return None
    parts = [tuple(int(part) for part in each.groups()[:3] if part) for each in found if each]
    return _proved(parts, None, any(each[4] for each in found if each), text)


def _written(text: str) -> CslDate | None:
    """Return a date written in words, such as `7 March 2018`, `2018 Mar 7` or `spring 2018`, or None."""
    years: list[int] = []
    months: list[int] = []
    days: list[int] = []
    seasons: list[int] = []
    for word in re.split(r"[\s.,]+", text.strip(" .,")):
        low = word.casefold()
        if re.fullmatch(r"\d{4}", word):
            years.append(int(word))
        elif re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", low):
            days.append(int(re.sub(r"\D", "", low)))
        elif low in _SEASONS:
            seasons.append(_SEASONS[low])
        elif len(low) >= 3 and low[:3] in _MONTHS and _is_month(low):
            months.append(_MONTHS.index(low[:3]) + 1)
        else:
            return None
    if len(years) != 1 or len(months) > 1 or len(days) > len(months) or len(seasons) + len(months) > 1:
        return None
    return _proved([(*years, *months, *days)], seasons[0] if seasons else None, False, text)


def _is_month(word: str) -> bool:
    whole = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
    return any(month.startswith(word) for month in whole) or word == "sept"


def _of_mapping(data: dict[str, object], field: str) -> CslDate:
    """Return the date of CSL's own form: a mapping with `date-parts`, `raw` or `literal`. Raises DateError."""
    for key in data:
        if key not in _KEYS:
            raise DateError(
                f"unknown key {key!r} of a date{did_you_mean(key, _KEYS) or '; a date has ' + ', '.join(_KEYS)}"
            )
    circa = _text(data, "circa").lower() not in ("", "0", "false", "no")
    if "date-parts" in data:
        known = _proved(list(_rows(data["date-parts"])), _season(_text(data, "season")), circa, field)
    elif "raw" in data or "literal" in data:
        known = _stated(_text(data, "raw"), _text(data, "literal"))
    else:
        raise DateError(f"has neither 'date-parts' nor 'raw' nor 'literal'; write {FORMS}")
    return replace(known, circa=known.circa or circa)


def _stated(raw: str, literal: str) -> CslDate:
    """Return the date of a `raw` text, or the words of a `literal` one, which are printed as they are."""
    if literal:
        try:
            return date_in(literal)
        except DateError:
            return CslDate(words=literal)
    return date_in(raw)


def _rows(data: object) -> Iterator[tuple[int, ...]]:
    """Yield the one or two dates of `date-parts`, whose numbers may be texts. Raises DateError."""
    rows = data if isinstance(data, list) else []
    if not 1 <= len(rows) <= 2 or not all(isinstance(row, list) and 1 <= len(row) <= 3 for row in rows):
        raise DateError("'date-parts' must be one or two lists of year, month and day, such as [[2018, 3, 7]]")
    for row in rows:
        numbers = [str(part).strip() for part in row]
        if not all(number.isascii() and number.isdecimal() for number in numbers):
            raise DateError(f"'date-parts' must be numbers, such as [[2018, 3, 7]], not {', '.join(numbers)}")
        yield tuple(map(int, numbers))


def _season(text: str) -> int | None:
    if not text:
        return None
    low = text.casefold()
    number = _SEASONS.get(low) or (int(low) if low.isdecimal() else 0)
    season = _SEASON_MONTHS.get(number, number)
    if season not in range(1, 5):
        raise DateError(f"unknown season {text!r}; write 1 for spring, 2, 3 or 4 for winter")
    return season


def _text(data: dict[str, object], key: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise DateError(f"{key!r} of a date must be one value")
    return value.strip()


def _proved(parts: list[tuple[int, ...]], season: int | None, circa: bool, typed: str) -> CslDate:
    """Return a date whose years, months and days exist. Raises DateError."""
    for part in parts:
        if part[0] not in YEARS:
            raise DateError(f"the year {part[0]} in {typed!r} is not from {YEARS.start} to {YEARS.stop - 1}")
    if len(parts) == 1 and len(parts[0]) == 2 and parts[0][1] in _SEASON_MONTHS:
        return CslDate(((parts[0][0],),), _SEASON_MONTHS[parts[0][1]], circa)
    for year, *rest in parts:
        try:
            date(year, *(*rest, 1, 1)[:2])
        except ValueError as error:
            raise DateError(f"{'-'.join(map(str, (year, *rest)))} is not a date: {error}") from error
    if len(parts) == 2 and parts[0] >= parts[1]:
        raise DateError(f"the span {typed!r} ends before it begins")
    return CslDate(tuple(parts), season, circa)
