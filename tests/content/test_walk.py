"""The one walk of content as written leaves nothing out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import get_args

import pytest
from support.projects import REPO

from handouts.content import model
from handouts.content.model import Draft, Thread
from handouts.content.project import Project, read_all
from handouts.content.prose import Placeholder, Prose, flat
from handouts.content.walk import Written, pointers, prose_in, walk


@cache
def drafts() -> tuple[Draft, ...]:
    return read_all(Project(REPO), None, []).drafts


def gathered(node: object, kind: type) -> Iterator[object]:
    """What is of a kind among all members of a value, whatever their names."""
    if isinstance(node, kind):
        yield node
    # the objective that a slide serves is a text of another slide, and is walked there
    if isinstance(node, Thread):
        return
    if isinstance(node, tuple):
        for item in node:
            yield from gathered(item, kind)
    elif isinstance(node, dict):
        yield from gathered(tuple(node.values()), kind)
    elif is_dataclass(node):
        for member in fields(node):
            yield from gathered(getattr(node, member.name), kind)


@pytest.mark.parametrize("draft", drafts(), ids=lambda draft: draft.id)
def test_no_text_and_no_placeholder_is_left_out(draft):
    assert list(prose_in(draft)) == list(gathered(draft, Prose))
    assert {str(each) for each in pointers(draft)} == {str(each) for each in gathered(draft, Placeholder)}


def test_the_texts_of_regions_are_walked():
    regional = [prose for draft in drafts() for prose in prose_in(draft) if prose.regional]
    assert regional
    for prose in regional:
        assert [each for _, each in prose.regional] == list(prose_in(prose))[1:]
        assert any(isinstance(piece, Placeholder) for each in prose_in(prose) for piece in flat(each.pieces))


def test_every_kind_that_holds_texts_is_walked():
    kinds = {each for each in vars(model).values() if is_dataclass(each)}
    named = {
        kind
        for kind in kinds
        if any(word in str(member.type) for member in fields(kind) for word in ("Prose", "Placeholder", "Entry"))
    }
    assert named - {model.Clinic, Thread} <= set(get_args(Written))
    assert {type(node) for draft in drafts() for node in walk(draft)} <= set(get_args(Written))
