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
from collections.abc import Iterator

from handouts.checks.subject import Subject
from handouts.content.csl.fields import TYPES
from handouts.content.csl.values import texts_of
from handouts.content.model import Reference
from handouts.core.links import WEB, link_fault
from handouts.core.problem import Problem

ID = "wrong-reference"
# how an identifier is written, and what people paste in its place
FORMS = {
    "DOI": re.compile(r"10\.[0-9]{4,9}/[!-~]+"),
    "PMID": re.compile(r"[1-9]\d{0,7}"),
    "PMCID": re.compile(r"PMC\d{1,8}"),
}
EXAMPLES = {"DOI": "10.1000/182", "PMID": "12345678", "PMCID": "PMC123456", "issued": "2024, 2024-05 or 2024-05-31"}
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
        typed = subject.content.library.references[reference.id]
        for field, message in (*_fields(typed), *_years(reference), *_names(reference), *_strange(reference)):
            yield Problem(reference.mark_of(field), ID, f"{reference.id!r} {message}", reaches=reaches)
        if reference.id in users and not reference.names("author") and not reference.names("editor"):
            message = f"{reference.id!r} names neither an author nor an editor; add one, if the record shows any"
            yield Problem(reference.mark, ID, message, "warning", reaches)


# a field, or an empty text for the entry as a whole, with the end of a message about it
_Found = tuple[str, str]


def _fields(reference: Reference) -> Iterator[_Found]:
    kind = reference.text("type")
    for name in TYPES.get(kind, ()):
        either = name.split(" or ")
        if reference.marks.keys().isdisjoint(either):
            yield "", f"needs {' or '.join(map(repr, either))}, as a work of the type {kind!r}"
    for name, form in FORMS.items():
        text = reference.text(name)
        if text and not form.fullmatch(text):
            yield name, f"has {text!r} as its {name}; write it as {EXAMPLES[name]}{_bare(form, text)}"
    address = reference.text("URL")
    if address and (fault := link_fault(address, WEB)) is not None:
        yield "URL", f"has the URL {address!r}, which {fault}"


def _bare(form: re.Pattern[str], text: str) -> str:
    """Return what to write where an identifier stands with its address or its name before it."""
    inside = form.search(text)
    return f"; write {inside[0]}" if inside and text.endswith(inside[0]) else ""


def _years(reference: Reference) -> Iterator[_Found]:
    said = _YEAR.findall(reference.plain)
    if reference.year is not None and said and str(reference.year) not in said:
        yield "plain", f"is of {reference.year}, but 'plain' says {' and '.join(said)}; correct one of the two"
    known = said if reference.year is None else [*said, str(reference.year)]
    for year in _YEAR.findall(reference.short):
        if known and year not in known:
            yield "short", f"is of {year} by 'short', which neither 'plain' nor 'issued' says; correct one of them"


def _names(reference: Reference) -> Iterator[_Found]:
    people = reference.names("author")
    if not people or not people[0].family or not reference.short:
        return
    family, whole = people[0].family, people[0].last
    said, _, _ = reference.plain.partition(":")
    if not _begins(reference.short, family, whole) and not reference.short.split(" ")[0].isupper():
        yield "short", f"is by {whole!r} first, but 'short' begins otherwise ({reference.short!r}); begin it so"
    if OTHERS in said and family.casefold() not in said.casefold():
        yield "plain", f"is by {whole!r} first, whom 'plain' does not name ({said!r}); name them"
    if OTHERS in said and len(people) == 1:
        yield "plain", f"names one author, but 'plain' says {OTHERS!r}; add the authors, or delete that"


def _strange(reference: Reference) -> Iterator[_Found]:
    """Yield words of `short` that the entry has nowhere else; abbreviations in capitals are allowed."""
    texts = " ".join(text for field, value in reference.csl.items() for text in texts_of(field, value))
    rest = f"{reference.id} {texts} {reference.plain}".casefold()
    for word in _WORD.findall(reference.short):
        if not word.isupper() and word.casefold() not in rest:
            yield "short", f"is called {word!r} by 'short' and by nothing else; correct it"


def _begins(text: str, *names: str) -> bool:
    return any(text.casefold().startswith(name.casefold()) for name in names)
