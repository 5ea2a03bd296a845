"""What a finished file says of its own edition: which document it is of, in which version, issued when, and its digest.

The same facts stand in the foot of its pages, in its metadata (XMP of a PDF, custom properties of a deck) and, as far as
they tell one edition from another, in the address of its QR code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from handouts.document.document import Document

NAMESPACE = "urn:handouts:imprint:1#"
PREFIX = "handouts"
SHORT = 8  # hexadecimal digits of the digest where people read it
ASKED = ("d", "v", "c")  # document, version and digest in the address of a QR code


@dataclass(frozen=True, slots=True)
class Imprint:
    """The facts of one finished file.

    `content` is the whole content digest; `issued` the day of the last approval that it needed, None for a draft.
    """

    document: str
    lang: str
    layout: str
    clinic: str | None
    version: str
    checked: date
    review_due: date
    content: str
    issued: date | None = None

    @property
    def short(self) -> str:
        """The digest as people read it out."""
        return self.content[:SHORT]

    def facts(self) -> dict[str, str]:
        """The facts by the names under which a file carries them; one that there is not is left out."""
        found = {
            "document": self.document,
            "version": self.version,
            "language": self.lang,
            "layout": self.layout,
            "clinic": self.clinic or "",
            "checked": str(self.checked),
            "reviewDue": str(self.review_due),
            "issued": str(self.issued or ""),
            "content": self.content,
        }
        return {name: text for name, text in found.items() if text}

    def address(self, web: str) -> str:
        """A clinic's web address with a query that names this edition: `https://clinic.example/?d=ID&v=1.0&c=DIGEST`."""
        parts = urlsplit(web)
        asked = [
            *parse_qsl(parts.query, keep_blank_values=True),
            *zip(ASKED, (self.document, self.version, self.short), strict=True),
        ]
        return urlunsplit(parts._replace(path=parts.path or "/", query=urlencode(asked)))


# what each fact is, for the metadata of a PDF/A, which has to describe its own names
MEANINGS = {
    "document": "Id of the document",
    "version": "Version of the document",
    "language": "Language of the edition, a BCP 47 tag",
    "layout": "Layout that the file was made in",
    "clinic": "Id of the clinic that the file was made for",
    "checked": "Day on which the content was checked, ISO 8601",
    "reviewDue": "Day on which the review is due, ISO 8601",
    "issued": "Day of the last approval that the document needed, ISO 8601; none in a draft",
    "content": "Digest of what the reader sees, BLAKE2b of 20 bytes in hexadecimal digits",
}


def imprint_of(document: Document, content: str, layout: str, issued: date | None) -> Imprint:
    """The imprint of a document in a layout; `content` is its digest."""
    clinic = document.letterhead.id if document.letterhead is not None else None
    return Imprint(
        document.id,
        document.lang,
        layout,
        clinic,
        document.version,
        document.checked,
        document.review_due,
        content,
        issued,
    )


def read_imprint(facts: Mapping[str, str]) -> Imprint | None:
    """The imprint of a file from the facts that it carries; None where it carries none that can be read."""
    try:
        issued = facts.get("issued")
        return Imprint(
            facts["document"],
            facts["language"],
            facts["layout"],
            facts.get("clinic") or None,
            facts["version"],
            date.fromisoformat(facts["checked"]),
            date.fromisoformat(facts["reviewDue"]),
            facts["content"],
            date.fromisoformat(issued) if issued else None,
        )
    except (KeyError, ValueError):
        return None
