"""`handouts rules`: what each problem means, why it matters and how to mend it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import click

from handouts.cli.completion import rules as rule_ids
from handouts.cli.folding import fold, severe, width
from handouts.cli.options import TABLE_OR_JSON, examples
from handouts.cli.printing import as_json, counted

if TYPE_CHECKING:
    from handouts.core.catalogue import Example, Group, Rule

GRAVEST = len("warning  ")  # letters of the widest severity and of the gap after it
_FIRST = re.compile(r".+?[.;](?= |$)")


@click.command(epilog=examples("handouts rules", "handouts rules missing-harm", "handouts rules --format json"))
@click.argument("name", metavar="[ID]", required=False, shell_complete=rule_ids)
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
    """Yield each rule on one line, with its gravest severity and what is wrong in short."""
    total = 0
    for group in groups:
        total += len(group.rules)
        yield click.style(group.title, bold=True)
        longest = max(len(rule.id) for rule in group.rules)
        for rule in group.rules:
            grave = _gravest(rule)
            head = f"  {rule.id.ljust(longest)}  "
            said = textwrap.shorten(_in_short(rule), width() - len(head) - GRAVEST, placeholder=" …")
            yield f"{head}{severe(grave, grave)}{' ' * (GRAVEST - len(grave))}{said}"
        yield ""
    yield f"{counted(total, 'rule')}; why, how to mend it, and an example: handouts rules ID"


def _gravest(rule: Rule) -> str:
    from handouts.core.problem import SEVERITIES

    return min(rule.severities, key=SEVERITIES.index)


def _in_short(rule: Rule) -> str:
    """Return the first sentence of what a rule means, without its full stop."""
    first = _FIRST.match(rule.means)
    return (first[0] if first is not None else rule.means).rstrip(".;")


def _severity(rule: Rule) -> str:
    return " or ".join(rule.severities)


def _explained(rule: Rule) -> Iterator[str]:
    yield f"{click.style(rule.id, bold=True)} ({' or '.join(severe(each, each) for each in rule.severities)})"
    yield from fold(rule.means, "  ", "")
    source = f" (source: {rule.source.rstrip('.')})" if rule.source else ""
    for head, text in (("why", f"{rule.why}{source}"), ("mend", rule.mend)):
        yield ""
        yield f"  {click.style(head, bold=True)}"
        yield from fold(text, "    ", "")
    yield ""
    yield from _shown(rule.example)
    if rule.formerly:
        yield from ("", f"  earlier {'id' if len(rule.formerly) == 1 else 'ids'}: {', '.join(rule.formerly)}")


def _shown(example: Example) -> Iterator[str]:
    if example.made:
        yield from fold(f"for example: {example.made}", "  ")
        return
    yield from fold(f"for example in {example.file}, as `{example.command}` finds it:", "  ")
    for head, text in (("fails", example.fails), ("passes", example.passes)):
        yield f"  {click.style(head, bold=True)}"
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
