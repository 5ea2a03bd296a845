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

from collections.abc import Mapping

from handouts.content.model import VERDICTS, Judgement
from handouts.core.problem import Problem, unknown
from handouts.core.schema import (
    DATE,
    TEXT,
    Entry,
    FileSchema,
    Shape,
    entries_of,
    matching,
    needed,
    one_of,
    optional,
    words_to,
)
from handouts.core.source import Mapping as Entries
from handouts.core.source import Source
from handouts.core.words import LANGUAGES

_DIGEST = matching("[0-9a-f]{16}", "the 16 hexadecimal digits that `handouts dossier ID --questions` prints")


class JudgementShape(Shape, id="judgement"):
    """A person's answer to one item of an instrument; one without an answer is still open."""

    answer = optional(one_of(VERDICTS), "the answer", "yes")
    by = needed(TEXT, "who answered", "A. Example, lay reader")
    on = needed(DATE, "the day of the answer", "2026-11-22")
    text = needed(_DIGEST, "the digest of the words that were judged", "5f1c0a77d3b98e42")
    note = optional(TEXT, "why", "The title says it.")


JUDGEMENTS = FileSchema(
    "content/judgements/*.yaml",
    "people's answers about a document, by language and item",
    words_to(entries_of(JudgementShape), "languages to answers by item"),
)


def read_judgements(source: Source, items: Mapping[str, bool], log: list[Problem]) -> tuple[Judgement, ...]:
    """Return the answers of a file; `items` gives the items that can be answered, and whether each may not apply."""
    found: list[Judgement] = []
    for lang, answers in JUDGEMENTS.read(source, log):
        if lang not in LANGUAGES and isinstance(source.root, Entries):
            log.append(Problem(source.root.keys[lang], "unknown-language", unknown("language", lang, LANGUAGES)))
        for item, entry in answers:
            if item not in items:
                entry.problem(entry.mark, "unknown-item", unknown("item", item, items))
            elif entry.has(JudgementShape.answer):
                found.append(_judgement(entry, item, lang, may_not_apply=items[item]))
    return tuple(found)


def _judgement(entry: Entry, item: str, lang: str, *, may_not_apply: bool) -> Judgement:
    answer = entry.read(JudgementShape.answer) or VERDICTS[0]
    if answer == "not-applicable" and not may_not_apply:
        message = f"{item!r} applies to every document; answer yes or no"
        entry.problem(entry.mark_of(JudgementShape.answer), "wrong-answer", message)
    return Judgement(
        item,
        lang,
        answer,
        entry.read(JudgementShape.by),
        entry.read(JudgementShape.on),
        entry.read(JudgementShape.text),
        entry.read(JudgementShape.note),
        entry.mark,
    )
