"""Reading levels: what counts as a sentence and a word, and both formulas by hand."""

from __future__ import annotations

from math import sqrt
from pathlib import Path

import pytest
from support.projects import leaflet
from support.samples import SAMPLER, document_of

from handouts.checks.packs.english.reading import sentences as split_sentences
from handouts.checks.readability import measured, reading_of, running_text, sentences_of
from handouts.core.problem import Mark
from handouts.document.text import Unit, Words


def unit(text: str) -> Unit:
    return Unit("a/b/c", (Words(text),), Mark("a.yaml", 3), "en")


def test_both_formulas_by_hand() -> None:
    """10 words in 2 sentences, 17 syllables, 3 words of three syllables or more."""
    found = tuple(sentences_of(unit("The hospital gave me vitamin tablets. I am happier now.")))
    reading = measured(found)
    assert reading is not None
    assert (reading.words, reading.sentences) == (10, 2)
    assert reading.flesch_kincaid == round(0.39 * 10 / 2 + 11.8 * 17 / 10 - 15.59, 1)
    assert reading.smog == round(1.0430 * sqrt(3 * 30 / 2) + 3.1291, 1)


def test_smog_of_a_text_without_long_words_is_its_least() -> None:
    reading = measured(tuple(sentences_of(unit("Eat greens. Drink milk."))))
    assert reading is not None
    assert reading.smog == 3.1


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Eat greens. Drink milk!", ["Eat greens.", "Drink milk!"]),
        ("Is it vitamin K? Yes.", ["Is it vitamin K?", "Yes."]),
        ("It holds vitamin K. More is bad.", ["It holds vitamin K.", "More is bad."]),
        ("See Dr. Hill, e.g. St. John. Go.", ["See Dr. Hill, e.g. St. John.", "Go."]),
        ("Take 2.5 mg: no more; ask.", ["Take 2.5 mg: no more; ask."]),
        ("He said “stop.” Then he left.", ["He said “stop.”", "Then he left."]),
        ("about 2 p.m. on a day", ["about 2 p.m. on a day"]),
        ("  ", []),
    ],
)
def test_where_sentences_end(text: str, parts: list[str]) -> None:
    assert list(split_sentences(text)) == parts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("High-pitched cry", ("High-pitched", "cry")),
        ("Take 1,200 mg, 2.5\u00a0µg or 5 %", ("Take", "1,200", "mg", "2.5", "µg", "or", "5", "%")),
        ("600–1,000 IU", ("600", "1,000", "IU")),
        ("St John’s wort, MK-7", ("St", "John’s", "wort", "MK-7")),
    ],
)
def test_what_counts_as_a_word(text: str, words: tuple[str, ...]) -> None:
    assert [sentence.words for sentence in sentences_of(unit(text))] == [words]


def test_running_text_leaves_out_headings_tables_figures_labels_and_sources(tmp_path: Path) -> None:
    document = document_of(tmp_path, SAMPLER)
    ids = [each.id.partition("/")[2] for each in running_text(document)]
    assert ids == [
        "message",
        "flags/now/blood",
        "flags/now/head",
        "flags/now/chest",
        "flags/today/nose",
        "flags/not/text",
        "facts/text",
        "facts/gates/kidney/ask",
        "facts/gates/kidney/stop",
        "facts/ask/why/answer",
    ]


def test_values_are_filled_in_and_each_item_is_a_sentence(tmp_path: Path) -> None:
    text = leaflet('- id: a\n  bullets: {one: "Test after {{ dose.window }}", two: Eat greens}')
    document = document_of(tmp_path, text)
    reading = reading_of(document)
    assert reading is not None
    # the message is a sentence too; the window prints as two numbers with their unit
    assert (reading.sentences, reading.words) == (3, 5 + 5 + 2)


def test_no_formula_fits_another_language(tmp_path: Path) -> None:
    from dataclasses import replace

    document = document_of(tmp_path, SAMPLER)
    assert reading_of(document) is not None
    assert reading_of(replace(document, lang="cy")) is None
    assert measured(()) is None


def test_a_reading_names_its_formulas_and_says_where_smog_is_stretched() -> None:
    few = measured(tuple(sentences_of(unit("Eat greens. Drink milk."))))
    many = measured(tuple(sentences_of(unit("Eat greens. " * 30))))
    assert str(few) == (
        "Flesch-Kincaid grade -3.0, SMOG grade 3.1 (made for 30 sentences or more), 4 words of running text in 2 sentences"
    )
    assert str(many) == "Flesch-Kincaid grade -3.0, SMOG grade 3.1, 60 words of running text in 30 sentences"
