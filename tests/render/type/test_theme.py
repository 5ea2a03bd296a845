"""Themes: colours, fonts and contrast."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import deck_samples as samples

from handouts.core.colour import contrast, mixed
from handouts.render.type.fonts import drawing_font, load_face
from handouts.render.type.theme import read_theme, with_clinic_colour


def test_the_shipped_theme_has_no_problem():
    theme, problems = read_theme(samples.LAYOUTS, "clear")
    assert problems == []
    assert theme is not None
    assert theme.fonts["slide"].name == "Arial"
    assert theme.fonts["slide"].load().missing("µ\u2013½°≥") == []


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.01)
    assert contrast("#0b5561", "#ffffff") > 7


def test_a_clinic_colour_brings_its_tint():
    theme, _ = read_theme(samples.LAYOUTS, "clear")
    assert theme is not None
    changed = with_clinic_colour(theme, "#7A0033")
    assert changed.colours["primary"] == "#7a0033"
    assert changed.colours["primary-tint"] == mixed("#7a0033", "#ffffff", 0.11) == "#f0e3e9"
    assert theme.colours["primary"] == "#0b5561"


def test_what_is_wrong_is_told_with_its_place(tmp_path):
    (tmp_path / "themes").mkdir()
    text = 'colours: {ink: "red"}\nfonts:\n  slide: {regular: [no.ttf], bold: []}\nclinic-color: ink\n'
    (tmp_path / "themes" / "odd.yaml").write_text(text)
    theme, problems = read_theme(tmp_path, "odd")
    assert theme is None
    assert {(problem.rule, problem.mark.line) for problem in problems} == {
        ("wrong-colour", 1),
        ("missing-key", 1),
        ("missing-font", 3),
        ("missing-key", 3),
        ("unknown-key", 4),
    }


def test_a_missing_theme_is_a_problem(tmp_path):
    theme, problems = read_theme(tmp_path, "none")
    assert theme is None
    assert [problem.rule for problem in problems] == ["unreadable-file"]


def test_a_font_that_two_folders_hold_is_parsed_once_and_another_of_its_name_is_not_taken_for_it(
    tmp_path: Path,
) -> None:
    first, second = sorted((samples.LAYOUTS / "fonts/liberation").glob("*.ttf"))[:2]
    same, other = tmp_path / "same" / first.name, tmp_path / "other" / first.name
    for copy, font in ((same, first), (other, second)):
        copy.parent.mkdir()
        copy.write_bytes(font.read_bytes())
    assert drawing_font(same) is drawing_font(first)
    assert drawing_font(other) is not drawing_font(first)
    assert load_face(same).widths == load_face(first).widths != load_face(other).widths


# --- files of fonts -------------------------------------------------------------------------------

GOOD = (samples.LAYOUTS / "fonts/plex/IBMPlexSans-Regular.ttf").read_bytes()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Layouts with one font, and files beside them."""
    (tmp_path / "layouts/themes").mkdir(parents=True)
    fonts = tmp_path / "layouts/fonts"
    fonts.mkdir()
    (fonts / "good.ttf").write_bytes(GOOD)
    (tmp_path / "layouts/outside.ttf").write_bytes(GOOD)
    (tmp_path / "far.ttf").write_bytes(GOOD)
    (fonts / "link.ttf").symlink_to("../../far.ttf")
    (fonts / "round.ttf").symlink_to("round.ttf")
    (fonts / "folder.ttf").mkdir()
    (fonts / "text.ttf").write_text("no font")
    return tmp_path / "layouts"


def faults_of_font(folder: Path, font: str) -> list[tuple[str, str]]:
    """The problems of a theme with a font; each must stand at the line that names it."""
    text = (samples.LAYOUTS / "themes/clear.yaml").read_text(encoding="utf-8").partition("fonts:")[0]
    (folder / "themes/mine.yaml").write_text(
        f"{text}fonts:\n  slide:\n    bold: [good.ttf]\n    regular:\n    - good.ttf\n    - {font}\n", encoding="utf-8"
    )
    theme, problems = read_theme(folder, "mine")
    assert (theme is None) == bool(problems)
    assert {problem.mark.line for problem in problems} <= {text.count("\n") + 6}
    return [(problem.rule, problem.message) for problem in problems]


@pytest.mark.parametrize(
    ("font", "rule", "words"),
    [
        ("../outside.ttf", "missing-font", "is not a path inside its folder"),
        ("../../far.ttf", "missing-font", "is not a path inside its folder"),
        ("/usr/share/fonts/a.ttf", "missing-font", "is not a path inside its folder"),
        ('"C:\\\\Windows\\\\a.ttf"', "missing-font", "is not a file name of a project"),
        ("link.ttf", "missing-font", "lies outside layouts/fonts"),
        ("round.ttf", "missing-font", "leads to no file that can be read"),
        ("Good.ttf", "missing-font", "is not there; it is spelt 'good.ttf' there"),
        ("none.ttf", "missing-font", "is not there"),
        ("folder.ttf", "missing-font", "is a folder; name a file in it"),
        ("text.ttf", "broken-font", "is not a TrueType font"),
    ],
)
def test_a_font_that_is_no_font_of_the_layouts_is_told_at_its_line(
    folder: Path, font: str, rule: str, words: str
) -> None:
    *hidden, (found, message) = faults_of_font(folder, font)
    assert {each for each, _ in hidden} <= {"hidden-character"}
    assert found == rule
    assert words in message


def with_licence(kinds: int) -> bytes:
    """A font whose table OS/2 allows these kinds of embedding."""
    data = bytearray(GOOD)
    entry = data.index(b"OS/2")
    start = int.from_bytes(data[entry + 8 : entry + 12], "big")
    data[start + 8 : start + 10] = kinds.to_bytes(2, "big")
    return bytes(data)


@pytest.mark.parametrize("kinds", [0x0000, 0x0004, 0x0008, 0x000C, 0x0006])
def test_a_font_that_may_be_embedded_is_taken(folder: Path, kinds: int) -> None:
    # where old fonts set several bits, the mildest holds
    (folder / "fonts/mine.ttf").write_bytes(with_licence(kinds))
    assert faults_of_font(folder, "mine.ttf") == []


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        (0x0002, "may not be embedded"),
        (0x0102, "may not be embedded"),
        (0x0200, "as bitmaps only"),
        (0x0208, "as bitmaps only"),
        (0x0100, "only whole"),
        (0x0104, "only whole"),
    ],
)
def test_a_font_whose_licence_forbids_what_a_page_does_is_an_error(folder: Path, kinds: int, words: str) -> None:
    (folder / "fonts/mine.ttf").write_bytes(with_licence(kinds))
    ((rule, message),) = faults_of_font(folder, "mine.ttf")
    assert rule == "forbidden-font"
    assert message.startswith("the font 'mine.ttf' may ")
    assert words in message


def test_a_font_without_the_table_says_nothing_about_embedding(folder: Path) -> None:
    (folder / "fonts/mine.ttf").write_bytes(GOOD.replace(b"OS/2", b"OS/0", 1))
    assert faults_of_font(folder, "mine.ttf") == []
