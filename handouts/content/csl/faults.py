"""What is wrong with a value of a reference, and at which part of it."""

from __future__ import annotations

from dataclasses import dataclass

Step = str | int


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a value; `at` leads from the entry to the part, such as ("author", 2, "family")."""

    rule: str
    message: str
    at: tuple[Step, ...] = ()
