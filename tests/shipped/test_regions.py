"""The shipped leaflet on doses, as a clinic of each region reads its limits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.projects import REPO, TODAY

from handouts.checks import check
from handouts.checks.subject import Subject
from handouts.content.project import Project, ProjectContent, read_content
from handouts.core.problem import Problem, errors
from handouts.document.text import plain
from handouts.document.walk import units

DOSING = "d-k2-calcium-dosing"


def content_in(region: str) -> ProjectContent:
    """The shipped content for the example clinic, moved to another region."""
    log: list[Problem] = []
    content = read_content(Project(REPO), (DOSING,), "riverside", log)
    assert log == []
    assert content.clinic is not None
    phones = {"day": None, "night": None, "emergency": None}
    return replace(content, clinic=replace(content.clinic, region=region, **phones))


def limits_in(region: str) -> str:
    document = Subject(content_in(region), TODAY, REPO).documents[DOSING]
    said = (plain(unit.text) for section in document.sections for unit in units(section) if "/limits/a-day/" in unit.id)
    return " ".join(said).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("region", "printed", "left_out"),
    [
        ("us", ("350 mg.", "2,000 mg over age 50, 2,500 mg if you are younger"), ("250 mg", "(EU", "(US")),
        ("eu", ("250 mg.", "2,000 mg over age 50, 2,500 mg if you are younger"), ("350 mg", "(EU", "(US")),
        ("uk", ("250 mg (EU limit)", "2,000 mg over age 50 (US). Younger: 2,500 mg (EU)"), ("350 mg",)),
    ],
)
def test_a_clinic_reads_the_limits_of_its_region(
    region: str, printed: tuple[str, ...], left_out: tuple[str, ...]
) -> None:
    said = limits_in(region)
    assert [words for words in printed if words not in said] == []
    assert [words for words in left_out if words in said] == []


@pytest.mark.clinical
@pytest.mark.parametrize("region", ["us", "eu", "uk"])
def test_the_leaflet_passes_every_rule_in_each_region(region: str) -> None:
    assert errors(check(Subject(content_in(region), TODAY, REPO))) == []
