"""What happens to one thing: it comes in, is seen, moves, is corrected, goes back to its owner."""

from dataclasses import dataclass

from custody.domain.event import Event, Json


@dataclass(frozen=True, kw_only=True)
class ItemReceived(Event):
    """A thing came into the hands of the police; the actor holds it. Always an item's first event.

    The last five are for a thing from another register: who holds it, how that register calls it,
    when it was entered there and by whom, and the numbers that stand on it.
    """

    taking: str | None = None
    category: str | None = None
    description: str | None = None
    quantity: int | None = None
    condition: str | None = None
    marks: str | None = None
    seal: str | None = None
    cash: Json = None
    giver: Json = None
    owner: Json = None
    for_whom: Json = None
    seized_from: Json = None
    finder: Json = None
    check_feature: Json = None
    precision: str | None = None
    taken_at: str | None = None
    expected_back: str | None = None
    reason: str | None = None
    remarks: str | None = None
    signature: Json = None
    photo_sha256: str | None = None
    holder: Json = None
    import_ref: str | None = None
    registered: str | None = None
    officer: str | None = None
    identifiers: Json = None


@dataclass(frozen=True, kw_only=True)
class ReceiptIssued(Event):
    """A receipt was given for the item events in `ref`, in the order of its list."""

    receipt_no: str | None = None
    items: Json = None
    owner: Json = None


@dataclass(frozen=True, kw_only=True)
class ItemDescribed(Event):
    """More is known of the thing: a photo, a fuller description. Facts only, never a move."""

    fields: Json = None
    photo_sha256: str | None = None


@dataclass(frozen=True, kw_only=True)
class ItemMoved(Event):
    """The thing lies in another place; who answers for it stays the same.

    `reason` says why it is told late, `with` which package or container it went along with.
    """

    remarks: str | None = None
    reason: str | None = None
    precision: str | None = None
    with_: str | None = None


@dataclass(frozen=True, kw_only=True)
class ItemInspected(Event):
    """Somebody saw the thing and noted condition, seal, quantity or money; `second` counted along.

    `signature` says of a count whether the giver watched it, and signed (P29).
    """

    condition: str | None = None
    seal: str | None = None
    seal_state: str | None = None
    quantity: int | None = None
    cash: Json = None
    second: str | None = None
    remarks: str | None = None
    signature: Json = None


@dataclass(frozen=True, kw_only=True)
class SealChanged(Event):
    """The wrapping was opened and sealed anew; `confirmed` is the number as the witness read it (P27, P31)."""

    old: str | None = None
    new: str | None = None
    witness: str | None = None
    reason: str | None = None
    confirmed: str | None = None


@dataclass(frozen=True, kw_only=True)
class ItemMissing(Event):
    """The thing is not where it should be; the holder stays responsible (P77)."""

    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class ItemFound(Event):
    """A missing thing on record is there again (P79)."""

    remarks: str | None = None
    condition: str | None = None


@dataclass(frozen=True, kw_only=True)
class LabelPrinted(Event):
    """A label of the item was printed, or printed again and why (P121)."""

    copy: int | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class ItemReturned(Event):
    """The entitled person has it back; the trail closes (P90 to P95)."""

    receiver: Json = None
    identity_kind: str | None = None
    entitlement: str | None = None
    feature_result: str | None = None
    reason: str | None = None
    remarks: str | None = None
    signature: Json = None


@dataclass(frozen=True, kw_only=True)
class ItemDisposed(Event):
    """The thing was sold, destroyed or given away, by two persons at least (P103 to P107)."""

    kind: str | None = None
    authorisation: str | None = None
    proposer: str | None = None
    approver: str | None = None
    witness: str | None = None


@dataclass(frozen=True, kw_only=True)
class Correction(Event):
    """Facts of the event in `ref` were wrong: field, old and new value, and why (P118)."""

    fields: Json = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class TakingChanged(Event):
    """From this moment it is here for another reason; `told` says how the giver hears of it (P11)."""

    old: str | None = None
    taking: str | None = None
    reason: str | None = None
    told: str | None = None


@dataclass(frozen=True, kw_only=True)
class ItemVoided(Event):
    """An item entered twice or by mistake; two persons, a reason, and the code is never reused.

    `told` says how whoever has the receipt came to know (P119).
    """

    reason: str | None = None
    second: str | None = None
    told: str | None = None
