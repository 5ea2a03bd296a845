"""Files that look like content or layouts by their names but are not read, so that nobody waits for them in vain.

Hidden files, such as those that macOS leaves beside others, and the backups of editors are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from handouts.core.problem import Mark, Problem

ID = "wrong-file-name"
FOLDERS = (
    "content",
    *(f"content/{name}" for name in ("leaflets", "decks", "claims", "clinics", "judgements")),
    *(f"layouts/{name}" for name in ("leaflets", "decks", "dossiers", "changes", "themes")),
)
# other ways to write the ending; Windows may hide the last of two
_ENDINGS = (".yaml.txt", ".yml.txt", ".yaml", ".yml")


def misnamed_files(root: Path) -> Mapping[str, Problem]:
    """Return a problem for each file of a project that is not read because of its name or kind.

    The keys are the paths that would be read instead, from the root.
    """
    return {path: problem for folder in FOLDERS for path, problem in _in_folder(root, folder)}


def _in_folder(root: Path, folder: str) -> Iterator[tuple[str, Problem]]:
    with suppress(OSError):
        for path in sorted((root / folder).iterdir()):
            right = right_name(path.name)
            if right is None or path.name.startswith((".", "#")):
                continue
            message = _fault(path, right)
            if message is not None:
                mark = Mark(f"{folder}/{shown(path.name)}")
                yield f"{folder}/{right}", Problem(mark, ID, message)


def right_name(name: str) -> str | None:
    """Return the name under which a file would be read; None for a file that is no YAML by its name."""
    ending = next((each for each in _ENDINGS if name.lower().endswith(each)), None)
    return None if ending is None else f"{name[: -len(ending)]}.yaml"


def _fault(path: Path, right: str) -> str | None:
    """Return why a path is not read; None if it is."""
    if path.is_dir():
        return "this is a folder; a file is expected" if path.name == right else None
    if path.name != right:
        if path.with_name(right).is_file() and not path.samefile(path.with_name(right)):
            return f"the file is not read beside {right!r}; remove one of the two"
        return f"the file is not read; rename it to {right!r}"
    if not path.is_file():
        return "this is not a file, or is a link that leads to none; put the file itself here"
    return None if path.name.isprintable() else "the name contains a character that cannot be printed; rename the file"


def shown(name: str) -> str:
    """Return a file name with each character that cannot be printed written as its code."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in name)
