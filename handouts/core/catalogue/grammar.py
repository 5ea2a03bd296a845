"""The grammar of rule ids: `<fault>-<thing>`, with the fault out of a closed list, as in `missing-alt`.

One fault has one id wherever it stands. The thing is named with the word of the field or with the key that an author
types. A new fault word needs its line here, so that nobody writes `no-alt` beside `missing-alt`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

FAULTS: Mapping[str, str] = {
    "blocked": "may not be used, as its own entry says",
    "broken": "is damaged or incomplete, and cannot be read",
    "contradictory": "differs from what is said of the same thing elsewhere",
    "deep": "has too many levels",
    "duplicate": "occurs more than once",
    "empty": "holds nothing",
    "encrypted": "opens only with a password",
    "excessive": "is more than a limit, a study or the evidence allows",
    "expired": "was allowed up to a day that has passed",
    "forbidden": "must not be printed, offered or used",
    "foreign": "belongs to another language, program or region",
    "hard": "is too hard to read",
    "hidden": "is not seen by everybody",
    "impersonal": "speaks about the reader and not to the reader",
    "internal": "is a fault of the program itself",
    "large": "has too many bytes",
    "long": "has too many words, items or characters",
    "low": "is below what is needed",
    "merged": "was joined and must be apart",
    "misplaced": "stands at the wrong place",
    "missing": "is needed and is not there",
    "misspelt": "is probably a typing error",
    "mixed": "is of two kinds where one is needed",
    "old": "is of an earlier time than it should be",
    "overdue": "should have been done before today",
    "overflowing": "does not fit into its room",
    "overlapping": "covers something else",
    "passive": "does not say who acts",
    "poor": "is there and says too little",
    "refused": "was asked for and not granted",
    "retracted": "was withdrawn by its publisher",
    "reversed": "runs in the wrong direction",
    "small": "is too small to be seen or scanned",
    "split": "should be one and is written as two",
    "stray": "is there and means nothing here",
    "superseded": "was replaced by something newer",
    "tight": "has too little room around it",
    "touching": "leaves no room to the text beside it",
    "unclosed": "is opened and not closed",
    "unconfirmed": "nobody has seen in full",
    "unexplained": "is used before it is explained",
    "ungrounded": "rests on nothing that says it",
    "unknown": "is not one of the known ones",
    "unreadable": "cannot be opened or scanned",
    "unsupported": "is of a kind that the program or the evidence does not carry",
    "untagged": "is outside of the structure that a screen reader follows",
    "untidy": "shows the remains of an edit",
    "untraced": "has no source",
    "unwritable": "cannot be written to the disk",
    "unwritten": "has not been written yet",
    "vague": "says how much without a number",
    "wrong": "is there and is not what it must be",
}

_ID = re.compile(r"(?P<fault>[a-z]+)-[a-z0-9]+(?:-[a-z0-9]+)*\Z")


def is_rule_id(name: str) -> bool:
    """Return whether a name is built as the id of a rule."""
    match = _ID.match(name)
    return match is not None and match["fault"] in FAULTS
