"""Releases: what was signed off and handed out, kept whole; which version is due next; what was recalled."""

from handouts.releases.make import Made, TagError, make_release
from handouts.releases.recalls import RecallsError
from handouts.releases.shelf import FOLDER
from handouts.releases.shown import Shown, UnknownReleaseError, show
from handouts.releases.warned import versions_due

__all__ = [
    "FOLDER",
    "Made",
    "RecallsError",
    "Shown",
    "TagError",
    "UnknownReleaseError",
    "make_release",
    "show",
    "versions_due",
]
