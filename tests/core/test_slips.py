"""Slips in typing YAML: each is reported once, where the author has to type something."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from handouts.core.slips import LOADER
from handouts.core.source import source_of

QUOTES = {
    "at the end of the file": ('id: a\nparts:\n  - id: one\n    title: ^"One\n    text: Two\n', '"'),
    "before another quote": ('id: a\ntitle: ^"One\nlead: "Two"\n', '"'),
    "before an apostrophe": ("title: ^'One\nlead: I don't know\n", "'"),
    "in a list": ('parts:\n  - ^"one\n  - "two"\n  - three\n', '"'),
    "in a list below its key": ('parts:\n- ^"one\n- "two"\n', '"'),
    "in brackets": ('parts: [{id: a, text: ^"One}, {id: b, text: "Two"}]\n', '"'),
    "in a list in brackets": ("parts: [CO2, ^'Ca2+, '2-methyl']\n", "'"),
    "in brackets over several lines": ('rows: [\n  {id: a, text: ^"One},\n  {id: b, text: "Two"},\n]\n', '"'),
    "of a key": ('^"title: One\nid: a\n', '"'),
    "with a typographic end": ('title: ^"One\u201d\nid: a\nlead: "Two"\n', '"'),
    "where the file can be read all the same": ('title: ^"One\nlead: two"\nid: a\n', '"'),
    "in a file from Windows": ('title: ^"One\r\nlead: "Two"\r\n', '"'),
    "before a key of several words": ('a:\n  text: ^"One\numbilical stump: "Two"\n', '"'),
}
# ^ marks the place, and does not stand in the file
SLIPS = {
    "a quote in quotes": ('text: "He said ^"hi" to us"\n', "stray-quote", 'write \\"'),
    "an apostrophe in quotes": ("text: 'don^'t do'\n", "stray-quote", "write ''"),
    "words after quotes": ('id: a\ntext: "Words^" and more\n', "stray-quote", "more follows"),
    "a quote that was never opened": ('id: a\ntext: One two^"\nlead: "Two"\n', "stray-quote", "closes nothing"),
    "a typographic quote and a straight one": ('text: \u201cOne^"\nid: a\n', "stray-quote", "closes nothing"),
    "a backslash": ('text: "C:^\\path"\n', "missing-quotes", "write \\\\"),
    "a typographic quote": ("text: ^\u201cNote: one\u201d\n", "missing-quotes", "is not a quote for YAML"),
    "a colon in a value": ("text: ^Note: one\n", "missing-quotes", "a value with ': '"),
    "a colon at the end of a value": ("text: ^Note:\nid: a\n", "missing-quotes", "a value with ': '"),
    "a colon in an item": ("parts:\n  - one: ^two: three\n", "missing-quotes", "a value with ': '"),
    "a colon in brackets": ("part: {id: a, text: ^Note: one}\n", "missing-quotes", "a value with ': '"),
    "a colon in a text that goes on": ("text: ^Take it\n  daily. Note: never\n  twice.\n", "missing-quotes", "': '"),
    "a greater-than sign": ("text: ^> 5 mg\nid: a\n", "missing-quotes", "begins with '>'"),
    "a dash as a value": ("text: ^- one\nid: a\n", "missing-quotes", "begins with '-'"),
    "a comma as a value": ("text: ^, one\n", "missing-quotes", "begins with ','"),
    "no space after a key": ("id: a\ntitle^:Words\ntext: x\n", "missing-space", "write 'title: '"),
    "no space after the last key": ("id: a\ntitle^:Words\n", "missing-space", "write 'title: '"),
    "no space after the first key": ("title^:Words\nid: a\n", "missing-space", "write 'title: '"),
    "no space after the key of an item": ("- title^:Words\n  id: a\n", "missing-space", "write 'title: '"),
    "no space before quotes": ('id: a\ntitle^:"Words"\n', "missing-space", "write 'title: '"),
    "no space after an inner key": ("a:\n  b^:c\n  d: e\n", "missing-space", "write 'b: '"),
    "no space after the only key": ("a:\n  b^:c\nd: e\n", "missing-space", "write 'b: '"),
    "no space in brackets": ("a: {id: b, text^:Words}\n", "missing-space", "write 'text: '"),
    "a space before the colon": ("id : a\ntitle ^:Words\n", "missing-space", "write 'title: '"),
    "a colon of another script": ("id: a\ntitle^\uff1aWords\n", "missing-colon", "is not the colon"),
    "no colon": ("id: a\n^title Words\ntext: x\n", "missing-colon", "a colon and a space are missing"),
    "no colon on the first line": ("a:\n  ^title Words\n  text: x\n", "missing-colon", "a colon and a space"),
    "no colon on the last line": ("id: a\n^title Words\n", "missing-colon", "a colon and a space are missing"),
    "a comma in a text in brackets": ("a: {id: b, text: Eat greens, ^daily}\n", "missing-colon", "comma in quotes"),
    "a colon in a text of a line with a key": (
        "a:\n  b:\n    c: {ask: Can I?, answer: ^Yes: do not wait.}\n",
        "missing-quotes",
        "a value with ': ' in it",
    ),
    "a decimal comma": ("a: {number: ^0,3, unit: mg}\n", "wrong-value", "write a point: 0.3"),
    "a comma in a thousand": ("a: {number: ^1,000, unit: mg}\n", "wrong-value", "write 1000, or with a point 1.000"),
    "a colour without quotes": ("a: ^#4a2c6f\nb: 1\n", "missing-quotes", "write '#4a2c6f'"),
    "no space after a dash": ("a:\n  - one\n  ^-two\n", "missing-space", "after '-'"),
    "no space after the first dash": ("a:\n  ^-one\n  - two\n", "missing-space", "after '-'"),
    "no space after the only dash": ("a:\n  ^-one\n", "missing-space", "after '-'"),
    "no space between dash and key": ("a:\n  - id: x\n  ^-id: y\n    text: z\n", "missing-space", "after '-'"),
    "too deep": ("id: a\n  ^title: x\nb: 1\n", "wrong-indent", "indented by 2 spaces; use 0"),
    "between two levels": ("a:\n    b: 1\n  ^c: 2\n", "wrong-indent", "use 0 or 4"),
    "not deep enough in an item": ("a:\n  - id: a\n   ^title: x\n", "wrong-indent", "by 3 spaces; use 4"),
    "an item too deep": ("a:\n  - id: a\n    title: x\n   ^- id: b\n", "wrong-indent", "by 3 spaces; use 2"),
    "an item not deep enough": ("a:\n  - id: a\n ^- id: b\n", "wrong-indent", "by 1 space; use 2"),
    "a first entry too deep": (
        "a:\n   ^b: 1\n  c: 2\n  d: 3\n",
        "wrong-indent",
        "by 3 spaces; use 2, like the lines below",
    ),
    "an item that is read as text": ("a:\n  - one\n    ^- two\n  - three\n", "wrong-indent", "part of the text above"),
    "an item among keys": ("a:\n  b: 1\n  ^- c\n", "wrong-indent", "a list item among keys"),
    "a key among items": ("a:\n  - c\n  ^b: 1\n", "wrong-indent", "write '- b:'"),
    "a text that loses its indent": ("a: |\n   x\n  ^y\nb: 1\n", "wrong-indent", "use 3, like its first line"),
    "a space that is none": ("a:\n^\u00a0\u00a0b: 1\n  c: 2\n", "wrong-indent", "U+00A0"),
    "a tab": ("a: 1\nb:\n  c: 1\n ^\td: 2\n", "stray-tab", "spaces only"),
    "a tab after a dash": ("a:\n  -^\tb: 1\n  \tc: 2\n", "stray-tab", "spaces only"),
    "an open list": ("a: ^[one, two\nb: 1\n", "unclosed-bracket", "write ']'"),
    "an open list at the end": ("a: ^[one, two\n", "unclosed-bracket", "write ']'"),
    "an open mapping before a remark": ("a: ^{#}", "unclosed-bracket", "write '}'"),
    "an open mapping": ("a: ^{id: b, text: c\nd: [1]\ne: 2\n", "unclosed-bracket", "write '}'"),
    "an open mapping in a list": ("a:\n  - ^{id: x, text: y\n  - {id: z}\n", "unclosed-bracket", "write '}'"),
    "an open list in brackets": ("a: {b: ^[1, 2, c: 3}\n", "unclosed-bracket", "write ']' before the '}'"),
    "a bracket closed by another": ("a: [^{id: x], {id: y}]\n", "unclosed-bracket", "write '}' before the ']'"),
    "a bracket too many": ("a: [a]^]\nb: 1\n", "stray-bracket", "closes nothing"),
    "no comma between texts": ('a: ["x" ^"y"]\n', "missing-comma", "put a comma"),
    "no comma between lines": ("a: {id: x^\n    text: y}\nb: 1\n", "missing-comma", "at the end of this line"),
    "no comma between keys": ("a: {id: ^x text: y}\n", "missing-quotes", "a comma is missing before 'text:'"),
}
SOUND = [
    "a: # note 12\nb:  #\n",
    "a: [1,5]\n",
    "a: \"one\n  two: three\"\nb: 'x\n\n  y'\n",
    'a:\n  "one\n  two three"\n',
    "a: one\n  two\n  three\n",
    "a: see\n  https://example.org\n",
    "a: -5\nb: -itis\n",
    "a: {b: , c: ~, d: 'e, f'}\n",
    "a:\n  - 12:30\n  - x:value\n",
    "a: |\n  -one\n  title:two\n  - three: four\n",
    "a: \"He said \\\"hi\\\" to us\"\nb: 'don''t'\n",
    "a: Take it with\n  -5 of them\n",
    "a: A man of 5' 10\"\n",
    'a: {b: x:y, c: "one\n  two"}\n',
    'a: He said "hi"\n',
]
SHEET = """\
title: "Eating with 'warfarin'"
sections:
  - id: 'one'
    title: "One, two"
    blocks:
      - {id: a, text: "Say: hello", role: 'harms'}
      - id: b
        bullets: {first: "Eat [greens]", second: 'It''s "fine"'}
      - id: c
        rows: ["x", 'y', "z: {w}"]
  - id: "two"
    lead: "Words"
"""


def found(text: str) -> list[tuple[int, int, str, str]]:
    problems = source_of(text, "f.yaml").problems
    return [(problem.mark.line, problem.mark.column, problem.rule, problem.message) for problem in problems]


def marked(text: str) -> tuple[str, int, int]:
    """A text without its ^, and the line and column where that stood."""
    before, _, after = text.partition("^")
    return before + after, before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1


@pytest.mark.parametrize("case", QUOTES)
def test_a_quote_that_is_not_closed_is_told_where_it_opens(case: str) -> None:
    text, line, column = marked(QUOTES[case][0])
    ((at_line, at_column, rule, message),) = found(text)
    assert (at_line, at_column, rule) == (line, column, "unclosed-quote")
    assert f"write {QUOTES[case][1]} at the end of the text" in message


@pytest.mark.parametrize("case", SLIPS)
def test_a_slip_is_told_once_and_where_something_must_be_typed(case: str) -> None:
    typed, rule, words = SLIPS[case]
    text, line, column = marked(typed)
    ((at_line, at_column, at_rule, message),) = found(text)
    assert (at_line, at_column, at_rule) == (line, column, rule)
    assert words in message


@pytest.mark.parametrize("text", SOUND)
def test_what_only_looks_like_a_slip_is_none(text: str) -> None:
    assert found(text) == []


def test_a_straight_quote_is_asked_for_where_a_typographic_one_was_to_close() -> None:
    assert "(\u201d is not a straight quote)" in found('title: "One\u201d\nid: a\nlead: "Two"\n')[0][3]


def quotes(text: str) -> list[tuple[int, int, int]]:
    """The line and column of each quote that opens a text, and where in the file the quote that closes it stands."""
    loader, lines, ends = LOADER(text), text.split("\n"), []
    while loader.check_token():
        token = loader.get_token()
        if isinstance(token, yaml.ScalarToken) and token.style:
            end = sum(len(line) + 1 for line in lines[: token.end_mark.line]) + token.end_mark.column
            ends.append((token.start_mark.line + 1, token.start_mark.column + 1, end - 1))
    return ends


@pytest.mark.parametrize(("line", "column", "end"), quotes(SHEET))
def test_each_quote_of_a_file_is_found_where_its_end_is_missing(line: int, column: int, end: int) -> None:
    assert [each[:3] for each in found(SHEET[:end] + SHEET[end + 1 :])] == [(line, column, "unclosed-quote")]


@pytest.mark.parametrize("place", [place.start() for place in re.finditer(r"[\]}](?=\n)", SHEET)])
def test_each_bracket_of_a_file_is_found_where_its_end_is_missing(place: int) -> None:
    ((line, _, rule, _),) = found(SHEET[:place] + SHEET[place + 1 :])
    assert (line, rule) == (SHEET.count("\n", 0, place) + 1, "unclosed-bracket")


@given(st.text(alphabet="ab:- '\"[]{},#\n\t|>&*!%\\\u201c", max_size=60))
def test_any_text_is_read_or_has_its_slip_in_one_of_its_lines(text: str) -> None:
    source = source_of(text, "f.yaml")
    remarks = all(line.strip(" ")[:1] in ("", "#") for line in text.split("\n"))
    assert source.root is not None or source.problems or remarks
    assert all(1 <= problem.mark.line <= text.count("\n") + 1 for problem in source.problems)
