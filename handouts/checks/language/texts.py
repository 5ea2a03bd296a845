"""All texts under check in the source language: those of documents, and the statements of claims, each once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handouts.checks.subject import Subject
from handouts.content.project import Project
from handouts.core.problem import Mark
from handouts.core.words import SOURCE
from handouts.document.text import plain


@dataclass(frozen=True, slots=True)
class Text:
    """A text unit: its words, where it is written, and the documents that contain it."""

    words: str
    mark: Mark
    reaches: tuple[str, ...]


def knows_all_words(subject: Subject) -> bool:
    """Return whether all facts of the project were read; otherwise too few words are known to call one unusual."""
    prefixes = {name.partition(".")[0] for name in subject.content.claim_ids}
    return prefixes.issuperset(Project(subject.root).claim_files)


def texts(subject: Subject) -> Iterator[Text]:
    """Yield the texts of the documents under check (a shared slide once), then the statements of claims."""
    shared: dict[tuple[str, Mark], dict[str, None]] = {}
    for passage in subject.passages:
        for unit in passage.units:
            if unit.lang == SOURCE:
                shared.setdefault((plain(unit.text), unit.mark), {})[passage.draft.id] = None
    yield from (Text(words, mark, tuple(names)) for (words, mark), names in shared.items())
    for claim in subject.facts.claims.values():
        yield Text(claim.statement, claim.mark, subject.users(claim.id))
