"""Where a command may write: never into what authors write, nor over what was released."""

from __future__ import annotations

from collections.abc import Iterable
from os.path import lexists
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.core.files import followed, is_file, is_folder, is_link, relation, replace_file

if TYPE_CHECKING:
    from handouts.core.files import Relation

SOURCES = ("content", "layouts")
RELEASES = "releases"
# the kind of work in whose workplace reports are noted
REPORTS = "reports"
HISTORIES = (".git", ".hg", ".svn", ".bzr", ".jj")
# what every release holds
_RECORD = "release.json"


def folder_to_fill(root: Path, out: Path) -> Path:
    """Return the folder for finished files, if none of its files can stand in for a source or a released file.

    Raises click.UsageError.
    """
    from handouts.pipeline.incremental.uptodate import CACHE

    _refuse_unusable(out)
    _refuse_history(out)
    _refuse_sources(root, out)
    cache = out / CACHE
    if is_link(cache):
        _refuse_sources(root, cache)
    if not is_folder(cache):
        _refuse_foreign_manifest(out)
    _refuse(out, root / RELEASES, ("is", "is in"), "is never changed")
    _refuse_release(out)
    _refuse_kept(out)
    return out


def folder_for_releases(root: Path, out: Path) -> Path:
    """Return the folder for releases, if it is apart from what authors write. Raises click.UsageError."""
    _refuse_unusable(out)
    _refuse_history(out)
    _refuse_sources(root, out)
    _refuse_release(out)
    _refuse_kept(out)
    return out


def file_to_write(root: Path, out: Path) -> Path:
    """Return the file for a report, if nothing is there, or a report that a command of this project wrote.

    Raises click.UsageError.
    """
    _refuse_unusable(out)
    _refuse_history(out)
    for place in _projects(root, out):
        for folder in SOURCES:
            _refuse(out, place / folder, ("is", "is in"), "holds what authors write")
    _refuse(out, root / RELEASES, ("is", "is in"), "is never changed")
    _refuse_release(out)
    _refuse_kept(out)
    _refuse_built(out)
    _refuse_foreign(root, out)
    return out


def write_report(root: Path, out: Path, data: bytes) -> None:
    """Write a report and note its digest; a run that is killed leaves nothing that the next one does not remove.

    Raises click.ClickException where it cannot be written.
    """
    from handouts.cli.printing import say_waiting
    from handouts.core.lock import locked
    from handouts.pipeline.edited import Notes
    from handouts.pipeline.manifest import sha256
    from handouts.pipeline.workplace import workplace

    with locked(workplace(root, REPORTS), "writing a report", say_waiting) as place:
        notes = Notes(workplace(root, REPORTS))
        notes.note(str(followed(out)), sha256(data))
        try:
            replace_file(out, data, place.drafts)
        except OSError as error:
            raise click.ClickException(f"cannot write {out}: {error.strerror or error}") from error
        finally:
            notes.settle()


def _refuse_unusable(out: Path) -> None:
    """Raise click.UsageError for a name that the system does not take: too long, or behind links in a circle."""
    try:
        out.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise click.UsageError(f"--out cannot be used: {error.strerror or error}") from error


def _refuse_sources(root: Path, out: Path) -> None:
    for place in _projects(root, out):
        for folder in SOURCES:
            _refuse(out, place / folder, ("is", "is in", "holds"), "holds what authors write")


def _refuse(out: Path, folder: Path, refused: Iterable[Relation], why: str) -> None:
    found = relation(out, folder)
    if found is not None and found in refused:
        raise click.UsageError(f"--out {found} {folder.name}/, which {why}; name a place outside it")


def _refuse_release(out: Path) -> None:
    """Raise click.UsageError for a place in a release, wherever that release is kept."""
    path = followed(out)
    for each in (path, *path.parents):
        if is_file(each / _RECORD):
            raise click.UsageError(f"--out is in the release {each.name}/, which is never changed; name another place")


def _refuse_history(out: Path) -> None:
    """Raise click.UsageError for a place in which a version control system keeps its own files."""
    path = followed(out)
    for each in (path, *path.parents):
        if each.name in HISTORIES:
            raise click.UsageError(f"--out is in {each.name}/, which belongs to version control; name another place")


def _refuse_kept(out: Path) -> None:
    """Raise click.UsageError for a place among the changed files that a build has kept."""
    from handouts.pipeline.edited import EDITED
    from handouts.pipeline.manifest import MANIFEST

    path = followed(out)
    for each in (path, *path.parents):
        if each.name == EDITED and is_file(each.parent / MANIFEST):
            raise click.UsageError(f"--out is in {EDITED}/, which keeps what people changed; name another place")


def _refuse_foreign_manifest(out: Path) -> None:
    """Raise click.UsageError for a folder in which no build was made, and whose manifest is another program's."""
    from handouts.pipeline.manifest import MANIFEST, is_manifest

    if is_file(out / MANIFEST) and not is_manifest(out / MANIFEST):
        raise click.UsageError(f"--out holds a {MANIFEST} that no build wrote; name another folder, or delete the file")


def _refuse_built(out: Path) -> None:
    """Raise click.UsageError for a file that a build wrote."""
    from handouts.pipeline.manifest import MANIFEST, digests

    path = followed(out)
    for each in path.parents:
        name = path.relative_to(each).as_posix()
        if is_file(each / MANIFEST) and (name == MANIFEST or name in digests(each)):
            raise click.UsageError(f"--out is a file that a build wrote in {each.name}/; name another file")


def _refuse_foreign(root: Path, out: Path) -> None:
    """Raise click.UsageError for a file that is no report of this project, or one that somebody changed since."""
    from handouts.pipeline.edited import Notes, digest_of_file
    from handouts.pipeline.workplace import workplace

    noted = Notes(workplace(root, REPORTS)).digests.get(str(followed(out)), ())
    if lexists(out) and digest_of_file(out) not in noted:
        raise click.UsageError(
            f"--out {out.name} is there already, and is not as a command wrote it; name another file, or delete that one"
        )


def _projects(root: Path, out: Path) -> tuple[Path, ...]:
    """Return the project, and another one in which the place lies."""
    path, own = followed(out), followed(root)
    others = (each for each in (path, *path.parents) if all(is_folder(each / folder) for folder in SOURCES))
    return (root, *(each for each in others if each != own))
