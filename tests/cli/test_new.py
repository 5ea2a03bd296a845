"""A project of one's own: what `handouts new` copies, leaves out, refuses and takes back."""

from __future__ import annotations

import errno
import resource
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.projects import REPO, TODAY, make_project, write

from handouts.cli import main
from handouts.content.shipped import beginning
from handouts.content.shipped.beginning import TEXTS, EditorFiles, OccupiedError, begin
from handouts.content.shipped.place import NothingShippedError, shipped
from handouts.core.problem import errors
from handouts.editions.reference.json_schema import first_line, schema_files
from handouts.pipeline.build import build
from handouts.pipeline.check import examine
from handouts.pipeline.request import Request

HEAD = "# Who approved what.\n"


def new(folder: Path) -> Result:
    return CliRunner().invoke(main, ["new", str(folder)])


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A small shipped project in which people have approved, waived and judged."""
    root = make_project(tmp_path / "shipped")
    write(root, "sign-offs.yaml", HEAD + "- document: small\n# of last year\n- document: other\n")
    write(root, "sign-offs/small.en.clinician.txt", "what was approved")
    write(root, "waivers.yaml", "[]\n")
    write(root, "judgements/small.yaml", "en: {}\n")
    return root


# --- what is copied -------------------------------------------------------------------------------


def test_content_and_layouts_are_copied_byte_for_byte(tmp_path: Path) -> None:
    result = new(tmp_path / "mine")
    assert result.exit_code == 0
    made = files(tmp_path / "mine")
    for folder in ("content", "layouts"):
        for name, data in files(REPO / folder).items():
            if not name.startswith(("sign-offs", "waivers.yaml", "judgements/")):
                path = f"{folder}/{name}"
                # a first line names the schema of the file to editors
                assert made.pop(path) == first_line(path).encode() + data
    assert {made.pop(f"schemas/{name}") for name in schema_files()} == set(schema_files().values())
    assert sorted(made) == [".gitignore", "README.md", "content/sign-offs.yaml"]
    assert list((tmp_path / "mine").glob(".handouts-*")) == []


def test_every_font_comes_with_its_licence(tmp_path: Path) -> None:
    new(tmp_path / "mine")
    fonts = list((tmp_path / "mine/layouts/fonts").rglob("*.ttf"))
    assert fonts
    assert all((font.parent / "OFL.txt").is_file() for font in fonts)


def test_what_people_said_of_the_shipped_documents_stays_behind(source: Path, tmp_path: Path) -> None:
    names = begin(tmp_path / "mine", source)
    made = files(tmp_path / "mine")
    assert sorted(made) == sorted(names)
    assert made["content/sign-offs.yaml"].decode() == HEAD + "[]\n"
    assert [name for name in names if "sign-offs/" in name or "waivers" in name or "judgements" in name] == []


def test_a_shipped_project_without_approvals_gets_an_empty_file_of_them(tmp_path: Path) -> None:
    begin(tmp_path / "mine", make_project(tmp_path / "shipped"))
    assert (tmp_path / "mine/content/sign-offs.yaml").read_text() == "[]\n"


def test_a_copy_of_a_read_only_file_can_be_edited(source: Path, tmp_path: Path) -> None:
    read_only = source / "content/claims/dose.yaml"
    read_only.chmod(0o444)
    begin(tmp_path / "mine", source)
    assert (tmp_path / "mine/content/claims/dose.yaml").stat().st_mode & stat.S_IWUSR


def test_what_was_made_is_printed(tmp_path: Path) -> None:
    result = new(tmp_path / "mine")
    made = files(tmp_path / "mine")
    counts = {top: sum(name.startswith(f"{top}/") for name in made) for top in ("content", "layouts", "schemas")}
    mine = tmp_path / "mine"
    assert result.stdout.splitlines() == [
        f"{mine}/.gitignore",
        f"{mine}/README.md",
        f"{mine}/content: {counts['content']} files",
        f"{mine}/layouts: {counts['layouts']} files",
        f"{mine}/schemas: {counts['schemas']} files",
    ]


def test_the_readme_names_only_files_that_are_there(tmp_path: Path) -> None:
    new(tmp_path / "mine")
    text = (tmp_path / "mine/README.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    named = [word for row in rows for word in row.split("`")[1::2]]
    assert len(named) > 8
    assert [pattern for pattern in named if not list((tmp_path / "mine").glob(pattern))] == []


@pytest.mark.clinical
def test_a_new_project_has_no_error_and_builds_at_once(tmp_path: Path) -> None:
    new(tmp_path / "mine")
    root = tmp_path / "mine"
    assert errors(examine(Request(root, root / "build", TODAY)).problems) == []
    built = build(Request(root, root / "build", TODAY, ("newborn-k1-shot",), layouts=("a4",)))
    assert built.written == ("leaflets/newborn-k1-shot.en.a4.pdf",)
    assert built.stopped == ()


# --- where ----------------------------------------------------------------------------------------


def test_missing_folders_are_made_and_an_empty_one_is_taken(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert new(tmp_path / "a/b/mine").exit_code == 0
    assert new(tmp_path / "empty").exit_code == 0
    assert files(tmp_path / "a/b/mine") == files(tmp_path / "empty")


def test_the_current_folder_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert new(Path()).exit_code == 0
    assert Path("content/references.yaml").is_file()


def test_a_folder_in_use_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/.notes").write_text("mine")
    result = new(tmp_path / "mine")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is not empty" in result.stderr
    assert files(tmp_path / "mine") == {".notes": b"mine"}


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    assert new(tmp_path / "mine").exit_code == 2
    assert (tmp_path / "mine").read_text() == "mine"


# --- failures -------------------------------------------------------------------------------------


def test_a_disk_that_refuses_a_file_leaves_nothing_behind(tmp_path: Path) -> None:
    """The kernel refuses to write beyond 50,000 bytes a file: the fonts and a claim file have more."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    words = [sys.executable, "-m", "handouts", "new", str(tmp_path / "a/mine")]
    result = subprocess.run(words, capture_output=True, text=True, preexec_fn=limit, check=False, cwd=REPO)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        f"Error: cannot make a project in {tmp_path / 'a/mine'}: File too large; nothing is left of it"
    ]
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_hold_a_folder_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    result = new(tmp_path / "file/mine")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "Not a directory" in result.stderr


@pytest.mark.parametrize("after", range(len(beginning.ORDER)))
def test_a_move_that_fails_takes_back_those_before_it(
    after: int, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moves: list[Path] = []
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if len(moves) == after:
            raise OSError(errno.ENOSPC, "No space left on device")
        moves.append(target)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    (tmp_path / "mine").mkdir()
    with pytest.raises(OSError, match="No space"):
        begin(tmp_path / "mine", source, EditorFiles({"a.schema.json": b"{}"}, str))
    assert len(moves) == after
    assert list((tmp_path / "mine").iterdir()) == []


def test_nothing_of_somebody_else_is_taken_back(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(self: Path, _target: Path) -> Path:
        (tmp_path / "mine/theirs").write_text("theirs")
        raise OSError(errno.ENOSPC, "No space left on device", str(self))

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="No space"):
        begin(tmp_path / "mine", source)
    assert files(tmp_path / "mine") == {"theirs": b"theirs"}


def test_what_a_killed_run_left_is_removed_and_nothing_else(source: Path, tmp_path: Path) -> None:
    write(tmp_path / "mine/.handouts-ab12_x9z", "leaflets/small.yaml", "half a leaf")
    begin(tmp_path / "mine", source)
    assert sorted(path.name for path in (tmp_path / "mine").iterdir()) == [*sorted(TEXTS), "content", "layouts"]
    (tmp_path / "other/.handouts-notes").mkdir(parents=True)
    with pytest.raises(OccupiedError):
        begin(tmp_path / "other", source)
    assert (tmp_path / "other/.handouts-notes").is_dir()


def test_a_begun_folder_is_refused(source: Path, tmp_path: Path) -> None:
    begin(tmp_path / "mine", source)
    with pytest.raises(OccupiedError):
        begin(tmp_path / "mine", source)


# --- what is shipped ------------------------------------------------------------------------------


def test_an_installed_copy_comes_before_a_checkout(tmp_path: Path) -> None:
    for folder in ("one/content", "two/content", "two/layouts", "three/content", "three/layouts"):
        (tmp_path / folder).mkdir(parents=True)
    one, two, three = (tmp_path / name for name in ("one", "two", "three"))
    assert shipped((one, two, three)) == two
    assert shipped() == REPO
    with pytest.raises(NothingShippedError):
        shipped((one,))


def test_a_copy_without_content_says_so_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "__defaults__", ((tmp_path,),))
    result = new(tmp_path / "mine")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert not (tmp_path / "mine").exists()


def test_begin_needs_no_heavy_import(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from handouts.content.shipped.beginning import begin;"
        "from handouts.content.shipped.place import shipped; begin(Path(sys.argv[1]), shipped());"
        "print(*{name.partition('.')[0] for name in sys.modules} & {'yaml', 'reportlab', 'pptx', 'PIL', 'lxml'})"
    )
    words = [sys.executable, "-c", code, str(tmp_path / "mine")]
    result = subprocess.run(words, capture_output=True, text=True, check=True, cwd=REPO)
    assert result.stdout == "\n"
