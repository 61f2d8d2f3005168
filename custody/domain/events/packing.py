"""Packages and boxes, and a thing that becomes several (P18, P21)."""

from dataclasses import dataclass

from custody.domain.event import Event, Json


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
