"""Figures from typed values to files: what cannot be is an error at its value, what can be is drawn and says it."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from support.projects import built, deck, leaflet, make_project

from handouts.core.archive import unpacked
from handouts.pipeline.build import Built

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CLAIM = """\
zz.v:
  statement: "{said}."
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
SLIDE = """\
- id: opening
  slide: title
- id: probe
  slide: chart
  title: The groups differ
  blocks:
    - id: f
      figure:
        kind: {kind}
        axis: Amount
        {sides}rows:
{rows}        alt: The amount of each group is drawn beside its name.
  sources: [paper_2012]
  minutes: 3
  notes: {{say: Say it., rests: A paper.}}
- id: list
  slide: references
  title: References
"""
TIMELINE = """\
- id: a
  figure:
    kind: timeline
    alt: A time at which a check is due, drawn along a line from birth on.
    origin: Birth
    spans:
      s: {label: Check, %s, kind: late}
"""


def claims(said: str, values: tuple[str, ...]) -> str:
    typed = "".join(f"    v{place}: {{{value}}}\n" for place, value in enumerate(values))
    return CLAIM.format(said=said, values=typed)


def chart_deck(root: Path, kind: str, said: str, *values: str) -> Built:
    """A deck with a chart of typed values, built."""
    names = "abcdef"
    rows = "".join(
        f"          {names[place]}: {{label: Group {names[place]}, value: zz.v/v{place}}}\n"
        for place in range(len(values))
    )
    sides = "lower: fewer\n        higher: more\n        " if kind == "intervals" else ""
    text = deck(SLIDE.format(kind=kind, sides=sides, rows=rows))
    make_project(root, {"claims/zz.yaml": claims(said, values), "decks/probe.yaml": text})
    return built(root, ids=("probe",), layouts=())


def chart_of(root: Path) -> etree._Element:
    parts = unpacked((root / "build/decks/probe.en.widescreen.pptx").read_bytes())
    return etree.fromstring(parts["ppt/charts/chart1.xml"])


def values_at(chart: etree._Element, *path: str) -> list[str]:
    return [str(each.get("val")) for each in chart.iter(f"{CHART}{path[0]}")]


def errors_of(result: Built) -> list[tuple[str, int, str]]:
    return [(p.mark.file, p.mark.line, p.rule) for p in result.problems if p.severity == "error"]


def test_an_interval_that_touches_zero_is_drawn(tmp_path: Path) -> None:
    value = "estimate: 0.5, low: 0, high: 2.1, measure: OR, level: 95"
    result = chart_deck(tmp_path, "intervals", "OR 0.5 (95% CI 0 to 2.1)", value)
    assert errors_of(result) == []
    assert values_at(chart_of(tmp_path), "min")[0] == "0.25"


def test_a_ratio_below_zero_is_an_error_at_its_value(tmp_path: Path) -> None:
    value = "estimate: 0.5, low: -0.1, high: 2.1, measure: OR, level: 95"
    result = chart_deck(tmp_path, "intervals", "OR 0.5 (95% CI -0.1 to 2.1)", value)
    assert ("content/claims/zz.yaml", 7, "wrong-value") in errors_of(result)
    assert result.written == ()


def test_an_estimate_outside_its_interval_is_an_error_at_its_value(tmp_path: Path) -> None:
    value = "estimate: 5, low: 1, high: 2, measure: HR, level: 95"
    result = chart_deck(tmp_path, "intervals", "HR 5 (95% CI 1 to 2)", value)
    assert ("content/claims/zz.yaml", 7, "wrong-value") in errors_of(result)
    assert result.written == ()


def test_a_bar_below_zero_has_its_length_on_the_axis(tmp_path: Path) -> None:
    result = chart_deck(tmp_path, "bars", "-5 µg and 12 µg", "number: -5, unit: ug", "number: 12, unit: ug")
    assert errors_of(result) == []
    (low, *_), (high, *_) = (values_at(chart_of(tmp_path), end) for end in ("min", "max"))
    assert float(low) < -5 < 12 <= float(high)


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("7 µg", ("number: 7, unit: ug",)),
        ("0.00004 µg and 0.00001 µg", ("number: 0.00004, unit: ug", "number: 0.00001, unit: ug")),
        ("1200000 µg", ("number: 1200000, unit: ug",)),
        ("5 IU a day", ("number: 5, unit: iu/day",)),
    ],
)
def test_the_value_beside_a_bar_never_wraps(tmp_path: Path, said: str, values: tuple[str, ...]) -> None:
    assert errors_of(chart_deck(tmp_path, "bars", said, *values)) == []
    drawing = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    (labels,) = chart_of(tmp_path).iter(f"{CHART}dLbls")
    assert {body.get("wrap") for body in labels.iter(f"{drawing}bodyPr")} == {"none"}


YEARS = ("number: 2, unit: year", "number: 5, unit: year")


@pytest.mark.parametrize(
    ("ends", "wrong"),
    [
        ("from: zz.v/v1, to: zz.v/v1", []),
        ("from: zz.v/v0, to: zz.v/v1", []),
        ("from: zz.v/v1, to: zz.v/v0", [("content/leaflets/small.yaml", 17, "wrong-figure-value")]),
    ],
)
def test_a_moment_is_drawn_and_a_span_turned_round_is_refused(
    tmp_path: Path, ends: str, wrong: list[tuple[str, int, str]]
) -> None:
    files = {"claims/zz.yaml": claims("2 years and 5 years", YEARS), "leaflets/small.yaml": leaflet(TIMELINE % ends)}
    result = built(make_project(tmp_path, files), ids=("small",))
    assert errors_of(result) == wrong
    assert bool(result.written) == (not wrong)
