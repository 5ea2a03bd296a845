"""Earlier revisions of a project from git: its `content/` and `layouts/` as they were, without a checkout."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

FOLDERS = ("content", "layouts")
_LINK = "120000"


class RevisionError(Exception):
    """The error when no earlier revision can be read; it says what is needed."""


def blobs_of(root: Path, revision: str) -> Mapping[str, str]:
    """Return the files of a project at a revision: git's blob id of each by its path from the project root.

    Raises RevisionError.
    """
    _known(root, revision)
    listed = _run(root, "ls-tree", "-r", "-z", f"{revision}^{{tree}}", "--", *FOLDERS).decode(errors="surrogateescape")
    found = dict(_entry(line) for line in listed.split("\0") if line and not line.startswith(_LINK))
    if not any(path.startswith("content/") for path in found):
        raise RevisionError(
            f"{revision!r} of git holds no content/ at this place; name a revision that has the project"
        )
    return found


def written_out(root: Path, revision: str, into: Path) -> Path:
    """Write the project of a revision as files below a folder, and return that folder. Raises RevisionError."""
    blobs = blobs_of(root, revision)
    wanted = "".join(f"{name}\n" for name in blobs.values())
    answer = _run(root, "cat-file", "--batch", given=wanted.encode())
    for path, data in zip(blobs, _contents(answer), strict=True):
        target = into / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    for folder in FOLDERS:
        (into / folder).mkdir(parents=True, exist_ok=True)
    return into


def _is_blob(data: bytes, name: str | None) -> bool:
    """Return whether bytes match a blob id of git, a SHA-1 or SHA-256 digest."""
    if name is None:
        return True
    framed = b"blob %d\0" % len(data) + data
    return hashlib.new("sha256" if len(name) == 64 else "sha1", framed, usedforsecurity=False).hexdigest() == name


def edited(root: Path, revision: str) -> tuple[str, ...]:
    """Return the files of a project that were added, removed or changed since a revision, compared byte by byte.

    Raises RevisionError.
    """
    before = blobs_of(root, revision)
    now = {path: (root / path).read_bytes() for path in _files(root)}
    changed = {path for path, data in now.items() if not _is_blob(data, before.get(path))}
    return tuple(sorted({*changed, *(before.keys() ^ now.keys())}))


def _files(root: Path) -> Iterator[str]:
    # git does not follow symbolic links, so it does not know files behind one
    for folder in (folder for folder in FOLDERS if not (root / folder).is_symlink()):
        for path in (root / folder).rglob("*"):
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(root).parts):
                yield path.relative_to(root).as_posix()


def _entry(line: str) -> tuple[str, str]:
    """Return path and blob id of a line of `git ls-tree`. Raises RevisionError for a path outside the project."""
    about, _, path = line.partition("\t")
    if ".." in PurePosixPath(path).parts or path.startswith("/"):
        raise RevisionError(f"git names a file outside of the project: {path}")
    return path, about.split()[2]


def _contents(answer: bytes) -> Iterator[bytes]:
    """Yield the files in the output of `git cat-file --batch`, each of which follows a line with its length."""
    place = 0
    while place < len(answer):
        end = answer.index(b"\n", place)
        size = int(answer[place:end].split()[2])
        yield answer[end + 1 : end + 1 + size]
        place = end + size + 2


def _known(root: Path, revision: str) -> None:
    """Raise RevisionError if git, the repository or the revision does not exist."""
    if shutil.which("git") is None:
        raise RevisionError("git is not installed; revisions need it")
    if _call(root, "rev-parse", "--git-dir").returncode != 0:
        raise RevisionError(f"{root} is in no git repository; revisions need one")
    found = _call(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{tree}}")
    if found.returncode != 0:
        raise RevisionError(f"git knows no revision {revision!r}; name a commit, tag or branch, such as HEAD~1")


def _run(root: Path, *words: str, given: bytes = b"") -> bytes:
    done = _call(root, *words, given=given)
    if done.returncode != 0:
        last = (done.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"])[-1]
        raise RevisionError(f"git cannot read the revision: {last}")
    return done.stdout


def _call(root: Path, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", *words], cwd=root, input=given, capture_output=True, check=False)
