"""Font files: what is a whole TrueType font, and what was cut short, damaged or is another thing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.projects import REPO

from handouts.render.type.fonts import drawing_font, embedding_fault, is_font
from handouts.render.type.theme import read_theme

FONTS = REPO / "layouts/fonts"
REGULAR = FONTS / "plex/IBMPlexSans-Regular.ttf"
DATA = REGULAR.read_bytes()


def table(name: bytes) -> tuple[int, int]:
    """Offset and length of a table."""
    entry = DATA.index(name, 12)
    return int.from_bytes(DATA[entry + 8 : entry + 12], "big"), int.from_bytes(DATA[entry + 12 : entry + 16], "big")


def spoilt(name: bytes) -> bytes:
    """The font with noise in the middle of a table."""
    start, length = table(name)
    middle = start + length // 2
    return DATA[:middle] + bytes(255 - byte for byte in DATA[middle : middle + 8]) + DATA[middle + 8 :]


def without(name: bytes) -> bytes:
    """The font whose head lists a table under another name."""
    return DATA.replace(name, b"none", 1)


DAMAGED = {
    "empty": b"",
    "only its signature": DATA[:4],
    "only its head": DATA[:300],
    "cut to 3,000 bytes": DATA[:3000],
    "cut in the middle": DATA[: len(DATA) // 2],
    "one byte short": DATA[: sum(max(map(table, (b"cmap", b"glyf", b"hmtx", b"loca", b"name", b"post")))) - 1],
    "noise after its signature": DATA[:4] + bytes(range(256)) * 40,
    "zeros after its signature": DATA[:4] + bytes(5000),
    "letters lost": spoilt(b"glyf"),
    "places lost": spoilt(b"loca"),
    "widths lost": spoilt(b"hmtx"),
    "codes lost": spoilt(b"cmap"),
    "no codes": without(b"cmap"),
    "no letters": without(b"glyf"),
    "no widths": without(b"hmtx"),
    "PostScript letters": b"OTTO" + DATA[4:],
    "a collection": b"ttcf" + DATA[4:],
    "a picture": b"\x89PNG\r\n\x1a\n" + DATA,
    "a text": b"no font",
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_font_is_no_font(name: str, tmp_path: Path) -> None:
    file = tmp_path / "cut.ttf"
    file.write_bytes(DAMAGED[name])
    assert not is_font(file)


@pytest.mark.parametrize("name", ["cut to 3,000 bytes", "letters lost", "empty"])
def test_a_damaged_font_is_an_error_of_the_theme(name: str, tmp_path: Path) -> None:
    (tmp_path / "themes").mkdir()
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts/cut.ttf").write_bytes(DAMAGED[name])
    (tmp_path / "fonts/whole.ttf").write_bytes(DATA)
    text = "colours: {}\nfonts:\n  paper:\n    regular: [cut.ttf]\n    bold: [whole.ttf]\n"
    (tmp_path / "themes/own.yaml").write_text(text, encoding="utf-8")
    _, problems = read_theme(tmp_path, "own")
    [problem] = [each for each in problems if each.rule != "missing-key"]
    assert (problem.rule, problem.mark.line) == ("broken-font", 4)
    assert "cut.ttf" in problem.message
    assert "no TrueType font" in problem.message


@pytest.mark.parametrize("file", sorted(FONTS.rglob("*.ttf")), ids=lambda file: file.name)
def test_each_shipped_font_is_whole(file: Path) -> None:
    assert is_font(file)


def with_licence(allowed: int) -> bytes:
    start, _ = table(b"OS/2")
    return DATA[: start + 8] + allowed.to_bytes(2, "big") + DATA[start + 10 :]


@pytest.mark.parametrize("allowed", [0x0002, 0x0100, 0x0200])
def test_a_font_whose_licence_forbids_much_is_a_font_all_the_same(allowed: int, tmp_path: Path) -> None:
    file = tmp_path / "protected.ttf"
    file.write_bytes(with_licence(allowed))
    assert is_font(file)


CHANGES: tuple[Callable[[bytes, int, int], bytes], ...] = (
    lambda data, at, _: data[:at],
    lambda data, at, size: data[:at] + data[at + size :],
    lambda data, at, size: data[:at] + bytes(size) + data[at + size :],
    lambda data, at, size: data[:at] + data[at // 2 : at // 2 + size] + data[at + size :],
)


@settings(max_examples=60)
@given(at=st.integers(0, len(DATA) - 1), size=st.integers(1, 600), change=st.sampled_from(CHANGES))
def test_no_damage_gets_past_or_ends_in_an_exception(
    at: int, size: int, change: Callable[[bytes, int, int], bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("font") / "damaged.ttf"
    file.write_bytes(change(DATA, at, size))
    if is_font(file) and embedding_fault(file) is None:
        # what passes can be drawn with
        drawing_font(file).face.makeSubset([ord(letter) for letter in "Vitamin K 2.0"])
