"""The unpacked bytes of PDF streams."""

from __future__ import annotations

from typing import Any

import pikepdf

from handouts.audit.readers.bounds import AGAIN, TooLargeError

# an LZW stream can grow two thousand times when unpacked, and pikepdf has no limit for it
LZW, LZW_MOST = ("/LZWDecode", "/LZW"), 40_000


def unpacked(stream: Any) -> bytes:
    """Return the unpacked bytes of a stream. Raises TooLargeError for a large LZW stream."""
    if any(str(name) in LZW for name in _filters(stream)) and int(stream.get("/Length", 0)) > LZW_MOST:
        raise TooLargeError(f"a part of the file is too large when unpacked; {AGAIN}")
    return bytes(stream.read_bytes())


def _filters(stream: Any) -> list[Any]:
    found = stream.get("/Filter", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]
