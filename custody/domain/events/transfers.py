"""From one pair of hands to the next: asked, accepted, refused, or signed for (P43 to P55)."""

from dataclasses import dataclass

from custody.domain.event import Event, Json


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
