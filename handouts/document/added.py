"""Fields that were added to a type of node after documents that contain it had been approved."""

from __future__ import annotations

from dataclasses import field
from typing import TypeVar

ADDED = "added"
Default = TypeVar("Default")


def added(default: Default) -> Default:
    """Return a field that was added later: it is left out of the digest at its default, so that no approval lapses."""
    declared: Default = field(default=default, metadata={ADDED: True})
    return declared
