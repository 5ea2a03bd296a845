"""A leaflet's version is a number such as 1.0, so that two printed copies can be distinguished.

Every page prints it next to id and dates. Source: version and date on consent forms (NHS Ayrshire & Arran,
consent policy G082).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.checks.leaflet.parts import leaflets
from handouts.checks.subject import Subject, found
from handouts.core.problem import Problem

ID = "wrong-version"

_VERSION = re.compile(r"\d+(?:\.\d+)*[a-z]?\Z")


def check(subject: Subject) -> Iterator[Problem]:
    """Report versions that are not a number."""
    for draft, _ in leaflets(subject):
        if not _VERSION.match(draft.version):
            yield found(draft, draft.mark, ID, f'the version {draft.version!r} is not a number; write it as "1.0"')
