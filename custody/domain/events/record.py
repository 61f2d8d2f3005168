"""What happens to the record itself: keys, a restore, the digest of the read log."""

from dataclasses import dataclass

from custody.domain.event import Event, Json


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
