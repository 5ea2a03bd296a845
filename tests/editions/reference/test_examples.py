"""Every example of the reference is what its reader reads without a word."""

from __future__ import annotations

from typing import Any

import pytest

from handouts.core.problem import Problem
from handouts.core.schema import Entry, Key, Shape, summary
from handouts.core.source import source_of
from handouts.editions.reference.examples import key_example, read_whole, shape_example
from handouts.editions.reference.files import all_shapes

SHAPES = list(all_shapes().values())
KEYS = [(shape, key) for shape in SHAPES for key in shape.KEYS.values()]


def problems_in(shape: type[Shape], text: str) -> list[Problem]:
    """Return all that is wrong with a mapping of a shape."""
    source = source_of(text, "example.yaml")
    log = list(source.problems)
    read_whole(Entry(source.root, shape, log))
    return log


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.ID)
def test_an_example_of_a_mapping_is_read_without_a_problem(shape: type[Shape]) -> None:
    assert problems_in(shape, shape_example(shape)) == []


@pytest.mark.parametrize(("shape", "key"), KEYS, ids=lambda each: each.ID if isinstance(each, type) else each.name)
def test_an_example_of_a_key_is_read_without_a_problem(shape: type[Shape], key: Key[Any]) -> None:
    source = source_of(key_example(key), "example.yaml")
    log = list(source.problems)
    entry = Entry(source.root, shape, [])
    entry.log = log
    value = entry.read(key)
    assert entry.has(key)
    for below in [value] if isinstance(value, Entry) else value if isinstance(value, tuple) else []:
        for each in below if isinstance(below, tuple) else [below]:
            if isinstance(each, Entry):
                read_whole(each)
    assert log == []


def test_a_wrong_example_would_be_found() -> None:
    shape = all_shapes()["clinic.phone"]
    assert [each.rule for each in problems_in(shape, "number: 12\nextension: many\n")] == ["wrong-type"]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.ID)
def test_a_shape_says_what_it_is(shape: type[Shape]) -> None:
    assert summary(shape).endswith(".")


@pytest.mark.parametrize(("shape", "key"), KEYS, ids=lambda each: each.ID if isinstance(each, type) else each.name)
def test_a_key_says_what_to_write(shape: type[Shape], key: Key[Any]) -> None:
    assert key.says
    assert not key.says.endswith(".")
    assert key.says[0].islower() or key.says.startswith(("INR",)), f"{shape.ID}.{key.name}"
    assert key.example
