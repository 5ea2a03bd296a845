"""Every number of the shipped files is traced to its source, or known to state no quantity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from support.printed_numbers import (
    digits,
    in_charts,
    is_alt,
    is_chart,
    numbers_of,
    on_paper,
    on_slides,
    opened,
    told_of,
)

from handouts.audit.verify import verify_data


@pytest.fixture(scope="session", params=["plain", "clinic", "printed"])
def shipped(request: pytest.FixtureRequest, shipped_files: Callable[[str], list[Path]]) -> list[Path]:
    """All shipped documents as files: as they are, with a clinic, and a deck on paper."""
    return shipped_files(request.param)


def test_each_number_that_another_library_reads_is_traced_or_harmless(shipped: list[Path]) -> None:
    for file in shipped:
        found = told_of(file)
        assert [f"{file.name} {each}" for each in found if each.state not in ("traced", "harmless")] == []
        told = numbers_of(each for each in found if not is_chart(each) and not is_alt(each))
        assert told == (on_paper(file.read_bytes()) if file.suffix == ".pdf" else on_slides(opened(file))), file.name
        assert any(each.state == "traced" for each in found) or "takeaway" in file.name


def test_each_number_of_a_chart_is_traced_or_harmless(shipped: list[Path]) -> None:
    charts = 0
    for file in (file for file in shipped if file.suffix == ".pptx"):
        told = {(each.seen.leaf, number) for each in told_of(file) if is_chart(each) for number in digits(each.value)}
        amounts = {
            (leaf, float(number.replace(",", "")))
            for leaf, number in told
            if "½" not in number and number.count(".") < 2
        }
        for leaf, number in in_charts(opened(file)):
            charts += 1
            assert (leaf, number) in (amounts if isinstance(number, float) else told), (file.name, leaf, number)
    assert charts or all(file.suffix == ".pdf" for file in shipped)


def test_what_is_said_of_figures_is_traced(shipped: list[Path]) -> None:
    for file in shipped:
        told = Counter(number for each in told_of(file) if is_alt(each) for number in digits(each.value))
        if file.suffix == ".pdf":
            with pikepdf.open(file) as pdf:
                nodes = (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary))
                alts = [str(node.Alt) for node in nodes if node.get("/S") == "/Figure" and "/Alt" in node]
        else:
            slides = opened(file).slides
            alts = [node.get("descr", "") for slide in slides for node in slide._element.iter("{*}cNvPr")]
        assert told == Counter(number for alt in alts for number in digits(alt)), file.name


def test_verify_finds_nothing_in_a_file_with_its_trace(shipped: list[Path]) -> None:
    for file in (shipped[0], shipped[-1]):
        assert [str(problem) for problem in verify_data(file.read_bytes(), file.name)] == []
