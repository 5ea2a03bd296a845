"""People's answers about a document, read from `content/judgements/<document>.yaml`.

    en:
      pemat.1:
        answer: yes          # yes, no or not-applicable
        by: A. Example, lay reader
        on: 2026-11-22
        text: 5f1c0a77d3b98e42
        note: The title says it.

`text` is the digest of the words that were judged, as `handouts dossier ID --questions` prints it: when these words
change, the answer lapses and the item is asked again. An item with an empty `answer` is not answered yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from handouts.content.entry import DAY, EntryReader
from handouts.content.model import VERDICTS, Judgement
from handouts.core.problem import Problem, did_you_mean
from handouts.core.source import Source
from handouts.core.words import LANGUAGES

_DIGEST = re.compile(r"[0-9a-f]{16}\Z")


def read_judgements(source: Source, items: Mapping[str, bool], log: list[Problem]) -> tuple[Judgement, ...]:
    """Return the answers of a file; `items` gives the items that can be answered, and whether each may not apply."""
    if source.root is None:
        return ()
    whole = EntryReader(source.root, log)
    found: list[Judgement] = []
    for lang, mark in list(whole.node.keys.items()):
        if lang not in LANGUAGES:
            whole.problem(mark, "unknown-language", f"unknown language {lang!r}{did_you_mean(lang, LANGUAGES)}")
        found.extend(_answers(whole, lang, items))
    return tuple(found)


def _answers(whole: EntryReader, lang: str, items: Mapping[str, bool]) -> Iterator[Judgement]:
    for item, entry in whole.entries(lang):
        if item not in items:
            entry.problem(entry.mark, "unknown-item", f"unknown item {item!r}{did_you_mean(item, items)}")
            continue
        if entry.has("answer"):
            yield _judgement(entry, item, lang, may_not_apply=items[item])


def _judgement(entry: EntryReader, item: str, lang: str, *, may_not_apply: bool) -> Judgement:
    answer = entry.choice("answer", VERDICTS)
    if answer == "not-applicable" and not may_not_apply:
        message = f"{item!r} applies to every document; the answer is yes or no"
        entry.problem(entry.mark_of("answer"), "wrong-answer", message)
    text = entry.needed("text")
    if text and not _DIGEST.match(text):
        entry.problem(entry.mark_of("text"), "wrong-type", "'text' must be the 16 digits that --questions prints")
    judgement = Judgement(
        item,
        lang,
        answer,
        entry.needed("by"),
        entry.day("on") or DAY,
        text,
        entry.text("note") or None,
        entry.mark,
    )
    entry.need("on")
    entry.close()
    return judgement
