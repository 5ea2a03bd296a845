"""The trace that a file carries, read from the XML that `handouts.document.provenance` writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from handouts.audit.readers.bounds import reason
from handouts.audit.trace.seen import as_amount, spaced
from handouts.core.words import SOURCE
from handouts.document.document import Ground, GroundReference
from handouts.document.provenance import BETWEEN, NAMESPACE, Address

_N = f"{{{NAMESPACE}}}"
AS_MADE = "name a file as the program made it, or make it again"  # what helps where a trace does not


class BrokenTraceError(ValueError):
    """A trace that was changed, or that another program wrote."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A number as it was written at a place: a value of a fact, or of a harmless kind such as a phone number."""

    text: str
    fact: Ground | None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """The trace of a file: the numbers written at each place, names with digits, nouns of units, and the digest of its letters."""

    lang: str
    names: tuple[str, ...]
    places: Mapping[Address, tuple[Expected, ...]]
    letters: str = ""
    nouns: tuple[str, ...] = ()


def read_trace(xml: bytes) -> Carried:
    """Return a trace from its XML. Raises BrokenTraceError."""
    from lxml import etree

    try:
        root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
        if root.tag != f"{_N}trace":
            raise BrokenTraceError("it is not a trace of this program")
        facts = _facts(root)
        places = {_address(node): tuple(_expected(node, facts)) for node in root.iter(f"{_N}p")}
        lang, letters = root.get("lang") or SOURCE, root.get("letters", "")
        return Carried(lang, _listed(root, "name"), places, letters, _listed(root, "noun"))
    except BrokenTraceError:
        raise
    except (etree.LxmlError, KeyError, IndexError, ValueError) as error:
        raise BrokenTraceError(f"it is damaged: {reason(error)}") from error


def _listed(root: Any, tag: str) -> tuple[str, ...]:
    return tuple(node.text for node in root.iter(f"{_N}{tag}") if node.text)


def _address(node: Any) -> Address:
    return tuple((str(name), str(value)) for name, value in node.items())


def _facts(root: Any) -> list[Ground]:
    cited = {
        node.get("id"): GroundReference(node.get("id"), node.get("words", ""), node.get("confidence", ""))
        for node in root.iter(f"{_N}reference")
    }
    return [_fact(node, cited) for node in root.iter(f"{_N}fact")]


def _fact(node: Any, cited: Mapping[str, GroundReference]) -> Ground:
    day = node.get("checked", "")
    return Ground(
        node.get("kind", ""),
        node.get("id", ""),
        node.get("certainty", ""),
        node.get("basis", ""),
        tuple(cited[name] for name in node.get("references", "").split()),
        date.fromisoformat(day) if day else None,
    )


def _expected(place: Any, facts: list[Ground]) -> Iterator[Expected]:
    for node in place:
        text = spaced(node.text or "")
        if place.get("part") == "chart":
            text = as_amount(text)
        if node.tag == f"{_N}n":
            number = int(node.get("f"))
            if number < 0:
                raise BrokenTraceError("it has a value without a fact")
            yield Expected(text, facts[number])
        elif node.tag == f"{_N}h":
            yield from (Expected(each, None, node.get("k", "")) for each in text.split(BETWEEN))
