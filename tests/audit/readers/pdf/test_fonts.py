"""What the codes of a font mean, and that every reader of a PDF takes them for the same letters."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from support.foreign import pdf_of, text

from handouts.audit.readers.bounds import Budget
from handouts.audit.readers.pdf.file import read_pdf
from handouts.audit.readers.pdf.glyphs import UNKNOWN, encoded, letters_of
from handouts.audit.speak import speak
from handouts.audit.verify.structure import texts_of


def font(**facts: pikepdf.Object) -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, **facts)


def both(data: bytes, folder: Path) -> tuple[str, str]:
    """The words of the first element as they are verified and as they are spoken."""
    file = read_pdf(data, Budget())
    (folder / "a.pdf").write_bytes(data)
    spoken, problems = speak(folder / "a.pdf")
    assert problems == []
    assert spoken is not None
    return texts_of(file).of(file.roots[0]), " ".join(line.text for line in spoken.lines[1:])


DIFFERENCES = Dictionary(
    Type=Name.Encoding,
    Differences=Array(
        [
            98,
            Name.A,
            100,
            Name.C,
            Name.B,
            49,
            Name.three,
            32,
            Name.space,
            43,
            Name.comma,
            44,
            Name.eacute,
            Name("/uni00B5"),
        ]
    ),
)


@pytest.mark.parametrize(
    ("shown", "facts", "wanted"),
    [
        (b"(bed)", {"Encoding": DIFFERENCES}, "ABC"),
        (b"(Take 1)", {"Encoding": DIFFERENCES}, "TakB 3"),
        (b"(1+5 -g)", {"Encoding": DIFFERENCES}, "3,5 \u00b5g"),
        (b"(\\265g caf\\351)", {"Encoding": Name.WinAnsiEncoding}, "\u00b5g caf\u00e9"),
        (b"(caf\\216)", {"Encoding": Name.MacRomanEncoding}, "caf\u00e9"),
        (b"(3'5 \\261)", {}, "3\u20195 \u2013"),  # the standard encoding has a curled apostrophe
    ],
)
def test_verify_and_speak_take_codes_for_the_same_letters(
    shown: bytes, facts: dict[str, pikepdf.Object], wanted: str, tmp_path: Path
) -> None:
    data = pdf_of(text(shown), {"/Font": Dictionary(F=font(**facts))})
    assert both(data, tmp_path) == (wanted, wanted)


def test_a_table_of_codes_counts_before_the_encoding(tmp_path: Path) -> None:
    with pikepdf.open(BytesIO(pdf_of(text(b"(bed)"), {"/Font": Dictionary(F=font(Encoding=DIFFERENCES))}))) as pdf:
        table = pdf.make_stream(b"1 beginbfchar <62> <0058> endbfchar")
        pdf.pages[0].obj.Resources.Font.F.ToUnicode = table
        out = BytesIO()
        pdf.save(out)
    assert both(out.getvalue(), tmp_path) == ("XBC", "XBC")


def test_a_font_that_the_file_does_not_have_is_read_and_is_not_embedded(tmp_path: Path) -> None:
    data = pdf_of(text(b"(words)"), {"/Font": Dictionary()})
    assert both(data, tmp_path) == ("words", "words")
    (found,) = read_pdf(data, Budget()).fonts
    assert (found.name, found.embedded) == ("F", False)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("A", "A"),
        ("one.oldstyle", "1"),
        ("f_i", "fi"),
        ("uni20AC", "\u20ac"),
        ("uni00410042", "AB"),
        ("u1F600", "\U0001f600"),
        ("Lcommaaccent", "\u013b"),
        ("uniD801", UNKNOWN),
        ("g23", UNKNOWN),
        (".notdef", UNKNOWN),
    ],
)
def test_names_of_glyphs_stand_for_letters(name: str, letters: str) -> None:
    assert letters_of(name) == letters


def test_differences_outside_of_the_codes_of_a_font_are_passed_over() -> None:
    words = encoded(Dictionary(Differences=Array([255, Name.A, Name.B, -3, Name.C])))
    assert (words[255], len(words) <= 256) == ("A", True)
