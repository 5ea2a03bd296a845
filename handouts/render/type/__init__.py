"""Fonts, lines, geometry, themes and diagrams: typesetting that knows no page and no slide."""
