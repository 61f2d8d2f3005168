"""The seals of an item: which number closed it when, what was seen of it, and by whom.

Rules kept here:
- a seal number is in use once at a time; the things of one handover may share a bag (P30);
- each handover may note the seal: intact, broken, another number, none. A broken seal never blocks
  receiving; it is a discrepancy that both sides are told of (P30, P31);
- opening has a reason and a witness; the old and the new number stay linked (P31);
- both record the number: the witness reads it from the seal, and types it as well (P27).
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

from custody.domain import events as e
from custody.domain.errors import ConflictError, InputError
from custody.domain.trail import Trail, moment_of
from custody.domain.words import mark

SEAL_STATES = {
    "intact": mark("Seal intact"),
    "broken": mark("Seal broken"),
    "differs": mark("Other number on the seal"),
    "none": mark("No seal"),
}
NOT_RIGHT = frozenset({"broken", "differs", "none"})


class SealTakenError(ConflictError):
    """A seal number that closes something else now (P30)."""

    sentence = mark("Seal %(number)s is already on %(code)s. Look at the number again.")


class SealStateError(InputError):
    """A seal was looked at, and nobody says how it was."""

    sentence = mark("Choose how the seal is. Another number? Fill it in.")


class SealDiffersError(InputError):
    """The two who seal something read another number (P27)."""

    sentence = mark(
        "You typed %(new)s, the witness typed %(again)s. Look at the seal together, and mend what "
        "is wrong."
    )


class SealReasonError(InputError):
    """Opened or sealed anew without a reason (P31)."""

    sentence = mark("Fill in the new seal number, and why it was opened.")


@dataclass(frozen=True)
class SealSeen:
    """What somebody saw of a seal; `number` where it was another one."""

    state: str
    number: str | None = None


@dataclass(frozen=True)
class SealCheck:
    """One look at a seal that is on record."""

    at: datetime
    by: str
    state: str
    number: str | None = None


@dataclass(frozen=True)
class Seal:
    """One seal from when it was put on to when it was opened, with the looks at it in between."""

    number: str
    since: datetime
    by: str
    witness: str = ""
    until: datetime | None = None
    why: str = ""
    checks: tuple[SealCheck, ...] = field(default_factory=tuple)


def check_both(new: str, again: str) -> None:
    """Refuse two numbers of one seal that are not the same; spaces and capitals do not count (P27)."""
    if _plain(new) != _plain(again):
        raise SealDiffersError(new=new.strip(), again=again.strip() or "–")


def _plain(number: str) -> str:
    return "".join(number.split()).casefold()


def check_seen(seen: SealSeen | None) -> None:
    """Refuse a look that says nothing, or another number without the number."""
    if seen is not None and (
        seen.state not in SEAL_STATES or (seen.state == "differs" and not seen.number)
    ):
        raise SealStateError()


def seals(trail: Trail) -> tuple[Seal, ...]:
    """Return the seals of an item, the present one last."""
    found: list[Seal] = []
    for record in trail.records:
        event, at = record.event, moment_of(record)
        who = event.actor_name or event.actor
        if isinstance(event, e.ItemReceived) and event.seal:
            found.append(Seal(event.seal, at, who))
        elif isinstance(event, e.SealChanged):
            if found:
                found[-1] = replace(found[-1], until=at, why=event.reason or "")
            if event.new:
                found.append(Seal(event.new, at, who, event.witness or ""))
        elif isinstance(event, e.TransferAccepted | e.ItemInspected) and event.seal_state and found:
            check = SealCheck(at, who, event.seal_state, event.seal)
            found[-1] = replace(found[-1], checks=(*found[-1].checks, check))
    return tuple(found)
