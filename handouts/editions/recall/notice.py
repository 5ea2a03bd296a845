"""The content of a recall: released files with a claim or content digest, what they said, and what is valid today."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from handouts.content.model import Library
from handouts.content.project import Project, ProjectContent
from handouts.core.problem import Problem, did_you_mean
from handouts.document.imprint import SHORT
from handouts.editions.releases.due import last_editions
from handouts.editions.releases.edition import Edition, ReleasedClaim, said_of
from handouts.editions.releases.recalls import Recall, Recalled, read_recalls
from handouts.editions.releases.shelf import FOLDER, Release, read_releases
from handouts.editions.releases.shown import State, release_state
from handouts.pipeline.read import all_content
from handouts.pipeline.request import Request

_DIGEST = re.compile(rf"[0-9a-f]{{{SHORT},40}}\Z")


class NothingReleasedError(Exception):
    """No release contains what is to be recalled; the message suggests the nearest name."""


@dataclass(frozen=True, slots=True)
class RecalledEdition:
    """A released document that is recalled, in its release; `said` holds the text units concerned, by their ids."""

    release: Release
    edition: Edition
    state: State
    said: tuple[tuple[str, str], ...]
    replaced: str

    def data(self) -> dict[str, object]:
        """Return the document as JSON data, with its files."""
        edition = self.edition
        files = [
            {
                "path": str(file["path"]),
                "layout": str(file["layout"]),
                "sha256": str(file["sha256"]),
                "damage": self.release.damage(file),
            }
            for file in self.release.files_of(edition)
        ]
        return {
            "release": self.release.tag,
            "document": edition.document,
            "title": edition.title,
            "lang": edition.lang,
            "clinic": edition.clinic,
            "version": edition.version,
            "issued": str(edition.issued),
            "until": str(edition.until),
            "content": edition.content,
            "state": self.state,
            "files": files,
            "said": [{"unit": name, "text": words} for name, words in self.said],
            "replaced_by": self.replaced,
        }


@dataclass(frozen=True, slots=True)
class Notice:
    """A recall notice: what is recalled and why, the earlier wordings, the claim today, and the editions concerned."""

    day: date
    claim: str | None
    content: str | None
    reason: str | None
    was: tuple[str, ...]
    today: str
    held: tuple[RecalledEdition, ...]

    @property
    def recall(self) -> Recall:
        """The recall in the form in which it is recorded."""
        files = tuple(Recalled(each.release.tag, each.edition.document, each.edition.content) for each in self.held)
        return Recall(self.day, self.claim, self.content, self.reason, files)

    def data(self) -> dict[str, object]:
        """Return the notice as JSON data."""
        return {
            "day": str(self.day),
            "claim": self.claim,
            "content": self.content,
            "reason": self.reason,
            "was": list(self.was),
            "today": self.today,
            "documents": [each.data() for each in self.held],
        }

    def lines(self) -> Iterator[str]:
        """Yield the notice as lines of text."""
        yield f"Recall of {f'the claim {self.claim}' if self.claim else f'the content {self.content}'}, {self.day}"
        if self.reason:
            yield f"reason: {self.reason}"
        yield from (f"it said: {words}" for words in self.was)
        yield f"today: {self.today}"
        for each in self.held:
            edition = each.edition
            clinic = f", {edition.clinic}" if edition.clinic else ""
            yield ""
            yield (
                f"{edition.document} ({edition.lang}{clinic}) version {edition.version} of {edition.issued}, "
                f"release {each.release.tag}, content {edition.content}, {each.state}"
            )
            for file in each.release.files_of(edition):
                damage = each.release.damage(file)
                yield f"  {file['path']}  sha256 {file['sha256']}{f'  ({damage} in the release)' if damage else ''}"
            yield from (f"  said: {words}  [{name}]" for name, words in each.said)
            if self.claim and not each.said:
                yield "  said: its words rest on the claim and print no value of it"
            yield f"  replaced by: {each.replaced}"


def notice_of(request: Request, what: str, reason: str | None) -> tuple[Notice, list[Problem]]:
    """Return the recall of a claim, or of a content digest of which at least eight digits are given.

    Where the claim has been corrected since, editions with its present content are not recalled. Raises
    NothingReleasedError.
    """
    log: list[Problem] = []
    folder = request.root / FOLDER
    releases, recalls = read_releases(folder, log), read_recalls(folder, log)
    content = all_content(Project(request.root), None, log)
    pairs = [(release, edition) for release in releases for edition in release.editions]
    by_claim = _wrong([pair for pair in pairs if what in pair[1].claims], what, content.library)
    by_digest = [pair for pair in pairs if _DIGEST.match(what) and pair[1].content.startswith(what)]
    if not by_claim and not by_digest:
        raise NothingReleasedError(_missing(what, pairs))
    claim = what if by_claim else None
    digest = None if by_claim else by_digest[0][1].content
    today = _today(claim, content.library) if claim is not None else _document_today(by_digest[0][1], content)
    last = last_editions(releases)
    held = tuple(
        RecalledEdition(
            release,
            edition,
            release_state(edition, recalls, request.as_of)[0],
            tuple(_said(edition, claim)),
            _replaced(release, edition, claim, last[edition.key], content),
        )
        for release, edition in by_claim or by_digest
    )
    return Notice(request.as_of, claim, digest, reason, tuple(_was(claim, held)), today, held), log


def _wrong(pairs: list[tuple[Release, Edition]], claim: str, library: Library) -> list[tuple[Release, Edition]]:
    """Return the editions whose claim differs from today's; all of them where nothing was corrected yet."""
    now = said_of(library.claims[claim]) if claim in library.claims else None
    other = [pair for pair in pairs if pair[1].claims[claim] != now]
    return other or pairs


def _missing(what: str, pairs: Iterable[tuple[Release, Edition]]) -> str:
    known = sorted({name for _, edition in pairs for name in edition.claims})
    return f"no release holds {what!r}, as a claim or as a content digest{did_you_mean(what, known)}"


def _said(edition: Edition, claim: str | None) -> Iterator[tuple[str, str]]:
    """Yield the text units that print a claim's values, by id; a claim without printed values has none."""
    if claim is not None:
        values = [each for each in edition.values if (each.kind, each.source) == ("claim", claim)]
        for name in dict.fromkeys(name for value in values for name in value.units):
            yield name, edition.units.get(name, "")


def _was(claim: str | None, held: tuple[RecalledEdition, ...]) -> Iterator[str]:
    """Yield each wording that the claim had in the releases."""
    if claim is not None:
        yield from dict.fromkeys(_words(each.edition.claims[claim]) for each in held)


def _words(said: ReleasedClaim) -> str:
    values = ", ".join(f"{name}: {text}" if name != "value" else text for name, text in said.values.items())
    return f"{said.statement}{f' ({values})' if values else ''}"


def _today(claim: str, library: Library) -> str:
    """Return what the claim says today."""
    if claim in library.blocked:
        return f"it must not be said any more: {library.blocked[claim].reason}"
    if claim not in library.claims:
        return "the claim is gone"
    return _words(said_of(library.claims[claim]))


def _document_today(edition: Edition, content: ProjectContent) -> str:
    draft = next((draft for draft in content.drafts if draft.id == edition.document), None)
    return f"the document stands at version {draft.version}" if draft is not None else "the document is gone"


def _replaced(
    release: Release, edition: Edition, claim: str | None, last: tuple[Release, Edition], content: ProjectContent
) -> str:
    """Return what to give out instead."""
    newer, now = last
    is_newer = newer.number > release.number and now.content != edition.content
    if is_newer and (claim is None or now.claims.get(claim) != edition.claims.get(claim)):
        return f"version {now.version} of {now.issued}, release {newer.tag}, content {now.content[:SHORT]}"
    if all(draft.id != edition.document for draft in content.drafts):
        return "nothing: the document is gone"
    return "nothing yet: the next edition is not released"
