"""The register as lines for another one, or for a spreadsheet.

Rules kept here:
- what leaves reads back as the same facts; check features, pictures, signatures and the trail
  stay here (P33);
- what was voided or disposed of does not leave: it is no longer anybody's to keep;
- who takes the register out stands in the read log before the first line leaves (Q44).
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from custody import storage
from custody.domain import events as e
from custody.domain.complaints import Complaint
from custody.domain.exchange import cash_text, moment_text
from custody.domain.items import Party
from custody.domain.lines import AMSTERDAM
from custody.domain.people import Person
from custody.domain.trail import State
from custody.services.exchange.outcome import in_batches
from custody.storage.store import Books

Fields = dict[str, Any]


def items(by: Person, at: datetime) -> Iterator[Fields]:
    """Return every item in custody or returned, by code, as the fields of a line."""
    _note("items", by, at)
    with storage.reading() as books:
        kept = (state for state in books.items.all() if _leaves(state))
        for some in in_batches(kept):
            known = [state.item for state in some]
            first = books.ledger.first_of(known)
            acts = books.handovers.of_items(known)
            for state in some:
                begun = _beginning(books, first[state.item].event)
                yield _item(books, state, begun, acts.get(state.item))


def _leaves(state: State) -> bool:
    """Say whether a thing is a line: wrappings and what was split are none, their contents are."""
    return state.nature == "item" and state.status in ("in_custody", "returned")


def _beginning(books: Books, first: e.Event) -> e.ItemReceived:
    """Return how a thing came to us; for a part, how the whole came."""
    while isinstance(first, e.ItemSplitOff):
        first = books.ledger.trail(first.parent or "").records[0].event
    assert isinstance(first, e.ItemReceived)
    return first


def complaints(by: Person, at: datetime) -> Iterator[Fields]:
    """Return every complaint, newest first, as the fields of a line."""
    _note("complaints", by, at)
    with storage.reading() as books:
        forms = books.complaints.forms()
        for some in in_batches(books.complaints.all()):
            first = books.ledger.with_ids([forms[one.number] for one in some])
            for one in some:
                record = first.get(forms[one.number])
                ref = getattr(record.event, "import_ref", None) if record else None
                yield _complaint(one, ref or one.number)


def _note(what: str, by: Person, at: datetime) -> None:
    with storage.transaction() as books:
        look = storage.Look(at, by.number, "command", (f"export:{what}",), "export", "command")
        books.audit.looked(look)


def _item(
    books: Books,
    state: State,
    first: e.ItemReceived,
    act: tuple[storage.Act, tuple[Party, ...]] | None,
) -> Fields:
    persons = {person.role: person for person in act[1]} if act else {}
    numbers = [(kind, value) for kind, value in state.identifiers if kind != "receipt"]
    returned = state.status == "returned" and state.since
    fields: Fields = {
        "import_ref": (state.parent is None and first.import_ref) or state.item,
        "code": state.item,
        "taking": state.taking,
        "category": state.category,
        "quantity": state.quantity,
        "description": state.description,
        "marks": state.marks,
        "condition": state.condition,
        "seal": state.seal,
        "cash": cash_text(state.cash),
        "precision": first.precision or "exact",
        "registered": first.registered or _written(state.recorded_at),
        "place": first.taken_at,
        "lies_at": first.place,
        "held_by": state.holder.ref if state.holder and not returned else "",
        "unit": state.unit,
        "officer": first.officer or _officer(first),
        "receipt": _receipt(books, state, act[0].id if act else ""),
        "identifiers": [{"kind": kind, "value": value} for kind, value in numbers],
        "returned": returned.astimezone(AMSTERDAM).date().isoformat() if returned else "",
        "handed_over_by": _person(persons.get("giver") or persons.get("finder")),
        "owner": _person(persons.get("owner")),
        "for_whom": _person(persons.get("for_whom")),
    }
    if first.at is not None:
        fields["datetime"] = moment_text(first.at, first.precision or "exact")
    return _said(fields)


def _said(fields: Mapping[str, Any]) -> Fields:
    """Leave out what is not known, so that a line holds facts alone."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def _written(moment: datetime | None) -> str:
    return moment_text(moment, "exact") if moment else ""


def _officer(first: e.ItemReceived) -> str:
    return "" if first.actor.startswith("system:") else first.actor


def _receipt(books: Books, state: State, act: str) -> str:
    said = [value for kind, value in state.identifiers if kind == "receipt"]
    for no in said or books.signed.receipts_of(act):
        return no
    return ""


def _person(person: Party | None) -> Fields:
    if person is None:
        return {}
    parts = {
        "name": person.name,
        "dob": person.born,
        "phone": person.phone,
        "email": person.email,
        "address": person.address,
    }
    return _said(parts)


def _complaint(one: Complaint, import_ref: str) -> Fields:
    return _said(
        {
            "import_ref": import_ref,
            "received": one.received_on.isoformat(),
            "channel": one.channel,
            "language": one.language,
            "state": one.state,
            "unit": one.unit,
            "handler": one.handler,
            "complainant": _person(one.complainant),
            "represented": _said({"name": one.represented, "relation": one.relation}),
            "text": one.text,
        }
    )
