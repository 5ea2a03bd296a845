"""Releases: what was signed off and handed out, kept whole; which version is due next; what was recalled."""

from handouts.editions.releases.make import ReleaseResult, TagError, make_release
from handouts.editions.releases.recalls import RecallsError
from handouts.editions.releases.shelf import FOLDER
from handouts.editions.releases.shown import ReleasedFile, UnknownReleaseError, show
from handouts.editions.releases.warned import versions_due

__all__ = [
    "FOLDER",
    "RecallsError",
    "ReleaseResult",
    "ReleasedFile",
    "TagError",
    "UnknownReleaseError",
    "make_release",
    "show",
    "versions_due",
]
