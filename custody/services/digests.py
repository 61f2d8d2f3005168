"""What the read log of a day adds up to, kept as an event, so that a changed day is found (Q45).

Rules kept here:
- a day (UTC) is digested once, an hour after its end, when no answer of that day is still under way;
- the days before are caught up with, so a worker that stood still leaves no gap;
- the event holds a number of rows and a hash, salted like every opened fact: nobody who looked and
  nothing that was seen can be read from the log itself.
"""

from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from custody import storage
from custody.domain import events as e
from custody.domain.looks import bounds, day_facts
from custody.domain.people import system_person
from custody.storage.store import Books

AFTER = timedelta(hours=1)
MOST_DAYS = 31
WORKER = system_person("worker")


def digest_days(at: datetime) -> int:
    """Digest the days that are over and were not digested yet; return how many were."""
    with storage.reading() as books:
        missing = _missing(books, at)
    if not missing:
        return 0
    with storage.transaction() as books:
        missing = _missing(books, at)
        books.ledger.append([_event(books, day, at) for day in missing])
    return len(missing)


def _missing(books: Books, at: datetime) -> list[date]:
    """Return the days since the first event, at most a month of them, that have no digest."""
    if not books.ledger.size():
        return []
    first = books.ledger.record(0).rec.date()
    last = (at - AFTER).astimezone(UTC).date() - timedelta(days=1)
    days = [last - timedelta(days=n) for n in range(MOST_DAYS)]
    days = sorted(day for day in days if day >= first)
    known = books.ledger.with_ids([_id(books, day) for day in days])
    return [day for day in days if _id(books, day) not in known]


def _id(books: Books, day: date) -> str:
    return str(uuid5(NAMESPACE_URL, f"{books.ledger.origin}/read-log/{day.isoformat()}"))


def _event(books: Books, day: date, at: datetime) -> e.ReadLogDigest:
    return e.ReadLogDigest(
        id=_id(books, day),
        actor=WORKER.number,
        actor_name=WORKER.name,
        at=at,
        src="system",
        fields=day_facts(day, books.audit.looks_between(*bounds(day))),
    )
