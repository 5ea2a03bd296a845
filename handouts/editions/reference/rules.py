"""The page of `docs/reference/` on rules, in Markdown, written from their catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.core.catalogue import Example, Group, Rule, groups
from handouts.core.catalogue.grammar import FAULTS
from handouts.editions.reference.anchors import anchor

WORDS = "What ids are made of"


def rules_page(head: str) -> str:
    """Return the page: its groups, each group with a list of its rules and each rule under its id, and what ids say."""
    return "\n".join(_page(head))


def _page(head: str) -> Iterator[str]:
    yield from ("# Rules", "", head, "")
    yield from (
        "Each problem that the program reports names its rule in brackets, as in `[missing-harm]`. `handouts rules ID`",
        "prints what stands here. An error stops the files that it reaches, a warning should be looked at, and a note is",
        "for the reviewer; a problem that a waiver covers becomes a note. The examples are changes to an invented",
        "project (`handouts/core/catalogue/example/`); nobody may take advice from it.",
        "",
    )
    yield from ("| group | rules |", "|---|---|")
    yield from (f"| [{group.title}](#{anchor(group.title)}) | {_linked(group)} |" for group in groups())
    yield from ("", f"[{WORDS}](#{anchor(WORDS)})", "")
    for group in groups():
        yield from _group(group)
    yield from (f"## {WORDS}", "", "The first word of an id says what the fault is.", "")
    yield from ("| word | the thing |", "|---|---|")
    yield from (f"| {fault} | {meaning} |" for fault, meaning in sorted(FAULTS.items()))
    yield ""


def _linked(group: Group) -> str:
    return ", ".join(f"[{rule.id}](#{rule.id})" for rule in group.rules)


def _group(group: Group) -> Iterator[str]:
    yield from (f"## {group.title}", "", "| rule | severity | what is wrong |", "|---|---|---|")
    yield from (f"| [`{rule.id}`](#{rule.id}) | {_severity(rule)} | {_cell(rule.means)} |" for rule in group.rules)
    yield ""
    for rule in group.rules:
        yield from _rule(rule)


def _rule(rule: Rule) -> Iterator[str]:
    yield from (f"### {rule.id}", "", f"{_severity(rule).capitalize()}. {rule.means}", "")
    source = f" *Source: {rule.source.rstrip('.')}.*" if rule.source else ""
    yield from (f"**Why:** {rule.why}{source}", "")
    yield from (f"**Mend:** {rule.mend}", "")
    yield from _example(rule.example)
    if rule.formerly:
        yield from (f"Earlier {'id' if len(rule.formerly) == 1 else 'ids'}: {_listed(rule.formerly)}.", "")


def _example(example: Example) -> Iterator[str]:
    if example.made:
        yield from (f"For example: {example.made}.", "")
        return
    yield from (f"For example in `{example.file}` (`{example.command}`):", "")
    beside = f", beside {_listed(tuple(example.others))}" if example.others else ""
    for head, text in ((f"This fails{beside}:", example.fails), ("This passes:", example.passes)):
        fence = "~~~" if "```" in text else "```"
        yield from (head, "", f"{fence}yaml", *(text.splitlines() or ["# left out"]), fence, "")


def _severity(rule: Rule) -> str:
    return " or ".join(rule.severities)


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
