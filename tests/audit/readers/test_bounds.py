"""What a file from anywhere may cost: each way to make a small file large ends in a problem, in every reader."""

from __future__ import annotations

import os
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from pikepdf import Array, Dictionary, Name
from pptx import Presentation
from support.foreign import package_of, parts_of, pdf_of, text

from handouts.audit.readers.bounds import Budget, ReadingBounds, TooLargeError, UnreadableError, read_file, reason
from handouts.audit.readers.pdf.file import read_pdf
from handouts.audit.readers.pptx.file import read_deck
from handouts.audit.speak import speak
from handouts.audit.trace import trace_file
from handouts.audit.verify import verify_file
from handouts.cli import main

SMALL = ReadingBounds(file=50_000, part=20_000, memory=3_000_000, seconds=5.0)


def packed_page(content: bytes, *, twice: bool = False) -> bytes:
    """A page whose content is packed as far as it goes."""
    with pikepdf.open(BytesIO(pdf_of(b""))) as pdf:
        stream = pikepdf.Stream(pdf, b"")
        data = zlib.compress(content, 9)
        stream.write(zlib.compress(data, 9) if twice else data, filter=Array([Name.FlateDecode] * (1 + twice)))
        pdf.pages[0].obj.Contents = pdf.make_indirect(stream)
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def nested(times: int, depth: int) -> bytes:
    """Forms that each draw the next one so many times."""
    with pikepdf.open(BytesIO(pdf_of(b"/P << /MCID 0 >> BDC /X Do EMC"))) as pdf:
        box = Array([0, 0, 9, 9])
        form = pdf.make_stream(b"q Q", Subtype=Name.Form, BBox=box)
        for _ in range(depth):
            own = Dictionary(XObject=Dictionary(X=form))
            form = pdf.make_stream(b"/X Do " * times, Subtype=Name.Form, BBox=box, Resources=own)
        pdf.pages[0].obj.Resources.XObject = Dictionary(X=form)
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def with_table(codes: bytes) -> bytes:
    """A page whose font has this table of codes."""
    with pikepdf.open(BytesIO(pdf_of(text(b"(a)")))) as pdf:
        pdf.pages[0].obj.Resources.Font.F.ToUnicode = pdf.make_stream(codes)
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(packed_page(b" " * 100_000), id="spaces"),
        pytest.param(packed_page(b" " * 100_000, twice=True), id="packed twice"),
        pytest.param(packed_page(b"q Q " * 4_900), id="operators"),
        pytest.param(pdf_of(b"BT /F 9 Tf " + b"(a)Tj " * 3_000 + b"ET"), id="texts"),
        pytest.param(with_table(b"1 beginbfrange <0000> <ffff> <0041> endbfrange"), id="codes of a font"),
        pytest.param(pdf_of(b"", {"/X": Array([0])}, kids=3_000), id="elements"),
    ],
)
def test_a_pdf_that_grows_is_too_large(data: bytes) -> None:
    with pytest.raises(TooLargeError):
        read_pdf(data, Budget(SMALL))


def test_forms_that_repeat_themselves_end_with_the_time() -> None:
    with pytest.raises(TooLargeError, match="longer than 0"):
        read_pdf(nested(60, 8), Budget(ReadingBounds(seconds=0.2)))


def test_the_limits_of_pikepdf_are_as_they_were() -> None:
    before = pikepdf.settings.get_qpdf_limits()
    read_pdf(pdf_of(text(b"(a)")), Budget())
    with pytest.raises(UnreadableError):
        read_pdf(b"%PDF-1.7 nothing", Budget())
    assert pikepdf.settings.get_qpdf_limits() == before


def test_what_is_read_is_bounded_and_what_is_kept_is_counted() -> None:
    budget = Budget(SMALL)
    with budget.holding(2_000_000):
        assert budget.memory == 2_000_000
    assert budget.memory == 0
    budget.keep(2_000_000)
    with pytest.raises(TooLargeError, match="more than 3 MB"):
        budget.keep(1_500_000)


# --- decks ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def deck() -> bytes:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = "Title"
    out = BytesIO()
    presentation.save(out)
    return out.getvalue()


def with_slide(data: bytes, more: bytes) -> bytes:
    """A deck whose slide has this in its tree of shapes."""
    parts = parts_of(data)
    slide = "ppt/slides/slide1.xml"
    return package_of({**parts, slide: parts[slide].replace(b"</p:spTree>", more + b"</p:spTree>")})


def test_a_deck_that_grows_is_too_large(deck: bytes) -> None:
    bounds = ReadingBounds(part=200_000, memory=5_000_000)
    assert read_deck(deck, Budget(bounds)).slides
    shape = b'<p:sp><p:nvSpPr><p:cNvPr id="9" name="x"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/></p:sp>'
    for more in (b" " * 300_000, b"<a/>" * 30_000, shape * 2_000):
        with pytest.raises(TooLargeError):
            read_deck(with_slide(deck, more), Budget(bounds))


def test_media_are_not_unpacked(deck: bytes) -> None:
    media = {f"ppt/media/image{number}.png": bytes(2_000_000) for number in range(3)}
    bounds = ReadingBounds(part=200_000, memory=5_000_000)
    assert read_deck(package_of({**parts_of(deck), **media}), Budget(bounds)).slides


def test_a_package_of_very_many_parts_is_too_large() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(20_001):
            archive.writestr(f"{number}", b"")
    with pytest.raises(TooLargeError, match="parts"):
        read_deck(out.getvalue(), Budget())


# --- what is no file ------------------------------------------------------------------------------


def test_only_regular_files_of_a_size_that_can_be_read_are_read(tmp_path: Path) -> None:
    small, large, pipe = tmp_path / "small", tmp_path / "large", tmp_path / "pipe.pdf"
    small.write_bytes(b"words")
    large.write_bytes(bytes(SMALL.file + 1))
    os.mkfifo(pipe)
    assert read_file(small, SMALL) == b"words"
    with pytest.raises(TooLargeError):
        read_file(large, SMALL)
    for path in (pipe, tmp_path, tmp_path / "none", Path("/dev/zero")):
        with pytest.raises(UnreadableError) as caught:
            read_file(path)
        assert caught.value.rule == "unreadable-file"


def test_every_command_refuses_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.pdf"
    os.mkfifo(pipe)
    assert [problem.rule for problem in verify_file(pipe)] == ["unreadable-file"]
    assert [problem.rule for problem in speak(pipe)[1]] == ["unreadable-file"]
    assert [problem.rule for problem in trace_file(pipe)[1]] == ["unreadable-file"]
    result = CliRunner().invoke(main, ["current", str(pipe), "--project", str(Path(__file__).parents[3])])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "a device or a pipe" in result.stderr


# --- messages -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("stream <_io.BytesIO object at 0x7f26e0>: file is damaged", "file is damaged"),
        ("stream <_io.BytesIO object at 0x7f26e0> (offset 5): xref not found", "xref not found"),
        ("File '<_io.BytesIO object at 0x7f26e0>' is no zip", "File is no zip"),
        ("'NoneType' object\n has no attribute 'get'", "'NoneType' object has no attribute 'get'"),
        ("", "ValueError"),
    ],
)
def test_a_reason_names_no_place_in_memory(said: str, wanted: str) -> None:
    assert reason(ValueError(said)) == wanted


def test_no_problem_of_a_damaged_file_names_a_place_in_memory(deck: bytes, tmp_path: Path) -> None:
    whole = pdf_of(text(b"(words)"))
    file = tmp_path / "cut"
    for data in (whole, deck):
        for end in range(0, len(data), max(1, len(data) // 40)):
            file.write_bytes(data[:end])
            problems = [*verify_file(file), *speak(file)[1], *trace_file(file)[1]]
            assert [problem for problem in problems if "0x" in problem.message] == []
