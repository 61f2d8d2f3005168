"""Item codes, receipt numbers, and what was scanned.

Rules kept here (`ledger.md` 2.1, `screens.md` 6.1, `matching.md` 11, Q38):
- 23 symbols without look-alikes; nine random and one check symbol, sum of position x value = 0
  mod 23, so every single wrong symbol and every swap of two is found;
- a code is a name, never a secret: it opens nothing by itself;
- reading guesses nothing: exactly one reading with a right check symbol, or an error;
- a scanner set to US may type on a French, Belgian or German keyboard (`keyboards.py`);
- an address of another host is named as foreign, whatever code stands at its end (Q38).
"""

import re
from dataclasses import dataclass
from operator import mul
from typing import Literal

from custody.domain.errors import InputError
from custody.domain.keyboards import DIGIT_KEYS, undone
from custody.domain.words import mark

ALPHABET = "0123456789CDEFHJKNPRTVX"
PLACE_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,23}")
LONGEST_SCAN = 1000  # Characters; the longest text on anything we print is a receipt's 715.

_VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)}
_PRIME = 23
_WEIGHTS = range(1, _PRIME)


class BadCodeError(InputError):
    """No reading of this text is an item code."""

    sentence = mark("“%(found)s” is not a complete code. Scan again, or type the 10 characters.")


class AmbiguousCodeError(InputError):
    """More than one reading has a right check symbol; nobody guesses."""

    sentence = mark("“%(found)s” can be read in two ways. Type the code with its hyphens.")


class BadReceiptNoError(InputError):
    """This text is no receipt number."""

    sentence = mark("“%(found)s” is not a receipt number. It looks like R26-000417-X.")


def check_symbol(symbols: str) -> str:
    """Return the symbol that makes the weighted sum of these symbols and itself 0 mod 23.

    ValueError for other symbols, and for more than 21: the 23rd position would weigh nothing.
    """
    if len(symbols) > _PRIME - 2 or not _all_known(symbols):
        raise ValueError("a check symbol is made over at most 21 symbols of the alphabet")
    weight = len(symbols) + 1
    return ALPHABET[-_weighted(symbols) * pow(weight, -1, _PRIME) % _PRIME]


def _all_known(symbols: str) -> bool:
    return all(symbol in _VALUE for symbol in symbols)


def _weighted(symbols: str) -> int:
    """Return the sum of position x value, positions counted from 1 at the left."""
    return sum(map(mul, _WEIGHTS, map(_VALUE.__getitem__, symbols)))


def make_item_code(nine_symbols: str) -> str:
    """Return the item code of nine drawn symbols; ValueError for anything else."""
    if len(nine_symbols) != 9:
        raise ValueError("an item code is made of nine symbols")
    return nine_symbols + check_symbol(nine_symbols)


def is_item_code(text: str) -> bool:
    """Say whether this is ten symbols of the alphabet with a right check symbol."""
    # Asked for each event of a check of the whole log: one look at each symbol is enough.
    try:
        return len(text) == 10 and _weighted(text) % _PRIME == 0
    except KeyError:
        return False


def show_item_code(code: str) -> str:
    """Return a code as people read it: ``F5D-PN2-09V2``."""
    return f"{code[:3]}-{code[3:6]}-{code[6:]}"


# Any signs count as a group, so that digits typed without shift are not read as a scan.
_GROUPED = re.compile(r"[^\s-]{3}-[^\s-]{3}-[^\s-]{4}")


def read_item_code(text: str) -> str:
    """Return the one item code that this text can mean, or BadCodeError, AmbiguousCodeError.

    The text may have anything in front of the code, such as an address typed by a scanner.
    """
    codes = {reading for reading in _readings(text) if is_item_code(reading)}
    if not codes:
        raise BadCodeError(found=text.strip()[:60])
    if len(codes) > 1:
        raise AmbiguousCodeError(found=text.strip()[:60])
    return codes.pop()


def _readings(text: str) -> set[str]:
    """Return what the last symbols of a text can be, by the order of `screens.md` 6.1.

    Text in groups of 3-3-4 is typed by hand and read as it stands. Else the plain reading drops
    blanks and hyphens and takes the last ten; the French and Belgian one takes the last ten before
    hyphens are dropped, because there a hyphen is a 6, and is ruled out by a digit among them.
    """
    closed = "".join(text.split())
    plain = fold(closed.replace("-", "")[-10:])
    raw = closed[-10:]
    if _GROUPED.fullmatch(text.strip()) or any(c in "0123456789" for c in raw):
        return {plain}
    return {plain} | {"".join(keys.get(c) or fold(c) for c in raw) for keys in DIGIT_KEYS}


def fold(text: str) -> str:
    """Fold the case of ASCII letters alone: `upper()` would turn one letter into two."""
    return "".join(c.upper() if "a" <= c <= "z" else c for c in text)


def repairs(text: str) -> tuple[str, ...]:
    """Return the codes that differ in one symbol from a ten-symbol text whose check is wrong.

    The check rule leaves exactly one repair per position, so ten. They are questions to a person,
    never answers. Nothing for a right code, nor for text with no or several readings.
    """
    found = {reading for reading in _readings(text) if len(reading) == 10 and _all_known(reading)}
    if len(found) != 1:
        return ()
    wrong = found.pop()
    total = _weighted(wrong)
    if total % _PRIME == 0:
        return ()
    codes = []
    for weight, symbol in enumerate(wrong, start=1):
        value = (_VALUE[symbol] - total * pow(weight, -1, _PRIME)) % _PRIME
        codes.append(wrong[: weight - 1] + ALPHABET[value] + wrong[weight:])
    return tuple(codes)


# Written in full a number has six digits; a longer one, or one without its zeros, starts with 1-9.
_NUMBER = "((?!000000)[0-9]{6}|[1-9][0-9]{0,8})"
_CHECK = "([0-9CDEFHJKNPRTVX])"
_RECEIPT_NO = re.compile(rf"R([0-9]{{2}})-((?!000000)[0-9]{{6}}|[1-9][0-9]{{6,8}})-{_CHECK}")
_WHOLE = re.compile(rf"R?([0-9]{{2}}){_NUMBER}{_CHECK}")
# Beside hyphens any zeros may lack, and a last digit without a hyphen belongs to the number.
_PARTED = re.compile(rf"R?-?([0-9]{{2}})-?0*([1-9][0-9]{{0,8}})(?:-|(?=[A-Z])){_CHECK}")
# Without any hyphen a seventh digit is the check symbol, and must be right.
_UNCHECKED = re.compile(rf"R-?([0-9]{{2}})(?:-|(?![0-9]{{7}})){_NUMBER}")


def make_receipt_no(year: int, number: int) -> str:
    """Return the receipt number ``R26-000417-X`` of the n-th receipt of a year of this century."""
    if not 2000 <= year <= 2099 or not 1 <= number < 10**9:
        raise ValueError("a receipt number needs a year of this century and a number from 1 on")
    return _receipt_no(f"{year % 100:02d}", str(number))


def _receipt_no(year: str, number: str) -> str:
    number = number.zfill(6)
    return f"R{year}-{number}-{check_symbol(year + number)}"


def is_receipt_no(text: str) -> bool:
    """Say whether this is a receipt number as it is written, with a right check symbol."""
    match = _RECEIPT_NO.fullmatch(text)
    return match is not None and check_symbol(match[1] + match[2]) == match[3]


def read_receipt_no(text: str) -> str:
    """Return the receipt number that was typed, as it is written on paper.

    Blanks, lower case, lacking hyphens and lacking zeros are fine. The ``R`` may lack when the
    check symbol is there and right; the check symbol may lack when the ``R`` is there. Without it
    nothing protects against a typing error, so show what was found before anything is done with it.
    A check symbol that is there must be right. BadReceiptNoError when nothing fits;
    AmbiguousCodeError when a last digit can be the check symbol and a part of the number.
    """
    typed = fold("".join(text.split()))
    checked = (_PARTED if "-" in typed else _WHOLE).fullmatch(typed)
    found = set()
    if checked and _receipt_no(checked[1], checked[2])[-1] == checked[3]:
        found.add(_receipt_no(checked[1], checked[2]))
    if unchecked := _UNCHECKED.fullmatch(typed):
        found.add(_receipt_no(unchecked[1], unchecked[2]))
    if not found:
        raise BadReceiptNoError(found=text.strip()[:60])
    if len(found) > 1:
        raise AmbiguousCodeError(found=text.strip()[:60])
    return found.pop()


Nature = Literal["item", "place", "badge", "command", "receipt", "status", "foreign", "bare"]
_ROUTES: dict[str, tuple[Nature, re.Pattern[str]]] = {
    "I": ("item", re.compile(r"[0-9CDEFHJKNPRTVX]{10}")),
    "P": ("place", PLACE_CODE),
    "M": ("badge", PLACE_CODE),
    "C": ("command", PLACE_CODE),
    "B": ("receipt", re.compile(r"[A-Z0-9-]{1,24}")),
    "S": ("status", re.compile(r"[A-Z2-7]{26}")),
}
_PATH = re.compile(r"([ipmcbsIPMCBS])/([^/?#]+)(?:[?#].*)?")


@dataclass(frozen=True)
class Scan:
    """What was scanned or typed: the nature of the label, and the code on it in capitals.

    `foreign` is an address of another host, with the raw text as value. `bare` is text that is no
    label and no item code, such as a typed place, or a code with a wrong check symbol.
    """

    nature: Nature
    value: str


def read_scan(text: str, host: str) -> Scan:
    """Return what was scanned: an address of `host` (with its port, if any), or bare text.

    The typing of every keyboard is undone, and the reading counts that starts with our host: the
    signs ``://`` and ``/`` are others on every keyboard, so it is never more than one. Without
    such a reading, an address of any host in any reading is foreign, and so is plain text with a
    slash. Only then the last ten characters may be an item code: that also helps with keyboards
    that nobody thought of, whose signs differ but whose letters and digits do not.
    """
    text = text.strip()
    if len(text) > LONGEST_SCAN:
        return Scan("foreign", text)
    ours = re.compile(rf"(?:https?://)?{re.escape(host)}/(.*)", re.ASCII | re.IGNORECASE)
    readings = tuple(undone(text))
    for match in filter(None, map(ours.fullmatch, readings)):
        return _label(match[1])
    if any("://" in reading for reading in readings) or "/" in text or "\\" in text:
        return Scan("foreign", text)
    try:
        return Scan("item", read_item_code(text))
    except InputError:
        return Scan("bare", text)


def _label(path: str) -> Scan:
    """Return the label behind one of our addresses; a path that is no label is bare text."""
    match = _PATH.fullmatch(path)
    if match is None:
        return Scan("bare", path)
    nature, form = _ROUTES[match[1].upper()]
    value = fold(match[2])
    if nature == "item":
        value = value.replace("-", "")
    if not form.fullmatch(value) or (nature == "item" and not is_item_code(value)):
        return Scan("bare", value)
    return Scan(nature, value)
