"""A file that another program exported, recognised by what stands in it."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from handouts.content.importing.bibtex import is_bibtex, read_bibtex
from handouts.content.importing.csl_json import is_csl_json, read_csl_json
from handouts.content.importing.ris import is_ris, read_ris
from handouts.content.importing.works import Exported, Work, work_of
from handouts.core.problem import Mark, Problem

LARGEST_EXPORT = 50_000_000  # bytes
_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class Export:
    """The works of a file, in its order, and what is wrong with the file and its works."""

    works: tuple[Work, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_export(path: Path, file: str) -> Export:
    """Return the works of an export in CSL JSON, BibTeX or RIS; `file` is its name in problems."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return Export((), (Problem(Mark(file), "unreadable-file", f"cannot read the file: {error.strerror}"),))
    if len(data) > LARGEST_EXPORT:
        message = f"the file has {len(data):,} bytes; at most {LARGEST_EXPORT:,} are read; export it in parts"
        return Export((), (Problem(Mark(file), "large-file", message),))
    text, told = _text_of(data, file)
    found, problems = _works(text.replace("\r\n", "\n").replace("\r", "\n"), file)
    works = tuple(map(work_of, found))
    return Export(works, (*told, *problems, *(problem for work in works for problem in work.problems)))


def _text_of(data: bytes, file: str) -> tuple[str, list[Problem]]:
    """Return the text of a file; one that is not in UTF-8 is read as Latin-1, and that is told."""
    encoding = next((name for mark, name in _MARKED if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding), []
    except UnicodeDecodeError as error:
        mark = Mark(file, data.count(b"\n", 0, error.start) + 1)
        message = (
            "not in UTF-8, so it is read as Latin-1 (Windows-1252); look at accented letters, or export it as UTF-8"
        )
        return data.decode("cp1252", errors="replace"), [Problem(mark, "wrong-encoding", message, "warning")]


def _works(text: str, file: str) -> tuple[list[Exported], list[Problem]]:
    if not text.strip():
        return [], [Problem(Mark(file), "empty-file", "the file is empty")]
    if is_ris(text):
        return read_ris(text, file)
    if is_csl_json(text):
        return read_csl_json(text, file)
    if is_bibtex(text):
        return read_bibtex(text, file)
    message = "neither CSL JSON nor BibTeX nor RIS; export the works from your reference manager in one of these"
    return [], [Problem(Mark(file), "unknown-format", message)]
