"""Streams carried out: marks, replacements, gaps between words, and operators that other programs write."""

from __future__ import annotations

from pikepdf import Dictionary
from support.foreign import HELVETICA, pdf_of

from handouts.audit.readers.bounds import Budget
from handouts.audit.readers.pdf.file import read_pdf
from handouts.audit.readers.pdf.painted import Painted
from handouts.audit.readers.pdf.words import chunk_of, said

BEGIN = b"BT /F 10 Tf 12 TL 50 700 Td "


def painted(content: bytes) -> Painted:
    (page,) = read_pdf(pdf_of(content), Budget()).pages
    return page.painted


def words(content: bytes) -> dict[int, list[str]]:
    """What is heard of each piece of marked content."""
    return {number: [each.text for each in pieces] for number, pieces in said(painted(content)).items()}


def test_a_text_has_a_place_a_size_and_a_colour() -> None:
    content = b"0 0 1 rg /P << /MCID 3 >> BDC q 2 0 0 2 0 0 cm " + BEGIN + b"(a) Tj ET Q EMC"
    (shown,) = painted(content).texts
    assert (shown.text, shown.size, shown.base, shown.colour, shown.mark.number) == ("a", 20, 1400, (0, 0, 1), 3)


def test_gaps_as_wide_as_a_space_part_words() -> None:
    content = b"/P << /MCID 0 >> BDC " + BEGIN + b"[(two) -180 (wor) 20 (ds) -100 (.)] TJ [-250 (end)] TJ ET EMC"
    assert words(content) == {0: ["two words.", " end"]}


def test_replacement_text_is_heard_in_its_place_and_artifacts_are_not() -> None:
    content = (
        b"""/P << /MCID 0 >> BDC %s (a) Tj /Span << /ActualText (b) >> BDC (x) Tj
        /Span << /E (not this) >> BDC (y) Tj EMC EMC (c) Tj /Artifact BMC (z) Tj EMC ET EMC"""
        % BEGIN
    )
    assert words(content) == {0: ["a", "b", "c"]}
    assert [shown.text for shown in painted(content).texts] == ["a", "x", "y", "c", "z"]


def test_the_nearest_number_counts_and_properties_may_have_a_name() -> None:
    content = b"/P << /MCID 0 >> BDC /P /M1 BDC %s (a) Tj ET EMC %s (b) Tj ET EMC" % (BEGIN, BEGIN)
    resources = {"/Properties": Dictionary(M1=Dictionary(MCID=7)), "/Font": Dictionary(F=HELVETICA)}
    (page,) = read_pdf(pdf_of(content, resources), Budget()).pages
    assert {number: [each.text for each in pieces] for number, pieces in said(page.painted).items()} == {
        7: ["a"],
        0: ["b"],
    }
    assert page.painted.numbers == (0, 7)


def test_lines_move_and_spacing_is_set() -> None:
    content = BEGIN + b"(a) Tj T* (b) Tj (c) ' 3 4 (d) \" 0 -20 TD (e) Tj ET"
    assert [(shown.text, round(shown.base)) for shown in painted(content).texts] == [
        ("a", 700),
        ("b", 688),
        ("c", 676),
        ("d", 664),
        ("e", 644),
    ]


def test_what_is_no_string_is_not_shown() -> None:
    content = BEGIN + b"5000000000 Tj (a) 5000000000 Tj /N Tj << >> Tj [5 (b) /N] TJ 7 TJ ET"
    assert [shown.text for shown in painted(content.replace(b" /N] TJ", b"] TJ")).texts] == ["b"]


def test_a_picture_in_the_stream_and_unknown_operators_are_passed_over() -> None:
    content = BEGIN + b"(a) Tj ET BI /W 1 /H 1 /CS /G /BPC 8 ID (\n EI 7 nonsense /P0 scn " + BEGIN + b"(b) Tj ET"
    assert [(shown.text, shown.colour is None) for shown in painted(content).texts] == [("a", False), ("b", True)]


def test_a_string_may_hold_any_sign() -> None:
    content = b"/P << /MCID 0 >> BDC " + BEGIN + b"(a\\(b\nc\\n Tj) Tj ET EMC"
    assert [each.replace("\n", "|").replace("\ufffd", "|") for each in words(content)[0]] == ["a(b|c| Tj"]


def test_words_have_their_place_where_they_are_seen() -> None:
    content = b"/P << /MCID 0 >> BDC %s (a) Tj ET /Span << /ActualText (b) >> BDC EMC EMC" % BEGIN
    seen, replaced = (chunk_of(piece, 4) for piece in said(painted(content))[0])
    assert seen.first is not None
    assert (seen.first.page, seen.first.base, seen.first.size) == (4, 700, 10)
    assert (replaced.text, replaced.first) == ("b", None)


def test_letters_that_are_slanted_have_the_place_and_size_of_upright_ones() -> None:
    upright, slanted = (
        painted(b"BT /F 10 Tf 1 0 %s 1 50 700 Tm (Bacillus) Tj ET" % slant).texts[0] for slant in (b"0", b"0.21")
    )
    assert (slanted.size, slanted.area, slanted.base) == (upright.size, upright.area, upright.base)


def test_a_slant_in_a_turned_page_adds_nothing_to_the_size() -> None:
    content = b"q 0 1 -1 0 400 0 cm BT /F 10 Tf 1 0 0.21 1 50 300 Tm (Bacillus) Tj ET Q"
    (shown,) = painted(content).texts
    assert round(shown.size, 6) == 10
