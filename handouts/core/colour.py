"""Colours as `#rrggbb`: mixing, luminance and contrast."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

CLINIC_TINT_SHARE = 0.11
# the least contrast of text, and of a clinic's colour in bars, rules and large titles
LEAST_CONTRAST, LEAST_OF_CLINIC = 7.0, 4.5
PAPER = "#ffffff"
# of lightness, between which the nearest shade is found
STEPS = 1000
_HEX = re.compile(r"#[0-9a-f]{6}")


def mixed(colour: str, ground: str, share: float) -> str:
    """Return a colour laid over a background with an opacity of `share`, 0 to 1."""
    pairs = zip(channels(colour), channels(ground), strict=True)
    return "#" + "".join(f"{round(above * share + below * (1 - share)):02x}" for above, below in pairs)


def contrast(a: str, b: str) -> float:
    """Return the contrast ratio of two colours by WCAG 2, from 1 to 21."""
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


# a look compares the same few colours again and again
@lru_cache(maxsize=256)
def luminance(colour: str) -> float:
    """Return the relative luminance of a colour by WCAG 2, from 0 to 1."""
    red, green, blue = (_linear(channel / 255) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue of `#rrggbb`, each from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def is_colour(text: str) -> bool:
    """Return whether a text is a colour written as `#rrggbb`."""
    return _HEX.fullmatch(text.lower()) is not None


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def nearest_shade(colour: str, passes: Callable[[str], bool]) -> str | None:
    """Return the shade of a colour that passes and is nearest to it in lightness, or None where none does.

    A shade has the hue and the saturation of the colour, up to the rounding of `#rrggbb`.
    """
    start = lightness(colour)
    steps = sorted(range(STEPS + 1), key=lambda step: abs(step / STEPS - start))
    return next((each for each in (shade(colour, step / STEPS) for step in steps) if passes(each)), None)


def lightness(colour: str) -> float:
    """Return the lightness of a colour by HSL, from 0 for black to 1 for white."""
    return (max(channels(colour)) + min(channels(colour))) / 510


def shade(colour: str, light: float) -> str:
    """Return a colour in another lightness, from 0 to 1, with its hue and saturation by HSL."""
    from colorsys import hls_to_rgb, rgb_to_hls

    hue, _, saturation = rgb_to_hls(*(channel / 255 for channel in channels(colour)))
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in hls_to_rgb(hue, light, saturation))


def carries_text(colour: str) -> bool:
    """Return whether text of any size may be in a clinic's colour: it has 7:1 on paper and on its tint."""
    tint = mixed(colour, PAPER, CLINIC_TINT_SHARE)
    return min(contrast(colour, PAPER), contrast(colour, tint)) >= LEAST_CONTRAST
