"""Can the register work: one line per thing that can fail, each on its own (Q75, Q76, Q86).

Rules kept here:
- a fault turns its own line red and no other; what cannot be asked because the database is away
  is told as not known, and that is the database's line;
- nothing here is personal: sizes, ages and versions alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog

from custody import storage
from custody.storage import room, schema
from custody.storage.store import Books

LEAST_FREE = 500_000_000
LONGEST_WAIT = timedelta(minutes=15)
LONGEST_UNSIGNED = timedelta(minutes=15)
LONGEST_UNCHECKED = timedelta(days=8)
CLOCK_MAY_DIFFER = timedelta(minutes=2)
log = structlog.get_logger("custody.health")


@dataclass(frozen=True)
class Line:
    """One thing that can fail: whether it is in order, and what was found."""

    name: str
    ok: bool
    found: str


def lines(at: datetime, least_free: int = LEAST_FREE) -> tuple[Line, ...]:
    """Return every line of health at this moment."""
    known: list[tuple[str, Callable[[], tuple[bool, str]]]] = [
        ("storage", _storage),
        ("space", lambda: _space(least_free)),
        ("keys", _keys),
        ("verified", lambda: _verified(at)),
    ]
    asked: list[tuple[str, Callable[[Books], tuple[bool, str]]]] = [
        ("record", _record),
        ("outbox", lambda books: _outbox(books, at)),
        ("checkpoint", lambda books: _checkpoint(books, at)),
        ("clock", lambda books: _clock(books, at)),
    ]
    found = [_line(name, ask) for name, ask in known]
    try:
        version = schema.version(storage.store().url)
    except Exception as error:
        found.append(Line("database", False, type(error).__name__))
        return (*found, *(Line(name, True, "not known") for name in ("schema", *_names(asked))))
    found.append(Line("database", True, "answers"))
    newest = version == schema.newest()
    found.append(Line("schema", newest, f"{version or '-'} of {schema.newest()}"))
    if not newest:
        return (*found, *(Line(name, True, "not known") for name in _names(asked)))
    with storage.reading() as books:
        for name, ask in asked:
            found.append(_line(name, partial(ask, books)))
    return tuple(found)


def _names(asked: list[tuple[str, Callable[[Books], tuple[bool, str]]]]) -> list[str]:
    return [name for name, _ in asked]


def _line(name: str, ask: Callable[[], tuple[bool, str]]) -> Line:
    try:
        ok, found = ask()
    except Exception as error:
        ok, found = False, type(error).__name__
    return Line(name, ok, found)


def _storage() -> tuple[bool, str]:
    ok = room.can_write()
    return ok, "can be written" if ok else "cannot be written"


def _space(least: int) -> tuple[bool, str]:
    free = room.free_space()
    return free >= least, f"{free // 1_000_000} MB free"


def _keys() -> tuple[bool, str]:
    storage.store().signer.check_keys()
    return True, "can sign"


def _verified(at: datetime) -> tuple[bool, str]:
    """Red when the last check found something, or is too long ago; a new register was never checked."""
    last = room.last_verified()
    if last is None:
        return True, "not yet"
    recent = at - datetime.fromisoformat(last["at"]) <= LONGEST_UNCHECKED
    return recent and not last["findings"], f"{last['findings']} findings at {last['at']}"


def _record(books: Books) -> tuple[bool, str]:
    doubt = storage.look_for_doubt() if storage.store().doubt.found else ""
    return not doubt, doubt or f"{books.ledger.size()} events"


def _outbox(books: Books, at: datetime) -> tuple[bool, str]:
    waiting, oldest, dead = books.outbox.lag(at)
    waits = at - oldest if oldest else timedelta(0)
    text = f"{waiting} waiting, {dead} given up, oldest {int(waits.total_seconds())} s"
    return waits <= LONGEST_WAIT and not dead, text


def _checkpoint(books: Books, at: datetime) -> tuple[bool, str]:
    size = books.signed.signed_up_to()
    if size >= books.ledger.size():
        return True, f"signed up to {size}"
    first = books.ledger.record(size)
    late = at - first.rec > LONGEST_UNSIGNED
    return not late, f"signed up to {size} of {books.ledger.size()}"


def _clock(books: Books, at: datetime) -> tuple[bool, str]:
    """Red when the newest event was recorded later than now: the clock went back (Q10)."""
    size = books.ledger.size()
    ahead = books.ledger.record(size - 1).rec - at if size else timedelta(0)
    return ahead <= CLOCK_MAY_DIFFER, f"newest event {int(ahead.total_seconds())} s from now"


def figures(at: datetime) -> dict[str, float]:
    """Return the sizes and ages to be watched over time; what cannot be asked is left out (Q76)."""
    found: dict[str, float] = {}
    for ask in (_figures_of_room, _figures_of_books):
        try:
            found |= ask(at)
        except Exception as error:
            # Watching must go on while something fails; `lines` says what it is.
            log.warning("not measured", error=type(error).__name__)
    return found


def _figures_of_room(at: datetime) -> dict[str, float]:
    found: dict[str, float] = {"free_bytes": room.free_space()}
    last = room.last_verified()
    if last is not None:
        age = at - datetime.fromisoformat(last["at"])
        found |= {"verify_findings": last["findings"], "verify_age_seconds": age.total_seconds()}
    return found


def _figures_of_books(at: datetime) -> dict[str, float]:
    with storage.reading() as books:
        waiting, oldest, dead = books.outbox.lag(at)
        size, signed_at = books.ledger.size(), books.signed.last_signed_at()
        found: dict[str, float] = {
            "events": size,
            "events_without_checkpoint": size - books.signed.signed_up_to(),
            "receipts_without_signature": books.signed.waiting(),
            "work_waiting": waiting,
            "work_oldest_seconds": (at - oldest).total_seconds() if oldest else 0,
            "work_given_up": dead,
        }
        if signed_at is not None:
            found["checkpoint_age_seconds"] = (at - signed_at).total_seconds()
    return found


def engine_facts() -> tuple[tuple[str, str], ...]:
    """Return what the database and the disk are like, for whoever helps (Q86)."""
    with storage.reading() as books:
        facts = books.engine_facts()
    times = room.sync_times()
    middle = times[len(times) // 2] * 1000
    return (*facts, ("disk", f"a durable write of 4 KiB takes {middle:.2f} ms (middle of 20)"))
