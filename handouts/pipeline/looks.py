"""The looks of a project, each read once per run."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from handouts.core.problem import Problem

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
            from handouts.render.paper.look import read_leaflet_look

            self.papers[folder, name] = read_leaflet_look(self.root / "layouts", name, folder)
        return self.papers[folder, name]

    def show(self, name: str) -> tuple[DeckLook | None, list[Problem]]:
        """Return a look for slides."""
        if name not in self.shows:
            from handouts.render.deck.look import read_deck_look

            self.shows[name] = read_deck_look(self.root / "layouts", name)
        return self.shows[name]
