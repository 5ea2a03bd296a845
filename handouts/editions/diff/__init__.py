"""The difference between two editions of a project, or between two builds: by meaning, not by lines."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from handouts.content.revisions import RevisionError, written_out
from handouts.core.files import is_file, is_folder
from handouts.editions.diff.builds import Build, builds_differing
from handouts.editions.diff.editions import ProjectEdition, editions_differing
from handouts.editions.diff.value import Difference
from handouts.pipeline.manifest import MANIFEST
from handouts.pipeline.request import Request


class SideError(Exception):
    """Two names that cannot be compared, with the reason."""


@contextmanager
def difference(request: Request, before: str, after: str | None, here: Path) -> Iterator[Difference]:
    """Return all differences from `before` to `after`; without `after`, to the project as it is now.

    Each is a git revision, a project folder or the folder of a build, relative to `here`. Its files can be drawn only
    while the context is open. Raises SideError and RevisionError.
    """
    with ExitStack() as stack:
        old, new = (_side(request, name, here, stack) for name in (before, after))
        if isinstance(old, Build) and isinstance(new, Build):
            yield builds_differing(old, new)
        elif isinstance(old, ProjectEdition) and isinstance(new, ProjectEdition):
            yield editions_differing(old, new)
        else:
            build, other = (old, new) if isinstance(old, Build) else (new, old)
            raise SideError(f"{build.name} is a build and {other.name} is none; compare a build with a build")


def _side(request: Request, name: str | None, here: Path, stack: ExitStack) -> ProjectEdition | Build:
    if name is None:
        return ProjectEdition("the project as it is", request)
    folder = here / name
    if is_file(folder / MANIFEST):
        return Build(name, folder)
    if is_folder(folder / "content") and is_folder(folder / "layouts"):
        return ProjectEdition(name, replace(request, root=folder.resolve()))
    if is_folder(folder):
        raise SideError(f"{name} is neither a project, with content/ and layouts/, nor a build, with {MANIFEST}")
    place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="handouts-")))
    return ProjectEdition(name, replace(request, root=written_out(request.root, name, place)))


__all__ = ["Difference", "RevisionError", "SideError", "difference"]
