"""The content of a released document: words, red flags, values and claims, kept for comparison with later editions.

An edition is a document in one language, for one clinic or for all clinics, as it was signed off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from handouts.content.approvals import Approval
from handouts.content.model import Claim, Library
from handouts.content.standing import Standing, reviewed
from handouts.core.quantity import printed
from handouts.core.words import SOURCE
from handouts.document.blocks import Callout, CalloutKind
from handouts.document.digest import digest_of
from handouts.document.document import Document
from handouts.document.text import Unit, Value, inlines, plain
from handouts.document.walk import blocks, units
from handouts.pipeline.documents import Set

# boxes that a reader acts on at once; a change to one needs a major version
RED_FLAGS: frozenset[CalloutKind] = frozenset({"emergency", "call-today", "do-not", "limit", "keep-taking"})
Key = tuple[str, str, str | None]
_TEXTS = ("document", "lang", "title", "version", "content", "said")


@dataclass(frozen=True, slots=True)
class PrintedValue:
    """A value as a document printed it: the fact and part that it comes from, its words, and the text units with it."""

    kind: str
    source: str
    part: str
    text: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReleasedClaim:
    """A claim as it was at release: its statement, each value as printed, its certainty and its references."""

    statement: str
    values: Mapping[str, str]
    certainty: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """A document as it was released.

    `content` is the digest of what the reader sees, `said` the same digest without version and dates. `issued` is the
    day of the last approval, `until` the last day on which all approvals are valid. `flags` holds the words of each red
    flag by the id of its box, `units` the words of each text unit.
    """

    document: str
    lang: str
    clinic: str | None
    title: str
    version: str
    review_due: date
    issued: date
    until: date
    content: str
    said: str
    approvals: tuple[Mapping[str, str], ...]
    units: Mapping[str, str]
    flags: Mapping[str, str]
    values: tuple[PrintedValue, ...]
    claims: Mapping[str, ReleasedClaim]

    @property
    def key(self) -> Key:
        """The document, language and clinic that this is an edition of."""
        return self.document, self.lang, self.clinic

    def data(self) -> dict[str, object]:
        """Return the edition as JSON data."""
        data = asdict(self)
        return {**data, **{name: str(data[name]) for name in ("review_due", "issued", "until")}}


def read_edition(data: Mapping[str, Any]) -> Edition:
    """Return an edition from its JSON data. Raises AttributeError, KeyError, TypeError or ValueError."""
    _prove(data)
    days = {name: date.fromisoformat(data[name]) for name in ("review_due", "issued", "until")}
    values = tuple(PrintedValue(**{**each, "units": tuple(each["units"])}) for each in data["values"])
    claims = {
        name: ReleasedClaim(**{**said, "references": tuple(said["references"])})
        for name, said in data["claims"].items()
    }
    return Edition(**{**data, **days, "values": values, "claims": claims, "approvals": tuple(data["approvals"])})


def _prove(data: Mapping[str, Any]) -> None:
    """Raise ValueError for an edition whose facts are not of their kinds, before anything is compared with them."""
    claims = data["claims"].values()
    texts = [data[name] for name in _TEXTS] + [said[name] for said in claims for name in ("statement", "certainty")]
    tables = [data["units"], data["flags"], *(said["values"] for said in claims), *data["approvals"]]
    lists = [said["references"] for said in claims] + [value["units"] for value in data["values"]]
    texts += [text for table in tables for text in table.values()] + [text for each in lists for text in each]
    if not all(isinstance(text, str) for text in texts) or not all(isinstance(each, list) for each in lists):
        raise ValueError("it lacks facts about a document, or they are of another kind")


def edition_of(each: Set, found: Iterable[Standing], library: Library) -> Edition | None:
    """Return the edition that a release keeps of a document; None where a role has not approved it."""
    found = tuple(found)
    issued = reviewed(found)
    approvals = [standing.approval for standing in found if standing.approval is not None]
    if issued is None:
        return None
    return replace(
        draft_edition(each.document, library),
        issued=issued,
        until=min(approval.until for approval in approvals),
        approvals=tuple(map(_facts, approvals)),
    )


def _facts(approval: Approval) -> dict[str, str]:
    """Return what a release keeps of an approval."""
    return {
        "role": approval.role,
        "name": approval.name,
        "when": str(approval.when),
        "until": str(approval.until),
        "digest": approval.digest,
        "signature": approval.signature or "",
    }


def draft_edition(document: Document, library: Library) -> Edition:
    """Return the edition of a document whether approved or not, for comparison with a released one."""
    clinic = document.letterhead.id if document.letterhead is not None else None
    return Edition(
        document=document.id,
        lang=document.lang,
        clinic=clinic,
        title=plain(document.title.text),
        version=document.version,
        review_due=document.review_until,
        issued=document.checked,
        until=document.review_until,
        content=digest_of(document),
        said=said_digest(document),
        approvals=(),
        units=_words(units(document)),
        flags=dict(_flags(document)),
        values=tuple(_values(document)),
        claims={name: said_of(library.claims[name]) for name in document.reads.claims if name in library.claims},
    )


def said_digest(document: Document) -> str:
    """Return the digest of what the reader sees without version and dates, which carry no content."""
    return digest_of(replace(document, version="", checked=date.min, review_due=date.min))


def said_of(claim: Claim) -> ReleasedClaim:
    """Return a claim as it is now."""
    values = {name or "value": printed(measured.quantity, SOURCE) for name, measured in claim.values.items()}
    return ReleasedClaim(claim.statement, values, claim.certainty, claim.references)


def _words(found: Iterable[Unit]) -> dict[str, str]:
    """Return the words of each text unit; units that share an id are joined."""
    by_id: dict[str, dict[str, None]] = {}
    for unit in found:
        by_id.setdefault(unit.id, {})[plain(unit.text)] = None
    return {name: " / ".join(words) for name, words in by_id.items()}


def _flags(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the id, kind and words of each red flag below sections or blocks."""
    for block in blocks(document):
        if isinstance(block, Callout) and block.kind in RED_FLAGS:
            yield block.id, f"{block.kind}: {' '.join(plain(unit.text) for unit in units(block))}"


def _values(document: Document) -> Iterator[PrintedValue]:
    """Yield each value that the document prints, once for each of its wordings."""
    found: dict[tuple[str, str, str, str], dict[str, None]] = {}
    for unit in units(document):
        for inline in inlines(unit.text):
            if isinstance(inline, Value) and (inline.kind != "policy" or inline.measured is not None):
                part = ":".join(filter(None, (inline.name, inline.part)))
                found.setdefault((inline.kind, inline.source, part, inline.text), {})[unit.id] = None
    yield from (PrintedValue(*key, tuple(places)) for key, places in sorted(found.items()))
