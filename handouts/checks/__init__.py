"""The rules that find what is wrong in content. A rule is a module with an `ID` and a `check()`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from handouts.checks import evidence, language, leaflet, numbers, safety, structure
from handouts.checks.evidence import review_overdue
from handouts.checks.language import WordRule
from handouts.checks.language.texts import knows_all_words, texts
from handouts.checks.language.vocabulary import Vocabulary
from handouts.checks.subject import Rule, Subject
from handouts.checks.waivers import Waived
from handouts.content.model import Draft
from handouts.content.project import SHARED_TABLES
from handouts.core.problem import Problem, errors

ONE_DAY = timedelta(days=1)
CLINICAL: tuple[Rule, ...] = (
    *numbers.RULES,
    *evidence.RULES,
    *safety.RULES,
    *language.RULES,
    *leaflet.RULES,
)


Formatter = Callable[[Iterable[Draft]], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Checked:
    """The problems that the rules found in one part of the content; `subject` holds that part's composed documents."""

    subject: Subject
    problems: tuple[Problem, ...]


def unformatted(_: Iterable[Draft]) -> Mapping[str, str]:
    """Format no reference: a check of texts alone prints no reference in full."""
    return {}


def check(subject: Subject, read: Iterable[Problem] = (), of_words: Iterable[WordRule] = ()) -> list[Problem]:
    """Return what all rules find, in order of file and line; `read` holds the problems found while reading."""
    return sorted(merged(problem for part in checked(subject, read, of_words) for problem in part.problems))


def checked(
    subject: Subject, read: Iterable[Problem], of_words: Iterable[WordRule] = (), formatted: Formatter = unformatted
) -> Iterator[Checked]:
    """Yield what all rules find, part by part: structure and facts, then a few documents at a time, then all words.

    The clinical rules look at composed documents, and so only at documents without a blocking problem. A problem that a
    waiver covers is kept as a note. A part with documents contains every problem that can block them, except those of
    the first two parts. `of_words` are the rules that need all words of a project (`language.OF_ALL_WORDS`): a build,
    which may read only some documents, does not run them. `formatted` returns the references that documents print in
    full.
    """
    waived = Waived(subject)
    if subject.content.library.unread.intersection(SHARED_TABLES):
        # all documents are stopped; without the table, the rules would find the same fault everywhere
        return
    faults = tuple({*_found(structure.RULES, subject), *waived.unknown(rule_ids())})
    sound = subject.without(errors([*read, *faults]))
    yield Checked(replace(subject, content=replace(subject.content, drafts=())), faults)
    spellings = subject.content.library.regions.spellings
    words = Vocabulary(accepted=spellings) if of_words and knows_all_words(sound) else None
    parts = sound.parts()
    facts = _checked(next(parts), waived, words)
    yield facts
    printed = formatted(sound.without(errors(facts.problems)).drafts)
    for part in parts:
        yield _checked(replace(part, formatted=printed), waived, words)
    last = [problem for rule in of_words if words is not None for problem in rule(words)]
    yield Checked(facts.subject, (*waived.applied(merged(set(last))), *waived.left()))


def rule_ids() -> tuple[str, ...]:
    """Return the ids of the rules that can be waived."""
    groups = (numbers.RULES, evidence.RULES, safety.RULES, language.RULES, language.OF_ALL_WORDS, leaflet.RULES)
    rules = [rule for group in groups for rule in group]
    return tuple(dict.fromkeys(str(vars(sys.modules[rule.__module__])["ID"]) for rule in rules))


def _checked(part: Subject, waived: Waived, words: Vocabulary | None) -> Checked:
    """Return what the clinical rules find in a part; their problems in documents block only documents of this part."""
    if words is not None:
        words.read(texts(part))
    names = tuple(draft.id for draft in part.drafts)
    found = {each if each.reaches else each.reaching(*names) for each in _found(CLINICAL, part)}
    return Checked(part, tuple(waived.applied(merged(found))))


def turning_days(subject: Subject) -> Iterator[date]:
    """Yield the days on which a check of the same content may give other results than on the day before."""
    yield from review_overdue.turning_days(subject)
    yield from (waiver.until + ONE_DAY for waiver in subject.content.waivers)
    yield from (day for each in subject.content.approvals for day in (each.when, each.until + ONE_DAY))
    # the age of a reference is counted in calendar years
    yield date(subject.as_of.year + 1, 1, 1)


def merged(problems: Iterable[Problem]) -> list[Problem]:
    """Return each problem once: a slide shared by two decks has one problem, which blocks both."""
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
