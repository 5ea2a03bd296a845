"""The one walk of a document: it leaves nothing out, and whoever uses it sees inside a container that is new."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import get_args

import pytest
from mutations.of_decks import OF_DECKS
from mutations.of_leaflets import OF_LEAFLETS
from support.deck_samples import deck, paragraph, sections, small_table, unit
from support.projects import REPO
from support.samples import SAMPLER, document_of
from support.signs import GATES, SIGNS, SITUATIONS, WHO_FOR, with_signs

import handouts
from handouts.checks import structure
from handouts.document import blocks as blocks_module
from handouts.document import document as document_module
from handouts.document import figures as figures_module
from handouts.document.blocks import Bullets, Callout, Card, Cards, Table
from handouts.document.document import Document
from handouts.document.text import Unit, Words
from handouts.document.walk import Branch, blocks, children, map_text, outermost, units, walk


def gathered(node: object) -> Iterator[Unit]:
    """The text units of all members of a value, whatever their names."""
    if isinstance(node, Unit):
        yield node
    elif isinstance(node, tuple):
        for item in node:
            yield from gathered(item)
    elif is_dataclass(node):
        for member in fields(node):
            yield from gathered(getattr(node, member.name))


@pytest.fixture(
    scope="module",
    params=["deck", SAMPLER, with_signs(SIGNS), with_signs(GATES), with_signs(SITUATIONS), with_signs(WHO_FOR)],
)
def document(request, tmp_path_factory) -> Document:
    if request.param == "deck":
        return deck(*sections())
    return document_of(tmp_path_factory.mktemp("walk"), request.param)


def test_the_walk_leaves_no_text_out_and_keeps_the_order(document):
    assert list(units(document)) == list(gathered(document))


def test_the_samples_hold_nearly_every_kind():
    seen = {type(node) for node in walk(deck(*sections()))}
    assert {kind.__name__ for kind in set(get_args(Branch)) - seen} <= {
        "Answer",
        "Answers",
        "Field",
        "Fields",
        "Gate",
        "Gates",
        "Sheet",
        "Sheets",
        "Fact",
        "Facts",
        "Ladder",
        "Addressee",
        "Addressees",
        "Situation",
        "Situations",
    }


def test_every_kind_that_may_hold_text_is_walked():
    modules = (blocks_module, document_module, figures_module)
    kinds = {each for module in modules for each in vars(module).values() if is_dataclass(each)}
    named = {
        kind
        for kind in kinds
        if any("Unit" in str(member.type) or "Block" in str(member.type) for member in fields(kind))
    }
    assert named
    assert named <= set(get_args(Branch))


def test_text_is_changed_everywhere_and_nothing_else(document):
    marked = map_text(document, lambda each: replace(each, text=(Words(f"<{each.id}>"),)))
    assert [each.text for each in units(marked)] == [(Words(f"<{each.id}>"),) for each in units(document)]
    assert map_text(document, lambda each: each) == document
    assert [type(node) for node in walk(marked)] == [type(node) for node in walk(document)]


def test_blocks_stand_inside_blocks():
    inner = small_table()
    box = Callout("box", "note", unit("box/title", "Note"), (inner, paragraph("box/text", "Words")))
    cards = Cards("cards", "situation", (Card("card", unit("card/title", "Card"), (box,)),))
    assert list(blocks(cards)) == [cards, box, *box.blocks]
    assert list(outermost(cards, lambda block: not isinstance(block, Cards))) == [box]
    assert list(outermost((cards, (inner,)), lambda block: isinstance(block, Table))) == [inner, inner]
    assert children(Bullets("list", (unit("a", "A"),))) == (unit("a", "A"),)


# --- a container that is new ----------------------------------------------------------------------

PANEL = '''@dataclass(frozen=True, slots=True)
class Panel:
    """A container that nobody knows yet."""

    id: str
    blocks: tuple[Block, ...]


Block = (
    Panel
    | Paragraph
'''
# the files that mypy names, with the case that each of them then gets here
CASES = {
    "document/walk.py": [
        ("        case Unit():\n            return ()\n", "        case Panel():\n            return node.blocks\n"),
        (
            "        case Unit():\n            return change(node)\n",
            "        case Panel():\n            return replace(node, blocks=_each(node.blocks, change))\n",
        ),
    ],
    "checks/safety/advice.py": [
        (
            "        case Paragraph(unit):\n            yield _advice(unit, place)\n",
            "        case Panel(blocks=blocks):\n            yield from _all(blocks, place)\n",
        )
    ],
}
WRITERS = {"render/paper/blocks.py", "render/deck/pieces.py", "render/deck/texts.py"}
# what each consumer sees of a document as it is, and of the same document with each block in a panel
SEEN = """
import json, sys
from dataclasses import replace
from datetime import date
from pathlib import Path
import handouts.checks.subject as subjects
from handouts.checks import check
from handouts.checks.language import OF_ALL_WORDS
from handouts.checks.readability import running_text
from handouts.content.compose import compose
from handouts.content.translation import Translation
from handouts.content.project import Project, read_all
from handouts.document.blocks import Panel, References, block_id
from handouts.document.provenance import figures
from handouts.document.references import reference_units
from handouts.document.text import Value, inlines, plain
from handouts.document.walk import units
from handouts.editions.releases.edition import draft_edition
from handouts.audit.verify.compare import _of_section
from handouts.pipeline.approved_digest import _emergency_boxes

def panelled(block):
    return Panel(block_id(block), (block,))

def inside(document):
    sections = (replace(each, blocks=tuple(map(panelled, each.blocks))) for each in document.sections)
    return replace(document, sections=tuple(sections))

def seen(change):
    subjects.compose = lambda *facts: change(compose(*facts))
    content = read_all(Project(Path(sys.argv[1])), None, [])
    subject = subjects.Subject(content, date(2026, 12, 1), Path(sys.argv[1]))
    found = {"problems": [str(each) for each in check(subject, (), OF_ALL_WORDS)]}
    for draft in content.drafts:
        document = change(compose(draft, content.library, Translation("en"), None, {}))
        edition = draft_edition(document, content.library)
        found[draft.id] = {
            "emergency boxes": sorted(_emergency_boxes(document)),
            "red flags": sorted(edition.flags),
            "values of an edition": len(edition.values),
            "running text": [plain(unit.text) for unit in running_text(document)],
            "traced values": [each.source for unit in units(document) for each in inlines(unit.text) if isinstance(each, Value)],
            "figures": [each.id for each in figures(document)],
            "references": sorted(reference_units(document)),
            "verified": [unit.id for each in document.sections for group in _of_section(each) for unit in group.units],
        }
    return found

print(json.dumps([seen(lambda document: document), seen(inside)]))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with a container block that is new."""
    root = tmp_path_factory.mktemp("panel")
    package = Path(handouts.__file__).parent
    shutil.copytree(package, root / "handouts", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPO / "pyproject.toml", root)
    edit(root / "handouts/document/blocks.py", "Block = (\n    Paragraph\n", PANEL)
    return root


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_mypy_names_the_walk_and_every_writer_that_lacks_a_new_container(copy: Path) -> None:
    words = [sys.executable, "-m", "mypy", "--cache-dir", str(copy / "cache"), "--no-error-summary"]
    done = subprocess.run(words, cwd=copy, capture_output=True, text=True, check=False)
    named = {line.split(":")[0].removeprefix("handouts/") for line in done.stdout.splitlines() if "Panel" in line}
    assert named == set(CASES) | WRITERS


def test_whoever_reads_a_document_sees_inside_a_new_container(copy: Path) -> None:
    for name, cases in CASES.items():
        path = copy / "handouts" / name
        for before, case in cases:
            edit(path, before, case + before)
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("    Paragraph,\n", "    Panel,\n    Paragraph,\n", 1), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", SEEN, str(faulty(copy))], cwd=copy, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    plain, inside = json.loads(done.stdout)
    assert plain == inside
    assert plain["warfarin-diet"]["emergency boxes"]
    assert plain["warfarin-diet"]["red flags"]
    assert plain["k1-and-k2"]["figures"]
    rules = {problem.rpartition("[")[2].rstrip("]") for problem in plain["problems"]}
    assert rules >= {
        "forbidden-offer",
        "missing-help",
        "missing-gate",
        "wrong-precedence",
        "missing-stricter-limit",
        "untraced-number",
    }
    assert rules >= {
        "hard-sentence",
        "passive-voice",
        "missing-sources",
        "unexplained-term",
        "missing-weight",
        "missing-summary",
    }
    assert len(rules) > 30


# --- a project with much that is wrong ------------------------------------------------------------


def faulty(folder: Path) -> Path:
    """The shipped project with all listed faults of leaflets and decks at once that let it be composed."""
    root = folder / "project"
    shutil.copytree(REPO / "content", root / "content")
    shutil.copytree(REPO / "layouts", root / "layouts")
    structural = {vars(sys.modules[rule.__module__]).get("ID") for rule in structure.RULES}
    for fault in (*OF_LEAFLETS, *OF_DECKS):
        path = root / "content" / fault.file
        text = path.read_text(encoding="utf-8")
        if fault.needs == "content" and fault.rule not in structural and text.count(fault.old) == 1:
            path.write_text(text.replace(fault.old, fault.new), encoding="utf-8")
    return root
