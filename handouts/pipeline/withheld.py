"""Older copies of stopped files: moved to `withheld/`, where nobody takes them for files to hand out.

Nothing is lost by that. A copy that is as a build made it is noted with its digest, and may be overwritten or pruned;
one that somebody changed is kept for good.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from handouts.core.files import DAMAGE, DRAFTS, inside, is_plain, replace_file
from handouts.core.problem import Mark, Problem
from handouts.pipeline.incremental.uptodate import CACHE
from handouts.pipeline.manifest import WITHHELD, sha256

NOTED = "withheld.json"
LEFT = "stray-file"


def withhold(out: Path, path: str, made: Mapping[str, str]) -> bool:
    """Move an older copy of a stopped file aside; return whether there was one.

    `made` holds the digests of the files that builds made, by path. Raises OSError.
    """
    old = out / path
    if not (old.is_file() or old.is_symlink()):
        return False
    if inside(out, path) is None:
        raise OSError("its folder is a link that leads out of the output folder")
    digest, noted = _digest(old), _noted(out)
    name = next(each for each in _names(path) if _is_free(out, each, digest, noted))
    if digest is not None and made.get(path) == digest:
        _note(out, {**noted, name: digest})
    aside = out / WITHHELD / name
    aside.parent.mkdir(parents=True, exist_ok=True)
    old.replace(aside)
    return True


def discard(out: Path, path: str) -> bool:
    """Remove the withheld copy of a file if it is as a build made it; return False where it was kept. Raises OSError."""
    aside = inside(out, f"{WITHHELD}/{path}")
    if aside is None or not aside.is_file():
        return True
    noted, digest = _noted(out), _digest(aside)
    if digest is None or noted.get(path) != digest:
        return False
    aside.unlink()
    _note(out, {name: each for name, each in noted.items() if name != path})
    return True


def left(path: str, document: str, error: OSError) -> Problem:
    """Return the problem of a wrong file that is still where somebody may print it."""
    message = (
        f"this older copy is wrong and could not be moved to {WITHHELD}/ ({error.strerror or error}); "
        "it is still in the output folder: delete it, and hand out no print of it"
    )
    return Problem(Mark(path), LEFT, message, reaches=(document,))


def _is_free(out: Path, name: str, digest: str | None, noted: Mapping[str, str]) -> bool:
    """Return whether a copy may be moved to a name: nothing is there, or only what a build can make again."""
    aside = inside(out, f"{WITHHELD}/{name}")
    if aside is None:
        raise OSError(f"{WITHHELD}/ leads out of the output folder")
    if not aside.exists() and not aside.is_symlink():
        return True
    found = _digest(aside)
    return found is not None and found in (digest, noted.get(name))


def _digest(path: Path) -> str | None:
    """Return the digest of a file; None for a link and for what cannot be read."""
    try:
        return None if path.is_symlink() else sha256(path.read_bytes())
    except OSError:
        return None


def _names(path: str) -> Iterator[str]:
    """Yield the names under which a file may lie in `withheld/`: its own, then numbered ones."""
    yield path
    own = PurePosixPath(path)
    number = 2
    while True:
        yield str(own.with_name(f"{own.stem}.{number}{own.suffix}"))
        number += 1


def _noted(out: Path) -> dict[str, str]:
    """Return the digests of withheld copies that builds made, by their names."""
    try:
        noted = json.loads((out / CACHE / NOTED).read_text(encoding="utf-8"))
        return {str(name): str(digest) for name, digest in noted.items() if is_plain(name)}
    except DAMAGE:
        return {}


def _note(out: Path, noted: Mapping[str, str]) -> None:
    """Store the digests of withheld copies; where that fails, copies are only kept for good."""
    data = json.dumps(dict(sorted(noted.items())), indent=1).encode()
    with suppress(OSError):
        replace_file(out / CACHE / NOTED, data, out / CACHE / DRAFTS)
