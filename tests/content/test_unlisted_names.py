"""A project without a list of names that hold digits is told so once, and not at each place."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import CLAIMS, leaflet, make_project
from support.rules import content_problems

from handouts.content.model import Library
from handouts.content.project import Project, read_all
from handouts.content.unlisted_names import unlisted_names

SMALL = "leaflets/small.yaml"
TEXT = leaflet('- id: a\n  text: "B12 and **HbA1c**, then B12 and COVID-19."\n- id: b\n  text: Take 4 of them.')


def told(root: Path) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(problem.mark.file, problem.rule, problem.reaches) for problem in content_problems(root)]


def test_a_missing_list_is_one_error_that_names_what_to_write(tmp_path: Path) -> None:
    root = make_project(tmp_path, {"names.yaml": None, SMALL: TEXT})
    (problem,) = content_problems(root)
    assert (problem.mark.file, problem.rule, problem.reaches) == ("content/names.yaml", "missing-file", ())
    assert problem.message.startswith(
        "there is no such file, but texts hold B12, HbA1c, COVID-19, first in content/leaflets/small.yaml:"
    )


def test_with_the_list_only_numbers_are_left(tmp_path: Path) -> None:
    names = "words: [B12, HbA1c, COVID-19]\n"
    root = make_project(tmp_path, {"names.yaml": names, SMALL: TEXT})
    assert told(root) == []


@pytest.mark.parametrize("text", ["One word: B12.", "Nothing at all.", "It took 7 to 10 years, from 2010."])
def test_a_project_without_such_names_needs_no_list(tmp_path: Path, text: str) -> None:
    root = make_project(tmp_path, {"names.yaml": None, SMALL: leaflet(f'- id: a\n  text: "{text}"')})
    assert "missing-file" not in {rule for _, rule, _ in told(root)}


def test_a_list_under_a_wrong_name_is_told_alone(tmp_path: Path) -> None:
    root = make_project(tmp_path, {"names.yaml": None, "names.yml": "words: [B12, HbA1c]\n", SMALL: TEXT})
    assert ("content/names.yaml", "missing-file", ()) not in told(root)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("B12, K2-7 and factor VIII", ["B12", "K2-7"]),
        ("CYP2C9: SARS-CoV-2?", ["CYP2C9"]),
        ("5 mg, 2.5 mg/day, 1,000 and 10-20", []),
        ("x1.5 and v2.0", []),
        ("(H1N1)", ["H1N1"]),
    ],
)
def test_a_name_is_letters_with_digits_behind_them(tmp_path: Path, text: str, names: list[str]) -> None:
    claims = CLAIMS.replace("The usual target is 2.0 to 3.0.", f'"{text}"')
    root = make_project(tmp_path, {"claims/dose.yaml": claims})
    library = read_all(Project(root), None, []).library
    only = Library(claims={"dose.target": library.claims["dose.target"]})
    assert list(unlisted_names((), only)) == names
