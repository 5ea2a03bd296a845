"""Files recognised by what stands in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.exports import BIBTEX, RIS, ZOTERO, export_of, works_of

from handouts.content.importing.export import read_export

ALL = [ZOTERO, BIBTEX, RIS]


@pytest.mark.parametrize("text", ALL)
@pytest.mark.parametrize("name", ["a.json", "a.bib", "a.ris", "a.txt", "a"])
def test_a_name_says_nothing_of_the_format(text: str, name: str, tmp_path: Path) -> None:
    works = works_of(tmp_path, name, text)
    assert str(works[0].csl["title"]).startswith("Spacers for")
    assert len(works) >= 2


@pytest.mark.parametrize("text", ALL)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_mark_of_the_encoding_is_no_text(text: str, encoding: str, tmp_path: Path) -> None:
    export = export_of(tmp_path, "x", text.encode(encoding))
    assert export.works == works_of(tmp_path, "x", text)


@pytest.mark.parametrize("text", ALL)
def test_lines_of_windows_are_lines(text: str, tmp_path: Path) -> None:
    assert works_of(tmp_path, "x", text.replace("\n", "\r\n")) == works_of(tmp_path, "x", text)


def test_a_file_in_latin_1_is_read_and_told(tmp_path: Path) -> None:
    export = export_of(tmp_path, "x.bib", "@book{a,\n title={Für Ärzte},\n publisher={P}}".encode("latin-1"))
    assert export.works[0].csl["title"] == "Für Ärzte"
    assert [(each.mark.line, each.rule) for each in export.problems] == [(2, "wrong-encoding")]


@pytest.mark.parametrize(
    ("data", "rule"), [(b"", "empty-file"), (b" \n", "empty-file"), (b"a letter", "unknown-format")]
)
def test_a_file_in_no_format_is_told(data: bytes, rule: str, tmp_path: Path) -> None:
    export = export_of(tmp_path, "x", data)
    assert (export.works, [each.rule for each in export.problems]) == ((), [rule])


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert [each.rule for each in read_export(tmp_path / "x", "x").problems] == ["unreadable-file"]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ALL), st.integers(0, 1500), st.binary(min_size=0, max_size=3))
def test_a_damaged_file_is_told_and_never_fails(text: str, place: int, bytes_: bytes) -> None:
    import tempfile

    data = text.encode()
    with tempfile.TemporaryDirectory() as folder:
        export = export_of(Path(folder), "x", data[:place] + bytes_ + data[place + 2 :])
    assert export.works or export.problems
