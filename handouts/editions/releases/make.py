"""Making a release: signed-off documents are built and kept, with the manifest and the content of each document."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from handouts.core.files import flush, flush_tree, replace_file
from handouts.core.lock import Waiting, is_free, locked, unheard
from handouts.core.problem import Mark, Problem, errors
from handouts.editions.releases.due import last_editions, wrong_version
from handouts.editions.releases.edition import Edition, Key, edition_of
from handouts.editions.releases.shelf import RECORD, TAG, Release, read_releases
from handouts.pipeline import manifest
from handouts.pipeline.build import build
from handouts.pipeline.check import looked_over, nothing
from handouts.pipeline.documents import Set
from handouts.pipeline.everywhere import examine_everywhere
from handouts.pipeline.incremental.environment import versions
from handouts.pipeline.request import Request
from handouts.pipeline.workplace import workplace

# the name of the folder of a release that is not finished yet; only this program gives such a name
STAGING = re.compile(r"\.handouts-[0-9a-f]{16}\Z")


class TagError(Exception):
    """A tag that cannot name a new release, with the reason."""


@dataclass(frozen=True, slots=True)
class ReleaseResult:
    """The result of a release: the release, or None if nothing could be kept, and why documents are missing from it.

    Warnings and notes about the documents in it are not repeated; `check` reports them.
    """

    release: Release | None
    problems: tuple[Problem, ...]


def make_release(request: Request, tag: str, folder: Path, waiting: Waiting = unheard) -> ReleaseResult:
    """Keep the signed-off documents of a request in `folder/tag`. Raises TagError and OSError.

    Documents requested by name are released together or not at all. Without names, every document that can be released
    is kept, and the others are reported as warnings.
    """
    _held(tag, folder)
    with locked(workplace(request.root, "releases"), "handouts release", waiting):
        _sweep(folder)
        return _made(request, tag, folder)


def _made(request: Request, tag: str, folder: Path) -> ReleaseResult:
    log: list[Problem] = []
    before = read_releases(folder, log)
    editions, found = _editions(request, before)
    log += found
    editions = _sound_everywhere(request, editions, log)
    if errors(log) and request.ids:
        return ReleaseResult(None, tuple(sorted(set(errors(log)))))
    if not editions:
        return ReleaseResult(None, tuple(sorted(set(errors(log)))) or (_nothing(request),))
    with _staging(folder) as place:
        release, problems = _kept(request, tag, place / tag, editions, before)
        log += problems
        if release is None:
            return ReleaseResult(None, tuple(sorted(set(errors(log)))))
        flush_tree(place / tag)
        _held(tag, folder)
        (place / tag).rename(folder / tag)
        flush(folder)
    told = {replace(problem, severity="warning") for problem in errors(log)}
    return ReleaseResult(replace(release, folder=folder / tag), tuple(sorted(told)))


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """Make a hidden folder beside the releases, locked while the block runs and removed after it. Raises OSError."""
    place = folder / f".handouts-{os.urandom(8).hex()}"
    place.mkdir(parents=True)
    try:
        with locked(place, "handouts release"):
            yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove the unfinished releases of killed runs, which nobody holds any more."""
    if not folder.is_dir():
        return
    for path in list(folder.iterdir()):
        if STAGING.match(path.name) and path.is_dir() and not path.is_symlink() and is_free(path):
            shutil.rmtree(path, ignore_errors=True)


def _held(tag: str, folder: Path) -> None:
    if not TAG.match(tag):
        raise TagError(f"{tag!r} is not a tag; use letters, digits, '.', '-' and '_', and begin with a letter or digit")
    if (folder / tag).exists():
        raise TagError(f"the release {tag!r} is there already, and a release is never changed; choose another tag")


def _nothing(request: Request) -> Problem:
    return Problem(
        Mark("content"),
        "empty-release",
        f"there is no document to release in {', '.join(request.langs)}; name another with --lang",
    )


def _editions(request: Request, before: tuple[Release, ...]) -> tuple[list[Edition], list[Problem]]:
    """Return the editions that a release may keep, and what is wrong with the versions or approvals of the others."""
    from handouts.checks.releasable import shortfalls, unsigned

    looked = looked_over(request)
    content, problems = looked.content, looked.problems
    problems += [shortfall.problem for shortfall in shortfalls(content, problems)]
    last = last_editions(before)
    found: list[Edition] = []
    for each in list(looked.sound()):
        lacks: list[Problem] = []
        with each.guarded(lacks, "checking the approvals"):
            standing = each.standings(content.approvals)
            lacks += unsigned(each.draft, each.document, standing, request.root)
            edition = edition_of(each, standing, content.library)
            lacks += _wrong_versions(each, edition, last)
            found += [edition] if edition is not None and not lacks else []
        problems += lacks
    return found, problems


def _sound_everywhere(request: Request, editions: list[Edition], log: list[Problem]) -> list[Edition]:
    """Return the editions whose documents no error stops, with any clinic or in any layout; add what is found to a log.

    Whoever prints a released document in large print, or for the clinic next door, relies on its release too.
    """
    ids = tuple(dict.fromkeys(edition.document for edition in editions))
    if not ids:
        return editions
    found = errors(examine_everywhere(replace(request, ids=ids), lambda _: nothing).problems)
    log += found
    reached = {name for problem in found for name in (problem.reaches or ids)}
    return [edition for edition in editions if edition.document not in reached]


def _wrong_versions(
    each: Set, edition: Edition | None, last: Mapping[Key, tuple[Release, Edition]]
) -> Iterator[Problem]:
    """Yield what is wrong with a document's version since its last release."""
    if edition is not None and edition.key in last:
        release, old = last[edition.key]
        wrong = wrong_version(old, release.tag, edition, each.draft.mark)
        yield from () if wrong is None else (wrong,)


def _kept(
    request: Request, tag: str, staging: Path, editions: list[Edition], before: tuple[Release, ...]
) -> tuple[Release | None, list[Problem]]:
    """Build the files of the editions into a folder, with the record of the release; return None where that fails."""
    ids = tuple(dict.fromkeys(edition.document for edition in editions))
    built = build(replace(request, ids=ids, out=staging, release=True))
    if errors(built.problems) or built.stopped:
        return None, list(built.problems)
    _swept(staging)
    listed = (staging / manifest.MANIFEST).read_bytes()
    number = 1 + max((release.number for release in before), default=0)
    files = tuple(manifest.read(staging))
    release = Release(
        staging,
        tag,
        number,
        request.as_of,
        request.clinic,
        versions(),
        files,
        _of(editions, ids),
        manifest.sha256(listed),
    )
    replace_file(staging / RECORD, release.text().encode())
    return release, list(built.problems)


def _swept(staging: Path) -> None:
    """Remove what a build keeps for the next build."""
    for path in staging.iterdir():
        if path.name.startswith(".") and path.is_dir():
            shutil.rmtree(path)
        elif path.name.startswith("."):
            path.unlink()


def _of(editions: Iterable[Edition], ids: tuple[str, ...]) -> tuple[Edition, ...]:
    return tuple(
        sorted((each for each in editions if each.document in ids), key=lambda each: (each.document, each.lang))
    )
