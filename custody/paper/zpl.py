"""A label as the commands of a label printer (ZPL).

The whole label goes as one graphic: the printer draws the very dots that were seen and tested,
with our fonts, our segments of the QR and every script. So no text of a person ever stands in
the commands, and nothing in a text, a caret or a tilde, can become one (Q40).
"""

import re

from custody.paper.ink import dots

_MOST_COPIES = 99
_REPEATED = re.compile(r"(.)\1+")
_TWENTIES = "ghijklmnopqrstuvwxyz"  # 20, 40 ... 400 times
_ONES = "GHIJKLMNOPQRSTUVWXY"  # 1, 2 ... 19 times


def label(png: bytes, copies: int = 1) -> str:
    """Return the commands that print this one-bit picture so many times, 1 to 99."""
    if not 1 <= copies <= _MOST_COPIES:
        raise ValueError(f"copies must be from 1 to {_MOST_COPIES}")
    width, height, rows = dots(png)
    wide = (width + 7) // 8
    return (
        f"^XA^PW{width}^LL{height}^LH0,0^FO0,0"
        f"^GFA,{len(rows)},{len(rows)},{wide},{_compressed(rows, wide)}^FS^PQ{copies}^XZ\n"
    )


def _compressed(rows: bytes, wide: int) -> str:
    """Return the rows as hexadecimal text in the printer's own short form."""
    out, previous = [], ""
    for start in range(0, len(rows), wide):
        line = rows[start : start + wide].hex().upper()
        out.append(":" if line == previous else _short(line))
        previous = line
    return "".join(out)


def _short(line: str) -> str:
    """Return one row: white to its end is a comma, equal digits are counted."""
    inked = line.rstrip("0")
    end = "," if inked != line else ""
    return _REPEATED.sub(_counted, inked) + end


def _counted(run: re.Match[str]) -> str:
    """Return a run of one digit as its count and the digit; a row has fewer than 420."""
    twenties, ones = divmod(len(run[0]), 20)
    most, rest = divmod(twenties, len(_TWENTIES))
    counts = _TWENTIES[-1] * most + (_TWENTIES[rest - 1] if rest else "")
    return counts + (_ONES[ones - 1] if ones else "") + run[1]
