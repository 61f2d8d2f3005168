"""From hand to hand: offer, accept, refuse, withdraw.

Rules kept here:
- the giver stays responsible until the receiver says so (P43, P53); each line is answered apart (P49);
- only the named receiver answers (P51); exactly one answer wins, whoever comes second is told (Q5);
- a form sent again with another receiver or place is refused, never answered as the first (Q11).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from custody import storage
from custody.domain import events as e
from custody.domain.errors import InputError
from custody.domain.events import Recorded, batch_id
from custody.domain.people import Person
from custody.domain.places import Post, check_open
from custody.domain.seals import NOT_RIGHT, SealSeen, check_seen
from custody.domain.steps import (
    REFUSAL_REASONS,
    check_answer,
    check_offer,
    check_receiver_sight,
    check_sight,
    check_withdraw,
)
from custody.domain.trail import Holder, State, read_holder
from custody.domain.words import mark
from custody.storage.store import Books


class NothingChosenError(InputError):
    """An offer of nothing."""

    sentence = mark("Choose at least one item to hand over.")


class ReceiverUnknownError(InputError):
    """Nobody has this staff number, and no post this code."""

    sentence = mark("We do not know “%(found)s”. Choose a colleague or a desk from the list.")


class AnswerMissingError(InputError):
    """An answer to an offer is one of the two."""

    sentence = mark("Choose “I have it” or “Not right”.")


class RefusalReasonError(InputError):
    """A refusal needs a reason of the list (P45)."""

    sentence = mark("Choose what is not right.")


@dataclass(frozen=True)
class Receivers:
    """Whom one can offer to: the posts of the unit first, then others, then colleagues."""

    posts: tuple[Post, ...]
    people: tuple[Person, ...]
    default: str | None


def receivers(by: Person) -> Receivers:
    """Return whom this person can offer to, the desk of the own unit as the default."""
    with storage.reading() as books:
        posts = [post for post in books.places.posts() if post.code != by.post]
        posts.sort(key=lambda post: (post.unit != by.unit, post.name))
        people = books.people.colleagues(by.unit or "")
        unit = books.places.unit(by.unit)
        return Receivers(
            posts=tuple(posts),
            people=tuple(
                person
                for person in people
                if person.number != by.number and person.may("answer_transfer")
            ),
            default=unit.desk if unit else None,
        )


def incoming(by: Person) -> tuple[State, ...]:
    """Return the items that wait for this person's answer, oldest offer first.

    What is in a package or container that waits is answered with it.
    """
    own = Holder("person", by.number)
    holders = (own, Holder("post", by.post)) if by.post else (own,)
    with storage.reading() as books:
        waiting = books.items.offered_to(*holders)
    codes = {state.item for state in waiting}
    return tuple(state for state in waiting if state.inside not in codes)


@storage.retried
def offer(
    items: Sequence[str], to: str, purpose: str, form_id: str, by: Person, at: datetime
) -> tuple[Recorded, ...]:
    """Ask a person (staff number) or a post (code) to take over these items; all or none."""
    if not items:
        raise NothingChosenError()
    drafts = [
        e.TransferOffered(
            id=batch_id(form_id, n),
            actor=by.number,
            actor_name=by.name,
            item=item,
            unit=by.unit,
            purpose=purpose or None,
        )
        for n, item in enumerate(items)
    ]
    with storage.transaction() as books:
        if earlier := books.ledger.repeated(*drafts):
            if any(read_holder(r.event.holder_to).ref != to for r in earlier):  # type: ignore[attr-defined]
                raise storage.IdReusedError()
            return earlier
        receiver = _receiver(books, to)
        events: list[e.TransferOffered] = []
        for draft in drafts:
            state = check_sight(books.ledger.trail(draft.item or ""), by).state
            check_offer(state, receiver, by)
            assert state.holder is not None
            offered = e.at_moment(
                draft,
                at,
                place=state.place,
                holder_from=state.holder.value(),
                holder_to=receiver.value(),
                seal=state.seal,
            )
            for inner in books.items.inside(state.item):
                check_offer(books.ledger.trail(inner).state, receiver, by)
            events += books.with_contents(offered)
        return books.ledger.append(events)


def _receiver(books: Books, to: str) -> Holder:
    post = books.places.post(to)
    if post is not None:
        return Holder("post", post.code, post.name)
    account = books.people.account(number=to)
    if account is None or not account.active or not account.person.may("answer_transfer"):
        raise ReceiverUnknownError(found=to)
    return Holder("person", account.person.number, account.person.name)


@storage.retried
def accept(
    item: str,
    place: str | None,
    condition: str | None,
    form_id: str,
    by: Person,
    at: datetime,
    seen: SealSeen | None = None,
) -> tuple[Recorded, ...]:
    """Say "I have it": the holder changes now. The place is the one given, or the receiver's own.

    A seal that is not right never blocks this; both sides are told (P31).
    """
    draft = e.TransferAccepted(
        id=form_id,
        actor=by.number,
        actor_name=by.name,
        item=item,
        unit=by.unit,
        place=place or None,
        condition=condition or None,
        seal_state=seen.state if seen else None,
    )
    with storage.transaction() as books:
        if earlier := books.ledger.repeated(draft):
            return earlier
        state = check_receiver_sight(books.ledger.trail(item), by).state
        open_offer = check_answer(state, by)
        check_seen(seen)
        if place:
            check_open(books.places.get(place))
        accepted = e.at_moment(
            draft,
            at,
            place=place or _place_of(books, open_offer.holder_to, by),
            ref=(open_offer.leaf,),
            holder_from=open_offer.holder_from.value(),
            holder_to=open_offer.holder_to.value(),
            seal=seen.number if seen and seen.number else state.seal,
        )
        if seen and seen.state in NOT_RIGHT:
            _tell_both(books, item, open_offer.holder_from, form_id, by, at)
        return books.ledger.append(books.with_contents(accepted))


def _tell_both(
    books: Books, item: str, giver: Holder, form_id: str, by: Person, at: datetime
) -> None:
    """Ask giver and receiver to look at a seal that is not right (P31)."""
    staff = books.people.staff_of(giver.ref) if giver.nature == "post" else ()
    givers = [person.number for person in staff] or [giver.ref]
    for number in dict.fromkeys([*givers, by.number]):
        payload = {"to": number, "notice": "seal_not_right", "items": [item]}
        books.outbox.add("mail", f"mail:seal:{form_id}:{number}", payload, at)


def _place_of(books: Books, holder: Holder, by: Person) -> str | None:
    """Return where a thing is once it is received: the post's place, or on the person."""
    if holder.nature == "post" and (post := books.places.post(holder.ref)):
        return post.place
    mine = [place for place in books.places.all(by.unit) if place.user == by.number]
    # The pocket first.
    mine.sort(key=lambda place: place.kind != "on_person")
    return mine[0].code if mine else None


@storage.retried
def refuse(
    item: str, reason: str, remarks: str, form_id: str, by: Person, at: datetime
) -> tuple[Recorded, ...]:
    """Say "not right": the giver stays responsible and sees why (P45)."""
    if reason not in REFUSAL_REASONS:
        raise RefusalReasonError()
    draft = e.TransferRefused(
        id=form_id,
        actor=by.number,
        actor_name=by.name,
        item=item,
        unit=by.unit,
        reason=reason,
        remarks=remarks or None,
    )
    with storage.transaction() as books:
        if earlier := books.ledger.repeated(draft):
            return earlier
        state = check_receiver_sight(books.ledger.trail(item), by).state
        open_offer = check_answer(state, by)
        event = e.at_moment(draft, at, place=state.place, ref=(open_offer.leaf,))
        return books.ledger.append(books.with_contents(event))


@storage.retried
def withdraw(
    item: str, reason: str, form_id: str, by: Person, at: datetime
) -> tuple[Recorded, ...]:
    """Take an offer back; nothing changes but that nobody waits for it any more (P46)."""
    draft = e.TransferWithdrawn(
        id=form_id,
        actor=by.number,
        actor_name=by.name,
        item=item,
        unit=by.unit,
        reason=reason or None,
    )
    with storage.transaction() as books:
        if earlier := books.ledger.repeated(draft):
            return earlier
        state = check_sight(books.ledger.trail(item), by).state
        open_offer = check_withdraw(state, by)
        event = e.at_moment(draft, at, place=state.place, ref=(open_offer.leaf,))
        return books.ledger.append(books.with_contents(event))
