"""Markup of other languages in a text: template marks, tags and entities, which would be printed as typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.core.alphabets import refusals

_SUSPECT = re.compile(r"[<&{}]|[%#]\}|%>|\?>")
_TEMPLATE = re.compile(r"\{[%#].*?(?:[%#]\}|\Z)|[%#]\}|<%.*?(?:%>|\Z)|%>|[$#@]\{[^{}]*\}", re.DOTALL)
# a name right after `<`, as in `<b>`, `</p>` or `<a href="…">`, but not `<5` or `a < b`
_TAG = re.compile(
    r"</?[A-Za-z][\w:.-]*\s*/?>"
    r"|<[A-Za-z][\w:.-]*(?:\s+[\w:.-]+\s*=\s*[^<>]*)>"
    r"|<(?:a|abbr|audio|body|button|details|form|head|html|iframe|img|input|li|link|meta|ol|option|p|script|select"
    r"|span|style|svg|table|td|th|tr|ul|video)\s[^<>]*>"
    r"|<(?:https?|mailto|tel):[^<>\s]*>|<!--|-->|<![A-Za-z\[]|<\?\w|\?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_BRACE = re.compile(r"(?<!\{)\{(?!\{)|(?<!\})\}(?!\})|\{{3,}|\}{3,}")
# our own markup, which means nothing in a field that is printed as typed
_OWN = re.compile(r"\*\*[^*]+\*\*|\[@[^\]\s]+\]|\[[^\[\]]+\]\((?:https?|mailto|tel):[^\s]*\)", re.IGNORECASE)


def foreign_markup(text: str) -> Iterator[str]:
    """Yield what is wrong with markup in a text that is not the project's own, one message for each kind."""
    if _SUSPECT.search(text) is None:
        return
    if found := _TEMPLATE.search(text):
        yield f"{_short(found[0])} is a template mark of another program; a placeholder is written {{{{ id }}}}"
    elif found := _BRACE.search(text):
        yield f"{found[0]!r} is half a placeholder's mark; write {{{{ id }}}}, or the brace in words"
    if found := _TAG.search(text):
        yield f"{_short(found[0])} is a tag, which would be printed as typed; bold is **bold**, a link [words](address)"
    if found := _ENTITY.search(text):
        yield f"{found[0]!r} is an entity of HTML, which would be printed as typed; type the character itself"


def stray_placeholder(text: str) -> Iterator[str]:
    """Yield what is wrong with a placeholder or other markup in a field that is printed as typed."""
    if "{{" in text or "}}" in text:
        yield "a placeholder is not filled in here; type the words"
    elif found := _OWN.search(text):
        yield f"{_short(found[0])} is printed as typed here; type the words alone"


def is_refused(text: str) -> bool:
    """Return whether a field that is printed as typed was refused when it was read, so that it is told already."""
    return any(any(found(text)) for found in (refusals, foreign_markup, stray_placeholder))


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:39]}…")
