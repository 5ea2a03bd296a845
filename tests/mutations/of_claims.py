"""What can be wrong in `content/claims`."""

from __future__ import annotations

from mutations.mutation import Mutation, edited

DOSE = "claims/dose.yaml"
VKDB = "claims/vkdb.yaml"

OF_CLAIMS: tuple[Mutation, ...] = (
    # --- doses above a limit: statement and value agree, so that only a limit can tell
    Mutation(
        "vitamin D of scenario B one step over its limit",
        "a dose one step over its limit",
        DOSE,
        *edited(
            DOSE,
            "dose.B.d3",
            ("up to 2000 IU (50 µg)", "up to 4040 IU (101 µg)"),
            ("The 2000 IU line", "The 4040 IU line"),
            ("{number: 2000, unit: iu/day", "{number: 4040, unit: iu/day"),
            ("{number: 50, unit: ug/day", "{number: 101, unit: ug/day"),
        ),
        "excessive-dose",
        "dose.B.d3:\n  ",
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
        "excessive-dose",
        "dose.A.d3:\n  ",
    ),
    Mutation(
        "calcium of scenario C ten times",
        "a dose × 10",
        DOSE,
        *edited(
            DOSE,
            "dose.C.calcium",
            ("need 1200 mg", "need 12000 mg"),
            ("number: 1200", "number: 12000"),
        ),
        "excessive-dose",
        "dose.C.calcium:\n  ",
    ),
    Mutation(
        "the European magnesium ceiling one step over the limit",
        "a dose one step over its limit",
        DOSE,
        *edited(
            DOSE,
            "dose.B.mg_200_400",
            ("above 250 mg", "above 251 mg"),
            ("number: 250", "number: 251"),
        ),
        "wrong-restated-amount",
        "dose.B.mg_200_400:\n  ",
    ),
    Mutation(
        "MK-4 at three times its licensed dose",
        "a dose × 10",
        "claims/mk4.yaml",
        *edited(
            "claims/mk4.yaml",
            "mk4.dose_15_45_x3",
            ("15 mg 3 times a day, 45 mg", "45 mg 3 times a day, 135 mg"),
            ("number: 15,", "number: 45,"),
            ("total: {number: 45,", "total: {number: 135,"),
        ),
        "excessive-studied-dose",
        "mk4.dose_15_45_x3:\n  ",
    ),
    Mutation(
        "the newborn dose without its weight",
        "a newborn dose without its weight rule",
        VKDB,
        *edited(
            VKDB,
            "vkdb.dose.over_1500",
            ("AAP 2022, birth weight above 1500 g, one", "AAP 2022, one"),
        ),
        "wrong-statement",
        "vkdb.dose.over_1500:\n  ",
    ),
    # --- values that no longer agree with their statement
    Mutation(
        "the press time of the value is another one than that of the sentence",
        "a value that no longer agrees with its statement",
        "claims/bleed.yaml",
        """  statement: Press firmly on the bleeding place, the nose included, for 10 minutes.""",
        """  statement: Press firmly on the bleeding place, the nose included, for 20 minutes.""",
        "wrong-statement",
        "bleed.press_time:\n  ",
    ),
    Mutation(
        "the INR target's value is moved",
        "a value that no longer agrees with its statement",
        "claims/inr.yaml",
        "value: {low: 2.0, high: 3.0, unit: inr, authority: ACCP}",
        "value: {low: 2.0, high: 4.0, unit: inr, authority: ACCP}",
        "wrong-statement",
        "inr.target:\n  ",
    ),
    Mutation(
        "a decimal point is lost",
        "a value that no longer agrees with its statement",
        "claims/cv.yaml",
        "value: {estimate: 0.43, low: 0.24, high: 0.77, measure: RR, level: 95}",
        "value: {estimate: 43, low: 0.24, high: 77, measure: RR, level: 95}",
        "wrong-statement",
        "cv.rotterdam.chd_mortality:\n  ",
    ),
    Mutation(
        "hours apart from levothyroxine",
        "a value that no longer agrees with its statement",
        "claims/spacing.yaml",
        """  statement: Keep calcium and magnesium 4 hours apart from levothyroxine.""",
        """  statement: Keep calcium and magnesium 2 hours apart from levothyroxine.""",
        "wrong-statement",
        "spacing.levothyroxine:\n  ",
    ),
    Mutation(
        "the share of babies who bleed is ten times as high",
        "a value that no longer agrees with its statement",
        "claims/vkdb.yaml",
        "value: {low: 4.4, high: 7.2, denominator: 100000, span: from 1 week to 6 months}",
        "value: {low: 4.4, high: 7.2, denominator: 10000, span: from 1 week to 6 months}",
        "wrong-statement",
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
    # --- arithmetic: statement and value agree, and neither can be
    Mutation(
        "more babies are kept from bleeding than there are",
        "arithmetic that cannot be",
        VKDB,
        *edited(
            VKDB,
            "vkdb.shot.essentially_100",
            ("about 98 in 100,", "about 980 in 100,"),
            ("numerator: 98,", "numerator: 980,"),
        ),
        "wrong-value",
        "value: {numerator: 980",
    ),
    Mutation(
        "a share above all",
        "arithmetic that cannot be",
        VKDB,
        *edited(VKDB, "vkdb.late.ich_share", ("(50%)", "(150%)"), ("number: 50,", "number: 150,")),
        "wrong-value",
        "value: {number: 150",
    ),
    Mutation(
        "an estimate outside its interval",
        "arithmetic that cannot be",
        "claims/cv.yaml",
        *edited(
            "claims/cv.yaml",
            "cv.rotterdam.calcification",
            ("OR 0.48 (95% CI 0.32", "OR 0.84 (95% CI 0.32"),
            ("estimate: 0.48", "estimate: 0.84"),
        ),
        "wrong-value",
        "value: {estimate: 0.84",
    ),
    Mutation(
        "a level of 59 percent",
        "arithmetic that cannot be",
        "claims/cv.yaml",
        *edited(
            "claims/cv.yaml",
            "cv.rotterdam.calcification",
            ("OR 0.48 (95% CI", "OR 0.48 (59% CI"),
            ("level: 95", "level: 59"),
        ),
        "wrong-value",
        "value: {estimate: 0.48, low: 0.32, high: 0.71, measure: OR, level: 59",
    ),
    # --- units
    Mutation(
        "milligrams for micrograms",
        "units swapped",
        DOSE,
        *edited(
            DOSE,
            "dose.C.mk7_180",
            ("unit: ug/day", "unit: mg/day"),
        ),
        "wrong-statement",
        "dose.C.mk7_180:\n  ",
    ),
    Mutation(
        "IU and µg change places",
        "units swapped",
        "claims/upper.yaml",
        *edited(
            "claims/upper.yaml",
            "upper.d_us",
            ("100 µg (4000 IU)", "100 IU (4000 µg)"),
            ("number: 100, unit: ug", "number: 4000, unit: UG"),
            ("number: 4000, unit: iu", "number: 100, unit: iu"),
            ("UG", "ug"),
        ),
        "wrong-restated-amount",
        "upper.d_us:\n  ",
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
        VKDB,
        *edited(
            VKDB,
            "vkdb.late.window",
            ("to 6 months of age, most", "to 3 months of age, most"),
            ("number: 6, unit: month", "number: 3, unit: month"),
        ),
        "contradictory-values",
        "vkdb.late.window:\n  ",
    ),
    Mutation(
        "the US upper limit of magnesium is another one",
        "the same quantity with two values",
        "claims/upper.yaml",
        *edited(
            "claims/upper.yaml",
            "upper.mg_us",
            ("is 350 mg a day", "is 400 mg a day"),
            ("number: 350", "number: 400"),
        ),
        "wrong-restated-amount",
        "upper.mg_us:\n  ",
    ),
    Mutation(
        "the units of vitamin D are converted wrongly",
        "the same quantity with two values",
        DOSE,
        *edited(
            DOSE,
            "dose.d3_2000_no_fracture_benefit",
            ("(50 µg)", "(80 µg)"),
            ("number: 50", "number: 80"),
        ),
        "contradictory-values",
        "dose.d3_2000_no_fracture_benefit:\n  ",
    ),
    # --- evidence
    Mutation(
        "a claim for clinicians only is for everybody",
        "what may not be printed is printed",
        "claims/bone.yaml",
        *edited("claims/bone.yaml", "bone.gla_two_charges", ("  audience: clinician\n", "")),
        "forbidden-value",
        "bone.gla_two_charges:\n  ",
    ),
    Mutation(
        "an egg holds what the source text said, which is blocked",
        "what may not be printed is printed",
        "claims/food.yaml",
        *edited(
            "claims/food.yaml", "food.egg.mk4_per_egg", ("about 4 µg", "about 30 µg"), ("number: 4,", "number: 30,")
        ),
        "forbidden-value",
        "food.egg.mk4_per_egg:\n  ",
    ),
    Mutation(
        "a retracted paper as evidence",
        "reference retracted",
        "claims/bone.yaml",
        *edited(
            "claims/bone.yaml",
            "bone.mk7_vertebral_fracture",
            ("[knapen_2013, mott_2019]", "[knapen_2013, sato_2002_retracted]"),
        ),
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
        "missing-reference",
        "missed.call_after:\n  ",
    ),
    Mutation(
        "a reference that does not exist",
        "claim without reference",
        "claims/cv.yaml",
        *edited(
            "claims/cv.yaml",
            "cv.rotterdam.chd_mortality",
            ("[geleijnse_2004]", "[geleijnse_2014]"),
        ),
        "unknown-reference",
        "cv.rotterdam.chd_mortality:\n  ",
    ),
    Mutation(
        "proves, on a claim that nobody graded",
        "certainty raised",
        "claims/bone.yaml",
        "it has not been shown to prevent fractures.\n  subject: MK-7 and bone",
        "it prevents fractures.\n  subject: MK-7 and bone",
        "excessive-certainty",
        "bone.mk7_vertebral_fracture:\n  ",
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
        "unknown-value",
        "certainty: very high",
    ),
    Mutation(
        "a strong recommendation on what is ungraded",
        "strong advice on low certainty",
        "claims/mk7.yaml",
        *edited(
            "claims/mk7.yaml",
            "mk7.first_choice",
            ("  certainty: ungraded\n", "  strength: strong\n  certainty: ungraded\n"),
        ),
        "unsupported-advice",
        "mk7.first_choice:\n  ",
    ),
    Mutation(
        "a blocked claim is printed",
        "block rules broken",
        DOSE,
        *edited(
            DOSE,
            "dose.C.magnesium",
            (
                "  statement: Women need 320 mg of magnesium a day in all, from food.\n",
                "  blocked: Nobody may print it.\n",
            ),
            (
                "  scope: total_intake\n  value: {number: 320, unit: mg/day, authority: US, restates: [intakes/mg.rda.f.31/value]}\n  harms: [upper.mg_diarrhoea, gate.heart_block, gate.ckd.minerals]\n  certainty: ungraded\n  basis: guideline\n",
                "",
            ),
        ),
        "blocked-claim",
        "{{ dose.C.magnesium:value",
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
        "wrong-statement",
        "vkdb.shot.essentially_100:\n  ",
    ),
    Mutation(
        "a relative risk without the absolute one",
        "relative risk without the absolute",
        VKDB,
        *edited(
            VKDB,
            "vkdb.shot.effect_rr",
            ("  absolute: vkdb.late.by_income\n", ""),
        ),
        "missing-absolute-risk",
        "vkdb.shot.effect_rr:\n  ",
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
        "missing-span",
        "vkdb.late.incidence:\n  ",
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
        "overdue-review",
        "bleed.press_time:\n  ",
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
    Mutation(
        "a claim's word for what it is for is misspelt",
        "a word of a closed set",
        "claims/upper.yaml",
        *edited(
            "claims/upper.yaml",
            "upper.ca_eu",
            ("purpose: limit", "purpose: limits"),
        ),
        "unknown-value",
        "purpose: limits",
    ),
    Mutation(
        "a claim rests on what no word of the list names",
        "a word of a closed set",
        "claims/bone.yaml",
        *edited(
            "claims/bone.yaml",
            "bone.mk7_vertebral_fracture",
            ("basis: trial", "basis: trials"),
        ),
        "unknown-value",
        "basis: trials",
    ),
    Mutation(
        "a grouped value is of another subject",
        "the same quantity with two values",
        VKDB,
        *edited(
            VKDB,
            "vkdb.dose.up_to_1500",
            ("number: 1500\n", "number: 1550\n"),
            ("birth weight 1500 g or less", "birth weight 1550 g or less"),
        ),
        "contradictory-values",
        "vkdb.dose.up_to_1500:\n  ",
    ),
    Mutation(
        "a limit names the row of another authority",
        "a dose one step over its limit",
        "claims/upper.yaml",
        *edited(
            "claims/upper.yaml",
            "upper.ca_eu",
            ("limits/ca.eu.adult/ul", "limits/ca.us.19/ul"),
        ),
        "wrong-restated-amount",
        "upper.ca_eu:\n  ",
    ),
    Mutation(
        "a benefit without its harm",
        "harm deleted",
        DOSE,
        *edited(
            DOSE,
            "dose.C.mk7_180",
            ("  harms: [gate.vka.k, ac.k2_lowers_inr, ac.any_k_antagonizes]\n", ""),
        ),
        "missing-harm",
        "dose.C.mk7_180:\n  ",
    ),
    Mutation(
        "a number of a statement that no value holds",
        "a value that no longer agrees with its statement",
        "claims/cv.yaml",
        *edited(
            "claims/cv.yaml",
            "cv.rotterdam.chd_mortality",
            ("over 7 to 10 years", "over 7 to 19 years"),
        ),
        "missing-value",
        "cv.rotterdam.chd_mortality:\n  ",
    ),
    Mutation(
        "the year of a trial is another one",
        "a value that no longer agrees with its statement",
        "claims/trial.yaml",
        *edited(
            "claims/trial.yaml",
            "trial.emaus2010",
            ("Emaus 2010 (334", "Emaus 2011 (334"),
        ),
        "missing-value",
        "trial.emaus2010:\n  ",
    ),
    Mutation(
        "checked after its review is due",
        "review overdue",
        "claims/med.yaml",
        *edited(
            "claims/med.yaml",
            "med.new_medicine",
            ("checked: 2026-11-22", "checked: 2028-11-22"),
        ),
        "wrong-dates",
        "med.new_medicine:\n  ",
    ),
    Mutation(
        "certainty that nobody gave",
        "certainty raised",
        "claims/bone.yaml",
        *edited(
            "claims/bone.yaml",
            "bone.mk7_vertebral_fracture",
            ("certainty: ungraded", "certainty: high"),
        ),
        "wrong-grade",
        "bone.mk7_vertebral_fracture:\n  ",
    ),
    Mutation(
        "a mechanism that prevents",
        "certainty raised",
        "claims/mgp.yaml",
        *edited(
            "claims/mgp.yaml",
            "mgp.gatekeeper",
            ("statement: >-\n    Vessel", "statement: >-\n    It is proven: vessel"),
        ),
        "excessive-certainty",
        "mgp.gatekeeper:\n  ",
    ),
    Mutation(
        "a superseded edition without the new one",
        "reference retracted",
        VKDB,
        *edited(
            VKDB,
            "vkdb.oral.repeat_if_vomited",
            ("references: [mih", "references: [nice_postnatal, mih"),
        ),
        "superseded-reference",
        "vkdb.oral.repeat_if_vomited:\n  ",
    ),
    Mutation(
        "a claim allows natto",
        "natto allowed",
        "claims/ac.yaml",
        *edited(
            "claims/ac.yaml",
            "ac.natto.none",
            (
                "Do not eat natto while you take warfarin, not even now and then.",
                "Natto is fine while you take warfarin.",
            ),
        ),
        "forbidden-offer",
        "ac.natto.none:\n  ",
    ),
    Mutation(
        "MK-7 for patients above the studied dose",
        "a dose × 10",
        DOSE,
        *edited(
            DOSE,
            "dose.C.mk7_180",
            ("MK-7 180 µg a day is", "MK-7 1800 µg a day is"),
            ("number: 180\n", "number: 1800\n"),
        ),
        "excessive-studied-dose",
        "dose.C.mk7_180:\n  ",
    ),
    Mutation(
        "a bare K in a statement",
        "bare K beside Mg and Ca",
        "claims/gate.yaml",
        *edited(
            "claims/gate.yaml",
            "gate.ckd.minerals",
            ("of stage 3 to 5 or on dialysis take no", "of stage 3 to 5 or on dialysis K and Mg count: take no"),
        ),
        "forbidden-term",
        "gate.ckd.minerals:\n  ",
    ),
    Mutation(
        "a statement with a word twice",
        "a sentence half changed",
        "claims/bleed.yaml",
        *edited(
            "claims/bleed.yaml",
            "bleed.press_time",
            ("Press firmly on the", "Press firmly on the the"),
        ),
        "untidy-text",
        "bleed.press_time:\n  ",
    ),
    Mutation(
        "a long word with two letters changed about",
        "a word misspelt",
        "claims/upper.yaml",
        *edited(
            "claims/upper.yaml",
            "upper.mg_us",
            ("of magnesium from", "of magnesuim from"),
        ),
        "misspelt-word",
        "upper.mg_us:\n  ",
    ),
    Mutation(
        "a grouped value is of other people",
        "the same quantity with two values",
        VKDB,
        *edited(
            VKDB,
            "vkdb.dose.up_to_1500",
            ("      population: newborns\n", "      population: newborn babies\n"),
        ),
        "split-quantity",
        "vkdb.dose.up_to_1500:\n  ",
    ),
    Mutation(
        "the gates of the precedence are all gone",
        "a gate removed",
        "limits.yaml",
        "precedence:\n  - id: p1\n",
        "precedences:\n  - id: p1\n",
        "missing-key",
        "columns:",
    ),
)
