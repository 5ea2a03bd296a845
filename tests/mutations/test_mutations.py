"""The rules bite: each mutation is caught with its rule, file and line, and the shipped project gives no alarm."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import islice

import pytest

from handouts.checks import numbers, safety
from handouts.core.problem import errors
from handouts.core.source import Source
from mutations.catalogue import MUTATIONS
from mutations.corruptions import SEED, Corruption, corruptions, found_in, sites_of, where
from mutations.disguises import REFUSED, SEEN_THROUGH, disguised
from mutations.mutation import Mutation, Needs, is_caught, new_problems, shipped, text_of, wanted

pytestmark = pytest.mark.clinical
# what issue 5 lists
KINDS = {
    "a dose one step over its limit",
    "a dose × 10",
    "units swapped",
    "a value that no longer agrees with its statement",
    "a window changed in one of two places",
    "reference retracted",
    "natto allowed",
    "K2 offered on warfarin",
    "a gate removed",
    "certainty raised",
    "harm deleted",
    "sentence made unreadable",
    "number typed in prose",
    "table cell emptied",
    "emergency box moved off page 1",
}
# the rules against characters that are not what they seem
REFUSALS = {"hidden-character", "mixed-alphabets"}
_NUMBERS = re.compile(r"\d+(?:\.\d+)?")


@pytest.mark.parametrize("clinic", [None, "riverside"])
def test_a_clean_project_gives_no_false_alarm(clinic: str | None) -> None:
    assert errors(shipped(clinic).clean.problems) == []


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda each: each.name)
def test_a_mutation_is_caught_at_its_place(mutation: Mutation) -> None:
    problems = new_problems(mutation)
    assert is_caught(mutation, problems), (wanted(mutation), [str(problem) for problem in problems])


def of_safety() -> list[Mutation]:
    """The mutations that a rule on safety or numbers must find in the words of a text."""
    rules = {sys.modules[rule.__module__].ID for rule in (*safety.RULES, *numbers.RULES)}
    return [mutation for mutation in MUTATIONS if mutation.rule in rules]


def slipped(
    disguises: Iterable[str], caught: Callable[[Mutation, Source], bool]
) -> tuple[Counter[str], list[tuple[str, str]]]:
    """How many mutations of safety each disguise changes, and those of them that are not caught."""
    tried, missed = Counter[str](), []
    for mutation in of_safety():
        for disguise in disguises:
            source = disguised(mutation, disguise)
            if source is not None:
                tried[disguise] += 1
                missed += [] if caught(mutation, source) else [(mutation.name, disguise)]
    return tried, missed


# in one process, which reads the shipped content once
def test_a_disguised_mutation_of_safety_is_caught_as_the_plain_one_is() -> None:
    tried, missed = slipped(SEEN_THROUGH, lambda mutation, source: is_caught(mutation, new_problems(mutation, source)))
    assert missed == []
    assert len(tried) == len(SEEN_THROUGH)


def test_a_mutation_in_a_disguise_that_no_text_may_hold_is_refused() -> None:
    tried, missed = slipped(REFUSED, lambda _, source: any(each.rule in REFUSALS for each in source.problems))
    assert missed == []
    assert len(tried) == len(REFUSED)


def test_what_is_listed() -> None:
    assert len(MUTATIONS) >= 60
    assert {mutation.kind for mutation in MUTATIONS} >= KINDS
    assert max(Counter(mutation.name for mutation in MUTATIONS).values()) == 1
    assert all(mutation.old != mutation.new for mutation in MUTATIONS)


def test_a_file_that_is_as_it_was_brings_no_problem() -> None:
    for file in ("claims/dose.yaml", "leaflets/warfarin-diet.yaml", "decks/bone.yaml", "references.yaml"):
        needs: Needs = "pages" if file.startswith("leaflets/") else "content"
        assert shipped().new(file, text_of(file), needs) == ()
        assert shipped().new(file, f"# moved\n\n{text_of(file)}", needs) == ()


def test_a_problem_elsewhere_is_not_the_one_that_must_come() -> None:
    mutation = MUTATIONS[0]
    problems = new_problems(mutation)
    assert is_caught(mutation, problems)
    assert not is_caught(mutation, [problem for problem in problems if problem.rule != mutation.rule])
    assert not is_caught(mutation, shipped().clean.problems)


# --- random corruptions ---------------------------------------------------------------------------


def test_the_same_seed_makes_the_same_corruptions() -> None:
    first = list(corruptions(SEED, 20))
    assert first == list(corruptions(SEED, 20))
    assert first != list(corruptions(SEED + 1, 20))
    assert all(each.text != text_of(each.file) for each in first)


def first_of(kind: str, operation: str, count: int) -> list[Corruption]:
    """The first random corruptions of a kind."""
    made = (each for each in corruptions(SEED, 1000, (operation,)) if each.kind == kind)
    return list(islice(made, count))


def test_a_digit_changed_in_a_claims_value_is_caught() -> None:
    made = first_of("digit in a claim's value", "digit", 12)
    slipped = [each for each in made if not errors(found_in(each)) and not _is_said(each)]
    assert (len(made), list(map(str, slipped))) == (12, [])


def _is_said(corruption: Corruption) -> bool:
    """Whether every number of the changed line stands in the claim's statement still: no rule can tell then."""
    lines = corruption.text.splitlines()
    values = _NUMBERS.findall(lines[corruption.line - 1])
    start = max(number for number in range(corruption.line) if not lines[number].startswith(" ") and lines[number])
    said = _NUMBERS.findall(" ".join(lines[start : corruption.line - 1]).partition("values:")[0].replace(",", ""))
    return set(values) <= set(said)


def test_a_key_renamed_in_a_claim_is_caught() -> None:
    made = first_of("key renamed in a claim's statement", "key renamed", 4)
    made += first_of("key renamed in a claim's grounds", "key renamed", 4)
    assert [str(each) for each in made if not errors(found_in(each))] == []


def test_where_a_site_is() -> None:
    kinds = Counter(where(site) for site in sites_of("digit")[::7])
    assert {"a claim's value", "a claim's statement", "a claim's date", "limits", "foods"} <= set(kinds)
