"""What draws besides the inputs: the versions of the program, of Python and of the libraries, found without loading them."""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Iterator, Mapping

from handouts import __version__

# distributions whose version can change a drawn byte or a problem that is found
LIBRARIES = (
    "citeproc-py",
    "lxml",
    "pikepdf",
    "pillow",
    "pyphen",
    "python-pptx",
    "pyyaml",
    "reportlab",
    "zxing-cpp",
)
_ENDING = ".dist-info"


def versions() -> dict[str, str]:
    """Each part by name with its version; a library that is not found has none."""
    found = dict(_installed())
    libraries = {name: found.get(name, "") for name in LIBRARIES}
    python = ".".join(map(str, sys.version_info[:3]))
    return {"handouts": __version__, "python": python, "zlib": zlib.ZLIB_RUNTIME_VERSION, **libraries}


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """What differs, in words: `reportlab 5.1.0 is now 5.2.0`."""
    names = sorted({*before, *now})
    return [
        f"{name} {before.get(name) or 'unknown'} is now {now.get(name) or 'unknown'}"
        for name in names
        if before.get(name) != now.get(name)
    ]


def _installed() -> Iterator[tuple[str, str]]:
    """Name and version of each installed distribution, read off the names of its folders; the first found counts.

    Asking `importlib.metadata` instead costs as much as a whole run that has nothing to do.
    """
    for place in reversed(sys.path):
        try:
            with os.scandir(place or ".") as entries:
                names = [entry.name for entry in entries if entry.name.endswith(_ENDING)]
        except OSError:
            continue
        for name in names:
            distribution, _, version = name.removesuffix(_ENDING).partition("-")
            yield distribution.replace("_", "-").replace(".", "-").casefold(), version
