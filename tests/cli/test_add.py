"""`handouts new --empty` and `handouts add`: what they write builds at once, and nothing that is there is lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner, Result
from support.approvals import approve_at_once
from support.projects import REPO, copied

from handouts.cli import add as command
from handouts.cli import main
from handouts.content.model import SIGNERS
from handouts.content.shipped import adding
from handouts.content.shipped.adding import AddError, Copied, PageSize, Thing, Wish, add
from handouts.core.problem import Problem, errors
from handouts.editions.reference.json_schema import first_line
from handouts.pipeline.build import build
from handouts.pipeline.check import examine, nothing
from handouts.pipeline.everywhere import examine_everywhere
from handouts.pipeline.request import Request

DAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("tiny") / "ours"
    assert CliRunner().invoke(main, ["new", str(root), "--empty"]).exit_code == 0
    return root


@pytest.fixture
def root(tiny: Path, tmp_path: Path) -> Path:
    """A project with one small example of each kind."""
    return copied(tiny, tmp_path / "ours")


def run(root: Path, *words: str) -> Result:
    result = CliRunner().invoke(main, [*words, "--project", str(root)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def request(root: Path, **changes: object) -> Request:
    return Request(root, root / "build", date.today(), **changes)  # type: ignore[arg-type]


def bytes_of(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if _is_content(path)}


def _is_content(path: Path) -> bool:
    return path.is_file() and "build" not in path.parts


def changed(root: Path, before: dict[str, bytes]) -> set[str]:
    return {name for name, data in bytes_of(root).items() if before.get(name) != data}


# --- new --empty ----------------------------------------------------------------------------------


@pytest.mark.clinical
def test_an_empty_project_passes_with_every_clinic_and_layout_and_builds(root: Path) -> None:
    found = examine_everywhere(request(root), lambda _: nothing).problems
    assert errors(found) == []
    # its one source does not exist, which is told and keeps all of it out of a release
    assert {each.rule for each in found if each.severity == "warning"} == {"unconfirmed-reference"}
    result = build(request(root, clinic="example"))
    assert result.stopped == ()
    assert {Path(path).name.partition(".")[0] for path in result.written} == {"your-visit", "your-visit-for-staff"}


def test_it_holds_one_of_each_and_three_claims(root: Path) -> None:
    names = {name for name in bytes_of(root) if name.startswith("content/")}
    assert names == {
        "content/claims/visit.yaml",
        "content/clinics/example.yaml",
        "content/decks/your-visit-for-staff.yaml",
        "content/glossary.yaml",
        "content/leaflets/your-visit.yaml",
        "content/references.yaml",
        "content/regions.yaml",
        "content/sign-offs.yaml",
        "content/units.yaml",
    }
    content = examine(request(root)).content
    assert len(content.library.claims) == 3


def test_its_layouts_and_units_are_the_shipped_ones(root: Path) -> None:
    shipped = {f"layouts/{name}": data for name, data in bytes_of(REPO / "layouts").items()}
    shipped["content/units.yaml"] = (REPO / "content/units.yaml").read_bytes()
    made = {name: data for name, data in bytes_of(root).items() if name in shipped or name.startswith("layouts/")}
    # a first line names the schema of a file to editors
    assert made == {name: first_line(name).encode() + data for name, data in shipped.items()}


def test_it_is_checked_today_and_due_in_a_year(root: Path) -> None:
    text = (root / "content/claims/visit.yaml").read_text()
    assert f"checked: {date.today()}" in text
    assert f"review_due: {date.today() + timedelta(days=365)}" in text
    assert not [name for name, data in bytes_of(root).items() if name.startswith("content") and b"<" in data]


def test_each_of_its_files_begins_with_what_it_is_and_says_that_it_is_an_example(root: Path) -> None:
    for name, data in bytes_of(root).items():
        if name.startswith("content/") and name.endswith(".yaml"):
            assert data.startswith(b"# "), name
    for name in ("claims/visit", "leaflets/your-visit", "decks/your-visit-for-staff", "clinics/example", "references"):
        assert "EXAMPLE" in (root / f"content/{name}.yaml").read_text()


def test_nothing_of_it_is_released(root: Path) -> None:
    for name in ("your-visit", "your-visit-for-staff"):
        approve_at_once(root, name, SIGNERS, str(date.today() + timedelta(days=60)))
        assert run(root, "release", "one", name).exit_code == 1
    assert not (root / "releases/one").exists()


def test_its_readme_names_only_files_and_commands_that_there_are(root: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    named = [word for row in rows for word in row.split("`")[1::2]]
    assert len(named) > 8
    assert [pattern for pattern in named if not list(root.glob(pattern))] == []
    lines = [line for line in text.splitlines() if line.startswith("handouts add")]
    for line in lines:
        assert run(root, *line.partition("#")[0].split()[1:]).exit_code == 0, line
    assert run(root, "build", "inhaler").exit_code == 0


def test_a_folder_in_use_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes").write_text("mine")
    result = CliRunner().invoke(main, ["new", str(tmp_path / "mine"), "--empty"])
    assert result.exit_code == 2
    assert bytes_of(tmp_path / "mine") == {"notes": b"mine"}


# --- documents ------------------------------------------------------------------------------------


@pytest.mark.clinical
@pytest.mark.parametrize("thing", ["leaflet", "deck"])
def test_a_new_document_builds_at_once_and_says_what_is_left(root: Path, thing: str) -> None:
    before = bytes_of(root)
    result = run(root, "add", thing, "inhaler")
    assert result.exit_code == 0
    file = f"content/{thing}s/inhaler.yaml"
    assert changed(root, before) == {file}
    assert result.stdout.strip().endswith(file)
    assert "handouts build inhaler" in result.stderr
    found = examine_everywhere(request(root, ids=("inhaler",)), lambda _: nothing).problems
    assert errors(found) == []
    (left,) = (each for each in found if each.rule == "unwritten-text")
    assert left.reaches == ("inhaler",)
    built = build(request(root, ids=("inhaler",)))
    assert built.written
    assert built.stopped == ()


@pytest.mark.parametrize("thing", ["leaflet", "deck"])
def test_a_skeleton_never_reaches_a_release(root: Path, thing: str) -> None:
    run(root, "add", thing, "inhaler")
    approve_at_once(root, "inhaler", SIGNERS, str(date.today() + timedelta(days=60)))
    result = run(root, "release", "one", "inhaler")
    assert result.exit_code == 1
    assert "a text that nobody has written yet" in result.stderr
    assert run(root, "build", "inhaler", "--release").exit_code == 1
    assert not list((root / "build").rglob("inhaler*.p*"))


def test_a_document_that_rests_on_an_unwritten_claim_is_not_released(root: Path) -> None:
    run(root, "add", "claim", "visit.more")
    leaflet = root / "content/leaflets/your-visit.yaml"
    leaflet.write_text(leaflet.read_text().replace("rests_on: [visit.desk]", "rests_on: [visit.more]"))
    found = {each.rule: each for each in problems(root) if each.mark.file == "content/claims/visit.yaml"}
    assert found["unwritten-text"].reaches == ("your-visit",)
    approve_at_once(root, "your-visit", SIGNERS, str(date.today() + timedelta(days=60)))
    assert "nobody has written yet" in run(root, "release", "one", "your-visit").stderr


def problems(root: Path, **changes: object) -> list[Problem]:
    return examine(request(root, **changes)).problems


@pytest.mark.parametrize("name", ["../inhaler", "In Haler", "inhaler.yaml", "", "con", "a--b", "x" * 61, "päd", "a/b"])
@pytest.mark.parametrize("thing", ["leaflet", "deck", "clinic", "layout"])
def test_an_id_that_is_none_is_refused(root: Path, thing: str, name: str) -> None:
    before = bytes_of(root)
    result = run(root, "add", thing, name)
    assert result.exit_code == 2
    assert changed(root, before) == set()


TAKEN: dict[str, tuple[str, str, str]] = {
    "leaflet": ("leaflet", "your-visit", "content/leaflets/your-visit.yaml is there already"),
    "leaflet of a deck": ("leaflet", "your-visit-for-staff", "content/decks/your-visit-for-staff.yaml is there"),
    "deck of a leaflet": ("deck", "your-visit", "content/leaflets/your-visit.yaml is there already"),
    "clinic": ("clinic", "example", "content/clinics/example.yaml is there already"),
    "layout": ("layout", "a4", "layouts/leaflets/a4.yaml is there already"),
    "layout of decks": ("layout", "widescreen", "layouts/decks/widescreen.yaml is there already"),
    "claim": ("claim", "visit.early", "the claim 'visit.early' is there already, in content/claims/visit.yaml"),
    "folder of files": ("clinic", "edited", "is a folder of finished files"),
}


@pytest.mark.parametrize(("thing", "name", "message"), TAKEN.values(), ids=TAKEN)
def test_what_is_there_is_never_overwritten(root: Path, thing: str, name: str, message: str) -> None:
    before = bytes_of(root)
    result = run(root, "add", thing, name)
    assert result.exit_code == 2
    assert message in result.stderr
    assert changed(root, before) == set()


@pytest.mark.parametrize("ending", ["yml", "YAML", "yaml.txt"])
def test_a_file_under_another_ending_takes_its_name_too(root: Path, ending: str) -> None:
    (root / f"content/leaflets/Inhaler.{ending}").write_text("theirs")
    assert run(root, "add", "leaflet", "inhaler").exit_code == 2
    assert not (root / "content/leaflets/inhaler.yaml").exists()


def test_a_file_that_appears_meanwhile_is_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = root / "content/leaflets/inhaler.yaml"
    skeleton = adding._skeleton

    def slowly(*words: object) -> str:
        path.write_text("theirs")
        return skeleton(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(adding, "_skeleton", slowly)
    with pytest.raises(AddError, match=r"somebody has written inhaler\.yaml meanwhile"):
        add(Wish(root, "leaflet", "inhaler", DAY))
    assert path.read_text() == "theirs"


def test_a_link_that_leads_nowhere_is_not_written_through(root: Path) -> None:
    (root / "content/leaflets/inhaler.yaml").symlink_to(root / "elsewhere.yaml")
    assert run(root, "add", "leaflet", "inhaler").exit_code == 2
    assert not (root / "elsewhere.yaml").exists()


def test_a_full_disk_leaves_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdopen", full)
    with pytest.raises(OSError, match="No space"):
        add(Wish(root, "leaflet", "inhaler", DAY))
    assert not (root / "content/leaflets/inhaler.yaml").exists()


# --- claims ---------------------------------------------------------------------------------------


@pytest.mark.clinical
def test_a_new_claim_stands_at_the_end_of_its_file_and_nothing_else_has_changed(root: Path) -> None:
    before = bytes_of(root)
    result = run(root, "add", "claim", "visit.more")
    assert result.exit_code == 0
    assert changed(root, before) == {"content/claims/visit.yaml", "content/references.yaml"}
    for name in ("content/claims/visit.yaml", "content/references.yaml"):
        assert (root / name).read_bytes().startswith(before[name])
    assert "{{ visit.more }}" in result.stderr
    assert errors(problems(root)) == []
    # the source that is to be named is asked for once
    again = bytes_of(root)
    assert run(root, "add", "claim", "visit.other").exit_code == 0
    assert changed(root, again) == {"content/claims/visit.yaml"}
    assert "visit.other" in examine(request(root)).content.library.claims


def test_a_claim_of_a_new_subject_begins_a_file(root: Path) -> None:
    assert run(root, "add", "claim", "inhaler.puffs").exit_code == 0
    assert (root / "content/claims/inhaler.yaml").read_text().splitlines()[:2] == [
        "# yaml-language-server: $schema=../../schemas/claims.schema.json",
        "inhaler.puffs:",
    ]
    assert errors(problems(root)) == []


ENDS: dict[str, Callable[[bytes], bytes]] = {
    "without a line end": lambda data: data.rstrip(b"\n"),
    "with blank lines": lambda data: data + b"\n\n",
    "of Windows": lambda data: data.replace(b"\n", b"\r\n"),
    "with a comment": lambda data: data + b"# the end",
    "with a byte order mark": lambda data: b"\xef\xbb\xbf" + data,
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_every_byte_before_is_kept(root: Path, end: Callable[[bytes], bytes]) -> None:
    path = root / "content/claims/visit.yaml"
    data = end(path.read_bytes())
    path.write_bytes(data)
    result = run(root, "add", "claim", "visit.more")
    after = path.read_bytes()
    assert after.startswith(data)
    assert result.exit_code == (0 if after != data else 2)
    if result.exit_code == 0:
        assert (b"\r\n" in data) == (b"visit.more:\r\n" in after)
        assert list(examine(request(root)).content.library.claims)[-1] == "visit.more"


@pytest.mark.parametrize("text", ["", "\n", "# facts about inhalers\n"])
def test_a_file_that_holds_nothing_yet_takes_a_claim(root: Path, text: str) -> None:
    path = root / "content/claims/inhaler.yaml"
    path.write_text(text)
    result = run(root, "add", "claim", "inhaler.puffs")
    assert result.exit_code == 0, result.stderr
    assert path.read_text().startswith(f"{text}")
    assert "inhaler.puffs" in examine(request(root)).content.library.claims


FLAWS = {
    "broken": ("visit.early: [", "mend the file first: content/claims/visit.yaml:"),
    "a list": ("- one\n", "must be a mapping of ids"),
    "in braces": ("{visit.early: {statement: x}}\n", "takes no entry at its end"),
    "ended": ("visit.early: {statement: x}\n...\n", "takes no entry at its end"),
}


@pytest.mark.parametrize(("text", "message"), FLAWS.values(), ids=FLAWS)
def test_a_file_that_takes_no_entry_is_left_as_it_is(root: Path, text: str, message: str) -> None:
    (root / "content/claims/visit.yaml").write_text(text)
    before = bytes_of(root)
    result = run(root, "add", "claim", "visit.more")
    assert result.exit_code == 2
    assert message in result.stderr
    assert changed(root, before) == set()


@pytest.mark.parametrize("name", ["visit", "visit.", ".early", "Visit.early", "visit.a b", "../visit.x", "visit.a/b"])
def test_an_id_that_is_no_claims_is_refused(root: Path, name: str) -> None:
    before = bytes_of(root)
    assert run(root, "add", "claim", name).exit_code == 2
    assert changed(root, before) == set()


# --- clinics and layouts --------------------------------------------------------------------------


@pytest.mark.clinical
def test_a_new_clinic_prints_and_is_not_released_before_it_has_a_name(root: Path) -> None:
    assert "--clinic north" in run(root, "add", "clinic", "north").stderr
    assert errors(problems(root, clinic="north")) == []
    assert build(request(root, clinic="north", ids=("your-visit",))).written
    assert {each.rule for each in problems(root, clinic="north")} >= {"unwritten-text"}


def test_a_clinic_takes_the_first_region_and_without_one_there_is_none(root: Path) -> None:
    run(root, "add", "clinic", "north")
    assert "region: uk " in (root / "content/clinics/north.yaml").read_text()
    (root / "content/regions.yaml").unlink()
    result = run(root, "add", "clinic", "south")
    assert result.exit_code == 2
    assert "needs a region" in result.stderr


def test_a_new_layout_is_a_copy_with_another_page_that_no_build_sets_unasked(root: Path) -> None:
    before = bytes_of(root)
    result = run(root, "add", "layout", "b5", "--page", "176x250")
    assert changed(root, before) == {"layouts/leaflets/b5.yaml"}
    assert "--layout b5" in result.stderr
    old, new = ((root / f"layouts/leaflets/{name}.yaml").read_text().splitlines() for name in ("a4", "b5"))
    differing = [line for line in new if line not in old]
    assert [line.partition(":")[0] for line in differing] == ["# b5", "default", "page"]
    assert build(request(root, ids=("your-visit",), layouts=("b5",))).written == ("leaflets/your-visit.en.b5.pdf",)
    assert not [path for path in build(request(root)).written if "b5" in path]


@pytest.mark.parametrize("source", ["a4-large-print", "letter", "widescreen", "a4-notes", "a4-takeaway"])
def test_every_layout_can_be_copied_and_builds(root: Path, source: str) -> None:
    assert run(root, "add", "layout", "own", "--from", source).exit_code == 0
    assert build(request(root, layouts=("own",))).stopped == ()
    assert list((root / "build").rglob("*.en.own.p*"))


def test_a_layout_that_the_project_has_no_more_is_copied_as_shipped(root: Path) -> None:
    (root / "layouts/leaflets/letter.yaml").unlink()
    assert run(root, "add", "layout", "own", "--from", "letter").exit_code == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["layout", "own", "--from", "a44"], "unknown layout 'a44'; did you mean 'a4'?"),
        (["layout", "own", "--page", "A5"], "is not a page size"),
        (["layout", "own", "--page", "0x210"], "is not a page size"),
        (["layout", "own", "--from", "widescreen", "--page", "148x210"], "has no page size"),
        (["leaflet", "own", "--from", "a4"], "--from and --page are for a layout"),
        (["poster", "own"], "'poster' is not one of"),
    ],
)
def test_a_wrong_wish_is_answered(root: Path, words: list[str], message: str) -> None:
    before = bytes_of(root)
    result = run(root, "add", *words)
    assert result.exit_code == 2
    assert message in result.stderr
    assert changed(root, before) == set()


def test_the_command_knows_all_things_and_what_comes_next() -> None:
    assert get_args(Thing) == command.THINGS == tuple(command.NEXT)


def test_a_day_decides_the_dates(root: Path) -> None:
    add(Wish(root, "claim", "inhaler.puffs", DAY))
    assert "review_due: 2027-11-30" in (root / "content/claims/inhaler.yaml").read_text()
    add(Wish(root, "layout", "b5", DAY, Copied("a4", PageSize("176", "250"))))
    assert "page: {width: 176, height: 250}" in (root / "layouts/leaflets/b5.yaml").read_text()
