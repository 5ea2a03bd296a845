"""The parts of python-pptx's package, taken without its archive.

That archive has the time of the machine, and a zip file knows no time before 1980: a clock that stands in 1970 would
end the build.
"""

from __future__ import annotations

from typing import Any

from pptx.opc.packuri import PackURI
from pptx.opc.serialized import PackageWriter


def parts_of(presentation: Any) -> dict[str, bytes]:
    """Return the parts of a presentation as they are saved, by name."""
    package = presentation.part.package
    return _PartsWriter("", package._rels, tuple(package.iter_parts())).taken()  # noqa: SLF001 - saving needs it


class _Parts(dict[str, bytes]):
    """Parts of a package by name."""

    def write(self, name: PackURI, part: bytes) -> None:
        """Take a part, as an archive of python-pptx does."""
        self[name.membername] = part


class _PartsWriter(PackageWriter):
    """A writer of packages that hands out the parts instead of writing an archive."""

    def taken(self) -> dict[str, bytes]:
        """Return the parts by name."""
        parts: Any = _Parts()
        self._write_content_types_stream(parts)
        self._write_pkg_rels(parts)
        self._write_parts(parts)
        return dict(parts)
