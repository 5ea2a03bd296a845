"""What a program can find out for an item of an instrument: an answer with its evidence, or evidence alone.

A finding without an answer leaves the item to a person. Nothing is found in a language that the words looked for
do not belong to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from handouts.content.model import Verdict
from handouts.document import (
    Bullets,
    Callout,
    Cards,
    Document,
    Fields,
    IconArray,
    Section,
    Table,
    Unit,
    Value,
    inlines,
    plain,
    units,
)
from handouts.dossier.portions import actions, blocks_of, figures, headings, numbers, tables
from handouts.quantity import Ratio
from handouts.reading import running_text
from handouts.words import word

# house thresholds (design/ANCHORS.md b1 and b2), for no instrument gives one
MOST_WORDS_OF_A_SECTION = 150
MOST_ITEMS_OF_A_LIST = 7
MOST_COLUMNS = 4
MOST_WORDS_OF_A_HEAD = 6
MOST_SENTENCES_OF_A_MESSAGE = 3
# one sentence in so many may be passive before a text counts as passive
ACTIVE = 10

_SENTENCE = re.compile(r"(?<=[.!?:])\s+")
_WORD = re.compile(r"\w+(?:[-'\u2019]\w+)*")
_IRREGULAR = (
    "begun|broken|brought|built|chosen|done|drawn|drunk|eaten|found|given|held|kept|known|made|meant|seen|sent|shown|"
    "sold|taken|taught|told|thought|used|written"
)
_PASSIVE = re.compile(
    rf"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+|not\s+)?(?:\w{{2,}}ed|{_IRREGULAR})\b", re.IGNORECASE
)
_YOU = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)
_THEY_SHOULD = re.compile(r"\bpatients?\s+(?:should|must|need to|have to)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found; `answer` is None where only a person can judge."""

    answer: Verdict | None
    evidence: str = ""


Find = Callable[[Document], Finding]
NOTHING = Finding(None)


def _said(answer: Verdict | None, document: Document, name: str, **parts: object) -> Finding:
    return Finding(answer, word(f"found.{name}", document.lang, **parts))


def _yes(holds: object) -> Verdict:
    return "yes" if holds else "no"


# --- words ----------------------------------------------------------------------------------------


def speaks_actively(document: Document) -> Finding:
    """Active where fewer than one running sentence in ten looks passive."""
    if document.lang != "en":
        return NOTHING
    sentences = [sentence for text in running_text(document) for sentence in _sentences(plain(text))]
    passive = sum(1 for sentence in sentences if _PASSIVE.search(sentence))
    return _said(_yes(passive * ACTIVE < len(sentences)), document, "passive", passive=passive, of=len(sentences))


def acts_actively(document: Document) -> Finding:
    """Whether the main message and what to do are all active."""
    if document.lang != "en":
        return NOTHING
    said = [unit for unit in (document.lead, *units(tuple(actions(document)))) if unit is not None]
    sentences = [sentence for unit in said for sentence in _sentences(plain(unit.text))]
    passive = sum(1 for sentence in sentences if _PASSIVE.search(sentence))
    return _said(_yes(not passive), document, "passive-message", passive=passive, of=len(sentences))


def speaks_to_the_reader(document: Document) -> Finding:
    """Whether the text says `you`, and never what patients should do."""
    if document.lang != "en":
        return NOTHING
    text = " ".join(plain(unit.text) for unit in _all_units(document))
    others, own = len(_THEY_SHOULD.findall(text)), len(_YOU.findall(text))
    return _said(_yes(own and not others), document, "you", you=own, they=others)


def _sentences(text: str) -> Iterator[str]:
    yield from (sentence for sentence in _SENTENCE.split(text) if _WORD.search(sentence))


def _all_units(document: Document) -> Iterator[Unit]:
    yield from units((document.title, document.lead, document.sections))


def word_count(node: object) -> int:
    """How many words the text units below a node hold, tables and labels too."""
    return sum(len(_WORD.findall(plain(unit.text))) for unit in units(node))


# --- order and look -------------------------------------------------------------------------------


def is_in_short_parts(document: Document) -> Finding:
    """No section with more running words than fit into one, no list that is longer than one can hold in mind."""
    longest = max((_running_words(section) for section in document.sections), default=0)
    lists = [len(block.items) for block in blocks_of(document) if isinstance(block, Bullets)]
    most = max(lists, default=0)
    short = longest <= MOST_WORDS_OF_A_SECTION and most <= MOST_ITEMS_OF_A_LIST
    return _said(
        _yes(short),
        document,
        "parts",
        parts=len(document.sections),
        words=longest,
        items=most,
        most_words=MOST_WORDS_OF_A_SECTION,
        most_items=MOST_ITEMS_OF_A_LIST,
    )


def _running_words(section: Section) -> int:
    return sum(len(_WORD.findall(plain(text))) for text in running_text(section.blocks))


def has_headings(document: Document) -> Finding:
    """A section of words without any heading settles it; whether headings tell enough is for a person."""
    bare = [section for section in document.sections if section.title is None and not _titled(section)]
    found = _said(None, document, "headings", headings=len(headings(document)), bare=len(bare))
    return Finding("no", found.evidence) if bare else found


def is_chunked(document: Document) -> Finding:
    """Short parts, each with a heading."""
    parts, heads = is_in_short_parts(document), has_headings(document)
    return Finding(_yes(parts.answer == "yes" and heads.answer is None), f"{parts.evidence} {heads.evidence}")


def _titled(section: Section) -> bool:
    """Whether a section without a heading needs none: it is a box, cards, one short text or fields."""
    return all(isinstance(block, Callout | Cards | Fields) for block in section.blocks) or section.front


def has_lists(document: Document) -> Finding:
    """Lists with dots, numbers or ticks."""
    lists = sum(1 for block in blocks_of(document) if isinstance(block, Bullets))
    return _said(_yes(lists), document, "lists", lists=lists)


def has_summary(document: Document) -> Finding:
    """Cards or a slide that sum up; without them a person says whether the first page does."""
    cards = sum(1 for block in blocks_of(document) if isinstance(block, Cards) and block.kind == "summary")
    slides = sum(1 for section in document.sections if section.teaching and section.teaching.kind == "summary")
    found = _said(None, document, "summary", summaries=cards + slides)
    return Finding("yes", found.evidence) if cards + slides else found


def has_cues(document: Document) -> Finding:
    """Boxes, cards and larger type."""
    boxes = sum(1 for block in blocks_of(document) if isinstance(block, Callout))
    cards = sum(len(block.cards) for block in blocks_of(document) if isinstance(block, Cards))
    return _said(_yes(boxes + cards), document, "cues", boxes=boxes, cards=cards)


# --- message and actions --------------------------------------------------------------------------


def has_message(document: Document) -> Finding:
    """A main message of one to three sentences."""
    sentences = len(list(_sentences(plain(document.lead.text)))) if document.lead is not None else 0
    return _said(_yes(0 < sentences <= MOST_SENTENCES_OF_A_MESSAGE), document, "message", sentences=sentences)


def opens_with_message(document: Document) -> Finding:
    """The main message stands under the title, which every layout prints first."""
    return _said(_yes(document.lead is not None), document, "opening")


def sets_message_off(document: Document) -> Finding:
    """The main message is set in type of its own, larger than the text."""
    return _said(_yes(document.lead is not None), document, "message-look")


def asks_to_act(document: Document) -> Finding:
    """Cards of things to do, or numbered steps."""
    found = _acts(document, None)
    return Finding("yes", found.evidence) if any(True for _ in actions(document)) else found


def gives_steps(document: Document) -> Finding:
    """Numbered steps settle it; whether cards are small enough steps is for a person."""
    steps = any(isinstance(block, Bullets) for block in actions(document))
    return _acts(document, "yes" if steps else None)


def _acts(document: Document, answer: Verdict | None) -> Finding:
    cards = sum(len(block.cards) for block in actions(document) if isinstance(block, Cards))
    steps = sum(len(block.items) for block in actions(document) if isinstance(block, Bullets))
    return _said(answer, document, "actions", cards=cards, steps=steps)


def has_tool(document: Document) -> Finding:
    """Boxes to tick or lines to write on; something else to act with is for a person to see."""
    fields = sum(len(block.fields) for block in blocks_of(document) if isinstance(block, Fields))
    ticks = sum(
        each.count
        for block in blocks_of(document)
        if isinstance(block, Fields)
        for each in block.fields
        if each.kind == "ticks"
    )
    return _said("yes" if ticks else None, document, "tool", fields=fields, ticks=ticks)


# --- pictures, tables, numbers --------------------------------------------------------------------


def has_pictures(document: Document) -> Finding:
    """How many figures there are; without one there is nothing to judge."""
    count = len(figures(document))
    return _said(None if count else "not-applicable", document, "figures", figures=count)


def counts_pictures(document: Document) -> Finding:
    """How many figures there are, where their absence may be the fault."""
    return _said(None, document, "figures", figures=len(figures(document)))


def carries_message_in_picture(document: Document) -> Finding:
    """Without a figure none can carry the message; with one a person says whether it does."""
    count = len(figures(document))
    return _said(None if count else "no", document, "figures", figures=count)


def has_captions(document: Document) -> Finding:
    """Every figure with its caption."""
    all_figures = figures(document)
    if not all_figures:
        return has_pictures(document)
    with_caption = sum(1 for figure in all_figures if figure.caption is not None)
    return _said(
        _yes(with_caption == len(all_figures)), document, "captions", captions=with_caption, figures=len(all_figures)
    )


def has_simple_tables(document: Document) -> Finding:
    """At most four columns, each with a short head."""
    all_tables = tables(document)
    if not all_tables:
        return _tables(document, "not-applicable", 0, 0, 0)
    widest = max(len(table.columns) for table in all_tables)
    longest = max(_longest_head(table) for table in all_tables)
    simple = widest <= MOST_COLUMNS and longest <= MOST_WORDS_OF_A_HEAD
    return _tables(document, _yes(simple), len(all_tables), widest, longest)


def _tables(document: Document, answer: Verdict, count: int, columns: int, words: int) -> Finding:
    most = {"most_columns": MOST_COLUMNS, "most_words": MOST_WORDS_OF_A_HEAD}
    return _said(answer, document, "tables", tables=count, columns=columns, words=words, **most)


def _longest_head(table: Table) -> int:
    return max(len(_WORD.findall(plain(column.head.text))) for column in table.columns)


def has_charts(document: Document) -> Finding:
    """Figures and tables that a reader would have to use."""
    count = len(figures(document)) + len(tables(document))
    return _said(None if count else "not-applicable", document, "charts", charts=count)


def has_numbers(document: Document) -> Finding:
    """How many texts print a value; without one there is nothing to judge."""
    count = sum(1 for _ in numbers(document))
    return _said(None if count else "not-applicable", document, "numbers", numbers=count)


def shows_chances(document: Document) -> Finding:
    """A chance given as a number beside an icon array; without any chance there is nothing to judge."""
    ratios = sum(1 for unit in numbers(document) for inline in inlines(unit.text) if _is_ratio(inline))
    icons = sum(1 for figure in figures(document) if isinstance(figure.figure, IconArray))
    answer: Verdict | None = "not-applicable" if not ratios and not icons else "yes" if icons else None
    return _said(answer, document, "chances", chances=ratios, icons=icons)


def _is_ratio(inline: object) -> bool:
    return isinstance(inline, Value) and inline.measured is not None and isinstance(inline.measured.quantity, Ratio)
