"""Files below a folder: what is hidden, and what is no file that ends, is passed over."""

from __future__ import annotations

import os
from pathlib import Path

from handouts.core.files import files_below, yaml_files


def test_pipes_hidden_files_and_links_to_nothing_are_no_files(tmp_path: Path) -> None:
    folder = tmp_path / "content/sub"
    folder.mkdir(parents=True)
    for name in ("a.yaml", "._a.yaml", ".b.yaml"):
        (folder / name).write_text("a: b")
    os.mkfifo(folder / "pipe.yaml")
    (folder / "gone.yaml").symlink_to("nowhere")
    (folder / "folder.yaml").mkdir()
    assert list(files_below(tmp_path, ("content",))) == ["content/sub/a.yaml"]
    assert yaml_files(folder) == [folder / "a.yaml"]


def test_links_that_lead_back_are_not_followed_for_ever(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub/a.yaml").write_text("a: b")
    for name in ("one", "two", "three"):
        (folder / "sub" / name).symlink_to("..")
    (folder / "again").symlink_to("sub")
    assert sorted(files_below(tmp_path, ("content",))) == ["content/again/a.yaml", "content/sub/a.yaml"]


def test_only_the_plain_ending_is_read(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yaml", "c.yml", "d.YAML", "e.yaml~", "f.yaml.bak", "#g.yaml#", "h\n.yaml"):
        (tmp_path / name).write_text("a: b")
    assert [path.name for path in yaml_files(tmp_path)] == ["a.yaml", "b.yaml"]
    assert yaml_files(tmp_path / "none") == []
