"""Texts of BibTeX without LaTeX."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.content.importing.latex import LatexReader, verbatim

READER = LatexReader()


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"{\"O}deg{\aa}rd", "Ödegård"),
        (r"Erd{\H o}s {\'E}mile \v{S} \ss{} {\o} \~n {\c c} {\'\i}", "Erdős Émile Š ß ø ñ ç í"),
        (r"the {DNA} of \emph{B. subtilis}", "the DNA of <i>B. subtilis</i>"),
        (r"\textbf{a \textit{b}}", "<b>a <i>b</i></b>"),
        (
            r"K\textsubscript{2} Ca$^{2+}$ H$_2$O $\mathrm{CO}_{2}$",
            "K<sub>2</sub> Ca<sup>2+</sup> H<sub>2</sub>O CO<sub>2</sub>",
        ),
        (r"5\% of \#1 \& more", "5% of #1 & more"),
        (r"$p<0.05$ {\textgreater}3 \textless 4", "p<0.05 >3 <4"),
        (r"``quoted'' -- $\beta$", "“quoted” – β"),
        ("plain", "plain"),
    ],
)
def test_a_text_is_read_without_latex(latex: str, text: str) -> None:
    assert READER.decoded(latex) == (text, ())


def test_a_macro_without_a_meaning_is_named_and_its_words_stay() -> None:
    assert READER.decoded(r"\foo{bar} baz") == ("bar baz", (r"\foo",))


def test_an_address_keeps_its_signs() -> None:
    assert verbatim(r"https://x.example/a\_b%20{\_}c--d") == "https://x.example/a_b%20_c--d"


@given(st.text(alphabet="\\{}$^_ab~'`-%&", max_size=30))
def test_any_text_is_read(text: str) -> None:
    assert isinstance(READER.decoded(text)[0], str)
