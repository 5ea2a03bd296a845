"""Approvals of a document as it is, recorded at once for all roles: what a test starts from, and not what it tests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from handouts.content.model import Signer
from handouts.editions.approval import Approver, propose, record
from support.projects import TODAY, request


def approve_at_once(
    root: Path,
    document: str,
    roles: Iterable[Signer],
    until: str,
    *,
    day: date = TODAY,
    clinic: str | None = None,
    key: Path | None = None,
) -> None:
    """The entries that `handouts approve` writes for one role after the other, from one look at the document."""
    first, *others = roles
    asked = request(root, ids=(document,), layouts=(), as_of=day, clinic=clinic)
    found, problems = propose(asked, Approver("A. Example", first, date.fromisoformat(until), key))
    assert found is not None, [str(each) for each in problems]
    more = [replace(found, approval=replace(found.approval, role=role)) for role in others]
    record(root, [found, *more], key)
