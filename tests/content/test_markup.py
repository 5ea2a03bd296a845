"""Markup of other languages in a text."""

from __future__ import annotations

import pytest

from handouts.content.markup import foreign_markup, stray_placeholder


@pytest.mark.parametrize(
    "text",
    [
        *(
            "{% if x %}",
            "{%- x -%}",
            "{# note #}",
            "%}",
            "${name}",
            "#{7*7}",
            "<%= 7*7 %>",
            "@{x}",
            "{7*7}",
            "{0}",
            "a } b",
        ),
        *(
            "<b>bold</b>",
            "</p>",
            "<br/>",
            "<BR>",
            "<a href='x'>y</a>",
            "<sup>2</sup>",
            "<w:p>",
            "<input disabled>",
            "<x-y>",
        ),
        *("<!-- note -->", "<!DOCTYPE html>", "<?php x ?>", "<https://x.example>", "<script src=x>", "<![CDATA[x]]>"),
        *("{{{ dose.target }}}", "{{{x}}", "{{x}}}"),
        *("a&nbsp;b", "&amp;", "&#8209;", "&#x2011;", "&lt;b&gt;"),
    ],
)
def test_markup_of_another_language_is_named(text: str) -> None:
    assert list(foreign_markup(f"Take it {text} now"))


@pytest.mark.parametrize(
    "text",
    [
        *("INR <2 and >3", "a < b > c", "p<0.05", "x<y and z>w", "under <5", "->", "A & B; C", "R&D; x", "100 %", "#1"),
        *("{{ dose.target }}", "**bold** and [words](https://x.example)", "Ann <ann@x.example>", "$5", "50 %)"),
    ],
)
def test_signs_of_comparison_are_free(text: str) -> None:
    assert list(foreign_markup(text)) == []


def test_a_long_mark_is_shortened() -> None:
    (message,) = foreign_markup("{% " + "x" * 500 + " %}")
    assert len(message) < 150


def test_a_field_that_is_printed_as_typed_holds_no_placeholder() -> None:
    assert list(stray_placeholder("{{ 7*7 }} Clinic")) == ["a placeholder is not filled in here; type the words"]
    assert list(stray_placeholder("Mill Street Clinic")) == []


@pytest.mark.parametrize("text", ["**Mill**", "[Mill](https://mill.example)", "Mill[@mill_2012]", "[Mill](tel:999)"])
def test_a_field_that_is_printed_as_typed_holds_no_markup_of_our_own(text: str) -> None:
    (message,) = stray_placeholder(f"{text} Clinic")
    assert "printed as typed here" in message


@pytest.mark.parametrize("text", ["Mill* and **", "[letter](in French)", "Mill [1] (2)", "a^2 ~ b"])
def test_signs_that_are_no_markup_are_free_in_a_field(text: str) -> None:
    assert list(stray_placeholder(text)) == []
