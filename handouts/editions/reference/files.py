"""Every file that people write, with its schema, by the name of the schema."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

from handouts.content.approvals import APPROVALS
from handouts.content.clinics import CLINICS
from handouts.content.drafts import DECKS, LEAFLETS
from handouts.content.foods import FOODS
from handouts.content.glossary import GLOSSARY, NAMES
from handouts.content.judgements import JUDGEMENTS
from handouts.content.limits_file import LIMITS
from handouts.content.regions import REGIONS_FILE
from handouts.content.vocabulary import VOCABULARY_FILE
from handouts.content.waivers import WAIVERS
from handouts.core.schema import FileSchema, Shape, reachable

FILES: Mapping[str, FileSchema[Any]] = {
    "leaflets": LEAFLETS,
    "decks": DECKS,
    "clinics": CLINICS,
    "foods": FOODS,
    "limits": LIMITS,
    "vocabulary": VOCABULARY_FILE,
    "glossary": GLOSSARY,
    "names": NAMES,
    "regions": REGIONS_FILE,
    "waivers": WAIVERS,
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
