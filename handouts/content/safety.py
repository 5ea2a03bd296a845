"""Safety data: the substances, people and rules of `content/limits.yaml`, typed.

The limits themselves are facts that texts print (`model.Limit`); what this module reads is used only by the checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from handouts.content.vocabulary import chain
from handouts.core.problem import Mark
from handouts.core.quantity import Unit

Action = Literal["block", "refer", "warn", "space", "do_not_stop"]
ACTIONS: tuple[Action, ...] = ("block", "refer", "warn", "space", "do_not_stop")
# how much of a limit's source somebody has seen again; without a word, all of it
LIMIT_CONFIDENCES: tuple[str, ...] = ("verified", "memory-high", "partial", "memory")
# what the limits of a substance without a kind are called
LIMIT = "upper limit"


@dataclass(frozen=True, slots=True)
class Substance:
    """A substance that people take or eat, with the words that name it; a rule for the whole applies to its parts.

    `limit` is what its limits are called: an upper limit, or as its kind says, such as the maximum dose of a drug.
    """

    id: str
    label: str
    terms: tuple[str, ...]
    part_of: str | None
    limit: str = LIMIT


@dataclass(frozen=True, slots=True)
class Ages:
    """A range of ages in years: from `least` to below `below`, or without an upper end."""

    least: Decimal
    below: Decimal | None

    def meets(self, other: Ages) -> bool:
        """Return whether a person can be in both ranges."""
        return (self.below is None or other.least < self.below) and (other.below is None or self.least < other.below)


EVERYBODY = Ages(Decimal(0), None)


@dataclass(frozen=True, slots=True)
class Population:
    """Words for people in the facts of a project, with their ages."""

    id: str
    terms: tuple[str, ...]
    ages: Ages


@dataclass(frozen=True, slots=True)
class RuleAmount:
    """An amount with its unit, with which a safety rule compares."""

    value: Decimal
    unit: Unit


@dataclass(frozen=True, slots=True)
class Intake:
    """The amount of a substance that people need, by one authority; `kind` is a kind of intake of the vocabulary."""

    id: str
    substance: str
    kind: str
    amount: RuleAmount
    also: RuleAmount | None
    mark: Mark
    authority: str = ""


@dataclass(frozen=True, slots=True)
class UpperLimit:
    """The limit of a substance for a population, as set by one authority; None if it sets none.

    Its unit says what it is for: a day or a week, one time if it has no period, and each kg of body weight. `scope` is
    what it counts; None is everything. `also` is the same amount in another unit; `people` and `through`, the last whole year, state the ages once more.
    """

    id: str
    substance: str
    ages: Ages
    most: RuleAmount | None
    scope: str | None
    authority: str
    mark: Mark
    people: str = ""
    through: Decimal | None = None
    also: RuleAmount | None = None


@dataclass(frozen=True, slots=True)
class Contraindication:
    """What a reader with the trigger must not take, or may take only after somebody has decided.

    Each mention of an `every_mention` substance together with the trigger must say so; of other substances only an
    offer.
    """

    id: str
    trigger: str
    terms: tuple[str, ...]
    substances: frozenset[str]
    action: Action
    above: Mapping[str, RuleAmount]
    every_mention: frozenset[str]
    reason: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Precedence:
    """The triggers that come first, and what the rows of a table may print with them."""

    id: str
    when: tuple[str, ...]
    drop: frozenset[str]
    no_numbers: frozenset[str]
    rows: tuple[str, ...]
    at_most: int | None
    rule: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class WeightRule:
    """A dose for people of a body weight above or up to a value, or per kg; `terms`, if any, name how it is given."""

    id: str
    substance: str
    terms: tuple[str, ...]
    people: str
    weight: RuleAmount
    side: Literal["above", "up_to"]
    lowest: RuleAmount
    highest: RuleAmount
    audience: Literal["any", "clinician"]
    mark: Mark


@dataclass(frozen=True, slots=True)
class DoseCheck:
    """The result of a dose above an amount, for one `audience`."""

    substance: str
    above: RuleAmount
    action: Literal["fail", "warn"]
    audience: Literal["any", "patient"]
    reason: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class ClinicianUnit:
    """A unit in which a substance is named only to clinicians."""

    substance: str
    units: tuple[str, ...]
    reason: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class ForbiddenTerm:
    """A word that must not be printed unless certain words precede it."""

    id: str
    term: str
    after: tuple[str, ...]
    say: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Conversion:
    """A conversion between two units of one substance: one `per` is `factor` times one `unit`.

    The substance is given by its label, the word that subjects and statements of claims use.
    """

    substance: str
    unit: Unit
    per: Unit
    factor: Decimal
    mark: Mark


@dataclass(frozen=True, slots=True)
class AdviceWording:
    """Words that distinguish advice for something from advice against it, in the source language.

    `neutral` words are ignored, so that the `not` of `not proven` does not count as a refusal; text under a heading
    that `hearsay` names only reports what others say, and is not advice.
    """

    offer: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    refuse: tuple[str, ...] = ()
    negate: tuple[str, ...] = ()
    neutral: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    by_weight: tuple[str, ...] = ()
    hearsay: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Safety:
    """The safety rules of a project, by id."""

    substances: Mapping[str, Substance] = field(default_factory=dict)
    populations: Mapping[str, Population] = field(default_factory=dict)
    intakes: Mapping[str, Intake] = field(default_factory=dict)
    limits: Mapping[str, UpperLimit] = field(default_factory=dict)
    contraindications: Mapping[str, Contraindication] = field(default_factory=dict)
    precedence: tuple[Precedence, ...] = ()
    weights: tuple[WeightRule, ...] = ()
    doses: tuple[DoseCheck, ...] = ()
    clinician_units: tuple[ClinicianUnit, ...] = ()
    forbidden: tuple[ForbiddenTerm, ...] = ()
    conversions: tuple[Conversion, ...] = ()
    references: tuple[tuple[str, Mark], ...] = ()
    wording: AdviceWording = AdviceWording()

    def whole(self, substance: str) -> frozenset[str]:
        """Return a substance with all substances that it is a part of."""
        return frozenset(chain(substance, self._part_of))

    def _part_of(self, substance: str) -> str | None:
        return self.substances[substance].part_of if substance in self.substances else None

    def label(self, substance: str) -> str:
        """Return the name of a substance as texts use it."""
        return self.substances[substance].label if substance in self.substances else substance

    def limit_name(self, substance: str) -> str:
        """Return what the limits of a substance are called."""
        return self.substances[substance].limit if substance in self.substances else LIMIT
