"""The geometry of a deck's master: slide size, named slide layouts, and their placeholders."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from xml.etree import ElementTree as ET

from handouts.core.archive import packed, unpacked
from handouts.render.type.geometry import Bounds

EMU = 12_700  # per pt
_SLIDE_SIZE = re.compile(rb"<p:sldSz\b[^>]*/>")
_PLACE = re.compile(rb"<a:(?:off|ext|chOff|chExt) [^>]*/>")
_LENGTH = re.compile(rb'\b(c?[xy])="(-?[0-9]+)"')
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Slot:
    """A placeholder of a slide layout: its type and index in the file, and its bounds."""

    name: str
    kind: str
    index: str
    box: Bounds


@dataclass(frozen=True, slots=True)
class SlideLayout:
    """A named slide layout of the master: its background (a colour of the colour map) and its placeholders."""

    name: str
    ground: str
    slots: Mapping[str, Slot]


@dataclass(frozen=True, slots=True)
class Master:
    """A master file: its bytes, its slide size and its slide layouts."""

    content: bytes
    size: Bounds
    layouts: Mapping[str, SlideLayout]


@lru_cache(maxsize=8)
def resized(content: bytes, width: float, height: float) -> bytes:
    """Return a master file with another slide size in pt, and everything on its layouts fitted to that.

    Raises ValueError where it states no slide size.
    """
    size = read_master(content).size
    across, down = width / size.width, height / size.height
    parts = unpacked(content)
    for name, part in parts.items():
        if name == "ppt/presentation.xml":
            parts[name] = _SLIDE_SIZE.sub(
                f'<p:sldSz cx="{round(width * EMU)}" cy="{round(height * EMU)}"/>'.encode(), part
            )
        elif name.startswith(("ppt/slideMasters/slideMaster", "ppt/slideLayouts/slideLayout")):
            parts[name] = _PLACE.sub(lambda tag: _fitted(tag[0], across, down), part)
    return packed(parts)


def _fitted(tag: bytes, across: float, down: float) -> bytes:
    """Return a place or an extent with its lengths multiplied, those across and those down each by their own number."""
    return _LENGTH.sub(
        lambda each: b'%b="%d"' % (each[1], round(int(each[2]) * (across if each[1] in (b"x", b"cx") else down))), tag
    )


@lru_cache(maxsize=8)
def read_master(content: bytes) -> Master:
    """Return the geometry of a master file. Raises ValueError where it is incomplete."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.startswith("ppt/slideLayouts/slideLayout")]
        layouts = [_layout(archive.read(name)) for name in sorted(names)]
        root = ET.fromstring(archive.read("ppt/presentation.xml"))  # noqa: S314 - a file of the project
        size = root.find(f"{_P}sldSz")
    if size is None:
        raise ValueError("no slide size")
    page = Bounds(0, 0, int(size.get("cx", "0")) / EMU, int(size.get("cy", "0")) / EMU)
    return Master(content, page, {layout.name: layout for layout in layouts})


def _layout(part: bytes) -> SlideLayout:
    root = ET.fromstring(part)  # noqa: S314 - a part of the same file
    common = root.find(f"{_P}cSld")
    slots = [_slot(shape) for shape in root.iter(f"{_P}sp") if shape.find(f".//{_P}ph") is not None]
    name = "" if common is None else common.get("name", "")
    fill = root.find(f"{_P}cSld/{_P}bg//{_A}schemeClr")
    ground = "bg1" if fill is None else fill.get("val", "bg1")
    return SlideLayout(name, ground, {slot.name: slot for slot in slots})


def _slot(shape: ET.Element) -> Slot:
    name, ph = shape.find(f".//{_P}cNvPr"), shape.find(f".//{_P}ph")
    off, ext = shape.find(f".//{_A}off"), shape.find(f".//{_A}ext")
    if name is None or ph is None or off is None or ext is None:
        raise ValueError("a placeholder without a name or a place")
    x, y = int(off.get("x", "0")) / EMU, int(off.get("y", "0")) / EMU
    box = Bounds(x, y, int(ext.get("cx", "0")) / EMU, int(ext.get("cy", "0")) / EMU)
    return Slot(name.get("name", ""), ph.get("type", ""), ph.get("idx", ""), box)
