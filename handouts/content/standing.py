"""The state of a document's sign-off on a day, role by role."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from handouts.content.approvals import RECORDS, Approval
from handouts.content.model import Signer
from handouts.document.document import Document

State = Literal["approved", "missing", "lapsed", "expired", "not-yet", "altered"]


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of one role's approval: the entry that counts, or the last one that does not, and why."""

    role: Signer
    state: State
    approval: Approval | None = None

    def words(self) -> str:
        """Return the state as a phrase, as messages list it."""
        by = self.approval
        if by is None:
            return f"{self.role}: nobody yet"
        said = {
            "approved": f"{by.name} until {by.until}",
            "missing": "nobody yet",
            "lapsed": f"the approval by {by.name} of {by.when} lapsed, the document has changed",
            "expired": f"the approval by {by.name} ended on {by.until}",
            "not-yet": f"the approval by {by.name} begins on {by.when}",
            "altered": f"the entry of {by.name} is not the one that was signed",
        }
        return f"{self.role}: {said[self.state]}"


def concerning(approvals: Iterable[Approval], document: Document, clinic: str | None) -> tuple[Approval, ...]:
    """Return the approvals of a document in its language: those of a clinic's edition, and those for all.

    An approval for all counts for a clinic too if the digest is equal: then the clinic's policies change no word.
    """
    return tuple(
        each
        for each in approvals
        if (each.document, each.lang) == (document.id, document.lang) and each.clinic in (None, clinic)
    )


def standings(
    roles: Iterable[Signer], approvals: Iterable[Approval], digest: Callable[[], str], as_of: date, root: Path
) -> tuple[Standing, ...]:
    """Return the state of each role on a day; `digest` is called only if there is an approval to compare it with."""
    by_role: dict[str, list[Approval]] = {}
    for approval in approvals:
        by_role.setdefault(approval.role, []).append(approval)
    if not by_role:
        return tuple(Standing(role, "missing") for role in roles)
    now = digest()
    return tuple(_standing(role, by_role.get(role, []), now, as_of, root) for role in roles)


def _standing(role: Signer, approvals: list[Approval], digest: str, as_of: date, root: Path) -> Standing:
    found = [Standing(role, _state(each, digest, as_of, root), each) for each in approvals]
    counts = [each for each in found if each.state == "approved"]
    return (counts or found or [Standing(role, "missing")])[-1]


def _state(approval: Approval, digest: str, as_of: date, root: Path) -> State:
    if approval.digest != digest:
        return "lapsed"
    if approval.signature is not None and not unaltered(approval, root):
        return "altered"
    if as_of < approval.when:
        return "not-yet"
    return "expired" if as_of > approval.until else "approved"


def unaltered(approval: Approval, root: Path) -> bool:
    """Return whether the signed text is that of the entry; `handouts status` tells who signed it."""
    try:
        return (root / RECORDS / (approval.signature or "")).read_text(encoding="utf-8") == approval.text()
    except (OSError, UnicodeDecodeError):
        return False


def reviewed(found: Iterable[Standing]) -> date | None:
    """Return the day of the last approval if every role has one that counts; None if the document is a draft."""
    found = tuple(found)
    days = [each.approval.when for each in found if each.state == "approved" and each.approval is not None]
    return max(days) if days and len(days) == len(found) else None
