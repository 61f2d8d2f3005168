"""What a complaint leaves in the log: holds, claims, links, states; its number is a digest."""

from dataclasses import dataclass

from custody.domain.event import Event, Json


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
