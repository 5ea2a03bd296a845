"""The site of the documentation has all its pages, and fetches nothing from other servers."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

from support.projects import REPO

SITE = tomllib.loads((REPO / "zensical.toml").read_text(encoding="utf-8"))["project"]
DOCS = REPO / SITE["docs_dir"]


def listed(nav: list[dict[str, Any]]) -> Iterator[str]:
    """The paths of the pages of a menu, with those of the menus in it."""
    for entry in nav:
        for below in entry.values():
            yield from [below] if isinstance(below, str) else listed(below)


def test_the_menu_has_each_page_that_is_written_by_hand() -> None:
    folders = ("how-to", "explanations")
    written = {path.relative_to(DOCS).as_posix() for name in folders for path in (DOCS / name).glob("*.md")}
    assert written <= set(listed(SITE["nav"]))


def test_the_menu_names_pages_that_exist() -> None:
    assert [path for path in listed(SITE["nav"]) if not (DOCS / path).is_file()] == []


def test_a_menu_is_read_to_its_ends() -> None:
    assert list(listed([{"A": "a.md"}, {"B": [{"C": "c.md"}, {"D": [{"E": "e.md"}]}]}])) == ["a.md", "c.md", "e.md"]


def test_nothing_is_fetched_from_elsewhere() -> None:
    assert SITE["theme"]["font"] is False
    assert "analytics" not in SITE["extra"]
    assert not {"extra_javascript", "extra_css"} & set(SITE)


def test_the_site_is_built_where_git_does_not_look() -> None:
    ignored = (REPO / ".gitignore").read_text(encoding="utf-8").split()
    assert f"{SITE['site_dir'].partition('/')[0]}/" in ignored
