"""The rules of `content/limits.yaml`, read as the typed data of `safety`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Literal

from handouts.content.entry import EntryReader
from handouts.content.limits import limit_column, unit_by_period, unit_of
from handouts.content.safety import (
    ACTIONS,
    LIMIT,
    LIMIT_CONFIDENCES,
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
from handouts.content.vocabulary import Vocabulary, report_circle, undeclared, word_of
from handouts.core.problem import Mark, Problem, did_you_mean, unknown
from handouts.core.quantity import UNIT_WORDS, Unit
from handouts.core.source import Sequence, Source

# a file with rules must state for each kind that it has some, or none: else a kind removed by mistake is missed
SECTIONS = (
    "conversion",
    "substances",
    "populations",
    "limits",
    "dose_rules",
    "studied_doses",
    "precedence",
    "clinician_units",
    "forbidden_terms",
    "wording",
)


def read_safety(source: Source, log: list[Problem], vocabulary: Vocabulary) -> Safety:
    """Return the safety rules of `content/limits.yaml`; names of unknown substances are problems."""
    if source.root is None:
        return Safety()
    whole = EntryReader(source.root, log, mark=source.root.mark)
    whole.has("columns")
    if whole.has("contraindications"):
        # a project that knows kinds of intakes has some, or says that it has none
        _written(whole, *SECTIONS, *(("intakes",) if vocabulary.intake_kinds else ()))
    substances = _substances(whole, vocabulary)
    intakes = {name: _intake(name, entry, substances, vocabulary) for name, entry in whole.entries("intakes")}
    reader = _RuleReader(substances, _allowances(intakes.values(), vocabulary), limit_column(whole), vocabulary, [])
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


def _substances(whole: EntryReader, vocabulary: Vocabulary) -> dict[str, Substance]:
    """Return the substances; the one that another is a part of must be among them."""
    found = {name: _substance(name, entry, vocabulary) for name, entry in whole.entries("substances")}
    part_of = {name: substance.part_of for name, substance in found.items()}
    for name, entry in whole.entries("substances"):
        if part := entry.text("part_of"):
            known_substance(entry, "part_of", part, entry.mark_of("part_of"), found)
        report_circle(entry, name, part_of)
    return found


def _substance(name: str, entry: EntryReader, vocabulary: Vocabulary) -> Substance:
    label, kinds = entry.needed("label"), vocabulary.substance_kinds
    kind = kinds.get(word_of(entry, "kind", kinds, vocabulary)) if entry.has("kind") else None
    terms = entry.words("terms") or (label,)
    substance = Substance(name, label, terms, entry.text("part_of") or None, LIMIT if kind is None else kind.limit)
    entry.close()
    return substance


def _population(name: str, entry: EntryReader) -> Population:
    population = Population(name, entry.needed_words("terms"), _ages(entry))
    entry.close()
    return population


def _allowances(intakes: Iterable[Intake], vocabulary: Vocabulary) -> dict[tuple[str, str], RuleAmount]:
    """Return the lowest allowance of each substance, by the kind of intake."""
    lowest: dict[tuple[str, str], RuleAmount] = {}
    for intake in intakes:
        if intake.kind in vocabulary.allowances:
            key = intake.substance, intake.kind
            lowest[key] = min(lowest.get(key, intake.amount), intake.amount, key=lambda each: each.value)
    return lowest


def _intake(name: str, entry: EntryReader, substances: Mapping[str, Substance], vocabulary: Vocabulary) -> Intake:
    entry.need("value")
    amount = RuleAmount(entry.amount("value") or Decimal(0), unit_by_period(entry))
    substance = known_substance(entry, "substance", entry.needed("substance"), entry.mark_of("substance"), substances)
    kind = word_of(entry, "kind", vocabulary.intake_kinds, vocabulary)
    intake = Intake(name, substance, kind, amount, _also(entry), entry.mark, entry.needed("authority"))
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


def _also(entry: EntryReader) -> RuleAmount | None:
    """Return the same amount in another unit, as its source prints it."""
    if not entry.has("also"):
        return None
    also = EntryReader(entry.get("also"), entry.log, f"{entry.path}/also")
    amount = RuleAmount(also.amount("number") or Decimal(0), _unit(also))
    also.close()
    return amount


def _unit(entry: EntryReader, key: str = "unit") -> Unit:
    return unit_of(entry, key, entry.needed(key))


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
    allowances: Mapping[tuple[str, str], RuleAmount]
    column: str
    vocabulary: Vocabulary
    cited: list[tuple[str, Mark]]

    def substance(self, entry: EntryReader) -> str:
        """Return the substance that an entry is about."""
        return self.known(entry, "substance", entry.needed("substance"), entry.mark_of("substance"))

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
        _written(entry, self.column, "age_min_y", "age_below_y")
        most, unit = entry.amount(self.column), unit_by_period(entry)
        limit = UpperLimit(
            name,
            self.substance(entry),
            _ages(entry),
            RuleAmount(most, unit) if most is not None else None,
            self.scope(entry),
            entry.needed("authority"),
            entry.mark,
            entry.needed("population"),
            entry.amount("age_max_y"),
            _also(entry),
        )
        self.rests(entry)
        if entry.has("confidence"):
            entry.choice("confidence", LIMIT_CONFIDENCES)
        _for_authors(entry, "form", "note")
        return limit

    def scope(self, entry: EntryReader) -> str | None:
        """Return what a limit counts; without a word, everything."""
        return word_of(entry, "scope", self.vocabulary.scopes, self.vocabulary) if entry.has("scope") else None

    def contraindication(self, name: str, entry: EntryReader) -> Contraindication:
        rule = Contraindication(
            name,
            entry.needed("trigger"),
            entry.needed_words("trigger_terms"),
            self.needed_names(entry, "applies_to"),
            entry.choice("action", ACTIONS),
            dict(self.above(entry)),
            self.names(entry, "every_mention"),
            entry.needed("reason"),
            entry.mark,
        )
        self.rests(entry)
        self.only(entry)
        _for_authors(entry, "threshold", "unless", "trigger_below")
        return rule

    def only(self, entry: EntryReader) -> None:
        """Read for which substances a rule holds in one scope alone, such as supplements: a note for authors."""
        if not entry.has("only"):
            return
        only = EntryReader(entry.get("only"), entry.log, f"{entry.path}/only")
        for scope, _, mark in entry.children("only"):
            self.names(only, scope)
            if scope not in self.vocabulary.scopes:
                entry.problem(mark, "unknown-word", undeclared("scope", scope, self.vocabulary.scopes))

    def above(self, entry: EntryReader) -> Iterator[tuple[str, RuleAmount]]:
        """Yield the amounts above which a rule applies: a number, or the allowance."""
        for name, amount in entry.entries("above"):
            self.known(entry, "above", name, amount.mark)
            if amount.has("kind"):
                kind = word_of(amount, "kind", self.vocabulary.allowances, self.vocabulary)
                yield name, self.allowances.get((name, kind), RuleAmount(Decimal(0), Unit("none")))
            else:
                yield name, RuleAmount(amount.amount("number") or Decimal(0), _unit(amount))
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
        """Yield the doses that depend on body weight."""
        for name, entry in whole.entries("dose_rules"):
            self.rests(entry)
            self.substance(entry)
            entry.choice("audience", ("any", "clinician"), "any")
            entry.choice("action", ACTIONS, "warn")
            if entry.has("weight") and entry.has("dose"):
                yield self.weight(name, entry)
            others = ("weight", "dose", "terms", "population", "reason", "then", "times")
            _for_authors(entry, *others, "route", "timing", "authority", "check", "note")

    def weight(self, name: str, entry: EntryReader) -> WeightRule:
        weight = EntryReader(entry.get("weight"), entry.log, f"{entry.path}/weight")
        dose = EntryReader(entry.get("dose"), entry.log, f"{entry.path}/dose")
        side: Literal["above", "up_to"] = "above" if weight.has("above") else "up_to"
        weight.need(side)
        number, unit = dose.amount("number"), _unit(dose)
        rule = WeightRule(
            name,
            self.substance(entry),
            entry.words("terms"),
            entry.needed("population"),
            RuleAmount(weight.amount(side) or Decimal(0), _unit(weight)),
            side,
            RuleAmount(number or dose.amount("low") or Decimal(0), unit),
            RuleAmount(number or dose.amount("high") or Decimal(0), unit),
            entry.choice("audience", ("any", "clinician"), "any"),
            entry.mark,
        )
        weight.close()
        dose.close()
        return rule

    def doses(self, whole: EntryReader) -> Iterator[DoseCheck]:
        for _, entry in whole.entries("studied_doses"):
            self.rests(entry)
            substance = self.substance(entry)
            entry.choice("audience", ("any", "clinician", "patient"), "any")
            node = entry.get("checks")
            for item in node.items if isinstance(node, Sequence) else ():
                yield self.dose(substance, EntryReader(item, entry.log, "checks"))
            _for_authors(entry, "range", "max", "context", "note")

    def dose(self, substance: str, entry: EntryReader) -> DoseCheck:
        check = DoseCheck(
            substance,
            RuleAmount(entry.amount("above") or Decimal(0), _unit(entry)),
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
            units = entry.choices("units", tuple(UNIT_WORDS))
            yield ClinicianUnit(self.substance(entry), units, entry.needed("reason"), entry.mark)
            entry.close()

    def conversion(self, entry: EntryReader) -> Conversion:
        name, factor = self.substance(entry), entry.number("factor")
        if factor is None or factor <= 0:
            entry.problem(entry.mark_of("factor"), "wrong-value", f"{entry.path!r} needs a factor above zero")
        label = self.substances[name].label if name in self.substances else name
        conversion = Conversion(label, _unit(entry), _unit(entry, "per"), factor or Decimal(1), entry.mark)
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
