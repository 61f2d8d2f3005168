"""The closed list of custody events, past tense; the ledger writes nothing else (`model.md` 1).

Rules kept here:
- one class per event; its ledger type is the snake_case of the class name;
- the envelope of an event is never personal: item code, unit code, place code, times;
- every other field is personal or free text and leaves the house only as a salted digest
  (`ledger.md` 1.2). A field that is None is not disclosed at all;
- every event names its actor by staff number, with the name of that moment beside it (P17);
- `at` is when it happened as stated, the time of recording is the ledger's own (P5).
"""

from dataclasses import fields

from custody.domain.event import (
    ENVELOPE,
    Event,
    EventT,
    Json,
    Recorded,
    at_moment,
    batch_id,
)
from custody.domain.events.complaints import (
    ClaimChanged,
    ClaimMade,
    ComplaintChanged,
    ComplaintLinked,
    HoldLifted,
    HoldSet,
)
from custody.domain.events.items import (
    Correction,
    ItemDescribed,
    ItemDisposed,
    ItemFound,
    ItemInspected,
    ItemMissing,
    ItemMoved,
    ItemReceived,
    ItemReturned,
    ItemVoided,
    LabelPrinted,
    ReceiptIssued,
    SealChanged,
    TakingChanged,
)
from custody.domain.events.packing import (
    ItemPacked,
    ItemSplit,
    ItemSplitOff,
    ItemUnpacked,
    PackageMade,
)
from custody.domain.events.record import (
    KeyRotated,
    ReadLogDigest,
    Restored,
    RollbackAcknowledged,
)
from custody.domain.events.transfers import (
    ItemHandedOn,
    TransferAccepted,
    TransferOffered,
    TransferRefused,
    TransferWithdrawn,
)

__all__ = [
    "ENVELOPE",
    "EVENT_CLASSES",
    "EVENT_TYPES",
    "ClaimChanged",
    "ClaimMade",
    "ComplaintChanged",
    "ComplaintLinked",
    "Correction",
    "Event",
    "EventT",
    "HoldLifted",
    "HoldSet",
    "ItemDescribed",
    "ItemDisposed",
    "ItemFound",
    "ItemHandedOn",
    "ItemInspected",
    "ItemMissing",
    "ItemMoved",
    "ItemPacked",
    "ItemReceived",
    "ItemReturned",
    "ItemSplit",
    "ItemSplitOff",
    "ItemUnpacked",
    "ItemVoided",
    "Json",
    "KeyRotated",
    "LabelPrinted",
    "PackageMade",
    "ReadLogDigest",
    "ReceiptIssued",
    "Recorded",
    "Restored",
    "RollbackAcknowledged",
    "SealChanged",
    "TakingChanged",
    "TransferAccepted",
    "TransferOffered",
    "TransferRefused",
    "TransferWithdrawn",
    "at_moment",
    "batch_id",
    "rebuild",
]

EVENT_CLASSES: dict[str, type[Event]] = {cls.type: cls for cls in Event.__subclasses__()}
EVENT_TYPES = frozenset(EVENT_CLASSES)


# The facts of each type by their name in the record, with the field that holds them.
_FACTS = {
    type: {f.name.rstrip("_"): f.name for f in fields(cls) if f.name not in ENVELOPE}
    for type, cls in EVENT_CLASSES.items()
}


def rebuild(type: str, envelope: dict[str, Json], opened: dict[str, Json]) -> Event:
    """Return the event of this type with its opened facts; facts unknown to the class are left out."""
    known = _FACTS[type]
    facts = {known[name]: value for name, value in opened.items() if name in known}
    facts.setdefault("actor", "")
    return EVENT_CLASSES[type](**envelope, **facts)
