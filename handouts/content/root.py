"""The root folder of a project."""

from __future__ import annotations

import os
from pathlib import Path

from handouts.content.misnamed import FOLDERS
from handouts.core.files import is_folder
from handouts.core.problem import Mark, Problem


class NoProjectError(Exception):
    """A start folder without `content/` and `layouts/` in it or in a folder above it."""


def find_project(start: Path) -> Path:
    """Return the nearest folder, from `start` upwards, with `content/` and `layouts/`. Raises NoProjectError."""
    for folder in (start, *start.parents):
        if is_folder(folder / "content") and is_folder(folder / "layouts"):
            return folder
    message = f"no project here: neither {start} nor a folder above it holds content/ and layouts/"
    raise NoProjectError(message)


def closed_folder(root: Path) -> Problem | None:
    """Return the problem of the first folder of a project that may not be looked into; None where all may."""
    for folder in ("layouts", *FOLDERS):
        path = root / folder
        if is_folder(path) and not os.access(path, os.R_OK | os.X_OK):
            message = "cannot read the folder: Permission denied; give yourself the right to list and read its files"
            return Problem(Mark(folder), "unreadable-file", message)
    return None
