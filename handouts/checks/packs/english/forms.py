"""Inflection and abbreviations of English."""

from __future__ import annotations

import re

from handouts.checks.packs.pack import Abbreviations, Inflection

_EMPTY = (
    "the and that with from have has how your you for its into can are which called often such too very when who was "
    "were this than more most while does not yet there where what also any"
)
INFLECTION = Inflection(
    plural="(?:e?s)?",
    before_noun=r"(?:(?:on|a|an|any)\s+)?",
    ending=re.compile(r"(?:ings?|ed|e?s|e)\Z"),
    empty=frozenset(_EMPTY.split()),
)
ABBREVIATIONS = Abbreviations(
    pattern=re.compile(r"(?<![\w-])[A-Z][A-Za-z]?[A-Z]{1,5}(?=s?(?![\w-]))"),
    everyday=frozenset(("US", "USA", "UK", "EU", "TV", "OK", "AM", "PM", "ID", "DVD", "SMS", "QR")),
    units={"µg": "ug", "%": "percent", "mo": "month", "wk": "week", "d": "day", "y": "year", "h": "hour"},
    interval_level=re.compile(r"\d+(?:\.\d+)?% CI\b"),
)
NAMES_PICTURE = re.compile(
    r"(?:this is )?(?:an? |the )?(?:image|picture|photo(?:graph)?|graphic|drawing|illustration|figure|screenshot)"
    r"(?: (?:of|that shows|showing)\b|\W*$)",
    re.IGNORECASE,
)
