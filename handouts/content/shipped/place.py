"""Where the shipped content and layouts lie: an installed copy has them in this folder, a checkout beside the package."""

from __future__ import annotations

from pathlib import Path

FOLDERS = ("content", "layouts")
PLACES = (Path(__file__).parent, Path(__file__).parents[3])


class NothingShippedError(Exception):
    """This copy of the program came without content and layouts."""


def shipped(places: tuple[Path, ...] = PLACES) -> Path:
    """The folder that holds the shipped `content/` and `layouts/`. Raises NothingShippedError."""
    for place in places:
        if all((place / folder).is_dir() for folder in FOLDERS):
            return place
    raise NothingShippedError("this copy of handouts has no content and layouts; install it from its wheel")
