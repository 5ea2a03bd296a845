"""The look of a deck: type, colours and distances from `layouts/decks`, geometry from its master."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args
from xml.etree import ElementTree as ET

from handouts.core.colour import carries_text
from handouts.core.inside import StrayFileError, file_inside
from handouts.core.problem import Mark, Problem
from handouts.core.schema import Entry, Key
from handouts.core.source import Node, read_shared
from handouts.document.document import SlideKind
from handouts.render.deck.look_schema import (
    DECK_LAYOUTS,
    DeckLayoutShape,
    KindShape,
    KindsShape,
    SkinShape,
    SlideSizeShape,
    StrokeShape,
)
from handouts.render.deck.masters import Master, SlideLayout, Slot, read_master, resized
from handouts.render.type.contrast import pale
from handouts.render.type.fonts import FontSet
from handouts.render.type.geometry import Bounds
from handouts.render.type.icons import IconSet
from handouts.render.type.lines import Style
from handouts.render.type.measures import mark_at, named_of
from handouts.render.type.styles import style_of
from handouts.render.type.theme import FontFamily, Theme, misnamed_look, named_theme, with_clinic_colour

ON_SLIDE = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}
KINDS: tuple[SlideKind, ...] = get_args(SlideKind)


@dataclass(frozen=True, slots=True)
class KindLook:
    """The look of one kind of slide: slide layout, styles, and the word above the title."""

    layout: SlideLayout
    title: Style
    text: Style
    foot: Style
    eyebrow: Style | None
    says: str
    after_title: bool
    middle: bool
    split: bool
    panel: str


@dataclass(frozen=True, slots=True)
class Skin:
    """Fill, frame and text colour of a box, by names of the theme, and the weight of its frame in pt."""

    fill: str
    line: str
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """Colour, weight and dash of an arrow."""

    colour: str
    weight: float
    dash: str


@dataclass(frozen=True, slots=True)
class DeckLook:
    """A deck layout; lengths in pt. `typed` is its file, in which problems name their keys."""

    name: str
    default: bool
    theme_name: str
    theme: Theme
    family: FontFamily
    fonts: FontSet
    master: Master
    slots: Mapping[str, str]
    placeholders: Mapping[str, str]
    styles: Mapping[str, Style]
    kinds: Mapping[SlideKind, KindLook]
    skins: Mapping[str, Skin]
    callouts: Mapping[str, str]
    badges: Mapping[str, str]
    edges: Mapping[str, Stroke]
    spans: Mapping[str, str]
    data: Mapping[str, str]
    space: Mapping[str, float]
    limits: Mapping[str, float]
    logo: Bounds
    typed: Node
    icons: IconSet

    def mark_of(self, path: str) -> Mark:
        """Return the place of a key of its file: `styles/body/size`."""
        return mark_at(self.typed, path)

    def slot(self, kind: SlideKind, part: str) -> Slot:
        """Return the placeholder for a part on a kind of slide."""
        return self.kinds[kind].layout.slots[self.placeholders[part]]


def with_colour(look: DeckLook, colour: str) -> DeckLook:
    """Return the look in a clinic's colour, or as it is where that colour is too pale for text on slides."""
    if not carries_text(colour):
        return look
    return replace(look, theme=with_clinic_colour(look.theme, colour))


def low_contrast(look: DeckLook) -> list[Problem]:
    """Return a problem for every pair of text and background below a contrast of 7:1, at the key that pairs them.

    A clinic's colour may cause it.
    """
    named = dict(reversed(tuple(_pairs(look))))
    return [
        Problem(look.mark_of(named[text, ground]), "low-contrast", message)
        for text, ground, message in pale(named.keys(), look.theme.colours)
    ]


def _pairs(look: DeckLook) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield each pair of text and background, by names of the theme, with the path of the key that pairs them."""
    for name, skin in look.skins.items():
        yield (skin.text, skin.fill), f"skins/{name}"
        if name != "solid":
            yield (skin.line, skin.fill), f"skins/{name}"
    for kind, each in look.kinds.items():
        ground = look.slots[ON_SLIDE.get(each.layout.ground, each.layout.ground)]
        for style in (each.title, each.text, each.foot, each.eyebrow):
            if style is not None and not each.panel:
                yield (style.colour, ground), f"kinds/{kind}"


def reversed_lengths(look: DeckLook) -> Iterator[Problem]:
    """Yield a problem for each length of which the most is below the least, so that what grows would shrink."""
    for name, most in look.space.items():
        # a length without a most of its own is compared with itself
        least = look.space.get(name.removesuffix("-most"), most)
        if most < least:
            message = f"{name!r} is {most:g} pt, less than {name.removesuffix('-most')!r} with {least:g} pt"
            yield Problem(look.mark_of(f"space/{name}"), "wrong-value", f"{message}; write a larger length")


def read_deck_look(folder: Path, name: str) -> tuple[DeckLook | None, list[Problem]]:
    """Return a deck layout of a `layouts` folder, or None, with the problems in its files."""
    source = read_shared(folder / "decks" / f"{name}.yaml", f"{folder.name}/decks/{name}.yaml")
    log = [*source.problems, *misnamed_look(source.path, name)]
    if source.root is None:
        return None, log
    entry = DECK_LAYOUTS.read(source, log)
    entry.read(DeckLayoutShape.format)
    theme = named_theme(entry, DeckLayoutShape.theme, folder)
    master = _master(entry, folder / "decks")
    if theme is None or master is None:
        return None, log
    look = _look(entry, name, theme, master, IconSet(folder))
    if look is not None and not log:
        log.extend((*reversed_lengths(look), *low_contrast(look)))
    return (None if log else look), log


def _look(entry: Entry, name: str, theme: Theme, master: Master, icons: IconSet) -> DeckLook | None:
    """Return the look that a file describes, or None where it has no kinds; what is wrong is in the entry's log."""
    colours = tuple(theme.colours)
    family = theme.fonts[
        named_of(entry, DeckLayoutShape.fonts, "font family", tuple(theme.fonts), next(iter(theme.fonts)))
    ]
    styles = {key.name: style_of(each, colours) for key, each in _each(entry.read(DeckLayoutShape.styles))}
    placeholders = dict(_read(entry.read(DeckLayoutShape.placeholders)))
    return DeckLook(
        name=name,
        default=entry.read(DeckLayoutShape.default),
        theme_name=entry.read(DeckLayoutShape.theme),
        theme=theme,
        family=family,
        fonts=family.load(),
        master=master,
        slots=_colours(entry.read(DeckLayoutShape.slots), colours),
        placeholders=placeholders,
        styles=styles,
        kinds=_kinds(entry.read(DeckLayoutShape.kinds), styles, master, placeholders),
        skins={key.name: _skin(each, colours) for key, each in _each(entry.read(DeckLayoutShape.skins))},
        callouts=dict(_read(entry.read(DeckLayoutShape.callouts))),
        badges=dict(_read(entry.read(DeckLayoutShape.badges))),
        edges={key.name: _stroke(each, colours) for key, each in _each(entry.read(DeckLayoutShape.edges))},
        spans=_colours(entry.read(DeckLayoutShape.spans), colours),
        data=_colours(entry.read(DeckLayoutShape.data), colours),
        space=dict(_read(entry.read(DeckLayoutShape.space))),
        limits=dict(_read(entry.read(DeckLayoutShape.limits))),
        logo=Bounds(**dict(_read(entry.read(DeckLayoutShape.logo)))),
        typed=entry.node,
        icons=icons,
    )


def _each(entry: Entry) -> Iterator[tuple[Key[Entry], Entry]]:
    """Yield the entries of a mapping of entries that has exactly the keys of its shape."""
    for key in entry.shape.KEYS.values():
        yield key, entry.read(key)


def _read(entry: Entry) -> Iterator[tuple[str, Any]]:
    """Yield the values of a mapping that has exactly the keys of its shape."""
    for name, key in entry.shape.KEYS.items():
        yield name, entry.read(key)


def _colours(entry: Entry, colours: tuple[str, ...]) -> dict[str, str]:
    return {name: named_of(entry, key, "colour", colours, "ink") for name, key in entry.shape.KEYS.items()}


def _skin(entry: Entry, colours: tuple[str, ...]) -> Skin:
    fill, line, text = (
        named_of(entry, key, "colour", colours, "ink") for key in (SkinShape.fill, SkinShape.line, SkinShape.text)
    )
    return Skin(fill, line, text, entry.read(SkinShape.weight))


def _stroke(entry: Entry, colours: tuple[str, ...]) -> Stroke:
    colour = named_of(entry, StrokeShape.colour, "colour", colours, "ink")
    return Stroke(colour, entry.read(StrokeShape.weight), entry.read(StrokeShape.dash))


def _kinds(
    entry: Entry, styles: Mapping[str, Style], master: Master, placeholders: Mapping[str, str]
) -> dict[SlideKind, KindLook]:
    looks: dict[SlideKind, KindLook] = {}
    for kind in KINDS:
        each = entry.read(KindsShape.KEYS[kind])
        look = _kind(each, styles, master)
        if look is not None:
            _check_slots(each, look, placeholders)
            looks[kind] = look
    return looks


def _kind(entry: Entry, styles: Mapping[str, Style], master: Master) -> KindLook | None:
    layout = master.layouts.get(named_of(entry, KindShape.layout, "slide layout", tuple(master.layouts), ""))

    def style(key: Key[str] | Key[str | None]) -> Style:
        return styles[named_of(entry, key, "style", tuple(styles), key.absent or next(iter(styles)))]

    title, text, foot = style(KindShape.title), style(KindShape.text), style(KindShape.foot)
    if layout is None:
        return None
    eyebrow = style(KindShape.eyebrow) if entry.has(KindShape.eyebrow) else None
    flow, says = entry.read(KindShape.flow), entry.read(KindShape.says) or ""
    panel = entry.read(KindShape.panel) or ""
    return KindLook(
        layout, title, text, foot, eyebrow, says, flow == "after-title", flow == "middle", flow == "split", panel
    )


def _check_slots(entry: Entry, look: KindLook, placeholders: Mapping[str, str]) -> None:
    wanted = {"title", "body", "source", "badge", "footer", "number"} | ({"eyebrow"} if look.eyebrow else set())
    wanted |= {"second"} if look.split else set()
    for part in sorted(wanted):
        name = placeholders.get(part, part)
        if name not in look.layout.slots:
            message = f"the slide layout {look.layout.name!r} of the master has no placeholder {name!r}; add it, or correct 'placeholders'"
            entry.problem(entry.mark, "missing-placeholder", message)


# --- the master -----------------------------------------------------------------------------------


def _master(entry: Entry, folder: Path) -> Master | None:
    """Return the master that a layout names, or None; what is wrong with it is told at the layout's key."""
    name, mark = entry.read(DeckLayoutShape.master), entry.mark_of(DeckLayoutShape.master)
    if not name:  # what is missing has been told
        return None
    try:
        return _sized(entry, file_inside(folder, name, folder, "layouts/decks").read_bytes())
    except StrayFileError as error:
        entry.problem(mark, "missing-master", f"the master {name!r} {error}")
    except OSError as error:
        entry.problem(mark, "missing-master", f"cannot read the master {name!r}: {error.strerror}")
    except (zipfile.BadZipFile, KeyError, ET.ParseError, ValueError, AttributeError):
        entry.problem(
            mark, "broken-master", f"{name!r} is not a PowerPoint file that can be used; save it again as .pptx"
        )
    return None


def _sized(entry: Entry, content: bytes) -> Master:
    """Return a master in the size of slide that the layout asks for, or else in its own."""
    slide = entry.read(DeckLayoutShape.slide)
    if slide is None:
        return read_master(content)
    return read_master(resized(content, slide.read(SlideSizeShape.width), slide.read(SlideSizeShape.height)))
