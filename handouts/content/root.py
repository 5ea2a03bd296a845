"""The root folder of a project."""

from __future__ import annotations

from pathlib import Path


class NoProjectError(Exception):
    """A start folder without `content/` and `layouts/` in it or in a folder above it."""


def find_project(start: Path) -> Path:
    """Return the nearest folder, from `start` upwards, with `content/` and `layouts/`. Raises NoProjectError."""
    for folder in (start, *start.parents):
        if (folder / "content").is_dir() and (folder / "layouts").is_dir():
            return folder
    message = f"no project here: neither {start} nor a folder above it holds content/ and layouts/"
    raise NoProjectError(message)
