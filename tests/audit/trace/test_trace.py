"""The trace that a finished file carries, held against what other libraries read in the file."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from dataclasses import replace
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.util import Pt
from support.printed_numbers import (
    digits,
    is_alt,
    numbers_of,
    on_paper,
    shapes_of,
)
from support.projects import CLAIMS, CLINIC, DECK_HEAD, built, leaflet, make_project
from support.samples import SAMPLER, document_of, pdf_of

from handouts.audit.readers.bounds import Budget
from handouts.audit.speak import speak
from handouts.audit.trace import trace_file
from handouts.audit.trace.carried import BrokenTraceError, Carried, Expected, read_trace
from handouts.audit.trace.files import found_in
from handouts.audit.trace.judged import judged
from handouts.audit.trace.seen import Seen
from handouts.audit.verify import verify_data
from handouts.cli import main
from handouts.content.translation import Translation
from handouts.core.archive import packed, unpacked
from handouts.document.digest import canonical, content_digest
from handouts.document.provenance import NAMESPACE
from handouts.document.text import Value, Words, inlines
from handouts.document.walk import units
from handouts.editions.current.inhand import ForeignFileError, read_in_hand

# --- the proof can fail ---------------------------------------------------------------------------


def test_a_number_that_no_claim_prints_is_unknown(tmp_path: Path) -> None:
    document = document_of(tmp_path, leaflet("- id: a\n  text: 'Take 45 µg, or {{ dose.target }}, or two tablets.'"))
    found = [each for each in found_in(pdf_of(document), Budget())[1] if each.state != "harmless"]
    assert [(each.value, each.state) for each in found] == [
        ("45", "unknown"),
        ("2.0–3.0", "traced"),
        ("two tablets", "unknown"),
    ]


def test_a_number_that_the_program_does_not_see_breaks_the_proof(tmp_path: Path) -> None:
    data = pdf_of(document_of(tmp_path, SAMPLER))
    _, found = found_in(data, Budget())
    seen = on_paper(data)
    shown = [each for each in found if not is_alt(each)]
    assert numbers_of(shown) == seen
    assert numbers_of(shown[1:]) != seen
    assert seen != numbers_of([*shown, shown[0]])


# --- what is told of a number ---------------------------------------------------------------------

DECK = (
    DECK_HEAD
    + """\
slides:
  - id: s
    slide: bullets
    title: "The target is {{ dose.target }}"
    sources: [paper_2012]
    notes: {say: "Test after {{ dose.window }}.", rests: "A guideline[@paper_2012]."}
    blocks:
      - id: a
        bullets:
          one: "Eat {{ dose.cups/portions }}, each of {{ dose.cups/weight }}"
          two: "Kale holds {{ food/kale:k1_ug }} in {{ food/kale:serving }}"
  - id: t
    slide: table
    title: Foods
    sources: [paper_2012]
    notes: {say: Words}
    blocks:
      - id: a
        table:
          columns: {x: Food, y: {head: µg, kind: number, unit: ug}}
          rows:
            kale: [Kale, "{{ food/kale:k1_ug }}"]
            natto: [Natto, "{{ food/natto:k1_ug }}"]
  - id: c
    slide: chart
    title: Greens first
    sources: [paper_2012]
    notes: {say: Words}
    blocks:
      - id: a
        figure:
          kind: bars
          alt: Kale leads.
          axis: K1 in a serving (µg)
          rows:
            kale: {label: "Kale, {{ food/kale:serving }}", value: food/kale:k1_ug}
            natto: {label: Natto, value: food/natto:k1_ug}
  - id: r
    slide: references
    title: References
"""
)


@pytest.fixture(scope="module")
def deck_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_project(tmp_path_factory.mktemp("deck"), {"leaflets/small.yaml": None, "decks/talk.yaml": DECK})
    made = built(root, layouts=("widescreen",))
    assert [str(problem) for problem in made.problems] == []
    return root / "build/decks/talk.en.widescreen.pptx"


def rows_of(path: Path) -> list[dict[str, Any]]:
    rows, problems = trace_file(path)
    assert problems == []
    assert rows is not None
    return rows


def brief(rows: list[dict[str, Any]]) -> list[tuple[int, str, str]]:
    return [(row["slide"], row["value"], row["claim"]) for row in rows]


def test_a_row_tells_where_a_number_comes_from(deck_file: Path) -> None:
    rows = rows_of(deck_file)
    assert rows[0] == {
        "slide": 2,
        "text": "The target is 2.0–3.0",
        "value": "2.0–3.0",
        "claim": "dose.target",
        "certainty": "ungraded",
        "basis": "guideline",
        "references": [{"id": "paper_2012", "words": "A careful paper for everyone", "confidence": "verified"}],
        "checked": "2026-11-22",
    }
    assert (2, "247 µg", "food/kale") in brief(rows)
    assert (2, "1 cup", "food/kale") in brief(rows)
    (window,) = (row for row in rows if row["claim"] == "dose.window")
    assert (window["value"], window["certainty"], window["basis"]) == ("3–7 days", "moderate", "trial")
    cell = next(row for row in rows if row["slide"] == 3 and row["value"] == "247")
    assert cell["text"] == "Kale · 247"
    amounts = [row for row in rows if row["slide"] == 4 and row["value"] in ("247", "4")]
    assert [row["claim"] for row in amounts] == ["food/kale", "food/natto"]
    assert amounts[0]["text"] == "Kale, 1 cup: 247 µg"


def test_a_row_of_paper_has_its_page(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_of(document_of(tmp_path / "project", SAMPLER)))
    rows = rows_of(path)
    assert {row["claim"] for row in rows} == {"food/kale", "food/natto", "dose.share"}
    assert all(isinstance(row["page"], int) for row in rows)
    assert next(row["text"] for row in rows if row["claim"] == "food/kale") == "Kale · 247"


def test_heads_that_pages_repeat_and_limits_are_traced(tmp_path: Path) -> None:
    rows = "".join(f"      r{number}: [Words, Words]\n" for number in range(90))
    blocks = '- id: a\n  text: "At most {{ limit/mg.us.9:ul }}."\n- id: b\n  table:\n    columns: {x: Food, y: "In {{ dose.cups/weight }}"}\n    rows:\n'
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_of(document_of(tmp_path / "project", leaflet(blocks + rows))))
    told = [(row["page"], row["value"], row["claim"]) for row in rows_of(path)]
    assert told[0][1:] == ("350 mg a day", "limit/mg.us.9")
    pages = {page for page, value, claim in told if (value, claim) == ("80 g", "dose.cups")}
    assert len(pages) > 1
    assert numbers_of(each for each in found_in(path.read_bytes(), Budget())[1] if not is_alt(each)) == on_paper(
        path.read_bytes()
    )


@pytest.mark.parametrize("policy", ["Call after 3 doses, or two days.", "Call after **3 doses**, or two days."])
def test_a_clinics_own_number_is_its_policys(tmp_path: Path, policy: str) -> None:
    clinic = CLINIC.replace("Take it on the **same** day.", policy)
    text = leaflet(
        "- id: a\n  policy: missed_dose\n  if-empty: drop\n  label: A missed dose\n"
        '- id: b\n  policy: test_days\n  if-empty: drop\n  text: "Come in {{ policy/test_days }}; {{ clinic/day }}."'
    )
    root = make_project(tmp_path, {"leaflets/small.yaml": text, "clinics/mill.yaml": clinic})
    assert [str(problem) for problem in built(root, clinic="mill").problems] == []
    rows = rows_of(root / "build/mill/leaflets/small.en.a4.pdf")
    told = [
        (row["value"].removesuffix(" doses"), row["claim"]) for row in rows if str(row["claim"]).startswith("policy")
    ]
    assert told == [("3", "policy/missed_dose"), ("two days", "policy/missed_dose"), ("3–7 days", "policy/test_days")]
    assert not [row for row in rows if row["claim"] in ("unknown", "changed")]


def test_words_painted_over_a_page_later_are_unknown(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.open(BytesIO(pdf_of(document_of(tmp_path / "project", SAMPLER)))) as pdf:
        page = pdf.pages[0]
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        name = page.add_resource(font, pikepdf.Name.Font)
        page.contents_add(f"BT {name} 12 Tf 1 0 0 1 50 50 Tm (Take 45 mg) Tj ET".encode(), prepend=False)
        pdf.save(path)
    odd_ones = [row for row in rows_of(path) if row["claim"] in ("changed", "unknown")]
    assert [(row["page"], row["value"], row["claim"]) for row in odd_ones] == [(1, "45", "unknown")]


def test_a_change_of_certainty_is_a_change_of_what_made_a_file_but_none_of_content(tmp_path: Path) -> None:
    entries = []
    for name, certainty in (("one", "moderate"), ("other", "low")):
        claims = CLAIMS.replace("certainty: moderate", f"certainty: {certainty}")
        root = make_project(tmp_path / name, {"claims/dose.yaml": claims})
        built(root)
        (entry,) = json.loads((root / "build/manifest.json").read_bytes())["files"]
        entries.append(entry)
    assert entries[0]["content"] == entries[1]["content"]
    assert entries[0]["inputs"] != entries[1]["inputs"]


# --- a deck that was edited -----------------------------------------------------------------------


def edited(deck: Any, folder: Path) -> list[dict[str, Any]]:
    path = folder / "edited.pptx"
    deck.save(str(path))
    return rows_of(path)


def run_with(deck: Any, words: str) -> Any:
    for slide in deck.slides:
        frames = [shape.text_frame for shape in shapes_of(slide.shapes) if shape.has_text_frame]
        frames += [c.text_frame for s in slide.shapes if s.has_table for r in s.table.rows for c in r.cells]
        frames += [slide.notes_slide.notes_text_frame] if slide.has_notes_slide else []
        for frame in frames:
            for paragraph in frame.paragraphs:
                for run in paragraph.runs:
                    if words in run.text:
                        return run
    raise LookupError(words)


def odd(rows: list[dict[str, Any]]) -> list[tuple[int, str, str, object]]:
    return [
        (row["slide"], row["value"], row["claim"], row.get("was"))
        for row in rows
        if row["claim"] in ("changed", "unknown")
    ]


def test_saving_a_deck_again_changes_nothing(deck_file: Path, tmp_path: Path) -> None:
    assert edited(Presentation(str(deck_file)), tmp_path) == rows_of(deck_file)


@pytest.mark.parametrize(
    ("words", "new", "slide", "value", "was", "claim"),
    [
        ("2.0–3.0", "2.0–3.5", 2, "3.5", "2.0–3.0", "dose.target"),
        ("80", "90 g", 2, "90", "80 g", "dose.cups"),
        ("3–7", "3–7 weeks", 2, "3–7", "3–7 days", "dose.window"),
        ("247", "247 mg", 2, "247", "247 µg", "food/kale"),
    ],
)
def test_a_number_that_was_changed_in_a_deck_is_told(
    deck_file: Path, tmp_path: Path, words: str, new: str, slide: int, value: str, was: str, claim: str
) -> None:
    deck = Presentation(str(deck_file))
    run_with(deck, words).text = new
    ((where, seen, state, before),) = odd(edited(deck, tmp_path))
    assert (where, state, before) == (slide, "changed", {"value": was, "claim": claim})
    assert value in seen


def test_a_changed_cell_is_told_and_its_neighbour_still_known(deck_file: Path, tmp_path: Path) -> None:
    deck = Presentation(str(deck_file))
    table = next(shape.table for shape in deck.slides[2].shapes if shape.has_table)
    table.cell(1, 1).text_frame.paragraphs[0].runs[0].text = "999"
    rows = edited(deck, tmp_path)
    assert odd(rows) == [(3, "999", "changed", {"value": "247", "claim": "food/kale"})]
    assert (3, "4", "food/natto") in brief(rows)


def test_a_number_that_was_added_is_unknown_wherever_it_stands(deck_file: Path, tmp_path: Path) -> None:
    deck = Presentation(str(deck_file))
    body = run_with(deck, "Kale holds")
    body.text = "At least 12 times: Kale holds"
    box = deck.slides[0].shapes.add_textbox(Pt(10), Pt(10), Pt(200), Pt(40))
    box.text_frame.text = "K2: 180 µg, two tablets"
    deck.slides[1].notes_slide.notes_text_frame.add_paragraph().text = "Ask for 77"
    assert odd(edited(deck, tmp_path)) == [
        (1, "180", "unknown", None),
        (1, "two tablets", "unknown", None),
        (2, "12", "unknown", None),
        (2, "77", "unknown", None),
    ]


def test_a_number_in_a_slide_layout_is_unknown_on_each_of_its_slides(deck_file: Path, tmp_path: Path) -> None:
    deck = Presentation(str(deck_file))
    box = deck.slides[1].shapes.add_textbox(Pt(10), Pt(10), Pt(200), Pt(40))
    box.text_frame.text = "Only 9 left"
    deck.slides[1].slide_layout.shapes._spTree.append(box._element)
    assert odd(edited(deck, tmp_path)) == [(2, "9", "unknown", None)]


def test_numbers_that_only_moved_are_still_known(deck_file: Path, tmp_path: Path) -> None:
    deck = Presentation(str(deck_file))
    notes = deck.slides[1].notes_slide.notes_text_frame
    first = notes.paragraphs[0]._p
    extra = notes.add_paragraph()
    extra.text = "Words before all others"
    first.addprevious(extra._p)
    slides = deck.slides._sldIdLst
    slides.append(slides[1])
    rows = edited(deck, tmp_path)
    assert odd(rows) == []
    assert Counter(row["claim"] for row in rows) == Counter(row["claim"] for row in rows_of(deck_file))


def test_a_chart_whose_data_were_replaced_is_told(deck_file: Path, tmp_path: Path) -> None:
    deck = Presentation(str(deck_file))
    chart = next(shape.chart for shape in deck.slides[3].shapes if shape.has_chart)
    data = CategoryChartData()
    data.categories = ["Kale", "Natto"]
    data.add_series("K1 in a serving (µg)", (300, 4))
    chart.replace_data(data)
    rows = [row for row in edited(deck, tmp_path) if row["slide"] == 4]
    assert [row["value"] for row in rows if row["claim"] in ("changed", "unknown")][:1] == ["300"]
    assert [row for row in rows if row["claim"] == "food/natto"]


def test_an_amount_is_the_same_however_powerpoint_writes_it(deck_file: Path, tmp_path: Path) -> None:
    deck = Presentation(str(deck_file))
    chart = next(shape.chart for shape in deck.slides[3].shapes if shape.has_chart)
    for node in chart._chartSpace.iter("{*}v"):
        if node.text == "247":
            node.text = "247.00000000000003"
    assert odd(edited(deck, tmp_path)) == []


def test_a_copied_slide_knows_no_claim(deck_file: Path, tmp_path: Path) -> None:
    deck = Presentation(str(deck_file))
    slide = deck.slides.add_slide(deck.slides[1].slide_layout)
    slide.shapes.title.text = "The target is 2.0–3.0"
    assert odd(edited(deck, tmp_path)) == [(6, "2.0", "unknown", None), (6, "3.0", "unknown", None)]


# --- aligning -------------------------------------------------------------------------------------


def held(written: str, seen: str) -> list[tuple[str, str]]:
    """What is told of a paragraph that was written with some numbers and now reads otherwise."""
    facts = Expected("", None)
    place = (("slide", "1"), ("shape", "2"), ("paragraph", "0"))
    expected = tuple(replace(facts, text=number, kind="list") for number in written.split("|") if number)
    carried = Carried("en", ("K2",), {place: expected})
    return [(each.value, each.state) for each in judged(iter([Seen(place, 1, seen)]), carried, Budget())]


@pytest.mark.parametrize(
    ("written", "seen", "told"),
    [
        ("2|3", "2 or 3", [("2", "harmless"), ("3", "harmless")]),
        ("2|3", "2 or 4", [("2", "harmless"), ("4", "changed")]),
        ("2", "12", [("12", "changed")]),
        ("2", "2.5", [("2.5", "changed")]),
        ("2", "2 or 5", [("2", "harmless"), ("5", "unknown")]),
        ("2|3", "3", [("3", "harmless")]),
        ("", "K2 alone", []),
        ("5 mg", "5 g", [("5", "changed")]),
        ("3–7 days", "3 days", [("3", "changed")]),
    ],
)
def test_what_is_seen_is_held_against_what_was_written(written: str, seen: str, told: list[tuple[str, str]]) -> None:
    assert held(written, seen) == told


@settings(deadline=None)
@given(st.lists(st.integers(0, 99), max_size=6), st.lists(st.integers(0, 99), max_size=6))
def test_every_number_is_told_once_whatever_was_written(written: list[int], seen: list[int]) -> None:
    told = held("|".join(map(str, written)), " and ".join(map(str, seen)))
    assert [number for value, _ in told for number in digits(value)] == list(map(str, seen))
    assert all(state == "harmless" for _, state in told) or written != seen


# --- the files ------------------------------------------------------------------------------------


def test_the_trace_is_private_data_of_the_catalog_and_no_attachment(tmp_path: Path) -> None:
    data = pdf_of(document_of(tmp_path, SAMPLER))
    with pikepdf.open(BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert list(pdf.Root.PieceInfo.keys()) == ["/Handouts"]
        ours = pdf.Root.PieceInfo.Handouts
        assert str(ours.LastModified) == "D:20261122000000+00'00'"
        assert isinstance(ours.Private, pikepdf.Dictionary)
        assert ours.Private.Trace["/Filter"] == pikepdf.Name.FlateDecode
        assert ours.Private.Trace.read_bytes().startswith(f'<trace xmlns="{NAMESPACE}"'.encode())
        assert "/AF" not in pdf.Root
        assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})
    if qpdf := shutil.which("qpdf"):
        path = tmp_path / "a.pdf"
        path.write_bytes(data)
        subprocess.run([qpdf, "--check", str(path)], check=True, capture_output=True)


def test_the_trace_of_a_deck_is_a_custom_part_with_its_properties(deck_file: Path) -> None:
    part = Presentation(str(deck_file)).part
    custom = [rel.target_part for rel in part.rels.values() if rel.reltype.endswith("/customXml")]
    assert [str(each.partname) for each in custom] == ["/customXml/item1.xml"]
    assert f'xmlns="{NAMESPACE}"'.encode() in custom[0].blob
    (properties,) = (rel.target_part for rel in custom[0].rels.values())
    assert str(properties.partname) == "/customXml/itemProps1.xml"
    assert NAMESPACE.encode() in properties.blob


def test_the_same_document_makes_the_same_bytes(tmp_path: Path, deck_file: Path) -> None:
    root = make_project(tmp_path / "again", {"leaflets/small.yaml": None, "decks/talk.yaml": DECK})
    built(root, layouts=("widescreen",))
    assert (root / "build/decks/talk.en.widescreen.pptx").read_bytes() == deck_file.read_bytes()
    one, other = (pdf_of(document_of(tmp_path / name, SAMPLER)) for name in ("one", "other"))
    assert one == other


def test_the_trace_is_no_content(tmp_path: Path) -> None:
    text = leaflet('- id: a\n  text: "{{ dose.target }}; {{ policy/missed_dose }} {{ policy/test_days }}"')
    clinic = CLINIC.replace("on the **same** day", "within **2** days")
    root = {"clinics/mill.yaml": clinic}
    make_project(tmp_path / "p", root)
    document = document_of_clinic(tmp_path / "q", text, clinic)
    assert document.grounds
    assert document.names
    bare = replace(document, grounds=(), names=())
    assert content_digest(document) == content_digest(bare)
    assert "policy" not in json.dumps(canonical(document.sections))
    own = [
        each
        for unit in units(document.sections)
        for each in inlines(unit.text)
        if isinstance(each, Value) and each.kind == "policy"
    ]
    assert [each.text for each in own] == ["2", "3–7\u00a0days"]
    assert [canonical(each) for each in own] == [canonical(Words(each.text)) for each in own]


def document_of_clinic(folder: Path, text: str, clinic: str) -> Any:
    from handouts.content.compose import compose
    from handouts.content.project import Project, read_content

    root = make_project(folder, {"leaflets/small.yaml": text, "clinics/mill.yaml": clinic})
    content = read_content(Project(root), ("small",), "mill", [])
    return compose(content.drafts[0], content.library, Translation("en"), content.clinic, {})


# --- the command ----------------------------------------------------------------------------------


def called(*arguments: str) -> Any:
    return CliRunner().invoke(main, ["trace", *arguments])


def test_the_command_needs_nothing_but_the_file(
    deck_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = called(str(deck_file), "--format", "json")
    assert result.exit_code == 0
    rows = json.loads(result.stdout)
    assert {"slide", "text", "value", "claim", "certainty", "references"} <= set(rows[0])
    assert rows == rows_of(deck_file)
    table = called(str(deck_file))
    assert table.exit_code == 0
    assert table.stdout.splitlines()[0].split() == [
        "slide",
        "text",
        "value",
        "claim",
        "certainty",
        "basis",
        "references",
        "checked",
    ]
    assert table.stderr == f"{len(rows)} numbers\n"


def test_the_table_says_what_a_changed_number_was(deck_file: Path, tmp_path: Path) -> None:
    deck = Presentation(str(deck_file))
    run_with(deck, "80").text = "90 g"
    deck.save(str(tmp_path / "edited.pptx"))
    result = called(str(tmp_path / "edited.pptx"))
    assert "changed, was 80 g (dose.cups)" in result.stdout
    assert result.stderr.endswith("numbers; 1 changed\n")


def foreign_pdf(path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)


def foreign_deck(path: Path) -> None:
    Presentation().save(str(path))


def with_other_pieces(path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.PieceInfo = pikepdf.Dictionary(Handouts=pikepdf.Dictionary(Private=pikepdf.Name("/None")))
        pdf.save(path)


def with_broken_trace(path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        stream = pikepdf.Stream(pdf, b'<trace xmlns="urn:handouts:trace:1"><p page="1"><n f="3">2</n></p></trace>')
        private = pikepdf.Dictionary(Trace=pdf.make_indirect(stream))
        pdf.Root.PieceInfo = pikepdf.Dictionary(Handouts=pikepdf.Dictionary(Private=private))
        pdf.save(path)


def locked(path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path, encryption=pikepdf.Encryption(owner="a", user="b"))


@pytest.mark.parametrize(
    ("make", "name", "rule"),
    [
        (foreign_pdf, "a.pdf", "missing-trace"),
        (foreign_deck, "a.pptx", "missing-trace"),
        (with_other_pieces, "a.pdf", "missing-trace"),
        (with_broken_trace, "a.pdf", "broken-trace"),
        (locked, "a.pdf", "encrypted-file"),
        (lambda path: path.write_bytes(b"%PDF-1.7 nothing"), "a.pdf", "unreadable-file"),
        (lambda path: path.write_bytes(b"PK nothing"), "a.pptx", "unreadable-file"),
        (lambda path: path.write_text("words"), "a.txt", "unknown-format"),
        (Path.is_file, "none.pdf", "unreadable-file"),
        (lambda path: path.mkdir(), "folder.pptx", "unreadable-file"),
    ],
)
def test_a_file_without_a_sound_trace_says_so(tmp_path: Path, make: Any, name: str, rule: str) -> None:
    path = tmp_path / name
    make(path)
    result = called(str(path))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "error: " in result.stderr
    assert result.stderr.endswith(f"[{rule}]\n")


@pytest.mark.parametrize("xml", [b"", b"<a/>", b"<trace/>", f'<trace xmlns="{NAMESPACE}"><fact references="x"/></trace>'.encode(),
    f'<trace xmlns="{NAMESPACE}"><fact checked="today"/></trace>'.encode()])  # fmt: skip
def test_a_trace_that_somebody_broke_is_named(xml: bytes) -> None:
    with pytest.raises(BrokenTraceError):
        read_trace(xml)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_deck_or_leaflet_with_wrong_bytes_is_listed_or_a_problem(
    deck_file: Path, leaflet_file: Path, data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from([deck_file, leaflet_file]))
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    broken = path.with_name(f"broken{path.suffix}")
    broken.write_bytes(content)
    rows, problems = trace_file(broken)
    assert (rows is None) == bool(problems)


def test_a_deck_that_ends_within_a_slide_is_a_problem(deck_file: Path) -> None:
    slide, buffer = "ppt/slides/slide1.xml", BytesIO()
    parts = unpacked(deck_file.read_bytes())
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(parts, key=lambda name: name == slide):
            archive.writestr(name, parts[name])
    content = bytearray(buffer.getvalue())
    # in the directory a header of 46 bytes stands before the name, and in it the packed and the full size
    place = content.rindex(slide.encode()) - 46
    assert content[place : place + 4] == b"PK\x01\x02"
    content[place + 20 : place + 28] = b"\xff\xff\x7f\x00" * 2
    broken = deck_file.with_name("ends-early.pptx")
    broken.write_bytes(content)
    rows, problems = trace_file(broken)
    assert rows is None
    assert problems
    assert [problem.rule for problem in verify_data(bytes(content), "deck.pptx")] == ["unreadable-file"]


def saved_elsewhere(data: bytes) -> bytes:
    """A deck as LibreOffice saves it: the trace is led to by the package, under another name, and shapes have new numbers."""
    parts = unpacked(data)
    trace, lead = "customXml/item1.xml", "ppt/_rels/presentation.xml.rels"
    custom = next(line for line in re.findall(rb"<Relationship [^>]*>", parts[lead]) if b"/customXml" in line)
    moved = re.sub(
        rb'Target="[^"]*"', b'Target="../customXml/item3.xml"', re.sub(rb'Id="[^"]*"', b'Id="rId99"', custom)
    )
    parts[lead] = parts[lead].replace(custom, b"")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"</Relationships>", moved + b"</Relationships>")
    parts["customXml/item3.xml"] = parts.pop(trace)
    number = count(500)
    for name in sorted(each for each in parts if re.fullmatch(r"ppt/slides/slide\d+\.xml", each)):
        parts[name] = re.sub(rb'(<p:cNvPr id=")\d+', lambda found: b"%s%d" % (found[1], next(number)), parts[name])
    return packed(parts)


def test_a_deck_that_another_program_saved_keeps_its_trace(deck_file: Path) -> None:
    """LibreOffice leads to the trace from the package, and numbers the shapes of all slides anew."""
    other = deck_file.with_name("elsewhere.pptx")
    other.write_bytes(saved_elsewhere(deck_file.read_bytes()))
    before, after = trace_file(deck_file)[0], trace_file(other)[0]
    assert before
    assert after == before


def test_a_number_that_is_changed_after_shapes_were_numbered_anew_is_found(deck_file: Path) -> None:
    parts = unpacked(saved_elsewhere(deck_file.read_bytes()))
    rows = trace_file(deck_file)[0]
    assert rows
    value = next(str(row["value"]) for row in rows if str(row["value"]).isdecimal())
    for name in parts:
        if re.fullmatch(r"ppt/slides/slide\d+\.xml", name):
            parts[name] = re.sub(rb"(?<=[> ])%s(?=[< ])" % value.encode(), b"98765", parts[name])
    other = deck_file.with_name("elsewhere-changed.pptx")
    other.write_bytes(packed(parts))
    found = trace_file(other)[0] or []
    assert {row["claim"] for row in found if row["value"] == "98765"} <= {"changed", "unknown"}
    assert any(row["value"] == "98765" for row in found)


def test_numbers_that_cannot_be_aligned_in_time_are_a_problem(deck_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = deck_file.with_name("elsewhere-long.pptx")
    other.write_bytes(saved_elsewhere(deck_file.read_bytes()))
    monkeypatch.setattr("handouts.audit.trace.judged.MOST_PAIRS", 3)
    rows, problems = trace_file(other)
    assert (rows, [problem.rule for problem in problems]) == (None, ["large-file"])


def test_the_numbers_of_a_hidden_shape_are_listed(deck_file: Path) -> None:
    presentation = Presentation(str(deck_file))
    box = presentation.slides[0].shapes.add_textbox(0, 0, 900_000, 900_000)
    box.text_frame.text = "Take 500 mg a day"
    box._element._nvXxPr.cNvPr.set("hidden", "1")
    hidden = deck_file.with_name("hidden.pptx")
    presentation.save(str(hidden))
    assert [each for each in brief(rows_of(hidden)) if "500" in each[1]] == [(1, "500", "unknown")]


@pytest.mark.parametrize("how", [12, 14], ids=["bz2", "lzma"])
def test_a_deck_with_a_part_packed_otherwise_is_a_problem_to_every_reader(deck_file: Path, how: int) -> None:
    content = bytearray(deck_file.read_bytes())
    # in the directory the method stands 10 bytes into the header of 46 bytes before the name
    content[content.rindex(b"ppt/slides/slide1.xml") - 36] = how
    broken = deck_file.with_name("packed.pptx")
    broken.write_bytes(content)
    assert trace_file(broken)[0] is None
    assert speak(broken)[0] is None
    assert [problem.rule for problem in verify_data(bytes(content), "deck.pptx")] == ["unreadable-file"]
    with pytest.raises(ForeignFileError):
        read_in_hand(bytes(content))


@pytest.fixture(scope="module")
def leaflet_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("leaflet")
    path = folder / "leaflet.pdf"
    path.write_bytes(pdf_of(document_of(folder / "project", SAMPLER)))
    return path
