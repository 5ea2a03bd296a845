"""Every path that a page for those who change the program names exists, so that a stranger is never led astray."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.projects import REPO

PAGES = (
    REPO / "ARCHITECTURE.md",
    REPO / "CONTRIBUTING.md",
    *sorted((REPO / "docs" / "decisions").glob("*.md")),
    *sorted((REPO / "docs" / "explanations").glob("*.md")),
)
FENCED = re.compile(r"^( *)```.*?^\1```", re.MULTILINE | re.DOTALL)
QUOTED = re.compile(r"`([\w.*<>][\w.*<>/-]*)`")
LINKED = re.compile(r"\]\(([^)#\s]+)")
WING = re.compile(r"\| `(\w+)/` \|")
ENDING = re.compile(r"\.(py|md|yaml|toml|sh|csl)\Z")
# what a build or a command makes, or a project may have besides what is shipped
MADE = re.compile(
    r"(build/|releases/|withheld/|edited/|\.cache/|manifest\.json|content/(sign-offs|waivers|judgements)\b)"
)


def texts(page: Path) -> Iterator[tuple[str, str]]:
    """Each line of a page without its blocks of code, with the wing that it is about, if it is a row on one."""
    for line in FENCED.sub("", page.read_text(encoding="utf-8")).splitlines():
        wing = WING.match(line)
        yield line, wing[1] if wing else ""


def leads_somewhere(name: str, wing: str = "") -> bool:
    """Whether a name leads to a file or folder in the repository, the content, the package or a wing.

    The name of a module may lack `.py`, and `<group>` stands for any name.
    """
    pattern = re.sub(r"<[^>]*>", "*", name).rstrip("/")
    places = (REPO, REPO / "content", REPO / "handouts", *([REPO / "handouts" / wing] if wing else []))
    return any(any(place.glob(each)) for place in places for each in (pattern, f"{pattern}.py"))


def lost(line: str, wing: str, folder: Path) -> list[str]:
    """The paths of a line that lead nowhere: quoted names with a slash or an ending, rooms of a wing, and links."""
    rooms = wing and line.rpartition(" | ")[2]
    quoted = [
        name
        for name in QUOTED.findall(line)
        if ("/" in name or ENDING.search(name) or (rooms and f"`{name}`" in rooms)) and not MADE.match(name)
    ]
    links = [name for name in LINKED.findall(line) if "://" not in name]
    return [name for name in quoted if not leads_somewhere(name, wing)] + [
        name for name in links if not (folder / name).exists()
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(REPO).as_posix())
def test_every_path_that_a_page_names_exists(page: Path) -> None:
    assert [name for line, wing in texts(page) for name in lost(line, wing, page.parent)] == []


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("a foot is drawn in `render/paper/feet.py`", "render/paper/feet.py"),
        ("rules stand in `checks/<kind>/nowhere/`", "checks/<kind>/nowhere/"),
        ("see [the notes](docs/decision/README.md)", "docs/decision/README.md"),
        ("| `pipeline/` | files | `plan`, `plans` |", "plans"),
    ],
)
def test_a_path_that_leads_nowhere_is_found(line: str, name: str) -> None:
    wing = WING.match(line)
    assert lost(line, wing[1] if wing else "", REPO) == [name]


@pytest.mark.parametrize("name", ["render/paper/foot", "handouts/cli/", "checks/<group>/<rule>.py", "cli/<command>.py"])
def test_a_path_may_be_short_or_stand_for_several(name: str) -> None:
    assert leads_somewhere(name)


def test_architecture_is_one_page() -> None:
    assert len((REPO / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines()) <= 90


def test_every_file_of_decisions_is_listed_and_its_notes_are_whole() -> None:
    folder = REPO / "docs" / "decisions"
    listed = set(LINKED.findall((folder / "README.md").read_text(encoding="utf-8")))
    files = {page.name: page.read_text(encoding="utf-8") for page in folder.glob("*.md") if page.name != "README.md"}
    assert {name for name in listed if "/" not in name} == files.keys()
    for name, text in files.items():
        assert not [note for note in text.split("\n## ")[1:] if not is_whole(note)], name


def is_whole(note: str) -> bool:
    """Whether a note has a day, and context, choice and consequence in this order."""
    parts = re.findall(r"^\*\*(\w+)\.\*\* \S", note, re.MULTILINE)
    return re.match(r"\d{4}-\d\d-\d\d – \S", note) is not None and parts == ["Context", "Choice", "Consequence"]


def test_a_note_without_its_context_is_found() -> None:
    assert not is_whole("2026-12-01 – A choice\n\n**Choice.** This.\n\n**Consequence.** That.")
    assert is_whole("2026-12-01 – A choice\n\n**Context.** Why.\n\n**Choice.** This.\n\n**Consequence.** That.")
