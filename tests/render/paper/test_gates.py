"""A gate that says what to keep taking never says to stop, and says in words what its signs show."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import HEAD, make_project
from support.rules import content_problems
from support.samples import LAYOUTS, document_of, look_of, pages_of, pdf_of

from handouts.audit.verify import verify_data
from handouts.checks.safety.advice import advice_in
from handouts.document.blocks import Gates
from handouts.document.document import Document
from handouts.document.gates import answers
from handouts.document.text import plain
from handouts.document.walk import blocks
from handouts.render.paper.blocks import block_strip
from handouts.render.paper.setting import Setter
from handouts.render.paper.shapes import Disc, Rect, Strip, texts

TAIL = "sections:\n- {id: more, title: More, blocks: [{id: text, text: Words.}]}\n"
KEEPS = """\
{one: {ask: Do you take tablets?, keep: "**Keep taking** them.", do-not-start: "**Do not start** others."},
 two: {ask: Are you pregnant?, keep: Your folic acid., do-not-start: Iron.}}"""
STOPS = "{one: {ask: Do you take tablets?, stop: Ask us.}}"


def text_of(gates: str) -> str:
    gates = gates.replace("\n", "\n      ")
    return f"{HEAD}front:\n- id: first\n  blocks:\n  - id: gates\n    gates: {gates}\n{TAIL}"


def gates_of(document: Document) -> Gates:
    return next(block for block in blocks(document) if isinstance(block, Gates))


def strips_of(document: Document, layout: str = "a4") -> list[Strip]:
    return list(block_strip(Setter(look_of(layout), "en"), gates_of(document), 510.0, ()))


def said(strips: list[Strip]) -> list[str]:
    return [line.line.text for strip in strips for line in texts(strip.drawn)]


def rects(strips: list[Strip]) -> list[Rect]:
    return [s for strip in strips for each in strip.drawn for s in each.shapes if isinstance(s, Rect)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_one_head_says_for_all_gates_to_ask_first_and_none_says_stop(tmp_path: Path, layout: str) -> None:
    strips = strips_of(document_of(tmp_path, text_of(KEEPS)), layout)
    words = said(strips)
    assert words[0] == "Yes, or not sure? Ask us first."
    assert words.count(words[0]) == 1
    assert not any("stop" in each.casefold() for each in words)
    assert strips[0].keep
    assert {rect.fill for rect in rects(strips)} == {"primary-tint"}
    assert {rect.stroke for rect in rects(strips)} == {"ink"}
    discs = [s for strip in strips for each in strip.drawn for s in each.shapes if isinstance(s, Disc)]
    assert len(discs) == 2


def test_answers_that_do_not_say_it_are_led_by_what_to_do(tmp_path: Path) -> None:
    first, second = gates_of(document_of(tmp_path, text_of(KEEPS))).gates
    assert [plain(unit.text) for unit in answers(first, "en")] == ["Keep taking them.", "Do not start others."]
    assert [plain(unit.text) for unit in answers(second, "en")] == [
        "Keep taking: Your folic acid.",
        "Do not start: Iron.",
    ]


def test_a_gate_that_stops_is_as_it_was(tmp_path: Path) -> None:
    strips = strips_of(document_of(tmp_path, text_of(STOPS)))
    assert said(strips)[-1] == "Yes: Stop. Ask us."
    assert len(strips) == 1
    assert [rect.fill for rect in rects(strips)] == ["danger"]


def test_what_not_to_start_warns_against_what_it_names_and_what_to_keep_does_not(tmp_path: Path) -> None:
    found = {each.text: each.refused for each in advice_in(document_of(tmp_path, text_of(KEEPS)))}
    assert found["Keep taking them."] is False
    assert found["Do not start others."] is True


@pytest.mark.parametrize(
    ("gate", "rule"),
    [
        ("{ask: Tablets?, keep: Them., do-not-start: Others., stop: Ask.}", "mixed-keys"),
        ("{ask: Tablets?, keep: Them.}", "missing-key"),
        ("{ask: Tablets?, do-not-start: Others.}", "missing-key"),
        ("{ask: Tablets?}", "missing-key"),
        ("{ask: Tablets?, keep: Them., do-not-start: Others.}", None),
        ("{ask: Tablets?, stop: Ask.}", None),
    ],
)
def test_a_gate_stops_or_says_both_what_to_keep_and_what_not_to_start(
    tmp_path: Path, gate: str, rule: str | None
) -> None:
    root = make_project(tmp_path, {"leaflets/small.yaml": text_of(f"{{one: {gate}}}")})
    found = {problem.rule for problem in content_problems(root)} & {"mixed-keys", "missing-key"}
    assert found == ({rule} if rule else set())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_their_pages_pass_verification(tmp_path: Path, layout: str) -> None:
    document = document_of(tmp_path, text_of(KEEPS))
    assert pages_of(document, layout).problems == ()
    assert [str(problem) for problem in verify_data(pdf_of(document, layout), "small.pdf")] == []
