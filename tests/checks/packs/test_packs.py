"""What is English in the rules stands in one pack, and rules ask the pack of a text's own language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.projects import REPO

import handouts.checks
from handouts.checks import evidence, language, leaflet
from handouts.checks.packs import PACKS, SOURCE_PACK, pack_of
from handouts.checks.subject import Subject
from handouts.content.compose import compose
from handouts.content.project import Project, read_all
from handouts.content.translation import Translation
from handouts.core.words import LANGUAGES, SOURCE

CHECKS = Path(handouts.checks.__file__).parent
# three words side by side in a pattern are a list of words of some language
LISTED = re.compile(r"[a-z]{3,}\|(?:[a-z ]{2,}\|)+[a-z]{3,}")
# not words: the endings of files
NO_WORDS = {"structure/alt_text.py"}


def patterns(path: Path) -> Iterator[str]:
    """The texts of all patterns that a module compiles."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile":
            yield "".join(
                each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)
            )


def listing(root: Path) -> set[str]:
    """The modules below a folder, packs left out, whose patterns list words."""
    modules = {path.relative_to(root).as_posix(): path for path in root.rglob("*.py")}
    return {
        name
        for name, path in modules.items()
        if not name.startswith("packs/") and any(LISTED.search(text) for text in patterns(path))
    }


def test_no_pattern_outside_the_packs_lists_words_of_a_language() -> None:
    assert listing(CHECKS) == NO_WORDS


def test_a_list_of_words_in_a_rule_is_found(tmp_path: Path) -> None:
    (tmp_path / "rule.py").write_text('import re\n_WHEN = re.compile(r"\\b(?:daily|each day|weekly)\\b")\n')
    (tmp_path / "other.py").write_text('import re\n_WORD = re.compile(r"[^\\W\\d_]{3,}|\\d+")\n')
    assert listing(tmp_path) == {"rule.py"}


def test_the_language_of_the_content_has_a_pack() -> None:
    assert pack_of(SOURCE) is SOURCE_PACK
    assert PACKS.keys() <= LANGUAGES.keys()
    assert pack_of("cy") is None


@pytest.mark.parametrize(("text", "count"), [("Take it. See Dr. Jones now.", 2), ("", 0)])
def test_a_pack_cuts_a_text_into_sentences(text: str, count: int) -> None:
    assert len(list(SOURCE_PACK.readability.sentences(text))) == count


def test_a_pack_knows_who_speaks_to_whom() -> None:
    voice = SOURCE_PACK.voice
    assert list(voice.passives("Your dose will be checked. You are tired.")) == ["be checked"]
    assert list(voice.about_the_reader("Patients should rest.")) == ["Patients"]
    assert voice.to_the_reader.findall("You and your clinic") == ["You", "your"]
    assert voice.when.search("Take it each day")
    assert not voice.when.search("Eat well")


OVERSTATED = "X Y is rare. It always cures THX."
ON_WORDS = {"excessive-certainty", "vague-frequency", "unexplained-abbreviation"}


def rules_on_leaflets(lang: str) -> set[str]:
    """The rules that leaflets break all of whose texts overstate something, in a language."""
    content = read_all(Project(REPO), None, [])
    content = replace(content, drafts=tuple(each for each in content.drafts if each.kind == "leaflet"))
    translation = Translation(lang, lambda *_: OVERSTATED)
    subject = Subject(content, date(2026, 11, 23), REPO)
    subject.__dict__["documents"] = {
        draft.id: compose(draft, content.library, translation, None, {}) for draft in content.drafts
    }
    rules = (*language.RULES, *leaflet.RULES, *evidence.RULES)
    problems = (problem for rule in rules for problem in rule(subject))
    return {problem.rule for problem in problems if problem.mark.file.startswith("content/leaflets/")}


def test_no_rule_on_words_reads_a_language_without_a_pack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LANGUAGES, "cy", LANGUAGES[SOURCE])
    assert rules_on_leaflets(SOURCE) >= ON_WORDS
    assert rules_on_leaflets("cy") & {*ON_WORDS, "hard-text", "hard-words", "hard-sentence", "missing-span"} == set()
