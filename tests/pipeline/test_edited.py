"""What somebody changed in the output folder is kept in `edited/`, said once, and touched by nothing afterwards."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result
from support.approvals import approve_at_once
from support.projects import (
    CLAIMS,
    LEAFLET,
    TODAY,
    built,
    copied,
    deck,
    make_project,
    two_layouts,
    without_clinical_rules,
    write,
)

from handouts.cli import main
from handouts.content.model import SIGNERS
from handouts.core.problem import Problem, errors
from handouts.pipeline import manifest
from handouts.pipeline.edited import EDITED, NOTED, Notes, OwnFiles, keep_edited
from handouts.pipeline.incremental.prune import prune

SMALL, OTHER, TALK = "leaflets/small.en.a4.pdf", "leaflets/other.en.a4.pdf", "decks/talk.en.widescreen.pptx"
LAYOUTS = ("a4", "widescreen")
SLIDE = "- {id: s, slide: statement, title: Keep it, sources: [paper_2012], blocks: [{id: a, text: Words.}]}"
NOTES = b"%PDF with notes in the margin"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {"leaflets/other.yaml": LEAFLET.replace("A small", "Another small"), "decks/talk.yaml": deck(SLIDE)}
    root = make_project(tmp_path_factory.mktemp("fresh"), files, two_layouts())
    with pytest.MonkeyPatch.context() as monkeypatch:
        without_clinical_rules(monkeypatch)
        assert errors(built(root, layouts=LAYOUTS).problems) == []
    return root


@pytest.fixture
def root(fresh: Path, tmp_path: Path) -> Path:
    """A project with two leaflets and a deck that were built."""
    return copied(fresh, tmp_path / "project")


def edit(root: Path, path: str = SMALL, data: bytes = NOTES) -> None:
    (root / "build" / path).write_bytes(data)


def dose(root: Path, high: str) -> None:
    """Content with another value, so that the leaflets are other ones."""
    write(
        root, "claims/dose.yaml", CLAIMS.replace("2.0 to 3.0", f"2.0 to {high}").replace("high: 3.0", f"high: {high}")
    )


def spoil(root: Path) -> None:
    write(root, "leaflets/small.yaml", LEAFLET.replace("dose.target", "dose.targt"))


def below(root: Path, folder: str) -> dict[str, bytes]:
    place = root / "build" / folder
    return {str(path.relative_to(place)): path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file()}


def unwritten(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.mark.file for problem in errors(problems) if problem.rule == "unwritable-file"]


def run(root: Path, *words: str) -> Result:
    result = CliRunner().invoke(main, [*words, "--project", str(root), "--as-of", str(TODAY)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.parametrize("path", [SMALL, TALK])
@pytest.mark.parametrize("anew", [False, True])
def test_an_edited_file_is_kept_and_made_again(root: Path, path: str, anew: bool) -> None:
    before = (root / "build" / path).read_bytes()
    edit(root, path)
    result = built(root, layouts=LAYOUTS, anew=anew)
    assert result.edited == {path: f"edited/{path}"}
    assert errors(result.problems) == []
    assert below(root, EDITED) == {path: NOTES}
    assert (root / "build" / path).read_bytes() == before
    again = built(root, layouts=LAYOUTS, anew=anew)
    assert again.edited == {}
    assert below(root, EDITED) == {path: NOTES}


def test_what_builds_made_themselves_is_not_kept(root: Path) -> None:
    for high in ("3.5", "4.0"):
        dose(root, high)
        assert built(root, layouts=LAYOUTS).edited == {}
    assert built(root, layouts=LAYOUTS, anew=True).edited == {}
    # another time of change is no change
    os.utime(root / "build" / SMALL, (1, 1))
    dose(root, "4.5")
    assert built(root, layouts=LAYOUTS).edited == {}
    assert not (root / "build" / EDITED).exists()


def test_no_earlier_kept_copy_is_replaced(root: Path) -> None:
    for number in (1, 2, 3):
        edit(root, data=b"%%PDF edit %d" % number)
        built(root, layouts=LAYOUTS)
    kept = {"leaflets/small.en.a4.pdf": b"%PDF edit 1"}
    kept |= {f"leaflets/small.en.a4.{number}.pdf": b"%%PDF edit %d" % number for number in (2, 3)}
    assert below(root, EDITED) == kept


def test_a_file_of_another_build_in_its_place_is_kept(root: Path) -> None:
    old = (root / "build" / SMALL).read_bytes()
    dose(root, "3.5")
    built(root, layouts=LAYOUTS)
    edit(root, data=old)
    assert built(root, layouts=LAYOUTS).edited == {SMALL: f"edited/{SMALL}"}
    assert below(root, EDITED) == {SMALL: old}


def test_a_file_that_stood_there_before_the_document_is_kept(root: Path) -> None:
    edit(root, "leaflets/later.en.a4.pdf", b"%PDF theirs")
    write(root, "leaflets/later.yaml", LEAFLET.replace("A small", "A later"))
    assert built(root, layouts=LAYOUTS).edited == {"leaflets/later.en.a4.pdf": "edited/leaflets/later.en.a4.pdf"}
    assert below(root, EDITED) == {"leaflets/later.en.a4.pdf": b"%PDF theirs"}


def test_a_link_is_moved_and_what_it_leads_to_is_left(root: Path) -> None:
    theirs = root / "theirs.pdf"
    theirs.write_bytes(b"%PDF theirs")
    (root / "build" / SMALL).unlink()
    (root / "build" / SMALL).symlink_to(theirs)
    assert built(root, layouts=LAYOUTS).edited == {SMALL: f"edited/{SMALL}"}
    assert theirs.read_bytes() == b"%PDF theirs"
    assert (root / "build/edited" / SMALL).resolve() == theirs
    assert not (root / "build" / SMALL).is_symlink()


def test_a_clinics_file_is_kept_in_the_clinics_folder(root: Path) -> None:
    built(root, clinic="mill")
    edit(root, f"mill/{SMALL}")
    assert built(root, clinic="mill").edited == {f"mill/{SMALL}": f"edited/mill/{SMALL}"}
    assert below(root, EDITED) == {f"mill/{SMALL}": NOTES}


def test_a_build_of_another_document_leaves_it_where_it_is(root: Path) -> None:
    edit(root)
    assert built(root, layouts=LAYOUTS, ids=("other",), anew=True).edited == {}
    assert (root / "build" / SMALL).read_bytes() == NOTES


def test_where_its_document_is_withheld_it_goes_to_withheld_and_is_told(root: Path) -> None:
    edit(root)
    built(root, layouts=LAYOUTS)
    edit(root, data=b"%PDF a second edit")
    spoil(root)
    assert built(root, layouts=LAYOUTS).edited == {SMALL: f"withheld/{SMALL}"}
    assert below(root, "withheld") == {SMALL: b"%PDF a second edit"}
    assert below(root, EDITED) == {SMALL: NOTES}
    assert built(root, layouts=LAYOUTS).edited == {}


def test_an_edit_of_a_withheld_copy_is_never_lost(root: Path) -> None:
    spoil(root)
    built(root, layouts=LAYOUTS)
    edit(root, f"withheld/{SMALL}")
    write(root, "leaflets/small.yaml", LEAFLET)
    dose(root, "3.5")
    built(root, layouts=LAYOUTS)
    spoil(root)
    built(root, layouts=LAYOUTS)
    assert below(root, "withheld")[SMALL] == NOTES
    assert len(below(root, "withheld")) == 2


def test_the_edited_file_of_a_document_that_is_gone_stays(root: Path) -> None:
    edit(root)
    built(root, layouts=LAYOUTS)
    edit(root)
    (root / "content/leaflets/small.yaml").rename(root / "content/leaflets/renamed.yaml")
    assert built(root, layouts=LAYOUTS).edited == {}
    pruned = prune(root, root / "build")
    assert (pruned.removed, pruned.changed) == ((), (SMALL,))
    assert (root / "build" / SMALL).read_bytes() == NOTES
    assert below(root, EDITED) == {SMALL: NOTES}
    # its document comes back: still nobody's file is overwritten
    write(root, "leaflets/small.yaml", LEAFLET)
    assert built(root, layouts=LAYOUTS).edited == {SMALL: "edited/leaflets/small.en.a4.2.pdf"}


def rows(root: Path) -> list[dict[str, object]]:
    return json.loads((root / "build/manifest.json").read_text())["files"]


def list_as_made(root: Path) -> None:
    """A manifest that was brought in line with the edited file."""
    files = [{**row, "sha256": manifest.sha256(NOTES)} if row["path"] == SMALL else row for row in rows(root)]
    (root / "build/manifest.json").write_text(json.dumps({"files": files}))


MANIFESTS: dict[str, Callable[[Path], object]] = {
    "gone": lambda root: (root / "build/manifest.json").unlink(),
    "damaged": lambda root: (root / "build/manifest.json").write_text("{"),
    "shorter": lambda root: (root / "build/manifest.json").write_text('{"files": []}'),
    "in line": list_as_made,
    "without the notes of builds": lambda root: (root / "build/.cache" / NOTED).unlink(),
    "with damaged notes": lambda root: (root / "build/.cache" / NOTED).write_bytes(b"\xff\x00"),
}


@pytest.mark.parametrize("change", MANIFESTS.values(), ids=MANIFESTS)
def test_it_is_kept_whatever_became_of_the_manifest(root: Path, change: Callable[[Path], object]) -> None:
    edit(root)
    change(root)
    result = built(root, layouts=LAYOUTS)
    assert result.edited == {SMALL: f"edited/{SMALL}"}
    assert below(root, EDITED) == {SMALL: NOTES}


def test_where_nothing_is_known_of_any_file_a_file_that_would_come_out_the_same_is_not_kept(root: Path) -> None:
    (root / "build/manifest.json").unlink()
    (root / "build/.cache" / NOTED).unlink()
    assert built(root, layouts=LAYOUTS, anew=True).edited == {}


def test_a_manifest_cannot_have_a_kept_copy_removed(root: Path) -> None:
    edit(root)
    built(root, layouts=LAYOUTS)
    row = next(each for each in rows(root) if each["path"] == SMALL)
    claimed = {**row, "path": f"edited/{SMALL}", "clinic": "edited", "sha256": manifest.sha256(NOTES)}
    (root / "build/manifest.json").write_text(json.dumps({"files": [claimed]}))
    assert prune(root, root / "build").foreign == (f"edited/{SMALL}",)
    assert below(root, EDITED) == {SMALL: NOTES}


# --- what the system does not allow, and what is killed -------------------------------------------


@pytest.mark.parametrize("obstacle", ["file", "link", "refused"])
def test_where_it_cannot_be_kept_it_is_not_overwritten(
    root: Path, obstacle: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(root)
    if obstacle == "file":
        (root / "build/edited").write_text("in the way")
    elif obstacle == "link":
        (root / "elsewhere").mkdir()
        (root / "build/edited").symlink_to(root / "elsewhere")
    else:
        # as Windows refuses to move a file that PowerPoint holds open
        monkeypatch.setattr(Path, "replace", refusing(Path.replace, SMALL))
    for _ in range(2):
        result = built(root, layouts=LAYOUTS)
        assert unwritten(result.problems) == [SMALL]
        assert "somebody changed it, and the changed copy cannot be moved to edited/" in str(errors(result.problems))
        assert result.edited == {}
        assert (root / "build" / SMALL).read_bytes() == NOTES
        assert below(root, EDITED) == {}
        assert OTHER in {row["path"] for row in rows(root)}


def refusing(real: Callable[..., Path], path: str) -> Callable[..., Path]:
    def move(self: Path, target: Path) -> Path:
        if self.as_posix().endswith(path):
            raise PermissionError(13, "Permission denied")
        return real(self, target)

    return move


def test_a_full_disk_after_the_move_leaves_the_kept_copy_and_says_so(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(root)
    with monkeypatch.context() as patch:
        patch.setattr("handouts.pipeline.write.replace_file", full)
        result = built(root, layouts=LAYOUTS)
    assert result.edited == {SMALL: f"edited/{SMALL}"}
    assert unwritten(result.problems) == [SMALL]
    assert below(root, EDITED) == {SMALL: NOTES}
    assert built(root, layouts=LAYOUTS).edited == {}
    assert (root / "build" / SMALL).read_bytes().startswith(b"%PDF-")


def full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_what_a_killed_build_wrote_is_known_as_its_own(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dose(root, "3.5")
    # killed after the files are in their places, and before the manifest lists them
    with monkeypatch.context() as patch:
        patch.setattr("handouts.pipeline.write.manifest.merge", killed)
        patch.setattr(Notes, "settle", lambda _: None)
        with pytest.raises(KeyboardInterrupt):
            built(root, layouts=LAYOUTS)
    dose(root, "4.0")
    assert built(root, layouts=LAYOUTS).edited == {}


def test_a_build_killed_before_it_wrote_leaves_the_older_file_its_own(root: Path) -> None:
    own = OwnFiles(root / "build")
    own.notes.note(SMALL, manifest.sha256(b"%PDF that was never written"))
    dose(root, "3.5")
    assert built(root, layouts=LAYOUTS).edited == {}


def test_half_a_note_spoils_no_other(root: Path) -> None:
    notes = root / "build/.cache" / NOTED
    notes.write_text(f"{notes.read_text()}\n0123456789")
    own = OwnFiles(root / "build")
    own.notes.note("leaflets/new.en.a4.pdf", manifest.sha256(b"new"))
    again = OwnFiles(root / "build")
    assert again.has("leaflets/new.en.a4.pdf", manifest.sha256(b"new"))
    assert again.has(SMALL, manifest.sha256((root / "build" / SMALL).read_bytes()))


def killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_name_that_is_taken_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"changed")
    (tmp_path / "edited").mkdir()
    (tmp_path / "edited/a.pdf").symlink_to(tmp_path / "nowhere")
    (tmp_path / "edited/a.2.pdf").mkdir()
    assert keep_edited(OwnFiles(tmp_path), "a.pdf", b"new") == "edited/a.3.pdf"
    assert (tmp_path / "edited/a.3.pdf").read_bytes() == b"changed"


STEPS = ("edit", "edit withheld", "build", "force", "spoil", "mend", "prune", "gone", "back", "forget")


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_no_byte_of_an_edit_is_lost(root: Path, seed: int) -> None:
    """Edits, builds, errors, removed documents and lost records in any order leave each edit somewhere, whole."""
    dice = Random(seed)  # noqa: S311 - the same steps in each run
    edits = set[bytes]()
    for number in range(14):
        step = dice.choice(STEPS)
        done = _taken(root, step, number)
        edits |= {done} if done is not None else set()
        lying = {path.read_bytes() for path in (root / "build").rglob("*") if path.is_file()}
        assert edits <= lying, (seed, number, step)


def _taken(root: Path, step: str, number: int) -> bytes | None:
    """Takes one step of a life with a project; the bytes of an edit, if it was one."""
    document, data = root / "content/leaflets/small.yaml", b"%%PDF edit %d" % number
    match step:
        case "edit" | "edit withheld":
            path = root / "build" / (SMALL if step == "edit" else f"withheld/{SMALL}")
            if not path.is_file() or path.read_bytes().startswith(b"%PDF edit"):
                return None
            path.write_bytes(data)
            return data
        case "build" | "force":
            built(root, layouts=LAYOUTS, anew=step == "force")
        case "spoil":
            spoil(root)
        case "mend" | "back":
            write(root, "leaflets/small.yaml", LEAFLET)
            dose(root, f"{number + 3}.5")
        case "prune":
            prune(root, root / "build")
        case "gone":
            document.unlink(missing_ok=True)
        case "forget":
            shutil.rmtree(root / "build/.cache", ignore_errors=True)
    return None


# --- what people see ------------------------------------------------------------------------------


def test_a_build_says_once_where_it_is_with_both_paths(root: Path) -> None:
    run(root, "build", "--layout", "a4")
    edit(root)
    result = run(root, "build", "--layout", "a4")
    assert result.exit_code == 0
    line = next(each for each in result.stderr.splitlines() if each.startswith("changed by hand"))
    assert f"build/{SMALL}" in line
    assert f"build/edited/{SMALL}" in line
    assert "changed by hand" not in run(root, "build", "--layout", "a4").stderr
    assert EDITED not in result.stdout


def test_an_evidence_pack_that_somebody_filled_in_is_kept(root: Path) -> None:
    path = "dossiers/small.en.a4.pdf"
    assert run(root, "dossier", "small", "--layout", "a4").exit_code == 0
    assert "changed by hand" not in run(root, "dossier", "small", "--layout", "a4").stderr
    edit(root, path)
    said = run(root, "dossier", "small", "--layout", "a4").stderr
    assert f"build/edited/{path}" in said
    assert below(root, EDITED) == {path: NOTES}
    dose(root, "3.5")
    assert "changed by hand" not in run(root, "dossier", "small", "--layout", "a4").stderr
    assert below(root, EDITED) == {path: NOTES}


@pytest.mark.parametrize("words", [["build"], ["dossier", "small"], ["diff", "."], ["release", "one"]])
def test_no_command_writes_into_edited(root: Path, words: list[str]) -> None:
    edit(root)
    built(root, layouts=LAYOUTS)
    result = run(root, *words, "--out", str(root / "build/edited/new"))
    assert result.exit_code == 2
    assert "keeps what people changed" in result.output
    assert below(root, EDITED) == {SMALL: NOTES}


def test_a_release_holds_no_kept_copy_and_is_not_reached_by_one(root: Path) -> None:
    edit(root)
    built(root, layouts=LAYOUTS)
    approve_at_once(root, "small", SIGNERS, "2027-06-30")
    assert run(root, "release", "one").exit_code == 0
    released = root / "releases/one"
    assert not (released / EDITED).exists()
    data = (released / SMALL).read_bytes()
    assert manifest.sha256(data) == next(row["sha256"] for row in manifest.read(released) if row["path"] == SMALL)
    assert below(root, EDITED) == {SMALL: NOTES}


def test_verify_and_current_take_a_kept_copy_as_any_file(root: Path) -> None:
    data = (root / "build" / SMALL).read_bytes()
    edit(root, data=data + b"\n% a reader's mark\n")
    built(root, layouts=LAYOUTS)
    kept = root / "build/edited" / SMALL
    assert run(root, "current", str(kept)).stdout.startswith("current")
    assert CliRunner().invoke(main, ["verify", str(kept)]).exit_code in (0, 1)


def test_a_build_that_fails_as_a_whole_moves_an_edited_copy_and_says_where(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(root)
    monkeypatch.setattr("handouts.pipeline.build.read", broken)
    result = built(root, layouts=LAYOUTS)
    assert result.edited == {SMALL: f"withheld/{SMALL}"}
    assert below(root, "withheld")[SMALL] == NOTES


def broken(*_: object) -> None:
    raise ZeroDivisionError
