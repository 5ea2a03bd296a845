"""The catalogue of rules: for each id what it means, why it matters, how to mend it, and an example.

Each group of rules is a YAML file beside this module. It is read where somebody asks about a rule, never by a build.

    missing-quotes:
      severity: error                   # or a list, where the rule reports with several
      means: A value begins with a sign that YAML gives a meaning of its own.
      why: YAML would read `{{` as the start of a mapping.
      source: PIF TICK 8                # a standard or guideline, where one says so
      mend: Put the value in quotes.
      in: content/leaflets/iron.yaml    # a file of the example project
      passes: 'text: "{{ iron.dose }} a day."'
      fails: 'text: {{ iron.dose }} a day.'
      formerly: [yaml-quoting]

`fails` stands in the file in place of `passes`. A file that the example project does not have consists of them, and
`with` adds other files to both. `run` is the command where it is not `handouts check`; `also` are rules that the same
fault breaks. A fault that no file of content can show has `made` instead, which says how a test makes it, and
`made_in`, which says which test.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import cast, get_args

from handouts.core.catalogue.grammar import is_rule_id
from handouts.core.problem import Severity
from handouts.core.source import Mapping as Entries
from handouts.core.source import Node, Scalar, Sequence, read_source

GROUPS = (
    "files",
    "keys",
    "texts",
    "names",
    "clinics",
    "figures",
    "claims",
    "evidence",
    "safety",
    "language",
    "leaflets",
    "looks",
    "room",
    "approval",
    "pdf",
    "decks",
    "commands",
)
PAGE = "docs/reference/rules.md"
CHECK = "handouts check"
_FOLDER = Path(__file__).parent
_EXAMPLE = _FOLDER / "example"
_KEYS = (
    "severity",
    "means",
    "why",
    "source",
    "mend",
    "in",
    "passes",
    "fails",
    "with",
    "run",
    "made",
    "made_in",
    "also",
    "formerly",
)


class CatalogueError(ValueError):
    """The error for an entry of the catalogue that is not as described above."""


@dataclass(frozen=True, slots=True)
class Example:
    """A file that breaks a rule and one that does not; or, in words, what a test makes instead, and the test's file.

    `file` is the path in the example project. `also` are other rules that the same fault breaks.
    """

    file: str = ""
    passes: str = ""
    fails: str = ""
    others: Mapping[str, str] = field(default_factory=dict)
    command: str = CHECK
    made: str = ""
    made_in: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its id, its group, the severities with which it reports, and what there is to know about it."""

    id: str
    group: str
    severities: tuple[Severity, ...]
    means: str
    why: str
    source: str
    mend: str
    example: Example
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Rules of one kind under a title."""

    name: str
    title: str
    rules: tuple[Rule, ...]


@cache
def groups() -> tuple[Group, ...]:
    """Return all rules by group, in the order in which they are listed. Raises CatalogueError."""
    return tuple(_group(name) for name in GROUPS)


@cache
def rules() -> Mapping[str, Rule]:
    """Return all rules by id."""
    return {rule.id: rule for group in groups() for rule in group.rules}


@cache
def former_ids() -> Mapping[str, str]:
    """Return the ids that rules had in earlier versions, each with the id of today."""
    return {old: rule.id for rule in rules().values() for old in rule.formerly}


def current_id(name: str) -> str:
    """Return the id of today for an id of an earlier version; any other name as it is."""
    # an id of today is known by its form, so that the catalogue need not be read
    return name if is_rule_id(name) else former_ids().get(name, name)


def help_page(rule: str) -> str:
    """Return where a rule is explained, as a path from the root of the program's repository."""
    return f"{PAGE}#{rule}"


@cache
def example_files() -> Mapping[str, str]:
    """Return the texts of the example project by path; no rule finds anything in it."""
    files = sorted(path for path in _EXAMPLE.rglob("*.yaml"))
    return {path.relative_to(_EXAMPLE).as_posix(): path.read_text(encoding="utf-8") for path in files}


# --- reading --------------------------------------------------------------------------------------


def _group(name: str) -> Group:
    file = _FOLDER / f"{name}.yaml"
    source = read_source(file, file.name)
    if source.root is None:
        raise CatalogueError("; ".join(map(str, source.problems)))
    entries = _entries(source.root, file.name)
    listed = _entries(entries.get("rules"), f"{file.name}: rules")
    return Group(
        name, _text(entries, "title", file.name), tuple(_rule(id_, name, node) for id_, node in listed.items())
    )


def _rule(name: str, group: str, node: Node) -> Rule:
    entries = _entries(node, name)
    if not is_rule_id(name):
        raise CatalogueError(f"{name!r} is not built as <fault>-<thing>")
    strange = entries.keys() - set(_KEYS)
    if strange:
        raise CatalogueError(f"{name!r} has the unknown keys {', '.join(sorted(strange))}")
    severities = _words(entries, "severity", name)
    if not severities or not set(severities) <= set(get_args(Severity)):
        raise CatalogueError(f"{name!r} has no known severity")
    return Rule(
        name,
        group,
        cast("tuple[Severity, ...]", severities),
        means=_text(entries, "means", name),
        why=_text(entries, "why", name),
        source=_text(entries, "source", name) if "source" in entries else "",
        mend=_text(entries, "mend", name),
        example=_example(entries, name),
        formerly=_words(entries, "formerly", name),
    )


def _example(entries: Mapping[str, Node], name: str) -> Example:
    also = _words(entries, "also", name)
    if "made" in entries:
        return Example(made=_text(entries, "made", name), made_in=_text(entries, "made_in", name), also=also)
    others = _entries(entries["with"], name) if "with" in entries else {}
    return Example(
        _text(entries, "in", name),
        _typed(entries, "passes", name),
        _typed(entries, "fails", name),
        {file: _typed(others, file, name) for file in others},
        _text(entries, "run", name) if "run" in entries else CHECK,
        also=also,
    )


def _entries(node: Node | None, place: str) -> Mapping[str, Node]:
    if not isinstance(node, Entries):
        raise CatalogueError(f"{place}: expected a mapping")
    return node.entries


def _text(entries: Mapping[str, Node], key: str, place: str) -> str:
    """Return a text on one line that says something."""
    text = " ".join(_typed(entries, key, place).split())
    if not text:
        raise CatalogueError(f"{place!r} has nothing in {key!r}")
    return text


def _typed(entries: Mapping[str, Node], key: str, place: str) -> str:
    node = entries.get(key)
    if not isinstance(node, Scalar):
        raise CatalogueError(f"{place!r} has no text in {key!r}")
    return node.text


def _words(entries: Mapping[str, Node], key: str, place: str) -> tuple[str, ...]:
    """Return one word or a list of words; none where the key is left out."""
    return tuple(_each(entries.get(key), key, place))


def _each(node: Node | None, key: str, place: str) -> Iterator[str]:
    match node:
        case None:
            return
        case Scalar(text=text):
            yield text
        case Sequence(items=items):
            for item in items:
                yield from _each(item, key, place)
        case _:
            raise CatalogueError(f"{place!r} has no words in {key!r}")
