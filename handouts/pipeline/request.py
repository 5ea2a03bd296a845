"""What is asked of a run; light, so that a run with nothing to do loads nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from handouts.core.words import SOURCE


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a run: which documents, languages and layouts, for which clinic, on which day.

    `cache` is where formatted references are kept; a run that may write nothing has none. `anew` makes every file
    again, also one that is as it should be.
    """

    root: Path
    out: Path
    as_of: date
    ids: tuple[str, ...] = ()
    langs: tuple[str, ...] = (SOURCE,)
    layouts: tuple[str, ...] = ()
    clinic: str | None = None
    jobs: int = 1
    release: bool = False
    minutes: int | None = None
    cache: Path | None = None
    anew: bool = False

    @property
    def key(self) -> str:
        """What tells one kind of run from another in one output folder; the day and the processes do not."""
        asked = (self.root, *self.ids, "|", *self.langs, "|", *self.layouts)
        return " ".join(map(str, (*asked, "|", self.clinic or "", self.release, self.minutes or "")))
