"""The units of the shipped content, for tests that need a quantity and no project."""

from __future__ import annotations

from handouts.content.units import read_units
from handouts.core.problem import Problem
from handouts.core.quantity import Unit
from handouts.core.source import source_of
from support.projects import UNITS

_LOG: list[Problem] = []
SHIPPED = read_units(source_of(UNITS, "content/units.yaml"), _LOG)


def unit_named(name: str) -> Unit:
    """A unit such as `mg` or `mg/day`."""
    assert _LOG == []
    return SHIPPED.named(name)
