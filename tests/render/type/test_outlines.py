"""Path data of SVG become outlines, or an error in words; nothing else, whatever is typed."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.render.type.outlines import LARGEST, MOST_STEPS, Cubic, Line, Move, OutlineError, outline_of, spots_of

bounded = settings(derandomize=True, max_examples=200, deadline=None)
LETTERS = st.sampled_from("MmLlHhVvCcSsQqTtAaZz")
NUMBERS = st.one_of(st.integers(-999, 999), st.floats(-99, 99).map(lambda each: round(each, 3)), st.just("1e4"))
COMMANDS = st.tuples(LETTERS, st.lists(NUMBERS, max_size=9)).map(lambda each: each[0] + " ".join(map(str, each[1])))


def near(first: tuple[float, float], second: tuple[float, float]) -> bool:
    return math.dist(first, second) < 1e-6


@pytest.mark.parametrize(
    ("data", "steps"),
    [
        ("M1 2L3 4H5V6z", (Move((1, 2)), Line((3, 4)), Line((5, 4)), Line((5, 6)))),
        ("m1 2l3 4h5v6", (Move((1, 2)), Line((4, 6)), Line((9, 6)), Line((9, 12)))),
        ("M1,2 3,4", (Move((1, 2)), Line((3, 4)))),
        ("m1 2 3 4", (Move((1, 2)), Line((4, 6)))),
        ("M.5.5-1-1", (Move((0.5, 0.5)), Line((-1, -1)))),
        ("M0 0c1 1 2 2 3 3", (Move((0, 0)), Cubic((1, 1), (2, 2), (3, 3)))),
        (
            "M0 0C1 1 2 2 4 3S6 6 7 7",
            (Move((0, 0)), Cubic((1, 1), (2, 2), (4, 3)), Cubic((6, 4), (6, 6), (7, 7))),
        ),
        ("M1 1S2 2 3 3", (Move((1, 1)), Cubic((1, 1), (2, 2), (3, 3)))),
        ("M0 0Q3 3 6 0", (Move((0, 0)), Cubic((2, 2), (4, 2), (6, 0)))),
        (
            "M0 0Q3 3 6 0T12 0",
            (Move((0, 0)), Cubic((2, 2), (4, 2), (6, 0)), Cubic((8, -2), (10, -2), (12, 0))),
        ),
        # after z the pen stands at the start of the part that it closed
        ("m1 1h2v2zl5 5", (Move((1, 1)), Line((3, 1)), Line((3, 3)), Move((1, 1)), Line((6, 6)))),
        ("M0 0A0 5 0 0 1 3 3", (Move((0, 0)), Line((3, 3)))),
        ("M0 0L1 1A5 5 0 0 1 1 1", (Move((0, 0)), Line((1, 1)))),
    ],
)
def test_every_command_is_read(data: str, steps: tuple[object, ...]) -> None:
    assert outline_of(data).steps == steps


@pytest.mark.parametrize("large", [0, 1])
@pytest.mark.parametrize("sweep", [0, 1])
def test_an_arc_keeps_its_radius_and_side(large: int, sweep: int) -> None:
    """A quarter of a circle of radius 10, or the other three, from (10, 0) to (0, 10)."""
    steps = outline_of(f"M10 0A10 10 0 {large} {sweep} 0 10").steps
    centre = (0.0, 0.0) if large != sweep else (10.0, 10.0)
    assert len(steps) == (4 if large else 2)
    assert all(math.isclose(math.dist(step.end, centre), 10.0, abs_tol=1e-6) for step in steps)
    curve = steps[1]
    assert isinstance(curve, Cubic)
    halfway = tuple(
        (a + 3 * b + 3 * c + d) / 8
        for a, b, c, d in zip((10.0, 0.0), curve.first, curve.second, curve.end, strict=True)
    )
    assert math.isclose(math.dist(halfway, centre), 10.0, abs_tol=0.01)
    # in axes whose y runs down, a sweep of 1 turns clockwise
    turned = (10.0 - centre[0]) * (halfway[1] - centre[1]) - (0.0 - centre[1]) * (halfway[0] - centre[0])
    assert (turned > 0) == bool(sweep)


def test_flags_of_an_arc_may_stand_without_spaces() -> None:
    assert outline_of("M10 0a10 10 0 01-10 10").steps == outline_of("M10 0a10 10 0 0 1 -10 10").steps


def test_radii_too_short_are_lengthened() -> None:
    steps = outline_of("M0 0A1 1 0 0 1 20 0").steps
    assert near(steps[1].end, (10, -10))
    assert steps[-1].end == (20, 0)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("", "no lines"),
        ("M1 1", "no lines"),
        ("M1 1Z", "no lines"),
        ("L1 1", "begin with M"),
        ("M1", "break off"),
        ("M1 1L2", "break off"),
        ("M1 1X2", "cannot be read"),
        ("M1 1,,2", "cannot be read"),
        ("M1 1A1 1 0 2 1 3 3", "flags"),
        ("M1 1L9999999 1", "coordinate"),
        ("M99999 1l99999 1", "coordinate"),
        ("M99999 1h99999", "coordinate"),
        ("M0 0" + "h1v1" * MOST_STEPS, "lines and curves"),
        ("M0 0 " + "1 1 " * 2 * MOST_STEPS, "lines and curves"),
        ("M٣ 1L2 2", "break off"),
    ],
)
def test_what_is_no_outline_is_said(data: str, says: str) -> None:
    with pytest.raises(OutlineError, match=says):
        outline_of(data)


@bounded
@given(st.one_of(st.text(max_size=60), st.lists(COMMANDS, max_size=8).map("".join)))
def test_any_text_is_an_outline_or_an_error(data: str) -> None:
    try:
        outline = outline_of(data)
    except OutlineError:
        return
    assert isinstance(outline.steps[0], Move)
    for step in outline.steps:
        for x, y in spots_of(step):
            assert math.isfinite(x)
            assert math.isfinite(y)
            # a handle that is mirrored, or an arc, reaches beyond its ends
            assert max(abs(x), abs(y)) < LARGEST * 100


@bounded
@given(st.lists(COMMANDS, max_size=8).map(lambda each: "M1 1" + "".join(each)), st.floats(0.1, 20))
def test_a_scaled_outline_has_a_scaled_extent(data: str, scale: float) -> None:
    try:
        outline = outline_of(data)
    except OutlineError:
        return
    moved = outline.scaled(scale, 3.0, -2.0).extent
    expected = [each * scale + by for each, by in zip(outline.extent, (3.0, -2.0, 3.0, -2.0), strict=True)]
    assert moved == pytest.approx(expected, rel=1e-6, abs=1e-6)
