"""Icons: each that ships can be drawn, says where it comes from, and is found by its words."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import REPO

from handouts.core.problem import Mark, Problem
from handouts.core.source import read_source
from handouts.document.blocks import Icon
from handouts.render.type.icons import ICONS, IconSet, IconShape

SHIPPED = IconSet(REPO / "layouts")
HERE = Mark("content/leaflets/small.yaml", 7, 3)
PILL = "source: drawn here\nlicence: CC0-1.0\nbox: 24\nwords: [tablet]\npaths: [{path: M2 4H22V14H2z}]\n"


def own(folder: Path, text: str = PILL, name: str = "pill") -> IconSet:
    (folder / "icons").mkdir()
    (folder / "icons" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return IconSet(folder)


def test_there_are_enough_icons() -> None:
    assert len(SHIPPED.names()) >= 60


@pytest.mark.parametrize("name", SHIPPED.names())
def test_a_shipped_icon_fills_its_square_and_says_where_it_comes_from(name: str) -> None:
    log: list[Problem] = []
    outlines = SHIPPED.fitted(Icon(name, HERE), 20.0, log)
    assert log == []
    boxes = [outline.extent for outline in outlines]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    assert max(right - left, bottom - top) == pytest.approx(20.0)
    assert (left + right) / 2 == pytest.approx(10.0)
    assert (top + bottom) / 2 == pytest.approx(10.0)
    # a narrower one would be lost on a photocopy
    assert min(right - left, bottom - top) > 5.0
    entry = ICONS.read(read_source(REPO / "layouts" / "icons" / f"{name}.yaml", name), log)
    licence = REPO / "layouts" / "icons" / "licences" / entry.read(IconShape.licence)
    assert "MIT License" in licence.read_text(encoding="utf-8")
    assert "https://" in entry.read(IconShape.source)
    assert entry.read(IconShape.words)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("pil", "unknown icon 'pil'; did you mean 'pill'?"),
        ("tablet", "unknown icon 'tablet'; use pill"),
        ("Tablet", "unknown icon 'Tablet'; use pill"),
        ("rocket", "unknown icon 'rocket'; add it to layouts/icons"),
        ("../icons/pill", "unknown icon '../icons/pill'; did you mean 'pill'?"),
    ],
)
def test_an_unknown_icon_is_told_where_it_is_named(tmp_path: Path, name: str, says: str) -> None:
    log: list[Problem] = []
    assert own(tmp_path).fitted(Icon(name, HERE), 20.0, log) == ()
    assert [(each.rule, each.mark, each.severity) for each in log] == [("unknown-icon", HERE, "error")]
    assert log[0].message.startswith(says.split(";", maxsplit=1)[0])
    assert log[0].message == says or "did you mean" in says


@pytest.mark.parametrize(
    ("right", "wrong", "rule", "says"),
    [
        ("M2 4H22V14H2z", "M2 4H22V", "wrong-icon", "break off"),
        ("M2 4H22V14H2z", "M2 4", "wrong-icon", "no lines"),
        ("box: 24", "box: 0", "wrong-value", "from 10 to 2000"),
        ("licence: CC0-1.0\n", "", "missing-key", "licence"),
        ("paths:", "path:", "unknown-key", "path"),
        ("[{path: M2 4H22V14H2z}]", "[{path: M2 4H22V14H2z, fill: odd}]", "unknown-value", "odd"),
    ],
)
def test_what_is_wrong_in_the_file_of_an_icon_is_told_there(
    tmp_path: Path, right: str, wrong: str, rule: str, says: str
) -> None:
    log: list[Problem] = []
    own(tmp_path, PILL.replace(right, wrong)).fitted(Icon("pill", HERE), 20.0, log)
    assert rule in [each.rule for each in log]
    assert all(each.mark.file == "layouts/icons/pill.yaml" for each in log)
    assert any(says in each.message for each in log)


def test_an_icon_that_changes_is_read_again(tmp_path: Path) -> None:
    icons = own(tmp_path)
    (first,) = icons.fitted(Icon("pill", HERE), 20.0, [])
    (tmp_path / "icons" / "pill.yaml").write_text(PILL.replace("H22V14", "H12V24"), encoding="utf-8")
    (second,) = icons.fitted(Icon("pill", HERE), 20.0, [])
    assert first.extent == pytest.approx((0.0, 5.0, 20.0, 15.0))
    assert second.extent == pytest.approx((5.0, 0.0, 15.0, 20.0))


def test_a_project_without_icons_has_none(tmp_path: Path) -> None:
    assert IconSet(tmp_path).names() == ()
