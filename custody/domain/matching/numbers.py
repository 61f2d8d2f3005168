"""How two numbers agree: look-alikes, one wrong symbol, receipt numbers in all their spellings.

Misread and mistyped numbers are looked up by their variants, never by a trigram search.
"""

import re

from custody.domain.matching.text import fold
from custody.domain.matching.values import Identifier
from custody.domain.words import mark

MOST_VARIANTS = 600
_LOOKS = str.maketrans("OILBSZGQ", "01185260")
_ALPHABET = "0123456789ACDEFHJKMNPRTUVWXY"
_RECEIPT = re.compile(r"R?\s*(\d\d)[-\s/]*([0-9OIL]{3,})(?:[-\s]?([0-9A-Z]))?$")


def looks(value: str) -> str:
    """Fold letters and digits that look alike."""
    return value.translate(_LOOKS)


def same_but_looks(one: str, other: str) -> bool:
    """Say whether two numbers are the same when look-alikes count as one."""
    return looks(one) == looks(other)


def one_edit(one: str, other: str) -> bool:
    """Say whether one symbol is wrong, missing or too many, or two changed places."""
    a, b = looks(one), looks(other)
    if len(a) == len(b):
        wrong = [n for n in range(len(a)) if a[n] != b[n]]
        return len(wrong) == 1 or (
            len(wrong) == 2
            and wrong[1] == wrong[0] + 1
            and (a[wrong[0]], a[wrong[1]]) == (b[wrong[1]], b[wrong[0]])
        )
    short, long = sorted((a, b), key=len)
    return len(long) == len(short) + 1 and any(
        long[:n] + long[n + 1 :] == short for n in range(len(long))
    )


def variants(value: str) -> tuple[str, ...]:
    """Return what a number may have been before one error: substitution, swap, symbol lost or added."""
    folded = looks(value)
    made = dict.fromkeys([folded])
    for n in range(len(folded) - 1):
        made[folded[:n] + folded[n + 1] + folded[n] + folded[n + 2 :]] = None
    for n in range(len(folded)):
        made[folded[:n] + folded[n + 1 :]] = None
    alphabet = "0123456789" if folded.isdigit() else _ALPHABET
    for n in range(len(folded)):
        made.update(dict.fromkeys(folded[:n] + symbol + folded[n + 1 :] for symbol in alphabet))
    made.update(dict.fromkeys(folded + symbol for symbol in alphabet))
    return tuple(made)[:MOST_VARIANTS]


def receipt_numbers(text: str) -> tuple[str, ...]:
    """Return the year and number that a receipt number may mean, without zeros: ``25-1310``."""
    match = _RECEIPT.fullmatch(fold(text).upper().strip())
    if match is None:
        return ()
    year, digits, check = match[1], match[2].translate(_LOOKS), match[3]
    found = [f"{year}-{digits.lstrip('0')}"]
    if check and check in "0123456789" and len(digits) < 6:
        found.append(f"{year}-{(digits + check).lstrip('0')}")
    if check is None and len(digits) > 6:
        found.append(f"{year}-{digits[:-1].lstrip('0')}")
    return tuple(dict.fromkeys(one for one in found if not one.endswith("-")))


def receipt_no(ours: Identifier, theirs: Identifier) -> tuple[str, str] | None:
    """Return how two receipt numbers agree: exact, in one place wrong, or the beginning alone."""
    mine = receipt_numbers(ours.shown or ours.value) or receipt_numbers(ours.value)
    other = receipt_numbers(theirs.shown or theirs.value) or receipt_numbers(theirs.value)
    if set(mine) & set(other):
        return "exact", mark("the receipt number %(number)s stands in the complaint")
    if receipt_start(ours) and any(_padded(one).startswith(receipt_start(ours)) for one in other):
        return "prefix", mark("the receipt number begins with %(number)s")
    if any(one_edit(_padded(a), _padded(b)) for a in mine for b in other):
        return "one_edit", mark("the receipt number differs in one place: %(register)s")
    return None


def _padded(number: str) -> str:
    year, _, digits = number.partition("-")
    return year + digits.zfill(6)


def receipt_start(one: Identifier) -> str:
    """Return the beginning of a receipt number of which the end cannot be read, or nothing."""
    match = _RECEIPT.fullmatch(fold(one.shown or one.value).upper().strip())
    if match is None or len(match[2]) != 5 or not match[2].startswith("0"):
        return ""
    return match[1] + match[2].translate(_LOOKS)
