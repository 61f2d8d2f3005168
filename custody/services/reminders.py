"""Reminding: what is due at a moment goes into the outbox, one message per person and notice.

Each reminder is asked for once (P39). One that has nobody to go to, such as of a unit without a
chief, is not counted as asked for: it goes out when there is somebody.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from custody import storage
from custody.domain.gaps import Norms
from custody.domain.people import Person
from custody.domain.reminders import EARLIEST, PERSONAL_KINDS, Reminder, of_keeping, of_offer
from custody.storage.store import Books


def remind(at: datetime) -> int:
    """Ask for every reminder that is due and was not asked for yet; return how many messages."""
    with storage.reading() as books:
        due = _new(books, at)
    if not due:
        return 0
    with storage.transaction() as books:
        messages: dict[tuple[str, str], list[Reminder]] = defaultdict(list)
        for reminder in _new(books, at):
            for person in _receivers(books, reminder):
                messages[person.number, reminder.notice].append(reminder)
        for (number, notice), reminders in messages.items():
            _enqueue(books, number, notice, reminders, at)
        books.reminders.asked({one.key for some in messages.values() for one in some}, at)
    return len(messages)


def _enqueue(
    books: Books, number: str, notice: str, reminders: Iterable[Reminder], at: datetime
) -> None:
    """Put one message in the outbox; its key, and so its id, is of exactly these reminders."""
    keys = sorted(reminder.key for reminder in reminders)
    name = uuid.uuid5(uuid.NAMESPACE_URL, "\n".join([number, *keys]))
    items = sorted({reminder.item for reminder in reminders})
    payload = {"to": number, "notice": notice, "items": items}
    books.outbox.add("mail", f"mail:{name}", payload, at)


def _new(books: Books, at: datetime) -> list[Reminder]:
    """Return what is due and was not asked for, and somebody is there to be reminded."""
    due = {reminder.key: reminder for reminder in _due(books, at)}
    new = books.reminders.new(due.keys())
    return [due[key] for key in sorted(new) if _receivers(books, due[key])]


def _due(books: Books, at: datetime) -> Iterator[Reminder]:
    kinds = books.places.kinds()
    for state in books.keeping.in_places(PERSONAL_KINDS, before=at - EARLIEST):
        yield from of_keeping(state, kinds[state.place or ""], at)
    norms = Norms()
    for state in books.keeping.offered(before=at - norms.answer):
        yield from of_offer(state, at, norms)


def _receivers(books: Books, reminder: Reminder) -> tuple[Person, ...]:
    """Return who is reminded: a person, the staff of a post, the chief, or the custodians."""
    if reminder.receiver == "custodian":
        return books.people.with_role("custodian", reminder.unit)
    if reminder.receiver == "chief":
        unit = books.places.unit(reminder.unit)
        return _one(books, unit.chief if unit else None)
    meant = reminder.holder
    if meant is None or meant.nature not in ("person", "post"):
        return ()
    return books.people.staff_of(meant.ref) if meant.nature == "post" else _one(books, meant.ref)


def _one(books: Books, number: str | None) -> tuple[Person, ...]:
    account = books.people.account(number=number) if number else None
    return (account.person,) if account and account.active else ()
