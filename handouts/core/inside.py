"""Files that content and layouts name: each must lie inside its folder, and its name must be the same on any machine."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from handouts.core.problem import did_you_mean

_DRIVE = re.compile(r"[A-Za-z]:")


class StrayFileError(ValueError):
    """The error for a name that leads to no file inside its folder; it ends a sentence that begins with the name."""


def file_inside(folder: Path, name: str, bounds: Path, called: str) -> Path:
    """Return the file of a typed name, relative to a folder; links must not lead out of `bounds`, which is `called` so.

    Raises StrayFileError.
    """
    _plain(name)
    path = folder / name
    try:
        if not path.resolve().is_relative_to(bounds.resolve()):
            raise StrayFileError(f"lies outside {called}")
        _there(folder, path)
    except (OSError, RuntimeError) as error:  # RuntimeError: a link that leads to itself
        raise StrayFileError("leads to no file that can be read") from error
    return path


def _plain(name: str) -> None:
    """Raise StrayFileError for a name that is no plain path, such as `../a.png`, `C:a.png` or `/a.png`."""
    if not name.isprintable():
        raise StrayFileError("is not a file name, because a character of it cannot be printed; rename the file")
    if "\\" in name or name.startswith("~") or _DRIVE.match(name):
        raise StrayFileError("is not a file name of a project; write folders with '/' between them")
    if name.startswith("/") or any(part in ("", ".", "..") for part in name.split("/")):
        raise StrayFileError("is not a path inside its folder; write it without '..' and without a '/' at its start")


def _there(folder: Path, path: Path) -> None:
    """Raise StrayFileError unless a path leads to an ordinary file that is spelt the same on disk."""
    place = folder
    for part in path.relative_to(folder).parts:
        spelt = {unicodedata.normalize("NFC", each.name): each.name for each in place.iterdir()}
        if unicodedata.normalize("NFC", part) not in spelt:
            same = next((name for name in spelt if name.casefold() == part.casefold()), None)
            hint = f"; it is spelt {same!r} there" if same is not None else did_you_mean(part, spelt)
            raise StrayFileError(f"is not there{hint}; its place is relative to {_short(folder)}")
        place /= part
    if path.is_dir():
        raise StrayFileError("is a folder; name a file in it")
    if not path.is_file():
        raise StrayFileError("is not a file")


def _short(folder: Path) -> str:
    """Return the last two parts of a folder, as an author knows it: `content/clinics`."""
    return "/".join(folder.parts[-2:])
