"""Make layouts/decks/widescreen.pptx: the geometry and the named slide layouts of the teaching decks.

    python scripts/make_master.py layouts/decks/widescreen.pptx

python-pptx cannot create slide layouts, so the parts are written here as XML. The same script gives the same
bytes. Colours and fonts in it are only stand-ins: each deck is written with those of its theme. Text sizes are
those that an educator gets for text typed by hand; what `handouts` writes has the sizes of `widescreen.yaml`.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from handouts.core.archive import packed

EMU = 12_700  # per pt
WIDTH, HEIGHT = 960, 540
MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECK = "http://schemas.openxmlformats.org/presentationml/2006/main"
NAMESPACES = f'xmlns:a="{MAIN}" xmlns:r="{OFFICE}" xmlns:p="{DECK}"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument"
SHARED = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)


@dataclass(frozen=True)
class Slot:
    """A placeholder: name, attributes of `p:ph`, box in pt, type size and line in pt, and its look."""

    name: str
    ph: str
    box: tuple[int, int, int, int]
    size: int
    line: int
    colour: str = "tx1"
    bold: bool = False
    anchor: str = "t"
    align: str = "l"
    bullet: bool = False
    frame: bool = False
    prompt: str = ""


@dataclass(frozen=True)
class Layout:
    """A slide layout: its name, ground, placeholders and what is drawn on it."""

    name: str
    slots: tuple[Slot, ...]
    ground: str = "bg1"
    drawn: str = ""
    kind: str = ""


# twelve columns of 61 with gutters of 12 between margins of 48; the body stands between 112 and 480
LEFT, WIDE, HALF = 48, 864, 426
TOP, BOTTOM = 112, 480
PANEL = 389  # width of the dark panel of a case
TITLE = Slot("title", 'type="title"', (LEFT, 35, WIDE, 70), 28, 34, "tx2", bold=True)
BODY = Slot("body", 'idx="1"', (LEFT, TOP, WIDE, BOTTOM - TOP), 18, 23, bullet=True)
FOOTER = Slot("footer", 'type="ftr" sz="quarter" idx="11"', (LEFT, 505, 660, 18), 12, 15)
NUMBER = Slot("slide number", 'type="sldNum" sz="quarter" idx="12"', (720, 505, 192, 18), 12, 15, align="r")
SOURCE = Slot("source", 'type="body" sz="quarter" idx="13"', (LEFT, 488, WIDE, 15), 12, 15, anchor="b")
BADGE = Slot(
    "badge",
    'type="body" sz="quarter" idx="14"',
    (LEFT, 484, 160, 20),
    12,
    15,
    "tx1",
    True,
    "ctr",
    "ctr",
    frame=True,
)
EYEBROW = Slot("eyebrow", 'type="body" sz="quarter" idx="15"', (LEFT, 22, 560, 23), 18, 23, "tx2", bold=True)


def moved(slot: Slot, box: tuple[int, int, int, int], colour: str = "", size: int = 0, line: int = 0) -> Slot:
    """A placeholder elsewhere, in another colour or size; text there is plain paragraphs."""
    size, line = size or slot.size, line or slot.line
    look = (colour or slot.colour, slot.bold, slot.anchor, slot.align)
    return Slot(slot.name, slot.ph, box, size, line, *look, slot.bullet, slot.frame)


def plain(slot: Slot, anchor: str = "t") -> Slot:
    """A placeholder for text alone, without bullets."""
    ph = slot.ph if "type=" in slot.ph else 'type="body" ' + slot.ph
    return Slot(slot.name, ph, slot.box, slot.size, slot.line, slot.colour, slot.bold, anchor)


def foot(colour: str = "tx1") -> tuple[Slot, ...]:
    """What stands on every slide: badge, source, footer and number."""
    return tuple(moved(slot, slot.box, colour) for slot in (BADGE, SOURCE, FOOTER, NUMBER))


def halves(first_ph: str, second_ph: str, size: int, line: int, top: int = TOP) -> tuple[Slot, Slot]:
    """Two columns of six."""
    left = Slot("body", first_ph, (LEFT, top, HALF, BOTTOM - top), size, line)
    return left, Slot("body 2", second_ph, (LEFT + WIDE - HALF, top, HALF, BOTTOM - top), size, line)


def xfrm(box: tuple[int, int, int, int]) -> str:
    """A box in EMU."""
    x, y, width, height = (length * EMU for length in box)
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def bar(x: int, y: int, width: int, height: int, colour: str) -> str:
    """A filled strip of the layout."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="90" name="strip"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f'{xfrm((x, y, width, height))}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        "<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr/></a:p></p:txBody></p:sp>"
    )


COVER = (
    moved(EYEBROW, (LEFT, 56, WIDE, 23), "bg1"),
    Slot("title", 'type="ctrTitle"', (LEFT, 120, 800, 160), 44, 50, "bg1", True, "b"),
    Slot("body", 'type="subTitle" idx="1"', (LEFT, 314, 800, 140), 22, 28, "bg1"),
)
PART = (
    moved(EYEBROW, (LEFT, 165, WIDE, 23)),
    moved(TITLE, (LEFT, 194, WIDE, 100), size=44, line=50),
    plain(moved(BODY, (LEFT, 308, WIDE, 160), size=22, line=28)),
)
CASE = (
    moved(EYEBROW, (LEFT, 52, 317, 23), "bg1"),
    moved(TITLE, (LEFT, 79, 317, 170), "bg1", 28, 34),
    plain(moved(BODY, (LEFT, 270, 317, 190), "bg1", 22, 28)),
    Slot("body 2", 'type="body" idx="2"', (413, 40, 499, 424), 22, 28),
)
ASK = (EYEBROW, moved(TITLE, (LEFT, 47, WIDE, 70)), moved(BODY, (LEFT, 124, WIDE, BOTTOM - 124)))

LAYOUTS = (
    Layout("title", (*COVER, *foot("bg1")), "tx2", bar(LEFT, 292, 72, 4, "bg1"), "title"),
    Layout("objectives", (TITLE, BODY, *foot()), kind="obj"),
    Layout("section", (*PART, *foot()), "bg2", kind="secHead"),
    Layout("case", (*CASE, *foot("bg1")), "tx2", bar(PANEL, 0, WIDTH - PANEL, 476, "bg2")),
    Layout("content", (TITLE, BODY, *foot()), kind="obj"),
    Layout(
        "two columns",
        (TITLE, *halves('sz="half" idx="1"', 'sz="half" idx="2"', 18, 23), *foot()),
        kind="twoObj",
    ),
    Layout("table", (TITLE, BODY, *foot())),
    Layout("chart", (TITLE, BODY, *foot())),
    Layout("diagram", (TITLE, BODY, *foot())),
    Layout("question", (*ASK, *foot()), "bg2"),
    Layout("references", (TITLE, *halves('type="body" idx="1"', 'type="body" idx="2"', 12, 14, 86), *foot())),
)


def paragraph_look(slot: Slot, level: int = 1) -> str:
    """The properties of a level of a placeholder's text."""
    hang = 20 * EMU
    margin = f'marL="{hang * level}" indent="-{hang}"' if slot.bullet else 'marL="0" indent="0"'
    mark = '<a:buFont typeface="Arial"/><a:buChar char="&#8226;"/>' if slot.bullet else "<a:buNone/>"
    return (
        f'<a:lvl{level}pPr {margin} algn="{slot.align}"><a:lnSpc><a:spcPts val="{slot.line}00"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{800 if slot.bullet else 0}"/></a:spcBef>{mark}'
        f'<a:defRPr sz="{slot.size}00" b="{int(slot.bold)}"><a:solidFill><a:schemeClr val="{slot.colour}"/>'
        f'</a:solidFill><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr>'
        f"</a:lvl{level}pPr>"
    )


def levels(slot: Slot) -> str:
    """The look of every level that a placeholder has."""
    return "".join(paragraph_look(slot, level) for level in range(1, 6 if slot.bullet else 2))


def text_of(slot: Slot) -> str:
    """What a placeholder shows before it is filled."""
    if slot.name == "slide number":
        return (
            '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
            '<a:rPr lang="en-US"/><a:t>&#8249;#&#8250;</a:t></a:fld>'
        )
    return "" if slot.name == "footer" else f'<a:r><a:rPr lang="en-US"/><a:t>{slot.name.capitalize()}</a:t></a:r>'


def placeholder(slot: Slot, number: int) -> str:
    """The shape of a placeholder."""
    prompt = ' hasCustomPrompt="1"' if slot.name in ("source", "badge", "eyebrow") else ""
    line = f'<a:ln w="{EMU}"><a:solidFill><a:schemeClr val="{slot.colour}"/></a:solidFill></a:ln>' if slot.frame else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{slot.name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {slot.ph}{prompt}/></p:nvPr></p:nvSpPr><p:spPr>{xfrm(slot.box)}"
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{line}</p:spPr><p:txBody><a:bodyPr vert="horz" lIns="0" '
        f'tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="{slot.anchor}"><a:noAutofit/></a:bodyPr>'
        f"<a:lstStyle>{levels(slot)}</a:lstStyle><a:p>{text_of(slot)}</a:p></p:txBody></p:sp>"
    )


def tree(slots: tuple[Slot, ...], drawn: str = "") -> str:
    """The shapes of a layout or of the master, what is drawn below the placeholders."""
    shapes = "".join(placeholder(slot, number) for number, slot in enumerate(slots, start=2))
    return f"<p:spTree>{SHARED}{drawn}{shapes}</p:spTree>"


def ground(colour: str) -> str:
    """The ground of a slide in one colour."""
    fill = f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
    return f"<p:bg><p:bgPr>{fill}<a:effectLst/></p:bgPr></p:bg>"


def layout_part(layout: Layout) -> str:
    """A slide layout."""
    kind = f' type="{layout.kind}"' if layout.kind else ' userDrawn="1"'
    return (
        f'{HEAD}<p:sldLayout {NAMESPACES}{kind} preserve="1"><p:cSld name="{layout.name}">{ground(layout.ground)}'
        f"{tree(layout.slots, layout.drawn)}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


COLOUR_MAP = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)


def master_part() -> str:
    """The slide master."""
    body = Slot("body", 'type="body" idx="1"', BODY.box, BODY.size, BODY.line, bullet=True)
    ids = "".join(
        f'<p:sldLayoutId id="{2147483649 + number}" r:id="rId{number + 1}"/>' for number in range(len(LAYOUTS))
    )
    other = Slot("other", "", (0, 0, 0, 0), 18, 23)
    return (
        f"{HEAD}<p:sldMaster {NAMESPACES}><p:cSld>{ground('bg1')}{tree((TITLE, body, FOOTER, NUMBER))}</p:cSld>"
        f'{COLOUR_MAP}<p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst><p:hf hdr="0" dt="0"/><p:txStyles>'
        f"<p:titleStyle>{paragraph_look(TITLE)}</p:titleStyle><p:bodyStyle>{levels(body)}</p:bodyStyle>"
        f"<p:otherStyle>{paragraph_look(other)}</p:otherStyle></p:txStyles></p:sldMaster>"
    )


def notes_part() -> str:
    """The notes master: the picture of the slide above, the notes below."""
    picture = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="slide image"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" '
        'noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr>'
        f'{xfrm((54, 54, 432, 243))}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill>'
        '<a:schemeClr val="tx1"/></a:solidFill></a:ln></p:spPr></p:sp>'
    )
    notes = placeholder(Slot("notes", 'type="body" sz="quarter" idx="3"', (54, 320, 432, 350), 12, 16), 3)
    styles = levels(Slot("notes", "", (0, 0, 0, 0), 12, 16))
    return (
        f"{HEAD}<p:notesMaster {NAMESPACES}><p:cSld>{ground('bg1')}<p:spTree>{SHARED}{picture}{notes}</p:spTree>"
        f"</p:cSld>{COLOUR_MAP}<p:notesStyle>{styles}</p:notesStyle></p:notesMaster>"
    )


def theme_part() -> str:
    """A theme whose colours and fonts wait to be replaced."""
    grey = {
        "dk1": "000000",
        "lt1": "FFFFFF",
        "dk2": "333333",
        "lt2": "EEEEEE",
        "hlink": "333333",
        "folHlink": "666666",
    }
    order = ("dk1", "lt1", "dk2", "lt2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
    colours = "".join(f'<a:{name}><a:srgbClr val="{grey.get(name, "666666")}"/></a:{name}>' for name in order)
    font = '<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(f'<a:ln w="{width}">{fill}<a:prstDash val="solid"/></a:ln>' for width in (9525, 19050, 28575))
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{HEAD}<a:theme xmlns:a="{MAIN}" name="handouts"><a:themeElements><a:clrScheme name="handouts">{colours}'
        f'</a:clrScheme><a:fontScheme name="handouts"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}'
        f'</a:minorFont></a:fontScheme><a:fmtScheme name="handouts"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def presentation_part() -> str:
    """The presentation without a slide."""
    style = paragraph_look(Slot("other", "", (0, 0, 0, 0), 18, 23))
    return (
        f'{HEAD}<p:presentation {NAMESPACES} saveSubsetFonts="1"><p:sldMasterIdLst><p:sldMasterId id="2147483648" '
        'r:id="rId1"/></p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
        f'<p:sldSz cx="{WIDTH * EMU}" cy="{HEIGHT * EMU}"/><p:notesSz cx="{540 * EMU}" cy="{720 * EMU}"/>'
        f"<p:defaultTextStyle>{style}</p:defaultTextStyle></p:presentation>"
    )


def view_part() -> str:
    """How PowerPoint opens a deck: slides beside their outline at a size that fits the window."""
    scale = '<p:scale><a:sx n="1" d="1"/><a:sy n="1" d="1"/></p:scale><p:origin x="0" y="0"/>'
    return (
        f'{HEAD}<p:viewPr {NAMESPACES}><p:normalViewPr><p:restoredLeft sz="15620"/><p:restoredTop sz="80000"/>'
        f'</p:normalViewPr><p:slideViewPr><p:cSldViewPr><p:cViewPr varScale="1">{scale}</p:cViewPr><p:guideLst/>'
        f"</p:cSldViewPr></p:slideViewPr><p:notesTextViewPr><p:cViewPr>{scale}</p:cViewPr></p:notesTextViewPr>"
        '<p:gridSpacing cx="76200" cy="76200"/></p:viewPr>'
    )


def relations(*targets: tuple[str, str]) -> str:
    """A relationship part: kind and target of each, in order of their ids."""
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def content_types() -> str:
    """The kinds of all parts."""
    deck = f"{TYPE}.presentationml"
    kinds = {
        "/ppt/presentation.xml": f"{deck}.presentation.main+xml",
        "/ppt/slideMasters/slideMaster1.xml": f"{deck}.slideMaster+xml",
        "/ppt/notesMasters/notesMaster1.xml": f"{deck}.notesMaster+xml",
        "/ppt/theme/theme1.xml": f"{TYPE}.theme+xml",
        "/ppt/theme/theme2.xml": f"{TYPE}.theme+xml",
        "/ppt/presProps.xml": f"{deck}.presProps+xml",
        "/ppt/viewProps.xml": f"{deck}.viewProps+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": f"{TYPE}.extended-properties+xml",
    }
    for number in range(1, len(LAYOUTS) + 1):
        kinds[f"/ppt/slideLayouts/slideLayout{number}.xml"] = f"{deck}.slideLayout+xml"
    rows = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f"{rows}</Types>"
    )


def parts() -> dict[str, str]:
    """Every part of the master by name."""
    to_layouts = [(f"{OFFICE}/slideLayout", f"../slideLayouts/slideLayout{n + 1}.xml") for n in range(len(LAYOUTS))]
    core = f"{PACKAGE}/metadata/core-properties"
    package = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relations(
            (f"{OFFICE}/officeDocument", "ppt/presentation.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{OFFICE}/extended-properties", "docProps/app.xml"),
        ),
        "docProps/core.xml": f'{HEAD}<cp:coreProperties xmlns:cp="{core}"/>',
        "docProps/app.xml": f'{HEAD}<Properties xmlns="{OFFICE.replace("/relationships", "/extended-properties")}"/>',
        "ppt/presentation.xml": presentation_part(),
        "ppt/_rels/presentation.xml.rels": relations(
            (f"{OFFICE}/slideMaster", "slideMasters/slideMaster1.xml"),
            (f"{OFFICE}/notesMaster", "notesMasters/notesMaster1.xml"),
            (f"{OFFICE}/theme", "theme/theme1.xml"),
            (f"{OFFICE}/presProps", "presProps.xml"),
            (f"{OFFICE}/viewProps", "viewProps.xml"),
        ),
        "ppt/presProps.xml": f"{HEAD}<p:presentationPr {NAMESPACES}/>",
        "ppt/viewProps.xml": view_part(),
        "ppt/slideMasters/slideMaster1.xml": master_part(),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": relations(
            *to_layouts, (f"{OFFICE}/theme", "../theme/theme1.xml")
        ),
        "ppt/notesMasters/notesMaster1.xml": notes_part(),
        "ppt/notesMasters/_rels/notesMaster1.xml.rels": relations((f"{OFFICE}/theme", "../theme/theme2.xml")),
        "ppt/theme/theme1.xml": theme_part(),
        "ppt/theme/theme2.xml": theme_part(),
    }
    for number, layout in enumerate(LAYOUTS, start=1):
        package[f"ppt/slideLayouts/slideLayout{number}.xml"] = layout_part(layout)
        package[f"ppt/slideLayouts/_rels/slideLayout{number}.xml.rels"] = relations(
            (f"{OFFICE}/slideMaster", "../slideMasters/slideMaster1.xml")
        )
    return package


def main() -> None:
    """Write the master to the file named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    file: Path = parser.parse_args().file
    file.write_bytes(packed({name: part.encode() for name, part in parts().items()}))


if __name__ == "__main__":
    main()
