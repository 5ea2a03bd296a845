"""The severities that the catalogue declares are those with which the code reports each rule, and no other."""

from __future__ import annotations

import ast

from support.severities import (
    CHANGED,
    PASSED_ON,
    changing_modules,
    passing_modules,
    reported_severities,
    severities_in,
)

from handouts.core.catalogue import rules

CODE = """
ID = "missing-alt"

def check(draft, claim, table):
    yield Problem(mark, ID, "a")
    yield Problem(mark, "long-list", "b", "warning")
    yield Problem(mark, "old-version", "c", severity="note")
    report = found if draft.patient else warned
    yield report(draft, mark, "wrong-row", "d")
    weight: Severity = "error" if claim.weak else "note"
    yield Problem(mark, "low-contrast", "e", weight)
    yield Problem(mark, table.rule, "f")
    yield found(table, draft)
"""


def test_each_rule_is_reported_with_the_severities_that_it_declares() -> None:
    declared = {rule.id: set(rule.severities) for rule in rules().values()}
    reported = reported_severities()
    wrong = {name: (declared.get(name), reported.get(name)) for name in declared.keys() | reported.keys()}
    assert {name: pair for name, pair in wrong.items() if pair[0] != pair[1]} == {}


def test_what_passes_ids_on_and_what_changes_severities_is_known() -> None:
    """A module that is new here hides what it reports from the test above: it needs its place in `support.severities`."""
    assert passing_modules() == PASSED_ON
    assert changing_modules() == set(CHANGED)


def test_ids_and_severities_are_read_from_literals_names_and_choices() -> None:
    assert set(severities_in(ast.parse(CODE), {"ID": "missing-alt"})) == {
        ("missing-alt", "error"),
        ("long-list", "warning"),
        ("old-version", "note"),
        ("wrong-row", "error"),
        ("wrong-row", "warning"),
        ("low-contrast", "error"),
        ("low-contrast", "note"),
        ("", "error"),
    }
