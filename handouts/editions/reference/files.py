"""Every file that people write, with its schema, by the name of the schema."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Any

from handouts.content.approvals import APPROVALS
from handouts.content.claims import CLAIMS
from handouts.content.clinics import CLINICS
from handouts.content.drafts import DECKS, LEAFLETS
from handouts.content.foods import FOODS
from handouts.content.glossary import GLOSSARY, NAMES
from handouts.content.judgements import JUDGEMENTS
from handouts.content.limits_file import LIMITS
from handouts.content.owners import OWNERS_FILE
from handouts.content.references import REFERENCES
from handouts.content.regions import REGIONS_FILE
from handouts.content.reviews import EXTENSIONS_FILE, REVIEWS_FILE
from handouts.content.units import UNITS_FILE
from handouts.content.vocabulary import VOCABULARY_FILE
from handouts.content.waivers import WAIVERS
from handouts.core.schema import FileSchema, Shape, Variant, needed, one, one_of, reachable
from handouts.editions.reference.examples import shape_example
from handouts.render.deck.look_schema import DeckLayoutShape
from handouts.render.paper.look_schema import PAPER_LAYOUTS, PaperShape
from handouts.render.type.icons import ICONS
from handouts.render.type.theme import THEMES


class LayoutOfDecksShape(Shape, id="layout.decks"):
    """The look of a deck: of its slides (format: pptx), or of a print-out of them (format: pdf)."""

    EXAMPLE = shape_example(DeckLayoutShape)
    VARIANTS = (Variant("format", DeckLayoutShape, "pptx"), Variant("format", PaperShape, "pdf"))
    format = needed(one_of(("pptx", "pdf")), "the kind of file", "pptx")


DECK_LAYOUTS = FileSchema(
    "layouts/decks/*.yaml", "a layout for decks, by the name of its file", one(LayoutOfDecksShape)
)

FILES: Mapping[str, FileSchema[Any]] = {
    "leaflets": LEAFLETS,
    "decks": DECKS,
    "claims": CLAIMS,
    "units": UNITS_FILE,
    "clinics": CLINICS,
    "foods": FOODS,
    "limits": LIMITS,
    "vocabulary": VOCABULARY_FILE,
    "glossary": GLOSSARY,
    "names": NAMES,
    "references": REFERENCES,
    "regions": REGIONS_FILE,
    "owners": OWNERS_FILE,
    "reviews": REVIEWS_FILE,
    "extensions": EXTENSIONS_FILE,
    "waivers": WAIVERS,
    "leaflet-layouts": PAPER_LAYOUTS,
    "deck-layouts": DECK_LAYOUTS,
    "dossier-layouts": replace(
        PAPER_LAYOUTS, path="layouts/dossiers/*.yaml", says="a layout for evidence packs, by the name of its file"
    ),
    "change-layouts": replace(
        PAPER_LAYOUTS, path="layouts/changes/*.yaml", says="a layout for comparisons, by the name of its file"
    ),
    "themes": THEMES,
    "icons": ICONS,
    "sign-offs": APPROVALS,
    "judgements": JUDGEMENTS,
}


def shapes_of(name: str) -> tuple[type[Shape], ...]:
    """Return the shapes of a file, in the order in which a reader meets them."""
    return reachable(FILES[name].kind.shapes)


def all_shapes() -> Mapping[str, type[Shape]]:
    """Return every shape by its id."""
    return {shape.ID: shape for name in FILES for shape in shapes_of(name)}


def schema_of(path: str) -> str | None:
    """Return the name of the schema of a file, by its path from the project's folder, or None if it has none."""
    # a star stands for a name, and for no folder
    return next(
        (
            name
            for name, file in FILES.items()
            if fnmatchcase(path, file.path) and path.count("/") == file.path.count("/")
        ),
        None,
    )
