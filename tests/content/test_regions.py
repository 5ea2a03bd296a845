"""Regions: read from their file, and what they know of limits, phones and words."""

from __future__ import annotations

import pytest
from support.projects import REGIONS, REPO

from handouts.content.regions import PhoneForm, Regions, read_regions
from handouts.core.problem import Problem, unknown
from handouts.core.source import read_source, source_of


def regions(text: str) -> Regions:
    log: list[Problem] = []
    found = read_regions(source_of(text, "content/regions.yaml"), log)
    assert log == []
    return found


SHIPPED = read_regions(read_source(REPO / "content/regions.yaml", "content/regions.yaml"), [])


def test_the_shipped_regions_are_three_and_the_uk_has_no_authority_of_its_own() -> None:
    assert {name: (each.authority, each.limits, each.paper) for name, each in SHIPPED.by_id.items()} == {
        "us": ("US", ("US",), "letter"),
        "eu": ("EU", ("EU", "US"), "a4"),
        "uk": (None, ("EU", "US"), "a4"),
    }


@pytest.mark.parametrize(
    ("region", "number", "written"),
    [
        ("uk", "020 7946 0000", True),
        ("uk", "(020) 7946 0000", True),
        ("uk", "0113 496 0000", True),
        ("uk", "(020 7946 0000", False),
        ("uk", "020) 7946 (0000", False),
        ("uk", "020 7946 0000()", False),
        ("uk", "+44 20 7946 0000", True),
        ("uk", "+44 (0)20 7946 0000", True),
        ("uk", "0800 1111", True),
        ("uk", "111", True),
        ("uk", "020 7946 000", False),
        ("uk", "020 7946 00000", False),
        ("uk", "202 555 0100", False),
        ("uk", "+1 202 555 0100", False),
        ("us", "202-555-0100", True),
        ("us", "(202) 555-0100", True),
        ("us", "1 202 555 0100", True),
        ("us", "+1 202 555 0100", True),
        ("us", "202-555-010", False),
        ("us", "020 7946 0000", False),
        ("eu", "030 12345678", True),
        ("eu", "+49 30 12345678", True),
        ("eu", "01/234 56 78", True),
        ("eu", "116117", True),
        ("eu", "12345", False),
        ("eu", "030 12345678 ext. 12", False),
        ("eu", "٠٣٠ ١٢٣٤٥٦٧٨", False),
        ("eu", "++49 30 12345678", False),
        ("eu", "", False),
    ],
)
def test_a_phone_is_written_as_in_its_region(region: str, number: str, written: bool) -> None:
    assert SHIPPED.by_id[region].writes(number) is written


def test_a_form_says_what_it_takes() -> None:
    assert [str(form) for form in SHIPPED.by_id["uk"].phones] == [
        "10 to 11 digits from 01",
        "11 digits from 02",
        "11 digits from 03",
        "11 digits from 07",
        "8 to 11 digits from 08",
        "11 to 13 digits from +44",
        "3 digits from 111",
    ]
    assert str(PhoneForm("", 7, 7, " ")) == "7 digits"


def test_words_of_other_regions_come_with_the_own_one() -> None:
    known = regions(REGIONS)
    assert known.words_of_others("eu") == {
        "acetaminophen": "paracetamol",
        "diarrhea": "diarrhoea",
        "hemolysis": "haemolysis",
    }
    assert known.words_of_others("us") == {
        "paracetamol": "acetaminophen",
        "diarrhoea": "diarrhea",
        "haemolysis": "hemolysis",
    }
    assert known.measures_of_others("eu") == {"cup"}
    assert known.measures_of_others("us") == frozenset()
    assert known.spellings == {"paracetamol", "acetaminophen", "diarrhoea", "diarrhea", "haemolysis", "hemolysis"}


@pytest.mark.parametrize(
    "text", ["[]", "regions: {}", "authorities: [US]", "authorities: []\nregions: {us: {authority: US}}"]
)
def test_a_file_without_regions_or_authorities_is_a_problem_and_no_crash(text: str) -> None:
    log: list[Problem] = []
    read_regions(source_of(text, "content/regions.yaml"), log)
    assert log


@pytest.mark.parametrize(
    ("typed", "near"),
    [("EU", "eu"), ("ue", "eu"), ("Eu ", "eu"), ("usa", "us"), ("UK", "uk")],
)
def test_the_nearest_word_is_found_in_any_case_and_with_letters_swapped(typed: str, near: str) -> None:
    assert unknown("region", typed, ("eu", "uk", "us")) == (
        f"unknown region {typed!r}; use eu, uk or us; did you mean {near!r}?"
    )


def test_where_none_is_near_the_words_of_a_set_are_listed() -> None:
    assert unknown("region", "mars", ("eu", "uk", "us")) == "unknown region 'mars'; use eu, uk or us"
    assert unknown("region", "", ()) == "unknown region ''"
    many = tuple(f"{letter}-unit" for letter in "abcdefghijkl")
    assert unknown("unit", "a-unti", many) == "unknown unit 'a-unti'; did you mean 'a-unit'?"
    assert unknown("unit", "123", many) == f"unknown unit '123'; use {', '.join(many[:-1])} or l-unit"
