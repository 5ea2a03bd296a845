"""Files written whole or not at all, and a manifest that says what there is."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from reportlab.graphics.barcode.qrencoder import QRCode
from support.projects import (
    CLAIMS,
    DECK_HEAD,
    LEAFLET,
    REPO,
    TODAY,
    built,
    found,
    leaflet,
    make_project,
    own_layouts,
    problems_of,
    write,
)
from support.samples import LAYOUTS

from handouts.checks import subject
from handouts.content.model import Draft
from handouts.document.document import Document
from handouts.pipeline import documents
from handouts.pipeline.edited import OwnFiles
from handouts.pipeline.looks import Looks
from handouts.pipeline.press import Paper, Unset, set_paper
from handouts.pipeline.withheld import withhold
from handouts.render.paper import look

SMALL = "leaflets/small.en.a4.pdf"
OTHER = "leaflets/other.en.a4.pdf"
MANIFEST_KEYS = [
    "path", "id", "kind", "lang", "layout", "clinic", "sha256", "bytes", "pages", "claims", "references", "foods",
    "limits", "terms", "figures", "content", "inputs", "signed_off",
]  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with two leaflets."""
    return make_project(tmp_path, {"leaflets/other.yaml": LEAFLET.replace("A small", "Another small")})


def entries(root: Path) -> dict[str, dict[str, Any]]:
    files = json.loads((root / "build/manifest.json").read_text(encoding="utf-8"))["files"]
    return {entry["path"]: entry for entry in files}


def files_in(root: Path) -> list[str]:
    """All files of the output folder, hidden ones too, but for what the cache keeps."""
    out = root / "build"
    names = (str(path.relative_to(out)) for path in out.rglob("*") if path.is_file())
    return sorted(name for name in names if not name.startswith(".cache/"))


def spoil(root: Path) -> None:
    write(root, "leaflets/small.yaml", LEAFLET.replace("dose.target", "dose.targt"))


def test_the_manifest_says_what_was_built_from_what(root: Path) -> None:
    assert set(built(root).written) == {SMALL, OTHER}
    entry = entries(root)[SMALL]
    data = (root / "build" / SMALL).read_bytes()
    assert list(entry) == MANIFEST_KEYS
    assert entry["sha256"] == hashlib.sha256(data).hexdigest()
    assert (entry["bytes"], entry["pages"]) == (len(data), 2)
    assert (entry["id"], entry["kind"], entry["lang"], entry["layout"]) == ("small", "leaflet", "en", "a4")
    assert (entry["clinic"], entry["signed_off"]) == (None, False)
    assert entry["claims"] == ["dose.target", "dose.window"]
    assert entry["references"] == ["paper_2012"]
    assert entry["foods"] == entry["limits"] == entry["terms"] == entry["figures"] == []


def test_without_layouts_all_default_ones_are_built(root: Path) -> None:
    written = built(root, layouts=(), ids=("small",)).written
    assert written == tuple(f"leaflets/small.en.{layout}.pdf" for layout in LAYOUTS)


def test_a_layout_that_is_no_default_is_built_only_when_named(root: Path) -> None:
    a4 = (REPO / "layouts/leaflets/a4.yaml").read_text(encoding="utf-8")
    own_layouts(root, {"leaflets/extra.yaml": a4.replace("default: true", "default: false")})
    assert "leaflets/small.en.extra.pdf" not in built(root, layouts=()).written
    assert built(root, layouts=("extra",), ids=("small",)).written == ("leaflets/small.en.extra.pdf",)


def test_a_build_of_a_part_merges_into_the_manifest(root: Path) -> None:
    built(root)
    before = entries(root)
    write(root, "leaflets/other.yaml", LEAFLET.replace("A small", "Changed"))
    built(root, ids=("other",))
    built(root, ids=("small",), clinic="mill")
    after = entries(root)
    assert after[SMALL] == before[SMALL]
    assert after[OTHER]["content"] != before[OTHER]["content"]
    assert set(after) == {SMALL, OTHER, f"mill/{SMALL}"}
    assert after[f"mill/{SMALL}"]["clinic"] == "mill"
    assert list(after) == sorted(after)


def test_a_clinic_changes_the_inputs_and_not_the_content(root: Path) -> None:
    built(root, ids=("small",))
    built(root, ids=("small",), clinic="mill")
    plain, own = entries(root)[SMALL], entries(root)[f"mill/{SMALL}"]
    assert own["content"] == plain["content"]
    assert own["inputs"] != plain["inputs"]


def test_a_broken_manifest_is_written_anew(root: Path) -> None:
    (root / "build").mkdir()
    (root / "build/manifest.json").write_text("{half", encoding="utf-8")
    built(root)
    assert set(entries(root)) == {SMALL, OTHER}


def test_several_processes_write_the_same(root: Path) -> None:
    built(root)
    alone = entries(root)
    result = built(root, out=root / "again", jobs=2)
    assert set(result.written) == set(alone)
    for path, entry in alone.items():
        assert hashlib.sha256((root / "again" / path).read_bytes()).hexdigest() == entry["sha256"]


# --- errors ---------------------------------------------------------------------------------------


def test_an_error_stops_its_file_and_no_other(root: Path) -> None:
    spoil(root)
    result = built(root)
    assert (result.written, result.stopped) == ((OTHER,), (SMALL,))
    assert {rule for _, _, rule in found(list(result.problems))} == {"unknown-claim"}
    assert set(entries(root)) == {OTHER}


def test_a_stopped_files_older_copy_moves_aside_and_leaves_the_manifest(root: Path) -> None:
    built(root)
    old = (root / "build" / SMALL).read_bytes()
    spoil(root)
    built(root)
    assert files_in(root) == ["leaflets/other.en.a4.pdf", "manifest.json", f"withheld/{SMALL}"]
    assert (root / "build/withheld" / SMALL).read_bytes() == old
    assert set(entries(root)) == {OTHER}
    write(root, "leaflets/small.yaml", LEAFLET)
    assert SMALL in built(root).written
    assert set(entries(root)) == {SMALL, OTHER}


def test_a_file_that_does_not_fit_is_withheld_too(root: Path) -> None:
    built(root)
    write(root, "leaflets/small.yaml", leaflet(f"- id: a\n  text: {'x' * 200}"))
    assert built(root).stopped == (SMALL,)
    assert (root / "build/withheld" / SMALL).is_file()


@pytest.mark.parametrize("data", [b"", b"\x89PNG\xff", b"a:\n\tb: 1\n", b"- a\n", b"hello\n", b"a: [" * 999])
def test_a_document_that_cannot_be_read_is_withheld_and_the_other_written(root: Path, data: bytes) -> None:
    built(root)
    write(root, "leaflets/small.yaml", data)
    result = built(root)
    assert (result.kept, result.written, result.stopped) == ((OTHER,), (), (SMALL,))
    assert all(problem.reaches == ("small",) for problem in result.problems)


def test_an_error_in_what_all_share_stops_all(root: Path) -> None:
    built(root)
    write(root, "references.yaml", "- no mapping\n")
    result = built(root)
    assert result.written == ()
    assert sorted(result.stopped) == [OTHER, SMALL]
    assert files_in(root) == ["manifest.json", f"withheld/{OTHER}", f"withheld/{SMALL}"]


def test_a_broken_deck_leaves_the_leaflets_alone(root: Path) -> None:
    write(root, "decks/talk.yaml", DECK_HEAD + "slides: none\n")
    result = built(root)
    assert set(result.written) == {SMALL, OTHER}
    assert {problem.mark.file for problem in result.problems} == {"content/decks/talk.yaml"}


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("leaflets/a4.yaml", ("theme: clear", "theme: cleer")),
        ("leaflets/a4.yaml", ("width: 210", "width: nan")),
        ("leaflets/a4.yaml", ("theme: clear", "theme: [clear")),
        ("leaflets/a4.yaml", ("rail:", "rial:")),
        ("themes/clear.yaml", ("plex/IBMPlexSans-Bold.ttf", "plex/None.ttf")),
        ("themes/clear.yaml", ("plex/IBMPlexSans-Bold.ttf", "README.md")),
        ("themes/clear.yaml", ('danger: "#961c17"', "danger: red")),
        ("themes/clear.yaml", ('danger: "#961c17"', "")),
    ],
)
def test_a_broken_layout_is_a_problem_of_its_file(root: Path, file: str, change: tuple[str, str]) -> None:
    text = (REPO / "layouts" / file).read_text(encoding="utf-8")
    if change[0] not in text:
        change = (change[0].replace("plex/IBMPlexSans-Bold.ttf", _bold_of(text)), change[1])
    assert change[0] in text
    own_layouts(root, {file: text.replace(*change)})
    write(root, "leaflets/small.yaml", leaflet("- id: a\n  emergency: {title: T, text: Words}"))
    result = built(root, ids=("small",))
    assert result.written == ()
    assert {problem.mark.file.split("/")[0] for problem in result.problems} == {"layouts"}


def _bold_of(theme: str) -> str:
    return theme.split("bold: [")[1].split("]", maxsplit=1)[0]


def test_a_release_refuses_what_is_not_signed_off(root: Path) -> None:
    result = built(root, release=True)
    assert result.written == ()
    assert {rule for _, _, rule in found(list(result.problems))} == {"missing-approval"}
    assert len(result.problems) == 2


# --- a disk that refuses --------------------------------------------------------------------------


def refuse(monkeypatch: pytest.MonkeyPatch, error: BaseException, name: str) -> None:
    """Replacing a file whose name begins so fails."""
    real = os.replace

    def replace(source: str, target: Path) -> None:
        if Path(target).name.startswith(name):
            raise error
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)


def test_a_replace_that_is_refused_keeps_the_old_file_and_is_reported(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(root)
    before, old = entries(root), (root / "build" / SMALL).read_bytes()
    write(root, "claims/dose.yaml", CLAIMS.replace("3 to 7", "3 to 8").replace("high: 7", "high: 8"))
    refuse(monkeypatch, PermissionError(errno.EACCES, "Permission denied"), "small")
    result = built(root)
    left = "Permission denied; its older copy is still in the output folder"
    assert [str(problem) for problem in result.problems] == [
        f"{SMALL}:1:1: error: cannot write the file: {left} [unwritable-file]"
    ]
    assert result.written == (OTHER,)
    assert (root / "build" / SMALL).read_bytes() == old
    assert entries(root)[SMALL] == before[SMALL]
    assert files_in(root) == [OTHER, SMALL, "manifest.json"]


def test_a_full_disk_leaves_the_old_files_and_no_half_one(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(root)
    before = {name: (root / "build" / name).read_bytes() for name in files_in(root)}
    real = os.fdopen

    def fdopen(handle: int, mode: str) -> Any:
        file = real(handle, mode)
        file.write(b"%PDF-half")
        file.close()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fdopen", fdopen)
    result = built(root, anew=True)
    assert len(result.problems) == 3
    assert all("No space left on device" in problem.message for problem in result.problems)
    assert {name: (root / "build" / name).read_bytes() for name in files_in(root)} == before


def test_an_output_folder_that_takes_nothing_is_reported(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def mkstemp(**_: object) -> tuple[int, str]:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(tempfile, "mkstemp", mkstemp)
    result = built(root)
    assert result.written == ()
    assert {problem.rule for problem in result.problems} == {"unwritable-file"}


def test_a_file_where_a_folder_must_be_is_reported(root: Path) -> None:
    (root / "build").mkdir()
    (root / "build/leaflets").write_text("in the way", encoding="utf-8")
    result = built(root)
    assert [problem.rule for problem in result.problems] == ["unwritable-file", "unwritable-file"]
    assert (root / "build/leaflets").read_text(encoding="utf-8") == "in the way"


@pytest.mark.skipif(os.geteuid() == 0, reason="the root user may write everywhere")
def test_a_folder_without_the_right_to_write_is_reported(root: Path) -> None:
    (root / "build").mkdir(mode=0o500)
    assert {problem.rule for problem in built(root).problems} == {"unwritable-file"}


def test_an_interrupt_in_the_middle_leaves_whole_files_and_a_true_manifest(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(root)
    old = {name: (root / "build" / name).read_bytes() for name in (SMALL, OTHER)}
    write(root, "claims/dose.yaml", CLAIMS.replace("3 to 7", "3 to 8").replace("high: 7", "high: 8"))
    refuse(monkeypatch, KeyboardInterrupt(), "small")
    with pytest.raises(KeyboardInterrupt):
        built(root)
    assert files_in(root) == [OTHER, SMALL, "manifest.json"]
    assert (root / "build" / SMALL).read_bytes() == old[SMALL]
    assert (root / "build" / OTHER).read_bytes() != old[OTHER]
    for path, entry in entries(root).items():
        assert hashlib.sha256((root / "build" / path).read_bytes()).hexdigest() == entry["sha256"]


def test_a_file_is_readable_by_all(root: Path) -> None:
    built(root)
    assert (root / "build" / SMALL).stat().st_mode & 0o777 == 0o644


def test_withholding_what_is_not_there_does_nothing(tmp_path: Path) -> None:
    assert withhold(OwnFiles(tmp_path), SMALL) is None
    assert list(tmp_path.iterdir()) == []


def test_a_check_sets_pages_and_draws_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, "leaflets/small.yaml", leaflet(f"- id: a\n  text: {'x' * 200}"))
    monkeypatch.setattr("handouts.pipeline.build.draw", lambda *_: pytest.fail("a file was drawn"))
    assert [problem.rule for problem in problems_of(root)] == ["overflowing-text"]
    with pytest.raises(pytest.fail.Exception):
        built(root)


def test_a_build_sets_each_document_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def counted(document: Document, layout: str, looks: Looks, signed: date | None, digest: str) -> Paper | Unset:
        seen.append(f"{document.id} {layout}")
        return set_paper(document, layout, looks, signed, digest)

    monkeypatch.setattr("handouts.pipeline.documents.set_paper", counted)
    built(root, layouts=())
    assert sorted(seen) == sorted(f"{name} {layout}" for name in ("small", "other") for layout in LAYOUTS)


@pytest.mark.parametrize("run", [built, problems_of])
def test_each_document_is_composed_once_and_each_look_read_once(
    root: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., object]
) -> None:
    composed, looks = Counter[str](), Counter[str]()
    compose, read_look = subject.compose, look.read_leaflet_look

    def composing(draft: Draft, *facts: Any) -> Document:
        composed[draft.id] += 1
        return compose(draft, *facts)

    def reading(folder: Path, name: str, *facts: Any) -> object:
        looks[name] += 1
        return read_look(folder, name, *facts)

    for module in (subject, documents):
        monkeypatch.setattr(module, "compose", composing)
    monkeypatch.setattr(look, "read_leaflet_look", reading)
    run(root, layouts=())
    assert composed == {"small": 1, "other": 1}
    assert looks == dict.fromkeys(LAYOUTS, 1)


def test_a_check_finds_what_a_build_finds(root: Path) -> None:
    write(root, "leaflets/small.yaml", leaflet(f"- id: a\n  text: {'x' * 200}\n- id: b\n  text: 漢"))
    assert set(problems_of(root)) == set(built(root).problems)


def test_the_day_of_a_build_changes_no_byte_before_a_review_is_due(root: Path) -> None:
    built(root)
    first = (root / "build" / SMALL).read_bytes()
    built(root, as_of=TODAY.replace(year=2027, day=22), anew=True)
    assert (root / "build" / SMALL).read_bytes() == first


def test_the_code_of_an_edition_is_made_once_for_all_layouts(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[QRCode] = []
    real = QRCode.make
    monkeypatch.setattr(QRCode, "make", lambda code: (made.append(code), real(code)))
    write(root, "leaflets/small.yaml", LEAFLET.replace("Eat as usual.", "Eat what no other test eats."))
    result = built(root, ids=("small",), clinic="mill", layouts=("a4", "letter"))
    assert len(result.written) == 2
    assert len(made) == 1
