"""The keys of `content/limits.yaml`: amounts that texts print, and what the safety rules compare them with.

`limits` reads the amounts, `safety_rules` the rules. Doses, intakes and limits are of a `substance`; which kinds of
substances and intakes there are, and what a limit counts, is declared in `content/vocabulary.yaml`.
"""

from __future__ import annotations

from handouts.content.kinds import PRINTED
from handouts.content.safety import ACTIONS, LIMIT_CONFIDENCES
from handouts.core.schema import (
    AMOUNT,
    DECIMAL,
    TEXT,
    TRUTH,
    FileSchema,
    Json,
    Shape,
    entries_of,
    list_of,
    listed,
    mapping_of,
    marked,
    needed,
    one,
    one_of,
    optional,
    otherwise,
    unnamed,
    untyped,
    whole,
)

_QUANTITY: Json = {"type": ["object"]}
_AUDIENCES = ("any", "clinician")
# keys that several entries have
SUBSTANCE = needed(TEXT, "the id of the substance", "paracetamol")
REFERENCES = needed(marked(TEXT, least=1), "the ids of the references", "[guideline_2020]")


class LimitColumnShape(Shape, id="limits.column"):
    """An amount that rows of limits have, which texts print as {{ limit/<id>:<column> }}."""

    label = needed(PRINTED, "what it is", "upper limit")
    compared = otherwise(TRUTH, False, "whether doses are compared with it, where there are several columns", "true")


class AmountShape(Shape, id="limits.amount"):
    """A number in a unit, or a range."""

    EXAMPLE = "{number: 1, unit: mg}"

    number = optional(AMOUNT, "the number", "1")
    low = optional(AMOUNT, "the lower end of a range", "0.3")
    high = optional(AMOUNT, "the upper end of a range", "0.5")
    unit = needed(TEXT, "the unit, with its period if it has one", "mg/day")


class ConversionShape(Shape, id="limits.conversion"):
    """How much of one unit is in another, for one substance: a tablet of it has 500 mg."""

    substance = SUBSTANCE
    unit = needed(TEXT, "the unit that is converted to", "mg")
    per = needed(TEXT, "the unit that is converted", "ml")
    factor = needed(DECIMAL, "so many of 'unit' are in one of 'per'", "24")


class SubstanceShape(Shape, id="limits.substance"):
    """A substance, food or product that people take, and the words that name it."""

    label = needed(PRINTED, "the name that statements and messages use", "paracetamol")
    kind = optional(TEXT, "one of the substance_kinds of content/vocabulary.yaml", "drug")
    terms = otherwise(list_of(PRINTED), (), "all names of it in texts, the label too", "[paracetamol, acetaminophen]")
    part_of = optional(TEXT, "the id of what it is a part of, whose rules hold for it", "painkillers")


class PopulationShape(Shape, id="limits.population"):
    """People as claims name them, with their ages."""

    terms = needed(list_of(PRINTED, least=1), "the words for them", "[children, child]")
    age_min_y = optional(AMOUNT, "the age in years from which on", "0")
    age_max_y = optional(AMOUNT, "the last whole year", "11")
    age_below_y = optional(AMOUNT, "the age in years below which", "12")


class RowShape(Shape, id="limits.row"):
    """What rows of limits and of intakes have in common."""

    substance = SUBSTANCE
    population = needed(PRINTED, "the people in words; numbers of years are those of their ages", "adults")
    unit = needed(TEXT, "the unit", "mg")
    per = optional(TEXT, "the period; a limit without one is for one time", "day")
    authority = needed(PRINTED, "who set it: an authority of content/regions.yaml", "US")
    references = REFERENCES
    also = optional(one(AmountShape), "the same amount in another unit", "{number: 4000, unit: iu/day}")
    form = optional(PRINTED, "which forms of the substance it counts, for authors", "all salts")
    note = optional(PRINTED, "a note for authors", "elemental calcium")


class LimitShape(RowShape, id="limits.limit"):
    """A limit for people of certain ages, in the declared columns; null says that none is set."""

    OTHERS = untyped("a number, or null where no limit is set", {"type": ["number", "null"]})

    age_min_y = optional(AMOUNT, "the age in years from which on it holds", "19")
    age_max_y = optional(AMOUNT, "the last whole year for which it holds", "50")
    age_below_y = optional(AMOUNT, "the age in years below which it holds; null is without end", "51")
    scope = optional(TEXT, "what it counts, of the scopes of content/vocabulary.yaml; else everything", "total_intake")
    confidence = optional(one_of(LIMIT_CONFIDENCES), "how much of its source somebody has seen", "verified")


class IntakeShape(RowShape, id="limits.intake"):
    """A recommended intake."""

    value = needed(AMOUNT, "the amount", "600")
    kind = needed(TEXT, "one of the intake_kinds of content/vocabulary.yaml", "RDA")


class WeightShape(Shape, id="limits.dose-rule.weight"):
    """The people's body weight for whom a dose is."""

    CHOICE = ("above", "up_to")
    EXAMPLE = "{above: 1500, unit: g}"

    above = optional(AMOUNT, "the weight above which it holds", "1500")
    up_to = optional(AMOUNT, "the weight up to which it holds", "30")
    unit = needed(TEXT, "the unit of the weight", "kg")


class DoseRuleShape(Shape, id="limits.dose-rule"):
    """A dose for people of a body weight, or by a route; it is never printed without the weight."""

    substance = SUBSTANCE
    population = needed(PRINTED, "the people in words", "children up to 30 kg")
    weight = optional(one(WeightShape), "the body weight", "{up_to: 30, unit: kg}")
    dose = optional(one(AmountShape), "the dose for one time; null if there is none", "{number: 250, unit: mg}")
    terms = otherwise(list_of(PRINTED), (), "words for how it is given, if it is meant only then", "[syrup]")
    times = optional(whole(), "so many such doses", "3")
    then = optional(one(AmountShape), "what follows", "{number: 1, unit: mg/week}")
    route = optional(PRINTED, "the route", "oral")
    timing = optional(PRINTED, "when", "every 6 hours")
    authority = optional(PRINTED, "who set it", "WHO")
    audience = otherwise(one_of(_AUDIENCES), "any", "who may read it", "clinician")
    action = otherwise(one_of(ACTIONS), "warn", "what is done with a text that prints it", "block")
    reason = optional(PRINTED, "why", "a calculation at home goes wrong")
    check = optional(PRINTED, "what an author must look at", "not with vomiting")
    references = REFERENCES
    note = optional(PRINTED, "a note for authors", "the label gives less")


class DoseCheckShape(Shape, id="limits.studied-dose.check"):
    """What a dose above an amount does."""

    above = needed(AMOUNT, "the amount", "720")
    unit = needed(TEXT, "its unit; without a period the dose of one time is compared", "ug/day")
    action = needed(one_of(("fail", "warn")), "an error or a warning", "warn")
    audience = otherwise(one_of(("any", "patient")), "any", "the readers for whom it is one", "patient")
    reason = needed(PRINTED, "why", "outside the trial range")


class StudiedDoseShape(Shape, id="limits.studied-dose"):
    """Doses that were studied or licensed."""

    substance = SUBSTANCE
    range = optional(one(AmountShape), "the doses of the trials", "{low: 180, high: 375, unit: ug/day}")
    max = optional(one(AmountShape), "the highest dose", "{number: 720, unit: ug/day}")
    context = optional(PRINTED, "who took it, how long, without whom", "2 years, men of 65 to 74 years")
    audience = otherwise(one_of(("any", "clinician", "patient")), "any", "who may read it", "clinician")
    checks = otherwise(unnamed(DoseCheckShape, "checks"), (), "what higher doses do", "[]")
    references = needed(marked(TEXT, least=1), "the ids of the references", "[trial_2019]")
    note = optional(PRINTED, "a note for authors", "three doses were compared")


class AllowanceShape(Shape, id="limits.contraindication.above"):
    """The amount above which a rule holds: a number, or a kind of allowance."""

    CHOICE = ("number", "kind")
    EXAMPLE = "{number: 600, unit: iu/day}"

    number = optional(AMOUNT, "the number", "600")
    unit = optional(TEXT, "its unit", "iu/day")
    kind = optional(TEXT, "an intake kind of content/vocabulary.yaml that is an allowance", "RDA")


class ContraindicationShape(Shape, id="limits.contraindication"):
    """What readers with a trigger must not take, or only after somebody has decided."""

    trigger = needed(PRINTED, "what readers have or take, in words", "liver disease")
    trigger_terms = needed(list_of(PRINTED, least=1), "the words for it in texts", "[liver disease, cirrhosis]")
    trigger_below = optional(
        one(AmountShape), "the value below which a test result is the trigger", "{number: 25, unit: nmol/l}"
    )
    applies_to = needed(marked(TEXT, least=1), "the ids of the substances", "[paracetamol]")
    action = needed(one_of(ACTIONS), "block, or what to do instead", "block")
    only = otherwise(
        mapping_of(marked(TEXT), "scopes to lists of substances"),
        (),
        "the substances for which it holds in one scope alone, for authors",
        "{supplements_only: [calcium]}",
    )
    above = otherwise(
        entries_of(AllowanceShape),
        (),
        "amounts of substances up to which it does not hold",
        "{calcium: {number: 500, unit: mg/day}}",
    )
    every_mention = otherwise(
        marked(TEXT), (), "substances that each sentence beside the trigger must warn of", "[liver]"
    )
    threshold = optional(
        untyped("a value, such as how long two are kept apart", _QUANTITY),
        "the amount or time that matters",
        "{number: 2, unit: hour}",
    )
    unless = optional(PRINTED, "the one exception", "the kidney team prescribes it")
    reason = needed(PRINTED, "why", "the liver breaks it down")
    references = REFERENCES


class PrecedenceShape(Shape, id="limits.precedence"):
    """Contraindications that come before others, and what the rows of a table may then print."""

    id = needed(TEXT, "its id", "p1")
    when = otherwise(marked(TEXT), (), "the ids of the contraindications", "[liver]")
    drop = otherwise(marked(TEXT), (), "substances that no other row may name", "[paracetamol]")
    no_numbers = otherwise(marked(TEXT), (), "substances that print without an amount", "[paracetamol]")
    rows = otherwise(list_of(PRINTED), (), "the only rows that may then print", "[D]")
    at_most = optional(whole(), "so many of these rows one reader has", "1")
    rule = needed(PRINTED, "the rule in words", "With liver disease ask first.")


class ClinicianUnitShape(Shape, id="limits.clinician-unit"):
    """A substance that only clinicians read of in some units."""

    substance = SUBSTANCE
    units = needed(marked(TEXT, least=1), "the ids of the units", "[mg/kg]")
    reason = needed(PRINTED, "why", "nobody should calculate a dose at home")


class ForbiddenTermShape(Shape, id="limits.forbidden-term"):
    """A word that must not be printed."""

    term = needed(PRINTED, "the word", "APAP")
    unless_after = otherwise(list_of(PRINTED), (), "words before it that make it another word", "[group]")
    say = needed(PRINTED, "what to say instead", "paracetamol")


class WordingShape(Shape, id="limits.wording"):
    """Words that tell advice for something from advice against it."""

    offer = needed(list_of(PRINTED, least=1), "words that offer", "[take, add]")
    allow = needed(list_of(PRINTED, least=1), "words that allow", "[fine, safe]")
    refuse = needed(list_of(PRINTED, least=1), "words that refuse or warn", "[not, never, ask]")
    negate = needed(list_of(PRINTED, least=1), "words that turn the next ones round", "[not, never]")
    neutral = otherwise(list_of(PRINTED), (), "words that are looked past", "[not proven]")
    counts = otherwise(list_of(PRINTED), (), "words that say what counts towards a limit", "[counts, in all]")
    by_weight = otherwise(list_of(PRINTED), (), "words for a dose by body weight", "[by weight]")
    hearsay = otherwise(list_of(PRINTED), (), "words over what only others say", "[often said]")


class LimitsShape(Shape, id="limits"):
    """Limits, intakes and safety rules (`content/limits.yaml`)."""

    columns = otherwise(entries_of(LimitColumnShape), (), "the amounts of each limit", "{most: {label: maximum dose}}")
    conversion = otherwise(
        entries_of(ConversionShape),
        (),
        "units of one substance in another",
        "{syrup: {substance: paracetamol, unit: mg, per: ml, factor: 24}}",
    )
    substances = otherwise(entries_of(SubstanceShape), (), "what the rules name", "{paracetamol: {label: paracetamol}}")
    populations = otherwise(
        entries_of(PopulationShape), (), "people and their ages", "{adults: {terms: [adults], age_min_y: 18}}"
    )
    limits = otherwise(
        entries_of(LimitShape),
        (),
        "the limits by id",
        "{day: {substance: paracetamol, population: adults, most: 4, unit: g, per: day,\n"
        "  authority: US, references: [guideline_2020]}}",
    )
    intakes = otherwise(
        entries_of(IntakeShape),
        (),
        "recommended intakes by id",
        "{day: {substance: iron, population: men, value: 8, unit: mg, per: day, kind: RDA,\n"
        "  authority: US, references: [guideline_2020]}}",
    )
    dose_rules = otherwise(
        entries_of(DoseRuleShape),
        (),
        "doses by body weight or route",
        "{light: {substance: paracetamol, population: children, weight: {up_to: 30, unit: kg},\n"
        "  dose: {number: 250, unit: mg}, references: [guideline_2020]}}",
    )
    studied_doses = otherwise(
        entries_of(StudiedDoseShape),
        (),
        "doses that were studied or licensed",
        "{trial: {substance: paracetamol, references: [trial_2019]}}",
    )
    contraindications = otherwise(
        entries_of(ContraindicationShape),
        (),
        "who must not take what",
        "{liver: {trigger: liver disease, trigger_terms: [cirrhosis], applies_to: [paracetamol],\n"
        "  action: block, reason: the liver breaks it down, references: [guideline_2020]}}",
    )
    precedence = otherwise(
        listed(PrecedenceShape),
        (),
        "what comes first, in order",
        "[{id: p1, when: [liver], rule: With liver disease ask first.}]",
    )
    clinician_units = otherwise(
        entries_of(ClinicianUnitShape),
        (),
        "units for clinicians only",
        "{by_weight: {substance: paracetamol, units: [mg/kg], reason: too hard at home}}",
    )
    forbidden_terms = otherwise(
        entries_of(ForbiddenTermShape), (), "words that must not be printed", "{short: {term: APAP, say: paracetamol}}"
    )
    wording = optional(
        one(WordingShape), "words of advice", "{offer: [take], allow: [fine], refuse: [not], negate: [not]}"
    )


LIMITS = FileSchema("content/limits.yaml", "limits, intakes and safety rules", one(LimitsShape))
