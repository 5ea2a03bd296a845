"""How page 1 of a small leaflet looks in each layout, held against a kept picture.

`pytest --update-references` writes the pictures anew; look at them before they are committed.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw
from support.samples import LAYOUTS, SAMPLER, document_of, look_of, pages_of, pdf_of

from handouts.render.paper.look import with_colour

PICTURES = Path(__file__).parent / "pictures"
SCALE = 60 / 72
LARGEST = 20_000
# a step of colour that an eye hardly sees, and the share of points that may differ by more (edges of letters)
STEP = 48
SHARE = 0.0004


def drawn(data: bytes) -> Image.Image:
    """Page 1 at a low resolution."""
    pdf = pypdfium2.PdfDocument(data)
    picture = pdf[0].render(scale=SCALE).to_pil().convert("RGB")
    pdf.close()
    return picture


def difference(first: Image.Image, second: Image.Image) -> float:
    """The share of points, 0 to 1, that differ by more than a small step."""
    if first.size != second.size:
        return 1.0
    apart = ImageChops.difference(first, second).split()
    most = ImageChops.lighter(ImageChops.lighter(apart[0], apart[1]), apart[2])
    return sum(most.histogram()[STEP:]) / (first.width * first.height)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_page_1_looks_as_it_did(tmp_path: Path, layout: str, update_references: bool) -> None:
    kept = PICTURES / f"{layout}.png"
    picture = drawn(pdf_of(document_of(tmp_path, SAMPLER), layout))
    if update_references:
        kept.parent.mkdir(exist_ok=True)
        picture.quantize(48).save(kept, optimize=True)
    assert kept.stat().st_size <= LARGEST
    with Image.open(kept) as reference:
        assert difference(picture, reference.convert("RGB")) <= SHARE


def test_the_comparison_fails_for_another_page(tmp_path: Path) -> None:
    picture = drawn(pdf_of(document_of(tmp_path, SAMPLER)))
    assert difference(picture, picture) == 0
    assert difference(picture, picture.resize((picture.width - 1, picture.height))) == 1.0
    moved = ImageChops.offset(picture, 0, 2)
    assert difference(picture, moved) > 10 * SHARE
    smudged = picture.copy()
    ImageDraw.Draw(smudged).rectangle((40, 40, 70, 60), fill="#444444")
    assert difference(picture, smudged) > SHARE


@pytest.mark.parametrize("change", ["Call us today", "A small leaflet", "A blow to the head"])
def test_the_comparison_fails_for_other_words(tmp_path: Path, change: str) -> None:
    with Image.open(PICTURES / "a4.png") as reference:
        picture = drawn(pdf_of(document_of(tmp_path, SAMPLER.replace(change, change[::-1]))))
        assert difference(picture, reference.convert("RGB")) > SHARE


def test_the_comparison_fails_for_another_colour(tmp_path: Path) -> None:
    from handouts.render.paper.pdf import write_leaflet

    document = document_of(tmp_path, SAMPLER)
    pale = write_leaflet(document, pages_of(document), with_colour(look_of("a4"), "#c02020"))
    with Image.open(PICTURES / "a4.png") as reference:
        assert difference(drawn(pale), reference.convert("RGB")) > SHARE
