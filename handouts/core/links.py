"""Addresses that a reader may be led to: on the web, by mail or by phone, and nowhere else than they seem to lead."""

from __future__ import annotations

import re

SCHEMES = ("https", "http", "mailto", "tel")
WEB = ("https", "http")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
# what browsers and PDF viewers read otherwise than it is written
_STRANGE = re.compile(r"[\s\"<>\\^`{|}\x00-\x20\x7f-\xa0]")
# labels between dots, of which the last has a letter: numbers alone would be an address in disguise
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)*(?=[0-9-]*[a-z]){_LABEL}\Z|(?:[0-9]{{1,3}}\.){{3}}[0-9]{{1,3}}\Z", re.IGNORECASE)
_PORT = re.compile(r"[1-9][0-9]{0,4}\Z")
LAST_PORT = 65_535
_MAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]*\Z")
_SUBJECT = re.compile(r"subject=(?:[A-Za-z0-9._~!$'()*+,;:@/-]|%(?!0[AaDd])[0-9A-Fa-f]{2})*\Z")
_PHONE = re.compile(r"\+?\(?[0-9][0-9().-]*(?:;ext=[0-9]+)?\Z")


def link_fault(address: str, schemes: tuple[str, ...] = SCHEMES) -> str | None:
    """Return why nobody may be led to an address, as the end of a sentence about it; None if all is well."""
    found = _SCHEME.match(address)
    scheme = found[1] if found is not None else ""
    if scheme not in schemes:
        if scheme.lower() in schemes:
            return f"begins with {scheme!r}; write {scheme.lower()!r}"
        return f"does not begin with {' or '.join(f'{each}:' for each in schemes)}"
    if not address.isprintable() or _STRANGE.search(address):
        return "contains a space, a backslash or another character that no address has"
    rest = address[len(scheme) + 1 :]
    if scheme == "mailto":
        return mail_fault(rest)
    if scheme == "tel":
        return None if _PHONE.match(rest) else "is not a phone number; write it as tel:+442079460000"
    return _web_fault(rest)


def mail_fault(address: str) -> str | None:
    """Return why a mail address, perhaps with a subject, cannot be used; None if it can."""
    place, question, facts = address.partition("?")
    name, _, host = place.partition("@")
    if not _MAIL.match(name) or not _HOST.match(host):
        return "is not a mail address; write it as name@clinic.example"
    if question and not _SUBJECT.match(facts):
        return "says more than a subject; write a mail link as mailto:name@clinic.example"
    return None


def _web_fault(rest: str) -> str | None:
    """Return why what follows `https:` is no address on the web."""
    if not rest.startswith("//"):
        return "is not a web address; write it as https://clinic.example"
    place = re.split(r"[/?#]", rest[2:], maxsplit=1)[0]
    if "@" in place:
        return "contains a user name before '@', which hides where it leads; leave that out"
    host, colon, port = place.partition(":")
    if not host.isascii():
        return "has a host with letters other than a to z; write the host as browsers send it, beginning with 'xn--'"
    if not _HOST.match(host):
        return "has no host such as clinic.example"
    return None if not colon or (_PORT.match(port) and int(port) <= LAST_PORT) else "has a port that is none"


_SHOWN = re.compile(r"(?:https?://|www\.)([^/?#\s:]+)", re.IGNORECASE)
# words that are an address without its scheme, unless their end is that of a file
_BARE = re.compile(rf"((?:{_LABEL}\.)+([a-z]{{2,}}))(?:[/?#:]\S*)?\Z", re.IGNORECASE)
_FILES = (
    "csv",
    "doc",
    "docx",
    "gif",
    "htm",
    "html",
    "jpeg",
    "jpg",
    "js",
    "md",
    "pdf",
    "png",
    "pptx",
    "txt",
    "xlsx",
    "zip",
)
_EMPHASIS = str.maketrans("", "", "*^~")


def seems_elsewhere(words: str, address: str) -> bool:
    """Return whether the words of a link are themselves a web or mail address, but another one than the link's."""
    seen = words.translate(_EMPHASIS).strip()
    if "@" in seen and mail_fault(seen) is None:
        return address.partition("?")[0].lower() != f"mailto:{seen.lower()}"
    shown, real = _host_shown(seen), _SHOWN.match(address)
    if shown is None:
        return False
    return real is None or not f".{_bare(real[1])}".endswith(f".{_bare(shown)}")


def _host_shown(words: str) -> str | None:
    """Return the host of words that are a web address; None for other words."""
    if (full := _SHOWN.match(words)) is not None:
        return full[1]
    bare = _BARE.match(words)
    return bare[1] if bare is not None and bare[2].lower() not in _FILES else None


def _bare(host: str) -> str:
    """Return a host without the `www.` that many are also known by."""
    return host.lower().removeprefix("www.")
