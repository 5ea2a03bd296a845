"""The README: one page, pictures first, and two commands of one line each that CI runs."""

from __future__ import annotations

import re

from support.projects import REPO

README = (REPO / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
DOORS = ("I print", "I teach", "I keep the library")


def door(title: str) -> list[str]:
    """The lines of a section that say something."""
    text = README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    return [line for line in text.splitlines() if line.strip()]


def test_it_is_one_page_that_opens_with_pictures() -> None:
    assert len(README.splitlines()) <= 150
    assert README.index("![") < README.index("```sh")


def test_the_first_command_installs_and_builds_and_the_second_tests() -> None:
    assert [len(block.splitlines()) for block in BLOCKS] == [1, 1]
    assert "pip install" in BLOCKS[0]
    assert BLOCKS[0].rstrip().endswith("handouts build")
    assert BLOCKS[1].rstrip().endswith("pytest")


def test_each_door_has_about_ten_lines() -> None:
    assert all(8 <= len(door(title)) <= 12 for title in DOORS)


def test_who_prints_does_not_begin_with_yaml() -> None:
    said = "\n".join(door("I print"))
    assert "yaml" not in said.lower()
    assert "content/" not in said
