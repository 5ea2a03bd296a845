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

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from handouts.content.model import SIGNERS, Signer
from handouts.core.problem import Mark, Problem, did_you_mean, unknown
from handouts.core.schema import DATE, TEXT, Entry, FileSchema, Shape, matching, needed, one_of, optional, unnamed
from handouts.core.source import Mapping, Sequence, Source
from handouts.core.words import LANGUAGES

SIGN_OFFS = "content/sign-offs.yaml"
RECORDS = "content/sign-offs"
_DIGEST = matching("[0-9a-f]{40}", "40 hexadecimal digits")
_FILE = matching(r"[A-Za-z0-9][A-Za-z0-9_.-]*\.txt", "the name of a .txt file in content/sign-offs/")


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


class ApprovalShape(Shape, id="sign-off"):
    """An approval of a document, as `handouts approve` writes it; nobody has to write one by hand."""

    document = needed(TEXT, "the id of the document", "inhaler")
    lang = needed(TEXT, "the language of the edition that was approved", '"en"')
    clinic = optional(TEXT, "the clinic, if its own edition was approved", "riverside")
    role = needed(one_of(SIGNERS), "the role in which it was approved", "clinician")
    name = needed(TEXT, "the name of the person", "A. Example")
    when = needed(DATE, "the day of the approval", "2026-11-23")
    until = needed(DATE, "the last day on which it holds", "2027-11-23")
    digest = needed(_DIGEST, "the digest of what was approved", "8d0f3b0a5c9e4d1f7a6b2c3d4e5f60718293a4b5")
    record = needed(_DIGEST, "the digest of the record of what it was", "51aa3b0a5c9e4d1f7a6b2c3d4e5f60718293a4b5")
    signature = optional(_FILE, "the file in content/sign-offs/ whose text was signed", "inhaler.en.clinician.0b7c.txt")


APPROVALS = FileSchema(SIGN_OFFS, "who approved which document, and when", unnamed(ApprovalShape, "approval"))


def read_approvals(
    source: Source, documents: Collection[str], clinics: Collection[str], log: list[Problem]
) -> tuple[Approval, ...]:
    """Return the approvals of a file in its order, without those that have a problem."""
    root = source.root
    if root is None or (isinstance(root, Mapping) and not root.entries):
        return ()
    if not isinstance(root, Sequence):
        APPROVALS.read(source, log)
        return ()
    # each with a log of its own: what is wrong with an approval concerns its document
    read = [_read(Entry(node, ApprovalShape, [], "approval"), documents, clinics, log) for node in root.items]
    return tuple(approval for approval in read if approval is not None)


def _read(entry: Entry, documents: Collection[str], clinics: Collection[str], log: list[Problem]) -> Approval | None:
    approval = _approval(entry)
    if approval.lang and approval.lang not in LANGUAGES:
        message = unknown("language", approval.lang, LANGUAGES)
        entry.problem(entry.mark_of(ApprovalShape.lang), "unknown-language", message)
    _held_to_form(entry, approval)
    log.extend(problem.reaching(approval.document) for problem in entry.log)
    log.extend(problem.reaching(approval.document) for problem in _gone(entry, approval, documents, clinics))
    return None if entry.log else approval


def _approval(entry: Entry) -> Approval:
    return Approval(
        document=entry.read(ApprovalShape.document),
        lang=entry.read(ApprovalShape.lang),
        clinic=entry.read(ApprovalShape.clinic),
        role=entry.read(ApprovalShape.role),
        name=entry.read(ApprovalShape.name),
        when=entry.read(ApprovalShape.when),
        until=entry.read(ApprovalShape.until),
        digest=entry.read(ApprovalShape.digest),
        record=entry.read(ApprovalShape.record),
        signature=entry.read(ApprovalShape.signature),
        mark=entry.mark,
    )


def _gone(entry: Entry, approval: Approval, documents: Collection[str], clinics: Collection[str]) -> Iterator[Problem]:
    """Yield a problem if the document or clinic of an approval does not exist: it is history, or a misspelt id."""
    if approval.document and approval.document not in documents:
        message = f"unknown document {approval.document!r} in an approval{did_you_mean(approval.document, documents)}"
        yield Problem(entry.mark_of(ApprovalShape.document), "unknown-document", message, "warning")
    if approval.clinic and approval.clinic not in clinics:
        message = f"unknown clinic {approval.clinic!r} in an approval{did_you_mean(approval.clinic, clinics)}"
        yield Problem(entry.mark_of(ApprovalShape.clinic), "unknown-clinic", message, "warning")


def _held_to_form(entry: Entry, approval: Approval) -> None:
    """Report entries that no approval command would write."""
    if not approval.name.isprintable():
        message = "'name' holds a line end or an invisible character; write it on one line"
        entry.problem(entry.mark_of(ApprovalShape.name), "wrong-type", message)
    if approval.until < approval.when:
        message = f"'until' ({approval.until}) is before 'when' ({approval.when}); write a later day at 'until'"
        entry.problem(entry.mark_of(ApprovalShape.until), "wrong-value", message)
