"""JSON Schema (draft 7, which editors of YAML know best) of the files that people write."""

from __future__ import annotations

import json
from contextlib import suppress
from os.path import lexists
from pathlib import Path
from typing import Any

from handouts.core.files import DAMAGE
from handouts.core.schema import FileSchema, Json, Key, Shape, Variant, reachable, summary
from handouts.editions.reference.files import FILES, schema_of

DRAFT = "http://json-schema.org/draft-07/schema#"


def json_schema(file: FileSchema[Any]) -> Json:
    """Return the schema of a file, with one definition for each of its shapes."""
    shapes = reachable(file.kind.shapes)
    return {
        "$schema": DRAFT,
        "title": file.path,
        "description": _sentence(file.says),
        **_with_text(file.kind.json, ""),
        "definitions": {shape.ID: _definition(shape) for shape in shapes},
    }


def _definition(shape: type[Shape]) -> Json:
    """Return the schema of a mapping: that of the first variant that suits it, or its own."""
    found = _own(shape)
    for variant in reversed(shape.VARIANTS):
        found = {"if": _suits(variant), "then": _reference(variant.shape), "else": found}
    return {"description": summary(shape), **found}


def _own(shape: type[Shape]) -> Json:
    found: Json = {
        "type": "object",
        "properties": {name: _property(key) for name, key in shape.KEYS.items()},
        "additionalProperties": shape.OTHERS.json if shape.OTHERS is not None else False,
    }
    if needed := [name for name, key in shape.KEYS.items() if key.needed]:
        found["required"] = needed
    if shape.CHOICE:
        found["oneOf"] = [{"required": [name]} for name in shape.CHOICE]
    return found


def _suits(variant: Variant) -> Json:
    test: Json = {"required": [variant.key]}
    return {**test, "properties": {variant.key: {"const": variant.word}}} if variant.word else test


def _property(key: Key[Any]) -> Json:
    schema = key.kind.json if key.needed else _or_nothing(key.kind.json)
    found = _with_text(schema, _sentence(key.says))
    return {**found, "default": key.default} if key.default else found


def _or_nothing(schema: Json) -> Json:
    """Return a schema that also accepts no value: an optional key may be typed without one."""
    match schema:
        case {"type": str(only)}:
            return {**schema, "type": [only, "null"]}
        case {"type": list(several)}:
            return {**schema, "type": [*several, "null"]}
        case {"enum": list(words)}:
            return {**schema, "enum": [*words, None]}
        case {"anyOf": list(others)}:
            return {**schema, "anyOf": [*others, {"type": "null"}]}
        case {"$ref": str()}:
            return {"anyOf": [schema, {"type": "null"}]}
        case _:
            return schema


def _with_text(schema: Json, text: str) -> Json:
    """Return a schema with a description, which draft 7 does not read beside a reference."""
    described = {"description": text} if text else {}
    return {"allOf": [schema], **described} if "$ref" in schema else {**schema, **described}


def _reference(shape: type[Shape]) -> Json:
    return {"$ref": f"#/definitions/{shape.ID}"}


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def schema_files() -> dict[str, bytes]:
    """Return the schema of each file by the name of its own file: `leaflets.schema.json`."""
    return {
        f"{name}.schema.json": (json.dumps(json_schema(file), ensure_ascii=False, indent=2) + "\n").encode()
        for name, file in FILES.items()
    }


def foreign_files(folder: Path) -> list[str]:
    """Return the names of schemas under which other files lie in a folder, which nobody may replace."""
    names = ((f"{name}.schema.json", file.path) for name, file in FILES.items())
    return [name for name, title in names if lexists(folder / name) and _title(folder / name) != title]


def _title(path: Path) -> object:
    """Return the title of a schema, by which one of ours is known; None for any other file."""
    with suppress(*DAMAGE):
        data = json.loads(path.read_bytes())
        return data.get("title") if isinstance(data, dict) and data.get("$schema") == DRAFT else None
    return None


def first_line(path: str) -> str:
    """Return the line that names the schema of a project's file to editors, or nothing for a file without one.

    It is the modeline of the YAML language server, which most editors use; `schemas/` lies in the project's folder.
    """
    name = schema_of(path)
    return f"# yaml-language-server: $schema={'../' * path.count('/')}schemas/{name}.schema.json\n" if name else ""
