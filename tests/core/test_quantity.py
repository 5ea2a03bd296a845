"""Quantities and how they print."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.units import SHIPPED, unit_named

from handouts.core.quantity import (
    MINUS,
    NO_BREAK_SPACE,
    Interval,
    Number,
    Part,
    Quantity,
    Range,
    Ratio,
    digits,
    parts_of,
    printed,
    rounded,
)

D = Decimal
INR = Range(D("2.0"), D("3.0"), unit_named("inr"))
DAYS = Range(D(3), D(7), unit_named("day"))
DOSE = Number(D("1500"), unit_named("mg/day"))
EFFECT = Interval(D("0.43"), D("0.24"), D("0.77"), "RR", D(95), unit_named("none"))
CHANGE = Interval(D("-0.3"), D("-1.2"), D("0.6"), "change", D(95), unit_named("inr"))
SHARE = Ratio(D("4.4"), D("7.2"), D(100000), "to 6 months")
ONE = Ratio(D(3), D(3), D(1000), None)


def spaced(text: str) -> str:
    return text.replace("_", NO_BREAK_SPACE)


@pytest.mark.parametrize(
    ("quantity", "part", "words"),
    [
        (Number(D("90"), unit_named("ug")), None, "90_µg"),
        (Number(D("90"), unit_named("ug")), "value", "90"),
        (Number(D("90"), unit_named("ug")), "unit", "µg"),
        (Number(D("2.50"), unit_named("mg")), None, "2.50_mg"),
        (DOSE, None, "1,500_mg a day"),
        (Number(D(100000), unit_named("people")), None, "100,000"),
        (Number(D(2012), unit_named("year-date")), None, "2012"),
        (Number(D("17.5"), unit_named("percent")), None, "17.5%"),
        (Number(D(1), unit_named("day")), None, "1_day"),
        (Number(D(2), unit_named("day")), None, "2_days"),
        (Number(D(-2), unit_named("percent")), None, "−2%"),
        (INR, None, "2.0–3.0"),
        (INR, "low", "2.0"),
        (INR, "high", "3.0"),
        (DAYS, None, "3–7_days"),
        (DAYS, "value", "3–7"),
        (DAYS, "unit", "days"),
        (Range(D(-2), D(3), unit_named("percent")), None, "−2 to 3%"),
        (EFFECT, None, "RR_0.43 (95%_CI_0.24–0.77)"),
        (EFFECT, "estimate", "0.43"),
        (EFFECT, "value", "0.43"),
        (EFFECT, "low", "0.24"),
        (EFFECT, "high", "0.77"),
        (CHANGE, None, "−0.3 (95%_CI_−1.2 to 0.6)"),
        (SHARE, None, "4.4–7.2 in 100,000"),
        (SHARE, "numerator", "4.4–7.2"),
        (SHARE, "denominator", "100,000"),
        (SHARE, "span", "to 6 months"),
        (SHARE, "low", "4.4"),
        (SHARE, "per-100000", "4.4–7.2"),
        (SHARE, "per-1000", "0–0.1"),
        (SHARE, "of-1000", "1,000"),
        (SHARE, "of-100000", "100,000"),
        (ONE, None, "3 in 1,000"),
        (ONE, "value", "3"),
        (ONE, "span", ""),
        (ONE, "per-100000", "300"),
        (Ratio(D("0.25"), D("1.7"), D(100), None), "per-1000", "2.5–17"),
    ],
)
def test_a_quantity_or_its_part_prints(quantity: Quantity, part: Part | None, words: str) -> None:
    assert printed(quantity, "en", part) == spaced(words)


@pytest.mark.parametrize("quantity", [DOSE, INR, EFFECT, CHANGE, SHARE, ONE])
def test_every_part_that_a_quantity_has_prints(quantity: Quantity) -> None:
    for part in parts_of(quantity):
        assert isinstance(printed(quantity, "en", part), str)


def test_one_number_in_a_ratio_has_no_ends() -> None:
    assert "low" not in parts_of(ONE)
    assert "low" in parts_of(SHARE)


@pytest.mark.parametrize("name", SHIPPED.known)
def test_every_unit_reads_back_and_prints(name: str) -> None:
    unit = unit_named(name)
    assert str(unit) == name
    assert unit.dimension
    assert printed(Number(D(2), unit), "en").startswith("2")


@pytest.mark.parametrize("name", ["", "stone", "mg/fortnight", "/day", "mg/", "mg/day/day", "MG"])
def test_other_units_are_unknown(name: str) -> None:
    with pytest.raises(KeyError):
        unit_named(name)


@given(st.decimals(min_value="-1e12", max_value="1e12", allow_nan=False, places=4), st.booleans())
def test_digits_lose_nothing(value: Decimal, grouped: bool) -> None:
    text = digits(value, "en", grouped=grouped)
    assert "-" not in text
    assert Decimal(text.replace(",", "").replace(MINUS, "-")) == value
    assert len(text.partition(".")[2]) == 4


@given(
    st.decimals(min_value=0, max_value="1e6", allow_nan=False, places=2),
    st.decimals(min_value=0, max_value="1e6", allow_nan=False, places=2),
    st.sampled_from(SHIPPED.known),
)
def test_a_range_prints_both_ends_with_a_real_dash(a: Decimal, b: Decimal, unit: str) -> None:
    low, high = sorted((a, b))
    words = printed(Range(low, high, unit_named(unit)), "en")
    grouped = unit_named(unit).dimension != "calendar year"
    assert words.startswith(f"{digits(low, 'en', grouped=grouped)}–{digits(high, 'en', grouped=grouped)}")
    assert f" {digits(low, 'en')}" not in words


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.sampled_from([1000, 100000]))
def test_a_share_keeps_its_worth(count: int, of: int, per: int) -> None:
    share = Ratio(D(count), D(count), D(of), None).per(per)
    assert abs(share.low * of - D(count) * per) < D("1e-9") * max(1, count * per)


def test_rounding_goes_half_up() -> None:
    assert [rounded(D(text), 0) for text in ("0.5", "1.5", "2.5", "246.5")] == [D(1), D(2), D(3), D(247)]


@pytest.mark.parametrize(
    ("part", "of", "words"),
    [
        ("0.3", 100_000, "0.003"),
        ("0.0449", 100_000, "0.0004"),
        ("4.4", 100_000, "0.04"),
        ("9", 100_000, "0.1"),
        ("0", 100_000, "0"),
        ("99999", 100_000, "999.99"),
        ("99900", 100_000, "999"),
        ("100000", 100_000, "1,000"),
    ],
)
def test_a_small_risk_is_never_printed_as_nobody_nor_a_large_one_as_all(part: str, of: int, words: str) -> None:
    assert printed(Ratio(D(part), D(part), D(of), None), "en", "per-1000") == words
