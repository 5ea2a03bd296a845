"""`handouts explain`: what a key is, and what to write."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from handouts.cli.completion import keys
from handouts.cli.options import examples
from handouts.core.problem import either

if TYPE_CHECKING:
    from handouts.editions.reference.explain import KeyEntry, ShapeEntry


@click.command(epilog=examples("handouts explain claim.harms", "handouts explain figure.bars"))
@click.argument("name", required=False, metavar="[KEY]", shell_complete=keys)
def explain(name: str | None) -> None:
    """Explain a key or mapping of the files that you write.

    KEY is `claim.harms`, `figure.bars` or `harms`; without it, all files are listed.
    """
    from handouts.editions.reference.explain import ShapeEntry, explained, nearest_name

    if name is None:
        click.echo("\n".join(_files()))
        return
    found = list(explained(name))
    if not found:
        near = nearest_name(name)
        hint = f"; did you mean {near!r}?" if near else "; `handouts schema` writes all of them"
        raise click.ClickException(f"unknown key {name!r}{hint}")
    for place, each in enumerate(found):
        if place:
            click.echo()
        lines = _mapping(each) if isinstance(each, ShapeEntry) else _key(*each)
        click.echo("\n".join(lines))


def _files() -> Iterator[str]:
    """Yield a line for each file that people write: its path, what it is, and what explains its entries."""
    from handouts.editions.reference.explain import files

    rows = list(files())
    wide = max(len(path) for path, _, _ in rows)
    for path, says, shape in rows:
        more = f": handouts explain {shape}" if shape is not None else ""
        yield from folded(f"{path.ljust(wide)}  {says}{more}", "", " " * (wide + 2))


def _mapping(shape: ShapeEntry) -> Iterator[str]:
    yield f"{shape.id}: {shape.says}"
    yield f"in {', '.join(shape.files)}"
    yield ""
    for test, name in shape.variants:
        yield f"  with `{test}` it is {name}: handouts explain {name}"
    if shape.choice:
        yield from folded(f"exactly one of {either(shape.choice)}", "  ")
    width = max(len(key.name) for key in shape.keys)
    for key in shape.keys:
        yield from folded(f"{key.name.ljust(width)}  {_about(key)}", "  ", " " * (width + 4))
    if shape.others:
        yield f"  and a project's own keys: {shape.others}"
    yield from ("", "for example")
    yield from (f"  {line}" for line in shape.example.splitlines())


def _key(ids: str, key: KeyEntry) -> Iterator[str]:
    yield from folded(ids, "", "")
    yield from folded(f"{key.says}{_need(key)}", "  ", "  ")
    yield from folded(f"expects {key.kind}", "  ")
    yield from (f"  {line}" for line in key.example.splitlines())


def _about(key: KeyEntry) -> str:
    return f"{key.says}{_need(key)}"


def _need(key: KeyEntry) -> str:
    if key.needed:
        return " (needed)"
    return f" (else {key.default})" if key.default else ""


def folded(text: str, first: str, rest: str = "    ") -> list[str]:
    """Return a text in lines of at most 100 characters."""
    return textwrap.wrap(text, 100, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
