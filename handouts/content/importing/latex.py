"""Texts of BibTeX without LaTeX: letters for macros, tags of CSL for italics, bold and small type."""

from __future__ import annotations

import re
from typing import Any

# the tags for macros that change the look of their words
_TAGS = {
    "emph": "i",
    "textit": "i",
    "textsl": "i",
    "mkbibemph": "i",
    "textbf": "b",
    "mkbibbold": "b",
    "textsuperscript": "sup",
    "mkbibsuperscript": "sup",
    "textsubscript": "sub",
    "mkbibsubscript": "sub",
}
# macros that pylatexenc does not know: those that stand for a sign, and those that only group their words
_SIGNS = {"textgreater": ">", "textless": "<", "textdegree": "°", "textmu": "µ", "degree": "°", "allowbreak": ""}
_GROUPS = ("textnormal", "mkbibquote", "texorpdfstring", "ensuremath", "mathrm", "text", "textrm", "textsf", "enquote")
_MATH = re.compile(r"(?<!\\)\$([^$]*)(?<!\\)\$")
_SCRIPT = re.compile(r"([_^])\s*(?:\{((?:[^{}]|\{[^{}]*\})*)\}|(\\[A-Za-z]+|[^\s{}\\]))")
_LATEX = re.compile(r"[\\{}$~]|--|``|''")
_ESCAPED = re.compile(r"\\([_%&#~$])|[{}]")


class LatexReader:
    """A converter of texts, which knows the macros of BibTeX files."""

    def __init__(self) -> None:
        from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db
        from pylatexenc.latexwalker import get_default_latex_context_db as get_macros
        from pylatexenc.macrospec import MacroSpec

        self._unknown: list[str] = []
        self._macros = get_macros()
        # a parser has to know which macros take words in braces
        taking = [MacroSpec(name, "{") for name in (*_TAGS, *_GROUPS)]
        self._macros.add_context_category("handouts", prepend=True, macros=taking)
        known = get_default_latex_context_db()
        specs = [MacroTextSpec(name, simplify_repl=f"<{tag}>%s</{tag}>") for name, tag in _TAGS.items()]
        specs += [MacroTextSpec(name, simplify_repl=sign) for name, sign in _SIGNS.items()]
        specs += [MacroTextSpec(name, simplify_repl="%s") for name in ("url", *_GROUPS)]
        known.add_context_category("handouts", prepend=True, macros=specs)
        known.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=self._note))
        self._texts = LatexNodes2Text(latex_context=known, math_mode="text")

    def decoded(self, text: str) -> tuple[str, tuple[str, ...]]:
        """Return a text with letters for its macros and with tags of CSL, and the macros that have no meaning here.

        Of these the words stay.
        """
        if not _LATEX.search(text):
            return text, ()
        from pylatexenc.latexwalker import LatexWalker

        self._unknown.clear()
        walker = LatexWalker(_MATH.sub(_scripts, text), latex_context=self._macros, tolerant_parsing=True)
        plain = str(self._texts.nodelist_to_text(walker.get_latex_nodes()[0]))
        return plain, tuple(dict.fromkeys(self._unknown))

    def _note(self, node: Any) -> str:
        self._unknown.append(f"\\{node.macroname}")
        return ""


def verbatim(text: str) -> str:
    """Return an address or identifier, in which only single signs are escaped."""
    return _ESCAPED.sub(lambda sign: sign[1] or "", text)


def _scripts(math: re.Match[str]) -> str:
    """Return a formula as text with raised and lowered type."""

    def script(found: re.Match[str]) -> str:
        name = "textsubscript" if found[1] == "_" else "textsuperscript"
        return f"\\{name}{{{found[3] if found[2] is None else found[2]}}}"

    return _SCRIPT.sub(script, math[1])
