"""A sentence that is forbidden to readers on warfarin stays forbidden however its letters are typed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.projects import REPO, write

from handouts.cli import main

pytestmark = pytest.mark.clinical
LEAFLET = """\
title: "Greens and warfarin"
message: "You take warfarin (a blood thinner)."
subject: Probe
audience: patient
version: "1.0"
checked: 2026-11-23
front:
  - id: red-flags
    blocks:
      - id: emergency
        rests_on: [bleed.emergency.not_stopping]
        emergency:
          title: "Call {{ clinic/emergency }} now"
          items:
            bleeding: "Bleeding that {{ bleed.press_time }} of pressing does not stop"
sections:
  - id: why
    title: Why natto matters
    blocks:
      - id: t
        rests_on: [ac.natto.none]
        text: "WORDS"
"""
LINE = LEAFLET[: LEAFLET.index("WORDS")].count("\n") + 1
SENTENCES = {
    "plain": "You may take vitamin K each day.",
    "no-break": r"You may take vitamin\u00a0K each day.",
    "narrow": r"You may take vitamin\u202fK each day.",
    "ideographic": r"You may take vitamin\u3000K each day.",
    "two-spaces": "You may take vitamin  K each day.",
    "hyphen": r"You may take vitamin\u2011K each day.",
    "joined": "You may take vitaminK each day.",
    "lowered": r"You may take K\u2082 each day.",
    "raised": r"You may take K\u00b2 each day.",
    "small": "You may take k2 each day.",
    "dash": r"You may take MK\u20137 each day.",
    "wide": r"You may take \uff2b\uff12 each day.",
    "accent": r"You may take vit\u00e1min K each day.",
    "strong": "You may take vita**min** K each day.",
    "markup": "You may take vitamin [K](https://x.example) each day.",
    "capitals": "YOU MAY TAKE VITAMIN K EACH DAY.",
    "of-two": "You may take vitamins K and D each day.",
    "underscore": "You may take vitamin_K each day.",
    "between-hyphens": "You may take vitamin -K- each day.",
    "parted": "You may take mena-quinone each day.",
    "parted-unbreakable": r"You may eat nat\u2011to each day.",
    "symbol": r"You may take vitamin \u03ba each day.",
}
REFUSED = {
    "zero-width": r"You may take mena\u200bquinone each day.",
    "joiner": r"You may take vitamin\u2060 K each day.",
    "joined-letters": r"You may take mena\u200dquinone each day.",
    "order-mark": r"You may take mena\ufeffquinone each day.",
    "soft-hyphen": r"You may take mena\u00adquinone each day.",
    "cyrillic": r"You may take vitamin \u041a each day.",
    "greek": r"You may take vit\u03b1min K each day.",
}


def test_every_disguise_is_an_error_at_its_line(tmp_path: Path) -> None:
    shutil.copytree(REPO / "content", tmp_path / "content")
    (tmp_path / "layouts").symlink_to(REPO / "layouts")
    texts = {**SENTENCES, **REFUSED}
    for name, words in texts.items():
        write(tmp_path, f"leaflets/{name}.yaml", LEAFLET.replace("WORDS", words))
    result = CliRunner().invoke(
        main, ["check", *texts, "--layout", "a4", "--as-of", "2026-11-30", "--project", str(tmp_path)]
    )
    lines = result.stdout.splitlines()
    rules = {
        name: {
            line.rpartition("[")[2][:-1] for line in lines if line.startswith(f"content/leaflets/{name}.yaml:{LINE}:")
        }
        for name in texts
    }
    assert {name for name in SENTENCES if "forbidden-offer" not in rules[name]} == set()
    assert {name for name in REFUSED if not rules[name] & {"hidden-character", "mixed-alphabets"}} == set()
