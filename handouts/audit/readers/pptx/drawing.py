"""Colours and fills of DrawingML, resolved by the theme."""

from __future__ import annotations

import colorsys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handouts.audit.readers.colour import Colour

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P_MAP = "{http://schemas.openxmlformats.org/presentationml/2006/main}clrMap"
USUAL_MAP = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
OTHER_FILLS = frozenset({f"{A}gradFill", f"{A}blipFill", f"{A}pattFill"})
USUAL = {"dk1": (0.0, 0.0, 0.0), "lt1": (1.0, 1.0, 1.0)}
SYSTEM = {"windowText": (0.0, 0.0, 0.0), "window": (1.0, 1.0, 1.0)}


@dataclass(frozen=True, slots=True)
class Backdrop:
    """The background of something: a colour, or None where the colour cannot be known."""

    colour: Colour | None


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a theme by name, and the master's mapping of names to them."""

    colours: Mapping[str, Colour]
    names: Mapping[str, str]

    def named(self, name: str) -> Colour | None:
        """Return a colour of the theme by its name, or None."""
        return self.colours.get(self.names.get(name, name))

    def colour(self, node: Any) -> Colour | None:
        """Return the colour of a fill, or None where it cannot be computed."""
        for child in node:
            kind = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
            if kind == "srgbClr":
                return _changed(from_hex(child.get("val", "")), child)
            if kind == "schemeClr":
                return _changed(self.named(child.get("val", "")), child)
            if kind == "sysClr":
                last = child.get("lastClr")
                return _changed(from_hex(last) if last else SYSTEM.get(child.get("val", "")), child)
        return None


def palette_of(theme: Any, master: Any) -> Palette:
    """Return the palette of a theme part under a master."""
    colours: dict[str, Colour] = dict(USUAL)
    scheme = theme.find(f".//{A}clrScheme") if theme is not None else None
    for slot in scheme if scheme is not None else ():
        found = Palette({}, {}).colour(slot)
        if found is not None:
            colours[slot.tag.rpartition("}")[2]] = found
    named = master.find(P_MAP) if master is not None else None
    return Palette(colours, dict(named.attrib) if named is not None else USUAL_MAP)


def from_hex(digits: str) -> Colour | None:
    """Return the colour of six hexadecimal digits, or None."""
    try:
        red, green, blue = bytes.fromhex(digits)
    except ValueError:
        return None
    return red / 255, green / 255, blue / 255


def _changed(colour: Colour | None, node: Any) -> Colour | None:
    """Return a colour with its modifiers applied (lighter, darker); None where it is transparent."""
    if not len(node):
        return colour
    for change in node:
        kind, share = change.tag.rpartition("}")[2], int(change.get("val", 0)) / 100_000
        if colour is None or (kind == "alpha" and share < 1):
            return None
        hue, light, strong = colorsys.rgb_to_hls(*colour)
        if kind == "lumMod":
            colour = colorsys.hls_to_rgb(hue, min(1.0, light * share), strong)
        elif kind == "lumOff":
            colour = colorsys.hls_to_rgb(hue, min(1.0, light + share), strong)
        elif kind == "tint":
            colour = _mixed(colour, 1.0, share)
        elif kind == "shade":
            colour = _mixed(colour, 0.0, share)
    return colour


def _mixed(colour: Colour, other: float, share: float) -> Colour:
    red, green, blue = (channel * share + other * (1 - share) for channel in colour)
    return red, green, blue


def fill_of(look: Any, palette: Palette) -> Backdrop | None:
    """Return the fill that shape properties set; None where they set none, so that the background shows."""
    solid = look.find(f"{A}solidFill")
    if solid is not None:
        return Backdrop(palette.colour(solid))
    return Backdrop(None) if any(child.tag in OTHER_FILLS for child in look) else None


def children_of(node: Any, *endings: str) -> Iterator[Any]:
    """Return the children whose names have one of these endings."""
    return (child for child in node if isinstance(child.tag, str) and child.tag.endswith(endings))


def first_of(nodes: Sequence[Any], path: str, name: str) -> str | None:
    """Return an attribute of the element at a path below the first node that has one there, or None."""
    for node in nodes:
        found = node.find(path)
        if found is not None:
            return str(found.get(name))
    return None
