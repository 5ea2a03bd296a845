"""Names in the parts that CSL knows."""

from __future__ import annotations

import pytest
from support.references import faults_in

from handouts.content.csl.faults import Fault
from handouts.content.csl.names import PersonName, names_of


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ({"family": "Berg", "given": "A"}, PersonName("Berg", "A")),
        ({"literal": "WHO"}, PersonName(literal="WHO")),
        (
            {"family": "Humboldt", "given": "Alexander von", "parse-names": "true"},
            PersonName("Humboldt", "Alexander", "von"),
        ),
        (
            {"family": "King", "given": "Martin Luther, Jr.", "parse-names": "true"},
            PersonName("King", "Martin Luther", suffix="Jr."),
        ),
        ({"family": "King", "given": "Martin von", "parse-names": "false"}, PersonName("King", "Martin von")),
    ],
)
def test_a_name_is_read_in_its_parts(typed: dict[str, str], parts: PersonName) -> None:
    faults: list[Fault] = []
    assert names_of([typed], "author", faults) == (parts,)
    assert faults == []


@pytest.mark.parametrize(
    ("typed", "line", "rule", "says"),
    [
        ("author: Berg A", 3, "wrong-type", "expected a list of names"),
        ("author: {family: Berg}", 3, "wrong-type", "expected a list of names"),
        ("author: []", 3, "wrong-type", "expected a list of names"),
        ("author:\n  - {family: Berg}\n  - King ML", 5, "wrong-type", "expected a name in parts"),
        ("author:\n  - {family: Berg}\n  - {family: King,\n     gvien: ML}", 6, "unknown-key", "did you mean 'given'?"),
        ("author: [{given: A}]", 3, "missing-key", "neither 'family' nor 'literal'"),
        ("editor: [{family: A, literal: B}]", 3, "wrong-value", "both parts and 'literal'"),
        ("author: [{family: A, given: [B]}]", 3, "wrong-type", "expected one value"),
        ("author: [{family: A, given: ' '}]", 3, "empty-text", "leave it out"),
        ("author: [{family: '<b>A</b>'}]", 3, "foreign-markup", "a tag"),
    ],
)
def test_a_name_of_a_wrong_shape_is_told_at_its_line(typed: str, line: int, rule: str, says: str) -> None:
    ((at, found, message),) = faults_in(f"type: book\ntitle: T\n{typed}")
    assert (at, found) == (line, rule)
    assert says in message
