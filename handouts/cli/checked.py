"""What a check found, for people: one sentence, then problems by kind, the most harmful first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from handouts.checks import releasable
from handouts.checks.evidence import review_overdue, superseded_reference, unconfirmed_reference
from handouts.checks.structure import unwritten_text
from handouts.cli.printing import counted, summary
from handouts.cli.report import FEW, group_lines, told
from handouts.pipeline.check import ERRORS

if TYPE_CHECKING:
    from handouts.pipeline.check import Examined, Readiness

# what one document, and what several, have in the way of a release
HURDLES = {
    ERRORS: ("has errors", "have errors"),
    releasable.UNSIGNED: ("lacks approvals", "lack approvals"),
    unconfirmed_reference.ID: ("rests on unconfirmed references", "rest on unconfirmed references"),
    superseded_reference.ID: ("rests on replaced references", "rest on replaced references"),
    review_overdue.ID: ("is overdue for review", "are overdue for review"),
    unwritten_text.ID: ("has texts that nobody has written", "have texts that nobody has written"),
    releasable.WAIVED: ("has waived rules", "have waived rules"),
}


def print_check(found: Examined, whole: bool) -> None:
    """Print what a check found; without `whole`, a few places of each kind of warning and note."""
    for line in told(readiness_words(found.readiness)):
        click.echo(line)
    for line in group_lines(found.problems, len(found.problems) if whole else FEW):
        click.echo(line)
    if found.levels:
        click.echo("")
    for line in (line for level in found.levels for line in told(f"reading level: {level}")):
        click.echo(line)
    click.echo("")
    click.echo(summary(found.problems, "nothing written"))


def readiness_words(readiness: Readiness) -> str:
    """Return in a sentence how many documents there are, how many could be released, and what is in the way."""
    free = readiness.documents - len(readiness.hurdles)
    if readiness.documents == 0:
        head = "There is no document yet"
    elif readiness.documents == 1:
        head = "1 document, which could be released" if free else "1 document, which cannot be released"
    else:
        which = {0: "none of which can be released", readiness.documents: "all of which could be released"}
        head = f"{counted(readiness.documents, 'document')}, {which.get(free, f'{free} of which could be released')}"
    why = ", ".join(_why(readiness))
    return f"{head}: {why}." if why else f"{head}."


def _why(readiness: Readiness) -> Iterator[str]:
    """Yield each kind of hurdle with the number of documents that have it, errors first, then the most frequent."""
    numbers = Counter(kind for kinds in readiness.hurdles.values() for kind in kinds)
    for kind in sorted(numbers, key=lambda kind: (kind != ERRORS, -numbers[kind], kind)):
        one, many = HURDLES[kind]
        if readiness.documents == 1:
            yield f"it {one}"
        else:
            yield f"{numbers[kind]} {one if numbers[kind] == 1 else many}"
