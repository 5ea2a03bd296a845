"""YAML files as nodes with marks, and clear problems for what is no such file."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.core.problem import Mark
from handouts.core.source import DEEPEST_NESTING, LARGEST_FILE, Mapping, Scalar, Sequence, read_source, source_of


def only_problem(text: str) -> tuple[str, int, int, str]:
    (problem,) = source_of(text, "f.yaml").problems
    return problem.rule, problem.mark.line, problem.mark.column, problem.message


def test_every_node_keeps_its_place() -> None:
    root = source_of("a: 1\nlist:\n  - x\n  - {b: 'y'}\n", "f.yaml").root
    assert isinstance(root, Mapping)
    assert root.keys == {"a": Mark("f.yaml", 1, 1), "list": Mark("f.yaml", 2, 1)}
    assert root.entries["a"] == Scalar("1", Mark("f.yaml", 1, 4))
    listed = root.entries["list"]
    assert isinstance(listed, Sequence)
    assert listed.items[0] == Scalar("x", Mark("f.yaml", 3, 5))
    inner = listed.items[1]
    assert isinstance(inner, Mapping)
    assert inner.entries["b"] == Scalar("y", Mark("f.yaml", 4, 9), plain=False)


@pytest.mark.parametrize("typed", ["no", "1:30", "0123", "1.10", "2026-11-22", "2.0", "0x1F", "1e3", "on"])
def test_a_value_stays_as_it_was_typed(typed: str) -> None:
    root = source_of(f"a: {typed}\n", "f.yaml").root
    assert isinstance(root, Mapping)
    assert root.entries["a"] == Scalar(typed, Mark("f.yaml", 1, 4))


@pytest.mark.parametrize(
    ("typed", "empty"), [("", True), ("null", True), ("~", True), ("'null'", False), ("''", False)]
)
def test_null_and_nothing_are_empty_unless_quoted(typed: str, empty: bool) -> None:
    root = source_of(f"a: {typed}\n", "f.yaml").root
    assert isinstance(root, Mapping)
    node = root.entries["a"]
    assert isinstance(node, Scalar)
    assert node.empty is empty


def test_text_is_composed_but_not_flattened() -> None:
    root = source_of("a: e\u0301 10\u2079/L m\u00b2 \u00bd\n", "f.yaml").root
    assert isinstance(root, Mapping)
    assert root.entries["a"] == Scalar("\u00e9 10\u2079/L m\u00b2 \u00bd", Mark("f.yaml", 1, 4))


def test_a_repeated_key_is_named_with_its_first_line_and_the_first_value_stays() -> None:
    source = source_of("dose: 1\nother: 2\ndose: 3\n", "f.yaml")
    (problem,) = source.problems
    assert (problem.rule, problem.mark) == ("duplicate-key", Mark("f.yaml", 3, 1))
    assert problem.message == "the key 'dose' stands twice; the first is in line 1"
    assert isinstance(source.root, Mapping)
    assert source.root.entries["dose"] == Scalar("1", Mark("f.yaml", 1, 7))


@pytest.mark.parametrize("text", ["a:\n\tb: 1\n", "a:\n  - b\n\t- c\n"])
def test_a_tab_is_named_in_its_line(text: str) -> None:
    rule, line, _, message = only_problem(text)
    assert rule == "stray-tab"
    assert "\t" in text.splitlines()[line - 1]
    assert "spaces only" in message


@pytest.mark.parametrize(
    ("value", "sign"),
    [("{{ inr.target }}", "{{"), ("{{ a }} words", "{{"), ("**bold** words", "**"), ("[@paper] says", "[@")]
    + [("& more", "&"), ("%d", "%"), ("@home", "@"), ("`code`", "`")],
)
def test_a_value_that_yaml_trips_over_is_told_to_stand_in_quotes(value: str, sign: str) -> None:
    rule, line, column, message = only_problem(f"first: 1\ntext: {value}\n")
    assert (rule, line, column) == ("missing-quotes", 2, 7)
    assert message.startswith(f"a value that begins with {sign!r} must stand in quotes: YAML ")


def test_a_colon_inside_a_value_is_told_to_stand_in_quotes() -> None:
    rule, line, column, message = only_problem("text: Remember: eat greens\n")
    assert (rule, line, column) == ("missing-quotes", 1, 7)
    assert "': '" in message


def test_another_fault_is_not_blamed_on_a_sound_line_above() -> None:
    rule, *_ = only_problem('value: {low: 2, high: 3}\ntext: "never closed\n')
    assert rule == "broken-yaml"


def test_an_alias_bomb_is_refused_at_its_first_alias() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert only_problem(bomb)[:2] == ("stray-alias", 2)


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!!binary", "!mine"])
def test_a_tag_is_refused(tag: str) -> None:
    assert only_problem(f"a: {tag} [x]\n")[0] == "stray-tag"


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_deep_nesting_is_refused(opening: str) -> None:
    assert only_problem(opening * 50_000)[0] == "deep-nesting"
    assert source_of("[" * DEEPEST_NESTING + "]" * DEEPEST_NESTING, "f.yaml").problems == ()


def test_a_second_document_is_refused() -> None:
    assert only_problem("a: 1\n---\nb: 2\n")[:2] == ("stray-document", 3)


def test_a_key_that_is_no_word_is_refused() -> None:
    assert only_problem("? [a]\n: b\n")[0] == "missing-quotes"


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "empty-file"),
        (b" \n\n", "empty-file"),
        (b"\x89PNG\r\n\x1a\n\x00\xff\xfe", "wrong-encoding"),
        ("a: \u00e9".encode("latin-1"), "wrong-encoding"),
        ("a: b".encode("utf-16"), "wrong-encoding"),
        (b"\x00\x01\x02", "broken-yaml"),
        (b"a: " + b"x" * LARGEST_FILE, "large-file"),
    ],
)
def test_a_file_that_is_no_yaml_is_named(tmp_path: Path, data: bytes, rule: str) -> None:
    file = tmp_path / "f.yaml"
    file.write_bytes(data)
    source = read_source(file, "content/f.yaml")
    assert source.root is None
    assert [(problem.mark.file, problem.rule) for problem in source.problems] == [("content/f.yaml", rule)]


def test_a_byte_or_character_that_no_file_may_hold_is_named_at_its_line(tmp_path: Path) -> None:
    file = tmp_path / "f.yaml"
    file.write_bytes(b"a: 1\nb: caf\xe9\n")
    (problem,) = read_source(file, "f.yaml").problems
    assert (problem.mark.line, problem.message) == (2, "not a text file in UTF-8 (byte 11); save it as UTF-8")
    file.write_text("a: 1\n\nb: café \0d\n", encoding="utf-8")
    (problem,) = read_source(file, "f.yaml").problems
    assert str(problem.mark) == "f.yaml:3:9"
    assert problem.message == "U+0000 after 'b: café ' cannot stand in a text; delete it"


def test_a_file_that_is_not_there_or_is_a_folder_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path):
        (problem,) = read_source(path, "content/none.yaml").problems
        assert problem.rule == "unreadable-file"


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    file = tmp_path / "f.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    root = read_source(file, "f.yaml").root
    assert isinstance(root, Mapping)
    assert root.entries["b"] == Scalar("2", Mark("f.yaml", 2, 4))
