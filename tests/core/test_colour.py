"""Shades of a colour: the nearest one that passes."""

from __future__ import annotations

from colorsys import rgb_to_hls

from hypothesis import given
from hypothesis import strategies as st

from handouts.core.colour import STEPS, channels, contrast, lightness, nearest_shade, shade

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
# each of them is reached by black or by white on any ground
LEAST = st.floats(1.0, 4.5)


@given(COLOURS, COLOURS, LEAST)
def test_the_nearest_shade_passes_and_none_between_does(colour: str, ground: str, least: float) -> None:
    near = nearest_shade(colour, lambda each: contrast(each, ground) >= least)
    assert near is not None
    assert contrast(near, ground) >= least
    way = abs(lightness(near) - lightness(colour))
    # a shade is rounded to #rrggbb, by at most half of 1/255
    closer = [step / STEPS for step in range(STEPS + 1) if abs(step / STEPS - lightness(colour)) < way - 1 / 255]
    assert not [light for light in closer if contrast(shade(colour, light), ground) >= least]


@given(COLOURS, st.floats(0.2, 0.8))
def test_a_shade_keeps_hue_and_saturation(colour: str, light: float) -> None:
    before, after = (
        rgb_to_hls(*(channel / 255 for channel in channels(each))) for each in (colour, shade(colour, light))
    )
    assert abs(after[1] - light) < 0.005
    if before[2] > 0.3:
        turned = abs(before[0] - after[0])
        assert min(turned, 1 - turned) < 0.03
        assert abs(before[2] - after[2]) < 0.03


def test_where_no_shade_passes_there_is_none() -> None:
    assert nearest_shade("#0b5561", lambda _: False) is None


def test_a_colour_that_passes_is_its_own_nearest_shade() -> None:
    assert nearest_shade("#0b5561", lambda _: True) == "#0b5561"
