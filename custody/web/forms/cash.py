"""Money in a form: notes and coins by their number, and the sum typed apart (P25)."""

import re
from typing import Any

from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional

from custody.domain.items import EURO_FACES, Cash, check_cash
from custody.web.forms.said import Part


class CashForm(Part):
    """Notes and coins of one currency, by number."""


for _face in EURO_FACES:
    setattr(CashForm, f"n{_face}", IntegerField("", [Optional(), NumberRange(0, 100_000)]))


def read_cash(item: Any) -> Cash:
    """Return the money as it was counted; the sum typed apart must agree (P25)."""
    if item.cash_way.data != "counted":
        cash = Cash(counted=False)
    else:
        counts = {face: item.cash.form[f"n{face}"].data or 0 for face in EURO_FACES}
        cash = Cash(faces=tuple((face, n) for face, n in counts.items() if n))
    check_cash(cash, read_euros(item.cash_total.data), item.seal.data)
    return cash


def read_euros(typed: str) -> int | None:
    """Return a typed amount in cents: ``1.250,50``, ``1250.50`` and ``1250`` alike; None when empty."""
    plain = typed.replace("€", "").replace(" ", "")
    if not plain:
        return None
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    whole, _, cents = plain.partition(".")
    # Not isdigit(): that holds for "²" as well, which is no number.
    if not re.fullmatch(r"[0-9]{1,12}", whole) or not re.fullmatch(r"[0-9]{0,2}", cents):
        return -1
    return int(whole) * 100 + int((cents + "00")[:2])
