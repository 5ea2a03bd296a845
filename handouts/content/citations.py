"""Formatted reference entries by a CSL style, cached between runs.

citeproc-py does the formatting. It is imported only if an entry is not in the cache, since that import takes about as
long as formatting twenty entries.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, cast

from handouts.core.files import DAMAGE, DRAFTS, replace_file
from handouts.core.words import SOURCE, word

if TYPE_CHECKING:
    from citeproc import CitationStylesStyle

Items = Mapping[str, Mapping[str, object]]

FEW = 30  # up to this number, entries are formatted alone; beyond it the whole bibliography takes little longer

_TEXTS = ("title", "container-title", "volume", "issue", "page", "publisher", "DOI", "PMID", "URL")
_NAMES = ("author", "editor")
_NAME_PARTS = ("family", "given", "literal")
_AFTER_A_MARK = re.compile(r"([?!])\.(?=\s|$)")


def format_references(items: Items, style: Path) -> dict[str, str]:
    """Return the plain text of each reference by its id, without a number; a retraction is stated first.

    Raises ValueError if the style cannot be used.
    """
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    csl = _read_style(style)
    # citeproc converts ids to lower case, so ordinals are safer keys
    keyed = {str(number): _csl_item(item) for number, item in enumerate(items.values())}
    source = CiteProcJSON([{"id": key, **item} for key, item in keyed.items()])
    bibliography = CitationStylesBibliography(csl, source, formatter.plain)
    cites = [CitationItem(key) for key in keyed]
    bibliography.register(Citation(cites))
    return {
        id_: _entry(csl.render_bibliography([cite]), item)
        for (id_, item), cite in zip(items.items(), cites, strict=True)
    }


class StyleError(ValueError):
    """A citation style that cannot be used; its words say why, as the end of a sentence about the file."""


def formatted(items: Items, ids: Iterable[str], style: Path, cache: Path | None) -> dict[str, str]:
    """Return the plain text of the requested references in that order, from `cache` (a folder) if possible.

    A cached entry is valid for the same items, style and version of citeproc. None for `cache` stores nothing.
    Raises StyleError where the style cannot be used.
    """
    try:
        style.read_bytes()
    except OSError as error:
        raise StyleError(f"cannot be read: {error.strerror}") from error
    wanted = list(dict.fromkeys(ids))
    kept = cache / f"references-{_digest(items, style)}.json" if cache else None
    entries = _read_entries(kept) if kept else {}
    missing = [id_ for id_ in wanted if id_ not in entries]
    if missing:
        chosen = missing if len(missing) <= FEW else list(items)
        entries |= format_references({id_: items[id_] for id_ in chosen}, style)
        if kept:
            _write_entries(kept, entries)
    return {id_: entries[id_] for id_ in wanted}


def _read_style(style: Path) -> CitationStylesStyle:
    from citeproc import CitationStylesStyle

    try:
        csl = CitationStylesStyle(str(style), validate=False)
    except (ValueError, SyntaxError, AttributeError) as error:
        raise StyleError(f"is no CSL style: {error}") from error
    if not csl.has_bibliography():
        raise StyleError("is no CSL style for a bibliography")
    return csl


def _csl_item(item: Mapping[str, object]) -> dict[str, object]:
    """Return the fields that citeproc knows, in its form; fields of our own would cause warnings."""
    csl: dict[str, object] = {"type": str(item.get("type", "article"))}
    csl |= {field: str(item[field]) for field in _TEXTS if item.get(field) is not None}
    csl |= {field: _names(item[field]) for field in _NAMES if item.get(field)}
    if item.get("issued") is not None:
        year = str(item["issued"])
        csl["issued"] = {"date-parts": [[year]]} if year.isdecimal() else {"literal": year}
    return csl


def _names(people: object) -> list[dict[str, str]]:
    listed = cast("list[Mapping[str, object]]", people)
    return [{part: str(person[part]) for part in _NAME_PARTS if part in person} for person in listed]


def _entry(rendered: list[object], item: Mapping[str, object]) -> str:
    text = _AFTER_A_MARK.sub(r"\1", "".join(map(str, rendered)))
    return f"{word('retracted', SOURCE)}. {text}" if _retracted(item) else text


def _retracted(item: Mapping[str, object]) -> bool:
    return item.get("retracted") in (True, "true")


def _digest(items: Items, style: Path) -> str:
    """Return the cache key of all that determines an entry: the fields used, the style and the version of citeproc."""
    fields = {id_: [_csl_item(item), _retracted(item)] for id_, item in items.items()}
    digest = blake2b(digest_size=16)
    for part in (json.dumps(fields, sort_keys=True).encode(), style.read_bytes(), _engine_version()):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _engine_version() -> bytes:
    """Return bytes that identify the version of citeproc.

    Its version file is read instead of imported: `importlib.metadata` alone takes longer than citeproc itself.
    """
    spec = find_spec("citeproc")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("citeproc-py is not installed", name="citeproc")
    return Path(spec.origin).with_name("_version.py").read_bytes()


def _read_entries(path: Path) -> dict[str, str]:
    """Return the entries in a cache file; none if it is missing or damaged."""
    try:
        entries = json.loads(path.read_bytes())
    except DAMAGE:
        return {}
    if not isinstance(entries, dict):
        return {}
    return {id_: text for id_, text in entries.items() if isinstance(text, str)}


def _write_entries(path: Path, entries: Mapping[str, str]) -> None:
    """Store formatted entries; if the folder cannot be written to, they are only formatted again next time."""
    with suppress(OSError):
        data = json.dumps(entries, ensure_ascii=False, sort_keys=True).encode()
        replace_file(path, data, path.parent / DRAFTS)
