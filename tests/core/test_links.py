"""Addresses that a reader may be led to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.core.links import SCHEMES, WEB, link_fault, mail_fault, seems_elsewhere


@pytest.mark.parametrize(
    "address",
    [
        "https://clinic.example", "http://clinic.example", "https://clinic.example/", "https://a.b.clinic.example/x?y=z#w",
        "https://clinic.example:8443/x", "https://example.org/greens_(leaf)", "https://social.example/@clinic",
        "https://clinic.example/?mail=a@b", "https://xn--grn-hoa.example", "https://de.example/wiki/Grünkohl",
        "https://Clinic.Example", "https://192.0.2.7/x", "http://intranet/leaflets", "mailto:ask@clinic.example", "mailto:a.b+c@clinic.example",
        "mailto:ask@clinic.example?subject=My%20leaflet", "tel:+442079460000", "tel:020-7946-0000", "tel:999",
        "tel:(020)79460000;ext=12",
    ],
)  # fmt: skip
def test_what_leads_to_the_web_mail_or_a_phone_is_an_address(address: str) -> None:
    assert link_fault(address) is None


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        *((f"{scheme}clinic.example", "does not begin with") for scheme in
          ("", "www.", "//", "/", "javascript:", "data:text/html,", "file:///", "ftp://", "vbscript:", "sms:", "JavaScript:")),
        ("java\tscript:alert(1)", "does not begin with"),
        (" https://clinic.example", "does not begin with"),
        ("HTTPS://clinic.example", "begins with 'HTTPS'; write 'https'"),
        ("MailTo:ask@clinic.example", "begins with 'MailTo'; write 'mailto'"),
        ("https://bank.example@evil.example", "a user name before '@'"),
        ("https://user:password@clinic.example/", "a user name before '@'"),
        ("https://clinic.example:80@evil.example", "a user name before '@'"),
        ("https://@clinic.example", "a user name before '@'"),
        ("https://bank.example\\@evil.example", "contains a space, a backslash"),
        ("https:\\\\evil.example", "contains a space, a backslash"),
        ("https://clinic.example/a b", "contains a space, a backslash"),
        ("https://clinic.example/a\u00a0b", "contains a space, a backslash"),
        ("https://clinic.example/a\x00b", "contains a space, a backslash"),
        ("https://clinic.example/\u202egpj.exe", "contains a space, a backslash"),
        ("https://clinic.example/\u200b", "contains a space, a backslash"),
        ("https://clinic.example/<b>", "contains a space, a backslash"),
        ("https://clinic.example/{{ x }}", "contains a space, a backslash"),
        ("https://clíníc.example", "letters other than a to z"),
        ("https://сlinic.example", "letters other than a to z"),
        ("https://clinic。example", "letters other than a to z"),
        ("https:clinic.example", "is not a web address"),
        ("https:/clinic.example", "is not a web address"),
        ("https://", "has no host"),
        ("https:///clinic.example", "has no host"),
        ("https://1.2", "has no host"),
        ("https://clinic..example", "has no host"),
        ("https://-clinic.example", "has no host"),
        ("https://clinic%2eexample", "has no host"),
        ("https://[::1]/", "has no host"),
        ("https://3232235777/", "has no host"),
        ("https://clinic.example:", "has a port that is none"),
        ("https://clinic.example:x", "has a port that is none"),
        ("https://clinic.example:65536", "has a port that is none"),
        ("mailto:ask", "is not a mail address"),
        ("mailto:@clinic.example", "is not a mail address"),
        ("mailto:a@b.example,c@d.example", "is not a mail address"),
        ("mailto:ask@clinic.example?bcc=spy@evil.example", "says more than a subject"),
        ("mailto:ask@clinic.example?subject=a%0Abcc:spy@evil.example", "says more than a subject"),
        ("mailto:ask@clinic.example?subject=a&body=b", "says more than a subject"),
        ("tel:", "is not a phone number"),
        ("tel:*%2306%23", "is not a phone number"),
        ("tel:0800-CLINIC", "is not a phone number"),
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_a_reason(address: str, reason: str) -> None:
    fault = link_fault(address)
    assert fault is not None
    assert reason in fault


def test_a_web_address_is_no_mail_address() -> None:
    assert link_fault("mailto:ask@clinic.example", WEB) == "does not begin with https: or http:"
    assert mail_fault("ask@clinic.example") is None
    assert mail_fault("ask at clinic.example") is not None


@given(
    st.text(max_size=40),
    st.sampled_from(["", "https://", "https://a.example", "mailto:", "tel:", "https://a.example/"]),
)
def test_no_address_breaks_the_rule_and_none_that_passes_can_mislead(rest: str, start: str) -> None:
    address = start + rest
    if link_fault(address) is None:
        assert address.partition(":")[0] in SCHEMES
        assert address.isprintable()
        assert not {*' \\"<>'} & {*address}
        assert "@" not in address.partition("//")[2].partition("/")[0].partition("?")[0].partition("#")[0]


@pytest.mark.parametrize(
    ("words", "address", "elsewhere"),
    [
        ("our site", "https://clinic.example", False),
        ("https://clinic.example", "https://clinic.example/leaflets", False),
        ("www.clinic.example", "https://clinic.example", False),
        ("HTTP://WWW.Clinic.example/x", "https://clinic.example/y", False),
        ("greens.pdf", "https://clinic.example/greens.pdf", False),
        ("clinic.example", "https://www.clinic.example/leaflets", False),
        ("clinic.example/leaflets", "https://leaflets.clinic.example", False),
        ("ask@clinic.example", "mailto:Ask@clinic.example?subject=greens", False),
        ("bank.example", "https://evil.example", True),
        ("bank.example/login", "https://evil.example/bank.example", True),
        ("bank.example", "https://bank.example.evil.example", True),
        ("bank.example", "https://evilbank.example", True),
        ("**bank.example**", "https://evil.example", True),
        ("**https://bank.example**", "https://evil.example", True),
        ("bank.example", "tel:999", True),
        ("ask@clinic.example", "mailto:spy@evil.example", True),
        ("ask@clinic.example", "https://evil.example", True),
        ("https://bank.example", "https://evil.example", True),
        ("www.bank.example", "https://bank.example.evil.example", True),
        ("https://bank.example", "mailto:ask@bank.example", True),
    ],
)
def test_words_that_are_an_address_must_be_that_of_the_link(words: str, address: str, elsewhere: bool) -> None:
    assert seems_elsewhere(words, address) is elsewhere
