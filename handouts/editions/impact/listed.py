"""The impact of a change as JSON data and as tables."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.editions.impact import Impact, Lapse, Reached
from handouts.editions.impact.uses import Effect

Rows = list[dict[str, object]]
FEW = 3  # names shown in a cell
LONGEST = 72  # characters of a text in a table
WORDS: dict[Effect, str] = {
    "words": "what is printed",
    "badge": "a certainty badge, perhaps",
    "look": "how it looks",
    "grounds": "only what it stands on",
    "companion": "nothing by itself: look again",
}


def data(found: Impact) -> dict[str, object]:
    """Return the whole impact as JSON data."""
    return {
        "changed": [{"kind": fact.kind, "id": fact.id} for fact in found.changed],
        "edits": [
            {
                "kind": edit.kind,
                "id": edit.id,
                "done": edit.done,
                "key": edit.key,
                "before": edit.before,
                "after": edit.after,
            }
            for edit in found.edits
        ],
        "reached": [_file_data(each) for each in found.reached],
        "sign_offs": [_lapse_data(each) for each in found.lapses],
        "not_set": list(found.stopped),
    }


def _file_data(each: Reached) -> dict[str, object]:
    return {
        "document": each.document,
        "kind": each.kind,
        "lang": each.lang,
        "clinic": each.clinic,
        "layout": each.layout,
        "path": each.path,
        _leaf(each): list(each.leaves) if each.leaves is not None else "all",
        "effect": each.effect,
        "through": list(each.through),
    }


def _leaf(each: Reached) -> str:
    return "slides" if each.path.endswith(".pptx") else "pages"


def _lapse_data(lapse: Lapse) -> dict[str, object]:
    by = lapse.approval
    return {
        "document": by.document,
        "lang": by.lang,
        "clinic": by.clinic,
        "role": by.role,
        "name": by.name,
        "when": str(by.when),
        "until": str(by.until),
        "certain": lapse.certain,
    }


def lines(found: Impact) -> Iterator[tuple[str, Rows, str]]:
    """Yield tables, each with the line before it and the line that replaces an empty one."""
    if found.edits:
        yield "edited:", [dict(_edit_row(found, place)) for place in range(len(found.edits))], ""
    elif not found.changed:
        yield "", [], "nothing was edited that means anything else"
    blocked = [fact.id for fact in found.changed if fact.kind == "blocked claim"]
    none = f"reaches no handout: nobody may print {blocked[0]}" if blocked else "reaches no handout"
    yield "reaches:", list(_file_rows(found)), none
    sure = "sign-offs that would lapse:"
    yield sure, [_lapse_row(each) for each in found.lapses], "no sign-off would lapse"


def _edit_row(found: Impact, place: int) -> Iterator[tuple[str, object]]:
    edit = found.edits[place]
    yield "what", f"{edit.kind} {edit.id}"
    yield "edit", f"{edit.key} {edit.done}" if edit.key else edit.done
    yield "before", _short(edit.before)
    yield "after", _short(edit.after)


def _short(text: str | None) -> str:
    words = " ".join((text or "").split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 2]} …"


def _file_rows(found: Impact) -> Iterator[dict[str, object]]:
    for each in found.reached:
        yield {
            "file": each.path,
            "lang": each.lang,
            "on": _on(each),
            "changes": WORDS[each.effect],
            "through": _few(each.through),
        }


def _on(each: Reached) -> str:
    """Return the pages or slides in words."""
    if each.leaves is None:
        return f"all {_leaf(each)}"
    return f"{_leaf(each) if len(each.leaves) > 1 else _leaf(each)[:-1]} {', '.join(map(str, each.leaves))}"


def _few(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - FEW} more" if len(names) > FEW else ""
    return ", ".join(names[:FEW]) + more


def _lapse_row(lapse: Lapse) -> dict[str, object]:
    by = lapse.approval
    return {
        "document": f"{by.clinic}/{by.document}" if by.clinic else by.document,
        "lang": by.lang,
        "role": by.role,
        "name": by.name,
        "when": by.when,
        "until": by.until,
        "lapses": "yes"
        if lapse.certain
        else "if a badge, the smallest type or the place of the emergency advice changes",
    }
