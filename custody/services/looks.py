"""Looks: who looked at what, on record before the answer leaves (Q44)."""

from datetime import datetime

from custody import storage
from custody.domain.people import Person


def record(
    seen: tuple[str, ...],
    *,
    purpose: str,
    route: str,
    request_id: str,
    by: Person,
    at: datetime,
) -> None:
    """Record who is about to see what; committed when this returns (Q44)."""
    look = storage.Look(at, by.number, route, seen, purpose, request_id)
    with storage.transaction() as books:
        books.audit.looked(look)


def newest(by: Person) -> tuple[storage.Look, ...]:
    """Return the newest records of who looked at what, for auditor and coordinator (C93)."""
    with storage.reading() as books:
        return books.audit.looks()


def names_of_staff(by: Person) -> dict[str, str]:
    """Return the name behind each staff number, for whoever reads the record of who looked."""
    with storage.reading() as books:
        return {one.person.number: one.person.name for one in books.people.accounts()}
