"""Texts of a look that are too pale on their ground."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from handouts.core.colour import LEAST_CONTRAST, contrast, nearest_shade


def pale(pairs: Collection[tuple[str, str]], colours: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield each text and ground, by names of a theme, below a contrast of 7:1, and a message with a colour that passes.

    That colour passes on all grounds on which the text stands.
    """
    for text, ground in sorted(pairs):
        ratio = contrast(colours[text], colours[ground])
        if ratio < LEAST_CONTRAST:
            message = f"{text!r} on {ground!r} has a contrast of {ratio:.1f}:1; {LEAST_CONTRAST:g}:1 is needed"
            yield text, ground, f"{message}{_instead(text, pairs, colours)}"


def _instead(text: str, pairs: Collection[tuple[str, str]], colours: Mapping[str, str]) -> str:
    """Return the end of a message that names the nearest colour that passes on all grounds of a text."""
    grounds = [colours[ground] for name, ground in pairs if name == text]
    near = nearest_shade(colours[text], lambda each: min(contrast(each, on) for on in grounds) >= LEAST_CONTRAST)
    if near is None:
        return f"; no shade of {colours[text]} has it on all its grounds"
    return f"; the nearest to {colours[text]} that has it is '{near}'"
