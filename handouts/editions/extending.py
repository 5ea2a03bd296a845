"""Extending reviews: an entry in `content/extensions.yaml` that moves a review to a later day."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from handouts.checks.evidence.wrong_extension import fault_of
from handouts.content.model import Draft
from handouts.content.project import Project, ProjectContent
from handouts.content.reviews import EXTENSIONS, FOOD, Extension, Review, read_extensions
from handouts.core.files import replace_durably
from handouts.core.lock import Waiting, locked, unheard
from handouts.core.problem import Problem
from handouts.core.source import source_of
from handouts.pipeline.read import all_content
from handouts.pipeline.workplace import workplace

HEAD = "# Reviews that were moved to a later day, by whom and why. `handouts extend` adds entries at the end.\n"
EMPTY = ("[]", "{}")


class ExtensionError(Exception):
    """The error when a review cannot be extended or its extension not recorded, with the reason."""


def reviews_by_id(project: Project) -> tuple[Mapping[str, Review | None], ProjectContent]:
    """Return the next review of each claim, food and document of a project by its id, and the content."""
    content = all_content(project, None, [])
    library, reviews = content.library, content.library.reviews
    found: dict[str, Review | None] = {draft.id: reviews.of_document(draft) for draft in content.drafts}
    for claim in library.every_claim:
        found[claim.id] = reviews.of_claim(claim)
    found.update((f"{FOOD}{food.id}", reviews.of_food(food)) for food in library.foods.values())
    return found, content


def refusal(extension: Extension, content: ProjectContent) -> str | None:
    """Return why a review cannot be extended so, in words; None if it can."""
    drafts: dict[str, Draft] = {draft.id: draft for draft in content.drafts}
    fault = fault_of(extension, content.library, drafts.get(extension.id))
    return None if fault is None else f"{extension.id!r} cannot be extended: {fault}"


def record(root: Path, extensions: Sequence[Extension], waiting: Waiting = unheard) -> None:
    """Append extensions to their file and read them back to make sure. Raises ExtensionError and OSError."""
    path = root / EXTENSIONS
    with locked(workplace(root, "extensions"), "handouts extend", waiting) as place:
        before = path.read_bytes().decode() if path.is_file() else ""
        replace_durably(path, appended(before, extensions).encode(), place.drafts)


def appended(text: str, extensions: Iterable[Extension]) -> str:
    """Return the text of the file with extensions at its end; the rest stays as it is. Raises ExtensionError."""
    added = tuple(extensions)
    before = _read(text)
    kept = text or HEAD
    if not before:
        kept = "".join(line for line in kept.splitlines(keepends=True) if line.strip() not in EMPTY)
    kept += "" if kept.endswith("\n") or not kept else "\n"
    whole = kept + "".join(map(_entry, added))
    if _read(whole) != (*before, *added):
        raise ExtensionError(f"{EXTENSIONS} does not end in a list that an entry can be added to")
    return whole


def _entry(extension: Extension) -> str:
    """Return an extension as a block of YAML; JSON strings are valid YAML."""
    lines = (
        f"id: {extension.id}",
        f"due: {extension.due}",
        f"until: {extension.until}",
        f"reason: {json.dumps(extension.reason, ensure_ascii=False)}",
        f"name: {json.dumps(extension.name, ensure_ascii=False)}",
        f"when: {extension.when}",
    )
    return "- " + "\n  ".join(lines) + "\n"


def _read(text: str) -> tuple[Extension, ...]:
    """Return the extensions of a text; raise ExtensionError where one cannot be read."""
    if not any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines()):
        return ()
    source = source_of(text, EXTENSIONS)
    log: list[Problem] = list(source.problems)
    found = read_extensions(source, log)
    if log:
        raise ExtensionError(str(log[0]))
    return found
