"""A fault of the program stays where it is: each step of a build and a check fails at one document, and only there."""

from __future__ import annotations

import functools
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from random import Random
from types import CodeType, FrameType
from typing import Any

import pytest
from click.testing import CliRunner, Result
from support.projects import LEAFLET, TODAY, copied, deck, line_of, make_project, request, two_layouts, write

from handouts.checks.subject import Subject
from handouts.cli import main
from handouts.content.compose.texts import Composer
from handouts.content.prose import Prose
from handouts.core import faults as faults_module
from handouts.core.faults import RULE
from handouts.core.problem import Problem, errors
from handouts.document.text import Unit
from handouts.pipeline import manifest
from handouts.pipeline.build import build
from handouts.render.type import fonts

BOOM = "by nothing"
SMALL = ("leaflets/small.en.a4.pdf", "leaflets/small.en.letter.pdf")
OTHER = ("leaflets/other.en.a4.pdf", "leaflets/other.en.letter.pdf")
TALK = ("decks/talk.en.widescreen.pptx",)
SLIDE = """\
- id: s
  slide: statement
  title: Keep the range
  sources: [paper_2012]
  blocks: [{id: a, text: "The target is {{ dose.target }}."}]
- id: end
  slide: references
  title: References
"""
DECK = deck(SLIDE)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A built project with two leaflets in two layouts and a deck, and an edit of each since."""
    files = {"leaflets/other.yaml": LEAFLET.replace("A small", "Another small"), "decks/talk.yaml": DECK}
    root = make_project(tmp_path / "project", files, two_layouts())
    assert build(request(root, layouts=())).problems == ()
    for name, text in {**files, "leaflets/small.yaml": LEAFLET}.items():
        write(root, name, text.replace('version: "1.0"', 'version: "1.1"'))
    return root


@dataclass(frozen=True)
class Stage:
    """A function that fails for one document: its name, and the words of the fault's message."""

    place: str
    says: str
    document: str = "small"
    line: int = 1


def naming(document: str, *args: object) -> bool:
    """Whether one of the arguments is a document, its draft or its name."""
    return any(document in (each, getattr(each, "id", None)) for each in args)


def break_at(monkeypatch: pytest.MonkeyPatch, stage: Stage) -> None:
    """Makes a function raise for one document."""
    module, _, name = stage.place.rpartition(".")
    real: Callable[..., Any] = getattr(import_module(module), name)

    @functools.wraps(real)
    def with_a_bug(*args: Any, **more: Any) -> Any:
        if naming(stage.document, *args, *more.values()):
            raise ZeroDivisionError(BOOM)
        return real(*args, **more)

    monkeypatch.setattr(stage.place, with_a_bug)


def run(root: Path, command: str, *options: str) -> Result:
    """A command on the project."""
    place = () if command == "verify" else ("--project", str(root))
    day = () if command in ("quiz", "trace", "verify") else ("--as-of", str(TODAY))
    asked = [command, *options, *day, *place]
    return CliRunner().invoke(main, asked, catch_exceptions=False)


def faults(result: Result) -> list[str]:
    """The lines of a command's output that tell of a fault."""
    return [line for line in result.output.splitlines() if f"[{RULE}]" in line]


def there(root: Path, paths: tuple[str, ...]) -> tuple[str, ...]:
    """Which of these files lie in the output folder, and are listed in its manifest."""
    listed = {row["path"] for row in manifest.read(root / "build")}
    return tuple(path for path in paths if (root / "build" / path).is_file() and path in listed)


def withheld(root: Path, paths: tuple[str, ...]) -> tuple[str, ...]:
    """Which of these files were moved aside."""
    return tuple(path for path in paths if (root / "build/withheld" / path).is_file())


BUILD = {
    "reading": Stage("handouts.content.project.read_draft", "reading 'small'"),
    "composing": Stage("handouts.content.compose.sections", "composing 'small'"),
    "setting": Stage("handouts.render.paper.pages.set_pages", "setting 'small' in the layout 'a4'"),
    "drawing": Stage("handouts.render.paper.pdf.write_leaflet", "drawing 'small'"),
    "verifying": Stage("handouts.audit.verify.verify_paper", "verifying leaflets/small.en.a4.pdf"),
    "taking the digest": Stage(
        "handouts.pipeline.documents.content_digest", "collecting the approvals and inputs of 'small'"
    ),
    "collecting inputs": Stage(
        "handouts.pipeline.build.document_parts", "collecting the approvals and inputs of 'small'"
    ),
    "writing": Stage("handouts.pipeline.build._entry", "making leaflets/small.en.a4.pdf"),
}
CHECK = ("reading", "composing", "setting", "taking the digest")


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("name", BUILD)
def test_a_fault_withholds_its_document_and_no_other(
    root: Path, name: str, jobs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = BUILD[name]
    with monkeypatch.context() as broken:
        if name == "writing":
            _break_entry(broken)
        else:
            break_at(broken, stage)
        result = run(root, "build", "--jobs", jobs)
    assert (result.exit_code, "Traceback" in result.output) == (1, False)
    first = faults(result)[0]
    assert first.startswith(f"content/leaflets/small.yaml:{stage.line}:"), first
    assert stage.says in first
    assert f"ZeroDivisionError: {BOOM}" in first
    assert "report it to the maintainers" in first
    assert (there(root, SMALL), withheld(root, SMALL)) == ((), SMALL)
    assert there(root, (*OTHER, *TALK)) == (*OTHER, *TALK)
    assert set(result.stdout.splitlines()) == {*OTHER, *TALK}

    # what the program failed at is tried again, and nothing else
    again = run(root, "build")
    assert (again.exit_code, set(again.stdout.splitlines())) == (0, set(SMALL))
    assert there(root, SMALL) == SMALL


def _break_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    real = import_module("handouts.pipeline.build")._entry

    def with_a_bug(each: Any, *args: Any) -> Any:
        if each.document.id == "small":
            raise ZeroDivisionError(BOOM)
        return real(each, *args)

    monkeypatch.setattr("handouts.pipeline.build._entry", with_a_bug)


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_fault_is_told_at_the_text_in_hand(root: Path, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Composer.unit

    def with_a_bug(composer: Composer, prose: Prose, **more: Any) -> Unit:
        if prose.id == "small/more/list/two":
            raise ZeroDivisionError(BOOM)
        return real(composer, prose, **more)

    monkeypatch.setattr(Composer, "unit", with_a_bug)
    line, column = line_of(LEAFLET, "two: Ask"), LEAFLET.splitlines()[line_of(LEAFLET, "two: Ask") - 1].index("Ask") + 1
    [found] = faults(run(root, command))
    assert found.startswith(f"content/leaflets/small.yaml:{line}:{column}: error: composing 'small' failed")


@pytest.mark.parametrize("name", CHECK)
def test_a_check_tells_the_same_fault(root: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    break_at(monkeypatch, BUILD[name])
    result = run(root, "check")
    assert (result.exit_code, "Traceback" in result.output) == (1, False)
    assert all(line.startswith("content/leaflets/small.yaml:") for line in faults(result))
    assert f"ZeroDivisionError: {BOOM}" in faults(result)[0]


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize("jobs", [(), ("--jobs", "2")])
def test_the_traceback_is_printed_where_it_is_wanted(
    root: Path, command: str, jobs: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    break_at(monkeypatch, BUILD["setting"])
    result = run(root, command, *(jobs if command == "build" else ()), "--traceback")
    assert result.exit_code == 1
    assert "Traceback (most recent call last)" in result.stderr
    assert "in with_a_bug" in result.stderr
    assert "Traceback" not in result.stdout


def test_a_fault_is_told_again_until_it_is_gone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        break_at(broken, BUILD["setting"])
        first = run(root, "build")
        again = run(root, "build")
    assert faults(again) == faults(first) != []
    assert "withheld: leaflets/small.en.a4.pdf" in again.stderr
    assert "3 as they were" in again.stderr


def test_a_document_that_was_never_read_is_read_when_the_fault_is_gone(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        break_at(broken, BUILD["reading"])
        assert run(root, "build", "--out", str(root / "new")).exit_code == 1
    result = run(root, "build", "--out", str(root / "new"))
    assert (result.exit_code, set(result.stdout.splitlines())) == (0, {*SMALL})


# --- rules ----------------------------------------------------------------------------------------


def rule_with_a_bug(subject: Subject) -> Iterator[Problem]:
    """A rule that fails where it comes upon the small leaflet."""
    for draft in subject.drafts:
        if draft.id == "small":
            raise ZeroDivisionError(BOOM)
        yield Problem(draft.mark, "other-rule", f"seen: {draft.id}", "warning", (draft.id,))


@pytest.mark.parametrize("rules", ["handouts.checks.CLINICAL", "handouts.checks.structure.RULES"])
@pytest.mark.parametrize("command", ["build", "check"])
def test_a_rule_that_fails_at_a_document_is_named_and_stops_no_other(
    root: Path, command: str, rules: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, (rule_with_a_bug,))
    result = run(root, command)
    [line] = faults(result)
    assert line.startswith("content/leaflets/small.yaml:1:1: error: the check of 'small' with the rule 'test_faults'")
    assert "seen: other" in result.output
    assert "seen: talk" in result.output
    if command == "build":
        assert there(root, (*SMALL, *OTHER, *TALK)) == (*OTHER, *TALK)


def rule_of_facts_with_a_bug(subject: Subject) -> Iterator[Problem]:
    """A rule that fails at a claim, which any document may use."""
    for claim in subject.facts.claims.values():
        assert claim.id == BOOM
        yield Problem(claim.mark, "never", "")


@pytest.mark.parametrize("rules", ["handouts.checks.CLINICAL", "handouts.checks.structure.RULES"])
def test_a_rule_that_fails_at_facts_stops_everything(root: Path, rules: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, (rule_of_facts_with_a_bug,))
    result = run(root, "build")
    [line] = faults(result)
    assert line.startswith("content/claims/dose.yaml:2:3: error: the check with the rule")
    assert there(root, (*SMALL, *OTHER, *TALK)) == ()
    assert withheld(root, (*SMALL, *OTHER, *TALK)) == (*SMALL, *OTHER, *TALK)


def test_a_rule_on_all_words_that_fails_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def with_a_bug(_: object) -> Iterator[Problem]:
        raise ZeroDivisionError(BOOM)

    monkeypatch.setattr("handouts.pipeline.check.OF_ALL_WORDS", (with_a_bug,))
    result = run(root, "check")
    assert result.exit_code == 1
    [line] = faults(result)
    assert line.startswith("content:1:1: error: the check of all words with the rule")


# --- decks ----------------------------------------------------------------------------------------


DECKS = {
    "setting": Stage("handouts.render.deck.paginate", "setting 'talk' in the layout 'widescreen'", "talk"),
    "drawing": Stage("handouts.render.deck.pptx.write_deck", "drawing 'talk'", "talk"),
    "verifying": Stage("handouts.audit.verify.verify_slides", "verifying decks/talk.en.widescreen.pptx", "talk"),
    "formatting": Stage("handouts.pipeline.read.in_full", "formatting the references of 'talk'", "paper_2012"),
}


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("name", DECKS)
def test_a_fault_withholds_its_deck_and_no_leaflet(
    root: Path, name: str, jobs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "formatting":
        monkeypatch.setattr("handouts.content.citations.formatted", _unformatted)
    else:
        break_at(monkeypatch, DECKS[name])
    result = run(root, "build", "--jobs", jobs)
    [line] = faults(result)
    assert line.startswith("content/decks/talk.yaml:")
    assert DECKS[name].says in line
    assert there(root, (*SMALL, *OTHER, *TALK)) == (*SMALL, *OTHER)
    assert withheld(root, TALK) == TALK


def _unformatted(*_: object) -> dict[str, str]:
    raise ZeroDivisionError(BOOM)


def test_a_print_out_that_fails_leaves_the_slides(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    break_at(monkeypatch, Stage("handouts.document.printout.printout", "", "talk"))
    result = run(root, "build", "talk", "--layout", "widescreen", "--layout", "a4-notes")
    [line] = faults(result)
    assert "setting 'talk' in the layout 'a4-notes' failed" in line
    assert there(root, TALK) == TALK
    assert not (root / "build/decks/talk.en.a4-notes.pdf").exists()


# --- what documents share -------------------------------------------------------------------------


def test_a_layout_that_fails_stops_its_own_files(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    break_at(monkeypatch, Stage("handouts.render.paper.look.read_leaflet_look", "", "letter"))
    result = run(root, "build")
    lines = faults(result)
    assert {line.partition(": ")[0] for line in lines} == {"layouts/leaflets/letter.yaml:1:1"}
    assert there(root, (*SMALL, *OTHER, *TALK)) == (SMALL[0], OTHER[0], *TALK)
    assert withheld(root, (*SMALL, *OTHER, *TALK)) == (SMALL[1], OTHER[1])


@pytest.mark.parametrize(
    "place",
    [
        "handouts.content.claim_files.read_claims",
        "handouts.content.project.read_limits",
        "handouts.content.project.read_references",
        "handouts.pipeline.documents.checked",
        "handouts.pipeline.build.plan_of",
        "handouts.pipeline.build.past_of",
        "handouts.pipeline.build._made",
        "handouts.pipeline.manifest.merge",
    ],
)
def test_what_all_share_stops_everything(root: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    failing = iter([True])

    def with_a_bug(*args: Any, **more: Any) -> Any:
        # the plan is asked for again, for what is to be withheld
        if next(failing, place.startswith("handouts.content")):
            raise ZeroDivisionError(BOOM)
        return real(*args, **more)

    module, _, name = place.rpartition(".")
    real = getattr(import_module(module), name)
    with monkeypatch.context() as broken:
        broken.setattr(place, with_a_bug)
        result = run(root, "build")
    assert (result.exit_code, "Traceback" in result.output) == (1, False)
    [line] = faults(result)
    assert f"ZeroDivisionError: {BOOM}" in line
    assert line.startswith("content")
    everything = (*SMALL, *OTHER, *TALK)
    assert (there(root, everything), withheld(root, everything)) == ((), everything)
    assert set(run(root, "build").stdout.splitlines()) == {*everything}


@pytest.mark.parametrize("name", ["known_of", "keep"])
def test_what_is_not_remembered_is_told_and_made_again(root: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = (*SMALL, *OTHER, *TALK)
    with monkeypatch.context() as broken:
        broken.setattr(f"handouts.pipeline.incremental.past.{name}", _unformatted)
        result = run(root, "build")
    [line] = faults(result)
    assert line.startswith("manifest.json:1:1: error: ")
    assert result.exit_code == 1
    assert there(root, everything) == everything
    again = run(root, "build")
    assert (again.exit_code, set(again.stdout.splitlines())) == (0, {*everything})


# --- processes ------------------------------------------------------------------------------------


def test_a_process_that_is_killed_loses_its_document_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = import_module("handouts.render.paper.pages").set_pages
    parent = os.getpid()

    def killed(document: Any, *args: Any) -> Any:
        if document.id == "small" and os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(document, *args)

    with monkeypatch.context() as broken:
        broken.setattr("handouts.render.paper.pages.set_pages", killed)
        result = run(root, "build", "--jobs", "2")
    [line] = faults(result)
    assert line.startswith("content/leaflets/small.yaml:1:")
    assert "in a process of its own, which was killed or ran out of memory, failed: BrokenProcessPool" in line
    assert there(root, (*SMALL, *OTHER, *TALK)) == (*OTHER, *TALK)
    assert withheld(root, SMALL) == SMALL
    assert run(root, "build", "--jobs", "2").exit_code == 0


# --- other commands -------------------------------------------------------------------------------

APPROVER = ("--name", "A. Example", "--role", "author", "--until", "2027-06-30", "--yes")


def everywhere(place: str, says: str) -> Stage:
    """A function that fails whatever it is given."""
    return Stage(place, says, document="")


@pytest.mark.parametrize(
    ("command", "stage"),
    [
        (("list",), Stage("handouts.editions.listing.read_draft", "reading 'small'")),
        (("list",), everywhere("handouts.editions.listing.listing", "the command 'list' failed")),
        (("status",), BUILD["composing"]),
        (("status",), BUILD["setting"]),
        (("status",), everywhere("handouts.editions.status._sign_off", "checking the approvals of 'small'")),
        (("impact", "dose.target"), BUILD["composing"]),
        (("impact", "dose.target"), BUILD["setting"]),
        (("impact", "dose.target"), everywhere("handouts.editions.impact._lapses", "the impact on the files")),
        (("dossier", "small"), BUILD["setting"]),
        (("dossier", "small"), everywhere("handouts.editions.dossier.dossier", "the evidence pack of 'small'")),
        (("approve", "small", *APPROVER), BUILD["setting"]),
        (
            ("approve", "small", *APPROVER),
            everywhere("handouts.editions.approval.proposal.record_of", "the approval of"),
        ),
        (("release", "2026-11"), BUILD["composing"]),
        (("release", "2026-11"), everywhere("handouts.editions.releases.make.edition_of", "checking the approvals of")),
        (("diff", "{root}"), BUILD["composing"]),
        (("diff", "{root}"), everywhere("handouts.editions.diff.editions._look_at", "comparing 'small'")),
        (("quiz", "talk"), everywhere("handouts.editions.quiz.as_csv", "the quiz of 'talk'")),
        (("recall", "dose.target"), everywhere("handouts.editions.recall.notice_of", "the command 'recall' failed")),
        (("trace", "dose.target"), BUILD["reading"]),
        (
            ("verify", "{root}/build/leaflets/small.en.a4.pdf"),
            everywhere("handouts.audit.verify.verify_data", "verifying"),
        ),
    ],
)
def test_no_command_ends_with_a_traceback(
    root: Path, command: tuple[str, ...], stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = tuple(word.format(root=root) for word in command)
    if stage.document:
        break_at(monkeypatch, stage)
    else:
        monkeypatch.setattr(stage.place, _unformatted)
    result = run(root, *typed)
    assert (result.exit_code, "Traceback" in result.output) == (1, False), result.output
    assert any(stage.says in line for line in faults(result)), result.output
    again = run(root, *typed, "--traceback")
    assert again.stderr.count("Traceback") >= 1
    assert "ZeroDivisionError" in again.stderr


def test_a_dossier_that_fails_takes_its_older_copy_along(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = "dossiers/small.en.a4.pdf"
    assert run(root, "dossier", "small").exit_code == 0
    monkeypatch.setattr("handouts.editions.dossier.dossier", _unformatted)
    assert run(root, "dossier", "small").exit_code == 1
    assert withheld(root, (pack,)) == (pack,)


def test_an_interrupt_and_an_end_are_no_faults(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(*_: object) -> None:
        raise SystemExit(7)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("handouts.render.paper.pages.set_pages", ended)
    assert run(root, "build").exit_code == 7
    monkeypatch.setattr("handouts.render.paper.pages.set_pages", interrupted)
    result = run(root, "build")
    assert (result.exit_code, faults(result)) == (1, [])
    assert "Aborted" in result.stderr


# --- wherever it fails ----------------------------------------------------------------------------

PROGRAM = str(Path(faults_module.__file__).parents[1])
# a font that cannot be loaded, whatever the reason, is a fault of the font and not of the program
TOLD_OTHERWISE = {faults_module.__file__, fonts.__file__}
FAILURES = 24


@contextmanager
def traced(trace: Callable[[FrameType, str, Any], Any]) -> Iterator[None]:
    """Runs a block under a trace function."""
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield
    finally:
        sys.settrace(before)


def functions_of(root: Path) -> Counter[CodeType]:
    """The functions of the program that a build calls, and how often."""
    calls: Counter[CodeType] = Counter()

    def count(frame: FrameType, _: str, __: Any) -> None:
        file = frame.f_code.co_filename
        if file.startswith(PROGRAM) and file not in TOLD_OTHERWISE:
            calls[frame.f_code] += 1

    with traced(count):
        build(request(root, layouts=()))
    return calls


@contextmanager
def failing(code: CodeType, call: int) -> Iterator[None]:
    """Makes the nth call of a function raise."""
    left = [call]

    def fail(frame: FrameType, _: str, __: Any) -> None:
        if frame.f_code is code:
            left[0] -= 1
            if left[0] == 0:
                raise ZeroDivisionError(BOOM)

    with traced(fail):
        yield


def digests(root: Path, paths: tuple[str, ...]) -> dict[str, str]:
    """The digest of each of these files that lies in the output folder."""
    files = ((path, root / "build" / path) for path in paths)
    return {path: manifest.sha256(file.read_bytes()) for path, file in files if file.is_file()}


def test_wherever_a_build_fails_no_wrong_file_is_left(root: Path, tmp_path: Path) -> None:
    everything = (*SMALL, *OTHER, *TALK)
    calls = functions_of(copied(root, tmp_path / "counted"))
    right = digests(tmp_path / "counted", everything)
    dice = Random(11)  # noqa: S311 - the same places in each run
    # what catches every failure below it can only fail before it begins
    below = (code for code in calls if code is not build.__code__)
    chosen = dice.sample(sorted(below, key=lambda each: (each.co_filename, each.co_firstlineno)), FAILURES)
    for number, code in enumerate(chosen):
        call = dice.randint(1, calls[code])
        place = f"{code.co_filename}:{code.co_firstlineno} {code.co_name}, call {call}"
        project = copied(root, tmp_path / f"{number}")
        with failing(code, call):
            found = build(request(project, layouts=()))
        left = digests(project, everything)
        assert left.items() <= right.items(), place
        assert set(left) == {*found.written}, place
        assert found.problems or left == right, place
        assert errors(build(request(project, layouts=())).problems) == [], place
        assert digests(project, everything) == right, place
