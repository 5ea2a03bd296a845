"""When facts and documents have to be reviewed again: the cycles of a project, and the extensions that people recorded.

`content/reviews.yaml` says how many months after `checked` a review is due at the latest, by kind of document and by
purpose of a claim (`any` stands for all other purposes), and how long an extension may be:

    documents: {leaflet: 24, deck: 24}
    claims: {any: 24, dose: 12, definition: 36}
    foods: 36
    extension: 6

`content/extensions.yaml` keeps who moved a review to a later day, and why. `handouts extend` adds entries at the end:

    - id: asthma.puffs
      due: 2027-11-22            # the review that is extended; after the next check the entry is history
      until: 2028-02-22
      reason: The new guideline comes out in January.
      name: A. Example
      when: 2027-11-01

Neither file is required.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Table
from dataclasses import dataclass, field, replace
from datetime import MAXYEAR, date
from typing import TYPE_CHECKING

from handouts.content.kinds import PRINTED
from handouts.core.problem import Mark, Problem
from handouts.core.schema import (
    DATE,
    DAY,
    TEXT,
    Entry,
    FileSchema,
    Key,
    Kind,
    Shape,
    check_known,
    needed,
    one,
    optional,
    otherwise,
    unnamed,
    whole,
    words_to,
)
from handouts.core.source import Mapping, Source

if TYPE_CHECKING:
    from handouts.content.model import BlockedClaim, Claim, Draft, Food

REVIEWS, EXTENSIONS = "content/reviews.yaml", "content/extensions.yaml"
# the longest cycle, in months: three years
MOST_MONTHS = 36
# the review of a document that gives no date, and the longest extension where the project gives none
DOCUMENT_MONTHS, EXTENSION_MONTHS = 12, 6
# the key for all purposes that have no cycle of their own
ANY = "any"
KINDS = ("leaflet", "deck")
FOOD = "food/"


@dataclass(frozen=True, slots=True)
class Cycles:
    """How many months after a check the next review is due at the latest; a kind or purpose without one has no limit."""

    documents: Table[str, int] = field(default_factory=dict)
    claims: Table[str, int] = field(default_factory=dict)
    foods: int | None = None
    extension: int = EXTENSION_MONTHS

    def of_purpose(self, purpose: str) -> int | None:
        """Return the cycle of claims with a purpose, in months."""
        return self.claims.get(purpose, self.claims.get(ANY))


@dataclass(frozen=True, slots=True)
class Extension:
    """A review that a person moved from the day `due` to the day `until`; `id` names a claim, document or `food/ID`."""

    id: str
    due: date
    until: date
    reason: str
    name: str
    when: date
    mark: Mark = field(compare=False)

    def words(self) -> str:
        """Return the extension as reports list it."""
        return f"from {self.due} to {self.until} by {self.name} on {self.when}: {self.reason}"

    def data(self) -> dict[str, str]:
        """Return the extension as JSON data."""
        facts = {"due": self.due, "until": self.until, "name": self.name, "when": self.when, "reason": self.reason}
        return {key: str(fact) for key, fact in facts.items()}


@dataclass(frozen=True, slots=True)
class Review:
    """The next review of a claim, document or food after a check: the day it is due, and how long it can be extended.

    `latest` is the last day that an extension can name.
    """

    id: str
    checked: date
    due: date
    latest: date
    extension: Extension | None = None

    @property
    def until(self) -> date:
        """The last day on which nothing is overdue: the day the review is due, or the end of its extension."""
        return self.extension.until if self.extension is not None else self.due


@dataclass(frozen=True, slots=True)
class Overdue:
    """The overdue reviews of a document: its own, and those of claims and foods that it uses, the oldest first."""

    own: Review | None
    facts: tuple[Review, ...]

    @property
    def since(self) -> date | None:
        """The last day on which no review was overdue, or None if none is."""
        return min((each.until for each in self.all), default=None)

    @property
    def all(self) -> tuple[Review, ...]:
        """All overdue reviews."""
        return ((self.own,) if self.own is not None else ()) + self.facts


@dataclass(frozen=True, slots=True)
class Reviews:
    """The cycles and extensions of a project."""

    cycles: Cycles = field(default_factory=Cycles)
    extensions: tuple[Extension, ...] = ()

    def of_claim(self, claim: Claim | BlockedClaim) -> Review | None:
        """Return the next review of a claim; None where a date cannot be read, or nothing says when it is due.

        A date later than the cycle allows counts as the end of the cycle.
        """
        return self._review(claim.id, claim.checked, claim.review_due, self.cycles.of_purpose(claim.purpose))

    def of_food(self, food: Food) -> Review | None:
        """Return the next review of a food, in the same way."""
        if food.checked is None:
            return None
        return self._review(f"{FOOD}{food.id}", food.checked, food.review_due, self.cycles.foods)

    def of_document(self, draft: Draft) -> Review | None:
        """Return the next review of a document, on the day that it gives or else 12 months after its check."""
        if DAY in (draft.checked, draft.review_due):
            return None
        months = self.cycles.documents.get(draft.kind)
        return self._extended(draft.id, draft.checked, self.document_due(draft), months)

    def document_due(self, draft: Draft) -> date:
        """Return the day on which the review of a document is due, extended or not."""
        months = min(DOCUMENT_MONTHS, self.cycles.documents.get(draft.kind, DOCUMENT_MONTHS))
        return draft.review_due or months_after(draft.checked, months)

    def overdue(self, draft: Draft, claims: Iterable[Claim], foods: Iterable[Food], as_of: date) -> Overdue:
        """Return the reviews of a document and of the facts that it uses that are overdue on a day."""
        own = self.of_document(draft)
        found = (*map(self.of_claim, claims), *map(self.of_food, foods))
        late = {review.id: review for review in found if review is not None and review.until < as_of}
        facts = sorted(late.values(), key=lambda review: (review.until, review.id))
        return Overdue(own if own is not None and own.until < as_of else None, tuple(facts))

    def _review(self, name: str, checked: date, written: date | None, months: int | None) -> Review | None:
        if DAY in (checked, written):
            return None
        ends = months_after(checked, months) if months is not None else None
        days = [day for day in (written, ends) if day is not None]
        return self._extended(name, checked, min(days), months) if days else None

    def _extended(self, name: str, checked: date, due: date, months: int | None) -> Review:
        """Return a review with the last of its extensions, if that counts."""
        latest = months_after(due, min(self.cycles.extension, months or MOST_MONTHS))
        review = Review(name, checked, due, latest)
        last = next((each for each in reversed(self.extensions) if each.id == name and each.due == due), None)
        return review if last is None or why_not(last, review) else replace(review, extension=last)


def months_after(day: date, months: int) -> date:
    """Return the day some months later: the same day of the month, or the last one of a month that is too short."""
    years, month = divmod(day.month - 1 + months, 12)
    if day.year + years > MAXYEAR:
        return date.max
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


# --- cycles ---------------------------------------------------------------------------------------


MONTHS: Kind[int] = whole(1, MOST_MONTHS)
_CYCLES = words_to(MONTHS, "names to months")


class CyclesShape(Shape, id="reviews"):
    """How many months after a check the next review is due at the latest (`content/reviews.yaml`)."""

    documents = otherwise(_CYCLES, (), "the months for each kind of document", "{leaflet: 24, deck: 24}")
    claims = otherwise(
        _CYCLES, (), "the months for each purpose of a claim; `any` stands for all others", "{any: 24, dose: 12}"
    )
    foods = optional(MONTHS, "the months for the foods of the table", "36")
    extension = otherwise(MONTHS, EXTENSION_MONTHS, "how many months an extension may add at most", "3")


REVIEWS_FILE = FileSchema(REVIEWS, "how long a review of facts and documents holds", one(CyclesShape))


def read_cycles(source: Source, purposes: Table[str, str], log: list[Problem]) -> Cycles:
    """Return the cycles of a project; `purposes` are those that a claim may have, each with the one it is like.

    A purpose without a cycle of its own has that of the purpose that it is like.
    """
    entry = REVIEWS_FILE.read(source, log)
    claims = dict(_known(entry, CyclesShape.claims, "purpose", (ANY, *purposes)))
    alike = {purpose: claims[like] for purpose, like in purposes.items() if like in claims}
    return Cycles(
        documents=dict(_known(entry, CyclesShape.documents, "kind of document", KINDS)),
        claims={**alike, **claims},
        foods=entry.read(CyclesShape.foods),
        extension=entry.read(CyclesShape.extension),
    )


def _known(
    entry: Entry, key: Key[tuple[tuple[str, int], ...]], what: str, words: tuple[str, ...]
) -> Iterator[tuple[str, int]]:
    """Yield the months of each kind or purpose that there is; others are reported."""
    node = entry.typed(key)
    marks = node.keys if isinstance(node, Mapping) else {}
    for name, months in entry.read(key):
        if check_known(entry, what, (name, marks[name]), words):
            yield name, months


# --- extensions -----------------------------------------------------------------------------------


class ExtensionShape(Shape, id="extension"):
    """A review that a person moved to a later day; `handouts extend` writes it."""

    id = needed(TEXT, "the claim, document or food (`food/ID`) whose review is extended", "asthma.puffs")
    due = needed(DATE, "the day on which that review was due", "2027-11-22")
    until = needed(DATE, "the last day of the extension", "2028-02-22")
    reason = needed(PRINTED, "why the review can wait", "The new guideline comes out in January.")
    name = needed(PRINTED, "who decided it", "A. Example")
    when = needed(DATE, "the day on which it was decided", "2027-11-01")


EXTENSIONS_FILE = FileSchema(EXTENSIONS, "reviews that were moved to a later day", unnamed(ExtensionShape, "extension"))


def read_extensions(source: Source, log: list[Problem]) -> tuple[Extension, ...]:
    """Return the extensions of a file in its order, without those that have a problem."""
    read = [_extension(entry, log) for entry in EXTENSIONS_FILE.read(source, log)]
    return tuple(each for each in read if each is not None)


def _extension(entry: Entry, log: list[Problem]) -> Extension | None:
    before = len(log)
    extension = Extension(
        entry.read(ExtensionShape.id),
        entry.read(ExtensionShape.due),
        entry.read(ExtensionShape.until),
        entry.read(ExtensionShape.reason),
        entry.read(ExtensionShape.name),
        entry.read(ExtensionShape.when),
        entry.mark,
    )
    return extension if len(log) == before else None


def why_not(extension: Extension, review: Review) -> str | None:
    """Return why an extension does not move a review, in words; None if it does, or is history."""
    if extension.due != review.due:
        # after a later check it is history
        later = review.checked > extension.when
        return None if later else f"it extends a review due on {extension.due}, and this one is due on {review.due}"
    if extension.until <= review.due:
        return f"it ends on {extension.until}, and the review is due on {review.due}; name a later day"
    if extension.until > review.latest:
        return f"it ends on {extension.until}, and a review due on {review.due} can be extended until {review.latest}"
    return None
