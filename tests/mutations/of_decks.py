"""What can be wrong in `content/decks`."""

from __future__ import annotations

from mutation import Mutation

EVIDENCE = "the rules of evidence"
NUMBERS = "the rule on typed numbers"
SAFETY = "the contraindication and precedence rules of safety"

ARTERY = "decks/artery-and-anticoagulants.yaml"
BONE = "decks/bone.yaml"
CHOOSING = "decks/choosing-k2.yaml"
COURSE = "decks/vitamin-k-course.yaml"
NEWBORN = "decks/k1-and-k2.yaml"
TEAM = "decks/d-k2-calcium-team.yaml"

OF_DECKS: tuple[Mutation, ...] = (
    Mutation(
        "K2 for people on warfarin, on a card",
        "K2 offered on warfarin",
        CHOOSING,
        'warfarin: "**Warfarin or the like:** none"',
        'warfarin: "**Warfarin or the like:** MK-7 is fine"',
        "contraindication",
        "MK-7 is fine",
        awaits=SAFETY,
    ),
    Mutation(
        "natto for a patient on warfarin",
        "natto allowed",
        ARTERY,
        "none: No K2, natto, chlorella or green-juice powders",
        "none: With warfarin K2 and natto are harmless",
        "contraindication",
        "K2 and natto are harmless",
        awaits=SAFETY,
    ),
    Mutation(
        "the questions before any dose are gone from the title",
        "a gate removed",
        TEAM,
        "title: The questions on warfarin and kidneys come before any dose",
        "title: The doses come before the questions on warfarin and kidneys",
        "precedence",
        "title: The doses come before the questions",
        awaits=SAFETY,
    ),
    Mutation(
        "K2 tablets protect arteries",
        "certainty raised",
        ARTERY,
        "title: The warfarin rules are firm; that K2 tablets protect arteries is not shown",
        "title: The warfarin rules are firm; K2 tablets are proven to protect arteries",
        "certainty-word",
        "are proven to protect arteries",
        awaits=EVIDENCE,
    ),
    Mutation(
        "the start of late bleeding is typed in a title",
        "number typed in prose",
        NEWBORN,
        'title: "Late bleeding starts at {{ vkdb.late.window/start }}, so the first month is not safe"',
        'title: "Late bleeding starts at 4 weeks, so the first month is not safe"',
        "untraced-number",
        "Late bleeding starts at 4 weeks",
        awaits=NUMBERS,
    ),
    Mutation(
        "a number is typed in the notes",
        "number typed in prose",
        TEAM,
        "Past the menopause, borderline density, levothyroxine, no warfarin, no kidney disease.",
        "Past the menopause, a T-score of -2.1, levothyroxine, no warfarin, no kidney disease.",
        "untraced-number",
        "Past the menopause, a T-score",
        awaits=NUMBERS,
    ),
    Mutation(
        "a span without a time",
        "a window changed in one of two places",
        NEWBORN,
        "late: {label: Late, from: vkdb.late.window/start, to: vkdb.late.window/end, kind: late}",
        "late: {label: Late, from: vkdb.late.window/start, to: vkdb.late.incidence, kind: late}",
        "figure-value",
        "to: vkdb.late.incidence",
    ),
    Mutation(
        "a bar drawn from a range",
        "a figure's value changed",
        CHOOSING,
        "placebo: {label: Placebo, value: cv.avadec.result/placebo}",
        "placebo: {label: Placebo, value: cv.rotterdam.chd_mortality}",
        "figure-value",
        "value: cv.rotterdam.chd_mortality",
    ),
    Mutation(
        "an interval that is none",
        "a figure's value changed",
        ARTERY,
        "thirds: {label: Top against bottom third, value: cv.rotterdam.chd_mortality}",
        "thirds: {label: Top against bottom third, value: cv.rotterdam.n/people}",
        "figure-value",
        "value: cv.rotterdam.n/people",
    ),
    Mutation(
        "two slides of one title",
        "a title written twice",
        BONE,
        "title: Without the retracted trials, vitamin K has no proven effect on fractures",
        "title: Vitamin K trials disagree on bone density, and none showed fewer fractures",
        "duplicate-title",
        "  - id: pooled-fractures",
    ),
    Mutation(
        "a citation of a paper that is not there",
        "reference removed",
        BONE,
        "Bone medicine[@schwartz_2013]",
        "Bone medicine[@schwarz_2013]",
        "unknown-reference",
        "after her fracture she needs instruction first.\n      rests: >-",
    ),
    Mutation(
        "a retracted trial under a slide",
        "reference retracted",
        ARTERY,
        "    sources: [theuwissen_2013, pmda_natto_qa, acc_aha_2020_vhd, medlineplus_warfarin]",
        "    sources: [theuwissen_2013, sato_2002_retracted, acc_aha_2020_vhd, medlineplus_warfarin]",
        "retracted-reference",
        "sources: [theuwissen_2013, sato_2002_retracted",
    ),
    Mutation(
        "a cell of a slide's table is empty",
        "table cell emptied",
        CHOOSING,
        'warfarin: [With warfarin, "**Contraindicated** in its label", "**Avoid,** say the trial\'s authors"]',
        'warfarin: [With warfarin, "", "**Avoid,** say the trial\'s authors"]',
        "empty-text",
        'warfarin: [With warfarin, ""',
    ),
    Mutation(
        "the course includes a deck that is not there",
        "a key renamed",
        COURSE,
        "include: bone\n",
        "include: bones\n",
        "unknown-deck",
        "  - id: part-bone",
    ),
    Mutation(
        "a claim of a slide does not exist",
        "placeholder changed",
        ARTERY,
        'warfarin: "Linked, {{ cv.warfarin_calcification/coronary }}; **no reason to stop**"',
        'warfarin: "Linked, {{ cv.warfarin_calcification/coronaries }}; **no reason to stop**"',
        "unknown-part",
        "coronaries",
    ),
    Mutation(
        "a title of five lines",
        "text that does not fit",
        BONE,
        "title: Mrs Moreno has osteoporosis and wants to change her tablets for K2",
        "title: Now" + " Mrs Moreno has osteoporosis and wants to change all of her tablets for others" * 4,
        "overflow",
        "title: Now Mrs Moreno",
        needs="pages",
    ),
    Mutation(
        "a deck whose review was due long ago",
        "review overdue",
        TEAM,
        "checked: 2026-11-22",
        "checked: 2025-06-22",
        "review-overdue",
        "title: Vitamin D, K2, calcium and magnesium as a team",
    ),
    Mutation(
        "minutes that are no number",
        "a value of the wrong type",
        COURSE,
        "    title: What the six lessons are for\n    minutes: 2\n",
        "    title: What the six lessons are for\n    minutes: two\n",
        "wrong-type",
        "minutes: two",
    ),
)
