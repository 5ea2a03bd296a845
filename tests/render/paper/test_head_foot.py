"""Head and foot of a page: whatever its size, their texts fold before they meet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from support.narrow import LARGE, SIZES, paper
from support.projects import REPO, leaflet
from support.samples import document_of, layouts_of, look_of

from handouts.core.problem import Mark
from handouts.core.words import word
from handouts.document.document import Document
from handouts.document.imprint import imprint_of
from handouts.document.text import Words
from handouts.render.paper.foot import foot_height
from handouts.render.paper.furniture import Furniture, furniture_of
from handouts.render.paper.header_footer import furnished, page_room
from handouts.render.paper.look import LeafletLook, read_leaflet_look
from handouts.render.paper.look_faults import UNPRINTED
from handouts.render.paper.pages import set_pages
from handouts.render.paper.setting import Setter
from handouts.render.paper.shapes import Picture, Rect, Shape, TextLine, extent, texts
from handouts.render.paper.touching import LEAST_GAP, touching

TRUST = "Royal Northern and Southern University Hospitals Foundation Trust, Thrombosis Service"
LONG = {
    "name": TRUST,
    "day": "020 7946 0000, extension 4711 (Monday to Friday, 9 to 5)",
    "night": "020 7946 0999, option 3",
    "web": "https://royal-northern-southern.example/warfarin",
    "other_formats": "accessible.information@royal-northern-southern.example or 020 7946 0000",
}
ISSUED = date(2026, 11, 23)


def layouts(folder: Path) -> dict[str, LeafletLook]:
    """The sizes as looks, and large print on A5."""
    (folder / "leaflets").mkdir(parents=True)
    for part in ("themes", "fonts"):
        (folder / part).symlink_to(REPO / "layouts" / part)
    files = {name: paper(name) for name in SIZES} | {"a5-large": paper("a5-large", LARGE)}
    found = {}
    for name, text in files.items():
        (folder / f"leaflets/{name}.yaml").write_text(text, encoding="utf-8")
        look, problems = read_leaflet_look(folder, name)
        assert problems == []
        assert look is not None
        found[name] = look
    return found


SIZES["a5-large"] = (148, 210, 10, 1, 1.0)


@pytest.fixture(scope="module")
def looks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, LeafletLook]:
    return layouts(tmp_path_factory.mktemp("looks") / "layouts")


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return document_of(tmp_path_factory.mktemp("small"), leaflet("- id: a\n  text: A word."), "mill")


def furniture(document: Document, head: str, issued: date | None) -> Furniture:
    """What head and foot say: with a clinic of long or short words or lines to write on, as a draft or reviewed."""
    letterhead = document.letterhead
    assert letterhead is not None
    if head == "long":
        document = replace(document, letterhead=replace(letterhead, **LONG))
    elif head == "none":
        document = replace(document, letterhead=None)
    document = replace(document, id="a-leaflet-with-quite-a-long-id")
    imprint = imprint_of(document, "12c80b7c" * 5, "x", issued)
    draft = word("draft", "en") if issued is None else None
    logo = (b"", 3.0) if head != "none" else None
    return furniture_of(document, draft, logo, None, None if issued is None else "Reviewed November 2026", imprint)


def lines_of(look: LeafletLook, shown: Furniture, *numbers: int) -> list[TextLine]:
    """The lines of head and foot of pages, of the last one where none is named."""
    setter = Setter(look, "en")
    return [line for number in numbers or (40,) for line in texts(furnished(setter, shown, number, 40))]


CASES = pytest.mark.parametrize("head", ["none", "short", "long"])
STATES = pytest.mark.parametrize("issued", [None, ISSUED], ids=["draft", "reviewed"])


@CASES
@STATES
@pytest.mark.parametrize("size", SIZES)
def test_no_text_of_head_or_foot_meets_another_or_leaves_the_page(
    looks: dict[str, LeafletLook], document: Document, size: str, head: str, issued: date | None
) -> None:
    look = looks[size]
    shown = furniture(document, head, issued)
    lines = lines_of(look, shown)
    assert list(touching(furnished(Setter(look, "en"), shown, 40, 40), shown, look, Mark("x"))) == []
    for one, other in combinations(lines, 2):
        apart = max(one.x, other.x) - min(one.x + one.line.width, other.x + other.line.width)
        assert apart >= LEAST_GAP or abs(one.y - other.y) > 0.7 * min(one.line.runs[0].size, other.line.runs[0].size)
    for line in lines:
        assert line.x >= look.start - 0.01
        assert line.x + line.line.width <= look.width - look.end + 0.5
        assert look.top <= line.y <= look.height - look.bottom


@CASES
@pytest.mark.parametrize("size", SIZES)
def test_nothing_that_the_foot_says_is_left_out(
    looks: dict[str, LeafletLook], document: Document, size: str, head: str
) -> None:
    shown = furniture(document, head, None)
    # in large print each side of a sheet says its part
    said = " ".join(line.line.text for line in lines_of(looks[size], shown, 39, 40))
    for words in ("a-leaflet-with-quite-a-long-id", "Edition 1.0", "12c80b7c", "English", "22 November 2026"):
        assert words in said
    assert "Use until November 2027" in said
    assert "Page 40 of 40" in said
    # in large print the address stands below the QR code only
    if head == "long" and not looks[size].large_print:
        assert "royal-northern-southern.example/warfarin" in said.replace(" ", "")
        assert "020 7946 0000" in said


@CASES
@pytest.mark.parametrize("size", SIZES)
def test_an_approved_page_has_the_room_of_its_draft(
    looks: dict[str, LeafletLook], document: Document, size: str, head: str
) -> None:
    setter = Setter(looks[size], "en")
    draft, approved = (furniture(document, head, issued) for issued in (None, ISSUED))
    assert foot_height(setter, draft) == foot_height(setter, approved)
    assert page_room(setter, draft) == page_room(setter, approved)


@pytest.mark.parametrize(("size", "above"), [("a4", False), ("a5", True), ("dl", True)])
def test_the_state_stands_above_the_clinic_where_a_page_is_narrow(
    looks: dict[str, LeafletLook], document: Document, size: str, above: bool
) -> None:
    look = look_of("a4") if size == "a4" else looks[size]
    lines = lines_of(look, furniture(document, "short", None))
    state = next(line for line in lines if line.line.text == word("draft", "en"))
    name = next(line for line in lines if line.line.text.startswith("Mill"))
    assert (state.y < name.y - 5) == above


def test_a_logo_stands_above_a_name_that_has_no_room_beside_it(
    looks: dict[str, LeafletLook], document: Document
) -> None:
    drawn = furnished(Setter(looks["dl"], "en"), furniture(document, "long", None), 1, 1)
    name = next(line for line in texts(drawn) if line.line.text.startswith("Royal"))
    (logo,) = [shape for each in drawn for shape in each.shapes if isinstance(shape, Picture)]
    assert name.x == looks["dl"].start == logo.x
    assert logo.y + logo.height < name.y - 0.7 * name.line.runs[0].size


def test_a_foot_of_other_words_folds_too(looks: dict[str, LeafletLook], document: Document) -> None:
    shown = replace(furniture(document, "none", None), foot="Edition of 22 November 2026 beside that of 1 March 2027")
    lines = [line.line.text for line in lines_of(looks["dl"], shown)]
    assert "Edition of 22 November 2026 beside that of 1 March 2027" not in lines
    assert "Edition of 22 November 2026 beside that of 1 March 2027" in " ".join(lines)


@pytest.mark.parametrize(("size", "rule"), [(64, "touching-texts"), (100, "overflowing-text")])
def test_texts_that_have_no_room_are_told_at_the_page_of_the_layout(document: Document, size: float, rule: str) -> None:
    look = look_of("a4")
    look = replace(look, styles={**look.styles, "page": replace(look.styles["page"], size=size, line=12)})
    shown = replace(furniture(document, "none", None), document="averylongidwithoutanyhyphen")
    found = list(touching(furnished(Setter(look, "en"), shown, 40, 40), shown, look, Mark("x")))
    assert rule in {each.rule for each in found}
    assert {each.mark for each in found} == {look.mark_of("page")}
    assert all("the head or foot of a page; use a wider page" in each.message for each in found)


def test_a_clinics_word_that_touches_another_is_told_in_its_own_file(document: Document) -> None:
    look = look_of("a4")
    setter, shown = Setter(look, "en"), furniture(document, "short", None)
    drawn = furnished(setter, shown, 1, 1)
    name = next(line for line in texts(drawn) if line.line.text.startswith("Mill"))
    beside = replace(name, x=name.x + name.line.width + 2)
    (problem,) = touching([replace(drawn[0], path=(), shapes=(name, beside))], shown, look, Mark("x"))
    assert problem.rule == "touching-texts"
    assert problem.mark.file == "content/clinics/mill.yaml"
    assert problem.message.endswith("shorten the clinic's name")
    apart = replace(beside, x=beside.x + 3)
    assert list(touching([replace(drawn[0], path=(), shapes=(name, apart))], shown, look, Mark("x"))) == []


def test_a_head_and_foot_that_leave_no_room_are_told_at_the_layout(
    looks: dict[str, LeafletLook], document: Document
) -> None:
    look = replace(looks["a6"], height=90 * 72 / 25.4)
    pages = set_pages(document, look, furniture(document, "long", None))
    (problem,) = [each for each in pages.problems if each.rule == "tight-page"]
    assert problem.mark == look.mark_of("page/height")
    assert "are needed (6 lines of text)" in problem.message
    assert pages.pages == ()


def test_a_reference_list_that_fills_a_narrow_page_is_parted(looks: dict[str, LeafletLook], tmp_path: Path) -> None:
    document = document_of(tmp_path, leaflet("- id: a\n  text: A word.", tail="sources: [paper_2012]\n"), "mill")
    section = document.sections[-1]
    (references,) = section.blocks
    (entry,) = references.entries
    text = (Words("A source with a title that goes on for a while, and a place (2012)"),)
    entries = tuple(replace(entry, unit=replace(entry.unit, id=f"s{each}", text=text)) for each in range(24))
    section = replace(section, blocks=(replace(references, entries=entries),))
    document = replace(document, sections=(*document.sections[:-1], section))
    shown = replace(furniture(document, "short", None), qr=("1" * 21,) * 21)
    pages = set_pages(document, looks["a6"], shown)
    assert [str(problem) for problem in pages.problems] == []
    assert sum("A source" in line.line.text for page in pages.pages for line in texts(page.drawn)) == 24


# --- edition and room ---------------------------------------------------------------------------


@CASES
@STATES
@pytest.mark.parametrize("size", SIZES)
def test_every_sheet_says_edition_and_month_of_use_in_the_type_of_its_number(
    looks: dict[str, LeafletLook], document: Document, size: str, head: str, issued: date | None
) -> None:
    look, shown = looks[size], furniture(document, head, issued)
    lines = lines_of(look, shown, 1)
    bold = " ".join(line.line.text for line in lines if line.line.runs[0].size == look.styles["page"].size)
    assert "Edition 1.0 · Use until November 2027" in bold
    said = " ".join(line.line.text for line in lines)
    for words in ("a-leaflet-with-quite-a-long-id", "12c80b7c", "English", "checked 22 November 2026"):
        assert words in said
    assert ("issued 23 November 2026" in said) == (issued is not None)
    assert list(touching(furnished(Setter(look, "en"), shown, 1, 40), shown, look, Mark("x"))) == []
    assert all(look.top <= line.y <= look.height - look.bottom for line in lines)


@pytest.mark.parametrize("layout", layouts_of(REPO, "leaflet"))
@pytest.mark.parametrize("head", ["none", "short"])
@STATES
def test_head_and_foot_of_the_shipped_layouts_leave_most_of_a_page(
    document: Document, layout: str, head: str, issued: date | None
) -> None:
    look, shown = look_of(layout), replace(furniture(document, head, issued), document="a-leaflet")
    most = 0.18 if look.large_print else 0.16
    setter = Setter(look, "en")
    assert 1 - page_room(setter, shown).height / look.height <= most
    drawn = [shape for number in (1, 2, 3) for each in furnished(setter, shown, number, 4) for shape in each.shapes]
    assert min(ink(shape)[0] for shape in drawn) >= UNPRINTED - 0.01
    assert max(ink(shape)[1] for shape in drawn) <= look.height - UNPRINTED + 0.01


def ink(shape: Shape) -> tuple[float, float]:
    """Top and bottom of what is printed of a shape, in pt."""
    if isinstance(shape, TextLine):
        size = max(run.size for run in shape.line.runs)
        return shape.y - 0.78 * size, shape.y + 0.24 * size
    _, top, _, bottom = extent(shape)
    stroke = shape.stroke_width / 2 if isinstance(shape, Rect) else 0.0
    return top - stroke, bottom + stroke


def test_with_and_without_a_clinic_one_composition_serves_both(document: Document) -> None:
    for layout in layouts_of(REPO, "leaflet"):
        setter = Setter(look_of(layout), "en")
        rooms = {page_room(setter, furniture(document, head, None)) for head in ("none", "short")}
        assert len(rooms) == 1


def help_leaflet(root: Path, title: str, clinic: str | None) -> Document:
    box = f"front:\n- id: help\n  blocks:\n  - id: now\n    call-today: {{title: '{title}', items: {{a: A sign.}}}}\n"
    return document_of(root, leaflet("- id: a\n  text: A word.", tail=box), clinic)


@pytest.mark.parametrize("clinic", ["mill", None])
def test_in_large_print_page_1_says_the_phones_once_where_its_text_says_them(
    tmp_path: Path, clinic: str | None
) -> None:
    look = look_of("a4-large-print")
    called = help_leaflet(tmp_path / "called", "Call us: {{ clinic/day }}", clinic)
    silent = help_leaflet(tmp_path / "silent", "Call us", clinic)
    tops = {}
    for name, each in (("called", called), ("silent", silent)):
        shown = furniture_of(each, word("draft", "en"), None, None)
        first, second, *_ = set_pages(each, look, shown).pages
        tops[name] = first.blocks[0].y
        phones = [line for line in texts(second.furniture) if is_phone(line)]
        assert len(phones) == 1
        assert len([line for line in texts(first.furniture) if is_phone(line)]) == (name == "silent")
    assert tops["called"] == pytest.approx(tops["silent"] - look.styles["phone"].line)


def is_phone(line: TextLine) -> bool:
    return line.line.text.startswith(("Phone", "020"))
