"""A leaflet as HTML and CSS that looks about the same: the words, boxes, tables, bars and figures of one document."""

from __future__ import annotations

from html import escape
from typing import assert_never

from handouts.core.words import word
from handouts.document.blocks import (
    CALLOUT_WORDS,
    Answers,
    Block,
    Bullets,
    Callout,
    Card,
    Cards,
    ColumnPair,
    Facts,
    Field,
    Fields,
    FigureBlock,
    Gates,
    Options,
    Paragraph,
    References,
    Table,
)
from handouts.document.document import Document, Section
from handouts.document.figures import Bars, Diagram, Figure, IconArray, Intervals, Timeline
from handouts.document.text import (
    Blank,
    Citation,
    Contact,
    Link,
    Lowered,
    Raised,
    Sign,
    Strong,
    Text,
    Unit,
    Value,
    Words,
    plain,
)
from handouts.render.paper.look import LeafletLook


def as_html(document: Document, look: LeafletLook) -> str:
    front = "".join(section(each) for each in document.sections if each.front)
    inside = "".join(section(each) for each in document.sections if not each.front)
    lead = f'<p class="lead">{inner(document.lead)}</p>' if document.lead else ""
    return (
        f'<!doctype html><html lang="{document.lang}"><head><meta charset="utf-8">'
        f"<title>{escape(plain(document.title.text))}</title><style>{css(document, look)}</style></head>"
        f'<body><h1 class="title">{inner(document.title)}</h1>{lead}{front}'
        f'<div style="break-before: page">{inside}</div></body></html>'
    )


# --- look -----------------------------------------------------------------------------------------


def css(document: Document, look: LeafletLook) -> str:
    colours, space = look.theme.colours, look.space
    regular, bold = look.font_files[0], look.font_files[1]
    roles = "".join(
        f".{role} {{font: {700 if style.bold else 400} {style.size}pt/{style.line}pt Plex; "
        f"color: {colours[style.colour]}}}"
        for role, style in look.styles.items()
    )
    foot = f"{document.id} · {word('version', document.lang, version=document.version)} · {document.checked}"
    return f"""
@font-face {{font-family: Plex; src: url({regular.as_uri()})}}
@font-face {{font-family: Plex; font-weight: 700; src: url({bold.as_uri()})}}
@page {{size: {look.width}pt {look.height}pt; margin: {look.top + 22}pt {look.end}pt {look.bottom + 22}pt {look.start}pt;
  @top-left {{content: "{word("clinic", "en")} ____________________  {word("phone", "en")} ______________"; font: 12pt/16pt Plex}}
  @top-right {{content: "{word("draft", "en")}"; font: 700 12pt/16pt Plex; color: {colours["warning"]}}}
  @bottom-left {{content: "{foot}"; font: 9pt/11.5pt Plex}}
  @bottom-right {{content: "Page " counter(page) " of " counter(pages); font: 700 12pt/16pt Plex}}}}
* {{margin: 0; padding: 0; box-sizing: border-box}}
body {{font: 12.5pt/17.5pt Plex; color: {colours["ink"]}}}
{roles}
h2 {{margin: {space["section"]}pt 0 {space["after-heading"]}pt; break-after: avoid}}
p.body {{max-width: {look.measure}pt; margin-top: {space["block"]}pt}}
ul, ol {{padding-left: 14pt; margin-top: {space["block"]}pt}}
.frame {{margin-top: {space["block"]}pt; padding: {space["inset"]}pt; border: 1.2pt solid {colours["line"]};
  break-inside: avoid}}
.frame ul {{columns: 2; column-gap: {space["column"]}pt; margin-top: 4pt}}
.emergency {{border: 2.2pt solid {colours["danger"]}; background: {colours["danger-tint"]}}}
.call-today {{border-left: 8pt solid {colours["warning"]}; background: {colours["warning-tint"]}}}
.do-not {{border-color: {colours["danger"]}}}
.limit {{border: 3pt double {colours["warning"]}}}
.side {{display: flex; gap: {space["column"]}pt; margin-top: {space["block"]}pt}}
.side > * {{flex: 1; margin-top: 0}}
table {{border-collapse: collapse; width: 100%; margin-top: {space["block"]}pt}}
th {{text-align: left}}
td, th {{padding: {space["row"]}pt 4pt; border-bottom: 0.75pt solid {colours["rule"]}; vertical-align: top}}
tr {{break-inside: avoid}}
td.number {{text-align: right}}
.track {{width: 180pt}}
.fill {{height: 8pt; background: {colours["primary"]}}}
.field {{border: 0.75pt solid {colours["line"]}; height: {look.field_height}pt; padding: 3pt}}
.blank {{display: inline-block; width: 96pt; border-bottom: 0.9pt solid {colours["ink"]}}}
.tick {{display: inline-block; width: 11pt; height: 11pt; margin-left: 4pt; border: 0.9pt solid {colours["line"]}}}
.question {{width: {look.rail}pt}}
.rows td {{border: 0}}
figure {{margin-top: {space["block"]}pt; break-inside: avoid}}
"""


# --- blocks ---------------------------------------------------------------------------------------


def section(each: Section) -> str:
    title = f'<h2 class="heading">{inner(each.title)}</h2>' if each.title else ""
    return f"<section>{title}{blocks(each.blocks)}</section>"


def blocks(many: tuple[Block, ...]) -> str:
    return "".join(map(block, many))


def block(one: Block) -> str:
    match one:
        case Paragraph(unit, role):
            return f'<p class="{role}">{inner(unit)}</p>'
        case Bullets(items=items, style=style):
            name = "ol" if style == "number" else "ul"
            return f"<{name}>" + "".join(f"<li>{inner(item)}</li>" for item in items) + f"</{name}>"
        case Callout(kind=kind, title=title, blocks=inside):
            head = f'<p class="badge">{word(CALLOUT_WORDS[kind], "en")}</p><p class="box">{inner(title)}</p>'
            return f'<div class="frame {kind}">{head}{blocks(inside)}</div>'
        case Facts(facts=facts):
            rows = "".join(f"<tr><th>{inner(fact.label)}</th><td>{inner(fact.text)}</td></tr>" for fact in facts)
            return f"<table>{rows}</table>"
        case Cards(cards=cards) | ColumnPair(columns=cards):
            return f'<div class="side">{"".join(map(card, cards))}</div>'
        case Table():
            return table(one)
        case Fields(fields=fields):
            return f'<div class="side">{"".join(map(field, fields))}</div>'
        case FigureBlock(figure=figure, caption=caption):
            words = f'<figcaption class="caption">{inner(caption)}</figcaption>' if caption else ""
            return f"<figure>{words}{drawn(figure)}</figure>"
        case Answers(rows=rows):
            cells = "".join(
                f'<tr><td class="question">{inner(row.question)}</td><td>{blocks(row.blocks)}</td></tr>' for row in rows
            )
            return f'<table class="rows">{cells}</table>'
        case Gates(gates=gates):
            return "".join(
                f'<div class="side"><p class="frame">{inner(gate.question)}</p>'
                f'<p class="frame"><b>{word("stop", "en")}</b> {inner(gate.stop)}</p></div>'
                for gate in gates
            )
        case Options(options=options):
            return "".join(f"<p>{inner(each.option)}: {inner(each.reason)}</p>" for each in options)
        case References(entries=entries):
            return "".join(f'<p class="source">{inner(entry.unit)}</p>' for entry in entries)
        case _:
            assert_never(one)


def card(one: Card) -> str:
    return f'<div class="frame"><p class="card">{inner(one.title)}</p>{blocks(one.blocks)}</div>'


def field(one: Field) -> str:
    boxes = '<span class="tick"></span>' * one.count if one.kind == "ticks" else ""
    return f'<div class="field label" style="flex: {one.width}">{inner(one.label)} {boxes}</div>'


def table(one: Table) -> str:
    most = max((amount(row.cells[place].text) for place, row in bars(one)), default=1.0)
    heads = "".join(f'<th class="head">{inner(column.head)}</th>' for column in one.columns)
    heads += "<th></th>" * any(column.kind == "bar" for column in one.columns)
    text = f"<table><thead><tr>{heads}</tr></thead>"
    for group in one.groups:
        if group.title:
            text += f'<tr><th class="group" colspan="9">{inner(group.title)}</th></tr>'
        for row in group.rows:
            text += "<tr>"
            for column, cell in zip(one.columns, row.cells, strict=True):
                text += f'<td class="cell {column.kind if column.kind == "text" else "number"}">{inner(cell)}</td>'
                if column.kind == "bar":
                    width = 100 * amount(cell.text) / most
                    text += f'<td class="track"><div class="fill" style="width: {width:.1f}%"></div></td>'
            text += "</tr>"
    return text + "</table>"


def bars(one: Table):
    for place, column in enumerate(one.columns):
        if column.kind == "bar":
            yield from ((place, row) for group in one.groups for row in group.rows)


def amount(text: Text) -> float:
    try:
        return float(plain(text).replace(",", ""))
    except ValueError:
        return 0.0


# --- figures --------------------------------------------------------------------------------------


LABEL = 'font-family="Plex" font-size="12"'


def drawn(figure: Figure) -> str:
    match figure:
        case Diagram():
            return diagram(figure)
        case IconArray():
            return icons(figure)
        case Timeline(spans=spans):
            rows = "".join(
                f'<rect x="{40 * number}" y="10" width="150" height="16" fill="#5b8a91"/>'
                f'<text {LABEL} x="{40 * number}" y="44">{escape(plain(span.label.text))}</text>'
                for number, span in enumerate(spans)
            )
            return f'<svg width="510" height="60">{rows}</svg>'
        case Intervals(rows=rows) | Bars(rows=rows):
            return "".join(f"<p>{inner(row.label)} {inner(row.printed)}</p>" for row in rows)
        case _:
            assert_never(figure)


def diagram(figure: Diagram) -> str:
    places = {
        name: (8 + 172 * column, 8 + 74 * line)
        for line, lane in enumerate(figure.lanes)
        for column, name in enumerate(lane)
    }
    parts = []
    for edge in figure.edges:
        if edge.start in places and edge.end in places:
            (x, y), (to_x, _) = places[edge.start], places[edge.end]
            parts.append(f'<path d="M{x + 140} {y + 24} H{to_x - 2} l-8 -4 v8 z" stroke="#0b5561" fill="#0b5561"/>')
    for node in figure.nodes:
        x, y = places[node.id]
        parts.append(f'<rect x="{x}" y="{y}" width="140" height="48" fill="#e4f0f0" stroke="#0b5561"/>')
        parts.append(f'<text {LABEL} x="{x + 8}" y="{y + 20}">{escape(plain(node.label.text))}</text>')
        if node.detail:
            parts.append(f'<text {LABEL} x="{x + 8}" y="{y + 38}">{escape(plain(node.detail.text))}</text>')
    return f'<svg width="510" height="{74 * len(figure.lanes) + 10}">{"".join(parts)}</svg>'


def icons(figure: IconArray) -> str:
    full, half = int(figure.part.low), int(figure.part.high)
    dots = []
    for number in range(figure.total):
        x, y = 5 + 10 * (number % 50), 5 + 10 * (number // 50)
        fill = "#0b5561" if number < full else "#ffffff" if number < half else "#9fb0b6"
        dots.append(f'<circle cx="{x}" cy="{y}" r="3.4" fill="{fill}" stroke="#0b5561" stroke-width="0.5"/>')
    words = f"<p>{inner(figure.part.label)}; {inner(figure.rest)}</p>"
    return f'<svg width="510" height="{10 * (figure.total // 50) + 4}">{"".join(dots)}</svg>{words}'


# --- words ----------------------------------------------------------------------------------------


def inner(unit: Unit) -> str:
    return spans(unit.text)


def spans(text: Text) -> str:
    return "".join(map(span, text))


def span(inline) -> str:
    match inline:
        case Words(text) | Value(text=text) | Contact(text=text):
            return escape(text)
        case Strong(children):
            return f"<b>{spans(children)}</b>"
        case Raised(children):
            return f"<sup>{spans(children)}</sup>"
        case Lowered(children):
            return f"<sub>{spans(children)}</sub>"
        case Link(children, url):
            return f'<a href="{escape(url)}">{spans(children)}</a>'
        case Blank():
            return '<span class="blank"></span>'
        case Citation() | Sign():
            return ""
        case _:
            assert_never(inline)
