"""A clinical word of the glossary is explained where a document for patients first uses it.

Each of these is an explanation: brackets after the word or around it (`natto (fermented soya beans)`,
`a fit (seizure)`); its plain words near it in the same text, or in the text before or after it in the same block
(`the blood thinner warfarin`; also `{{ term/warfarin }}`, which prints them); or `explains: [INR]` on the block, where
a figure or a whole answer teaches the word. Units that a value prints need no explanation. A title, and a box that says
when to get help, may use a word that a later text explains, but some later text must explain it. Source: PEMAT-P item
4; CDC Clear Communication Index 7.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from handouts.checks.language.walk import block_of, may_wait, read_units, with_pack
from handouts.checks.packs.pack import Inflection, LanguagePack
from handouts.checks.subject import Subject, warned
from handouts.content.model import Draft, Term
from handouts.core.problem import Problem
from handouts.document.document import Document
from handouts.document.text import Inline, Italic, Link, Lowered, Raised, Strong, Text, Unit, Value, plain

ID = "unexplained-term"
# the number of words allowed between a name and its bracket: `osteoporosis of the hip (weak bones)`
BEFORE_BRACKET = 3
# the plain words that must be near to count as an explanation: two meaningful words, or all if there are fewer
ENOUGH = 2

_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True)
class Names:
    """The names of the glossary's terms: the term of each name, a pattern that finds them, and their inflection."""

    terms: Mapping[str, Term]
    pattern: re.Pattern[str]
    inflection: Inflection

    def without(self, text: str) -> str:
        """Return a text without any of the names."""
        return self.pattern.sub(" ", text) if self.terms else text

    def used(self, text: str) -> Iterator[tuple[Term, re.Match[str]]]:
        """Yield the terms that a text uses, each with its position."""
        for match in self.pattern.finditer(text):
            term = self.terms.get(match[1].casefold())
            if term is not None and (not _short(match[1]) or match[1] in (term.id, *term.also)):
                yield term, match


def check(subject: Subject) -> Iterator[Problem]:
    """Report clinical words that a document for patients uses before they are explained."""
    terms = subject.library.terms
    if not terms:
        return
    for draft, document, pack in with_pack(subject):
        names = names_of(terms.values(), pack)
        for unit, term, name in _unexplained(draft, document, names):
            message = f"{name!r} is not explained at its first use; write ({term.plain}) after it"
            yield warned(draft, unit.mark, ID, message)


def names_of(terms: Iterable[Term], pack: LanguagePack) -> Names:
    """Return the names of terms; a plural ending counts as part of a name."""
    found = {name.casefold(): term for term in terms for name in (term.id, *term.also)}
    longest = sorted(found, key=len, reverse=True)
    pattern = rf"(?<![\w-])({'|'.join(map(re.escape, longest))}){pack.inflection.plural}(?![\w-])"
    return Names(found, re.compile(pattern, re.IGNORECASE), pack.inflection)


def _short(name: str) -> bool:
    """Return whether a name is an abbreviation, which stands for its term only in capitals: PE, not pe."""
    return len(name) <= 4


def _unexplained(draft: Draft, document: Document, names: Names) -> Iterator[tuple[Unit, Term, str]]:
    """Yield each term whose first use outside titles and help boxes is unexplained, or that no other text uses."""
    taught, waiting = _taught(draft), may_wait(document)
    units = tuple(read_units(document))
    met: set[str] = set()
    put_off: dict[str, tuple[Unit, Term, str]] = {}
    for place, unit in enumerate(units):
        met |= taught.get(block_of(unit.id), set())
        for term, match in names.used(written(unit.text)):
            if term.id in met:
                continue
            explained = _explained(term, match, units, place, names.inflection)
            if not explained and unit.id in waiting:
                put_off.setdefault(term.id, (unit, term, match[1]))
                continue
            met.add(term.id)
            if not explained:
                yield unit, term, match[1]
    yield from (found for name, found in put_off.items() if name not in met)


def _taught(draft: Draft) -> Mapping[str, set[str]]:
    """Return the terms that each block declares to explain."""
    return {
        f"{part.home}/{part.id}/{statement.id}": {name for name, _ in statement.explains}
        for part in draft.parts
        for statement in part.statements
        if statement.explains
    }


def _explained(term: Term, match: re.Match[str], units: Sequence[Unit], place: int, forms: Inflection) -> bool:
    return _in_brackets(match) or _plain_words_near(term, match, units, place, forms)


def _in_brackets(match: re.Match[str]) -> bool:
    """Return whether brackets explain the name: they follow it closely and contain a word, or enclose it.

    Brackets that enclose the name count only if there is no figure before it in them.
    """
    before, after = match.string[: match.start()], match.string[match.end() :]
    if re.search(r"\w[ \u00a0]\([^()\d]*\Z", before):
        return True
    return re.match(rf"(?:[ \u00a0]+[^\s(.]+){{0,{BEFORE_BRACKET}}}[ \u00a0]+\([^)]*[^\W\d_]{{3}}", after) is not None


def _plain_words_near(term: Term, match: re.Match[str], units: Sequence[Unit], place: int, forms: Inflection) -> bool:
    """Return whether enough of the term's plain words are in its text, or in the next or previous text of its block."""
    wanted = _stems(term.plain, forms)
    own = f"{match.string[: match.start()]} {match.string[match.end() :]}"
    near = [own, *(plain(units[other].text) for other in _neighbours(units, place))]
    enough = min(ENOUGH, len(wanted))
    return any(len(wanted & _stems(text, forms)) >= enough for text in near)


def _neighbours(units: Sequence[Unit], place: int) -> Iterator[int]:
    for other in (place - 1, place + 1):
        if 0 <= other < len(units) and block_of(units[other].id) == block_of(units[place].id):
            yield other


def written(text: Text) -> str:
    """Return what the author wrote: units and figures that a value prints are replaced by spaces."""
    return "".join(_written(inline) for inline in text)


def _written(inline: Inline) -> str:
    match inline:
        case Value(text=text):
            return " " * len(text)
        case Strong(children) | Italic(children) | Link(children) | Raised(children) | Lowered(children):
            return written(children)
        case _:
            return plain((inline,))


def _stems(text: str, forms: Inflection) -> frozenset[str]:
    """Return the meaningful words of a text, without their common endings."""
    words = (word.casefold() for word in _WORD.findall(text))
    return frozenset(forms.ending.sub("", word) for word in words if word not in forms.empty)
