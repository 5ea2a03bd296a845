"""What is generated of the declarations: the pages of `docs/reference/`, in Markdown, and the list of names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handouts.core.catalogue import PAGE as RULES
from handouts.core.schema import Shape, reachable
from handouts.editions.reference import NAMES
from handouts.editions.reference.anchors import anchor
from handouts.editions.reference.explain import KeyEntry, names, shape_entry
from handouts.editions.reference.files import FILES
from handouts.editions.reference.rules import rules_page

FOLDER = "docs/reference"
LIST = f"handouts/editions/reference/{NAMES}"
_HEAD = "<!-- Written by scripts/reference.py from the declarations in the program. -->"


def pages() -> Mapping[str, str]:
    """Return the text of each generated file by its path.

    There is a page for each file that people write, one on the rules, an index of all, and the list of names that
    completion reads.
    """
    found = {f"{FOLDER}/{name}.md": "\n".join(_page(name)) for name in FILES}
    listed = "".join(f"{name}\n" for name in sorted(set(names())))
    return {f"{FOLDER}/README.md": "\n".join(_index()), **found, RULES: rules_page(_HEAD), LIST: listed}


def _index() -> Iterator[str]:
    yield from ("# Reference", "", _HEAD, "")
    yield "- [Commands](commands.md): what each does, with its options; or `handouts COMMAND --help`"
    yield "- [Rules](rules.md): what each problem means, and how to mend it; or `handouts rules ID`"
    yield from ("- The files that people write, with each key; or `handouts explain KEY`:", "")
    yield from ("| file | what it is |", "|---|---|")
    for name, file in FILES.items():
        yield f"| [`{file.path}`]({name}.md) | {file.says} |"
    yield ""


def _page(name: str) -> Iterator[str]:
    file = FILES[name]
    yield from (f"# `{file.path}`", "", _HEAD, "")
    yield from (f"{file.says[:1].upper()}{file.says[1:]}. The file is {file.kind.says}.", "")
    for shape in reachable(file.kind.shapes):
        yield from _shape(shape)


def _shape(shape: type[Shape]) -> Iterator[str]:
    entry = shape_entry(shape)
    yield from (f"## {entry.id}", "", entry.says, "")
    if entry.variants:
        kinds = ", ".join(f"with `{test}` a [{id_}](#{anchor(id_)})" for test, id_ in entry.variants)
        yield from (f"Its keys depend on what stands in it: {kinds}.", "")
    if entry.choice:
        yield from (f"Exactly one of {_listed(entry.choice)} stands.", "")
    if entry.others:
        yield from (f"Other keys are a project's own: {entry.others}.", "")
    yield from ("| key | what it is | value | example |", "|---|---|---|---|")
    yield from (_row(key) for key in entry.keys)
    yield from ("", "```yaml", entry.example.rstrip("\n"), "```", "")


def _row(key: KeyEntry) -> str:
    name = f"`{key.name}`, needed" if key.needed else f"`{key.name}`"
    kind = f"{key.kind}; else `{key.default}`" if key.default else key.kind
    cells = (name, key.says, kind, _cell(key.example))
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _cell(example: str) -> str:
    """Return an example as a cell of a table; one of several lines stands below, in the example of the mapping."""
    typed = example.partition(":")[2].strip("\n")
    return "below" if "\n" in typed else f"`{example.strip()}`"


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)
