"""The meaning of a name on the command line: facts, text units, documents, looks, or a file with any of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from handouts.content.drafts import read_draft
from handouts.content.meaning import Kind as EntryKind
from handouts.content.meaning import entries_of
from handouts.content.model import Draft, FigureEntry
from handouts.content.project import FOLDERS, Project, read_signed, reviews_of, units_of
from handouts.content.prose import Prose
from handouts.content.reviews import EXTENSIONS
from handouts.content.vocabulary import GENERAL
from handouts.content.walk import prose_in
from handouts.core.files import files_below, is_file
from handouts.core.problem import did_you_mean
from handouts.editions.impact.mentions import Mentions
from handouts.editions.impact.uses import FactKey, Kind
from handouts.pipeline.plan import layouts_of

LIBRARY = (
    "content/references.yaml",
    "content/foods.yaml",
    "content/limits.yaml",
    "content/glossary.yaml",
    "content/units.yaml",
    "content/names.yaml",
    "content/regions.yaml",
    "content/vocabulary.yaml",
)
# kinds that may precede a name, as in a placeholder, to tell two things with the same name apart
PREFIXES: tuple[EntryKind, ...] = (
    "claim",
    "reference",
    "food",
    "limit",
    "term",
    "unit",
    "region",
    "name",
    "word",
    "rule",
)


class UnknownNameError(Exception):
    """No part of the project has this name; the message suggests the nearest one."""


@dataclass(frozen=True)
class ProjectNames:
    """The names of a project and what they refer to."""

    project: Project
    mentions: Mentions
    here: Path

    def facts(self, name: str) -> tuple[FactKey, ...]:
        """Return everything that a name refers to. Raises UnknownNameError."""
        files = self._files(name)
        inside = (fact for file in files for fact in self.in_file(file))
        found = tuple(dict.fromkeys(inside if files else self._called(name)))
        if not files and not found:
            raise UnknownNameError(f"unknown name {name!r}{did_you_mean(name, self._known())}")
        return found

    # --- files ---

    def _files(self, name: str) -> list[str]:
        """Return the paths, from the project's root, of a file or of all files in a folder.

        The name is looked up from the root, then from the current folder.
        """
        root = self.project.root
        if "/" not in name and "." not in name:
            return []
        for path in (root / name, self.here / name):
            # symbolic links are not resolved, because a project may keep its looks elsewhere
            place = Path(os.path.normpath(path))
            if not place.is_relative_to(root) or place == root:
                continue
            # a name that the system does not take is the name of no file
            with suppress(OSError, ValueError):
                found = [place] if place.is_file() else [each for each in sorted(place.rglob("*")) if each.is_file()]
                if place.exists():
                    return [each.relative_to(root).as_posix() for each in found]
        return []

    def in_file(self, file: str) -> Iterator[FactKey]:
        """Yield the facts in a file of the project; none where no handout depends on it."""
        top, _, rest = file.partition("/")
        folder, _, name = rest.rpartition("/")
        stem = Path(name).stem
        if top == "layouts":
            yield from self._looks(folder, name)
        elif folder in FOLDERS.values():
            yield FactKey("document", stem)
        elif folder == "clinics" and not name.endswith(".yaml"):
            texts = ((each, self.project.root / f"content/clinics/{each}.yaml") for each in self.project.clinics)
            yield from (FactKey("clinic", each) for each, path in texts if name.encode() in path.read_bytes())
        elif file == "content/sign-offs.yaml":
            yield from (FactKey("signed", each.document) for each in read_signed(self.project, []))
        elif file == EXTENSIONS:
            # the foot of a document says to which month its review was extended
            extended = dict.fromkeys(each.id for each in reviews_of(self.project, GENERAL, []).extensions)
            yield from (FactKey("signed", each) for each in extended if each in self.project.documents)
        else:
            yield from (_fact(kind, each, data) for (kind, each), data in entries_of(self.project, file).items())

    def _looks(self, folder: str, name: str) -> Iterator[FactKey]:
        stem = Path(name).stem
        head, _, _ = folder.partition("/")
        if head in FOLDERS.values():
            yield FactKey("layout", f"{head}/{stem}")
        elif head == "citation":
            yield from (FactKey("layout", f"decks/{each}") for each in layouts_of(self.project.root, "deck"))
        elif head in ("themes", "fonts"):
            yield from (FactKey("layout", each) for each in self._dressed(head, stem, name))

    def _dressed(self, head: str, stem: str, file: str) -> Iterator[str]:
        """Yield the layouts that use a theme or a font file."""
        from handouts.render.type.theme import read_theme

        folder = self.project.root / "layouts"
        for kind, part in FOLDERS.items():
            for layout in layouts_of(self.project.root, kind):
                said = _plain(folder / part / f"{layout}.yaml")
                theme = None if head == "themes" else read_theme(folder, said.get("theme", ""))[0]
                family = theme.fonts.get(said.get("fonts", "")) if theme is not None else None
                fonts = {path.name for path in (*family.regular, *family.bold)} if family is not None else set()
                if file in fonts if head == "fonts" else said.get("theme") == stem:
                    yield f"{part}/{layout}"

    # --- names ---

    def _called(self, name: str) -> Iterator[FactKey]:
        project = self.project
        if name in project.documents:
            yield FactKey("document", name)
        if name in project.clinics:
            yield FactKey("clinic", name)
        for kind, part in FOLDERS.items():
            if name in layouts_of(project.root, kind):
                yield FactKey("layout", f"{part}/{name}")
        if is_file(project.root / f"layouts/themes/{name}.yaml"):
            yield from self._looks("themes", f"{name}.yaml")
        yield from self._entries(name)
        yield from self._written(name)

    def _entries(self, name: str) -> Iterator[FactKey]:
        """Yield the entries of the library with a name, which may start with its kind."""
        head, _, rest = name.partition("/")
        wanted = [(kind, rest) for kind in PREFIXES if kind == head] or [(kind, name) for kind in PREFIXES]
        stem = wanted[0][1].partition(".")[0]
        claims = (f"content/claims/{stem}.yaml",) if stem in self.project.claim_files else ()
        for file in (*claims, *LIBRARY):
            entries = entries_of(self.project, file)
            yield from (_fact(*each, entries[each]) for each in wanted if each in entries)

    def _written(self, name: str) -> Iterator[FactKey]:
        """Yield the text units, blocks, sections and figures with a name."""
        first, slash, _ = name.partition("/")
        for each in self.mentions.documents((first if slash else name,)):
            draft = self._draft(each)
            if draft is None:
                continue
            if slash and any(prose.id == name or prose.id.startswith(f"{name}/") for prose in _proses(draft)):
                yield FactKey("text", name)
            if name in draft.figures or name in _figures(draft):
                yield FactKey("figure", name)

    def _draft(self, name: str) -> Draft | None:
        kind, units = self.project.documents[name], units_of(self.project, [])
        return read_draft(self.project.source(f"content/{FOLDERS[kind]}/{name}.yaml"), name, kind, units, [])

    def _known(self) -> Iterator[str]:
        """Yield every name, so that the nearest one can be suggested."""
        project = self.project
        yield from (*project.documents, *project.clinics)
        for kind in FOLDERS:
            yield from layouts_of(project.root, kind)
        for file in (*(f"content/claims/{prefix}.yaml" for prefix in project.claim_files), *LIBRARY):
            yield from (name for _, name in entries_of(project, file))
        for name in project.documents:
            draft = self._draft(name)
            yield from (prose.id for prose in _proses(draft)) if draft is not None else ()
        yield from (name for name in files_below(project.root, ("content",)) if name.endswith(".yaml"))


def _fact(kind: Kind | EntryKind, name: str, data: object) -> FactKey:
    blocked = kind == "claim" and isinstance(data, dict) and "blocked" in data
    return FactKey("blocked claim" if blocked else kind, name)


def _proses(draft: Draft) -> Iterator[Prose]:
    return prose_in(draft)


def _figures(draft: Draft) -> set[str]:
    """Return the ids of figures that a document defines in place."""
    return {
        f"{part.home}/{part.id}/{statement.id}"
        for part in draft.parts
        for statement in part.statements
        if isinstance(statement.body, FigureEntry)
    }


def _plain(path: Path) -> dict[str, str]:
    """Return the plain settings of a layout: keys with a single word."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    pairs = (line.partition("#")[0].partition(":") for line in lines if line[:1].isalpha())
    return {key.strip(): value.strip() for key, _, value in pairs}
