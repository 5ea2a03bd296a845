"""`handouts rules`: what each problem means, why it matters and how to mend it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import click

from handouts.cli.options import TABLE_OR_JSON, examples
from handouts.cli.printing import as_json

if TYPE_CHECKING:
    from handouts.core.catalogue import Example, Group, Rule

WIDTH = 100


@click.command(epilog=examples("handouts rules", "handouts rules missing-harm", "handouts rules --format json"))
@click.argument("name", metavar="[ID]", required=False)
@TABLE_OR_JSON
def rules(name: str | None, style: str) -> None:
    """What each problem means, and how to mend it.

    ID is what problems print in brackets. Without one, all rules are listed by what they are about.
    """
    from handouts.core import catalogue

    if name is not None:
        rule = _found(name, catalogue.rules(), catalogue.former_ids())
        if rule.id != name:
            click.echo(f"{name!r} is called {rule.id!r} now", err=True)
        click.echo(as_json(_data(rule)) if style == "json" else "\n".join(_explained(rule)))
    elif style == "json":
        click.echo(as_json([_data(rule) for rule in catalogue.rules().values()]))
    else:
        click.echo("\n".join(_listed(catalogue.groups())))


def _found(name: str, known: Mapping[str, Rule], former: Mapping[str, str]) -> Rule:
    """Return the rule of an id, of today or of an earlier version; exit and suggest the nearest for an unknown one."""
    from handouts.core.problem import did_you_mean

    rule = known.get(former.get(name, name))
    if rule is None:
        hint = did_you_mean(name, (*known, *former)) or "; `handouts rules` lists all"
        raise click.ClickException(f"unknown rule {name!r}{hint}")
    return rule


def _listed(groups: Iterable[Group]) -> Iterator[str]:
    for place, group in enumerate(groups):
        if place:
            yield ""
        yield group.title
        width = max(len(rule.id) for rule in group.rules)
        grave = max(len(_severity(rule)) for rule in group.rules)
        for rule in group.rules:
            head = f"  {rule.id.ljust(width)}  {_severity(rule).ljust(grave)}  "
            yield from textwrap.wrap(rule.means, WIDTH, initial_indent=head, subsequent_indent=" " * len(head))


def _severity(rule: Rule) -> str:
    return " or ".join(rule.severities)


def _explained(rule: Rule) -> Iterator[str]:
    yield f"{rule.id} ({_severity(rule)})"
    source = f" Source: {rule.source.rstrip('.')}." if rule.source else ""
    for head, text in (("", rule.means), ("why: ", f"{rule.why}{source}"), ("mend: ", rule.mend)):
        yield from textwrap.wrap(f"{head}{text}", WIDTH, initial_indent="  ", subsequent_indent="    ")
    yield ""
    yield from _shown(rule.example)
    if rule.formerly:
        yield from ("", f"  earlier ids: {', '.join(rule.formerly)}")


def _shown(example: Example) -> Iterator[str]:
    if example.made:
        yield f"  for example: {example.made}"
        return
    yield f"  for example in {example.file}, as `{example.command}` finds it:"
    for head, text in (("fails", example.fails), ("passes", example.passes)):
        yield f"  {head}"
        yield from (f"    {line}" for line in (text.splitlines() or ["(left out)"]))


def _data(rule: Rule) -> dict[str, object]:
    """Return a rule as JSON data."""
    from handouts.core.catalogue import help_page

    example = rule.example
    shown = {"file": example.file, "fails": example.fails, "passes": example.passes, "command": example.command}
    return {
        "id": rule.id,
        "group": rule.group,
        "severities": list(rule.severities),
        "means": rule.means,
        "why": rule.why,
        "source": rule.source,
        "mend": rule.mend,
        "example": {"made": example.made} if example.made else shown,
        "formerly": list(rule.formerly),
        "help": help_page(rule.id),
    }
