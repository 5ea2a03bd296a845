"""Releases: what they keep, which version is due next, what is recalled, and whether a file in hand is current."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any
from unicodedata import normalize

import pikepdf
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from support.approvals import approve_at_once
from support.projects import (
    CLAIMS,
    HEAD,
    LEAFLET,
    TODAY,
    all_layouts,
    copied,
    deck,
    make_project,
    request,
    two_layouts,
    without_clinical_rules,
    write,
)

from handouts.audit.verify import verify_file
from handouts.cli import main
from handouts.content.model import SIGNERS
from handouts.core.alphabets import refusals
from handouts.core.archive import packed, unpacked
from handouts.document.imprint import MEANINGS, Imprint, read_imprint
from handouts.document.text import plain
from handouts.editions.recall.notice import notice_of
from handouts.editions.recall.pictures import FirstPages
from handouts.editions.recall.sheet import sheet
from handouts.editions.releases import recalls as recalls_module
from handouts.editions.releases.due import next_version, step
from handouts.editions.releases.recalls import Recall, Recalled, RecallsError, read_recalls, record
from handouts.render.paper.pdf.metadata import packet

DAY = ["--as-of", str(TODAY)]
UNTIL = "2027-06-30"
LATER = ["--as-of", "2027-07-01"]
PDF = "leaflets/small.en.a4.pdf"
PPTX = "decks/talk.en.widescreen.pptx"
TALK = deck(
    """\
- id: one
  slide: bullets
  title: The target is a range
  blocks:
    - id: a
      text: "The target is {{ dose.target }}. [@paper_2012]"
"""
)
URGENT = LEAFLET.replace(
    "      - id: hello\n",
    "      - id: urgent\n        emergency:\n          title: Call an ambulance\n          text: When it bleeds on.\n"
    "      - id: hello\n",
)


def run(root: Path, *words: str, day: list[str] = DAY) -> Result:
    result = CliRunner().invoke(main, [*words, "--project", str(root), *day])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def approve(root: Path, document: str, clinic: str | None = None) -> None:
    """Every role that the document needs approves what there is."""
    approve_at_once(root, document, SIGNERS if document == "small" else SIGNERS[:3], UNTIL, clinic=clinic)


def release(root: Path, tag: str, *words: str, day: list[str] = DAY) -> Path:
    result = run(root, "release", tag, *words, day=day)
    assert result.exit_code == 0, result.output
    return root / "releases" / tag


def shown(root: Path, *words: str, day: list[str] = DAY) -> list[dict[str, Any]]:
    return json.loads(run(root, "release", "show", *words, "--format", "json", day=day).stdout)


def verdict(root: Path, file: Path, day: list[str] = DAY) -> dict[str, Any]:
    result = run(root, "current", str(file), "--format", "json", day=day)
    found = json.loads(result.stdout)
    assert result.exit_code == (0 if found["state"] == "current" else 1)
    return found


def retarget(root: Path, version: str = "2.0") -> None:
    """Another value of the claim, and the version that it asks for."""
    changed = CLAIMS.replace("2.0 to 3.0", "2.5 to 3.5").replace("{low: 2.0, high: 3.0", "{low: 2.5, high: 3.5")
    write(root, "claims/dose.yaml", changed)
    write(root, "leaflets/small.yaml", LEAFLET.replace('"1.0"', f'"{version}"'))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_project(tmp_path, layouts=two_layouts())


@pytest.fixture(scope="module")
def first_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose leaflet was approved and released as `one`, which no test changes."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        without_clinical_rules(monkeypatch)
        root = make_project(tmp_path_factory.mktemp("released"), layouts=two_layouts())
        approve(root, "small")
        release(root, "one")
    return root


@pytest.fixture
def released(first_release: Path, tmp_path: Path) -> Path:
    """A copy of that project to change."""
    return copied(first_release, tmp_path)


# --- what a file says of itself -------------------------------------------------------------------


def xmp(data: bytes) -> Mapping[str, str]:
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_metadata() as found:
        return {name: str(found.get(f"{{urn:handouts:imprint:1#}}{name}", "")) for name in MEANINGS}


def test_a_leaflet_carries_its_edition_in_foot_and_metadata(root: Path) -> None:
    approve(root, "small", clinic="mill")
    folder = release(root, "one", "--clinic", "mill")
    data = (folder / "mill" / PDF).read_bytes()
    (edition,) = json.loads((folder / "release.json").read_text())["documents"]
    facts = xmp(data)
    assert facts["content"] == edition["content"]
    assert (facts["document"], facts["clinic"], facts["version"], facts["layout"]) == ("small", "mill", "1.0", "a4")
    assert (facts["issued"], facts["reviewDue"]) == (str(TODAY), "2027-11-22")
    for page in PdfReader(BytesIO(data)).pages:
        text = page.extract_text()
        assert edition["content"][:8] in text
        assert "dition 1.0" in text
        assert "Use until November 2027" in text
        assert "issued 23 November 2026" in text
    assert verify_file(folder / "mill" / PDF) == []


def test_a_draft_has_no_day_of_issue(root: Path) -> None:
    run(root, "build", "--layout", "a4")
    data = (root / "build" / PDF).read_bytes()
    assert xmp(data)["issued"] == ""
    assert "issued" not in PdfReader(BytesIO(data)).pages[0].extract_text()


def test_a_deck_carries_its_edition_in_foot_and_properties(root: Path) -> None:
    write(root, "decks/talk.yaml", TALK)
    approve(root, "talk")
    folder = release(root, "one", "talk")
    parts = unpacked((folder / PPTX).read_bytes())
    custom = parts["docProps/custom.xml"].decode()
    (edition,) = json.loads((folder / "release.json").read_text())["documents"]
    assert f'name="handouts.content"><vt:lpwstr>{edition["content"]}<' in custom
    assert f'name="handouts.issued"><vt:lpwstr>{TODAY}<' in custom
    for name in ("slide1", "slide2"):
        assert f"version 1.0 · {edition['content'][:8]}" in parts[f"ppt/slides/{name}.xml"].decode()
    assert verify_file(folder / PPTX) == []


def test_the_metadata_describe_each_name_that_they_use() -> None:
    imprint = Imprint("a", "en", "a4", "mill", "1.0", TODAY, TODAY, "0" * 40, TODAY)
    text = packet(_document(), imprint).decode()
    assert set(imprint.facts()) == set(MEANINGS)
    assert all(f"<pdfaProperty:name>{name}</pdfaProperty:name>" in text for name in MEANINGS)
    assert "handouts:" not in packet(_document()).decode()


def _document() -> Any:
    from support.deck_samples import deck as sample

    return sample()


WORD = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=12)


@given(WORD, WORD, st.one_of(st.none(), WORD), st.one_of(st.none(), st.dates()))
def test_an_imprint_reads_back_as_it_was(name: str, version: str, clinic: str | None, issued: date | None) -> None:
    imprint = Imprint(name, "en", "a4", clinic, version, TODAY, TODAY, "ab" * 20, issued)
    assert read_imprint(imprint.facts()) == imprint


def test_the_address_of_a_code_keeps_what_the_clinic_asks_for() -> None:
    imprint = Imprint("small", "en", "a4", "mill", "1.0", TODAY, TODAY, "0123456789" * 4)
    assert imprint.address("https://mill.example") == "https://mill.example/?d=small&v=1.0&c=01234567"
    assert imprint.address("https://x.example/p?lang=&a=1") == "https://x.example/p?lang=&a=1&d=small&v=1.0&c=01234567"


# --- releases -------------------------------------------------------------------------------------


def test_a_release_keeps_files_manifest_and_what_they_said(released: Path) -> None:
    folder = released / "releases/one"
    data = json.loads((folder / "release.json").read_text())
    assert (data["tag"], data["day"], data["number"]) == ("one", str(TODAY), 1)
    assert data["versions"]["handouts"]
    files = json.loads((folder / "manifest.json").read_text())["files"]
    assert {file["path"] for file in files} == {str(path.relative_to(folder)) for path in folder.rglob("*.pdf")}
    assert all(hashlib.sha256((folder / each["path"]).read_bytes()).hexdigest() == each["sha256"] for each in files)
    (edition,) = data["documents"]
    assert edition["claims"]["dose.target"]["values"] == {"value": "2.0–3.0"}
    assert edition["claims"]["dose.target"]["references"] == ["paper_2012"]
    assert (edition["issued"], edition["until"]) == (str(TODAY), UNTIL)
    assert {each["role"] for each in edition["approvals"]} == set(SIGNERS)
    assert "SECRET" not in (folder / "release.json").read_text()
    assert not [path for path in (released / "releases").iterdir() if path.name.startswith(".")]
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_a_tag_is_used_once(released: Path) -> None:
    before = (released / "releases/one/release.json").read_bytes()
    result = run(released, "release", "one")
    assert result.exit_code == 2
    assert "there already" in result.stderr
    assert (released / "releases/one/release.json").read_bytes() == before


@pytest.mark.parametrize("tag", ["../out", "a/b", ".hidden", "show"])
def test_a_tag_that_is_none_is_refused(root: Path, tag: str) -> None:
    approve(root, "small")
    result = run(root, "release", "make", tag)
    assert result.exit_code == 2
    assert not (root / "releases").exists()


def test_only_what_is_signed_off_is_released(root: Path) -> None:
    write(root, "leaflets/other.yaml", LEAFLET)
    approve(root, "small")
    result = run(root, "release", "one")
    assert result.exit_code == 0
    assert "'other' (en) is not signed off" in result.stderr
    assert "error" not in result.stderr
    assert {each["document"] for each in shown(root, "one")} == {"small"}
    named = run(root, "release", "two", "small", "other")
    assert (named.exit_code, named.stdout) == (1, "")
    assert not (root / "releases/two").exists()


def test_a_project_without_documents_is_no_release(root: Path) -> None:
    for file in root.glob("content/*/*.yaml"):
        if file.parent.name in ("leaflets", "decks"):
            file.unlink()
    result = run(root, "release", "none")
    assert (result.exit_code, "[empty-release]" in result.stderr) == (1, True), result.stderr


def test_nothing_signed_off_is_no_release(root: Path) -> None:
    result = run(root, "release", "one")
    assert result.exit_code == 1
    assert "nothing released" in result.stderr
    assert "nobody yet" in result.stderr
    assert not (root / "releases/one").exists()


def test_what_was_signed_stays_printable_while_the_next_edition_is_in_work(released: Path) -> None:
    retarget(released)
    build = run(released, "build", "--release", "--layout", "a4")
    assert build.exit_code == 1
    found = next(each for each in shown(released) if each["layout"] == "a4")
    assert (found["state"], found["version"]) == ("valid", "1.0")
    assert "2.0–3.0" in PdfReader(released / found["file"]).pages[0].extract_text()


def test_what_has_expired_is_not_offered(released: Path) -> None:
    assert {each["state"] for each in shown(released, day=["--as-of", UNTIL])} == {"valid"}
    found = shown(released, day=LATER)
    assert {(each["state"], each["file"]) for each in found} == {("expired", None)}
    assert f"ended on {UNTIL}" in run(released, "release", "show", day=LATER).stdout


@pytest.mark.parametrize("harm", ["changed", "missing"])
def test_a_file_that_is_not_the_released_one_is_not_offered(released: Path, harm: str) -> None:
    file = released / "releases/one" / PDF
    if harm == "changed":
        file.write_bytes(file.read_bytes() + b"\n")
    else:
        file.unlink()
    result = run(released, "release", "show", "one")
    assert result.exit_code == 1
    states = {each["layout"]: (each["state"], each["file"] is None) for each in shown(released)}
    assert states["a4"] == (harm, True)
    assert states["letter"] == ("valid", False)


def test_a_manifest_that_was_changed_is_noticed(released: Path) -> None:
    path = released / "releases/one/manifest.json"
    path.write_text(path.read_text().replace('"bytes": ', '"bytes": 1'))
    result = run(released, "release", "show")
    assert result.exit_code == 1
    assert "its manifest was changed" in result.stderr


def test_a_release_that_is_not_there_is_a_wrong_command(released: Path) -> None:
    assert run(released, "release", "show", "three").exit_code == 2
    wrong = run(released, "release", "show", "one", "smal")
    assert (wrong.exit_code, "did you mean" in wrong.stderr) == (2, True)


def test_a_newer_release_replaces_an_older_one(released: Path) -> None:
    retarget(released)
    approve(released, "small")
    release(released, "two")
    assert {each["state"] for each in shown(released, "one")} == {"replaced"}
    assert {(each["release"], each["state"]) for each in shown(released)} == {("two", "valid")}


def test_a_release_that_fails_leaves_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    approve(root, "small")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("handouts.editions.releases.make.replace_file", full)
    result = run(root, "release", "one")
    assert result.exit_code == 1
    assert list((root / "releases").iterdir()) == []


def test_a_release_that_was_never_finished_is_none(released: Path) -> None:
    shutil.copytree(released / "releases/one", released / "releases/.two.x1")
    assert {each["release"] for each in shown(released)} == {"one"}
    assert run(released, "release", "show", ".two.x1").exit_code == 2


# --- versions -------------------------------------------------------------------------------------


def due(root: Path) -> str:
    """The warning of a check about the version."""
    result = run(root, "check")
    return next((line for line in result.stdout.splitlines() if "[old-version]" in line), "")


def reviewed_leaflet(text: str, version: str) -> str:
    return text.replace('"1.0"', f'"{version}"')


CASES = {
    "value": (LEAFLET.replace("{{ dose.target }}", "{{ dose.cups/portions }}"), "2.0", "1.1"),
    "red flag": (URGENT, "2.0", "1.1"),
    "text": (LEAFLET.replace("Eat as usual.", "Eat as ever."), "1.1", "2.0"),
    "order": (
        LEAFLET.replace("          one: Eat as usual.\n", "").replace(
            "change.\n", "change.\n          one: Eat as usual.\n"
        ),
        "1.1",
        "1.0",
    ),
    "dates": (LEAFLET.replace("checked: 2026-11-22", "checked: 2026-11-23"), "1.0", "1.1"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_version_says_how_much_has_changed(released: Path, case: str) -> None:
    text, right, wrong = CASES[case]
    write(released, "leaflets/small.yaml", reviewed_leaflet(text, wrong))
    assert f"write version {right} instead of {wrong}" in due(released)
    assert "warning: " in due(released)
    approve(released, "small")
    refused = run(released, "release", "two")
    assert (refused.exit_code, "[old-version]" in refused.stderr) == (1, True)
    write(released, "leaflets/small.yaml", reviewed_leaflet(text, right))
    assert due(released) == ""
    approve(released, "small")
    release(released, "two")


def test_a_version_that_goes_back_is_refused(released: Path) -> None:
    write(released, "leaflets/small.yaml", reviewed_leaflet(CASES["text"][0], "0.9"))
    assert "write version 1.1 instead of 0.9" in due(released)


def test_a_version_of_another_form_is_told_of(released: Path) -> None:
    write(released, "leaflets/small.yaml", reviewed_leaflet(LEAFLET, "two"))
    assert "; write it as 1.0" in due(released)


def test_the_look_asks_for_no_version(released: Path) -> None:
    text = (released / "content/clinics/mill.yaml").read_text()
    write(released, "clinics/mill.yaml", text.replace("#0b5561", "#5a2a6b"))
    assert due(released) == ""
    release(released, "two")


def test_status_tells_of_the_version_too(released: Path) -> None:
    retarget(released, "1.1")
    result = run(released, "status")
    assert "write version 2.0 instead of 1.1" in result.stderr
    assert "dose.target: 2.0–3.0 → 2.5–3.5" in result.stderr.replace("\u00a0", " ")


def test_a_deck_with_references_that_did_not_change_is_due_no_version(root: Path) -> None:
    write(root, "decks/talk.yaml", TALK)
    approve(root, "talk")
    release(root, "one", "talk")
    assert due(root) == ""


@pytest.mark.parametrize(
    ("last", "now", "taken"),
    [
        ("1.0", "2.0", "major"), ("1.9", "1.10", "minor"), ("1.4", "1.4", "none"), ("2.0", "1.9", "back"),
        ("1.2", "1.1", "back"), ("1", "2", None), ("1.0", "v2", None),
    ],
)  # fmt: skip
def test_the_step_between_two_versions(last: str, now: str, taken: str | None) -> None:
    assert step(last, now) == taken


@given(st.integers(0, 99), st.integers(0, 99), st.sampled_from(["major", "minor", "none"]))
def test_the_next_version_takes_the_step_that_is_due(major: int, minor: int, wanted: Any) -> None:
    assert step(f"{major}.{minor}", next_version(f"{major}.{minor}", wanted)) == wanted


# --- recalls --------------------------------------------------------------------------------------


def recall(root: Path, *words: str, day: list[str] = DAY) -> dict[str, Any]:
    result = run(root, "recall", *words, "--format", "json", day=day)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout.replace("\\u00a0", " ").replace("\u00a0", " "))


def test_a_recall_names_each_file_what_it_said_and_what_replaces_it(root: Path) -> None:
    released = all_layouts(root)
    approve(released, "small")
    release(released, "one")
    retarget(released)
    notice = recall(released, "dose.target", "--reason", "Too low.")
    assert notice["was"] == ["The usual target is 2.0 to 3.0. (2.0–3.0)"]
    assert notice["today"] == "The usual target is 2.5 to 3.5. (2.5–3.5)"
    (held,) = notice["documents"]
    assert {file["layout"] for file in held["files"]} == {"a4", "letter", "a4-large-print", "letter-large-print"}
    files = json.loads((released / "releases/one/manifest.json").read_text())["files"]
    assert {file["sha256"] for file in held["files"]} == {file["sha256"] for file in files}
    assert held["said"] == [{"unit": "small/start/hello", "text": "Your target is 2.0–3.0. Test after 3–7 days."}]
    assert held["replaced_by"] == "nothing yet: the next edition is not released"
    approve(released, "small")
    release(released, "two")
    (first,) = recall(released, "dose.target")["documents"]
    assert "version 2.0" in first["replaced_by"]
    assert "release two" in first["replaced_by"]


def test_a_claim_that_was_not_put_right_recalls_every_edition(released: Path) -> None:
    write(released, "leaflets/small.yaml", LEAFLET.replace("Eat as usual.", "Eat.").replace('"1.0"', '"1.1"'))
    approve(released, "small")
    release(released, "two")
    documents = recall(released, "dose.target")["documents"]
    assert [each["version"] for each in documents] == ["1.0", "1.1"]


@pytest.mark.parametrize("gone", ["blocked", "gone"])
def test_a_recall_says_that_a_claim_is_blocked_or_gone(released: Path, gone: str) -> None:
    start, end = CLAIMS.index("dose.target"), CLAIMS.index("dose.window")
    blocked = "dose.target:\n  blocked: it was too low\n  references: [paper_2012]\n  checked: 2026-11-22\n  review_due: 2027-11-22\n"
    write(released, "claims/dose.yaml", CLAIMS[:start] + (blocked if gone == "blocked" else "") + CLAIMS[end:])
    today = recall(released, "dose.target")["today"]
    assert today == ("it must not be said any more: it was too low" if gone == "blocked" else "the claim is gone")


def test_a_content_digest_is_recalled_by_its_first_digits(released: Path) -> None:
    content = shown(released)[0]["content"]
    for digits in (content[:8], content):
        notice = recall(released, digits)
        assert notice["content"] == content
        assert notice["claim"] is None
        assert len(notice["documents"]) == 1


@pytest.mark.parametrize("what", ["dose.targt", "0123abcd", "dose.cups"])
def test_what_no_release_holds_cannot_be_recalled(released: Path, what: str) -> None:
    result = run(released, "recall", what)
    assert result.exit_code == 2
    assert ("did you mean" in result.stderr) == (what == "dose.targt")


def test_what_is_recalled_is_not_offered(released: Path) -> None:
    recall(released, "dose.target", "--reason", 'It said "low": no.', "--record")
    found = shown(released)
    assert {(each["state"], each["file"]) for each in found} == {("recalled", None)}
    assert 'It said "low": no.' in found[0]["why"]
    assert {each["state"] for each in shown(released, day=["--as-of", "2026-11-22"])} == {"valid"}
    retarget(released)
    approve(released, "small")
    release(released, "two")
    assert {each["state"] for each in shown(released)} == {"valid"}


def test_a_recall_that_is_not_recorded_changes_nothing(released: Path) -> None:
    recall(released, "dose.target")
    assert not (released / "releases/recalls.yaml").exists()
    assert {each["state"] for each in shown(released)} == {"valid"}


def test_a_recall_is_a_tagged_pdf(released: Path, tmp_path: Path) -> None:
    out = tmp_path / "recall.pdf"
    words = ["recall", "dose.target", "--reason", "Too low.", "--format", "pdf", "--out", str(out)]
    assert run(released, *words).exit_code == 0
    assert verify_file(out) == []
    text = " ".join(page.extract_text() for page in PdfReader(out).pages).replace("\u00a0", " ")
    for words_of in (
        "Recall: A small leaflet",
        "dose.target",
        "Too low.",
        "Removed by",
        "Page 1 as released",
        "A small leaflet (small)",
        PDF,
        "Replaced by",
    ):
        assert words_of in text
    digest = shown(released)[0]["sha256"]
    assert digest in text.replace(" ", "").replace("\n", "")
    first = out.read_bytes()
    run(released, *words)
    assert out.read_bytes() == first


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.7 no file"])
def test_a_recall_shows_no_page_of_a_file_that_is_not_as_it_was_released(
    released: Path, tmp_path: Path, broken: bytes
) -> None:
    for file in released.glob("releases/one/leaflets/*.pdf"):
        file.chmod(0o644)
        file.write_bytes(broken)
    out = tmp_path / "recall.pdf"
    assert run(released, "recall", "dose.target", "--format", "pdf", "--out", str(out)).exit_code == 0
    text = PdfReader(out).pages[0].extract_text()
    assert "Page 1 as released" not in text
    assert "Removed by" in text


@pytest.mark.parametrize(
    ("titles", "said"),
    [
        (["Greens"], "Recall: Greens"),
        (["Greens", "Greens", "Bleeds"], "Recall: Greens; Bleeds"),
        (["Greens", "Bleeds", "Pills", "Shots"], "Recall: Greens; Bleeds and 2 more"),
    ],
)
def test_a_recall_is_titled_by_its_leaflets(released: Path, titles: list[str], said: str) -> None:
    notice, _ = notice_of(request(released), "dose.target", None)
    (held,) = notice.held
    several = tuple(replace(held, edition=replace(held.edition, title=title)) for title in titles)
    made = sheet(replace(notice, held=several), "en", FirstPages(None, {}))
    assert plain(made.title.text) == said


def test_a_claim_that_words_rest_on_is_recalled_too(root: Path, tmp_path: Path) -> None:
    write(
        root,
        "leaflets/small.yaml",
        LEAFLET.replace("    title: More to read\n", "    title: More to read\n    rests_on: [dose.share]\n"),
    )
    approve(root, "small")
    release(root, "one")
    text = run(root, "recall", "dose.share").stdout
    assert "said: its words rest on the claim" in text
    out = tmp_path / "recall.pdf"
    assert run(root, "recall", "dose.share", "--format", "pdf", "--out", str(out)).exit_code == 0
    assert "rest on the claim" in PdfReader(out).pages[0].extract_text()


def test_a_pdf_needs_a_place(released: Path) -> None:
    assert run(released, "recall", "dose.target", "--format", "pdf").exit_code == 2


def test_a_reason_with_an_accent_of_its_own_can_be_recorded(tmp_path: Path) -> None:
    """macOS types an accent as a character after its letter."""
    recall = Recall(TODAY, "dose.target", None, "Too high for cafe\u0301s", (Recalled("2026-11", "small", "0" * 40),))
    record(tmp_path, recall)
    (found,) = read_recalls(tmp_path, [])
    assert found.reason == "Too high for caf\u00e9s"


LINE = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=40).filter(
    lambda text: not list(refusals(normalize("NFC", text)))
)


@given(st.lists(st.tuples(LINE.filter(str.strip), st.text("0123456789abcdef", min_size=40, max_size=40)), max_size=3))
def test_recalls_read_back_as_they_were_recorded(found: list[tuple[str, str]]) -> None:
    from tempfile import TemporaryDirectory

    recalls = tuple(
        Recall(TODAY, "dose.target", None, reason, (Recalled("2026-11", "small", content),))
        for reason, content in ((normalize("NFC", said), content) for said, content in found)
    )
    with TemporaryDirectory() as folder:
        releases = Path(folder) / "releases"
        for each in recalls:
            record(releases, each)
        log: list[Any] = []
        assert read_recalls(releases, log) == recalls
        assert log == []


def test_two_recalls_at_once_are_both_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = recalls_module.replace_durably
    monkeypatch.setattr(recalls_module, "replace_durably", lambda *words: (time.sleep(0.2), real(*words)))
    recalls = [Recall(TODAY, claim, None, None, (Recalled("2026-11", "small", "0" * 40),)) for claim in ("a.b", "c.d")]
    threads = [Thread(target=record, args=(tmp_path, each)) for each in recalls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {each.claim for each in read_recalls(tmp_path, [])} == {"a.b", "c.d"}
    assert [path.name for path in tmp_path.iterdir()] == ["recalls.yaml"]


@pytest.mark.parametrize("text", ["a: b\n", "- day: soon\n  files: []\n", "- [\n"])
def test_a_broken_file_of_recalls_is_told_of_and_not_added_to(tmp_path: Path, text: str) -> None:
    (tmp_path / "recalls.yaml").write_text(text)
    log: list[Any] = []
    assert read_recalls(tmp_path, log) == ()
    assert log
    with pytest.raises(RecallsError):
        record(tmp_path, Recall(TODAY, "a.b", None, None, ()))
    assert (tmp_path / "recalls.yaml").read_text() == text


# --- a file in hand -------------------------------------------------------------------------------


def in_hand(root: Path, tmp_path: Path, path: str = PDF, tag: str = "one") -> Path:
    """A released file as somebody took it away."""
    return Path(shutil.copy(root / "releases" / tag / path, tmp_path / f"taken{Path(path).suffix}"))


def test_a_released_file_is_current(released: Path, tmp_path: Path) -> None:
    taken = in_hand(released, tmp_path)
    found = verdict(released, taken)
    assert (found["state"], found["changes"], found["notes"]) == ("current", [], [])
    assert found["file"]["document"] == "small"
    assert found == verdict(released, taken)


def test_a_released_file_stays_current_while_the_next_is_in_work(released: Path, tmp_path: Path) -> None:
    taken = in_hand(released, tmp_path)
    retarget(released)
    found = verdict(released, taken)
    assert found["state"] == "current"
    assert found["notes"][0] == "the next edition, version 2.0, is being written"
    assert any("dose.target" in note for note in found["notes"])


def test_a_file_that_a_release_replaced_says_what_changed(released: Path, tmp_path: Path) -> None:
    taken = in_hand(released, tmp_path)
    retarget(released)
    approve(released, "small")
    release(released, "two")
    found = verdict(released, taken)
    assert found["state"] == "newer version exists"
    assert "version 2.0" in found["why"][0]
    changes = [change.replace("\u00a0", " ") for change in found["changes"]]
    assert changes == ["dose.target: 2.0–3.0 → 2.5–3.5", "text changed: small/start/hello"]
    assert verdict(released, in_hand(released, tmp_path, tag="two"))["state"] == "current"


def test_a_draft_is_held_against_the_content_by_its_trace(root: Path, tmp_path: Path) -> None:
    run(root, "build", "--layout", "a4")
    taken = Path(shutil.copy(root / "build" / PDF, tmp_path / "taken.pdf"))
    found = verdict(root, taken)
    assert (found["state"], found["notes"]) == ("current", ["a draft, which nobody may hand out"])
    retarget(root)
    found = verdict(root, taken)
    assert found["state"] == "newer version exists"
    assert [each.replace("\u00a0", " ") for each in found["changes"]] == ["dose.target: 2.0–3.0 → 2.5–3.5"]


def test_a_recalled_file_is_told_of(released: Path, tmp_path: Path) -> None:
    taken = in_hand(released, tmp_path)
    recall(released, "dose.target", "--reason", "Too low.", "--record")
    found = verdict(released, taken)
    assert found["state"] == "recalled"
    assert "Too low." in found["why"][0]


def test_a_file_whose_approval_has_ended_is_told_of(released: Path, tmp_path: Path) -> None:
    taken = in_hand(released, tmp_path)
    assert verdict(released, taken, day=["--as-of", UNTIL])["state"] == "current"
    assert verdict(released, taken, day=LATER)["state"] == "expired"


def test_a_signed_file_that_was_not_released_expires_with_its_approvals(root: Path, tmp_path: Path) -> None:
    approve(root, "small")
    run(root, "build", "--layout", "a4", "--release")
    taken = Path(shutil.copy(root / "build" / PDF, tmp_path / "taken.pdf"))
    assert verdict(root, taken)["state"] == "current"
    found = verdict(root, taken, day=LATER)
    assert found["state"] == "expired"
    assert len(found["why"]) == len(SIGNERS)


def test_a_draft_of_what_is_signed_off_by_now_says_so(root: Path, tmp_path: Path) -> None:
    run(root, "build", "--layout", "a4")
    taken = Path(shutil.copy(root / "build" / PDF, tmp_path / "taken.pdf"))
    approve(root, "small")
    assert verdict(root, taken)["notes"] == ["approved since; this copy says Draft"]


def test_a_clinic_with_another_phone_has_a_newer_file(root: Path, tmp_path: Path) -> None:
    run(root, "build", "--layout", "a4", "--clinic", "mill")
    taken = Path(shutil.copy(root / "build/mill" / PDF, tmp_path / "taken.pdf"))
    assert verdict(root, taken)["state"] == "current"
    text = (root / "content/clinics/mill.yaml").read_text()
    write(root, "clinics/mill.yaml", text.replace("day: 020 7946 0000", "day: 020 7946 0111"))
    found = verdict(root, taken)
    assert (found["state"], found["why"]) == ("newer version exists", ["the clinic's phone is now 020 7946 0111"])


def edited(path: Path, change: Any) -> Path:
    """A deck after somebody changed its parts."""
    parts = unpacked(path.read_bytes())
    changed = {name: change(name, part) for name, part in parts.items()}
    assert changed != parts
    path.write_bytes(packed(changed))
    return path


@pytest.fixture(scope="module")
def first_talk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose deck was approved and released as `one`, which no test changes."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        without_clinical_rules(monkeypatch)
        root = make_project(tmp_path_factory.mktemp("talk"), {"decks/talk.yaml": TALK})
        approve(root, "talk")
        release(root, "one", "talk")
    return root


@pytest.fixture
def talk(first_talk: Path, tmp_path: Path) -> Path:
    """A released deck as somebody took it away, beside a copy of its project."""
    return in_hand(copied(first_talk, tmp_path), tmp_path, PPTX)


def test_a_released_deck_is_current(tmp_path: Path, talk: Path) -> None:
    assert verdict(tmp_path, talk)["state"] == "current"


@pytest.mark.parametrize(
    ("before", "after"), [(b"The target is a range", b"The target is a guess"), ("2.0–".encode(), "9.0–".encode())]
)
def test_a_deck_that_was_changed_by_hand_is_not_known(tmp_path: Path, talk: Path, before: bytes, after: bytes) -> None:
    def change(name: str, part: bytes) -> bytes:
        return part.replace(before, after) if name == "ppt/slides/slide2.xml" else part

    found = verdict(tmp_path, edited(talk, change))
    assert (found["state"], found["why"]) == ("unknown", ["changed by hand"])
    assert found["changes"]


def test_a_deck_without_a_slide_is_changed_by_hand(tmp_path: Path, talk: Path) -> None:
    from pptx import Presentation

    shown_deck = Presentation(str(talk))
    listed = shown_deck.slides._sldIdLst
    listed.remove(listed[1])
    shown_deck.save(str(talk))
    assert verdict(tmp_path, talk)["why"] == ["changed by hand"]


def test_a_deck_that_was_only_saved_again_is_current(tmp_path: Path, talk: Path) -> None:
    from pptx import Presentation

    before = talk.read_bytes()
    Presentation(str(talk)).save(str(talk))
    assert talk.read_bytes() != before
    assert verdict(tmp_path, talk)["state"] == "current"


def test_a_deck_that_lost_its_trace_says_what_it_was(tmp_path: Path, talk: Path) -> None:
    parts = unpacked(talk.read_bytes())
    talk.write_bytes(packed({name: part for name, part in parts.items() if not name.startswith("customXml/")}))
    found = verdict(tmp_path, talk)
    assert found["state"] == "unknown"
    assert "it calls itself 'talk' version 1.0" in found["why"][0]


def test_a_leaflet_that_was_changed_by_hand_is_not_known(released: Path, tmp_path: Path) -> None:
    taken = in_hand(released, tmp_path)
    with pikepdf.open(taken, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        text = page.Contents.read_bytes()
        start = text.rindex(b"BT ")
        page.Contents = pdf.make_stream(text[:start] + text[text.index(b"ET", start) + 2 :])
        pdf.save(taken)
    found = verdict(released, taken)
    assert (found["state"], found["why"]) == ("unknown", ["changed by hand"])


def test_a_leaflet_that_was_only_saved_again_is_current(released: Path, tmp_path: Path) -> None:
    taken = in_hand(released, tmp_path)
    with pikepdf.open(taken, allow_overwriting_input=True) as pdf:
        pdf.save(taken, linearize=True)
    assert verdict(released, taken)["state"] == "current"


@pytest.mark.parametrize("name", ["text", "zip", "pdf", "empty"])
def test_a_foreign_file_is_not_known(root: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / "foreign"
    if name == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a", "b")
    elif name == "pdf":
        pdf = pikepdf.new()
        pdf.add_blank_page()
        pdf.save(path)
    else:
        path.write_text("hello" if name == "text" else "")
    found = verdict(root, path)
    assert (found["state"], found["file"]) == ("unknown", None)


def test_a_file_of_a_document_that_is_gone_is_not_known(root: Path, tmp_path: Path) -> None:
    write(root, "leaflets/other.yaml", HEAD + LEAFLET.removeprefix(HEAD))
    run(root, "build", "other", "--layout", "a4")
    taken = Path(shutil.copy(root / "build/leaflets/other.en.a4.pdf", tmp_path / "taken.pdf"))
    (root / "content/leaflets/other.yaml").unlink()
    found = verdict(root, taken)
    assert (found["state"], found["why"]) == ("unknown", ["this project has no document 'other' to compare it with"])


def test_a_released_file_is_current_though_its_document_is_gone(released: Path, tmp_path: Path) -> None:
    taken = in_hand(released, tmp_path)
    (released / "content/leaflets/small.yaml").unlink()
    assert verdict(released, taken)["state"] == "current"


def test_a_file_that_is_not_there_is_a_wrong_command(root: Path) -> None:
    assert run(root, "current", str(root / "nothing.pdf")).exit_code == 2
