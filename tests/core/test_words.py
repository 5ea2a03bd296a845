"""Every printed word has an id that stands as a literal where it is used, and every id is used."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from support.word_ids import Used, add_used, used_below

import handouts
from handouts.core.words import LANGUAGES, SOURCE, nearest_language, word

PACKAGE = Path(handouts.__file__).parent
KNOWN = LANGUAGES[SOURCE]


def test_every_id_is_a_literal_where_it_is_used() -> None:
    assert used_below(PACKAGE).unread == []


def test_every_id_that_is_used_has_words() -> None:
    used = used_below(PACKAGE).ids
    assert {name: used[name] for name in used.keys() - KNOWN.keys()} == {}


def test_every_id_is_used() -> None:
    assert KNOWN.keys() - used_below(PACKAGE).ids.keys() == set()


def test_every_language_has_the_same_ids() -> None:
    for lang, words in LANGUAGES.items():
        assert words.keys() == KNOWN.keys(), lang


@pytest.mark.parametrize(
    "wrong",
    [
        'word(f"certainty.{claim.certainty}", lang)',
        'case.word("certainty." + claim.certainty)',
        "made.word(name)",
        "voice.phrase(ROLES[role])",
        'word(name if short else "draft", lang)',
        "word(lang=lang, name=name)",
    ],
)
def test_an_id_that_is_made_at_run_time_is_found(wrong: str) -> None:
    found = Used()
    add_used(found, f"def said(name, lang):\n    return {wrong}\n", "said.py")
    assert len(found.unread) == 1
    assert found.unread[0].startswith("said.py:2: ")


def test_ids_are_read_from_calls_conditions_and_tables() -> None:
    found = Used()
    text = """
KIND_WORDS: Mapping[str, str] = {"a": "one"}
STYLE_WORDS = {"b": "two"}
OTHERS = {"c": "no id"}

class Pen:
    def word(self, name):
        return word(name, self.lang)

    def says(self, kind):
        return self.word("three") + self.word("four" if kind else "five") + self.word(KIND_WORDS[kind])
"""
    add_used(found, text, "pen.py")
    assert set(found.ids) == {"one", "two", "three", "four", "five"}
    assert found.unread == []


def test_a_program_without_one_of_its_words_is_noticed() -> None:
    found = Used()
    add_used(found, 'word("certainty.hihg", lang)', "said.py")
    assert found.ids.keys() - KNOWN.keys() == {"certainty.hihg"}


@pytest.mark.parametrize(("tag", "lang"), [("en-GB", SOURCE), ("EN", SOURCE), ("cy", SOURCE), ("", SOURCE)])
def test_a_language_without_words_is_said_in_the_language_of_the_content(tag: str, lang: str) -> None:
    assert nearest_language(tag) == lang
    assert word("clinic", nearest_language(tag)) == "Clinic"


# where a language is named: the one of the content, and the languages that have a pack
NAMING = {"core/words.py", "checks/packs/__init__.py"}


def naming(root: Path) -> set[str]:
    """The modules below a folder that name a language."""
    texts = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in root.rglob("*.py")}
    return {
        name
        for name, text in texts.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and node.value in LANGUAGES
    }


def test_a_language_is_an_argument_everywhere_else() -> None:
    assert naming(PACKAGE) == NAMING


def test_a_module_that_names_a_language_is_found(tmp_path: Path) -> None:
    (tmp_path / "said.py").write_text('def said(text, lang="en"):\n    return text\n')
    assert naming(tmp_path) == {"said.py"}
