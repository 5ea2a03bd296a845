"""Finished decks: the good ones pass, and each rule catches a deck altered to break it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Emu, Pt
from support.projects import REPO, TODAY

from handouts.audit.readers.pptx.file import Run, ShapeParagraph
from handouts.audit.verify import verify_data, verify_slides
from handouts.audit.verify.letters import lines_of, width_of
from handouts.content.compose import compose
from handouts.content.project import Project, read_content
from handouts.content.translation import Translation
from handouts.core.problem import Problem
from handouts.document.document import Document
from handouts.pipeline.read import printed_references
from handouts.pipeline.request import Request

DECK = "choosing-k2"


def rules(problems: list[Problem]) -> set[str]:
    return {problem.rule for problem in problems}


@pytest.fixture(scope="module")
def good(shipped_files: Callable[[str], list[Path]]) -> bytes:
    return deck_of(shipped_files("two decks"), DECK)


def deck_of(files: list[Path], name: str) -> bytes:
    """A shipped deck."""
    (file,) = (each for each in files if each.name == f"{name}.en.widescreen.pptx")
    return file.read_bytes()


@pytest.fixture(scope="module")
def document() -> Document:
    request = Request(REPO, Path("nowhere"), TODAY, ids=(DECK,))
    content = read_content(Project(REPO), (DECK,), None, [])
    formatted = printed_references(content.drafts, content.library, request, [])
    return compose(content.drafts[0], content.library, Translation("en"), None, formatted)


def altered(data: bytes, alter: Callable[[Any], object]) -> bytes:
    """The deck changed with python-pptx."""
    deck = Presentation(BytesIO(data))
    alter(deck)
    out = BytesIO()
    deck.save(out)
    return out.getvalue()


def rewritten(data: bytes, part: str, old: str, new: str, count: int = 0) -> bytes:
    """The deck with a part's text changed; both are regular expressions."""
    out = BytesIO()
    seen = False
    with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in archive.namelist():
            content = archive.read(name)
            if re.fullmatch(part, name):
                changed = re.sub(old, new, content.decode(), count=count)
                seen = seen or changed.encode() != content
                content = changed.encode()
            copy.writestr(name, content)
    assert seen
    return out.getvalue()


def shapes(deck: Any, found: Callable[[Any], bool]) -> list[tuple[Any, Any]]:
    pairs = [(slide, shape) for slide in deck.slides for shape in slide.shapes if found(shape)]
    assert pairs
    return pairs


def table(deck: Any) -> Any:
    return shapes(deck, lambda shape: shape.has_table)[0][1].table


def chart_frame(deck: Any) -> Any:
    return shapes(deck, lambda shape: shape.has_chart)[0][1]


def described(shape: Any) -> Any:
    return shape._element.xpath(".//p:cNvPr")[0]


def set_alt(shape: Any, words: str) -> None:
    described(shape).set("descr", words)


def group(deck: Any) -> Any:
    return shapes(deck, lambda shape: shape.shape_type == 6)[0][1]


def text_box(deck: Any, words: str, size: float = 18, top: int = 0) -> Any:
    slide = deck.slides[3]
    box = slide.shapes.add_textbox(Emu(0), Emu(top), Pt(400), Pt(40))
    run = box.text_frame.paragraphs[0].add_run()
    run.text, run.font.size = words, Pt(size)
    run._r.get_or_add_rPr().set("lang", "en-GB")
    return run


def same_title(deck: Any) -> None:
    deck.slides[4].shapes.title.text_frame.paragraphs[0].runs[0].text = deck.slides[3].shapes.title.text_frame.text


def title_last(deck: Any) -> None:
    title = deck.slides[3].shapes.title._element
    title.getparent().append(title)


def link(deck: Any, words: str) -> None:
    text_box(deck, words).hyperlink.address = "https://example.org/a"


def drop_footer(deck: Any) -> None:
    for shape in list(deck.slides[3].placeholders):
        if shape.placeholder_format.type == 15:
            shape._element.getparent().remove(shape._element)


def empty_head(deck: Any) -> None:
    for paragraph in table(deck).cell(0, 1).text_frame.paragraphs:
        for run in paragraph.runs:
            run.text = ""


def pale(deck: Any) -> None:
    from pptx.dml.color import RGBColor

    deck.slides[3].shapes.title.text_frame.paragraphs[0].runs[0].font.color.rgb = RGBColor(0xDD, 0xDD, 0xDD)


def foot_first(deck: Any) -> None:
    tree = deck.slides[3].shapes._spTree
    foot = next(s for s in deck.slides[3].placeholders if s.placeholder_format.type == 15)
    tree.insert(3, foot._element)


def off(deck: Any) -> None:
    chart_frame(deck).left = Emu(12_000_000)


def over(deck: Any) -> None:
    body = next(shape for shape in deck.slides[2].placeholders if shape.placeholder_format.idx == 1)
    run = body.text_frame.paragraphs[0].runs[0]
    run.text = "many words " * 120


BROKEN: dict[str, tuple[Callable[[Any], object], str]] = {
    "no alt on a chart": (lambda deck: set_alt(chart_frame(deck), ""), "missing-alt"),
    "no alt on a group": (lambda deck: set_alt(group(deck), ""), "missing-alt"),
    "an alt that is a file name": (lambda deck: set_alt(group(deck), "image7.png"), "poor-alt"),
    "an alt that is the shape's name": (
        lambda deck: set_alt(group(deck), described(group(deck)).get("name")),
        "poor-alt",
    ),
    "an unnamed picture": (
        lambda deck: deck.slides[3].shapes.add_picture(str(REPO / "content/clinics/riverside.png"), 0, 0),
        "poor-alt",
    ),
    "an unnamed shape": (lambda deck: deck.slides[3].shapes.add_shape(1, 0, 0, 9000, 9000), "missing-alt"),
    "a repeated title": (same_title, "duplicate-title"),
    "an empty title": (
        lambda deck: setattr(deck.slides[3].shapes.title.text_frame.paragraphs[0].runs[0], "text", ""),
        "missing-slide-title",
    ),
    "a title that is not read first": (title_last, "wrong-order"),
    "a footer that is read early": (foot_first, "wrong-order"),
    "a table without header row": (lambda deck: setattr(table(deck), "first_row", False), "missing-table-header"),
    "merged cells": (lambda deck: table(deck).cell(1, 0).merge(table(deck).cell(1, 1)), "merged-cells"),
    "an empty header cell": (empty_head, "empty-header"),
    "a shape off the slide": (off, "overflowing-text"),
    "two texts on each other": (lambda deck: text_box(deck, "words on the title", top=500_000), "overlapping-text"),
    "text that runs over": (over, "overflowing-text"),
    "small type": (lambda deck: text_box(deck, "tiny", 11, 6_000_000), "small-type"),
    "pale type": (pale, "low-contrast"),
    "a link that says here": (lambda deck: link(deck, "Click here"), "poor-link-text"),
    "a link that is an address": (lambda deck: link(deck, "https://example.org/a"), "poor-link-text"),
    "no title of the file": (lambda deck: setattr(deck.core_properties, "title", ""), "missing-title"),
    "no subject": (lambda deck: setattr(deck.core_properties, "subject", ""), "missing-subject"),
    "no language of the file": (lambda deck: setattr(deck.core_properties, "language", ""), "missing-language"),
    "no footer": (drop_footer, "missing-footer"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_deck_is_caught(good: bytes, name: str) -> None:
    alter, rule = BROKEN[name]
    assert rule in rules(verify_data(altered(good, alter), "x.pptx"))


def test_a_deck_that_nothing_broke_is_good(good: bytes) -> None:
    assert [str(problem) for problem in verify_data(good, "x.pptx")] == []
    assert verify_data(altered(good, lambda _: None), "x.pptx") == []


SLIDE = r"ppt/slides/slide4\.xml"
REWRITTEN = {
    "a run without language": (SLIDE, r' lang="en-GB"', "", "missing-language"),
    "notes without language": (r"ppt/notesSlides/notesSlide4\.xml", r' lang="en-GB"', "", "missing-language"),
    "a chart without language": (r"ppt/charts/chart1\.xml", r' lang="en-GB"', "", "missing-language"),
    "small labels of a chart": (r"ppt/charts/chart1\.xml", r'sz="1800"', 'sz="900"', "small-type"),
    "a draft line that is gone": (SLIDE, "Draft: awaiting clinical review", "Final", "missing-draft-line"),
    "no title placeholder": (SLIDE, r'<p:ph type="title"/>', "", "missing-slide-title"),
    "a theme without contrast": (r"ppt/theme/theme1\.xml", r'(<a:dk1><a:srgbClr val=")[^"]*', r"\1EEEEEE", "low-contrast"),
    "decoration that is not marked": (r"ppt/slides/slide3\.xml", r'val="1"/></a:ext>', 'val="0"/></a:ext>', "missing-alt"),
}  # fmt: skip


@pytest.mark.parametrize("name", REWRITTEN)
def test_a_deck_with_a_part_rewritten_is_caught(good: bytes, name: str) -> None:
    part, old, new, rule = REWRITTEN[name]
    assert rule in rules(verify_data(rewritten(good, part, old, new), "x.pptx"))


def test_the_page_of_a_problem_is_its_slide(good: bytes) -> None:
    (problem,) = [each for each in verify_data(altered(good, pale), "x.pptx") if each.rule == "low-contrast"]
    assert problem.mark.line == 4
    # the nearest shade that can be read is named
    assert re.search(r"; the nearest to #[0-9a-f]{6} that has it is '#[0-9a-f]{6}'$", problem.message)


# --- sections -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def course(shipped_files: Callable[[str], list[Path]]) -> bytes:
    return deck_of(shipped_files("two decks"), "vitamin-k-course")


PRESENTATION = r"ppt/presentation\.xml"


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (r"<p:extLst.*</p:extLst>", "", "missing-sections"),
        (r'(<p14:section name=")[^"]*', r"\1Default Section", "poor-section-name"),
        (r'<p14:sldId id="260"/>', "", "wrong-section-slides"),
    ],
)
def test_sections_are_named_and_whole(course: bytes, old: str, new: str, rule: str) -> None:
    assert rule in rules(verify_data(rewritten(course, PRESENTATION, old, new), "x.pptx"))


# --- against the document -------------------------------------------------------------------------


def test_a_deck_says_what_its_document_says(good: bytes, document: Document) -> None:
    assert verify_slides(good, "x.pptx", document) == []


def test_a_cell_that_lost_its_words_is_missed(good: bytes, document: Document) -> None:
    def clear(deck: Any) -> None:
        for paragraph in table(deck).cell(1, 1).text_frame.paragraphs:
            for run in paragraph.runs:
                run.text = "nothing"

    assert "missing-text" in rules(verify_slides(altered(good, clear), "x.pptx", document))


def test_slides_in_another_order_are_seen(good: bytes, document: Document) -> None:
    def move(deck: Any) -> None:
        listed = deck.slides._sldIdLst
        listed.append(listed[3])

    assert "wrong-order" in rules(verify_slides(altered(good, move), "x.pptx", document))


def test_notes_that_are_gone_are_missed(good: bytes, document: Document) -> None:
    def silence(deck: Any) -> None:
        deck.slides[3].notes_slide.notes_text_frame.text = ""

    assert "missing-text" in rules(verify_slides(altered(good, silence), "x.pptx", document))


# --- files that are not what they should be -------------------------------------------------------


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_deck_that_was_cut_cannot_be_read(good: bytes, share: float) -> None:
    assert rules(verify_data(good[: int(len(good) * share)], "x.pptx")) == {"unreadable-file"}


def test_an_archive_that_is_no_deck_cannot_be_read() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert rules(verify_data(out.getvalue(), "x.docx")) == {"unreadable-file"}


def test_a_deck_whose_xml_is_broken_cannot_be_read(good: bytes) -> None:
    assert rules(verify_data(rewritten(good, SLIDE, "</p:sld>", ""), "x.pptx")) == {"unreadable-file"}


def test_a_deck_of_another_program_is_read() -> None:
    """python-pptx's own template: its faults are seen, and nothing raises."""
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "A title"
    slide.placeholders[1].text = "Words"
    slide.shapes.add_table(2, 2, 0, 0, Pt(200), Pt(60))
    out = BytesIO()
    deck.save(out)
    found = rules(verify_data(out.getvalue(), "x.pptx"))
    assert {"missing-language", "missing-footer", "empty-header", "missing-alt", "missing-subject"} <= found


# --- letters --------------------------------------------------------------------------------------


def run(text: str, size: float = 10.0) -> Run:
    return Run(text, size, False, None, "en")


def test_widths_are_those_of_arial() -> None:
    assert width_of("il", run("")) == pytest.approx(4.44)
    assert width_of("é", run("")) == width_of("e", run(""))
    assert width_of("維", run("")) == pytest.approx(10.0)


def test_lines_break_at_spaces_and_after_hyphens() -> None:
    paragraph = ShapeParagraph((run("aaaa bbbb-cc"),), 0.0, 0.0, 0.0, "l")
    assert len(lines_of(paragraph, 100)) == 1
    assert len(lines_of(paragraph, 50)) == 2
    assert len(lines_of(paragraph, 30)) == 3
