"""The words of a text as a search compares them: no accents, no capitals, Dutch endings off.

Rules kept here (`matching.md` 21, `libraries.md`):
- the same code reads what is recorded and what is typed, so both databases find the same;
- the stem takes Dutch plurals and diminutives off and evens out spelling (*tassen*, *tas*;
  *ramen*, *raam*; *huizen*, *huis*). It is for comparing only and never shown;
- a number written in groups is one number too: a serial number or IMEI is found however it was
  spaced.
"""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
# Groups of digits with blanks or signs between them, or of letters and digits with signs.
_GROUPS = re.compile(r"(?<!\w)(?:\d+(?:[-./ ]+\d+)+|[^\W_]+(?:[-./][^\W_]+)+)(?!\w)")
_SHORTEST_NUMBER = 5  # Signs; a shorter number is found by its groups.
_SHORTEST_STEM = 3
# An s after a, i, o or u belongs to the word: huis, glas.
_ENDING = re.compile(r"(?:(?:et|t|p)?jes?|en|e|(?<=[bcdefgklmnprt])s)$")


def plain(text: str) -> str:
    """Return a text in lower case without accents."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in folded if not unicodedata.combining(c))


def words_of(text: str) -> tuple[str, ...]:
    """Return the search words of a text: lower case, no accents, letters and digits only."""
    return tuple(_WORD.findall(plain(text)))


def stem(word: str) -> str:
    """Return what a Dutch word shares with its plural and its diminutive; numbers stay whole."""
    while word.isalpha() and (shorter := _shortened(word)) != word:
        word = shorter
    return word


def _shortened(word: str) -> str:
    if len(word) <= _SHORTEST_STEM:
        return word
    found = _ENDING.search(word)
    if found and found.start() >= _SHORTEST_STEM:
        word = word[: found.start()]
    word = re.sub(r"(.)\1+", r"\1", word)
    return {"v": word[:-1] + "f", "z": word[:-1] + "s"}.get(word[-1], word)


def numbers_of(text: str) -> tuple[str, ...]:
    """Return each number that is written in groups as one word: ``35 693803`` is ``35693803``."""
    found = ("".join(_WORD.findall(m[0])) for m in _GROUPS.finditer(plain(text)))
    return tuple(
        number
        for number in found
        if len(number) >= _SHORTEST_NUMBER and any(c.isdigit() for c in number)
    )


def spellings(*texts: str) -> tuple[str, ...]:
    """Return all that these texts are found by: words, stems, and numbers as one; each once."""
    words = [word for text in texts for word in words_of(text)]
    numbers = [number for text in texts for number in numbers_of(text)]
    return tuple(dict.fromkeys([*words, *map(stem, words), *numbers]))
