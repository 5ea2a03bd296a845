"""The catalogue has each rule that the code raises, and each of its entries says what there is to know."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest
from support.projects import REPO
from support.raised import literal_ids

from handouts.core import catalogue
from handouts.core.alphabets import refusals
from handouts.core.catalogue import CHECK, GROUPS, PAGE, Rule, current_id, former_ids, groups, help_page, rules
from handouts.core.catalogue.grammar import is_rule_id
from handouts.core.source import read_source

FOLDER = REPO / "handouts/core/catalogue"


def test_every_rule_that_the_code_raises_is_in_the_catalogue_and_no_other() -> None:
    raised = set(literal_ids())
    assert (sorted(raised - set(rules())), sorted(set(rules()) - raised)) == ([], [])


def test_every_group_is_a_file_and_every_rule_is_in_one_group() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(GROUPS)
    assert sum(len(group.rules) for group in groups()) == len(rules())


@pytest.mark.parametrize("name", GROUPS)
def test_the_files_are_sound(name: str) -> None:
    source = read_source(FOLDER / f"{name}.yaml", name)
    # examples may hold what is refused in content
    refused = {"hidden-character", "mixed-alphabets", "stray-marks"}
    assert {problem.rule for problem in source.problems} <= refused


@pytest.mark.parametrize("rule", rules().values(), ids=rules())
def test_an_entry_says_what_is_wrong_why_and_what_to_do(rule: Rule) -> None:
    for text in (rule.means, rule.why, rule.mend):
        assert text[0].isupper() or not text[0].isalpha()
        assert text.endswith(".")
        assert not any(refusals(text))
    assert len(set(rule.severities)) == len(rule.severities)


# papers of the project's own desk, which a user does not have
UNSEEN = re.compile(r"ANCHORS|PRODUCT|LOOK|STYLE|HOUSE|\bcases? \d+|of the project\b")


@pytest.mark.parametrize("rule", rules().values(), ids=rules())
def test_a_source_is_one_that_a_user_can_look_up(rule: Rule) -> None:
    assert UNSEEN.findall(f"{rule.source} {rule.why} {rule.means} {rule.mend}") == []


def test_no_example_is_about_the_shipped_topic() -> None:
    texts = [path.read_text(encoding="utf-8").casefold() for path in FOLDER.rglob("*.yaml")]
    assert [
        word for word in ("vitamin k", "warfarin", "natto", "newborn k") if any(word in text for text in texts)
    ] == []


# --- ids of earlier versions ----------------------------------------------------------------------


def test_an_id_of_an_earlier_version_is_known_and_no_id_of_today() -> None:
    assert current_id("no-alt") == current_id("alt-missing") == "missing-alt"
    assert current_id("not-to-you") == "impersonal-text"
    assert current_id("missing-alt") == "missing-alt"
    assert current_id("no-such-rule") == "no-such-rule"
    assert not set(former_ids()) & set(rules())


def test_each_former_id_is_of_one_rule() -> None:
    listed = [old for rule in rules().values() for old in rule.formerly]
    assert len(listed) == len(set(listed))


def test_no_former_id_is_built_as_an_id_of_today_where_it_may_stand_in_a_waiver() -> None:
    """An id that is built as one of today is taken as it is, so that a build need not read the catalogue."""
    assert {old for old in former_ids() if is_rule_id(old)} == {
        "unknown-block",
        "unknown-lang",
        "unknown-word",
        "wrong-file",
        "wrong-file-left",
    }


def test_an_id_of_today_reads_no_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "rules", lambda: pytest.fail("the catalogue was read"))
    assert current_id("long-list") == "long-list"


def test_a_rule_is_explained_at_its_place_on_the_page() -> None:
    assert help_page("long-list") == f"{PAGE}#long-list"


# --- examples -------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", [rule for rule in rules().values() if not rule.example.made], ids=lambda rule: rule.id)
def test_an_example_is_run_by_a_command(rule: Rule) -> None:
    example = rule.example
    assert example.command.startswith((CHECK, "handouts build"))
    assert example.passes != example.fails


@cache
def texts_of(module: str) -> frozenset[str]:
    tree = ast.parse((REPO / module).read_text(encoding="utf-8"))
    texts = (each.value for each in ast.walk(tree) if isinstance(each, ast.Constant) and isinstance(each.value, str))
    return frozenset(word for text in texts for word in re.findall(r"[a-z]+(?:-[a-z0-9]+)+", text))


@pytest.mark.parametrize("rule", [rule for rule in rules().values() if rule.example.made], ids=lambda rule: rule.id)
def test_a_fault_that_a_test_makes_is_expected_by_that_test(rule: Rule) -> None:
    assert rule.id in texts_of(rule.example.made_in)
