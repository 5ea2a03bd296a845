"""Streams of a PDF as they were before they were packed."""

from __future__ import annotations

from typing import Any

import pikepdf

from handouts.audit.readers.bounds import TooLargeError

# a stream packed in this way grows up to two thousand times, and pikepdf has no bound for it
LZW, LZW_MOST = ("/LZWDecode", "/LZW"), 40_000


def unpacked(stream: Any) -> bytes:
    """Return the bytes of a stream as it was before it was packed."""
    if any(str(name) in LZW for name in _filters(stream)) and int(stream.get("/Length", 0)) > LZW_MOST:
        raise TooLargeError("a stream of the file is too large when unpacked")
    return bytes(stream.read_bytes())


def _filters(stream: Any) -> list[Any]:
    found = stream.get("/Filter", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]
