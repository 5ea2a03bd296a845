"""The rules of evidence, contradictions and freshness: a snippet that fails at its line, and a twin that passes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.projects import HEAD, LEAFLET, LIMITS, REFERENCES, built, deck, leaflet, line_of, make_project
from support.rules import CASES as OTHER_CASES
from support.rules import Case, changed, content_problems, named
from support.units import unit_named

from handouts.checks import evidence
from handouts.checks.evidence import contradiction, restated_amount
from handouts.checks.evidence.amounts import Amount, amount
from handouts.checks.packs.english import ENGLISH
from handouts.checks.subject import Subject
from handouts.content.project import Project, read_all, read_content
from handouts.core.problem import Problem
from handouts.core.quantity import Measured, Number
from handouts.core.source import read_source

SMALL = "leaflets/small.yaml"
FACTS = "claims/fact.yaml"


def claim(name: str, statement: str, *keys: str, **more: str) -> str:
    """A claim of `claims/fact.yaml`; `more` replaces what it says of itself."""
    says = {
        "subject": name,
        "population": "adults",
        "purpose": "definition",
        "certainty": "high",
        "basis": "trial",
        "references": "[paper_2012]",
        "checked": "2026-11-22",
        "review_due": "2027-11-22",
        **more,
    }
    if says["certainty"] != "ungraded" and says["references"] == "[paper_2012]":
        says["graded_by"] = "paper_2012"
    lines = (f"statement: {statement}", *(f"{key}: {text}" for key, text in says.items()), *keys)
    return f"fact.{name}:\n" + "".join(f"  {line}\n" for line in lines)


def fact(rule: str, text: str, wrong: str, right: str, at: str = "statement", **others: str) -> Case:
    """A case in a file of claims, whose twin is mended."""
    names = {
        "references.yaml": REFERENCES,
        "limits.yaml": LIMITS,
        **{f"{key}.yaml": each for key, each in others.items()},
    }
    return Case(rule, FACTS, text, wrong, right, at, others={key: each for key, each in names.items() if each})


def printed(rule: str, facts: str, text: str, wrong: str, right: str, **others: str) -> Case:
    """A case in the words of a leaflet that uses these claims."""
    case = Case(rule, SMALL, leaflet(text), wrong, right)
    return replace(case, others={FACTS: facts, **{f"{key}.yaml": each for key, each in others.items()}})


def taught(rule: str, facts: str, slide: str, wrong: str, right: str) -> Case:
    """A case on a slide."""
    return Case(rule, "decks/talk.yaml", deck(slide), wrong, right, others={FACTS: facts})


def entry(old: str, wrong: str, right: str = "", more: str = "", at: str = "") -> Case:
    """A case in the first reference; a wrong text in place of a right one, which is the old one unless it is given."""
    text = REFERENCES.replace(old, wrong, 1).replace("given: A}\n", f"given: A}}\n{more}", 1)
    field = at or wrong.rpartition("\n")[2].strip()
    return Case("wrong-reference", "references.yaml", text, wrong, right or old, at=field)


def slide(rests_on: str, text: str) -> str:
    return (
        f"- id: s\n  slide: bullets\n  title: T\n  sources: [paper_2012]\n  rests_on: [{rests_on}]\n"
        f"  blocks:\n    - id: a\n      bullets:\n        x: {text}\n"
    )


NEWER = REFERENCES + (
    "old_2020:\n  type: book\n  title: An old edition\n  author: [{literal: A}]\n  publisher: P\n  issued: 2020\n  confidence: verified\n  short: O\n  plain: O\n"
    "  superseded_by: paper_2012\n"
)
CYCLES = "documents: {deck: 24}\nclaims: {definition: 12}\n"
SLIDES = "- id: s\n  slide: bullets\n  title: T\n  sources: [paper_2012]\n  blocks:\n    - id: a\n      bullets: {x: Words}\n"
WEAK = {"certainty": "low", "basis": "cohort"}
MECHANISM = {"certainty": "ungraded", "basis": "mechanism"}
SURE = claim("sure", "A tablet prevents broken bones.")
UNSURE = claim("unsure", "A tablet goes with fewer broken bones.", **WEAK)
RISK = claim(
    "risk",
    "About 4 in 1,000 bleed in the first week.",
    "value: {numerator: 4, denominator: 1000, span: in the first week}",
    purpose="risk",
)
OTHER_RISK = claim(
    "other",
    "About 7 in 100,000 bleed later, up to 6 months.",
    "value: {numerator: 7, denominator: 100000, span: up to 6 months}",
    purpose="risk",
)
TIMES = claim(
    "times", "It is 81 times likelier.", "value: {number: 81, unit: times}", "absolute: fact.risk", purpose="effect"
)
RATIO = claim(
    "ratio",
    "The risk ratio is 0.5 (0.3 to 0.8, 95 %).",
    "value: {estimate: 0.5, low: 0.3, high: 0.8, measure: RR, level: 95}",
    "absolute: fact.risk",
    audience="clinician",
)
BENEFIT = claim("benefit", "The shot helps.", "harms: [fact.harm, fact.second]", purpose="recommendation")
HARM = claim("harm", "The place may be sore.") + claim("second", "It may bruise.")
D_CLAIM = claim(
    "d",
    "Take 600 IU (15 µg) of vitamin D a day.",
    "values:",
    "  iu: {number: 600, unit: iu/day}",
    "  ug: {number: 15, unit: ug/day}",
)
CONVERTING = (
    LIMITS
    + "substances: {d: {label: vitamin D}, magnesium: {label: magnesium}, vitamin_k: {label: vitamin K}}\nconversion: {d: {substance: d, unit: ug, per: iu, factor: 0.025}}\n"
)
# the number that a value of a print rule's case does not hold, before or after it is mended
BOTH = "said: [not 6, 12 months]\n"
SEEN = "source_says: {text: T, quantity: 1-12 mo, verdict: conflicts, print_rule: block, why: W}"
LIMIT_CLAIM = claim(
    "limit",
    "At most 350 mg of magnesium a day.",
    "value: {number: 350, unit: mg/day, authority: US, restates: [limits/mg.us.9/ul]}",
    subject="magnesium from tablets",
    purpose="limit",
)
INTAKES = LIMITS + (
    "intakes:\n  f: {substance: magnesium, population: women, value: 320, unit: mg, per: day, authority: US, kind: RDA, references: [paper_2012]}\n"
    "  m: {substance: magnesium, population: men, value: 420, unit: mg, per: day, authority: US, kind: RDA, references: [paper_2012]}\n"
    "contraindications:\n  tablet:\n    trigger: tablets\n    trigger_terms: [tablets]\n    references: [paper_2012]\n    applies_to: [magnesium]\n    action: space\n"
    "    reason: it blocks them\n    threshold: {number: 4, unit: hour}\n"
    "conversion: null\nsubstances: null\npopulations: null\ndose_rules: null\nstudied_doses: null\n"
    "precedence: null\nclinician_units: null\nforbidden_terms: null\nwording: null\n"
)
WEIGHED = """\
columns:
  grams: {unit: g, decimals: 0, label: Weight}
  k1_ug: {unit: ug, decimals: 0, label: K1}
  k1_per: {unit: ug/100g, decimals: 0, label: K1 in 100 g, of: k1_ug, by: grams}
foods:
  kale: {name: Kale, serving: 1 cup, grams: 59, k1_ug: 264, k1_per: 417.5, references: [paper_2012], checked: 2026-11-22}
  natto: {name: Natto, serving: 1 pack, grams: 40, k1_ug: 9, k1_per: null, references: [paper_2012], checked: 2026-11-22}
"""
BANDED = """\
columns:
  grams: {unit: g, decimals: 0, label: Weight}
  k1_ug: {unit: ug, decimals: 0, label: K1}
banded: [k1_ug]
bands:
  low: {from: 0, below: 25, label: Low}
  high: {from: 25, below: null, label: High}
  unknown: {from: null, below: null, label: Not known}
foods:
  kale: {name: Kale, grams: 59, k1_ug: 25, references: [paper_2012], checked: 2026-11-22, band: low}
  natto: {name: Natto, grams: 40, k1_ug: null, references: [paper_2012], checked: 2026-11-22, band: unknown}
"""
FOOD_CLAIM = claim(
    "food", "A pack of natto weighs 40 g.", "value: {number: 40, unit: g, restates: [foods/natto/grams]}"
)
SAME = "value: {number: 10, unit: minute, subject: pressing, purpose: safety advice}"
BOTH_RISKS = (
    '- id: a\n  text: "In the first week {{ fact.risk:per-1000 }} of 1,000; later {{ fact.other%s }}, up to 6 months."'
)

CASES = [
    # references
    fact("superseded-reference", claim("a", "So it is.", references="[old_2020]", certainty="ungraded"), "[old_2020]", "[old_2020, paper_2012]", references=NEWER),
    printed("superseded-reference", SURE, '- id: a\n  text: "Words[@old_2020]."', "Words[@old_2020]", "Words[@old_2020][@paper_2012]", references=NEWER),
    Case("unknown-reference", "references.yaml", NEWER.replace("superseded_by: paper_2012", "superseded_by: paper_2013"), "paper_2013", "paper_2012", at="type: book"),
    fact("missing-reference", claim("a", "So it is.", references="[]", certainty="ungraded"), "[]", "[paper_2012]"),
    Case("unconfirmed-reference", SMALL, LEAFLET.replace("[paper_2012]", "[memory_2011]"), "memory_2011", "paper_2012", at="title"),
    # strength and audience
    fact("unsupported-advice", claim("a", "Do it.", "strength: strong", **WEAK), "strength: strong", "strength: conditional"),
    fact("unsupported-advice", claim("a", "Do it.", "strength: strong", **MECHANISM), "strength: strong", "strength: strong\n  strength_reason: the harm is grave"),
    fact("unknown-value", claim("a", "Do it.", "strength: stong"), "stong", "strong", at="stong"),
    fact("forbidden-value", claim("a", "So it is.", "audience: any", "source_says: {text: T, verdict: supported, print_rule: clinician_deck_only, why: W}"), "audience: any", "audience: clinician"),
    fact("forbidden-value", claim("a", "It comes at 1 to 12 months, not 6.", "value: {low: 1, high: 12, unit: month}", SEEN), "high: 12", "high: 6", names=BOTH),
    fact("forbidden-value", claim("a", "It comes up to 12 months, not 6.", "values:", "  end: {number: 12, unit: month}", SEEN), "number: 12", "number: 6", names=BOTH),
    fact("forbidden-value", claim("a", "About 100 in 100, not 98.", "value: {numerator: 100, denominator: 100}", SEEN.replace("1-12 mo", "≈ 100 %")), "numerator: 100", "numerator: 98"),
    # a value and its statement
    fact("wrong-statement", RISK.replace("span: in the first week", "span: in the first month"), "span: in the first month", "span: the first week"),
    fact("wrong-statement", claim("a", "Take 45 mg a day.", "value: {number: 45, unit: ug/day}"), "unit: ug/day", "unit: mg/day"),
    fact("wrong-unit", claim("a", "Wait for 2 working days.", "value: {number: 2, unit: day}"), "2 working days.", "2 days."),
    fact("wrong-statement", claim("a", "Wait for 2 to 3 hours.", "value: {low: 2, high: 3, unit: day}"), "unit: day", "unit: hour"),
    fact("wrong-grade", claim("a", "So it is.").replace("  graded_by: paper_2012\n", ""), "certainty: high", "certainty: ungraded"),
    fact("wrong-grade", claim("a", "So it is.").replace("graded_by: paper_2012", "graded_by: memory_2011"), "graded_by: memory_2011", "graded_by: paper_2012"),
    fact("wrong-grade", claim("a", "So it is.", "source_says: {text: T, verdict: supported, grade: low, print_rule: allow, why: W}"), "grade: low", "grade: high"),
    # words
    printed("excessive-certainty", UNSURE, '- id: a\n  rests_on: [fact.unsure]\n  text: "A tablet prevents broken bones."', "prevents", "goes with fewer"),
    printed("excessive-certainty", UNSURE, '- id: a\n  rests_on: [fact.unsure]\n  text: "It always helps. It is not proven."', "It always helps", "It may help"),
    replace(
        printed("excessive-certainty", UNSURE + SURE, '- id: a\n  rests_on: [fact.unsure]\n  text: "A tablet prevents broken bones."', "[fact.unsure]", "[fact.unsure, fact.sure]"),
        at='"A tablet',
    ),
    printed("excessive-certainty", claim("some", "Trials disagree.", certainty="ungraded"), '- id: a\n  rests_on: [fact.some]\n  text: "K2 is proven to help."', "is proven", "is not proven"),
    fact("excessive-certainty", claim("a", "K2 cures bones.", **MECHANISM), "cures", "may act on"),
    fact("excessive-certainty", claim("a", "K2 is proven to help.", **WEAK), "is proven", "is not proven"),
    printed("vague-frequency", SURE, '- id: a\n  text: "Bleeding is rare. About 4 times."', "rare", "seen"),
    printed("vague-frequency", RISK, '- id: a\n  text: "In the first week bleeding is common with vitamin K2."', "with vitamin K2", "({{ fact.risk }})"),
    # benefits and harms
    fact("missing-harm", claim("a", "Take it.", purpose="dose"), "purpose: dose", "purpose: dose\n  harms: none-reported"),
    fact("unknown-value", claim("a", "Take it.", "harms: none"), "harms: none", "harms: none-reported", at="harms"),
    fact("unknown-claim", claim("a", "Take it.", "harms: [fact.harn]") + HARM, "fact.harn]", "fact.harm]"),
    printed("missing-harm", BENEFIT + HARM, "- id: a\n  rests_on: [fact.benefit]\n  text: Say yes.", "fact.benefit]", "fact.benefit, fact.harm]"),
    taught("missing-harm", BENEFIT + HARM, slide("fact.benefit", "Words"), "fact.benefit]", "fact.benefit, fact.second]"),
    printed("missing-harm", BENEFIT + HARM.replace("trial", "trial\n  audience: clinician"), "- id: a\n  rests_on: [fact.benefit]\n  text: Say yes.", "[fact.benefit]", "[dose.target]"),
    replace(
        printed("missing-harm", BENEFIT + HARM, "- id: a\n  rests_on: [fact.benefit, fact.harm]\n  text: Say yes.", "fact.harm]", "fact.harm, fact.second]"),
        others={FACTS: BENEFIT + HARM, "decks/talk.yaml": deck(slide("fact.benefit, fact.second", "Words"))},
    ),
    # sources of slides
    replace(
        taught("missing-sources", SURE, slide("fact.sure", "Words").replace("sources: [paper_2012]", "minutes: 1"), "minutes: 1", "sources: [paper_2012]"),
        at="- id: s",
    ),
    # risks
    fact("missing-absolute-risk", RATIO.replace("  absolute: fact.risk\n", ""), "audience: clinician", "audience: clinician\n  absolute: none-reported"),
    printed("missing-absolute-risk", TIMES + RISK, '- id: a\n  text: "It is {{ fact.times }} likelier."', "likelier", "likelier: {{ fact.risk }} in the first week"),
    replace(
        taught("missing-absolute-risk", RATIO + RISK, slide("fact.ratio", '"{{ fact.ratio }}"'), "rests_on: [fact.ratio]", "rests_on: [fact.ratio, fact.risk]"),
        at='"{{ fact',
    ),
    fact("missing-absolute-risk", RATIO.replace("fact.risk", "fact.harm") + RISK + HARM, "absolute: fact.harm", "absolute: fact.risk"),
    printed("mixed-denominators", RISK + OTHER_RISK, BOTH_RISKS % "", "fact.other }}", "fact.other:per-1000 }}"),
    printed("mixed-denominators", RISK, '- id: a\n  figure: {kind: icon-array, alt: Four bleed., value: fact.risk, total: 100, label: "{{ fact.risk }} in the first week", rest: Do not}', "total: 100,", "total: 1000,"),
    taught("mixed-denominators", RISK + OTHER_RISK, slide("fact.risk", '"{{ fact.risk }} in the first week, {{ fact.other }} up to 6 months"'), "fact.other }}", "fact.other:per-1000 }}"),
    printed("missing-span", RISK, '- id: a\n  text: "About {{ fact.risk }} bleed."', "bleed", "bleed {{ fact.risk:span }}"),
    printed("missing-span", RISK, '- id: a\n  text: "Of babies, {{ fact.risk }} bleed."', "Of babies", "First week"),
    fact("missing-span", claim("a", "It is 4 in 100 over a year.", "value: {numerator: 4, denominator: 100}", purpose="risk"), "denominator: 100}", "denominator: 100, span: a year}"),
    # contradictions
    fact("contradictory-values", D_CLAIM.replace("number: 600", "number: 400").replace("600 IU", "400 IU"), "400", "600", limits=CONVERTING),
    fact("contradictory-values", claim("a", "Press for 10 minutes.", SAME) + claim("b", "Press for 12 minutes.", SAME.replace("10", "12")), "12", "10"),
    fact("contradictory-values", claim("a", "In 24 hours.", "value: {number: 24, unit: hour}", subject="when") + claim("b", "In 2 days.", "value: {number: 2, unit: day}", subject="When"), "2 days.\n  subject: When", "2 days.\n  subject: Else"),
    fact("contradictory-values", claim("a", "So 1 in 50 in the first week.", "value: {numerator: 1, denominator: 50, span: first week}", subject="share") + claim("b", "So 2 in 100 in the first month, not week.", "value: {numerator: 2, denominator: 100, span: first month}", subject="share"), "first month}", "first week}"),
    fact("wrong-restated-amount", LIMIT_CLAIM.replace("350", "400"), "400", "350"),
    fact("wrong-restated-amount", LIMIT_CLAIM.replace(", restates: [limits/mg.us.9/ul]", ""), "authority: US", "authority: US, restates: [limits/mg.us.9/ul]"),
    fact("wrong-restated-amount", LIMIT_CLAIM.replace("mg.us.9/ul", "mg.us.8/ul"), "mg.us.8", "mg.us.9"),
    fact("wrong-restated-amount", LIMIT_CLAIM.replace("authority: US", "authority: EU"), "authority: EU", "authority: US"),
    fact("wrong-restated-amount", LIMIT_CLAIM.replace("unit: mg/day", "unit: hour"), "unit: hour", "unit: mg/day"),
    fact("wrong-restated-amount", claim("a", "From 320 to 400 mg a day.", "value: {low: 320, high: 400, unit: mg/day, restates: [intakes/f/value, intakes/m/value]}"), "400", "420", limits=INTAKES),
    fact("wrong-restated-amount", claim("a", "Keep 3 hours apart.", "value: {number: 3, unit: hour, restates: [contraindications/tablet/threshold]}"), "3", "4", limits=INTAKES),
    fact("wrong-restated-amount", FOOD_CLAIM.replace("40", "45"), "45", "40"),
    fact("wrong-restated-amount", FOOD_CLAIM.replace("natto/grams", "nato/grams"), "nato/grams", "natto/grams"),
    Case("unknown-substance", "limits.yaml", CONVERTING.replace("substance: d,", "substance: c,"), "substance: c,", "substance: d,"),
    Case("unknown-unit", "limits.yaml", CONVERTING.replace("per: iu", "per: iou"), "per: iou", "per: iu"),
    Case("wrong-value", "limits.yaml", CONVERTING.replace("factor: 0.025", "factor: 0"), "factor: 0", "factor: 0.025"),
    Case("unknown-value", "foods.yaml", WEIGHED.replace("264", "246").replace("of: k1_ug", "of: k1_uq"), "of: k1_uq", "of: k1_ug"),
    Case("wrong-food-amount", "foods.yaml", WEIGHED, "k1_ug: 264", "k1_ug: 246"),
    Case("wrong-food-band", "foods.yaml", BANDED, "band: low", "band: high"),
    Case("wrong-food-band", "foods.yaml", BANDED.replace("band: low", "band: high").replace("from: 25", "from: 30"), "from: 30", "from: 25", at="band: high}"),
    Case("unknown-value", "foods.yaml", BANDED.replace("band: low", "band: hihg"), "band: hihg", "band: high"),
    Case("missing-key", "foods.yaml", BANDED.replace("band: low", "band: high").replace("grams: 59, ", ""), "name: Kale, ", "name: Kale, grams: 59, "),
    Case("unknown-key", "foods.yaml", BANDED.replace("band: low", "bnd: low, band: high"), "bnd: low", "note: low"),
    # references
    entry("Holbrook 2024", "Holland 2024"),
    entry("Holbrook 2024", "Holbrook 2023"),
    entry("plain: A careful paper for everyone", "plain: 'Holbrok and others: A paper'", "plain: 'Holbrook and others: A paper'", "    - {literal: et al}\n"),
    entry("plain: A careful paper for everyone", "plain: 'Holbrook and others: A paper'", "plain: 'Holbrook: A paper'"),
    entry("plain: A careful paper for everyone", "plain: A careful paper (2014)", "plain: A careful paper (2024)"),
    entry("container-title: Chest", "continer-title: Chest", at="type: article"),
    replace(entry("container-title: Chest", "continer-title: Chest"), rule="unknown-key"),
    replace(entry("type: article-journal", "type: article-jornal"), rule="unknown-value"),
    entry("issued: 2024", "issued: 2024\n  DOI: 1.1/a", "issued: 2024\n  DOI: 10.1378/chest.11-2295"),
    entry("issued: 2024", "issued: 2024\n  DOI: 10.1378/ché", "issued: 2024\n  DOI: 10.1002/(SICI)1097<1661::AID>3.0.CO;2-2"),
    entry("issued: 2024", "issued: 2024\n  URL: https://a@b.example", "issued: 2024\n  URL: https://b.example:80/@a_(b)"),
    entry("issued: 2024", "issued: 2024\n  URL: https://bücher.example", "issued: 2024\n  URL: https://xn--bcher-kva.example"),
    entry("issued: 2024", "issued: 2024\n  URL: javascript:alert(1)", "issued: 2024\n  URL: https://b.example?a=1"),
    entry("issued: 2024", "issued: 2024\n  PMID: 2231526x", "issued: 2024\n  PMID: 22315261"),
    entry("author:\n    - {family: Holbrook, given: A}\n", "note: by nobody\n", at="type: article"),
    entry("issued: 2024", "issued: 2024\n  DOI: https://doi.org/10.1378/a", "issued: 2024\n  DOI: 10.1378/a"),
    entry("issued: 2024", "issued: 2024\n  PMCID: 6317553", "issued: 2024\n  PMCID: PMC6317553"),
    replace(entry("issued: 2024", "issued: 2024-13", "issued: 2024-12"), rule="wrong-date"),
    replace(entry("title: A careful paper", "title: A <em>careful</em> paper", "title: A <i>careful</i> paper"), rule="foreign-markup"),
    replace(entry("title: A careful paper", "title: A <i>careful paper", "title: A careful paper, p <0.05"), rule="foreign-markup"),
    fact(
        "split-quantity",
        claim("a", "It is 7.", "value: {number: 7, unit: none, subject: it}") + claim("b", "It is 7.", "value: {number: 7, unit: none, subject: it, population: men}"),
        "population: men}",
        "population: adults}",
    ),
    # words and their grounds
    replace(
        printed("ungrounded-term", SURE, "- id: a\n  rests_on: [fact.sure]\n  text: Magnesium is in tablets.", "Magnesium is", "It is"),
        others={FACTS: SURE, "limits.yaml": CONVERTING},
    ),
    # numbers of statements
    fact("missing-value", claim("a", "It took 7 to 10 years."), "a:\n", "a:\n  value: {low: 7, high: 10, unit: year}\n"),
    fact("missing-value", claim("a", "Holbrook 2014 was short."), "2014", "2024"),
    fact("missing-value", claim("a", "It was 90% so."), "90% so", "so (90% CI)"),
    fact("unknown-value", claim("a", "So it is.", purpose="doze"), "doze", "timing", at="purpose"),
    fact("excessive-certainty", claim("a", "It cures.", certainty="ungraded", basis="cohort"), "cures", "goes with less", at="statement"),
    # dates
    fact("wrong-dates", claim("a", "So it is.", checked="2023-11-22"), "checked: 2023-11-22", "checked: 2024-11-22"),
    fact("wrong-dates", claim("a", "So it is.", checked="2026-11-24", review_due="2027-11-21"), "checked: 2026-11-24", "checked: 2026-11-23"),
    fact("wrong-dates", claim("a", "So it is.", review_due="2026-11-21"), "review_due: 2026-11-21", "review_due: 2027-11-21"),
    fact("wrong-review-date", claim("a", "So it is.", review_due="2027-11-23"), "2027-11-23", "2027-11-22", reviews=CYCLES),
    fact("missing-review", claim("a", "So it is.", purpose="effect").replace("  review_due: 2027-11-22\n", ""), "purpose: effect", "purpose: definition", reviews=CYCLES),
    Case("wrong-review-date", "decks/talk.yaml", deck(SLIDES).replace("checked: 2026-11-22", "checked: 2026-11-22\nreview_due: 2028-11-23"), "2028-11-23", "2028-11-22", at="title", others={"reviews.yaml": CYCLES}),
    replace(
        printed("old-references", SURE, "- id: a\n  rests_on: [fact.sure]\n  text: Words", "fact.sure", "dose.target"),
        at="title",
        others={FACTS: SURE.replace("paper_2012", "old_2019"), "references.yaml": NEWER.replace("old_2020", "old_2019").replace("2020", "2019").replace("  superseded_by: paper_2012\n", "")},
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_rule_finds_what_is_wrong_at_its_line_and_passes_its_twin(tmp_path: Path, case: Case) -> None:
    wrong = content_problems(changed(tmp_path / "wrong", case, case.text))
    assert (f"content/{case.file}", case.line, case.rule) in [(p.mark.file, p.mark.line, p.rule) for p in wrong]
    right = content_problems(changed(tmp_path / "right", case, case.mended))
    assert [str(problem) for problem in right] == []


def test_every_rule_has_a_failing_case() -> None:
    covered = {case.rule for case in (*CASES, *OTHER_CASES)} | {"overdue-review", "wrong-extension"}
    ids = {vars(__import__(rule.__module__, fromlist=["ID"]))["ID"] for rule in evidence.RULES}
    assert ids <= covered, ids - covered


def problems(folder: Path, facts: str, text: str = LEAFLET, **others: str) -> list[Problem]:
    return content_problems(make_project(folder, {FACTS: facts, SMALL: text, **others}))


def test_a_contradiction_is_told_at_both_places_and_reaches_both_documents(tmp_path: Path) -> None:
    facts = claim("a", "Press for 10 minutes.", SAME) + claim("b", "Press for 12 minutes.", SAME.replace("10", "12"))
    texts = {f"leaflets/{name}.yaml": leaflet(f"- id: a\n  rests_on: [fact.{name}]\n  text: W") for name in "ab"}
    first, second = content_problems(make_project(tmp_path, {FACTS: facts, SMALL: None, **texts}))
    assert [first.mark.line, second.mark.line] == [2, line_of(facts, "fact.b") + 1]
    told = [problem.message.replace("\u00a0", " ") for problem in (first, second)]
    assert told[0].startswith("'fact.a' is 10 minutes, but 'fact.b' is 12 minutes (at content/claims/fact.yaml:14:3)")
    assert told[1].startswith("'fact.b' is 12 minutes, but 'fact.a' is 10 minutes (at content/claims/fact.yaml:2:3)")
    assert set(first.reaches) == set(second.reaches) == {"a", "b"}


def test_an_estimate_without_its_interval_agrees_with_the_same_one_that_has_it(tmp_path: Path) -> None:
    bare = "value: {number: %s, unit: none, measure: RR}"
    interval = "value: {estimate: 0.5, low: 0.3, high: 0.8, measure: RR, level: 95}"
    first = claim("a", "RR 0.5 (0.3 to 0.8, 95 %).", interval, "absolute: none-reported", subject="risk")
    same, other = (claim("b", f"RR {n}.", bare % n, "absolute: none-reported", subject="risk") for n in ("0.5", "0.6"))
    assert problems(tmp_path / "same", first + same) == []
    assert {problem.rule for problem in problems(tmp_path / "other", first + other)} == {"contradictory-values"}


def test_a_span_that_only_a_later_claim_gives_is_held_against_the_next(tmp_path: Path) -> None:
    share = "value: {numerator: 1, denominator: 50%s}"
    spans = ("", ", span: first week", ", span: first month")
    facts = "".join(
        claim(name, "So 1 in 50 in the first week or month.", share % span, subject="share")
        for name, span in zip("abc", spans, strict=True)
    )
    assert [problem.message.split("'")[1] for problem in problems(tmp_path, facts)] == ["fact.b", "fact.c"]


def test_each_value_is_compared_once_however_many_claims_there_are(
    project_itself: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    agrees, asked = Amount.agrees, []
    monkeypatch.setattr(Amount, "agrees", lambda one, two: asked.append(one) or agrees(one, two))
    claims = project_itself.content.library.claims.values()
    assert list(contradiction.check(project_itself)) == []
    assert len(asked) == sum(len(each.values) for each in claims)


@pytest.mark.parametrize(
    "other",
    [
        'population: "children"',
        "purpose: dose\n  harms: none-reported",
        "value: {number: 12, unit: minute, authority: UK}",
        "values: {other: {number: 12, unit: minute}}",
        "value: {number: 12, unit: people}",
    ],
)
def test_what_differs_in_more_than_its_value_is_no_contradiction(tmp_path: Path, other: str) -> None:
    second = claim("b", "Press for 12 minutes.", subject="press")
    key = other.partition(":")[0]
    kept = [line for line in second.splitlines() if not line.startswith(f"  {key}:")]
    value = [] if key.startswith("value") else ["  value: {number: 12, unit: minute}"]
    facts = "\n".join([*kept, f"  {other}", *value, ""])
    first = claim("a", "Press for 10 minutes.", "value: {number: 10, unit: minute}", subject="press")
    assert problems(tmp_path, first + facts) == []


def test_units_without_a_conversion_are_not_compared(tmp_path: Path) -> None:
    wrong = D_CLAIM.replace("600", "400")
    assert problems(tmp_path / "none", wrong) == []
    assert problems(tmp_path / "other", wrong.replace("vitamin D", "vitamin E"), **{"limits.yaml": CONVERTING}) == []
    assert len(problems(tmp_path / "d", wrong, **{"limits.yaml": CONVERTING})) == 2


def test_a_partial_run_reads_what_its_claims_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    more = {"claims/harm.yaml": claim("x", "It may be sore.").replace("fact.x", "harm.x"), "claims/idle.yaml": ""}
    facts = claim("a", "It helps.", "harms: [harm.x]") + FOOD_CLAIM
    project = Project(
        make_project(tmp_path, {FACTS: facts, SMALL: leaflet("- id: a\n  text: W\n  rests_on: [fact.a]"), **more})
    )
    read: list[str] = []
    monkeypatch.setattr(
        "handouts.content.project.read_source", lambda path, name: (read.append(name), read_source(path, name))[1]
    )
    log: list[Problem] = []
    content = read_content(project, ("small",), None, log)
    assert log == []
    assert "harm.x" in content.library.claims
    assert "natto" in content.library.foods
    assert "content/claims/harm.yaml" in read
    assert "content/claims/idle.yaml" not in read


def test_references_grow_old_with_the_day_of_the_check(tmp_path: Path) -> None:
    head = HEAD.replace("audience:", "review_due: 2031-01-01\naudience:")
    facts = claim("a", "So it is.", review_due="2031-01-01")
    root = make_project(tmp_path, {FACTS: facts, SMALL: leaflet("- id: a\n  rests_on: [fact.a]\n  text: W", head=head)})
    assert content_problems(root, as_of=date(2029, 12, 31)) == []
    (note,) = content_problems(root, as_of=date(2030, 1, 1))
    assert (note.rule, note.severity, note.mark.line) == ("old-references", "note", 1)
    assert note.message == "1 claim without a reference newer than 5 years; look for newer ones of fact.a"


@pytest.mark.parametrize(("late", "severity"), [(0, None), (1, "warning"), (300, "warning")])
def test_one_overdue_claim_is_told_at_the_claim_that_documents_use(
    tmp_path: Path, late: int, severity: str | None
) -> None:
    text = leaflet(
        "- id: a\n  rests_on: [fact.a, fact.a]\n  text: W",
        head=HEAD.replace("audience:", "review_due: 2028-01-01\naudience:"),
    )
    facts = claim("a", "So it is.", review_due="2027-01-31") + claim("idle", "Not used.", review_due="2027-01-31")
    root = make_project(tmp_path, {FACTS: facts, SMALL: text})
    found = content_problems(root, as_of=date(2027, 1, 31) + timedelta(days=late))
    told = [(p.rule, p.severity, p.mark.file, p.reaches) for p in found]
    assert told == ([("overdue-review", severity, f"content/{FACTS}", ("small",))] if severity else [])


def test_a_release_stops_at_what_a_build_only_warns_of(tmp_path: Path) -> None:
    root = make_project(tmp_path, {SMALL: LEAFLET.replace("[paper_2012]", "[memory_2011]")})
    assert [(p.rule, p.severity) for p in built(root).problems] == [("unconfirmed-reference", "warning")]
    released = built(root, release=True)
    assert {(p.rule, p.severity) for p in released.problems} == {
        ("missing-approval", "error"),
        ("refused-release", "error"),
        ("unconfirmed-reference", "warning"),
    }
    assert released.written == ()


def test_words_of_frequency_for_clinicians_are_one_note(tmp_path: Path) -> None:
    talk = deck(
        slide("fact.sure", "It is rare, and often missed")
        + slide("fact.sure", "Common").replace("id: s", "id: t").replace("title: T", "title: U")
    )
    (note,) = problems(tmp_path, SURE, **{"decks/talk.yaml": talk})
    assert (note.rule, note.severity, note.reaches) == ("vague-frequency", "note", ("talk",))
    assert "'rare' in line" in note.message
    assert "'common' in line" in note.message


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("It proves the point.", "proves"),
        ("This proves nothing.", None),
        ("It is not proven to help.", None),
        ("Whether it prevents a clot is unknown.", None),
        ("It prevents clots, not bruises.", "prevents"),
        ("It is unproven.", None),
        ("An improvement.", None),
        ("Always ask.", "always"),
    ],
)
def test_a_word_of_certainty_counts_unless_it_is_taken_back(sentence: str, word: str | None) -> None:
    assert next(ENGLISH.wording.certain_words(sentence), None) == word


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Side effects are rare.", "rare"),
        ("Rare with K2, MK-7 and 25(OH)D.", "rare"),
        ("Rare: 1 in 1,000.", None),
        ("Rare, in fewer than half.", None),
        ("How often should I test?", None),
        ("A common cold.", None),
        ("It usually passes.", None),
        ("Uncommonly sore.", "uncommonly"),
    ],
)
def test_a_word_of_frequency_needs_a_number_in_its_sentence(sentence: str, word: str | None) -> None:
    assert next(ENGLISH.wording.frequency_words(sentence), None) == word


@given(st.integers(1, 10**6), st.sampled_from([("mg", 1000), ("ug", 10**6), ("kg", 0)]))
def test_an_amount_does_not_depend_on_the_unit_it_was_typed_in(grams: int, other: tuple[str, int]) -> None:
    def of(value: Decimal, unit: str) -> Amount:
        return amount(Measured(Number(value, unit_named(unit)), "s", "p", "u"), ())

    name, factor = other
    value = Decimal(grams) * factor if factor else Decimal(grams) / 1000
    assert of(value, name).agrees(of(Decimal(grams), "g"))
    assert not of(value, name).agrees(of(Decimal(grams + 1), "g"))


# facts that stand at two places of the project: a change of one of them must be seen
GUARDED = """
dose.B.entry/nmol dose.B.entry/ng dose.25ohd_50_threshold/nmol dose.B.entry/clinician-nmol gate.severe_d_deficiency/ng
gate.ckd.minerals/stages gate.d_and_e/stages gate.e_before_abc/stages dose.E.ckd_no_mg_k_ca/stages
inr.target ac.inr_target_2_3 inr.normal/about ac.inr_normal
bleed.press_time bleed.emergency.not_stopping bleed.emergency.nose
vkdb.late.window/end vkdb.late.only_unvaccinated_breastfed vkdb.signs.any_bleeding vkdb.signs.watch_until
vkdb.shot.dose_1mg/weight vkdb.dose.over_1500/weight vkdb.dose.up_to_1500/weight vkdb.shot.timing_24h/usual
vkdb.shot.dose_1mg/dose vkdb.dose.up_to_1500/dose vkdb.dose.us_label/dose vkdb.oral.three_doses/dose
upper.d_us/ug upper.d_us/iu upper.d_eu/ug upper.ca_us_19_50/mg upper.ca_us_over_50/mg upper.ca_eu/mg upper.mg_us/mg
upper.mg_eu/mg dose.B.mg_200_400/eu dose.B.mg_200_400/us dose.B.d3_2000_4000/ceiling-iu dose.B.d3/ug dose.A.d3/iu
dose.C.d3/ug dose.C.calcium/total dose.C.magnesium dose.ca_food_1000_1200 dose.mg_food_320_420/men intake.d_adult/iu
intake.d_over_70/ug intake.ca_adult/mg intake.mg_women/young intake.k_men/ug intake.k_infant/ug vkdb.shot.infant_need
gate.vka.k/mk7 ac.mk7.inr_10/dose ac.mk7.inr_45/fall trial.theuwissen2013/dose gate.vka.combo/vitamin-k
ac.combo_products gate.vka.highest_risk/recent ac.no_diet_change_high_risk spacing.levothyroxine/apart
food.natto.pack/mk7 ac.natto.pack/pack food.egg.mk4_per_egg food.table.kale_editions/newer dose.greens_100_200g/k1
trial.avadec/p cv.avadec.design/dose trial.knapen2013/dose dose.C.mk7_180 trial.mk7_bone_doses/emaus trial.lees2019
cv.vlasschaert trial.whi.cac/score trial.whi.cac/vitamin-d-ug trial.vital/iu mk4.dose_15_45_x3/total
dose.unit_vitamin_d/iu mk7.half_life/hours
"""
UNGUARDED = ("mk7.half_life/hours",)


@pytest.fixture(scope="module")
def project_itself() -> Subject:
    root = Path(__file__).parents[2]
    return Subject(read_all(Project(root), None, []), date(2026, 11, 23), root)


def found_in(subject: Subject) -> list[Problem]:
    return [*contradiction.check(subject), *restated_amount.check(subject)]


def test_the_project_does_not_contradict_itself(project_itself: Subject) -> None:
    assert found_in(project_itself) == []


@pytest.mark.parametrize("place", GUARDED.split())
def test_a_fact_that_is_changed_at_one_of_two_places_is_seen(project_itself: Subject, place: str) -> None:
    name, _, part = place.partition("/")
    library = project_itself.content.library
    held = library.claims[name]
    wrong = replace(held, values={**held.values, part or None: ten_times(held.values[part or None])})
    content = replace(project_itself.content, library=replace(library, claims={**library.claims, name: wrong}))
    marks = {problem.mark for problem in found_in(replace(project_itself, content=content))}
    assert (held.mark in marks) == (place not in UNGUARDED)


def ten_times(measured: Measured) -> Measured:
    """The same value with its numbers ten times as large."""
    quantity = measured.quantity
    names = [name for name in ("value", "estimate", "low", "high") if hasattr(quantity, name)]
    changes = {name: getattr(quantity, name) * 10 for name in names}
    return replace(measured, quantity=replace(quantity, **changes))
