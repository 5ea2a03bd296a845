"""Works out of CSL JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.exports import MENDELEY, ZOTERO, export_of, works_of

from handouts.content.csl.dates import CslDate
from handouts.content.csl.names import PersonName


def test_a_work_of_zotero_is_read_whole(tmp_path: Path) -> None:
    export = export_of(tmp_path, "library.json", ZOTERO)
    work = export.works[0]
    assert dict(work.csl) == {
        "type": "article-journal",
        "container-title": "The Airway Journal",
        "DOI": "10.5555/airway.19(2)",
        "ISSN": "1234-5679",
        "issue": "4",
        "journalAbbreviation": "Airway J",
        "language": "en",
        "page": "501-512",
        "title": "Spacers for <i>asthma</i>: CO<sub>2</sub> & more",
        "title-short": "Spacers",
        "URL": "https://airway.example/a",
        "volume": "39",
        "author": (
            PersonName("Berg", "Anna Maria", non_dropping_particle="van der"),
            PersonName("King", "Martin L.", suffix="Jr."),
            PersonName(literal="Spacer Group"),
        ),
        "accessed": CslDate(((2026, 5, 5),)),
        "issued": CslDate(((2019, 2, 7),)),
        "PMID": "30712345",
        "PMCID": "PMC6712345",
    }
    assert work.private == ("abstract", "note", "source")
    assert export.works[1].csl["issued"] == CslDate(((2020,),), circa=True)
    assert export.problems == ()


def test_empty_parts_of_mendeley_say_nothing(tmp_path: Path) -> None:
    (work,) = works_of(tmp_path, "m.json", MENDELEY)
    assert work.csl["author"] == (PersonName("Silva", "João", non_dropping_particle="da"),)
    assert "edition" not in work.csl
    assert work.problems == ()


@pytest.mark.parametrize("around", ["{0}", "[{0}]", '{{"items": [{0}]}}', '{{"references": [{0}]}}'])
def test_a_work_alone_or_in_a_list_or_mapping_is_found(around: str, tmp_path: Path) -> None:
    item = json.dumps({"id": 7, "type": "book", "title": "T", "volume": 3, "issued": {"raw": "March 2018"}})
    (work,) = works_of(tmp_path, "x.json", around.format(item))
    assert dict(work.csl) == {"type": "book", "title": "T", "volume": "3", "issued": CslDate(((2018, 3),))}
    assert work.key == "7"


def test_what_is_not_read_is_told_at_its_line(tmp_path: Path) -> None:
    text = (
        '[{"id": "a",\n "type": "book",\n "title": "T <em>x</em> <font>y</font>",\n "colour": "red",\n'
        ' "issued": {"date-parts": [["soon"]]},\n "author": [{"family": "A", "orcid": "1"}, {"family": "B"}],\n'
        ' "publisher": "P\\u00ad<b>Q</b>"}]'
    )
    export = export_of(tmp_path, "x.json", text)
    told = {(each.mark.line, each.rule) for each in export.problems}
    assert told == {
        (3, "foreign-markup"),
        (4, "unsupported-field"),
        (5, "wrong-date"),
        (6, "unknown-key"),
        (7, "hidden-character"),
        (7, "foreign-markup"),
    }
    assert {each.severity for each in export.problems} == {"warning"}
    assert dict(export.works[0].csl) == {
        "type": "book",
        "title": "T <i>x</i> y",
        "author": (PersonName("B"),),
        "publisher": "PQ",
    }


@pytest.mark.parametrize(
    ("text", "line", "rule"),
    [
        ("[\n{\n]", 3, "broken-json"),
        ('[{"a": 1}]', 1, "wrong-type"),
        ("[1,\n 2]", 1, "wrong-type"),
        ("{}", 1, "wrong-type"),
        ("[" * 100_000, 1, "broken-json"),
    ],
)
def test_a_file_that_is_no_csl_json_is_told(text: str, line: int, rule: str, tmp_path: Path) -> None:
    export = export_of(tmp_path, "x.json", text)
    assert export.works == ()
    assert (export.problems[0].mark.line, export.problems[0].rule) == (line, rule)


@pytest.mark.parametrize(("typed", "kind"), [("journal-article", "article-journal"), ("book-chapter", "chapter")])
def test_types_of_crossref_are_known(typed: str, kind: str, tmp_path: Path) -> None:
    (work,) = works_of(tmp_path, "x.json", json.dumps([{"type": typed, "title": "T", "ISSN": ["1", "2"]}]))
    assert (work.csl["type"], work.csl["ISSN"]) == (kind, "1, 2")


def test_an_unknown_type_is_told_and_written_as_a_document(tmp_path: Path) -> None:
    export = export_of(tmp_path, "x.json", '[{"type": "tweet", "title": "T"}]')
    assert export.works[0].csl["type"] == "document"
    assert [each.rule for each in export.problems] == ["unknown-value"]
