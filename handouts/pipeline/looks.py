"""The looks of a project, each read once per run."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from handouts.core.faults import guarded
from handouts.core.problem import Mark, Problem

if TYPE_CHECKING:
    from handouts.render.deck.look import DeckLook
    from handouts.render.paper.look import LeafletLook

PaperFolder = Literal["leaflets", "decks", "dossiers", "changes"]


@dataclass(frozen=True)
class Looks:
    """The looks of a project; one that cannot be read is None, with the problems in its files."""

    root: Path
    papers: dict[tuple[str, str], tuple[LeafletLook | None, list[Problem]]] = field(default_factory=dict, repr=False)
    shows: dict[str, tuple[DeckLook | None, list[Problem]]] = field(default_factory=dict, repr=False)

    def paper(self, name: str, folder: PaperFolder) -> tuple[LeafletLook | None, list[Problem]]:
        """Return a look for paper from a folder of `layouts/`."""
        if (folder, name) not in self.papers:
            self.papers[folder, name] = self._paper(name, folder)
        return self.papers[folder, name]

    def show(self, name: str) -> tuple[DeckLook | None, list[Problem]]:
        """Return a look for slides."""
        if name not in self.shows:
            self.shows[name] = self._show(name)
        return self.shows[name]

    def _paper(self, name: str, folder: PaperFolder) -> tuple[LeafletLook | None, list[Problem]]:
        from handouts.render.paper.look import read_leaflet_look

        log: list[Problem] = []
        with guarded(log, Mark(f"layouts/{folder}/{name}.yaml"), f"reading the layout {name!r}"):
            return read_leaflet_look(self.root / "layouts", name, folder)
        return None, log

    def _show(self, name: str) -> tuple[DeckLook | None, list[Problem]]:
        from handouts.render.deck.look import read_deck_look

        log: list[Problem] = []
        with guarded(log, Mark(f"layouts/decks/{name}.yaml"), f"reading the layout {name!r}"):
            return read_deck_look(self.root / "layouts", name)
        return None, log
