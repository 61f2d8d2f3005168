"""What is handed over: takings, categories, quantities, cash, and the persons around it.

Rules kept here:
- `taking` says how it came to us, `category` what it is; never "kind" or "type" (P10, model 2);
- the duty to record does not depend on taking or value (P1, P2);
- every "who" may be unknown, and unknown is shown (P15);
- quantities and money are whole numbers of the smallest unit, never floats (P23, P25);
- cash is counted per denomination, or "not yet counted" with a seal number (P25, P27);
- up to three check features per item, and they go nowhere but custodian and handler (P33).
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from custody.domain.errors import InputError
from custody.domain.words import mark

TAKINGS = {
    "safekeeping": mark("Handed in for safekeeping"),
    "given_entry": mark("To enter a home"),
    "given_evidence": mark("Evidence"),
    "seized": mark("Seized"),
    "found_internal": mark("Found: vehicle, desk, cell, locker"),
    "found_by_police": mark("Found in the street by the police"),
    "found_by_citizen": mark("Found, brought by a citizen"),
    "detainee_goods": mark("Of somebody in the cell"),
    "for_detainee": mark("For somebody in the cell"),
    "dwelling_left": mark("Home or vehicle left behind"),
    "from_deceased": mark("Of somebody who died"),
    "from_partner": mark("Received from a partner"),
    "police_made": mark("Made by the police"),
    "official_document": mark("Official document taken in"),
    "animal": mark("Animal"),
    "other": mark("Other reason"),
}
FOUND_TAKINGS = frozenset({"found_internal", "found_by_police", "found_by_citizen"})
QUICK_TAKINGS = (
    "safekeeping",
    "given_entry",
    "given_evidence",
    "seized",
    "found_by_citizen",
)

CATEGORIES = {
    "keys": mark("Keys"),
    "phone": mark("Phone"),
    "cash": mark("Cash"),
    "id_document": mark("Identity document"),
    "card": mark("Bank card or pass"),
    "wallet": mark("Wallet"),
    "bag": mark("Bag"),
    "bicycle": mark("Bicycle"),
    "scooter": mark("Scooter"),
    "vehicle": mark("Vehicle"),
    "jewellery": mark("Jewellery"),
    "watch": mark("Watch"),
    "computer": mark("Laptop or tablet"),
    "data_carrier": mark("Data carrier"),
    "camera": mark("Camera"),
    "audio": mark("Audio device"),
    "medication": mark("Medication"),
    "clothing": mark("Clothing"),
    "shoes": mark("Shoes"),
    "glasses": mark("Glasses"),
    "aid": mark("Aid, such as a walking frame"),
    "animal": mark("Animal"),
    "tool": mark("Tool"),
    "document": mark("Papers"),
    "book": mark("Book"),
    "instrument": mark("Musical instrument"),
    "toy": mark("Toy"),
    "sport": mark("Sports gear"),
    "weapon": mark("Weapon"),
    "food": mark("Food or drink"),
    "household": mark("Household goods"),
    "other": mark("Something else"),
}
# The nine tiles of the intake page in their fixed order; a pair asks which of the two it is.
TILES: tuple[tuple[str, ...], ...] = (
    ("keys",),
    ("phone",),
    ("id_document",),
    ("cash",),
    ("bag", "wallet"),
    ("jewellery", "watch"),
    ("computer",),
    ("document",),
    ("other",),
)

CONDITIONS = {
    "good": mark("Good"),
    "used": mark("Used"),
    "damaged": mark("Damaged"),
    "wet": mark("Wet"),
    "unknown": mark("Condition unknown"),
}
PRECISIONS = {
    "exact": mark("exactly then"),
    "about": mark("about then"),
    "day": mark("some time that day"),
    "unknown": mark("time not known"),
}
# Face values in cents, notes first (P25). Another currency gives its own minor units as one sum.
EURO_FACES = (50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1)
PARTY_ROLES = {
    "giver": mark("Giver"),
    "owner": mark("Owner"),
    "holder_before": mark("Lawful holder before"),
    "seized_from": mark("Seized from"),
    "for_whom": mark("Meant for"),
    "finder": mark("Finder"),
    "claimant": mark("Claimant"),
    "authorised": mark("Authorised to collect"),
    "entitled": mark("Entitled person"),
    "witness": mark("Witness"),
}
LATE_AFTER = timedelta(minutes=15)
MOST_ITEMS = 60


class FutureTimeError(InputError):
    """A typed time that is still to come (P114)."""

    sentence = mark("This time is still to come. Fill in when it happened.")


class LateReasonError(InputError):
    """A late entry without its reason (P114)."""

    sentence = mark("This was more than 15 minutes ago. Say briefly why it is recorded now.")


class CashSumError(InputError):
    """The typed sum and the sum of the denominations differ (P25)."""

    sentence = mark(
        "The notes and coins add up to %(found)s, but you typed %(expected)s. Count again."
    )


class SealMissingError(InputError):
    """Uncounted cash without a seal number (P27)."""

    sentence = mark("Fill in the number of the seal on the uncounted money.")


@dataclass(frozen=True)
class Party:
    """A person in a role around an item. Every part may be unknown (P15)."""

    role: str
    name: str = ""
    born: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    stated: bool = True

    def value(self) -> dict[str, object]:
        """Return the part that is known, as the ledger opens it."""
        known = {
            name: value
            for name in ("name", "born", "phone", "email", "address")
            if (value := getattr(self, name))
        }
        return {**known, **({} if self.stated else {"not_stated": True})}


@dataclass(frozen=True)
class Cash:
    """Money of one currency: (face value in minor units, number) pairs, or not yet counted."""

    currency: str = "EUR"
    faces: tuple[tuple[int, int], ...] = ()
    counted: bool = True

    @property
    def total(self) -> int:
        """The sum in minor units, from the denominations alone."""
        return sum(face * number for face, number in self.faces)

    def value(self) -> dict[str, object]:
        """Return the count as the ledger opens it."""
        if not self.counted:
            return {"currency": self.currency, "counted": False}
        faces = [[face, number] for face, number in self.faces if number]
        return {
            "currency": self.currency,
            "counted": True,
            "faces": faces,
            "sum": self.total,
        }


def check_cash(cash: Cash, typed_total: int | None, seal: str | None) -> None:
    """Refuse money whose sum typed apart differs (P25), or that is uncounted and unsealed (P27)."""
    if not cash.counted and not seal:
        raise SealMissingError()
    if cash.counted and typed_total is not None and typed_total != cash.total:
        raise CashSumError(expected=money(typed_total), found=money(cash.total))


def money(minor: int) -> str:
    """Return an amount of cents as plain digits, ``12.50``, for facts in an error."""
    return f"{minor // 100}.{minor % 100:02d}"


@dataclass(frozen=True)
class Description:
    """One thing as it is described at a moment: what an officer sees and counts.

    `word` names its class in the reader's language, for a receipt on which space is short.
    """

    category: str
    description: str = ""
    word: str = ""
    quantity: int | None = 1
    condition: str = "unknown"
    marks: str = ""
    seal: str | None = None
    cash: Cash | None = None
    check_feature: tuple[str, ...] = ()
    photo_sha256: str | None = None
    more_photos: tuple[str, ...] = ()
    expected_back: str | None = None


@dataclass(frozen=True)
class Signature:
    """How the giver or receiver signed: drawn (hash of the picture), typed, or refused with a reason."""

    way: str = "none"
    text: str = ""
    sha256: str | None = None

    def value(self) -> dict[str, object] | None:
        """Return the signature as the ledger opens it, or None when nobody was asked."""
        if self.way == "none":
            return None
        opened: dict[str, object] = {"way": self.way}
        if self.text:
            opened["text"] = self.text
        if self.sha256:
            opened["sha256"] = self.sha256
        return opened


@dataclass(frozen=True)
class Handover:
    """One act in which things came into the hands of the police, as it was typed (P9)."""

    form_id: str
    taking: str
    items: tuple[Description, ...]
    happened_at: datetime
    precision: str = "exact"
    place: str | None = None
    taken_at: str = ""
    parties: tuple[Party, ...] = ()
    signature: Signature = field(default_factory=Signature)
    late_reason: str = ""
    remarks: str = ""

    def party(self, role: str) -> Party | None:
        """Return the first person in this role, if there is one."""
        return next((party for party in self.parties if party.role == role), None)


def check_moment(happened_at: datetime, now: datetime, late_reason: str) -> None:
    """Refuse a time to come, and a late entry without a reason (P114)."""
    check_not_ahead(happened_at, now)
    if is_late(happened_at, now) and not late_reason.strip():
        raise LateReasonError()


def check_not_ahead(happened_at: datetime, now: datetime) -> None:
    """Refuse a typed time that is still to come (P114)."""
    if happened_at > now + timedelta(minutes=1):
        raise FutureTimeError()


def is_late(happened_at: datetime, recorded_at: datetime) -> bool:
    """Say whether an entry is late: more than 15 minutes after it happened (P114)."""
    return recorded_at - happened_at > LATE_AFTER
