"""Item codes, receipt numbers, and what a scanner may have typed.

Rules kept here (`ledger.md` 2.1, `screens.md` 6.1, `matching.md` 11):
- 23 symbols without look-alikes; nine random and one check symbol, sum of position x value = 0
  mod 23, so every single wrong symbol and every swap of two is found;
- a code is a name, never a secret: it opens nothing by itself;
- reading guesses nothing: exactly one reading with a right check symbol, or an error;
- a keyboard-type scanner set to US may type on a French, Belgian or German keyboard;
- a label of another host is refused visibly (Q38).
"""

import re
from dataclasses import dataclass

from custody.domain.errors import InputError
from custody.domain.words import mark

ALPHABET = "0123456789CDEFHJKNPRTVX"
_VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)}
_PRIME = 23
PLACE_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,23}")


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
    """Return the symbol that makes the weighted sum of these symbols and itself 0 mod 23."""
    total = sum(weight * _VALUE[symbol] for weight, symbol in enumerate(symbols, start=1))
    return ALPHABET[-total * pow(len(symbols) + 1, -1, _PRIME) % _PRIME]


def make_item_code(nine_symbols: str) -> str:
    """Return the item code of nine drawn symbols."""
    if len(nine_symbols) != 9:
        raise ValueError("an item code is made of nine symbols")
    return nine_symbols + check_symbol(nine_symbols)


def is_item_code(text: str) -> bool:
    """Say whether this is ten symbols of the alphabet with a right check symbol."""
    return len(text) == 10 and all(c in _VALUE for c in text) and check_symbol(text[:9]) == text[9]


def show_item_code(code: str) -> str:
    """Return a code as people read it: ``F5D-PN2-09V2``."""
    return f"{code[:3]}-{code[3:6]}-{code[6:]}"


# What each layout types for a US key, unshifted and shifted, row by row.
_US = (
    "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"
    + '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
)
_LAYOUTS = {
    "us": _US,
    "fr": "²&é\"'(-è_çà)=azertyuiop^$*qsdfghjklmùwxcvbn,;:!"
    + "~1234567890°+AZERTYUIOP¨£µQSDFGHJKLM%WXCVBN?./§",
    "be": "²&é\"'(§è!çà)-azertyuiop^$µqsdfghjklmùwxcvbn,;:="
    + "³1234567890°_AZERTYUIOP¨*£QSDFGHJKLM%WXCVBN?./+",
    "de": "^1234567890ß´qwertzuiopü+#asdfghjklöäyxcvbnm,.-"
    + "°!\"§$%&/()=?`QWERTZUIOPÜ*'ASDFGHJKLÖÄYXCVBNM;:_",
}
_UNDO = {
    name: {ord(typed): meant for typed, meant in zip(layout, _US, strict=True)}
    for name, layout in _LAYOUTS.items()
}
_DIGIT_KEYS = {
    "fr": dict(zip("à&é\"'(-è_ç", "0123456789", strict=True)),
    "be": dict(zip("à&é\"'(§è!ç", "0123456789", strict=True)),
}
# With caps lock on, the same keys give their shifted sign on some systems: plain digits.
_GROUPED = re.compile(r"[0-9A-Za-z]{3}-[0-9A-Za-z]{3}-[0-9A-Za-z]{4}")


def read_item_code(text: str) -> str:
    """Return the one item code that this text can mean, or BadCodeError, AmbiguousCodeError."""
    text = text.strip()
    if _GROUPED.fullmatch(text):
        readings = {_fold(text.replace("-", ""))}
    else:
        readings = {_plain(text)}
        if not any(c.isdigit() for c in text[-10:]):
            readings |= {_through(text, keys) for keys in _DIGIT_KEYS.values()}
    codes = {reading for reading in readings if is_item_code(reading)}
    if not codes:
        raise BadCodeError(found=text[:60])
    if len(codes) > 1:
        raise AmbiguousCodeError(found=text[:60])
    return codes.pop()


def _fold(text: str) -> str:
    """Fold the case of ASCII letters alone: `upper()` would turn one letter into two."""
    return "".join(c.upper() if "a" <= c <= "z" else c for c in text)


def _plain(text: str) -> str:
    return _fold(text.replace(" ", "").replace("-", "")[-10:])


def _through(text: str, keys: dict[str, str]) -> str:
    folded = [keys.get(c) or keys.get(c.lower()) or _fold(c) for c in text.replace(" ", "")[-10:]]
    return "".join(folded)


def repairs(text: str) -> tuple[str, ...]:
    """Return the codes that differ in one symbol from a ten-symbol text whose check is wrong.

    The check rule leaves exactly one repair per position. They are questions, never answers.
    """
    found = _plain(text)
    if len(found) != 10 or any(c not in _VALUE for c in found):
        return ()
    total = sum(weight * _VALUE[symbol] for weight, symbol in enumerate(found, start=1)) % _PRIME
    if total == 0:
        return ()
    codes = []
    for weight in range(1, 11):
        wrong = _VALUE[found[weight - 1]]
        right = (wrong - total * pow(weight, -1, _PRIME)) % _PRIME
        codes.append(found[: weight - 1] + ALPHABET[right] + found[weight:])
    return tuple(codes)


def make_receipt_no(year: int, number: int) -> str:
    """Return the receipt number ``R26-000417-X`` of the n-th receipt of a year."""
    digits = f"{year % 100:02d}{number:06d}"
    return f"R{digits[:2]}-{digits[2:]}-{check_symbol(digits)}"


def is_receipt_no(text: str) -> bool:
    """Say whether this is a receipt number as it is written, with a right check symbol."""
    match = re.fullmatch(r"R(\d\d)-(\d{6,})-([0-9CDEFHJKNPRTVX])", text)
    return match is not None and check_symbol(match[1] + match[2]) == match[3]


def read_receipt_no(text: str) -> str:
    """Return the receipt number that was typed: blanks, lower case and lacking hyphens are fine."""
    plain = re.sub(r"[\s-]", "", _fold(text.strip()))
    match = re.fullmatch(r"R?(\d\d)(\d{1,})([0-9CDEFHJKNPRTVX])", plain)
    if match:
        no = f"R{match[1]}-{match[2]:0>6}-{match[3]}"
        if is_receipt_no(no):
            return no
    raise BadReceiptNoError(found=text[:60])


@dataclass(frozen=True)
class Scanned:
    """What kind of label was read: item, place, badge, command, receipt, status, foreign or bare."""

    nature: str
    value: str


_ROUTES = {"I": "item", "P": "place", "M": "badge", "C": "command", "B": "receipt", "S": "status"}


def read_scan(text: str, host: str) -> Scanned:
    """Return what was scanned or typed. An address that is not ours is `foreign` (Q38).

    The typing of each layout is undone until the address of this host appears; the item code
    itself is then read from the raw text, by its own stricter rules.
    """
    text = text.strip()
    for undo in _UNDO.values():
        address = text.translate(undo)
        match = re.fullmatch(r"(?i)https?://([^/]+)/([ipmcbs])/([^#?]+).*", address)
        if match and match[1].lower() == host.lower():
            return Scanned(_ROUTES[match[2].upper()], _fold(match[3]))
        if re.match(r"(?i)[a-z][a-z0-9+.-]*://", address):
            return Scanned("foreign", text)
    try:
        return Scanned("item", read_item_code(text))
    except InputError:
        return Scanned("bare", text)
