"""Who keeps documents and files of facts up to date (`content/owners.yaml`): an owner and a deputy for each area.

    default: {owner: medicines information, deputy: chief pharmacist}
    areas:
      lungs:
        owner: asthma clinic
        deputy: medicines information
        documents: [inhaler]
        claims: [asthma, inhaler]      # files of content/claims
        tables: [limits]               # files of content

An owner is a role, a team or a mailbox; no file asks for the name of a person. The file is not required.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from handouts.content.kinds import PRINTED
from handouts.content.reviews import FOOD
from handouts.core.problem import Mark, Problem, either, unknown
from handouts.core.schema import (
    TEXT,
    Entry,
    FileSchema,
    Key,
    Shape,
    entries_of,
    marked,
    needed,
    one,
    optional,
    otherwise,
)
from handouts.core.source import Mapping as Nodes
from handouts.core.source import Source

OWNERS = "content/owners.yaml"
# the tables of facts that may have an owner of their own
TABLES = ("foods", "limits", "references", "glossary")
# how many names a message lists
MOST_LISTED = 5
_Names = Key[tuple[tuple[str, Mark], ...]]


@dataclass(frozen=True, slots=True)
class Owner:
    """A role, team or mailbox that keeps something up to date, and who stands in for it."""

    name: str
    deputy: str

    def words(self) -> str:
        """Return the owner as messages name it."""
        return f"{self.name} (deputy: {self.deputy})" if self.deputy else self.name


@dataclass(frozen=True, slots=True)
class Owners:
    """The owners of a project by document (`inhaler`), file of claims (`claims/asthma`) and table (`foods`)."""

    default: Owner | None = None
    kept: Mapping[str, Owner] = field(default_factory=dict)

    def of(self, name: str) -> Owner | None:
        """Return who keeps a document, `claims/FILE` or a table, or None if nobody does."""
        return self.kept.get(name, self.default)

    def of_review(self, name: str) -> Owner | None:
        """Return who keeps a claim, a food (`food/ID`) or a document."""
        if name.startswith(FOOD):
            return self.of("foods")
        return self.of(f"claims/{name.partition('.')[0]}" if "." in name else name)


class OwnerShape(Shape, id="owner"):
    """Who keeps documents and facts up to date: a role, a team or a mailbox, not a person's name."""

    owner = needed(PRINTED, "who hears that a review is due", "asthma clinic")
    deputy = needed(PRINTED, "who stands in for the owner", "medicines information")


class AreaShape(OwnerShape, id="owners.area"):
    """An area: its owner and deputy, and what they keep up to date."""

    documents = otherwise(marked(TEXT), (), "leaflets and decks", "[inhaler]")
    claims = otherwise(marked(TEXT), (), "files of content/claims, without their ending", "[asthma, inhaler]")
    tables = otherwise(marked(TEXT), (), f"tables of facts: {either(TABLES)}", "[foods]")


class OwnersShape(Shape, id="owners"):
    """Who keeps what up to date (`content/owners.yaml`)."""

    default = optional(
        one(OwnerShape), "who keeps all that no area names", "{owner: medicines information, deputy: chief pharmacist}"
    )
    areas = otherwise(
        entries_of(AreaShape),
        (),
        "the areas by id, each with its owner and what it keeps",
        "{lungs: {owner: asthma clinic, deputy: lung ward, documents: [inhaler]}}",
    )


OWNERS_FILE = FileSchema(OWNERS, "who keeps what up to date", one(OwnersShape))


def read_owners(source: Source, documents: Collection[str], claim_files: Collection[str], log: list[Problem]) -> Owners:
    """Return the owners of a project that has these documents and files of claims.

    What has no owner is a problem too: nobody would hear that its review is due.
    """
    entry = OWNERS_FILE.read(source, log)
    if not isinstance(source.root, Nodes):
        return Owners()
    default = entry.read(OwnersShape.default)
    owner = _owner(default) if default is not None else None
    kept: dict[str, Owner] = {}
    for _, area in entry.read(OwnersShape.areas):
        keeper = _owner(area)
        _keep(area, AreaShape.documents, _Nameable("unknown-document", "document", documents), keeper, kept)
        _keep(
            area,
            AreaShape.claims,
            _Nameable("unknown-claim-file", "file of claims", claim_files, "claims/"),
            keeper,
            kept,
        )
        _keep(area, AreaShape.tables, _Nameable("unknown-table", "table", TABLES), keeper, kept)
    if owner is None:
        log.extend(_without_owner(kept, [*documents, *(f"claims/{name}" for name in claim_files)], entry.mark))
    return Owners(owner, kept)


def _owner(entry: Entry) -> Owner:
    owner = Owner(entry.read(OwnerShape.owner), entry.read(OwnerShape.deputy))
    if owner.name and owner.name == owner.deputy:
        message = f"{owner.name!r} cannot be its own deputy; name who stands in for it"
        entry.problem(entry.mark_of(OwnerShape.deputy), "wrong-deputy", message)
    return owner


@dataclass(frozen=True, slots=True)
class _Nameable:
    """What a list of an area can name: documents, files of claims, which stand in a folder, or tables."""

    rule: str
    what: str
    names: Collection[str]
    folder: str = ""


def _keep(area: Entry, key: _Names, known: _Nameable, owner: Owner, kept: dict[str, Owner]) -> None:
    """Add what an area keeps; a name that there is not, or that another area keeps, is reported."""
    for name, mark in area.read(key):
        place = f"{known.folder}{name}"
        if name not in known.names:
            area.log.append(Problem(mark, known.rule, unknown(known.what, name, known.names), "warning"))
        elif place in kept:
            message = f"{name!r} has the owner {kept[place].name!r} already; keep it in one area"
            area.problem(mark, "duplicate-owner", message)
        else:
            kept[place] = owner


def _without_owner(kept: Collection[str], names: Iterable[str], mark: Mark) -> Iterator[Problem]:
    """Yield one warning that names what nobody keeps."""
    free = [name for name in names if name not in kept]
    if free:
        more = f" and {len(free) - MOST_LISTED} more" if len(free) > MOST_LISTED else ""
        message = f"no owner for {', '.join(free[:MOST_LISTED])}{more}; name an area for it, or a 'default'"
        yield Problem(mark, "missing-owner", message, "warning")
