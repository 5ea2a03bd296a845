"""Fields that a kind of node gained after documents with it had been approved."""

from __future__ import annotations

from dataclasses import field
from typing import TypeVar

ADDED = "added"
Default = TypeVar("Default")


def added(default: Default) -> Default:
    """Declare a field that came later: at its default it stays out of the digest, so that no approval lapses."""
    declared: Default = field(default=default, metadata={ADDED: True})
    return declared
