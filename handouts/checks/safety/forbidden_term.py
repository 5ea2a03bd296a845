"""Words that must not be printed: an abbreviation that readers may take for something else.

`forbidden_terms` in `content/limits.yaml` gives the word, the words before it that make it a different word
(`unless_after`), and what to say instead. Texts, titles, notes, labels, alt texts and claims are checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.checks.safety.terms import whole_word
from handouts.checks.subject import Subject, found
from handouts.content.safety import ForbiddenTerm
from handouts.core.problem import Problem
from handouts.document.text import plain
from handouts.document.walk import units

ID = "forbidden-term"


def check(subject: Subject) -> Iterator[Problem]:
    """Report texts that contain such a word."""
    terms = [(term, _pattern(term)) for term in subject.library.safety.forbidden]
    for term, pattern in terms:
        for draft in subject.drafts:
            for unit in units(subject.documents[draft.id]):
                if pattern.search(plain(unit.text)):
                    yield found(draft, unit.mark, ID, _message(term))
        for claim in subject.facts.claims.values():
            if pattern.search(claim.statement):
                yield Problem(claim.mark, ID, _message(term), reaches=subject.users(claim.id))


def _pattern(term: ForbiddenTerm) -> re.Pattern[str]:
    """Return a pattern for the word as a whole word, unless one of its `unless_after` words precedes it."""
    before = "".join(rf"(?<!(?i:\b{re.escape(word)})[ \n])" for word in term.after)
    return re.compile(whole_word(f"{before}{re.escape(term.term)}"))


def _message(term: ForbiddenTerm) -> str:
    return f"{term.term!r} may not stand alone; say {term.say}"
