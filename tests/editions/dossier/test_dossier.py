"""Evidence packs: what they say, how they are tagged, whom they ask, and what they never claim."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pikepdf
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from support.pdf_text import texts_of
from support.projects import (
    HEAD,
    LEAFLET,
    TODAY,
    built,
    deck,
    leaflet,
    line_of,
    make_project,
    problems_of,
    request,
    without_clinical_rules,
    write,
)

from handouts.audit.verify import verify_data, verify_file
from handouts.cli import main
from handouts.content.compose import compose
from handouts.content.instruments import CLEAR_COMMUNICATION, INSTRUMENTS, PEMAT_P, Item
from handouts.content.model import Verdict
from handouts.content.project import Project, read_content
from handouts.content.translation import Translation
from handouts.document.document import Document
from handouts.document.text import plain
from handouts.editions.dossier import Case
from handouts.editions.dossier.answers import Answered, Score, answers, score
from handouts.editions.dossier.cover import MANY, _people
from handouts.editions.dossier.findings import Finding
from handouts.editions.dossier.packing import Packed, asked, dossier
from handouts.editions.dossier.portions import text_digest

SLIDES = """\
- id: cover
  slide: title
  title: A small deck
- id: one
  slide: bullets
  title: The target is narrow
  blocks:
    - id: list
      bullets: {a: "The target is {{ dose.target }}.", b: Test early.}
  notes: {say: Say it., rests: One guideline.}
  sources: [paper_2012]
"""


def packed(root: Path, name: str = "small", **changes: object) -> Packed:
    """The pack of a document of a small project."""
    return dossier(request(root, ids=(name,), layouts=(), **changes), "a4")


def bytes_of(root: Path, name: str = "small") -> bytes:
    """A pack that was written without an error."""
    found = packed(root, name)
    assert [str(each) for each in found.problems if each.severity == "error"] == []
    assert found.path is not None
    return (root / "build" / found.path).read_bytes()


def words_of(data: bytes) -> str:
    """All the words of a file, without the spaces that line breaks leave."""
    return " ".join(" ".join(texts_of(data)).split())


def composed(root: Path, name: str = "small") -> Document:
    log: list[object] = []
    content = read_content(Project(root), (name,), None, log)  # type: ignore[arg-type]
    assert log == []
    return compose(content.drafts[0], content.library, Translation("en"), None, {})


def judged(root: Path, item: str, answer: str = "yes", *, text: str | None = None) -> str:
    """An entry of a file of answers, for the words as they are."""
    judges = next(each.judges for one in INSTRUMENTS for each in one.items if each.id == item)
    digest = text or text_digest(composed(root), judges)
    return f"  {item}: {{answer: {answer}, by: 'A. Example, lay reader', on: 2026-11-20, text: {digest}}}\n"


def answered_of(root: Path, text: str) -> dict[str, Answered]:
    """The items of the small leaflet with these answers on file."""
    write(root, "judgements/small.yaml", f"en:\n{text}")
    from handouts.content.instruments import ITEMS
    from handouts.content.project import judgements_of

    log: list[object] = []
    given_answers = judgements_of(Project(root), "small", ITEMS, log)  # type: ignore[arg-type]
    assert log == []
    found = answers(composed(root), given_answers)
    return {each.item.id: each for items in found.values() for each in items}


@pytest.fixture(scope="module")
def small_pack(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The pack of the small leaflet as it is."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        without_clinical_rules(monkeypatch)
        return bytes_of(make_project(tmp_path_factory.mktemp("small")))


# --- the file -------------------------------------------------------------------------------------


def test_a_pack_is_a_sound_file_and_the_same_bytes_twice(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    first = bytes_of(root)
    assert bytes_of(root) == first
    path = root / "build/dossiers/small.en.a4.pdf"
    assert verify_file(path) == []
    if shutil.which("qpdf"):
        assert subprocess.run(["qpdf", "--check", str(path)], check=False, capture_output=True).returncode == 0


def test_a_pack_says_what_the_committee_asks_for(small_pack: bytes) -> None:
    words = words_of(small_pack)
    for part in (
        "Evidence pack: A small leaflet",
        "Keep to about the same.",
        "Claims: 2; references: 1",
        "not graded: 1",
        "Flesch-Kincaid grade",
        "The usual target is 2.0 to 3.0.",
        "2.0–3.0",
        "not graded; guideline",
        "2026-11-22; due 2027-11-22",
        "Holbrook A. A careful paper. Chest.",
        "No rule is waived for this document.",
        "Pharmacist: name",
        "approved after changes",
    ):
        assert part in words, part


def test_numbers_are_listed_as_printed_with_their_unit(tmp_path: Path) -> None:
    table = """\
- id: t
  table:
    columns: {a: Food, b: {head: g, kind: number, unit: g}}
    rows: {r: [Greens, "{{ dose.cups/weight }}"]}
- id: ends
  text: "From {{ dose.window:low }} to {{ dose.window:high }} {{ dose.window:unit }}; {{ dose.target }}, {{ dose.target:low }}."
"""
    words = words_of(bytes_of(make_project(tmp_path, {"leaflets/small.yaml": leaflet(table)}))).replace("\u00a0", " ")
    assert "each of 80 g. (dose.\u200bcups) 80 g not graded" in words.replace("dose.cups", "dose.\u200bcups")
    assert "3 days; 7 days" in words
    assert "2.0–3.0 not graded" in words


def test_the_source_text_is_quoted_in_the_pack_and_nowhere_else(small_pack: bytes, tmp_path: Path) -> None:
    root = make_project(tmp_path)
    words = words_of(small_pack)
    assert "“SECRET nine of ten”" in words
    assert "nobody has shown it Verdict on the source text: conflicts." in words
    built(root)
    assert "SECRET" not in words_of((root / "build/leaflets/small.en.a4.pdf").read_bytes())


def test_no_manifest_lists_a_pack(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    bytes_of(root)
    assert not (root / "build/manifest.json").exists()


def test_a_document_with_an_error_gets_no_pack_and_its_older_one_is_withheld(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    bytes_of(root)
    write(root, "leaflets/small.yaml", LEAFLET.replace("dose.target", "dose.targt"))
    result = CliRunner().invoke(main, ["dossier", "small", "--project", str(root), "--as-of", str(TODAY)])
    assert result.exit_code == 1
    assert "unknown claim 'dose.targt'" in result.stderr
    assert result.stdout == ""
    assert not (root / "build/dossiers/small.en.a4.pdf").exists()
    assert (root / "build/withheld/dossiers/small.en.a4.pdf").exists()


def test_the_command_prints_the_path_and_knows_its_layouts(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    arguments = ["dossier", "small", "--project", str(root), "--as-of", str(TODAY), "--out", str(tmp_path / "out")]
    result = CliRunner().invoke(main, [*arguments, "--layout", "letter", "--clinic", "mill"])
    assert result.exit_code == 0, result.stderr
    assert result.stdout == "mill/dossiers/small.en.letter.pdf\n"
    assert "Mill Street Clinic, region EU" in words_of(
        (tmp_path / "out/mill/dossiers/small.en.letter.pdf").read_bytes()
    )
    wrong = CliRunner().invoke(main, [*arguments, "--layout", "leter"])
    assert wrong.exit_code == 2
    assert "did you mean 'letter'" in wrong.stderr


@pytest.mark.parametrize(("clinic", "paper"), [("elm", "letter"), ("mill", "a4"), (None, "a4")])
def test_a_pack_stands_on_the_paper_of_the_clinics_region(tmp_path: Path, clinic: str | None, paper: str) -> None:
    root = make_project(tmp_path, {"clinics/elm.yaml": "name: Elm Street\nregion: us\n"})
    arguments = ["dossier", "small", "--project", str(root), "--as-of", str(TODAY), "--out", str(tmp_path / "out")]
    result = CliRunner().invoke(main, [*arguments, *(["--clinic", clinic] if clinic else [])])
    assert result.exit_code == 0, result.stderr
    assert result.stdout.endswith(f"dossiers/small.en.{paper}.pdf\n")


# --- pictures of the pages ------------------------------------------------------------------------


def figures_of(data: bytes) -> list[str]:
    """The alt texts of a file's figures, in order."""
    found: list[str] = []

    def walk(node: pikepdf.Object) -> None:
        if node.get("/S") == "/Figure":
            found.append(str(node.Alt))
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary):
                walk(kid)

    with pikepdf.open(BytesIO(data)) as file:
        walk(file.Root.StructTreeRoot)
    return found


def test_each_page_is_a_figure_with_words(small_pack: bytes) -> None:
    alts = figures_of(small_pack)
    assert alts == ["Page 1 of 2 of A small leaflet", "Page 2 of 2 of A small leaflet"]


def test_a_picture_keeps_letters_and_fonts_and_marks_nothing(small_pack: bytes) -> None:
    with pikepdf.open(BytesIO(small_pack)) as file:
        forms = [form for page in file.pages for name, form in page.Resources.get("/XObject", {}).items()]
        assert len(forms) == 2
        for form in forms:
            steps = pikepdf.parse_content_stream(form)
            operators = {str(step.operator) for step in steps}
            assert "Tj" in operators
            assert not operators & {"BMC", "BDC", "EMC", "MP", "DP"}
            assert "/Properties" not in form.Resources
            for font in form.Resources.Font.values():
                assert "/FontFile2" in font.FontDescriptor


def test_words_in_a_form_are_judged_unless_a_figure_says_what_they_are(small_pack: bytes) -> None:
    assert verify_data(small_pack, "pack.pdf") == []
    with pikepdf.open(BytesIO(small_pack)) as file:
        for each in file.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure":
                del each["/Alt"]
        out = BytesIO()
        file.save(out)
    rules = {problem.rule for problem in verify_data(out.getvalue(), "pack.pdf")}
    assert {"missing-alt", "small-type"} <= rules


# --- answers --------------------------------------------------------------------------------------


def test_a_persons_answer_counts_as_long_as_the_words_stand(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    text = judged(root, "pemat.3")
    assert answered_of(root, text)["pemat.3"].answer == "yes"
    write(root, "leaflets/small.yaml", LEAFLET.replace("Eat as usual.", "Eat as always."))
    lapsed = answered_of(root, text)["pemat.3"]
    assert lapsed.is_open
    assert lapsed.lapsed is not None
    assert lapsed.lapsed.by == "A. Example, lay reader"
    words = words_of(bytes_of(root))
    assert "Lapsed, for the words have changed: yes, by A. Example, lay reader on 20 November 2026." in words


def test_an_answer_outlives_a_change_of_words_that_it_did_not_judge(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    text = judged(root, "pemat.1") + judged(root, "pemat.9")
    write(root, "leaflets/small.yaml", LEAFLET.replace("Eat as usual.", "Eat as always."))
    found = answered_of(root, text)
    assert not found["pemat.1"].is_open
    assert not found["pemat.9"].is_open
    write(root, "leaflets/small.yaml", LEAFLET.replace("More to read", "More"))
    found = answered_of(root, text)
    assert not found["pemat.1"].is_open
    assert found["pemat.9"].is_open


def test_a_new_date_or_version_asks_nothing_again(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    text = judged(root, "pemat.3")
    later = LEAFLET.replace("checked: 2026-11-22", "checked: 2026-11-23").replace('"1.0"', '"1.1"')
    write(root, "leaflets/small.yaml", later)
    assert not answered_of(root, text)["pemat.3"].is_open


def test_a_new_value_of_a_claim_asks_about_numbers_again(tmp_path: Path) -> None:
    from support.projects import CLAIMS

    root = make_project(tmp_path)
    text = judged(root, "pemat.6")
    changed = CLAIMS.replace("2.0 to 3.0", "2.0 to 3.5").replace("{low: 2.0, high: 3.0", "{low: 2.0, high: 3.5")
    assert not answered_of(root, text)["pemat.6"].is_open
    write(root, "claims/dose.yaml", changed)
    assert answered_of(root, text)["pemat.6"].is_open


def test_an_answer_about_what_is_not_there_is_about_the_whole(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    text = judged(root, "pemat.22", "no")
    assert answered_of(root, text)["pemat.22"].answer == "no"
    write(root, "leaflets/small.yaml", LEAFLET.replace("Eat as usual.", "Take it with food."))
    assert answered_of(root, text)["pemat.22"].is_open


def test_a_person_outranks_the_program(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    assert answered_of(root, judged(root, "pemat.3"))["cci.2"].by == "program"
    found = answered_of(root, judged(root, "cci.2", "no"))["cci.2"]
    assert (found.answer, found.by, found.finding.answer) == ("no", "person", "yes")
    assert "A. Example, lay reader, 20 November 2026. The program finds: yes." in words_of(bytes_of(root))


def test_the_questions_can_be_filled_in_and_pasted(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    text, problems = asked(request(root, ids=("small",)))
    assert problems == []
    assert text is not None
    write(root, "judgements/small.yaml", text)
    assert [each for each in problems_of(root) if "judgements" in each.mark.file] == []
    filled = text.replace("answer:    # yes, no\n", "answer: yes\n").replace("    by:\n", "    by: 'A. N''Other'\n")
    write(root, "judgements/small.yaml", filled)
    again, problems = asked(request(root, ids=("small",)))
    assert problems == []
    assert again is not None
    assert "answer:    # yes, no\n" not in again
    assert "    by: 'A. N''Other'\n" in again
    write(root, "judgements/small.yaml", again)
    assert asked(request(root, ids=("small",)))[0] == again


def test_questions_are_printed_and_nothing_is_written(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    result = CliRunner().invoke(
        main, ["dossier", "small", "--questions", "--project", str(root), "--as-of", str(TODAY)]
    )
    assert result.exit_code == 0
    assert result.stdout.startswith("# content/judgements/small.yaml")
    assert "  pemat.1:\n    answer:    # yes, no\n    by:\n    on: 2026-11-23\n    text: " in result.stdout
    assert not (root / "build").exists()


# --- files of answers -----------------------------------------------------------------------------

GOOD = "en:\n  pemat.3: {answer: no, by: A. Example, on: 2026-11-20, text: 0123456789abcdef}\n"


@pytest.mark.parametrize(
    ("text", "part", "rule"),
    [
        (GOOD.replace("pemat.3", "pemat.13"), "pemat.13", "unknown-item"),
        (GOOD.replace("en:", "eng:"), "eng", "unknown-language"),
        (GOOD.replace("no,", "not-applicable,"), "pemat.3", "wrong-answer"),
        (GOOD.replace("no,", "maybe,"), "pemat.3", "unknown-value"),
        (GOOD.replace("abcdef", ""), "pemat.3", "wrong-type"),
        (GOOD.replace("by: A. Example, ", ""), "pemat.3", "missing-key"),
        (GOOD.replace("on: 2026-11-20, ", ""), "pemat.3", "missing-key"),
        (GOOD.replace("on: 2026-11-20, ", "on: soon, "), "pemat.3", "wrong-type"),
        (GOOD.replace("by:", "bye: x, by:"), "pemat.3", "unknown-key"),
    ],
)
def test_a_wrong_answer_is_a_problem_of_the_pack_alone(tmp_path: Path, text: str, part: str, rule: str) -> None:
    root = make_project(tmp_path, {"judgements/small.yaml": text})
    found = [each for each in problems_of(root) if each.severity == "error"]
    assert [(each.mark.file, each.mark.line, each.rule) for each in found] == [
        ("content/judgements/small.yaml", line_of(text, part), rule)
    ]
    assert packed(root).path is None
    assert built(root).written == ("leaflets/small.en.a4.pdf",)


def test_an_error_that_reaches_no_text_of_the_document_does_not_stop_its_pack(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    file = root / "content/references.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "nobody_cites:\n  title: A paper\n", encoding="utf-8")
    made = packed(root)
    assert made.path is not None
    assert {problem.mark.file for problem in made.problems if problem.severity == "error"} == {
        "content/references.yaml"
    }


def test_a_right_answer_is_no_problem(tmp_path: Path) -> None:
    root = make_project(tmp_path, {"judgements/small.yaml": GOOD})
    assert problems_of(root) == []


def test_an_unknown_item_or_document_offers_the_nearest(tmp_path: Path) -> None:
    root = make_project(tmp_path, {"judgements/smal.yaml": GOOD.replace("pemat.3", "pemat.33")})
    messages = [each.message for each in problems_of(root)]
    assert "unknown document 'smal'; did you mean 'small'?" in messages
    assert any("unknown item 'pemat.33'; did you mean" in message for message in messages)


# --- scores ---------------------------------------------------------------------------------------


def made(*given_answers: Verdict | None) -> list[Answered]:
    item = Item("pemat.1", "understand")
    by = ("nobody", "program")
    return [Answered(item, each, by[each is not None], Finding(each), "") for each in given_answers]  # type: ignore[arg-type]


def test_a_score_is_agreed_of_applicable() -> None:
    assert score(made("yes", "no", "not-applicable", None)) == Score(1, 3, 1)
    assert score(made("yes", "no", "not-applicable", None)).percent == 33
    assert score(made("yes", "yes")).percent == 100
    assert score(made("not-applicable")) == Score(0, 0, 0)
    assert score(made("not-applicable")).percent == 0


@given(st.lists(st.sampled_from(("yes", "no", "not-applicable", None)), max_size=30))
def test_an_unanswered_item_never_counts_as_agreed(given_answers: list[Verdict | None]) -> None:
    found = score(made(*given_answers))
    as_no = score(made(*("no" if each is None else each for each in given_answers)))
    assert (found.agreed, found.applicable, found.percent) == (as_no.agreed, as_no.applicable, as_no.percent)
    assert found.agreed + found.unanswered <= found.applicable
    assert found.percent < 100 or not found.unanswered


def test_the_pack_says_how_many_are_not_answered_yet(small_pack: bytes, tmp_path: Path) -> None:
    root = make_project(tmp_path)
    found = answers(composed(root), ())
    whole = score(found["cci"])
    assert whole.unanswered
    said = (
        f"{whole.agreed} of {whole.applicable} agreed so far ({whole.percent}\u00a0%), {whole.unanswered} not answered"
    )
    assert said.replace("\u00a0", " ") in words_of(small_pack).replace("\u00a0", " ")


# --- instruments ----------------------------------------------------------------------------------


def test_the_instruments_have_their_items_under_their_numbers() -> None:
    parts = [item.part for item in PEMAT_P.items]
    assert (parts.count("understand"), parts.count("act")) == (17, 7)
    assert [int(item.number) for item in PEMAT_P.items] == [n for n in range(1, 27) if n not in (13, 14)]
    assert [int(item.number) for item in CLEAR_COMMUNICATION.items] == list(range(1, 21))
    found = [item.part for item in CLEAR_COMMUNICATION.items]
    assert [found.count(part) for part in CLEAR_COMMUNICATION.parts] == [11, 3, 3, 3]


WHOLE = """\
- id: three
  do: {a: {title: Eat greens, text: Eat them.}, b: {title: Ask us, text: Ask first.}}
- id: steps
  steps: {one: Take it., two: Drink.}
- id: week
  fields: {mon: {label: Mon, kind: ticks, count: 3}}
- id: sum
  summary: {a: {title: In short, text: You eat greens.}}
- id: foods
  table: {columns: {a: Food, b: Amount}, rows: {kale: [Kale, "{{ food/kale:k1_ug }}"]}}
- id: share
  figure:
    kind: icon-array
    alt: Between 4 and 17 in 1,000 babies bleed.
    caption: Without the shot
    value: dose.share
    total: 1000
    label: "{{ dose.share }} bleed"
    rest: The rest do not
"""
BARE = """\
- id: text
  text: It was eaten. It was given. Patients should eat it.
- id: foods
  table: {columns: {a: Food, b: B, c: C, d: D, e: E}, rows: {kale: [Kale, x, x, x, x]}}
"""
LONG = "- id: text\n  text: " + "You eat it. " * 60 + "\n"


@pytest.mark.parametrize(
    ("item", "blocks", "answer"),
    [
        ("pemat.5", WHOLE, "yes"),
        ("pemat.5", BARE, "no"),
        ("pemat.8", WHOLE, "yes"),
        ("pemat.8", LONG, "no"),
        ("pemat.9", WHOLE, None),
        ("pemat.11", WHOLE, "yes"),
        ("pemat.11", BARE, None),
        ("pemat.12", WHOLE, "yes"),
        ("pemat.12", BARE, "no"),
        ("pemat.16", WHOLE, None),
        ("pemat.16", BARE, "not-applicable"),
        ("pemat.17", WHOLE, "yes"),
        ("pemat.17", WHOLE.replace("    caption: Without the shot\n", ""), "no"),
        ("pemat.17", BARE, "not-applicable"),
        ("pemat.19", WHOLE, "yes"),
        ("pemat.19", BARE, "no"),
        ("pemat.19", LONG, "not-applicable"),
        ("pemat.20", WHOLE, "yes"),
        ("pemat.20", BARE, None),
        ("pemat.21", WHOLE, "yes"),
        ("pemat.21", BARE, "no"),
        ("pemat.22", WHOLE, "yes"),
        ("pemat.22", BARE, None),
        ("pemat.23", WHOLE, "yes"),
        ("pemat.23", BARE, None),
        ("pemat.25", LONG, "not-applicable"),
        ("cci.1", WHOLE, "yes"),
        ("cci.4", WHOLE, None),
        ("cci.4", BARE, "no"),
        ("cci.6", WHOLE, "yes"),
        ("cci.6", WHOLE.replace("Eat them.", "They are eaten."), "no"),
        ("cci.8", WHOLE, "yes"),
        ("cci.8", BARE, "no"),
        ("cci.9", WHOLE, "yes"),
        ("cci.9", LONG, "no"),
        ("cci.15", WHOLE, None),
        ("cci.15", BARE, "not-applicable"),
        ("cci.20", WHOLE, "yes"),
        ("cci.20", "- id: text\n  text: '{{ dose.share }} bleed.'\n", None),
        ("cci.20", BARE, "not-applicable"),
    ],
)
def test_a_program_answers_what_it_can(tmp_path: Path, item: str, blocks: str, answer: Verdict | None) -> None:
    root = make_project(tmp_path, {"leaflets/small.yaml": leaflet(blocks)})
    found = {each.item.id: each for items in answers(composed(root), ()).values() for each in items}
    assert found[item].answer == answer
    assert found[item].finding.evidence


def test_a_long_main_message_is_not_one(tmp_path: Path) -> None:
    head = HEAD.replace("Keep to about the same.", "One. Two. Three. Four.")
    root = make_project(tmp_path, {"leaflets/small.yaml": leaflet(BARE, head=head)})
    found = {each.item.id: each for items in answers(composed(root), ()).values() for each in items}
    assert found["cci.1"].answer == "no"


# --- decks ----------------------------------------------------------------------------------------


def test_a_deck_is_asked_only_what_applies_and_shown_as_its_notes(tmp_path: Path) -> None:
    root = make_project(tmp_path, {"decks/teach.yaml": deck(SLIDES)})
    data = bytes_of(root, "teach")
    words = words_of(data)
    assert verify_data(data, "teach.pdf") == []
    assert "Every page as it prints in the layout a4-notes." in words
    assert "13 of 24" in words
    assert "Actionability" not in words
    assert figures_of(data)[0].startswith("Page 1 of ")
    found = answers(composed(root, "teach"), ())
    assert "pemat.3" not in {each.item.id for each in found["pemat"]}
    assert len(found["cci"]) < len(CLEAR_COMMUNICATION.items)


def test_the_questions_of_a_deck_hold_for_its_pack(tmp_path: Path) -> None:
    """Both compose the deck with its references in full, so that an answer to the whole does not lapse at once."""
    root = make_project(tmp_path, {"decks/teach.yaml": deck(SLIDES)})
    text, _ = asked(request(root, ids=("teach",)))
    assert text is not None
    filled = text.replace("answer:    # yes, no\n", "answer: yes\n").replace("    by:\n", "    by: A. Example\n")
    write(root, "judgements/teach.yaml", filled)
    words = words_of(bytes_of(root, "teach"))
    assert "Lapsed" not in words
    assert "A. Example, 23 November 2026." in words


# --- evidence -------------------------------------------------------------------------------------


def test_waivers_of_the_document_and_its_facts_are_listed(tmp_path: Path) -> None:
    waivers = """\
- {rule: some-rule, at: small/more, reason: The clinic wants it so., by: A. Example, until: 2027-06-30}
- {rule: other-rule, at: dose.target, reason: Checked by hand., by: B. Example, until: 2026-01-01}
- {rule: third-rule, at: other/more, reason: Elsewhere., by: C. Example, until: 2027-06-30}
"""
    words = words_of(bytes_of(make_project(tmp_path, {"waivers.yaml": waivers})))
    assert "The clinic wants it so. A. Example, until 30 June 2027" in words
    assert "B. Example, ended 1 January 2026" in words
    assert "C. Example" not in words


def test_warnings_are_listed_with_their_place(tmp_path: Path) -> None:
    root = make_project(tmp_path, {"leaflets/small.yaml": LEAFLET.replace("paper_2012", "memory_2011")})
    words = words_of(bytes_of(root))
    assert "unconfirmed-reference (warning)" in words
    assert "[Not looked up: known from memory.]" in words
    assert "Errors: 0; warnings: 1; notes: 0; waived: 0" in words


IRON = """\
columns:
  ul: {label: upper limit}
substances:
  iron: {label: iron}
  zinc: {label: zinc}
populations:
  adults: {terms: [adults], age_min_y: 18, age_below_y: null}
limits:
  iron.us: {substance: iron, population: adults, age_min_y: 18, age_below_y: null, ul: 45, unit: mg, per: day, scope: total_intake,
            authority: US, references: [paper_2012]}
  iron.eu: {substance: iron, population: adults, age_min_y: 18, age_below_y: null, ul: 40, unit: mg, per: day, scope: supplements_only,
            authority: EU, references: [paper_2012]}
"""
IRON_CLAIM = """\
iron.tablets:
  statement: Take 20 mg of iron a day.
  subject: iron tablets
  population: adults
  purpose: dose
  value: {number: 20, unit: mg/day}
  certainty: ungraded
  basis: guideline
  harms: none-reported
  references: [paper_2012]
  checked: 2026-11-22
  review_due: 2027-11-22
"""
TAKE = '- id: text\n  text: "Take {{ iron.tablets }}."\n'


def dosed(folder: Path, *changes: tuple[str, str], amount: str = "20") -> str:
    """The words of the pack of a leaflet that prints a dose of iron."""
    claim = IRON_CLAIM.replace("Take 20", f"Take {amount}").replace("number: 20", f"number: {amount}")
    for old, new in changes:
        assert old in claim
        claim = claim.replace(old, new)
    files = {"limits.yaml": IRON, "claims/iron.yaml": claim, "leaflets/small.yaml": leaflet(TAKE)}
    return words_of(bytes_of(make_project(folder, files))).replace("\u00a0", " ").replace("\u200b", "")


@pytest.mark.parametrize(("amount", "said"), [("20", "below"), ("40", "equal")])
def test_each_dose_stands_beside_the_limit_that_it_was_held_against(tmp_path: Path, amount: str, said: str) -> None:
    words = dosed(tmp_path, amount=amount)
    assert (
        f"{amount} mg a day (iron.tablets) iron tablets: adults 40 mg a day (EU, supplements alone, iron.eu) {said}"
        in words
    )


def test_what_counts_all_sources_is_held_against_such_a_limit(tmp_path: Path) -> None:
    assert "45 mg a day (US, all sources together, iron.us) below" in dosed(
        tmp_path, ("purpose: dose", "purpose: intake")
    )


def test_a_dose_without_a_limit_is_not_called_safe(tmp_path: Path) -> None:
    words = dosed(tmp_path, ("of iron", "of zinc"), ("iron tablets", "zinc tablets"))
    assert "zinc tablets: adults – no limit is set for what this dose counts, which is not the same as safe" in words


def test_a_document_without_doses_says_so(small_pack: bytes) -> None:
    assert "The document offers no dose of a substance that has limits." in words_of(small_pack)


def test_a_grade_says_who_gave_it_and_a_strength_why(tmp_path: Path) -> None:
    graded = "certainty: low\n  graded_by: paper_2012\n  strength: strong\n  strength_reason: The harm is grave."
    words = dosed(tmp_path, ("certainty: ungraded", graded))
    assert "low; guideline; graded by 1; strength: strong (The harm is grave.)" in words


# --- pages ----------------------------------------------------------------------------------------


def test_a_long_table_goes_on_over_pages_under_its_head(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    text = root / "content/claims/dose.yaml"
    entry = text.read_text(encoding="utf-8").split("dose.window:")[0]
    more = [entry.replace("dose.target", f"dose.target{number}") for number in range(120)]
    text.write_text(text.read_text(encoding="utf-8") + "".join(more), encoding="utf-8")
    rests = ", ".join(f"dose.target{number}" for number in range(120))
    write(root, "leaflets/small.yaml", LEAFLET + f"rests_on: [{rests}]\n")
    pages = texts_of(bytes_of(root))
    heads = [page for page in pages if "Certainty" in page and "Printed" in page]
    assert len(heads) >= 3
    assert all(any(f"target{number})" in page for page in pages) for number in range(60))


# --- pages of the pack ----------------------------------------------------------------------------


def test_a_pack_flows_from_its_cover_on(small_pack: bytes) -> None:
    first = next(iter(texts_of(small_pack)))
    assert "Digest of its words" in first
    assert "Its pages" in first


def test_a_pack_asks_no_reader_for_feedback(small_pack: bytes) -> None:
    assert "Tell us what you think" not in list(texts_of(small_pack))[-1]


def case_about(people: dict[str, str]) -> Case:
    """Return a case whose claims are about these people, by the names of the claims."""
    claims = {name: SimpleNamespace(population=each) for name, each in people.items()}
    document = SimpleNamespace(reads=SimpleNamespace(claims=tuple(people)))
    case = SimpleNamespace(document=document, library=SimpleNamespace(claims=claims), said=lambda text: text.source)
    return cast("Case", case)


def test_each_population_is_listed_once_by_its_number_of_claims() -> None:
    case = case_about({"a": "adults", "b": "babies", "c": "adults", "d": "children"})
    assert [[plain(cell) for cell in row.cells] for row in _people(case)] == [
        ["2", "adults"],
        ["1", "babies; children"],
    ]


def test_a_long_list_of_populations_is_divided_into_rows() -> None:
    case = case_about({f"n{number}": f"n{number}" for number in range(MANY + 1)})
    assert [len(plain(row.cells[1]).split("; ")) for row in _people(case)] == [MANY, 1]
