"""CSL JSON, as Zotero, Better BibTeX, Mendeley and Crossref export it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from handouts.content.importing.works import Exported
from handouts.core.problem import Mark, Problem

# where a mapping around the works has them
_LISTS = ("items", "references")
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


def is_csl_json(text: str) -> bool:
    """Return whether a text looks like JSON."""
    return text.lstrip()[:1] in ("[", "{")


def read_csl_json(text: str, file: str) -> tuple[list[Exported], list[Problem]]:
    """Return the works of an export, and what is wrong with it as a whole."""
    try:
        _DECODER.decode(text)
    except json.JSONDecodeError as error:
        return [], [
            Problem(
                Mark(file, error.lineno, error.colno),
                "broken-json",
                f"not JSON ({error.msg}); export it again as CSL JSON",
            )
        ]
    except RecursionError:
        return [], [
            Problem(
                Mark(file), "broken-json", "not CSL JSON, because it has too many levels; export it again as CSL JSON"
            )
        ]
    works: list[Exported] = []
    problems: list[Problem] = []
    for start, end, item in _items(text):
        if isinstance(item, dict) and "type" in item:
            places = {str(name): text.find(f'"{name}"', start, end) for name in item}
            marks = {name: _mark(text, place, file) for name, place in places.items() if place >= 0}
            works.append(_work(item, _mark(text, start, file), marks, len(works) + 1))
        else:
            message = "expected a work in CSL JSON, a mapping with the key 'type'; export it as CSL JSON"
            problems.append(Problem(_mark(text, start, file), "wrong-type", message))
    return works, problems


def _mark(text: str, place: int, file: str) -> Mark:
    return Mark(file, text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place))


def _items(text: str) -> Iterator[tuple[int, int, object]]:
    """Yield each work with its start and end in the text: those of a list, of a list in a mapping, or the only one."""
    start = len(text) - len(text.lstrip())
    whole = _DECODER.decode(text)
    if isinstance(whole, dict):
        name = next((name for name in _LISTS if isinstance(whole.get(name), list) and "type" not in whole), None)
        if name is None:
            yield start, len(text), whole
            return
        start = text.index("[", text.index(f'"{name}"'))
    place = start + 1
    while True:
        while text[place] in " \t\r\n,":
            place += 1
        if text[place] == "]":
            return
        item, end = _DECODER.raw_decode(text, place)
        yield place, end, item
        place = end


def _work(item: dict[str, object], mark: Mark, marks: Mapping[str, Mark], number: int) -> Exported:
    data = {str(name): _as_texts(value) for name, value in item.items() if value is not None}
    kind = data.pop("type", "")
    key = data.get("citation-key") or data.get("id")
    return Exported(str(key or f"entry {number}"), mark, str(kind), data, marks)


def _as_texts(value: object) -> object:
    """Return JSON data with texts for numbers and switches, and without nulls."""
    match value:
        case bool():
            return "true" if value else "false"
        case list():
            return [_as_texts(each) for each in value if each is not None]
        case dict():
            return {str(key): _as_texts(each) for key, each in value.items() if each is not None}
        case _:
            return value
