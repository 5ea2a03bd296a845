"""Findings of the program for the items of an instrument: an answer with its evidence, or evidence alone.

A finding without an answer leaves the item to a person. Where the word lists do not cover the document's language,
nothing is found.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from handouts.checks.language.passive_voice import message_and_actions
from handouts.checks.language.walk import read_units
from handouts.checks.leaflet import long_list, long_section, main_message
from handouts.checks.leaflet.parts import steps
from handouts.checks.packs import pack_of
from handouts.checks.readability import running_text, sentences, sentences_of
from handouts.content.model import Role, Verdict
from handouts.core.quantity import Ratio
from handouts.core.words import word
from handouts.document.blocks import Bullets, Callout, Cards, Fields, Table
from handouts.document.document import Document, Section
from handouts.document.figures import IconArray
from handouts.document.text import Value, inlines, plain
from handouts.document.walk import Trunk, blocks, units
from handouts.editions.dossier.portions import figures, headings, numbers, tables

# thresholds of our own beside those of the rules, because no instrument gives one
MOST_COLUMNS = 4
MOST_WORDS_OF_A_HEAD = 6
# a text counts as passive once one sentence in this many is
ACTIVE = 10

_WORD = re.compile(r"\w+(?:[-'\u2019]\w+)*")


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding; `answer` is None where only a person can judge."""

    answer: Verdict | None
    evidence: str = ""


Find = Callable[[Document], Finding]
NOTHING = Finding(None)


def _yes(holds: object) -> Verdict:
    return "yes" if holds else "no"


# --- words ----------------------------------------------------------------------------------------


def speaks_actively(document: Document) -> Finding:
    """Answer yes if fewer than one running sentence in ten looks passive."""
    pack = pack_of(document.lang)
    if pack is None:
        return NOTHING
    found = [sentence.text for sentence in sentences(document)]
    passive = sum(1 for text in found if any(pack.voice.passives(text)))
    return Finding(
        _yes(passive * ACTIVE < len(found)), word("found.passive", document.lang, passive=passive, of=len(found))
    )


def acts_actively(document: Document) -> Finding:
    """Answer yes if no sentence in the main message and the actions is passive."""
    pack = pack_of(document.lang)
    if pack is None:
        return NOTHING
    passive = sum(1 for unit in message_and_actions(document) for _ in pack.voice.passives(plain(unit.text)))
    return Finding(_yes(not passive), word("found.passive-message", document.lang, passive=passive))


def speaks_to_the_reader(document: Document) -> Finding:
    """Answer yes if the text says `you`, and never writes of the reader in the third person."""
    pack = pack_of(document.lang)
    if pack is None:
        return NOTHING
    text = " ".join(plain(unit.text) for unit in read_units(document))
    others, own = len(list(pack.voice.about_the_reader(text))), len(pack.voice.to_the_reader.findall(text))
    return Finding(_yes(own and not others), word("found.you", document.lang, you=own, they=others))


def word_count(node: Trunk) -> int:
    """Return the number of words in the text units below a node, including tables and labels."""
    return sum(len(_WORD.findall(plain(unit.text))) for unit in units(node))


# --- order and look -------------------------------------------------------------------------------


def is_in_short_parts(document: Document) -> Finding:
    """Answer yes if no section has more running words, and no list more items, than the rules for leaflets allow."""
    longest = max((_running_words(section) for section in document.sections), default=0)
    lists = [len(block.items) for block in blocks(document) if isinstance(block, Bullets)]
    most = max(lists, default=0)
    short = longest <= long_section.MOST and most <= long_list.MOST
    return Finding(
        _yes(short),
        word(
            "found.parts",
            document.lang,
            parts=len(document.sections),
            words=longest,
            items=most,
            most_words=long_section.MOST,
            most_items=long_list.MOST,
        ),
    )


def _running_words(section: Section) -> int:
    return sum(len(sentence.words) for unit in running_text(section.blocks) for sentence in sentences_of(unit))


def has_headings(document: Document) -> Finding:
    """Answer no if a section of text has no heading; whether headings are informative is left to a person."""
    bare = [section for section in document.sections if section.title is None and not _titled(section)]
    found = Finding(None, word("found.headings", document.lang, headings=len(headings(document)), bare=len(bare)))
    return Finding("no", found.evidence) if bare else found


def is_chunked(document: Document) -> Finding:
    """Answer yes if all parts are short and have headings."""
    parts, heads = is_in_short_parts(document), has_headings(document)
    return Finding(_yes(parts.answer == "yes" and heads.answer is None), f"{parts.evidence} {heads.evidence}")


def _titled(section: Section) -> bool:
    """Return whether a section needs no heading: it holds boxes, cards or fields only, or stands on the first page."""
    return all(isinstance(block, Callout | Cards | Fields) for block in section.blocks) or section.front


def has_lists(document: Document) -> Finding:
    """Answer yes if there is a list with bullets, numbers or ticks."""
    lists = sum(1 for block in blocks(document) if isinstance(block, Bullets))
    return Finding(_yes(lists), word("found.lists", document.lang, lists=lists))


def has_summary(document: Document) -> Finding:
    """Answer yes if cards, a slide or a block sum up; otherwise a person says whether the first page does."""
    count = sum(1 for block in blocks(document) if isinstance(block, Cards) and block.kind == "summary")
    count += sum(1 for section in document.sections if section.teaching and section.teaching.kind == "summary")
    count = max(count, _marked(document, "summary"))
    return Finding("yes" if count else None, word("found.summary", document.lang, summaries=count))


def _marked(document: Document, role: Role) -> int:
    """Return how many sections, blocks and questions are marked with this role."""
    return sum(1 for section in document.sections for _, each in section.roles if each == role)


def has_cues(document: Document) -> Finding:
    """Answer yes if there are boxes or cards, which are set in larger type."""
    boxes = sum(1 for block in blocks(document) if isinstance(block, Callout))
    cards = sum(len(block.cards) for block in blocks(document) if isinstance(block, Cards))
    return Finding(_yes(boxes + cards), word("found.cues", document.lang, boxes=boxes, cards=cards))


# --- message and actions --------------------------------------------------------------------------


def has_message(document: Document) -> Finding:
    """Answer yes if the main message has one to three sentences."""
    count = main_message.message_sentences(document)
    if count is None:
        return NOTHING
    return Finding(_yes(0 < count <= main_message.MOST), word("found.message", document.lang, sentences=count))


def opens_with_message(document: Document) -> Finding:
    """Answer yes if there is a main message; every layout prints it below the title."""
    return Finding(_yes(document.lead is not None), word("found.opening", document.lang))


def sets_message_off(document: Document) -> Finding:
    """Answer yes if there is a main message; it is set larger than the text."""
    return Finding(_yes(document.lead is not None), word("found.message-look", document.lang))


def asks_to_act(document: Document) -> Finding:
    """Answer yes if there are action cards, numbered steps or blocks marked as actions."""
    count = len(steps(document))
    return Finding("yes" if count else None, word("found.actions", document.lang, actions=count))


def gives_steps(document: Document) -> Finding:
    """Answer yes if there are numbered steps; whether other actions are small enough is left to a person."""
    numbered = any(isinstance(block, Bullets) and block.style == "number" for block in blocks(document))
    found = asks_to_act(document)
    return Finding("yes" if numbered else None, found.evidence)


def has_tool(document: Document) -> Finding:
    """Answer yes if a block is marked as a tool or has boxes to tick; a person looks for other tools."""
    fields = [each for block in blocks(document) if isinstance(block, Fields) for each in block.fields]
    ticks = sum(each.count for each in fields if each.kind == "ticks")
    tools = _marked(document, "tool")
    return Finding(
        "yes" if ticks or tools else None,
        word("found.tool", document.lang, tools=tools, fields=len(fields), ticks=ticks),
    )


def says_what_is_not_known(document: Document) -> Finding:
    """Count the parts that their author marked as stating unknowns; whether they do is left to a person."""
    return Finding(None, word("found.not-known", document.lang, parts=_marked(document, "not-known")))


def gives_both_sides(document: Document) -> Finding:
    """Count the parts that their author marked as benefits and harms; whether they balance is left to a person."""
    benefits, harms = _marked(document, "benefits"), _marked(document, "harms")
    return Finding(None, word("found.both-sides", document.lang, benefits=benefits, harms=harms))


# --- pictures, tables, numbers --------------------------------------------------------------------


def has_pictures(document: Document) -> Finding:
    """Count the figures; without one the item does not apply."""
    count = len(figures(document))
    return Finding(None if count else "not-applicable", word("found.figures", document.lang, figures=count))


def counts_pictures(document: Document) -> Finding:
    """Count the figures, for an item where a missing figure may be the fault."""
    return Finding(None, word("found.figures", document.lang, figures=len(figures(document))))


def carries_message_in_picture(document: Document) -> Finding:
    """Answer no if there is no figure; otherwise a person says whether one carries the message."""
    count = len(figures(document))
    return Finding(None if count else "no", word("found.figures", document.lang, figures=count))


def has_captions(document: Document) -> Finding:
    """Answer yes if every figure has a caption."""
    all_figures = figures(document)
    if not all_figures:
        return has_pictures(document)
    with_caption = sum(1 for figure in all_figures if figure.caption is not None)
    return Finding(
        _yes(with_caption == len(all_figures)),
        word("found.captions", document.lang, captions=with_caption, figures=len(all_figures)),
    )


def has_simple_tables(document: Document) -> Finding:
    """Answer yes if tables have at most four columns, each with a head of at most six words."""
    all_tables = tables(document)
    if not all_tables:
        return _tables(document, "not-applicable", 0, 0, 0)
    widest = max(len(table.columns) for table in all_tables)
    longest = max(_longest_head(table) for table in all_tables)
    simple = widest <= MOST_COLUMNS and longest <= MOST_WORDS_OF_A_HEAD
    return _tables(document, _yes(simple), len(all_tables), widest, longest)


def _tables(document: Document, answer: Verdict, count: int, columns: int, words: int) -> Finding:
    most = {"most_columns": MOST_COLUMNS, "most_words": MOST_WORDS_OF_A_HEAD}
    return Finding(answer, word("found.tables", document.lang, tables=count, columns=columns, words=words, **most))


def _longest_head(table: Table) -> int:
    return max(len(_WORD.findall(plain(column.head.text))) for column in table.columns)


def has_charts(document: Document) -> Finding:
    """Count the figures and tables that a reader has to use; without one the item does not apply."""
    count = len(figures(document)) + len(tables(document))
    return Finding(None if count else "not-applicable", word("found.charts", document.lang, charts=count))


def has_numbers(document: Document) -> Finding:
    """Count the texts that print a value; without one the item does not apply."""
    count = sum(1 for _ in numbers(document))
    return Finding(None if count else "not-applicable", word("found.numbers", document.lang, numbers=count))


def shows_chances(document: Document) -> Finding:
    """Answer yes if there is an icon array; without any chance the item does not apply."""
    ratios = sum(1 for unit in numbers(document) for inline in inlines(unit.text) if _is_ratio(inline))
    icons = sum(1 for figure in figures(document) if isinstance(figure.figure, IconArray))
    answer: Verdict | None = "not-applicable" if not ratios and not icons else "yes" if icons else None
    return Finding(answer, word("found.chances", document.lang, chances=ratios, icons=icons))


def _is_ratio(inline: object) -> bool:
    return isinstance(inline, Value) and inline.measured is not None and isinstance(inline.measured.quantity, Ratio)
