"""A small project in a git repository of its own, to edit and to compare with what it was."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from support.projects import REPO, copied, make_project

DECK = """\
title: A small deck
subtitle: For teaching
subject: A sample
audience: clinician
version: "1.0"
checked: 2026-11-22
slides:
  - id: cover
    slide: title
  - id: one
    slide: bullets
    title: The target is narrow
    blocks:
      - id: list
        bullets: {a: "The target is {{ dose.target }}.", b: Test early.}
    notes: {say: Say it., rests: One guideline.}
    sources: [paper_2012]
  - id: two
    slide: bullets
    title: Babies can bleed
    blocks:
      - id: list
        bullets: {a: Some bleed in the first week., b: Parents ask what helps.}
    rests_on: [dose.share]
    notes: {say: Say it., rests: One study.}
    sources: [paper_2012]
"""


def repository(folder: Path, files: Mapping[str, str | bytes | None] | None = None) -> Path:
    """A project with its own copy of the layouts, committed once."""
    if not files:
        return copied(_committed(), folder)
    root = with_layouts(folder, files)
    git(root, "init", "-q", "-b", "main")
    commit(root)
    return root


def with_layouts(folder: Path, files: Mapping[str, str | bytes | None]) -> Path:
    """A project with a deck and with its own copy of the layouts."""
    root = make_project(folder, {"decks/talk.yaml": DECK, **files})
    (root / "layouts").unlink()
    shutil.copytree(REPO / "layouts", root / "layouts")
    return root


@cache
def _committed() -> Path:
    """A repository that is copied for each test, and goes at the end."""
    folder = Path(mkdtemp())
    atexit.register(shutil.rmtree, folder)
    root = with_layouts(folder, {})
    git(root, "init", "-q", "-b", "main")
    commit(root)
    return root


def commit(root: Path, tag: str = "first") -> None:
    """Everything as it is, as a commit with a tag."""
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", tag)
    git(root, "tag", tag)


def git(root: Path, *words: str) -> None:
    nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = ("-c", "user.name=A. Example", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *words], cwd=root, check=True, env={**os.environ, **nobody}, capture_output=True)


def edit(root: Path, name: str, before: str, after: str) -> None:
    """One change in a file of the project; the words that it replaces must be there."""
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def edited(folder: Path) -> Path:
    """A project in which one value, one certainty, one reference and one text are other than they were."""
    root = repository(folder)
    claims = "content/claims/dose.yaml"
    edit(root, claims, "{low: 2.0, high: 3.0, unit: inr}", "{low: 2.5, high: 3.5, unit: inr}")
    edit(root, claims, "The usual target is 2.0 to 3.0.", "The usual target is 2.5 to 3.5.")
    edit(
        root,
        claims,
        "certainty: low\n  basis: cohort\n  graded_by: paper_2012\n  references: [paper_2012]\n  checked",
        "certainty: very-low\n  basis: cohort\n  graded_by: paper_2012\n  references: [paper_2012, memory_2011]\n  checked",
    )
    edit(root, "content/leaflets/small.yaml", "one: Eat as usual.", "one: Eat as ever.")
    return root
