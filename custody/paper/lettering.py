"""Texts made ready for paper: what a person typed, and nothing that our fonts cannot show.

Rules kept here (Q40, Q42):
- a text stays literally what it is; markup of any language is only signs;
- what would be invisible or turn the reading order around is shown by its number, `[U+202E]`;
- a sign that no font of ours has is shown by its number too: nothing vanishes from a receipt;
- a word without end may break, so nothing runs off the paper.
"""

import re
import unicodedata
from collections.abc import Callable

LONGEST_WORD = 20
_BREAK = "\u200b"  # An invisible place where a line may break.
# Joiners, direction marks and the choice between emoji and text: without ink, dropped.
_DROPPED = re.compile("[\u200b-\u200f\u061c\u2060\ufeff\ufe00-\ufe0f]")
_HIDDEN = {"Cc", "Cs", "Co", "Cn"}
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_PIECE = re.compile(rf".{{1,{LONGEST_WORD}}}[\u0300-\u036f\u064b-\u0652]*")
_LONG = re.compile(rf"[^\s\u200b]{{{LONGEST_WORD + 1},}}")


def printable(text: str, has: Callable[[str], bool]) -> str:
    """Return a text of one line that prints whole; `has` says whether a font has a sign."""
    text = " ".join(unicodedata.normalize("NFC", _DROPPED.sub("", text)).split())
    shown = "".join(
        sign if _visible(sign) and has(sign) else numbered(sign) + _BREAK for sign in text
    )
    return _LONG.sub(_broken, shown)


def numbered(sign: str) -> str:
    """Return a sign as its number, as in ``[U+202E]``."""
    return f"[U+{ord(sign):04X}]"


def _visible(sign: str) -> bool:
    return unicodedata.category(sign) not in _HIDDEN and not _TURNING.match(sign)


def _broken(word: re.Match[str]) -> str:
    """Return a long word with places to break it, never inside a sign and its accent."""
    return _BREAK.join(_PIECE.findall(word[0]))
