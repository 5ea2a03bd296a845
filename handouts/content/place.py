"""The location of a project."""

from __future__ import annotations

from pathlib import Path


class NoProjectError(Exception):
    """The error for a folder without a project: neither it nor one above contains `content/` and `layouts/`."""


def find_project(start: Path) -> Path:
    """Return the nearest folder, from `start` upwards, with `content/` and `layouts/`. Raises NoProjectError."""
    for folder in (start, *start.parents):
        if (folder / "content").is_dir() and (folder / "layouts").is_dir():
            return folder
    message = f"no project here: neither {start} nor a folder above it holds content/ and layouts/"
    raise NoProjectError(message)
