"""Cases of rules of structure: a file that is wrong at a place, and the change that mends it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from handouts.checks import check
from handouts.checks.subject import Subject
from handouts.content.project import Project, read_all
from handouts.core.problem import Problem
from support.projects import (
    CLAIMS,
    CLINIC,
    FOODS,
    HEAD,
    LEAFLET,
    LIMITS,
    REFERENCES,
    REGIONS,
    TODAY,
    deck,
    leaflet,
    line_of,
    make_project,
)

SMALL = "leaflets/small.yaml"


@dataclass(frozen=True)
class Case:
    """A file that is wrong at a place, and the change that mends it."""

    rule: str
    file: str
    text: str
    wrong: str
    right: str
    at: str = ""
    clinic: str | None = None
    others: dict[str, str] = field(default_factory=dict)

    @property
    def line(self) -> int:
        return line_of(self.text, self.at or self.wrong)

    @property
    def mended(self) -> str:
        return self.text.replace(self.wrong, self.right)


def inside(rule: str, text: str, wrong: str, right: str, at: str = "", **more: object) -> Case:
    """A case in the blocks of a leaflet."""
    return Case(rule, SMALL, leaflet(text), wrong, right, at, **more)  # type: ignore[arg-type]


def words(rule: str, wrong: str, right: str) -> Case:
    return inside(rule, f'- id: a\n  text: "Words {wrong}."', wrong, right)


def figure(rule: str, body: str, wrong: str, right: str, at: str = "") -> Case:
    return inside(rule, f"- id: a\n  figure:\n    alt: Words\n    {body}", wrong, right, at)


def alt_text(words: str, caption: str = "Amounts") -> Case:
    """A figure whose alt text is useless, and one whose alt text says what it shows."""
    text = f"- id: a\n  figure:\n    alt: {words}\n    caption: {caption}\n    kind: diagram\n    lanes: [[x]]\n    nodes: {{x: {{label: X}}}}"
    return inside("poor-alt", text, f"alt: {words}", "alt: Greens raise the amount.")


ROWS = 'kind: bars\n    axis: Amount\n    rows:\n      a: {label: A, value: "food/kale:k1_ug"}\n      b: {label: B, value: "%s"}'
DIAGRAM = """\
- id: a
  figure:
    alt: Words
    kind: diagram
    lanes: [[x, y]]
    nodes:
      x: {label: X}
      y: {label: Y}
    edges:
      e:
        from: x
        to: y
    show: [x, e]
"""
SLIDE = "- id: s\n  slide: bullets\n  title: T\n  sources: [paper_2012]\n  blocks:\n    - id: a\n      bullets: {x: Words}\n"

QUESTION = """\
- id: q
  slide: question
  title: Which is it?
  blocks:
    - id: c
      options: {a: A, b: B}
- id: r
  slide: answer
  title: It is A
  blocks:
    - id: v
      answers:
        a: {option: A, right: true, reason: So.}
        b: {option: B, reason: No.}
"""


def answered(rule: str, wrong: str, right: str, text: str = QUESTION) -> Case:
    """A question and its answer slide; the problem stands at the answers."""
    return Case(rule, "decks/talk.yaml", deck(text.replace(right, wrong)), wrong, right, "id: v")


# the files of the small project by their names
TEXTS = {
    SMALL: LEAFLET,
    "claims/dose.yaml": CLAIMS,
    "references.yaml": REFERENCES,
    "foods.yaml": FOODS,
    "limits.yaml": LIMITS,
    "regions.yaml": REGIONS,
    "clinics/mill.yaml": CLINIC,
}


def spoilt(rule: str, file: str, right: str, wrong: str, at: str = "") -> Case:
    """A file of the small project in which something right is replaced by something wrong."""
    clinic = "mill" if file.startswith("clinics/") else None
    return Case(rule, file, TEXTS[file].replace(right, wrong, 1), wrong, right, at, clinic)


CASES = [
    answered("contradictory-options", "        c: {option: B", "        b: {option: B"),
    answered("contradictory-options", "options: {a: A, b: B, c: C}", "options: {a: A, b: B}"),
    answered("contradictory-options", "options: {b: B, a: A}", "options: {a: A, b: B}"),
    answered("missing-right-answer", "{option: A, reason", "{option: A, right: true, reason"),
    answered("duplicate-right-answer", "{option: B, right: true, reason", "{option: B, reason"),
    # shape of the file
    inside("unknown-key", "- id: a\n  text: Words\n  colour: red", "  colour: red", "", at="colour"),
    inside("unknown-key", "- id: a\n  txt: Words", "txt:", "text:"),
    inside("missing-key", "- id: a\n  role: harms # what?", "# what?", "\n        text: Words", at="id: a"),
    inside("mixed-keys", "- id: a\n  text: Words\n  bullets: {x: X}", "  bullets: {x: X}", "", at="bullets"),
    inside("missing-key", "- text: Words", "- text", "- id: a\n        text"),
    inside("wrong-type", "- id: a\n  bullets: [Words]", "[Words]", "{x: Words}"),
    inside("wrong-type", "- id: a\n  fields: {x: {label: L, count: 2.5}}", "2.5", "2"),
    inside("wrong-type", "- id: a\n  fields: {x: {label: L, width: many}}", "many", "2"),
    inside("wrong-row", "- id: a\n  table:\n    columns: {x: X, y: Y}\n    rows:\n      r: [Words]", "[Words]", "[Words, More]"),
    inside("duplicate-id", "- id: a\n  text: Words\n- id: a # again\n  text: W", "a # again", "b # again"),
    inside("duplicate-key", "- id: a\n  bullets:\n    x: One\n    x: Two", "x: Two", "y: Two"),
    inside("wrong-id", '- id: "a b"\n  text: Words', '"a b"', "a-b"),
    inside("unknown-value", "- id: a\n  fields: {x: {label: L, kind: phon}}", "phon}", "phone}"),
    inside("empty-block", "- id: a\n  facts: {}", "{}", "{x: {label: L, text: T}}"),
    inside("empty-table", "- id: a\n  table:\n    columns: {x: X}\n    groups: {g: {title: G}}", "{title: G}", "{title: G, rows: {r: [W]}}", at="columns"),
    inside("empty-text", '- id: a\n  text: ""', '""', "Words"),
    inside("missing-alt", "- id: a\n  figure:\n    kind: diagram\n    lanes: [[x]]\n    nodes: {x: {label: X}}", "kind: diagram", "kind: diagram\n          alt: A", at="kind: diagram"),
    alt_text("chart-2.PNG"),
    alt_text("Image of greens and the test"),
    alt_text("A picture showing greens."),
    alt_text("Diagram", "Diagram."),
    inside("unknown-node", DIAGRAM.replace("to: y", "to: yy"), "to: yy", "to: y"),
    Case("unknown-node", SMALL, leaflet(DIAGRAM.replace("[[x, y]]", "[[x, y, z]]")), "[[x, y, z]]", "[[x, y]]"),
    Case("missing-lane", SMALL, leaflet(DIAGRAM.replace("[[x, y]]", "[[x]]")), "[[x]]", "[[x, y]]"),
    Case("unknown-figure", SMALL, leaflet(DIAGRAM.replace("[x, e]", "[x, ee]")), "[x, ee]", "[x, e]"),
    Case(
        "unknown-figure",
        SMALL,
        leaflet("- id: a\n  figure: {use: cycl, alt: A}", tail="figures:\n  cycle: {kind: diagram, lanes: [[x]], nodes: {x: {label: X}}}\n"),
        "cycl,",
        "cycle,",
        at="id: a",
    ),
    Case("missing-key", SMALL, LEAFLET.replace("message: Keep to about the same.\n", ""), "title: A", "message: M\ntitle: A"),
    Case("empty-document", SMALL, HEAD + "sections: []\n", "sections: []", "sections: [{id: a, blocks: [{id: b, text: T}]}]", at="title"),
    spoilt("wrong-type", SMALL, "2026-11-22", "22 Nov 2026"),
    spoilt("wrong-type", SMALL, "2026-11-22", "9999-11-22"),
    # text
    words("broken-markup", "**bold", "**bold**"),
    words("wrong-link", "[x](javascript:x)", "[x](https://x.example)"),
    words("wrong-placeholder", "{{ a b }}", "{{ dose.target }}"),
    words("hidden-character", r"\a", "a"),
    # what a text points to
    words("unknown-claim", "{{ dose.targt }}", "{{ dose.target }}"),
    words("unknown-part", "{{ dose.target:middle }}", "{{ dose.target:low }}"),
    words("unknown-part", "{{ dose.cups }}", "{{ dose.cups/weight }}"),
    words("unknown-part", "{{ dose.cups/wieght }}", "{{ dose.cups/weight:value }}"),
    words("unknown-food", "{{ food/kal:k1_ug }}", "{{ food/kale:k1_ug }}"),
    words("unknown-food", "{{ food/kale:servings }}", "{{ food/kale:serving }}"),
    words("unknown-food", "{{ food/kale:k2_ug }}", "{{ food/natto:k2_ug }}"),
    words("unknown-food", "{{ food/kale:total_ug }}", "{{ food/natto:total_ug }}"),
    words("unknown-limit", "{{ limit/mg.us.8:ul }}", "{{ limit/mg.us.9:ul }}"),
    words("unknown-limit", "{{ limit/k.us.9:ul }}", "{{ limit/mg.us.9:ul }}"),
    words("unknown-term", "{{ term/inn }}", "{{ term/inr }}"),
    words("unknown-example", "{{ example/age }}", "{{ dose.target }}"),
    words("unknown-policy", "{{ clinic/fax }}", "{{ clinic/day }}"),
    words("unknown-policy", "{{ policy/missed_dose }}", "{{ clinic/night }}"),
    words("unknown-reference", "[@paper_2013]", "[@paper_2012]"),
    words("retracted-reference", "[@gone_2005]", "[@paper_2012]"),
    words("blocked-claim", "{{ dose.wrong }}", "{{ dose.target }}"),
    words("unwritten-text", "Write here: what to do", "to write here"),
    Case("unwritten-text", "claims/dose.yaml", CLAIMS.replace("subject: test", "subject: 'Write here: what'"), "'Write here: what'", "test", at="statement: The test"),
    spoilt("unwritten-text", "references.yaml", "Holbrook 2024", "'Write here: source'", at="type"),
    spoilt("unwritten-text", "clinics/mill.yaml", "Mill Street Clinic", "'Write here: the name'"),
    words("wrong-audience", "{{ dose.effect }}", "{{ dose.target }}"),
    inside("unknown-claim", "- id: a\n  rests_on: [dose.targt]\n  text: W", "dose.targt", "dose.target"),
    inside("blocked-claim", "- id: a\n  rests_on: [dose.wrong]\n  text: W", "dose.wrong", "dose.target"),
    inside("wrong-audience", "- id: a\n  rests_on: [dose.effect]\n  text: W", "dose.effect", "dose.target"),
    spoilt("unknown-reference", SMALL, "paper_2012", "paper_2021"),
    spoilt("retracted-reference", SMALL, "paper_2012", "gone_2005"),
    spoilt("unconfirmed-reference", SMALL, "paper_2012", "memory_2011", at="title"),
    Case("retracted-reference", "decks/talk.yaml", deck(SLIDE.replace("paper_2012", "gone_2005")), "gone_2005", "paper_2012"),
    Case("unknown-reference", "decks/talk.yaml", deck(SLIDE.replace("paper_2012", "none_2012")), "none_2012", "paper_2012"),
    Case(
        "duplicate-title",
        "decks/talk.yaml",
        deck(SLIDE + SLIDE.replace("id: s", "id: again").replace("title: T", "title: t")),
        "title: t",
        "title: U",
        at="id: again",
    ),
    Case("unknown-value", "decks/talk.yaml", deck(SLIDE.replace("slide: bullets", "slide: bullet")), "slide: bullet\n", "slide: bullets\n"),
    inside("wrong-id", "- id: a\n  table:\n    columns: {x: X}\n    rows:\n      columns: [W]", "columns: [W]", "row: [W]"),
    inside("unknown-unit", "- id: a\n  table:\n    columns: {x: X, y: {head: Y, unit: mgg}}\n    rows: {r: [A, B]}", "unit: mgg", "unit: mg"),
    # figures
    figure("wrong-figure-value", ROWS % "food/kale:grams", "food/kale:grams", "food/natto:k1_ug"),
    figure("wrong-figure-value", ROWS % "dose.target", '"dose.target"', '"food/natto:k1_ug"'),
    figure("wrong-figure-value", "kind: icon-array\n    total: 1000\n    label: L\n    rest: R\n    value: dose.target", "dose.target", "dose.share"),
    figure("wrong-figure-value", "kind: timeline\n    origin: Birth\n    spans:\n      s: {label: L, window: dose.share}", "dose.share", "dose.window"),
    figure("wrong-figure-value", "kind: timeline\n    origin: Birth\n    spans:\n      s: {label: L, window: dose.target}", "dose.target", "dose.window"),
    figure("wrong-placeholder", ROWS % "term/inr", "term/inr", "food/natto:k1_ug"),
    figure("unknown-claim", "kind: icon-array\n    total: 1000\n    label: L\n    rest: R\n    value: dose.shar", "dose.shar", "dose.share"),
    # facts
    spoilt("wrong-statement", "claims/dose.yaml", "high: 3.0", "high: 3.5", at="statement"),
    spoilt("unknown-unit", "claims/dose.yaml", "unit: inr", "unit: inn"),
    spoilt("wrong-value", "claims/dose.yaml", "low: 3, high: 7", "low: 7, high: 3"),
    spoilt("wrong-value", "claims/dose.yaml", "denominator: 1000", "denominator: 0"),
    spoilt("misplaced-claim", "claims/dose.yaml", "dose.cups", "other.cups", at="statement: Eat"),
    spoilt("unknown-value", "claims/dose.yaml", "moderate", "modest"),
    spoilt("missing-key", "claims/dose.yaml", "  certainty: moderate\n  basis: trial\n", "  certainty: moderate\n", at="statement: The test"),
    spoilt("unknown-reference", "claims/dose.yaml", "paper_2012", "paper_2013", at="statement"),
    spoilt("retracted-reference", "claims/dose.yaml", "paper_2012", "gone_2005", at="statement"),
    spoilt("unknown-key", "claims/dose.yaml", "audience", "audiense"),
    spoilt("unknown-reference", "limits.yaml", "paper_2012", "paper_2013"),
    spoilt("retracted-reference", "limits.yaml", "paper_2012", "gone_2005"),
    Case("unknown-unit", "limits.yaml", LIMITS.replace("unit: mg", "unit: stone"), "stone", "mg"),
    Case("unknown-unit", "foods.yaml", FOODS.replace("unit: ug,", "unit: uq,"), "unit: uq,", "unit: ug,"),
    spoilt("wrong-type", "foods.yaml", "246.5", "9" * 40),
    spoilt("wrong-type", "foods.yaml", "decimals: 0", "decimals: 99"),
    Case("missing-key", "references.yaml", REFERENCES.replace("  short: Holbrook 2024\n", ""), "  issued: 2024\n", "  issued: 2024\n  short: Holbrook\n", at="type"),
    # a clinic
    spoilt("low-contrast", "clinics/mill.yaml", "#0b5561", "#ffe08a"),
    spoilt("wrong-colour", "clinics/mill.yaml", "'#0b5561'", "teal"),
    spoilt("wrong-logo", "clinics/mill.yaml", "mill.png", "../../../logo.png"),
    spoilt("wrong-logo", "clinics/mill.yaml", "mill.png", "/etc/passwd"),
    spoilt("wrong-logo", "clinics/mill.yaml", "mill.png", "none.png"),
    spoilt("wrong-logo", "clinics/mill.yaml", "logo: mill.png", "logo: mill.yaml"),
    spoilt("wrong-address", "clinics/mill.yaml", "https://mill", "javascript:mill"),
    Case("wrong-address", "clinics/mill.yaml", CLINIC.replace("mill.example", "x" * 3000), "x" * 3000, "x", clinic="mill"),
    spoilt("unknown-region", "clinics/mill.yaml", "region: eu", "region: EU"),
    spoilt("unknown-region", "clinics/mill.yaml", "region: eu", "region: ue"),
    Case("unknown-region", "clinics/mill.yaml", CLINIC.replace("region: eu", "region: mars"), "region: mars", "region: uk", clinic="mill"),
    spoilt("unknown-region", "clinics/mill.yaml", "region: eu", 'region: ""'),
    spoilt("unknown-region", "clinics/mill.yaml", "region: eu", 'region: " "'),
    Case("missing-key", "clinics/mill.yaml", CLINIC.replace("region: eu\n", ""), "name: Mill", "region: eu\nname: Mill", clinic="mill"),
    inside("unknown-region", "- id: a\n  text: {any: Both, EU: In Europe}", "EU: In", "eu: In"),
    inside("missing-key", "- id: a\n  text: {us: In America, eu: In Europe}", "{us", "{any: Both, us"),
    inside("missing-key", "- id: a\n  text: {Any: Both, eu: In Europe}", "Any: Both", "any: Both"),
    inside("unknown-region", "- id: a\n  bullets: {x: {any: Both, usa: In America}}", "usa: In", "us: In"),
    inside("unknown-region", "- id: a\n  text: {any: Both, gb: In Britain}", "gb: In", "uk: In"),
    spoilt("wrong-emergency-number", "clinics/mill.yaml", "'999'", "'99'"),
    Case("wrong-emergency-number", "clinics/mill.yaml", CLINIC.replace("'999'", "'@SUM(A)'"), "'@SUM(A)'", "'112'", clinic="mill"),
    Case("wrong-emergency-number", "clinics/mill.yaml", CLINIC.replace("'999'", "{number: '911'}"), "'911'", "'112'", clinic="mill"),
    spoilt("wrong-emergency-number", "clinics/mill.yaml", "'999'", "'9 99'"),
    spoilt("wrong-phone", "clinics/mill.yaml", "020 7946 0999", "0999"),
    Case("wrong-phone", "clinics/mill.yaml", CLINIC.replace("020 7946 0999", "020 7946 0999 ext. 12"), "020 7946 0999 ext. 12", '{number: 020 7946 0999, extension: "12"}', clinic="mill"),
    Case("wrong-phone", "clinics/mill.yaml", CLINIC.replace("020 7946 0999", "020.7946.0999"), "020.7946.0999", "+44 20 7946 0999", clinic="mill"),
    Case("wrong-type", "clinics/mill.yaml", CLINIC.replace("020 7946 0999", "{number: 020 7946 0999, extension: ask}"), "extension: ask", 'extension: "12"', clinic="mill"),
    Case("unknown-key", "clinics/mill.yaml", CLINIC.replace("020 7946 0999", "{number: 020 7946 0999, ext: '12'}"), "ext: '12'", "extension: '12'", clinic="mill"),
    Case("unknown-key", "clinics/mill.yaml", CLINIC.replace("'999'", "{number: '999', option: '2'}"), ", option: '2'", "", at="'999'", clinic="mill"),
    Case("missing-key", "clinics/mill.yaml", CLINIC.replace("020 7946 0999", "{hours: At night}"), "{hours: At", "{number: 020 7946 0999, hours: At", clinic="mill"),
    Case("unknown-authority", "claims/dose.yaml", CLAIMS.replace("unit: day}", "unit: day, authority: U.S.}"), ", authority: U.S.", ", authority: US", at="statement: The test"),
    spoilt("unknown-authority", "limits.yaml", "authority: US", "authority: us", at="substance"),
    spoilt("unknown-authority", "regions.yaml", "limits: [US]", "limits: [WHO]", at="authority: US"),
    Case("unknown-value", "regions.yaml", REGIONS.replace("limits: [EU, US]", "limits: [EU, USA]", 1), "USA", "US"),
    spoilt("unknown-value", "regions.yaml", "authority: EU", "authority: Eu"),
    spoilt("unknown-value", "regions.yaml", "paper: letter", "paper: A4"),
    spoilt("unknown-value", "regions.yaml", "space, hyphen", "space, hyphens"),
    Case("missing-key", "regions.yaml", REGIONS.replace('    emergency: ["911"]\n', ""), "    authority: US\n", "    authority: US\n    emergency: ['911']\n"),
    spoilt("unknown-unit", "clinics/mill.yaml", "unit: day", "unit: days"),
    Case("unknown-key", "clinics/mill.yaml", CLINIC.replace("region:", "regoin: x\nregion:"), "regoin: x\n", "", clinic="mill"),
]  # fmt: skip


def content_problems(root: Path, clinic: str | None = None, as_of: date = TODAY) -> list[Problem]:
    log: list[Problem] = []
    content = read_all(Project(root), clinic, log)
    return sorted({*log, *check(Subject(content, as_of, root), log)})


def changed(folder: Path, case: Case, text: str) -> Path:
    folder.mkdir()
    others = {"leaflets/small.yaml": None, "decks/talk.yaml": None} if case.file.startswith("decks") else {}
    return make_project(folder, {**others, **case.others, case.file: text})


def named(case: Case) -> str:
    return f"{case.rule}:{case.file.partition('.')[0]}:{case.wrong.strip()[:24]}"
