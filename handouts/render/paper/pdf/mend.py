"""Patches to ReportLab 5.1 where its files break PDF/A or are misread; they apply to every file of a process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

END = b"endstream\n"
# the most entries in a block of a character map
MOST_ENTRIES = 100


def mend() -> None:
    """Patch ReportLab: add line ends before `endstream`, and write correct character maps."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfdoc, ttfonts

    # binary streams instead of ASCII85 are a quarter smaller and take a fifth of the time
    rl_config.useA85 = 0

    if ttfonts.makeToUnicodeCMap is not to_unicode:
        plain = pdfdoc.PDFStream.format

        def format_stream(self: object, document: object) -> bytes:
            written: bytes = plain(self, document)
            return written.removesuffix(END) + b"\n" + END

        def format_object(self: Any, document: Any) -> bytes:
            place = document.idToObjectNumberAndVersion[self.name]
            content = pdfdoc.format(self.content, document, toplevel=1).removesuffix(b"\n")
            return b"%d %d obj\n%b\nendobj\n" % (*place, content)

        pdfdoc.PDFStream.format = format_stream
        # ReportLab's own version takes half the time of a file with many elements
        pdfdoc.PDFIndirectObject.format = format_object
        ttfonts.makeToUnicodeCMap = to_unicode


def to_unicode(name: str, subset: Sequence[int]) -> str:
    """Return the ToUnicode map of a subset font, from its codes to UTF-16; ReportLab's own stops at U+FFFF."""
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *_blocks(subset),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    )


def _blocks(subset: Sequence[int]) -> Iterator[str]:
    # code 0 is the glyph for a missing character, which no file shows
    entries = [
        f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>" for code, char in enumerate(subset) if char
    ]
    for start in range(0, len(entries), MOST_ENTRIES):
        block = entries[start : start + MOST_ENTRIES]
        yield f"{len(block)} beginbfchar"
        yield from block
        yield "endbfchar"
