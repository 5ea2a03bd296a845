"""What a screen reader would say of small files of our own, and of files of others."""

from __future__ import annotations

import json
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.util import Inches
from support.projects import TODAY, deck, leaflet, make_project
from support.samples import SAMPLER, document_of, pdf_of

from handouts.audit.readers.chunk import Chunk, TextPosition
from handouts.audit.speak import speak
from handouts.audit.speak.aloud import lines_of
from handouts.audit.speak.node import SOFT_HYPHEN, Recording, SpokenNode
from handouts.audit.speak.said import Spoken
from handouts.cli import main
from handouts.pipeline.build import build
from handouts.pipeline.request import Request

# --- our own small files --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sampler(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("spoken")
    (folder / "small.pdf").write_bytes(pdf_of(document_of(folder, SAMPLER)))
    spoken, problems = speak(folder / "small.pdf")
    assert problems == []
    assert spoken is not None
    return [line.strip() for line in spoken.text()]


@pytest.mark.parametrize(
    "line",
    [
        "document: A small leaflet, language en",
        "heading level 1, A small leaflet",
        "heading level 2, Facts and foods",
        "list, 3 items",
        "table, 5 rows, 2 columns",
        "figure, Of all babies 4–17 in 1,000 bleed.",
        "heading level 3, Why steady?",
        "words before the emergency advice: 8",
    ],
)
def test_what_is_said_of_a_leaflet(sampler: list[str], line: str) -> None:
    assert line in sampler


def test_a_row_says_its_header_first_and_each_cell_its_column(sampler: list[str]) -> None:
    assert any(line.startswith("row 3: Kale | Vitamin K1 in µg: 247") for line in sampler)


def test_a_link_is_said_to_be_one(sampler: list[str]) -> None:
    assert any("CO2: see link our page. Write" in line for line in sampler)


def test_what_lies_in_a_figure_is_said_once(sampler: list[str]) -> None:
    assert sum("Far fewer greens" in line for line in sampler) == 1


def test_no_page_furniture_is_said_twice(sampler: list[str]) -> None:
    assert sum("Page 1" in line for line in sampler) == 0


def test_a_leaflet_without_emergency_advice_says_so(tmp_path: Path) -> None:
    (tmp_path / "plain.pdf").write_bytes(pdf_of(document_of(tmp_path, leaflet("- id: a\n  text: Words"))))
    spoken, _ = speak(tmp_path / "plain.pdf")
    assert spoken is not None
    assert spoken.before_emergency is None
    assert list(spoken.text())[-1] == "no emergency advice"


SLIDES = """\
- id: points
  slide: bullets
  title: Two points stand on this slide
  blocks:
    - id: list
      bullets: {one: First point, two: "See [our page](https://mill.example)"}
  minutes: 2
  notes: {say: Words for the speaker., rests: Nothing.}
- id: cards
  slide: two-columns
  title: Two cards stand side by side
  blocks:
    - id: pair
      columns:
        left: {title: Left, items: {a: Apple}}
        right: {title: Right, items: {b: Berry}}
  minutes: 1
  notes: {say: More words., rests: Nothing.}
"""


def test_what_is_said_of_a_deck(tmp_path: Path) -> None:
    root = make_project(tmp_path, {"leaflets/small.yaml": None, "decks/talk.yaml": deck(SLIDES)})
    built = build(Request(root, root / "build", TODAY, (), ("en",), ("widescreen",), None))
    assert [str(problem) for problem in built.problems if problem.severity == "error"] == []
    spoken, problems = speak(root / "build" / built.written[0])
    assert problems == []
    assert spoken is not None
    lines = list(spoken.text())
    assert lines[0] == "document: A small deck, language en-GB"
    start = lines.index("slide 2 of 3")
    assert lines[start + 1 : start + 5] == [
        "title, Two points stand on this slide",
        "list, 2 items",
        "  • First point",
        "  • See link our page",
    ]
    assert "  Words for the speaker." in lines
    card = lines.index("title, Two cards stand side by side")
    assert lines[card + 1 : card + 9] == [
        "group",
        "  Left",
        "  list, 1 item",
        "    • Apple",
        "group",
        "  Right",
        "  list, 1 item",
        "    • Berry",
    ]


# --- elements read aloud --------------------------------------------------------------------------


def p(*words: str, **facts: Any) -> SpokenNode:
    return SpokenNode("P", tuple(map(Chunk, words)), **facts)


def said(*nodes: SpokenNode, lang: str = "en") -> list[str]:
    """What is said of elements, after the line that names the document."""
    spoken = Spoken("", lang, "pptx", tuple(lines_of(Recording("pdf", "", lang, nodes))), None)
    return list(spoken.text())[1:]


def cell(kind: str, text: str, **facts: Any) -> SpokenNode:
    return SpokenNode(kind, (p(text),), **facts)


def row(*cells: SpokenNode) -> SpokenNode:
    return SpokenNode("TR", cells)


def test_a_file_without_title_or_language_says_so() -> None:
    (line,) = lines_of(Recording("pdf", "", "", ()))
    assert line.says == "document: untitled, language unknown"


def test_words_keep_their_order_around_what_stands_in_a_line() -> None:
    link = SpokenNode("Link", (Chunk("our page"),), url="https://a.example")
    paragraph = SpokenNode("P", (Chunk("CO"), SpokenNode("Span", (Chunk("2"),)), Chunk(": see "), link, Chunk(".")))
    assert said(paragraph) == ["CO2: see link our page."]
    (_, line) = lines_of(Recording("pdf", "", "en", (paragraph,)))
    assert line.text == "CO2: see our page."
    assert line.data()["links"] == [{"text": "our page", "url": "https://a.example"}]


def test_words_of_two_lines_stay_apart_and_a_soft_hyphen_goes() -> None:
    def at(text: str, base: float, page: int = 1) -> Chunk:
        return Chunk(text, TextPosition(page, base, 10), TextPosition(page, base, 10))

    assert said(SpokenNode("P", (at("two", 700), at("lines", 688)))) == ["two lines"]
    assert said(SpokenNode("P", (at("x", 700), at("2", 703)))) == ["x2"]
    assert said(SpokenNode("P", (at("two", 700), at("pages", 700, 2)))) == ["two pages"]
    assert said(SpokenNode("P", (at("green-", 700), at("juice", 688)))) == ["green-juice"]
    assert said(SpokenNode("P", (at(f"hyphen{SOFT_HYPHEN}", 700), at("ation", 688)))) == ["hyphenation"]


def test_a_list_in_a_list_belongs_to_its_item() -> None:
    inner = SpokenNode(
        "L", (SpokenNode("LI", (SpokenNode("Lbl", (Chunk("–"),)), SpokenNode("LBody", (Chunk("deep"),)))),)
    )
    outer = SpokenNode(
        "L",
        (
            SpokenNode("LI", (SpokenNode("Lbl", (Chunk("1."),)), SpokenNode("LBody", (Chunk("first"), inner)))),
            p("stray"),
        ),
    )
    assert said(outer) == ["list, 1 item", "  1. first", "    list, 1 item", "      – deep", "  stray"]


def test_an_item_without_words_is_still_counted() -> None:
    assert said(SpokenNode("L", (SpokenNode("LI"), SpokenNode("LI", (p("two"),))))) == [
        "list, 2 items",
        "  blank",
        "  two",
    ]


def test_a_table_of_contents_counts_its_entries() -> None:
    assert said(SpokenNode("TOC", (SpokenNode("TOCI", (p("One"),)),))) == ["table of contents, 1 entries", "  One"]


def test_cells_find_their_headers_across_spans() -> None:
    head = SpokenNode("THead", (row(cell("TH", "Who"), cell("TH", "Dose", columns=2)), row(cell("TH", ""), cell("TH", "day"), cell("TH", "night"))))  # fmt: skip
    body = SpokenNode("TBody", (row(cell("TH", "Adults", scope="Row", rows=2), cell("TD", "1"), cell("TD", "2")), row(cell("TD", "3"), cell("TD", ""))))  # fmt: skip
    table = SpokenNode("Table", (SpokenNode("Caption", (p("Doses"),)), head, body))
    assert said(table) == [
        "table, 4 rows, 3 columns",
        "  caption, Doses",
        "  row 1: Who | Dose",
        "  row 2: blank | day | night",
        "  row 3: Adults | Dose, day: 1 | Dose, night: 2",
        "  row 4: Dose, day: 3 | Dose, night: blank",
    ]
    last = list(lines_of(Recording("pdf", "", "en", (table,))))[-1]
    assert last.cells[0].headers == ("Adults", "Dose", "day")


def test_a_table_whose_cells_span_more_than_can_be_held_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handouts.audit.speak.grid.MOST_SPOTS", 4)
    rows = [row(*(cell("TD", f"{line}{place}", columns=1000, rows=1000) for place in "ab")) for line in range(3)]
    spoken = "\n".join(said(SpokenNode("Table", tuple(rows))))
    assert [f"{line}{place}" in spoken for line in range(3) for place in "ab"] == [True] * 6


def test_spans_do_not_make_a_table_wider_than_a_table_may_be() -> None:
    from handouts.audit.speak.grid import WIDEST, grid_of

    rows = [row(*(cell("TD", str(place), columns=WIDEST) for place in range(20))) for _ in range(3)]
    grid = grid_of(SpokenNode("Table", tuple(rows)))
    assert grid.columns < WIDEST + 20
    assert [len(list(grid.row(number))) for number in range(3)] == [20, 20, 20]


def test_a_cell_that_names_its_headers_has_those() -> None:
    rows = (
        row(cell("TH", "A", id="a", scope="Column"), cell("TH", "B", id="b", scope="Column")),
        row(cell("TD", "1", headers=("b",)), cell("TD", "2", headers=("a", "b", "none"))),
    )
    assert said(SpokenNode("Table", rows))[2] == "  row 2: B: 1 | A, B: 2"


def test_a_figure_is_its_description_and_without_one_its_words() -> None:
    figure = SpokenNode("Figure", (Chunk("inner words"), SpokenNode("Caption", (p("Below"),))), alt="A picture")
    assert said(figure) == ["figure, A picture", "  caption, Below"]
    assert said(SpokenNode("Figure", (Chunk("inner words"),))) == ["figure without a description", "  inner words"]


def test_other_kinds_say_what_they_are() -> None:
    nodes = (
        SpokenNode("H", (Chunk("Some heading"),)),
        SpokenNode("H6", (Chunk("Deep"),)),
        SpokenNode("Note", (p("A note"),)),
        SpokenNode("BlockQuote", (p("A quote"),)),
        SpokenNode("Form", alt="Your name"),
        SpokenNode("Div", (p("In a box"),)),
        SpokenNode("Div", (SpokenNode("Div", (p("Boxed"),)),)),
        SpokenNode("Span", (p("Block in a line"),)),
    )
    assert said(*nodes) == [
        "heading, Some heading",
        "heading level 6, Deep",
        "note",
        "  A note",
        "quote",
        "  A quote",
        "field, Your name",
        "group",
        "  In a box",
        "group",
        "  Boxed",
        "Block in a line",
    ]


def test_words_in_another_language_are_marked_and_a_region_is_none() -> None:
    assert said(p("Bonjour", lang="fr-FR"), p("Hello", lang="en-US")) == ["[fr-FR] Bonjour", "Hello"]
    assert said(p("Hello"), lang="de") == ["Hello"]


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (("Emergency", "Call now"), 2),
        (("Call now", "Emergency"), 2),
        (("Emergency: call now",), 2),
        (("Emergencies are rare",), None),
    ],
)
def test_words_are_counted_to_the_box_that_says_emergency(words: tuple[str, ...], count: int | None) -> None:
    from handouts.audit.speak.emergency import words_before

    box = SpokenNode("Div", tuple(p(each) for each in words))
    lines = tuple(lines_of(Recording("pdf", "Five words in this title", "en", (p("Two words"), box))))
    assert words_before(lines, "en") == count


# --- PDF files of others --------------------------------------------------------------------------

CMAP = b"""1 begincodespacerange <00> <FF> endcodespacerange
2 beginbfchar <01> <D83DDE00> <02> <00660069> endbfchar
2 beginbfrange <41> <43> <0041> <61> <62> [<0078> <0079>] endbfrange"""


def pdf(objects: dict[int, bytes]) -> bytes:
    """A PDF of these numbered objects; 1 is its catalog."""
    out, places = b"%PDF-1.7\n", {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n" for number in range(max(objects) + 1))  # fmt: skip
    return out + b"xref\n0 %d\n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, table, max(objects) + 1, len(out))  # fmt: skip


def stream(data: bytes, facts: bytes = b"") -> bytes:
    packed = zlib.compress(data)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), facts, packed)


def tagged(content: bytes, tree: bytes, more: dict[int, bytes] | None = None) -> bytes:
    """A page with this content and, from object 10 on, this tree; object 6 is a form, 7 a table of codes."""
    fonts = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> /F2 << /Type /Font /Subtype /TrueType /BaseFont /X /ToUnicode 7 0 R >> >>"  # fmt: skip
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R /Lang (en) /MarkInfo << /Marked true >> /StructTreeRoot 5 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << %s /XObject << /X1 6 0 R >> /Properties << /P1 << /MCID 9 >> >> >> >>" % fonts,
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Annots [8 0 R] >>",
            4: stream(content),
            5: b"<< /Type /StructTreeRoot /K %s /RoleMap << /Story /Chapter /Chapter /P /Loop /Loop >> >>" % tree,
            6: stream(b"BT /F1 10 Tf (in a form) Tj ET", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"),
            7: stream(CMAP),
            8: b"<< /Type /Annot /Subtype /Link /Rect [0 0 1 1] /A << /S /URI /URI (https://b.example) >> >>",
            **(more or {}),
        }
    )  # fmt: skip


def spoken_pdf(tmp_path: Path, data: bytes) -> list[str]:
    (tmp_path / "other.pdf").write_bytes(data)
    spoken, problems = speak(tmp_path / "other.pdf")
    assert [str(problem) for problem in problems] == []
    assert spoken is not None
    return list(spoken.text())[1:-1]


def test_text_is_found_however_it_is_shown(tmp_path: Path) -> None:
    content = b"""/P << /MCID 0 >> BDC BT /F1 10 Tf 12 TL 50 700 Td (caf\\351) Tj [(two) -300 (w) 20 (ords)] TJ
        T* (next) Tj (line) ' 3 4 (more) " 0 -12 TD (end) Tj ET EMC
        /P /P1 BDC BT /F2 10 Tf <01024142436162> Tj ET EMC
        /Artifact BMC BT /F1 9 Tf (Page 1) Tj ET EMC
        q 2 0 0 2 0 0 cm /P << /MCID 1 >> BDC /X1 Do EMC Q Q EMC"""
    tree = b"""[<< /S /Story /Pg 3 0 R /K 0 >> << /S /P /Pg 3 0 R /K [9] >>
        << /S /Loop /K [<< /Type /MCR /Pg 3 0 R /MCID 1 >>] >>]"""
    assert spoken_pdf(tmp_path, tagged(content, tree)) == [
        "cafétwo words next line more end",
        "\U0001f600fiABCxy",
        "in a form",
    ]


def test_replacement_text_is_said_and_what_it_replaces_is_not(tmp_path: Path) -> None:
    content = b"""/P << /MCID 0 >> BDC BT /F1 10 Tf (My name ) Tj ET
        /Span << /ActualText (blank line) >> BDC BT (_____) Tj ET EMC /Artifact BMC BT (x) Tj ET EMC EMC
        /Lbl << /MCID 1 /ActualText (do) >> BDC 0 0 m 5 5 l S EMC
        /P << /MCID 2 >> BDC BT (IU) Tj ET EMC"""
    tree = b"""[<< /S /P /Pg 3 0 R /K 0 >> << /S /P /Pg 3 0 R /K 1 >>
        << /S /P /Pg 3 0 R /ActualText (international units) /K 2 >>]"""
    assert spoken_pdf(tmp_path, tagged(content, tree)) == ["My name blank line", "do", "international units"]


def test_a_link_knows_its_address(tmp_path: Path) -> None:
    content = b"/Link << /MCID 0 >> BDC BT /F1 10 Tf (our page) Tj ET EMC"
    tree = b"<< /S /P /K [<< /S /Link /Pg 3 0 R /K [0 << /Type /OBJR /Obj 8 0 R >>] >>] >>"
    assert spoken_pdf(tmp_path, tagged(content, tree)) == ["link our page"]
    spoken, _ = speak(tmp_path / "other.pdf")
    assert spoken is not None
    assert [link.url for line in spoken.lines for link in line.links] == ["https://b.example"]


def test_attributes_of_cells_are_read(tmp_path: Path) -> None:
    content = b" ".join(b"/TD << /MCID %d >> BDC BT /F1 9 Tf (%c) Tj ET EMC" % (n, 65 + n) for n in range(4))
    tree = b"""<< /S /Table /K [<< /S /TR /K [<< /S /TH /Pg 3 0 R /ID (h) /A [<< /O /Table /Scope /Column /ColSpan 2 >>] /K 0 >>] >>
        << /S /TR /K [<< /S /TH /Pg 3 0 R /A << /O /Table /Scope /Row >> /K 1 >>
        << /S /TD /Pg 3 0 R /A << /O /Table /Headers [(h)] >> /K 2 >>] >>] >>"""
    assert spoken_pdf(tmp_path, tagged(content, tree))[1:] == ["  row 1: A", "  row 2: B | A: C"]


def test_a_tree_that_holds_itself_ends(tmp_path: Path) -> None:
    more = {10: b"<< /S /Sect /K [11 0 R] >>", 11: b"<< /S /Sect /Pg 3 0 R /K [10 0 R 0 11 0 R] >>"}
    content = b"/P << /MCID 0 >> BDC BT /F1 10 Tf (once) Tj ET EMC"
    assert spoken_pdf(tmp_path, tagged(content, b"10 0 R", more)) == ["once"]


def test_a_form_that_draws_itself_ends(tmp_path: Path) -> None:
    form = stream(b"BT /F1 9 Tf (x) Tj ET /X1 Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    content = b"/P << /MCID 0 >> BDC /X1 Do EMC"
    (line,) = spoken_pdf(tmp_path, tagged(content, b"<< /S /P /Pg 3 0 R /K 0 >>", {6: form}))
    assert set(line) == {"x"}


# --- presentations of others ----------------------------------------------------------------------

DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def spoken_deck(tmp_path: Path, presentation: Any) -> list[str]:
    presentation.save(tmp_path / "other.pptx")
    spoken, problems = speak(tmp_path / "other.pptx")
    assert [str(problem) for problem in problems] == []
    assert spoken is not None
    return list(spoken.text())[1:]


def picture(slide: Any) -> Any:
    file = BytesIO()
    Image.new("RGB", (8, 8), "#0b5561").save(file, "PNG")
    file.seek(0)
    return slide.shapes.add_picture(file, 0, 0)


def test_bullets_come_from_the_master_where_a_slide_has_none_of_its_own(tmp_path: Path) -> None:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "Inherited"
    slide.placeholders[1].text = "One\nTwo"
    slide.notes_slide.notes_text_frame.text = "Say this"
    assert spoken_deck(tmp_path, presentation) == [
        "slide 1 of 1",
        "title, Inherited",
        "list, 2 items",
        "  • One",
        "  • Two",
        "notes",
        "  Say this",
    ]


def test_what_a_deck_does_not_describe_is_heard_as_such(tmp_path: Path) -> None:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    slide._element.set("show", "0")
    picture(slide)._element._nvXxPr.cNvPr.set("descr", "")
    picture(slide)._element._nvXxPr.cNvPr.set("descr", "A tooth")
    picture(slide)._element._nvXxPr.cNvPr.append(parse_xml(DECORATIVE))
    box = slide.shapes.add_textbox(0, 0, Inches(2), Inches(1)).text_frame
    run = box.paragraphs[0].add_run()
    run.text, run.hyperlink.address = "our page", "https://c.example"
    assert spoken_deck(tmp_path, presentation) == [
        "slide 1 of 1, hidden",
        "figure without a description",
        "figure, A tooth",
        "link our page",
    ]


def test_a_group_with_a_description_says_it_and_then_its_parts(tmp_path: Path) -> None:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    for alt in ("A diagram", None):
        group = slide.shapes.add_group_shape()
        group.shapes.add_textbox(0, 0, 9, 9).text_frame.text = "Box\nbelow"
        group.shapes.add_connector(1, 0, 0, 9, 9)
        if alt:
            group._element._nvXxPr.cNvPr.set("descr", alt)
    assert spoken_deck(tmp_path, presentation)[1:] == [
        "figure, A diagram",
        "  Box, below",
        "group",
        "  Box",
        "  below",
        "figure without a description",
    ]


def test_a_table_of_a_deck_with_joined_cells(tmp_path: Path) -> None:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    table = slide.shapes.add_table(3, 3, 0, 0, Inches(6), Inches(2)).table
    table.first_col = True
    table.cell(0, 1).merge(table.cell(0, 2))
    for place, text in {(0, 0): "Who", (0, 1): "Dose", (1, 0): "Adults", (1, 1): "1", (1, 2): "2", (2, 0): "Babies"}.items():  # fmt: skip
        table.cell(*place).text = text
    assert spoken_deck(tmp_path, presentation)[1:] == [
        "table, 3 rows, 3 columns",
        "  row 1: Who | Dose",
        "  row 2: Adults | Dose: 1 | Dose: 2",
        "  row 3: Babies | Dose: blank | Dose: blank",
    ]


@pytest.mark.parametrize(
    ("form", "labels"),
    [("arabicPeriod", ["3.", "4."]), ("alphaLcParenR", ["c)", "d)"]), ("arabicPlain", ["3", "4"])],
)
def test_numbers_of_a_list_are_said_as_they_stand(tmp_path: Path, form: str, labels: list[str]) -> None:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    frame = slide.shapes.add_textbox(0, 0, 9, 9).text_frame
    frame.text = "a\nb"
    for para in frame.paragraphs:
        look = para._p.get_or_add_pPr()
        look.append(parse_xml(f'<a:buAutoNum xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" type="{form}" startAt="3"/>'))  # fmt: skip
    assert [line.split()[0] for line in spoken_deck(tmp_path, presentation)[-2:]] == labels


# --- files that cannot be read --------------------------------------------------------------------


def run(*words: str) -> Result:
    """The command line; what went wrong inside is shown."""
    result = CliRunner().invoke(main, ["speak", *words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def zipped(**files: str) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as file:
        for name, text in files.items():
            file.writestr(name.replace("_", "."), text)
    return buffer.getvalue()


def locked() -> bytes:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


UNTAGGED = pdf(
    {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [] /Count 0 >>",
    }
)


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "unknown-format"),
        (b"just words", "unknown-format"),
        (UNTAGGED, "untagged-file"),
        (b"%PDF-1.7\nnothing more", "unreadable-file"),
        (zipped(a_txt="words"), "unreadable-file"),
        (b"PK\x03\x04 but no archive", "unreadable-file"),
        (locked(), "encrypted-file"),
    ],
    # what is made when tests are collected holds the time of day
    ids=["empty", "words", "untagged", "cut short", "an archive", "no archive", "locked"],
)
def test_a_file_that_cannot_be_spoken_is_a_problem(tmp_path: Path, data: bytes, rule: str) -> None:
    file = tmp_path / "other.bin"
    file.write_bytes(data)
    result = run(str(file))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"{file}:1:1: error: ")
    assert result.stderr.endswith(f"[{rule}]\n")
    assert result.stderr.count("\n") == 1


def test_a_file_that_is_not_there_is_a_wrong_command_line(tmp_path: Path) -> None:
    assert run(str(tmp_path / "none.pdf")).exit_code == 2
    assert run(str(tmp_path)).exit_code == 2


def small_files(tmp_path: Path) -> dict[str, bytes]:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "Title"
    presentation.save(tmp_path / "small.pptx")
    content = b"/P << /MCID 0 >> BDC BT /F1 10 Tf (words) Tj ET EMC"
    return {
        "pdf": tagged(content, b"<< /S /P /Pg 3 0 R /K [0] >>"),
        "pptx": (tmp_path / "small.pptx").read_bytes(),
    }


@pytest.mark.parametrize("kind", ["pdf", "pptx"])
def test_a_file_cut_off_anywhere_is_spoken_or_a_problem(tmp_path: Path, kind: str) -> None:
    whole = small_files(tmp_path)[kind]
    for end in range(0, len(whole), max(1, len(whole) // 60)):
        (tmp_path / "cut").write_bytes(whole[:end])
        spoken, problems = speak(tmp_path / "cut")
        assert (spoken is None) == bool(problems)


@given(place=st.integers(0, 10**6), byte=st.integers(0, 255))
def test_a_pdf_with_a_wrong_byte_is_spoken_or_a_problem(
    place: int, byte: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    content = b"/P << /MCID 0 >> BDC BT /F2 10 Tf 3 TL (words) ' ET EMC"
    data = bytearray(tagged(content, b"<< /S /P /Pg 3 0 R /A << /ColSpan 2 >> /K [0] >>"))
    data[place % len(data)] = byte
    file = tmp_path_factory.getbasetemp() / "wrong.pdf"
    file.write_bytes(data)
    spoken, problems = speak(file)
    assert (spoken is None) == bool(problems)


# --- the command ----------------------------------------------------------------------------------


def test_the_command_prints_lines_or_data(tmp_path: Path) -> None:
    file = tmp_path / "small.pdf"
    file.write_bytes(pdf_of(document_of(tmp_path, SAMPLER)))
    text = run(str(file))
    assert text.exit_code == 0
    assert text.stdout.splitlines()[-1] == "words before the emergency advice: 8"
    data = json.loads(run(str(file), "--format", "json").stdout)
    assert (data["title"], data["lang"], data["kind"], data["words_before_emergency"]) == (
        "A small leaflet",
        "en",
        "pdf",
        8,
    )
    rows = [line for line in data["spoken"] if line["role"] == "row"]
    assert rows[2]["cells"][1] == {"headers": ["Kale", "Vitamin K1 in µg"], "text": "247"}
    assert {line["says"] for line in data["spoken"]} <= {line.strip() for line in text.stdout.splitlines()}
