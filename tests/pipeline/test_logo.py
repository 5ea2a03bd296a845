"""A clinic's logo in finished files: upright, in its proportions and in sRGB, whatever its file is like."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from pptx import Presentation
from support.projects import CLINIC, TODAY, built, deck, make_project, write

from handouts.pipeline.build import build
from handouts.pipeline.request import Request

TALK = deck("- id: opening\n  slide: title")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_project(tmp_path, {"decks/talk.yaml": TALK})


def logo(root: Path, image: Image.Image, **how: object) -> None:
    """Puts a JPEG in the place of the clinic's logo."""
    image.save(root / "content/clinics/mill.png", "JPEG", quality=95, **how)


def turned() -> Image.Exif:
    """What a camera writes that was held upright."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif


def finished(root: Path) -> tuple[pikepdf.Pdf, io.BytesIO]:
    """The leaflet and the deck of the clinic."""
    wanted = Request(root, root / "build", TODAY, ("small", "talk"), ("en",), ("a4", "widescreen"), "mill")
    assert [str(problem) for problem in build(wanted).problems if problem.severity == "error"] == []
    pdf = pikepdf.open(root / "build/mill/leaflets/small.en.a4.pdf")
    return pdf, io.BytesIO((root / "build/mill/decks/talk.en.widescreen.pptx").read_bytes())


def pictured(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(each for each in pdf.pages[0].Resources.XObject.values() if each.get("/Width", 0) > 1)


@pytest.mark.parametrize("how", [{}, {"exif": turned()}])
def test_a_logo_stands_upright_on_pages_and_slides(root: Path, how: dict[str, object]) -> None:
    red_above_blue = Image.new("RGB", (40, 80), (0, 0, 200))
    red_above_blue.paste((200, 0, 0), (0, 0, 40, 40))
    logo(root, red_above_blue.transpose(Image.Transpose.ROTATE_90) if how else red_above_blue, **how)
    pdf, slides = finished(root)
    for image in (pikepdf.PdfImage(pictured(pdf)).as_pil_image(), Image.open(media(slides))):
        assert image.size == (40, 80)
        red, _, blue = image.getpixel((20, 20))
        assert red > 180
        assert blue < 60
    shape = next(shape for shape in Presentation(slides).slides[0].shapes if shape.name == "logo")
    assert shape.height / shape.width == pytest.approx(2, rel=1e-3)


def media(slides: io.BytesIO) -> io.BytesIO:
    with zipfile.ZipFile(slides) as package:
        (name,) = (name for name in package.namelist() if name.startswith("ppt/media/logo"))
        return io.BytesIO(package.read(name))


def test_four_inks_reach_neither_pages_nor_slides(root: Path) -> None:
    logo(root, Image.new("CMYK", (60, 30), (0, 255, 255, 0)))
    pdf, slides = finished(root)
    assert pictured(pdf).ColorSpace == "/DeviceRGB"
    assert Image.open(media(slides)).convert("RGB").getpixel((9, 9))[0] > 240


def test_a_logo_without_a_file_name_is_an_error_of_its_line(root: Path) -> None:
    write(root, "clinics/mill.yaml", CLINIC.replace("logo: mill.png", 'logo: "mi\\0ll.png"'))
    problems = built(root, clinic="mill").problems
    found = {(problem.mark.file, problem.mark.line) for problem in problems if problem.severity == "error"}
    assert found == {("content/clinics/mill.yaml", 9)}


def test_a_logo_gone_after_the_check_is_refused_again(root: Path) -> None:
    assert built(root, clinic="mill").written
    (root / "content/clinics/mill.png").unlink()
    assert [problem.rule for problem in built(root, clinic="mill").problems if problem.severity == "error"] == [
        "wrong-logo"
    ]
