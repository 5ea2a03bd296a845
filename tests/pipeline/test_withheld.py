"""Older copies of stopped files are moved aside, nobody's file is lost by that, and what cannot be moved is told."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from support.projects import CLAIMS, LEAFLET, built, make_project, write

from handouts.core.problem import Problem, errors
from handouts.pipeline import manifest
from handouts.pipeline.edited import OwnFiles
from handouts.pipeline.withheld import discard, withhold

SMALL, OTHER = "leaflets/small.en.a4.pdf", "leaflets/other.en.a4.pdf"
SECOND = "leaflets/small.en.a4.2.pdf"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with two leaflets that were built; one of them cannot be built any more."""
    root = make_project(tmp_path, {"leaflets/other.yaml": LEAFLET.replace("A small", "Another small")})
    built(root)
    spoil(root)
    return root


def spoil(root: Path) -> None:
    write(root, "leaflets/small.yaml", LEAFLET.replace("dose.target", "dose.targt"))


def mend(root: Path, dose: str) -> None:
    """Sound content again, with another value, so that the files are other ones."""
    write(root, "leaflets/small.yaml", LEAFLET)
    write(
        root, "claims/dose.yaml", CLAIMS.replace("2.0 to 3.0", f"2.0 to {dose}").replace("high: 3.0", f"high: {dose}")
    )


def withheld(root: Path) -> dict[str, bytes]:
    folder = root / "build/withheld"
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def left(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.mark.file for problem in errors(problems) if problem.rule == "stray-file"]


def test_a_copy_that_a_build_made_may_take_the_place_of_an_older_one(root: Path) -> None:
    built(root)
    for dose in ("3.5", "4.0"):
        mend(root, dose)
        built(root)
        data = (root / "build" / SMALL).read_bytes()
        spoil(root)
        built(root)
        assert withheld(root) == {SMALL: data}


def test_a_copy_that_somebody_changed_is_never_overwritten(root: Path) -> None:
    (root / "build" / SMALL).write_bytes(b"%PDF with notes in the margin")
    built(root)
    mend(root, "3.5")
    built(root)
    data = (root / "build" / SMALL).read_bytes()
    spoil(root)
    built(root)
    assert withheld(root) == {SMALL: b"%PDF with notes in the margin", SECOND: data}


def test_a_file_of_somebody_else_in_withheld_stays(root: Path) -> None:
    write(root, "../build/withheld/" + SMALL, "theirs")
    (root / "build/withheld" / SECOND).mkdir()
    data = (root / "build" / SMALL).read_bytes()
    built(root)
    assert withheld(root) == {SMALL: b"theirs", SECOND.replace(".2.", ".3."): data}


def test_a_lost_note_keeps_more(root: Path) -> None:
    built(root)
    first = withheld(root)[SMALL]
    (root / "build/.cache/withheld.json").write_text('{"leaflets/small.en.a4.pdf": 7, "../x": "y"}')
    mend(root, "3.5")
    built(root)
    spoil(root)
    built(root)
    assert set(withheld(root)) == {SMALL, SECOND}
    assert withheld(root)[SMALL] == first


@pytest.mark.parametrize("obstacle", ["file", "link", "dangling", "full"])
def test_a_wrong_file_that_cannot_be_moved_is_an_error_of_its_own(
    root: Path, obstacle: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, place = root / "build", root / "build/withheld"
    old = (out / SMALL).read_bytes()
    if obstacle == "file":
        place.write_text("in the way")
    elif obstacle == "link":
        (root / "elsewhere").mkdir()
        place.symlink_to(root / "elsewhere")
    elif obstacle == "dangling":
        place.symlink_to(root / "nowhere")
    else:
        monkeypatch.setattr(Path, "mkdir", refusing(Path.mkdir, "withheld"))
    result = built(root)
    assert left(result.problems) == [SMALL]
    assert "it is still in the output folder: delete it" in str(errors(result.problems))
    assert (out / SMALL).read_bytes() == old
    assert {row["path"] for row in manifest.read(out)} == {OTHER}
    assert not (root / "elsewhere").exists() or list((root / "elsewhere").iterdir()) == []
    # it is said again until it is gone
    assert left(built(root).problems) == [SMALL]
    (out / SMALL).unlink()
    assert left(built(root).problems) == []


def refusing(real, name: str):
    def mkdir(self: Path, *words: object, **more: object) -> None:
        if name in self.parts:
            raise PermissionError(13, "Permission denied")
        real(self, *words, **more)

    return mkdir


def test_a_folder_that_leads_out_is_neither_written_to_nor_emptied(root: Path) -> None:
    theirs = root / "elsewhere"
    (root / "build/leaflets").rename(theirs)
    (root / "build/leaflets").symlink_to(theirs)
    before = {path.name: path.read_bytes() for path in theirs.iterdir()}
    mend(root, "3.5")
    write(root, "leaflets/other.yaml", LEAFLET.replace("dose.target", "dose.targt"))
    result = built(root)
    assert {path.name: path.read_bytes() for path in theirs.iterdir()} == before
    assert left(result.problems) == [OTHER]
    assert [problem.mark.file for problem in result.problems if problem.rule == "unwritable-file"] == [SMALL]
    assert not (root / "build/withheld").exists()


def test_a_link_that_has_the_name_of_a_file_is_moved_and_not_followed(root: Path) -> None:
    theirs = root / "theirs.pdf"
    theirs.write_bytes(b"%PDF theirs")
    (root / "build" / SMALL).unlink()
    (root / "build" / SMALL).symlink_to(theirs)
    built(root)
    assert (root / "build/withheld" / SMALL).is_symlink()
    assert theirs.read_bytes() == b"%PDF theirs"


def test_only_a_copy_as_a_build_made_it_is_discarded(tmp_path: Path) -> None:
    (tmp_path / "leaflets").mkdir()
    for path, data in ((SMALL, b"%PDF ours"), (OTHER, b"%PDF ours too")):
        (tmp_path / path).write_bytes(data)
        own = OwnFiles(tmp_path)
        own.notes.note(path, manifest.sha256(data))
        assert withhold(own, path) is None
    (tmp_path / "withheld" / OTHER).write_bytes(b"%PDF edited")
    assert discard(tmp_path, SMALL)
    assert not discard(tmp_path, OTHER)
    assert discard(tmp_path, "../outside.pdf")
    (tmp_path / "withheld/link.pdf").symlink_to(tmp_path / "withheld" / OTHER)
    assert not discard(tmp_path, "link.pdf")
    assert (tmp_path / "withheld/link.pdf").is_symlink()
    (tmp_path / "withheld/link.pdf").unlink()
    assert os.listdir(tmp_path / "withheld/leaflets") == ["other.en.a4.pdf"]  # noqa: PTH208
    assert json.loads((tmp_path / ".cache/withheld.json").read_text()) == {OTHER: manifest.sha256(b"%PDF ours too")}
