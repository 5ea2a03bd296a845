"""Where things stand on the pages of a leaflet, as values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.projects import CLINIC, found, leaflet, line_of, make_project, problems_of
from support.samples import LAYOUTS, SAMPLER, document_of, look_of, pages_of
from support.shapes import Edges, edges

from handouts.core.words import word
from handouts.document.document import Document
from handouts.render.paper.furniture import furniture_of
from handouts.render.paper.pages import Pages, PaperPage, set_pages
from handouts.render.paper.setting import BULLET_INDENT
from handouts.render.paper.shapes import StraightLine, TextLine, texts


def all_edges(page: PaperPage) -> Iterator[Edges]:
    for drawn in (*page.drawn, *page.furniture):
        for shape in drawn.shapes:
            yield edges(shape, drawn.dx, drawn.dy)


def rows(count: int, *, words: str = "A food with a name") -> str:
    """A long table."""
    lines = "".join(f"      r{number}: [{words} {number}, Much]\n" for number in range(count))
    return f"- id: foods\n  table:\n    columns: {{food: Food name, much: How much}}\n    rows:\n{lines}"


@pytest.fixture(params=LAYOUTS)
def sampled(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Pages]:
    return request.param, pages_of(document_of(tmp_path, SAMPLER), request.param)


def test_the_sampler_fits_every_layout(sampled: tuple[str, Pages]) -> None:
    assert sampled[1].problems == ()
    assert len(sampled[1].pages) >= 2


def test_nothing_stands_outside_the_margins(sampled: tuple[str, Pages]) -> None:
    look, pages = look_of(sampled[0]), sampled[1]
    for page in pages.pages:
        for left, top, right, bottom in all_edges(page):
            assert left >= look.start - 1
            assert right <= look.width - look.end + 1
            assert top >= look.top - 1
            assert bottom <= look.height - look.bottom + 6


def test_pages_come_in_twos_where_the_sheet_has_two_sides(sampled: tuple[str, Pages]) -> None:
    assert look_of(sampled[0]).pages == "even"
    assert len(sampled[1].pages) % 2 == 0
    assert [page.number for page in sampled[1].pages] == list(range(1, len(sampled[1].pages) + 1))


def test_strips_stand_in_order_one_below_the_other(sampled: tuple[str, Pages]) -> None:
    for page in sampled[1].pages:
        for before, after in zip(page.blocks, page.blocks[1:], strict=False):
            assert after.y >= before.y + before.height - 0.01
        assert page.spare >= -0.01


def test_content_does_not_meet_the_furniture(sampled: tuple[str, Pages]) -> None:
    for page in sampled[1].pages:
        rules = sorted(
            shape.y1 + each.dy for each in page.furniture for shape in each.shapes if isinstance(shape, StraightLine)
        )
        for left, top, right, bottom in (edges(s, d.dx, d.dy) for d in page.drawn for s in d.shapes):
            assert right >= left
            assert top >= rules[-2] - 1 or top > rules[0]
            assert bottom <= rules[-1] + 1


def test_every_field_has_its_place_on_its_page(sampled: tuple[str, Pages]) -> None:
    look = look_of(sampled[0])
    fields = [field for page in sampled[1].pages for field in page.fields]
    assert [field.name for field in fields] == ["monday", "tuesday"]
    for field in fields:
        assert look.start <= field.x
        assert field.x + field.width <= look.width - look.end
        assert field.width > 20
        assert field.height > 10


@pytest.mark.parametrize("layout", ["a4", "a4-large-print"])
@pytest.mark.parametrize("kind", ["bullets", "steps"])
def test_a_list_below_an_item_starts_where_the_text_of_the_item_does(tmp_path: Path, kind: str, layout: str) -> None:
    items = "".join(f"    n{n}: Item {n}\n" for n in range(1, 10))
    nested = "    n10: {text: Item 10, items: {a: Inner}}\n    n11: {text: Item 11, items: {b: Inner}}\n"
    pages = pages_of(document_of(tmp_path, leaflet(f"- id: l\n  {kind}:\n" + items + nested)), layout)
    assert pages.problems == ()
    drawn = [each for page in pages.pages for each in page.drawn]
    lines = [line for line in texts(drawn) if line.line.text.startswith(("Item 10", "Item 11", "Inner"))]
    assert [line.line.text for line in lines] == ["Item 10", "Inner", "Item 11", "Inner"]
    # the mark of an inner item is as far from its text as in any list, and so is its text from that of the item
    assert [inner.x - item.x for item, inner in zip(lines[::2], lines[1::2], strict=True)] == pytest.approx(
        [BULLET_INDENT] * 2
    )


def test_headings_lead_to_their_page(sampled: tuple[str, Pages]) -> None:
    for _, name, number in sampled[1].headings:
        shown = " ".join(line.line.text for line in texts(sampled[1].pages[number - 1].drawn))
        assert name.split()[0] in shown


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_table_that_is_split_repeats_its_head_and_loses_no_row(tmp_path: Path, layout: str) -> None:
    pages = pages_of(document_of(tmp_path, leaflet(rows(120))), layout)
    assert pages.problems == ()
    with_rows = [[line.line.text for line in texts(page.drawn)] for page in pages.pages]
    with_rows = [lines for lines in with_rows if any("A food" in line for line in lines)]
    assert len(with_rows) > 1
    assert all("Food name" in lines and "How much" in lines for lines in with_rows)
    everything = " ".join(line for lines in with_rows for line in lines)
    assert all(f"name {number}" in everything for number in range(120))


def test_a_repeated_head_is_decoration_and_the_first_is_not(tmp_path: Path) -> None:
    pages = pages_of(document_of(tmp_path, leaflet(rows(120))))
    heads = [
        bool(each.path)
        for page in pages.pages
        for each in page.drawn
        for shape in each.shapes
        if isinstance(shape, TextLine) and shape.line.text == "Food name"
    ]
    assert heads[0]
    assert not any(heads[1:])


def test_pages_are_about_evenly_full(tmp_path: Path) -> None:
    pages = pages_of(document_of(tmp_path, leaflet(rows(120))))
    spare = [page.spare for page in pages.pages if any("A food" in line.line.text for line in texts(page.drawn))]
    assert max(spare) - min(spare) < 60


def test_a_heading_is_never_last_on_its_page(tmp_path: Path) -> None:
    tail = "".join(
        f"  - id: s{number}\n    title: Section {number}\n    blocks:\n      - id: a\n        text: {'Words ' * 60}\n"
        for number in range(20)
    )
    pages = pages_of(document_of(tmp_path, leaflet("- id: a\n  text: Words", tail=tail)))
    for page in pages.pages:
        assert not page.blocks[-1].block.endswith("/title")


FIGURE = (
    "- id: a\n  figure:\n    alt: What the figure shows in a few words.\n    kind: diagram\n    arrange: lanes\n    %s"
)
OVERFULL = {
    "a word": '- id: a\n  text: "%s"' % ("x" * 120),
    "a word in a cell": '- id: a\n  table:\n    columns: {a: A, b: B}\n    rows: {r: ["%s", y]}' % ("x" * 120),
    "a number": '- id: a\n  table:\n    columns: {a: A, b: {head: B, kind: number}}\n    rows: {r: [x, "%s"]}' % ("9" * 120),
    "a card's title": '- id: a\n  do: {x: {title: "%s", text: T}, y: {title: Y, text: T}, z: {title: Z, text: T}}' % ("x" * 60),
    "a cell taller than a page": "- id: a\n  table:\n    columns: {a: A, b: B, c: C, d: D, e: E}\n    rows: {r: [%s]}"
    % ", ".join(['"' + "many words " * 300 + '"'] * 5),
    "a field label": '- id: a\n  fields: {x: {label: "%s"}}' % ("x" * 120),
    "the title of a box": '- id: a\n  note: {title: "%s", text: T}' % ("x" * 120),
    "a fact": '- id: a\n  facts: {x: {label: "%s", text: T}}' % ("x" * 120),
    "a box of a diagram": FIGURE % ("lanes: [[x, y]]\n    nodes: {x: {label: %s}, y: {label: Y}}" % ("x" * 120)),
    "a span of a timeline": FIGURE.replace("diagram", "timeline").replace("arrange: lanes", "origin: Birth")
    % ("spans: {x: {label: %s, window: dose.window, kind: plain}}" % ("x" * 120)),
    "lines to write on": "- id: a\n  fields: {x: {label: L, kind: lines, count: 900}}",
    "a paragraph taller than a page": '- id: a\n  text: "%s"' % ("word " * 780),
}  # fmt: skip


@pytest.mark.parametrize("what", OVERFULL)
def test_what_does_not_fit_is_a_problem_with_its_place_and_how_much(tmp_path: Path, what: str) -> None:
    text = leaflet(OVERFULL[what])
    problems = problems_of(make_project(tmp_path, {"leaflets/small.yaml": text}))
    first = line_of(text, "- id: a\n")
    assert problems
    for problem in problems:
        assert problem.rule == "overflowing-text"
        assert first <= problem.mark.line <= first + 6
        assert " pt " in problem.message
        assert problem.reaches == ("small",)


ADDRESS = "https://example.org/index.html?utm=letter&id=" + "abcdefgh" * 16
ADDRESSED = {
    "a paragraph": '- id: a\n  text: "Write to %s"',
    "a list": '- id: a\n  bullets: {x: "%s", y: Y}',
    "a cell": '- id: a\n  table:\n    columns: {a: A, b: B, c: C}\n    rows: {r: ["%s", y, words]}',
    "a card": '- id: a\n  do: {x: {title: X, text: "%s"}, y: {title: Y, text: T}, z: {title: Z, text: T}}',
    "a box": '- id: a\n  note: {title: X, text: "%s"}',
}


@pytest.mark.parametrize("where", ADDRESSED)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_address_is_broken_in_its_place(tmp_path: Path, where: str, layout: str) -> None:
    pages = pages_of(document_of(tmp_path, leaflet(ADDRESSED[where] % ADDRESS)), layout)
    assert pages.problems == ()
    words = "".join(line.line.text for page in pages.pages for line in texts(page.drawn)).replace(" ", "")
    assert ADDRESS in words


def test_a_word_of_a_table_is_a_problem_in_its_own_line(tmp_path: Path) -> None:
    cells = f"      r: [word, {'x' * 90}]\n      s: [{'y' * 90}, word]\n"
    text = leaflet(f"- id: t\n  table:\n    columns: {{a: A, b: B}}\n    rows:\n{cells}")
    problems = problems_of(make_project(tmp_path, {"leaflets/small.yaml": text}))
    assert [problem.mark.line for problem in problems] == [line_of(text, "r: ["), line_of(text, "s: [")]
    for problem, letter in zip(problems, "xy", strict=True):
        assert f"{letter * 37}...' is " in problem.message
        assert "wider than its place of" in problem.message


def test_a_table_wider_than_its_page_stays_on_it(tmp_path: Path) -> None:
    names = [f"c{number}" for number in range(30)]
    columns = ", ".join(f"{name}: Phenprocoumon" for name in names)
    text = leaflet(f"- id: t\n  table:\n    columns: {{{columns}}}\n    rows: {{r: [{', '.join(names)}]}}")
    pages = pages_of(document_of(tmp_path, text), "a4")
    assert {problem.rule for problem in pages.problems} == {"overflowing-text"}
    look = look_of("a4")
    lines = [line for page in pages.pages for line in texts(page.drawn)]
    assert max(line.x for line in lines) <= look.width - look.end


def test_an_address_below_the_qr_code_leaves_room_beside_it(tmp_path: Path) -> None:
    document = document_of(tmp_path, leaflet(rows(3), tail="sources: [paper_2012]\n"), "mill")
    assert document.letterhead is not None
    web = f"https://{'www.' * 20}mill.example"
    document = replace(document, letterhead=replace(document.letterhead, web=web))
    look = look_of("a4")
    furniture = furniture_of(document, None, None, ("1" * 21,) * 21)
    pages = set_pages(document, look, furniture)
    said = [line.line.text for page in pages.pages for line in texts(page.drawn)]
    start = said.index(word("scan", "en"))
    assert "".join(said[start + 1 :]).startswith(web.removeprefix("https://"))
    # the foot of the page has no room for it, and says so
    assert not [problem for problem in pages.problems if "wider than its place" in problem.message]


def test_a_document_of_too_many_pages_is_a_problem(tmp_path: Path) -> None:
    text = leaflet("\n".join(f'- id: a{number}\n  text: "{"word " * 300}"' for number in range(140)))
    (problem,) = problems_of(make_project(tmp_path, {"leaflets/small.yaml": text}))
    assert problem.message == "small does not fit on 40 pages (in the layout 'a4')"


@pytest.mark.parametrize(
    ("typed", "changed"),
    [
        ("Mill Street Clinic", "Mill Street Clinic " * 20),
        ("other_formats: 020", "other_formats: " + "020 7946 0000 or " * 24 + "020"),
        ("other_formats: 020", f"feedback: {'mill' * 40}\nother_formats: 020"),
    ],
)
def test_a_clinic_whose_words_do_not_fit_is_a_problem(tmp_path: Path, typed: str, changed: str) -> None:
    root = make_project(tmp_path, {"clinics/mill.yaml": CLINIC.replace(typed, changed)})
    rules = {rule for _, _, rule in found(problems_of(root, clinic="mill"))}
    assert rules == {"overflowing-text"}


FEEDBACK = "Tell us what you think of this leaflet:"


@pytest.mark.parametrize("tail", ["", "sources: [paper_2012]\n"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_last_page_alone_says_where_feedback_goes(tmp_path: Path, layout: str, tail: str) -> None:
    document = document_of(tmp_path, leaflet(rows(40), tail=tail), "mill")
    assert document.letterhead is not None
    for contact, after in (("hello@mill.example", "hello@mill.example"), (None, "")):
        own = replace(document, letterhead=replace(document.letterhead, feedback=contact))
        said = [" ".join(line.line.text for line in texts(page.drawn)) for page in pages_of(own, layout).pages]
        assert [FEEDBACK in page for page in said] == [*(False for _ in said[1:]), True]
        assert said[-1].partition(FEEDBACK)[2].strip() == after


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_qr_code_meets_no_words(tmp_path: Path, layout: str) -> None:
    for number, sources in enumerate(("", "sources: [paper_2012]\n")):
        folder = tmp_path / str(number)
        folder.mkdir()
        root = make_project(folder, {"leaflets/small.yaml": leaflet(rows(12), tail=sources)})
        assert problems_of(root, clinic="mill", layouts=(layout,)) == []


# --- pages that flow ------------------------------------------------------------------------------


def flowing(document: Document) -> Pages:
    """A document in the A4 layout, each page filled before the next begins."""
    look = replace(look_of("a4"), pages="flow")
    return set_pages(document, look, furniture_of(document, word("draft", "en"), None, None))


def test_flowing_pages_are_full_but_for_what_is_held_together(tmp_path: Path) -> None:
    rows = "".join(f"      r{n}: [Row {n}, Words]\n" for n in range(120))
    text = leaflet("- id: t\n  table:\n    columns: {a: Row, b: Words}\n    rows:\n" + rows)
    pages = flowing(document_of(tmp_path, text))
    assert pages.problems == ()
    row = pages.pages[0].blocks[-1].height
    inner = [page for page in pages.pages if len(page.blocks) > 20][:-1]
    assert len(inner) >= 2
    assert all(page.spare < 2 * row + 0.1 for page in inner)
    drawn = [line.line.text.strip() for page in pages.pages for line in texts(page.drawn)]
    assert [text for text in drawn if text.startswith("Row ")] == [f"Row {n}" for n in range(120)]
    for page in pages.pages[2:]:
        assert next(texts(page.drawn)).line.text == "Row"


def test_a_section_of_fields_stands_whole_where_pages_flow(tmp_path: Path) -> None:
    lines = "".join(f"    i{n}: Words that fill a line\n" for n in range(30))
    fields = "".join(f"- id: f{n}\n  fields: {{g{n}: {{label: Name, kind: text}}}}\n" for n in range(4))
    signed = "  - id: sign\n    title: Sign\n    blocks:\n" + "".join(f"      {line}\n" for line in fields.splitlines())
    pages = flowing(document_of(tmp_path, leaflet("- id: l\n  bullets:\n" + lines, tail=signed)))
    assert pages.problems == ()
    at = {box.name: page.number for page in pages.pages for box in page.fields}
    assert len(set(at.values())) == 1
    heading = next(page.number for page in pages.pages for box in page.blocks if box.block == "small/sign/title")
    assert {heading} == set(at.values())
