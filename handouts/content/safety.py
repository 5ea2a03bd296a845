"""Safety data: the substances, people and rules of `content/limits.yaml`, typed.

The limits themselves are facts that texts print (`model.Limit`); what this module reads is used only by the checks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Literal

from handouts.content.entry import EntryReader
from handouts.content.units import unit_named, unit_of, unit_over_period
from handouts.core.problem import Mark, Problem, did_you_mean, unknown
from handouts.core.quantity import NO_UNIT, Unit, Units
from handouts.core.source import Sequence, Source

Action = Literal["block", "refer", "warn", "space", "do_not_stop"]
ACTIONS: tuple[Action, ...] = ("block", "refer", "warn", "space", "do_not_stop")
Scope = Literal["total_intake", "supplements_only", "supplements_water_added"]
# an allowance covers nearly everybody; an adequate intake is assumed to be enough where no allowance could be set
KINDS: tuple[str, ...] = ("RDA", "AI")
# how much of a limit's source somebody has seen again; without a word, all of it
LIMIT_CONFIDENCES: tuple[str, ...] = ("verified", "memory-high", "partial", "memory")
SCOPES: tuple[Scope, ...] = ("total_intake", "supplements_only", "supplements_water_added")


@dataclass(frozen=True, slots=True)
class Substance:
    """A substance that people take or eat, with the words that name it; a rule for the whole applies to its parts."""

    id: str
    label: str
    terms: tuple[str, ...]
    part_of: str | None


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
    """The amount of a nutrient that people need, as a recommended allowance or as an adequate intake."""

    id: str
    nutrient: str
    kind: str
    amount: RuleAmount
    also: RuleAmount | None
    mark: Mark
    authority: str = ""


@dataclass(frozen=True, slots=True)
class UpperLimit:
    """The upper limit of a nutrient for a population, as set by one authority; None if it sets none.

    `also` is the same amount in another unit; `people` and `through`, the last whole year, state the ages once more.
    """

    id: str
    nutrient: str
    ages: Ages
    most: RuleAmount | None
    scope: Scope
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
    supplement_only: frozenset[str]
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
    """A dose for a body weight (g) above or up to a value, or per kg; `terms` name how it is given."""

    id: str
    nutrient: str
    terms: tuple[str, ...]
    weight: Decimal
    side: Literal["above", "up_to"]
    lowest: Decimal
    highest: Decimal
    unit: Unit
    audience: Literal["any", "clinician"]
    mark: Mark


@dataclass(frozen=True, slots=True)
class DoseCheck:
    """The result of a dose above an amount, for one `audience`."""

    nutrient: str
    above: RuleAmount
    action: Literal["fail", "warn"]
    audience: Literal["any", "patient"]
    reason: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class ClinicianUnit:
    """A unit in which a substance is named only to clinicians."""

    nutrient: str
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
        found = {substance}
        part = self.substances[substance].part_of if substance in self.substances else None
        return frozenset(found | self.whole(part)) if part is not None else frozenset(found)


# a file with rules must state for each kind that it has some, or none: else a kind removed by mistake is missed
SECTIONS = (
    "conversion",
    "substances",
    "populations",
    "limits",
    "intakes",
    "newborn_dose_rules",
    "studied_doses",
    "precedence",
    "clinician_units",
    "forbidden_terms",
    "wording",
)


def read_safety(source: Source, units: Units, log: list[Problem]) -> Safety:
    """Return the safety rules of `content/limits.yaml`; names of unknown substances are problems."""
    if source.root is None:
        return Safety()
    whole = EntryReader(source.root, log, mark=source.root.mark)
    whole.has("columns")
    if whole.has("contraindications"):
        _written(whole, *SECTIONS)
    substances = _substances(whole)
    intakes = {name: _intake(name, entry, substances, units) for name, entry in whole.entries("intakes")}
    reader = _RuleReader(substances, _allowances(intakes.values()), units, [])
    limits = {name: reader.limit(name, entry) for name, entry in whole.entries("limits")}
    contraindications = {
        name: reader.contraindication(name, entry) for name, entry in whole.entries("contraindications")
    }
    safety = Safety(
        substances,
        {name: _population(name, entry) for name, entry in whole.entries("populations")},
        intakes,
        limits,
        contraindications,
        tuple(reader.precedence(entry, contraindications) for entry in whole.listed("precedence", "precedence")),
        tuple(reader.weights(whole)),
        tuple(reader.doses(whole)),
        tuple(reader.clinician_units(whole)),
        tuple(_forbidden(name, entry) for name, entry in whole.entries("forbidden_terms")),
        tuple(reader.conversion(entry) for _, entry in whole.entries("conversion")),
        tuple(reader.cited),
        _wording(EntryReader(whole.get("wording"), log, "wording", whole.mark)),
    )
    whole.close()
    return safety


def _substances(whole: EntryReader) -> dict[str, Substance]:
    """Return the substances; the one that another is a part of must be among them."""
    found = {name: _substance(name, entry) for name, entry in whole.entries("substances")}
    for _, entry in whole.entries("substances"):
        if part := entry.text("part_of"):
            known_substance(entry, "part_of", part, entry.mark_of("part_of"), found)
    return found


def _substance(name: str, entry: EntryReader) -> Substance:
    label = entry.needed("label")
    substance = Substance(name, label, entry.words("terms") or (label,), entry.text("part_of") or None)
    entry.close()
    return substance


def _population(name: str, entry: EntryReader) -> Population:
    population = Population(name, entry.needed_words("terms"), _ages(entry))
    entry.close()
    return population


def _allowances(intakes: Iterable[Intake]) -> dict[str, RuleAmount]:
    """Return the lowest recommended allowance of each nutrient that has one."""
    lowest: dict[str, RuleAmount] = {}
    for intake in intakes:
        if intake.kind == "RDA":
            least = lowest.get(intake.nutrient, intake.amount)
            lowest[intake.nutrient] = min(least, intake.amount, key=lambda each: each.value)
    return lowest


def _intake(name: str, entry: EntryReader, substances: Mapping[str, Substance], units: Units) -> Intake:
    entry.need("value")
    amount = RuleAmount(entry.amount("value") or Decimal(0), unit_over_period(entry, units))
    nutrient = known_substance(entry, "nutrient", entry.needed("nutrient"), entry.mark_of("nutrient"), substances)
    kind = entry.choice("kind", KINDS)
    intake = Intake(name, nutrient, kind, amount, _also(entry, units), entry.mark, entry.needed("authority"))
    entry.needed("population")
    entry.needed_words("references")
    _for_authors(entry, "form", "note")
    return intake


def _ages(entry: EntryReader) -> Ages:
    entry.has("age_max_y")
    ages = Ages(entry.amount("age_min_y") or Decimal(0), entry.amount("age_below_y"))
    if ages.below is not None and ages.below <= ages.least:
        message = f"{entry.path!r} holds no age: from {ages.least}, below {ages.below}"
        entry.problem(entry.mark_of("age_below_y"), "wrong-value", message)
    return ages


def _written(entry: EntryReader, *keys: str) -> None:
    """Report keys that are left out; to say that there is none, write null."""
    for key in keys:
        if key not in entry.node.entries:
            message = f"{entry.path or 'the file'} needs the key {key!r}; null, if there is none"
            entry.problem(entry.mark, "missing-key", message)


def _also(entry: EntryReader, units: Units) -> RuleAmount | None:
    """Return the same amount in another unit, as its source prints it."""
    if not entry.has("also"):
        return None
    also = EntryReader(entry.get("also"), entry.log, f"{entry.path}/also")
    amount = RuleAmount(also.amount("number") or Decimal(0), unit_of(also, "unit", units))
    also.close()
    return amount


def _for_authors(entry: EntryReader, *keys: str) -> None:
    """Read the keys that are only for people; any other key left over is a typing error."""
    for key in keys:
        entry.has(key)
    entry.close()


def known_substance(entry: EntryReader, key: str, name: str, mark: Mark, known: Mapping[str, Substance]) -> str:
    """Return a substance's id; in a project without any substances, which has no rules, any name is accepted."""
    if name and known and name not in known:
        entry.problem(mark, "unknown-substance", f"{key}: unknown substance {name!r}{did_you_mean(name, known)}")
    return name


@dataclass(frozen=True, slots=True)
class _RuleReader:
    """A reader of the rules that name substances, which also records the references that they rest on."""

    substances: Mapping[str, Substance]
    allowances: Mapping[str, RuleAmount]
    units: Units
    cited: list[tuple[str, Mark]]

    def nutrient(self, entry: EntryReader, key: str = "nutrient") -> str:
        return self.known(entry, key, entry.needed(key), entry.mark_of(key))

    def known(self, entry: EntryReader, key: str, name: str, mark: Mark) -> str:
        """Return a substance's id."""
        return known_substance(entry, key, name, mark, self.substances)

    def names(self, entry: EntryReader, key: str) -> frozenset[str]:
        return frozenset(self.known(entry, key, name, mark) for name, mark in entry.marked_words(key))

    def needed_names(self, entry: EntryReader, key: str) -> frozenset[str]:
        entry.needed_words(key)
        return self.names(entry, key)

    def rests(self, entry: EntryReader) -> None:
        entry.needed_words("references")
        self.cited.extend(entry.marked_words("references"))

    def limit(self, name: str, entry: EntryReader) -> UpperLimit:
        _written(entry, "ul", "age_min_y", "age_below_y")
        most, unit = entry.amount("ul"), unit_over_period(entry, self.units)
        limit = UpperLimit(
            name,
            self.nutrient(entry),
            _ages(entry),
            RuleAmount(most, unit) if most is not None else None,
            entry.choice("scope", SCOPES),
            entry.needed("authority"),
            entry.mark,
            entry.needed("population"),
            entry.amount("age_max_y"),
            _also(entry, self.units),
        )
        self.rests(entry)
        if entry.has("confidence"):
            entry.choice("confidence", LIMIT_CONFIDENCES)
        _for_authors(entry, "form", "note")
        return limit

    def contraindication(self, name: str, entry: EntryReader) -> Contraindication:
        rule = Contraindication(
            name,
            entry.needed("trigger"),
            entry.needed_words("trigger_terms"),
            self.needed_names(entry, "applies_to"),
            entry.choice("action", ACTIONS),
            self.names(entry, "supplement_only"),
            dict(self.above(entry)),
            self.names(entry, "every_mention"),
            entry.needed("reason"),
            entry.mark,
        )
        self.rests(entry)
        _for_authors(entry, "threshold", "unless", "trigger_below")
        return rule

    def above(self, entry: EntryReader) -> Iterator[tuple[str, RuleAmount]]:
        """Yield the amounts above which a rule applies: a number, or the allowance."""
        for name, amount in entry.entries("above"):
            self.known(entry, "above", name, amount.mark)
            if amount.has("kind"):
                # of an adequate intake no amount too much follows
                amount.choice("kind", KINDS[:1])
                yield name, self.allowances.get(name, RuleAmount(Decimal(0), NO_UNIT))
            else:
                yield name, RuleAmount(amount.amount("number") or Decimal(0), unit_of(amount, "unit", self.units))
            amount.close()

    def precedence(self, entry: EntryReader, known: Mapping[str, Contraindication]) -> Precedence:
        for name, mark in entry.marked_words("when"):
            if name not in known:
                entry.problem(mark, "unknown-contraindication", unknown("contraindication", name, known))
        precedence = Precedence(
            entry.text("id"),
            tuple(name for name in entry.words("when") if name in known),
            self.names(entry, "drop"),
            self.names(entry, "no_numbers"),
            entry.words("rows"),
            entry.whole("at_most", 0) or None,
            entry.needed("rule"),
            entry.mark,
        )
        entry.close()
        return precedence

    def weights(self, whole: EntryReader) -> Iterator[WeightRule]:
        """Yield the doses of newborns that depend on their weight."""
        for name, entry in whole.entries("newborn_dose_rules"):
            self.rests(entry)
            self.nutrient(entry)
            entry.choice("audience", ("any", "clinician"), "any")
            entry.choice("action", ACTIONS, "warn")
            if entry.has("weight_g") and entry.has("dose"):
                yield self.weight(name, entry)
            others = ("weight_g", "dose", "terms", "population", "reason", "then", "times")
            _for_authors(entry, *others, "route", "timing", "authority", "check", "note")

    def weight(self, name: str, entry: EntryReader) -> WeightRule:
        weight = EntryReader(entry.get("weight_g"), entry.log, "weight_g")
        dose = EntryReader(entry.get("dose"), entry.log, "dose")
        side: Literal["above", "up_to"] = "above" if weight.has("above") else "up_to"
        number = dose.amount("number")
        rule = WeightRule(
            name,
            self.nutrient(entry),
            entry.needed_words("terms"),
            weight.amount(side) or Decimal(0),
            side,
            number or dose.amount("low") or Decimal(0),
            number or dose.amount("high") or Decimal(0),
            unit_of(dose, "unit", self.units),
            entry.choice("audience", ("any", "clinician"), "any"),
            entry.mark,
        )
        weight.close()
        dose.close()
        return rule

    def doses(self, whole: EntryReader) -> Iterator[DoseCheck]:
        for _, entry in whole.entries("studied_doses"):
            self.rests(entry)
            nutrient = self.nutrient(entry)
            entry.choice("audience", ("any", "clinician", "patient"), "any")
            node = entry.get("checks")
            for item in node.items if isinstance(node, Sequence) else ():
                yield self.dose(nutrient, EntryReader(item, entry.log, "checks"))
            _for_authors(entry, "range", "max", "context", "note")

    def dose(self, nutrient: str, entry: EntryReader) -> DoseCheck:
        check = DoseCheck(
            nutrient,
            RuleAmount(entry.amount("above") or Decimal(0), unit_of(entry, "unit", self.units)),
            entry.choice("action", ("fail", "warn")),
            entry.choice("audience", ("any", "patient"), "any"),
            entry.needed("reason"),
            entry.mark,
        )
        entry.close()
        return check

    def clinician_units(self, whole: EntryReader) -> Iterator[ClinicianUnit]:
        for _, entry in whole.entries("clinician_units"):
            entry.needed_words("units")
            named = entry.marked_words("units")
            units = tuple(unit_named(name, mark, self.units, entry.log).id for name, mark in named)
            yield ClinicianUnit(self.nutrient(entry), units, entry.needed("reason"), entry.mark)
            entry.close()

    def conversion(self, entry: EntryReader) -> Conversion:
        name, factor = self.nutrient(entry, "substance"), entry.number("factor")
        if factor is None or factor <= 0:
            entry.problem(entry.mark_of("factor"), "wrong-value", f"{entry.path!r} needs a factor above zero")
        label = self.substances[name].label if name in self.substances else name
        conversion = Conversion(
            label,
            unit_of(entry, "unit", self.units),
            unit_of(entry, "per", self.units),
            factor or Decimal(1),
            entry.mark,
        )
        entry.close()
        return conversion


def _wording(entry: EntryReader) -> AdviceWording:
    if entry.node.entries:
        for key in ("offer", "allow", "refuse", "negate"):
            entry.needed_words(key)
    wording = AdviceWording(*(entry.words(member.name) for member in fields(AdviceWording)))
    entry.close()
    return wording


def _forbidden(name: str, entry: EntryReader) -> ForbiddenTerm:
    term = ForbiddenTerm(name, entry.needed("term"), entry.words("unless_after"), entry.needed("say"), entry.mark)
    entry.close()
    return term
