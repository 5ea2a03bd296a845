"""The PDF file read back with other libraries: words, fonts, structure, bytes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from support.pdfs import read, tree
from support.projects import REPO, built, leaflet, make_project
from support.samples import LAYOUTS, SAMPLER, document_of, look_of, pages_of, pdf_of

from handouts.content.compose.texts import curly
from handouts.core.words import word
from handouts.render.paper.furniture import furniture_of
from handouts.render.paper.pages import PaperPage, set_pages
from handouts.render.paper.pdf import write_leaflet
from handouts.render.paper.shapes import TextLine, texts


def shown(data: bytes) -> list[str]:
    """The words of each page as PDFium reads them."""
    pdf = pypdfium2.PdfDocument(data)
    pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]
    pdf.close()
    return pages


@pytest.fixture(scope="module")
def sampler(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return pdf_of(document_of(tmp_path_factory.mktemp("sampler"), SAMPLER))


@pytest.fixture(scope="module")
def root(sampler: bytes) -> Any:
    return read(sampler).trailer["/Root"]


def as_shown(page: PaperPage) -> list[TextLine]:
    """The lines of a page as PDFium reads them: those on one baseline from left to right."""
    lines: list[TextLine] = []
    for line in texts(page.drawn):
        place = len(lines)
        while place and abs(lines[place - 1].y - line.y) < 1 and line.x < lines[place - 1].x:
            place -= 1
        lines.insert(place, line)
    return lines


@pytest.mark.parametrize("layout", LAYOUTS)
def test_all_words_read_back_in_order(tmp_path: Path, layout: str) -> None:
    document = document_of(tmp_path, SAMPLER)
    pages = pages_of(document, layout)
    read_back = shown(pdf_of(document, layout))
    assert len(read_back) == len(pages.pages)
    for page, words in zip(pages.pages, read_back, strict=True):
        place = 0
        bare = re.sub(r"\s", "", words)
        for line in as_shown(page):
            wanted = re.sub(r"\s", "", line.line.text)
            place = bare.index(wanted, place) + len(wanted)
        assert all(line.line.text in words for line in texts(page.furniture))


def test_words_stand_where_they_were_set(tmp_path: Path) -> None:
    document = document_of(tmp_path, SAMPLER)
    page = pages_of(document).pages[0]
    pdf = pypdfium2.PdfDocument(pdf_of(document))
    words = pdf[0].get_textpage()
    for name in ("A small leaflet", "Bleeding that does not stop"):
        line = next(line for line in texts(page.drawn) if name in line.line.text)
        at = words.search(name).get_next()
        assert at is not None
        left, bottom, _, top = words.get_charbox(at[0], loose=False)
        assert abs(left - line.x) < 3
        assert bottom - 1 <= look_of("a4").height - line.y <= top
    pdf.close()


def test_the_page_has_the_size_of_its_layout(sampler: bytes) -> None:
    box = read(sampler).pages[0].mediabox
    assert [float(box.width), float(box.height)] == pytest.approx([595.28, 841.89], abs=0.1)


def test_fonts_are_embedded_and_only_in_part(sampler: bytes) -> None:
    fonts = {}
    for page in read(sampler).pages:
        for font in page["/Resources"]["/Font"].values():
            fonts[font.get_object()["/BaseFont"]] = font.get_object()
    assert fonts
    for name, font in fonts.items():
        assert re.match(r"/[A-Z]{6}\+(HandoutsSans|IBMPlexSans)", name), name
        assert font["/FontDescriptor"]["/FontFile2"].get_object().get_data()
        assert "/ToUnicode" in font
    assert len(sampler) < 90_000


def test_the_file_says_what_it_is(sampler: bytes) -> None:
    reader = read(sampler)
    assert reader.metadata is not None
    assert reader.metadata.title == "A small leaflet"
    assert reader.metadata.subject == "A sample"
    assert reader.metadata["/CreationDate"].startswith("D:20261122000000")
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert [entry["/Title"] for entry in reader.outline if isinstance(entry, dict)] == [
        "Call your local emergency number now",
        "Call us today: ",
        "Do not eat natto.",
        "Facts and foods",
        "Where this comes from",
    ]


# --- structure ------------------------------------------------------------------------------------


def content_of(element: Any) -> list[int]:
    """The numbers of the marked content that an element holds on its own."""
    return [kid if isinstance(kid, int) else kid.get_object()["/MCID"] for kid in element.get("/K", []) if isinstance(kid, int) or "/MCID" in kid.get_object()]  # fmt: skip


def test_the_file_is_marked_as_tagged(root: Any) -> None:
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_every_marked_content_belongs_to_an_element(sampler: bytes, root: Any) -> None:
    numbers = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    owners = {numbers[place]: numbers[place + 1] for place in range(0, len(numbers), 2)}
    for page in read(sampler).pages:
        used = [int(number) for number in re.findall(rb"/MCID (\d+)", page.get_contents().get_data())]
        assert used == list(range(len(used)))
        assert len(owners[page["/StructParents"]]) == len(used)
        assert page["/Tabs"] == "/S"


def test_every_element_says_its_parent(root: Any) -> None:
    for element in tree(root):
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            if not isinstance(kid, int) and "/S" in kid.get_object():
                assert kid.get_object()["/P"].get_object() == element


def test_all_that_is_drawn_is_content_or_an_artifact(sampler: bytes) -> None:
    for page in read(sampler).pages:
        depth = 0
        for line in page.get_contents().get_data().decode("latin-1").splitlines():
            opens, closes = line.count(" BDC") + line.count(" BMC"), len(re.findall(r"\bEMC\b", line))
            if re.search(r"\bBT\b|\bre\b| [lc] ", line) and not opens:
                assert depth == 1, line
            depth += opens - closes
        assert depth == 0


def test_elements_are_of_the_kinds_that_they_mean(root: Any) -> None:
    found = tree(root)
    kinds = [element["/S"] for element in found]
    assert kinds[0] == "/Document"
    assert kinds.count("/H1") == 1
    # three boxes and two sections
    assert kinds.count("/H2") == 5
    # the groups stand in the rail, as one table
    assert kinds.count("/Table") == 1
    assert kinds.count("/Figure") == 2
    assert {"/L", "/LI", "/LBody", "/TR", "/TH", "/TD", "/Sect", "/P"} <= set(kinds)
    assert kinds.index("/H1") < kinds.index("/H2") < kinds.index("/Table")
    assert all(element["/Alt"] for element in found if element["/S"] == "/Figure")
    heads = [element["/A"]["/Scope"] for element in found if element["/S"] == "/TH"]
    assert set(heads) == {"/Row", "/Column"}


def test_a_box_in_a_section_is_a_heading_below_that_of_the_section(tmp_path: Path) -> None:
    document = document_of(tmp_path, leaflet("- id: a\n  note: {title: A note., text: A word.}"))
    kinds = [element["/S"] for element in tree(read(pdf_of(document)).trailer["/Root"])]
    assert [kind for kind in kinds if kind.startswith("/H")] == ["/H1", "/H2", "/H3"]


def test_a_list_says_how_its_items_are_labelled(tmp_path: Path) -> None:
    styles = {"bullets": "/Disc", "steps": "/Decimal", "options": "/UpperAlpha"}
    blocks = "".join(f"- id: {each}\n  {each}: {{a: One., b: Two.}}\n" for each in styles)
    facts = "- id: f\n  facts:\n    a: {label: Name, text: Word.}\n"
    document = document_of(tmp_path, leaflet(blocks + facts))
    lists = [element for element in tree(read(pdf_of(document)).trailer["/Root"]) if element["/S"] == "/L"]
    assert [each["/A"]["/ListNumbering"] for each in lists] == [*styles.values(), "/None"]


def test_the_print_dialog_is_told_both_sides_and_no_scaling(sampler: bytes, tmp_path: Path) -> None:
    wishes = read(sampler).trailer["/Root"]["/ViewerPreferences"]
    assert (wishes["/Duplex"], wishes["/PrintScaling"]) == ("/DuplexFlipLongEdge", "/None")
    whole = document_of(tmp_path, SAMPLER)
    document = replace(whole, sections=tuple(section for section in whole.sections if section.front))
    look = replace(look_of("a4"), pages="any")
    shown = furniture_of(document, word("draft", "en"), None, None)
    one = write_leaflet(document, set_pages(document, look, shown), look)
    assert len(read(one).pages) == 1
    assert read(one).trailer["/Root"]["/ViewerPreferences"]["/Duplex"] == "/Simplex"
    across = replace(look, width=look.height, height=look.width, pages="even")
    two = write_leaflet(whole, set_pages(whole, across, shown), across)
    assert read(two).trailer["/Root"]["/ViewerPreferences"]["/Duplex"] == "/DuplexFlipShortEdge"


def test_small_objects_are_in_compressed_streams_and_bytes_are_the_same_each_time(
    sampler: bytes, tmp_path: Path
) -> None:
    assert sampler.startswith(b"%PDF-1.7")
    assert b"/ObjStm" in sampler
    assert b"<?xpacket begin" in sampler  # programs find the metadata without unpacking
    assert pdf_of(document_of(tmp_path, SAMPLER)) == sampler


def test_a_table_over_two_pages_is_one_element(tmp_path: Path) -> None:
    lines = "".join(f"      r{number}: [Food {number}, Much]\n" for number in range(120))
    text = leaflet(f"- id: foods\n  table:\n    columns: {{a: A, b: B}}\n    rows:\n{lines}")
    catalog = read(pdf_of(document_of(tmp_path, text))).trailer["/Root"]
    kinds = [element["/S"] for element in tree(catalog)]
    assert kinds.count("/Table") == 1
    assert kinds.count("/TR") == 121


def test_a_link_leads_to_its_address(sampler: bytes) -> None:
    links = [note.get_object()["/A"]["/URI"] for page in read(sampler).pages for note in page.get("/Annots", [])]
    assert links == ["https://mill.example/a?b=1&c=2"]


def test_phones_and_addresses_of_a_clinic_are_links_with_words(tmp_path: Path) -> None:
    document = document_of(tmp_path, SAMPLER, "mill")
    pages = read(pdf_of(document)).pages
    notes = [note.get_object() for page in pages for note in page.get("/Annots", [])]
    opened = {note["/A"]["/URI"] for note in notes}
    assert {"tel:999", "tel:02079460000", "tel:02079460999", "https://mill.example"} <= opened
    assert "020 7946 0000" in {note["/Contents"].replace("\u00a0", " ") for note in notes}
    # in head and foot they are links where these are read, on the last page
    assert len(list(pages[0].get("/Annots", []))) == 2


# --- markup in text -------------------------------------------------------------------------------

NASTY = [
    "<font size=40 color=red>big</font>",
    "<img src='/etc/passwd' width='10'/>",
    "<a href='file:///etc/passwd'>x</a>",
    "AT&T &amp; &lt;b&gt; &#65;",
    "</para><para>",
    "(a) \\\\ Tj ET",
    "<onDraw name='x'/>",
]


@pytest.mark.parametrize("text", NASTY)
def test_markup_in_text_prints_as_it_was_typed(tmp_path: Path, text: str) -> None:
    data = pdf_of(document_of(tmp_path, leaflet(f'- id: a\n  text: "{text}"')))
    typed = curly(text.replace("\\\\", "\\"))
    assert typed in " ".join(shown(data))
    assert b"/XObject" not in data
    assert b"/URI" not in data
    sizes = re.findall(rb"([\d.]+) Tf", b"".join(page.get_contents().get_data() for page in read(data).pages))
    assert max(map(float, sizes)) < 30


def test_markup_in_a_title_stays_out_of_the_files_data(tmp_path: Path) -> None:
    title = "A (small) <b>leaflet</b> & more"
    text = leaflet("- id: a\n  text: Words").replace("A small leaflet", title)
    assert read(pdf_of(document_of(tmp_path, text))).metadata["/Title"] == title


# --- the same bytes -------------------------------------------------------------------------------


def test_the_same_document_makes_the_same_bytes(tmp_path: Path, sampler: bytes) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    pdf_of(document_of(tmp_path / "a", leaflet("- id: a\n  text: Other words first xyz")), "letter")
    assert pdf_of(document_of(tmp_path / "b", SAMPLER)) == sampler


def test_bytes_depend_on_no_setting_of_the_machine(tmp_path: Path) -> None:
    """Built in this process and in two others with other hashes, time zones, locales and folders."""
    digests = []
    (tmp_path / "here").mkdir()
    root = make_project(tmp_path / "here", {"leaflets/small.yaml": SAMPLER})
    built(root, clinic="mill")
    digests.append((root / "build/mill/leaflets/small.en.a4.pdf").read_bytes())
    for number, (seed, zone, locale) in enumerate((("0", "UTC", "C"), ("4242", "Asia/Kathmandu", "tr_TR.UTF-8"))):
        folder = tmp_path / f"there-{number}" / ("deep " * 9)
        folder.mkdir(parents=True)
        root = make_project(folder, {"leaflets/small.yaml": SAMPLER})
        setting = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONPATH": str(REPO)}
        # the sample is a fragment, which no clinical rule lets pass
        program = "import handouts.checks; handouts.checks.CLINICAL = (); from handouts.cli import main; main()"
        options = ["--clinic", "mill", "--layout", "a4", "--as-of", "2026-11-23"]
        command = [sys.executable, "-c", program, "build", *options]
        subprocess.run(command, cwd=root, env={**os.environ, **setting}, check=True, capture_output=True)
        digests.append((root / "build/mill/leaflets/small.en.a4.pdf").read_bytes())
    assert digests[0] == digests[1] == digests[2]
