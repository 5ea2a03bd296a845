"""Older copies of stopped files: moved to `withheld/`, where nobody takes them for files to hand out.

Nothing is lost by that. A copy that is as a build made it is noted with its digest, and may be overwritten or pruned;
one that somebody changed is kept for good.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from handouts.core.files import DAMAGE, DRAFTS, inside, is_plain, numbered, replace_file
from handouts.core.problem import Mark, Problem
from handouts.pipeline.edited import OwnFiles, digest_of_file
from handouts.pipeline.incremental.uptodate import CACHE
from handouts.pipeline.manifest import WITHHELD

NOTED = "withheld.json"
LEFT = "stray-file"


def withhold(own: OwnFiles, path: str) -> str | None:
    """Move an older copy of a stopped file aside; return where it is kept if somebody changed it, else None.

    Raises OSError.
    """
    out = own.out
    old = out / path
    if not (old.is_file() or old.is_symlink()):
        return None
    if inside(out, path) is None:
        raise OSError("its folder is a link that leads out of the output folder")
    digest, noted = digest_of_file(old), _noted(out)
    name = next(each for each in numbered(path) if _is_free(out, each, digest, noted))
    made = digest is not None and own.has(path, digest)
    if digest is not None and made:
        _note(out, {**noted, name: digest})
    aside = out / WITHHELD / name
    aside.parent.mkdir(parents=True, exist_ok=True)
    old.replace(aside)
    return None if made else f"{WITHHELD}/{name}"


def discard(out: Path, path: str) -> bool:
    """Remove the withheld copy of a file if it is as a build made it; return False where it was kept. Raises OSError."""
    aside = inside(out, f"{WITHHELD}/{path}")
    if aside is None or not aside.is_file():
        return True
    noted, digest = _noted(out), digest_of_file(aside)
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
    found = digest_of_file(aside)
    return found is not None and found in (digest, noted.get(name))


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
