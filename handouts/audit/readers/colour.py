"""Colours as they are read from finished files."""

from __future__ import annotations

Colour = tuple[float, float, float]  # red, green and blue, 0 to 1
