"""The examples of the catalogue of rules, run: what a command finds in a file that breaks a rule and in its twin."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from handouts.core.catalogue import CHECK, Example, example_files
from handouts.core.problem import Problem
from handouts.pipeline.build import build
from handouts.pipeline.check import examine
from handouts.pipeline.request import Request
from support.projects import REPO

TODAY = date(2026, 11, 23)


def project_of(folder: Path, files: Mapping[str, str]) -> Path:
    """A project with these files, by path from its root, and the shipped layouts."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    for path in (REPO / "layouts").rglob("*"):
        target = folder / path.relative_to(REPO)
        if path.is_file() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            # a master must not lie outside the layouts
            target.hardlink_to(path)
    return folder


def problems_of(example: Example, part: str, folder: Path) -> list[Problem]:
    """What the command of an example finds in the example project with this part in its place."""
    return found_by(example.command, project_of(folder, files_of(example, part)))


def files_of(example: Example, part: str) -> dict[str, str]:
    """The files of the example project by path, with a part of an example in its place."""
    files = {**example_files(), **example.others}
    shipped = REPO / example.file
    if example.file not in files and example.file.startswith("layouts/") and shipped.is_file():
        files[example.file] = shipped.read_text(encoding="utf-8")
    whole = files.get(example.file)
    assert whole is None or example.passes in whole, example.file
    return {**files, example.file: part if whole is None else whole.replace(example.passes, part, 1)}


def found_by(command: str, root: Path) -> list[Problem]:
    """What `handouts check` or `handouts build`, as typed, finds in a project."""
    typed = _typed(command)
    request = Request(
        root,
        ids=tuple(typed.ids),
        layouts=(typed.layout,) if typed.layout else ("a4", "widescreen"),
        clinic=typed.clinic,
        out=root / "build",
        as_of=typed.as_of,
    )
    return list(examine(request).problems if typed.command == "check" else build(request).problems)


def _typed(command: str) -> argparse.Namespace:
    reader = argparse.ArgumentParser(exit_on_error=False)
    reader.add_argument("program", choices=[CHECK.split()[0]])
    reader.add_argument("command", choices=["check", "build"])
    reader.add_argument("ids", nargs="*")
    reader.add_argument("--clinic")
    reader.add_argument("--layout")
    reader.add_argument("--as-of", type=date.fromisoformat, default=TODAY)
    return reader.parse_args(shlex.split(command))
