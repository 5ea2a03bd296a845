"""Files and folders among the content and layouts that nothing reads, told once, so that nobody waits for them in vain.

Hidden ones, the backups of editors, and texts such as a README are passed over. A file that would be read under another
ending is told by `misnamed`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from handouts.content.misnamed import right_name, shown
from handouts.core.files import files_below, is_folder
from handouts.core.problem import Mark, Problem, did_you_mean, nearest
from handouts.core.words import LANGUAGES, SOURCE

FILE, LANGUAGE = "unknown-file", "unknown-language"
TRANSLATIONS = "content/translations"
# texts about the content, beside it
_TEXTS = {".md", ".txt", ".rst"}


@dataclass(frozen=True, slots=True)
class Place:
    """A folder whose files and folders are known by their names; of those in `flat`, only the files are read."""

    folder: str
    files: tuple[str, ...]
    flat: tuple[str, ...]
    deep: tuple[str, ...]

    @property
    def folders(self) -> tuple[str, ...]:
        """The names of all its folders."""
        return (*self.flat, *self.deep)


LAYOUTS = Place("layouts", (), ("leaflets", "decks", "dossiers", "changes", "themes", "icons"), ("fonts", "citation"))


def content_of(tables: Iterable[str]) -> Place:
    """Return the folder of content, in which these tables are read."""
    files = tuple(f"{name}.yaml" for name in tables)
    return Place(
        "content", files, ("leaflets", "decks", "claims", "clinics", "judgements"), ("sign-offs", "translations")
    )


def unread_files(root: Path, tables: Iterable[str]) -> Iterator[Problem]:
    """Yield a warning for each file and folder of a project that nothing reads, each reaching itself alone.

    A folder is told once, by its first file. `tables` are the names of the tables of facts.
    """
    for place in (content_of(tables), LAYOUTS):
        with suppress(OSError):
            for path in sorted((root / place.folder).iterdir()):
                if not _is_passed_over(path):
                    yield from _of_folder(root, place, path) if path.is_dir() else _of_file(place, path)
    yield from _of_languages(root)


def _is_passed_over(path: Path) -> bool:
    return path.name.startswith((".", "#")) or path.name.endswith("~")


def _of_file(place: Place, path: Path) -> Iterator[Problem]:
    """Yield the problem of a file directly in a folder that has only certain ones."""
    is_text = path.suffix in _TEXTS or (not path.suffix and path.name.isupper())
    if is_text or path.name in place.files or right_name(path.name) not in (None, path.name):
        return
    near = nearest(path.stem, (name.removesuffix(".yaml") for name in place.files))
    hint = f"; did you mean '{near}.yaml'?" if near is not None else _move(place, path)
    yield _stray(f"{place.folder}/{path.name}", f"nothing reads this file{hint}")


def _move(place: Place, path: Path) -> str:
    """Return where a file may have been meant to lie, as the end of a message."""
    if path.suffix != ".yaml":
        return "; move it out of the folder"
    return f"; move it to the folder of its kind ({', '.join(sorted(place.flat))})"


def _of_folder(root: Path, place: Place, path: Path) -> Iterator[Problem]:
    """Yield the problem of an unknown folder, or those of the folders in one of which only the files are read."""
    known = [name for name in place.folders if _is_same(path, path.with_name(name))]
    files = list(_files(root, f"{place.folder}/{path.name}"))
    if not known and files:
        hint = did_you_mean(path.name, place.folders) or f"; {place.folder}/ has {', '.join(sorted(place.folders))}"
        yield _stray(f"{place.folder}/{path.name}", f"nothing reads this folder{hint}")
    if known and known[0] in place.flat:
        below: dict[str, list[str]] = {}
        for name in files:
            folder = name.rpartition("/")[0]
            if name.endswith(".yaml") and folder != f"{place.folder}/{path.name}":
                below.setdefault(folder, []).append(name)
        for names in below.values():
            more = f", nor {len(names) - 1} more beside it" if len(names) > 1 else ""
            message = f"nothing reads this file in a folder of its own{more}; move it to {place.folder}/{path.name}/"
            yield _stray(names[0], message)


def _of_languages(root: Path) -> Iterator[Problem]:
    """Yield the problems of translations: into what is no language, and what lies outside the folders of languages."""
    with suppress(OSError):
        for path in sorted((root / TRANSLATIONS).iterdir()):
            name = f"{TRANSLATIONS}/{path.name}"
            if _is_passed_over(path):
                continue
            if not is_folder(path):
                if path.suffix not in _TEXTS:
                    yield _stray(
                        name, f"nothing reads this file; move it to {TRANSLATIONS}/ and the folder of its language"
                    )
            elif path.name == SOURCE:
                yield _stray(name, f"nothing reads this folder: {SOURCE!r} is the language that content is written in")
            elif path.name not in LANGUAGES:
                yield _unknown_language(name, path.name)


def _unknown_language(name: str, language: str) -> Problem:
    others = [each for each in LANGUAGES if each != SOURCE]
    known = f"; there are {', '.join(others)}" if others else "; this version prints no translations yet"
    message = f"unknown language {shown(language)!r}{did_you_mean(language, others) or known}"
    return _stray(name, message, LANGUAGE)


def _files(root: Path, folder: str) -> Iterator[str]:
    with suppress(OSError):
        yield from sorted(name for name in files_below(root, (folder,)) if not name.endswith(("~", "#")))


def _is_same(path: Path, other: Path) -> bool:
    """Return whether two names are one folder, as they may be where the case of letters does not count."""
    with suppress(OSError):
        return path.name == other.name or path.samefile(other)
    return False


def _stray(name: str, message: str, rule: str = FILE) -> Problem:
    return Problem(Mark(shown(name)), rule, message, "warning", (shown(name),))
