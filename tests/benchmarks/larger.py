"""The shipped project so many times over: each copy has documents, claims and references of its own.

Ids are renamed and files prefixed, structure stays. Foods, limits, terms and layouts are shared, as they would be in
a larger library.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from handouts.content.project import Project, read_all

FOLDERS = ("claims", "leaflets", "decks")
# these hold ids, and stay one file
JOINED = ("references", "waivers", "sign-offs")
Ids = re.Pattern[str]


def enlarge(source: Path, target: Path, times: int) -> Path:
    """A project in a new folder with the content of another so many times; problems come so many times too."""
    project = Project(source)
    library = read_all(project, None, []).library
    facts = _finder((*library.claims, *library.blocked, *library.references))
    documents = _finder(project.documents)
    shutil.copytree(source / "content", target / "content")
    (target / "layouts").symlink_to(source / "layouts")
    for number in range(1, times):
        _add_copy(source / "content", target / "content", number, facts, documents)
    return target


def _add_copy(source: Path, target: Path, number: int, facts: Ids, documents: Ids) -> None:
    for folder in FOLDERS:
        for path in (source / folder).glob("*.yaml"):
            text = facts.sub(rf"x{number}\g<0>", path.read_text(encoding="utf-8"))
            text = re.sub(r"(?<=include: )\S", str(number), text)
            stem = f"x{number}{path.stem}" if folder == "claims" else _copied(path.stem, number)
            (target / folder / f"{stem}.yaml").write_text(text, encoding="utf-8")
    for name in JOINED:
        path = source / f"{name}.yaml"
        if path.is_file() and _holds_ids(path):
            text = facts.sub(rf"x{number}\g<0>", path.read_text(encoding="utf-8"))
            if name != "references":
                text = documents.sub(lambda found: _copied(found.group(), number), text)
            with (target / path.name).open("a", encoding="utf-8") as file:
                file.write(text)


def _copied(document: str, number: int) -> str:
    """The id of a copy, no longer than the id, which pages print in their feet."""
    return f"{number}{document[1:]}"


def _holds_ids(path: Path) -> bool:
    lines = path.read_text(encoding="utf-8").splitlines()
    return any(re.match(r"[\w-]", line) and not line.startswith(("{", "[")) for line in lines)


def _finder(ids: Iterable[str]) -> Ids:
    """Finds ids, each whole."""
    longest_first = sorted(ids, key=len, reverse=True)
    return re.compile(rf"(?<![\w.-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])(?!\.\w)")
