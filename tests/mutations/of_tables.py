"""What can be wrong in references, limits, foods, glossary and clinics."""

from __future__ import annotations

from mutation import Mutation

LIMITS = "limits.yaml"
REFERENCES = "references.yaml"
CLINIC = "clinics/riverside.yaml"

OF_TABLES: tuple[Mutation, ...] = (
    Mutation(
        "a paper that claims rest on is retracted",
        "reference retracted",
        REFERENCES,
        "theuwissen_2013:\n  type: article-journal\n",
        "theuwissen_2013:\n  retracted: true\n  type: article-journal\n",
        "retracted-reference",
        "gate.vka.k:\n  ",
        elsewhere="claims/gate.yaml",
    ),
    Mutation(
        "a reference gets another id",
        "reference removed",
        REFERENCES,
        "pmda_natto_qa:\n",
        "pmda_natto:\n",
        "unknown-reference",
        "  - pmda_natto_qa",
        elsewhere="leaflets/warfarin-diet.yaml",
    ),
    Mutation(
        "a reference without its plain words",
        "a key dropped",
        REFERENCES,
        "geleijnse_2004:\n  type: article-journal\n",
        "geleijnse_2004:\n  kind: article-journal\n",
        "missing-key",
        "geleijnse_2004:\n  ",
    ),
    Mutation(
        "a limit is ten times as high",
        "a dose × 10",
        LIMITS,
        "    nutrient: magnesium\n    population: 4 y and over\n    age_min_y: 4\n    age_max_y: null\n"
        "    age_below_y: null\n    ul: 250\n",
        "    nutrient: magnesium\n    population: 4 y and over\n    age_min_y: 4\n    age_max_y: null\n"
        "    age_below_y: null\n    ul: 2500\n",
        "restated-amount",
        "upper.mg_eu:\n  ",
        elsewhere="claims/upper.yaml",
    ),
    Mutation(
        "the limit of vitamin D is in milligrams",
        "units swapped",
        LIMITS,
        "    population: adults 19 y and over, incl. pregnancy and lactation\n    age_min_y: 19\n    age_max_y: null\n"
        "    age_below_y: null\n    ul: 100\n    unit: ug\n",
        "    population: adults 19 y and over, incl. pregnancy and lactation\n    age_min_y: 19\n    age_max_y: null\n"
        "    age_below_y: null\n    ul: 100\n    unit: mg\n",
        "restated-amount",
        "upper.d_us:\n  ",
        elsewhere="claims/upper.yaml",
    ),
    Mutation(
        "a limit in a unit that does not exist",
        "units swapped",
        LIMITS,
        "    population: adults over 50 y\n    age_min_y: 51\n    age_max_y: null\n    age_below_y: null\n"
        "    ul: 2000\n    unit: mg\n",
        "    population: adults over 50 y\n    age_min_y: 51\n    age_max_y: null\n    age_below_y: null\n"
        "    ul: 2000\n    unit: mgs\n",
        "unknown-unit",
        "unit: mgs",
    ),
    Mutation(
        "the rule on natto has lost its substances",
        "a gate removed",
        LIMITS,
        "    applies_to: [natto, chlorella, spirulina, wheatgrass, green_juice_powder]\n",
        "",
        "missing-key",
        "  vka.natto:\n    ",
    ),
    Mutation(
        "a contraindication names a substance that is not there",
        "a key renamed",
        LIMITS,
        "    applies_to: [calcitriol, alfacalcidol, paricalcitol]\n",
        "    applies_to: [calcitriols, alfacalcidol, paricalcitol]\n",
        "unknown-substance",
        "applies_to: [calcitriols",
    ),
    Mutation(
        "the vitamin K of spinach ten times",
        "a food's value × 10",
        "foods.yaml",
        "    k1_ug: 444\n",
        "    k1_ug: 4440\n",
        "food-amount",
        "    k1_ug: 4440",
    ),
    Mutation(
        "a food in the wrong band",
        "a food's value × 10",
        "foods.yaml",
        "    k1_ug_per_100g: 493.6\n    k2_form: null\n    band: high\n",
        "    k1_ug_per_100g: 493.6\n    k2_form: null\n    band: low\n",
        "food-band",
        "    k1_ug_per_100g: 493.6\n    k2_form: null\n    band: low",
    ),
    Mutation(
        "a food has no value any more",
        "table cell emptied",
        "foods.yaml",
        "    k1_ug: 444\n",
        "    k1_ug: null\n",
        "unknown-food",
        "spinach-boiled:",
        elsewhere="leaflets/warfarin-diet.yaml",
    ),
    Mutation(
        "a food's value is no number",
        "a value of the wrong type",
        "foods.yaml",
        "    k1_ug: 444\n",
        "    k1_ug: 4O4\n",
        "wrong-type",
        "k1_ug: 4O4",
    ),
    Mutation(
        "a term has lost its plain words",
        "a key dropped",
        "glossary.yaml",
        "  plain: the vitamin K in green leaves and plant oils\n",
        "",
        "missing-key",
        "vitamin K1:\n  ",
    ),
    Mutation(
        "the colour of the clinic is too pale to read",
        "a clinic's own value",
        CLINIC,
        "colour: '#0b5561'",
        "colour: '#9fd8e0'",
        "clinic-colour",
        "colour: '#9fd8e0'",
    ),
    Mutation(
        "the clinic's web address is none",
        "a clinic's own value",
        CLINIC,
        "web: https://riverside.example",
        "web: riverside",
        "clinic-web",
        "web: riverside",
    ),
    Mutation(
        "the clinic's logo is not there",
        "a clinic's own value",
        CLINIC,
        "logo: riverside.png",
        "logo: riversides.png",
        "clinic-logo",
        "logo: riversides.png",
    ),
    Mutation(
        "a policy counts backwards",
        "units swapped",
        CLINIC,
        "antibiotic_test_days: {low: 3, high: 7, unit: day}",
        "antibiotic_test_days: {low: 7, high: 3, unit: day}",
        "wrong-value",
        "antibiotic_test_days: {low: 7",
    ),
)
