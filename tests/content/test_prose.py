"""Light Markdown parsed into pieces; everything else stays plain words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.content.prose import (
    LONGEST_TEXT,
    Cited,
    Emphasis,
    Linked,
    Piece,
    Placeholder,
    PlainText,
    flat,
    parse,
    placeholder,
)
from handouts.core.problem import Mark

MARK = Mark("f.yaml", 3, 5)


def pieces(text: str) -> tuple[Piece, ...]:
    prose, problems = parse(text, "unit", MARK)
    assert not problems, problems
    return prose.pieces


def rules(text: str) -> list[str]:
    problems = parse(text, "unit", MARK)[1]
    assert all(problem.mark == MARK for problem in problems)
    return [problem.rule for problem in problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words", (PlainText("plain words"),)),
        ("a **b** c", (PlainText("a "), Emphasis("strong", (PlainText("b"),)), PlainText(" c"))),
        ("Ca^2+^", (PlainText("Ca"), Emphasis("raised", (PlainText("2+"),)))),
        ("CO~2~", (PlainText("CO"), Emphasis("lowered", (PlainText("2"),)))),
        ("[us](tel:999)", (Linked((PlainText("us"),), "tel:999"),)),
        ("said[@paper_2012]", (PlainText("said"), Cited("paper_2012", MARK))),
        ("**{{ a.b }}**", (Emphasis("strong", (Placeholder("claim", "a.b", None, None, MARK),)),)),
        ("two\nlines", (PlainText("two lines"),)),
        ("2 * 3 ~ 6 ^ 7 [x] {y}", (PlainText("2 * 3 ~ 6 ^ 7 [x] {y}"),)),
        ("<font size=40>big</font>", (PlainText("<font size=40>big</font>"),)),
        ("<img src='/etc/passwd'> & &lt;", (PlainText("<img src='/etc/passwd'> & &lt;"),)),
    ],
)
def test_markup_becomes_pieces(text: str, expected: tuple[Piece, ...]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("inner", "kind", "source", "name", "part"),
    [
        ("inr.target", "claim", "inr.target", None, None),
        ("inr.target:low", "claim", "inr.target", None, "low"),
        ("cv.study/people:value", "claim", "cv.study", "people", "value"),
        ("food/kale_cooked:k1_ug", "food", "kale_cooked", None, "k1_ug"),
        ("limit/mg.us.9:ul", "limit", "mg.us.9", None, "ul"),
        ("term/inr", "term", "inr", None, None),
        ("clinic/day", "clinic", "day", None, None),
        ("policy/missed_dose", "policy", "missed_dose", None, None),
        ("blank/name", "blank", "name", None, None),
    ],
)
def test_a_placeholder_is_read_and_written_alike(
    inner: str, kind: str, source: str, name: str | None, part: str | None
) -> None:
    expected = Placeholder(kind, source, name, part, MARK)
    assert pieces("{{ " + inner + " }}") == pieces("{{" + inner + "}}") == (expected,)
    assert str(expected) == inner
    assert placeholder(inner, MARK) == expected


@pytest.mark.parametrize("inner", ["", "a b", "a:b:c", "a/b/c/d", "ä.ö?", ":low", "a//b"])
def test_what_is_no_placeholder_is_said_so(inner: str) -> None:
    assert rules("{{ " + inner + " }}") == ["wrong-placeholder"]


@pytest.mark.parametrize("text", ["{{ a", "a }}", "**bold", "a ** b", "[@paper", "x {{ a {{ b }}"])
def test_markup_without_a_partner_is_a_problem(text: str) -> None:
    assert "broken-markup" in rules(text)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert", "file:///etc/passwd", "/etc/passwd", "data:text/html,x", "https://a\x00b", "www.a.example"],
)
def test_a_link_goes_to_the_web_mail_or_a_phone_only(url: str) -> None:
    assert "wrong-link" in rules(f"[x]({url})")


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/greens_(leaf)",
        "https://example.org/(a)/(b)",
        "https://example.org/a_(b_(c))",
        "mailto:ask@clinic.example",
        "tel:+442079460000",
    ],
)
def test_brackets_of_an_address_belong_to_it(url: str) -> None:
    prose, problems = parse(f"See [the **site**]({url}) (or ask).", "unit", MARK)
    assert problems == []
    words = (PlainText("the "), Emphasis("strong", (PlainText("site"),)))
    assert prose.pieces == (PlainText("See "), Linked(words, url), PlainText(" (or ask)."))
    assert parse(prose.source, "unit", MARK)[0] == prose


@pytest.mark.parametrize(
    "text",
    [
        "[a]()", "[](https://a.example)", "[a] (https://a.example)", "[a](https://a.example", "[a](https://a.example/(b)",
        "[a](https://a.example/b c)", "[a]\n(https://a.example)", "[ ]()", "[{{ dose.target }}]()", "[[a]](https://a.example)",
        "[a](https://a.example/)) or [b](", "[a](b)", "[a](<https://a.example>)",
        "[ ](https://a.example)", "[\u00a0](https://a.example)", "[** **](https://a.example)",
    ],
)  # fmt: skip
def test_what_is_nearly_a_link_is_a_problem(text: str) -> None:
    assert "wrong-link" in rules(text)


@pytest.mark.parametrize("text", ["an interval [2, 3]", "(see below)", "a [note], (and more)", "f(x)[1]", "[a]: (b)"])
def test_brackets_that_make_no_link_are_print(text: str) -> None:
    assert rules(text) == []


def test_words_that_show_another_address_are_a_problem() -> None:
    _, (problem,) = parse("[https://bank.example](https://evil.example)", "unit", MARK)
    assert problem.message == (
        "the address 'https://evil.example' is another one than its words show: 'https://bank.example'"
    )


@pytest.mark.parametrize("text", ["", " ", "\n \n"])
def test_an_empty_text_is_a_problem(text: str) -> None:
    assert rules(text) == ["empty-text"]


def test_a_text_too_long_is_a_problem_that_says_how_long() -> None:
    problems = parse("x" * 10_000_000, "unit", MARK)[1]
    assert [str(problem) for problem in problems] == [
        f"f.yaml:3:5: error: a text of 10,000,000 characters; at most {LONGEST_TEXT:,} make one text unit [long-text]"
    ]
    assert rules("x" * LONGEST_TEXT) == []


@pytest.mark.parametrize("start", ["{{", "[", "**", "[@", "^", "~", "[a]("])
@pytest.mark.parametrize("filling", [" ", "x", "{", "[", "*", "^", "~", "**a", "[a", "{{ "])
def test_no_text_takes_long(start: str, filling: str) -> None:
    text = (start + filling * LONGEST_TEXT)[: LONGEST_TEXT - 1] + "!"
    before = time.perf_counter()
    parse(text, "unit", MARK)
    assert time.perf_counter() - before < 1.0


SIGNS = st.sampled_from(
    ["{{", "}}", "**", "[@", "]", "[", "](", ")", "^", "~", " ", "a", "é", "<", "&", "/", ":", "\n", "{{ a.b }}"]
)


@given(st.one_of(st.text(max_size=200), st.lists(SIGNS, max_size=40).map("".join)))
def test_parsing_never_raises_and_leaves_no_markup_unsaid(text: str) -> None:
    prose, problems = parse(text, "unit", MARK)
    words = "".join(piece.text for piece in flat(prose.pieces) if isinstance(piece, PlainText))
    if not problems:
        assert not any(sign in words for sign in ("{{", "}}", "**", "[@"))


@given(
    st.text(
        alphabet=st.characters(blacklist_characters="{}*[]^~", blacklist_categories=("Cc", "Cs", "Cn")), max_size=80
    )
)
def test_words_without_markup_print_as_they_are(text: str) -> None:
    prose, problems = parse(text, "unit", MARK)
    if not problems:
        assert prose.pieces == (PlainText(text.strip()),)
