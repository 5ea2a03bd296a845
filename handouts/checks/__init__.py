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
from handouts.checks.language.vocabulary import UsedWords
from handouts.checks.subject import Rule, Subject
from handouts.checks.waivers import Waived
from handouts.content.model import Draft
from handouts.content.project import SHARED_TABLES, ProjectContent
from handouts.core.faults import fault, guarded
from handouts.core.problem import Mark, Problem, merged

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
    wrong = tuple({*of_structure(subject), *waived.unknown(rule_ids())})
    sound = subject.without([*read, *wrong])
    yield Checked(replace(subject, content=replace(subject.content, drafts=())), wrong)
    spellings = subject.content.library.regions.spellings
    words = UsedWords(accepted=spellings) if of_words and knows_all_words(sound) else None
    parts = sound.parts()
    facts = _checked(next(parts), waived, words)
    yield facts
    printed = formatted(sound.without(facts.problems).drafts)
    for part in parts:
        yield _checked(replace(part, formatted=printed), waived, words)
    last = [problem for rule in of_words if words is not None for problem in _of_words(rule, words)]
    yield Checked(facts.subject, (*waived.applied(merged(set(last))), *waived.left()))


def rule_ids() -> tuple[str, ...]:
    """Return the ids of the rules that can be waived."""
    groups = (numbers.RULES, evidence.RULES, safety.RULES, language.RULES, language.OF_ALL_WORDS, leaflet.RULES)
    return ids_of(rule for group in groups for rule in group)


def ids_of(rules: Iterable[Rule | WordRule]) -> tuple[str, ...]:
    """Return the ids under which rules report problems, each once."""
    return tuple(dict.fromkeys(str(vars(sys.modules[rule.__module__])["ID"]) for rule in rules))


def of_structure(subject: Subject) -> Iterator[Problem]:
    """Yield what the rules on structure find, without which nothing can be composed."""
    yield from _found(structure.RULES, subject)


def _checked(part: Subject, waived: Waived, words: UsedWords | None) -> Checked:
    """Return what the clinical rules find in a part; their problems in documents block only documents of this part."""
    log: list[Problem] = []
    names = tuple(draft.id for draft in part.drafts)
    part = part.composable(log)
    if names and not part.drafts:
        return Checked(part, tuple(log))
    with guarded(log, _mark(part), "counting words", *names):
        if words is not None:
            words.read(texts(part))
    found = {each if each.reaches else each.reaching(*names) for each in _found(CLINICAL, part)}
    return Checked(part, (*log, *waived.applied(merged(found))))


def turning_days(content: ProjectContent, as_of: date) -> Iterator[date]:
    """Yield the days on which a check of the same content may give other results than on the day before.

    `as_of` is the day of a check of it.
    """
    yield from review_overdue.turning_days(content)
    yield from (waiver.until + ONE_DAY for waiver in content.waivers)
    yield from (day for each in content.approvals for day in (each.when, each.until + ONE_DAY))
    # the age of a reference is counted in calendar years
    if as_of.year < date.max.year:
        yield date(as_of.year + 1, 1, 1)


def _found(rules: Iterable[Rule], subject: Subject) -> Iterator[Problem]:
    for rule in rules:
        yield from _of_rule(rule, subject)


def _of_rule(rule: Rule, subject: Subject) -> list[Problem]:
    """Return what a rule finds; where it fails, what it finds in each document alone, and a fault where it fails too."""
    try:
        return list(rule(subject))
    except Exception as error:  # noqa: BLE001 - whatever it is, other documents are checked
        parts = subject.alone()
        if len(parts) > 1:
            return [problem for part in parts for problem in _of_rule(rule, part)]
        names = [draft.id for draft in subject.drafts]
        of = f" of {names[0]!r}" if names else ""
        return [fault(error, _mark(subject), f"the check{of} with the rule {_name(rule)!r}").reaching(*names)]


def _of_words(rule: WordRule, words: UsedWords) -> list[Problem]:
    """Return what a rule on all words finds; a fault where it fails."""
    found: list[Problem] = []
    with guarded(found, Mark("content"), f"the check of all words with the rule {_name(rule)!r}"):
        return list(rule(words))
    return found


def _name(rule: Rule | WordRule) -> str:
    """Return the id under which a rule reports problems."""
    module = rule.__module__
    return str(vars(sys.modules[module]).get("ID", module.rpartition(".")[2]))


def _mark(subject: Subject) -> Mark:
    """Return the mark of the first document under check, or of all content where facts are checked."""
    return subject.drafts[0].mark if subject.drafts else Mark("content")
