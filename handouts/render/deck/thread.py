"""The thread at the top edge of a slide: a bar for each objective, the present one thick; in words at the number."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.document.document import LessonPart
from handouts.render.deck.texts import Setting
from handouts.render.deck.value import Ink, TextFrame
from handouts.render.type.geometry import Bounds

THICK, THIN = 12.0, 4.0  # pt
GAP = 12.0  # pt between bars: a gutter of the grid


def thread_bars(part: LessonPart | None, setting: Setting) -> Iterator[TextFrame]:
    """Yield the bars of the objectives; on a slide about all of them each is thick."""
    if part is None:
        return
    room = setting.look.slot(setting.kind, "title").box
    wide = (room.width - (part.count - 1) * GAP) / part.count
    for number in range(1, part.count + 1):
        present = part.number in (0, number)
        ink = Ink(setting.look.data["main" if present else "second"])
        box = Bounds(room.x + (number - 1) * (wide + GAP), 0.0, wide, THICK if present else THIN)
        yield TextFrame(f"thread {number}", box, (), ink=ink)


def part_words(part: LessonPart | None) -> str:
    """Return the objective that a slide serves in words: its number and its name."""
    return f"{part.number} {part.name}" if part is not None and part.number else ""
