"""RIS, as Zotero, EndNote, Mendeley and PubMed's users export it: a tag and its text on each line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from handouts.content.csl.dates import DateError, date_in
from handouts.content.importing.works import Exported, names_of, unread
from handouts.core.problem import Mark, Problem

_LINE = re.compile(r"([A-Z][A-Z0-9])  ?- ?(.*)\Z")
_FIRST = re.compile(r"\s*TY  ?- *\w+")
_TYPES = {
    "ABST": "article-journal",
    "AGGR": "dataset",
    "ART": "graphic",
    "BILL": "bill",
    "BLOG": "post-weblog",
    "BOOK": "book",
    "CASE": "legal_case",
    "CHAP": "chapter",
    "CLSWK": "classic",
    "COMP": "software",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "DATA": "dataset",
    "DBASE": "dataset",
    "DICT": "entry-dictionary",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "EDBOOK": "book",
    "EJOUR": "article-journal",
    "ELEC": "webpage",
    "ENCYC": "entry-encyclopedia",
    "FIGURE": "figure",
    "GEN": "document",
    "GOVDOC": "report",
    "HEAR": "hearing",
    "ICOMM": "personal_communication",
    "INPR": "article-journal",
    "JFULL": "article-journal",
    "JOUR": "article-journal",
    "LEGAL": "legislation",
    "MANSCPT": "manuscript",
    "MAP": "map",
    "MGZN": "article-magazine",
    "MPCT": "motion_picture",
    "MULTI": "webpage",
    "MUSIC": "musical_score",
    "NEWS": "article-newspaper",
    "PAMP": "pamphlet",
    "PAT": "patent",
    "PCOMM": "personal_communication",
    "RPRT": "report",
    "SER": "book",
    "SLIDE": "speech",
    "SOUND": "song",
    "STAND": "standard",
    "STAT": "legislation",
    "THES": "thesis",
    "UNBILL": "bill",
    "UNPB": "manuscript",
    "VIDEO": "motion_picture",
    "WEB": "webpage",
}
_BOOKS = ("book", "classic")
_PARTS = ("chapter", "paper-conference", "entry-dictionary", "entry-encyclopedia")
# the field of CSL that each tag fills; of several tags for one field, the first that stands
_TEXTS: dict[str, tuple[str, ...]] = {
    "title": ("TI", "T1", "CT"),
    "container-title": ("JF", "T2", "BT", "JO"),
    "container-title-short": ("JA", "J2", "J1", "JO"),
    "collection-title": ("T3",),
    "title-short": ("ST",),
    "volume": ("VL",),
    "issue": ("IS",),
    "publisher": ("PB",),
    "publisher-place": ("CY", "PP"),
    "edition": ("ET",),
    "DOI": ("DO",),
    "URL": ("UR", "LK"),
    "language": ("LA",),
    "number-of-volumes": ("NV",),
    "section": ("SE",),
    "reviewed-title": ("RI",),
    "genre": ("M3",),
    "number": ("M1",),
}
_NAMES = {
    "author": ("AU", "A1"),
    "editor": ("A2", "ED"),
    "collection-editor": ("A3",),
    "translator": ("A4", "TA"),
}
# notes, files and traces of whoever collected the work
_PRIVATE = {
    **dict.fromkeys(("AB", "N2"), "abstract"),
    **dict.fromkeys(("N1", "RN"), "note"),
    "KW": "keyword",
    **dict.fromkeys(("L1", "L2", "L3", "L4"), "file"),
    **dict.fromkeys(("DB", "DP"), "source"),
    "CN": "call-number",
    "AN": "accession number",
    "AD": "address of an author",
    "RP": "reprint",
    **dict.fromkeys(("U1", "U2", "U3", "U4", "U5"), "user field"),
}
# read by themselves
_OTHERS = ("TY", "ER", "ID", "PY", "Y1", "DA", "Y2", "SP", "EP", "SN", "C2", "C7")
_ISSN = re.compile(r"\b\d{4}-?\d{3}[\dXx]\b(?![\d-])")


@dataclass(slots=True)
class _Record:
    """The lines of one work: tag, text and place."""

    mark: Mark
    lines: list[tuple[str, str, Mark]] = field(default_factory=list)

    def texts(self, *tags: str) -> list[str]:
        """Return the texts of tags that say something, in the order of the tags."""
        return [text for tag in tags for each, text, _ in self.lines if each == tag and text]

    def first(self, *tags: str) -> str:
        """Return the first text of these tags, or an empty one."""
        return next(iter(self.texts(*tags)), "")


def is_ris(text: str) -> bool:
    """Return whether a text begins as a file in RIS, after lines that its program wrote above."""
    return any(_FIRST.match(line) for line in text.splitlines()[:20])


def read_ris(text: str, file: str) -> tuple[list[Exported], list[Problem]]:
    """Return the works of an export, and what is wrong with it as a whole."""
    problems: list[Problem] = []
    records = list(_records(text, file, problems))
    return [_work(record, number) for number, record in enumerate(records, start=1)], problems


def _records(text: str, file: str, problems: list[Problem]) -> Iterator[_Record]:
    record: _Record | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        mark, found = Mark(file, number), _LINE.match(line.rstrip())
        tag, said = (found[1], found[2].strip()) if found else ("", line.strip())
        if tag == "TY":
            if record is not None:
                problems.append(
                    Problem(
                        record.mark,
                        "missing-end",
                        "the work does not end with a line 'ER  -'; compare it with its source",
                        "warning",
                    )
                )
                yield record
            record = _Record(mark, [(tag, said, mark)])
        elif tag == "ER":
            if record is not None:
                yield record
            record = None
        elif record is not None and tag:
            record.lines.append((tag, said, mark))
        elif record is not None and said:
            # a long text goes on
            before, words, place = record.lines[-1]
            record.lines[-1] = (before, f"{words} {said}".strip(), place)
        elif tag:
            problems.append(
                Problem(
                    mark,
                    "stray-line",
                    f"{line.strip()[:40]!r} belongs to no work, since it stands before 'TY  -'; it is left out",
                    "warning",
                )
            )
    if record is not None:
        problems.append(
            Problem(
                record.mark,
                "missing-end",
                "the work does not end with a line 'ER  -'; compare it with its source",
                "warning",
            )
        )
        yield record


def _work(record: _Record, number: int) -> Exported:
    key = record.first("ID") or f"entry {number}"
    typed = record.first("TY")
    kind = _TYPES.get(typed.upper(), typed)
    tags = _tags_of(kind)
    data: dict[str, object] = {name: text for name, each in tags.items() if (text := record.first(*each))}
    data.update({name: names_of(texts) for name, each in _NAMES.items() if (texts := record.texts(*each))})
    data.update(_pages(record, kind))
    data.update(_numbers(record, data))
    if issued := _issued(record, typed):
        data["issued"] = issued
    if notes := record.texts("N1"):
        data["note"] = "\n".join(notes)
    if opened := record.first("Y2"):
        data["accessed"] = _date(opened)
    return Exported(
        key,
        record.mark,
        kind,
        data,
        dict(_marks(record, tags)),
        tuple(dict.fromkeys(_PRIVATE[tag] for tag, text, _ in record.lines if tag in _PRIVATE and text)),
        tuple(_unread(record, key, tags, data)),
    )


def _tags_of(kind: str) -> dict[str, tuple[str, ...]]:
    """Return the tags of each text field, which for some kinds of works mean something else."""
    if kind in _BOOKS:
        # a book's second title is its series
        own = {"title": ("TI", "T1", "BT", "CT"), "container-title": (), "collection-title": ("T2", "T3")}
        return {**_TEXTS, **own}
    if kind in ("report", "patent", "standard"):
        return {**_TEXTS, "issue": (), "number": ("IS", "M1", "VL"), "volume": ()}
    if kind in _PARTS:
        return {**_TEXTS, "container-title": ("T2", "BT", "JF", "JO")}
    return _TEXTS


def _pages(record: _Record, kind: str) -> Iterator[tuple[str, str]]:
    first, last = record.first("SP"), record.first("EP")
    if kind in _BOOKS and first and not last:
        yield "number-of-pages", first
    elif not first and not last and kind == "article-journal" and record.first("C7"):
        # EndNote keeps the number of an article there
        yield "page", record.first("C7")
    elif first or last:
        yield "page", f"{first}-{last}" if first and last and first != last and "-" not in first else first or last


def _numbers(record: _Record, data: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Yield identifiers: an ISSN or ISBN, the number in PubMed, and a DOI that stands as the kind of the work."""
    if numbers := ", ".join(record.texts("SN")):
        yield ("ISSN" if _ISSN.match(numbers) else "ISBN"), numbers
    catalogue = " ".join(record.texts("DB", "DP")).lower()
    for tag, name in (("AN", "pubmed"), ("AN", "medline"), ("C2", "scopus")):
        if name in catalogue and record.first(tag).isdecimal():
            yield "PMID", record.first(tag)
    if record.first("C2").upper().startswith("PMC"):
        yield "PMCID", record.first("C2").upper()
    genre = str(data.get("genre", ""))
    if genre.startswith("10.") and "DOI" not in data:
        del data["genre"]
        yield "DOI", genre


def _issued(record: _Record, kind: str) -> str:
    """Return the date of issue: the most exact of those that stand."""
    dates = [_date(text) for text in record.texts("DA", "PY", "Y1")]
    day, year = record.first("DA"), record.first("PY", "Y1")
    if re.match(r"[A-Za-z]{3}", day) and re.match(r"\d{4}\b", year):
        # EndNote keeps month and day apart from the year
        dates = [f"{day} {year[:4]}"] if _is_date(f"{day} {year[:4]}") else [_date(year)]
    exact = sorted(dates, key=lambda each: each.count("-") if each[:4].isdecimal() else -1)
    return exact[-1] if exact else "in press" if kind == "INPR" else ""


def _is_date(text: str) -> bool:
    try:
        return bool(date_in(text).parts)
    except DateError:
        return False


def _date(text: str) -> str:
    """Return a date of RIS, `2019/03/07/spring`, as EDTF or in words."""
    year, *rest = [part.strip() for part in text.split("/")]
    if not re.fullmatch(r"\d{4}", year):
        return text.strip(" /")
    numbers = [part.zfill(2) for part in rest[:2] if part.isdecimal()]
    words = next((part for part in rest if part and not part.isdecimal()), "")
    return "-".join((year, *numbers)) if numbers or not words else f"{words} {year}"


def _marks(record: _Record, tags: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, Mark]]:
    """Yield the place of each field; the first tag that says something comes last, so that it holds."""
    places = {tag: mark for tag, _, mark in reversed(record.lines)}
    own = {"issued": ("DA", "PY", "Y1"), "accessed": ("Y2",), "page": ("SP", "EP"), "type": ("TY",)}
    for name, each in {**tags, **_NAMES, **own}.items():
        yield from ((name, places[tag]) for tag in each if tag in places)


def _unread(record: _Record, key: str, tags: dict[str, tuple[str, ...]], data: dict[str, object]) -> Iterator[Problem]:
    """Yield a problem for each line that fills no field."""
    names = {tag for each in _NAMES.values() for tag in each}
    taken = {*names, *_PRIVATE, *_OTHERS, *(tag for each in tags.values() for tag in each)}
    # of several texts for one field, one is taken; the same words once more say nothing new
    said = {text for each in tags.values() if (text := record.first(*each))}
    for tag, text, mark in record.lines:
        second = tag not in (*names, *_PRIVATE, *_OTHERS) and text not in said
        unknown = tag not in taken or (
            tag in ("C2", "C7") and text.upper() not in map(str, data.values()) and text not in data.values()
        )
        undated = tag == "DA" and text[:1].isalpha() and not _is_date(f"{text} 2000")
        if text and (unknown or second or undated):
            yield unread(mark, key, tag)
