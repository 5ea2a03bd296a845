"""What draws besides the inputs: the versions of the program, of Python and of the libraries, found without loading them."""

from __future__ import annotations

import hashlib
import os
import sys
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import handouts
from handouts import __version__
from handouts.core.files import files_below

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


@cache
def versions() -> dict[str, str]:
    """Each part by name with its version; a library that is not found has none."""
    found = dict(_installed())
    libraries = {name: found.get(name, "") for name in LIBRARIES}
    python = ".".join(map(str, sys.version_info[:3]))
    return {"handouts": __version__, "python": python, "zlib": zlib.ZLIB_RUNTIME_VERSION, **libraries}


def program() -> str:
    """A mark of the program's own files, by name, size and time: a changed line may draw another byte."""
    root = Path(handouts.__file__).parent
    base = str(root.parent)
    found = []
    for name in sorted(files_below(root.parent, (root.name,))):
        if name.endswith(".py"):
            status = os.stat(f"{base}/{name}")  # noqa: PTH116 - a Path for each file costs more than all else here
            found.append(f"{name} {status.st_size} {status.st_mtime_ns}")
    return hashlib.blake2b("\n".join(found).encode(), digest_size=16).hexdigest()


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
