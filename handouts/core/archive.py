"""Zip archives whose bytes depend only on their parts: fixed dates, order, permissions and compression.

A part that is itself an archive (a workbook inside a deck) is normalised too.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

EPOCH = (1980, 1, 1, 0, 0, 0)
LEVEL = 6
NESTED = (".xlsx", ".docx", ".pptx", ".zip")
FIRST = ("[Content_Types].xml", "_rels/.rels")
FROM_MS_DOS = 0


def normalised(zip_bytes: bytes) -> bytes:
    """Return the same archive without dates, order or permissions of the machine that made it."""
    return packed_deep(unpacked(zip_bytes))


def packed_deep(parts: Mapping[str, bytes]) -> bytes:
    """Return an archive of these parts, of which those that are archives are normalised."""
    return packed({name: normalised(part) if _is_nested(name, part) else part for name, part in parts.items()})


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return an archive of these parts, sorted by name, after the two parts that an Office file starts with."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(parts, key=_place):
            archive.writestr(_entry(name), parts[name], zipfile.ZIP_DEFLATED, LEVEL)
    return buffer.getvalue()


def unpacked(zip_bytes: bytes) -> dict[str, bytes]:
    """Return the parts of an archive by name."""
    with zipfile.ZipFile(BytesIO(zip_bytes)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}


def _is_nested(name: str, part: bytes) -> bool:
    return name.endswith(NESTED) and zipfile.is_zipfile(BytesIO(part))


def _place(name: str) -> tuple[int, str]:
    return (FIRST.index(name) if name in FIRST else len(FIRST)), name


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.create_system = FROM_MS_DOS
    entry.external_attr = 0
    return entry
