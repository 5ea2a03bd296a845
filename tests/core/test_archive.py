"""Archives depend on their parts alone."""

from __future__ import annotations

import zipfile
from io import BytesIO

from handouts.core.archive import normalised, packed, unpacked


def zipped(parts: list[tuple[str, bytes]], when: tuple[int, int, int, int, int, int]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts:
            archive.writestr(zipfile.ZipInfo(name, when), part)
    return buffer.getvalue()


def test_minute_and_order_leave_no_trace():
    early = zipped([("b.xml", b"b"), ("a.xml", b"a")], (1999, 1, 1, 0, 0, 0))
    late = zipped([("a.xml", b"a"), ("b.xml", b"b")], (2026, 11, 22, 9, 8, 6))
    assert early != late
    assert normalised(early) == normalised(late)


def test_archives_inside_are_normalised_too():
    books = [zipped([("sheet.xml", b"1")], (year, 1, 1, 0, 0, 0)) for year in (1999, 2026)]
    decks = [zipped([("xl/book.xlsx", book)], (2000, 1, 1, 0, 0, 0)) for book in books]
    assert normalised(decks[0]) == normalised(decks[1])


def test_the_kinds_of_parts_come_first():
    names = list(unpacked(packed({"ppt/a.xml": b"", "_rels/.rels": b"", "[Content_Types].xml": b""})))
    assert names == ["[Content_Types].xml", "_rels/.rels", "ppt/a.xml"]


def test_normal_form_is_stable():
    once = packed({"a.xml": b"a" * 500})
    assert normalised(once) == once


def test_a_part_that_only_looks_like_an_archive_is_kept():
    assert unpacked(normalised(packed({"broken.xlsx": b"not a zip"}))) == {"broken.xlsx": b"not a zip"}
