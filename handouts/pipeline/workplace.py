"""Where a command that writes to the project itself keeps its lock and its drafts."""

from __future__ import annotations

from pathlib import Path

from handouts.pipeline.incremental.uptodate import CACHE
from handouts.pipeline.request import BUILD


def workplace(root: Path, work: str) -> Path:
    """Return the workplace for a kind of work: below the default output folder, which may be deleted at any time.

    `content/` and `releases/` hold neither locks nor drafts, whatever is killed.
    """
    return root / BUILD / CACHE / work
