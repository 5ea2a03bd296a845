"""Slips in typing YAML: where the author has to type something, and what.

A parser stops where it can go no further, which may be many lines below the slip: after a quote that was never closed,
the next quote of the file closes it. Here the text around that place is looked at again, line by line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile

import yaml

from handouts.core.problem import Mark, Problem

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LINES_ABOVE = 3  # how far above the parser's place a line is looked at
CLOSING = {"[": "]", "{": "}"}
SMART = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b\u00ab\u00bb"  # quotes as word processors set them
OTHER_ENDS = "\r\x85\u2028\u2029"  # what ends a line beside \n
NO_COLON = "expected 'key: value' or a list item ('- ') here: a colon and a space are missing"
_QUOTING = {"{": "{{", "*": "**", "[": "[@", "&": "&", "%": "%", "@": "@", "`": "`", "!": "!"}
_REASONS = {
    "{": "YAML reads '{' as the start of a mapping",
    "*": "YAML reads '*' as an alias",
    "[": "YAML reads '[' as the start of a list",
    ":": "YAML reads ': ' as the end of a key",
    "-": "YAML reads '- ' as a list item",
}
# what a line begins with that is an entry of its own, and no text that goes on
_ENTRY = re.compile(r"-(?: |$)|[\[{\]}]|[A-Za-z_][\w.-]*:(?: |$)")
_LOOSE_ENTRY = re.compile(r"-(?: |$)|[\[{\]}]|[^\s:#\"'][^:\"']*:(?: |$)")
_KEY = re.compile(r"[A-Za-z_][\w.-]* *:(?: |$)")
_BEFORE = re.compile(r"(?: |-(?= |$))*")
_VALUE = re.compile(r"(?: |- )*(?:[^\s\"'\[{#][^:]*?:(?: +|$))?")
_CLOSE_DASH = re.compile(r"( *(?:- +)*)-(?=[A-Za-z\"'\[{“])")
_CLOSE_COLON = re.compile(r"( *(?:- +)*)([A-Za-z_][\w-]*) *:(?=[^\s/:])")
# in brackets: where another text begins, or another key stands
_OTHER_ENTRY = re.compile(r"(?:: |, |[\[{])$|, *[A-Za-z_][\w-]*: ")
_ends_key = re.compile(r":(?: |$)").search
_DECIMAL_COMMA = re.compile(r"(?<![\w.])([+-]?\d+),$")
THOUSAND = 3  # digits behind a comma that may part thousands
_COLOUR = re.compile(r"([^#'\"]*: +)(#(?:[0-9A-Fa-f]{3}){1,2})\s*")
_WIDE_COLON = re.compile(r" *(?:- +)*[A-Za-z_][\w-]* *([\uff1a\ufe55\u2236])")
_ODD_INDENT = re.compile(r" *(?:- *)*([^\S ])")


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip at a line and a column, both counted from 0."""

    line: int
    column: int
    rule: str
    message: str

    def problem(self, name: str) -> Problem:
        """Return the slip as a problem of a file."""
        return Problem(Mark(name, self.line + 1, self.column + 1), self.rule, self.message)


@dataclass(frozen=True)
class _Failure:
    """A text that is not YAML: where the parser gave up, since when it was busy with what it could not end, and why."""

    text: str
    line: int
    column: int
    since: tuple[int, int] | None
    complaint: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, and an empty one at its end."""
        return [*lines_of(self.text), ""]

    @cached_property
    def tokens(self) -> list[yaml.Token]:
        """The tokens before the place where the parser gave up."""
        found: list[yaml.Token] = []
        loader = LOADER(self.text)
        with suppress(yaml.YAMLError):
            while loader.check_token():
                token = loader.get_token()
                if (token.start_mark.line, token.start_mark.column) >= (self.line, self.column):
                    break
                found.append(token)
        return found

    @cached_property
    def quoted(self) -> list[yaml.ScalarToken]:
        """The texts in quotes before that place."""
        return [token for token in self.tokens if isinstance(token, yaml.ScalarToken) and token.style in ("'", '"')]

    @cached_property
    def brackets(self) -> list[yaml.Token]:
        """The brackets that are open at that place, the innermost last."""
        found: list[yaml.Token] = []
        for token in self.tokens:
            if isinstance(token, (yaml.FlowSequenceStartToken, yaml.FlowMappingStartToken)):
                found.append(token)
            elif isinstance(token, (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)) and found:
                found.pop()
        return found

    @property
    def above(self) -> Iterator[int]:
        """The numbers of the lines in which the slip may stand, from the parser's place upwards."""
        last = min(self.line, len(self.lines) - 1)
        since = self.since[0] if self.since and self.complaint.startswith("could not find") else last
        first = min(last - LINES_ABOVE, since)
        for number in range(last, max(first, 0) - 1, -1):
            line = self.lines[number].strip()
            if line and not line.startswith("#") and number not in self._literal:
                yield number

    @cached_property
    def _literal(self) -> set[int]:
        """The lines of texts in `|` and `>`, in which everything may stand."""
        blocks = (token for token in self.tokens if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"))
        return {line for token in blocks for line in range(token.start_mark.line + 1, token.end_mark.line)}


def slip(error: yaml.YAMLError, text: str, name: str) -> Problem:
    """Return the problem of a text that is not YAML, at the place where the author has to type."""
    place = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    complaint = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "not valid YAML")
    if place is None:
        return Problem(Mark(name), "broken-yaml", complaint)
    context = getattr(error, "context_mark", None)
    since = (context.line, context.column) if context is not None else None
    failure = _Failure(text, place.line, place.column, since, complaint)
    found = next((each for look in _LOOKS if (each := look(failure)) is not None), None)
    found = found or Slip(place.line, place.column, "broken-yaml", f"not valid YAML here: {complaint}")
    return _in_text(found, failure).problem(name)


def _in_text(found: Slip, failure: _Failure) -> Slip:
    """Return a slip at the end of the text where the parser gave up behind it."""
    last = len(failure.lines) - 2
    return found if found.line <= last else replace(found, line=last, column=len(failure.lines[last]))


def lines_of(text: str) -> list[str]:
    """Return the lines of a text as YAML counts them."""
    if not any(end in text for end in OTHER_ENDS):
        return text.split("\n")
    return re.split(r"\r\n|[\n\r\x85\u2028\u2029]", text)


# --- what can be read all the same ----------------------------------------------------------------


def run_on(lines: Sequence[str], start: tuple[int, int], end: int, style: str | None, text: str) -> Slip | None:
    """Return the slip of a text that was read but is not what its author meant; `style` is its quote, if any."""
    line, column = start
    if style in ("'", '"'):
        return unclosed_quote(lines, line, column, end)
    if style in ("|", ">"):
        return None
    dash = _CLOSE_DASH.match(lines[line])
    if dash is not None and dash.end(1) == column:
        return close_dash(line, column)
    # after a digit it stands for inches
    if text.endswith('"') and text.count('"') == 1 and not text[-2:-1].isdigit():
        message = "this quote closes nothing; write another one before the text, or delete it"
        return Slip(end, lines[end].index('"', column if line == end else 0), "stray-quote", message)
    colon = _CLOSE_COLON.match(lines[line])
    if colon is not None and column == _indent(lines[line]) and _ends_key(lines[line][colon.end() :]) is None:
        return close_colon(line, colon.end() - 1, colon[2])
    return next((found for number in range(line + 1, end + 1) if (found := _continued(lines, number))), None)


def _continued(lines: Sequence[str], number: int) -> Slip | None:
    """Return the slip of a line that goes on with the text above, and looks like an entry of its own."""
    line, column = lines[number], _indent(lines[number])
    if line[column : column + 1] != "-" and ":" not in line:
        return None
    if line.startswith("- ", column):
        message = "this list item is read as part of the text above; indent it like the items above"
        return Slip(number, column, "wrong-indent", f"{message}, or put that text in quotes")
    if _CLOSE_DASH.match(line):
        return close_dash(number, column)
    found = _CLOSE_COLON.match(line)
    return close_colon(number, found.end() - 1, found[2]) if found is not None else None


def bare_key(lines: Sequence[str], line: int, column: int, key: str) -> Slip:
    """Return the slip of an entry in {…} that has no value: `{text:Words}`, `{text: one, two}` or `{number: 0,3}`."""
    if key[:1].isdigit() and (whole := _DECIMAL_COMMA.search(lines[line][:column])) is not None:
        message = f"'{whole[1]},{key}' has a comma; write a point: {whole[1]}.{key}"
        if len(key) == THOUSAND and key.isdigit() and whole[1].lstrip("+-0"):
            message = f"'{whole[1]},{key}' has a comma; write {whole[1]}{key}, or with a point {whole[1]}.{key}"
        return Slip(line, whole.start(1), "wrong-value", message)
    if (found := _CLOSE_COLON.match(key)) is not None:
        return close_colon(line, column + found.end() - 1, found[2])
    message = f"{key!r} has no value; write 'key: value', or put a text with a comma in quotes"
    return Slip(line, column, "missing-colon", message)


def comment(lines: Sequence[str], line: int) -> Slip | None:
    """Return the slip of a colour that YAML reads as a comment: `colour: #4a2c6f`."""
    found = _COLOUR.fullmatch(lines[line])
    if found is None:
        return None
    message = f"a value that begins with '#' must stand in quotes: YAML reads it as a comment; write '{found[2]}'"
    return Slip(line, found.start(2), "missing-quotes", message)


# --- quotes ---------------------------------------------------------------------------------------


def unclosed_quote(lines: Sequence[str], start: int, column: int, end: int) -> Slip | None:
    """Return the slip of a quote at (start, column) that closes in line `end`, after lines that are entries."""
    # entries of the same list or mapping stand no deeper than the one with the quote
    deepest = _content(lines[start]) - (1 if _content(lines[start]) == column else 0)
    for number in range(start + 1, min(end + 1, len(lines))):
        if _is_entry(lines[number], deepest):
            return _never_closed(lines, start, column, f" before line {number + 1}")
    return None


def _never_closed(lines: Sequence[str], start: int, column: int, where: str) -> Slip:
    quote, ending = lines[start][column], lines[start].rstrip()[-1]
    smart = f" ({ending} is not a straight quote)" if ending in SMART else ""
    message = f"this quote is not closed{where}; write {quote} at the end of the text{smart}"
    return Slip(start, column, "unclosed-quote", message)


def _open_quote(failure: _Failure) -> Slip | None:
    """A quote that only another one further down closes, or none."""
    for token in failure.quoted:
        start, end = token.start_mark, token.end_mark
        found = unclosed_quote(failure.lines, start.line, start.column, end.line) if end.line > start.line else None
        if found is None and _ends_in_another(token, failure):
            found = _never_closed(failure.lines, start.line, start.column, " in its brackets")
        if found is not None:
            return found
    if failure.since is None or failure.complaint != "found unexpected end of stream":
        return None
    line, column = failure.since
    found = unclosed_quote(failure.lines, line, column, failure.line)
    return found or _never_closed(failure.lines, line, column, "")


def _ends_in_another(token: yaml.ScalarToken, failure: _Failure) -> bool:
    """Return whether a text in quotes runs over its bracket to where another text begins: `{a: "x}, {a: "y"}`."""
    start, end = token.start_mark, token.end_mark
    if start.line != end.line or end.column >= len(failure.lines[end.line]) or not failure.brackets:
        return False
    follows, text = failure.lines[end.line][end.column], failure.lines[end.line][start.column + 1 : end.column - 1]
    return follows not in " ,]}:" and _OTHER_ENTRY.search(text) is not None


def _early_quote(failure: _Failure) -> Slip | None:
    """A quote inside a text in quotes, or text after its end."""
    if not failure.quoted or failure.complaint.startswith(("mapping values", "could not find expected ':'")):
        return None
    last = failure.quoted[-1]
    end, quote = last.end_mark, last.style
    rest = failure.lines[end.line][end.column :].strip() if end.line < len(failure.lines) else ""
    if end.line != failure.line or end.column > failure.column or not rest or rest[0] in ",]}:#":
        return None
    if failure.brackets and rest[0] in "\"'":
        return None
    inside = 'write \\" for a quote' if quote == '"' else "write '' for an apostrophe"
    message = f"the text ends at this {quote}, but more follows; {inside} inside the text, or close it at its end"
    return Slip(end.line, end.column - 1, "stray-quote", message)


def _escape(failure: _Failure) -> Slip | None:
    r"""A backslash in double quotes, as in "C:\path"."""
    if "escape" not in failure.complaint and "hexdecimal" not in failure.complaint:
        return None
    line = failure.lines[failure.line]
    column = line.rfind("\\", 0, failure.column + 1)
    message = "a backslash in double quotes begins a special character; write \\\\, or put the text in '…'"
    return Slip(failure.line, max(column, 0), "missing-quotes", message)


# --- brackets -------------------------------------------------------------------------------------


def _bracket(failure: _Failure) -> Slip | None:
    """A bracket that is not closed, closes nothing, or lacks a comma."""
    if not failure.brackets:
        return _stray_bracket(failure)
    opened = failure.brackets[-1].start_mark
    bracket = failure.lines[opened.line][opened.column]
    here = failure.lines[failure.line][failure.column : failure.column + 1]
    if here in CLOSING.values() and here != CLOSING[bracket]:
        before = f"before the {here!r} in line {failure.line + 1}, column {failure.column + 1}"
        return _unclosed(opened, bracket, before)
    line = failure.lines[failure.line]
    if failure.line > opened.line and _is_entry(line, _content(failure.lines[opened.line])):
        return _unclosed(opened, bracket, "after its last entry")
    if here == ":" or failure.complaint.startswith("mapping values"):
        return _colon_in_brackets(failure)
    at_end = not "".join(failure.lines[failure.line :])[failure.column :].strip()
    if not at_end and _closes(failure.lines[opened.line][opened.column :]):
        message = (
            f"expected ',' or {CLOSING[bracket]!r} here: put a comma between entries, and a text with signs in quotes"
        )
        return Slip(failure.line, failure.column, "missing-comma", message)
    return _unclosed(opened, bracket, "after its last entry")


def _unclosed(opened: yaml.Mark, bracket: str, where: str) -> Slip:
    message = f"{bracket!r} is not closed; write {CLOSING[bracket]!r} {where}"
    return Slip(opened.line, opened.column, "unclosed-bracket", message)


def _stray_bracket(failure: _Failure) -> Slip | None:
    here = failure.lines[failure.line][failure.column : failure.column + 1]
    if here not in CLOSING.values() or failure.lines[failure.line][: failure.column].rstrip()[-1:] in (":", "-", ""):
        return None
    return Slip(failure.line, failure.column, "stray-bracket", f"{here!r} closes nothing; delete it")


def _closes(line: str) -> bool:
    """Return whether the bracket with which a text begins is closed in it."""
    depth = 0
    for sign in re.sub(r"\"(?:\\.|[^\"\\])*\"|'(?:''|[^'])*'", "", line):
        depth += (sign in "[{") - (sign in "]}")
        if depth == 0:
            return True
    return False


def _colon_in_brackets(failure: _Failure) -> Slip:
    """A value in brackets with a colon in it: `{text: Note: one}`."""
    before = failure.lines[failure.line][: failure.column]
    above = failure.lines[failure.line - 1].rstrip() if failure.line else ""
    if _KEY.fullmatch(f"{before.lstrip()}: ") and above and above[-1] not in ",[{":
        return Slip(failure.line - 1, len(above), "missing-comma", "a comma is missing at the end of this line")
    start = max((found.end() for found in re.finditer(r"[\[{,] *|: +|^ *", before)), default=failure.column)
    key = before[start:].rpartition(" ")[2] if " " in before[start:] else ""
    comma = f"; or a comma is missing before '{key}:'" if _KEY.match(f"{key}:") else ""
    return Slip(failure.line, start, "missing-quotes", "a value with ': ' in it" + quote_it(":") + comma)


# --- lines ----------------------------------------------------------------------------------------


def _odd_indent(failure: _Failure) -> Slip | None:
    """A tab, or a space that is none for YAML, before the first word of a line."""
    for number in failure.above:
        found = _ODD_INDENT.match(failure.lines[number])
        if found is None:
            continue
        if found[1] == "\t":
            return Slip(number, found.start(1), "stray-tab", "a tab indents this line; YAML takes spaces only")
        message = f"U+{ord(found[1]):04X} indents this line; YAML takes plain spaces only"
        return Slip(number, found.start(1), "wrong-indent", message)
    if "'\\t'" in failure.complaint:
        return Slip(failure.line, failure.column, "stray-tab", "a tab indents this line; YAML takes spaces only")
    return None


def _of_lines(failure: _Failure) -> Slip | None:
    """A slip that a line shows by itself."""
    for number in failure.above:
        line = failure.lines[number]
        start = _value(line)
        for look in (_close_dash, _close_colon, _smart_quote, _sign, _block_text, _colon_in_value):
            if (found := look(line, start, number, failure)) is not None:
                return found
    return None


def _close_dash(line: str, _: int, number: int, __: _Failure) -> Slip | None:
    if (found := _CLOSE_DASH.match(line)) is None:
        return None
    return close_dash(number, found.end(1))


def close_dash(line: int, column: int) -> Slip:
    """Return the slip of a dash with no space after it."""
    return Slip(line, column, "missing-space", "a space is missing after '-'; write '- ' before each item of a list")


def _close_colon(line: str, _: int, number: int, failure: _Failure) -> Slip | None:
    if (wide := _WIDE_COLON.match(line)) is not None:
        return Slip(number, wide.start(1), "missing-colon", f"{wide[1]!r} is not the colon of YAML; write ': '")
    found = _CLOSE_COLON.match(line)
    # a line of text that goes on may hold such a word; one that YAML reads as a key of its own is none
    if found is None or _KEY.match(line[found.end() :].lstrip()) or failure.complaint.startswith("did not find"):
        return None
    return close_colon(number, found.end() - 1, found[2])


def close_colon(line: int, column: int, key: str) -> Slip:
    """Return the slip of a colon after a key with no space after it, or with one before it."""
    return Slip(line, column, "missing-space", f"a space is missing after '{key}:'; write '{key}: ' before the value")


def _smart_quote(line: str, start: int, number: int, failure: _Failure) -> Slip | None:
    value = line[start:]
    if value[:1] not in tuple(SMART) or not (number == failure.line or _ends_key(value)):
        return None
    message = f"{value[0]} is not a quote for YAML; put the text in straight quotes, \"…\" or '…'"
    return Slip(number, start, "missing-quotes", message)


def _signs(failure: _Failure) -> Slip | None:
    """A value that begins with a sign of YAML: `{{`, `**`, `[@`."""
    for number in failure.above:
        start = _value(failure.lines[number])
        value = failure.lines[number][start:]
        if value[:1] in _QUOTING and value.startswith(_QUOTING[value[0]]):
            message = f"a value that begins with {_QUOTING[value[0]]!r}" + quote_it(value[0])
            return Slip(number, start, "missing-quotes", message)
    return None


def _sign(line: str, start: int, number: int, failure: _Failure) -> Slip | None:
    value = line[start:]
    if (number, start) != (failure.line, failure.column) or value[:1] not in tuple(",]}?-*&%@`!|>#"):
        return None
    return Slip(number, start, "missing-quotes", f"a value that begins with {value[0]!r}" + quote_it(value[0]))


def _block_text(line: str, start: int, number: int, failure: _Failure) -> Slip | None:
    """A value such as `> 5 mg`, which YAML takes for the start of a text over several lines."""
    value = line[start:]
    if value[:1] not in ("|", ">") or "comment or line break" not in failure.complaint:
        return None
    return Slip(number, start, "missing-quotes", f"a value that begins with {value[0]!r}" + quote_it(value[0]))


def _colon_in_value(line: str, start: int, number: int, failure: _Failure) -> Slip | None:
    value = line[start:]
    if not failure.complaint.startswith("mapping values") or value[:1] in tuple("\"'{["):
        return None
    if number == failure.line and start < failure.column and start > _content(line) and _ends_key(value):
        return Slip(number, start, "missing-quotes", "a value with ': ' in it" + quote_it(":"))
    # a text that goes on in this line, in which a colon stands
    if number < failure.line and value and not _KEY.match(failure.lines[failure.line].lstrip(" -")):
        return Slip(number, start, "missing-quotes", "a value with ': ' in it" + quote_it(":"))
    return None


def quote_it(sign: str) -> str:
    """Return the end of a message on a value that YAML reads as something else."""
    reason = _REASONS.get(sign, f"YAML gives {sign!r} a meaning of its own")
    return f" must stand in quotes: {reason}"


# --- indentation ----------------------------------------------------------------------------------


def _indentation(failure: _Failure) -> Slip | None:
    """A line that begins where no line above it does, or an item among keys, or a key among items."""
    line = failure.lines[failure.line] if failure.line < len(failure.lines) else ""
    found, entry = _indent(line), _ENTRY.match(line.lstrip())
    if failure.brackets or failure.complaint.startswith("could not find"):
        return None
    if entry is None:
        return _shallow_text(failure, found)
    dash = entry[0].startswith("-")
    keys, items = _levels(failure)
    levels = items if dash else keys
    mapped = failure.complaint.startswith("mapping values")
    earlier = _no_key(failure, found) if mapped else _odd_first(failure, found, levels)
    if earlier is not None:
        return earlier
    if found in items and not dash and found not in keys:
        message = f"a key among list items; write '- {entry[0].strip()}', or indent it like the key of the list"
    elif found not in levels:
        message = _fits(found, levels, entry[0], failure)
    elif dash:
        message = "a list item among keys; indent it below the key that it belongs to, or write 'key: value'"
    else:
        return None
    return Slip(failure.line, found, "wrong-indent", message)


def _odd_first(failure: _Failure, found: int, levels: Sequence[int]) -> Slip | None:
    """The first entry of a list or mapping, where it alone is indented by more than those below it."""
    lines = failure.lines
    entries = [number for number in range(failure.line) if _is_entry(lines[number], len(lines[number]))]
    if found in levels or not entries:
        return None
    first = entries[-1]
    level = next((each for each in (_indent(lines[first]), _content(lines[first])) if each in levels), found)
    above = lines[entries[-2]] if len(entries) > 1 else ""
    alone = level > found and (above == "" or _indent(above) < _indent(lines[first]))
    if not alone or (_followers(lines, failure.line, found) == 1 and not (level % 2 and found % 2 == 0)):
        return None
    column = _indent(lines[first])
    entry = lines[first][column:].partition(" ")[0]
    message = f"{entry!r} is indented by {_spaces(column)}; use {column - level + found}, like the lines below"
    return Slip(first, column, "wrong-indent", message)


def _followers(lines: Sequence[str], start: int, indent: int) -> int:
    """Return how many entries from a line on have an indentation, up to the first line that has less."""
    below = takewhile(lambda line: not line.strip() or _indent(line) >= indent, lines[start:])
    return sum(_indent(line) == indent and _is_entry(line, indent) for line in below)


def _no_key(failure: _Failure, found: int) -> Slip | None:
    """A line above without a colon, which makes one text of it and of the entry below it."""
    for number in range(failure.line - 1, -1, -1):
        line = failure.lines[number]
        if line.strip() and _content(line) <= found:
            is_text = _content(line) == found and not _is_entry(line[found:], 0) and not line.lstrip().startswith("#")
            return Slip(number, found, "missing-colon", NO_COLON) if is_text else None
    return None


def _shallow_text(failure: _Failure, found: int) -> Slip | None:
    """A line of a text in `|` or `>` that is indented by less than the first line of the text."""
    last = failure.tokens[-1] if failure.tokens else None
    if not isinstance(last, yaml.ScalarToken) or last.style not in ("|", ">"):
        return None
    first = next((line for line in failure.lines[last.start_mark.line + 1 :] if line.strip()), "")
    message = f"this line of the text is indented by {_spaces(found)}; use {_indent(first)}, like its first line"
    return Slip(failure.line, found, "wrong-indent", message)


def _fits(found: int, levels: Sequence[int], entry: str, failure: _Failure) -> str:
    """Return the message for an entry that stands at none of the levels at which it could."""
    least = min((abs(level - found) for level in levels), default=0)
    use = " or ".join(str(level) for level in sorted(levels) if abs(level - found) == least) or "as many as needed"
    message = f"{entry.strip()!r} is indented by {_spaces(found)}; use {use}, like the lines above"
    goes_on = failure.complaint.startswith("mapping values")
    return f"{message}; or put the text above in quotes, if this line is part of it" if goes_on else message


def _spaces(number: int) -> str:
    return "1 space" if number == 1 else f"{number} spaces"


def _levels(failure: _Failure) -> tuple[list[int], list[int]]:
    """Return the columns at which keys, and items of lists, stand in what is open above the parser's line."""
    opened: list[tuple[int, bool]] = []
    for token in failure.tokens:
        if token.start_mark.line >= failure.line:
            break
        if isinstance(token, yaml.BlockMappingStartToken):
            opened.append((token.start_mark.column, False))
        elif isinstance(token, yaml.BlockSequenceStartToken):
            opened.append((token.start_mark.column, True))
        elif isinstance(token, yaml.BlockEndToken) and opened:
            opened.pop()
    keys = sorted({column for column, is_list in opened if not is_list})
    # the items of a list may stand below the first letter of its key
    return keys, [column for column, is_list in opened if is_list] or keys


def _no_colon(failure: _Failure) -> Slip | None:
    """A line without a colon among keys, or below a list."""
    if not failure.complaint.startswith("could not find expected ':'") or failure.since is None:
        return None
    line, column = failure.since
    return Slip(line, column, "missing-colon", NO_COLON)


# --- places ---------------------------------------------------------------------------------------


def _is_entry(line: str, deepest: int) -> bool:
    """Return whether a line begins an entry of a list or mapping, indented by `deepest` spaces or less."""
    found = _indent(line)
    # further left than the text began, also a key of several words is an entry
    return found <= deepest and (_ENTRY if found == deepest else _LOOSE_ENTRY).match(line.lstrip()) is not None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _content(line: str) -> int:
    """Return the column of the first sign after spaces and the dashes of list items."""
    found = _BEFORE.match(line)
    return found.end() if found else 0


def _value(line: str) -> int:
    """Return the column at which the value of a line begins: after its dashes and its first key."""
    found = _VALUE.match(line)
    return found.end() if found else 0


_LOOKS: tuple[Callable[[_Failure], Slip | None], ...] = (
    _open_quote,
    _early_quote,
    _odd_indent,
    _escape,
    _signs,
    _bracket,
    _of_lines,
    _indentation,
    _no_colon,
)
