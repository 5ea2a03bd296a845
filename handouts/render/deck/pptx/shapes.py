"""Frames of a slide as shape XML: placeholders, text boxes, tables, groups, connectors and chart frames."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, count, pairwise
from typing import assert_never

from handouts.render.deck.masters import SlideLayout, Slot
from handouts.render.deck.pptx.connectors import shape_of, site
from handouts.render.deck.pptx.xml import DrawingContext, attribute, emu, fill, line, paragraphs, xfrm
from handouts.render.deck.value import (
    ChartFrame,
    Connector,
    Form,
    Frame,
    Freeform,
    GroupFrame,
    IconFrame,
    Ink,
    Inset,
    PictureFrame,
    TableFrame,
    TableRow,
    TextFrame,
)
from handouts.render.type.geometry import Bounds
from handouts.render.type.outlines import Cubic, Line, Move, Outline, Step, spots_of

STEPS: dict[type[Step], str] = {Move: "moveTo", Line: "lnTo", Cubic: "cubicBezTo"}
DrawnFrame = Frame | Freeform | Connector
NO_STYLE_NO_GRID = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
ANCHORS = {"top": "t", "middle": "ctr", "bottom": "b"}
PRESETS = {"rect": "rect", "round": "roundRect", "ellipse": "ellipse"}
# signs as strokes: their points as shares of the box in thousandths
STROKES: Mapping[Form, tuple[tuple[tuple[int, int], ...], ...]] = {
    "tick": (((0, 550), (350, 900), (1000, 100)),),
    "cross": (((0, 0), (1000, 1000)), ((1000, 0), (0, 1000))),
}
CORNER = 8.0  # radius of rounded boxes in pt
DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
ARROW = '<a:tailEnd type="triangle" w="lg" len="lg"/>'  # five times the weight of its line, each way


@dataclass(frozen=True, slots=True)
class Canvas:
    """A slide while it is drawn: its layout, drawing context, shape ids, and relationship ids of charts and pictures.

    `drawn` records each frame with the id of its shape.
    """

    layout: SlideLayout
    context: DrawingContext
    ids: Iterator[int]
    charts: Mapping[str, str]
    pictures: Mapping[str, tuple[str, Bounds]]
    drawn: list[tuple[DrawnFrame, int]] = field(default_factory=list)

    def number(self, frame: DrawnFrame) -> int:
        """Return the id of a frame's shape."""
        number = next(self.ids)
        self.drawn.append((frame, number))
        return number


def canvas(
    layout: SlideLayout, context: DrawingContext, charts: Mapping[str, str], pictures: Mapping[str, tuple[str, Bounds]]
) -> Canvas:
    """Return an empty slide."""
    return Canvas(layout, context, count(2), charts, pictures)


def shape(frame: Frame, on: Canvas) -> str:
    """Return the XML of a frame."""
    match frame:
        case TextFrame():
            return text_shape(frame, on, on.number(frame))
        case TableFrame():
            return table(frame, on)
        case ChartFrame():
            return chart_frame(frame, on)
        case GroupFrame():
            return group(frame, on)
        case PictureFrame():
            return picture(frame, on)
        case IconFrame():
            return icon(frame, on)
        case _:
            assert_never(frame)


def picture(frame: PictureFrame, on: Canvas) -> str:
    """Return a picture in its bounds."""
    relation, box = on.pictures[frame.name]
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="{on.number(frame)}" name="{attribute(frame.name)}" '
        f'descr="{attribute(frame.alt)}"/><p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/>'
        f'</p:nvPicPr><p:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        f'<p:spPr>{xfrm(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


def icon(frame: IconFrame, on: Canvas) -> str:
    """Return an icon as one freeform in a colour of the theme, which readers of the screen pass over."""
    wide, tall = emu(frame.box.width), emu(frame.box.height)
    paths = "".join(
        f'<a:path w="{wide}" h="{tall}">{"".join(_steps(outline))}<a:close/></a:path>' for outline in frame.outlines
    )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{on.number(frame)}" name="{attribute(frame.name)}">{DECORATIVE}</p:cNvPr>'
        f"<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{xfrm(frame.box)}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>{paths}</a:pathLst></a:custGeom>'
        f"{fill(frame.colour, on.context)}{line(Ink(), on.context)}</p:spPr></p:sp>"
    )


def _steps(outline: Outline) -> Iterator[str]:
    """Yield the steps of an outline; each move but the first closes the part before it."""
    for number, step in enumerate(outline.steps):
        spots = "".join(f'<a:pt x="{emu(x)}" y="{emu(y)}"/>' for x, y in spots_of(step))
        name = STEPS[type(step)]
        yield f"{'<a:close/>' if number and isinstance(step, Move) else ''}<a:{name}>{spots}</a:{name}>"


def _placeholder(name: str | None, on: Canvas) -> str:
    if name is None:
        return "<p:nvPr/>"
    slot: Slot = on.layout.slots[name]
    kind = f' type="{slot.kind}"' if slot.kind else ""
    index = f' idx="{slot.index}"' if slot.index else ""
    return f"<p:nvPr><p:ph{kind}{index}/></p:nvPr>"


def text_shape(frame: TextFrame, on: Canvas, number: int) -> str:
    """Return a placeholder, a text box, or a shape with text."""
    locks = '<a:spLocks noGrp="1"/>' if frame.placeholder else ""
    free_text = ' txBox="1"' if frame.placeholder is None and frame.paras and frame.ink.fill is None else ""
    descr = f' descr="{attribute(frame.alt)}"' if frame.alt else ""
    silent = DECORATIVE if not frame.paras and not frame.alt else ""
    text = _text_body(frame, on) if frame.paras else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{attribute(frame.name)}"{descr}>{silent}</p:cNvPr>'
        f"<p:cNvSpPr{free_text}>{locks}</p:cNvSpPr>{_placeholder(frame.placeholder, on)}</p:nvSpPr>"
        f"<p:spPr>{_outline(frame, on.context)}</p:spPr>{text}</p:sp>"
    )


def _outline(frame: TextFrame, context: DrawingContext) -> str:
    """Return position, form, fill and frame; a placeholder at home inherits them."""
    place = "" if frame.at_home else xfrm(frame.box)
    if frame.placeholder:
        return place + (fill(frame.ink.fill, context) + line(frame.ink, context) if frame.ink.fill else "")
    if frame.form in STROKES:
        return place + _strokes(frame.form) + fill(None, context) + line(frame.ink, context)
    radius = round(min(50_000, CORNER / min(frame.box.width, frame.box.height) * 100_000))
    guide = f'<a:gd name="adj" fmla="val {radius}"/>' if frame.form == "round" else ""
    form = f'<a:prstGeom prst="{PRESETS[frame.form]}"><a:avLst>{guide}</a:avLst></a:prstGeom>'
    return place + form + fill(frame.ink.fill, context) + line(frame.ink, context)


def _strokes(form: Form) -> str:
    """Return a sign that is drawn with strokes."""
    paths = "".join(
        "".join(
            f'<a:{"lnTo" if place else "moveTo"}><a:pt x="{x}" y="{y}"/></a:{"lnTo" if place else "moveTo"}>'
            for place, (x, y) in enumerate(stroke)
        )
        for stroke in STROKES[form]
    )
    return (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="1000" h="1000" fill="none">{paths}</a:path>'
        "</a:pathLst></a:custGeom>"
    )


def _text_body(frame: TextFrame, on: Canvas) -> str:
    text = _numbered(frame, on) if frame.name == "slide number" else paragraphs(frame.paras, on.context)
    return f"<p:txBody>{_body_look(frame)}<a:lstStyle/>{text}</p:txBody>"


def _body_look(frame: TextFrame) -> str:
    if frame.placeholder and frame.at_home:
        return f'<a:bodyPr rIns="{emu(frame.inset.right)}"/>' if frame.inset.right else "<a:bodyPr/>"
    one_line = len(frame.paras) == 1 and frame.paras[0].height <= frame.paras[0].style.line
    wrap = "none" if one_line and frame.ink.fill is None and not frame.placeholder else "square"
    return (
        f'<a:bodyPr wrap="{wrap}" {_insets(frame.inset)} anchor="{ANCHORS[frame.anchor]}" rtlCol="0">'
        "<a:noAutofit/></a:bodyPr>"
    )


def _insets(inset: Inset) -> str:
    return f'lIns="{emu(inset.left)}" tIns="{emu(inset.top)}" rIns="{emu(inset.right)}" bIns="{emu(inset.bottom)}"'


def _numbered(frame: TextFrame, on: Canvas) -> str:
    """Return the slide number, which starts the last run, as a field, so that it changes when slides are moved."""
    text = paragraphs(frame.paras, on.context)
    opening, _, rest = text.rpartition("<a:r>")
    look, _, words = rest.partition("<a:t>")
    digits = words[: len(words) - len(words.lstrip("0123456789"))]
    field = f'<a:fld id="{{5F2C1B0A-7D3E-4C55-9A61-0B6E54C2D901}}" type="slidenum">{look}<a:t>{digits}</a:t></a:fld>'
    return f"{opening}{field}<a:r>{look}<a:t>{words[len(digits) :]}"


# --- tables ---------------------------------------------------------------------------------------


def table(frame: TableFrame, on: Canvas) -> str:
    """Return a native table with a header row and a header column."""
    # edges are rounded and not widths, so that the columns add up to the frame
    edges = [emu(edge) for edge in accumulate(frame.widths, initial=0.0)]
    grid = "".join(f'<a:gridCol w="{right - left}"/>' for left, right in pairwise(edges))
    rows = "".join(_row(row, frame.pad, on.context) for row in frame.rows)
    body = (
        f'<a:tbl><a:tblPr firstRow="1" firstCol="1"><a:tableStyleId>{NO_STYLE_NO_GRID}</a:tableStyleId></a:tblPr>'
        f"<a:tblGrid>{grid}</a:tblGrid>{rows}</a:tbl>"
    )
    return _graphic(frame, TABLE, body, on)


def _graphic(frame: TableFrame | ChartFrame, uri: str, body: str, on: Canvas) -> str:
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{on.number(frame)}" name="{attribute(frame.name)}" '
        f'descr="{attribute(frame.alt)}"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
        f"</p:cNvGraphicFramePr>{_placeholder(frame.placeholder, on)}</p:nvGraphicFramePr>"
        f'{xfrm(frame.box, "p:xfrm")}<a:graphic><a:graphicData uri="{uri}">{body}</a:graphicData></a:graphic>'
        "</p:graphicFrame>"
    )


def _row(row: TableRow, pad: Inset, context: DrawingContext) -> str:
    rule = f'<a:lnB w="{emu(row.rule)}">{fill(row.rule_colour, context)}</a:lnB>'
    none = "".join(f'<a:{side} w="0"><a:noFill/></a:{side}>' for side in ("lnL", "lnR", "lnT"))
    look = (
        f'<a:tcPr marL="{emu(pad.left)}" marR="{emu(pad.right)}" marT="{emu(pad.top)}" marB="{emu(pad.bottom)}" '
        f'anchor="t">{none}{rule}{fill(row.fill, context)}</a:tcPr>'
    )
    cells = "".join(
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{paragraphs(cell, context)}</a:txBody>{look}</a:tc>"
        for cell in row.cells
    )
    return f'<a:tr h="{emu(row.height)}">{cells}</a:tr>'


# --- groups ---------------------------------------------------------------------------------------


def group(frame: GroupFrame, on: Canvas) -> str:
    """Return shapes and connectors as one graphic with one alt text."""
    number = on.number(frame)
    ids = {child.name: on.number(child) for child in frame.children}
    forms = {child.name: child.form for child in frame.children if isinstance(child, TextFrame)}
    shapes = []
    for child in frame.children:
        match child:
            case TextFrame():
                shapes.append(text_shape(child, on, ids[child.name]))
            case Freeform():
                shapes.append(freeform(child, on.context, ids[child.name]))
            case Connector():
                ends = [
                    (ids[name], site(forms[name], side))
                    for name, side in ((child.start, child.route.start), (child.end, child.route.end))
                ]
                shapes.append(connector(child, on.context, ids[child.name], ends[0], ends[1]))
            case _:
                assert_never(child)
    return (
        f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{number}" name="{attribute(frame.name)}" '
        f'descr="{attribute(frame.alt)}"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>'
        f"{_group_place(frame.box)}</p:grpSpPr>{''.join(shapes)}</p:grpSp>"
    )


def _group_place(box: Bounds) -> str:
    x, y, wide, tall = emu(box.x), emu(box.y), emu(box.width), emu(box.height)
    return (
        f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{wide}" cy="{tall}"/>'
        f'<a:chOff x="{x}" y="{y}"/><a:chExt cx="{wide}" cy="{tall}"/></a:xfrm>'
    )


def connector(
    line_of: Connector, context: DrawingContext, number: int, start: tuple[int, int], end: tuple[int, int]
) -> str:
    """Return a connector glued to two shapes, given by their ids and connection sites."""
    form = shape_of(line_of.route)
    turn = ' rot="5400000"' if form.turned else ""
    flips = (' flipH="1"' if form.flip_across else "") + (' flipV="1"' if form.flip_down else "")
    guide = f'<a:gd name="adj1" fmla="val {form.adjust}"/>' if form.adjust is not None else ""
    place = xfrm(form.box).replace("<a:xfrm>", f"<a:xfrm{turn}{flips}>")
    dash = f'<a:prstDash val="{line_of.dash}"/>'
    arrow = ARROW if line_of.head == "arrow" else ""
    return (
        f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{number}" name="{attribute(line_of.name)}"/><p:cNvCxnSpPr>'
        f'<a:stCxn id="{start[0]}" idx="{start[1]}"/><a:endCxn id="{end[0]}" idx="{end[1]}"/></p:cNvCxnSpPr><p:nvPr/>'
        f'</p:nvCxnSpPr><p:spPr>{place}<a:prstGeom prst="{form.preset}"><a:avLst>{guide}</a:avLst></a:prstGeom>'
        f'<a:ln w="{emu(line_of.weight)}">{fill(line_of.colour, context)}{dash}<a:round/>{arrow}</a:ln>'
        "</p:spPr></p:cxnSp>"
    )


def freeform(frame: Freeform, context: DrawingContext, number: int) -> str:
    """Return many circles, or their lower halves, as one shape."""
    box = frame.box
    wide, tall = emu(box.width), emu(box.height)
    sweep = 10_800_000 if frame.form == "half" else 21_600_000
    path = "".join(
        f'<a:moveTo><a:pt x="{emu(dot.right - box.x)}" y="{emu(dot.centre.y - box.y)}"/></a:moveTo>'
        f'<a:arcTo wR="{emu(dot.width / 2)}" hR="{emu(dot.height / 2)}" stAng="0" swAng="{sweep}"/><a:close/>'
        for dot in frame.circles
    )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{attribute(frame.name)}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
        f"<p:spPr>{xfrm(box)}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="{wide}" h="{tall}">{path}</a:path></a:pathLst>'
        f"</a:custGeom>{fill(frame.ink.fill, context)}{line(frame.ink, context)}</p:spPr></p:sp>"
    )


# --- charts ---------------------------------------------------------------------------------------


def chart_frame(frame: ChartFrame, on: Canvas) -> str:
    """Return the frame of a native chart, which refers to its part by a relationship."""
    body = f'<c:chart xmlns:c="{CHART}" r:id="{on.charts[frame.name]}"/>'
    return _graphic(frame, CHART, body, on)
