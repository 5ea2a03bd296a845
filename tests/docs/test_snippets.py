"""The YAML of the how-to pages is what the program reads without an error.

The first line of each block names its file: `# content/leaflets/natto.yaml` stands on a whole one, `# in …` on a part.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.markdown import fences
from support.projects import REPO, TODAY

from handouts.cli import main
from handouts.core.problem import Problem, errors
from handouts.core.source import source_of
from handouts.pipeline.check import examine
from handouts.pipeline.request import Request

HOW_TO = sorted((REPO / "docs/how-to").glob("*.md"))
NAMED = re.compile(r"# (in )?((?:content|layouts)/\S+\.yaml)\n")
# pages whose files stand in a project of `handouts new DIR --empty`; those of all others in the shipped one
EMPTY = ("new-topic.md", "review-and-release.md")
# parts that whole files of their page need
ADDED = ("content/units.yaml",)
# pages that go on with the files of another
BESIDE = {"checks.md": "leaflet.md", "clinic.md": "leaflet.md"}


@dataclass(frozen=True)
class Snippet:
    """A block of YAML of a page: the path and text of a file, or of a part of one."""

    path: str
    text: str
    whole: bool


def snippets(page: Path) -> list[Snippet]:
    """The blocks of YAML of a page."""
    found = []
    for fence in fences(page.read_text(encoding="utf-8")):
        if fence.language == "yaml":
            named = NAMED.match(fence.text)
            assert named is not None, f"{page.name}: name the file in the first line of\n{fence.text}"
            found.append(Snippet(named[2], fence.text, named[1] is None))
    return found


@dataclass(frozen=True)
class Written:
    """A project with the whole files of a page in it: the documents and the clinic among them."""

    root: Path
    documents: tuple[str, ...]
    clinic: str | None

    def problems(self) -> list[Problem]:
        """What a check finds in these documents, or in all where the page has none, with the clinic of the page."""
        request = Request(self.root, self.root / "build", TODAY, self.documents, clinic=self.clinic)
        return list(examine(request).problems)


def written(page: Path, root: Path) -> Written:
    """Put the whole files of a page into a new project."""
    start_project(page, root)
    paths = []
    before = [page.parent / BESIDE[page.name]] if page.name in BESIDE else []
    for snippet in (each for one in (*before, page) for each in snippets(one)):
        path = root / snippet.path
        if snippet.whole:
            path.write_text(snippet.text, encoding="utf-8")
            paths.append(path)
        elif snippet.path in ADDED:
            path.write_text(f"{path.read_text(encoding='utf-8')}\n{snippet.text}", encoding="utf-8")
    documents = tuple(path.stem for path in paths if path.parent.name in ("leaflets", "decks"))
    clinic = next((path.stem for path in paths if path.parent.name == "clinics"), None)
    return Written(root, documents, clinic)


def start_project(page: Path, root: Path) -> None:
    """Make the project that a page begins with."""
    if page.name in EMPTY:
        made = CliRunner().invoke(main, ["new", str(root), "--empty"])
        assert made.exit_code == 0, made.output
    else:
        shutil.copytree(REPO / "content", root / "content")
        (root / "layouts").symlink_to(REPO / "layouts")


WITH_FILES = [page for page in HOW_TO if any(snippet.whole for snippet in snippets(page))]


@pytest.mark.parametrize("page", HOW_TO, ids=lambda page: page.stem)
def test_yaml_is_read_without_a_problem(page: Path) -> None:
    problems = [each for snippet in snippets(page) for each in source_of(snippet.text, snippet.path).problems]
    assert [str(problem) for problem in problems] == []


@pytest.mark.clinical
@pytest.mark.parametrize("page", WITH_FILES, ids=lambda page: page.stem)
def test_whole_files_pass_the_checks(page: Path, tmp_path: Path) -> None:
    problems = written(page, tmp_path / "project").problems()
    assert [str(problem) for problem in errors(problems)] == []
    assert not {"stray-waiver", "unknown-rule"} & {problem.rule for problem in problems}


@pytest.mark.clinical
def test_a_leaflet_that_lost_its_warning_fails(tmp_path: Path) -> None:
    project = written(REPO / "docs/how-to/leaflet.md", tmp_path / "project")
    path = project.root / "content/leaflets/natto.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Do not eat it on any day.", "A little natto is fine."), encoding="utf-8")
    assert "forbidden-offer" in {problem.rule for problem in errors(project.problems())}


def test_yaml_without_its_quotes_fails() -> None:
    assert [each.rule for each in source_of("alt: {say: a, b}\n", "page.yaml").problems] == ["missing-colon"]


def test_yaml_without_the_name_of_its_file_fails(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```yaml\ntitle: Natto\n```\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="name the file"):
        snippets(page)
