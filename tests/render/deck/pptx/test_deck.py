"""The PowerPoint file: its parts as XML, its properties, and the same bytes twice."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.oxml.ns import qn
from support import deck_samples as samples
from support.deck_samples import written

from handouts.core.archive import unpacked
from handouts.document.blocks import Paragraph
from handouts.document.document import Letterhead
from handouts.document.text import Italic, Link, Lowered, Raised, Strong, Unit, Words, plain
from handouts.render.deck import footers_of, paginate
from handouts.render.deck.look import with_colour
from handouts.render.deck.pptx import write_deck
from handouts.render.deck.pptx.bars import number_format
from handouts.render.deck.pptx.connectors import shape_of
from handouts.render.deck.pptx.intervals import axis_of
from handouts.render.deck.pptx.workbooks import Formula, workbook
from handouts.render.deck.pptx.xml import DrawingContext, paragraph
from handouts.render.deck.value import Para
from handouts.render.type.geometry import Point
from handouts.render.type.lines import Style
from handouts.render.type.routes import Route

LOOK = samples.read_look()
ROOT = Path(__file__).parents[4]
P = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


@pytest.fixture(scope="module")
def content() -> bytes:
    return written()


@pytest.fixture(scope="module")
def parts(content) -> dict[str, bytes]:
    return unpacked(content)


@pytest.fixture(scope="module")
def slides(parts):
    names = [name for name in parts if name.startswith("ppt/slides/slide")]
    return [etree.fromstring(parts[name]) for name in sorted(names, key=lambda name: int(name[16:-4]))]


@pytest.fixture(scope="module")
def charts(parts):
    return [etree.fromstring(part) for name, part in parts.items() if name.startswith("ppt/charts/chart")]


def found(root, path: str) -> list:
    return root.xpath(path, namespaces=P)


# --- the package ----------------------------------------------------------------------------------


def test_python_pptx_opens_it(content):
    deck = Presentation(io.BytesIO(content))
    value = paginate(samples.deck(), LOOK, footers_of(samples.deck(), "draft"))
    assert len(deck.slides) == len(value.slides)
    for drawn, slide in zip(deck.slides, value.slides, strict=True):
        assert drawn.slide_layout.name == slide.layout
        assert drawn.shapes.title.text_frame.text == plain(slide.title.paras[0].text)
        assert "bedside" in drawn.notes_slide.notes_text_frame.text or slide.kind == "title"


def test_every_part_is_well_formed_and_typed(parts):
    types = etree.fromstring(parts["[Content_Types].xml"])
    overrides = {node.get("PartName") for node in types if node.tag.endswith("Override")}
    extensions = {node.get("Extension") for node in types if node.tag.endswith("Default")}
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(part)
        assert f"/{name}" in overrides or name.rsplit(".", 1)[-1] in extensions


def test_relationships_lead_to_parts(parts):
    for name, part in parts.items():
        if name.endswith(".rels"):
            folder = Path(name).parent.parent
            for relation in etree.fromstring(part):
                if relation.get("TargetMode") != "External":
                    target = relation.get("Target")
                    path = target[1:] if target.startswith("/") else os.path.normpath(folder / target)
                    assert path in parts, (name, target)


def test_the_properties_say_what_the_document_says(content):
    properties = Presentation(io.BytesIO(content)).core_properties
    assert properties.title == "Artery and anticoagulants"
    assert properties.language == "en-GB"
    assert properties.subject == "Vitamin K for clinicians"
    assert properties.created.date() == properties.modified.date() == samples.deck().checked
    assert properties.author == ""
    assert properties.last_modified_by == ""


def test_sections_are_named(parts):
    names = etree.fromstring(parts["ppt/presentation.xml"]).xpath("//*[local-name()='section']/@name")
    assert names == ["Artery and anticoagulants", "How the artery keeps calcium out", "Where we stand"]


def test_a_deck_says_how_it_is_shown_and_opened(parts):
    relations = etree.fromstring(parts["ppt/_rels/presentation.xml.rels"])
    targets = {relation.get("Type").rpartition("/")[2]: relation.get("Target") for relation in relations}
    for kind, root in (("presProps", "presentationPr"), ("viewProps", "viewPr")):
        part = parts[f"ppt/{targets[kind].rpartition('/')[2]}"]
        assert etree.QName(etree.fromstring(part)).localname == root


# --- accessibility --------------------------------------------------------------------------------


def test_every_slide_has_its_title_in_a_title_placeholder(slides):
    for slide in slides:
        titles = found(slide, "//p:sp[.//p:ph[@type='title' or @type='ctrTitle']]")
        assert len(titles) == 1
        assert "".join(found(titles[0], ".//a:t/text()"))


def test_every_run_has_a_language(slides, parts):
    notes = [etree.fromstring(part) for name, part in parts.items() if name.startswith("ppt/notesSlides/notes")]
    for root in (*slides, *notes):
        assert found(root, "//a:t")
        assert {node.get("lang") for node in found(root, "//a:r/a:rPr | //a:fld/a:rPr")} == {"en-GB"}
        assert len(found(root, "//a:r[not(a:rPr/@lang)]")) == 0


def test_graphics_have_alt_text(slides):
    for slide in slides:
        for properties in found(slide, "/p:sld/p:cSld/p:spTree/*/p:nvGrpSpPr/p:cNvPr | //p:graphicFrame//p:cNvPr"):
            assert properties.get("descr")


def test_shapes_without_text_are_decorative(slides):
    for slide in slides:
        for shape in found(slide, "/p:sld/p:cSld/p:spTree/p:sp[not(p:txBody)]"):
            assert shape.xpath(".//*[local-name()='decorative']/@val") == ["1"]


def test_tables_say_that_their_first_row_and_column_are_heads(slides):
    tables = [table for slide in slides for table in found(slide, "//a:tbl")]
    assert tables
    for table in tables:
        assert table.find(qn("a:tblPr")).get("firstRow") == "1"
        assert table.find(qn("a:tblPr")).get("firstCol") == "1"
        assert not found(table, ".//a:tc[@gridSpan or @rowSpan or @hMerge or @vMerge]")


def test_shape_ids_are_unique_and_follow_the_order(slides):
    for slide in slides:
        ids = [int(node.get("id")) for node in found(slide, "//p:cNvPr")]
        assert ids == sorted(set(ids))


# --- text -----------------------------------------------------------------------------------------


def test_no_placeholder_is_left_empty(slides):
    for slide in slides:
        for shape in found(slide, "//p:sp[.//p:ph]"):
            assert found(shape, ".//a:t/text()")


def test_footer_and_number_stand_on_every_slide(slides):
    for slide in slides:
        assert len(found(slide, "//p:ph[@type='ftr']")) == 1
        assert len(found(slide, "//p:sp[.//p:ph[@type='sldNum']]//a:fld[@type='slidenum']")) == 1


def test_raised_and_lowered_are_runs(slides):
    runs = [run for slide in slides for run in found(slide, "//a:r[a:rPr/@baseline]")]
    texts = {(run.find(qn("a:t")).text, int(run.find(qn("a:rPr")).get("baseline")) > 0) for run in runs}
    assert {("2+", True), ("2", False)} <= texts


def test_markup_in_text_stays_text():
    text = Unit("x", (Words('<a:b> & "quoted" <img src=x>'),), samples.MARK, "en")
    section = samples.slide("m", "bullets", "A & B <c>", Paragraph(text))
    deck = Presentation(io.BytesIO(written(section)))
    assert deck.slides[1].shapes.title.text_frame.text == "A & B <c>"
    assert any(shape.has_text_frame and "<img src=x>" in shape.text_frame.text for shape in deck.slides[1].shapes)


def test_links_lead_out():
    text = Unit("x", (Words("See "), Link((Words("the label"),), "https://example.org/a?b=1&c=2")), samples.MARK, "en")
    deck = Presentation(io.BytesIO(written(samples.slide("l", "bullets", "Link", Paragraph(text)))))
    runs = [
        run
        for shape in deck.slides[1].shapes
        if shape.has_text_frame
        for para in shape.text_frame.paragraphs
        for run in para.runs
    ]
    assert [run.hyperlink.address for run in runs if run.hyperlink.address] == ["https://example.org/a?b=1&c=2"]


# --- diagrams and charts --------------------------------------------------------------------------


def test_connectors_are_glued_to_shapes_of_their_group(slides):
    groups = [group for slide in slides for group in found(slide, "//p:grpSp[.//p:cxnSp]")]
    assert len(groups) >= 4
    for group in groups:
        shapes = set(found(group, ".//p:sp//p:cNvPr/@id"))
        for connector in found(group, ".//p:cxnSp"):
            start, end = found(connector, ".//a:stCxn/@id")[0], found(connector, ".//a:endCxn/@id")[0]
            assert {start, end} <= shapes
            assert start != end


def test_connector_forms():
    straight = shape_of(Route("right", "left", "straight", (Point(0, 5), Point(50, 5))))
    assert (straight.preset, straight.box.width, straight.turned) == ("straightConnector1", 50, False)
    step = shape_of(Route("right", "left", "bent", (Point(0, 0), Point(20, 0), Point(20, 40), Point(80, 40))))
    assert (step.preset, step.adjust) == ("bentConnector3", 25_000)
    fall = shape_of(Route("bottom", "top", "bent", (Point(50, 0), Point(50, 10), Point(0, 10), Point(0, 40))))
    assert (fall.turned, fall.adjust, fall.box.width, fall.box.height) == (True, 25_000, 40, 50)
    assert (fall.flip_across, fall.flip_down) == (False, False)
    back = shape_of(Route("left", "right", "straight", (Point(50, 0), Point(0, 20))))
    assert (back.flip_across, back.flip_down) == (True, False)


def test_bars_begin_at_zero_and_carry_their_own_labels(charts):
    bars = [chart for chart in charts if found(chart, "//c:barChart")]
    assert bars
    for chart in bars:
        assert found(chart, "//c:valAx/c:scaling/c:min/@val") == ["0"]
        assert found(chart, "//c:dLbls/c:showVal/@val") == ["1"]
        assert found(chart, "//c:dLbls/c:numFmt/@formatCode") == ['#,##0" µg"']
        assert not found(chart, "//c:legend")
        assert found(chart, "//c:valAx/c:title//a:t/text()") == ["Vitamin K1, µg a serving"]


def test_number_formats_print_what_the_document_prints():
    rows = samples.bars().rows
    assert number_format(rows) == '#,##0" µg"'
    assert number_format((replace(rows[0], printed=samples.unit("x", "about 247 µg")),)) is None


def test_intervals_have_error_bars_from_the_workbook(charts):
    chart = next(chart for chart in charts if found(chart, "//c:scatterChart"))
    assert found(chart, "//c:errBars/c:errValType/@val") == ["cust"]
    assert found(chart, "//c:errBars/c:plus//c:f/text()") == ["Sheet1!$G$2:$G$4"]
    assert found(chart, "//c:errBars/c:minus//c:f/text()") == ["Sheet1!$H$2:$H$4"]
    assert found(chart, "//c:errBars/c:plus//c:v/text()") == ["0.34", "0.18", "0.23"]
    assert found(chart, "//c:logBase/@val") == ["2"]
    assert found(chart, "//c:crossesAt/@val") == ["1"]
    assert not found(chart, "//c:legend")


def test_the_scale_holds_all_intervals():
    axis = axis_of(samples.intervals())
    assert (axis.low, axis.high, axis.line) == (samples.Decimal("0.125"), samples.Decimal(2), 1)
    level = axis_of(samples.intervals(log=False))
    assert level.base is None
    assert level.low <= 0 <= samples.Decimal("0.92") <= level.high


def test_workbooks_hold_the_data(parts):
    books = [unpacked(part) for name, part in parts.items() if name.endswith(".xlsx")]
    sheets = ["".join(part.decode() for name, part in book.items() if name.endswith(".xml")) for book in books]
    assert any("<f>D2-B2</f><v>0.34</v>" in sheet for sheet in sheets)
    assert any("Kale, cooked" in sheet and "<v>247</v>" in sheet for sheet in sheets)


def test_a_text_that_starts_as_a_formula_stays_a_text():
    book = unpacked(
        workbook([["Food", "K2"], ["=1+1", Decimal("0.1")], ["https://a.example", Formula("B2-1", Decimal("-0.9"))]])
    )
    sheet, texts = book["xl/worksheets/sheet1.xml"].decode(), book["xl/sharedStrings.xml"].decode()
    assert "<t>=1+1</t>" in texts
    assert "<t>https://a.example</t>" in texts
    assert sheet.count("<f>") == 1
    assert '<c r="B3"><f>B2-1</f><v>-0.9</v></c>' in sheet


def test_a_workbook_of_the_same_data_has_the_same_bytes(monkeypatch):
    first = workbook([["Food"], ["Kale"]])
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert workbook([["Food"], ["Kale"]]) == first
    assert b"2000-01-01T00:00:00Z" in unpacked(first)["docProps/core.xml"]


# --- the look -------------------------------------------------------------------------------------


def test_theme_colours_and_fonts_are_written(parts):
    theme = parts["ppt/theme/theme1.xml"].decode()
    assert '<a:dk2><a:srgbClr val="0B5561"/></a:dk2>' in theme
    assert theme.count('<a:latin typeface="Arial"/>') == 2


def test_a_clinic_colour_reaches_the_theme():
    theme = unpacked(written(samples.slide("b", "bullets", "One"), look=with_colour(LOOK, "#123456")))
    assert b'<a:dk2><a:srgbClr val="123456"/></a:dk2>' in theme["ppt/theme/theme1.xml"]


def test_a_logo_keeps_its_proportions():
    picture = io.BytesIO()
    Image.new("RGB", (200, 50), "red").save(picture, "PNG")
    letterhead = Letterhead("a", "Anytown Clinic", None, None, None, None, "logo.png", None)
    document = replace(samples.deck(), letterhead=letterhead)
    slides = paginate(document, LOOK, footers_of(document, "draft"))
    content, _ = write_deck(slides, document, LOOK, {"logo.png": picture.getvalue()})
    drawn = next(shape for shape in Presentation(io.BytesIO(content)).slides[0].shapes if shape.name == "logo")
    assert drawn.width / drawn.height == pytest.approx(4, rel=0.01)
    assert drawn._element.nvPicPr.cNvPr.get("descr") == "Anytown Clinic"


def test_the_master_is_what_its_script_makes(tmp_path):
    made = tmp_path / "widescreen.pptx"
    subprocess.run([sys.executable, str(ROOT / "scripts/make_master.py"), str(made)], check=True)
    kept = (ROOT / "layouts/decks/widescreen.pptx").read_bytes()
    assert unpacked(made.read_bytes()) == unpacked(kept)


# --- the same bytes -------------------------------------------------------------------------------

SCRIPT = (
    "import sys, hashlib; sys.path[:0] = [{tests!r}, {root!r}]\n"
    "from support import deck_samples; print(hashlib.sha256(deck_samples.written()).hexdigest())"
)


def digest(**environment: str) -> str:
    script = SCRIPT.format(tests=str(ROOT / "tests"), root=str(ROOT))
    variables = {**os.environ, **environment}
    done = subprocess.run([sys.executable, "-c", script], env=variables, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_same_bytes_in_another_process_zone_and_hash_seed():
    first = digest(PYTHONHASHSEED="1", TZ="Pacific/Auckland", LC_ALL="C")
    assert first == digest(PYTHONHASHSEED="77", TZ="America/Lima", LC_ALL="C.UTF-8")


def test_same_bytes_twice_in_one_process(content):
    assert content == written()


def test_the_columns_of_every_table_fill_its_frame_to_the_emu():
    deck = Presentation(io.BytesIO(written()))
    frames = [shape for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert len(frames) > 3
    assert [sum(column.width for column in frame.table.columns) for frame in frames] == [
        frame.width for frame in frames
    ]


def test_a_line_end_is_a_break_between_runs_wherever_it_falls():
    dose = samples.value("a.b", "600–1,000\u00a0IU")
    text = Unit("x", (Words("None, or "), dose, Words(", and/or none")), samples.MARK, "en")
    para = Para("x", text.text, Style(18, 22), "en", 66.0, samples.MARK, ends=(7, 24))
    xml = etree.fromstring(f'<x xmlns:a="{P["a"]}">{paragraph(para, DrawingContext({"ink": ""}), 0.0)}</x>')
    read = [
        "|" if node.tag == qn("a:br") else node.findtext("a:t", namespaces=P)
        for node in xml.iterfind("a:p/*", P)
        if node.tag != qn("a:pPr")
    ]
    assert read == ["None, or", "|", "600–1,000\u00a0IU", ", and/", "|", "or none"]
    assert [node.get("sz") for node in xml.iterfind(".//a:br/a:rPr", P)] == ["1800", "1800"]


def test_italics_and_small_type_are_properties_of_runs() -> None:
    text = (
        Words("Role of "),
        Italic((Words("B. subtilis"), Strong((Words("!"),)))),
        Words(" in K"),
        Lowered((Words("2"),)),
        Raised((Italic((Words("+"),)),)),
    )
    para = Para("", text, Style(12, 15), "en", 15, samples.unit("u", "").mark)
    drawn = etree.fromstring(f'<x xmlns:a="{P["a"]}">{paragraph(para, DrawingContext({"ink": ""}), 0)}</x>')
    runs = [
        (run.findtext("a:t", namespaces=P), *(run.find("a:rPr", P).get(name) for name in ("i", "b", "baseline")))
        for run in drawn.iter(f"{{{P['a']}}}r")
    ]
    assert runs == [
        ("Role of ", None, "0", None),
        ("B. subtilis", "1", "0", None),
        ("!", "1", "1", None),
        (" in K", None, "0", None),
        ("2", None, "0", "-25000"),
        ("+", "1", "0", "30000"),
    ]


# --- arrowheads -----------------------------------------------------------------------------------

HEAD = {"sm": 2, "med": 3, "lg": 5}  # times the weight of the line
LEAST_HEAD = 12.0


def test_every_arrowhead_is_at_least_12_pt_long_and_wide(slides):
    lines = [line for slide in slides for line in found(slide, "//a:ln[a:tailEnd or a:headEnd]")]
    assert lines
    for line in lines:
        for end in found(line, "a:tailEnd | a:headEnd"):
            weight = int(line.get("w")) / 12_700
            assert HEAD[end.get("w", "med")] * weight >= LEAST_HEAD
            assert HEAD[end.get("len", "med")] * weight >= LEAST_HEAD
