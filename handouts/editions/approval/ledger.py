"""The file of approvals: entries are appended, and existing text stays as it is, including comments."""

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
    """The file of approvals cannot be added to, with the reason."""


def entry_text(approval: Approval) -> str:
    """Return an approval as a block of YAML for the file."""
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
    """Return the file's text with these approvals appended, read back to make sure. Raises LedgerError."""
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
    """Return the texts of all approvals; raise LedgerError if one cannot be read."""
    source = source_of(text, SIGN_OFFS)
    log: list[Problem] = list(source.problems)
    found = read_approvals(source, (), (), log)
    wrong = [problem for problem in log if problem.severity == "error"]
    if wrong:
        raise LedgerError(str(wrong[0]))
    return [approval.text() for approval in found]
