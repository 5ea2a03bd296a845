"""The digest of what a reader sees: frozen as it was when people first approved documents by it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import get_args

import pytest
from support.deck_samples import MARK, deck, sections
from support.samples import SAMPLER, document_of
from support.signs import GATES, SIGNS, SITUATIONS, WHO_FOR, with_signs

from handouts.core.problem import Mark
from handouts.document.added import ADDED, added
from handouts.document.blocks import Fact, Icon
from handouts.document.digest import canonical, digest_of
from handouts.document.document import Badge
from handouts.document.text import Inline, Unit, Words, inlines
from handouts.document.walk import Branch, units, walk

# the fields of every kind on 2026-11-30; a field that comes later is declared by `added`
FROZEN_FIELDS = {
    "Addressee": ("id", "title", "text", "asks"),
    "Addressees": ("id", "readers"),
    "Answer": ("id", "question", "blocks"),
    "Answers": ("id", "rows"),
    "Badge": ("certainty", "basis"),
    "BarRow": ("id", "label", "amount", "printed"),
    "Bars": ("rows", "axis"),
    "Blank": ("field", "letters"),
    "Bullets": ("id", "items", "style"),
    "Callout": ("id", "kind", "title", "blocks"),
    "Card": ("id", "title", "blocks", "kind"),
    "Cards": ("id", "kind", "cards"),
    "Citation": ("reference",),
    "Column": ("id", "head", "kind"),
    "ColumnPair": ("id", "columns"),
    "Contact": ("field", "text"),
    "Diagram": ("arrange", "lanes", "nodes", "edges", "shown"),
    "Document": (
        "id",
        "kind",
        "lang",
        "title",
        "lead",
        "sections",
        "version",
        "checked",
        "review_due",
        "reads",
        "letterhead",
        "subject",
        "values",
        "grounds",
        "names",
    ),
    "Edge": ("id", "start", "end", "label", "kind"),
    "Entry": ("reference", "unit"),
    "Fact": ("id", "label", "text"),
    "Facts": ("id", "facts"),
    "Field": ("name", "label", "kind", "width", "count"),
    "Fields": ("id", "fields"),
    "FigureBlock": ("id", "figure", "caption", "alt", "illustration"),
    "Gate": ("id", "question", "stop"),
    "Gates": ("id", "gates"),
    "Group": ("id", "title", "level", "rows"),
    "IconArray": ("total", "part", "rest"),
    "IntervalRow": ("id", "label", "estimate", "low", "high", "printed"),
    "Intervals": ("rows", "axis", "lower", "higher", "log"),
    "Italic": ("children",),
    "Ladder": ("id", "grades"),
    "Link": ("children", "url"),
    "Lowered": ("children",),
    "Node": ("id", "label", "detail", "kind"),
    "Option": ("id", "option", "right", "reason"),
    "Options": ("id", "options"),
    "Paragraph": ("unit", "role"),
    "Part": ("id", "label", "low", "high"),
    "Raised": ("children",),
    "References": ("id", "entries", "numbered"),
    "Row": ("id", "cells", "tone"),
    "Section": ("id", "title", "blocks", "mark", "front", "teaching", "roles"),
    "Sheet": ("id", "page", "ratio", "caption", "alt"),
    "Sheets": ("id", "sheets"),
    "Sign": ("kind",),
    "Situation": ("id", "who", "answer", "more"),
    "Situations": ("id", "rows"),
    "Span": ("id", "label", "start", "end", "kind"),
    "Strong": ("children",),
    "Table": ("id", "caption", "columns", "groups"),
    "Teaching": ("kind", "notes", "minutes", "core", "source_line", "badge"),
    "Tick": ("at", "label"),
    "Timeline": ("spans", "ticks"),
    "Unit": ("id", "text", "mark", "lang"),
    "Value": ("kind", "source", "name", "part", "measured", "text"),
    "Words": ("text",),
}
# the digest of all nodes of a kind in the sample documents, with the fields above
FROZEN_DIGESTS = {
    "Answer": "54b768d11df8a77e",
    "Answers": "f122133e01bcd6bc",
    "BarRow": "e62740dc9f8b1314",
    "Bars": "611e6f0b179aacf0",
    "Blank": "196bbb820d779ad0",
    "Bullets": "56bb9451c9841be8",
    "Callout": "70cb5402729662ef",
    "Card": "b37cc456d363ae27",
    "Cards": "44bf6fdbb01c4dd0",
    "Citation": "f704bbb65ac34b66",
    "Column": "4ff74318b6cfba86",
    "ColumnPair": "0f0e66aaadf1ba90",
    "Contact": "8d1abca9245e5982",
    "Diagram": "703e9ebc917e94d3",
    "Document": "94ee166724082315",
    "Edge": "4e4917b510123b31",
    "Entry": "0f38a907ebb806d4",
    "Fact": "eea09b5e3e37d669",
    "Facts": "4b7254933717d4d4",
    "Field": "459fbbf092bf6fcb",
    "Fields": "a06f3dd3db718af9",
    "FigureBlock": "a68332791489ed6a",
    "Gate": "cb8e110a79b640e0",
    "Gates": "e51c37777f6412e9",
    "Group": "1acba8a69a106114",
    "IconArray": "1787438894c47e21",
    "IntervalRow": "f0f647d23c1a8580",
    "Intervals": "350b79c2d7b97c29",
    "Link": "10c08e79fe7d25fa",
    "Lowered": "310fa3101ddfccde",
    "Node": "f27f42e380bd3179",
    "Option": "26c8e31fa5831803",
    "Options": "24d84b3e44bb2f91",
    "Paragraph": "5617ea1fb6a6a6b7",
    "Part": "0d074b8473b07339",
    "Raised": "a89f52dd95443743",
    "References": "c446110d30e53837",
    "Row": "3545fb49e758089a",
    "Section": "be281503752fe920",
    "Span": "2ff1b78fad5cc95c",
    "Strong": "45f6d5a93b10d0ea",
    "Table": "2968421b3d8f4082",
    "Teaching": "d3a35a61c31cc7ec",
    "Tick": "e5871392c5b8fbf8",
    "Timeline": "9c8573aaeb1df7d0",
    "Unit": "d7a3199ac9452051",
    "Value": "29b3bfb30466079a",
    "Words": "cba45c357ee13920",
}
KINDS = (*get_args(Branch), *get_args(Inline), Badge)


def by_kind(folder: Path) -> dict[str, str]:
    """The digest of the nodes of each kind in the sample documents."""
    found = defaultdict(list)
    for document in (deck(*sections()), document_of(folder, SAMPLER)):
        for node in walk(document):
            found[type(node).__name__].append(node)
        for unit in units(document):
            for inline in inlines(unit.text):
                found[type(inline).__name__].append(inline)
    return {kind: digest_of(nodes)[:16] for kind, nodes in sorted(found.items())}


def test_todays_digests_stay(tmp_path):
    assert by_kind(tmp_path) == FROZEN_DIGESTS


# kinds that came later, in samples of their own
LATER_DIGESTS = {
    "Ladder": "d08867b78a822e78",
    "Gate": "4f1418fdb4060093",
    "Situation": "ade0feda45fed392",
    "Situations": "dda4321d6a25b5f7",
    "Addressee": "ae88141834f73f26",
    "Addressees": "58551ad33878b2bc",
}


def test_digests_of_later_kinds_stay(tmp_path):
    samples = (SIGNS, GATES, SITUATIONS, WHO_FOR)
    made = (document_of(tmp_path / f"{number}", with_signs(each)) for number, each in enumerate(samples))
    nodes = [node for document in made for node in walk(document)]
    found = {kind: [node for node in nodes if type(node).__name__ == kind] for kind in LATER_DIGESTS}
    assert {kind: digest_of(each)[:16] for kind, each in found.items()} == LATER_DIGESTS


def test_a_field_that_comes_later_says_so():
    for kind in KINDS:
        known = FROZEN_FIELDS.get(kind.__name__, ())
        later = [each.name for each in fields(kind) if each.name not in known]
        assert all(ADDED in each.metadata for each in fields(kind) if each.name in later), (
            f"{kind.__name__}: declare {', '.join(later)} by `added`, or every approval lapses"
        )


def test_no_field_was_lost():
    for kind in KINDS:
        assert set(FROZEN_FIELDS[kind.__name__]) <= {each.name for each in fields(kind)}


@dataclass(frozen=True, slots=True)
class Row:
    """A kind of node with a field that came later."""

    id: str
    tone: str = "plain"
    since: str = added("always")


def test_a_field_that_comes_later_counts_only_where_it_says_something():
    assert canonical(Row("a")) == {"kind": "Row", "id": "a", "tone": "plain"}
    assert canonical(Row("a", since="May")) == {"kind": "Row", "id": "a", "tone": "plain", "since": "May"}
    assert digest_of(Row("a", since="May")) != digest_of(Row("a"))


@pytest.mark.parametrize("name", ["id", "text"])
def test_another_word_is_another_digest(name):
    first = Unit("a/b", (), None, "en")
    assert digest_of(first) != digest_of(Unit("a/c", (), None, "en"))
    assert name in canonical(first)


def test_where_a_text_was_written_is_no_content():
    title = deck(*sections()).title
    assert title.mark is not None
    assert "mark" not in canonical(title)


def test_the_icon_beside_words_is_content_and_its_absence_is_not():
    """Which sign stands there is approved with the words; a fact without one has the digest that it always had."""
    plain = Fact("a", Unit("a", (Words("Dose"),), MARK, "en"), Unit("b", (Words("One"),), MARK, "en"))
    assert "icon" not in canonical(plain)
    digests = {digest_of(replace(plain, icon=icon)) for icon in (None, Icon("pill", MARK), Icon("heart", MARK))}
    assert len(digests) == 3
    assert digest_of(replace(plain, icon=Icon("pill", MARK))) == digest_of(
        replace(plain, icon=Icon("pill", Mark("elsewhere", 9)))
    )
