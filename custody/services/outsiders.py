"""Handing a thing on to somebody without an account, named with organisation and identity (P55)."""

from datetime import datetime

from custody import storage
from custody.domain import events as e
from custody.domain.events import Recorded
from custody.domain.outsiders import Outsider, check_outsider
from custody.domain.people import Person
from custody.domain.steps import check_release, check_sight
from custody.storage.store import Books


@storage.retried
def hand_on(
    item: str, outsider: Outsider, form_id: str, by: Person, at: datetime
) -> tuple[Recorded, ...]:
    """Hand an item to an outsider: the partner answers for it from now on, until it comes back."""
    check_outsider(outsider)
    draft = e.ItemHandedOn(
        id=form_id,
        actor=by.number,
        actor_name=by.name,
        item=item,
        unit=by.unit,
        organisation=outsider.organisation,
        identity_seen=outsider.identity_seen,
        purpose=outsider.purpose,
        due=outsider.due,
        signature=outsider.signature,
    )
    with storage.transaction() as books:
        if earlier := books.ledger.repeated(draft):
            return earlier
        state = check_sight(books.ledger.trail(item), by).state
        check_release(state, by, entitled=False, contact=books.people.contact_of_holds(by.unit))
        place, holder = _partner_place(books, by), outsider.holder.value()
        event = e.at_moment(draft, at, place=place, holder_to=holder)
        return books.ledger.append(books.with_contents(event))


def _partner_place(books: Books, by: Person) -> str | None:
    return next((p.code for p in books.places.all(by.unit) if p.kind == "partner"), None)
