"""The ids of rules are built alike: a fault out of a closed list, and what it is a fault of."""

from __future__ import annotations

import pytest
from support.raised import literal_ids, passed_ids

from handouts.core.catalogue.grammar import FAULTS, is_rule_id


@pytest.mark.parametrize("name", ["missing-alt", "unknown-key", "missing-benefits-or-harms", "missing-pdfua"])
def test_a_fault_and_a_thing_are_an_id(name: str) -> None:
    assert is_rule_id(name)


@pytest.mark.parametrize(
    "name", ["no-alt", "alt-missing", "missing", "missing-", "Missing-alt", "missing_alt", "waiver"]
)
def test_anything_else_is_none(name: str) -> None:
    assert not is_rule_id(name)


def test_every_id_that_the_code_passes_to_a_problem_is_built_so() -> None:
    assert [(text, place) for text, place in passed_ids() if not is_rule_id(text)] == []


def test_every_fault_word_is_used_and_says_what_it_means() -> None:
    used = {name.partition("-")[0] for name in literal_ids()}
    assert used == set(FAULTS)
    assert all(meaning and not meaning.endswith(".") for meaning in FAULTS.values())
