"""A work as another program exported it, with its fields as CSL has them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape

from handouts.content.csl.faults import Fault
from handouts.content.csl.fields import FIELDS, TITLES, TYPES
from handouts.content.csl.titles import ALLOWED, is_tag, title_fault
from handouts.content.csl.values import CslValue, csl_values
from handouts.core.alphabets import refusals
from handouts.core.problem import Mark, Problem

# how other programs call types of CSL
_TYPES = {
    "journal-article": "article-journal",
    "magazine-article": "article-magazine",
    "newspaper-article": "article-newspaper",
    "book-chapter": "chapter",
    "edited-book": "book",
    "monograph": "book",
    "reference-book": "book",
    "proceedings-article": "paper-conference",
    "proceedings": "book",
    "dissertation": "thesis",
    "posted-content": "article",
    "web_page": "webpage",
}
UNTYPED = "document"
# a note in an export is not one for whoever looks after the bibliography, and its keys are not the ids there
_NOTES = ("note",)
_KEYS = ("id", "citation-key")
# tags that mean the same as those of CSL
_SAME_TAGS = (
    (re.compile(r"<(/?)(?:em|jats:italic|italic)\b[^<>]*>", re.IGNORECASE), r"<\1i>"),
    (re.compile(r"<(/?)(?:strong|jats:bold|bold)\b[^<>]*>", re.IGNORECASE), r"<\1b>"),
    (re.compile(r"<(/?)jats:(sub|sup)\b[^<>]*>", re.IGNORECASE), r"<\1\2>"),
    (re.compile(r"<(/?)(I|B|SUB|SUP)>"), lambda tag: tag[0].lower()),
)
_ANY_TAG = re.compile(r"</?[^\W\d_][^<>]*>")
# identifiers that Zotero keeps in a note: one a line
_IN_NOTE = re.compile(r"^\s*\{?:?(PMID|PMCID|DOI|ISBN)\s*:\s*([^\s}]+)\}?\s*$", re.MULTILINE | re.IGNORECASE)
_PREFIX = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Exported:
    """The fields of a work as a reader of exports finds them: texts, lists and mappings, by their names in CSL.

    `marks` has the place of each field, `private` the fields that hold notes of whoever collected the work.
    """

    key: str
    mark: Mark
    type: str
    data: Mapping[str, object]
    marks: Mapping[str, Mark] = field(default_factory=dict)
    private: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """An exported work, typed: its key in the export, its CSL fields, what was left out, and what is wrong with it."""

    key: str
    mark: Mark
    csl: Mapping[str, CslValue]
    private: tuple[str, ...]
    problems: tuple[Problem, ...]


def work_of(exported: Exported) -> Work:
    """Return a work with its fields cleaned and typed; each field that is not taken has a problem at its place."""
    cleaning = _Cleaning(exported)
    kind = _TYPES.get(exported.type, exported.type)
    if kind not in TYPES:
        cleaning.warn("type", "unknown-value", f"unknown type {exported.type!r}; it is written as {UNTYPED!r}")
        kind = UNTYPED
    data = dict(exported.data)
    _take_from_note(data)
    public = {name: value for name, value in data.items() if name not in _NOTES and not _is_private(name)}
    cleaned = {
        name: clean for name, value in public.items() if (clean := cleaning.value(name, value)) not in ("", [], {})
    }
    csl = {"type": kind, **cleaning.typed(cleaned)}
    private = [*exported.private, *(name for name in data if name not in public and name not in _KEYS)]
    return Work(
        exported.key, exported.mark, csl, tuple(dict.fromkeys(private)), (*exported.problems, *cleaning.problems)
    )


def _is_private(name: str) -> bool:
    return name in FIELDS and FIELDS[name].use == "private"


def _take_from_note(data: dict[str, object]) -> None:
    """Add the identifiers that a note holds on lines of their own, as far as the work has none."""
    note = data.get("note")
    for name, value in _IN_NOTE.findall(note) if isinstance(note, str) else ():
        data.setdefault(name.upper(), value)


@dataclass(slots=True)
class _Cleaning:
    """The texts of one work while they are made fit for a file, and what was found wrong."""

    exported: Exported
    problems: list[Problem] = field(default_factory=list)

    def warn(self, name: str, rule: str, message: str) -> None:
        """Add a warning at the place of a field."""
        mark = self.exported.marks.get(name, self.exported.mark)
        self.problems.append(Problem(mark, rule, f"{self.exported.key!r}: {message}", "warning"))

    def typed(self, data: Mapping[str, object]) -> dict[str, CslValue]:
        """Return the typed fields; one that CSL does not know, or of another shape, is left out with a warning."""
        faults: list[Fault] = []
        found = csl_values(data, faults)
        for fault in faults:
            name = str(fault.at[0])
            unread = fault.rule == "unknown-key" and len(fault.at) == 1
            self.warn(name, "unsupported-field" if unread else fault.rule, f"{fault.message}; it is left out")
        wrong = {fault.at[0] for fault in faults}
        return {name: value for name, value in found.items() if name not in wrong or isinstance(value, tuple)}

    def value(self, name: str, value: object) -> object:
        """Return the value of a field without what is empty, on one line, without entities."""
        match value:
            case str():
                return self._text(name, value)
            case list() if name in FIELDS and FIELDS[name].shape in ("text", "title"):
                # Crossref lists the one title, and all ISSNs
                return ", ".join(str(self.value(name, each)) for each in value)
            case list():
                found = [self.value(name, each) for each in value]
                return [each for each in found if each not in ("", [], {})]
            case dict():
                entries = {key: self.value(name, each) for key, each in value.items()}
                return {key: each for key, each in entries.items() if each not in ("", [], {})}
            case _:
                return value

    def _text(self, name: str, typed: str) -> str:
        text = " ".join(unicodedata.normalize("NFC", unescape(typed)).split())
        if refusals(text):
            text = self._without_hidden(name, text)
        if refused := next(iter(refusals(text)), None):
            self.warn(name, refused.rule, f"{name!r}: {refused.message}; it is left out, so type it by hand")
            return ""
        text = _identifier(name, text)
        return self._marked(name, text) if "<" in text and name != "DOI" else text

    def _without_hidden(self, name: str, text: str) -> str:
        """Return a text without characters that nobody sees."""
        hidden = [char for char in text if unicodedata.category(char) in ("Cf", "Cc")]
        for char in dict.fromkeys(hidden):
            self.warn(name, "hidden-character", f"{name!r} holds U+{ord(char):04X}, which nobody sees; it is left out")
        return "".join(char for char in text if char not in hidden)

    def _marked(self, name: str, text: str) -> str:
        """Return a text with the tags of CSL where it may hold them, and else without tags."""
        for tag, same in _SAME_TAGS:
            text = tag.sub(same, text)
        if name not in TITLES:
            bare = _ANY_TAG.sub("", text)
            if bare != text:
                self.warn(name, "foreign-markup", f"{name!r}: only titles hold {ALLOWED}; its words are taken without")
            return bare
        if (fault := title_fault(text)) is None:
            return text
        self.warn(name, "foreign-markup", f"{name!r}: {fault}; its words are taken without that tag")
        known = _ANY_TAG.sub(lambda tag: tag[0] if is_tag(tag[0]) else "", text)
        return known if title_fault(known) is None else _ANY_TAG.sub("", known)


def _identifier(name: str, text: str) -> str:
    """Return an identifier as a file has it: a DOI without its address, pages with a hyphen."""
    match name:
        case "DOI":
            return _PREFIX.sub("", text, count=1)
        case "PMCID" if text.isdecimal():
            return f"PMC{text}"
        case "page":
            return re.sub(r"\s*(?:--+|[\u2010-\u2015\u2212])\s*", "-", text)
        case _:
            return text


def unread(mark: Mark, key: str, name: str) -> Problem:
    """Return the problem of a field of an export that no field of CSL takes."""
    return Problem(
        mark, "unsupported-field", f"{key!r}: the field {name!r} has no place in a reference; it is left out", "warning"
    )


def name_of(text: str) -> dict[str, str]:
    """Return a name written as `Berg, Anna` or `King, Martin, Jr.`, or the name of a body."""
    family, *rest = [part.strip() for part in text.split(",")]
    if not rest or not family:
        return {"literal": text.strip(" ,")}
    return dict(zip(("family", "given", "suffix"), (family, *rest), strict=False))


def names_of(texts: Iterable[str]) -> list[dict[str, str]]:
    """Return names written as `Berg, Anna`, each in its parts."""
    return [name_of(text) for text in texts if text.strip(" ,")]
