"""References as a file of them is read, made from plain data."""

from __future__ import annotations

import json
from collections.abc import Mapping

from handouts.content.model import Reference
from handouts.content.references import read_references
from handouts.core.problem import Problem
from handouts.core.source import source_of

FILE = "content/references.yaml"
OWN = {"confidence": "verified", "short": "Holbrook 2012", "plain": "Managing blood thinners"}


def references_of(items: Mapping[str, Mapping[str, object]]) -> dict[str, Reference]:
    """The references of entries without a fault."""
    found, problems = read_text(json.dumps({name: {**OWN, **item} for name, item in items.items()}, ensure_ascii=False))
    assert problems == []
    return found


def read_text(text: str) -> tuple[dict[str, Reference], list[Problem]]:
    """The references of a text, and what is wrong with them."""
    source = source_of(text, FILE)
    faults: dict[str, list[Problem]] = {}
    found = read_references(source, faults)
    return found, [*source.problems, *(problem for problems in faults.values() for problem in problems)]


def faults_in(fields: str) -> list[tuple[int, str, str]]:
    """Line, rule and message of what is wrong with an entry of these lines, of which the first is line 1."""
    lines = [f"  {line}" for line in fields.strip("\n").split("\n")]
    own = [f"  {key}: {value}" for key, value in OWN.items() if f"\n{key}:" not in f"\n{fields}"]
    _, problems = read_text("\n".join([*lines, *own]).replace("  ", "one:\n  ", 1))
    return [(each.mark.line - 1, each.rule, each.message) for each in problems]
