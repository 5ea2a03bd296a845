"""The pages and slides that show a claim's value or a text unit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from handouts.document.text import Value
from handouts.pipeline.press import Paper, Placed, Show
from handouts.render.paper.shapes import TextLine


def pages_of_claim(placed: Mapping[str, Placed], claim: str) -> dict[str, tuple[int, ...]]:
    """Return the pages or slides of each layout that print a value of the claim."""

    def of_claim(value: object) -> bool:
        return isinstance(value, Value) and (value.kind, value.source) == ("claim", claim)

    return {name: tuple(dict.fromkeys(_holding(each, of_claim, lambda _: False))) for name, each in placed.items()}


def pages_of_unit(placed: Mapping[str, Placed], unit: str) -> dict[str, tuple[int, ...]]:
    """Return the pages or slides of each layout that print the text unit."""
    return {name: tuple(dict.fromkeys(_holding(each, lambda _: False, unit.__eq__))) for name, each in placed.items()}


def _holding(placed: Placed, value: Callable[[object], bool], unit: Callable[[object], bool]) -> Iterator[int]:
    if isinstance(placed, Paper):
        for page in placed.pages.pages:
            for each in page.drawn:
                runs = (run for shape in each.shapes if isinstance(shape, TextLine) for run in shape.line.runs)
                if any(unit(tag.key) for tag in each.path) or any(value(run.origin) for run in runs):
                    yield page.number
    elif isinstance(placed, Show):
        from handouts.render.deck.value import printed

        for entry in printed(placed.slides):
            if entry.frame != "notes" and (unit(entry.unit) or any(map(value, entry.values))):
                yield entry.slide


def pages_of_places(placed: Placed, places: Collection[str]) -> tuple[int, ...]:
    """Return the pages or slides that show these text units, blocks, sections or slides, given by id.

    A slide includes its notes. An id without text of its own, such as a diagram's, counts as its slide.
    """
    if isinstance(placed, Paper):
        return tuple(
            page.number
            for page in placed.pages.pages
            if any(_within(tag.key, places) for each in page.drawn for tag in each.path)
        )
    if isinstance(placed, Show):
        return tuple(sorted(set(_slides_of(placed, places))))
    return ()


def _slides_of(show: Show, places: Collection[str]) -> Iterator[int]:
    from handouts.render.deck.value import printed

    entries = printed(show.slides)
    for place in places:
        numbers = [entry.slide for entry in entries if _within(entry.unit, (place,))]
        if not numbers:
            parts = enumerate(show.slides.slides, 1)
            numbers = [number for number, slide in parts if _within(place, (slide.section,))]
        if not numbers:
            parts = enumerate(show.slides.slides, 1)
            numbers = [number for number, slide in parts if _within(slide.section, (place,))]
        yield from numbers


def _within(name: str, places: Iterable[str]) -> bool:
    """Return whether an id is one of these, or part of one."""
    return any(name == place or name.startswith((f"{place}/", f"{place}#")) for place in places)


def words(pages: Mapping[str, tuple[int, ...]]) -> str:
    """Return pages by layout as a phrase: `a4: 1, 3; letter: 1`."""
    found = "; ".join(f"{name}: {', '.join(map(str, numbers))}" for name, numbers in pages.items() if numbers)
    return found or "no page prints it"
