"""Numbers in texts: what states a quantity, what is a name, and the rule that no number is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.projects import DECK_HEAD, FOODS, GLOSSARY, TODAY, deck, leaflet, line_of, make_project

from handouts.checks import numbers as group
from handouts.checks.numbers import untraced_number
from handouts.checks.subject import Subject
from handouts.content.compose import compose
from handouts.content.project import Project, read_all
from handouts.content.translation import Translation
from handouts.core.numbers import stated
from handouts.core.problem import Problem
from handouts.document.text import plain
from handouts.document.walk import units

SMALL = "leaflets/small.yaml"
NAMES = ("K2", "MK-7", "25(OH)D", "CO2", "Ca2+", "type 2 diabetes", "2-methyl-1,4-naphthoquinone")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ('K2 and MK-7, K2-rich food; "K2?" 25(OH)D of CO2 and Ca2+', []),
        ("2-methyl-1,4-naphthoquinone in type 2 diabetes", []),
        ("K2 180 µg", ["180"]),
        ("MK-75 and K2.5", ["75", "2.5"]),
        ("B12", ["12"]),
        ("1,500 IU, 2.5 mg; 3–7 days", ["1,500", "2.5", "3", "7"]),
        ("½ cup, 1½ cups", ["½", "1½"]),
        ("two tablets", ["two tablets"]),
        ("two\u202ftablets, a two\u2011day course", ["two\u202ftablets", "two\u2011day"]),
        ("Two to three days", ["Two to three days"]),
        ("half a cup", ["half a cup"]),
        ("a dozen drops, three oral doses", ["dozen drops", "three oral doses"]),
        ("one in ten, two out of five hundred", ["one in ten", "two out of five"]),
        ("twice a day, once\u00a0daily", ["twice a day", "once\u00a0daily"]),
        ("two hundred people", ["two hundred people"]),
        ("two ways, three questions, one of them", []),
        ("one. Days pass", []),
        ("all-in-one tablets, the half-life of a dose", []),
        ("someone drops it, twofold", []),
        ("call at once", []),
    ],
)  # fmt: skip
def test_a_text_states_quantities_and_names_hold_digits(text: str, numbers: list[str]) -> None:
    found = list(stated(text, "en", NAMES))
    assert [number.text for number in found] == numbers
    assert [text[number.start : number.end] for number in found] == numbers


@given(st.text(max_size=60), st.lists(st.text("K2-7(", min_size=1, max_size=4), max_size=3))
def test_any_digit_is_a_number_or_in_a_name(text: str, names: list[str]) -> None:
    covered = {place for number in stated(text, "en", tuple(names)) for place in range(number.start, number.end)}
    for place, letter in enumerate(text):
        if letter.isdecimal() and place not in covered:
            assert any(name[at] == letter for name in names for at in range(len(name)))


def problems(folder: Path, files: dict[str, str | None]) -> list[Problem]:
    log: list[Problem] = []
    root = make_project(folder, dict(files))
    content = read_all(Project(root), None, log)
    assert [str(problem) for problem in log] == []
    return list(untraced_number.check(Subject(content, TODAY, root)))


FIGURE = "- id: a\n  figure:\n    kind: diagram\n    lanes: [[x]]\n    alt: {alt}\n    caption: {caption}\n    nodes: {{x: {{label: {label}}}}}"
PLACES = [
    ("- id: a\n  text: Take 5 mg.", "5 mg", "a bit"),
    ("- id: a\n  text: 'Take **5** of them.'", "**5**", "**some**"),
    ("- id: a\n  text: 'See [page 12](https://mill.example).'", "page 12", "our page"),
    ("- id: a\n  bullets: {x: Take two tablets}", "two tablets", "tablets"),
    ("- id: a\n  table:\n    columns: {x: X, y: Y}\n    rows:\n      r: [Kale, 8 µg]", "8 µg", "some"),
    ("- id: a\n  table:\n    columns: {x: X, y: Over 8}\n    rows:\n      r: [Kale, some]", "Over 8", "Y"),
    ("- id: a\n  fields: {x: {label: Dose of 3}}", "Dose of 3", "Dose"),
    ("- id: a\n  call-today: {title: Within 2 hours, items: {x: Words}}", "Within 2 hours", "Soon"),
    ("- id: a\n  questions: {x: {ask: Why 2.5?, answer: Words}}", "Why 2.5?", "Why?"),
    ("- id: a\n  questions: {x: {ask: Why?, answer: For 9 days}}", "For 9 days", "For days"),
    ("- id: a\n  gates: {x: {ask: Over 65?, stop: Ask us}}", "Over 65?", "Old?"),
    (FIGURE.format(alt="Rises to 4", caption="C", label="L"), "Rises to 4", "Rises"),
    (FIGURE.format(alt="Rises", caption="In 4", label="L"), "In 4", "C"),
    (FIGURE.format(alt="Rises", caption="C", label="4 times"), "4 times", "L"),
]


@pytest.mark.parametrize(("blocks", "wrong", "right"), PLACES, ids=[wrong for _, wrong, _ in PLACES])
def test_a_typed_number_is_an_error_at_the_line_of_its_text(
    tmp_path: Path, blocks: str, wrong: str, right: str
) -> None:
    text = leaflet(blocks)
    found = problems(tmp_path / "wrong", {SMALL: text})
    place = (f"content/{SMALL}", line_of(text, wrong), "untraced-number", "error", ("small",))
    assert [(p.mark.file, p.mark.line, p.rule, p.severity, p.reaches) for p in found] == [place]
    assert problems(tmp_path / "right", {SMALL: text.replace(wrong, right)}) == []


def test_titles_notes_and_wordings_of_regions_are_texts_too(tmp_path: Path) -> None:
    text = deck(
        "- id: s\n  slide: bullets\n  title: Over 8\n  sources: [paper_2012]\n  notes: {say: Say 7, rests: Words}\n"
        "  blocks:\n    - id: a\n      text: {any: Words, us: Take 6}\n"
    ).replace("subtitle: For teaching", "subtitle: In 5 steps")
    assert "In 5 steps" in DECK_HEAD.replace("For teaching", "In 5 steps")
    found = problems(tmp_path, {SMALL: None, "decks/talk.yaml": text})
    lines = {line_of(text, words) for words in ("In 5 steps", "Over 8", "Say 7", "Take 6")}
    assert {problem.mark.line for problem in found} == lines
    assert {problem.reaches for problem in found} == {("talk",)}


def test_what_placeholders_print_is_no_typed_number(tmp_path: Path) -> None:
    blocks = '- id: a\n  text: "{{ dose.target }} days, {{ food/kale:serving }}, {{ limit/mg.us.9:ul }}; call {{ clinic/day }}."'
    assert problems(tmp_path, {SMALL: leaflet(blocks)}) == []


@pytest.mark.parametrize(("typed", "printed"), [("1/2 cup", "½ cup"), ("1 cup", "1 cup"), ("5/7 cup", "5/7 cup")])
def test_a_serving_prints_with_its_fraction(tmp_path: Path, typed: str, printed: str) -> None:
    foods = FOODS.replace("serving: 1 cup", f"serving: {typed}")
    blocks = '- id: a\n  text: "{{ food/kale:serving }}"'
    root = make_project(tmp_path, {"foods.yaml": foods, SMALL: leaflet(blocks)})
    content = read_all(Project(root), None, [])
    document = compose(content.drafts[0], content.library, Translation("en"), None, {})
    assert printed in [plain(unit.text) for unit in units(document.sections)]
    assert document.reads.foods == ("kale",)
    assert document.reads.references == ("paper_2012",)


def test_the_plain_words_of_a_term_that_is_used_are_a_text_too(tmp_path: Path) -> None:
    blocks = '- id: a\n  text: "{{ term/inr }}"'
    terms = GLOSSARY.replace("how long", "how many of 9 ways")
    (found,) = problems(tmp_path, {SMALL: leaflet(blocks), "glossary.yaml": terms})
    assert (found.mark.file, found.reaches) == ("content/glossary.yaml", ("small",))


def test_a_name_is_none_until_content_lists_it(tmp_path: Path) -> None:
    blocks = "- id: a\n  text: The gene VKORC1 and B12."
    assert len(problems(tmp_path / "without", {SMALL: leaflet(blocks)})) == 2
    names = "genes: [VKORC1]\nvitamins: [B12]\n"
    assert problems(tmp_path / "with", {SMALL: leaflet(blocks), "names.yaml": names}) == []


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("vitamins: [K1]\n", []),
        ("vitamins: [K1, '5']\n", ["wrong-name"]),
        ("vitamins: [kale]\n", ["wrong-name"]),
        ("vitamins: K1\n", ["wrong-type"]),
        ("[K1]\n", ["wrong-type"]),
    ],
)
def test_a_name_has_letters_and_digits(tmp_path: Path, text: str, rules: list[str]) -> None:
    log: list[Problem] = []
    read_all(Project(make_project(tmp_path, {"names.yaml": text})), None, log)
    assert [problem.rule for problem in log] == rules
    assert all(problem.mark.file == "content/names.yaml" for problem in log)


def test_the_rule_is_one_of_its_group() -> None:
    assert untraced_number.check in group.RULES
