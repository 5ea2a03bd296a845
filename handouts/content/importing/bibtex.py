"""BibTeX and BibLaTeX, as Zotero, Better BibTeX, JabRef, Mendeley and PubMed's users export it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handouts.content.importing.latex import LatexReader, verbatim
from handouts.content.importing.works import Exported, unread
from handouts.core.problem import Mark, Problem

if TYPE_CHECKING:
    from bibtexparser.library import Library as BibLibrary
    from bibtexparser.model import Entry as BibEntry

_FIRST = re.compile(r"^\s*@\s*[A-Za-z]+\s*[{(]", re.MULTILINE)
_TYPES = {
    "article": "article-journal",
    "book": "book",
    "booklet": "pamphlet",
    "collection": "book",
    "conference": "paper-conference",
    "dataset": "dataset",
    "electronic": "webpage",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "inreference": "entry-encyclopedia",
    "jurisdiction": "legal_case",
    "legislation": "legislation",
    "manual": "book",
    "mastersthesis": "thesis",
    "misc": "document",
    "mvbook": "book",
    "mvcollection": "book",
    "online": "webpage",
    "patent": "patent",
    "periodical": "periodical",
    "phdthesis": "thesis",
    "proceedings": "book",
    "reference": "book",
    "report": "report",
    "software": "software",
    "standard": "standard",
    "suppbook": "chapter",
    "techreport": "report",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "video": "motion_picture",
    "www": "webpage",
}
_KINDS_OF_ARTICLE = {"newspaper": "article-newspaper", "magazine": "article-magazine"}
_GENRES = {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis"}
_TYPED_GENRES = {"phdthesis": "PhD thesis", "mathesis": "Master's thesis", "techreport": "Technical report"}
_PARTS = ("chapter", "paper-conference", "entry-encyclopedia")
# the fields of BibTeX that fill one of CSL; the first that stands
_TEXTS: Mapping[str, tuple[str, ...]] = {
    "title-short": ("shorttitle",),
    "container-title-short": ("shortjournal",),
    "collection-title": ("series",),
    "volume": ("volume",),
    "page": ("pages",),
    "number-of-pages": ("pagetotal",),
    "number-of-volumes": ("volumes",),
    "chapter-number": ("chapter",),
    "publisher": ("publisher", "institution", "school", "organization"),
    "publisher-place": ("address", "location"),
    "edition": ("edition",),
    "event-title": ("eventtitle",),
    "event-place": ("venue",),
    "language": ("language", "langid"),
    "original-title": ("origtitle",),
    "part": ("part",),
    "version": ("version",),
    "status": ("pubstate",),
}
_ADDRESSES: Mapping[str, tuple[str, ...]] = {
    "DOI": ("doi",),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "PMID": ("pmid",),
    "PMCID": ("pmcid", "pmc"),
    "URL": ("url",),
}
_NAMES: Mapping[str, str] = {
    "author": "author",
    "bookauthor": "container-author",
    "editor": "editor",
    "translator": "translator",
}
_DATES: Mapping[str, tuple[str, ...]] = {
    "issued": ("date",),
    "accessed": ("urldate", "lastchecked", "accessed"),
    "event-date": ("eventdate",),
    "original-date": ("origdate",),
}
# read for what they say of the others
_SIGNPOSTS = ("crossref", "entrysubtype")
_PRIVATE = {
    **dict.fromkeys(("note", "annote", "annotation", "addendum", "review", "comment"), "note"),
    "abstract": "abstract",
    **dict.fromkeys(("keywords", "keyword", "groups", "mendeley-tags"), "keyword"),
    **dict.fromkeys(("file", "pdf", "local-url"), "file"),
    **dict.fromkeys(
        ("timestamp", "date-added", "date-modified", "owner", "creationdate", "modificationdate"), "record"
    ),
    **dict.fromkeys(("priority", "ranking", "readstatus", "relevance", "__markedentry", "citation-key"), "record"),
    **dict.fromkeys(
        ("copyright", "rights", "library", "source", "call-number", "ids", "bibsource", "biburl"), "source"
    ),
}
_PRIVATE_BEGINNINGS = {"bdsk-": "file", "mendeley-": "record"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_STATES = {"inpress": "in press", "forthcoming": "forthcoming", "submitted": "submitted", "prepublished": "in press"}
_ARCHIVES = {"pubmed": "PMID", "pmid": "PMID", "pmcid": "PMCID", "pmc": "PMCID"}
_ADDRESS = re.compile(r"https?://\S+")


def is_bibtex(text: str) -> bool:
    """Return whether a text holds an entry of BibTeX."""
    return _FIRST.search(text) is not None


def read_bibtex(text: str, file: str) -> tuple[list[Exported], list[Problem]]:
    """Return the works of an export, and what is wrong with it as a whole."""
    from bibtexparser.entrypoint import parse_string

    # what it could not read is told below
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    logging.getLogger("pylatexenc").addHandler(logging.NullHandler())
    library = parse_string(text, parse_stack=[])
    strings = {string.key.lower(): string.value for string in library.strings}
    problems = [_failed(block, file) for block in library.failed_blocks]
    latex = LatexReader()
    entries = {entry.key.lower(): _values(entry, strings, file) for entry in _entries(library)}
    works = []
    for values in entries.values():
        parent = entries.get(values.raw("crossref").lower())
        if values.raw("crossref") and parent is None:
            mark = values.mark_of("crossref")
            problems.append(
                Problem(
                    mark,
                    "unknown-crossref",
                    f"{values.key!r}: the entry {values.raw('crossref')!r} of its crossref is missing; export both",
                    "warning",
                )
            )
        works.append(_work(_inherited(values, parent), latex))
    return works, problems


def _entries(library: BibLibrary) -> Iterator[BibEntry]:
    """Yield the entries of a file, and of those with a field twice what can be read."""
    from bibtexparser.model import DuplicateFieldKeyBlock, Entry

    for block in library.blocks:
        read = block.ignore_error_block if isinstance(block, DuplicateFieldKeyBlock) else block
        if isinstance(read, Entry):
            yield read


def _failed(block: object, file: str) -> Problem:
    """Return the problem of a part of a file that cannot be read, or only in part."""
    from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock

    mark = Mark(file, (getattr(block, "start_line", 0) or 0) + 1)
    match block:
        case DuplicateBlockKeyBlock(key=key):
            return Problem(mark, "duplicate-id", f"duplicate entry {key!r}; the first is taken", "warning")
        case DuplicateFieldKeyBlock(duplicate_keys=keys):
            listed = ", ".join(sorted(map(repr, keys)))
            return Problem(mark, "duplicate-key", f"duplicate field {listed}; the first is taken", "warning")
        case _:
            raw = str(getattr(block, "raw", "")).strip().partition("\n")[0][:40]
            return Problem(mark, "broken-bibtex", f"cannot read {raw!r}; close its braces and quotes")


@dataclass(frozen=True, slots=True)
class _Values:
    """The fields of one entry, by name in small letters, each with its place; braces and LaTeX still stand in them."""

    key: str
    kind: str
    mark: Mark
    fields: Mapping[str, tuple[str, Mark]]
    inherited: frozenset[str] = frozenset()

    def raw(self, *names: str) -> str:
        """Return the first of these fields that says something, or an empty text."""
        return next((self.fields[name][0] for name in names if name in self.fields and self.fields[name][0]), "")

    def mark_of(self, *names: str) -> Mark:
        """Return the place of the first of these fields that stands, or that of the entry."""
        return next((self.fields[name][1] for name in names if name in self.fields), self.mark)


def _values(entry: BibEntry, strings: Mapping[str, str], file: str) -> _Values:
    found: dict[str, tuple[str, Mark]] = {}
    for each in entry.fields:
        mark = Mark(file, (each.start_line or 0) + 1)
        found.setdefault(each.key.lower(), (_joined(str(each.value), strings), mark))
    return _Values(entry.key, entry.entry_type.lower(), Mark(file, (entry.start_line or 0) + 1), found)


def _joined(raw: str, strings: Mapping[str, str], depth: int = 0) -> str:
    """Return a value without its braces or quotes, with its strings filled in and its pieces joined."""
    pieces = []
    for piece in _pieces(raw):
        if piece[:1] in ("{", '"'):
            pieces.append(piece[1:-1])
        elif piece.lower() in strings and depth < 10:
            pieces.append(_joined(strings[piece.lower()], strings, depth + 1))
        else:
            pieces.append(piece)
    return "".join(pieces).strip()


def _pieces(raw: str) -> Iterator[str]:
    """Yield the pieces of a value between the signs that join them."""
    depth, start, quoted = 0, 0, False
    for place, char in enumerate(raw):
        if char == '"' and depth == 0:
            quoted = not quoted
        elif char in "{}" and raw[place - 1 : place] != "\\":
            depth += 1 if char == "{" else -1
        elif char == "#" and depth == 0 and not quoted:
            yield raw[start:place].strip()
            start = place + 1
    yield raw[start:].strip()


def _inherited(values: _Values, parent: _Values | None) -> _Values:
    """Return an entry with what it lacks of the one that it refers to, whose title is that of its book."""
    if parent is None:
        return values
    theirs = {
        name: each for name, each in parent.fields.items() if name not in ("title", "subtitle", *_PRIVATE, "crossref")
    }
    if "title" in parent.fields:
        theirs["booktitle"] = parent.fields["title"]
    return _Values(
        values.key,
        values.kind,
        values.mark,
        {**theirs, **values.fields},
        frozenset(theirs.keys() - values.fields.keys()),
    )


# --- fields of CSL --------------------------------------------------------------------------------


def _work(values: _Values, latex: LatexReader) -> Exported:
    kind = _kind(values)
    filled = _Filled(values, latex)
    filled.put_title("title", ("title",), "subtitle")
    if kind in _PARTS:
        filled.put_title("container-title", ("booktitle",), "booksubtitle")
    else:
        filled.put_title("container-title", ("journaltitle", "journal", "booktitle"), "journalsubtitle")
    for name, fields in _TEXTS.items():
        filled.put(name, fields)
    for name, fields in _ADDRESSES.items():
        filled.set(name, verbatim(filled.take(*fields)), *fields)
    for name, role in _NAMES.items():
        filled.set(role, list(filled.names(name)), name)
    _put_numbers(filled, kind)
    _put_dates(filled)
    _put_address(filled)
    # Zotero keeps identifiers in a note
    filled.set("note", verbatim(values.raw("note", "annote", "annotation", "addendum")))
    problems = [*filled.problems, *_unread(filled)]
    return Exported(values.key, values.mark, kind, filled.data, filled.marks, _private(values), tuple(problems))


def _kind(values: _Values) -> str:
    kind = _TYPES.get(values.kind, values.kind)
    subtype = values.raw("entrysubtype").lower()
    if kind == "article-journal":
        return _KINDS_OF_ARTICLE.get(subtype, kind)
    if kind == "document" and values.raw("url", "howpublished"):
        return "webpage" if _ADDRESS.search(values.raw("url") or values.raw("howpublished")) else kind
    return kind


@dataclass(slots=True)
class _Filled:
    """The fields of CSL of one entry while they are filled, and the fields of BibTeX that were taken for them."""

    values: _Values
    latex: LatexReader
    data: dict[str, object] = field(default_factory=dict)
    marks: dict[str, Mark] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def take(self, *fields: str) -> str:
        """Return the first of these fields that says something; others that say the same are taken with it."""
        said = self.values.raw(*fields)
        self.taken.update(name for name in fields if said and self.values.raw(name) == said)
        return said

    def set(self, name: str, value: object, *fields: str) -> None:
        """Fill a field with a value out of these fields, unless it is empty."""
        if value:
            self.data[name], self.marks[name] = value, self.values.mark_of(*fields)

    def put(self, name: str, fields: tuple[str, ...]) -> None:
        """Fill a field from the first of these that says something."""
        self.set(name, self.text(fields[0], self.take(*fields)), *fields)

    def put_title(self, name: str, fields: tuple[str, ...], subtitle: str) -> None:
        """Fill a title from the first of these fields that says something, and its subtitle."""
        self.put(name, fields)
        if name in self.data and (more := self.text(subtitle, self.take(subtitle))):
            self.data[name] = f"{self.data[name]}: {more}"

    def text(self, name: str, raw: str) -> str:
        """Return a text without LaTeX; a macro without a meaning here is told."""
        text, unknown = self.latex.decoded(raw)
        for macro in unknown:
            message = f"{self.values.key!r}: unknown LaTeX command {macro} in {name!r}; its words are taken without it"
            self.problems.append(Problem(self.values.mark_of(name), "unknown-macro", message, "warning"))
        return text

    def names(self, field_name: str) -> Iterator[dict[str, str]]:
        """Yield the names of a field in their parts."""
        from bibtexparser.middlewares.names import (
            InvalidNameError,
            parse_single_name_into_parts,
            split_multiple_persons_names,
        )

        for typed in split_multiple_persons_names(self.take(field_name)):
            if typed.lower() == "others":
                yield {"literal": "et al"}
                continue
            try:
                parts = parse_single_name_into_parts(typed)
            except InvalidNameError as error:
                message = f"{self.values.key!r}: {typed!r} cannot be read as a name ({error.reason}); it is taken whole"
                self.problems.append(Problem(self.values.mark_of(field_name), "wrong-name", message, "warning"))
                yield {"literal": self.text(field_name, typed)}
                continue
            if not parts.first and typed.startswith("{") and typed.endswith("}"):
                yield {"literal": self.text(field_name, typed)}
                continue
            keys = ("given", "non-dropping-particle", "family", "suffix")
            words = zip(keys, (parts.first, parts.von, parts.last, parts.jr), strict=True)
            yield {key: self.text(field_name, " ".join(each)) for key, each in words if each}


def _put_numbers(filled: _Filled, kind: str) -> None:
    """Fill issue, number and genre, of which the meaning depends on the kind of the work."""
    values = filled.values
    if kind.startswith("article"):
        filled.put("issue", ("issue", "number"))
    elif values.raw("series") and (kind == "book" or kind in _PARTS):
        filled.put("collection-number", ("number",))
    else:
        filled.put("number", ("number",))
    genre = filled.take("type")
    words = _TYPED_GENRES.get(genre.lower()) or filled.text("type", genre) or _GENRES.get(values.kind, "")
    filled.set("genre", words, "type")


def _put_dates(filled: _Filled) -> None:
    for name, fields in _DATES.items():
        filled.put(name, fields)
    if "issued" in filled.data:
        # programs that know `date` write the older fields beside it
        filled.taken.update(("year", "month", "day"))
    else:
        filled.set("issued", _year(filled), "year")
    state = filled.values.raw("pubstate").lower()
    if "issued" not in filled.data:
        filled.set("issued", _STATES.get(state, ""), "pubstate")


def _year(filled: _Filled) -> str:
    """Return year, month and day of an entry as EDTF, or in words."""
    year, month = (filled.text(name, filled.take(name)) for name in ("year", "month"))
    if not re.fullmatch(r"\d{4}", year) or not month:
        return year
    short = month.lower().strip(" .")[:3]
    words = re.sub(r"[^a-z]", "", month.lower())[:3]
    found = next((each for each in (short, words) if each in _MONTHS), "")
    number = _MONTHS.index(found) + 1 if found else int(month) if month.isdecimal() else 0
    if number not in range(1, 13):
        return f"{month} {year}"
    typed = re.search(r"\b\d{1,2}\b", month)
    day = filled.take("day") or (typed[0] if typed and found else "")
    return f"{year}-{number:02}" + (f"-{int(day):02}" if day.isdecimal() else "")


def _put_address(filled: _Filled) -> None:
    """Fill the address or number of a work that stands in a field for anything."""
    values = filled.values
    found = _ADDRESS.search(verbatim(values.raw("howpublished").replace("\\url", "")))
    if found is None:
        filled.put("medium", ("howpublished",))
    elif "URL" not in filled.data or filled.data["URL"] == found[0]:
        filled.take("howpublished")
        filled.set("URL", found[0], "howpublished")
    archive = values.raw("eprinttype", "archiveprefix").lower()
    number = verbatim(values.raw("eprint"))
    name = _ARCHIVES.get(archive, "number")
    value = f"{archive}:{number}" if name == "number" and archive and number else number
    if filled.data.get(name, value) == value:
        filled.take("eprint")
        filled.take("eprinttype", "archiveprefix")
        filled.set(name, value, "eprint")


def _private(values: _Values) -> tuple[str, ...]:
    """Return the notes and traces of whoever collected the work."""
    kinds = [_PRIVATE[name] for name in values.fields if name in _PRIVATE and values.raw(name)]
    for name in values.fields:
        kinds += [kind for beginning, kind in _PRIVATE_BEGINNINGS.items() if name.startswith(beginning)]
    return tuple(dict.fromkeys(kinds))


def _unread(filled: _Filled) -> Iterator[Problem]:
    """Yield a problem for each field that fills none of CSL; of inherited ones, it is told where they stand."""
    values = filled.values
    known = {*filled.taken, *values.inherited, *_SIGNPOSTS, *_PRIVATE}
    for name, (text, mark) in values.fields.items():
        if text and name not in known and not name.startswith(tuple(_PRIVATE_BEGINNINGS)):
            yield unread(mark, values.key, name)
