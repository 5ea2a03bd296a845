"""Approval: what changed since the last one, and the entry, record and signature of a new one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from handouts.content.approvals import RECORDS, SIGN_OFFS, Approval
from handouts.content.signature import SignatureError, sign
from handouts.core.files import replace_durably
from handouts.core.lock import Waiting, locked, unheard
from handouts.editions.approval.changes import Change, changes
from handouts.editions.approval.ledger import LedgerError, appended
from handouts.editions.approval.proposal import Approver, Proposal, WrongRoleError, propose, propose_claim, propose_unit
from handouts.editions.approval.reach import words as page_words
from handouts.editions.approval.record import ApprovalRecord, edition, path_of, record_of, recorded
from handouts.editions.approval.unfinished import RecordFile, finished, note, sweep
from handouts.pipeline.workplace import workplace


def record(root: Path, proposals: Iterable[Proposal], key: Path | None, waiting: Waiting = unheard) -> list[Approval]:
    """Write approvals with their records and, with a key, their signatures; the entries are written last.

    A killed run leaves files that no entry names, which the next one removes. Raises SignatureError, LedgerError and
    OSError.
    """
    approvals: list[Approval] = []
    files: dict[str, RecordFile] = {}
    for proposal in proposals:
        approval = proposal.approval
        if key is not None:
            name = _signature_name(approval)
            approval = replace(approval, signature=name)
            files[name] = RecordFile(approval.text(), name)
            files[f"{name}.sig"] = RecordFile(sign(approval.text(), key), name)
        files[Path(path_of(approval)).name] = RecordFile(proposal.record.text(), approval.record)
        approvals.append(approval)
    _write(root, approvals, files, waiting)
    return approvals


def _write(root: Path, approvals: list[Approval], files: Mapping[str, RecordFile], waiting: Waiting) -> None:
    """Put the files of approvals in place, then their entries. Raises LedgerError and OSError."""
    ledger, folder = root / SIGN_OFFS, workplace(root, "approvals")
    with locked(folder, "handouts approve", waiting) as place:
        before = ledger.read_bytes().decode() if ledger.is_file() else ""
        sweep(root, folder, before)
        text = appended(before, approvals)
        note(folder, files)
        for name, each in files.items():
            replace_durably(root / RECORDS / name, each.text.encode(), place.drafts)
        replace_durably(ledger, text.encode(), place.drafts)
        finished(folder)


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
