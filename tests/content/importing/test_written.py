"""Works as entries of the bibliography."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.exports import BIBTEX, RIS, ZOTERO, works_of
from support.projects import REFERENCES
from support.references import FILE, read_text, references_of

from handouts.content.csl.dates import CslDate
from handouts.content.csl.names import PersonName
from handouts.content.csl.values import CslValue
from handouts.content.importing.works import Work
from handouts.content.importing.written import KnownWork, NewWork, UnwritableError, appended, compared, not_taken
from handouts.core.problem import Mark

HEAD = "from a file"


def work(key: str = "k", **fields: CslValue) -> Work:
    csl = {"type": "book", "title": "T", **{name.replace("_", "-"): value for name, value in fields.items()}}
    return Work(key, Mark("x"), {name: value for name, value in csl.items() if value}, (), ())


def written(*works: Work, text: str = "") -> str:
    return appended(text, FILE, compared(works, read_text(text)[0] if text else {}), HEAD)


@pytest.mark.parametrize("export", [ZOTERO, BIBTEX, RIS])
@pytest.mark.parametrize("end", ["", "\n", "\n# the last comment\n", "\n\n"])
def test_entries_follow_what_stands_there_byte_for_byte(export: str, end: str, tmp_path: Path) -> None:
    text = f"# a comment\n{REFERENCES.rstrip()}{end}"
    works = works_of(tmp_path, "x", export)
    whole = written(*works, text=text)
    assert whole.startswith(text)
    references, problems = read_text(whole)
    assert [dict(reference.csl) for reference in list(references.values())[-len(works) :]] == [
        dict(each.csl) for each in works
    ]
    assert {(each.rule, each.message.split(": ")[0]) for each in problems if "'plain'" in each.message} == {
        ("missing-key", f"{name!r} needs the key 'plain'") for name in list(references)[-len(works) :]
    }
    assert {reference.confidence for reference in list(references.values())[-len(works) :]} == {"memory"}


def test_lines_end_as_those_of_the_file(tmp_path: Path) -> None:
    text = REFERENCES.replace("\n", "\r\n")
    whole = written(*works_of(tmp_path, "x", RIS), text=text)
    assert whole.startswith(text)
    assert whole.count("\n") == whole.count("\r\n")


BERG = (PersonName("Berg", "A"),)
IN_2019 = CslDate(((2019,),))


@pytest.mark.parametrize(
    ("fields", "name", "short"),
    [
        ({"author": BERG, "issued": IN_2019}, "berg_2019", "Berg 2019"),
        (
            {"author": (PersonName("Berg", "A", non_dropping_particle="van der"),), "issued": IN_2019},
            "berg_2019",
            "van der Berg 2019",
        ),
        ({"author": (PersonName("van der Berg", "A"),), "issued": IN_2019}, "berg_2019", "van der Berg 2019"),
        ({"author": (PersonName("Ødegård-Łoś", "A"),), "issued": IN_2019}, "odegard_los_2019", "Ødegård-Łoś 2019"),
        ({"author": (PersonName("李", "小明"),), "issued": IN_2019}, "work_2019", "李 2019"),
        ({"author": (PersonName(literal="World Health Organization of all"),)}, "world_health_organization", ""),
        ({"editor": BERG, "issued": IN_2019}, "berg_2019", ""),
        ({"title": "The <i>art</i> of breathing well"}, "the_art_of", ""),
        ({"author": BERG, "issued": CslDate(words="in press")}, "berg", ""),
    ],
)
def test_an_id_is_made_of_author_and_year(fields: dict[str, CslValue], name: str, short: str) -> None:
    (new,) = compared([work(**fields)], {}).works
    assert isinstance(new, NewWork)
    assert (new.id, new.short) == (name, short)


def test_ids_are_unique_and_a_short_form_is_not_given_twice() -> None:
    works = [work(str(number), title=f"T{number}", author=BERG, issued=IN_2019) for number in range(30)]
    found = compared(works, references_of({"BERG_2019": {"type": "book", "title": "other"}})).new
    assert [each.id for each in found[:3]] == ["berg_2019b", "berg_2019c", "berg_2019d"]
    assert len({each.id for each in found}) == 30
    assert [each.short for each in found[:2]] == ["Berg 2019", ""]


@pytest.mark.parametrize(
    "same",
    [
        {"key": "holbrook"},
        {"DOI": "10.5555/ABC"},
        {"PMID": "123"},
        {"title": "A <i>Careful</i> paper", "issued": IN_2019},
    ],
)
def test_a_work_that_is_there_is_shown_with_what_differs(same: dict[str, str]) -> None:
    there = references_of(
        {
            "holbrook": {
                "type": "book",
                "title": "A careful paper",
                "DOI": "10.5555/abc",
                "PMID": "123",
                "issued": 2019,
                "volume": "3",
            }
        }
    )
    (known,) = compared([work(**{"volume": "4", "publisher": "P", **same})], there).works
    assert isinstance(known, KnownWork)
    assert known.id == "holbrook"
    changes = {each.field: (each.here, each.exported) for each in known.changes}
    assert changes["volume"] == ("'3'", "'4'")
    assert changes["publisher"] == ("", "P")
    assert "DOI" not in changes


def test_a_work_that_stands_twice_in_an_export_is_written_once() -> None:
    found = compared([work("a", DOI="10.5555/a"), work("b", DOI="10.5555/A")], {})
    assert [type(each) for each in found.works] == [NewWork, KnownWork]


@pytest.mark.parametrize("text", ["{}\n", "a: {type: book\n", "- a\n"])
def test_a_file_that_no_entry_can_follow_is_told(text: str) -> None:
    with pytest.raises(UnwritableError):
        appended(text, FILE, compared([work()], {}), HEAD)


WORDS = st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1).filter(
    lambda text: text == " ".join(text.split()) and text.isascii() and "<" not in text
)


@given(WORDS, WORDS, WORDS)
def test_any_text_is_read_back_as_it_was(title: str, family: str, place: str) -> None:
    before = work(title=title, author=(PersonName(family),), publisher_place=place)
    references, _ = read_text(written(before))
    (after,) = references.values()
    assert dict(after.csl) == dict(before.csl)


@given(
    st.lists(
        st.tuples(st.integers(1900, 2099), st.integers(1, 12), st.integers(1, 28)), min_size=1, max_size=2, unique=True
    ),
    st.integers(1, 3),
    st.booleans(),
)
def test_any_date_is_read_back_as_it_was(days: list[tuple[int, int, int]], exact: int, circa: bool) -> None:
    parts = tuple(sorted({day[:exact] for day in days}))
    before = work(issued=CslDate(parts, circa=circa))
    (after,) = read_text(written(before))[0].values()
    assert after.csl["issued"] == before.csl["issued"]


def test_what_is_not_taken_is_counted() -> None:
    one, two = Work("a", Mark("x"), {}, ("note", "abstract"), ()), Work("b", Mark("x"), {}, ("note",), ())
    assert not_taken([one, two]) == {"note": 2, "abstract": 1}
