"""Problems told once: with all outputs that they affect and all layouts in which they were found."""

from __future__ import annotations

from dataclasses import replace

from handouts.core.problem import Mark, Problem, merged

WIDE = Problem(Mark("content/leaflets/small.yaml", 3, 5), "overflowing-text", "'x' is 3 pt wider than its place")


def in_layout(name: str, *reaches: str) -> Problem:
    return replace(WIDE, layouts=(name,), reaches=reaches)


def test_a_text_that_does_not_fit_several_layouts_is_told_once() -> None:
    (problem,) = merged([in_layout("letter", "small"), in_layout("a4", "small"), in_layout("a5", "other")])
    assert problem.message == "'x' is 3 pt wider than its place (in the layouts 'a4', 'a5' and 'letter')"
    assert problem.reaches == ("other", "small")


def test_one_layout_is_named_in_the_singular() -> None:
    (problem,) = merged([in_layout("a4", "small"), in_layout("a4", "small")])
    assert problem.message.endswith("(in the layout 'a4')")


def test_other_words_are_another_problem() -> None:
    other = replace(in_layout("letter", "small"), message="'x' is 9 pt wider than its place")
    assert len(merged([in_layout("a4", "small"), other])) == 2


def test_what_was_merged_is_not_merged_anew() -> None:
    once = merged([in_layout("a4", "small"), WIDE.reaching("small"), in_layout("letter", "small")])
    assert merged(once) == once
    assert len(once) == 1


def test_a_problem_of_all_outputs_stays_one() -> None:
    (problem,) = merged([WIDE, WIDE.reaching("small")])
    assert problem == WIDE
