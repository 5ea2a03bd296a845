"""Values that no author means to type, anywhere in a project: problems, and never a fault of the program."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from support.projects import FILES, deck, make_project, problems_of, write

from handouts.core.faults import is_fault

FIGURES = {
    "effects": "{kind: intervals, axis: Ratio, lower: less, higher: more, alt: One is low., "
    "rows: {one: {label: One, value: dose.effect}}}",
    "times": "{kind: timeline, origin: Birth, alt: It comes late., "
    "spans: {one: {label: One, window: dose.window, kind: early}}}",
    "shares": "{kind: icon-array, total: 1000, value: dose.share, label: Babies who bleed, rest: all others, "
    "alt: Few bleed.}",
    "amounts": "{kind: bars, axis: Vitamin K1 in µg, alt: Kale has most., "
    "rows: {kale: {label: Kale, value: food/kale:k1_ug}, natto: {label: Natto, value: food/natto:k1_ug}}}",
    "steps": "{kind: diagram, arrange: lanes, lanes: [[a, b], [c]], alt: A leads to B., "
    "nodes: {a: {label: A, kind: plain}, b: {label: B, kind: danger}, c: {label: C, kind: plain}}, "
    "edges: {one: {from: a, to: b, label: leads}, two: {from: b, to: c}}}",
}
SLIDES = "\n".join(
    f"- id: {name}\n  slide: chart\n  title: Figure {name}\n  sources: [paper_2012]\n"
    f"  blocks: [{{id: f, figure: {figure}}}]"
    for name, figure in FIGURES.items()
)
PROJECT = {**FILES, "decks/talk.yaml": deck(SLIDES)}
VALUES = [
    '""', '" "', "0", "-1", "99999999999", "0.000001", "-0.5", "1e9", "nan", "null", "true", "[]", "{}", "[1, 1]",
    "{a: 1}", '"{{ dose.target }}"', '"{{ x"', '"**"', '"[a]()"', '"' + "w" * 300 + '"', "1900-01-01", "2199-12-31",
    "2026-02-30", "dose.effect", "dose.share", "dose.window", "food/kale:total_ug", "a/b/c", '"\\u2028"',
]  # fmt: skip


def scalars(text: str) -> list[tuple[int, int]]:
    """Start and end of each key and value."""
    events = (event for event in yaml.parse(text, Loader=yaml.SafeLoader) if isinstance(event, yaml.ScalarEvent))
    return [(event.start_mark.index, event.end_mark.index) for event in events]


PLACES = {name: scalars(text) for name, text in PROJECT.items()}
NUMBERS = [
    (name, end)
    for name, places in PLACES.items()
    for end in places
    if PROJECT[name][slice(*end)].strip('"')[:1].isdigit()
]
PLACE = st.one_of(
    st.sampled_from(NUMBERS),
    st.sampled_from(sorted(PLACES)).flatmap(lambda name: st.tuples(st.just(name), st.sampled_from(PLACES[name]))),
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("hostile"), PROJECT)


def test_the_project_is_sound_as_it_is(root: Path) -> None:
    assert [str(each) for each in problems_of(root, clinic="mill", layouts=("a4", "widescreen"))] == []


@settings(max_examples=80)
@given(places=st.lists(PLACE, min_size=1, max_size=2, unique=True), values=st.tuples(*[st.sampled_from(VALUES)] * 2))
def test_no_value_is_a_fault(root: Path, places: list[tuple[str, tuple[int, int]]], values: tuple[str, str]) -> None:
    changed = dict(PROJECT)
    # from the end, so that the first places stay where they are
    for (name, (start, end)), value in zip(sorted(places, reverse=True), values, strict=False):
        changed[name] = changed[name][:start] + value + changed[name][end:]
    names = {name for name, _ in places}
    for name in names:
        write(root, name, changed[name])
    try:
        found = problems_of(root, clinic="mill", layouts=("a4", "widescreen"))
    finally:
        for name in names:
            write(root, name, PROJECT[name])
    assert [str(each) for each in found if is_fault(each)] == []
