"""The word ids that a program uses, read from its text alone, as a tool that extracts them would."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

# what looks words up, as a function or a method; each hands its own first argument on
LOOKS_UP = ("word", "phrase")
TABLE = "_WORDS"


@dataclass(frozen=True)
class Used:
    """Ids with a place that uses each, and the places whose id cannot be read."""

    ids: dict[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)


def used_below(root: Path) -> Used:
    """What all modules below a folder use."""
    found = Used()
    for path in sorted(root.rglob("*.py")):
        add_used(found, path.read_text(encoding="utf-8"), path.relative_to(root).as_posix())
    return found


def add_used(found: Used, text: str, module: str) -> None:
    """Adds what one module uses."""
    tree = ast.parse(text)
    for node in tree.body:
        for each in _table_values(node):
            _add(found, each, module)
    for call in _calls(tree):
        _add(found, call.args[0] if call.args else call, module)


def _add(found: Used, node: ast.expr, module: str) -> None:
    match node:
        case ast.Constant(value=str(name)):
            found.ids.setdefault(name, f"{module}:{node.lineno}")
        case ast.IfExp(body=body, orelse=otherwise):
            _add(found, body, module)
            _add(found, otherwise, module)
        case ast.Subscript(value=ast.Name(id=table)) if table.endswith(TABLE):
            pass
        case _:
            found.unread.append(f"{module}:{node.lineno}: {ast.unparse(node)}")


def _table_values(node: ast.stmt) -> Iterator[ast.expr]:
    """The ids of a table of words: a mapping whose name says so."""
    match node:
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.Dict() as table) if name.endswith(TABLE):
            yield from table.values
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Dict() as table) if name.endswith(TABLE):
            yield from table.values


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Every look-up outside the functions that look up."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef) and node.name in LOOKS_UP:
            continue
        if isinstance(node, ast.Call) and _name(node.func) in LOOKS_UP:
            yield node
        yield from _calls(node)


def _name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""
