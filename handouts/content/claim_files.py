"""The files of claims that a run needs, each read once; a fault in one stops only the documents that it serves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from handouts.content.claims import read_claims
from handouts.content.model import BlockedClaim, Claim, SourceNote
from handouts.content.vocabulary import Vocabulary
from handouts.core.ids import id_fault
from handouts.core.problem import Mark, Problem
from handouts.core.quantity import Units
from handouts.core.source import Mapping as Nodes
from handouts.core.source import Source, faults_of

# the claims that each document names, with their marks
Named = Mapping[str, tuple[tuple[str, Mark], ...]]
# how many claims of a file that is not there tell that the file is missing, and not that one id is misspelt
SEVERAL = 2


@dataclass(frozen=True)
class ClaimFiles:
    """The claims of some files by id; `unread` are the prefixes whose claims cannot be known."""

    claims: dict[str, Claim] = field(default_factory=dict)
    blocked: dict[str, BlockedClaim] = field(default_factory=dict)
    notes: dict[str, SourceNote] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    problems: dict[str, list[Problem]] = field(default_factory=dict)
    leads: dict[str, set[str]] = field(default_factory=dict)


def read_claim_files(
    take: Callable[[str], Source],
    there: tuple[str, ...],
    wanted: Iterable[str],
    named: Named,
    misnamed: Mapping[str, Problem],
    units: Units,
    vocabulary: Vocabulary,
    log: list[Problem],
) -> ClaimFiles:
    """Return the claims of the wanted files of those that are there, and of each file that those lead to.

    `take` reads a file by its path; `misnamed` has the problems of files that would be read under another name.
    """
    files = ClaimFiles()
    waiting = list(wanted)
    for prefix in waiting:
        _read(files, prefix, take(path_of(prefix)), units, vocabulary)
        waiting.extend(sorted(files.leads[prefix].intersection(there).difference(waiting)))
    _note_missing(files, there, named, misnamed)
    for prefix, problems in files.problems.items():
        if problems:
            reached = sorted(_reached(prefix, files, named)) or [f"claims/{prefix}"]
            log.extend(problem.reaching(*reached) for problem in problems)
    return files


def path_of(prefix: str) -> str:
    """Return the path of the file that holds the claims of a prefix."""
    return f"content/claims/{prefix}.yaml"


def prefix_of(claim: str) -> str:
    """Return the first part of a claim's id, which is the name of its file."""
    return claim.partition(".")[0]


def _read(files: ClaimFiles, prefix: str, source: Source, units: Units, vocabulary: Vocabulary) -> None:
    """Add the claims of a file, its problems, and the files of the claims that it names."""
    own = files.problems[prefix] = faults_of(source)
    files.leads[prefix] = set()
    if (fault := id_fault(prefix)) is not None:
        own.append(Problem(Mark(source.path), "wrong-id", fault))
    if not isinstance(source.root, Nodes):
        files.unread.add(prefix)
        return
    found = read_claims(source, prefix, units, vocabulary, own)
    files.claims.update(found.claims)
    files.blocked.update(found.blocked)
    files.notes.update(found.notes)
    files.leads[prefix].update(prefix_of(name) for claim in found.claims.values() for name in claim.companions)


def _note_missing(files: ClaimFiles, there: tuple[str, ...], named: Named, misnamed: Mapping[str, Problem]) -> None:
    """Add a problem for each file that is not there though several claims of it are named, or that is misnamed."""
    for prefix, claims in _named_beyond(files, there, named).items():
        path = path_of(prefix)
        if path in misnamed:
            files.problems[prefix] = [misnamed[path]]
        elif len(claims) >= SEVERAL:
            message = (
                f"there is no such file, but {len(claims)} claims of it are named, first in {min(claims.values())}"
            )
            files.problems[prefix] = [Problem(Mark(path), "missing-file", message)]
        else:
            continue
        files.unread.add(prefix)


def _named_beyond(files: ClaimFiles, there: tuple[str, ...], named: Named) -> dict[str, dict[str, Mark]]:
    """Return the claims that documents and claims name of files that are not there, by prefix."""
    found: dict[str, dict[str, Mark]] = {}
    uses = [use for uses in named.values() for use in uses]
    uses += [(name, claim.mark) for claim in files.claims.values() for name in claim.companions]
    for name, mark in uses:
        if prefix_of(name) not in there:
            found.setdefault(prefix_of(name), {}).setdefault(name, mark)
    return found


def _reached(prefix: str, files: ClaimFiles, named: Named) -> Iterator[str]:
    """Yield the documents that name a claim of a file, or of another file that leads to it."""
    sources = {prefix}
    while more := {name for name, leads in files.leads.items() if leads & sources} - sources:
        sources |= more
    for document, uses in named.items():
        if any(prefix_of(name) in sources for name, _ in uses):
            yield document
