"""Texts that are not what they seem: whatever file they stand in, they are a problem there and are never printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.projects import (
    CLAIMS,
    CLINIC,
    FOODS,
    GLOSSARY,
    LEAFLET,
    LIMITS,
    NAMES,
    REFERENCES,
    deck,
    leaflet,
    make_project,
    write,
)

from handouts.cli import main

TITLES = "- {id: opening, slide: title}\n"
SLIDE = (
    f"{TITLES}- id: one\n  slide: bullets\n  title: Words\n  blocks:\n  - {{id: a, bullets: {{one: WORDS, two: B}}}}"
)
NOTES = (
    f"{TITLES}- id: one\n  slide: bullets\n  title: Words\n  blocks:\n  - {{id: a, bullets: {{one: A, two: B}}}}\n"
    "  notes: {say: WORDS}"
)
# a file, and its text with WORDS at a place that an author writes
PLACES = {
    "leaflet text": ("leaflets/small.yaml", leaflet("- id: a\n  text: WORDS")),
    "leaflet title": ("leaflets/small.yaml", LEAFLET.replace("A small leaflet", "WORDS")),
    "leaflet key": ("leaflets/small.yaml", leaflet('- id: a\n  bullets: {"WORDS": A, b: B}')),
    "slide": ("decks/small.yaml", deck(SLIDE)),
    "slide title": ("decks/small.yaml", deck(SLIDE.replace("Words", "WORDS"))),
    "notes": ("decks/small.yaml", deck(NOTES)),
    "statement": ("claims/dose.yaml", CLAIMS.replace("The usual target is 2.0 to 3.0.", "WORDS")),
    "clinic": ("clinics/mill.yaml", CLINIC.replace("Mill Street Clinic", "WORDS")),
    "phone": ("clinics/mill.yaml", CLINIC.replace("day: 020 7946 0000", "day: WORDS")),
    "policy": ("clinics/mill.yaml", CLINIC.replace("Take it on the **same** day.", "WORDS")),
    "reference": ("references.yaml", REFERENCES.replace("A careful paper for everyone", "WORDS")),
    "author": ("references.yaml", REFERENCES.replace("family: Holbrook", "family: WORDS")),
    "food": ("foods.yaml", FOODS.replace("name: Kale", "name: WORDS")),
    "limit": ("limits.yaml", LIMITS.replace("population: adults", "population: WORDS", 1)),
    "term": ("glossary.yaml", GLOSSARY.replace("how long your blood takes to clot", "WORDS")),
    "name": ("names.yaml", NAMES.replace("CO2", "WORDS")),
}
HIDDEN = {
    r"mena\u200bquinone": "hidden-character",
    r"at \u202enight\u202c": "hidden-character",
    r"morning\u2028Never": "hidden-character",
    r"vit\u0430min": "mixed-alphabets",
    r"K\u0304\u0302\u0303": "stray-marks",
    r"a\a": "hidden-character",
}
FOREIGN = {"<b>x</b>": "foreign-markup", "{% if x %}": "foreign-markup", "{{7*7}}": "placeholder"}


def check(root: Path, *words: str) -> Result:
    days = ["--as-of", "2026-11-23", "--layout", "a4", "--layout", "widescreen"]
    result = CliRunner().invoke(main, ["check", *days, *words, "--project", str(root)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.mark.parametrize("place", PLACES)
def test_characters_that_are_not_what_they_seem_are_refused_everywhere(tmp_path: Path, place: str) -> None:
    file, text = PLACES[place]
    clinic = ("--clinic", "mill") if file.startswith("clinics/") else ()
    root = make_project(tmp_path, {file: text.replace("WORDS", "Words")})
    before = check(root, *clinic).stdout
    for words, rule in HIDDEN.items():
        write(root, file, text.replace('"WORDS"', "WORDS").replace("WORDS", f'"{words}"', 1))
        result = check(root, *clinic)
        assert result.exit_code == 1
        assert f"[{rule}]" not in before
        lines = [line for line in result.stdout.splitlines() if line.startswith(f"content/{file}:")]
        assert any(line.endswith(f"[{rule}]") for line in lines), (words, result.stdout)


@pytest.mark.parametrize("place", [place for place in PLACES if place not in ("leaflet key", "name")])
def test_marks_of_other_languages_are_problems_and_never_print(tmp_path: Path, place: str) -> None:
    file, text = PLACES[place]
    clinic = ("--clinic", "mill") if file.startswith("clinics/") else ()
    root = make_project(tmp_path, {file: text.replace("WORDS", "Words")})
    for words, rule in FOREIGN.items():
        write(root, file, text.replace("WORDS", f"'{words}'", 1))
        result = check(root, *clinic)
        assert result.exit_code == 1
        lines = [line for line in result.stdout.splitlines() if line.startswith(f"content/{file}:")]
        assert any(line.endswith(f"{rule}]") for line in lines), (words, result.stdout)


def test_a_title_of_a_reference_may_hold_the_tags_of_its_style(tmp_path: Path) -> None:
    root = make_project(tmp_path, {"references.yaml": REFERENCES.replace("A careful paper\n", "K<sub>2</sub>\n", 1)})
    assert check(root).exit_code == 0


@pytest.mark.parametrize(
    "words", ["INR <2 and >3", "\u03b2-blocker", "TNF\u03b1", "5 \u03bcg or so", "25\\_mg of \u00bd"]
)
def test_what_medicine_writes_is_free(tmp_path: Path, words: str) -> None:
    root = make_project(tmp_path, {"leaflets/small.yaml": leaflet(f'- id: a\n  text: "{words}"')})
    rules = {line.rpartition("[")[2] for line in check(root).stdout.splitlines() if "error" in line}
    assert rules <= {"untraced-number]"}


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("The mean (x\\u0304) is known", "a mark has no place over a letter"),
        ("\\u0645\\u0631\\u062d\\u0628\\u0627", "its script runs from right to left"),
        ("\\u0e2a\\u0e27\\u0e31\\u0e2a", "the letters of its script change their form"),
    ],
)
def test_a_text_that_cannot_be_set_withholds_its_leaflet_and_its_deck(tmp_path: Path, words: str, why: str) -> None:
    files = {
        "leaflets/small.yaml": leaflet(f'- id: a\n  text: "{words}"'),
        "decks/small-deck.yaml": deck(SLIDE.replace("WORDS", f'"{words}"')),
    }
    lines = check(make_project(tmp_path, files)).stdout.splitlines()
    for file in files:
        assert any(
            line.startswith(f"content/{file}:") and why in line and line.endswith("[unsupported-script]")
            for line in lines
        ), lines


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Ann\u200bLee", "cannot be seen"),
        ("\u202eeeL nnA", "turns the direction"),
        ("\u0410nn", "look alike"),
        ("<b>Ann</b>", "is a tag"),
        ("{{ name }}", "is not filled in"),
        (" ", "printable"),
    ],
)
@pytest.mark.parametrize(
    "command",
    [
        ("approve", "small", "--role", "author", "--until", "2027-01-01", "--name"),
        ("recall", "dose.target", "--record", "--reason"),
    ],
)
def test_text_of_the_command_line_is_refused_alike(
    tmp_path: Path, command: tuple[str, ...], words: str, why: str
) -> None:
    result = CliRunner().invoke(main, [*command, words, "--project", str(make_project(tmp_path))])
    assert result.exit_code == 2
    assert why in result.stderr
