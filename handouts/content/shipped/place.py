"""The location of the shipped content and layouts: in this folder if installed, beside the package in a checkout."""

from __future__ import annotations

from pathlib import Path

FOLDERS = ("content", "layouts")
PLACES = (Path(__file__).parent, Path(__file__).parents[3])


class NothingShippedError(Exception):
    """The error for a copy of the program without content and layouts."""


def shipped(places: tuple[Path, ...] = PLACES) -> Path:
    """Return the folder with the shipped `content/` and `layouts/`. Raises NothingShippedError."""
    for place in places:
        if all((place / folder).is_dir() for folder in FOLDERS):
            return place
    raise NothingShippedError("this copy of handouts has no content and layouts; install it from its wheel")
