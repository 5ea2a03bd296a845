"""Works out of RIS."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.exports import RIS, export_of, works_of

from handouts.content.csl.dates import CslDate
from handouts.content.csl.names import PersonName


def test_an_article_is_read_whole(tmp_path: Path) -> None:
    export = export_of(tmp_path, "library.ris", RIS)
    work = export.works[0]
    assert dict(work.csl) == {
        "type": "article-journal",
        "title": "Spacers for asthma",
        "container-title": "The Airway Journal",
        "container-title-short": "Airway J",
        "volume": "39",
        "issue": "4",
        "page": "501-512",
        "DOI": "10.5555/airway.19(2)",
        "URL": "https://airway.example/a",
        "ISSN": "1234-5679",
        "author": (
            PersonName("van der Berg", "Anna"),
            PersonName("King", "Martin L.", suffix="Jr."),
            PersonName(literal="Spacer Group"),
        ),
        "issued": CslDate(((2019, 2, 7),)),
        "PMID": "30712345",
    }
    assert set(work.private) == {"note", "abstract", "keyword"}
    # a second address, and a field of the program's own
    assert [(each.mark.line, each.rule) for each in export.problems] == [
        (18, "unsupported-field"),
        (24, "unsupported-field"),
    ]


def test_a_chapter_is_part_of_its_book(tmp_path: Path) -> None:
    chapter = works_of(tmp_path, "library.ris", RIS)[1]
    assert dict(chapter.csl) == {
        "type": "chapter",
        "title": "A chapter",
        "container-title": "The book",
        "publisher": "House",
        "publisher-place": "Berlin",
        "page": "12-19",
        "author": (PersonName("Silva", "J."),),
        "editor": (PersonName("Ross", "AC"),),
        "issued": CslDate(((2018,),)),
    }


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        ("TY  - BOOK\nTI  - T\nT2  - Series\nSP  - 320\nSN  - 978-3-16-148410-0", "collection-title", "Series"),
        ("TY  - BOOK\nTI  - T\nSP  - 320", "number-of-pages", "320"),
        ("TY  - BOOK\nTI  - T\nSN  - 978-3-16-148410-0", "ISBN", "978-3-16-148410-0"),
        ("TY  - BOOK\nBT  - T", "title", "T"),
        ("TY  - RPRT\nTI  - T\nIS  - 5", "number", "5"),
        ("TY  - THES\nTI  - T\nM3  - PhD thesis\nPB  - U", "genre", "PhD thesis"),
        ("TY  - JOUR\nTI  - T\nM3  - 10.5555/a", "DOI", "10.5555/a"),
        ("TY  - JOUR\nTI  - T\nAN  - 22315261\nDP  - PubMed", "PMID", "22315261"),
        ("TY  - JOUR\nTI  - T\nC2  - PMC123", "PMCID", "PMC123"),
        ("TY  - INPR\nTI  - T", "issued", CslDate(words="in press")),
        ("TY  - JOUR\nTI  - T\nPY  - in press", "issued", CslDate(words="in press")),
        ("TY  - JOUR\nTI  - T\nPY  - 2018/03//", "issued", CslDate(((2018, 3),))),
        ("TY  - JOUR\nTI  - T\nPY  - 2018///Spring", "issued", CslDate(((2018,),), 1)),
        ("TY  - JOUR\nTI  - T\nY1  - 2018/3/7", "issued", CslDate(((2018, 3, 7),))),
        ("TY  - ELEC\nTI  - T\nY2  - 2026/05/05/", "accessed", CslDate(((2026, 5, 5),))),
        ("TY  - JOUR\nTI  - A long\ntitle", "title", "A long title"),
        ("TY  - JOUR\nTI  - T\nAU  - Plato", "author", (PersonName(literal="Plato"),)),
        ("TY  -JOUR\nTI  - T", "type", "article-journal"),
        ("TY  - JOUR\nTI  - T\nC7  - e12", "page", "e12"),
        ("TY  - JOUR\nTI  - T\nC2  - 22315261\nDB  - Scopus", "PMID", "22315261"),
        ("TY  - JOUR\nTI  - T\nPY  - 2018\nDA  - Mar 7", "issued", CslDate(((2018, 3, 7),))),
        ("TY  - JOUR\nTI  - T\nSN  - 1234-5679\nSN  - 9876-5432", "ISSN", "1234-5679, 9876-5432"),
    ],
)
def test_a_field_is_read(lines: str, field: str, value: object, tmp_path: Path) -> None:
    export = export_of(tmp_path, "x.ris", f"{lines}\nER  - \n")
    assert export.works[0].csl[field] == value
    assert export.problems == ()


@pytest.mark.parametrize(
    ("text", "line", "rule"),
    [
        ("TY  - JOUR\nTI  - T\nTY  - JOUR\nTI  - U\nER  - ", 1, "missing-end"),
        ("TY  - JOUR\nTI  - T", 1, "missing-end"),
        ("TY  - TWEET\nTI  - T\nER  - ", 1, "unknown-value"),
        ("TI  - T\nTY  - JOUR\nTI  - U\nER  - ", 1, "stray-line"),
        ("TY  - JOUR\nTI  - T\nPY  - 20188\nER  - ", 3, "wrong-date"),
        ("TY  - JOUR\nTI  - T\nXX  - y\nER  - ", 3, "unsupported-field"),
        ("TY  - JOUR\nTI  - T\nC2  - y\nER  - ", 3, "unsupported-field"),
        ("TY  - JOUR\nPY  - 2018\nDA  - Mar-Apr\nER  - ", 3, "unsupported-field"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_line(text: str, line: int, rule: str, tmp_path: Path) -> None:
    export = export_of(tmp_path, "x.ris", text)
    assert [(each.mark.line, each.rule, each.severity) for each in export.problems] == [(line, rule, "warning")]
    assert export.works
