"""What stands on the receipt that a citizen takes home: "Bewijs van afgifte".

Rules kept here (P125, `ledger.md` 3.1 and 3.2, `screens.md` 6.3):
- each object is named with its count, marks, condition and ground; beside them who gave it or
  "not stated", who took it, unit, place, both times, where it is, whether it comes back;
- the QR holds the signed token; without a token the paper says "not yet signed";
- a reprint has the same number and token, and says "copy 2" outside the signed part;
- whoever did not sign is named with the reason.

How it is drawn stands in `templates/paper/receipt.typ`, which gets the values made here.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from custody.domain.codes import show_item_code
from custody.paper import ink, qr

Size = Literal["A6", "A4"]
Text = Callable[[str], str]

SOURCE = "receipt.typ"
QR_SIDE = 60.0  # Millimetres with the quiet zone, at most.
QR_DPI = 203  # A module is whole dots of the coarsest printer.


@dataclass(frozen=True)
class ReceiptLine:
    """One object. `amount` is a count or a sum as text; `why` where it differs from the rest."""

    code: str
    amount: str
    name: str
    marks: str = ""
    condition: str = ""
    seal: str = ""
    why: str = ""


@dataclass(frozen=True)
class Signature:
    """How the giver signed: a written PNG, a typed name, the reason why not, or by pen later."""

    written: bytes | None = None
    typed: str = ""
    refused: str = ""


@dataclass(frozen=True)
class ReceiptPaper:
    """All that a receipt says. Texts are ready to read; `recorded` is empty when it adds nothing.

    `url` has the signed token and is None while there is none. `opening` chooses what is true:
    the citizen gave it, brought it, or the police took it. `next_steps` does the same for what
    follows: it returns, a decision comes, or it stays.
    """

    no: str
    url: str | None
    issued_at: datetime
    lines: tuple[ReceiptLine, ...]
    happened: str
    taken_by: str
    unit: str
    place: str
    why: str
    destination: str
    comes_back: str
    signature: Signature
    officer_signed: str
    recorded: str = ""
    giver: str = ""
    opening: Literal["given", "brought", "taken"] = "given"
    next_steps: Literal["returns", "decided", "stays"] = "returns"
    copy_no: int = 1
    phone: str = ""
    service_name: str = ""


def described(
    paper: ReceiptPaper, size: Size, words: Mapping[str, Any], text: Text
) -> dict[str, Any]:
    """Return the values of a receipt for its source, each text made printable."""
    facts = {name: text(value) for name, value in asdict(paper).items() if isinstance(value, str)}
    return facts | {
        "size": size,
        "lang": words["lang"],
        "words": words["receipt"],
        "copy_no": paper.copy_no,
        "lines": [_line(line, text) for line in paper.lines],
        "signature": _signature(paper.signature, text),
        "qr": qr.picture(paper.url, QR_SIDE, QR_DPI) if paper.url else None,
    }


def _line(line: ReceiptLine, text: Text) -> dict[str, str]:
    facts = {name: text(value) for name, value in asdict(line).items()}
    return facts | {"code": show_item_code(line.code)}


def _signature(signature: Signature, text: Text) -> dict[str, Any]:
    """Return how the giver signed; a written signature with nothing in it counts as none."""
    written = ink.signature(signature.written) if signature.written else None
    return {
        "written": list(written) if written else None,
        "typed": text(signature.typed),
        "refused": text(signature.refused),
    }
