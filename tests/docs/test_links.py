"""Every link of the documentation to a page or a heading leads somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.markdown import anchors, dead_links, links
from support.projects import REPO

DOCS = REPO / "docs"
PAGES = [
    *(REPO / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")),
    *sorted(DOCS.rglob("*.md")),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(REPO).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    assert list(dead_links(page)) == []


def test_each_page_can_be_reached_from_the_first() -> None:
    pages = set(DOCS.resolve().rglob("*.md"))
    seen, waiting = set(), [DOCS / "index.md"]
    while waiting:
        page = waiting.pop().resolve()
        if page in seen or page not in pages:
            continue
        seen.add(page)
        waiting.extend(page.parent / target.partition("#")[0] for target in links(page.read_text(encoding="utf-8")))
    assert pages == seen


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text("# Two words\n\n## Say: `it`!\n\n## Two words\n", encoding="utf-8")
    page = tmp_path / "page.md"
    page.write_text(
        "# Here\n[a](other.md) [b](other.md#say-it) [c](#here) [d](other.md#two-words-1) [e](https://example.org)\n"
        "`[code](gone.md)`\n\n```text\n[code](gone.md)\n```\n"
        "![f](gone.png) [g](other.md#gone) [h](#gone)\n",
        encoding="utf-8",
    )
    assert list(dead_links(page)) == ["gone.png", "other.md#gone", "#gone"]


def test_a_heading_in_code_is_none() -> None:
    assert anchors("# One\n\n```sh\n# two\n```\n") == ("one",)
