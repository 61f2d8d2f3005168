"""Dutch plates by their side-codes: six symbols in groups of letters and of digits."""

import re

_TO_DIGIT = str.maketrans("OILBSZGQ", "01185260")
_TO_LETTER = str.maketrans("0185", "OIBS")
_SIDES = frozenset(
    [
        "AA9999",
        "9999AA",
        "99AA99",
        "AA99AA",
        "AAAA99",
        "99AAAA",
        "99AAA9",
        "9AAA99",
        "AA999A",
        "A999AA",
        "AAA99A",
        "A99AAA",
        "9AA999",
        "999AA9",
    ]
)


def fits(match: re.Match[str], raw: str) -> bool:
    """Say whether six symbols in these groups are a plate as it is written."""
    return _side(raw) in _SIDES and _grouped_well(match)


def _side(raw: str) -> str:
    return "".join("9" if c.isdigit() else "A" for c in raw)


def _grouped_well(match: re.Match[str]) -> bool:
    """Say whether each group of a plate is letters alone or digits alone."""
    if match[2] == "":
        return True
    return all(part.isdigit() or part.isalpha() for part in (match[1], match[3], match[4]))


def by_side_code(match: re.Match[str]) -> str | None:
    """Return the plate when look-alikes are read as the one side-code that fits, or None."""
    readings = set()
    for first in (match[1].upper().translate(_TO_DIGIT), match[1].upper().translate(_TO_LETTER)):
        for mid in (match[3].upper().translate(_TO_DIGIT), match[3].upper().translate(_TO_LETTER)):
            for last in (
                match[4].upper().translate(_TO_DIGIT),
                match[4].upper().translate(_TO_LETTER),
            ):
                groups = (first, mid, last)
                if all(g.isdigit() or g.isalpha() for g in groups):
                    readings.add(first + mid + last)
    right = sorted(one for one in readings if _side(one) in _SIDES)
    return right[0] if len(right) == 1 else None
