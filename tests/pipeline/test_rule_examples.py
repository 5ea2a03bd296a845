"""Each example of the catalogue of rules breaks its rule and no other, and its twin does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.rule_examples import files_of, found_by, problems_of, project_of

from handouts.core.catalogue import Rule, example_files, rules

SHOWN = [rule for rule in rules().values() if not rule.example.made]


def ids(listed: list[Rule]) -> Iterator[str]:
    return (rule.id for rule in listed)


@pytest.mark.parametrize("command", ["handouts check", "handouts check --clinic hill"])
def test_nothing_is_found_in_the_example_project(tmp_path: Path, command: str) -> None:
    assert found_by(command, project_of(tmp_path, example_files())) == []


@pytest.mark.clinical
@pytest.mark.parametrize("rule", SHOWN, ids=ids(SHOWN))
def test_the_example_that_fails_breaks_this_rule_and_no_other(tmp_path: Path, rule: Rule) -> None:
    found = problems_of(rule.example, rule.example.fails, tmp_path)
    assert {problem.rule for problem in found} == {rule.id, *rule.example.also}, [str(each) for each in found]
    assert {problem.severity for problem in found if problem.rule == rule.id} <= set(rule.severities)


@pytest.mark.clinical
@pytest.mark.parametrize("rule", SHOWN, ids=ids(SHOWN))
def test_the_example_that_passes_does_not_break_it(tmp_path: Path, rule: Rule) -> None:
    found = problems_of(rule.example, rule.example.passes, tmp_path)
    assert rule.id not in {problem.rule for problem in found}
    assert {problem.rule for problem in found} <= set(rule.example.also), [str(each) for each in found]


@pytest.mark.clinical
@pytest.mark.parametrize("name", ["missing-tool", "tool"])
def test_a_waiver_under_an_earlier_id_of_its_rule_covers_what_it_covered(tmp_path: Path, name: str) -> None:
    rule = rules()["missing-tool"]
    waiver = f"- {{rule: {name}, at: iron, reason: So we want it, by: A. Example, until: 2027-06-30}}\n"
    files = {**files_of(rule.example, rule.example.fails), "content/waivers.yaml": waiver}
    found = found_by("handouts check", project_of(tmp_path, files))
    assert [(problem.rule, problem.severity) for problem in found] == [("missing-tool", "note")]
