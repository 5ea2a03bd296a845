"""Works out of BibTeX and BibLaTeX."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.exports import BIBTEX, export_of, works_of

from handouts.content.csl.dates import CslDate
from handouts.content.csl.names import PersonName


def test_an_article_is_read_whole(tmp_path: Path) -> None:
    export = export_of(tmp_path, "library.bib", BIBTEX)
    work = export.works[0]
    assert dict(work.csl) == {
        "type": "article-journal",
        "title": "Spacers for <i>asthma</i>: CO<sub>2</sub> & more",
        "container-title": "Airway J",
        "volume": "39",
        "issue": "4",
        "page": "501-512",
        "language": "en",
        "DOI": "10.5555/airway.19(2)",
        "ISSN": "1234-5679",
        "URL": "https://airway.example/a_b",
        "author": (
            PersonName("Berg", "Anna", non_dropping_particle="van der"),
            PersonName("King", "Martin L.", suffix="Jr."),
            PersonName("Ödegård", "Åsa"),
            PersonName(literal="Spacer Group"),
            PersonName(literal="et al"),
        ),
        "accessed": CslDate(((2026, 5, 5),)),
        "issued": CslDate(((2019, 2),)),
        "PMID": "30712345",
    }
    assert set(work.private) == {"note", "keyword", "file", "abstract"}
    assert [(each.mark.line, each.rule) for each in export.problems] == [(22, "unsupported-field")]


def test_a_chapter_takes_what_it_lacks_from_its_book(tmp_path: Path) -> None:
    chapter = works_of(tmp_path, "library.bib", BIBTEX)[1]
    assert dict(chapter.csl) == {
        "type": "chapter",
        "title": "A chapter",
        "container-title": "The book",
        "page": "12-19",
        "publisher": "Old House",
        "author": (PersonName("Silva", "João", non_dropping_particle="da"),),
        "editor": (PersonName("Ross", "A. C."),),
        "issued": CslDate(((2018,),)),
    }


@pytest.mark.parametrize(
    ("entry", "field", "value"),
    [
        ("@article{a, title={T}, year={in press}}", "issued", CslDate(words="in press")),
        ("@article{a, title={T}, pubstate={inpress}}", "issued", CslDate(words="in press")),
        ("@article{a, title={T}, date={2018-03-07}}", "issued", CslDate(((2018, 3, 7),))),
        ("@article{a, title={T}, date={2018/2020}}", "issued", CslDate(((2018,), (2020,)))),
        ('@article{a, title={T}, year=2018, month="7~" # mar}', "issued", CslDate(((2018, 3, 7),))),
        ("@article{a, title={T}, year=2018, month={March}, day=7}", "issued", CslDate(((2018, 3, 7),))),
        ("@article{a, title={T}, year=2018, month=3}", "issued", CslDate(((2018, 3),))),
        ("@article{a, title={T}, year=2018, month={Spring}}", "issued", CslDate(((2018,),), 1)),
        ("@article{a, title={T}, journaltitle={J}}", "container-title", "J"),
        ("@article{a, title={T}, subtitle={S}}", "title", "T: S"),
        ("@article{a, title={T}, entrysubtype={newspaper}}", "type", "article-newspaper"),
        ("@article{a, title={T}, eprint={22315261}, eprinttype={pubmed}}", "PMID", "22315261"),
        ("@article{a, title={T}, eprint={2101.1}, archiveprefix={arXiv}}", "number", "arxiv:2101.1"),
        ("@phdthesis{a, title={T}, school={U}}", "genre", "PhD thesis"),
        ("@thesis{a, title={T}, type={mathesis}, institution={U}}", "publisher", "U"),
        ("@techreport{a, title={T}, institution={WHO}, number={5}}", "number", "5"),
        ("@book{a, title={T}, series={S}, number={5}}", "collection-number", "5"),
        ("@misc{a, title={T}, howpublished={\\url{https://x.example/a_b}}}", "URL", "https://x.example/a_b"),
        ("@misc{a, title={T}, url={https://x.example}}", "type", "webpage"),
        ("@misc{a, title={T}, howpublished={CD}}", "medium", "CD"),
        ("@online{a, title={T}}", "type", "webpage"),
        ("@book(a, title={T}, publisher={P})", "publisher", "P"),
        ("@ARTICLE{a, TITLE={T}, Journal={J}}", "container-title", "J"),
        ("@article{a, title={T}, pages={S12--S19}}", "page", "S12-S19"),
        ("@article{a, title={T}, doi={https://doi.org/10.1/a}}", "DOI", "10.1/a"),
        ("@article{a, title={Ca$^{2+}$ and $\\beta$}}", "title", "Ca<sup>2+</sup> and β"),
        ("@article{a, title={T}, author={{WHO}}}", "author", (PersonName(literal="WHO"),)),
        ("@article{a, title={T}, author={Plato}}", "author", (PersonName("Plato"),)),
        (
            "@article{a, title={T}, author={Ludwig van der Rohe}}",
            "author",
            (PersonName("Rohe", "Ludwig", non_dropping_particle="van der"),),
        ),
    ],
)
def test_a_field_is_read(entry: str, field: str, value: object, tmp_path: Path) -> None:
    export = export_of(tmp_path, "x.bib", entry)
    assert export.works[0].csl[field] == value
    assert export.problems == ()


@pytest.mark.parametrize(
    ("text", "line", "rule", "severity"),
    [
        ("@article{a, title={T}}\n@article{a, title={U}}", 2, "duplicate-id", "warning"),
        ("@article{a, title={T},\n year=1, year=2018}", 1, "duplicate-key", "warning"),
        ("\n@article{a, title = {T\n@book{b, title={U}}", 2, "broken-bibtex", "error"),
        ("@article{a, title={T},\n crossref={b}}", 2, "unknown-crossref", "warning"),
        ("@article{a,\n title={T \\foo{x}}}", 2, "unknown-macro", "warning"),
        ("@article{a, title={T},\n author={A, B, C, D}}", 2, "wrong-name", "warning"),
        ("@article{a, title={T},\n publisher={P},\n organization={O}}", 3, "unsupported-field", "warning"),
        ("@article{a, title={T},\n hue={red}}", 2, "unsupported-field", "warning"),
        ("@article{a, title={T}, issue={1},\n number={2}}", 2, "unsupported-field", "warning"),
        ("@article{a, title={T}, journal={J},\n booktitle={B}}", 2, "unsupported-field", "warning"),
        (
            "@misc{a, title={T}, url={https://a.example},\n howpublished={https://b.example}}",
            2,
            "unsupported-field",
            "warning",
        ),
        ("@article{a, title={T}, pmid={1},\n eprint={2}, eprinttype={pubmed}}", 2, "unsupported-field", "warning"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_line(
    text: str, line: int, rule: str, severity: str, tmp_path: Path
) -> None:
    told = [(each.mark.line, each.rule, each.severity) for each in export_of(tmp_path, "x.bib", text).problems]
    assert (line, rule, severity) in told


def test_a_broken_entry_leaves_the_others(tmp_path: Path) -> None:
    works = works_of(tmp_path, "x.bib", "@article{a, title = {T\n@book{b, title={U}}")
    assert [work.csl["title"] for work in works] == ["U"]


def test_a_string_that_names_itself_ends(tmp_path: Path) -> None:
    (work,) = works_of(tmp_path, "x.bib", "@string{a = b # a}\n@string{b = a}\n@book{x, title={T}, publisher = a}")
    assert work.csl["title"] == "T"
