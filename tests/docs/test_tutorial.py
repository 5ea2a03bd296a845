"""The tutorial works as it is written: its files, edits and commands lead to a released leaflet and lesson."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from support.pdf_text import texts_of
from support.projects import REPO
from support.shown import words_of
from support.tutorial import ANYTHING, Command, Edit, File, LostBlockError, Printed, agrees, follow, steps

from handouts import cli
from handouts.audit.verify import verify_file
from handouts.core.problem import errors
from handouts.pipeline.check import nothing
from handouts.pipeline.everywhere import examine_everywhere
from handouts.pipeline.request import Request

TEXT = (REPO / "docs/tutorial.md").read_text(encoding="utf-8")
STEPS = steps(TEXT)
COMMANDS = [step for step in STEPS if isinstance(step, Command)]
RELEASE = Path("inhaler/releases/2026-12")
PDF = RELEASE / "leaflets/reliever.en.a4.pdf"
PPTX = RELEASE / "decks/acute-asthma.en.widescreen.pptx"
# the lines that tell of a fault in content, or of a copy that is not the current one
WHY = re.compile(r"^(?:\d+ errors?$|newer version exists|recalled: )", re.MULTILINE)
# the topic of the shipped content
SHIPPED = re.compile(r"vitamin|warfarin|natto", re.IGNORECASE)

pytestmark = pytest.mark.clinical


class TutorialDay(date):
    """A calendar on which it is always the day of the tutorial."""

    @classmethod
    def today(cls) -> TutorialDay:
        return cls(2026, 12, 1)


@dataclass(frozen=True, slots=True)
class Followed:
    """The folder of a reader who has done all steps, and what each command printed."""

    folder: Path
    printed: tuple[Printed, ...]


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Followed]:
    folder = tmp_path_factory.mktemp("reader")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("HANDOUTS_BUILD_FORMAT", raising=False)
        patch.delenv("HANDOUTS_CHECK_FORMAT", raising=False)
        patch.setenv("COLUMNS", "100")
        for found in pkgutil.iter_modules(cli.__path__):
            module = importlib.import_module(f"handouts.cli.{found.name}")
            if getattr(module, "date", None) is date:
                patch.setattr(module, "date", TutorialDay)
        yield Followed(folder, tuple(follow(STEPS, folder)))


def test_each_command_prints_what_the_tutorial_shows(followed: Followed) -> None:
    assert [each.command for each in followed.printed] == COMMANDS
    wrong = [each for each in followed.printed if not agrees(each.command.shown, each.text)]
    assert not wrong, "\n".join(f"docs/tutorial.md:{each.command.line}: it prints\n{each.text}" for each in wrong)


def test_a_command_fails_only_where_the_tutorial_says_why(followed: Followed) -> None:
    failed = [each.command for each in followed.printed if each.status]
    assert failed == [command for command in COMMANDS if WHY.search(command.shown)]
    assert all(each.status in (0, 1) for each in followed.printed)


def test_a_line_that_is_out_of_date_is_found(followed: Followed) -> None:
    changed = 0
    for each in followed.printed:
        lines = each.command.shown.splitlines()
        for number, line in enumerate(lines):
            if line.strip(f" {ANYTHING}"):
                other = [*lines[:number], f"{line} and more", *lines[number + 1 :]]
                assert not agrees("\n".join(other), each.text), (each.command.words, line)
                changed += 1
    assert changed > len(COMMANDS)


def test_the_released_files_are_whole_and_no_drafts(followed: Followed) -> None:
    leaflet, lesson = (_words(followed.folder / path) for path in (PDF, PPTX))
    assert len(texts_of((followed.folder / PDF).read_bytes())) == 2
    for words in (leaflet, lesson):
        assert "Draft" not in words
        assert "2 puffs" in words
        assert "5 minutes" in words
        assert "10 minutes" not in words
    assert "Call an ambulance for Sam" in lesson
    assert verify_file(followed.folder / PDF) == []
    assert verify_file(followed.folder / PPTX) == []


def test_a_draft_is_seen_to_be_one(followed: Followed) -> None:
    for text in texts_of((followed.folder / "inhaler/before/leaflets/reliever.en.a4.pdf").read_bytes()):
        assert "Draft" in text


def test_nothing_speaks_of_another_topic(followed: Followed) -> None:
    found = [path for path in (followed.folder / "inhaler/content").rglob("*.yaml") if SHIPPED.search(_text(path))]
    assert not found
    for path in (PDF, PPTX):
        assert not SHIPPED.search(_words(followed.folder / path))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _words(path: Path) -> str:
    """All words of a finished file, with plain spaces between them."""
    return " ".join(" ".join(words for _, words in words_of(path.read_bytes())).split())


def test_the_finished_project_has_no_error_with_any_clinic_and_layout(followed: Followed) -> None:
    root = followed.folder / "inhaler"
    request = Request(root, root / "build", TutorialDay.today())
    assert errors(examine_everywhere(request, lambda _: nothing).problems) == []


def test_nobody_can_take_the_exercise_for_advice() -> None:
    assert "All facts in this tutorial are made up." in TEXT.partition("## 1.")[0].replace("\n> ", " ")
    documents = [step for step in STEPS if isinstance(step, File) and step.text.count("\ntitle: ")]
    assert len(documents) == 2
    for step in documents:
        assert "(exercise)" in step.text.splitlines()[1]
    written = "".join(step.text for step in STEPS if isinstance(step, File))
    sites = set(re.findall(r"(?:https?://|\w@)([\w.]+)", written))
    # an id that Zotero gives is no address that anybody prints
    assert sites == {"example.org", "highfield.example", "zotero.org"}


def test_the_tutorial_installs_as_the_readme_does() -> None:
    readme = (REPO / "README.md").read_text(encoding="utf-8")
    (install,) = re.findall(r"^python3 .*$", TEXT, re.MULTILINE)
    assert install.partition(" pip")[0] in readme
    assert r".venv\Scripts\Activate.ps1" in readme


def test_lines_are_short() -> None:
    assert [line for line in TEXT.splitlines() if len(line) > 120] == []


# --- the reading of the tutorial itself -----------------------------------------------------------

SMALL = """\
Write in `a.yaml`:

```yaml
one: 1
```

Add this at the
end of `a.yaml`:

```yaml
two: 2
```

Now change `a.yaml`:

```diff
 one: 1
-two: 2
+two: 3
```

```console
$ cd sub
$ rm b
```
"""


def test_files_additions_edits_and_commands_are_followed(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/b").write_text("gone")
    here = Path.cwd()
    assert [each.command.words for each in follow(steps(SMALL), tmp_path)] == ["cd sub", "rm b"]
    assert Path.cwd() == here
    assert (tmp_path / "a.yaml").read_text() == "one: 1\ntwo: 3\n"
    assert list((tmp_path / "sub").iterdir()) == []


@pytest.mark.parametrize("text", ["Write this:\n\n```yaml\na: 1\n```\n", "Write `a.yaml` now.\n\n```yaml\na: 1\n```\n"])
def test_a_block_without_a_file_is_refused(text: str) -> None:
    with pytest.raises(LostBlockError, match=r"line 3: the words before the block name no file"):
        steps(text)


@pytest.mark.parametrize("old", ["three: 3\n", "one: "])
def test_an_edit_that_does_not_fit_is_refused(tmp_path: Path, old: str) -> None:
    edit = Edit("a.yaml", old, "")
    file = File("a.yaml", "one: 1\none: 2\n")
    with pytest.raises(LostBlockError, match="and not once"):
        list(follow([file, edit], tmp_path))


def test_a_command_that_no_reader_needs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LostBlockError, match="no step runs 'curl'"):
        list(follow([replace(COMMANDS[0], words="curl x")], tmp_path))


@pytest.mark.parametrize(
    ("shown", "printed", "agree"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\nb\n", "\na  \nb\n\n", True),
        ("a\n…\n", "a\n", True),
        ("a\n…\nd\n", "a\nb\nc\nd\n", True),
        ("…\nd\n", "d\n", True),
        ("version …\n", "version 1.2\n", True),
        ("2 puffs\n", "2\N{NO-BREAK SPACE}puffs\n", True),
        ("a\n", "a\nb\n", False),
        ("a\nb\n", "a\n", False),
        ("version …\n", "version\n1.2\n", False),
        ("a.c\n", "abc\n", False),
        ("…\nd\n", "c\n", False),
        ("", "a\n", False),
    ],
)
def test_what_is_printed_is_compared_line_by_line(shown: str, printed: str, agree: bool) -> None:
    assert agrees(shown, printed) is agree
