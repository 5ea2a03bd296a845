"""The record of approvals (`content/sign-offs.yaml`): who approved which document, and when.

    - document: warfarin-diet
      lang: en
      clinic: riverside                 # only if a clinic's own edition was approved
      role: clinician
      name: "A. Example"
      when: 2026-11-23
      until: 2027-11-23
      digest: 8d0f…                     # of what was approved, see `handouts/pipeline/placement.py`
      record: 51aa…                     # of the file in content/sign-offs/ that says what it was
      signature: warfarin-diet.en.clinician.0b7c2f4e9a11.txt

`handouts approve` adds entries at the end; nobody has to write one by hand. An entry whose document no longer exists is
kept as history, and only gives a warning.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from handouts.content.entry import EntryReader
from handouts.content.model import SIGNERS, Signer
from handouts.core.problem import Mark, Problem, did_you_mean, unknown
from handouts.core.source import Mapping, Sequence, Source
from handouts.core.words import LANGUAGES

SIGN_OFFS = "content/sign-offs.yaml"
RECORDS = "content/sign-offs"
_DIGEST = re.compile(r"[0-9a-f]{40}\Z")
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*\.txt\Z")


@dataclass(frozen=True, slots=True)
class Approval:
    """One person's approval of a document in one language, for a clinic or for all, with its first and last day.

    `digest` identifies what was approved, `record` is the digest of the file that keeps it for comparison, and
    `signature` is the file below content/sign-offs/ whose text was signed.
    """

    document: str
    lang: str
    clinic: str | None
    role: Signer
    name: str
    when: date
    until: date
    digest: str
    record: str
    signature: str | None
    mark: Mark

    def text(self) -> str:
        """Return the text over which a signature is made: one fact on each line, in this order."""
        facts = (
            ("document", self.document),
            ("lang", self.lang),
            ("clinic", self.clinic or "none"),
            ("role", self.role),
            ("name", self.name),
            ("when", self.when),
            ("until", self.until),
            ("digest", self.digest),
            ("record", self.record),
        )
        return "handouts sign-off\n" + "".join(f"{key}: {fact}\n" for key, fact in facts)


def read_approvals(
    source: Source, documents: Collection[str], clinics: Collection[str], log: list[Problem]
) -> tuple[Approval, ...]:
    """Return the approvals of a file in its order, without those that have a problem."""
    root = source.root
    if root is None or (isinstance(root, Mapping) and not root.entries):
        return ()
    if not isinstance(root, Sequence):
        log.append(Problem(root.mark, "wrong-type", "the file must be a list of approvals"))
        return ()
    read = [_read(EntryReader(node, [], "approval"), documents, clinics, log) for node in root.items]
    return tuple(approval for approval in read if approval is not None)


def _read(
    entry: EntryReader, documents: Collection[str], clinics: Collection[str], log: list[Problem]
) -> Approval | None:
    approval = _approval(entry)
    if approval.lang and approval.lang not in LANGUAGES:
        message = unknown("language", approval.lang, LANGUAGES)
        entry.problem(entry.mark_of("lang"), "unknown-language", message)
    _held_to_form(entry, approval)
    log.extend(problem.reaching(approval.document) for problem in entry.log)
    log.extend(problem.reaching(approval.document) for problem in _gone(entry, approval, documents, clinics))
    return None if entry.log else approval


def _approval(entry: EntryReader) -> Approval:
    approval = Approval(
        document=entry.needed("document"),
        lang=entry.needed("lang"),
        clinic=entry.text("clinic") or None,
        role=entry.choice("role", SIGNERS),
        name=entry.needed("name"),
        when=entry.needed_day("when"),
        until=entry.needed_day("until"),
        digest=entry.needed("digest"),
        record=entry.needed("record"),
        signature=entry.text("signature") or None,
        mark=entry.mark,
    )
    entry.close()
    return approval


def _gone(
    entry: EntryReader, approval: Approval, documents: Collection[str], clinics: Collection[str]
) -> Iterator[Problem]:
    """Yield a problem if the document or clinic of an approval does not exist: it is history, or a misspelt id."""
    if approval.document and approval.document not in documents:
        message = f"unknown document {approval.document!r} in an approval{did_you_mean(approval.document, documents)}"
        yield Problem(entry.mark_of("document"), "unknown-document", message, "warning")
    if approval.clinic and approval.clinic not in clinics:
        message = f"unknown clinic {approval.clinic!r} in an approval{did_you_mean(approval.clinic, clinics)}"
        yield Problem(entry.mark_of("clinic"), "unknown-clinic", message, "warning")


def _held_to_form(entry: EntryReader, approval: Approval) -> None:
    """Report entries that no approval command would write."""
    for key, digest in (("digest", approval.digest), ("record", approval.record)):
        if digest and not _DIGEST.match(digest):
            entry.problem(entry.mark_of(key), "wrong-type", f"{key!r} must be 40 hexadecimal digits")
    if not approval.name.isprintable():
        entry.problem(entry.mark_of("name"), "wrong-type", "'name' must be one line of printable characters")
    if approval.signature is not None and not _FILE.match(approval.signature):
        message = "'signature' must be the name of a .txt file in content/sign-offs/"
        entry.problem(entry.mark_of("signature"), "wrong-type", message)
    if approval.until < approval.when:
        entry.problem(entry.mark_of("until"), "wrong-value", "'until' is before 'when'")
