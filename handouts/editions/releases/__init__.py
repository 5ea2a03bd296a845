"""Releases: signed-off files kept unchanged, the version that is due next, and recalls."""

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
