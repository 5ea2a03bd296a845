"""A text for one region uses its words: no `acetaminophen` in a wording for `uk`, no `anaemia` in one for `us`.

Texts for one region are its wordings (`us: ...`) and the policies of a clinic there. `content/regions.yaml` has the
words: drug names, spellings and household measures. A text that has the region's own word too may explain the other
one. A warning, since a name of a product may be such a word.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.safety.terms import names
from handouts.checks.subject import Subject, warned
from handouts.content.prose import Prose
from handouts.content.regions import Regions
from handouts.core.matching import for_matching
from handouts.core.problem import Problem

ID = "foreign-word"


def check(subject: Subject) -> Iterator[Problem]:
    """Report words of other regions in wordings for one region, and in the policies of a clinic."""
    regions = subject.library.regions
    for draft, prose in subject.proses:
        for region, wording in prose.regional:
            for message in _foreign(wording, region, regions):
                yield warned(draft, wording.mark, ID, message)
    clinic = subject.content.clinic
    policies = [each for each in clinic.policies.values() if isinstance(each, Prose)] if clinic is not None else []
    for policy in policies:
        for message in _foreign(policy, clinic.region, regions) if clinic is not None else ():
            yield Problem(policy.mark, ID, message, "warning")


def _foreign(prose: Prose, region: str, regions: Regions) -> Iterator[str]:
    """Yield what a text says that is said otherwise in its region."""
    if region not in regions.by_id:
        return
    text = for_matching(prose.source)
    for word, own in regions.words_of_others(region).items():
        if names(text, (word,)) and not names(text, (own,)):
            yield f"{word!r} is a word of another region; write {own!r} for {region!r}"
    for measure in sorted(regions.measures_of_others(region)):
        if names(text, (measure,)):
            yield f"{measure!r} is not a household measure in {region!r}; use another unit"
