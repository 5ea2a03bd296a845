"""A leaflet that says what claims say lists its sources at the end.

A reader who asks "who says so?" has only the pages. A leaflet that prints or rests on claims with references therefore
needs `sources`, the list that stands at its end.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.evidence.slide_sources import ID, claims_of
from handouts.checks.leaflet.parts import leaflets
from handouts.checks.subject import Subject, warned
from handouts.core.problem import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Report leaflets with claims but without a source."""
    known = subject.library.claims
    for draft, _ in leaflets(subject):
        names = (*claims_of(*draft.parts), *(name for name, _ in draft.rests_on))
        if not draft.sources and any(known[name].references for name in names if name in known):
            yield warned(draft, draft.mark, ID, "the leaflet rests on claims and lists no sources; add 'sources'")
