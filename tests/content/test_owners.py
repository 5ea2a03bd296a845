"""Who keeps what: areas with an owner and a deputy, and what is wrong with their file."""

from __future__ import annotations

import pytest

from handouts.content.owners import Owners, read_owners
from handouts.core.problem import Problem
from handouts.core.source import Source, source_of

OWNERS = """\
default: {owner: medicines information, deputy: chief pharmacist}
areas:
  clots:
    owner: clot team
    deputy: ward 3
    documents: [clots]
    claims: [clot]
    tables: [foods]
"""


def read(text: str) -> tuple[Owners, list[Problem]]:
    log: list[Problem] = []
    return read_owners(source_of(text, "content/owners.yaml"), ("clots", "other"), ("clot", "more"), log), log


def test_an_area_keeps_documents_files_of_claims_and_tables() -> None:
    owners, log = read(OWNERS)
    assert log == []
    kept = {name: owners.of_review(name) for name in ("clots", "clot.risk", "food/kale", "other", "more.a")}
    assert {name: owner.name for name, owner in kept.items() if owner is not None} == {
        "clots": "clot team",
        "clot.risk": "clot team",
        "food/kale": "clot team",
        "other": "medicines information",
        "more.a": "medicines information",
    }
    owner = owners.of("clots")
    assert owner is not None
    assert owner.words() == "clot team (deputy: ward 3)"


def test_a_project_need_not_have_owners() -> None:
    log: list[Problem] = []
    assert read_owners(Source("content/owners.yaml", None), ("clots",), (), log).of("clots") is None
    assert log == []


@pytest.mark.parametrize(
    ("before", "after", "rule", "severity"),
    [
        ("documents: [clots]", "documents: [clot]", "unknown-document", "warning"),
        ("claims: [clot]", "claims: [clots]", "unknown-claim-file", "warning"),
        ("tables: [foods]", "tables: [food]", "unknown-table", "warning"),
        ("documents: [clots]", "documents: [clots, clots]", "duplicate-owner", "error"),
        ("deputy: ward 3", "deputy: clot team", "wrong-deputy", "error"),
        ("    deputy: ward 3\n", "", "missing-key", "error"),
        ("owner: clot team", 'owner: ""', "empty-text", "error"),
        ("deputy: ward 3", "deputies: ward 3\n    deputy: ward 3", "unknown-key", "error"),
        ("documents: [clots]", "documents: clots", "wrong-type", "error"),
    ],
)
def test_what_is_wrong_with_owners_is_told(before: str, after: str, rule: str, severity: str) -> None:
    assert before in OWNERS
    _, log = read(OWNERS.replace(before, after))
    assert [(problem.rule, problem.severity) for problem in log] == [(rule, severity)]


def test_what_nobody_keeps_is_named_once() -> None:
    _, log = read(OWNERS.partition("\n")[2])
    assert [(problem.rule, problem.severity) for problem in log] == [("missing-owner", "warning")]
    assert log[0].message.startswith("no owner for other, claims/more; ")
