"""Colours as `#rrggbb`: mixing, luminance and contrast."""

from __future__ import annotations

import re

CLINIC_TINT_SHARE = 0.11
_HEX = re.compile(r"#[0-9a-f]{6}")


def mixed(colour: str, ground: str, share: float) -> str:
    """A colour laid over a ground with this share of it, 0 to 1."""
    pairs = zip(channels(colour), channels(ground), strict=True)
    return "#" + "".join(f"{round(above * share + below * (1 - share)):02x}" for above, below in pairs)


def contrast(a: str, b: str) -> float:
    """The contrast ratio of two colours after WCAG 2, 1 to 21."""
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of a colour after WCAG 2, 0 to 1."""
    red, green, blue = (_linear(channel / 255) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of `#rrggbb`, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def is_colour(text: str) -> bool:
    """Whether a text is a colour as `#rrggbb`."""
    return _HEX.fullmatch(text.lower()) is not None


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
