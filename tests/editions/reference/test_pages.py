"""The committed pages of the reference are those that the declarations make, and have an entry for each key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handouts.core.catalogue import PAGE, groups, rules
from handouts.editions.reference.anchors import anchor
from handouts.editions.reference.files import all_shapes
from handouts.editions.reference.pages import pages

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("name", pages())
def test_a_page_is_up_to_date(name: str) -> None:
    written = (ROOT / name).read_text(encoding="utf-8")
    assert written == pages()[name], "run python scripts/reference.py"


def test_each_key_has_its_entry() -> None:
    text = "\n".join(pages().values())
    for shape in all_shapes().values():
        assert f"## {shape.ID}\n" in text
        section = text.partition(f"## {shape.ID}\n")[2].partition("\n## ")[0]
        assert all(f"| `{key}`" in section for key in shape.KEYS)


def test_each_link_of_the_page_on_rules_leads_to_a_heading() -> None:
    page = re.sub(r"^(```|~~~)yaml$.*?^\1$", "", pages()[PAGE], flags=re.MULTILINE | re.DOTALL)
    headings = [anchor(heading) for heading in re.findall(r"^#+ (.+)$", page, re.MULTILINE)]
    linked = set(re.findall(r"\]\(#(.+?)\)", page))
    assert linked <= set(headings)
    assert len(headings) == len(set(headings))


def test_the_page_on_rules_begins_with_its_groups_and_has_each_rule_in_its_own() -> None:
    page = pages()[PAGE]
    index = page.partition("\n## ")[0]
    for group in groups():
        assert f"| [{group.title}](#{anchor(group.title)}) |" in index
        section = page.partition(f"\n## {group.title}\n")[2].partition("\n## ")[0]
        assert re.findall(r"^### (.+)$", section, re.MULTILINE) == [rule.id for rule in group.rules]
    assert all(f"[{name}](#{name})" in index for name in rules())


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("claim.harms", "claimharms"),
        ("Texts, letters and numbers in them", "texts-letters-and-numbers-in-them"),
        ("long-list", "long-list"),
    ],
)
def test_an_anchor_is_that_of_markdown(heading: str, expected: str) -> None:
    assert anchor(heading) == expected
