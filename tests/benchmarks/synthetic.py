"""A made-up library: so many leaflets, with five claims each, that break no rule. No fact in it is true."""

from __future__ import annotations

from pathlib import Path

CLAIMS_EACH = 5
LEAFLETS_A_FILE = 20

REFERENCES = """\
book:
  type: book
  title: A book of examples
  author: [{literal: The makers of examples}]
  publisher: The makers of examples
  issued: 2024
  confidence: verified
  short: Book 2024
  plain: A book of examples
"""
UNITS = "minute: {dimension: time, forms: {en: {one: minute, many: minutes}}}\n"
CLAIM = """\
p{file}.c{number}:
  statement: Wait {value} minutes after task {letters}.
  subject: task {letters}
  population: adults
  purpose: timing
  value: {{number: {value}, unit: minute}}
  certainty: ungraded
  basis: guideline
  references: [book]
  checked: 2026-11-22
  review_due: 2027-11-22
"""
LEAFLET = """\
title: Example leaflet {letters}
message: Wait a little between two tasks.
subject: Example {letters}
audience: patient
version: "1.0"
checked: 2026-11-22

front:
  - id: red-flags
    blocks:
      - id: emergency
        emergency: {{title: "Call {{{{ clinic/emergency }}}} now", items: {{pain: Chest pain or trouble breathing}}}}
      - id: today
        call-today: {{title: "Call us today: {{{{ clinic/day }}}}", items: {{ill: You feel ill or very tired}}}}
  - id: actions
    title: What to do
    blocks:
      - id: what
        role: actions
        do:
          wait: {{title: Wait, text: "Wait {{{{ p{file}.c{first} }}}} each day."}}
          rest: {{title: Rest, text: "Rest {{{{ p{file}.c{second} }}}} in the evening."}}
          tell: {{title: Tell us, text: Tell us when something changes.}}
sections:
  - id: why
    title: Why waiting helps
    blocks:
      - id: good
        role: benefits
        text: "You feel better when you wait {{{{ p{file}.c{third} }}}} between two tasks."
      - id: bad
        role: harms
        text: "You may be bored. That ends after {{{{ p{file}.c{fourth} }}}}."
      - id: table
        table:
          columns: {{task: Task, wait: Wait}}
          rows:
            one: [The first, "{{{{ p{file}.c{first} }}}}"]
            two: [The second, "{{{{ p{file}.c{fifth} }}}}"]
      - id: asked
        questions:
          long: {{ask: May I wait longer?, answer: "Yes. Ask us if it is more than {{{{ p{file}.c{fifth} }}}}."}}
sources: [book]
"""


def write_project(folder: Path, layouts: Path, leaflets: int) -> Path:
    """A project with so many leaflets in a new folder, in the layouts of another."""
    for name in ("claims", "leaflets"):
        (folder / "content" / name).mkdir(parents=True)
    (folder / "layouts").symlink_to(layouts)
    (folder / "content/references.yaml").write_text(REFERENCES, encoding="utf-8")
    (folder / "content/units.yaml").write_text(UNITS, encoding="utf-8")
    claims: dict[int, list[str]] = {}
    for number in range(leaflets):
        file, first = number // LEAFLETS_A_FILE, number * CLAIMS_EACH
        ids = dict(zip(("first", "second", "third", "fourth", "fifth"), range(first, first + CLAIMS_EACH), strict=True))
        text = LEAFLET.format(letters=letters(number), file=file, **ids)
        (folder / f"content/leaflets/example-{number}.yaml").write_text(text, encoding="utf-8")
        claims.setdefault(file, []).extend(
            CLAIM.format(file=file, number=each, letters=letters(each), value=each % 50 + 2) for each in ids.values()
        )
    for file, texts in claims.items():
        (folder / f"content/claims/p{file}.yaml").write_text("".join(texts), encoding="utf-8")
    return folder


def letters(number: int) -> str:
    """A number in capital letters: a digit in a title or a statement would state a quantity."""
    return "".join(chr(ord("A") + number // 26**place % 26) for place in (2, 1, 0))
