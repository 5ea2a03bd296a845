"""The shape of the package: modules that are named as strings exist, and every wing belongs to what draws."""

from __future__ import annotations

import ast
import os
import re
import shutil
import tomllib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.projects import REPO, leaflet, make_project

import handouts
from handouts.cli import main
from handouts.cli.commands import COMMANDS, module_of
from handouts.pipeline.build import build
from handouts.pipeline.incremental.environment import program

WINGS = ("cli", "editions", "pipeline", "checks", "content", "audit", "render", "document", "core")
DOTTED = re.compile(r"(?<![\w./-])handouts(?:\.[a-z_]\w*)+(?![\w/])")
# names that look like modules and are none: the properties of a finished file
NO_MODULES = re.compile(r"handouts\.(content|issued|version|layout|id|edition)\b")
PYPROJECT = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))


def strings_of(path: Path) -> Iterator[str]:
    """The string constants of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def named() -> set[str]:
    """Every module or name of one that code, tests, scripts and settings give as a string."""
    texts = [
        text
        for folder in ("handouts", "tests", "scripts", ".ci")
        for path in (REPO / folder).rglob("*.py")
        for text in strings_of(path)
    ]
    texts += [(REPO / name).read_text(encoding="utf-8") for name in ("pyproject.toml", ".ci/wheel.sh", ".ci/run")]
    return {name for text in texts for name in DOTTED.findall(text) if not NO_MODULES.fullmatch(name)}


def exists(name: str) -> bool:
    """Whether a dotted name leads to a module, or to a name that a module holds."""
    module, _, rest = name, "", ""
    while module:
        try:
            if find_spec(module) is not None:
                break
        except ModuleNotFoundError:
            pass
        module, _, last = module.rpartition(".")
        rest = f"{last}.{rest}".rstrip(".")
    held: object = __import__(module, fromlist=["_"])
    for part in filter(None, rest.split(".")):
        if not hasattr(held, part):
            return False
        held = getattr(held, part)
    return True


def test_every_module_that_is_named_as_a_string_exists() -> None:
    names = named()
    assert {"handouts.render.paper.pdf", "handouts.content.shipped.place"} <= names
    assert [name for name in sorted(names) if not exists(name)] == []


def test_a_name_that_leads_nowhere_is_found() -> None:
    # put together here, so that the test above does not find them
    assert not exists(f"{handouts.__name__}.layout.pages")
    assert not exists(f"{build.__module__}.nothing")
    assert exists("handouts.pipeline.build.build")


@pytest.mark.parametrize("pattern", PYPROJECT["tool"]["ruff"]["lint"]["per-file-ignores"])
def test_every_path_of_the_linter_exists(pattern: str) -> None:
    alternatives = re.sub(r"\{([^}]*)\}", "*", pattern)
    assert list(REPO.glob(alternatives.removesuffix("/**")))


def test_what_the_wheel_carries_lies_where_the_program_looks_for_it() -> None:
    included = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    for source, target in included.items():
        assert (REPO / source).is_dir()
        assert (REPO / target).parent == Path(str(find_spec("handouts.content.shipped").origin)).parent


def test_every_command_has_a_module() -> None:
    assert [name for name in COMMANDS if find_spec(module_of(name)) is None] == []


def test_the_package_has_nine_wings() -> None:
    root = Path(handouts.__file__).parent
    found = {path.name for path in root.iterdir() if path.name != "__pycache__"}
    assert found == {*WINGS, "__init__.py", "__main__.py"}


@pytest.mark.parametrize("wing", WINGS)
def test_a_touched_module_of_any_wing_is_another_program(
    wing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "handouts"
    shutil.copytree(Path(handouts.__file__).parent, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(handouts, "__file__", str(copy / "__init__.py"))
    before = program()
    touched = max((copy / wing).rglob("*.py"), key=lambda path: len(path.parts))
    os.utime(touched, ns=(1, 1))
    assert program() != before


def test_another_program_makes_every_file_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_project(tmp_path, {"leaflets/small.yaml": leaflet()})
    words = ["build", "--project", str(root), "--out", str(root / "build"), "--as-of", "2026-11-23"]
    first = CliRunner().invoke(main, words).stdout
    assert CliRunner().invoke(main, words).stdout == ""
    copy = tmp_path / "handouts"
    shutil.copytree(Path(handouts.__file__).parent, copy, ignore=shutil.ignore_patterns("__pycache__"))
    os.utime(copy / "render" / "paper" / "blocks.py", ns=(1, 1))
    monkeypatch.setattr(handouts, "__file__", str(copy / "__init__.py"))
    assert CliRunner().invoke(main, words).stdout == first != ""
