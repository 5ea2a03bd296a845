"""Colours as finished files are seen to have them."""

from __future__ import annotations

Colour = tuple[float, float, float]  # shares of red, green and blue
