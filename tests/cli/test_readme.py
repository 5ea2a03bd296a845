"""The examples of the README pass the checks that it tells of."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.projects import REPO, TODAY

from handouts.core.problem import errors
from handouts.pipeline.check import examine
from handouts.pipeline.request import Request

README = (REPO / "README.md").read_text(encoding="utf-8")


def example(first: str) -> str:
    """The code block that begins with this line, without the indent that it has in a list."""
    start = README.index(first)
    indent = len(README[:start]) - len(README[:start].rstrip(" "))
    lines = README[start - indent : README.index("```", start)].splitlines()
    return "\n".join(line[indent:] for line in lines) + "\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped project with the examples in it."""
    root = tmp_path_factory.mktemp("readme")
    shutil.copytree(REPO / "content", root / "content")
    (root / "layouts").symlink_to(REPO / "layouts")
    for name, first in (
        ("leaflets/natto.yaml", "title: Natto and warfarin"),
        ("decks/natto-in-clinic.yaml", "title: Natto in the anticoagulation clinic"),
        ("clinics/hillside.yaml", "name: Hillside"),
    ):
        (root / "content" / name).write_text(example(first), encoding="utf-8")
    return root


@pytest.mark.clinical
@pytest.mark.parametrize("clinic", [None, "hillside"])
@pytest.mark.parametrize("name", ["natto", "natto-in-clinic"])
def test_an_example_passes(project: Path, name: str, clinic: str | None) -> None:
    found = examine(Request(project, project / "build", TODAY, (name,), clinic=clinic))
    assert [str(problem) for problem in errors(found.problems)] == []


@pytest.mark.clinical
def test_an_example_that_lost_its_warning_fails(project: Path) -> None:
    path = project / "content/leaflets/natto.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Do not eat it on any day.", "A little natto is fine."), encoding="utf-8")
    found = examine(Request(project, project / "build", TODAY, ("natto",)))
    path.write_text(text, encoding="utf-8")
    assert {problem.rule for problem in errors(found.problems)} == {"forbidden-offer"}
