"""Rules that find what is wrong in the content. A rule is a module with an `ID` and a `check()`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from handouts.checks import evidence, language, leaflet, numbers, safety, structure, waivers
from handouts.checks.evidence import review_overdue
from handouts.checks.language import WordRule
from handouts.checks.language.texts import knows_all_words, texts
from handouts.checks.language.vocabulary import Vocabulary
from handouts.checks.subject import Rule, Subject
from handouts.core.problem import Problem, errors

ONE_DAY = timedelta(days=1)
CLINICAL: tuple[Rule, ...] = (
    *numbers.RULES,
    *evidence.RULES,
    *safety.RULES,
    *language.RULES,
    *leaflet.RULES,
)


def check(subject: Subject, read: Iterable[Problem] = (), of_words: Iterable[WordRule] = ()) -> list[Problem]:
    """What all rules find, in the order of files and lines; `read` is what reading the content found.

    The clinical rules look at composed documents, and so only at those that nothing stops before; what
    a waiver covers is kept as a note. `of_words` are the rules that only all words of a project together can tell
    (`language.OF_ALL_WORDS`): a build, which may read a part, does not ask them.
    """
    found = set(_found(structure.RULES, subject))
    sound = subject.without(errors([*read, *found]))
    return sorted(merged([*found, *waivers.applied(subject, merged(set(_clinical(sound, of_words))))]))


def turning_days(subject: Subject) -> Iterator[date]:
    """The days on which a check of the same content may find something else than the day before."""
    yield from review_overdue.turning_days(subject)
    yield from (waiver.until + ONE_DAY for waiver in subject.content.waivers)
    yield from (day for each in subject.content.approvals for day in (each.when, each.until + ONE_DAY))
    # what counts as old is told by years
    yield date(subject.as_of.year + 1, 1, 1)


def merged(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once: a slide that two decks share has one problem, which reaches both."""
    reached: dict[Problem, dict[str, None]] = {}
    shared: set[Problem] = set()
    for problem in problems:
        reached.setdefault(problem.reaching(), {}).update(dict.fromkeys(problem.reaches))
        if not problem.reaches:
            shared.add(problem)
    return [problem if problem in shared else problem.reaching(*sorted(names)) for problem, names in reached.items()]


def _found(rules: Iterable[Rule], subject: Subject) -> Iterator[Problem]:
    for rule in rules:
        yield from rule(subject)


def _clinical(subject: Subject, of_words: Iterable[WordRule]) -> Iterator[Problem]:
    """What the clinical rules find, in one part of the content after the other, and last in all its words."""
    words = Vocabulary() if of_words and knows_all_words(subject) else None
    for part in subject.parts():
        yield from _found(CLINICAL, part)
        if words is not None:
            words.read(texts(part))
    yield from (problem for rule in of_words if words is not None for problem in rule(words))
