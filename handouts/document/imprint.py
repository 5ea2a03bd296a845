"""The imprint of a finished file, which identifies its edition: document, version, date of issue and digest.

The same facts are printed in the footer of its pages and stored in its metadata (XMP of a PDF, custom properties of a
deck). The address in its QR code contains those that identify the edition.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from handouts.document.document import Document

NAMESPACE = "urn:handouts:imprint:1#"
PREFIX = "handouts"
SHORT = 8  # hexadecimal digits of the digest in print
ASKED = ("d", "v", "c")  # parameters for document, version and digest in the address of a QR code


@dataclass(frozen=True, slots=True)
class Imprint:
    """The facts that identify one finished file.

    `content` is the whole content digest; `issued` is the day of the last approval that was required, None for a draft.
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
        """The short digest that people can read out."""
        return self.content[:SHORT]

    def facts(self) -> dict[str, str]:
        """Return the facts by the names under which a file stores them, without those that are not set."""
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
        """Return a clinic's web address with a query for this edition: `https://clinic.example/?d=ID&v=1.0&c=SHORT`."""
        parts = urlsplit(web)
        asked = [
            *parse_qsl(parts.query, keep_blank_values=True),
            *zip(ASKED, (self.document, self.version, self.short), strict=True),
        ]
        return urlunsplit(parts._replace(path=parts.path or "/", query=urlencode(asked)))


# descriptions of the facts, because PDF/A metadata must describe their own names
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
    """Return the imprint of a document in a layout; `content` is its digest."""
    clinic = document.letterhead.id if document.letterhead is not None else None
    return Imprint(
        document.id,
        document.lang,
        layout,
        clinic,
        document.version,
        document.checked,
        document.review_until,
        content,
        issued,
    )


def read_imprint(facts: Mapping[str, str]) -> Imprint | None:
    """Return the imprint from the facts that a file stores, or None where they are missing or invalid."""
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
