"""The values of CSL fields, typed by the shape that each field has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handouts.content.csl.dates import CslDate, date_of
from handouts.content.csl.faults import Fault
from handouts.content.csl.fields import FIELDS, TITLES
from handouts.content.csl.names import PersonName, names_of
from handouts.content.csl.titles import title_fault, untagged
from handouts.core.problem import did_you_mean

CslValue = str | CslDate | tuple[PersonName, ...] | tuple[str, ...]


def csl_values(data: Mapping[str, object], faults: list[Fault]) -> dict[str, CslValue]:
    """Return the typed value of each field of an entry; what is wrong with a field is added to the faults.

    A field that CSL does not know, or whose value has another shape, is left out.
    """
    found: dict[str, CslValue] = {}
    for field, value in data.items():
        if field not in FIELDS:
            faults.append(Fault("unknown-key", f"unknown field {field!r}{did_you_mean(field, FIELDS)}", (field,)))
        elif (typed := csl_value(field, value, faults)) is not None:
            found[field] = typed
    return found


def csl_value(field: str, value: object, faults: list[Fault]) -> CslValue | None:
    """Return the typed value of a field of CSL, or None; what is wrong with it is added to the faults."""
    match FIELDS[field].shape:
        case "names":
            return names_of(value, field, faults) or None
        case "date":
            return date_of(value, field, faults)
        case "words":
            return _words(field, value, faults)
        case "custom":
            return None
        case "text":
            return _text(field, value, faults)
        case "title":
            title = _text(field, value, faults)
            if title is not None and (fault := title_fault(title)) is not None:
                faults.append(Fault("foreign-markup", f"{field!r}: {fault}", (field,)))
            return title


def _text(field: str, value: object, faults: list[Fault]) -> str | None:
    if not isinstance(value, str):
        faults.append(Fault("wrong-type", f"{field!r}: expected one text or number", (field,)))
        return None
    if not value.strip():
        faults.append(Fault("empty-text", f"{field!r} is empty; write it, or leave the key out", (field,)))
        return None
    return value


def _words(field: str, value: object, faults: list[Fault]) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        faults.append(Fault("wrong-type", f"{field!r}: expected a list of words", (field,)))
        return None
    return tuple(map(str, value))


def texts_of(field: str, value: CslValue) -> Iterator[str]:
    """Yield every text of a field: parts of names, words of a date, titles without their tags."""
    match value:
        case str():
            yield untagged(value) if field in TITLES else value
        case CslDate():
            yield str(value)
        case tuple():
            for each in value:
                yield from (each,) if isinstance(each, str) else each.parts
