"""A manifest and a record of builds are input: damaged or hostile, they reach nothing outside of their folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support.kills import plant, touched
from support.projects import LEAFLET, TODAY, built, make_project, request, write

from handouts.pipeline import manifest
from handouts.pipeline.incremental.prune import Pruned, prune
from handouts.pipeline.incremental.record import BuildRecord, head_of, read_record
from handouts.pipeline.incremental.uptodate import CACHE, last_run_if_current

SMALL, OTHER = "leaflets/small.en.a4.pdf", "leaflets/other.en.a4.pdf"
THEIRS = b"by somebody else"
OUTSIDE = ["../theirs.pdf", "leaflets/../../theirs.pdf", "{root}/theirs.pdf", "leaflets\\..\\..\\theirs.pdf", "a\0b"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with two leaflets that were built, of which one is gone since, and a file beside its output folder."""
    root = make_project(tmp_path / "project", {"leaflets/other.yaml": LEAFLET.replace("A small", "Another small")})
    built(root)
    (root / "content/leaflets/other.yaml").unlink()
    (root / "theirs.pdf").write_bytes(THEIRS)
    return root


def relist(root: Path, path: object, **facts: object) -> None:
    """The manifest names another path for the leaflet that is gone."""
    rows = [{**row, "path": path, **facts} if row["path"] == OTHER else row for row in manifest.read(root / "build")]
    (root / "build/manifest.json").write_text(json.dumps({"files": rows}), encoding="utf-8")


@pytest.mark.parametrize("path", [*OUTSIDE, None, 7, [], {}, "", ".", "x" * 10_000, "x" * 300, "a\ud800"])
def test_pruning_reaches_nothing_outside(root: Path, path: object) -> None:
    path = path.format(root=root) if isinstance(path, str) else path
    relist(root, path, sha256=manifest.sha256(THEIRS))
    assert prune(root, root / "build").removed == ()
    assert (root / "theirs.pdf").read_bytes() == THEIRS
    assert (root / "build" / SMALL).is_file()
    assert [row["path"] for row in manifest.read(root / "build")] == [SMALL]
    # what comes next is as if there had been no such line
    built(root, anew=True)
    assert [row["path"] for row in manifest.read(root / "build")] == [SMALL]


def test_pruning_follows_no_link_out_of_the_folder(root: Path) -> None:
    out = root / "build"
    (root / "elsewhere").mkdir()
    (out / OTHER).rename(root / "elsewhere/other.en.a4.pdf")
    (out / "mill").mkdir()
    (out / "mill/leaflets").symlink_to(root / "elsewhere")
    relist(root, f"mill/{OTHER}", clinic="mill")
    assert prune(root, out) == Pruned(foreign=(f"mill/{OTHER}",))
    assert (root / "elsewhere/other.en.a4.pdf").is_file()


@pytest.mark.parametrize("name", ["notes.pdf", "leaflets/other.en.a4.txt", ".cache/builds.json", "leaflets"])
def test_pruning_removes_only_what_has_the_name_that_a_build_gives(root: Path, name: str) -> None:
    file = root / "build" / name
    if not file.exists():
        file.write_bytes(THEIRS)
    digest = manifest.sha256(file.read_bytes()) if file.is_file() else ""
    relist(root, name, sha256=digest)
    assert prune(root, root / "build") == Pruned(foreign=(name,))
    assert file.exists()


@pytest.mark.parametrize("digest", [None, "", 7, "0" * 64, manifest.sha256(b"").upper()])
def test_pruning_compares_the_digest_first(root: Path, digest: object) -> None:
    relist(root, OTHER, sha256=digest)
    assert prune(root, root / "build") == Pruned(changed=(OTHER,))
    assert (root / "build" / OTHER).is_file()


def test_pruning_removes_no_withheld_copy_that_somebody_changed(root: Path) -> None:
    out = root / "build"
    (out / "withheld/leaflets").mkdir(parents=True)
    (out / "withheld" / OTHER).write_bytes(THEIRS)
    assert prune(root, out) == Pruned(removed=(OTHER,), changed=(f"withheld/{OTHER}",))
    assert (out / "withheld" / OTHER).read_bytes() == THEIRS


@pytest.mark.parametrize("facts", [{"id": "\ud800"}, {"id": "x" * 300}, {"layout": "a\0b"}, {"clinic": "x" * 300}])
def test_a_line_whose_facts_are_no_names_keeps_no_build_from_running(root: Path, facts: dict[str, str]) -> None:
    relist(root, OTHER, **facts)
    assert prune(root, root / "build") == Pruned(foreign=(OTHER,))
    assert (root / "build" / OTHER).is_file()
    built(root, anew=True)
    assert [row["path"] for row in manifest.read(root / "build")] == [SMALL]


def test_a_line_with_what_cannot_be_written_is_left_out(root: Path) -> None:
    relist(root, OTHER, title="\ud800")
    built(root, anew=True)
    assert [row["path"] for row in manifest.read(root / "build")] == [SMALL]


def test_a_folder_in_the_place_of_a_listed_file_is_not_touched(root: Path) -> None:
    (root / "build" / OTHER).unlink()
    (root / "build" / OTHER).mkdir()
    assert prune(root, root / "build") == Pruned(foreign=(OTHER,))
    assert (root / "build" / OTHER).is_dir()


def test_pruning_with_nothing_to_prune_locks_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prune(root, root / "build")
    monkeypatch.setattr("handouts.pipeline.incremental.prune.locked", lambda *_: pytest.fail("a lock was taken"))
    assert prune(root, root / "build") == Pruned()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[" * 100_000,
        '{"files": ' + "[" * 100_000,
        "[]",
        "7",
        '{"files": null}',
        '{"files": {"path": "x"}}',
        '{"files": [7, null, "x", []]}',
        '{"files": [{"path": 7}]}',
    ],
)
def test_a_damaged_manifest_lists_nothing_and_is_made_anew(root: Path, text: str) -> None:
    (root / "build/manifest.json").write_text(text, encoding="utf-8")
    assert manifest.read(root / "build") == []
    assert prune(root, root / "build") == Pruned()
    assert built(root).written == (SMALL,)
    assert [row["path"] for row in manifest.read(root / "build")] == [SMALL]


def rerecord(root: Path, change) -> None:
    """A record that somebody changed, with a checksum that fits."""
    path = root / "build" / CACHE / "builds.json"
    data: dict[str, Any] = json.loads(path.read_bytes().partition(b"\n")[2])
    for run in data["runs"].values():
        change(run)
    body = json.dumps(data).encode()
    path.write_bytes(head_of(body).encode() + b"\n" + body)


@pytest.mark.parametrize("path", OUTSIDE)
@pytest.mark.parametrize("part", ["outputs", "stopped"])
def test_a_record_that_names_a_file_outside_counts_as_none(root: Path, part: str, path: str) -> None:
    assert read_record(root / "build" / CACHE) != BuildRecord()
    output = next(
        iter(json.loads((root / "build" / CACHE / "builds.json").read_bytes().partition(b"\n")[2])["runs"].values())
    )
    named = {path.format(root=root): output["outputs"][SMALL] if part == "outputs" else "small"}
    rerecord(root, lambda run: run[part].update(named))
    assert read_record(root / "build" / CACHE) == BuildRecord()
    assert built(root).written == (SMALL,)
    assert (root / "theirs.pdf").read_bytes() == THEIRS


@pytest.mark.parametrize("body", [b"[" * 100_000, b"[]", b'{"manifest": null, "runs": []}'])
def test_a_record_of_another_form_counts_as_none(root: Path, body: bytes) -> None:
    (root / "build" / CACHE / "builds.json").write_bytes(head_of(body).encode() + b"\n" + body)
    assert read_record(root / "build" / CACHE) == BuildRecord()
    assert last_run_if_current(request(root)) is None


def test_a_build_removes_no_hidden_file_of_others(root: Path) -> None:
    plant(root)
    for changes in ({}, {"anew": True}, {"anew": True, "jobs": 2}):
        built(root, **changes)
        prune(root, root / "build")
        assert touched(root) == []
    write(root, "leaflets/small.yaml", LEAFLET.replace("dose.target", "dose.targt"))
    assert built(root, as_of=TODAY).stopped == (SMALL,)
    assert touched(root) == []
