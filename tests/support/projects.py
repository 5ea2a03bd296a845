"""A small project to break one thing in at a time: its files as text, and what a run finds in it."""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from PIL import Image

from handouts.checks import evidence
from handouts.core.problem import Problem
from handouts.pipeline.build import Built, build
from handouts.pipeline.check import examine
from handouts.pipeline.request import Request

REPO = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)

CLAIMS = """\
dose.target:
  statement: The usual target is 2.0 to 3.0.
  subject: target
  population: adults
  purpose: target
  value: {low: 2.0, high: 3.0, unit: inr}
  certainty: ungraded
  basis: guideline
  references: [paper_2012]
  checked: 2026-11-22
  review_due: 2027-11-22
dose.window:
  statement: The test comes within 3 to 7 days.
  subject: test
  population: adults
  purpose: timing
  value: {low: 3, high: 7, unit: day}
  certainty: moderate
  basis: trial
  graded_by: paper_2012
  references: [paper_2012]
  checked: 2026-11-22
  review_due: 2027-11-22
dose.share:
  statement: About 4 to 17 in 1,000 babies bleed in the first week.
  subject: bleeding
  population: babies
  purpose: risk
  value: {low: 4, high: 17, denominator: 1000, span: first week}
  certainty: low
  basis: cohort
  graded_by: paper_2012
  references: [paper_2012]
  checked: 2026-11-22
  review_due: 2027-11-22
dose.effect:
  statement: The risk ratio was 0.43, with an interval from 0.24 to 0.77, at a level of 95 %.
  subject: effect
  population: adults
  purpose: effect
  value: {estimate: 0.43, low: 0.24, high: 0.77, measure: RR, level: 95}
  absolute: none-reported
  certainty: low
  basis: cohort
  graded_by: paper_2012
  references: [paper_2012]
  audience: clinician
  checked: 2026-11-22
  review_due: 2027-11-22
dose.cups:
  statement: Eat 2 portions, each of 80 g.
  subject: portions
  population: adults
  purpose: lifestyle advice
  values:
    portions: {number: 2, unit: portion}
    weight: {number: 80, unit: g}
  certainty: ungraded
  basis: guideline
  references: [paper_2012]
  checked: 2026-11-22
  review_due: 2027-11-22
dose.wrong:
  subject: a thing that is wrong
  population: adults
  purpose: effect
  blocked: nobody has shown it
  references: [paper_2012]
  checked: 2026-11-22
  review_due: 2027-11-22
  source_says:
    text: SECRET nine of ten
    verdict: conflicts
    print_rule: block
    why: not so
"""

REFERENCES = """\
paper_2012:
  type: article-journal
  title: A careful paper
  author:
    - {family: Holbrook, given: A}
  container-title: Chest
  issued: 2024
  confidence: verified
  short: Holbrook 2024
  plain: A careful paper for everyone
memory_2011:
  type: report
  title: A paper from memory
  author: [{literal: A body}]
  publisher: A body
  confidence: memory-high
  short: Memory 2011
  plain: A paper from memory
gone_2005:
  type: report
  title: A retracted paper
  author: [{literal: A body}]
  publisher: A body
  confidence: verified
  retracted: true
  short: Gone 2005
  plain: A retracted paper
"""

FOODS = """\
columns:
  grams: {unit: g, decimals: 0, label: Weight}
  k1_ug: {unit: ug, decimals: 0, label: Vitamin K1}
  k2_ug: {unit: ug, decimals: 0, label: Vitamin K2}
  total_ug: {unit: ug, decimals: 0, label: Both, sum: [k1_ug, k2_ug]}
foods:
  kale: {name: Kale, serving: 1 cup, grams: 59, k1_ug: 246.5, k2_ug: null, references: [paper_2012], checked: 2026-11-22}
  natto: {name: Natto, serving: 1 pack, grams: 40, k1_ug: 4, k2_ug: 380.6, references: [paper_2012], checked: 2026-11-22}
"""

LIMITS = """\
columns:
  ul: {label: upper limit}
limits:
  mg.us.9:
    substance: magnesium
    population: adults
    age_min_y: 19
    age_below_y: null
    authority: US
    scope: supplements_only
    unit: mg
    per: day
    ul: 350
    references: [paper_2012]
  k.us.9:
    substance: vitamin_k
    population: adults
    age_min_y: 19
    age_below_y: null
    authority: US
    scope: total_intake
    unit: ug
    per: day
    ul: null
    references: [paper_2012]
"""

GLOSSARY = """\
inr:
  plain: how long your blood takes to clot
"""

NAMES = """\
vitamins: [K1, K2, MK-7]
molecules: [CO2, Ca2+]
"""

CLINIC = """\
name: Mill Street Clinic
region: eu
phones:
  day: 020 7946 0000
  night: 020 7946 0999
  emergency: '999'
web: https://mill.example
other_formats: 020 7946 0000
logo: mill.png
colour: '#0b5561'
policies:
  missed_dose: Take it on the **same** day.
  test_days: {low: 3, high: 7, unit: day}
  drops_offered: null
"""

HEAD = """\
title: A small leaflet
message: Keep to about the same.
subject: A sample
audience: patient
version: "1.0"
checked: 2026-11-22
"""

LEAFLET = (
    HEAD
    + """\
front:
  - id: start
    title: First things
    blocks:
      - id: hello
        text: "Your target is {{ dose.target }}. Test after {{ dose.window }}."
sections:
  - id: more
    title: More to read
    blocks:
      - id: list
        bullets:
          one: Eat as usual.
          two: Ask before you change.
sources: [paper_2012]
"""
)

DECK_HEAD = """\
title: A small deck
subtitle: For teaching
subject: A sample
audience: clinician
version: "1.0"
checked: 2026-11-22
"""

REGIONS = """\
authorities: [US, EU, UK, WHO]
regions:
  us:
    authority: US
    limits: [US]
    emergency: ["911"]
    phones: {local: {least: 10, most: 10, between: [space, hyphen, brackets]}}
    paper: letter
    measures: [cup, spoon]
    drug_names: {paracetamol: acetaminophen}
    spelling: {diarrhoea: diarrhea, haemolysis: hemolysis}
  eu:
    authority: EU
    limits: [EU, US]
    emergency: ["112", "999"]
    phones: {local: {least: 6, most: 13, between: [space]}, abroad: {begins: "+", least: 8, most: 15, between: [space]}}
    paper: a4
    measures: [spoon]
  uk:
    authority: null
    limits: [EU, US]
    emergency: ["999", "112"]
    phones: {local: {begins: "0", least: 10, most: 11, between: [space]}}
    paper: a4
"""

VOCABULARY = """\
scopes:
  total_intake: {label: all sources together, purposes: [intake, lifestyle advice]}
  supplements_only: {label: supplements alone, part_of: total_intake}
substance_kinds:
  nutrient: {label: nutrient, limit: upper limit}
intake_kinds:
  RDA: {label: recommended allowance, allowance: true}
  AI: {label: adequate intake}
"""

UNITS = (REPO / "content/units.yaml").read_text(encoding="utf-8")

FILES: dict[str, str] = {
    "units.yaml": UNITS,
    "claims/dose.yaml": CLAIMS,
    "references.yaml": REFERENCES,
    "foods.yaml": FOODS,
    "limits.yaml": LIMITS,
    "glossary.yaml": GLOSSARY,
    "names.yaml": NAMES,
    "regions.yaml": REGIONS,
    "vocabulary.yaml": VOCABULARY,
    "clinics/mill.yaml": CLINIC,
    "leaflets/small.yaml": LEAFLET,
}


def make_project(
    folder: Path, files: Mapping[str, str | bytes | None] | None = None, layouts: Path = REPO / "layouts"
) -> Path:
    """A project in a folder; `files` replaces or adds files below `content`, and None leaves one out."""
    for name, text in {**FILES, **(files or {})}.items():
        if text is not None:
            write(folder, name, text)
    logo = folder / "content/clinics/mill.png"
    Image.new("RGB", (60, 30), "#0b5561").save(logo)
    (folder / "layouts").symlink_to(layouts)
    return folder


@cache
def two_layouts() -> Path:
    """Layouts of which two are for leaflets, where a test sets all there are and two tell as much as four."""
    folder = Path(mkdtemp())
    atexit.register(shutil.rmtree, folder)
    (folder / "leaflets").mkdir()
    for part in (REPO / "layouts").iterdir():
        if part.name != "leaflets":
            (folder / part.name).symlink_to(part)
    for name in ("a4.yaml", "letter.yaml"):
        (folder / "leaflets" / name).symlink_to(REPO / "layouts/leaflets" / name)
    return folder


def all_layouts(root: Path) -> Path:
    """Gives a project of two layouts all that there are."""
    (root / "layouts").unlink()
    (root / "layouts").symlink_to(REPO / "layouts")
    return root


def copied(project: Path, folder: Path) -> Path:
    """A copy of a project with all that was made of it, to change; its times of change are those of the project."""
    shutil.copytree(project, folder, symlinks=True, dirs_exist_ok=True)
    return folder


def without_clinical_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Holds projects against the rules of facts alone, as in a test without the mark `clinical`."""
    monkeypatch.setattr("handouts.checks.CLINICAL", evidence.RULES)
    monkeypatch.setattr("handouts.pipeline.check.OF_ALL_WORDS", ())


def write(folder: Path, name: str, text: str | bytes) -> None:
    """One file below `content`."""
    path = folder / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def own_layouts(folder: Path, changes: Mapping[str, str]) -> None:
    """Gives a project layouts of its own, with these files changed or added."""
    layouts = folder / "layouts"
    before = layouts.resolve()
    layouts.unlink()
    for part in ("leaflets", "themes", "decks"):
        (layouts / part).mkdir(parents=True)
        for file in (before / part).iterdir():
            # a master must not lie outside the layouts
            if file.suffix == ".pptx":
                shutil.copy(file, layouts / part)
            else:
                (layouts / part / file.name).symlink_to(file)
    for part in ("fonts", "citation"):
        (layouts / part).symlink_to(before / part)
    for name, text in changes.items():
        (layouts / name).unlink(missing_ok=True)
        (layouts / name).write_text(text, encoding="utf-8")


def leaflet(blocks: str = "", *, head: str = HEAD, tail: str = "") -> str:
    """A leaflet with one section, `one`, that holds these blocks."""
    lines = "".join(f"      {line}\n" if line else "\n" for line in blocks.splitlines())
    return f"{head}sections:\n  - id: one\n    title: One\n    blocks:\n{lines}{tail}"


def deck(slides: str, *, tail: str = "") -> str:
    """A deck with these slides."""
    lines = "".join(f"  {line}\n" for line in slides.splitlines())
    return f"{DECK_HEAD}slides:\n{lines}{tail}"


def request(root: Path, **changes: object) -> Request:
    """A request for everything in the A4 layout, on the day the sample was written."""
    facts: dict[str, object] = {"out": root / "build", "as_of": TODAY, "layouts": ("a4",), **changes}
    return Request(root, **facts)  # type: ignore[arg-type]


def problems_of(root: Path, **changes: object) -> list[Problem]:
    """What a check of a project finds."""
    return examine(request(root, **changes))[0]


def built(root: Path, **changes: object) -> Built:
    """A build of a project."""
    return build(request(root, **changes))


def line_of(text: str, part: str) -> int:
    """The line, from 1, in which a text first holds these words."""
    return text[: text.index(part)].count("\n") + 1


def found(problems: list[Problem]) -> list[tuple[str, int, str]]:
    """File, line and rule of each problem."""
    return [(problem.mark.file, problem.mark.line, problem.rule) for problem in problems]
