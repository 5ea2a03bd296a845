"""Formatted reference entries by a CSL style, cached between runs.

citeproc-py does the formatting. It is imported only if an entry is not in the cache, since that import takes about as
long as formatting twenty entries.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.content.csl.dates import CslDate
from handouts.content.csl.fields import FIELDS
from handouts.content.csl.names import PersonName
from handouts.content.csl.titles import without_small_caps
from handouts.content.csl.values import CslValue
from handouts.content.model import Reference
from handouts.core.files import DAMAGE, DRAFTS, replace_file
from handouts.core.words import word

if TYPE_CHECKING:
    from citeproc import CitationStylesStyle

Items = Mapping[str, Reference]
Given = Callable[[str], str]

# fields that citeproc knows by their names of CSL 1.0
OLDER = {"event-title": "event", "shortTitle": "title-short", "journalAbbreviation": "container-title-short"}
FEW = 30  # up to this number, entries are formatted alone; beyond it the whole bibliography takes little longer

# what closes a tag may stand between a mark at the end of a title and the full stop of the style
_AFTER_A_MARK = re.compile(r"([?!](?:</\w+>)*|\.(?:</\w+>)+)\.(?=\s|$)")
_CAPITALS = re.compile(r"(?<=[^\W\d_])(?=[^\W\d_])")


def format_references(items: Items, style: Path, lang: str) -> dict[str, str]:
    """Return each reference by its id, without a number and with the tags of its titles; a retraction is stated first.

    `lang` is the language of dates and terms. Raises StyleError if the style cannot be used.
    """
    from citeproc import VARIABLES, Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    csl = _read_style(style, lang)
    taken = {"type", *(name.replace("_", "-") for name in VARIABLES)}
    given = _spaced if csl.root.xpath("//@initialize-with") else _as_typed
    # citeproc converts ids to lower case, so ordinals are safer keys
    keyed = {
        str(number): {name: value for name, value in _csl_item(item, given).items() if name in taken}
        for number, item in enumerate(items.values())
    }
    source = CiteProcJSON([{"id": key, **item} for key, item in keyed.items()])
    bibliography = CitationStylesBibliography(csl, source, formatter.plain)
    cites = [CitationItem(key) for key in keyed]
    bibliography.register(Citation(cites))
    return {
        id_: _entry(csl.render_bibliography([cite]), item, lang)
        for (id_, item), cite in zip(items.items(), cites, strict=True)
    }


class StyleError(ValueError):
    """A citation style that cannot be used; its words say why, as the end of a sentence about the file."""


def formatted(items: Items, ids: Iterable[str], style: Path, lang: str, cache: Path | None) -> dict[str, str]:
    """Return the requested references in that order as `format_references` does, from `cache` (a folder) if possible.

    A cached entry is valid for the same items, style, language and version of citeproc. None for `cache` stores
    nothing.
    Raises StyleError where the style cannot be used.
    """
    try:
        style.read_bytes()
    except OSError as error:
        raise StyleError(f"cannot be read: {error.strerror}") from error
    wanted = list(dict.fromkeys(ids))
    kept = cache / f"references-{_digest(items, style, lang)}.json" if cache else None
    entries = _read_entries(kept) if kept else {}
    missing = [id_ for id_ in wanted if id_ not in entries]
    if missing:
        chosen = missing if len(missing) <= FEW else list(items)
        entries |= format_references({id_: items[id_] for id_ in chosen}, style, lang)
        if kept:
            _write_entries(kept, entries)
    return {id_: entries[id_] for id_ in wanted}


def _read_style(style: Path, lang: str) -> CitationStylesStyle:
    from citeproc import CitationStylesStyle

    try:
        csl = CitationStylesStyle(str(style), locale=word("locale", lang), validate=False)
    except (ValueError, SyntaxError, AttributeError) as error:
        raise StyleError(f"is not a CSL style: {error}") from error
    if not csl.has_bibliography():
        raise StyleError("is not a CSL style for a bibliography")
    return csl


def _csl_item(item: Reference, given: Given) -> dict[str, object]:
    """Return the fields of a reference in the form that citeproc reads; private ones are for no reader."""
    public = {field: value for field, value in item.csl.items() if field == "type" or FIELDS[field].use != "private"}
    # an entry of which the type could not be read is never printed, but others may be formatted along with it
    public = {OLDER.get(field, field): value for field, value in public.items()}
    return {"type": "document", **{field: _as_json(value, given) for field, value in public.items()}}


def _as_json(value: CslValue, given: Given) -> object:
    match value:
        case str():
            return without_small_caps(value)
        case CslDate():
            return _date(value)
        case tuple():
            return [each if isinstance(each, str) else _name(each, given) for each in value]


def _date(value: CslDate) -> dict[str, object]:
    if value.words:
        return {"literal": value.words}
    season = {} if value.season is None else {"season": value.season}
    return {"date-parts": [list(part) for part in value.parts], "circa": int(value.circa), **season}


def _name(person: PersonName, given: Given) -> dict[str, str]:
    """Return a name for citeproc, which would put particles behind the given name."""
    if person.literal:
        return {"literal": person.literal}
    parts = {"family": person.last, "given": given(person.given), "suffix": person.suffix}
    return {part: words for part, words in parts.items() if words}


def _as_typed(given: str) -> str:
    return given


def _spaced(given: str) -> str:
    """Return a given name with initials apart: citeproc takes `KN` for one word and leaves the K of it."""
    return " ".join(_CAPITALS.sub(" ", word) if word.isupper() else word for word in given.split(" "))


def _entry(rendered: list[object], item: Reference, lang: str) -> str:
    text = _AFTER_A_MARK.sub(r"\1", "".join(map(str, rendered)))
    return f"{word('retracted', lang)}. {text}" if item.retracted else text


def _digest(items: Items, style: Path, lang: str) -> str:
    """Return the cache key of all that determines an entry: fields, style, language and the version of citeproc."""
    fields = {id_: [_csl_item(item, _as_typed), item.retracted] for id_, item in items.items()}
    digest = blake2b(digest_size=16)
    for part in (json.dumps(fields, sort_keys=True).encode(), style.read_bytes(), lang.encode(), _engine_version()):
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
