"""The parts of a package: how they lead to each other, and which are lost."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from support.foreign import package_of, parts_of

from handouts.audit.readers.bounds import Budget, UnreadableError
from handouts.audit.readers.pptx.file import Deck, read_deck
from handouts.audit.readers.pptx.package import opened
from handouts.audit.verify import verify_data

RELS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
LEAD = b'<Relationship Id="%s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"%s/>'


def saved(presentation: Any) -> bytes:
    out = BytesIO()
    presentation.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def charted() -> dict[str, bytes]:
    """The parts of a deck of two slides, a chart with its workbook on the second."""
    presentation = Presentation()
    for _ in range(2):
        slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    figures = CategoryChartData()
    figures.categories = ["a"]
    figures.add_series("s", [1.0])
    slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, 0, 0, 9_000_000, 5_000_000, figures)
    return parts_of(saved(presentation))


def read(parts: dict[str, bytes]) -> Deck:
    return read_deck(package_of(parts), Budget())


def without(parts: dict[str, bytes], start: str) -> dict[str, bytes]:
    return {name: part for name, part in parts.items() if not name.startswith(start)}


def lost(parts: dict[str, bytes]) -> list[tuple[int, str, str]]:
    """The slide, the part that leads and the part that is not there."""
    return [(number, each.source, each.target) for number, each in read(parts).lost]


def test_nothing_is_lost_of_a_whole_file(charted: dict[str, bytes]) -> None:
    assert lost(charted) == []


def test_a_chart_whose_workbook_is_lost_is_a_problem_of_its_slide(charted: dict[str, bytes]) -> None:
    parts = without(charted, "ppt/embeddings/")
    ((number, source, target),) = lost(parts)
    assert (number, source.startswith("ppt/charts/chart"), target.startswith("ppt/embeddings/")) == (2, True, True)
    found = [problem for problem in verify_data(package_of(parts), "a.pptx") if problem.rule == "missing-part"]
    assert [problem.mark.line for problem in found] == [2]
    assert target in found[0].message


@pytest.mark.parametrize(
    ("start", "slides"),
    [("ppt/slideLayouts/slideLayout9", [1]), ("ppt/theme/theme", [1, 1]), ("ppt/charts/", [2]), ("docProps/app", [1])],
)
def test_a_lost_part_of_any_part_is_found(charted: dict[str, bytes], start: str, slides: list[int]) -> None:
    assert [number for number, _, _ in lost(without(charted, start))] == slides


def test_a_lost_slide_leaves_nothing_to_read(charted: dict[str, bytes]) -> None:
    with pytest.raises(UnreadableError, match=r"slide2\.xml"):
        read(without(charted, "ppt/slides/slide2"))


def test_addresses_places_and_other_spellings_of_a_name_are_not_lost(charted: dict[str, bytes]) -> None:
    rels = "ppt/slides/_rels/slide1.xml.rels"
    more = b"".join(
        (
            LEAD % (b"a", b"hyperlink", b"https://a.example/b", b' TargetMode="External"'),
            LEAD % (b"b", b"slide", b"slide2.xml#part", b""),
            LEAD % (b"c", b"slide", b"#part", b""),
            LEAD % (b"d", b"slide", b"/ppt/slides/SLIDE2.xml", b""),
            LEAD % (b"e", b"slide", b"../slides/slide%322.xml".replace(b"%322", b"%32"), b""),
        )
    )
    parts = {**charted, rels: charted[rels].replace(b"</Relationships>", more + b"</Relationships>")}
    assert lost(parts) == []


def test_what_leads_above_the_package_leads_to_its_root(charted: dict[str, bytes]) -> None:
    parts = {**charted, "_rels/.rels": RELS % (LEAD % (b"a", b"officeDocument", b"../ppt/presentation.xml", b""))}
    assert len(read(parts).slides) == 2


def test_a_file_without_its_list_of_types_is_a_problem(charted: dict[str, bytes]) -> None:
    data = package_of(without(charted, "[Content_Types]"))
    (problem,) = verify_data(data, "a.pptx")
    assert (problem.rule, "[Content_Types].xml" in problem.message) == ("unreadable-file", True)


def test_what_is_wrong_while_a_package_is_open_is_one_kind_of_error(charted: dict[str, bytes]) -> None:
    for name in ("none", "ppt/media/none.png"):
        with pytest.raises(UnreadableError), opened(package_of(charted), Budget()) as package:
            package.bytes(name)
    with pytest.raises(UnreadableError), opened(package_of({**charted, "a.xml": b"<a>"}), Budget()) as package:
        package.xml("a.xml")
