"""Everything that a file is made from, in parts: each has a digest and a name that authors understand."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from handouts.document.document import Document
from handouts.document.walk import icons, units
from handouts.pipeline.incremental.environment import versions
from handouts.pipeline.incremental.stamps import digest_of

_THEME = re.compile(r"^theme:\s*[\"']?([\w.-]+)", re.MULTILINE)
_MASTER = re.compile(r"^master:\s*[\"']?([^\"'#\n]*[^\"'#\s])", re.MULTILINE)
_FONT = re.compile(r"[\w./-]+\.(?:ttf|otf)\b")


def document_parts(document: Document, content: str, signed: date | None, root: Path) -> dict[str, str]:
    """Return the parts shared by all files of a document: text, evidence, state, and component versions."""
    texts = units((document.title, document.lead, document.sections))
    parts = {f"text {unit.id}": _digest(repr(unit.text)) for unit in texts}
    parts.update((f"{ground.kind} {ground.id}", _digest(repr(ground))) for ground in document.grounds)
    parts["order and kind of blocks"] = content
    parts["what blocks are for"] = _digest([section.roles for section in document.sections])
    parts["version and dates"] = f"{document.version} {document.checked} {document.review_until}"
    parts["names that hold digits"] = _digest(repr((document.names, document.nouns)))
    parts["letterhead of the clinic"] = _digest(repr(document.letterhead))
    draft = "draft" if document.overdue is None else "draft, its review is overdue"
    parts["sign-off"] = f"issued {signed}" if signed is not None else draft
    parts.update((f"version of {name}", version) for name, version in versions().items())
    for icon in icons(document.sections):
        parts[f"icon {icon.name}"] = _file_digest(root / "layouts" / "icons" / f"{icon.name}.yaml")
    logo = document.letterhead.logo if document.letterhead is not None else None
    if logo is not None:
        parts["logo of the clinic"] = _file_digest(root / "content" / "clinics" / logo)
    return parts


def digest_of_parts(parts: Mapping[str, str]) -> str:
    """Return the digest `inputs` of a file, which is equal if all parts are."""
    return _digest(sorted(parts.items()))


def look_parts(look: Path, root: Path) -> Iterator[tuple[str, str]]:
    """Yield the files of a look with their digests: its layout and master, its theme, and the theme's fonts."""
    layouts = root / "layouts"
    themes = [layouts / "themes" / f"{name}.yaml" for name in _named(_THEME, (look,))]
    fonts = [layouts / "fonts" / name for name in _named(_FONT, (look, *themes))]
    masters = [look.parent / name for name in _named(_MASTER, (look,))]
    for path in (*sorted(look.parent.glob(f"{look.stem}.*")), *masters, *themes, *fonts):
        # a path that leads out of the project is refused where the look is read
        if path.is_relative_to(root) and path.is_file():
            yield path.relative_to(root).as_posix(), _file_digest(path)


def _named(pattern: re.Pattern[str], files: Iterable[Path]) -> list[str]:
    """Return the names that a pattern finds in files, each once; a file that cannot be read contributes none."""
    found: dict[str, None] = {}
    for file in files:
        found.update(dict.fromkeys(pattern.findall(_text(file))))
    return list(found)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _file_digest(path: Path) -> str:
    """Return the digest of a file, computed again only when the file changes; empty where it cannot be read."""
    try:
        status = path.stat()
        return _digest_at(path, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    except OSError:
        return ""


@lru_cache(maxsize=512)
def _digest_at(path: Path, *_: int) -> str:
    return digest_of(path)


def _digest(data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=20).hexdigest()
