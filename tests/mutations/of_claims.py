"""What can be wrong in `content/claims`."""

from __future__ import annotations

from mutation import Mutation

LIMITS = "the limit rule of safety"
EVIDENCE = "the rules of evidence"

OF_CLAIMS: tuple[Mutation, ...] = (
    # --- doses above a limit: statement and value agree, so that only a limit can tell
    Mutation(
        "vitamin D of scenario B one step over its limit",
        "a dose one step over its limit",
        "claims/dose.yaml",
        """  statement: 'In scenario B, take up to 2000 IU (50 µg) of vitamin D3 a day for a set time and then have 25(OH)D
    tested again; more only on a clinician''s advice. The 2000 IU line is our own caution: no cited guideline sets
    it.'
  subject: vitamin D3 in scenario B
  population: adults with a 25(OH)D below 50 nmol/L
  purpose: dose
  values:
    iu: {number: 2000, unit: iu/day}
    ug: {number: 50, unit: ug/day}
""",
        """  statement: 'In scenario B, take up to 4040 IU (101 µg) of vitamin D3 a day for a set time.'
  subject: vitamin D3 in scenario B
  population: adults with a 25(OH)D below 50 nmol/L
  purpose: dose
  values:
    iu: {number: 4040, unit: iu/day}
    ug: {number: 101, unit: ug/day}
""",
        "limit",
        "dose.B.d3:\n  ",
        awaits=LIMITS,
    ),
    Mutation(
        "vitamin D of scenario A ten times",
        "a dose × 10",
        "claims/dose.yaml",
        """or 600 to 1000 IU (15 to 25 µg) of vitamin D3 a day
    in winter.
  subject: vitamin D3 in scenario A
  population: healthy adults, not pregnant or breastfeeding
  purpose: dose
  values:
    iu: {low: 600, high: 1000, unit: iu/day}
    ug: {low: 15, high: 25, unit: ug/day}
""",
        """or 600 to 10000 IU (15 to 250 µg) of vitamin D3 a day
    in winter.
  subject: vitamin D3 in scenario A
  population: healthy adults, not pregnant or breastfeeding
  purpose: dose
  values:
    iu: {low: 600, high: 10000, unit: iu/day}
    ug: {low: 15, high: 250, unit: ug/day}
""",
        "limit",
        "dose.A.d3:\n  ",
        awaits=LIMITS,
    ),
    Mutation(
        "calcium of scenario C ten times",
        "a dose × 10",
        "claims/dose.yaml",
        """  statement: Women over 50 need 1200 mg of calcium a day in all, food first; a supplement only fills the gap.
  subject: calcium in scenario C
  population: women over 50 years
  purpose: dose
  values:
    total: {number: 1200, unit: mg/day, authority: US}
""",
        """  statement: Women over 50 need 12000 mg of calcium a day in all, food first; a supplement only fills the gap.
  subject: calcium in scenario C
  population: women over 50 years
  purpose: dose
  values:
    total: {number: 12000, unit: mg/day, authority: US}
""",
        "limit",
        "dose.C.calcium:\n  ",
        awaits=LIMITS,
    ),
    Mutation(
        "the European magnesium ceiling one step over the limit",
        "a dose one step over its limit",
        "claims/dose.yaml",
        """should not be above 250 mg (EU) or 350 mg (US) a
    day, and not with kidney disease.
  subject: magnesium supplement in scenario B
  population: adults without kidney disease
  purpose: limit
  values:
    eu: {number: 250, unit: mg/day, authority: EU}
""",
        """should not be above 251 mg (EU) or 350 mg (US) a
    day, and not with kidney disease.
  subject: magnesium supplement in scenario B
  population: adults without kidney disease
  purpose: limit
  values:
    eu: {number: 251, unit: mg/day, authority: EU}
""",
        "limit",
        "dose.B.mg_200_400:\n  ",
        awaits=LIMITS,
    ),
    Mutation(
        "MK-4 at three times its licensed dose",
        "a dose × 10",
        "claims/mk4.yaml",
        """prescription medicine: 15 mg 3 times a day, 45 mg a day in all, and
    no more.'
  subject: MK-4 (menatetrenone) dose
  population: Japanese patients with osteoporosis
  purpose: dose
  values:
    dose: {number: 15, unit: mg, authority: Japan}
    times: {number: 3, unit: time/day, authority: Japan}
    total: {number: 45, unit: mg/day, authority: Japan}
""",
        """prescription medicine: 45 mg 3 times a day, 135 mg a day in all, and
    no more.'
  subject: MK-4 (menatetrenone) dose
  population: Japanese patients with osteoporosis
  purpose: dose
  values:
    dose: {number: 45, unit: mg, authority: Japan}
    times: {number: 3, unit: time/day, authority: Japan}
    total: {number: 135, unit: mg/day, authority: Japan}
""",
        "limit",
        "mk4.dose_15_45_x3:\n  ",
        awaits=LIMITS,
    ),
    Mutation(
        "the newborn dose without its weight",
        "a newborn dose without its weight rule",
        "claims/vkdb.yaml",
        """  statement: AAP 2022, birth weight above 1500 g, one injection of 1 mg into the muscle within 6 hours of
    birth.
  subject: dose of the newborn vitamin K shot
  population: newborns above 1500 g
  purpose: dose
  values:
    dose: {number: 1, unit: mg, authority: AAP}
    weight: {number: 1500, unit: g, authority: AAP}
""",
        """  statement: AAP 2022, one injection of 1 mg into the muscle within 6 hours of
    birth.
  subject: dose of the newborn vitamin K shot
  population: newborns
  purpose: dose
  values:
    dose: {number: 1, unit: mg, authority: AAP}
    weight: {number: 1500, unit: g, authority: AAP}
""",
        "value-not-in-statement",
        "vkdb.dose.over_1500:\n  ",
    ),
    # --- values that no longer agree with their statement
    Mutation(
        "the press time of the value is another one than that of the sentence",
        "a value that no longer agrees with its statement",
        "claims/bleed.yaml",
        """  statement: Press firmly on the bleeding place, the nose included, for 10 minutes.""",
        """  statement: Press firmly on the bleeding place, the nose included, for 20 minutes.""",
        "value-not-in-statement",
        "bleed.press_time:\n  ",
    ),
    Mutation(
        "the INR target's value is moved",
        "a value that no longer agrees with its statement",
        "claims/inr.yaml",
        "value: {low: 2.0, high: 3.0, unit: inr, authority: ACCP}",
        "value: {low: 2.0, high: 4.0, unit: inr, authority: ACCP}",
        "value-not-in-statement",
        "inr.target:\n  ",
    ),
    Mutation(
        "a decimal point is lost",
        "a value that no longer agrees with its statement",
        "claims/cv.yaml",
        "value: {estimate: 0.43, low: 0.24, high: 0.77, measure: RR, level: 95}",
        "value: {estimate: 43, low: 0.24, high: 77, measure: RR, level: 95}",
        "value-not-in-statement",
        "cv.rotterdam.chd_mortality:\n  ",
    ),
    Mutation(
        "hours apart from levothyroxine",
        "a value that no longer agrees with its statement",
        "claims/spacing.yaml",
        """  statement: Keep calcium and magnesium 4 hours apart from levothyroxine.""",
        """  statement: Keep calcium and magnesium 2 hours apart from levothyroxine.""",
        "value-not-in-statement",
        "spacing.levothyroxine:\n  ",
    ),
    Mutation(
        "the share of babies who bleed is ten times as high",
        "a value that no longer agrees with its statement",
        "claims/vkdb.yaml",
        "value: {low: 4.4, high: 7.2, denominator: 100000, span: from 1 week to 6 months}",
        "value: {low: 4.4, high: 7.2, denominator: 10000, span: from 1 week to 6 months}",
        "value-not-in-statement",
        "vkdb.late.incidence:\n  ",
    ),
    Mutation(
        "low and high change places",
        "units swapped",
        "claims/ac.yaml",
        "    medium: {low: 25, high: 99, unit: ug}",
        "    medium: {low: 99, high: 25, unit: ug}",
        "wrong-value",
        "medium: {low: 99",
    ),
    # --- units
    Mutation(
        "milligrams for micrograms",
        "units swapped",
        "claims/dose.yaml",
        """'MK-7 180 µg a day is the dose of the Knapen trials: optional, with a small effect on bone density that
    was not repeated, and unproven for fractures. Check for warfarin first.'
  subject: MK-7 in scenario C
  population: postmenopausal women with borderline bone density
  purpose: dose
  value: {number: 180, unit: ug/day}""",
        """'MK-7 180 µg a day is the dose of the Knapen trials: optional, with a small effect on bone density that
    was not repeated, and unproven for fractures. Check for warfarin first.'
  subject: MK-7 in scenario C
  population: postmenopausal women with borderline bone density
  purpose: dose
  value: {number: 180, unit: mg/day}""",
        "value-not-in-statement",
        "dose.C.mk7_180:\n  ",
        awaits="a rule that holds a value's unit against its statement",
    ),
    Mutation(
        "IU and µg change places",
        "units swapped",
        "claims/upper.yaml",
        """  statement: 'The US upper limit of vitamin D for adults is 100 µg (4000 IU) a day from everything: food, drinks,
    multivitamins and tablets together.'
  subject: vitamin D upper limit
  population: adults of 19 years and over, pregnancy and breastfeeding included
  purpose: limit
  values:
    ug: {number: 100, unit: ug/day, authority: US}
    iu: {number: 4000, unit: iu/day, authority: US}
""",
        """  statement: 'The US upper limit of vitamin D for adults is 100 IU (4000 µg) a day from everything: food, drinks,
    multivitamins and tablets together.'
  subject: vitamin D upper limit
  population: adults of 19 years and over, pregnancy and breastfeeding included
  purpose: limit
  values:
    ug: {number: 4000, unit: ug/day, authority: US}
    iu: {number: 100, unit: iu/day, authority: US}
""",
        "limit",
        "upper.d_us:\n  ",
        awaits=LIMITS,
    ),
    Mutation(
        "a unit that does not exist",
        "units swapped",
        "claims/med.yaml",
        "value: {number: 2, unit: g/day}",
        "value: {number: 2, unit: gr/day}",
        "unknown-unit",
        "unit: gr/day",
    ),
    # --- windows
    Mutation(
        "late bleeding ends earlier in the claim than in the incidence",
        "a window changed in one of two places",
        "claims/vkdb.yaml",
        """  statement: Late bleeding can start any time from 1 week to 6 months of age, most often from 2 to 8 weeks
    of age.
  subject: late vitamin K deficiency bleeding
  population: babies
  purpose: window
  values:
    start: {number: 1, unit: week}
    end: {number: 6, unit: month}
""",
        """  statement: Late bleeding can start any time from 1 week to 3 months of age, most often from 2 to 8 weeks
    of age.
  subject: late vitamin K deficiency bleeding
  population: babies
  purpose: window
  values:
    start: {number: 1, unit: week}
    end: {number: 3, unit: month}
""",
        "contradiction",
        "vkdb.late.window:\n  ",
        awaits=EVIDENCE,
    ),
    Mutation(
        "MK-4's daily dose in the trial claims",
        "the same quantity with two values",
        "claims/upper.yaml",
        """  statement: The US upper limit of magnesium from supplements and medicines is 350 mg a day for adults; magnesium in
    food is not counted.
  subject: magnesium upper limit from supplements
  population: adults
  purpose: limit
  values:
    mg: {number: 350, unit: mg/day, authority: US}
""",
        """  statement: The US upper limit of magnesium from supplements and medicines is 400 mg a day for adults; magnesium in
    food is not counted.
  subject: magnesium upper limit from supplements
  population: adults
  purpose: limit
  values:
    mg: {number: 400, unit: mg/day, authority: US}
""",
        "limit",
        "upper.mg_us:\n  ",
        awaits=LIMITS,
    ),
    Mutation(
        "the units of vitamin D are converted wrongly",
        "the same quantity with two values",
        "claims/dose.yaml",
        """  statement: Vitamin D3 at 2000 IU (50 µg) a day did not prevent fractures in a large trial of adults in mid-life and
    older.
  subject: vitamin D3 of 2000 IU a day and fractures
  population: midlife and older adults
  purpose: effect
  values:
    iu: {number: 2000, unit: iu/day}
    ug: {number: 50, unit: ug/day}
""",
        """  statement: Vitamin D3 at 2000 IU (80 µg) a day did not prevent fractures in a large trial of adults in mid-life and
    older.
  subject: vitamin D3 of 2000 IU a day and fractures
  population: midlife and older adults
  purpose: effect
  values:
    iu: {number: 2000, unit: iu/day}
    ug: {number: 80, unit: ug/day}
""",
        "restated-amount",
        "dose.d3_2000_no_fracture_benefit:\n  ",
        awaits=EVIDENCE,
    ),
    # --- evidence
    Mutation(
        "a retracted paper as evidence",
        "reference retracted",
        "claims/bone.yaml",
        """  statement: In one trial of 244 women MK-7 slowed bone loss; it has not been shown to prevent fractures.
  subject: MK-7 and bone
  population: healthy postmenopausal women
  purpose: effect
  value: {number: 244, unit: people}
  certainty: ungraded
  basis: trial
  references: [knapen_2013, mott_2019]
""",
        """  statement: In one trial of 244 women MK-7 slowed bone loss; it has not been shown to prevent fractures.
  subject: MK-7 and bone
  population: healthy postmenopausal women
  purpose: effect
  value: {number: 244, unit: people}
  certainty: ungraded
  basis: trial
  references: [knapen_2013, sato_2002_retracted]
""",
        "retracted-reference",
        "bone.mk7_vertebral_fracture:\n  ",
    ),
    Mutation(
        "a claim that names no reference",
        "claim without reference",
        "claims/missed.yaml",
        """  value: {number: 2, unit: none}
  certainty: ungraded
  basis: guideline
  references: [ucsd_anticoag_faq, nhs_warfarin]
""",
        """  value: {number: 2, unit: none}
  certainty: ungraded
  basis: guideline
  references: []
""",
        "claim-without-reference",
        "missed.call_after:\n  ",
        awaits=EVIDENCE,
    ),
    Mutation(
        "a reference that does not exist",
        "claim without reference",
        "claims/cv.yaml",
        """  value: {estimate: 0.43, low: 0.24, high: 0.77, measure: RR, level: 95}
  certainty: ungraded
  basis: cohort
  references: [geleijnse_2004]
""",
        """  value: {estimate: 0.43, low: 0.24, high: 0.77, measure: RR, level: 95}
  certainty: ungraded
  basis: cohort
  references: [geleijnse_2014]
""",
        "unknown-reference",
        "cv.rotterdam.chd_mortality:\n  ",
    ),
    Mutation(
        "proves, on a claim that nobody graded",
        "certainty raised",
        "claims/bone.yaml",
        "it has not been shown to prevent fractures.\n  subject: MK-7 and bone",
        "it prevents fractures.\n  subject: MK-7 and bone",
        "certainty-word",
        "bone.mk7_vertebral_fracture:\n  ",
        awaits=EVIDENCE,
    ),
    Mutation(
        "a certainty that is no word of the scale",
        "certainty raised",
        "claims/vkdb.yaml",
        """  value: {low: 4.4, high: 7.2, denominator: 100000, span: from 1 week to 6 months}
  certainty: moderate
""",
        """  value: {low: 4.4, high: 7.2, denominator: 100000, span: from 1 week to 6 months}
  certainty: very high
""",
        "unknown-word",
        "certainty: very high",
    ),
    Mutation(
        "a strong recommendation on what is ungraded",
        "strong advice on low certainty",
        "claims/mk7.yaml",
        """  purpose: guideline advice
  certainty: ungraded
""",
        """  purpose: guideline advice
  strength: strong
  certainty: very-low
""",
        "strong-advice",
        "mk7.first_choice:\n  ",
        awaits=EVIDENCE,
    ),
    Mutation(
        "a blocked claim is printed",
        "block rules broken",
        "claims/dose.yaml",
        """dose.C.magnesium:
  statement: Women need 320 mg of magnesium a day in all, from food.
  subject: magnesium in scenario C
  population: women aged 31 and over
  purpose: dose
  value: {number: 320, unit: mg/day, authority: US}
  certainty: ungraded
  basis: guideline
  references: [iom_1997_mg, ods_magnesium]
""",
        """dose.C.magnesium:
  blocked: Nobody may print it.
  subject: magnesium in scenario C
  population: women aged 31 and over
  purpose: dose
  references: [iom_1997_mg, ods_magnesium]
""",
        "blocked-claim",
        "dose.C.magnesium:value",
        elsewhere="leaflets/d-k2-calcium-dosing.yaml",
    ),
    Mutation(
        "a claim for clinicians in a leaflet",
        "audience rules broken",
        "claims/bleed.yaml",
        """for 10 minutes.
  subject: first aid for bleeding on warfarin
""",
        """for 10 minutes.
  audience: clinician
  subject: first aid for bleeding on warfarin
""",
        "wrong-audience",
        "long-bleed:",
        elsewhere="leaflets/warfarin-diet.yaml",
    ),
    Mutation(
        "what the source says wrongly becomes the sentence",
        "a value that no longer agrees with its statement",
        "claims/vkdb.yaml",
        "The shot prevents nearly all late cases, about 98 in 100, from 1 week to 6 months of age.",
        "The shot prevents late cases in essentially 100%.",
        "value-not-in-statement",
        "vkdb.shot.essentially_100:\n  ",
    ),
    Mutation(
        "a relative risk without the absolute one",
        "relative risk without the absolute",
        "claims/vkdb.yaml",
        """  subject: effect of the shot on late bleeding
  population: babies given the injection against none
  purpose: effect
  value: {estimate: 0.02, low: 0.00, high: 0.10, measure: RR, level: 95}
  certainty: ungraded
  basis: cohort
  references: [sankar_2016]
  audience: clinician
""",
        """  subject: effect of the shot on another illness
  population: babies given the injection against none
  purpose: effect
  value: {estimate: 0.02, low: 0.00, high: 0.10, measure: RR, level: 95}
  certainty: ungraded
  basis: cohort
  references: [sankar_2016]
  audience: clinician
""",
        "relative-risk-alone",
        "vkdb.shot.effect_rr:\n  ",
        awaits=EVIDENCE,
    ),
    Mutation(
        "a risk without its time span",
        "a risk without a time span",
        "claims/vkdb.yaml",
        """late bleeding occurs in about 4.4 to 7.2 per 100,000 babies, from 1 week to
    6 months of age.
  subject: late vitamin K deficiency bleeding without the shot
  population: babies without prophylaxis
  purpose: incidence
  value: {low: 4.4, high: 7.2, denominator: 100000, span: from 1 week to 6 months}
""",
        """late bleeding occurs in about 4.4 to 7.2 per 100,000 babies.
  subject: late vitamin K deficiency bleeding without the shot
  population: babies without prophylaxis
  purpose: incidence
  value: {low: 4.4, high: 7.2, denominator: 100000}
""",
        "risk-without-span",
        "vkdb.late.incidence:\n  ",
        awaits=EVIDENCE,
    ),
    Mutation(
        "a review that was due long ago",
        "review overdue",
        "claims/bleed.yaml",
        """  references: [medlineplus_warfarin, nhs_warfarin]
  checked: 2026-11-22
  review_due: 2027-11-22

bleed.emergency.not_stopping:""",
        """  references: [medlineplus_warfarin, nhs_warfarin]
  checked: 2025-11-22
  review_due: 2026-02-22

bleed.emergency.not_stopping:""",
        "review-overdue",
        "bleed.press_time:\n  ",
        awaits="freshness of claims, one of " + EVIDENCE,
    ),
    Mutation(
        "a key is misspelt",
        "a key renamed",
        "claims/inr.yaml",
        "  value: {low: 2.0, high: 3.0, unit: inr, authority: ACCP}",
        "  valeu: {low: 2.0, high: 3.0, unit: inr, authority: ACCP}",
        "unknown-key",
        "valeu:",
    ),
    Mutation(
        "a claim has no statement",
        "a key dropped",
        "claims/ac.yaml",
        "  statement: Do not eat natto while you take warfarin, not even now and then.\n",
        "",
        "missing-key",
        "ac.natto.none:\n  ",
    ),
    Mutation(
        "a claim gets another id",
        "a key renamed",
        "claims/bleed.yaml",
        "bleed.press_time:\n  ",
        "bleed.pressing_time:\n  ",
        "unknown-claim",
        "long-bleed:",
        elsewhere="leaflets/warfarin-diet.yaml",
    ),
)
