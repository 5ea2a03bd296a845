"""What affects drawing besides the inputs: versions of the program, Python and libraries, found without imports."""

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

# distributions whose version can change the bytes of a file or the problems found
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
    """Return the version of each component by name; empty for a library that is not found."""
    found = dict(_installed())
    libraries = {name: found.get(name, "") for name in LIBRARIES}
    python = ".".join(map(str, sys.version_info[:3]))
    return {"handouts": __version__, "python": python, "zlib": zlib.ZLIB_RUNTIME_VERSION, **libraries}


def program() -> str:
    """Return a digest of the program's own files by name, size and time, because any change may affect drawing."""
    root = Path(handouts.__file__).parent
    base = str(root.parent)
    found = []
    for name in sorted(files_below(root.parent, (root.name,))):
        if name.endswith(".py"):
            status = os.stat(f"{base}/{name}")  # noqa: PTH116 - a Path for each file costs more than all else here
            found.append(f"{name} {status.st_size} {status.st_mtime_ns}")
    return hashlib.blake2b("\n".join(found).encode(), digest_size=16).hexdigest()


def _installed() -> Iterator[tuple[str, str]]:
    """Yield name and version of each installed distribution, from the names of its folders.

    Where one is installed twice, the copy that Python imports comes last. `importlib.metadata` would take as long as a
    whole run that has nothing to do.
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
