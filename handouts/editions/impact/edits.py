"""Edits since a revision, by meaning: entries, text units and looks; comments and line breaks do not count."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from handouts.content.drafts import read_draft
from handouts.content.meaning import Done, entries_of, fact_changes
from handouts.content.model import Draft
from handouts.content.project import FOLDERS, Project, units_of
from handouts.content.prose import Prose
from handouts.content.revisions import edited, written_out
from handouts.content.walk import prose_in
from handouts.core.source import as_data
from handouts.editions.impact.names import ProjectNames
from handouts.editions.impact.uses import FactKey


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit to a fact, text unit, document or look; `facts` are the facts through which it has effects."""

    kind: str
    id: str
    done: Done
    key: str | None
    before: str | None
    after: str | None
    facts: tuple[FactKey, ...]


def edits_since(project: Project, revision: str, names: ProjectNames) -> Iterator[Edit]:
    """Yield every edit since a git revision, in the order of the files. Raises RevisionError."""
    files = edited(project.root, revision)
    with tempfile.TemporaryDirectory(prefix="handouts-") as folder:
        old = Project(written_out(project.root, revision, Path(folder)))
        for file in files:
            yield from _of_file(old, project, file, names)


def _of_file(old: Project, new: Project, file: str, names: ProjectNames) -> Iterator[Edit]:
    parts = file.split("/")
    if parts[0] == "layouts":
        facts = tuple(names.in_file(file))
        yield Edit("look", file, _done(old, new, file), None, None, None, facts)
    elif parts[1] in FOLDERS.values() and file.endswith(".yaml"):
        yield from _of_document(old, new, file)
    elif parts[1] == "clinics" and not file.endswith(".yaml"):
        yield Edit("logo", file, _done(old, new, file), None, None, None, tuple(names.in_file(file)))
    elif file.endswith(".yaml"):
        units = (units_of(old, []), units_of(new, []))
        for change in fact_changes(entries_of(old, file), entries_of(new, file), *units):
            facts = tuple(fact for fact in names.in_file(file) if fact.id == change.id)
            yield Edit(change.kind, change.id, change.done, change.key, change.before, change.after, facts)


def _done(old: Project, new: Project, file: str) -> Done:
    if not (new.root / file).is_file():
        return "removed"
    return "changed" if (old.root / file).is_file() else "added"


# --- documents ------------------------------------------------------------------------------------


def _of_document(old: Project, new: Project, file: str) -> Iterator[Edit]:
    name = Path(file).stem
    whole = (FactKey("document", name),)
    before, after = _draft(old, file), _draft(new, file)
    if before is None or after is None:
        if before is not None or after is not None:
            done = _done(old, new, file)
            # a file that is no longer readable is neither removed nor added
            yield Edit("document", name, done, None, None, None, whole if done != "removed" else ())
        return
    texts = list(_texts(before, after))
    yield from texts
    if not texts and _data(old, file) != _data(new, file):
        yield Edit("document", name, "changed", None, None, None, whole)


def _texts(before: Draft, after: Draft) -> Iterator[Edit]:
    old, new = _written(before), _written(after)
    for name in dict.fromkeys((*new, *old)):
        was, now = old.get(name), new.get(name)
        if was != now:
            done: Done = "added" if was is None else "removed" if now is None else "changed"
            place = name if now is not None else after.id
            yield Edit("text", name, done, None, was, now, (FactKey("text" if now is not None else "document", place),))


def _written(draft: Draft) -> Mapping[str, str]:
    """Return each text unit as its author wrote it, including placeholders."""
    texts = prose_in(draft)
    return {prose.id: as_written(prose) for prose in texts}


def as_written(prose: Prose) -> str:
    """Return a text unit in its author's markup, independent of its position in the file."""
    return prose.source + "".join(f" [{name}: {as_written(own)}]" for name, own in prose.regional)


def _draft(project: Project, file: str) -> Draft | None:
    name = Path(file).stem
    if name not in project.documents:
        return None
    return read_draft(project.source(file), name, project.documents[name], units_of(project, []), [])


def _data(project: Project, file: str) -> object:
    root = project.source(file).root
    return as_data(root) if root is not None else None
