"""The characters that glyph names and encodings stand for.

See the Adobe Glyph List Specification, 2, and ISO 32000-1, D.2. ReportLab contains the tables; they are loaded only for
fonts whose encoding uses glyph names.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pikepdf

UNKNOWN = "\ufffd"
CODES = 256  # number of codes in a font with one-byte codes
_CODECS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
_UNI = re.compile(r"uni((?:[0-9A-F]{4})+)")
_U = re.compile(r"u([0-9A-F]{4,6})")


def encoded(encoding: Any) -> dict[int, str]:
    """Return the characters of a font's codes by its encoding: a name, or a dictionary with differences from one."""
    if not isinstance(encoding, pikepdf.Dictionary):
        return _base(str(encoding))
    words = _base(str(encoding.get("/BaseEncoding")))
    code = 0
    for row in encoding.get("/Differences", []):
        if not isinstance(row, pikepdf.Name):
            code = int(row)
        elif 0 <= code < CODES:
            words[code] = letters_of(str(row)[1:])
            code += 1
    return words


def _base(name: str) -> dict[int, str]:
    """Return the characters of an encoding by its name; a font that names none has the standard encoding."""
    if name in _CODECS:
        return {code: bytes([code]).decode(_CODECS[name], "replace") for code in range(32, CODES)}
    words = {code: chr(code) for code in range(32, 127)}
    return {**words, **_standard()}


@cache
def _standard() -> dict[int, str]:
    """Return the characters in which the standard encoding differs from ASCII."""
    from reportlab.pdfbase import _fontdata_enc_standard as table

    named = enumerate(table.StandardEncoding)
    return {code: letters_of(name) for code, name in named if name and (code > 126 or code in b"'`")}


@cache
def letters_of(name: str) -> str:
    """Return the characters of a glyph name, or U+FFFD where the name is unknown."""
    plain = name.partition(".")[0]
    return "".join(_letter(part) for part in plain.split("_")) or UNKNOWN


def _letter(name: str) -> str:
    from reportlab.pdfbase._glyphlist import _glyphname2unicode, _glyphname2unicodes

    if name in _glyphname2unicode:
        return chr(_glyphname2unicode[name])
    if name in _glyphname2unicodes:
        return "".join(map(chr, _glyphname2unicodes[name]))
    if found := _UNI.fullmatch(name):
        return "".join(_char(found[1][place : place + 4]) for place in range(0, len(found[1]), 4))
    if found := _U.fullmatch(name):
        return _char(found[1])
    return UNKNOWN


def _char(digits: str) -> str:
    """Return the character with a hexadecimal code point, or U+FFFD for half of a surrogate pair."""
    number = int(digits, 16)
    return UNKNOWN if 0xD800 <= number <= 0xDFFF or number > 0x10FFFF else chr(number)
