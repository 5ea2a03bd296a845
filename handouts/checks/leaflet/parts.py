"""The parts of a leaflet that rules look for, recognised by their type and by their typed roles."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject
from handouts.content.model import Draft, Role
from handouts.document.blocks import Block, Bullets, Card, Cards, block_id
from handouts.document.document import Document, Section
from handouts.document.text import Unit
from handouts.document.walk import outermost, units


def leaflets(subject: Subject) -> Iterator[tuple[Draft, Document]]:
    """Yield the leaflets for patients, each as written and as composed."""
    return ((draft, document) for draft, document in subject.read_by_patients if draft.kind == "leaflet")


def has_role(document: Document, role: Role) -> bool:
    """Return whether a section, block or question of a document has a role."""
    return any(role == each for section in document.sections for _, each in section.roles)


def steps(document: Document) -> tuple[Card | Unit, ...]:
    """Return what the reader is asked to do, step by step: `do` cards, numbered steps, and `role: actions`."""
    return tuple(step for block in _action_blocks(document) for step in _steps(block))


def action_units(document: Document) -> Iterator[Unit]:
    """Yield every text of the actions."""
    return units(steps(document))


def _action_blocks(document: Document) -> Iterator[Block]:
    for section in document.sections:
        actions = {name for name, role in section.roles if role == "actions"}

        def acts(block: Block, section: Section = section, actions: set[str] = actions) -> bool:
            return section.id in actions or block_id(block) in actions or _is_action(block)

        yield from outermost(section.blocks, acts)


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
