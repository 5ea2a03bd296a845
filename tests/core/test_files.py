"""Files replaced whole, drafts that only their own runs remove, and names that stay in their folder."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.core.files import (
    flush_tree,
    inside,
    is_plain,
    relation,
    replace_durably,
    replace_file,
    sweep_drafts,
)

REPLACE = [replace_file, replace_durably]


def names_below(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("replace", REPLACE)
def test_a_file_is_replaced_and_no_draft_is_left(tmp_path: Path, replace) -> None:
    (tmp_path / "drafts").mkdir()
    replace(tmp_path / "a/file.txt", b"one", tmp_path / "drafts")
    replace(tmp_path / "a/file.txt", (b"tw", b"o"), tmp_path / "drafts")
    assert (tmp_path / "a/file.txt").read_bytes() == b"two"
    assert names_below(tmp_path) == ["a/file.txt"]


@pytest.mark.parametrize("replace", REPLACE)
def test_where_there_is_no_folder_of_drafts_the_draft_lies_beside(tmp_path: Path, replace) -> None:
    replace(tmp_path / "file.txt", b"none", tmp_path / "drafts")
    assert [path.name for path in tmp_path.iterdir()] == ["file.txt"]
    (tmp_path / "drafts").write_text("in the way")
    replace(tmp_path / "file.txt", b"one", tmp_path / "drafts")
    assert names_below(tmp_path) == ["drafts", "file.txt"]
    assert (tmp_path / "file.txt").read_bytes() == b"one"


@pytest.mark.parametrize("replace", REPLACE)
def test_drafts_may_lie_on_another_file_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, replace) -> None:
    real = os.replace
    (tmp_path / "drafts").mkdir()

    def from_drafts_fails(source: str, target: Path) -> None:
        if Path(source).parent.name == "drafts":
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        real(source, target)

    monkeypatch.setattr(os, "replace", from_drafts_fails)
    replace(tmp_path / "file.txt", b"one", tmp_path / "drafts")
    assert names_below(tmp_path) == ["file.txt"]
    assert (tmp_path / "file.txt").read_bytes() == b"one"


@pytest.mark.parametrize("replace", REPLACE)
def test_a_write_that_fails_leaves_the_old_file_and_no_draft(tmp_path: Path, replace) -> None:
    def pieces():
        yield b"half"
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "drafts").mkdir()
    replace(tmp_path / "file.txt", b"old")
    with pytest.raises(OSError, match="No space"):
        replace(tmp_path / "file.txt", pieces(), tmp_path / "drafts")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError):  # noqa: PT011 - each system has its own words
        replace(tmp_path / "folder", b"new", tmp_path / "drafts")
    assert names_below(tmp_path) == ["file.txt"]
    assert (tmp_path / "file.txt").read_bytes() == b"old"


def test_what_cannot_be_made_again_is_flushed_before_and_after_it_gets_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    real_sync, real_replace = os.fsync, os.replace

    def fsync(handle: int) -> None:
        steps.append(f"flush {'folder' if os.path.isdir(f'/proc/self/fd/{handle}') else 'file'}")  # noqa: PTH112
        real_sync(handle)

    def replace(source: str, target: Path) -> None:
        steps.append("rename")
        real_replace(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    replace_durably(tmp_path / "ledger", b"entry")
    assert steps == ["flush file", "rename", "flush folder"]
    steps.clear()
    replace_file(tmp_path / "leaflet.pdf", b"%PDF")
    assert steps == ["rename"]
    steps.clear()
    (tmp_path / "release/leaflets").mkdir(parents=True)
    (tmp_path / "release/leaflets/a.pdf").write_bytes(b"%PDF")
    flush_tree(tmp_path / "release")
    assert steps == ["flush file", "flush folder", "flush folder"]


def test_only_drafts_of_ours_are_swept(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("theirs")
    kept = [".file.pdf.icloud", ".file.pdf.swp", ".handouts-x.draft", "handouts-abcd1234.draft", ".handouts-abcd1234"]
    for name in (*kept, ".handouts-abcd1234.draft"):
        (tmp_path / name).write_text("words")
    (tmp_path / ".handouts-folder12.draft").mkdir()
    (tmp_path / ".handouts-link1234.draft").symlink_to(tmp_path / "elsewhere")
    sweep_drafts(tmp_path)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {*kept, "elsewhere", ".handouts-folder12.draft", ".handouts-link1234.draft"}
    sweep_drafts(tmp_path / "not there")


OUTSIDE = [
    "",
    ".",
    "..",
    "/etc/passwd",
    "//server/share/x.pdf",
    "../x.pdf",
    "leaflets/../../x.pdf",
    "leaflets/./x.pdf",
    "leaflets//x.pdf",
    "leaflets/",
    "C:/x.pdf",
    "C:x.pdf",
    "\\\\server\\x.pdf",
    "..\\x.pdf",
    "leaflets\\x.pdf",
    "leaflets/x\0.pdf",
    "leaflets/x\n.pdf",
    "x" * 5000,
    f"leaflets/{'x' * 256}",
    f"leaflets/{'é' * 128}",
    "leaflets/\ud800.pdf",
    None,
    7,
    ["leaflets/x.pdf"],
]


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_name_that_may_lead_elsewhere_is_none_of_ours(tmp_path: Path, name: object) -> None:
    assert not is_plain(name)
    assert inside(tmp_path, name) is None


@pytest.mark.parametrize("name", ["x.pdf", "leaflets/x.en.a4.pdf", "mill/decks/y.pptx", "leaflets/vierzehn Tage.pdf"])
def test_a_name_as_a_build_gives_it_lies_in_its_folder(tmp_path: Path, name: str) -> None:
    assert inside(tmp_path, name) == tmp_path / name


@given(st.text(alphabet="ab./\\:\0~ ", max_size=12))
def test_no_name_leads_out_of_its_folder(name: str) -> None:
    folder = Path("/tmp/some/folder")  # noqa: S108 - it need not exist
    found = inside(folder, name)
    assert found is None or Path(os.path.normpath(found)).is_relative_to(folder)


def test_links_are_followed_as_long_as_they_stay_inside(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "leaflets").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (out / "away").symlink_to(tmp_path / "elsewhere")
    (out / "same").symlink_to(out / "leaflets")
    (out / "loop").symlink_to(out / "loop")
    (out / "leaflets/file.pdf").symlink_to(tmp_path / "elsewhere/file.pdf")
    assert inside(out, "away/file.pdf") is None
    # nothing can be there, and to ask is no error
    assert inside(out, "loop/file.pdf") == out / "loop/file.pdf"
    assert inside(out, "same/file.pdf") == out / "same/file.pdf"
    # a file that is a link is replaced or removed itself, and what it leads to is not
    assert inside(out, "leaflets/file.pdf") == out / "leaflets/file.pdf"


def test_how_a_path_lies_to_a_folder(tmp_path: Path) -> None:
    content = tmp_path / "project/content"
    (content / "claims").mkdir(parents=True)
    (tmp_path / "link").symlink_to(content)
    assert relation(content, content) == "is"
    assert relation(tmp_path / "link", content) == "is"
    assert relation(content / "claims/new/deep", content) == "is in"
    assert relation(tmp_path / "link/new", content) == "is in"
    assert relation(content / "claims" / "..", content) == "is"
    assert relation(tmp_path, content) == relation(tmp_path / "project", content) == "holds"
    assert relation(tmp_path / "project/contents", content) is None
    assert relation(tmp_path / "project/build", content) is None


def test_what_holds_a_link_to_a_folder_holds_the_folder(tmp_path: Path) -> None:
    (tmp_path / "shared/content").mkdir(parents=True)
    (tmp_path / "project").mkdir()
    content = tmp_path / "project/content"
    content.symlink_to(tmp_path / "shared/content")
    assert relation(tmp_path / "project", content) == "holds"
    assert relation(tmp_path / "shared", content) == "holds"
    assert relation(tmp_path / "shared/content/x", content) == "is in"


def test_names_are_compared_as_the_file_system_compares_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "CONTENT").mkdir(exist_ok=True)

    def as_on_a_mac(self: Path, other: Path) -> bool:
        return str(self).casefold() == str(other).casefold()

    monkeypatch.setattr(Path, "samefile", as_on_a_mac)
    assert relation(tmp_path / "CONTENT", tmp_path / "content") == "is"
    assert relation(tmp_path / "CONTENT/x", tmp_path / "content") == "is in"
