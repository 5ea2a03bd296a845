"""Colours as `#rrggbb`: mixing, luminance and contrast."""

from __future__ import annotations

import re

CLINIC_TINT_SHARE = 0.11
_HEX = re.compile(r"#[0-9a-f]{6}")


def mixed(colour: str, ground: str, share: float) -> str:
    """Return a colour laid over a background with an opacity of `share`, 0 to 1."""
    pairs = zip(channels(colour), channels(ground), strict=True)
    return "#" + "".join(f"{round(above * share + below * (1 - share)):02x}" for above, below in pairs)


def contrast(a: str, b: str) -> float:
    """Return the contrast ratio of two colours by WCAG 2, from 1 to 21."""
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


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
