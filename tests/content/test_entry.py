"""Texts of entries that say nothing: an error where they are typed, in every file."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import CLINIC, GLOSSARY, REFERENCES, line_of, make_project, problems_of
from support.units import SHIPPED

from handouts.content.clinics import read_clinic
from handouts.content.facts import read_references
from handouts.core.problem import Problem
from handouts.core.source import source_of

# a value that is left out altogether is another matter: YAML reads it as no value
BLANK = ['""', "''", '"  "', '"\\t"', '"\\u00a0"', "'\n  '"]


def errors_in(file: str, problems: list[Problem]) -> list[tuple[int, str, str]]:
    """Line, rule and message of each error in a file."""
    return [
        (each.mark.line, each.rule, each.message)
        for each in problems
        if each.severity == "error" and each.mark.file == f"content/{file}"
    ]


@pytest.mark.parametrize("blank", BLANK)
@pytest.mark.parametrize("key", ["name", "web", "other_formats", "logo", "colour"])
def test_an_empty_text_of_a_clinic_is_an_error_of_its_line(key: str, blank: str, tmp_path: Path) -> None:
    before = next(line for line in CLINIC.splitlines() if line.startswith(f"{key}: "))
    root = make_project(tmp_path, {"clinics/mill.yaml": CLINIC.replace(before, f"{key}: {blank}")})
    found = errors_in("clinics/mill.yaml", problems_of(root, clinic="mill"))
    message = next(message for line, rule, message in found if rule == "empty-text")
    assert (line_of(CLINIC, before), "empty-text", message) in found
    assert f"{key!r} in the file is empty; write the " in message


@pytest.mark.parametrize("key", ["day", "night", "emergency"])
def test_an_empty_phone_is_an_error_of_its_line(key: str, tmp_path: Path) -> None:
    before = next(line for line in CLINIC.splitlines() if line.startswith(f"  {key}: "))
    root = make_project(tmp_path, {"clinics/mill.yaml": CLINIC.replace(before, f'  {key}: " "')})
    found = errors_in("clinics/mill.yaml", problems_of(root, clinic="mill"))
    (message,) = (told for line, rule, told in found if (line, rule) == (line_of(CLINIC, before), "empty-text"))
    assert message.startswith(f"{key!r} in 'phones' is empty; write ")
    assert message.endswith(", or leave the key out")


@pytest.mark.parametrize("typed", ["[eu]", "{eu: true}"])
def test_a_region_that_is_no_text_is_told_once(typed: str, tmp_path: Path) -> None:
    root = make_project(tmp_path, {"clinics/mill.yaml": CLINIC.replace("region: eu", f"region: {typed}")})
    found = errors_in("clinics/mill.yaml", problems_of(root, clinic="mill"))
    assert [rule for _, rule, _ in found] == ["wrong-type"]


def test_a_clinic_without_a_name_needs_one(tmp_path: Path) -> None:
    text = CLINIC.replace("name: Mill Street Clinic", "name:")
    root = make_project(tmp_path, {"clinics/mill.yaml": text})
    message = "the file needs the key 'name': the name that heads the pages (name: Riverside Clinic)"
    assert (1, "missing-key", message) in errors_in("clinics/mill.yaml", problems_of(root, clinic="mill"))


@pytest.mark.parametrize(
    ("file", "text", "before", "after"),
    [
        ("glossary.yaml", GLOSSARY, "how long your blood takes to clot", '" "'),
        ("references.yaml", REFERENCES, "A careful paper for everyone", '""'),
    ],
)
def test_an_empty_text_of_a_fact_is_an_error_of_its_line(
    file: str, text: str, before: str, after: str, tmp_path: Path
) -> None:
    root = make_project(tmp_path, {file: text.replace(before, after)})
    assert (line_of(text, before), "empty-text") in {each[:2] for each in errors_in(file, problems_of(root))}


def test_a_line_end_typed_in_a_text_of_a_clinic_is_a_space() -> None:
    text = CLINIC.replace(
        "name: Mill Street Clinic", 'name: |\n  Mill Street\n  Clinic\naddress: "1 Mill Street\\n Anytown"'
    )
    clinic = read_clinic(source_of(text, "content/clinics/mill.yaml"), "mill", SHIPPED, [])
    assert clinic is not None
    assert (clinic.name, clinic.address) == ("Mill Street Clinic", "1 Mill Street Anytown")


def test_a_line_end_typed_in_a_reference_is_a_space() -> None:
    text = REFERENCES.replace("title: A careful paper", 'title: "A careful\\npaper"').replace(
        "{family: Holbrook, given: A}", '{family: "Holbrook\\nde Vries", given: A}'
    )
    entry = read_references(source_of(text, "content/references.yaml"), [])["paper_2012"]
    assert entry.csl["title"] == "A careful paper"
    assert entry.csl["author"] == [{"family": "Holbrook de Vries", "given": "A"}]
