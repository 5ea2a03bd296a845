"""The rules of `content/limits.yaml`, read as the typed data of `safety`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, Literal

from handouts.content.limits import compared_column, unit_of_row
from handouts.content.limits_file import (
    LIMITS,
    AllowanceShape,
    AmountShape,
    ClinicianUnitShape,
    ContraindicationShape,
    ConversionShape,
    DoseCheckShape,
    DoseRuleShape,
    ForbiddenTermShape,
    IntakeShape,
    LimitShape,
    LimitsShape,
    PopulationShape,
    PrecedenceShape,
    RowShape,
    StudiedDoseShape,
    SubstanceShape,
    WeightShape,
    WordingShape,
)
from handouts.content.safety import (
    LIMIT,
    AdviceWording,
    Ages,
    ClinicianUnit,
    Contraindication,
    Conversion,
    DoseCheck,
    ForbiddenTerm,
    Intake,
    Population,
    Precedence,
    RuleAmount,
    Safety,
    Substance,
    UpperLimit,
    WeightRule,
)
from handouts.content.units import unit_at, unit_named
from handouts.content.vocabulary import Vocabulary, report_circle, report_unknown
from handouts.core.problem import LISTED, Mark, Problem, did_you_mean, either, unknown
from handouts.core.quantity import NO_UNIT, Unit, Units
from handouts.core.schema import AMOUNT, Entry, Key, named
from handouts.core.source import Mapping as Nodes
from handouts.core.source import Node, Scalar, Source

# a file with rules must state for each kind that it has some, or none: else a kind removed by mistake is missed
SECTIONS = (
    LimitsShape.conversion,
    LimitsShape.substances,
    LimitsShape.populations,
    LimitsShape.limits,
    LimitsShape.dose_rules,
    LimitsShape.studied_doses,
    LimitsShape.precedence,
    LimitsShape.clinician_units,
    LimitsShape.forbidden_terms,
    LimitsShape.wording,
)

_DOSE_AMOUNTS = (DoseRuleShape.weight, DoseRuleShape.dose, DoseRuleShape.then)
# what a dose rule says to its authors
_DOSE_NOTES: tuple[Key[Any], ...] = (
    DoseRuleShape.times,
    DoseRuleShape.route,
    DoseRuleShape.timing,
    DoseRuleShape.authority,
    DoseRuleShape.action,
    DoseRuleShape.reason,
    DoseRuleShape.check,
    DoseRuleShape.note,
)


def read_safety(source: Source, units: Units, vocabulary: Vocabulary, log: list[Problem]) -> Safety:
    """Return the safety rules of `content/limits.yaml`; names of unknown substances are problems."""
    if source.root is None:
        return Safety()
    file = LIMITS.read(source, log)
    if file.has(LimitsShape.contraindications):
        # a project that knows kinds of intakes has some, or says that it has none
        _written(file, *SECTIONS, *((LimitsShape.intakes,) if vocabulary.intake_kinds else ()))
    substances = _substances(file, vocabulary)
    columns = dict(file.read(LimitsShape.columns))
    reader = _RuleReader(file, substances, tuple(columns), compared_column(file, columns), units, vocabulary, [])
    intakes = {name: reader.intake(name, entry) for name, entry in file.read(LimitsShape.intakes)}
    limits = {name: reader.limit(name, entry) for name, entry in file.read(LimitsShape.limits)}
    contraindications = reader.contraindications(_allowances(intakes.values(), vocabulary))
    return Safety(
        substances,
        {name: _population(name, entry) for name, entry in file.read(LimitsShape.populations)},
        intakes,
        limits,
        contraindications,
        tuple(reader.precedence(entry, contraindications) for entry in file.read(LimitsShape.precedence)),
        tuple(reader.weights()),
        tuple(reader.doses()),
        tuple(reader.clinician_units()),
        tuple(_forbidden(name, entry) for name, entry in file.read(LimitsShape.forbidden_terms)),
        tuple(reader.conversion(entry) for _, entry in file.read(LimitsShape.conversion)),
        tuple(reader.cited),
        _wording(file.read(LimitsShape.wording)),
    )


def _written(entry: Entry, *keys: Key[object]) -> None:
    """Report keys that are left out; to say that there is none, write null."""
    for key in keys:
        if key.name not in entry.node.entries:
            message = f"{named(entry.path)} needs the key {key.name!r}: {key.says}; null, if there is none"
            entry.problem(entry.mark, "missing-key", message)


def _substances(file: Entry, vocabulary: Vocabulary) -> dict[str, Substance]:
    """Return the substances; the one that another is a part of must be among them."""
    entries = dict(file.read(LimitsShape.substances))
    found = {name: _substance(name, entry, vocabulary) for name, entry in entries.items()}
    part_of = {name: substance.part_of for name, substance in found.items()}
    for name, entry in entries.items():
        mark = entry.mark_of(SubstanceShape.part_of)
        if part := part_of[name]:
            known_substance(entry, "part_of", (part, mark), found)
        report_circle(entry.log, mark, name, part_of)
    return found


def _substance(name: str, entry: Entry, vocabulary: Vocabulary) -> Substance:
    label, kind = entry.read(SubstanceShape.label), entry.read(SubstanceShape.kind)
    if kind is not None:
        typed = (kind, entry.mark_of(SubstanceShape.kind))
        report_unknown(vocabulary, "kind of substance", typed, vocabulary.substance_kinds, entry.log)
    known = vocabulary.substance_kinds.get(kind or "")
    terms = entry.read(SubstanceShape.terms) or (label,)
    part_of = entry.read(SubstanceShape.part_of)
    return Substance(name, label, terms, part_of or None, LIMIT if known is None else known.limit)


def known_substance(entry: Entry, key: str, typed: tuple[str, Mark], known: Mapping[str, Substance]) -> str:
    """Return a substance's id; in a project without any substances, which has no rules, any name is accepted."""
    name, mark = typed
    if name and known and name not in known:
        hint = did_you_mean(name, known)
        listed = f"; use {either(known)}, or declare it under 'substances'" if len(known) <= LISTED or not hint else ""
        entry.problem(mark, "unknown-substance", f"{key}: unknown substance {name!r}{listed}{hint}")
    return name


def _population(name: str, entry: Entry) -> Population:
    ages = _ages(entry, PopulationShape.age_min_y, PopulationShape.age_max_y, PopulationShape.age_below_y)
    return Population(name, entry.read(PopulationShape.terms), ages)


def _ages(entry: Entry, least: Key[Decimal | None], most: Key[Decimal | None], below: Key[Decimal | None]) -> Ages:
    entry.read(most)
    ages = Ages(entry.read(least) or Decimal(0), entry.read(below))
    if ages.below is not None and ages.below <= ages.least:
        message = f"{named(entry.path)} holds no age: from {ages.least}, below {ages.below}"
        entry.problem(entry.mark_of(below), "wrong-value", message)
    return ages


def _allowances(intakes: Iterable[Intake], vocabulary: Vocabulary) -> dict[tuple[str, str], RuleAmount]:
    """Return the lowest allowance of each substance, by the kind of intake."""
    lowest: dict[tuple[str, str], RuleAmount] = {}
    for intake in intakes:
        if intake.kind in vocabulary.allowances:
            key = intake.substance, intake.kind
            lowest[key] = min(lowest.get(key, intake.amount), intake.amount, key=lambda each: each.value)
    return lowest


def _wording(entry: Entry | None) -> AdviceWording:
    if entry is None:
        return AdviceWording()
    return AdviceWording(*(entry.read(WordingShape.KEYS[member.name]) for member in fields(AdviceWording)))


def _forbidden(name: str, entry: Entry) -> ForbiddenTerm:
    return ForbiddenTerm(
        name,
        entry.read(ForbiddenTermShape.term),
        entry.read(ForbiddenTermShape.unless_after),
        entry.read(ForbiddenTermShape.say),
        entry.mark,
    )


@dataclass(frozen=True, slots=True)
class _RuleReader:
    """A reader of the rules that name substances, which also records the references that they rest on."""

    file: Entry
    substances: Mapping[str, Substance]
    columns: tuple[str, ...]
    compared: str
    units: Units
    vocabulary: Vocabulary
    cited: list[tuple[str, Mark]]

    # --- what rules have in common ---

    def substance(self, entry: Entry, key: Key[str]) -> str:
        """Return the substance that an entry is about."""
        return known_substance(entry, key.name, (entry.read(key), entry.mark_of(key)), self.substances)

    def names(self, entry: Entry, key: Key[tuple[tuple[str, Mark], ...]]) -> frozenset[str]:
        """Return the substances of a list."""
        return frozenset(known_substance(entry, key.name, typed, self.substances) for typed in entry.read(key))

    def rests(self, entry: Entry, key: Key[tuple[tuple[str, Mark], ...]]) -> None:
        self.cited.extend(entry.read(key))

    def unit(self, entry: Entry, key: Key[str]) -> Unit:
        return unit_at(entry, key, self.units)

    def amount(self, entry: Entry) -> tuple[RuleAmount, RuleAmount]:
        """Return the lower and the upper end of an amount, which are equal for a single number."""
        unit, number = self.unit(entry, AmountShape.unit), entry.read(AmountShape.number)
        low, high = (number if number is not None else entry.read(end) for end in (AmountShape.low, AmountShape.high))
        if low is None or high is None:
            message = f"{named(entry.path)} needs a number, or low and high (number: 1)"
            entry.problem(entry.mark, "missing-key", message)
        return RuleAmount(low or Decimal(0), unit), RuleAmount(high or Decimal(0), unit)

    def declared(self, entry: Entry, what: str, key: Key[str], known: Iterable[str]) -> str:
        """Return a word that the vocabulary declares."""
        typed = entry.read(key)
        report_unknown(self.vocabulary, what, (typed, entry.mark_of(key)), known, entry.log)
        return typed

    # --- limits and intakes ---

    def intake(self, name: str, entry: Entry) -> Intake:
        amount = RuleAmount(entry.read(IntakeShape.value), unit_of_row(entry, self.units))
        substance = self.substance(entry, IntakeShape.substance)
        kind = self.declared(entry, "kind of intake", IntakeShape.kind, self.vocabulary.intake_kinds)
        authority = entry.read(IntakeShape.authority)
        self.row(entry)
        entry.read(IntakeShape.references)
        return Intake(name, substance, kind, amount, self.also(entry), entry.mark, authority)

    def row(self, entry: Entry) -> None:
        """Read what a row says to its authors."""
        for key in (RowShape.population, RowShape.form, RowShape.note):
            entry.read(key)

    def also(self, entry: Entry) -> RuleAmount | None:
        """Return the same amount in another unit, as its source prints it."""
        also = entry.read(RowShape.also)
        return self.amount(also)[1] if also is not None else None

    def limit(self, name: str, entry: Entry) -> UpperLimit:
        self.check_columns(entry)
        _written(entry, LimitShape.age_min_y, LimitShape.age_below_y)
        node = entry.node.entries.get(self.compared)
        none = node is None or (isinstance(node, Scalar) and node.empty)
        most = None if none or node is None else AMOUNT.read(entry, self.compared, node)
        unit = unit_of_row(entry, self.units)
        self.rests(entry, LimitShape.references)
        self.row(entry)
        entry.read(LimitShape.confidence)
        return UpperLimit(
            name,
            self.substance(entry, LimitShape.substance),
            _ages(entry, LimitShape.age_min_y, LimitShape.age_max_y, LimitShape.age_below_y),
            RuleAmount(most, unit) if most is not None else None,
            self.scope(entry),
            entry.read(LimitShape.authority),
            entry.mark,
            entry.read(LimitShape.population),
            entry.read(LimitShape.age_max_y),
            self.also(entry),
        )

    def check_columns(self, entry: Entry) -> None:
        """Report a limit without the column that doses are compared with, and keys that are no column."""
        if self.compared and self.compared not in entry.node.entries:
            message = f"{named(entry.path)} needs the key {self.compared!r}; null, if no limit is set"
            entry.problem(entry.mark, "missing-key", message)
        known = (*LimitShape.KEYS, *self.columns)
        for name, mark in entry.node.keys.items():
            if name not in known:
                hint = did_you_mean(name, known)
                message = f"unknown key {name!r} in {named(entry.path)}; use {either(known)}{hint}"
                entry.problem(mark, "unknown-key", message)

    def scope(self, entry: Entry) -> str | None:
        """Return what a limit counts; without a word, everything."""
        scope = entry.read(LimitShape.scope)
        if scope is not None:
            typed = (scope, entry.mark_of(LimitShape.scope))
            report_unknown(self.vocabulary, "scope", typed, self.vocabulary.scopes, entry.log)
        return scope

    # --- contraindications ---

    def contraindications(self, allowances: Mapping[tuple[str, str], RuleAmount]) -> dict[str, Contraindication]:
        entries = self.file.read(LimitsShape.contraindications)
        return {name: self.contraindication(name, entry, allowances) for name, entry in entries}

    def contraindication(
        self, name: str, entry: Entry, allowances: Mapping[tuple[str, str], RuleAmount]
    ) -> Contraindication:
        shape = ContraindicationShape
        self.rests(entry, shape.references)
        self.only(entry)
        if (below := entry.read(shape.trigger_below)) is not None:
            self.amount(below)
        entry.read(shape.unless)
        return Contraindication(
            name,
            entry.read(shape.trigger),
            entry.read(shape.trigger_terms),
            self.names(entry, shape.applies_to),
            entry.read(shape.action),
            dict(self.above(entry, allowances)),
            self.names(entry, shape.every_mention),
            entry.read(shape.reason),
            entry.mark,
        )

    def only(self, entry: Entry) -> None:
        """Read for which substances a rule holds in one scope alone: a note for authors."""
        node = entry.typed(ContraindicationShape.only)
        for scope, substances in entry.read(ContraindicationShape.only):
            for typed in substances:
                known_substance(entry, "only", typed, self.substances)
            mark = _mark_in(node, scope, entry.mark)
            report_unknown(self.vocabulary, "scope", (scope, mark), self.vocabulary.scopes, entry.log)

    def above(self, entry: Entry, allowances: Mapping[tuple[str, str], RuleAmount]) -> Iterator[tuple[str, RuleAmount]]:
        """Yield the amounts above which a rule applies: a number, or the allowance."""
        node = entry.typed(ContraindicationShape.above)
        for name, amount in entry.read(ContraindicationShape.above):
            known_substance(entry, "above", (name, _mark_in(node, name, amount.mark)), self.substances)
            kind, number, unit = (
                amount.read(key) for key in (AllowanceShape.kind, AllowanceShape.number, AllowanceShape.unit)
            )
            if amount.chosen() == "kind":
                typed = (str(kind), amount.mark_of(AllowanceShape.kind))
                report_unknown(self.vocabulary, "kind of allowance", typed, self.vocabulary.allowances, amount.log)
                yield name, allowances.get((name, str(kind)), RuleAmount(Decimal(0), NO_UNIT))
            elif isinstance(number, Decimal):
                if unit is None:
                    amount.missing(AllowanceShape.unit)
                mark = amount.mark_of(AllowanceShape.unit)
                yield name, RuleAmount(number, unit_named(str(unit or ""), mark, self.units, amount.log))

    def precedence(self, entry: Entry, known: Mapping[str, Contraindication]) -> Precedence:
        when = entry.read(PrecedenceShape.when)
        for name, mark in when:
            if name not in known:
                entry.problem(mark, "unknown-contraindication", unknown("contraindication", name, known))
        return Precedence(
            entry.read(PrecedenceShape.id),
            tuple(name for name, _ in when if name in known),
            self.names(entry, PrecedenceShape.drop),
            self.names(entry, PrecedenceShape.no_numbers),
            entry.read(PrecedenceShape.rows),
            entry.read(PrecedenceShape.at_most),
            entry.read(PrecedenceShape.rule),
            entry.mark,
        )

    # --- doses ---

    def weights(self) -> Iterator[WeightRule]:
        """Yield the doses that depend on body weight."""
        for name, entry in self.file.read(LimitsShape.dose_rules):
            self.rests(entry, DoseRuleShape.references)
            about = self.substance(entry, DoseRuleShape.substance), entry.read(DoseRuleShape.terms)
            people, audience = entry.read(DoseRuleShape.population), entry.read(DoseRuleShape.audience)
            weight, dose, then = (entry.read(key) for key in _DOSE_AMOUNTS)
            for key in _DOSE_NOTES:
                entry.read(key)
            ends = self.amount(dose) if dose is not None else None
            if then is not None:
                self.amount(then)
            if weight is not None:
                bound = self.weight(weight)
                if ends is not None:
                    reader: Literal["any", "clinician"] = "clinician" if audience == "clinician" else "any"
                    yield WeightRule(name, *about, people, *bound, *ends, reader, entry.mark)

    def weight(self, entry: Entry) -> tuple[RuleAmount, Literal["above", "up_to"]]:
        """Return the body weight at which a dose changes, and the side of it on which it holds."""
        side: Literal["above", "up_to"] = "up_to" if entry.chosen() == "up_to" else "above"
        number = entry.read(WeightShape.up_to if side == "up_to" else WeightShape.above)
        return RuleAmount(number or Decimal(0), self.unit(entry, WeightShape.unit)), side

    def doses(self) -> Iterator[DoseCheck]:
        for _, entry in self.file.read(LimitsShape.studied_doses):
            self.rests(entry, StudiedDoseShape.references)
            substance = self.substance(entry, StudiedDoseShape.substance)
            entry.read(StudiedDoseShape.audience)
            for amount in (entry.read(StudiedDoseShape.range), entry.read(StudiedDoseShape.max)):
                if amount is not None:
                    self.amount(amount)
            for check in entry.read(StudiedDoseShape.checks):
                yield self.dose(substance, check)

    def dose(self, substance: str, entry: Entry) -> DoseCheck:
        return DoseCheck(
            substance,
            RuleAmount(entry.read(DoseCheckShape.above), self.unit(entry, DoseCheckShape.unit)),
            "fail" if entry.read(DoseCheckShape.action) == "fail" else "warn",
            "patient" if entry.read(DoseCheckShape.audience) == "patient" else "any",
            entry.read(DoseCheckShape.reason),
            entry.mark,
        )

    def clinician_units(self) -> Iterator[ClinicianUnit]:
        for _, entry in self.file.read(LimitsShape.clinician_units):
            typed = entry.read(ClinicianUnitShape.units)
            units = tuple(unit_named(name, mark, self.units, entry.log).id for name, mark in typed)
            substance, reason = (
                self.substance(entry, ClinicianUnitShape.substance),
                entry.read(ClinicianUnitShape.reason),
            )
            yield ClinicianUnit(substance, units, reason, entry.mark)

    def conversion(self, entry: Entry) -> Conversion:
        name, factor = self.substance(entry, ConversionShape.substance), entry.read(ConversionShape.factor)
        if factor <= 0 and entry.has(ConversionShape.factor):
            message = f"{named(entry.path)} needs a factor above zero"
            entry.problem(entry.mark_of(ConversionShape.factor), "wrong-value", message)
        label = self.substances[name].label if name in self.substances else name
        unit, per = self.unit(entry, ConversionShape.unit), self.unit(entry, ConversionShape.per)
        return Conversion(label, unit, per, factor if factor > 0 else Decimal(1), entry.mark)


def _mark_in(node: Node | None, name: str, otherwise: Mark) -> Mark:
    """Return the place of a key of a mapping."""
    return node.keys.get(name, otherwise) if isinstance(node, Nodes) else otherwise
