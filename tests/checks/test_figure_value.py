"""Values that a figure cannot draw truly are errors where the figure names them; their neighbours are drawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import leaflet, make_project
from support.rules import SMALL, content_problems

from handouts.core.problem import Problem

HEAD = "- id: a\n  figure:\n    alt: Greens raise the amount.\n    kind: "
ICONS = HEAD + "icon-array\n    total: {total}\n    label: L\n    rest: R\n    value: {value}"
SPAN = HEAD + "timeline\n    origin: Birth\n    spans:\n      s: {{label: L, {ends}}}"
ROWS = HEAD + "{kind}\n    axis: Axis\n    {sides}rows:\n{rows}"


CLAIM = """\
zz.v:
  statement: Words.
  subject: a thing
  population: adults
  purpose: association
  values:
{values}  absolute: none-reported
  certainty: ungraded
  basis: cohort
  references: [paper_2012]
  checked: 2026-11-22
  review_due: 2027-11-22
"""


def problems(tmp_path: Path, figure: str, **values: str) -> tuple[list[Problem], str]:
    """What is wrong with the one figure of a leaflet, drawn from typed values, and the text of the leaflet."""
    claims = CLAIM.format(values="".join(f"    {name}: {{{value}}}\n" for name, value in values.items()))
    text = leaflet(figure)
    found = content_problems(make_project(tmp_path, {SMALL: text, "claims/zz.yaml": claims}))
    # that the statement names no value, and that a patient reads of two risks compared, is no matter here
    others = ("wrong-statement", "missing-absolute-risk")
    return [problem for problem in found if problem.rule not in others], text


def lines(found: list[Problem]) -> list[int]:
    assert {problem.rule for problem in found} <= {"wrong-figure-value"}, [str(problem) for problem in found]
    return [problem.mark.line for problem in found]


@pytest.mark.parametrize(
    ("part", "of", "total", "advice"),
    [
        ("4", 100_000, 1000, "it takes 10,000 icons"),
        ("0.2", 1000, 1000, "it takes 2,000 icons"),
        ("2", 1000, 100, "write 'total: 200' or more"),
        ("1", 50, 10, "write 'total: 20' or more"),
        ("99.98", 100, 1000, "it takes 2,000 icons"),
        ("999", 1000, 100, "write 'total: 500' or more"),
    ],
)
def test_a_small_risk_is_not_drawn_as_nobody_nor_a_large_one_as_everybody(
    tmp_path: Path, part: str, of: int, total: int, advice: str
) -> None:
    found, text = problems(
        tmp_path, ICONS.format(total=total, value="zz.v/v"), v=f"numerator: {part}, denominator: {of}"
    )
    assert lines(found) == [text[: text.index("zz.v/v")].count("\n") + 1]
    assert advice in found[0].message
    assert (" as nobody" in found[0].message) == (float(part) / of < 0.5)


@pytest.mark.parametrize(
    ("low", "high", "wrong"), [("0.1", "0.2", 1), ("0.2", "7", 0), ("990", "999.9", 0), ("999.8", "1000", 1)]
)
def test_of_a_range_one_end_shows_that_it_is_neither_nobody_nor_everybody(
    tmp_path: Path, low: str, high: str, wrong: int
) -> None:
    found, _ = problems(
        tmp_path, ICONS.format(total=1000, value="zz.v/v"), v=f"low: {low}, high: {high}, denominator: 1000"
    )
    assert len(lines(found)) == wrong


@pytest.mark.parametrize(
    "value",
    [
        "numerator: 0, denominator: 1000",
        "numerator: 1000, denominator: 1000",
        "numerator: 3, denominator: 3",
        "low: 0, high: 1000, denominator: 1000",
        "numerator: 0.3, denominator: 1000",
        "numerator: 999.7, denominator: 1000",
        "low: 2.5, high: 17, denominator: 1000",
        "numerator: 1, denominator: 100",
        "numerator: 999.4, denominator: 1000",
    ],
)
def test_none_all_and_what_one_icon_shows_are_drawn(tmp_path: Path, value: str) -> None:
    assert problems(tmp_path, ICONS.format(total=1000, value="zz.v/v"), v=value)[0] == []


@pytest.mark.parametrize("value", ["numerator: 980, denominator: 1", "numerator: -4, denominator: 1000"])
def test_a_share_that_cannot_be_is_reported_at_its_value_alone(tmp_path: Path, value: str) -> None:
    found, _ = problems(tmp_path, ICONS.format(total=1000, value="zz.v/v"), v=value)
    assert [(problem.mark.file, problem.rule) for problem in found] == [("content/claims/zz.yaml", "wrong-value")]


YEARS = {"two": "number: 2, unit: year", "five": "number: 5, unit: year", "months": "number: 30, unit: month"}


@pytest.mark.parametrize(
    "ends",
    [
        "from: zz.v/five, to: zz.v/two",
        "from: zz.v/months, to: zz.v/two",
    ],
)
def test_a_span_that_ends_before_it_starts_is_an_error_at_its_end(tmp_path: Path, ends: str) -> None:
    found, text = problems(tmp_path, SPAN.format(ends=ends), **YEARS)
    assert lines(found) == [text[: text.index("to: ")].count("\n") + 1]
    assert "before it starts" in found[0].message


@pytest.mark.parametrize(
    "ends",
    [
        "from: zz.v/two, to: zz.v/five",
        "from: zz.v/five, to: zz.v/five",
        "from: zz.v/two, to: zz.v/months",
        "window: zz.v/five",
    ],
)
def test_spans_and_moments_are_drawn(tmp_path: Path, ends: str) -> None:
    assert problems(tmp_path, SPAN.format(ends=ends), **YEARS)[0] == []


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("number: 0, unit: day", "no length"),
        ("low: 0, high: 0, unit: day", "no length"),
        ("number: 2, unit: hour/day", "not a time"),
        ("number: 2, unit: time/week", "not a time"),
    ],
)
def test_a_timeline_has_a_length_in_times(tmp_path: Path, value: str, said: str) -> None:
    for ends in ("window: zz.v/v", "from: zz.v/v, to: zz.v/v"):
        found, _ = problems(tmp_path / ends[:4], SPAN.format(ends=ends), v=value)
        assert all(said in problem.message for problem in found)
        assert lines(found)


def _rows(kind: str, count: int) -> str:
    rows = "\n".join(f"      r{place}: {{label: R{place}, value: zz.v/v{place}}}" for place in range(count))
    sides = "lower: less\n    higher: more\n    " if kind == "intervals" else ""
    return ROWS.format(kind=kind, sides=sides, rows=rows)


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        (["estimate: 0, low: 0, high: 2, measure: OR, level: 95"], True),
        (["estimate: 0, low: 0, high: 0, measure: RR, level: 95"], True),
        (["estimate: 0.5, low: 0, high: 2.1, measure: OR, level: 95"], False),
        (["estimate: 1, low: 1, high: 1, measure: OR, level: 95"], False),
        (["estimate: 0, low: -1, high: 2, measure: change, level: 95, unit: mg"], False),
        (
            [
                "estimate: 1, low: -1, high: 2, measure: change, level: 95, unit: mg",
                "estimate: 1, low: -1, high: 2, measure: change, level: 95, unit: percent",
            ],
            True,
        ),
        (
            [
                "estimate: 1, low: 1, high: 2, measure: OR, level: 95",
                "estimate: 1, low: 0, high: 2, measure: change, level: 95",
            ],
            True,
        ),
    ],
)
def test_intervals_stand_on_an_axis_that_has_a_place_for_them(tmp_path: Path, values: list[str], wrong: bool) -> None:
    typed = {f"v{place}": value for place, value in enumerate(values)}
    found, text = problems(tmp_path, _rows("intervals", len(values)), **typed)
    last = text[: text.index(f"zz.v/v{len(values) - 1}")].count("\n") + 1
    assert lines(found) == ([last] if wrong else [])


@pytest.mark.parametrize("ends", ["window: zz.v/back", "from: zz.v/back, to: zz.v/back"])
def test_a_window_that_ends_before_it_starts_is_told_once_where_it_is_typed(tmp_path: Path, ends: str) -> None:
    found, _ = problems(tmp_path, SPAN.format(ends=ends), back="low: 5, high: 2, unit: week")
    assert [(problem.rule, problem.mark.file) for problem in found] == [("wrong-value", "content/claims/zz.yaml")]


@pytest.mark.parametrize("kind", ["bars", "intervals"])
@pytest.mark.parametrize("number", ["1e3", "'1,200'", "1_000", ".5", "nan", "0.00000001"])
def test_a_number_that_cannot_be_read_is_told_once_where_it_is_typed(tmp_path: Path, kind: str, number: str) -> None:
    value = {
        "bars": f"number: {number}, unit: ug",
        "intervals": f"estimate: {number}, low: 1, high: 2, measure: OR, level: 95",
    }[kind]
    found, _ = problems(tmp_path, _rows(kind, 1), v0=value)
    assert [(problem.rule, problem.mark.file) for problem in found] == [("wrong-type", "content/claims/zz.yaml")]


def test_no_rule_compares_a_number_that_cannot_be_read_with_the_statement(tmp_path: Path) -> None:
    claims = CLAIM.format(values="    v: {number: 7.0.0, unit: ug}\n").replace("Words.", "It was 7 µg.")
    found = content_problems(
        make_project(tmp_path, {SMALL: leaflet("- id: a\n  text: Words."), "claims/zz.yaml": claims})
    )
    assert [problem.rule for problem in found] == ["wrong-type"]


def test_a_calendar_year_is_no_amount_for_a_bar(tmp_path: Path) -> None:
    found, text = problems(tmp_path, _rows("bars", 1), v0="number: 1993, unit: year-date")
    assert lines(found) == [text[: text.index("zz.v/v0")].count("\n") + 1]


def test_one_icon_is_one(tmp_path: Path) -> None:
    found, _ = problems(tmp_path, ICONS.format(total=1, value="zz.v/v"), v="numerator: 1, denominator: 1000")
    assert found[0].message.startswith("one icon would show ")


def test_bars_below_zero_are_drawn(tmp_path: Path) -> None:
    found, _ = problems(tmp_path, _rows("bars", 2), v0="number: -5, unit: ug", v1="number: 12, unit: ug")
    assert found == []


TABLE = """\
- id: a
  table:
    columns: {{name: Name, much: {{head: µg, kind: bar, unit: ug}}}}
    rows:
      r1: [One, "{first}"]
      r2: [Two, "{second}"]
"""


@pytest.mark.parametrize(
    ("second", "wrong"),
    [
        ("number: 12, unit: ug", False),
        ("number: 0, unit: ug", False),
        ("number: -5, unit: ug", True),
        ("number: 12, unit: mg", True),
        ("low: 5, high: 12, unit: ug", True),
        ("numerator: 5, denominator: 12", True),
    ],
)
def test_the_bars_of_a_table_are_amounts_from_zero_in_one_unit(tmp_path: Path, second: str, wrong: bool) -> None:
    table = TABLE.format(first="{{ zz.v/v0 }}", second="{{ zz.v/v1 }}")
    found, text = problems(tmp_path, table, v0="number: 7, unit: ug", v1=second)
    assert set(lines(found)) == ({text[: text.index("zz.v/v1")].count("\n") + 1} if wrong else set())


def test_what_is_not_known_stands_in_a_column_of_bars_without_one(tmp_path: Path) -> None:
    table = TABLE.format(first="{{ zz.v/v0 }}", second="not known")
    assert problems(tmp_path, table, v0="number: 7, unit: ug")[0] == []
