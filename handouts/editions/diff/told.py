"""A difference as lines for the terminal and as JSON data."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.editions.diff.value import Difference, DocumentChange, FileChange, LeafChange

NOWHERE = "nothing"

# --- data -----------------------------------------------------------------------------------------


def data(found: Difference) -> dict[str, object]:
    """Return the whole difference as JSON data."""
    return {
        "of": found.of,
        "before": found.before,
        "after": found.after,
        "facts": [
            {"kind": each.kind, "id": each.id, "key": each.key, "before": each.before, "after": each.after}
            for each in found.facts
        ],
        "looks": [{"file": each.file, "done": each.done, "layouts": list(each.layouts)} for each in found.looks],
        "documents": [_document_data(each) for each in found.documents],
        "not_compared": list(found.uncompared),
    }


def _document_data(each: DocumentChange) -> dict[str, object]:
    changes = [
        {"kind": change.kind, "id": change.id, "before": change.before, "after": change.after}
        for change in each.changes
    ]
    files = [_file_data(file) for file in each.files]
    return {"id": each.id, "kind": each.kind, "done": each.done, "changes": changes, "files": files}


def _file_data(file: FileChange) -> dict[str, object]:
    leaf = "slides" if file.path.endswith(".pptx") else "pages"
    return {
        "path": file.path,
        "layout": file.layout,
        "lang": file.lang,
        "clinic": file.clinic,
        "done": file.done,
        f"{leaf}_before": file.leaves_before,
        f"{leaf}_after": file.leaves_after,
        leaf: [_leaf_data(each) for each in file.leaves],
    }


def _leaf_data(leaf: LeafChange) -> dict[str, object]:
    texts = [{"place": each.place, "before": each.before, "after": each.after} for each in leaf.texts]
    return {"before": leaf.before, "after": leaf.after, "change": leaf.kind, "texts": texts}


# --- lines ----------------------------------------------------------------------------------------


def lines(found: Difference) -> Iterator[str]:
    """Yield the difference in words, from facts to pages."""
    yield f"from {found.before} to {found.after}:"
    if found.empty:
        yield "  nothing differs"
    for fact in found.facts:
        yield from _told(f"{fact.kind} {fact.id}", fact.key, fact.before, fact.after)
    for look in found.looks:
        worn = f", worn by {', '.join(look.layouts)}" if look.layouts else ""
        yield f"  {look.done}: {look.file}{worn}"
    for name in found.uncompared:
        yield f"  not compared, for it has errors: {name}"
    for document in found.documents:
        yield ""
        yield f"{document.kind} {document.id}: {document.done}"
        for change in document.changes:
            yield f"  {plain_spaces(change.words())}"
        for file in document.files:
            yield from _file_lines(found, file)


def _told(what: str, key: str | None, before: str | None, after: str | None) -> Iterator[str]:
    if key is None:
        yield plain_spaces(f"  {what}: {'added' if before is None else 'removed'}: {after or before or ''}")
    else:
        # an entry that is one text or one list has no keys
        place = f"{what}: {key}" if key else what
        yield plain_spaces(f"  {place}: {before or NOWHERE} → {after or NOWHERE}")


def _file_lines(found: Difference, file: FileChange) -> Iterator[str]:
    yield f"  {file.path}: {file_words(file)}"
    for leaf in file.leaves if found.of == "builds" or file.path.endswith(".pptx") else ():
        yield from (plain_spaces(f"    {line}") for line in leaf_lines(file, leaf, found))


def leaf_lines(file: FileChange, leaf: LeafChange, found: Difference) -> Iterator[str]:
    """Yield the changes on a page or slide: texts in builds; in editions only shapes, as texts are listed before."""
    word = "slide" if file.path.endswith(".pptx") else "page"
    for text in leaf.texts:
        words = f": {text.before or NOWHERE} → {text.after or NOWHERE}" if found.of == "builds" else ""
        yield f"{word} {leaf.after or leaf.before}: {text.place}{words}"


def plain_spaces(text: str) -> str:
    """Return a text on one line with ordinary spaces."""
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split(" ")).replace("\n", " / ")


def file_words(file: FileChange) -> str:
    """Return what happened to a file, and on which pages or slides."""
    leaf = "slide" if file.path.endswith(".pptx") else "page"
    if file.done != "changed":
        count = file.leaves_after or file.leaves_before
        return f"{file.done}, {count} {leaf}{'' if count == 1 else 's'}"
    said = [*_kinds(file, leaf), *_length(file, leaf)]
    return "; ".join(said) or "no page is other than it was, only the trace in the file"


def _length(file: FileChange, leaf: str) -> Iterator[str]:
    if file.leaves_before != file.leaves_after:
        yield f"{file.leaves_before} {leaf}s became {file.leaves_after}"


def _kinds(file: FileChange, leaf: str) -> Iterator[str]:
    words = {"text": "words on", "look": "only the look of", "added": "new", "removed": "gone"}
    for kind, said in words.items():
        numbers = [each.after or each.before or 0 for each in file.leaves if each.kind == kind]
        if numbers:
            yield f"{said} {_numbered(numbers, file.leaves_after, leaf)}"
    framed = [each.after or 0 for each in file.leaves if each.kind == "frame"]
    if framed:
        # when a word changes, so does the digest in the foot of every page
        others = 1 < len(framed) < len(file.leaves) == file.leaves_after
        yield f"only head or foot of {f'all other {leaf}s' if others else _numbered(framed, file.leaves_after, leaf)}"


def _numbered(numbers: list[int], count: int, leaf: str) -> str:
    """Return pages or slides in words, with three or more in a row as `4 to 7`."""
    if len(numbers) == count > 1:
        return f"all {leaf}s"
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = (f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)
    return f"{leaf}{'' if len(numbers) == 1 else 's'} {', '.join(said)}"
