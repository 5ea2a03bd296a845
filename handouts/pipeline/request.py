"""The request for a run; it imports little, so that a run with nothing to do loads nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from handouts.core.words import SOURCE

# the default output folder of a project
BUILD = "build"


@dataclass(frozen=True, slots=True)
class Request:
    """A request for a run: documents, languages and layouts, for a clinic, on a day.

    `cache` is the folder for formatted references, None for a run that may write nothing. With `anew`, every file is
    made again, even if it is up to date.
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
        """The key of a kind of run in one output folder; it contains neither the day nor the number of processes."""
        asked = (self.root, *self.ids, "|", *self.langs, "|", *self.layouts)
        return " ".join(map(str, (*asked, "|", self.clinic or "", self.release, self.minutes or "")))
