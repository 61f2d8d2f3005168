"""The closed list of custody events, past tense; the ledger writes nothing else (`model.md` 1).

Rules kept here:
- one class per event; its ledger type is the snake_case of the class name;
- the envelope of an event is never personal: item code, unit code, place code, times;
- every other field is personal or free text and leaves the house only as a salted digest
  (`ledger.md` 1.2). A field that is None is not disclosed at all;
- every event names its actor by staff number, with the name of that moment beside it (P17);
- `at` is when it happened as stated, the time of recording is the ledger's own (P5).
"""

from dataclasses import dataclass, fields

from custody.domain.event import (
    ENVELOPE,
    Event,
    EventT,
    Json,
    Recorded,
    at_moment,
    batch_id,
)

# What all events share is used beside the list.
__all__ = ["ENVELOPE", "Event", "EventT", "Json", "Recorded", "at_moment", "batch_id"]


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
class PackageMade(Event):
    """A package or container got a code of its own (P18). Always its first event."""

    nature: str | None = None
    description: str | None = None
    seal: str | None = None
    holder: Json = None


@dataclass(frozen=True, kw_only=True)
class ItemPacked(Event):
    """A thing was put into a package or container; it lies where that lies (P18)."""

    into: str | None = None


@dataclass(frozen=True, kw_only=True)
class ItemUnpacked(Event):
    """A thing was taken out of its package or container."""

    from_: str | None = None


@dataclass(frozen=True, kw_only=True)
class ItemSplit(Event):
    """A thing was split into parts with codes of their own, and ends here (P21)."""

    parts: Json = None
    difference: int | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class ItemSplitOff(Event):
    """A part of a thing that was split. Always the part's first event; `ref` names the split."""

    parent: str | None = None
    check_feature: Json = None
    holder: Json = None
    taking: str | None = None
    category: str | None = None
    description: str | None = None
    quantity: int | None = None
    condition: str | None = None
    marks: str | None = None
    received_at: str | None = None


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
    """Somebody saw the thing and noted condition, seal, quantity or money; `second` counted along."""

    condition: str | None = None
    seal: str | None = None
    seal_state: str | None = None
    quantity: int | None = None
    cash: Json = None
    second: str | None = None
    remarks: str | None = None


@dataclass(frozen=True, kw_only=True)
class SealChanged(Event):
    """The wrapping was opened and sealed anew, with a witness (P31)."""

    old: str | None = None
    new: str | None = None
    witness: str | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class TransferOffered(Event):
    """The holder asks somebody to take over and stays responsible until they do (P43, P53)."""

    holder_from: Json = None
    holder_to: Json = None
    purpose: str | None = None
    seal: str | None = None
    due: str | None = None
    with_: str | None = None


@dataclass(frozen=True, kw_only=True)
class TransferAccepted(Event):
    """The named receiver has the thing and answers for it from now on (P44)."""

    holder_from: Json = None
    holder_to: Json = None
    seal: str | None = None
    seal_state: str | None = None
    condition: str | None = None
    with_: str | None = None


@dataclass(frozen=True, kw_only=True)
class TransferRefused(Event):
    """The receiver says it is not right; the giver stays responsible (P45)."""

    reason: str | None = None
    remarks: str | None = None
    with_: str | None = None


@dataclass(frozen=True, kw_only=True)
class TransferWithdrawn(Event):
    """The giver takes the offer back (P46)."""

    reason: str | None = None
    with_: str | None = None


@dataclass(frozen=True, kw_only=True)
class ItemHandedOn(Event):
    """The thing went to somebody without an account, who signed for it (P55)."""

    holder_to: Json = None
    organisation: str | None = None
    identity_seen: str | None = None
    purpose: str | None = None
    due: str | None = None
    signature: Json = None
    with_: str | None = None


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
class ItemMissing(Event):
    """The thing is not where it should be; the holder stays responsible (P77)."""

    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class ItemFound(Event):
    """A missing thing on record is there again (P79)."""

    remarks: str | None = None
    condition: str | None = None


@dataclass(frozen=True, kw_only=True)
class HoldSet(Event):
    """Nobody may give this away or dispose of it for now; the ground is for complaint staff (C78)."""

    hold: str | None = None
    reason: str | None = None
    complaint: str | None = None


@dataclass(frozen=True, kw_only=True)
class HoldLifted(Event):
    """A named person lifted the hold, with a reason (C80)."""

    hold: str | None = None
    reason: str | None = None
    complaint: str | None = None


@dataclass(frozen=True, kw_only=True)
class LabelPrinted(Event):
    """A label of the item was printed, or printed again and why (P121)."""

    copy: int | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class Correction(Event):
    """Facts of the event in `ref` were wrong: field, old and new value, and why (P118)."""

    fields: Json = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class ItemVoided(Event):
    """An item entered twice or by mistake; two persons, a reason, and the code is never reused.

    `told` says how whoever has the receipt came to know (P119).
    """

    reason: str | None = None
    second: str | None = None
    told: str | None = None


@dataclass(frozen=True, kw_only=True)
class ClaimMade(Event):
    """A citizen says that a thing was handed over and no record of it is found (C59)."""

    claim: str | None = None
    account: str | None = None
    category: str | None = None


@dataclass(frozen=True, kw_only=True)
class ClaimChanged(Event):
    """A claim went from one state to another."""

    claim: str | None = None
    from_: str | None = None
    to: str | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class ComplaintLinked(Event):
    """A complaint and its items belong together; both are digests, so nobody else can tell."""

    complaint: str | None = None
    items: Json = None


@dataclass(frozen=True, kw_only=True)
class ComplaintChanged(Event):
    """A complaint came in, or went from one state to another."""

    complaint: str | None = None
    from_: str | None = None
    to: str | None = None
    reason: str | None = None
    text_sha256: str | None = None
    import_ref: str | None = None


@dataclass(frozen=True, kw_only=True)
class KeyRotated(Event):
    """The signing keys changed, or a signer was set up anew (`ledger.md` 3.3, 4.2)."""

    fields: Json = None


@dataclass(frozen=True, kw_only=True)
class Restored(Event):
    """The register was put back from a set; `fields` say from when it is and how far it goes (Q79)."""

    fields: Json = None


@dataclass(frozen=True, kw_only=True)
class RollbackAcknowledged(Event):
    """Two people say that this log is to be gone on with, though another one was signed (Q16)."""

    second: str | None = None
    reason: str | None = None
    fields: Json = None


@dataclass(frozen=True, kw_only=True)
class ReadLogDigest(Event):
    """What the read log of one day adds up to, so that a changed day is found (Q45)."""

    fields: Json = None


EVENT_CLASSES: dict[str, type[Event]] = {cls.type: cls for cls in Event.__subclasses__()}
EVENT_TYPES = frozenset(EVENT_CLASSES)


def rebuild(type: str, envelope: dict[str, Json], opened: dict[str, Json]) -> Event:
    """Return the event of this type with its opened facts; facts unknown to the class are left out."""
    cls = EVENT_CLASSES[type]
    known = {f.name.rstrip("_"): f.name for f in fields(cls) if f.name not in ENVELOPE}
    facts = {known[name]: value for name, value in opened.items() if name in known}
    facts.setdefault("actor", "")
    return cls(**envelope, **facts)
