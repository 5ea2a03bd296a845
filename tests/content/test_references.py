"""Entries of the bibliography, read at the lines of their fields."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import REFERENCES, line_of, make_project, problems_of
from support.references import faults_in, references_of

from handouts.content.csl.fields import FIELDS, TYPES


def test_every_field_of_csl_is_read() -> None:
    values = {
        "names": [{"family": "Berg", "given": "A"}],
        "date": {"date-parts": [[2018]]},
        "words": ["a", "b"],
        "custom": {"a": "b"},
        "text": "5",
        "title": "T",
    }
    item = {name: values[field.shape] for name, field in FIELDS.items()}
    found = references_of({"one": {"type": "book", **item}})["one"]
    assert set(found.csl) == {"type", *FIELDS} - {"custom"}


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_of_csl_is_read(kind: str) -> None:
    assert references_of({"one": {"type": kind, "title": "T"}})["one"].text("type") == kind


@pytest.mark.parametrize(
    ("fields", "line", "rule", "says"),
    [
        ("type: bok\ntitle: T", 1, "unknown-value", "did you mean 'book'?"),
        ("type: zzzz\ntitle: T", 1, "unknown-value", "use article-journal, "),
        ("type: book\ntitel: T\ntitle: T", 2, "unknown-key", "did you mean 'title'?"),
        ("type: book\ntitle: T\njornal: J", 3, "unknown-key", "unknown key 'jornal' in 'one'"),
        ("type: book\ntitle: T\npage: [1, 2]", 3, "wrong-type", "expected one text or number"),
        ("type: book\ntitle: ''", 2, "empty-text", "'title' is empty"),
        ("type: book\ntitle: T\ncategories: a", 3, "wrong-type", "expected a list of words"),
        ("type: book\ntitle: T\nvolume: '{{ x }}'", 3, "stray-placeholder", "type the words"),
        ("type: book\ntitle: T\nshort:  # who", 3, "missing-key", "(short: Berg 2019)"),
        ("type: book\ntitle: T\nplain:", 3, "missing-key", "in plain words, who says what and when"),
    ],
)
def test_a_fault_is_told_at_the_line_of_its_field(fields: str, line: int, rule: str, says: str) -> None:
    ((at, found, message),) = faults_in(fields)
    assert (at, found) == (line, rule)
    assert says in message


UNREAD = (
    "unread_2020:\n  type: book\n  titel: T\n  title: T\n  publisher: P\n  confidence: memory\n  short: P\n  plain:\n"
)


def test_a_fault_in_an_entry_that_nobody_cites_stops_no_document(tmp_path: Path) -> None:
    text = REFERENCES + UNREAD
    problems = problems_of(make_project(tmp_path, {"references.yaml": text}))
    found = {
        (each.mark.line, each.rule, each.reaches) for each in problems if each.mark.file == "content/references.yaml"
    }
    assert (line_of(text, "titel"), "unknown-key", ("unread_2020",)) in found
    assert (line_of(text, "  plain:\n"), "missing-key", ("unread_2020",)) in found


def test_a_fault_in_an_entry_stops_the_documents_that_cite_it(tmp_path: Path) -> None:
    text = REFERENCES.replace("  title: A careful paper\n", "  titel: A\n  title: A careful paper\n")
    problems = problems_of(make_project(tmp_path, {"references.yaml": text}))
    (fault,) = [each for each in problems if each.rule == "unknown-key"]
    assert fault.reaches
    assert "paper_2012" not in fault.reaches
