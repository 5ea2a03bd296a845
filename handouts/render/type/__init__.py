"""Fonts, lines, geometry, themes and diagrams: typesetting that does not depend on pages or slides."""
