"""Leaflets whose page 1 has signs in grades, gates that keep, or situations."""

from __future__ import annotations

from support.projects import HEAD

SIGNS = """\
signs:
  normal: {title: In the first days, items: {cheeks: Red cheeks, stool: Dark stools, spot: A spot of blood}}
  call-today:
    title: "{{ clinic/day }}"
    text: "Closed? Call {{ clinic/night }}"
    items: {nose: A nose bleed that returns, bruise: A new bruise, gums: Bleeding gums}
  emergency:
    title: Call {{ clinic/emergency }} now
    text: for any one of these
    items: {blood: Bleeding that does not stop, head: A blow to the head, chest: Chest pain}
    also: "**No shot?** Then any bleeding is an emergency."
"""
GATES = """\
gates:
  one: {ask: Do you take tablets?, keep: "**Keep taking** them.", do-not-start: "**Do not start** others."}
  two: {ask: Are you pregnant?, keep: Your folic acid., do-not-start: Iron.}
"""
SITUATIONS = """\
situations:
  often: {who: You wheeze every day, answer: Two puffs, more: "Before breakfast, and again before you go to bed."}
  seldom: {who: You wheeze once a week, answer: One puff, more: Before sport.}
  other: {who: Not in these rows, answer: Ask us first}
"""
WHO_FOR = """\
who-for:
  blue: {title: "Yes, if your inhaler is blue", text: It says reliever.}
  other: {title: The same advice}
  none: {title: Ask us instead, text: Tablets have other rules., asks: true}
"""
TAIL = "sections:\n- {id: more, title: More, blocks: [{id: text, text: Words.}]}\n"


def with_signs(signs: str = SIGNS) -> str:
    """The leaflet as YAML; another block may take the place of the signs."""
    block = "".join(f"    {line}\n" for line in signs.splitlines())
    return f"{HEAD}front:\n- id: first\n  blocks:\n  - id: signs\n{block}{TAIL}"
