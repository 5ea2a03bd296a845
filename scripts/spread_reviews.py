"""Spreads the reviews of the shipped content, checked in one day, over the year: python scripts/spread_reviews.py.

Claims in the order of their files are due on Tuesdays, the same number each week; documents on Thursdays some weeks
apart; foods, five at a time, from 2028 on. Only `review_due` is written, never `checked`; comments stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

CONTENT = Path(__file__).parents[1] / "content"
WEEK = timedelta(weeks=1)
# the first and last day of each kind; no claim is due later than a year after its check
CLAIMS = date(2027, 3, 2), date(2027, 11, 16)
DOCUMENTS = date(2027, 5, 6), date(2027, 11, 18)
FOODS = date(2028, 1, 11), date(2029, 11, 13)
FOODS_A_DAY = 5
CHECKED = re.compile(r"^( *)checked: .*\n(?: *review_due: .*\n)?", re.MULTILINE)


def days(ends: tuple[date, date], count: int, a_day: int = 1) -> Iterator[date]:
    """Yield the day of each of so many reviews: spread evenly over the weeks, in groups of `a_day`."""
    weeks = (ends[1] - ends[0]).days // 7
    groups = -(-count // a_day)
    for place in range(count):
        yield ends[0] + WEEK * (place // a_day * weeks // max(groups - 1, 1))


def even_days(ends: tuple[date, date], count: int) -> Iterator[date]:
    """Yield the day of each of so many reviews, as many in one week as in any other, or one more."""
    weeks = (ends[1] - ends[0]).days // 7 + 1
    for place in range(count):
        yield ends[0] + WEEK * (place * weeks // count)


def write(paths: Sequence[Path], due: Iterator[date]) -> None:
    """Write the next day of `due` below each `checked` of these files."""
    for path in paths:
        text = path.read_text(encoding="utf-8")
        dated = CHECKED.sub(lambda found: f"{found[0].splitlines()[0]}\n{found[1]}review_due: {next(due)}\n", text)
        path.write_text(dated, encoding="utf-8")


def count(paths: Sequence[Path]) -> int:
    """Return how many checks these files hold."""
    return sum(len(CHECKED.findall(path.read_text(encoding="utf-8"))) for path in paths)


claims = sorted(CONTENT.glob("claims/*.yaml"))
documents = [*sorted(CONTENT.glob("leaflets/*.yaml")), *sorted(CONTENT.glob("decks/*.yaml"))]
foods = [CONTENT / "foods.yaml"]
write(claims, even_days(CLAIMS, count(claims)))
write(documents, days(DOCUMENTS, count(documents)))
write(foods, days(FOODS, count(foods), FOODS_A_DAY))
