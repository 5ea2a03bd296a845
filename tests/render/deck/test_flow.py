"""Decks as values: what stands where, what goes on, and what does not fit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import get_args

import pytest
from support import deck_samples as samples

from handouts.document.blocks import Block, Callout, Cards, Paragraph, Table
from handouts.document.document import Letterhead, SlideKind, Teaching
from handouts.document.text import Unit, Words, plain
from handouts.render.deck import DeckSlide, Slides, footers_of, paginate, printed
from handouts.render.deck.look import low_contrast, read_deck_look, with_colour
from handouts.render.deck.value import ChartFrame, GroupFrame, TableFrame, TextFrame, paras
from handouts.render.type.lines import break_lines

LOOK = samples.read_look()


def paged(*sections) -> Slides:
    document = samples.deck(*sections)
    return paginate(document, LOOK, footers_of(document, "draft"))


@pytest.fixture(scope="module")
def whole() -> Slides:
    return paged()


def only(section) -> DeckSlide:
    cover, slide = paged(section).slides
    assert cover.kind == "title"
    return slide


def text_of(frame) -> str:
    return " ".join(plain(para.text) for para in paras(frame))


def named(slide: DeckSlide, name: str):
    return next(frame for frame in slide.frames if frame.name == name)


# --- the sample deck ------------------------------------------------------------------------------


def test_the_sample_has_every_kind_and_no_problem(whole):
    assert {slide.kind for slide in whole.slides} == set(get_args(SlideKind))
    assert whole.problems == ()


def test_every_frame_lies_on_the_slide(whole):
    for slide in whole.slides:
        for frame in slide.frames:
            assert LOOK.master.size.holds(frame.box), (slide.section, frame.name)


def test_frames_with_text_do_not_overlap(whole):
    for slide in whole.slides:
        filled = [frame for frame in slide.frames if not isinstance(frame, TextFrame) or frame.paras]
        boxes = [(frame.name, used(frame)) for frame in filled]
        for place, (name, box) in enumerate(boxes):
            for other, second in boxes[:place]:
                assert not box.grown(-1).meets(second), (slide.section, name, other)


def used(frame):
    """The room that a frame's text takes from its top; a title may be shorter than its placeholder."""
    if isinstance(frame, TextFrame) and frame.anchor == "top" and frame.ink.fill is None:
        height = sum(para.height + para.before * bool(place) for place, para in enumerate(frame.paras))
        width = max((line_width(para, frame) for para in frame.paras), default=0)
        at_foot = frame.name == "title" and frame.box.height > 100  # a cover's title stands at its foot
        y = frame.box.bottom - height if at_foot else frame.box.y
        return replace(frame.box, y=y, height=height, width=min(frame.box.width, width))
    return frame.box


def line_width(para, frame) -> float:
    lines = break_lines(para.text, para.style, frame.box.width - frame.inset.right - para.hang, LOOK.fonts)
    return max(line.width for line in lines) + para.hang


def test_text_is_as_high_as_it_was_measured(whole):
    for slide in whole.slides:
        for frame in slide.frames:
            if isinstance(frame, TextFrame) and frame.paras:
                check_text(frame)
            if isinstance(frame, GroupFrame):
                for child in frame.children:
                    if isinstance(child, TextFrame) and child.paras:
                        check_text(child)


def check_text(frame):
    inner = frame.box.width - frame.inset.left - frame.inset.right
    total = frame.inset.top + frame.inset.bottom
    for place, para in enumerate(frame.paras):
        lines = break_lines(para.text, para.style, inner - para.hang, LOOK.fonts)
        assert len(lines) * para.style.line <= para.height + 0.01, plain(para.text)
        total += para.height + (para.before if place else 0)
    assert total <= frame.box.height + 2.1, frame.name


def test_cells_hold_their_text(whole):
    for slide in whole.slides:
        for frame in slide.frames:
            if isinstance(frame, TableFrame):
                assert sum(frame.widths) == pytest.approx(frame.box.width)
                assert sum(row.height for row in frame.rows) == pytest.approx(frame.box.height)
                for row in frame.rows:
                    for cell, width in zip(row.cells, frame.widths, strict=True):
                        check_cell(cell, width - frame.pad.left - frame.pad.right, row.height, frame.pad)


def check_cell(cell, width, height, pad):
    total = pad.top + pad.bottom
    for para in cell:
        lines = break_lines(para.text, para.style, width, LOOK.fonts)
        assert max((line.width for line in lines), default=0) <= width + 0.01
        total += len(lines) * para.style.line
    assert total <= height + 0.01


def test_nothing_is_smaller_than_it_may_be(whole):
    small = {"source", "badge", "footer", "slide number"}
    for slide in whole.slides:
        for frame in slide.frames:
            least = 12 if frame.name in small or slide.kind == "references" else 18
            assert all(para.style.size >= least for para in paras(frame)), (slide.section, frame.name)
            if isinstance(frame, ChartFrame):
                assert min(frame.label.size, frame.mark.size) >= 18


def test_alt_texts_say_what_the_slide_does_not():
    table = only(samples.slide("t", "table", "A title", samples.small_table()))
    (frame,) = (frame for frame in table.frames if isinstance(frame, TableFrame))
    assert frame.alt.startswith("Columns: ")
    assert "A title" not in frame.alt
    chart = only(samples.slide("c", "chart", "A title", samples.figure("f", samples.bars(), "Bars of two foods.")))
    (frame,) = (frame for frame in chart.frames if isinstance(frame, ChartFrame))
    rows = "; ".join(f"{plain(row.label.text)}: {plain(row.printed.text)}" for row in samples.bars().rows)
    assert frame.alt == f"Bars of two foods. {rows}."


def test_a_timeline_is_read_from_its_beginning():
    figure = samples.figure("f", samples.timeline(), "Three stretches of time.")
    slide = only(samples.slide("t", "diagram", "A title", figure))
    (group,) = (frame for frame in slide.frames if isinstance(frame, GroupFrame))
    starts = [child.box.x for child in group.children if child.name.startswith("label ")]
    assert starts == sorted(starts)


def test_graphics_have_alt_text_and_slides_notes(whole):
    for slide in whole.slides:
        for frame in slide.frames:
            if isinstance(frame, TableFrame | ChartFrame | GroupFrame):
                assert frame.alt
        assert slide.notes
        assert len({frame.name for frame in slide.frames}) == len(slide.frames)
        for group in (frame for frame in slide.frames if isinstance(frame, GroupFrame)):
            assert len({child.name for child in group.children}) == len(group.children)


def test_titles_are_unique(whole):
    titles = [text_of(slide.title) for slide in whole.slides]
    assert len(set(titles)) == len(titles)


def test_every_unit_is_printed(whole):
    found = {entry.unit for entry in printed(whole)}
    for section in samples.sections():
        for unit in samples_units(section):
            assert unit.id in found or unit.id.endswith(
                ("/alt", "/caption", "axis", "lower", "higher", "/a", "/l", "/h")
            )


def samples_units(section):
    from handouts.document.walk import units

    return [unit for unit in units(section) if plain(unit.text)]


def test_the_record_names_slide_and_values(whole):
    entries = [entry for entry in printed(whole) if entry.values]
    assert ("k.ai", 5) in {(entry.values[0].source, entry.slide) for entry in entries}
    assert any(entry.frame.startswith("chart") for entry in entries)


# --- going on -------------------------------------------------------------------------------------


def test_a_long_table_goes_on_with_its_head():
    slides = paged(samples.slide("t", "table", "Many trials", samples.table("many", 30))).slides[1:]
    assert len(slides) > 2
    heads = [text_of_row(named_table(slide).rows[0]) for slide in slides]
    assert len(set(heads)) == 1
    assert sum(len(named_table(slide).rows) - 1 for slide in slides) == 30
    assert [text_of(slide.title) for slide in slides] == [
        f"Many trials ({n}\u00a0of\u00a0{len(slides)})" for n in range(1, len(slides) + 1)
    ]


def named_table(slide: DeckSlide) -> TableFrame:
    return next(frame for frame in slide.frames if isinstance(frame, TableFrame))


def text_of_row(row) -> str:
    return "|".join(plain(para.text) for cell in row.cells for para in cell)


def test_slides_that_go_on_are_filled_alike():
    slides = paged(samples.slide("t", "table", "Trials", samples.table("t", 12))).slides[1:]
    counts = [len(named_table(slide).rows) - 1 for slide in slides]
    assert max(counts) - min(counts) <= 2


def test_bullets_part_between_items_and_keep_their_numbers():
    items = [f"Item {n} says something that is long enough to be read" for n in range(14)]
    slides = paged(samples.slide("b", "bullets", "Many", samples.bullets("b", *items, style="number"))).slides[1:]
    markers = [para.marker.number for slide in slides for para in named(slide, "body").paras]
    assert markers == list(range(1, 15))
    assert all(len(named(slide, "body").paras) <= 6 for slide in slides)


def test_references_go_on_in_two_columns():
    slides = paged(samples.slide("r", "references", "References", samples.references(40))).slides[1:]
    numbers = [
        para.marker.number for slide in slides for name in ("body", "body 2") for para in named(slide, name).paras
    ]
    assert numbers == list(range(1, 41))


def test_cards_go_on_with_their_titles():
    long = [f"Point {n}: a sentence of some length that fills at least two lines of a card" for n in range(9)]
    cards = Cards(
        "c", "summary", (samples.card("a", "First", "good", *long), samples.card("b", "Second", "plain", "Short"))
    )
    slides = paged(samples.slide("c", "summary", "Cards", cards)).slides[1:]
    assert len(slides) > 1
    assert all("First" in text_of(named(slide, "body")) for slide in slides)
    assert "Second" not in text_of(slides[-1].content[-1])


def test_notes_come_with_minutes_once():
    slides = paged(samples.slide("t", "table", "Many trials", samples.table("many", 30), minutes="3")).slides[1:]
    assert plain(slides[0].notes[0].text) == "3 min \u00b7 core"
    assert all("bedside" in plain(slide.notes[-2].text) for slide in slides)


# --- what does not fit ----------------------------------------------------------------------------


def problems(*sections):
    return [(problem.rule, problem.mark.line, problem.message) for problem in paged(*sections).problems]


def test_a_row_higher_than_a_slide_is_a_problem():
    table = samples.small_table()
    row = table.groups[0].rows[0]
    long = Unit("x", (Words("word " * 400),), samples.MARK, "en")
    groups = (replace(table.groups[0], rows=(replace(row, cells=(row.cells[0], long, row.cells[2])),)),)
    found = problems(samples.slide("t", "table", "Too high", replace(table, groups=groups)))
    assert [rule for rule, _, _ in found] == ["overflowing-text"]
    assert "pt too high" in found[0][2]
    assert found[0][1] == 7


def test_a_bullet_higher_than_a_slide_is_a_problem():
    found = problems(samples.slide("b", "bullets", "Too high", samples.bullets("b", "word " * 300)))
    assert "overflowing-text" in {rule for rule, _, _ in found}


def test_a_title_of_three_lines_is_a_problem():
    found = problems(samples.slide("b", "bullets", "A title that goes on " * 8, samples.bullets("b", "One")))
    assert any("the title takes" in message for _, _, message in found)


def test_a_long_source_line_is_a_problem():
    found = problems(samples.slide("b", "bullets", "Sources", samples.bullets("b", "One"), source="Author 2020; " * 40))
    assert any("the source line takes" in message for _, _, message in found)


def test_a_callout_higher_than_a_slide_is_a_problem():
    callout = Callout("c", "note", samples.unit("c/t", "Long"), (samples.paragraph("c/p", "word " * 400),))
    found = problems(samples.slide("b", "bullets", "Callout", callout))
    assert [rule for rule, _, _ in found] == ["overflowing-text"]


def test_a_missing_glyph_is_named_with_its_place():
    found = problems(samples.slide("b", "bullets", "Glyph", samples.bullets("b", "A \U0001f95b of milk")))
    assert (
        "missing-glyph",
        7,
        "no font can show '\U0001f95b' (U+1F95B, glass of milk)",
    ) in found


def test_a_wall_of_bullets_is_a_warning():
    found = paged(samples.slide("b", "bullets", "Wall", samples.bullets("b", "word " * 45))).problems
    assert [(problem.rule, problem.severity) for problem in found] == [("long-slide", "warning")]


def test_problems_reach_their_document():
    found = paged(samples.slide("b", "bullets", "A title that goes on " * 8)).problems
    assert {problem.reaches for problem in found} == {("sample",)}


# --- parts of a slide -----------------------------------------------------------------------------


def test_draft_line_and_number_stand_on_every_slide(whole):
    for number, slide in enumerate(whole.slides, start=1):
        assert "Draft: awaiting clinical review" in text_of(named(slide, "footer"))
        assert text_of(named(slide, "slide number")) == f"{number} / {len(whole.slides)}"


def test_an_approved_deck_has_no_draft_line():
    document = samples.deck()
    slides = paginate(document, LOOK, footers_of(document, "approved"))
    assert not any("Draft" in text_of(named(slide, "footer")) for slide in slides.slides)


def test_a_badge_is_framed_and_the_title_keeps_off_it():
    slide = only(
        samples.slide("b", "bullets", "A title so long that it would reach the badge at the end", badge=samples.LOW)
    )
    badge = named(slide, "badge")
    assert text_of(badge) == "LOW \u00b7 COHORTS"
    assert badge.ink.line is not None
    assert slide.title.box.right - slide.title.inset.right < badge.box.x


def test_title_lines_are_about_equally_long():
    slide = only(
        samples.slide(
            "b", "bullets", "Every form of vitamin K turns the same cycle; warfarin stops it where it turns back"
        )
    )
    width = slide.title.box.width - slide.title.inset.right
    lines = break_lines(slide.title.paras[0].text, slide.title.paras[0].style, width, LOOK.fonts)
    assert len(lines) == 2
    assert min(line.width for line in lines) > 0.7 * max(line.width for line in lines)


def test_the_last_line_of_a_paragraph_has_company():
    text = (
        "One contrast only: the highest third of intake against the lowest third of it altogether, once again and again"
    )
    slide = only(samples.slide("s", "bullets", "Company", samples.bullets("c", text)))
    body = named(slide, "body")
    assert "\u00a0" in plain(body.paras[0].text)


def test_the_case_slide_says_so_and_follows_its_title():
    short = only(samples.slide("c", "case", "She asks", samples.paragraph("p", "Why?")))
    long = only(samples.slide("c", "case", "She asks " * 10, samples.paragraph("p", "Why?")))
    assert text_of(named(short, "eyebrow")) == "CASE"
    assert named(long, "body").box.y > named(short, "body").box.y


def test_sections_are_counted(whole):
    words = [text_of(named(slide, "eyebrow")) for slide in whole.slides if slide.kind == "section"]
    assert words == ["PART 1 OF 2", "PART 2 OF 2"]


def test_a_clinic_stands_on_the_title_slide():
    document = replace(
        samples.deck(), letterhead=Letterhead("a", "Anytown Clinic", "0123", None, "a.example", None, "logo.png", None)
    )
    cover = paginate(document, LOOK, footers_of(document, "draft")).slides[0]
    assert text_of(named(cover, "eyebrow")) == "ANYTOWN CLINIC"
    assert "Day\u00a00123 \u00b7 a.example" in text_of(named(cover, "body"))
    assert named(cover, "logo").file == "logo.png"


def test_the_hours_of_a_phone_may_break_on_the_title_slide():
    phone = f"020\u00a07946\u00a00000 ({'on each working day of the week, ' * 3}nine to five)"
    clinic = Letterhead("a", "Anytown Clinic", phone, None, None, None, None, None)
    document = replace(samples.deck(), letterhead=clinic)
    slides = paginate(document, LOOK, footers_of(document, "draft"))
    assert not slides.problems
    assert text_of(named(slides.slides[0], "body")).endswith("nine to\u00a0five)")


def test_a_figure_that_explains_says_illustration():
    block = samples.figure("i", samples.lanes(), "Two chains.", illustration=True)
    slide = only(samples.slide("i", "diagram", "Illustrated", block))
    assert any(text_of(frame) == "Illustration" for frame in slide.frames)


def test_text_stands_beside_a_chart_where_both_fit():
    block = samples.figure("b", samples.bars(), "Bars.")
    slide = only(samples.slide("b", "chart", "Bars", block, samples.bullets("x", "One", "Two")))
    chart = next(frame for frame in slide.frames if isinstance(frame, ChartFrame))
    assert chart.box.right < named(slide, "body").box.x


def test_placeholders_belong_to_the_slide_layout(whole):
    for slide in whole.slides:
        slots = LOOK.kinds[slide.kind].layout.slots
        held = [frame.placeholder for frame in slide.frames if getattr(frame, "placeholder", None)]
        assert set(held) <= set(slots)
        assert len(held) == len(set(held))


def test_a_section_without_blocks_is_a_slide_with_a_title():
    section = replace(
        samples.slide("x", "statement", "Only a title"), teaching=Teaching("statement", minutes=Decimal(1))
    )
    assert only(section).kind == "statement"


def test_any_block_may_stand_on_any_kind_of_slide():
    blocks: list[Block] = [
        Paragraph(samples.unit("p", "Words")),
        samples.bullets("b", "One"),
        samples.small_table(),
        samples.figure("f", samples.bars(), "Bars."),
        Cards("c", "summary", (samples.card("a", "First", "good", "Point"),)),
        samples.references(2),
    ]
    for kind in get_args(SlideKind):
        for block in blocks:
            assert not [
                p for p in paged(samples.slide("s", kind, "Any", block)).problems if p.rule != "overflowing-text"
            ]


def test_an_empty_table_keeps_its_head():
    table = samples.small_table()
    slide = only(samples.slide("t", "table", "Empty", Table("t", None, table.columns, ())))
    assert len(named_table(slide).rows) == 1


# --- the look -------------------------------------------------------------------------------------


def test_a_pale_clinic_colour_breaks_the_contrast():
    assert low_contrast(LOOK) == []
    assert any("'paper' on 'primary'" in each.message for each in low_contrast(with_colour(LOOK, "#ff8800")))


def test_a_broken_layout_is_told_with_its_place(tmp_path):
    folder = tmp_path / "layouts"
    (folder / "decks").mkdir(parents=True)
    (folder / "themes").symlink_to(samples.LAYOUTS / "themes")
    (folder / "fonts").symlink_to(samples.LAYOUTS / "fonts")
    (folder / "decks" / "widescreen.pptx").write_bytes((samples.LAYOUTS / "decks" / "widescreen.pptx").read_bytes())
    text = (samples.LAYOUTS / "decks" / "widescreen.yaml").read_text()
    broken = text.replace("layout: case,", "layout: cse,").replace("block: 26", "blok: 26")
    (folder / "decks" / "bad.yaml").write_text(broken)
    look, found = read_deck_look(folder, "bad")
    assert look is None
    assert {problem.rule for problem in found} == {"unknown-value", "unknown-key", "missing-key"}
    assert all(problem.mark.file == "layouts/decks/bad.yaml" and problem.mark.line > 1 for problem in found)


@pytest.mark.parametrize(
    ("key", "name", "rule"),
    [
        ("master", "../master.pptx", "missing-master"),
        ("master", "/etc/master.pptx", "missing-master"),
        ("master", "link.pptx", "missing-master"),
        ("master", "none.pptx", "missing-master"),
        ("master", "folder.pptx", "missing-master"),
        ("master", '"wide\\0screen.pptx"', "missing-master"),
        ("theme", "../themes/clear", "unknown-value"),
        ("theme", "Clear", "unknown-value"),
    ],
)
def test_a_master_or_theme_outside_the_layouts_is_told_at_its_line(tmp_path, key: str, name: str, rule: str):
    folder = tmp_path / "layouts"
    (folder / "decks/folder.pptx").mkdir(parents=True)
    for part in ("themes", "fonts"):
        (folder / part).symlink_to(samples.LAYOUTS / part)
    master = (samples.LAYOUTS / "decks/widescreen.pptx").read_bytes()
    for place in ("decks/widescreen.pptx", "master.pptx", "../far.pptx"):
        (folder / place).write_bytes(master)
    (folder / "decks/link.pptx").symlink_to("../../far.pptx")
    text = (samples.LAYOUTS / "decks/widescreen.yaml").read_text()
    typed = next(line for line in text.splitlines() if line.startswith(f"{key}:"))
    (folder / "decks/mine.yaml").write_text(text.replace(typed, f"{key}: {name}"))
    look, found = read_deck_look(folder, "mine")
    assert look is None
    *hidden, told = [(each.rule, each.mark.line) for each in found]
    assert {each for each, _ in hidden} <= {"hidden-character"}
    assert told == (rule, text[: text.index(typed)].count("\n") + 1)


def test_a_master_that_is_no_deck_is_a_problem(tmp_path):
    folder = tmp_path / "layouts"
    (folder / "decks").mkdir(parents=True)
    (folder / "themes").symlink_to(samples.LAYOUTS / "themes")
    (folder / "fonts").symlink_to(samples.LAYOUTS / "fonts")
    (folder / "decks" / "widescreen.pptx").write_bytes(b"no")
    (folder / "decks" / "widescreen.yaml").write_text((samples.LAYOUTS / "decks" / "widescreen.yaml").read_text())
    look, found = read_deck_look(folder, "widescreen")
    assert look is None
    assert [problem.rule for problem in found] == ["broken-master"]
