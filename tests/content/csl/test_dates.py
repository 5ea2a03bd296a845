"""Dates in the forms that CSL and EDTF know."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.references import faults_in

from handouts.content.csl.dates import YEARS, CslDate, date_in, date_of
from handouts.content.csl.faults import Fault


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2018", CslDate(((2018,),))),
        ("2018-03", CslDate(((2018, 3),))),
        ("2018-03-07", CslDate(((2018, 3, 7),))),
        ("2018-03-07T10:30:00Z", CslDate(((2018, 3, 7),))),
        ("2018~", CslDate(((2018,),), circa=True)),
        ("2018-03?", CslDate(((2018, 3),), circa=True)),
        ("2018-22", CslDate(((2018,),), 2)),
        ("2018/2020", CslDate(((2018,), (2020,)))),
        ("7 March 2018", CslDate(((2018, 3, 7),))),
        ("March 7, 2018", CslDate(((2018, 3, 7),))),
        ("7th Mar. 2018", CslDate(((2018, 3, 7),))),
        ("2018 Sept", CslDate(((2018, 9),))),
        ("spring 2018", CslDate(((2018,),), 1)),
        ("ca. 2018", CslDate(((2018,),), circa=True)),
        ("in press", CslDate(words="in press")),
        ("n.d.", CslDate(words="n.d.")),
    ],
)
def test_a_date_is_read_as_typed(text: str, found: CslDate) -> None:
    assert date_in(text) == found
    assert found.year == (found.parts[0][0] if found.parts else None)


@pytest.mark.parametrize(
    ("issued", "says"),
    [
        ("2018-13", "'2018-13' is not a date"),
        ("2018-02-30", "2018-2-30 is not a date"),
        ("201x", "'201x' is not a date"),
        ("20188", "'20188' is not a date"),
        ("3/7/2018", "'3/7/2018' is not a date"),
        ("Marsh 2018", "'Marsh 2018' is not a date"),
        ("7 2018", "'7 2018' is not a date"),
        ("1218", "not from 1450"),
        ("2020/2018", "ends before it begins"),
        ("{date-parts: [2018, 3]}", "such as [[2018, 3, 7]]"),
        ("{date-parts: [[2018, x]]}", "must be numbers"),
        ("{date-parts: [[2018], [2019], [2020]]}", "one or two lists"),
        ("{date-parts: []}", "one or two lists"),
        ("{dateparts: [[2018]]}", "did you mean 'date-parts'?"),
        ("{season: 1}", "neither 'date-parts' nor 'raw'"),
        ("{date-parts: [[2018]], season: 7}", "unknown season"),
        ("{literal: [a]}", "must be one value"),
        ("' '", "the date is empty"),
    ],
)
def test_what_is_no_date_is_told_at_its_line(issued: str, says: str) -> None:
    ((line, rule, message),) = faults_in(f"type: book\ntitle: T\nissued: {issued}")
    assert (line, rule) == (3, "wrong-date")
    assert says in message


def test_a_list_is_no_date() -> None:
    assert [each[:2] for each in faults_in("type: book\ntitle: T\nissued: [2018]")] == [(3, "wrong-type")]


@given(st.dates(min_value=date(YEARS.start, 1, 1), max_value=date(2099, 12, 31)))
def test_each_form_of_a_day_says_the_same(day: object) -> None:
    whole = date_in(str(day))
    faults: list[Fault] = []
    year, month, number = str(day).split("-")
    assert date_of({"date-parts": [[year, str(int(month)), number]]}, "issued", faults) == whole
    assert date_of({"raw": str(day)}, "issued", faults) == whole
    assert date_in(str(whole)) == whole
    assert faults == []
