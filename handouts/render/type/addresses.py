"""Addresses that a reader's device can open: web, mail, DOI and phone, found in printed words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.document.text import Inline, Link, Text, Words

DOI = "https://doi.org/"
# an address ends before sentence punctuation
_END = r"[^\s<>.,;:)\]]"
_WEB = rf"https?://[^\s<>]*{_END}"
_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_DOI = rf"(?<![\w/.])(?:doi:\s?)?10\.\d{{4,9}}/[^\s<>]*{_END}"
_ADDRESS = re.compile(f"({_WEB}|{_MAIL}|{_DOI})")
# a web address as a person types it
_BARE = re.compile(r"(?:[\w-]+\.)+[A-Za-z]{2,}(?:/\S*)?")
# a phone, before its extension or hours
_PHONE = re.compile(r"(\+?[\d\s().\-/]{3,})(?=$|, | \()")
LEAST_DIGITS = 3


def linked(text: Text) -> Text:
    """Return a text in which every printed web address, mail address and DOI is a link."""
    return tuple(_linked(text))


def _linked(text: Text) -> Iterator[Inline]:
    for inline in text:
        if not isinstance(inline, Words):
            yield inline
            continue
        for number, piece in enumerate(_ADDRESS.split(inline.text)):
            if piece:
                yield Link((Words(piece),), address_of(piece) or piece) if number % 2 else Words(piece)


def address_of(printed: str) -> str | None:
    """Return what opens a printed contact: `tel:`, `mailto:` or `https:`; None for any other words."""
    text = printed.strip()
    if re.fullmatch(_WEB, text):
        return text
    if re.fullmatch(_MAIL, text):
        return f"mailto:{text}"
    if re.fullmatch(_DOI, text):
        return DOI + text[text.index("10.") :]
    if _BARE.fullmatch(text):
        return f"https://{text}"
    phone = _PHONE.match(text)
    digits = re.sub(r"[^\d+]", "", phone[1]) if phone else ""
    return f"tel:{digits}" if len(digits) >= LEAST_DIGITS else None
