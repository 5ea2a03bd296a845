"""The numbers in a file compared with its trace: each is traced, harmless, changed or unknown."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from handouts.audit.readers.bounds import Budget, TooLargeError
from handouts.audit.trace.carried import AS_MADE, Carried, Expected
from handouts.audit.trace.seen import Seen, by_container, container
from handouts.core.numbers import Stated, stated
from handouts.document.provenance import Address

MOST_PAIRS = 4_000_000  # pairs of written and seen numbers at one place; aligning that many takes some seconds
State = Literal["traced", "harmless", "changed", "unknown"]


@dataclass(frozen=True, slots=True)
class Found:
    """A number in a file, with its position and what was written there, if known."""

    seen: Seen
    start: int
    end: int
    state: State
    expected: Expected | None

    @property
    def value(self) -> str:
        """The number as it is printed."""
        return self.seen.text[self.start : self.end]


def judged(seen: Iterable[Seen], carried: Carried, budget: Budget) -> list[Found]:
    """Return every number that is seen, in reading order."""
    texts = list(seen)
    order = {text.address: number for number, text in enumerate(texts)}
    return sorted(_judged(texts, carried, budget), key=lambda each: (order[each.seen.address], each.start))


def _judged(texts: Sequence[Seen], carried: Carried, budget: Budget) -> Iterator[Found]:
    """Yield the numbers of one shape after another; those of shapes that the trace does not know come last."""
    wanted: dict[Address, dict[Address, tuple[Expected, ...]]] = {}
    for address, expected in carried.places.items():
        wanted.setdefault(container(address), {})[address] = expected
    held = by_container(texts)
    adrift = _adrift(held, wanted)
    strange: dict[Address, list[Seen]] = {}
    for holder, inside in budget.watched(held.items()):
        if holder not in wanted and _leaf(holder) in adrift:
            strange.setdefault(_leaf(holder), []).extend(inside)
        else:
            yield from _container(inside, wanted.get(holder, {}), carried, budget)
    for leaf, inside in budget.watched(strange.items()):
        numbers = [(text, list(stated(text.text, carried.lang, carried.names, carried.nouns))) for text in inside]
        yield from _aligned(numbers, adrift[leaf], carried, budget)


def _adrift(
    held: Container[Address], wanted: Mapping[Address, Mapping[Address, tuple[Expected, ...]]]
) -> dict[Address, list[Expected]]:
    """Return what was written in shapes that are missing now: a program may renumber shapes in the same order."""
    found: dict[Address, list[Expected]] = {}
    for holder, places in wanted.items():
        if holder not in held:
            found.setdefault(_leaf(holder), []).extend(each for expected in places.values() for each in expected)
    return found


def _leaf(holder: Address) -> Address:
    """Return a place without the number of its shape."""
    return tuple(part for part in holder if part[0] != "shape")


def _container(
    texts: Sequence[Seen], wanted: dict[Address, tuple[Expected, ...]], carried: Carried, budget: Budget
) -> Iterator[Found]:
    """Yield the numbers of texts in one container: first texts that are unchanged, then the rest."""
    left: list[tuple[Seen, list[Stated]]] = []
    missing = dict(wanted)
    for text in texts:
        numbers = list(stated(text.text, carried.lang, carried.names, carried.nouns))
        same = _as_written(text, numbers, wanted.get(text.address, ()))
        if same is None:
            left.append((text, numbers))
        else:
            missing.pop(text.address, None)
            yield from same
    if left:
        yield from _aligned(left, [each for expected in missing.values() for each in expected], carried, budget)


def _as_written(text: Seen, numbers: Sequence[Stated], expected: Iterable[Expected]) -> list[Found] | None:
    """Return the numbers of a text if it states exactly what was written, else None."""
    found: list[Found] = []
    at = 0
    for each in expected:
        start = text.text.find(each.text, at)
        if start < 0:
            return None
        at = start + len(each.text)
        found.append(Found(text, start, at, _state(each), each))
    covered = {place for each in found for place in range(each.start, each.end)}
    if all(place in covered for number in numbers for place in range(number.start, number.end)):
        return found
    return None


def _state(expected: Expected) -> State:
    return "traced" if expected.fact is not None else "harmless"


# --- changed numbers ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pair:
    """A number that is seen, with the number written in its place, which may be the same or another."""

    seen: Seen
    number: Stated
    expected: Expected | None
    entry: int
    same: bool


def _aligned(
    left: list[tuple[Seen, list[Stated]]], expected: list[Expected], carried: Carried, budget: Budget
) -> Iterator[Found]:
    """Yield the remaining numbers of a place, aligned with what was written there.

    Raises TooLargeError where there are far more numbers than a page holds.
    """
    written = [
        (entry, number.text)
        for entry, each in enumerate(expected)
        for number in stated(each.text, carried.lang, carried.names, carried.nouns)
    ]
    shown = [(text, number) for text, numbers in left for number in numbers]
    budget.tick()
    if len(written) * len(shown) > MOST_PAIRS:
        raise TooLargeError(f"too many numbers of the file are not in its trace to compare them; {AS_MADE}")
    matcher = SequenceMatcher(None, [text for _, text in written], [number.text for _, number in shown], autojunk=False)
    pairs: list[_Pair] = []
    for kind, first, last, start, end in matcher.get_opcodes():
        for place in range(start, end):
            entry = written[first + place - start][0] if first + place - start < last else -1
            pairs.append(_Pair(*shown[place], expected[entry] if entry >= 0 else None, entry, kind == "equal"))
    for (entry, _), group in groupby(pairs, key=lambda pair: (pair.entry, pair.seen.address)):
        together = list(group)
        if entry < 0:
            yield from (Found(pair.seen, pair.number.start, pair.number.end, "unknown", None) for pair in together)
        else:
            yield _judged_entry(together, expected[entry], carried)


def _judged_entry(pairs: Sequence[_Pair], expected: Expected, carried: Carried) -> Found:
    """Return a value whose numbers were aligned: unchanged, or changed."""
    text, first = pairs[0].seen, pairs[0].number.start
    numbers = list(stated(expected.text, carried.lang, carried.names, carried.nouns))
    start = first - numbers[0].start
    end = start + len(expected.text)
    if (
        all(pair.same for pair in pairs)
        and len(pairs) == len(numbers)
        and text.text[max(start, 0) : end] == expected.text
    ):
        return Found(text, start, end, _state(expected), expected)
    return Found(text, first, pairs[-1].number.end, "changed", expected)
