"""The tags that CSL allows in titles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.references import faults_in

from handouts.content.csl.titles import as_text, title_fault, untagged
from handouts.document.text import Italic, Lowered, Raised, Strong, Words, plain


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("K<sub>2</sub>", (Words("K"), Lowered((Words("2"),)))),
        ("Ca<sup>2+</sup> in", (Words("Ca"), Raised((Words("2+"),)), Words(" in"))),
        ("<i>B. <b>subtilis</b></i>", (Italic((Words("B. "), Strong((Words("subtilis"),)))),)),
        ('<span style="font-variant: small-caps;">Dna</span>K', (Words("Dna"), Words("K"))),
        ('<span class="nocase">pH</span> of <i></i>x', (Words("pH"), Words(" of "), Words("x"))),
        ("p < 0.05 and >3", (Words("p < 0.05 and >3"),)),
    ],
)
def test_a_title_is_inlines(title: str, text: object) -> None:
    assert title_fault(title) is None
    assert as_text(title) == text
    assert plain(as_text(title)) == untagged(title)


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("<em>in vivo</em>", "'<em>' is not a tag of CSL"),
        ("<jats:italic>x</jats:italic>", "is not a tag of CSL"),
        ("<I>x</I>", "is not a tag of CSL"),
        ("<i>x", "<i> is not ended"),
        ("x</sub>", "ends no tag"),
        ("<i><b>x</i></b>", "ends no tag"),
        ('<span style="color: red">x</span>', "is not a tag of CSL"),
        ("a <br/> b", "is not a tag of CSL"),
        ("<p>x</p>", "is not a tag of CSL"),
    ],
)
@pytest.mark.parametrize("field", ["title", "container-title"])
def test_any_other_tag_is_told_at_the_line_of_its_field(title: str, says: str, field: str) -> None:
    other = "container-title: J" if field == "title" else "title: T"
    ((line, rule, message),) = faults_in(f"type: book\n{other}\n{field}: '{title}'")
    assert (line, rule) == (3, "foreign-markup")
    assert says in message


@pytest.mark.parametrize("field", ["publisher", "volume", "page", "short", "plain"])
def test_a_field_that_is_no_title_holds_no_tag(field: str) -> None:
    assert (3, "foreign-markup") in {each[:2] for each in faults_in(f"type: book\ntitle: T\n{field}: '<i>x</i>'")}


@given(st.text(alphabet="ab<>/isup ", max_size=24))
def test_any_text_is_inlines_without_a_loss_of_words(text: str) -> None:
    assert plain(as_text(text)) in (untagged(text), text)
