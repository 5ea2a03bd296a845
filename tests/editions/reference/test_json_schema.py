"""The JSON Schema accepts the shipped files, and refuses what the readers refuse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from handouts.core.source import Mapping, Node, Scalar, Sequence, read_source, source_of
from handouts.editions.reference.files import FILES, schema_of
from handouts.editions.reference.json_schema import json_schema, schema_files

ROOT = Path(__file__).parents[3]
SHIPPED = [
    path
    for folder in ("content", "layouts")
    for path in sorted((ROOT / folder).rglob("*.yaml"))
    if schema_of(path.relative_to(ROOT).as_posix())
]
# keys and words that the readers refuse, by the schema and a good text that they are put into
LEAFLET = """\
title: Using it
subject: use
audience: patient
version: "1.0"
checked: 2026-11-22
message: Shake it.
sections:
  - id: how
    blocks:
      - {id: first, text: Shake it.}
      - {id: own, policy: days, if-empty: drop}
      - id: seen
        figure: {kind: bars, axis: g, alt: Two bars., rows: {a: {label: A, value: x.y}}}
"""


def resolved(node: Node) -> Any:
    """Return a node as an editor's YAML parser reads it: plain numbers, true, false and null are no texts."""
    match node:
        case Mapping():
            return {key: resolved(value) for key, value in node.entries.items()}
        case Sequence():
            return [resolved(item) for item in node.items]
        case Scalar(text=text, plain=True) if text in ("", "~", "null"):
            return None
        case Scalar(text=text, plain=True) if text in ("true", "false"):
            return text == "true"
        case Scalar(text=text, plain=True):
            try:
                return int(text) if text.lstrip("-").isdigit() else float(text)
            except ValueError:
                return text
        case Scalar(text=text):
            return text


def faults(name: str, root: Node) -> list[str]:
    validator = jsonschema.Draft7Validator(json_schema(FILES[name]))
    return [error.message for error in validator.iter_errors(resolved(root))]


@pytest.mark.parametrize("name", FILES)
def test_a_schema_is_a_schema(name: str) -> None:
    jsonschema.Draft7Validator.check_schema(json.loads(schema_files()[f"{name}.schema.json"]))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_shipped_file_is_accepted(path: Path) -> None:
    source = read_source(path, path.name)
    name = schema_of(path.relative_to(ROOT).as_posix())
    assert name is not None
    assert source.root is not None
    assert faults(name, source.root) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("subject: use\n", ""),
        ("subject: use", "subject: use\ncolour: red"),
        ("audience: patient", "audience: patients"),
        ("checked: 2026-11-22", "checked: [2026]"),
        ("checked: 2026-11-22", "checked: 20261122"),
        ("subject: use", 'subject: " "'),
        ("text: Shake it.", 'text: ""'),
        ("sections:", "section:"),
        ("text: Shake it.", "txt: Shake it."),
        ("text: Shake it.", "text: Shake it., bullets: {a: A}"),
        ("if-empty: drop", "if-empty: nothing"),
        ("if-empty: drop", "iff-empty: drop"),
        ("kind: bars", "kind: pie"),
        ("axis: g, ", ""),
        ("alt: Two bars., ", ""),
        ("rows: {a: {label: A, value: x.y}}", "rows: {a: {label: A}}"),
    ],
)
def test_what_the_readers_refuse_is_refused(before: str, after: str) -> None:
    good, bad = (source_of(text, "a.yaml").root for text in (LEAFLET, LEAFLET.replace(before, after, 1)))
    assert good is not None
    assert bad is not None
    assert faults("leaflets", good) == []
    assert faults("leaflets", bad) != []


def test_a_text_of_a_file_says_what_an_editor_shows() -> None:
    phones = json_schema(FILES["clinics"])["definitions"]["clinic"]["properties"]["phones"]
    assert phones["description"] == "The phones to call."
    fields = json_schema(FILES["leaflets"])["definitions"]["block.fields.field"]["properties"]
    assert fields["kind"]["default"] == "text"
