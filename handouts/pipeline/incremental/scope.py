"""The documents that an edit can affect, so that one changed claim does not require reading a thousand leaflets.

Claims and references are identified by a digest of their content. Everything is read where an edit may affect more than
the documents that use it: a layout, safety rules, names, waivers, sign-offs, an unreadable file, or a quantity that
another claim states too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path
from typing import Any

from handouts.checks.evidence.contradiction import quantities_of
from handouts.content.claims import read_claims
from handouts.content.drafts import read_draft
from handouts.content.model import BlockedClaim, Claim, Draft, Reference
from handouts.content.project import FOLDERS, Project, ProjectContent, named_claims, taught_by, units_of
from handouts.content.references import read_references
from handouts.content.vocabulary import UNJUDGED
from handouts.core.files import DAMAGE
from handouts.core.problem import Mark, Problem, errors
from handouts.core.source import read_source
from handouts.pipeline.incremental.record import RecordedRun, head_of
from handouts.pipeline.request import Request

CLAIMS, REFERENCES = "content/claims/", "content/references.yaml"
DECKS = f"content/{FOLDERS['deck']}/"
DOCUMENTS = {f"content/{folder}/" for folder in FOLDERS.values()}


@dataclass(frozen=True, slots=True)
class Needs:
    """What a document reads: its own files, claims and references; and the claims that a deck teaches."""

    files: tuple[str, ...]
    claims: tuple[str, ...]
    references: tuple[str, ...]
    teaches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """The needs of all documents, the content of each file's entries, and the claims that state each quantity."""

    documents: Mapping[str, Needs] = field(default_factory=dict)
    entries: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    quantities: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def known_of(content: ProjectContent, before: Known) -> Known:
    """Return what to remember of the content that a build read, merged with what is known of the rest."""
    library = content.library
    entries: dict[str, dict[str, str]] = {}
    facts: list[Claim | BlockedClaim | Reference] = [*library.claims.values(), *library.blocked.values()]
    for fact in (*facts, *library.references.values()):
        entries.setdefault(fact.mark.file, {})[fact.id] = _said(fact)
    read = {name for file in entries for name in (*before.entries.get(file, {}), *entries[file])}
    quantities = {name: [each for each in ids if each not in read] for name, ids in before.quantities.items()}
    for claim in library.claims.values():
        for name in _quantities(claim):
            quantities.setdefault(name, []).append(claim.id)
    documents = {draft.id: _needs(draft, content) for draft in content.drafts}
    return Known(
        {**before.documents, **documents},
        {**before.entries, **entries},
        {name: tuple(dict.fromkeys(ids)) for name, ids in quantities.items() if ids},
    )


def _quantities(claim: Claim) -> set[str]:
    """Return the keys of a claim's values, without their dimension, because that may be converted."""
    return {name.rpartition("|")[0] for name in quantities_of(claim, ())}


def _needs(draft: Draft, content: ProjectContent) -> Needs:
    claims = dict.fromkeys(name for name, _ in named_claims(draft))
    teaches = tuple(sorted(claims)) if draft.kind == "deck" else ()
    known = content.library.claims
    for name in tuple(claims):
        claims.update(dict.fromkeys(known[name].companions if name in known else ()))
    cited = {name for claim in claims if claim in known for name in known[claim].references}
    cited |= {name for name, _ in draft.sources}
    cited |= {name for part in draft.parts if part.lesson for name, _ in part.lesson.sources}
    files = dict.fromkeys((draft.mark.file, *(part.mark.file for part in draft.parts)))
    return Needs(tuple(files), tuple(claims), tuple(sorted(cited)), teaches)


def _said(fact: Any) -> str:
    """Return the digest of an entry's content, regardless of its position in the file."""
    return hashlib.blake2b(repr(replace(fact, mark=Mark(""))).encode(), digest_size=8).hexdigest()


# --- effects of an edit ---------------------------------------------------------------------------


def reached(request: Request, run: RecordedRun, known: Known, changed: Iterable[str]) -> tuple[str, ...] | None:
    """Return the documents that edits of these files can affect; None where everything must be read to tell."""
    changed = set(changed)
    if not known.documents or any(not problem.reaches for problem in run.problems):
        return None
    found = {name for name, needs in known.documents.items() if changed & {*needs.files}}
    for file in sorted(changed):
        names = _of_file(request.root, file, known)
        if names is None:
            return None
        found |= names
    # messages contain line numbers, which may have changed
    found |= {name for problem in run.problems if problem.mark.file in changed for name in problem.reaches}
    whole = not found <= {*known.documents} or _parted(run.problems, found)
    return None if whole else tuple(sorted(found))


def _parted(problems: Iterable[Problem], found: set[str]) -> bool:
    """Return whether an error affects both documents that are read again and others that are not."""
    return any(found & {*each.reaches} and {*each.reaches} - found for each in errors(problems))


def _of_file(root: Path, file: str, known: Known) -> set[str] | None:
    """Return the documents that an edit of one file affects; None where everything must be read to tell."""
    folder = f"{file.rpartition('/')[0]}/"
    if folder in DOCUMENTS:
        # a new or deleted document affects those that include it, which only reading everything can tell; the same
        # holds for what a leaflet must say because decks teach it
        old = (root / file).is_file() and file in _own_files(known)
        return set() if old and (folder != DECKS or _teaches_the_same(root, file, known)) else None
    if folder == CLAIMS or file == REFERENCES:
        return _of_entries(root, file, known)
    return None


def _teaches_the_same(root: Path, file: str, known: Known) -> bool:
    """Return whether a deck still names the same claims on its own slides."""
    name = Path(file).stem
    draft = read_draft(read_source(root / file, file), name, "deck", units_of(Project(root), []), [])
    return draft is not None and name in known.documents and taught_by((draft,)) == {*known.documents[name].teaches}


def _own_files(known: Known) -> set[str]:
    return {file for needs in known.documents.values() for file in needs.files}


def _of_entries(root: Path, file: str, known: Known) -> set[str] | None:
    """Return the documents that need an entry whose content changed; None where everything must be read to tell."""
    log: list[Problem] = []
    source = read_source(root / file, file)
    if file == REFERENCES:
        faults: dict[str, list[Problem]] = {}
        facts: Mapping[str, Any] = read_references(source, faults)
        log += [problem for problems in faults.values() for problem in problems]
    else:
        read = read_claims(source, Path(file).stem, units_of(Project(root), log), UNJUDGED, log)
        facts = {**read.claims, **read.blocked}
    if source.problems or log:
        return None
    before, now = known.entries.get(file, {}), {name: _said(fact) for name, fact in facts.items()}
    others = {name for name in {*before, *now} if before.get(name) != now.get(name)}
    if any(isinstance(facts.get(name), Claim) and _shared(facts[name], known) for name in others):
        return None
    needed = {name: {*needs.claims, *needs.references} & others for name, needs in known.documents.items()}
    # an entry that no document needs may have problems too
    told = others <= {name for names in needed.values() for name in names}
    return {name for name, names in needed.items() if names} if told else None


def _shared(claim: Claim, known: Known) -> bool:
    """Return whether another claim states the same quantity, now or before, so that the two must be compared."""
    names = [name for name, ids in known.quantities.items() if claim.id in ids] if claim.values else []
    now = _quantities(claim)
    return any({*known.quantities.get(name, ())} - {claim.id} for name in (*names, *now))


# --- storage --------------------------------------------------------------------------------------


def known_bytes(known: Known) -> bytes:
    """Return what is known in its stored form: a line with a checksum, then JSON."""
    documents = {name: astuple(needs) for name, needs in known.documents.items()}
    data = {"documents": documents, "entries": known.entries, "quantities": known.quantities}
    body = json.dumps(data, separators=(",", ":")).encode()
    return head_of(body).encode() + b"\n" + body


def read_known(path: Path) -> Known:
    """Return what was stored; nothing where it is damaged or missing."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        if head.decode("ascii") != head_of(body):
            return Known()
        data = json.loads(body)
        documents = {name: Needs(*map(tuple, needs)) for name, needs in data["documents"].items()}
        return Known(documents, data["entries"], {name: tuple(ids) for name, ids in data["quantities"].items()})
    except DAMAGE:
        return Known()


def known_file(folder: Path, request: Request) -> Path:
    """Return the path at which a kind of run stores what it knows."""
    return folder / f"known-{hashlib.blake2b(request.key.encode(), digest_size=8).hexdigest()}.json"
