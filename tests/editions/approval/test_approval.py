"""Sign-offs: what they are bound to, how they lapse, and what is printed and released with them."""

from __future__ import annotations

import json
import multiprocessing
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation
from support.approvals import approve_at_once
from support.pdf_text import texts_of
from support.projects import (
    CLAIMS,
    CLINIC,
    HEAD,
    LEAFLET,
    REFERENCES,
    REPO,
    TODAY,
    all_layouts,
    copied,
    deck,
    leaflet,
    make_project,
    own_layouts,
    problems_of,
    request,
    two_layouts,
    without_clinical_rules,
    write,
)
from support.units import SHIPPED

from handouts.checks.releasable import shortfalls
from handouts.checks.waivers import words as waiver_words
from handouts.cli import main
from handouts.content.approvals import Approval, read_approvals
from handouts.content.markup import foreign_markup, stray_placeholder
from handouts.content.meaning import claim_as_written, claim_read_again
from handouts.content.model import SIGNERS, Signer
from handouts.content.project import Project, read_all, read_content
from handouts.content.standing import Standing, reviewed, standings
from handouts.core.alphabets import refusals
from handouts.core.problem import Mark, Problem
from handouts.core.source import source_of
from handouts.editions import approval
from handouts.editions.approval.ledger import HEAD as LEDGER_HEAD
from handouts.editions.approval.ledger import LedgerError, appended
from handouts.pipeline.approved_digest import Placement, placement
from handouts.pipeline.check import looked_over

DAY = ["--as-of", str(TODAY)]
UNTIL = "2027-06-30"
PDF = "leaflets/small.en.a4.pdf"
SIGN_OFFS = "sign-offs.yaml"
FIFTH = "2026-12-05"
EMERGENCY = """\
- id: urgent
  emergency:
    title: Call an ambulance
    text: When the bleeding does not stop.
- id: hello
  text: "Your target is {{ dose.target }}. Test after {{ dose.window }}."
"""
SLIDES = """\
- id: one
  slide: bullets
  title: The target is a range
  blocks:
    - id: a
      text: "The target is {{ dose.target }}. [@paper_2012]"
- id: two
  slide: bullets
  title: Some bleed
  blocks:
    - id: e
      emergency:
        title: Call an ambulance
        text: When the bleeding does not stop.
"""
TALK = deck(SLIDES)


def run(root: Path, *words: str, given: str | None = None) -> Result:
    """A command in a project; what went wrong inside is shown."""
    result = CliRunner().invoke(main, [*words, "--project", str(root)], input=given)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def approve(root: Path, *words: str, role: str = "clinician", name: str = "A. Example", until: str = UNTIL) -> Result:
    day = [] if "--as-of" in words else DAY
    return run(root, "approve", *words, "--name", name, "--role", role, "--until", until, "--yes", *day)


def approve_all(
    root: Path,
    document: str = "small",
    *,
    roles: tuple[Signer, ...] = SIGNERS,
    until: str = UNTIL,
    clinic: str | None = None,
    key: Path | None = None,
) -> None:
    """Every role approves what there is."""
    approve_at_once(root, document, roles, until, clinic=clinic, key=key)


def build(root: Path, *words: str) -> Result:
    day = [] if "--as-of" in words else DAY
    return run(root, "build", *words, *day)


def printed(root: Path, path: str = PDF) -> list[str]:
    """The words of each page or slide of a built file."""
    file = root / "build" / path
    if file.suffix == ".pdf":
        return texts_of(file.read_bytes())
    return [
        " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for slide in Presentation(str(file)).slides
    ]


def is_draft(root: Path, path: str = PDF) -> bool:
    """Whether all pages say Draft, or none."""
    pages = printed(root, path)
    said = {"Draft: awaiting clinical review" in page for page in pages}
    assert len(said) == 1, pages
    return said.pop()


def entry(root: Path, path: str = PDF) -> dict[str, Any]:
    files = json.loads((root / "build/manifest.json").read_text(encoding="utf-8"))["files"]
    return next(each for each in files if each["path"] == path)


def status(root: Path, document: str = "small", *words: str) -> dict[str, Any]:
    day = [] if "--as-of" in words else DAY
    result = run(root, "status", "--format", "json", *day, *words)
    return next(each for each in json.loads(result.stdout) if each["id"] == document)


def states(root: Path, document: str = "small", *words: str) -> dict[str, str]:
    return {role["role"]: role["state"] for role in status(root, document, *words)["sign_offs"][0]["roles"]}


def digest(root: Path, clinic: str | None = None, document: str = "small") -> str:
    asked = request(root, ids=(document,), layouts=(), clinic=clinic)
    return looked_over(asked).documents[0].digest


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_project(tmp_path, {"leaflets/small.yaml": leaflet(EMERGENCY)}, two_layouts())


@pytest.fixture(scope="module")
def first_signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose leaflet every role has approved, which no test changes."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        without_clinical_rules(monkeypatch)
        root = make_project(
            tmp_path_factory.mktemp("signed"), {"leaflets/small.yaml": leaflet(EMERGENCY)}, two_layouts()
        )
        approve_all(root, "small")
    return root


@pytest.fixture
def signed(first_signed: Path, tmp_path: Path) -> Path:
    """A copy of that project to change."""
    return copied(first_signed, tmp_path)


# --- the digest -----------------------------------------------------------------------------------


def changed(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        file = root / "content" / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    return change


def layout(name: str, *pairs: tuple[str, str]) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (REPO / "layouts" / name).read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        own_layouts(root, {name: text})

    return change


LAPSES = {
    "a word": changed("leaflets/small.yaml", "does not stop", "stops"),
    "a word of the emergency advice": changed("leaflets/small.yaml", "Call an", "Call your"),
    "a value that is printed": changed("claims/dose.yaml", "2.0", "2.5"),
    "the day it was checked": changed("leaflets/small.yaml", "checked: 2026-11-22", "checked: 2026-11-21"),
    "the order of blocks": lambda root: write(
        root, "leaflets/small.yaml", leaflet("\n".join(EMERGENCY.splitlines()[4:] + EMERGENCY.splitlines()[:4]))
    ),
    "the kind of a box": changed("leaflets/small.yaml", "emergency:", "call-today:"),
    "the smallest type of a default layout": layout("leaflets/letter.yaml", ("size: 9,", "size: 9.5,")),
    "a policy text that is printed": changed("clinics/mill.yaml", "**same**", "**next**"),
}
KEEPS = {
    "a phone": changed("clinics/mill.yaml", "020 7946 0000", "020 7946 0001"),
    "a logo": changed("clinics/mill.yaml", "logo: mill.png\n", ""),
    "a colour of the clinic": changed("clinics/mill.yaml", "#0b5561", "#0b4f61"),
    "a colour of the theme": layout("themes/clear.yaml", ("primary:", "primary: ")),
    "larger type": layout("leaflets/a4.yaml", ("size: 12.5,", "size: 13,")),
    "a comment": changed("leaflets/small.yaml", "sections:", "# a remark\nsections:"),
    "a claim that is not used": changed("claims/dose.yaml", "number: 80", "number: 85"),
    "the statement of a claim": changed("claims/dose.yaml", "The usual target is", "People aim for"),
    "the order of keys": changed("leaflets/small.yaml", HEAD, "\n".join(reversed(HEAD.splitlines())) + "\n"),
    "the order of a claim's keys": changed("claims/dose.yaml", "low: 2.0, high: 3.0", "high: 3.0, low: 2.0"),
    "who must approve": changed("leaflets/small.yaml", "sections:", "roles: [clinician]\nsections:"),
}


POLICY = EMERGENCY + "- id: missed\n  policy: missed_dose\n  if-empty: drop\n"


@pytest.mark.parametrize("what", LAPSES)
def test_the_digest_of_a_sign_off_changes_with(what: str, tmp_path: Path) -> None:
    root = make_project(tmp_path, {"leaflets/small.yaml": leaflet(POLICY)})
    before = digest(root, "mill")
    LAPSES[what](root)
    assert digest(root, "mill") != before


@pytest.mark.parametrize("what", KEEPS)
def test_the_digest_of_a_sign_off_stays_with(what: str, tmp_path: Path) -> None:
    root = make_project(tmp_path, {"leaflets/small.yaml": leaflet(POLICY)})
    before = digest(root, "mill")
    KEEPS[what](root)
    assert digest(root, "mill") == before


def test_an_emergency_box_that_a_layout_moves_to_another_page_lapses(tmp_path: Path) -> None:
    many = "".join(f"- id: b{number}\n  text: {'Some words to read. ' * 12}\n" for number in range(16))
    root = make_project(tmp_path, {"leaflets/small.yaml": leaflet(many + EMERGENCY)})
    before = digest(root)
    places = {each.layout: each for each in _places(root)}
    layout("leaflets/a4.yaml", ("size: 12.5, line: 17.5", "size: 16, line: 40"), ("pages: even", "pages: any"))(root)
    moved = {each.layout: each for each in _places(root)}
    assert places["a4"].emergency != moved["a4"].emergency
    assert places["a4"].smallest == moved["a4"].smallest
    assert {name for name in places if places[name] != moved[name]} == {"a4"}
    assert digest(root) != before


def _places(root: Path, document: str = "small") -> list[Placement]:
    asked = request(root, ids=(document,), layouts=())
    each = looked_over(asked).documents[0]
    return [placement(name, placed) for name, placed in each.placed.items()]


def test_a_placement_names_page_or_slide_and_the_smallest_type(root: Path) -> None:
    all_layouts(root)
    assert {each.layout: (each.emergency, each.smallest) for each in _places(root)} == {
        "a4": ((2,), "9"),
        "a4-large-print": ((2,), "12"),
        "letter": ((2,), "9"),
        "letter-large-print": ((2,), "12"),
    }
    write(root, "decks/talk.yaml", TALK)
    (slides,) = _places(root, "talk")
    assert (slides.layout, slides.emergency) == ("widescreen", (3,))
    write(root, "decks/talk.yaml", deck(SLIDES.replace("emergency:", "note:")))
    assert _places(root, "talk")[0].emergency == ()


# --- roles ----------------------------------------------------------------------------------------


def _roles(root: Path, text: str) -> tuple[tuple[str, ...], list[str]]:
    write(root, "leaflets/small.yaml", text)
    log: list[Problem] = []
    (draft,) = read_content(Project(root), ("small",), None, log).drafts
    return draft.roles, [problem.rule for problem in log]


def test_a_document_that_names_no_roles_needs_all_that_its_readers_need(root: Path) -> None:
    assert _roles(root, leaflet(EMERGENCY)) == (SIGNERS, [])
    write(root, "decks/talk.yaml", TALK)
    (talk,) = read_content(Project(root), ("talk",), None, []).drafts
    assert talk.roles == ("author", "clinician", "pharmacist")


@pytest.mark.parametrize(
    ("typed", "roles", "rules"),
    [
        ("[author, clinician]", ("author", "clinician"), []),
        ("[clinician, lay reader]", ("clinician", "lay reader"), []),
        ("[clinician, clinician]", ("clinician",), []),
        ("[author]", ("author", "clinician"), ["missing-clinician"]),
        ("[]", ("clinician",), ["missing-clinician"]),
        ("[clinician, pharmasist]", ("clinician",), ["unknown-value"]),
        ("clinician", ("clinician",), ["wrong-type", "missing-clinician"]),
    ],
)
def test_a_document_names_its_roles_and_never_leaves_out_the_clinician(
    root: Path, typed: str, roles: tuple[str, ...], rules: list[str]
) -> None:
    assert _roles(root, leaflet(EMERGENCY, tail=f"roles: {typed}\n")) == (roles, rules)


# --- the record of approvals ----------------------------------------------------------------------

ENTRY = """\
# by hand
- document: small
  lang: en
  role: clinician
  name: A. Example
  when: 2026-11-23
  until: 2027-06-30
  digest: 0123456789abcdef0123456789abcdef01234567
  record: 0123456789abcdef0123456789abcdef01234567
"""


@pytest.mark.parametrize(
    ("wrong", "right", "rule"),
    [
        ("role: clinican", "role: clinician", "unknown-value"),
        ("lang: xx", "lang: en", "unknown-language"),
        ("when: yesterday", "when: 2026-11-23", "wrong-type"),
        ("until: 2026-06-30", "until: 2027-06-30", "wrong-value"),
        ("digest: 0123\n", "digest: 0123456789abcdef0123456789abcdef01234567\n", "wrong-type"),
        ("  nam: A. Example", "  name: A. Example", "missing-key"),
        ("signature: ../x.txt\n  name", "name", "wrong-type"),
        ("document: smal\n", "document: small\n", "unknown-document"),
        ("clinic: mil\n  role", "clinic: mill\n  role", "unknown-clinic"),
    ],
)
def test_a_wrong_entry_is_a_problem_at_its_line_and_its_twin_is_none(
    root: Path, wrong: str, right: str, rule: str
) -> None:
    good = ENTRY if right in ENTRY else ENTRY.replace("  role", f"  {right}", 1)
    write(root, SIGN_OFFS, good)
    assert problems_of(root) == []
    bad = good.replace(right, wrong, 1)
    assert bad != good
    write(root, SIGN_OFFS, bad)
    found = [problem for problem in problems_of(root) if problem.rule == rule]
    assert [problem.mark.file for problem in found] == ["content/sign-offs.yaml"]
    assert found[0].severity == ("warning" if rule in ("unknown-document", "unknown-clinic") else "error")


def test_a_file_that_is_no_list_is_a_problem(root: Path) -> None:
    write(root, SIGN_OFFS, "small: signed\n")
    assert [problem.rule for problem in problems_of(root)] == ["wrong-type"]


@pytest.mark.parametrize("text", ["# nothing yet\n", "[]\n", "{}\n", "# nothing\n{}\n"])
def test_an_empty_record_is_no_problem_and_takes_the_first_approval(root: Path, text: str) -> None:
    write(root, SIGN_OFFS, text)
    assert problems_of(root) == []
    assert approve(root, "small").exit_code == 0
    assert states(root)["clinician"] == "approved"
    assert (
        (root / "content" / SIGN_OFFS).read_text(encoding="utf-8").startswith(text.partition("\n")[0][:1].strip("[{"))
    )


def test_nothing_that_is_shipped_is_signed_off() -> None:
    content = read_all(Project(REPO), None, [])
    assert content.approvals == ()
    assert not (REPO / "content/sign-offs").exists()


NAMES = (
    st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1)
    .map(partial(normalize, "NFC"))
    .filter(lambda name: not [*refusals(name), *foreign_markup(name), *stray_placeholder(name)])
)


def _approval(name: str, number: int = 0, signature: str | None = None) -> Approval:
    day = TODAY + timedelta(days=number)
    return Approval("small", "en", None, "lay reader", name, day, day, "0" * 40, "1" * 40, signature, Mark("?"))


@given(st.lists(NAMES, min_size=1, max_size=4))
def test_any_names_are_read_back_as_they_were_written(names: list[str]) -> None:
    text = ""
    for number, name in enumerate(names):
        longer = appended(text, [_approval(name, number)])
        assert longer.startswith(text or LEDGER_HEAD)
        text = longer
    read = read_approvals(source_of(text, "s"), ("small",), (), [])
    assert [each.text() for each in read] == [_approval(name, number).text() for number, name in enumerate(names)]


def test_a_file_with_other_line_ends_keeps_them(root: Path) -> None:
    old = b"# ours\r\n" + ENTRY.replace("\n", "\r\n").encode()
    write(root, SIGN_OFFS, old)
    assert approve(root, "small").exit_code == 0
    assert (root / "content" / SIGN_OFFS).read_bytes().startswith(old)


def test_what_stands_in_the_record_stays_comments_order_and_all() -> None:
    old = "# ours\n" + ENTRY + "# the end, without a line break"
    new = appended(old, [_approval("B")])
    assert new.startswith(old + "\n- document: small\n")


@pytest.mark.parametrize("text", ["[{document: a}]\n", "small: 1\n", "- document: small\n", "- [\n", ENTRY + "...\n"])
def test_a_record_that_nothing_can_be_added_to_is_left_alone(text: str) -> None:
    with pytest.raises(LedgerError):
        appended(text, [_approval("B")])


# --- approving ------------------------------------------------------------------------------------


def test_a_document_is_a_draft_until_every_role_has_approved_it(root: Path) -> None:
    all_layouts(root)
    for role in SIGNERS:
        build(root, "--layout", "a4")
        assert is_draft(root)
        assert entry(root)["signed_off"] is False
        draft = entry(root)
        approve(root, "small", role=role)
    build(root)
    assert (entry(root)["content"], entry(root)["signed_off"]) == (draft["content"], True)
    assert entry(root)["inputs"] != draft["inputs"]
    for name in ("a4", "a4-large-print", "letter", "letter-large-print"):
        path = f"leaflets/small.en.{name}.pdf"
        assert not is_draft(root, path)
        assert all("Reviewed November 2026" in page for page in printed(root, path))
        assert entry(root, path)["signed_off"] is True


def test_slides_say_draft_until_they_are_signed_off(root: Path) -> None:
    write(root, "decks/talk.yaml", TALK)
    path = "decks/talk.en.widescreen.pptx"
    build(root, "talk")
    assert is_draft(root, path)
    approve_all(root, "talk", roles=("author", "clinician", "pharmacist"))
    build(root, "talk", "small")
    assert not is_draft(root, path)
    assert "reviewed and issued 23 November 2026" in printed(root, path)[0]
    assert (entry(root, path)["signed_off"], is_draft(root)) == (True, True)
    write(root, "decks/talk.yaml", TALK.replace("a range", "one range"))
    build(root, "talk")
    assert is_draft(root, path)
    assert entry(root, path)["signed_off"] is False


def test_a_deck_printed_on_paper_or_cut_short_follows(root: Path) -> None:
    slides = (
        SLIDES.replace("  slide: bullets", "  slide: bullets\n  minutes: 10")
        + "- id: three\n  slide: bullets\n  core: false\n  minutes: 15\n  title: More\n  blocks: [{id: a, text: More words.}]\n"
    )
    write(root, "decks/talk.yaml", deck(slides))
    approve_all(root, "talk", roles=("author", "clinician", "pharmacist"))
    build(root, "talk", "--layout", "a4-notes")
    assert not is_draft(root, "decks/talk.en.a4-notes.pdf")
    build(root, "talk", "--minutes", "20")
    # a lesson that leaves slides out is not what was approved
    assert is_draft(root, "decks/talk.en.widescreen-20min.pptx")


def test_any_change_makes_every_page_a_draft_again(signed: Path) -> None:
    changed("leaflets/small.yaml", "does not stop", "stops")(signed)
    build(signed)
    assert is_draft(signed)
    assert set(states(signed).values()) == {"lapsed"}
    changed("leaflets/small.yaml", "stops", "does not stop")(signed)
    build(signed)
    assert not is_draft(signed)


def test_a_changed_claim_lapses_what_prints_it(signed: Path) -> None:
    changed("claims/dose.yaml", "2.0", "2.5")(signed)
    assert set(states(signed).values()) == {"lapsed"}


def test_an_approval_counts_from_its_day_until_its_last(signed: Path) -> None:
    days = {"2026-11-22": "not-yet", "2026-11-23": "approved", "2027-06-30": "approved", "2027-07-01": "expired"}
    for day, state in days.items():
        assert set(states(signed, "small", "--as-of", day).values()) == {state}
        build(signed, "--layout", "a4", "--as-of", day)
        assert is_draft(signed) is (state != "approved")


def test_an_approval_for_all_counts_for_a_clinic_that_changes_no_word(signed: Path) -> None:
    build(signed, "--layout", "a4", "--clinic", "mill")
    assert not is_draft(signed, f"mill/{PDF}")


def test_a_clinic_whose_policy_is_printed_needs_approvals_of_its_own(tmp_path: Path) -> None:
    root = make_project(tmp_path, {"leaflets/small.yaml": leaflet(POLICY)})
    approve_all(root, "small")
    build(root, "--layout", "a4", "--clinic", "mill")
    assert is_draft(root, f"mill/{PDF}")
    said = approve(root, "small", "--clinic", "mill").stdout
    assert "small en for mill: changed since A. Example approved it as clinician on 2026-11-23 for all clinics:" in said
    assert "  text added: small/one/missed/policy: Take it on the same day." in said
    approve_all(root, "small", clinic="mill")
    build(root, "--layout", "a4", "--clinic", "mill")
    assert not is_draft(root, f"mill/{PDF}")
    write(root, "clinics/mill.yaml", CLINIC.replace("020 7946 0999", "020 7946 0111"))
    build(root, "--layout", "a4", "--clinic", "mill")
    assert not is_draft(root, f"mill/{PDF}")
    write(root, "clinics/mill.yaml", CLINIC.replace("**same**", "**next**"))
    build(root, "--layout", "a4", "--clinic", "mill")
    assert is_draft(root, f"mill/{PDF}")
    ours = {each["clinic"]: each["signed_off"] for each in status(root)["sign_offs"]}
    assert ours == {None: True, "mill": False}


def test_approve_shows_what_changed_since_the_last_approval_of_that_role(signed: Path) -> None:
    first = approve(signed, "small")
    assert "nothing has changed since A. Example approved it as clinician on 2026-11-23" in first.stdout
    text = leaflet(EMERGENCY + "- id: new\n  text: A new line.\n").replace("Call an", "Call your")
    write(signed, "leaflets/small.yaml", text.replace(" Test after {{ dose.window }}.", ""))
    write(signed, "claims/dose.yaml", CLAIMS.replace("2.0", "2.5"))
    said = approve(signed, "small", "--as-of", FIFTH, name="B. Other").stdout.splitlines()
    assert said == [
        "small en: changed since A. Example approved it as clinician on 2026-11-23:",
        "  claim changed: dose.target statement: The usual target is 2.0 to 3.0. → The usual target is 2.5 to 3.0.",
        "  claim changed: dose.target value.low: 2.0 → 2.5",
        "  claim removed: dose.window: The test comes within 3 to 7 days.",
        "  text changed: small/one/urgent/title: Call an ambulance → Call your ambulance",
        "  text changed: small/one/hello: Your target is 2.0–3.0. Test after 3–7\u00a0days. → Your target is 2.5–3.0.",
        "  text added: small/one/new: A new line.",
        "  order changed: document: as approved → other blocks, figures, order or dates",
        "approved: small en: clinician until 2027-06-30",
    ]
    by = approve(signed, "small", "--as-of", FIFTH, role="author").stdout
    assert "changed since A. Example approved it as author on 2026-11-23" in by


def test_emphasis_and_type_are_changes_too(signed: Path) -> None:
    changed("leaflets/small.yaml", "the bleeding", "the **bleeding**")(signed)
    layout("leaflets/letter.yaml", ("size: 9,", "size: 9.5,"))(signed)
    said = approve(signed, "small").stdout
    assert "text changed: small/one/urgent/text: in emphasis, link or source, not in words" in said
    assert "type changed: letter: 9 pt → 9.5 pt" in said


def test_a_record_that_somebody_changed_is_not_believed(signed: Path) -> None:
    (record,) = (signed / "content/sign-offs").iterdir()
    record.write_text(record.read_text(encoding="utf-8").replace("does not stop", "stops"), encoding="utf-8")
    assert "is not known, for its record is missing or changed" in approve(signed, "small").stdout
    changed("claims/dose.yaml", "2.0", "2.5")(signed)
    # the approval before wrote the record anew, and so it is whole again
    assert approve(signed, "--claim", "dose.target").exit_code == 0
    for each in (signed / "content/sign-offs").iterdir():
        each.unlink()
    changed("claims/dose.yaml", "2.5", "2.6")(signed)
    result = approve(signed, "--claim", "dose.target")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "the record of what A. Example approved is missing or changed" in result.stderr


def test_approve_asks_before_it_records(root: Path) -> None:
    words = ["approve", "small", "--name", "A", "--role", "author", "--until", UNTIL, *DAY]
    for answer in ("n\n", ""):
        result = run(root, *words, given=answer)
        assert result.exit_code == 1
        assert "Record 1 approval by A as author?" in result.stderr
        assert not (root / "content/sign-offs").exists()
    assert run(root, *words, given="y\n").exit_code == 0
    assert states(root)["author"] == "approved"


def test_a_device_is_no_key(root: Path) -> None:
    result = approve(root, "small", "--sign", "/dev/zero")
    assert result.exit_code == 2
    assert "--sign /dev/zero is not a file; name the file of an SSH key" in result.stderr


def test_a_disk_that_takes_no_approval_is_told_in_words(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("handouts.editions.approval.replace_durably", refused)
    result = approve(root, "small")
    assert result.exit_code == 1
    assert "cannot record the approval in content/sign-offs.yaml: No space left on device" in result.stderr


def test_a_document_with_an_error_cannot_be_approved(root: Path) -> None:
    changed("leaflets/small.yaml", "dose.target", "dose.targt")(root)
    result = approve(root, "small")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "[unknown-claim]" in result.stderr
    assert "nothing approved" in result.stderr
    write(root, "leaflets/small.yaml", leaflet(f"- id: a\n  text: {'x' * 300}"))
    assert "[overflowing-text]" in approve(root, "small").stderr
    assert not (root / "content/sign-offs").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["small", "--role", "nurse", "--until", UNTIL], "'nurse' is not one of"),
        (
            ["small", "--role", "pharmacist", "--until", UNTIL],
            "'small' needs no pharmacist; its roles are author, clinician",
        ),
        (["small", "--role", "lay-reader", "--until", UNTIL], "'small' needs no lay reader"),
        (["small", "--role", "author", "--until", "2026-11-22"], "--until 2026-11-22 is before 2026-11-23"),
        (["small", "--role", "author", "--until", "soon"], "'soon' is not a date"),
        (["smal", "--role", "author", "--until", UNTIL], "unknown document 'smal'"),
        (["small", "--role", "author", "--until", UNTIL, "--clinic", "mil"], "unknown clinic 'mil'"),
        (["small", "--role", "author", "--until", UNTIL, "--claim", "dose.target"], "say what is approved"),
        (["--role", "author", "--until", UNTIL], "say what is approved"),
    ],
)
def test_a_wrong_role_day_or_name_is_a_wrong_command_line(root: Path, words: list[str], message: str) -> None:
    write(root, "leaflets/small.yaml", leaflet(EMERGENCY, tail="roles: [author, clinician]\n"))
    result = run(root, "approve", *words, "--name", "A", "--yes", *DAY)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert not (root / "content" / SIGN_OFFS).exists()


def test_two_approvals_at_once_are_both_recorded(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = approval.replace_durably
    monkeypatch.setattr(approval, "replace_durably", lambda *words: (time.sleep(0.2), real(*words)))

    def approving(role: Signer) -> None:
        sys.exit(approve(root, "small", role=role).exit_code)

    # processes that have what the test put in place
    context = multiprocessing.get_context("fork")
    both = [context.Process(target=approving, args=(role,)) for role in ("author", "clinician")]
    for each in both:
        each.start()
    for each in both:
        each.join(60)
    assert [each.exitcode for each in both] == [0, 0]
    log: list[Problem] = []
    found = read_content(Project(root), ("small",), None, log).approvals
    assert sorted(each.role for each in found) == ["author", "clinician"]
    assert log == []


def test_a_name_is_kept_in_the_form_that_files_are_read_in(root: Path) -> None:
    assert approve(root, "small", name=" Zoe\u0308 Example ").exit_code == 0
    assert clinician(root)["name"] == "Zoë Example"


@pytest.mark.parametrize("name", [" ", "A\nrole: clinician"])
def test_a_name_is_one_line(root: Path, name: str) -> None:
    assert approve(root, "small", name=name).exit_code == 2


# --- a claim or a text that documents share -------------------------------------------------------


@pytest.fixture
def shared(root: Path) -> Path:
    """Three documents that print one claim, all approved by the clinician, and one that does not."""
    all_layouts(root)
    write(root, "leaflets/other.yaml", LEAFLET.replace("A small", "Another small"))
    write(root, "leaflets/free.yaml", leaflet("- id: a\n  text: No number here."))
    write(root, "decks/talk.yaml", TALK)
    for name in ("small", "other", "free", "talk"):
        approve_all(root, name, roles=("clinician",))
    return root


def test_a_changed_claim_is_approved_once_for_all_that_only_it_changed(shared: Path) -> None:
    write(shared, "claims/dose.yaml", CLAIMS.replace("2.0", "2.5"))
    changed("leaflets/other.yaml", "Eat as usual", "Eat well")(shared)
    result = approve(shared, "--claim", "dose.target", "--as-of", FIFTH)
    assert result.exit_code == 0
    approved = [line for line in result.stdout.splitlines() if line.startswith("approved")]
    assert approved == [f"approved: {name} en: clinician until {UNTIL}" for name in ("small", "talk")]
    assert "  pages: a4: 2; a4-large-print: 2; letter: 2; letter-large-print: 2" in result.stdout
    assert "  pages: widescreen: 2" in result.stdout
    assert (
        "warning: 'other' is not approved: more than the claim 'dose.target' has changed: "
        "text changed: other/more/list/one: Eat as usual. → Eat well." in result.stderr
    )
    found = {name: states(shared, name, "--as-of", FIFTH)["clinician"] for name in ("small", "other", "free", "talk")}
    assert found == {"small": "approved", "other": "lapsed", "free": "approved", "talk": "approved"}


CHART = """\
- id: drawn
  slide: chart
  title: A chart
  blocks:
    - id: f
      figure:
        alt: One estimate with its interval
        caption: Estimates
        kind: intervals
        axis: Risk ratio
        lower: fewer
        higher: more
        rows:
          a: {label: One, value: dose.effect}
"""


def test_a_claim_that_a_figure_draws_is_approved_with_it(root: Path) -> None:
    write(root, "decks/talk.yaml", deck(SLIDES + CHART))
    assert approve(root, "talk").exit_code == 0
    write(root, "claims/dose.yaml", CLAIMS.replace("0.43", "0.45"))
    assert states(root, "talk")["clinician"] == "lapsed"
    result = approve(root, "--claim", "dose.effect")
    assert result.exit_code == 0, result.stderr
    assert "  order changed: " in result.stdout
    assert "  pages: widescreen: 4" in result.stdout
    assert states(root, "talk")["clinician"] == "approved"


def test_why_a_claim_is_not_approved_for_a_document(shared: Path) -> None:
    def why(*words: str, **more: str) -> str:
        result = approve(shared, *words, **more)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "error: " in result.stderr
        return result.stderr

    assert "nothing has changed since A. Example approved it" in why("--claim", "dose.target")
    write(shared, "claims/dose.yaml", CLAIMS.replace("2.0", "2.5"))
    assert "no author has approved it yet; approve the document itself" in why("--claim", "dose.target", role="author")
    assert "'talk' is not approved: it needs no lay reader" in why("--claim", "dose.target", role="lay reader")
    late = why("--claim", "dose.target", "--as-of", "2027-07-01", until="2027-07-02")
    assert "the approval by A. Example held from 2026-11-23 to 2027-06-30" in late
    unused = why("--claim", "dose.targt")
    assert "no document uses the claim 'dose.targt'; did you mean 'dose.target'?" in unused
    assert "[refused-approval]" in unused
    window = why("--claim", "dose.window")
    assert "more than the claim 'dose.window' has changed: text changed: small/one/hello" in window
    for name in ("small", "other", "talk"):
        kind = "decks" if name == "talk" else "leaflets"
        changed(f"{kind}/{name}.yaml", "{{ dose.target }}", "{{ dose.target }} {{ dose.oops }}")(shared)
    assert "it has errors, and uses the claim 'dose.target'" in why("--claim", "dose.target")


def test_a_claim_that_was_not_there_before_is_approved_with_its_document(signed: Path) -> None:
    changed("leaflets/small.yaml", "{{ dose.window }}", "{{ dose.cups/portions }}")(signed)
    result = approve(signed, "--claim", "dose.cups")
    assert "the claim 'dose.cups' was not in what was approved" in result.stderr


def test_a_claim_that_moved_the_emergency_advice_is_not_waved_through(tmp_path: Path) -> None:
    many = "".join(
        f"- id: b{number}\n  text: '{{{{ dose.target }}}} {'Words to read. ' * 12}'\n" for number in range(8)
    )
    root = make_project(tmp_path, {"leaflets/small.yaml": leaflet(EMERGENCY + many)})
    assert approve(root, "small").exit_code == 0
    write(root, "claims/dose.yaml", CLAIMS.replace("2.0", "2.5"))
    layout("leaflets/letter.yaml", ("size: 9,", "size: 9.5,"))(root)
    result = approve(root, "--claim", "dose.target")
    assert result.exit_code == 1
    assert "more than the claim 'dose.target' has changed: type changed: letter: 9 pt → 9.5 pt" in result.stderr


def test_a_text_that_two_decks_share_is_approved_once(root: Path) -> None:
    write(root, "decks/talk.yaml", TALK)
    course = "- id: bridge\n  slide: section\n  title: A part\n  include: talk\n"
    write(root, "decks/course.yaml", deck(course).replace("A small deck", "A course"))
    for name in ("talk", "course"):
        assert approve(root, name).exit_code == 0
    changed("decks/talk.yaml", "When the bleeding does", "When bleeding does")(root)
    result = approve(root, "--unit", "talk/two/e/text")
    assert result.exit_code == 0, result.stderr
    assert [line for line in result.stdout.splitlines() if line.startswith("approved")] == [
        f"approved: {name} en: clinician until {UNTIL}" for name in ("course", "talk")
    ]
    assert "  pages: widescreen: 4" in result.stdout
    changed("decks/talk.yaml", "When bleeding does", "If bleeding does")(root)
    changed("decks/talk.yaml", "Some bleed", "Few bleed")(root)
    refused = approve(root, "--unit", "talk/two/e/text")
    assert refused.exit_code == 1
    assert "more than the text 'talk/two/e/text' has changed: text changed: talk/two/title" in refused.stderr
    assert "did you mean 'talk/two/e/text'" in approve(root, "--unit", "talk/two/e/tex").stderr


def test_a_claim_is_read_again_as_it_was_written(root: Path) -> None:
    project = Project(root)
    claims = read_all(project, None, []).library.claims
    for name, claim in claims.items():
        again = claim_read_again(name, json.loads(json.dumps(claim_as_written(project, name))), SHIPPED)
        assert again is not None
        assert (again.values, again.certainty, again.references) == (claim.values, claim.certainty, claim.references)
    assert claim_read_again("dose.target", {"statement": "no more"}, SHIPPED) is None
    assert claim_as_written(project, "dose.wrong") is not None
    assert "SECRET" not in json.dumps(claim_as_written(project, "dose.wrong"))


# --- forging --------------------------------------------------------------------------------------


def test_an_edited_record_with_the_digest_kept_is_still_a_draft(signed: Path) -> None:
    changed("leaflets/small.yaml", "does not stop", "stops")(signed)
    changed(SIGN_OFFS, "A. Example", "Another Person")(signed)
    build(signed, "--layout", "a4")
    assert is_draft(signed)
    assert entry(signed)["signed_off"] is False


def test_a_digest_of_one_document_does_not_count_for_another(signed: Path) -> None:
    write(signed, "leaflets/other.yaml", LEAFLET.replace("A small", "Another small"))
    changed(SIGN_OFFS, "document: small", "document: other")(signed)
    build(signed, "--layout", "a4")
    assert is_draft(signed, PDF)
    assert is_draft(signed, "leaflets/other.en.a4.pdf")


# --- signatures -----------------------------------------------------------------------------------

needs_ssh = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen makes and checks signatures")


@pytest.fixture
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keys") / "id"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)], check=True)
    return path


def clinician(root: Path) -> dict[str, Any]:
    roles = status(root)["sign_offs"][0]["roles"]
    return next(role for role in roles if role["role"] == "clinician")


@needs_ssh
def test_a_signature_can_be_checked_with_common_tools(root: Path, key: Path) -> None:
    result = approve(root, "small", "--sign", str(key))
    assert result.exit_code == 0, result.stderr
    name = result.stdout.rpartition("signed: ")[2].strip()
    signature = root / "content/sign-offs" / name
    text = signature.with_suffix("").read_bytes()
    assert b"role: clinician\nname: A. Example\n" in text
    words = ["ssh-keygen", "-Y", "check-novalidate", "-n", "handouts", "-s", str(signature)]
    assert subprocess.run(words, input=text, capture_output=True, check=False).returncode == 0
    assert subprocess.run(words, input=text + b"x", capture_output=True, check=False).returncode != 0
    assert (clinician(root)["signature"], clinician(root)["state"]) == ("good", "approved")
    assert clinician(root)["signed_with"].startswith("ED25519 key SHA256:")
    assert "good ED25519 key SHA256:" in run(root, "status", *DAY).stdout


@needs_ssh
def test_a_signed_entry_that_somebody_edits_counts_no_more(root: Path, key: Path) -> None:
    approve_all(root, "small", roles=("author", "pharmacist", "lay reader"))
    approve(root, "small", "--sign", str(key))
    build(root, "--layout", "a4")
    assert not is_draft(root)
    last = f'role: clinician\n  name: "A. Example"\n  when: {TODAY}\n  until: '
    changed(SIGN_OFFS, f"{last}{UNTIL}", f"{last}2036-06-30")(root)
    build(root, "--layout", "a4")
    assert is_draft(root)
    assert (clinician(root)["signature"], clinician(root)["state"]) == ("wrong", "altered")
    assert "the entry of A. Example is not the one that was signed" in build(root, "--release").stderr


@needs_ssh
def test_a_signature_that_does_not_hold_stops_a_release(root: Path, key: Path) -> None:
    approve_all(root, "small", key=key)
    assert build(root, "--layout", "a4", "--release").exit_code == 0
    files = sorted((root / "content/sign-offs").glob("*.sig"))
    files[0].write_bytes(files[1].read_bytes())
    result = build(root, "--layout", "a4", "--release")
    assert result.exit_code == 1
    assert "the signature of A. Example: the signature does not match the entry" in result.stderr
    files[0].unlink()
    assert f"content/sign-offs/{files[0].name} is missing" in build(root, "--release").stderr


@needs_ssh
def test_only_the_keys_of_people_who_may_sign_count_where_they_are_listed(root: Path, key: Path) -> None:
    approve(root, "small", "--sign", str(key))
    public = key.with_suffix(".pub").read_text(encoding="utf-8")
    allowed = root / "content/sign-offs/allowed_signers"
    allowed.write_text(f"a.example@clinic {public}", encoding="utf-8")
    assert clinician(root)["signed_with"].endswith("of a.example@clinic")
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", f"{key}2"], check=True)
    allowed.write_text(f"a.example@clinic {Path(f'{key}2.pub').read_text(encoding='utf-8')}", encoding="utf-8")
    assert clinician(root)["signature"] == "wrong"
    assert clinician(root)["signed_with"].endswith("is not in content/sign-offs/allowed_signers")


@needs_ssh
def test_a_file_that_is_no_key_approves_nothing(root: Path) -> None:
    result = approve(root, "small", "--sign", str(root / "content/claims/dose.yaml"))
    assert result.exit_code == 1
    assert "ssh-keygen cannot sign with" in result.stderr
    assert not (root / "content" / SIGN_OFFS).exists()


def test_without_ssh_keygen_nothing_is_signed_and_that_is_said(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handouts.content.signature.shutil.which", lambda _: None)
    result = approve(root, "small", "--sign", str(root / "content/claims/dose.yaml"))
    assert result.exit_code == 1
    assert "ssh-keygen is not installed" in result.stderr
    assert not (root / "content" / SIGN_OFFS).exists()


@needs_ssh
def test_without_ssh_keygen_a_signature_is_not_checked_and_not_released(
    root: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    approve_all(root, "small", key=key)
    monkeypatch.setattr("handouts.content.signature.shutil.which", lambda _: None)
    assert clinician(root)["signature"] == "unchecked"
    assert "ssh-keygen is not installed" in build(root, "--layout", "a4", "--release").stderr
    build(root, "--layout", "a4")
    assert not is_draft(root)


# --- release --------------------------------------------------------------------------------------


def test_a_release_builds_what_is_signed_off_and_nothing_else(signed: Path) -> None:
    write(signed, "leaflets/other.yaml", LEAFLET.replace("A small", "Another small"))
    result = build(signed, "--layout", "a4", "--release")
    assert (result.exit_code, result.stdout) == (1, f"{PDF}\n")
    assert (
        "error: 'other' (en) is not signed off; have it approved (`handouts approve`): author: nobody yet; "
        "clinician: nobody yet; pharmacist: nobody yet; lay reader: nobody yet [missing-approval]" in result.stderr
    )
    (signed / "content/leaflets/other.yaml").unlink()
    assert build(signed, "--layout", "a4", "--release", "--jobs", "2").exit_code == 0


def test_a_release_says_what_has_lapsed(signed: Path) -> None:
    changed("leaflets/small.yaml", "does not stop", "stops")(signed)
    result = build(signed, "--release")
    assert "clinician: the approval by A. Example of 2026-11-23 lapsed, the document has changed" in result.stderr
    assert result.exit_code == 1


def test_a_release_needs_the_review_in_date(root: Path) -> None:
    approve_all(root, "small", until="2028-06-30")
    assert build(root, "--layout", "a4", "--release", "--as-of", "2027-11-22").exit_code == 0
    late = build(root, "--layout", "a4", "--release", "--as-of", "2027-11-23")
    assert (late.exit_code, late.stdout) == (1, "")
    assert "error: 'small' cannot be released: its review is overdue; mend that first [refused-release]" in late.stderr
    assert build(root, "--layout", "a4", "--as-of", "2027-11-23").exit_code == 0


def test_a_release_needs_confirmed_references(tmp_path: Path) -> None:
    root = make_project(tmp_path, {"references.yaml": REFERENCES.replace("verified", "memory-high", 1)})
    approve_all(root, "small")
    result = build(root, "--layout", "a4", "--release")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "'small' cannot be released: it rests on references that nobody has confirmed" in result.stderr
    build(root, "--layout", "a4")
    assert not is_draft(root)


WAIVER = "- rule: unconfirmed-reference\n  at: small\n  reason: asked for\n  by: A. Example\n  until: 2027-01-01\n"


def test_a_release_has_no_waiver(tmp_path: Path) -> None:
    root = make_project(
        tmp_path, {"references.yaml": REFERENCES.replace("verified", "memory-high", 1), "waivers.yaml": WAIVER}
    )
    approve_all(root, "small")
    result = build(root, "--layout", "a4", "--release")
    assert (result.exit_code, result.stdout) == (1, "")
    message = "'small' cannot be released: the rule 'unconfirmed-reference' is waived at 'small'; mend that first"
    assert message in result.stderr


def test_a_waiver_of_what_all_share_stops_every_release(root: Path) -> None:
    write(root, "waivers.yaml", WAIVER)
    content = read_all(Project(root), None, [])
    (waiver,) = content.waivers
    note = Problem(waiver.mark, waiver.rule, f"weak; {waiver_words(waiver)}", "note")
    assert [(each.kind, each.problem.rule, each.problem.reaches) for each in shortfalls(content, [note])] == [
        ("waived", "refused-release", ("small",))
    ]
    assert list(shortfalls(content, [replace(note, message="weak")])) == []
    assert list(shortfalls(content, [note.reaching("other")])) == []


# --- status and list ------------------------------------------------------------------------------


def test_status_counts_problems_and_says_what_is_needed(root: Path) -> None:
    write(root, "leaflets/other.yaml", LEAFLET.replace("paper_2012", "memory_2011"))
    write(root, "leaflets/wrong.yaml", LEAFLET.replace("dose.target", "dose.targt"))
    approve(root, "small")
    assert {key: status(root)[key] for key in ("kind", "languages", "review_due", "overdue", "errors", "warnings")} == {
        "kind": "leaflet",
        "languages": ["en"],
        "review_due": "2027-11-22",
        "overdue": False,
        "errors": 0,
        "warnings": 0,
    }
    assert (status(root, "other")["errors"], status(root, "other")["warnings"]) == (0, 1)
    assert status(root, "wrong")["errors"] == 1
    assert states(root, "wrong") == dict.fromkeys(SIGNERS, "missing")
    assert states(root)["clinician"] == "approved"
    result = run(root, "status", *DAY)
    assert result.exit_code == 1
    assert "[unknown-claim]" in result.stderr
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert "small en no 2027-11-22 0 0 author, pharmacist, lay reader" in lines
    assert f"small en clinician approved A. Example {TODAY} {UNTIL} none" in lines


def test_status_of_a_project_that_nobody_approved(root: Path) -> None:
    result = run(root, "status", *DAY)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 2
    assert "nobody has approved anything yet" in result.stderr


def test_list_says_what_is_signed_off(signed: Path) -> None:
    write(signed, "leaflets/other.yaml", LEAFLET.replace("A small", "Another small"))

    def listed(*words: str) -> dict[str, bool]:
        rows = json.loads(run(signed, "list", "--format", "json", *words).stdout)
        return {row["id"]: row["signed_off"] for row in rows}

    assert listed(*DAY) == {"other": False, "small": True}
    assert listed("--as-of", "2027-07-01") == {"other": False, "small": False}
    changed("claims/dose.yaml", "2.0", "2.5")(signed)
    assert listed(*DAY) == {"other": False, "small": False}


@pytest.mark.parametrize("command", ["approve", "status"])
def test_the_commands_have_help_with_examples(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--help"])
    assert f"handouts {command}" in result.stdout.partition("Examples:")[2]


# --- where a document stands ----------------------------------------------------------------------


def test_the_digest_is_not_asked_for_where_nobody_approved() -> None:
    def never() -> str:
        raise AssertionError

    found = standings(("author", "clinician"), (), never, TODAY, Path())
    assert [each.state for each in found] == ["missing", "missing"]
    assert reviewed(found) is None
    assert reviewed(()) is None


def test_a_later_approval_counts_where_an_earlier_has_lapsed_and_the_other_way_round() -> None:
    old = _approval("A")
    new = Approval(*[*_fields(old)[:7], "2" * 40, *_fields(old)[8:]])
    for order in ((old, new), (new, old)):
        (found,) = standings(("lay reader",), order, lambda: "2" * 40, TODAY, Path())
        assert (found.state, found.approval) == ("approved", new)
        assert reviewed((found,)) == TODAY
    (found,) = standings(("lay reader",), (old, new), lambda: "3" * 40, TODAY, Path())
    assert found == Standing("lay reader", "lapsed", new)


def _fields(approval: Approval) -> list[Any]:
    return [getattr(approval, name) for name in Approval.__dataclass_fields__]


def test_the_last_day_of_review_is_that_of_the_last_approval() -> None:
    first = Standing("author", "approved", _approval("A"))
    last = Standing("clinician", "approved", _approval("B", 40))
    assert reviewed((last, first)) == date(2027, 1, 2)
    assert reviewed((last, first, Standing("pharmacist", "missing"))) is None
