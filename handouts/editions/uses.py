"""The uses of a claim, and its sources."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.content.model import BlockedClaim, Claim, Library
from handouts.content.project import Project, ProjectContent, named_claims
from handouts.core.problem import Problem
from handouts.core.quantity import printed
from handouts.core.words import SOURCE
from handouts.pipeline.read import all_content


def trace_claim(project: Project, name: str) -> tuple[dict[str, object] | None, list[str], list[Problem]]:
    """Return a claim with its values, certainty, references and uses; the known ids; and what could not be read."""
    log: list[Problem] = []
    content = all_content(project, None, log)
    library = content.library
    known = sorted(content.claim_ids)
    if name in library.claims:
        return _claim(library.claims[name], content), known, log
    if name in library.blocked:
        return _blocked(library.blocked[name], content), known, log
    return None, known, log


def _claim(claim: Claim, content: ProjectContent) -> dict[str, object]:
    note = content.library.notes.get(claim.id)
    return {
        "claim": claim.id,
        "statement": claim.statement,
        "population": claim.population,
        "purpose": claim.purpose,
        "values": [
            {
                "name": name or "value",
                "printed": printed(measured.quantity, SOURCE),
                "authority": measured.authority or "",
            }
            for name, measured in claim.values.items()
        ],
        "certainty": claim.certainty,
        "basis": claim.basis,
        "strength": claim.strength,
        "audience": claim.audience,
        "checked": str(claim.checked),
        **_review(claim, content),
        "references": list(_references(claim.references, content.library)),
        "uses": list(_uses(claim.id, content)),
        "source_said": f"{note.text} ({note.verdict}: {note.why})" if note else None,
    }


def _review(claim: Claim | BlockedClaim, content: ProjectContent) -> dict[str, object]:
    """Return when the review of a claim is due, who extended it and why, and who has to do it."""
    review = content.library.reviews.of_claim(claim)
    owner = content.owners.of_review(claim.id)
    return {
        "review_due": str(review.until) if review is not None else None,
        "extended": review.extension.words() if review is not None and review.extension is not None else None,
        "owner": owner.words() if owner is not None else None,
    }


def _blocked(claim: BlockedClaim, content: ProjectContent) -> dict[str, object]:
    library = content.library
    note = library.notes.get(claim.id)
    return {
        "claim": claim.id,
        "blocked": claim.reason,
        "checked": str(claim.checked),
        **_review(claim, content),
        "references": list(_references(claim.references, library)),
        "source_said": f"{note.text} ({note.verdict}: {note.why})" if note else None,
    }


def _references(names: tuple[str, ...], library: Library) -> Iterator[dict[str, str]]:
    for name in names:
        reference = library.references.get(name)
        yield {
            "id": name,
            "words": reference.plain if reference else "unknown reference",
            "confidence": reference.confidence if reference else "",
        }


def _uses(name: str, content: ProjectContent) -> Iterator[dict[str, str]]:
    """Yield each line of the content that refers to the claim."""
    for draft in content.drafts:
        places = (f"{mark.file}:{mark.line}" for claim, mark in named_claims(draft) if claim == name)
        yield from ({"document": draft.id, "place": place} for place in dict.fromkeys(places))
