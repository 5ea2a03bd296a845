"""What PDFs claim to be, what their tags say, and that the writer stops what would not be read aloud."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from support.pdfs import elements, read, tree
from support.printed import lesson
from support.printed import look_of as printed_look
from support.printed import pages_of as printed_pages
from support.projects import REPO, leaflet
from support.samples import LAYOUTS, SAMPLER, document_of, look_of, pages_of, pdf_of
from support.structure_text import GOLDENS, LEAFLETS, leaflet_structure, structure_text
from support.untagged import write_untagged

from handouts.document.document import Document
from handouts.render.paper.pages import Pages, PaperPage
from handouts.render.paper.pdf import UnfitError, draw, write_leaflet
from handouts.render.paper.pdf.mend import to_unicode
from handouts.render.paper.pdf.metadata import profile
from handouts.render.paper.shapes import Drawn, Tag, TextLine

DC, RDF = "{http://purl.org/dc/elements/1.1/}", "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
XMP, PDF = "{http://ns.adobe.com/xap/1.0/}", "{http://ns.adobe.com/pdf/1.3/}"
UA, PDFA = "{http://www.aiim.org/pdfua/ns/id/}", "{http://www.aiim.org/pdfa/ns/id/}"
MOST_BYTES_A_PAGE = 8192


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return document_of(tmp_path_factory.mktemp("tags"), SAMPLER)


@pytest.fixture(scope="module")
def data(sample: Document) -> bytes:
    return pdf_of(sample)


@pytest.fixture(scope="module")
def reader(data: bytes) -> PdfReader:
    return read(data)


@pytest.fixture(scope="module")
def packet(reader: PdfReader) -> ET.Element:
    root = ET.fromstring(reader.trailer["/Root"]["/Metadata"].get_object().get_data())  # noqa: S314 - our own file
    found = root.find(f".//{RDF}Description")
    assert found is not None
    return found


# --- claims ---------------------------------------------------------------------------------------


def test_the_file_claims_pdf_ua_1_and_pdf_a_2a(packet: ET.Element) -> None:
    assert packet.findtext(f"{UA}part") == "1"
    assert [packet.findtext(f"{PDFA}{name}") for name in ("part", "conformance")] == ["2", "A"]
    extension = ET.tostring(packet, encoding="unicode")
    assert "http://www.aiim.org/pdfa/ns/extension/" in extension
    assert "PDF/UA identification schema" in extension


def test_the_metadata_packet_says_what_the_info_dictionary_says(reader: PdfReader, packet: ET.Element) -> None:
    info: Any = reader.metadata

    def said(name: str) -> str:
        return "".join(packet.find(f"{DC}{name}").itertext()).strip()  # type: ignore[union-attr]

    assert (said("title"), said("creator"), said("description")) == (info["/Title"], info["/Author"], info["/Subject"])
    assert (said("language"), said("subject")) == ("en", "A sample")
    assert packet.findtext(f"{PDF}Producer") == info["/Producer"]
    assert packet.findtext(f"{XMP}CreatorTool") == info["/Creator"]
    for name, entry in (("CreateDate", "/CreationDate"), ("ModifyDate", "/ModDate")):
        digits = re.sub(r"\D", "", packet.findtext(f"{XMP}{name}") or "")
        assert digits == "20261122000000"
        assert info[entry].startswith(f"D:{digits}")


def test_the_metadata_packet_can_be_read_without_a_pdf_reader(data: bytes, reader: PdfReader) -> None:
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data
    assert "/Filter" not in reader.trailer["/Root"]["/Metadata"].get_object()


def test_colours_mean_srgb(reader: PdfReader) -> None:
    (intent,) = reader.trailer["/Root"]["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFA1"
    stream = intent["/DestOutputProfile"].get_object()
    assert stream["/N"] == 3
    assert stream.get_data() == profile()
    assert profile()[12:24] == b"mntrRGB XYZ "
    assert profile()[24:36] == bytes(12)


def test_nothing_is_attached_and_nothing_runs(reader: PdfReader, data: bytes) -> None:
    catalog = reader.trailer["/Root"]
    assert not {"/Names", "/AF", "/OpenAction", "/AA"} & set(catalog)
    assert not re.search(rb"/(JavaScript|EmbeddedFile|Launch|Encrypt|Interpolate|LZWDecode|DeviceCMYK)\b", data)


def test_every_stream_ends_on_a_line_of_its_own(data: bytes) -> None:
    for found in re.finditer(rb"/Length (\d+)[^>]*>>\s?\nstream\n", data):
        end = found.end() + int(found[1])
        assert data[end : end + 11] == b"\nendstream\n"
    assert len(re.findall(rb"\nstream\n", data)) == len(re.findall(rb"\nendstream\n", data)) > 5


# --- characters -----------------------------------------------------------------------------------


def test_characters_beyond_the_first_plane_read_back() -> None:
    cmap = to_unicode("F", [0, 0x1F48A, 0x41])
    assert "<01> <D83DDC8A>" in cmap
    assert "<02> <0041>" in cmap
    assert "<00> <" not in cmap.split("endcodespacerange")[1]


def test_character_maps_have_blocks_of_at_most_100() -> None:
    cmap = to_unicode("F", [0, *range(0x100, 0x100 + 250)])
    assert re.findall(r"(\d+) beginbfchar", cmap) == ["100", "100", "50"]


def test_every_shown_character_has_its_meaning(reader: PdfReader) -> None:
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            cmap = font.get_object()["/ToUnicode"].get_object().get_data()
            assert not re.search(rb"<..> <(0000|FEFF|FFFE)>", cmap)


# --- what is read ---------------------------------------------------------------------------------


def said(reader: PdfReader, kind: str, name: str = "/ActualText") -> list[str]:
    return [str(each[name]) for each in tree(reader.trailer["/Root"]) if each["/S"] == kind and name in each]


def test_signs_read_as_words(reader: PdfReader) -> None:
    spans = said(reader, "/Span")
    assert {"leads to", "tick box, tick box, tick box", "blank line "} <= set(spans)
    assert set(said(reader, "/Lbl")) == {"•"}


def test_signs_are_silent_only_where_the_words_beside_them_say_the_same(tmp_path: Path) -> None:
    text = SAMPLER.replace("title: Do not eat natto.", "title: No natto.").replace("title: High,", "title: Most,")
    assert {"high ", "Do not"} <= set(said(read(pdf_of(document_of(tmp_path, text))), "/Span"))


def test_a_link_knows_its_element_and_says_where_it_leads(reader: PdfReader) -> None:
    catalog = reader.trailer["/Root"]
    (link,) = [each for each in tree(catalog) if each["/S"] == "/Link"]
    target = next(kid.get_object() for kid in link["/K"] if not isinstance(kid, int))
    note = target["/Obj"].get_object()
    assert (target["/Type"], note["/Subtype"], note["/F"]) == ("/OBJR", "/Link", 4)
    assert note["/Contents"] == "our page (https://mill.example/a?b=1&c=2)"
    numbers = catalog["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    owners = dict(zip(numbers[::2], numbers[1::2], strict=True))
    assert owners[note["/StructParent"]].get_object() == link
    assert catalog["/StructTreeRoot"]["/ParentTreeNextKey"] == note["/StructParent"] + 1


def test_a_link_over_two_lines_is_one_element(tmp_path: Path) -> None:
    words = "a page with a great many words " * 6
    text = leaflet(f'- id: a\n  text: "See [{words.strip()}](https://mill.example)."')
    file = read(pdf_of(document_of(tmp_path, text)))
    (link,) = [each for each in tree(file.trailer["/Root"]) if each["/S"] == "/Link"]
    kids = [kid if isinstance(kid, int) else kid.get_object()["/Type"] for kid in link["/K"]]
    assert kids.count("/OBJR") > 1


def test_figures_say_where_they_stand(reader: PdfReader) -> None:
    figures = [each for each in tree(reader.trailer["/Root"]) if each["/S"] == "/Figure"]
    for figure in figures:
        left, low, right, high = map(float, figure["/A"]["/BBox"])
        assert 0 <= left < right <= 596
        assert 0 <= low < high <= 842
    captions = [kid for figure in figures for kid in elements(figure) if kid["/S"] == "/Caption"]
    assert len(captions) == 1


def test_heads_and_feet_are_artifacts_but_on_the_last_page(reader: PdfReader) -> None:
    *running, last = [page.get_contents().get_data() for page in reader.pages]
    assert running
    for code in running:
        assert code.count(b"/Subtype/Header") == code.count(b"/Subtype/Footer") == 1
    assert b"/Subtype/Header" not in last
    assert b"/Subtype/Footer" not in last


def test_who_listens_learns_once_and_at_the_end_that_it_is_a_draft(data: bytes) -> None:
    said = structure_text(data)
    assert said.count("Draft: awaiting clinical review") == 1
    assert said.index("Draft: awaiting clinical review") > 0.8 * len(said)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_tags_take_little_room(tmp_path: Path, layout: str) -> None:
    document = document_of(tmp_path, SAMPLER)
    pages = pages_of(document, layout)
    tagged, plain = (write(document, pages, look_of(layout)) for write in (write_leaflet, write_untagged))
    assert b"StructTreeRoot" not in plain
    assert len(tagged) - len(plain) <= MOST_BYTES_A_PAGE * len(pages.pages)


@pytest.mark.parametrize("name", LEAFLETS)
def test_the_leaflets_are_read_as_before(name: str) -> None:
    """The structure of a leaflet is that of its kept text; tests/support/structure_text.py rewrites the texts."""
    assert leaflet_structure(name) == GOLDENS.joinpath(f"{name}.txt").read_text(encoding="utf-8")


def test_the_structure_texts_are_written_by_a_script(tmp_path: Path) -> None:
    script = REPO / "tests/support/structure_text.py"
    command = [sys.executable, str(script), str(tmp_path)]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    subprocess.run(command, check=True, cwd=tmp_path, env=environment)
    texts = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.glob("*.txt")}
    assert texts == {path.name: path.read_text(encoding="utf-8") for path in GOLDENS.glob("*.txt")}


def test_the_comparison_sees_two_paragraphs_that_changed_places(tmp_path: Path) -> None:
    one, other = (leaflet(f"- id: x\n  text: {a}\n- id: y\n  text: {b}") for a, b in (("A b", "C d"), ("C d", "A b")))
    texts = []
    for number, text in enumerate((one, other)):
        folder = tmp_path / str(number)
        folder.mkdir()
        texts.append(structure_text(pdf_of(document_of(folder, text))))
    assert texts[0] != texts[1]
    assert sorted(texts[0].splitlines()) == sorted(texts[1].splitlines())


# --- what the writer stops ------------------------------------------------------------------------


def drawn_with(pages: Pages, change: Callable[[PaperPage], PaperPage]) -> Pages:
    return replace(pages, pages=tuple(change(page) for page in pages.pages))


def retagged(pages: Pages, old: str, new: Callable[[Tag], Tag]) -> Pages:
    """The pages with every element of a kind made another."""

    def path_of(drawn: Drawn) -> tuple[Tag, ...]:
        return tuple(new(tag) if tag.kind == old else tag for tag in drawn.path)

    return drawn_with(
        pages, lambda page: replace(page, drawn=tuple(replace(each, path=path_of(each)) for each in page.drawn))
    )


def first_words(pages: Pages, change: Callable[[Drawn], Drawn]) -> Pages:
    """The pages with the first words of page 1 changed."""
    page = pages.pages[0]
    place = next(n for n, each in enumerate(page.drawn) if any(isinstance(shape, TextLine) for shape in each.shapes))
    drawn = (*page.drawn[:place], change(page.drawn[place]), *page.drawn[place + 1 :])
    return replace(pages, pages=(replace(page, drawn=drawn), *pages.pages[1:]))


def unprintable(drawn: Drawn) -> Drawn:
    line = next(shape for shape in drawn.shapes if isinstance(shape, TextLine))
    run = replace(line.line.runs[0], text="\u4e2d")
    return replace(drawn, shapes=(replace(line, line=replace(line.line, runs=(run,))),))


FAULTS: dict[str, tuple[Callable[[Pages], Pages], str]] = {
    "no alt text": (lambda pages: retagged(pages, "Figure", lambda tag: replace(tag, alt=None)), "no words"),
    "blank alt text": (lambda pages: retagged(pages, "Figure", lambda tag: replace(tag, alt=" ")), "no words"),
    "a skipped level": (lambda pages: retagged(pages, "H2", lambda tag: replace(tag, kind="H3")), "skips a level"),
    "words in no element": (lambda pages: first_words(pages, lambda each: replace(each, path=())), "outside of every"),
    "an empty element": (lambda pages: first_words(pages, lambda each: replace(each, shapes=())), "is empty"),
    "a missing glyph": (lambda pages: first_words(pages, unprintable), "no glyph"),
    "one element in two places": (
        lambda pages: first_words(
            pages, lambda each: replace(each, path=(Tag("Div", "x"), *pages.pages[0].drawn[-1].path))
        ),
        "two places",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_writer_stops(sample: Document, fault: str) -> None:
    change, message = FAULTS[fault]
    pages = pages_of(sample)
    write_leaflet(sample, pages, look_of("a4"))
    with pytest.raises(UnfitError, match=message):
        write_leaflet(sample, change(pages), look_of("a4"))


def test_the_writer_stops_a_font_that_is_not_embedded(sample: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = draw._draw_page

    def with_helvetica(writer: Any, page: PaperPage) -> None:
        plain(writer, page)
        writer.canvas.setFont("Helvetica", 9)

    monkeypatch.setattr(draw, "_draw_page", with_helvetica)
    with pytest.raises(UnfitError, match="Helvetica is not embedded"):
        write_leaflet(sample, pages_of(sample), look_of("a4"))


def test_a_file_that_cannot_be_tagged_is_a_problem_and_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from support.projects import built, make_project

    monkeypatch.setattr(draw.StructTree, "check", lambda _: iter(["a fault"]))
    root = make_project(tmp_path, {"leaflets/small.yaml": SAMPLER})
    found = built(root)
    assert {problem.rule for problem in found.problems} >= {"broken-tags"}
    assert not list(root.rglob("*.pdf"))


@pytest.mark.parametrize("layout", ["a4-notes", "letter-notes"])
def test_printed_decks_are_tagged_like_leaflets(layout: str) -> None:
    deck = lesson()
    text = structure_text(write_leaflet(deck, printed_pages(deck, layout), printed_look(layout)))
    assert text.startswith("Document\n  H1\n")
    assert "\n    H2\n" in text
    assert re.search(r"P\n +Reference\n +'References: Paper 2012'", text)
    assert re.search(r"'My notes'\n +Span ActualText='blank line'", text)
    assert re.search(r"LBody\n +'Stop'\n +P\n +'Too late'", text)


def test_the_feedback_line_is_a_paragraph_with_a_blank_line(sample: Document) -> None:
    text = structure_text(write_leaflet(sample, pages_of(sample), look_of("a4")))
    assert re.search(
        r"^  P\n    'Tell us what you think of this leaflet:'\n    Span ActualText='blank line '", text, re.MULTILINE
    )


def test_the_words_of_a_single_page_are_all_content(sample: Document) -> None:
    from handouts.render.paper.furniture import furniture_of
    from handouts.render.paper.header_footer import furnished
    from handouts.render.paper.setting import Setter

    setter = Setter(look_of("a4"), "en")
    furniture = furniture_of(sample, "Draft", None, None)
    single, first = (furnished(setter, furniture, 1, pages) for pages in (1, 2))
    assert not any(each.artifact for each in single)
    assert all(each.path for each in single if any(isinstance(shape, TextLine) for shape in each.shapes))
    assert [each.artifact for each in first] == ["Header", "Footer"]
