"""A PDF as another library reads it: its catalog and its tree of elements."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pypdf import PdfReader


def read(data: bytes) -> PdfReader:
    return PdfReader(BytesIO(data))


def elements(node: Any) -> list[Any]:
    """Every structure element below a node, itself first, in order."""
    node = node.get_object()
    if not isinstance(node, dict) or "/S" not in node:
        return []
    kids = node.get("/K", [])
    kids = kids if isinstance(kids, list) else [kids]
    return [node, *(found for kid in kids for found in elements(kid))]


def tree(root: Any) -> list[Any]:
    return [found for kid in root["/StructTreeRoot"]["/K"] for found in elements(kid)]
