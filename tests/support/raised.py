"""The ids of rules that the code of the package raises, read from its syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from handouts.core.catalogue.grammar import is_rule_id
from handouts.core.words import LANGUAGES, SOURCE

PACKAGE = Path(__file__).parents[2] / "handouts"
# calls that take the id of a rule, with the place of that argument
TAKES_ID = {
    "Problem": 1,
    "problem": 1,
    "fault": 1,
    "Refusal": 0,
    "UnreadableError": 0,
    "Slip": 2,
    "Fault": 0,
    "warn": 1,
    "report": 0,
    "_Known": 0,
    "found": 2,
    "warned": 2,
    "noted": 2,
}


@cache
def trees() -> dict[str, ast.Module]:
    """Return the syntax tree of each module of the package, by its path in it."""
    files = sorted(PACKAGE.rglob("*.py"))
    return {file.relative_to(PACKAGE).as_posix(): ast.parse(file.read_text(encoding="utf-8")) for file in files}


def literal_ids() -> dict[str, str]:
    """Return each string of the code that is built as the id of a rule and is no printed word, with its first module."""
    found: dict[str, str] = {}
    for module, tree in trees().items():
        for text in _strings(tree):
            if text not in LANGUAGES[SOURCE] and is_rule_id(text):
                found.setdefault(text, module)
    return found


def passed_ids() -> Iterator[tuple[str, str]]:
    """Yield each string that is passed as the id of a rule, literally or by a name of its module, with its place."""
    for module, tree in trees().items():
        names = _constants(tree)
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            argument = _id_of(call)
            for text in _texts(argument, names) if argument is not None else ():
                yield text, f"{module}:{call.lineno}"


@cache
def named_texts(module: str) -> dict[str, str]:
    """Return the names that a module gives to texts or imports for them."""
    own = _constants(trees()[module])
    for node in ast.walk(trees()[module]):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("handouts."):
            theirs = _named_in(node.module or "")
            own.update({each.asname or each.name: theirs[each.name] for each in node.names if each.name in theirs})
    return own


def _named_in(dotted: str) -> dict[str, str]:
    path = dotted.partition(".")[2].replace(".", "/")
    tree = trees().get(f"{path}.py") or trees().get(f"{path}/__init__.py")
    return _constants(tree) if tree is not None else {}


def _id_of(call: ast.Call) -> ast.expr | None:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    place = TAKES_ID.get(name)
    return call.args[place] if place is not None and len(call.args) > place else None


def _texts(node: ast.expr, names: dict[str, str]) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.Name(id=name) if name in names:
            yield names[name]
        case ast.IfExp(body=body, orelse=orelse):
            yield from _texts(body, names)
            yield from _texts(orelse, names)
        case ast.JoinedStr():
            yield ast.unparse(node)


def _constants(tree: ast.Module) -> dict[str, str]:
    """Return the names that a module gives to texts."""
    found: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                found.update(_pairs(target, node.value))
    return found


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, str]]:
    match target, value:
        case ast.Name(id=name), ast.Constant(value=str(text)):
            yield name, text
        case ast.Tuple(elts=targets), ast.Tuple(elts=values):
            for each, one in zip(targets, values, strict=False):
                yield from _pairs(each, one)


def _strings(tree: ast.Module) -> Iterator[str]:
    return (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
