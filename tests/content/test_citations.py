"""Reference entries: what they look like, and when the cache answers."""

from __future__ import annotations

import re
import subprocess
import sys
import warnings
from collections.abc import Iterable
from pathlib import Path

import pytest
from support.references import references_of

from handouts.content import citations
from handouts.content.citations import OLDER, Items, StyleError
from handouts.content.citations import format_references as format_in
from handouts.content.citations import formatted as formatted_in
from handouts.content.csl.fields import FIELDS, TYPES
from handouts.content.csl.titles import as_text, untagged
from handouts.content.references import read_references
from handouts.core.source import read_source
from handouts.core.words import SOURCE
from handouts.document.text import Italic, Lowered, Raised, Strong, Words, plain

PROJECT = Path(__file__).parents[2]
STYLE = PROJECT / "layouts/citation/vancouver.csl"

PAPER = {
    "type": "article-journal",
    "title": "Evidence-based management of anticoagulant therapy",
    "author": [
        {"family": "Holbrook", "given": "A"},
        {"family": "Schulman", "given": "S"},
        {"family": "Witt", "given": "DM"},
        {"literal": "et al"},
    ],
    "container-title": "Chest",
    "volume": "141",
    "issue": "2 Suppl",
    "page": "e152S-e184S",
    "issued": 2012,
    "DOI": "10.1378/chest.11-2295",
}


def format_references(items: Items, style: Path) -> dict[str, str]:
    return format_in(items, style, SOURCE)


def formatted(items: Items, ids: Iterable[str], style: Path, cache: Path | None) -> dict[str, str]:
    return formatted_in(items, ids, style, SOURCE, cache)


def of(**items: dict[str, object]) -> Items:
    return references_of(items)


def entry(**changes: object) -> str:
    fields = {key.replace("_", "-"): value for key, value in changes.items()}
    item = {key: value for key, value in {**PAPER, **fields}.items() if value is not None}
    return format_references(of(one=item), STYLE)["one"]


def bibliography() -> Items:
    return read_references(read_source(PROJECT / "content/references.yaml", "content/references.yaml"), {})


def papers(count: int) -> Items:
    return of(**{f"paper_{number}": {**PAPER, "title": f"Paper {number}"} for number in range(count)})


@pytest.fixture
def no_citeproc(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(items: Items, style: Path, lang: str) -> dict[str, str]:
        raise AssertionError(f"{len(items)} entries were formatted anew with {style} in {lang}")

    monkeypatch.setattr(citations, "format_references", refuse)


# --- the style ------------------------------------------------------------------------------------


def test_a_paper_prints_in_the_order_of_vancouver() -> None:
    assert entry() == (
        "Holbrook A, Schulman S, Witt DM, et al. Evidence-based management of anticoagulant therapy. "
        "Chest. 2012;141(2 Suppl):e152S-e184S. doi:10.1378/chest.11-2295"
    )


@pytest.mark.parametrize(
    ("count", "names"),
    [
        (1, "Author1 A. "),
        (2, "Author1 A, Author2 A. "),
        (3, "Author1 A, Author2 A, Author3 A. "),
        (4, "Author1 A, Author2 A, Author3 A, et al. "),
        (7, "Author1 A, Author2 A, Author3 A, et al. "),
    ],
)
def test_three_authors_are_named_at_most(count: int, names: str) -> None:
    people = [{"family": f"Author{number}", "given": "A"} for number in range(1, count + 1)]
    assert entry(author=people).startswith(f"{names}Evidence")


def test_two_names_and_et_al_are_kept_as_typed() -> None:
    people = [{"family": "Grześk", "given": "G"}, {"family": "Rogowicz", "given": "D"}, {"literal": "et al"}]
    assert entry(author=people).startswith("Grześk G, Rogowicz D, et al. Evidence")


def test_an_organisation_is_an_author() -> None:
    assert entry(author=[{"literal": "Eisai Co., Ltd."}]).startswith("Eisai Co., Ltd. Evidence")


def test_without_authors_the_title_comes_first() -> None:
    assert entry(author=None).startswith("Evidence-based")


def test_a_page_without_year_ends_with_its_address() -> None:
    page = {
        "type": "webpage",
        "title": "Vitamin K",
        "author": [{"literal": "NIH Office of Dietary Supplements"}],
        "publisher": "National Institutes of Health",
        "URL": "https://ods.example/vitaminK/",
    }
    assert format_references(of(page=page), STYLE) == {
        "page": "NIH Office of Dietary Supplements. Vitamin K. National Institutes of Health. "
        "https://ods.example/vitaminK/"
    }


@pytest.mark.parametrize("kind", ["book", "report"])
def test_a_book_or_report_has_publisher_and_year(kind: str) -> None:
    book = {
        "type": kind,
        "title": "Dietary Reference Intakes",
        "author": [{"literal": "Institute of Medicine"}],
        "editor": [{"family": "Ross", "given": "AC"}, {"family": "Del Valle", "given": "HB"}],
        "publisher": "National Academies Press",
        "issued": "2011",
    }
    assert format_references(of(book=book), STYLE)["book"] == (
        "Institute of Medicine. Dietary Reference Intakes. Ross AC, Del Valle HB, editors. "
        "National Academies Press; 2011."
    )


def test_a_title_that_asks_takes_no_full_stop() -> None:
    assert ". Is it really true? Chest. 2012;" in entry(title="Is it really true?")


def test_an_article_number_stands_without_a_volume() -> None:
    text = entry(volume=None, issue=None, page="CD004950", DOI=None)
    assert text.endswith("Chest. 2012;CD004950.")


def test_a_year_in_words_is_kept() -> None:
    assert "Chest. in press;141" in entry(issued="in press")


def test_pubmed_stands_in_where_there_is_no_other_address() -> None:
    assert entry(DOI=None, PMID="24226627").endswith(". PMID: 24226627")
    assert "PMID" not in entry(PMID="24226627")


def test_a_retracted_paper_says_so_first() -> None:
    assert entry(retracted=True) == f"Retracted. {entry()}"
    assert not entry(retracted=False).startswith("Retracted")


def test_ids_that_differ_in_case_stay_apart() -> None:
    items = of(a={**PAPER, "title": "One"}, A={**PAPER, "title": "Two"})
    entries = format_references(items, STYLE)
    assert "One" in entries["a"]
    assert "Two" in entries["A"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no XML",
        "<style/>",
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><citation/></style>',
    ],
)
def test_a_file_that_is_no_style_is_named(tmp_path: Path, text: str) -> None:
    style = tmp_path / "broken.csl"
    style.write_text(text, encoding="utf-8")
    with pytest.raises(StyleError, match=r"^is not a CSL style"):
        format_references(of(one=PAPER), style)


# --- names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ({"family": "Berg", "given": "A", "non-dropping-particle": "van der"}, "van der Berg A"),
        ({"family": "King", "given": "ML", "suffix": "Jr"}, "King ML Jr"),
        ({"family": "King", "given": "ML", "suffix": "Jr."}, "King ML Jr"),
        ({"family": "King", "given": "ML", "suffix": "III", "comma-suffix": True}, "King ML III"),
        ({"family": "Humboldt", "given": "Alexander", "dropping-particle": "von"}, "von Humboldt A"),
        ({"family": "Humboldt", "given": "Alexander von", "parse-names": True}, "von Humboldt A"),
        ({"family": "Luther King", "given": "Martin, Jr.", "parse-names": True}, "Luther King M Jr"),
        ({"family": "Aulaire", "given": "E", "non-dropping-particle": "d'"}, "d'Aulaire E"),
        ({"family": "Razi", "given": "M", "non-dropping-particle": "al-"}, "al-Razi M"),
        (
            {"family": "Vega", "given": "L", "dropping-particle": "de", "non-dropping-particle": "la"},
            "de la Vega L",
        ),
        ({"family": "van den Heuvel", "given": "EGHM"}, "van den Heuvel EGHM"),
        ({"family": "Dupont", "given": "Jean-Pierre"}, "Dupont JP"),
        ({"family": "Berg", "given": "Anna M."}, "Berg AM"),
        ({"family": "Berg", "given": "A. M."}, "Berg AM"),
        ({"family": "Ödegård", "given": "Åsa"}, "Ödegård Å"),
        ({"family": "李", "given": "小明"}, "李 小明"),
        ({"family": "Plato"}, "Plato"),
        ({"literal": "Eisai Co., Ltd"}, "Eisai Co., Ltd"),
    ],
)
def test_a_name_prints_with_particles_suffix_and_initials(name: dict[str, object], printed: str) -> None:
    assert entry(author=[name]).startswith(f"{printed}. Evidence-based")
    assert entry(author=[name, {"family": "Last", "given": "Z"}]).startswith(f"{printed}".rstrip("."))


def test_a_style_without_initials_prints_given_names_as_typed(tmp_path: Path) -> None:
    style = tmp_path / "whole.csl"
    text = STYLE.read_text(encoding="utf-8")
    style.write_text(text.replace('initialize-with="" initialize-with-hyphen="false"', ""), encoding="utf-8")
    items = of(one={**PAPER, "author": [{"family": "Berg", "given": "Anna", "non-dropping-particle": "van"}]})
    assert format_references(items, style)["one"].startswith("van Berg Anna. ")
    assert format_references(of(one=PAPER), style)["one"].startswith("Holbrook A, ")


# --- dates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("issued", "printed"),
    [
        ({"date-parts": [[2018, 3, 7]]}, "7 March 2018"),
        ({"date-parts": [["2018", "3"]]}, "March 2018"),
        ({"date-parts": [[2018]]}, "2018"),
        ({"date-parts": [["2018"]]}, "2018"),
        ({"date-parts": [[2018, 2], [2019, 3]]}, "February 2018–March 2019"),
        ({"date-parts": [[2018]], "season": 1}, "Spring 2018"),
        ({"date-parts": [[2018]], "circa": True}, "c. 2018"),
        ({"raw": "2018-03-07"}, "7 March 2018"),
        ({"raw": "March 7, 2018"}, "7 March 2018"),
        ({"literal": "in press"}, "in press"),
        ("in press", "in press"),
        ("2018-03", "March 2018"),
        ("2018-22", "Summer 2018"),
        ("2018/2020", "2018–2020"),
        ("2018~", "c. 2018"),
        (2018, "2018"),
    ],
)
def test_a_date_prints_as_a_date(issued: object, printed: str) -> None:
    page = {"type": "report", "title": "T", "publisher": "P", "issued": issued}
    assert format_references(of(one=page), STYLE)["one"] == f"T. P; {printed}."


@pytest.mark.parametrize(
    "issued", [{"date-parts": [[2012, 3, 7]]}, {"date-parts": [["2012"]]}, "2012-03", "7 Mar 2012"]
)
def test_a_journal_prints_the_year_alone(issued: object) -> None:
    assert entry(issued=issued) == entry()


# --- kinds of works -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "printed"),
    [
        (
            {
                "type": "chapter",
                "editor": [{"family": "Ross", "given": "AC"}],
                "container-title": "A book",
                "edition": 2,
                "publisher-place": "Geneva",
                "publisher": "P",
                "page": "12-19",
            },
            "Work. In: Ross AC, editor. A book. 2nd edn. Geneva: P; 2018. p. 12-19.",
        ),
        (
            {"type": "paper-conference", "container-title": "Proceedings", "event-title": "Congress", "page": "4"},
            "Work. In: Proceedings. Congress. 2018. p. 4.",
        ),
        ({"type": "thesis", "genre": "PhD thesis", "publisher": "U"}, "Work. PhD thesis. U; 2018."),
        ({"type": "report", "genre": "Report", "number": 5, "publisher": "P"}, "Work. Report 5. P; 2018."),
        ({"type": "book", "edition": "Third edition", "publisher": "P"}, "Work. Third edition. P; 2018."),
        ({"type": "article-newspaper", "container-title": "News", "page": "3"}, "Work. News. 2018;3."),
        ({"type": "dataset", "publisher": "Zenodo"}, "Work. Zenodo; 2018."),
        (
            {"type": "webpage", "publisher": "P", "URL": "https://p.example", "accessed": "2026-05-05"},
            "Work. P; 2018. https://p.example (accessed 5 May 2026)",
        ),
        (
            {"type": "report", "publisher": "P", "URL": "https://p.example", "accessed": "2026-05-05"},
            "Work. P; 2018. https://p.example",
        ),
    ],
)
def test_each_kind_of_work_prints_what_finds_it(fields: dict[str, object], printed: str) -> None:
    assert format_references(of(one={"title": "Work", "issued": 2018, **fields}), STYLE)["one"] == printed


@pytest.mark.parametrize("kind", TYPES)
def test_each_type_of_csl_is_formatted_without_a_warning(kind: str) -> None:
    assert entry(type=kind).startswith("Holbrook A, Schulman S, Witt DM, et al. Evidence-based")


@pytest.mark.parametrize("field", FIELDS)
def test_each_field_of_csl_is_formatted_without_a_warning(field: str) -> None:
    value = {
        "names": [{"family": "A"}],
        "date": "2018",
        "words": ["a"],
        "custom": {"a": "b"},
        "text": "5",
        "title": "T",
    }[FIELDS[field].shape]
    assert "Evidence-based" in entry(**{field: value}) or field == "title"


def test_what_the_style_prints_is_what_the_fields_say() -> None:
    style = STYLE.read_text(encoding="utf-8")
    named = set(re.findall(r'<(?:text|number|date|names) variable="([\w-]+)"', style)) - {"citation-number"}
    known = {OLDER.get(name, name) for name, field in FIELDS.items() if field.use == "printed"}
    assert named == known


# --- tags in titles -------------------------------------------------------------------------------


def test_tags_of_a_title_become_inlines() -> None:
    title = "Role of <i>Bacillus subtilis</i> in <b>vitamin K<sub>2</sub></b> & Ca<sup>2+</sup>"
    text = as_text(entry(title=title))
    assert Italic((Words("Bacillus subtilis"),)) in text
    assert Strong((Words("vitamin K"), Lowered((Words("2"),)))) in text
    assert Raised((Words("2+"),)) in text
    assert "Role of Bacillus subtilis in vitamin K2 & Ca2+. Chest" in plain(text)


@pytest.mark.parametrize(
    "title",
    [
        '<span class="nocase">mTOR</span> in <span style="font-variant: small-caps;">Dna</span>',
        '<span class="nocase">mTOR in <span style="font-variant: small-caps;"><i>D</i>na</span></span>',
        '<span style="font-variant: small-caps;">mTOR in <span class="nocase">Dna</span></span>',
    ],
)
def test_small_capitals_and_kept_case_have_no_look(title: str) -> None:
    text = as_text(entry(title=title))
    assert "mTOR in Dna. Chest" in plain(text)
    assert "<" not in plain(text)


@pytest.mark.parametrize("end", ["<i>in vivo?</i>", "<i>in vivo.</i>", "K<sub>2</sub>!"])
def test_a_title_that_ends_in_a_mark_inside_a_tag_takes_no_full_stop(end: str) -> None:
    text = untagged(entry(title=f"Effects {end}"))
    assert re.search(r"(?:vivo[?.]|K2!) Chest", text), text


# --- the bibliography of the project --------------------------------------------------------------


def test_every_reference_prints_whole_and_without_a_warning() -> None:
    items = bibliography()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        entries = format_references(items, STYLE)
    assert list(entries) == list(items)
    for id_, text in entries.items():
        assert items[id_].text("title").rstrip(".?") in text, id_
        assert not re.search(r"[<>]|\.\.|,,| {2}|\?\.|None|et al(?!\.)", text), text
        assert text.startswith("Retracted. ") == items[id_].retracted


def test_no_two_references_share_their_short_or_plain_words() -> None:
    for words in ("short", "plain"):
        said = [getattr(item, words) for item in bibliography().values()]
        assert len(set(said)) == len(said)


# --- the cache ------------------------------------------------------------------------------------


def test_entries_come_in_the_order_asked_and_once(tmp_path: Path) -> None:
    items = papers(3)
    for cache in (None, tmp_path):
        entries = formatted(items, ["paper_2", "paper_0", "paper_2"], STYLE, cache)
        assert list(entries) == ["paper_2", "paper_0"]
        assert entries == {id_: format_references(items, STYLE)[id_] for id_ in entries}


def test_few_entries_are_formatted_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def spy(items: Items, style: Path, lang: str) -> dict[str, str]:
        asked.append(list(items))
        return format_in(items, style, lang)

    monkeypatch.setattr(citations, "format_references", spy)
    items = papers(citations.FEW + 5)
    formatted(items, ["paper_1"], STYLE, tmp_path)
    formatted(items, ["paper_1", "paper_2"], STYLE, tmp_path)
    assert asked == [["paper_1"], ["paper_2"]]
    formatted(items, items, STYLE, tmp_path)
    assert asked[2] == list(items)
    assert len(asked) == 3


@pytest.mark.usefixtures("no_citeproc")
def test_the_cache_answers_without_formatting(tmp_path: Path) -> None:
    items = papers(3)
    kept = tmp_path / f"references-{citations._digest(items, STYLE, SOURCE)}.json"
    kept.write_text('{"paper_1": "as kept", "paper_2": "too"}', encoding="utf-8")
    assert formatted(items, ["paper_1"], STYLE, tmp_path) == {"paper_1": "as kept"}
    with pytest.raises(AssertionError, match="1 entries"):
        formatted(items, ["paper_0", "paper_1"], STYLE, tmp_path)


def test_an_own_field_leaves_the_cache_valid_and_a_printed_one_does_not(tmp_path: Path) -> None:
    items = of(one=PAPER)
    formatted(items, items, STYLE, tmp_path)
    for changes in ({"note": "new"}, {"plain": "Other words"}):
        formatted(of(one={**PAPER, **changes}), items, STYLE, tmp_path)
    assert len(list(tmp_path.iterdir())) == 1
    printed: tuple[dict[str, object], ...] = ({"title": "Other title"}, {"retracted": True})
    for fields in printed:
        changed = of(one={**PAPER, **fields})
        assert formatted(changed, items, STYLE, tmp_path) == format_references(changed, STYLE)
    assert len(list(tmp_path.iterdir())) == 3


def test_another_style_is_another_cache(tmp_path: Path) -> None:
    style = tmp_path / "other.csl"
    style.write_text(STYLE.read_text(encoding="utf-8").replace('prefix="doi:"', 'prefix="DOI "'), encoding="utf-8")
    cache = tmp_path / "cache"
    ours, other = (formatted(of(one=PAPER), ["one"], path, cache)["one"] for path in (STYLE, style))
    assert ours != other
    assert other.endswith("DOI 10.1378/chest.11-2295")


@pytest.mark.parametrize("damage", [b"", b"[1]", b'{"one": 5}', b"\xff\xfe", b'{"one": "cut of'])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    expected = formatted(of(one=PAPER), ["one"], STYLE, tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(damage)
    assert formatted(of(one=PAPER), ["one"], STYLE, tmp_path) == expected
    assert "Holbrook" in kept.read_text(encoding="utf-8")


def test_a_warm_cache_does_not_load_citeproc(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from handouts.content.citations import formatted\n"
        "from handouts.content.model import Reference\n"
        "from handouts.core.problem import Mark\n"
        "style, cache = map(Path, sys.argv[1:])\n"
        "book = Reference('one', {'type': 'book', 'title': 'T'}, 'T', 'T', 'verified', False, Mark(''))\n"
        "formatted({'one': book}, ['one'], style, 'en', cache)\n"
        "print('citeproc' in sys.modules)\n"
    )
    command = [sys.executable, "-c", program, str(STYLE), str(tmp_path)]
    loaded = [subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True).stdout for _ in range(2)]
    assert loaded == ["True\n", "False\n"]
