"""The tags that CSL allows in titles: italics, bold, raised and lowered type, small capitals, and kept case."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from handouts.document.text import Inline, Italic, Lowered, Raised, Strong, Text, Words

ALLOWED = "<i>, <b>, <sub> and <sup>"
_TAG = (
    r"</(?P<end>i|b|sc|sup|sub|span)>|<(?P<begin>i|b|sc|sup|sub)>"
    r"|<(?P<span>span) (?:style=[\"']font-variant: ?small-caps;?[\"']|class=[\"']nocase[\"'])>"
)
# what else looks like a tag: a letter, or a stroke and a letter, right after the bracket
_OTHER = r"</?[^\W\d_][^<>]*>|<!|<\?"
_LOOKS: dict[str, Callable[[Text], Inline]] = {"i": Italic, "b": Strong, "sup": Raised, "sub": Lowered}


class _Open(NamedTuple):
    """A tag that is open, and what stands inside it so far."""

    name: str
    inside: list[Inline]


def is_tag(text: str) -> bool:
    """Return whether a text is one tag that CSL allows."""
    return re.fullmatch(_TAG, text) is not None


def title_fault(text: str) -> str | None:
    """Return what is wrong with the tags of a title, or None."""
    if "<" not in text:
        return None
    if other := re.search(_OTHER, re.sub(_TAG, "", text)):
        shown = other[0] if len(other[0]) <= 40 else f"{other[0][:39]}…"
        return f"{shown!r} is not a tag of CSL; a title may hold {ALLOWED}"
    return _unpaired(text)


def without_small_caps(marked: str) -> str:
    """Return a title with no span but those that keep case, as citeproc expects; small capitals have no look here."""
    if "font-variant" not in marked or _unpaired(marked) is not None:
        return marked
    kept: list[str] = []
    opened: list[bool] = []
    end = 0
    for tag in re.finditer(_TAG, marked):
        kept.append(marked[end : tag.start()])
        end = tag.end()
        if tag["end"] is None:
            opened.append("font-variant" in tag[0])
            small = opened[-1]
        else:
            small = opened.pop()
        kept.append("" if small else tag[0])
    return "".join((*kept, marked[end:]))


def _unpaired(text: str) -> str | None:
    """Return which tag of CSL in a text has no partner, or None."""
    opened: list[str] = []
    for tag in re.finditer(_TAG, text):
        if tag["end"] is None:
            opened.append(tag["begin"] or tag["span"])
        elif not opened or opened.pop() != tag["end"]:
            return f"{tag[0]!r} ends no tag that is open before it; write <{tag['end']}>…</{tag['end']}>"
    return f"<{opened[-1]}> is not ended; write </{opened[-1]}> after its words" if opened else None


def as_text(marked: str) -> Text:
    """Return a title, or a reference that holds one, as inlines; small capitals and kept case have no look of their own.

    Tags that do not pair are words.
    """
    if "<" not in marked or _unpaired(marked) is not None:
        return (Words(marked),)
    stack = [_Open("", [])]
    end = 0
    for tag in re.finditer(_TAG, marked):
        if words := marked[end : tag.start()]:
            stack[-1].inside.append(Words(words))
        end = tag.end()
        if tag["end"] is None:
            stack.append(_Open(tag["begin"] or tag["span"], []))
            continue
        name, inside = stack.pop()
        look = _LOOKS.get(name)
        stack[-1].inside.extend(inside if look is None else [look(tuple(inside))] if inside else [])
    if words := marked[end:]:
        stack[-1].inside.append(Words(words))
    return tuple(stack[0].inside)


def untagged(marked: str) -> str:
    """Return the words of a title without its tags."""
    return re.sub(_TAG, "", marked) if "<" in marked else marked
