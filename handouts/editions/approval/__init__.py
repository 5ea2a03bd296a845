"""Approval: what changed since the last one, and the entry, record and signature of a new one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from handouts.content.approvals import RECORDS, SIGN_OFFS, Approval
from handouts.content.signature import SignatureError, sign
from handouts.core.files import replace_file
from handouts.core.lock import one_writer
from handouts.editions.approval.changes import Change, changes
from handouts.editions.approval.ledger import LedgerError, appended
from handouts.editions.approval.proposal import Approver, Proposal, WrongRoleError, propose, propose_claim, propose_unit
from handouts.editions.approval.reach import words as page_words
from handouts.editions.approval.record import ApprovalRecord, edition, path_of, record_of, recorded


def record(root: Path, proposals: Iterable[Proposal], key: Path | None) -> list[Approval]:
    """Write approvals with their records and, with a key, their signatures; the entries are written last.

    An interrupted run leaves files that no entry names. Raises SignatureError, LedgerError and OSError.
    """
    made: list[tuple[Approval, ApprovalRecord]] = []
    files: dict[str, str] = {}
    for proposal in proposals:
        approval = proposal.approval
        if key is not None:
            approval = replace(approval, signature=_signature_name(approval))
            files[f"{RECORDS}/{approval.signature}"] = approval.text()
            files[f"{RECORDS}/{approval.signature}.sig"] = sign(approval.text(), key)
        files[path_of(approval)] = proposal.record.text()
        made.append((approval, proposal.record))
    approvals = [approval for approval, _ in made]
    ledger = root / SIGN_OFFS
    with one_writer(ledger.parent):
        text = appended(ledger.read_bytes().decode() if ledger.is_file() else "", approvals)
        for name, content in files.items():
            replace_file(root / name, content.encode())
        replace_file(ledger, text.encode())
    return approvals


def _signature_name(approval: Approval) -> str:
    """Return the file name of a signed text; it contains the text's digest, so that no signature is overwritten."""
    from handouts.editions.approval.record import digest_of

    role = approval.role.replace(" ", "-")
    start = edition(approval.document, approval.lang, approval.clinic)
    return f"{start}.{role}.{digest_of(approval.text())[:12]}.txt"


__all__ = [
    "ApprovalRecord",
    "Approver",
    "Change",
    "LedgerError",
    "Proposal",
    "SignatureError",
    "WrongRoleError",
    "changes",
    "page_words",
    "propose",
    "propose_claim",
    "propose_unit",
    "record",
    "record_of",
    "recorded",
]
