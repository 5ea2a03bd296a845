"""A reference agrees with itself: its short and plain names match its authors and year, and no needed field is missing.

`short` begins with the family name of the first author, or with an organisation (`AAP 2022`), and contains no word that
is not elsewhere in the entry. `plain` of a work with several authors says "and others" after that name. If `plain`
gives years, the year of issue is one of them; each year in `short` is the year of issue or one of those in `plain`. An
entry has the fields of its type: a journal article has journal and year, a page or report has a publisher, each has an
author or editor (a warning, since some records show none). An identifier has the correct form. Whether it is the right
one, no program can tell without the register that issued it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from handouts.checks.subject import Subject
from handouts.content.model import Reference
from handouts.core.links import WEB, link_fault
from handouts.core.problem import Problem, did_you_mean, unknown

ID = "wrong-reference"
NEEDED = {
    "article-journal": ("container-title", "issued"),
    "article": ("container-title", "issued"),
    "book": ("publisher",),
    "report": ("publisher",),
    "webpage": ("publisher", "URL"),
}
# the CSL fields that such a bibliography uses; any other name is a typing error
FIELDS = frozenset(
    [
        "type",
        "title",
        "author",
        "editor",
        "container-title",
        "collection-title",
        "collection-number",
        "publisher",
        "publisher-place",
        "edition",
        "volume",
        "issue",
        "page",
        "number",
        "issued",
        "accessed",
        "DOI",
        "PMID",
        "PMCID",
        "ISBN",
        "ISSN",
        "URL",
        "genre",
        "medium",
        "language",
        "version",
        "note",
    ]
)
FORMS = {
    "DOI": re.compile(r"10\.[0-9]{4,9}/[!-~]+"),
    "PMID": re.compile(r"[1-9]\d{0,7}"),
    "PMCID": re.compile(r"PMC\d{1,8}"),
    "issued": re.compile(r"(?:19|20)\d\d(?:-\d\d){0,2}"),
}
OTHERS = "and others"
_WORD = re.compile(r"[^\W\d_]{3,}")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def check(subject: Subject) -> Iterator[Problem]:
    """Report references that contradict themselves, or lack a field that their type needs."""
    users: dict[str, list[str]] = {}
    for draft in subject.whole.drafts if subject.facts.references else ():
        for name in subject.references(draft):
            users.setdefault(name, []).append(draft.id)
    for reference in subject.facts.references.values():
        reaches = tuple(users.get(reference.id, (reference.id,)))
        # identifiers and addresses as typed: for matching, two hosts may look the same
        typed = subject.content.library.references[reference.id].csl
        for message in (*_fields(typed), *_years(reference), *_names(reference), *_strange(reference)):
            yield Problem(reference.mark, ID, f"{reference.id!r} {message}", reaches=reaches)
        if reference.id in users and not reference.csl.get("author") and not reference.csl.get("editor"):
            message = f"{reference.id!r} names neither an author nor an editor"
            yield Problem(reference.mark, ID, message, "warning", reaches)


def _fields(csl: Mapping[str, object]) -> Iterator[str]:
    kind = str(csl.get("type", ""))
    if kind and kind not in NEEDED:
        yield f"has an {unknown('type', kind, NEEDED)}"
    yield from (f"needs {name!r}, as a work of the type {kind!r}" for name in NEEDED.get(kind, ()) if not csl.get(name))
    yield from (
        f"has a field {name!r} that CSL does not know{did_you_mean(name, FIELDS)}" for name in csl if name not in FIELDS
    )
    for name, form in FORMS.items():
        text = str(csl.get(name, ""))
        if text and not form.fullmatch(text):
            yield f"has a {name} that is none: {text!r}"
    address = str(csl.get("URL", ""))
    if address and (fault := link_fault(address, WEB)) is not None:
        yield f"has the URL {address!r}, which {fault}"


def _years(reference: Reference) -> Iterator[str]:
    said = _YEAR.findall(reference.plain)
    if reference.year is not None and said and str(reference.year) not in said:
        yield f"is of {reference.year}, but 'plain' says {' and '.join(said)}"
    known = said if reference.year is None else [*said, str(reference.year)]
    for year in _YEAR.findall(reference.short):
        if known and year not in known:
            yield f"is of {year} by 'short', which neither 'plain' nor 'issued' says"


def _names(reference: Reference) -> Iterator[str]:
    author = reference.csl.get("author")
    people: list[object] = author if isinstance(author, list) else []
    first = people[0] if people else {}
    family = str(first.get("family", "")) if isinstance(first, Mapping) else ""
    if not family or not reference.short:
        return
    said, _, _ = reference.plain.partition(":")
    if not _begins(reference.short, family) and not reference.short.split(" ")[0].isupper():
        yield f"is by {family!r} first, but 'short' begins otherwise: {reference.short!r}"
    if OTHERS in said and family.casefold() not in said.casefold():
        yield f"is by {family!r} first, whom 'plain' does not name: {said!r}"
    if OTHERS in said and len(people) == 1:
        yield f"names one author, but 'plain' says {OTHERS!r}"


def _strange(reference: Reference) -> Iterator[str]:
    """Yield words of `short` that the entry has nowhere else; abbreviations in capitals are allowed."""
    rest = f"{reference.id} {_text(reference.csl)} {reference.plain}".casefold()
    for word in _WORD.findall(reference.short):
        if not word.isupper() and word.casefold() not in rest:
            yield f"is called {word!r} by 'short', and by nothing else"


def _text(field: object) -> str:
    """Return all texts of a CSL field, joined."""
    if isinstance(field, Mapping):
        return " ".join(map(_text, field.values()))
    return " ".join(map(_text, field)) if isinstance(field, list) else str(field)


def _begins(text: str, family: str) -> bool:
    return text.casefold().startswith(family.casefold())
