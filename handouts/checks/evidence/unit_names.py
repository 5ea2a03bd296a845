"""The words that units print as in the language of the content, found in texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from handouts.core.quantity import Units
from handouts.core.words import SOURCE


@dataclass(frozen=True, slots=True)
class UnitNames:
    """The printed names of units in small letters, and up to a slash (`nmol` of `nmol/L`), with the ids of their units."""

    ids: Mapping[str, frozenset[str]]
    pattern: re.Pattern[str] | None

    def at(self, text: str, start: int) -> str | None:
        """Return the longest name that stands in a text at a position, in small letters; None without any."""
        found = self.pattern.match(text, start) if self.pattern is not None else None
        return " ".join(found[0].casefold().split()) if found is not None else None


def unit_names(units: Units) -> UnitNames:
    """Return the names of a project's units; they are worked out once for all rules."""
    forms = ((name, each.forms_in(SOURCE)) for name, each in units.definitions.items())
    return _unit_names(tuple((name, each.one, each.many) for name, each in forms))


@lru_cache(maxsize=4)
def _unit_names(printed: tuple[tuple[str, str, str], ...]) -> UnitNames:
    ids: dict[str, set[str]] = {}
    for unit, *forms in printed:
        for form in forms:
            for name in {form.casefold(), form.partition("/")[0].casefold()} - {""}:
                ids.setdefault(name, set()).add(unit)
    return UnitNames({name: frozenset(found) for name, found in ids.items()}, _pattern(ids))


def _pattern(names: Mapping[str, object]) -> re.Pattern[str] | None:
    """Return the pattern of whole names, the longest first."""
    if not names:
        return None
    longest = sorted(names, key=lambda name: (-len(name), name))
    any_name = "|".join(re.escape(name).replace(r"\ ", r"[\s\u00a0]+") for name in longest)
    return re.compile(rf"(?:{any_name})(?:(?<![^\W\d_])|(?![^\W\d_]))", re.IGNORECASE)
