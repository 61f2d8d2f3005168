"""What a keyboard-type scanner meant, when the computer reads its keys by another layout.

Such a scanner plays the keys of a US keyboard: one key per character, with or without shift. The
computer turns keys into characters by its own layout and its caps lock, so the address
``https://BON.EXAMPLE/P/KLUIS-4`` arrives as

- ``httpsM!!BON:EXQ?PLE!P!KLUIS)'`` on a French keyboard,
- ``httpsM==BON:EXQ?PLE=P=KLUIS)'`` on a Belgian one (and on a French Apple keyboard),
- ``httpsÖ--BON.EXAMPLE-P-KLUISß4`` on a German one.

Rules kept here (`ledger.md` 2.1, `screens.md` 6.1):
- every key of a layout has one character without and one with shift, so typing can be undone
  exactly, also for the letters that move (A Q W Z M Y) and for the signs of an address;
- caps lock is off, or turns letters alone (Linux, Apple), or turns every key (Windows, for French,
  Belgian and German). A letter may therefore come back in the wrong case: readers fold case;
- nothing is chosen here. Whoever asks accepts the one reading that starts with an address of ours.
"""

from collections.abc import Iterator
from functools import cache
from typing import Literal

CapsLock = Literal["off", "letters", "every key"]

# The 47 keys row by row, left to right: the characters without shift, then those with shift.
# The blanks between the rows stand at the same place everywhere, so they stay blanks.
_US = (
    "`1234567890-= qwertyuiop[]\\ asdfghjkl;' zxcvbnm,./",
    '~!@#$%^&*()_+ QWERTYUIOP{}| ASDFGHJKL:" ZXCVBNM<>?',
)
_LAYOUTS = {
    "US": _US,
    "French": (
        "²&é\"'(-è_çà)= azertyuiop^$* qsdfghjklmù wxcvbn,;:!",
        "~1234567890°+ AZERTYUIOP¨£µ QSDFGHJKLM% WXCVBN?./§",
    ),
    "Belgian": (
        "²&é\"'(§è!çà)- azertyuiop^$µ qsdfghjklmù wxcvbn,;:=",
        "³1234567890°_ AZERTYUIOP¨*£ QSDFGHJKLM% WXCVBN?./+",
    ),
    "German": (
        "^1234567890ß´ qwertzuiopü+# asdfghjklöä yxcvbnm,.-",
        "°!\"§$%&/()=?` QWERTZUIOPÜ*' ASDFGHJKLÖÄ YXCVBNM;:_",
    ),
}
_CAPS: tuple[CapsLock, ...] = ("off", "letters", "every key")
# Linux gives the capital of a letter also where the key has a digit with shift: É, Ç, and this.
_CAPITALS = {"ß": "ẞ"}


def _digit_keys(layout: str) -> dict[str, str]:
    """Return the digit that each character of the digit row stands for, also as a capital."""
    plain = dict(zip(_LAYOUTS[layout][0][1:11], "1234567890", strict=True))
    return plain | {character.upper(): digit for character, digit in plain.items()}


# French and Belgian keyboards need shift for a digit; a scanner set to US does not press it.
DIGIT_KEYS = (_digit_keys("French"), _digit_keys("Belgian"))


def undone(text: str) -> Iterator[str]:
    """Yield what may have been meant by a typed text: itself, then per layout and caps lock.

    Each reading comes once. Characters that no key of a layout gives stay as they are.
    """
    seen = {text}
    yield text
    for table in _tables():
        reading = text.translate(table)
        if reading not in seen:
            seen.add(reading)
            yield reading


@cache
def _tables() -> tuple[dict[int, str], ...]:
    return tuple(_table(layout, caps) for layout in _LAYOUTS for caps in _CAPS)


def _table(layout: str, caps: CapsLock) -> dict[int, str]:
    """Return the US character of each character that this layout types."""
    table: dict[int, str] = {}
    for plain, shifted, us_plain, us_shifted in zip(*_LAYOUTS[layout], *_US, strict=True):
        is_letter = plain.upper() == shifted
        if caps == "every key" or (caps == "letters" and is_letter):
            table[ord(shifted)], table[ord(plain)] = us_plain, us_shifted
        else:
            table[ord(plain)], table[ord(shifted)] = us_plain, us_shifted
        capital = _CAPITALS.get(plain, plain.upper())
        if caps == "letters" and not is_letter and len(capital) == 1:
            table.setdefault(ord(capital), us_plain)
    return table
