"""The file of approvals with entries added at its end; what stands there stays as it is, comments and all."""

from __future__ import annotations

import json
from collections.abc import Iterable

from handouts.content.approvals import SIGN_OFFS, Approval, read_approvals
from handouts.core.problem import Problem
from handouts.core.source import source_of

HEAD = (
    "# Who approved what, until when, bound to a digest of the content. `handouts approve` adds entries at the end.\n"
)
EMPTY = ("[]", "{}")


class LedgerError(Exception):
    """The file of approvals cannot be added to, and why."""


def entry_text(approval: Approval) -> str:
    """An approval as the block of YAML that stands in the file."""
    facts = {
        "document": approval.document,
        "lang": approval.lang,
        "clinic": approval.clinic,
        "role": approval.role,
        "name": json.dumps(approval.name, ensure_ascii=False),
        "when": approval.when,
        "until": approval.until,
        "digest": approval.digest,
        "record": approval.record,
        "signature": approval.signature,
    }
    lines = [f"{key}: {fact}" for key, fact in facts.items() if fact is not None]
    return "- " + "\n  ".join(lines) + "\n"


def appended(text: str, approvals: Iterable[Approval]) -> str:
    """The text of the file with these approvals at its end, read back to be sure. Raises LedgerError."""
    added = list(approvals)
    before = _read(text) if text.strip() else []
    kept = text or HEAD
    if not before:
        kept = "".join(line for line in kept.splitlines(keepends=True) if line.strip() not in EMPTY)
    kept += "" if kept.endswith("\n") or not kept else "\n"
    whole = kept + "".join(map(entry_text, added))
    if _read(whole) != [*before, *(approval.text() for approval in added)]:
        raise LedgerError(f"{SIGN_OFFS} does not end in a list that an entry can be added to")
    return whole


def _read(text: str) -> list[str]:
    """The texts of all approvals; one that cannot be read makes the file unfit to be added to."""
    source = source_of(text, SIGN_OFFS)
    log: list[Problem] = list(source.problems)
    found = read_approvals(source, (), (), log)
    wrong = [problem for problem in log if problem.severity == "error"]
    if wrong:
        raise LedgerError(str(wrong[0]))
    return [approval.text() for approval in found]
