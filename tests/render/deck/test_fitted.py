"""Words that are wider than their place on a slide: broken by the breaker's rules, or a problem where they are typed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import deck_samples as samples
from support.units import unit_named

from handouts.core.problem import Mark, Problem
from handouts.core.quantity import Measured, Range, printed
from handouts.document.blocks import (
    Answer,
    Answers,
    Block,
    Callout,
    Cards,
    Column,
    ColumnPair,
    Entry,
    Facts,
    Gate,
    Gates,
    Group,
    References,
    Row,
    Table,
)
from handouts.document.blocks import Fact as LabelledFact
from handouts.document.document import Letterhead
from handouts.document.text import Unit, Value, Words, plain
from handouts.render.deck import Slides, footers_of, paginate
from handouts.render.deck.ends import LINE_END, as_shown
from handouts.render.deck.value import Para, TableFrame, TextFrame, paras
from handouts.render.type.lines import break_lines

LOOK = samples.read_look()
LONG = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaftsvorstandsmitglied" * 2
ADDRESS = "https://example.org/index.html?utm_source=newsletter&utm_medium=email&utm_campaign=spring&id=" + "a1b2" * 40
HERE = Mark(samples.MARK.file, 41, 9)


def typed(words: str) -> Unit:
    """A text typed in line 41."""
    return Unit("sample/here", (Words(words),), HERE, "en")


def table_of(*cells: str) -> Table:
    columns = tuple(Column(f"c{n}", samples.unit(f"c{n}", f"Head {n}")) for n in range(len(cells)))
    row = Row("r", tuple(Unit(f"sample/r/c{n}", (Words(each),), HERE, "en") for n, each in enumerate(cells)))
    return Table("t", None, columns, (Group("all", None, None, (row,)),))


def named(words: str) -> dict[str, tuple[str, tuple[Block, ...]]]:
    """Each place for text on a slide, with words typed there: a kind of slide and its blocks."""
    unit = typed(words)
    point = samples.paragraph("p", "Words")
    card = samples.card("one", "One", "good", "Point")
    lane, bar, time = samples.lanes(), samples.bars(), samples.timeline()
    node = replace(lane.nodes[0], label=unit)
    detail = replace(lane.nodes[0], detail=unit)
    return {
        "a bullet": ("bullets", (replace(samples.bullets("b", "One"), items=(unit,)),)),
        "a paragraph": ("bullets", (replace(point, unit=unit),)),
        "the title of a box": ("bullets", (Callout("c", "note", unit, (point,)),)),
        "the text of a box": ("bullets", (Callout("c", "limit", point.unit, (replace(point, unit=unit),)),)),
        "the title of a card": ("two-columns", (Cards("k", "summary", (replace(card, title=unit), card)),)),
        "a column": ("two-columns", (ColumnPair("k", (replace(card, title=unit), card)),)),
        "a question": ("bullets", (Answers("a", (Answer("r", unit, (point,)),)),)),
        "a gate": ("bullets", (Gates("g", (Gate("q", point.unit, unit),)),)),
        "a fact": ("bullets", (Facts("f", (LabelledFact("x", unit, point.unit),)),)),
        "a reference": ("references", (References("refs", (Entry("x", unit),), True),)),
        "a box of a diagram": ("diagram", (samples.figure("f", replace(lane, nodes=(node, *lane.nodes[1:])), "Lanes."),)),
        "the detail of a box": ("diagram", (samples.figure("f", replace(lane, nodes=(detail, *lane.nodes[1:])), "Lanes."),)),
        "the label of a bar": (
            "chart",
            (samples.figure("f", replace(bar, rows=(replace(bar.rows[0], label=unit), *bar.rows[1:])), "Bars."),),
        ),
        "the label of a span": (
            "diagram",
            (samples.figure("f", replace(time, spans=(replace(time.spans[0], label=unit), *time.spans[1:])), "Time."),),
        ),
        "a caption": ("chart", (replace(samples.figure("f", bar, "Bars."), caption=unit),)),
        "a cell": ("table", (table_of("Point", words, "Point"),)),
        "a row's head": ("table", (table_of(words, "Point"),)),
    }  # fmt: skip


def set_with(words: str, place: str) -> Slides:
    kind, blocks = named(words)[place]
    return paged(samples.slide("s", kind, "A title", *blocks))  # type: ignore[arg-type]


def paged(*sections) -> Slides:
    document = samples.deck(*sections)
    return paginate(document, LOOK, footers_of(document, "draft"))


def told(problems: tuple[Problem, ...]) -> set[tuple[str, int]]:
    return {(problem.rule, problem.mark.line) for problem in problems}


def test_a_long_label_of_a_chart_is_told_alone() -> None:
    overflows = [
        problem.mark for problem in set_with(LONG, "the label of a bar").problems if problem.rule == "overflowing-text"
    ]
    assert overflows == [HERE]


@pytest.mark.parametrize("place", named(""))
def test_a_word_wider_than_its_place_is_a_problem_in_its_line(place: str) -> None:
    problems = [problem for problem in set_with(LONG, place).problems if "pt wider than its place" in problem.message]
    assert problems
    for problem in problems:
        assert (problem.rule, problem.severity, problem.mark) == ("overflowing-text", "error", HERE)
        assert repr(LONG[:37])[:-1] in problem.message
        assert problem.reaches == (samples.deck().id,)


@pytest.mark.parametrize("place", [name for name in named("") if "diagram" not in name and "span" not in name])
def test_an_address_is_broken_instead(place: str) -> None:
    slides = set_with(ADDRESS, place)
    assert not [problem for problem in slides.problems if "wider" in problem.message]


def test_a_title_and_a_lead_with_a_long_word_are_problems() -> None:
    section = samples.slide("s", "bullets", "A title", samples.bullets("b", "One"))
    assert ("overflowing-text", 41) in told(paged(replace(section, title=typed(LONG))).problems)
    document = replace(samples.deck(section), lead=typed(LONG))
    assert ("overflowing-text", 41) in told(paginate(document, LOOK, footers_of(document, "draft")).problems)


def test_a_deck_whose_title_does_not_fit_the_footer_is_a_problem() -> None:
    section = samples.slide("s", "bullets", "A title", samples.bullets("b", "One"))
    document = samples.deck(section)
    document = replace(document, title=replace(document.title, text=(Words("many short words " * 9),)))
    problems = paginate(document, LOOK, footers_of(document, "draft")).problems
    assert any("takes 2 lines of 12 pt; 1 fit" in problem.message for problem in problems)


def test_a_clinic_whose_name_does_not_fit_is_a_problem() -> None:
    section = samples.slide("s", "bullets", "A title", samples.bullets("b", "One"))
    clinic = Letterhead("a", "Clinic of many words " * 9, None, None, None, None, None, None)
    document = replace(samples.deck(section), letterhead=clinic)
    problems = paginate(document, LOOK, footers_of(document, "draft")).problems
    assert [problem.rule for problem in problems] == ["overflowing-text"]


# --- tables ---------------------------------------------------------------------------------------

CELLS = st.lists(
    st.sampled_from(["", "Word", "several short words", LONG, ADDRESS, "warfarin-like"]), min_size=1, max_size=9
)


@given(CELLS)
@settings(max_examples=40, deadline=None)
def test_the_columns_of_a_table_fill_its_frame(cells: list[str]) -> None:
    slides = paged(samples.slide("s", "table", "A title", table_of(*cells)))
    for table in (frame for slide in slides.slides for frame in slide.frames if isinstance(frame, TableFrame)):
        assert sum(table.widths) == pytest.approx(table.box.width)
        assert 0 <= table.box.x < table.box.right <= LOOK.master.size.width
    if LONG in cells:
        assert ("overflowing-text", 41) in told(slides.problems)


def test_many_columns_are_a_problem_and_stay_on_their_slide() -> None:
    slides = paged(samples.slide("s", "table", "A title", table_of(*["Metronidazole"] * 30)))
    assert told(slides.problems) == {("overflowing-text", 41), ("overflowing-text", samples.MARK.line)}
    (table,) = (frame for frame in slides.slides[1].frames if isinstance(frame, TableFrame))
    assert sum(table.widths) == pytest.approx(table.box.width)


# --- lines ----------------------------------------------------------------------------------------


def doses(count: int) -> tuple[object, ...]:
    quantity = Range(Decimal(600), Decimal(1000), unit_named("iu/day"))
    measured = Measured(quantity, "dose", "adults", "limit")
    value = Value("claim", "a.b", None, None, measured, printed(quantity, "en"))
    return tuple(piece for number in range(count) for piece in ("and " * (number % 5 + 1), value, " or "))


def lines_of(para: Para) -> list[str]:
    return plain(as_shown(para.text, para.ends)).split(LINE_END)


def test_a_value_is_on_one_line_wherever_it_stands() -> None:
    ended = 0
    for shift in range(0, 60, 4):
        point = samples.paragraph("p", "x" * shift + " ", *doses(9))
        slides = paged(samples.slide("s", "statement", "A title", point))
        (para,) = (each for frame in slides.slides[1].frames for each in paras(frame) if each.unit == "sample/p")
        assert " ".join(lines_of(para)).count("600–1,000\u00a0IU\u00a0a\u00a0day") == 9
        ended += len(para.ends)
    assert ended > 0


def test_a_reference_with_an_address_is_as_high_as_its_lines() -> None:
    entry = Entry("x", typed(f"Ministry of Health. Advice on greens. 2020. {ADDRESS}"))
    slides = paged(samples.slide("s", "references", "References", References("refs", (entry,), True)))
    assert slides.problems == ()
    (frame,) = (each for each in slides.slides[1].frames if isinstance(each, TextFrame) and each.name == "body")
    (para,) = frame.paras
    room = (frame.box.width - para.hang) * LOOK.space["slack"]
    assert len(break_lines(para.text, para.style, room, LOOK.fonts)) * para.style.line == para.height
    assert len(lines_of(para)) > 3
    assert "".join(lines_of(para)[1:]).endswith(ADDRESS[60:])
