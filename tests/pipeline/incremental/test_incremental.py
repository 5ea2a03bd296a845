"""A build does only what changed, says why, and always leaves what a clean build would."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.projects import (
    CLAIMS,
    CLINIC,
    LEAFLET,
    REPO,
    TODAY,
    built,
    copied,
    deck,
    leaflet,
    make_project,
    own_layouts,
    request,
    without_clinical_rules,
    write,
)

from handouts.core.lock import locked
from handouts.core.problem import Problem
from handouts.pipeline import manifest
from handouts.pipeline.edited import EDITED
from handouts.pipeline.incremental.prune import prune
from handouts.pipeline.incremental.reasons import MOST_REASONS, reasons
from handouts.pipeline.incremental.record import BuildRecord, read_record, record_pieces
from handouts.pipeline.incremental.uptodate import CACHE, last_run_if_current

SMALL, OTHER = "leaflets/small.en.a4.pdf", "leaflets/other.en.a4.pdf"
OTHER_TEXT = leaflet('- id: a\n  text: "Eat {{ dose.cups/portions }}."')


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project", {"leaflets/other.yaml": OTHER_TEXT})


def files_of(out: Path) -> dict[str, bytes]:
    """The bytes of all that a build made, without what its cache keeps and what it found changed."""
    found = (path for path in out.rglob("*") if path.is_file() and not {CACHE, EDITED} & {*path.parts})
    return {str(path.relative_to(out)): path.read_bytes() for path in found}


def clean(root: Path, **changes: object) -> dict[str, bytes]:
    """What a build into an empty folder makes."""
    out = root / "clean"
    for path in sorted(out.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    built(root, out=out, **changes)
    return files_of(out)


def settled(root: Path) -> None:
    """Makes stamps old enough to be trusted: a file that was written just now is read again."""
    for path in (*(root / "content").rglob("*"), *(root / "build").rglob("*")):
        if path.is_file():
            os.utime(path, (1_700_000_000, 1_700_000_000))


# --- nothing to do --------------------------------------------------------------------------------


def test_a_second_build_makes_nothing_and_finds_the_same(root: Path) -> None:
    first = built(root)
    second = built(root)
    assert (set(first.written), second.written) == ({SMALL, OTHER}, ())
    assert set(second.kept) == {SMALL, OTHER}
    assert second.problems == first.problems


def test_a_run_that_stands_is_known_without_reading_content(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(root)
    monkeypatch.setattr("handouts.pipeline.read.read_content", None)
    assert set(built(root).kept) == {SMALL, OTHER}


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("claims/dose.yaml", f"# a comment\n\n{CLAIMS}"),
        ("claims/dose.yaml", CLAIMS.replace("Eat 2 portions, each of 80 g.", "Each of 80 g, eat 2 portions.")),
        ("claims/unused.yaml", "# nothing here yet\n{}\n"),
        ("leaflets/small.yaml", LEAFLET.replace("Eat as usual.", "Eat as usual.  ")),
        ("clinics/new.yaml", "name: New\nregion: us\n"),
    ],
)
def test_a_change_that_cannot_reach_a_file_makes_none(root: Path, file: str, text: str) -> None:
    built(root)
    write(root, file, text)
    assert built(root).written == ()


def test_a_touched_file_is_no_changed_file(root: Path) -> None:
    built(root)
    settled(root)
    run = last_run_if_current(request(root))
    assert run is not None
    assert set(run.outputs) == {SMALL, OTHER}


# --- what changed ---------------------------------------------------------------------------------


def test_a_changed_claim_makes_the_files_that_print_it_and_says_so(root: Path) -> None:
    built(root)
    write(root, "claims/dose.yaml", CLAIMS.replace("3 to 7", "3 to 8").replace("high: 7", "high: 8"))
    again = built(root)
    assert (again.written, again.kept) == ((SMALL,), (OTHER,))
    assert again.why[SMALL] == ("text small/start/hello changed",)


def test_a_grade_that_only_the_trace_carries_makes_the_file(root: Path) -> None:
    built(root)
    write(root, "claims/dose.yaml", CLAIMS.replace("basis: trial", "basis: label"))
    again = built(root)
    assert again.why == {SMALL: ("claim dose.window changed",)}


def test_a_look_makes_the_files_that_use_it(root: Path) -> None:
    own_layouts(root, {})
    built(root, layouts=("a4", "letter"))
    a4 = (REPO / "layouts/leaflets/a4.yaml").read_text(encoding="utf-8")
    (root / "layouts/leaflets/a4.yaml").unlink()
    (root / "layouts/leaflets/a4.yaml").write_text(f"# other\n{a4}", encoding="utf-8")
    again = built(root, layouts=("a4", "letter"))
    assert set(again.written) == {SMALL, OTHER}
    assert again.why[SMALL] == ("layouts/leaflets/a4.yaml changed",)


def test_a_theme_that_no_layout_names_makes_nothing(root: Path) -> None:
    own_layouts(root, {})
    built(root)
    (root / "layouts/themes/plum.yaml").write_text("colours: {}\n", encoding="utf-8")
    assert built(root).written == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [("emergency: '999'", "emergency: '112'"), ("020 7946 0000", "020 7946 0001"), ("'#0b5561'", "'#4a2c6f'")],
)
def test_a_clinics_own_facts_make_its_files(root: Path, old: str, new: str) -> None:
    write(root, "leaflets/small.yaml", LEAFLET.replace("Eat as usual.", '"Call {{ clinic/emergency }}."'))
    built(root, clinic="mill")
    write(root, "clinics/mill.yaml", CLINIC.replace(old, new))
    assert f"mill/{SMALL}" in built(root, clinic="mill").written
    assert files_of(root / "build") == clean(root, clinic="mill")


def test_another_logo_makes_the_clinics_files(root: Path) -> None:
    from PIL import Image

    built(root, clinic="mill")
    Image.new("RGB", (60, 30), "#961c17").save(root / "content/clinics/mill.png")
    assert built(root, clinic="mill").why[f"mill/{SMALL}"] == ("logo of the clinic changed",)


def test_the_program_and_the_libraries_count(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(root)
    monkeypatch.setattr("handouts.pipeline.incremental.uptodate.program", lambda: "another")
    assert set(built(root).written) == {SMALL, OTHER}
    monkeypatch.setattr("handouts.pipeline.incremental.inputs.versions", lambda: {"reportlab": "99"})
    monkeypatch.setattr("handouts.pipeline.incremental.uptodate.versions", lambda: {"reportlab": "99"})
    assert "version of reportlab changed" in built(root).why[SMALL]


def test_everything_is_made_anew_when_asked(root: Path) -> None:
    built(root)
    again = built(root, anew=True)
    assert set(again.written) == {SMALL, OTHER}
    assert again.why[SMALL] == ("everything is made anew",)


def test_reasons_are_few_and_none_is_lost() -> None:
    now = {f"text {number}": "b" for number in range(9)}
    said = reasons(dict.fromkeys(now, "a"), now)
    assert (len(said), said[-1]) == (MOST_REASONS + 1, "5 more")
    assert reasons(None, now) == ("it was not made before",)
    assert reasons({"text a": "x", "order and kind of blocks": "1"}, {"order and kind of blocks": "2"}) == (
        "text a is gone",
    )


# --- what is read ---------------------------------------------------------------------------------


def read_of(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The documents that each build from now on reads."""
    from handouts.pipeline import read as module

    seen: list[tuple[str, ...]] = []
    real = module.read_content

    def counted(project, ids, *words):
        seen.append(tuple(ids))
        return real(project, ids, *words)

    monkeypatch.setattr(module, "read_content", counted)
    return seen


@pytest.mark.parametrize(
    ("file", "old", "new", "read"),
    [
        ("claims/dose.yaml", "low: 3, high: 7", "low: 3, high: 6", ("small",)),
        ("claims/dose.yaml", "certainty: moderate", "certainty: low", ("small",)),
        ("leaflets/other.yaml", "Eat {{", "Have {{", ("other",)),
        ("claims/dose.yaml", "population: babies", "population: newborns", ("other", "small")),
        ("limits.yaml", "ul: 350", "ul: 360", ("other", "small")),
    ],
)
def test_only_documents_that_an_edit_can_reach_are_read(
    root: Path, monkeypatch: pytest.MonkeyPatch, file: str, old: str, new: str, read: tuple[str, ...]
) -> None:
    built(root)
    path = root / "content" / file
    seen = read_of(monkeypatch)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    found = built(root).problems
    assert sorted(seen[0]) == sorted(read)
    assert found == built(root, out=root / "anew", anew=True).problems


CARE = """\
care.{name}:
  statement: It is {name}.
  subject: {name}
  population: adults
  purpose: effect
  certainty: ungraded
  basis: guideline
  references: [paper_2012]
  checked: 2026-11-22
  review_due: 2027-11-22
"""
CARED = "".join(CARE.format(name=name) for name in ("help", "sore", "dear")).replace(
    "  purpose: effect\n", "  purpose: effect\n  harms: [care.sore, care.dear]\n", 1
)


def caring(harm: str) -> str:
    """A leaflet that says a benefit with one of its harms."""
    return leaflet(f"- id: a\n  text: Some words.\n  rests_on: [care.help, care.{harm}]")


def teaching(harm: str) -> str:
    """A deck that teaches one of the harms."""
    return deck(
        f"- id: s\n  slide: bullets\n  title: Harm\n  blocks: [{{id: a, text: It harms.}}]\n  rests_on: [care.{harm}]"
        "\n  sources: [paper_2012]\n"
    )


@pytest.mark.parametrize(
    ("file", "text"),
    [("leaflets/cared.yaml", caring("dear")), ("decks/care.yaml", teaching("dear"))],
    ids=["another harm in the leaflet", "another harm in the deck"],
)
def test_what_decks_teach_is_held_against_leaflets_that_are_not_read(root: Path, file: str, text: str) -> None:
    write(root, "claims/care.yaml", CARED)
    write(root, "leaflets/cared.yaml", caring("sore"))
    write(root, "decks/care.yaml", teaching("sore"))
    layouts = ("a4", "widescreen")
    assert built(root, layouts=layouts).problems == ()
    write(root, file, text)
    found = built(root, layouts=layouts)
    assert "leaflets/cared.en.a4.pdf" in found.stopped
    assert [problem.rule for problem in found.problems] == ["missing-harm"]
    assert found.problems == built(root, out=root / "anew", layouts=layouts, anew=True).problems


def test_a_leaflet_that_is_built_alone_is_held_against_what_decks_teach(root: Path) -> None:
    write(root, "claims/care.yaml", CARED)
    write(root, "leaflets/cared.yaml", caring("sore"))
    write(root, "decks/care.yaml", teaching("dear"))
    (problem,) = built(root, ids=("cared",)).problems
    assert problem.rule == "missing-harm"
    assert built(root, layouts=("a4", "widescreen")).problems == (problem,)
    write(root, "decks/care.yaml", teaching("sore"))
    assert built(root, ids=("cared",)).problems == ()
    # an edit of the leaflet reads it alone, and must ask the decks all the same
    write(root, "leaflets/cared.yaml", caring("dear"))
    assert [problem.rule for problem in built(root, ids=("cared",)).problems] == ["missing-harm"]


def test_other_words_of_a_deck_reach_no_leaflet(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, "claims/care.yaml", CARED)
    write(root, "leaflets/cared.yaml", caring("sore"))
    write(root, "decks/care.yaml", teaching("sore"))
    built(root, layouts=("a4", "widescreen"))
    seen = read_of(monkeypatch)
    write(root, "decks/care.yaml", teaching("sore").replace("It harms", "It may harm"))
    built(root, layouts=("a4", "widescreen"))
    assert seen == [("care",)]


def test_a_problem_of_a_claim_reaches_the_documents_that_use_it_and_nothing_else(root: Path) -> None:
    write(root, "claims/care.yaml", CARED.replace("  references: [paper_2012]\n", "", 1))
    write(root, "leaflets/cared.yaml", caring("sore"))
    (before,) = built(root).problems
    assert (before.rule, before.reaches) == ("missing-reference", ("cared",))
    write(root, "leaflets/other.yaml", leaflet("- id: a\n  text: Some words.\n  rests_on: [care.sore]"))
    assert built(root).problems == (before,)


def test_a_second_value_for_one_quantity_is_found_by_reading_all(root: Path) -> None:
    built(root)
    twin = CLAIMS.partition("dose.window")[0].replace("dose.target", "twin.target").replace("3.0", "4.0")
    write(root, "claims/twin.yaml", twin.replace("subject: target", "subject: aim"))
    write(root, "leaflets/other.yaml", leaflet('- id: a\n  text: "{{ twin.target }}"'))
    assert built(root).problems == ()
    write(root, "claims/twin.yaml", twin)
    assert {problem.rule for problem in built(root).problems} == {"contradictory-values"}


# --- what is no longer as it was ------------------------------------------------------------------


def spoil_output(root: Path) -> None:
    path = root / "build" / SMALL
    status = path.stat()
    path.write_bytes(path.read_bytes()[:-9] + b"123456789")
    # the old time of change put back hides nothing
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def lose_output(root: Path) -> None:
    (root / "build" / SMALL).unlink()


def lose_manifest(root: Path) -> None:
    (root / "build" / manifest.MANIFEST).unlink()


def edit_manifest(root: Path) -> None:
    path = root / "build" / manifest.MANIFEST
    path.write_text(path.read_text(encoding="utf-8").replace("dose.window", "dose.widow"), encoding="utf-8")


def lose_record(root: Path) -> None:
    (root / "build" / CACHE / "builds.json").unlink()


def damage_record(root: Path) -> None:
    path = root / "build" / CACHE / "builds.json"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def lose_cache(root: Path) -> None:
    for path in sorted((root / "build" / CACHE).rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


DAMAGE = (spoil_output, lose_output, lose_manifest, edit_manifest, lose_record, damage_record, lose_cache)


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("old", [True, False], ids=["settled", "young"])
def test_what_was_deleted_edited_or_damaged_is_made_again(root: Path, damage, old: bool) -> None:
    built(root)
    if old:
        settled(root)
        built(root)
    whole = files_of(root / "build")
    damage(root)
    changed = (root / "build" / SMALL).read_bytes() if damage is spoil_output else None
    built(root)
    assert files_of(root / "build") == whole
    kept = root / "build" / EDITED / SMALL
    assert (kept.read_bytes() if kept.exists() else None) == changed


def test_a_file_that_came_back_from_withheld_is_moved_again(root: Path) -> None:
    built(root)
    write(root, "leaflets/small.yaml", leaflet('- id: a\n  text: "{{ dose.targt }}"'))
    assert built(root).stopped == (SMALL,)
    (root / "build" / manifest.WITHHELD / SMALL).rename(root / "build" / SMALL)
    assert built(root).stopped == (SMALL,)
    assert not (root / "build" / SMALL).exists()


def test_a_record_is_read_as_it_was_kept(root: Path) -> None:
    built(root)
    record = read_record(root / "build" / CACHE)
    assert record != BuildRecord()
    (root / "again").mkdir()
    (root / "again/builds.json").write_bytes(b"".join(record_pieces(record)))
    assert read_record(root / "again") == record


# --- days -----------------------------------------------------------------------------------------


def test_a_run_holds_until_a_check_could_find_something_else(root: Path) -> None:
    built(root)
    assert last_run_if_current(request(root, as_of=date(2026, 12, 31))) is not None
    assert last_run_if_current(request(root, as_of=date(2027, 1, 1))) is None
    assert last_run_if_current(request(root, as_of=date(2026, 11, 1))) is None


def test_an_overdue_review_is_found_with_nothing_changed(root: Path) -> None:
    built(root, as_of=date(2027, 11, 22))
    late = built(root, as_of=date(2027, 11, 23))
    assert "overdue-review" in {problem.rule for problem in late.problems}
    # the pages say so
    assert set(late.written) == {SMALL, OTHER}
    assert built(root, as_of=date(2027, 11, 24)).written == ()


@pytest.mark.parametrize("years", [-30, 30])
def test_a_clock_that_goes_back_or_ahead_hides_no_edit(root: Path, years: int) -> None:
    built(root)
    settled(root)
    built(root)
    write(root, "claims/dose.yaml", CLAIMS.replace("2.0 to 3.0", "2.0 to 3.5").replace("high: 3.0", "high: 3.5"))
    then = 1_700_000_000 + years * 31_557_600
    os.utime(root / "content/claims/dose.yaml", (then, then))
    earlier = TODAY - timedelta(days=20)
    assert SMALL in built(root, as_of=earlier).written
    assert files_of(root / "build") == clean(root, as_of=earlier)


# --- pruning --------------------------------------------------------------------------------------


def test_the_manifest_is_json_of_one_form_however_it_was_put_together(root: Path) -> None:
    def form_of(out: Path) -> str:
        return json.dumps(json.loads((out / manifest.MANIFEST).read_bytes()), ensure_ascii=False, indent=1) + "\n"

    out = root / "build"
    built(root)
    write(root, "leaflets/other.yaml", OTHER_TEXT.replace("Eat", "Drink"))
    assert built(root).written == (OTHER,)
    assert (out / manifest.MANIFEST).read_text() == form_of(out)
    assert [row["path"] for row in manifest.read(out)] == [OTHER, SMALL]
    manifest.merge(out, {}, [OTHER, SMALL])
    assert (out / manifest.MANIFEST).read_text() == form_of(out) == '{\n "files": []\n}\n'


def test_pruning_removes_what_no_longer_exists_and_only_what_we_wrote(root: Path) -> None:
    built(root, layouts=("a4", "letter"))
    own = root / "build" / "leaflets" / "mine.pdf"
    own.write_bytes(b"%PDF mine")
    (root / "content/leaflets/other.yaml").unlink()
    edited = root / "build" / "leaflets" / "other.en.letter.pdf"
    edited.write_bytes(b"%PDF edited")
    pruned = prune(root, root / "build")
    assert (pruned.removed, pruned.changed) == ((OTHER,), ("leaflets/other.en.letter.pdf",))
    assert own.is_file()
    assert edited.is_file()
    assert not (root / "build" / OTHER).exists()
    assert {row["id"] for row in manifest.read(root / "build")} == {"small"}


def test_pruning_a_project_that_lacks_nothing_removes_nothing(root: Path) -> None:
    built(root, clinic="mill")
    whole = files_of(root / "build")
    assert prune(root, root / "build").removed == ()
    assert files_of(root / "build") == whole


# --- at the same time, and killed -----------------------------------------------------------------


# processes that have what a test put in place
FORK = multiprocessing.get_context("fork")


def test_two_builds_at_once_wait_for_each_other(root: Path) -> None:
    folder = root / "build" / CACHE
    may_begin = FORK.Event()

    def second_build() -> None:
        may_begin.wait(60)
        built(root)

    # begun before the lock is taken, which a later process would inherit
    second = FORK.Process(target=second_build)
    second.start()
    with locked(folder):
        may_begin.set()
        second.join(1.5)
        assert second.is_alive()
        assert not (root / "build" / manifest.MANIFEST).exists()
    second.join(60)
    assert second.exitcode == 0
    assert set(built(root).kept) == {SMALL, OTHER}


STEPS = ("os.rename", "os.remove", "os.mkdir", "os.rmdir")


def steps_of(root: Path, last: int | None = None) -> int:
    """How many steps a build takes that open for writing, rename or remove something below its folder.

    At the last it is killed; a file that it opens has lost its bytes by then. Only for a process of its own, because
    nothing takes the hook away.
    """
    out, taken = f"{root / 'build'}{os.sep}", 0

    def step(event: str, facts: tuple[Any, ...]) -> None:
        nonlocal taken
        opened = event == "open" and facts[2] & (os.O_WRONLY | os.O_RDWR)
        if not (opened or event in STEPS) or not str(facts[0]).startswith(out):
            return
        taken += 1
        if taken == last:
            if opened and facts[2] & os.O_TRUNC:
                os.close(os.open(facts[0], facts[2]))
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(step)
    built(root)
    return taken


EIGHTHS = range(8)


def rebuilt_apart(root: Path, last: int | None = None) -> tuple[int | None, int]:
    """The status of a process that builds, and how many steps it counted."""
    receiver, sender = FORK.Pipe(duplex=False)
    process = FORK.Process(target=lambda: sender.send(steps_of(root, last)))
    process.start()
    sender.close()
    try:
        counted = receiver.recv()
    except EOFError:
        counted = 0
    process.join(60)
    return process.exitcode, counted


@dataclass(frozen=True)
class Edited:
    """A project that was built and then edited, what a clean build of it makes, and the steps of the next build."""

    root: Path
    clean: dict[str, bytes]
    steps: int


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Edited:
    with pytest.MonkeyPatch.context() as monkeypatch:
        without_clinical_rules(monkeypatch)
        folder = tmp_path_factory.mktemp("edited")
        root = make_project(folder / "project", {"leaflets/other.yaml": OTHER_TEXT})
        built(root)
        write(root, "claims/dose.yaml", CLAIMS.replace("3 to 7", "3 to 8").replace("high: 7", "high: 8"))
        status, steps = rebuilt_apart(copied(root, folder / "twin"))
        assert status == 0
        return Edited(root, clean(copied(root, folder / "clean")), steps)


@pytest.mark.parametrize("share", EIGHTHS)
def test_a_build_that_is_killed_leaves_whole_files_that_the_next_one_mends(
    edited: Edited, tmp_path: Path, share: int
) -> None:
    killed_at = range(1 + share, 1 + edited.steps, len(EIGHTHS))
    assert killed_at
    for last in killed_at:
        root = copied(edited.root, tmp_path / f"killed{last}")
        assert rebuilt_apart(root, last) == (-signal.SIGKILL, 0)
        out = root / "build"
        for row in manifest.read(out):
            assert (out / str(row["path"])).is_file()
        for name, data in files_of(out).items():
            assert not name.endswith(".pdf") or data.endswith(b"%%EOF\n"), name
        built(root, layouts=("a4",))
        assert files_of(out) == edited.clean


# --- any sequence of edits ------------------------------------------------------------------------

# without a web address, of which each edition would print another code
OFFLINE = CLINIC.replace("web: https://mill.example\n", "")
EDITS = {
    "value": ("claims/dose.yaml", CLAIMS.replace("2.0 to 3.0", "2.0 to 3.5").replace("high: 3.0", "high: 3.5")),
    "value back": ("claims/dose.yaml", CLAIMS),
    "comment": ("claims/dose.yaml", f"# moved\n{CLAIMS}"),
    "broken claims": ("claims/dose.yaml", "dose.target: [\n"),
    "words": ("leaflets/small.yaml", LEAFLET.replace("Eat as usual.", "Eat your usual food.")),
    "words back": ("leaflets/small.yaml", LEAFLET),
    "too long": ("leaflets/small.yaml", leaflet(f"- id: a\n  text: {'x' * 200}")),
    "unknown": ("leaflets/small.yaml", leaflet('- id: a\n  text: "{{ dose.targt }}"')),
    "no other": ("leaflets/other.yaml", None),
    "other": ("leaflets/other.yaml", OTHER_TEXT),
    "talk": ("decks/talk.yaml", deck("- id: s\n  slide: title\n")),
    "no talk": ("decks/talk.yaml", None),
    "cared": ("leaflets/cared.yaml", caring("sore")),
    "cared otherwise": ("leaflets/cared.yaml", caring("dear")),
    "taught": ("decks/care.yaml", teaching("sore")),
    "taught otherwise": ("decks/care.yaml", teaching("dear")),
    "clinic": ("clinics/mill.yaml", OFFLINE.replace("'999'", "'112'")),
    "clinic back": ("clinics/mill.yaml", OFFLINE),
}
LOSSES = {each.__name__: each for each in DAMAGE}


def apply(root: Path, name: str) -> None:
    if name in LOSSES:
        if (root / "build" / SMALL).is_file() and (root / "build" / CACHE / "builds.json").is_file():
            LOSSES[name](root)
        return
    file, text = EDITS[name]
    if text is None:
        (root / "content" / file).unlink(missing_ok=True)
    else:
        write(root, file, text)


CLEAN: dict[bytes, tuple[dict[str, bytes], tuple[Problem, ...]]] = {}
ASKED: dict[str, Any] = {"clinic": "mill", "layouts": ("a4", "widescreen")}


def of_a_clean_build(root: Path) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """What a build into an empty folder makes and finds, which is the same whenever the content is."""
    content = {str(path.relative_to(root)): path for path in sorted((root / "content").rglob("*")) if path.is_file()}
    state = b"".join(
        b"%s\0%d\0%s" % (name.encode(), path.stat().st_size, path.read_bytes()) for name, path in content.items()
    )
    if state not in CLEAN:
        out = root / f"clean{len(CLEAN)}"
        found = built(root, out=out, **ASKED).problems
        CLEAN[state] = files_of(out), found
    return CLEAN[state]


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.lists(st.sampled_from([*EDITS, *LOSSES]), min_size=1, max_size=2), min_size=1, max_size=4))
def test_after_any_edits_files_are_what_a_clean_build_makes(
    tmp_path_factory: pytest.TempPathFactory, steps: list[list[str]]
) -> None:
    files = {"leaflets/other.yaml": OTHER_TEXT, "claims/care.yaml": CARED, "leaflets/cared.yaml": caring("sore")}
    files |= {"decks/care.yaml": teaching("sore"), "clinics/mill.yaml": OFFLINE}
    root = make_project(tmp_path_factory.mktemp("edits"), files)
    built(root, **ASKED)
    for step in steps:
        for name in step:
            apply(root, name)
        found = built(root, **ASKED).problems
        prune(root, root / "build")
        assert (made_in(root), found) == of_a_clean_build(root)
    assert built(root, **ASKED, anew=True).problems == found
    assert made_in(root) == of_a_clean_build(root)[0]


def made_in(root: Path) -> dict[str, bytes]:
    """What builds have left to print, and its manifest."""
    return {name: data for name, data in files_of(root / "build").items() if not name.startswith("withheld")}
