"""The closed sets of words that content is typed with: the program's own, and those that a project adds.

`content/vocabulary.yaml` adds purposes and bases of claims, and declares the scopes that limits count, the kinds of
substances and the kinds of recommended intakes. Rules depend on what a purpose or a basis means, so that each one that
is added names the one of the program that it is like; rules ask `counts_as` and `rests_as` and never the word itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from handouts.content.kinds import PRINTED
from handouts.core.problem import LISTED, Mark, Problem, did_you_mean, either
from handouts.core.schema import (
    TEXT,
    TRUTH,
    Entry,
    FileSchema,
    Kind,
    Shape,
    check_known,
    entries_of,
    marked,
    needed,
    one,
    one_of,
    optional,
    otherwise,
    words_to,
)
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
        return chain(scope, lambda name: self.scopes[name].part_of if name in self.scopes else None)

    def is_total(self, scope: str | None) -> bool:
        """Return whether an amount of this scope is what a person takes in all, to which nothing is added."""
        return scope is not None and scope in self.scopes and self.scopes[scope].part_of is None


# for records and comparisons, which read what was typed when other words may have been known
UNJUDGED = Vocabulary()
# the words of the program itself
GENERAL = Vocabulary(dict(zip(PURPOSES, PURPOSES, strict=True)), dict(zip(BASES, BASES, strict=True)))


def chain(name: str, part_of: Callable[[str], str | None]) -> tuple[str, ...]:
    """Return a name with everything that it is a part of; one that is a part of itself stands once."""
    found: list[str] = []
    step: str | None = name
    while step is not None and step not in found:
        found.append(step)
        step = part_of(step)
    return tuple(found)


def report_circle(log: list[Problem], mark: Mark, name: str, part_of: Mapping[str, str | None]) -> None:
    """Report a name that is a part of itself, directly or through others."""
    above = part_of.get(name)
    if above is not None and name in chain(above, part_of.get):
        message = f"{name!r} is a part of itself; 'part_of' must name something wider"
        log.append(Problem(mark, "wrong-value", message))


def report_unknown(
    vocabulary: Vocabulary, what: str, typed: tuple[str, Mark], known: Iterable[str], log: list[Problem]
) -> None:
    """Report a word that the vocabulary lacks: which there are, and where to declare another."""
    word, mark = typed
    words = tuple(known)
    if vocabulary is UNJUDGED or not word or word in words:
        return
    hint = did_you_mean(word, words)
    # a long list says less than the nearest word
    listed = f"use {either(words)}, or " if words and (not hint or len(words) <= LISTED) else ""
    message = f"unknown {what} {word!r}; {listed}declare it in {VOCABULARY}{hint}"
    log.append(Problem(mark, "unknown-value", message))


# --- the file -------------------------------------------------------------------------------------


def listed_or_declared(words: tuple[str, ...]) -> Kind[str]:
    """Return the kind of words of which the program has some and a project may declare more; its reader judges them."""
    says = f"{either(words)}, or a word that {VOCABULARY} declares"
    return Kind(says, TEXT.read, {"anyOf": [{"enum": list(words)}, {"type": "string"}]})


class PurposeShape(Shape, id="vocabulary.purpose"):
    """A purpose that claims of this project have beside those that every project knows."""

    means = needed(PRINTED, "what such a claim is for, in a line", "the dose that a treatment begins with")
    like = needed(one_of(PURPOSES), "the purpose that rules treat it as", "dose")


class BasisShape(Shape, id="vocabulary.basis"):
    """A basis that claims of this project have beside those that every project knows."""

    label = needed(PRINTED, "the words that a badge prints", "registry data")
    like = needed(one_of(BASES), "the basis that rules treat it as", "cohort")


class ScopeShape(Shape, id="vocabulary.scope"):
    """What a limit counts."""

    label = needed(PRINTED, "what it counts, in words", "all sources together")
    part_of = optional(TEXT, "the scope that counts all of this and more", "total_intake")
    purposes = otherwise(marked(TEXT), (), "the purposes of claims that have this scope if they name none", "[intake]")


class SubstanceKindShape(Shape, id="vocabulary.substance-kind"):
    """A kind of substance."""

    label = needed(PRINTED, "the kind in words", "drug")
    limit = needed(PRINTED, "what a limit of it is called", "maximum dose")


class IntakeKindShape(Shape, id="vocabulary.intake-kind"):
    """A kind of recommended intake."""

    label = needed(PRINTED, "the kind in words", "recommended allowance")
    allowance = otherwise(
        TRUTH, False, "whether nearly everybody has enough of it, so that more may be too much", "true"
    )


class VocabularyShape(Shape, id="vocabulary"):
    """The words of a project beside those that every project knows (`content/vocabulary.yaml`)."""

    purposes = otherwise(
        words_to(one(PurposeShape), "purposes, each with its keys"),
        (),
        "what claims are for",
        "{first dose: {means: the dose that a treatment begins with, like: dose}}",
    )
    bases = otherwise(
        entries_of(BasisShape), (), "what claims rest on", "{registry: {label: registry data, like: cohort}}"
    )
    scopes = otherwise(entries_of(ScopeShape), (), "what limits count", "{total_intake: {label: all sources together}}")
    substance_kinds = otherwise(
        entries_of(SubstanceKindShape), (), "the kinds of substances", "{drug: {label: drug, limit: maximum dose}}"
    )
    intake_kinds = otherwise(
        entries_of(IntakeKindShape),
        (),
        "the kinds of recommended intakes",
        "{RDA: {label: allowance, allowance: true}}",
    )


VOCABULARY_FILE = FileSchema(
    VOCABULARY, "the words of a project beside those that every project knows", one(VocabularyShape)
)


def read_vocabulary(source: Source, log: list[Problem]) -> Vocabulary:
    """Return the words of the program and those that a project adds; of a file that cannot be read nothing is known."""
    if source.root is None:
        return UNJUDGED
    file = VOCABULARY_FILE.read(source, log)
    purposes = {**GENERAL.purposes, **dict(_own_purposes(file))}
    own_bases = {basis.id: basis for basis in _own_bases(file)}
    return Vocabulary(
        purposes,
        {**GENERAL.bases, **{name: basis.like for name, basis in own_bases.items()}},
        own_bases,
        _scopes(file, purposes),
        {name: _substance_kind(name, entry) for name, entry in file.read(VocabularyShape.substance_kinds)},
        {name: _intake_kind(name, entry) for name, entry in file.read(VocabularyShape.intake_kinds)},
    )


def _own_purposes(file: Entry) -> Iterator[tuple[str, str]]:
    for name, entry in file.read(VocabularyShape.purposes):
        _not_again(entry, name, PURPOSES, "purposes")
        entry.read(PurposeShape.means)
        yield name, entry.read(PurposeShape.like)


def _own_bases(file: Entry) -> Iterator[OwnBasis]:
    for name, entry in file.read(VocabularyShape.bases):
        _not_again(entry, name, BASES, "bases")
        yield OwnBasis(name, entry.read(BasisShape.label), entry.read(BasisShape.like))


def _not_again(entry: Entry, name: str, known: Iterable[str], what: str) -> None:
    if name in known:
        message = f"{name!r} is one of the {what} that every project has; take it out, or give yours another name"
        entry.problem(entry.mark, "duplicate-id", message)


def _scopes(file: Entry, purposes: Iterable[str]) -> dict[str, Scope]:
    entries = dict(file.read(VocabularyShape.scopes))
    part_of = {name: entry.read(ScopeShape.part_of) for name, entry in entries.items()}
    first: dict[str, str] = {}
    scopes: dict[str, Scope] = {}
    for name, entry in entries.items():
        mark = entry.mark_of(ScopeShape.part_of)
        check_known(entry, "scope", (part_of[name] or "", mark), entries)
        report_circle(entry.log, mark, name, part_of)
        named = entry.read(ScopeShape.purposes)
        for purpose, place in named:
            check_known(entry, "purpose", (purpose, place), purposes)
            if first.setdefault(purpose, name) != name:
                message = f"claims with the purpose {purpose!r} have the scope {first[purpose]!r} already"
                entry.problem(place, "duplicate-id", message)
        scopes[name] = Scope(name, entry.read(ScopeShape.label), part_of[name], tuple(each for each, _ in named))
    return scopes


def _substance_kind(name: str, entry: Entry) -> SubstanceKind:
    return SubstanceKind(name, entry.read(SubstanceKindShape.label), entry.read(SubstanceKindShape.limit))


def _intake_kind(name: str, entry: Entry) -> IntakeKind:
    return IntakeKind(name, entry.read(IntakeKindShape.label), entry.read(IntakeKindShape.allowance))
