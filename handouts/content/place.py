"""Where a project is."""

from __future__ import annotations

from pathlib import Path


class NoProjectError(Exception):
    """No folder here or above holds `content/` and `layouts/`."""


def find_project(start: Path) -> Path:
    """The nearest folder, from `start` upwards, that holds `content/` and `layouts/`."""
    for folder in (start, *start.parents):
        if (folder / "content").is_dir() and (folder / "layouts").is_dir():
            return folder
    message = f"no project here: neither {start} nor a folder above it holds content/ and layouts/"
    raise NoProjectError(message)
