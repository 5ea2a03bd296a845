"""Every text that later acts as a key is one of a closed set: another word is an error at its place, with the nearest."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import (
    CLAIMS,
    CLINIC,
    FOODS,
    HEAD,
    LEAFLET,
    REFERENCES,
    REGIONS,
    REPO,
    deck,
    leaflet,
    line_of,
    make_project,
    own_layouts,
    problems_of,
)
from support.rules import SMALL, content_problems

from handouts.core.problem import errors

DOSE = "claims/dose.yaml"
TALK = "decks/talk.yaml"
MILL = "clinics/mill.yaml"

FIGURES = """\
- id: a
  figure:
    alt: Words
    kind: diagram
    arrange: lanes
    lanes: [[x, y]]
    nodes: {x: {label: X, kind: primary}, y: {label: Y}}
    edges: {e: {from: x, to: y, kind: blocks}}
    show: [x, e]
- id: b
  figure:
    alt: Words
    kind: timeline
    origin: Birth
    spans: {s: {label: L, window: dose.window, kind: classic}}
- id: c
  role: summary
  explains: [inr]
  rests_on: [dose.target]
  cards: {x: {title: T, kind: danger, text: W}}
- id: d
  fields: {x: {label: L, kind: phone}}
- id: e
  table:
    columns: {x: X, y: {head: Y, kind: number, unit: mg}}
    groups: {g: {title: G, level: 3, rows: {r: [W, W]}}}
- id: f
  policy: missed_dose
  if-empty: drop
- id: g
  figure: {kind: icon-array, alt: Four, value: dose.share, total: 1000, label: Bleed, rest: Do not}
- id: h
  text: {any: "{{ term/inr }} {{ clinic/night }} [@paper_2012]", us: In America}
"""
SMALL_TEXT = leaflet(FIGURES, head=HEAD + "offers: advice\nroles: [clinician, pharmacist]\n")
SLIDES = deck(
    "- id: s\n  slide: bullets\n  title: T\n  core: true\n  sources: [paper_2012]\n  blocks:\n    - id: a\n"
    "      text: Words\n"
)
BANDED = (
    FOODS.replace(
        "foods:", "bands:\n  low: {from: 0, below: 100}\n  high: {from: 100}\nbanded: [k1_ug]\nfoods:"
    ).replace("k2_ug: null,", "k2_ug: null, band: high,")
).replace("k2_ug: 380.6,", "k2_ug: 380.6, band: low,")
NOTED = CLAIMS.replace("verdict: conflicts", "verdict: conflicts\n    grade: low")
SAFE = """\
columns:
  ul: {label: upper limit}
conversion: null
substances:
  iron: {label: iron}
  ferrite: {label: ferrite, part_of: iron}
populations: null
limits: {iron.us: {substance: iron, population: adults, age_min_y: 18, age_below_y: null, ul: 45, unit: mg, per: day,
  scope: total_intake, authority: US, confidence: partial, references: [paper_2012]}}
intakes:
  i: {substance: iron, population: adults, value: 8, unit: mg, per: day, kind: RDA, authority: US,
      references: [paper_2012]}
dose_rules:
  n: {substance: iron, population: babies, audience: clinician, action: block, references: [paper_2012]}
studied_doses:
  t:
    substance: iron
    audience: clinician
    checks:
      - {above: 5, unit: mg/day, action: fail, audience: patient, reason: never studied}
    references: [paper_2012]
precedence:
  - {id: p, when: [overload], rule: first, drop: [iron]}
clinician_units:
  u: {substance: iron, units: [mg], reason: for prescribers}
contraindications:
  overload:
    trigger: iron overload
    trigger_terms: [iron overload]
    applies_to: [iron]
    action: refer
    above: {iron: {kind: RDA}}
    reason: it builds up
    references: [paper_2012]
forbidden_terms: null
wording: {offer: [take], allow: [fine], refuse: [no], negate: [not]}
"""
MORE = CLAIMS.replace(
    "basis: trial\n", "basis: trial\n  strength: strong\n  scope: total_intake\n  harms: [dose.target]\n"
)
VALUED = (
    CLAIMS
    + """\
dose.most:
  statement: At most 350 mg a day.
  subject: magnesium
  population: adults
  purpose: limit
  value: {number: 350, unit: mg/day, purpose: limit, authority: US, restates: [limits/mg.us.9/ul]}
  certainty: ungraded
  basis: guideline
  references: [paper_2012]
  checked: 2026-11-22
  review_due: 2027-11-22
"""
)

WAIVER = "- {rule: passive-sentence, at: small/one/a, reason: so they said, by: A. Example, until: 2027-06-30}\n"

# file, its text, what is right in it, what is written instead, and the word that is offered
TABLE = [
    (MILL, CLINIC, "region: eu", "region: EU", "eu"),
    (MILL, CLINIC, "region: eu", "region: ue", "eu"),
    (MILL, CLINIC, "emergency: '999'", "emergency: '99'", "999"),
    (MILL, CLINIC, "  day:", "  dya:", "day"),
    (MILL, CLINIC, "missed_dose:", "mised_dose:", "missed_dose"),
    (MILL, CLINIC, "unit: day", "unit: days", "day"),
    ("regions.yaml", REGIONS, "authority: EU", "authority: Eu", "EU"),
    ("regions.yaml", REGIONS, "limits: [US]", "limits: [us]", "US"),
    ("regions.yaml", REGIONS, "paper: letter", "paper: Letter", "letter"),
    (DOSE, MORE, "purpose: timing", "purpose: Timing", "timing"),
    (DOSE, MORE, "certainty: moderate", "certainty: Moderate", "moderate"),
    (DOSE, MORE, "certainty: moderate", "certainty: High", "high"),
    (DOSE, MORE, "basis: trial", "basis: Trial", "trial"),
    (DOSE, MORE, "strength: strong", "strength: Strong", "strong"),
    (DOSE, MORE, "scope: total_intake", "scope: total-intake", "total_intake"),
    (DOSE, MORE, "audience: clinician", "audience: clinicians", "clinician"),
    (DOSE, MORE, "graded_by: paper_2012", "graded_by: Paper_2012", "paper_2012"),
    (DOSE, MORE, "harms: [dose.target]", "harms: [Dose.target]", "dose.target"),
    (DOSE, MORE, "harms: [dose.target]", "harms: none_reported", "none-reported"),
    (DOSE, MORE, "absolute: none-reported", "absolute: none_reported", "none-reported"),
    (DOSE, MORE, "absolute: none-reported", "absolute: dose.targt", "dose.target"),
    (DOSE, MORE, "measure: RR", "measure: rr", "RR"),
    (DOSE, MORE, "unit: day", "unit: Day", "day"),
    (DOSE, VALUED, "purpose: limit, authority", "purpose: Limit, authority", "limit"),
    (DOSE, VALUED, "authority: US", "authority: us", "US"),
    (DOSE, VALUED, "limits/mg.us.9/ul", "limits/mg.us.9/UL", "limits/mg.us.9/ul"),
    (DOSE, NOTED, "verdict: conflicts", "verdict: Conflicts", "conflicts"),
    (DOSE, NOTED, "print_rule: block", "print_rule: Block", "block"),
    (DOSE, NOTED, "grade: low", "grade: Low", "low"),
    ("references.yaml", REFERENCES, "confidence: verified", "confidence: Verified", "verified"),
    ("references.yaml", REFERENCES, "confidence: memory-high", "confidence: memory_high", "memory-high"),
    ("references.yaml", REFERENCES, "type: article-journal", "type: article-jurnal", "article-journal"),
    ("references.yaml", REFERENCES, "retracted: true", "retracted: True", "true"),
    ("references.yaml", REFERENCES, "container-title", "container_title", "container-title"),
    (
        "references.yaml",
        REFERENCES.replace("retracted: true", "retracted: true\n  superseded_by: paper_2012"),
        "superseded_by: paper_2012",
        "superseded_by: Paper_2012",
        "paper_2012",
    ),
    ("foods.yaml", BANDED, "unit: g,", "unit: G,", "g"),
    ("foods.yaml", BANDED, "sum: [k1_ug, k2_ug]", "sum: [k1_ug, k2_uq]", "k2_ug"),
    ("foods.yaml", BANDED, "banded: [k1_ug]", "banded: [K1_ug]", "k1_ug"),
    ("foods.yaml", BANDED, "band: high", "band: High", "high"),
    ("limits.yaml", SAFE, "part_of: iron", "part_of: Iron", "iron"),
    ("limits.yaml", SAFE, "limits: {iron.us: {substance: iron", "limits: {iron.us: {substance: irn", "iron"),
    ("limits.yaml", SAFE, "scope: total_intake", "scope: total", "total_intake"),
    ("limits.yaml", SAFE, "authority: US, confidence", "authority: USA, confidence", "US"),
    ("limits.yaml", SAFE, "confidence: partial", "confidence: Partial", "partial"),
    ("limits.yaml", SAFE, "unit: mg, per: day,\n  scope", "unit: mg, per: Day,\n  scope", "mg/day"),
    ("limits.yaml", SAFE, "i: {substance: iron", "i: {substance: Iron", "iron"),
    ("limits.yaml", SAFE, "kind: RDA, authority: US", "kind: rda, authority: US", "RDA"),
    ("limits.yaml", SAFE, "kind: RDA, authority: US", "kind: RDA, authority: us", "US"),
    ("limits.yaml", SAFE, "n: {substance: iron", "n: {substance: Iron", "iron"),
    ("limits.yaml", SAFE, "babies, audience: clinician", "babies, audience: clinicians", "clinician"),
    ("limits.yaml", SAFE, "action: block", "action: Block", "block"),
    ("limits.yaml", SAFE, "    audience: clinician\n", "    audience: Clinician\n", "clinician"),
    ("limits.yaml", SAFE, "action: fail", "action: fails", "fail"),
    ("limits.yaml", SAFE, "audience: patient", "audience: patients", "patient"),
    ("limits.yaml", SAFE, "when: [overload]", "when: [overlod]", "overload"),
    ("limits.yaml", SAFE, "drop: [iron]", "drop: [irn]", "iron"),
    ("limits.yaml", SAFE, "units: [mg]", "units: [MG]", "mg"),
    ("limits.yaml", SAFE, "applies_to: [iron]", "applies_to: [Iron]", "iron"),
    ("limits.yaml", SAFE, "action: refer", "action: refers", "refer"),
    ("limits.yaml", SAFE, "above: {iron: {kind: RDA}}", "above: {iron: {kind: rda}}", "RDA"),
    (SMALL, SMALL_TEXT, "audience: patient", "audience: patients", "patient"),
    (SMALL, SMALL_TEXT, "offers: advice", "offers: Advice", "advice"),
    (SMALL, SMALL_TEXT, "roles: [clinician", "roles: [Clinician", "clinician"),
    (SMALL, SMALL_TEXT, "kind: diagram", "kind: Diagram", "diagram"),
    (SMALL, SMALL_TEXT, "arrange: lanes", "arrange: lane", "lanes"),
    (SMALL, SMALL_TEXT, "lanes: [[x, y]]", "lanes: [[X, y]]", "x"),
    (SMALL, SMALL_TEXT, "kind: primary", "kind: Primary", "primary"),
    (SMALL, SMALL_TEXT, "from: x", "from: X", "x"),
    (SMALL, SMALL_TEXT, "kind: blocks", "kind: block", "blocks"),
    (SMALL, SMALL_TEXT, "show: [x, e]", "show: [x, E]", "e"),
    (SMALL, SMALL_TEXT, "kind: classic", "kind: Classic", "classic"),
    (SMALL, SMALL_TEXT, "window: dose.window", "window: dose.Window", "dose.window"),
    (SMALL, SMALL_TEXT, "role: summary", "role: Summary", "summary"),
    (SMALL, SMALL_TEXT, "explains: [inr]", "explains: [INR]", "inr"),
    (SMALL, SMALL_TEXT, "rests_on: [dose.target]", "rests_on: [Dose.target]", "dose.target"),
    (SMALL, SMALL_TEXT, "kind: danger", "kind: Danger", "danger"),
    (SMALL, SMALL_TEXT, "kind: phone", "kind: Phone", "phone"),
    (SMALL, SMALL_TEXT, "kind: number", "kind: numbers", "number"),
    (SMALL, SMALL_TEXT, "unit: mg", "unit: MG", "mg"),
    (SMALL, SMALL_TEXT, "level: 3", "level: 4", "a whole number from 1 to 3"),
    (SMALL, SMALL_TEXT, "if-empty: drop", "if-empty: Drop", "drop"),
    (SMALL, SMALL_TEXT, "term/inr", "term/INR", "inr"),
    (SMALL, SMALL_TEXT, "clinic/night", "clinic/nights", "night"),
    (SMALL, SMALL_TEXT, "[@paper_2012]", "[@Paper_2012]", "paper_2012"),
    (SMALL, SMALL_TEXT, "us: In America", "US: In America", "us"),
    (SMALL, LEAFLET, "sources: [paper_2012]", "sources: [Paper_2012]", "paper_2012"),
    (TALK, SLIDES, "slide: bullets", "slide: Bullets", "bullets"),
    (TALK, SLIDES, "core: true", "core: True", "true"),
    (TALK, SLIDES, "sources: [paper_2012]", "sources: [paper_2021]", "paper_2012"),
]  # fmt: skip


def project(folder: Path, file: str, text: str) -> Path:
    others = {"limits.yaml": SAFE} if file == "limits.yaml" else {}
    return make_project(folder, {SMALL: SMALL_TEXT, TALK: SLIDES, **others, file: text})


@pytest.mark.parametrize(("file", "text", "right", "wrong", "near"), TABLE, ids=lambda each: str(each)[:40])
def test_a_word_outside_its_closed_set_is_an_error_at_its_place(
    tmp_path: Path, file: str, text: str, right: str, wrong: str, near: str
) -> None:
    assert text.count(right) >= 1
    # a twin with the right word brings nothing
    clean = errors(content_problems(project(tmp_path / "right", file, text), "mill"))
    assert [str(problem) for problem in clean] == []
    changed = text.replace(right, wrong, 1)
    found = errors(content_problems(project(tmp_path / "wrong", file, changed), "mill"))
    ours = [problem for problem in found if problem.mark.file == f"content/{file}" and near in problem.message]
    assert ours, [str(problem) for problem in found]
    first, last = line_of(changed, wrong), line_of(changed, wrong) + wrong.count("\n")
    lines = {problem.mark.line for problem in ours}
    # a claim, a limit and a reference are named as a whole
    assert any(first - 12 <= line <= last for line in lines), lines


@pytest.mark.parametrize(
    ("rule", "said"), [("passive_voice", "did you mean 'passive-sentence'?"), ("unknown-claim", "")]
)
def test_a_waiver_of_a_rule_that_there_is_not_covers_nothing_and_says_so(tmp_path: Path, rule: str, said: str) -> None:
    root = make_project(tmp_path, {"waivers.yaml": WAIVER.replace("passive-sentence", rule)})
    (found,) = [each for each in content_problems(root) if f"unknown rule {rule!r}" in each.message]
    assert (found.mark.file, found.mark.line, found.severity) == ("content/waivers.yaml", 1, "warning")
    assert said in found.message
    (root / "content/waivers.yaml").write_text(WAIVER, encoding="utf-8")
    assert not [each for each in content_problems(root) if "unknown rule" in each.message]


LAYOUTS = REPO / "layouts"
A4, SHOW, THEME = "leaflets/a4.yaml", "decks/widescreen.yaml", "themes/clear.yaml"
LOOKS = [
    (A4, "format: pdf", "format: PDF", "pdf"),
    (A4, "default: true", "default: True", "true"),
    (A4, "theme: clear", "theme: cler", "clear"),
    (A4, "fonts: paper", "fonts: papr", "paper"),
    (A4, "pages: even", "pages: Even", "even"),
    (A4, "colour: primary}", "colour: Primary}", "primary"),
    (THEME, "clinic-colour: primary", "clinic-colour: primry", "primary"),
    (THEME, "clinic-tint: primary-tint", "clinic-tint: primary_tint", "primary-tint"),
    (SHOW, "format: pptx", "format: PPTX", "pptx"),
    (SHOW, "default: true", "default: True", "true"),
    (SHOW, "theme: clear", "theme: Clear", "clear"),
    (SHOW, "fonts: slide", "fonts: slides", "slide"),
    (SHOW, "colour: primary", "colour: primry", "primary"),
    ("decks/a4-notes.yaml", "shows: notes", "shows: note", "notes"),
    ("decks/a4-notes.yaml", "format: pdf", "format: Pdf", "pdf"),
]


@pytest.mark.parametrize(("file", "right", "wrong", "near"), LOOKS)
def test_a_word_of_a_layout_outside_its_closed_set_is_an_error_at_its_line(
    tmp_path: Path, file: str, right: str, wrong: str, near: str
) -> None:
    root = make_project(tmp_path, {TALK: SLIDES})
    text = (LAYOUTS / file).read_text(encoding="utf-8")
    changed = text.replace(right, wrong, 1)
    assert changed != text
    own_layouts(root, {file: changed})
    layouts = (Path(file).stem,) if file.startswith("decks/a4") else ()
    found = [each for each in errors(problems_of(root, layouts=layouts)) if each.mark.file == f"layouts/{file}"]
    assert (line_of(changed, wrong), True) in [(each.mark.line, f"'{near}'" in each.message) for each in found]
