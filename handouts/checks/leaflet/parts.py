"""The parts of a leaflet that rules ask for, by what they are and by their typed roles."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject
from handouts.content.model import Draft, Role
from handouts.document.blocks import Block, Bullets, Card, Cards
from handouts.document.document import Document
from handouts.document.text import Unit
from handouts.document.walk import units


def leaflets(subject: Subject) -> Iterator[tuple[Draft, Document]]:
    """The leaflets for patients, as written and as read."""
    return ((draft, document) for draft, document in subject.read_by_patients if draft.kind == "leaflet")


def has_role(document: Document, role: Role) -> bool:
    """Whether a section, block or question of a document says that this is what it is for."""
    return any(role == each for section in document.sections for _, each in section.roles)


def steps(document: Document) -> tuple[Card | Unit, ...]:
    """What the reader is asked to do, one step after the other: `do` cards, numbered steps, and `role: actions`."""
    return tuple(step for block in _action_blocks(document) for step in _steps(block))


def action_units(document: Document) -> Iterator[Unit]:
    """Every text of the actions."""
    return units(steps(document))


def _action_blocks(document: Document) -> Iterator[Block]:
    for section in document.sections:
        actions = {name for name, role in section.roles if role == "actions"}
        for block in section.blocks:
            if section.id in actions or block_id(block) in actions or _is_action(block):
                yield block


def _is_action(block: Block) -> bool:
    match block:
        case Cards(kind="do") | Bullets(style="number"):
            return True
        case _:
            return False


def _steps(block: Block) -> tuple[Card | Unit, ...]:
    match block:
        case Cards(cards=cards):
            return cards
        case Bullets(items=items):
            return items
        case _:
            return tuple(units(block))


def block_id(block: Block) -> str:
    """The id of a block: of a paragraph that of its text."""
    return block.id if hasattr(block, "id") else next(units(block)).id
