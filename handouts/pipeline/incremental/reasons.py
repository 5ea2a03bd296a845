"""Why a file is made again: the parts that it was made of, kept and compared with those of today."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from handouts.core.files import DAMAGE, DRAFTS, replace_file

MOST_REASONS = 4


def reasons(before: Mapping[str, str] | None, now: Mapping[str, str]) -> tuple[str, ...]:
    """Return why a file is made again, in words; the most informative parts come first."""
    if before is None:
        return ("it was not made before",)
    changed = [name for name in now if before.get(name) != now[name]]
    gone = [name for name in before if name not in now]
    said = [f"{name} {'changed' if name in before else 'is new'}" for name in changed]
    said += [f"{name} is gone" for name in gone]
    telling = [each for each in said if not each.startswith("order and kind")] or said
    more = len(telling) - MOST_REASONS
    return tuple(telling[:MOST_REASONS]) + ((f"{more} more",) if more > 0 else ())


def keep_parts(folder: Path, path: str, parts: Mapping[str, str]) -> None:
    """Store the parts of a file, so that the next build can say what changed. Raises OSError."""
    data = json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()
    replace_file(_parts_file(folder, path), data, folder / DRAFTS)


def read_parts(folder: Path, path: str) -> dict[str, str] | None:
    """Return the stored parts of a file, or None where there are none."""
    try:
        data = json.loads(_parts_file(folder, path).read_bytes())
        return {str(name): str(digest) for name, digest in data.items()}
    except DAMAGE:
        return None


def _parts_file(folder: Path, path: str) -> Path:
    return folder / "parts" / f"{path}.json"
