"""The closed sets of words that content is typed with: the program's own, and those that a project adds.

`content/vocabulary.yaml` adds purposes and bases of claims, and declares the scopes that limits count, the kinds of
substances and the kinds of recommended intakes. Rules depend on what a purpose or a basis means, so that each one that
is added names the one of the program that it is like; rules ask `counts_as` and `rests_as` and never the word itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from handouts.content.entry import EntryReader
from handouts.core.problem import Problem, nearest, unknown
from handouts.core.source import Source
from handouts.document.grades import BASES

VOCABULARY = "content/vocabulary.yaml"
# what a claim or one of its values is for; a closed set, since a misspelt word would hide a claim from rules
PURPOSES: tuple[str, ...] = (
    "adherence",
    "association",
    "comparison",
    "content",
    "contraindication",
    "definition",
    "design",
    "dose",
    "effect",
    "guideline advice",
    "incidence",
    "intake",
    "integrity",
    "kinetics",
    "lifestyle advice",
    "limit",
    "mechanism",
    "precedence",
    "recommendation",
    "risk",
    "safety advice",
    "scope",
    "study design",
    "target",
    "timing",
    "window",
)


@dataclass(frozen=True, slots=True)
class OwnBasis:
    """A basis that a project adds: its printed words, and the one of the program that rules treat it as."""

    id: str
    label: str
    like: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What a limit counts, such as everything that is taken, or supplements alone.

    What a scope counts, the one that it is `part_of` counts too. Claims with one of its `purposes` have this scope if
    they name none.
    """

    id: str
    label: str
    part_of: str | None = None
    purposes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SubstanceKind:
    """A kind of substance, such as a mineral or a drug, and what a limit of it is called: `maximum dose`."""

    id: str
    label: str
    limit: str


@dataclass(frozen=True, slots=True)
class IntakeKind:
    """A kind of recommended intake; of an `allowance`, nearly everybody has enough, so that more may be too much."""

    id: str
    label: str
    allowance: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that a project may type; `purposes` pairs each purpose with the one of the program that it is like."""

    purposes: Mapping[str, str] = field(default_factory=dict)
    bases: Mapping[str, str] = field(default_factory=dict)
    own_bases: Mapping[str, OwnBasis] = field(default_factory=dict)
    scopes: Mapping[str, Scope] = field(default_factory=dict)
    substance_kinds: Mapping[str, SubstanceKind] = field(default_factory=dict)
    intake_kinds: Mapping[str, IntakeKind] = field(default_factory=dict)

    def counts_as(self, purpose: str) -> str:
        """Return the purpose of the program that rules treat a purpose as."""
        return self.purposes.get(purpose, purpose)

    def rests_as(self, basis: str) -> str:
        """Return the basis of the program that rules treat a basis as."""
        return self.bases.get(basis, basis)

    def scope_for(self, purpose: str) -> str | None:
        """Return the scope of claims with a purpose that name none; None if each limit counts them."""
        meant = (purpose, self.counts_as(purpose))
        fitting = (scope.id for each in meant for scope in self.scopes.values() if each in scope.purposes)
        return next(fitting, None)

    @property
    def allowances(self) -> tuple[str, ...]:
        """The kinds of intakes of which nearly everybody has enough."""
        return tuple(kind.id for kind in self.intake_kinds.values() if kind.allowance)

    def counts(self, limit: str | None, amount: str | None) -> bool:
        """Return whether a limit of one scope holds for an amount of another.

        A limit without a scope counts everything, and an amount without one is counted by every limit.
        """
        return limit is None or amount is None or limit in self.around(amount)

    def around(self, scope: str) -> tuple[str, ...]:
        """Return a scope and all those that it is a part of, from the narrowest."""
        return chain(scope, {name: each.part_of for name, each in self.scopes.items()})

    def is_total(self, scope: str | None) -> bool:
        """Return whether an amount of this scope is what a person takes in all, to which nothing is added."""
        return scope is not None and scope in self.scopes and self.scopes[scope].part_of is None


# for records and comparisons, which read what was typed when other words may have been known
UNJUDGED = Vocabulary()
# the words of the program itself
GENERAL = Vocabulary(dict(zip(PURPOSES, PURPOSES, strict=True)), dict(zip(BASES, BASES, strict=True)))


def chain(name: str, part_of: Mapping[str, str | None]) -> tuple[str, ...]:
    """Return a name with everything that it is a part of; one that is a part of itself stands once."""
    found: list[str] = []
    step: str | None = name
    while step is not None and step not in found:
        found.append(step)
        step = part_of.get(step)
    return tuple(found)


def report_circle(entry: EntryReader, name: str, part_of: Mapping[str, str | None]) -> None:
    """Report a name that is a part of itself, directly or through others."""
    above = part_of.get(name)
    if above is not None and name in chain(above, part_of):
        message = f"{name!r} is a part of itself; 'part_of' must name something wider"
        entry.problem(entry.mark_of("part_of"), "wrong-value", message)


def read_vocabulary(source: Source, log: list[Problem]) -> Vocabulary:
    """Return the words of the program and those that a project adds; of a file that cannot be read nothing is known."""
    if source.root is None:
        return UNJUDGED
    whole = EntryReader(source.root, log)
    purposes = {**GENERAL.purposes, **dict(_own_purposes(whole))}
    own_bases = {basis.id: basis for basis in _own_bases(whole)}
    vocabulary = Vocabulary(
        purposes,
        {**GENERAL.bases, **{name: basis.like for name, basis in own_bases.items()}},
        own_bases,
        _scopes(whole, tuple(purposes)),
        {name: _substance_kind(name, entry) for name, entry in whole.entries("substance_kinds")},
        {name: _intake_kind(name, entry) for name, entry in whole.entries("intake_kinds")},
    )
    whole.close()
    return vocabulary


def _own_purposes(whole: EntryReader) -> Iterator[tuple[str, str]]:
    for name, entry in whole.entries("purposes"):
        _not_again(entry, name, PURPOSES, "purposes")
        entry.needed("means")
        yield name, entry.choice("like", PURPOSES)
        entry.close()


def _own_bases(whole: EntryReader) -> Iterator[OwnBasis]:
    for name, entry in whole.entries("bases"):
        _not_again(entry, name, BASES, "bases")
        yield OwnBasis(name, entry.needed("label"), entry.choice("like", BASES))
        entry.close()


def _not_again(entry: EntryReader, name: str, known: Iterable[str], what: str) -> None:
    if name in known:
        message = f"{name!r} is one of the {what} that every project has; take it out, or give yours another name"
        entry.problem(entry.mark, "duplicate-id", message)


def _scopes(whole: EntryReader, purposes: tuple[str, ...]) -> dict[str, Scope]:
    scopes = {name: _scope(name, entry, purposes) for name, entry in whole.entries("scopes")}
    part_of = {name: scope.part_of for name, scope in scopes.items()}
    first: dict[str, str] = {}
    for name, entry in whole.entries("scopes"):
        wider = entry.text("part_of")
        if wider and wider not in scopes:
            entry.problem(entry.mark_of("part_of"), "unknown-word", unknown("scope", wider, scopes))
        report_circle(entry, name, part_of)
        for purpose, mark in entry.marked_words("purposes"):
            if first.setdefault(purpose, name) != name:
                message = f"claims with the purpose {purpose!r} have the scope {first[purpose]!r} already"
                entry.problem(mark, "duplicate-id", message)
    return scopes


def _scope(name: str, entry: EntryReader, purposes: tuple[str, ...]) -> Scope:
    scope = Scope(name, entry.needed("label"), entry.text("part_of") or None, entry.choices("purposes", purposes))
    entry.close()
    return scope


def _substance_kind(name: str, entry: EntryReader) -> SubstanceKind:
    kind = SubstanceKind(name, entry.needed("label"), entry.needed("limit"))
    entry.close()
    return kind


def _intake_kind(name: str, entry: EntryReader) -> IntakeKind:
    kind = IntakeKind(name, entry.needed("label"), entry.truth("allowance"))
    entry.close()
    return kind


def word_of(entry: EntryReader, key: str, known: Iterable[str], vocabulary: Vocabulary) -> str:
    """Return the word of a required key; one that the vocabulary lacks is a problem, which says where to declare it."""
    known = tuple(known)
    word = entry.needed(key)
    if word and word not in known and vocabulary is not UNJUDGED:
        entry.problem(entry.mark_of(key), "unknown-word", undeclared(key, word, known))
    return word


def undeclared(what: str, word: str, known: Iterable[str]) -> str:
    """Return the message for a word that neither the program nor the project has."""
    words = tuple(known)
    if not words:
        return f"unknown {what} {word!r}; declare it in {VOCABULARY}"
    message = unknown(what, word, words)
    return message if nearest(word, words) is not None else f"{message}, or declare it in {VOCABULARY}"
