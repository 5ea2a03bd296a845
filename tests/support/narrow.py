"""Layouts of other sizes, made of the shipped ones as an author makes them: by changing only their YAML."""

from __future__ import annotations

import re
from pathlib import Path

from support.projects import REPO, own_layouts

A4 = (REPO / "layouts/leaflets/a4.yaml").read_text(encoding="utf-8")
LARGE = (REPO / "layouts/leaflets/a4-large-print.yaml").read_text(encoding="utf-8")
WIDESCREEN = (REPO / "layouts/decks/widescreen.yaml").read_text(encoding="utf-8")
MM = 72 / 25.4
# width and height in mm, margin in mm, columns, share of the type sizes of A4
SIZES: dict[str, tuple[float, float, float, int, float]] = {
    "a5": (148, 210, 10, 1, 0.85),
    "a5-two": (148, 210, 10, 2, 0.85),
    "a5-usual": (148, 210, 11, 3, 1.0),
    "a5-landscape": (210, 148, 10, 2, 0.85),
    "half-letter": (139.7, 215.9, 10, 1, 0.85),
    "dl": (99, 210, 8, 1, 0.75),
    "a6": (105, 148, 8, 1, 0.75),
}


def paper(name: str, text: str = A4) -> str:
    """A layout of one of the sizes."""
    width, height, margin, columns, scale = SIZES[name]
    inner = (width - 2 * margin) * MM
    changes = {
        "page": f"page: {{width: {width}, height: {height}}}",
        "margins": f"margins: {{top: {margin}, bottom: {margin}, start: {margin}, end: {margin}}}",
        "measure": f"measure: {inner:.0f}",
        "rail": "rail: 80",
        "columns": f"columns: {columns}",
        "default": "default: false",
    }
    for key, line in changes.items():
        text = re.sub(rf"(?m)^{key}:.*$", line, text)
    return re.sub(r"size: ([\d.]+), line: ([\d.]+)", lambda found: _type(found, scale), text)


def _type(found: re.Match[str], scale: float) -> str:
    size = max(9.0, round(float(found[1]) * scale, 1))
    return f"size: {size}, line: {round(size * float(found[2]) / float(found[1]), 1)}"


def with_layouts(root: Path, **texts: str) -> Path:
    """Gives a project further layouts for leaflets, by their names."""
    own_layouts(root, {f"leaflets/{name.replace('_', '-')}.yaml": text for name, text in texts.items()})
    return root
