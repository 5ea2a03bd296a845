"""What can be wrong in `content/leaflets`."""

from __future__ import annotations

from mutation import Mutation, moved

WARFARIN = "leaflets/warfarin-diet.yaml"
NEWBORN = "leaflets/newborn-k1-shot.yaml"
DOSING = "leaflets/d-k2-calcium-dosing.yaml"

OF_LEAFLETS: tuple[Mutation, ...] = (
    # --- numbers typed in prose
    Mutation(
        "the press time is typed",
        "number typed in prose",
        WARFARIN,
        "that does not stop after {{ bleed.press_time }} of pressing",
        "that does not stop after 10 minutes of pressing",
        "untraced-number",
        "long-bleed:",
    ),
    Mutation(
        "a dose of vitamin D is typed",
        "number typed in prose",
        DOSING,
        "None, or in winter {{ dose.A.d3/iu:low }} to",
        "None, or in winter 600 IU to",
        "untraced-number",
        "None, or in winter 600 IU to",
    ),
    Mutation(
        "how many babies bleed is typed in words",
        "number typed in prose",
        NEWBORN,
        "About {{ vkdb.late.ich_share }} of these bleed into the brain.",
        "About twenty babies of these bleed into the brain.",
        "untraced-number",
        "rests_on: [vkdb.late.mortality, vkdb.late.disability]\n        text: >-",
    ),
    Mutation(
        "a number stands in an alternative text",
        "number typed in prose",
        NEWBORN,
        "A field of a thousand squares stands for babies without the shot.",
        "A field of 900 squares stands for babies without the shot.",
        "untraced-number",
        "kind: icon-array\n          alt: >-",
    ),
    # --- natto, vitamin K and gates
    Mutation(
        "natto is allowed",
        "natto allowed",
        WARFARIN,
        "title: Do not eat natto (fermented soya beans).",
        "title: You may eat natto (fermented soya beans).",
        "contraindication",
        "title: You may eat natto",
    ),
    Mutation(
        "a little natto does no harm",
        "natto allowed",
        DOSING,
        "**On warfarin,** eat as you do now: no natto (fermented soya beans), chlorella or green-juice powder.",
        "**On warfarin,** eat as you do now. A little natto is harmless.",
        "contraindication",
        "            how first.\n          warfarin: >-",
    ),
    Mutation(
        "K2 is offered to people on warfarin",
        "K2 offered on warfarin",
        DOSING,
        '''"**No** vitamin K at all. Take it now? Call us today."''',
        '''"Vitamin K2 is a good choice."''',
        "contraindication",
        "Vitamin K2 is a good choice.",
    ),
    Mutation(
        "a reader on warfarin may take K2 for the bones",
        "K2 offered on warfarin",
        WARFARIN,
        "No. On a medicine like warfarin,",
        "Yes. On a medicine like warfarin,",
        "contraindication",
        "            ask: K2 for my bones? A little K1 daily?\n            answer: >-",
    ),
    Mutation(
        "magnesium for people with kidney disease",
        "minerals offered to kidney disease",
        DOSING,
        '''"**None,** nor potassium or phosphate, without the team"''',
        '''"Take magnesium, potassium and phosphate as in A"''',
        "contraindication",
        "Take magnesium, potassium and phosphate as in A",
    ),
    Mutation(
        "the gate on warfarin is gone",
        "a gate removed",
        DOSING,
        """          warfarin:
            ask: >-
              **Do you take the blood thinner warfarin**, acenocoumarol, fluindione or phenprocoumon?
            stop: No vitamin K or K2 product. Ask us. See row D.
""",
        "",
        "missing-gate",
        "      - id: table",
    ),
    Mutation(
        "the gate on kidneys is gone",
        "a gate removed",
        DOSING,
        """          kidneys:
            ask: >-
              **Do you have kidney disease**, stage {{ gate.e_before_abc/stages:value }}, or dialysis
              (blood cleaning)?
            stop: Nothing without your kidney team. See row E.
""",
        "",
        "missing-gate",
        "      - id: rows",
    ),
    Mutation(
        "the gates change places",
        "a gate removed",
        DOSING,
        *moved(DOSING, "          warfarin:\n            ask", "          kidneys:\n", "See row E.\n"),
        "missing-gate",
        "          warfarin:\n            ask: >-",
    ),
    Mutation(
        "a cell offers K2 and does not say for whom it is not",
        "K2 offered on warfarin",
        DOSING,
        """              - Optional, not proven. Never with warfarin.
              - As in A, food first
              - As in A, food first. Mind""",
        """              - Optional, not proven.
              - As in A, food first
              - As in A, food first. Mind""",
        "precedence",
        'then a new test"\n              - Optional, not proven.',
    ),
    Mutation(
        "the row of kidney disease prints an amount",
        "minerals offered to kidney disease",
        DOSING,
        "              - Your kidney team decides if, and which kind.",
        '              - "{{ dose.C.d3/iu }}"',
        "precedence",
        '              - "{{ dose.C.d3/iu }}"',
    ),
    Mutation(
        "a bare K beside magnesium",
        "bare K beside Mg and Ca",
        DOSING,
        "**Potassium is not vitamin K.** Read the full word.",
        "Mg, Ca and K stand on many labels.",
        "forbidden-term",
        "Mg, Ca and K stand on many labels.",
    ),
    Mutation(
        "MK-4 in milligrams for patients",
        "MK-4 in milligrams outside clinician decks",
        DOSING,
        "K2 is not proven\n          to prevent broken bones.",
        "Take\n          {{ mk4.dose_15_45_x3/total }} of MK-4.",
        "wrong-audience",
        "          - mk7.first_choice\n        text: >-",
    ),
    # --- harms and help
    Mutation(
        "the harms of the shot are gone",
        "harm deleted",
        NEWBORN,
        """          side-effects:
            role: harms
            ask: Are there side effects?
            answer: >-
              Short crying, a sore spot, a small bruise or swelling. The spot can get infected or hard, or the skin can
              react. Doses that were too high have led to jaundice, above all in babies born early.
          allergy:
            ask: What about a bad allergy?
            answer: >-
              The US label has a boxed warning. Shots into a vein or a muscle have caused severe allergic reactions, and
              some people died. In general it prefers a shot under the skin, yet for newborns it names the muscle. An
              article of {{ vkdb.safety.anaphylaxis/year }} found {{ vkdb.safety.anaphylaxis/reports:value }} report of
              this in a newborn, in papers in English. Our staff are ready to treat it.
""",
        "",
        "benefits-and-harms",
        "title: Your newborn's vitamin K shot",
    ),
    Mutation(
        "the emergency box is gone",
        "emergency box moved off page 1",
        NEWBORN,
        '        emergency:\n          title: "Call {{ clinic/emergency }} now"\n',
        '        do-not:\n          title: "Call {{ clinic/emergency }} now"\n',
        "get-help",
        'do-not:\n          title: "Call {{ clinic/emergency }} now"',
    ),
    Mutation(
        "the emergency box stands after page 1",
        "emergency box moved off page 1",
        WARFARIN,
        *moved(WARFARIN, "  - id: red-flags\n", "  - id: actions\n", "sections:\n"),
        "get-help",
        "title: Eating well while you take warfarin",
    ),
    Mutation(
        "the emergency box of the newborn's leaflet stands after page 1",
        "emergency box moved off page 1",
        NEWBORN,
        *moved(NEWBORN, "  - id: red-flags\n", "  - id: your-choice\n", "sections:\n"),
        "get-help",
        "title: Your newborn's vitamin K shot",
    ),
    Mutation(
        "a long text pushes the emergency box off page 1",
        "emergency box moved off page 1",
        WARFARIN,
        "have other rules. Ask us.\n",
        "have other rules. Ask us.\n" + "          Ask us about it. We are glad to help.\n" * 60,
        "overflow",
        "      - id: which\n        text: >-",
        needs="pages",
    ),
    Mutation(
        "the main message is gone",
        "main message deleted",
        WARFARIN,
        "message: Keep eating greens. Eat about the same amount from week to week.\n",
        "",
        "missing-key",
        "title: Eating well while you take warfarin",
    ),
    Mutation(
        "the phone of the clinic is gone from the box",
        "harm deleted",
        WARFARIN,
        'title: "Call us today: {{ clinic/day }}"',
        "title: Call us today",
        "get-help",
        "title: Call us today",
    ),
    # --- language
    Mutation(
        "one sentence of many words",
        "sentence made unreadable",
        WARFARIN,
        "text: Tell us when food, health or medicine changes.",
        "text: Notwithstanding considerable interindividual variability in pharmacodynamic responsiveness, communicate "
        "expeditiously whenever alimentary circumstances, concomitant pharmacotherapy or constitutional symptoms "
        "undergo modification, irrespective of whether such alterations appear clinically inconsequential.",
        "long-sentence",
        "Notwithstanding",
    ),
    Mutation(
        "a clinical word that nobody explained",
        "sentence made unreadable",
        NEWBORN,
        "title: Know the signs",
        "title: Know the prodromal petechiae and thrombosis",
        "unexplained-term",
        "Know the prodromal petechiae",
    ),
    Mutation(
        "patients are talked about",
        "patients should",
        WARFARIN,
        "text: Ask before you start or stop a vitamin or herb.",
        "text: Patients should ask before they start or stop a vitamin or herb.",
        "not-to-you",
        "Patients should ask",
    ),
    Mutation(
        "the main message is passive",
        "passive main message",
        NEWBORN,
        "message: We advise a vitamin K shot soon after birth, to protect your baby from serious bleeding. You decide.",
        "message: A vitamin K shot soon after birth is advised by us. You decide.",
        "passive-voice",
        "message: A vitamin K shot",
    ),
    Mutation(
        "an abbreviation without its words",
        "sentence made unreadable",
        NEWBORN,
        "Doctors call this vitamin K deficiency bleeding (VKDB).",
        "Doctors call this VKDB and treat it with FFP.",
        "abbreviation",
        "            ask: Why do babies need it?\n            answer: >-",
    ),
    # --- pointers, tables and what does not fit
    Mutation(
        "a claim that does not exist",
        "placeholder changed",
        WARFARIN,
        "The UK limit is {{ drink.alcohol_uk_limit }}, spread out.",
        "The UK limit is {{ drink.alcohol_limit }}, spread out.",
        "unknown-claim",
        "          alcohol: >-",
    ),
    Mutation(
        "a value that the claim has not",
        "placeholder changed",
        DOSING,
        '"Keep {{ spacing.levothyroxine/apart }} between them."',
        '"Keep {{ spacing.levothyroxine/hours }} between them."',
        "unknown-part",
        "spacing.levothyroxine/hours",
    ),
    Mutation(
        "a part that the value has not",
        "placeholder changed",
        NEWBORN,
        "**{{ vkdb.classic.incidence:per-1000 }} bleed**",
        "**{{ vkdb.classic.incidence:upper }} bleed**",
        "unknown-part",
        'title: "Without the shot: the first week"\n    blocks:\n      - id: numbers\n        role: not-known\n        text: >-',
    ),
    Mutation(
        "a food that the table does not have",
        "placeholder changed",
        WARFARIN,
        '"{{ food/parsley:grams }}", "{{ food/parsley:k1_ug }}"',
        '"{{ food/parsley:grams }}", "{{ food/parsly:k1_ug }}"',
        "unknown-food",
        "food/parsly",
    ),
    Mutation(
        "a cell is empty",
        "table cell emptied",
        WARFARIN,
        '["**Tomato**, raw, {{ food/tomato:serving }}", "{{ food/tomato:grams }}", "{{ food/tomato:k1_ug }}"]',
        '["**Tomato**, raw, {{ food/tomato:serving }}", "{{ food/tomato:grams }}", ""]',
        "empty-text",
        "**Tomato**, raw",
    ),
    Mutation(
        "a cell is missing",
        "table cell emptied",
        DOSING,
        """              - "Take these first. Wait {{ spacing.bisphosphonate/apart }} or more. See their leaflet."
""",
        "",
        "wrong-row",
        "            bone-tablets:\n              - ",
    ),
    Mutation(
        "a picture without its words",
        "alternative text deleted",
        WARFARIN,
        """          alt: >-
            Far more greens than usual can make the INR fall, and a low INR brings a risk of clots. Far fewer greens,
            or not eating, can make the INR rise, and a high INR brings a risk of bleeding.
""",
        "",
        "missing-alt",
        "kind: diagram",
    ),
    Mutation(
        "an arrow to nowhere",
        "a part of a figure renamed",
        WARFARIN,
        "rises-bleed: {from: rises, to: bleed, kind: leads}",
        "rises-bleed: {from: rises, to: bleeds, kind: leads}",
        "unknown-node",
        "to: bleeds",
    ),
    Mutation(
        "a word that no line can hold",
        "text that does not fit",
        NEWBORN,
        "title: Get it written down",
        "title: Get" + "writtendown" * 12,
        "overflow",
        "title: Getwrittendown",
        needs="pages",
    ),
    Mutation(
        "a sign that no font has",
        "text that does not fit",
        NEWBORN,
        "title: Say yes to the shot",
        "title: Say 漢 to the shot",
        "missing-glyph",
        "Say 漢 to",
        needs="pages",
    ),
    Mutation(
        "a reference that is not in the list",
        "reference removed",
        WARFARIN,
        "sources:\n  - usda_sr28\n",
        "sources:\n  - usda_sr29\n",
        "unknown-reference",
        "usda_sr29",
    ),
    # --- what a leaflet has to have
    Mutation(
        "nothing is said of the benefits",
        "a part of a good leaflet is gone",
        NEWBORN,
        "        role: benefits\n",
        "",
        "benefits-and-harms",
        "title: Your newborn's vitamin K shot",
    ),
    Mutation(
        "nothing is said of what is not known",
        "a part of a good leaflet is gone",
        NEWBORN,
        "      - id: numbers\n        role: not-known\n",
        "      - id: numbers\n",
        "not-known",
        "title: Your newborn's vitamin K shot",
    ),
    Mutation(
        "nothing is said of other ways",
        "a part of a good leaflet is gone",
        NEWBORN,
        "            role: alternatives\n",
        "",
        "alternatives",
        "title: Your newborn's vitamin K shot",
    ),
    Mutation(
        "there is no summary",
        "a part of a good leaflet is gone",
        WARFARIN,
        "        role: summary\n",
        "",
        "summary",
        "title: Eating well while you take warfarin",
    ),
    Mutation(
        "the day on which it was checked is gone",
        "a key dropped",
        NEWBORN,
        "checked: 2026-11-22\n",
        "",
        "missing-key",
        "title: Your newborn's vitamin K shot",
    ),
    Mutation(
        "the version is gone",
        "a key dropped",
        WARFARIN,
        'version: "1.0"\n',
        "",
        "missing-key",
        "title: Eating well while you take warfarin",
    ),
    Mutation(
        "a share beside one of another denominator",
        "mixed denominators",
        NEWBORN,
        "          Of every {{ vkdb.classic.incidence:of-1000 }} babies who get no shot, about",
        "          Of every {{ vkdb.late.incidence:denominator }} babies some bleed. Without the shot, about",
        "mixed-denominators",
        "        role: not-known\n        text: >-",
    ),
    Mutation(
        "a sentence that two people changed",
        "a sentence half changed",
        WARFARIN,
        "text: Eat your usual amount, not a lot more or less.",
        "text: Eat your Usual amount, not a lot more or less.",
        "stray-capital",
        "text: Eat your Usual",
    ),
    Mutation(
        "a retracted paper in the list of sources",
        "reference retracted",
        WARFARIN,
        "sources:\n  - usda_sr28\n",
        "sources:\n  - sato_2002_retracted\n",
        "retracted-reference",
        "sato_2002_retracted",
    ),
    Mutation(
        "the ground of what is said of digoxin is gone",
        "claim without reference",
        DOSING,
        "rests_on: [gate.thiazide, gate.digoxin, gate.orlistat, gate.heart_block, gate.high_calcium]",
        "rests_on: [gate.thiazide, gate.orlistat, gate.heart_block, gate.high_calcium]",
        "ungrounded-term",
        '- "**Digoxin** (for the heart)"',
    ),
)
