"""The version that a document needs, given what changed since its last release.

A changed value or red flag needs a new major version, any other changed text a new minor one; look and dates need none.
A reader who holds version 2.0 then knows that 1.4 must not be used any more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from handouts.core.problem import Mark, Problem
from handouts.editions.releases.edition import Edition, Key
from handouts.editions.releases.shelf import Release

RULE = "old-version"
Step = Literal["major", "minor", "none", "back"]
MOST = 3
_VERSION = re.compile(r"(\d{1,4})\.(\d{1,4})\Z")


@dataclass(frozen=True, slots=True)
class Due:
    """The step that a document's version must take, and the changes that require it."""

    step: Literal["major", "minor", "none"]
    reasons: tuple[str, ...]


def due(last: Edition, now: Edition) -> Due:
    """Return the step from the edition released last to the present one."""
    major = (*value_changes(last, now), *flag_changes(last.flags, now.flags))
    if major:
        return Due("major", major)
    if last.said != now.said:
        return Due("minor", tuple(text_changes(last, now)) or ("order, emphasis, links or figures",))
    return Due("none", ())


def value_changes(last: Edition, now: Edition) -> Iterator[str]:
    """Yield each fact whose printed values changed: `dose.target: 2.0 to 3.0 → 2.5 to 3.5`."""
    before, after = _by_fact(last), _by_fact(now)
    for fact in dict.fromkeys((*after, *before)):
        old, new = before.get(fact, ()), after.get(fact, ())
        if old != new:
            yield f"{fact}: {_listed(old)} → {_listed(new)}"


def _by_fact(edition: Edition) -> dict[str, tuple[str, ...]]:
    """Return the printed wordings of each fact's values; an invented patient is no fact."""
    found: dict[str, dict[str, None]] = {}
    for value in (each for each in edition.values if each.kind != "example"):
        name = value.source if value.kind == "claim" else f"{value.kind}/{value.source}"
        found.setdefault(name, {})[value.text] = None
    return {name: tuple(texts) for name, texts in found.items()}


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(texts) or "not printed"


def flag_changes(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    """Yield each red flag that was added, removed or reworded."""
    for name in dict.fromkeys((*after, *before)):
        if before.get(name) != after.get(name):
            what = "added" if name not in before else "removed" if name not in after else "changed"
            yield f"red flag {what}: {name}"


def text_changes(last: Edition, now: Edition) -> Iterator[str]:
    """Yield each text unit that was added, removed or reworded."""
    for name in dict.fromkeys((*now.units, *last.units)):
        if last.units.get(name) != now.units.get(name):
            what = "added" if name not in last.units else "removed" if name not in now.units else "changed"
            yield f"text {what}: {name}"


def step(last: str, now: str) -> Step | None:
    """Return the step between two versions; None where one is not written as `2.1`."""
    old, new = _VERSION.match(last), _VERSION.match(now)
    if old is None or new is None:
        return None
    before, after = (int(old[1]), int(old[2])), (int(new[1]), int(new[2]))
    if after < before:
        return "back"
    return "major" if after[0] > before[0] else "minor" if after > before else "none"


def next_version(last: str, wanted: Literal["major", "minor", "none"]) -> str:
    """Return the version that follows another one by a step."""
    found = _VERSION.match(last)
    if found is None or wanted == "none":
        return last
    return f"{int(found[1]) + 1}.0" if wanted == "major" else f"{found[1]}.{int(found[2]) + 1}"


def wrong_version(last: Edition, tag: str, now: Edition, mark: Mark) -> Problem | None:
    """Return what is wrong with a document's version since a release; None where it took the step that is due."""
    if step(now.version, now.version) is None:
        return _problem(now, mark, f"bad version {now.version!r}; write it as 1.0")
    wanted = due(last, now)
    if step(last.version, now.version) == wanted.step:
        return None
    target = next_version(last.version, wanted.step)
    return _problem(now, mark, f"write version {target} instead of {now.version}: {_why(wanted, tag)}")


def _why(wanted: Due, tag: str) -> str:
    if not wanted.reasons:
        return f"no word has changed since the release {tag}"
    more = f"; and {len(wanted.reasons) - MOST} more" if len(wanted.reasons) > MOST else ""
    what = "a value or a red flag" if wanted.step == "major" else "text"
    return f"{what} changed since the release {tag}: {'; '.join(wanted.reasons[:MOST])}{more}"


def _problem(now: Edition, mark: Mark, message: str) -> Problem:
    return Problem(mark, RULE, f"{now.document!r} ({now.lang}): {message}", reaches=(now.document,))


def last_editions(releases: Iterable[Release]) -> dict[Key, tuple[Release, Edition]]:
    """Return the latest released edition of each document, language and clinic, with its release."""
    return {edition.key: (release, edition) for release in releases for edition in release.editions}
