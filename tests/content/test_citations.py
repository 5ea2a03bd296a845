"""Reference entries: what they look like, and when the cache answers."""

from __future__ import annotations

import re
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
import yaml

from handouts.content import citations
from handouts.content.citations import Items, format_references, formatted

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
    "short": "Holbrook 2012",
    "plain": "Managing blood thinners",
    "confidence": "verified",
}


def entry(**changes: object) -> str:
    item = {key: value for key, value in {**PAPER, **changes}.items() if value is not None}
    return format_references({"one": item}, STYLE)["one"]


def bibliography() -> Items:
    items = yaml.safe_load((PROJECT / "content/references.yaml").read_text(encoding="utf-8"))
    assert isinstance(items, dict)
    return items


def papers(count: int) -> Items:
    return {f"paper_{number}": {**PAPER, "title": f"Paper {number}"} for number in range(count)}


@pytest.fixture
def no_citeproc(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(items: Items, style: Path) -> dict[str, str]:
        raise AssertionError(f"{len(items)} entries were formatted anew with {style}")

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
    assert format_references({"page": page}, STYLE) == {
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
    assert format_references({"book": book}, STYLE)["book"] == (
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


@pytest.mark.parametrize("retracted", [True, "true"])
def test_a_retracted_paper_says_so_first(retracted: object) -> None:
    assert entry(retracted=retracted) == f"Retracted. {entry()}"
    assert not entry(retracted=False).startswith("Retracted")


def test_ids_that_differ_in_case_stay_apart() -> None:
    items = {"a": {**PAPER, "title": "One"}, "A": {**PAPER, "title": "Two"}}
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
    with pytest.raises(ValueError, match=r"^is no CSL style"):
        format_references({"one": PAPER}, style)


# --- the bibliography of the project --------------------------------------------------------------


def test_every_reference_prints_whole_and_without_a_warning() -> None:
    items = bibliography()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        entries = format_references(items, STYLE)
    assert list(entries) == list(items)
    for id_, text in entries.items():
        assert str(items[id_]["title"]).rstrip(".?") in text, id_
        assert not re.search(r"[<>]|\.\.|,,| {2}|\?\.|None|et al(?!\.)", text), text
        assert text.startswith("Retracted. ") == ("retracted" in items[id_])


def test_no_two_references_share_their_short_or_plain_words() -> None:
    for words in ("short", "plain"):
        said = [item[words] for item in bibliography().values()]
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

    def spy(items: Items, style: Path) -> dict[str, str]:
        asked.append(list(items))
        return format_references(items, style)

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
    kept = tmp_path / f"references-{citations._digest(items, STYLE)}.json"
    kept.write_text('{"paper_1": "as kept", "paper_2": "too"}', encoding="utf-8")
    assert formatted(items, ["paper_1"], STYLE, tmp_path) == {"paper_1": "as kept"}
    with pytest.raises(AssertionError, match="1 entries"):
        formatted(items, ["paper_0", "paper_1"], STYLE, tmp_path)


def test_an_own_field_leaves_the_cache_valid_and_a_printed_one_does_not(tmp_path: Path) -> None:
    items = {"one": PAPER}
    formatted(items, items, STYLE, tmp_path)
    for changes in ({"note": "new"}, {"plain": "Other words"}):
        formatted({"one": {**PAPER, **changes}}, items, STYLE, tmp_path)
    assert len(list(tmp_path.iterdir())) == 1
    printed: tuple[dict[str, object], ...] = ({"title": "Other title"}, {"retracted": True})
    for fields in printed:
        changed = {"one": {**PAPER, **fields}}
        assert formatted(changed, items, STYLE, tmp_path) == format_references(changed, STYLE)
    assert len(list(tmp_path.iterdir())) == 3


def test_another_style_is_another_cache(tmp_path: Path) -> None:
    style = tmp_path / "other.csl"
    style.write_text(STYLE.read_text(encoding="utf-8").replace('prefix="doi:"', 'prefix="DOI "'), encoding="utf-8")
    cache = tmp_path / "cache"
    ours, other = (formatted({"one": PAPER}, ["one"], path, cache)["one"] for path in (STYLE, style))
    assert ours != other
    assert other.endswith("DOI 10.1378/chest.11-2295")


@pytest.mark.parametrize("damage", [b"", b"[1]", b'{"one": 5}', b"\xff\xfe", b'{"one": "cut of'])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    expected = formatted({"one": PAPER}, ["one"], STYLE, tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(damage)
    assert formatted({"one": PAPER}, ["one"], STYLE, tmp_path) == expected
    assert "Holbrook" in kept.read_text(encoding="utf-8")


def test_a_warm_cache_does_not_load_citeproc(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from handouts.content.citations import formatted\n"
        "style, cache = map(Path, sys.argv[1:])\n"
        "formatted({'one': {'type': 'book', 'title': 'T'}}, ['one'], style, cache)\n"
        "print('citeproc' in sys.modules)\n"
    )
    command = [sys.executable, "-c", program, str(STYLE), str(tmp_path)]
    loaded = [subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True).stdout for _ in range(2)]
    assert loaded == ["True\n", "False\n"]
