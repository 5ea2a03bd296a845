"""What a screen reader says of the shipped documents, held against what it said before.

`pytest --update-references` rewrites the texts in `tests/shipped/spoken`; read them before you commit them.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.audit.speak import speak
from handouts.audit.speak.said import Spoken

DIGEST = re.compile(r"(?<=version 1\.0 · )[0-9a-f]{8}\b")
KEPT = Path(__file__).parent / "spoken"
LEAFLETS = ("warfarin-diet", "newborn-k1-shot", "d-k2-calcium-dosing")
DECKS = (
    "k1-and-k2",
    "k2-sources",
    "bone",
    "artery-and-anticoagulants",
    "d-k2-calcium-team",
    "choosing-k2",
    "vitamin-k-course",
)
COURSE = "vitamin-k-course"
Files = Callable[[str], list[Path]]


# --- the shipped documents ------------------------------------------------------------------------


def heard(files: list[Path], name: str) -> Spoken:
    """A shipped document, read aloud."""
    (file,) = (each for each in files if each.stem == name)
    spoken, problems = speak(file)
    assert problems == []
    assert spoken is not None
    return spoken


def text_of(spoken: Spoken) -> str:
    """What is said; the digest of the content, which any change of a word changes, is a row of signs."""
    return DIGEST.sub("########", "".join(f"{line}\n" for line in spoken.text()))


def outline_of(spoken: Spoken) -> str:
    """The titles of a deck's slides, for one that repeats what others say."""
    return "".join(f"{line.says}\n" for line in spoken.lines if line.role == "title")


def difference(kept: str, spoken: str) -> list[str]:
    """The lines that are not as they were."""
    lines = difflib.unified_diff(kept.splitlines(), spoken.splitlines(), "kept", "spoken", lineterm="", n=1)
    return list(lines)


def hold(name: str, text: str, *, update: bool) -> None:
    """Hold a text against the kept one, or keep it."""
    kept = KEPT / f"{name}.txt"
    if update:
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(text, encoding="utf-8")
    changes = difference(kept.read_text(encoding="utf-8"), text)
    assert not changes, "\n".join(("read the changes aloud; then pytest --update-references", *changes))


@pytest.mark.parametrize("name", LEAFLETS)
def test_a_leaflet_says_what_it_said(name: str, shipped_files: Files, update_references: bool) -> None:
    spoken = heard(shipped_files("plain"), f"{name}.en.a4")
    hold(f"{name}.a4", text_of(spoken), update=update_references)


def test_a_leaflet_of_a_clinic_says_what_it_said(shipped_files: Files, update_references: bool) -> None:
    spoken = heard(shipped_files("clinic"), "d-k2-calcium-dosing.en.a4")
    hold("d-k2-calcium-dosing.riverside.a4", text_of(spoken), update=update_references)


@pytest.mark.parametrize("name", DECKS)
def test_a_deck_says_what_it_said(name: str, shipped_files: Files, update_references: bool) -> None:
    spoken = heard(shipped_files("plain"), f"{name}.en.widescreen")
    text = outline_of(spoken) if name == COURSE else text_of(spoken)
    hold(f"{name}.widescreen", text, update=update_references)


def test_the_comparison_can_fail() -> None:
    kept = (KEPT / "warfarin-diet.a4.txt").read_text(encoding="utf-8")
    assert difference(kept, kept) == []
    lines = kept.splitlines()
    first, second = (next(place for place, line in enumerate(lines) if word in line) for word in ("Emergency", "Chest"))
    lines[first], lines[second] = lines[second], lines[first]
    swapped = difference(kept, "\n".join(lines))
    assert any(line.startswith("-") and "Emergency" in line for line in swapped)
    assert difference(kept, kept.replace("list, 6 items", "list, 5 items"))
    assert difference(kept, kept + "one more line\n")


def test_a_changed_order_fails_the_comparison(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "KEPT", tmp_path)
    hold("small", "one\ntwo\n", update=True)
    hold("small", "one\ntwo\n", update=False)
    with pytest.raises(AssertionError, match="\\+two"):
        hold("small", "two\none\n", update=False)
