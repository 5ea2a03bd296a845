"""The severities with which the code of the package reports each rule, read from its syntax trees.

A site is a call that makes a problem or carries the id of a rule to one. Its id and its severity are literals, names of
literals, or names that a function gives to either. What passes on an id that was given to it is in `PASSED_ON`.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping

from handouts.core.catalogue.grammar import is_rule_id
from support.raised import named_texts, trees

# calls with the place of the id, and the severities that come of it; None stands for an argument of the call itself
SITES: Mapping[str, tuple[int, tuple[str, ...] | None]] = {
    "Problem": (1, None),
    "problem": (1, ("error",)),
    "report": (0, ("error",)),
    "found": (2, ("error",)),
    "warned": (2, ("warning",)),
    "noted": (2, ("note",)),
    # what a text may not hold is an error in a project, and a warning in an export
    "Refusal": (0, ("error", "warning")),
    "UnreadableError": (0, ("error",)),
    "Slip": (2, ("error",)),
    # a fault of a reference is an error in a project, and a warning in an export
    "Fault": (0, ("error", "warning")),
    "warn": (1, ("warning",)),
    "_Nameable": (0, ("warning",)),
    "_problem": (0, ("error",)),
}
# modules in which ids stand in tables and defaults, with the severities that come of them
TABLES: Mapping[str, tuple[str, ...]] = {
    "audit/verify/pdf.py": ("error",),
    "core/alphabets.py": ("error", "warning"),
    "core/schema.py": ("error",),
    "content/unread.py": ("warning",),
}
# modules that make a problem of an id that was given to them, by one of the calls or tables above
PASSED_ON = {
    "audit/speak/__init__.py",
    "audit/trace/files.py",
    "audit/verify/__init__.py",
    "audit/verify/limits.py",
    "audit/verify/pdf.py",
    "checks/subject.py",
    "content/importing/works.py",
    "content/owners.py",
    "content/references.py",
    "content/unread.py",
    "core/alphabets.py",
    "core/schema.py",
    "core/slips.py",
    "core/source.py",
    "pipeline/incremental/record.py",
    "render/paper/touching.py",
}
# modules that give problems another severity: of one rule, or, with None, of whatever is found
CHANGED: Mapping[str, tuple[str, str] | None] = {
    "checks/waivers.py": None,
    "editions/approval/proposal.py": ("refused-approval", "error"),
    "editions/releases/make.py": None,
    "editions/releases/warned.py": ("old-version", "warning"),
}


def reported_severities() -> dict[str, set[str]]:
    """Return the severities of each rule that the code reports, by the rule's id."""
    reported: defaultdict[str, set[str]] = defaultdict(set)
    for module, tree in trees().items():
        for rule, severity in (*severities_in(tree, named_texts(module)), *_of_tables(module)):
            if rule and severity:
                reported[rule].add(severity)
    for change in CHANGED.values():
        if change is not None:
            reported[change[0]].add(change[1])
    return dict(reported)


def passing_modules() -> set[str]:
    """Return the modules with a call whose id or severity cannot be read from their syntax tree."""
    return {
        module
        for module, tree in trees().items()
        if any("" in site for site in severities_in(tree, named_texts(module)))
    }


def changing_modules() -> set[str]:
    """Return the modules that replace the severity of a problem."""
    return {
        module
        for module, tree in trees().items()
        for call in _calls(tree)
        if _name(call) == "replace" and any(each.arg == "severity" for each in call.keywords)
    }


def severities_in(tree: ast.Module, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each rule of a call with each of its severities; an empty text stands for what cannot be read."""
    for scope in _scopes(tree):
        local = _local_names(scope)
        for call in _calls(scope):
            for name in _words(local.get(_name(call)), texts, local) or {_name(call)}:
                yield from _of_call(name or _name(call), call, texts, local)


def _of_call(
    name: str, call: ast.Call, texts: Mapping[str, str], local: Mapping[str, ast.expr]
) -> Iterator[tuple[str, str]]:
    place, severities = SITES.get(name, (len(call.args), ()))
    if place >= len(call.args):
        return
    rules = _words(call.args[place], texts, local)
    # a call of that name that has no rule there is of another function
    if name == "Problem" or _is_called_rule(call.args[place]) or any(map(is_rule_id, rules)):
        yield from ((rule, each) for rule in rules for each in severities or _severities(call, texts, local))


def _is_called_rule(node: ast.expr) -> bool:
    """Return whether an expression is named as the id of a rule is."""
    return (isinstance(node, ast.Name) and node.id == "rule") or (
        isinstance(node, ast.Attribute) and node.attr == "rule"
    )


def _severities(call: ast.Call, texts: Mapping[str, str], local: Mapping[str, ast.expr]) -> set[str]:
    typed = [each.value for each in call.keywords if each.arg == "severity"] or call.args[3:4]
    return _words(typed[0], texts, local) if typed else {"error"}


def _of_tables(module: str) -> Iterator[tuple[str, str]]:
    if module in TABLES:
        for node in ast.walk(trees()[module]):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and is_rule_id(node.value):
                yield from ((node.value, severity) for severity in TABLES[module])


# --- syntax trees ---------------------------------------------------------------------------------


def _scopes(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield each function that stands in no other function, and the statements outside of functions."""
    outer: list[ast.AST] = [tree]
    while outer:
        node = outer.pop()
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef):
                yield child
            elif isinstance(child, ast.ClassDef):
                outer.append(child)
            else:
                yield child


def _calls(scope: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(scope) if isinstance(node, ast.Call))


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _local_names(scope: ast.AST) -> dict[str, ast.expr]:
    """Return what a function gives names to by an assignment."""
    found: dict[str, ast.expr] = {}
    for node in ast.walk(scope):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found[name] = value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                found[name] = value
    return found


def _words(node: ast.expr | None, texts: Mapping[str, str], local: Mapping[str, ast.expr]) -> set[str]:
    """Return the texts, or names of calls, that an expression may be; an empty text for one that cannot be read."""
    match node:
        case None:
            return set()
        case ast.Constant(value=str(text)):
            return {text}
        case ast.IfExp(body=body, orelse=orelse):
            return _words(body, texts, local) | _words(orelse, texts, local)
        case ast.Name(id=name) if name in texts:
            return {texts[name]}
        case ast.Name(id=name) if name in SITES and name not in local:
            return {name}
        case ast.Name(id=name) if name in local:
            return _words(local[name], texts, {key: value for key, value in local.items() if key != name})
        case _:
            return {""}
