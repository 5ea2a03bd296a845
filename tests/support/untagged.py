"""A leaflet's pages drawn by the same writer without any tag: what tags cost in time and bytes is measured against it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from handouts.document.document import Document
from handouts.render.paper.look import LeafletLook
from handouts.render.paper.pages import Pages
from handouts.render.paper.pdf import draw, tree


def _no_finish(*_: Any) -> None:
    """Neither tree nor claims."""


def _no_mark(*_: Any) -> None:
    """No marked content."""


class _NoTree(tree.StructTree):
    def element(self, path: Any) -> tree.StructElement:  # noqa: ARG002
        return self.root

    def annotate(self, element: Any) -> int:  # noqa: ARG002
        return 0

    def check(self) -> Iterator[str]:
        return iter(())


@contextmanager
def untagged() -> Iterator[None]:
    """While this lasts, the writer tags nothing."""
    with (
        patch.object(draw, "StructTree", _NoTree),
        patch.object(draw, "_finish", _no_finish),
        patch.object(draw._PageWriter, "open", _no_mark),
        patch.object(draw._PageWriter, "leave", _no_mark),
    ):
        yield


def write_untagged(document: Document, pages: Pages, look: LeafletLook) -> bytes:
    """The file without tags."""
    with untagged():
        return draw.write_leaflet(document, pages, look)
