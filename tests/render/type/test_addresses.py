"""What a reader's device can open is found in printed words, and nothing else is."""

from __future__ import annotations

import pytest

from handouts.document.text import Contact, Link, Words, plain
from handouts.render.type.addresses import address_of, linked


@pytest.mark.parametrize(
    ("printed", "opens"),
    [
        ("020 7946 0000", "tel:02079460000"),
        ("+44 (0)20 7946-0000", "tel:+4402079460000"),
        ("020\u00a07946\u00a00000, extension 214", "tel:02079460000"),
        ("020 7946 0000 (Monday to Friday)", "tel:02079460000"),
        ("999", "tel:999"),
        ("a.nurse@mill.example", "mailto:a.nurse@mill.example"),
        ("mill.example/warfarin", "https://mill.example/warfarin"),
        ("https://mill.example/a?b=1", "https://mill.example/a?b=1"),
        ("doi:10.1056/NEJMoa1900906", "https://doi.org/10.1056/NEJMoa1900906"),
        ("Ask us for large print.", None),
        ("Ward 12", None),
        ("12", None),
        ("999 Street Clinic", None),
        ("your local emergency number", None),
    ],
)
def test_a_contact_opens_what_it_names(printed: str, opens: str | None) -> None:
    assert address_of(printed) == opens


def test_addresses_in_a_text_are_links_without_the_punctuation_after_them() -> None:
    words = "See https://a.example/b?c=1, write to us@a.example. Paper: doi:10.1000/x(1)y.z; 10 to 10.5/20 mg."
    text = linked((Words(words), Contact("day", "020 7946 0000")))
    assert plain(text) == words + "020 7946 0000"
    assert [each.url for each in text if isinstance(each, Link)] == [
        "https://a.example/b?c=1",
        "mailto:us@a.example",
        "https://doi.org/10.1000/x(1)y.z",
    ]
