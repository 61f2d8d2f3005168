"""Which step a trail allows now, and to whom: pure checks, asked before any event is made.

Rules kept here:
- only the holder, or staff of the post that holds it, moves or offers an item (model 1);
- one open offer at a time (P56); an item that is missing is not offered;
- only the named receiver answers, never the giver and never an admin (P51);
- under hold an item goes only to the entitled person (C81, P107);
- a second person for cash (Q26), no return while two people claim it (P16, P100).

Each check returns nothing, or raises the one error that says what is so and what to do.
"""

from custody.domain.errors import ConflictError, InputError, NotFoundError
from custody.domain.events import Recorded
from custody.domain.people import Person
from custody.domain.state import read_holder
from custody.domain.trail import Holder, Offer, State, Trail
from custody.domain.words import mark

REFUSAL_REASONS = {
    "not_here": mark("It is not there"),
    "other_count": mark("Other number"),
    "seal_broken": mark("Seal broken"),
    "badly_packed": mark("Badly packed"),
    "label_missing": mark("Label missing"),
    "details_missing": mark("Details missing"),
    "not_ours": mark("Does not belong with us"),
}


class ItemNotFoundError(NotFoundError):
    """No such item, or not for this person: the same answer (Q23)."""

    sentence = mark("We do not know %(code)s, or it belongs to another unit.")


class NotInCustodyError(ConflictError):
    """The trail has ended: returned, disposed of, or void."""

    sentence = mark("%(code)s is no longer with the police. Nothing was changed.")


class NotHolderError(ConflictError):
    """Somebody else answers for the item now."""

    sentence = mark("%(code)s is with %(found)s. Ask them to offer it to you.")


class OfferOpenError(ConflictError):
    """There is already an open offer (P56)."""

    sentence = mark("%(code)s already waits for %(found)s. Withdraw that first.")


class NoOfferError(ConflictError):
    """Nothing is offered, or somebody answered before (P50, Q5)."""

    sentence = mark("%(code)s does not wait for an answer any more. It is now with %(found)s.")


class NotReceiverError(ConflictError):
    """Only the named receiver answers (P51)."""

    sentence = mark("%(code)s was offered to %(expected)s. Only they can answer.")


class GiverAnswersError(ConflictError):
    """The giver can never take over from themselves (P51)."""

    sentence = mark("You offered %(code)s yourself. Somebody else must receive it.")


class SameHolderError(InputError):
    """An offer to oneself changes nothing."""

    sentence = mark("%(code)s is already with %(found)s. Choose somebody else.")


class MissingError(ConflictError):
    """A missing item cannot be offered, moved or returned (P77)."""

    sentence = mark("%(code)s is recorded as missing. Record first that it was found.")


class OnHoldError(ConflictError):
    """A hold blocks release to others (C78, P107)."""

    sentence = mark("%(code)s is on hold. Only the entitled person can have it. Call %(contact)s.")


class DisputedError(ConflictError):
    """Two people say it is theirs: no return before a decision (P100)."""

    sentence = mark("Two people say %(code)s is theirs. It stays here until there is a decision.")


class SecondPersonError(InputError):
    """A second member of staff is needed, and it cannot be the same person (Q26, P95)."""

    sentence = mark("A second member of staff is needed. Fill in the staff number of a colleague.")


class NotYourEntryError(ConflictError):
    """Somebody corrects what others recorded and hold (model 3)."""

    sentence = mark("Somebody else recorded this. Ask the desk or the custodian to correct it.")


class VoidOnHoldError(ConflictError):
    """What is on hold stays on record as it is (P119)."""

    sentence = mark("%(code)s is on hold and stays as it is. Call %(contact)s.")


class VoidSecondError(SecondPersonError):
    """The second person of declaring something not valid is no officer, and not of elsewhere (P119)."""

    sentence = mark(
        "Somebody else has to agree: a colleague of the desk or a custodian of this team."
    )


_CORRECT_ALL = frozenset({"desk", "custodian"})
_FREE_SIGHT = frozenset({"handler", "coordinator", "decider", "auditor"})


def check_sight(trail: Trail, by: Person) -> Trail:
    """Return the trail when this person may see it: own unit, or once in own hands (Q23)."""
    if sees(trail, by):
        return trail
    raise ItemNotFoundError(code=trail.item)


def sees(trail: Trail, by: Person) -> bool:
    """Say whether this person may see an item (Q23)."""
    events = [record.event for record in trail.records]
    return bool(events) and bool(
        by.roles & _FREE_SIGHT
        or any(event.unit == by.unit or event.actor == by.number for event in events)
        or (trail.state.offer and answers_for(trail.state.offer.holder_to, by))
    )


def check_receiver_sight(trail: Trail, by: Person) -> Trail:
    """Return the trail also to whom it was once offered: who comes second is told who was first (Q5)."""
    offered = (getattr(record.event, "holder_to", None) for record in trail.records)
    if any(answers_for(read_holder(holder), by) for holder in offered if holder):
        return trail
    return check_sight(trail, by)


def name_of(holder: Holder | None) -> str:
    """Return how a holder is named in a sentence."""
    return holder.name or holder.ref if holder else "-"


def answers_for(holder: Holder | None, by: Person) -> bool:
    """Say whether this person is the holder, or staffs the post that holds it."""
    if holder is None:
        return False
    if holder.nature == "person":
        return holder.ref == by.number
    return holder.nature == "post" and by.post == holder.ref


def check_in_custody(state: State) -> None:
    """Refuse a step on a trail that has ended or never began."""
    if state.holder is None or state.status != "in_custody":
        raise NotInCustodyError(code=state.item)


def check_keeps(state: State, by: Person) -> None:
    """Refuse a step by anybody but the holder or staff of its post."""
    check_in_custody(state)
    if not answers_for(state.holder, by):
        raise NotHolderError(code=state.item, found=name_of(state.holder))


def check_move(state: State, by: Person) -> None:
    """Refuse a move by somebody who does not answer for the item, or of a missing one."""
    check_keeps(state, by)
    if state.missing:
        raise MissingError(code=state.item)


def check_offer(state: State, to: Holder, by: Person) -> None:
    """Refuse a second open offer, an offer to the holder, or of a missing item (P43, P56)."""
    check_move(state, by)
    if state.offer is not None:
        raise OfferOpenError(code=state.item, found=name_of(state.offer.holder_to))
    if to.same_as(state.holder):
        raise SameHolderError(code=state.item, found=name_of(state.holder))


def open_offer(state: State) -> Offer:
    """Return the open offer, or say who holds the item now (Q5)."""
    check_in_custody(state)
    if state.offer is None:
        raise NoOfferError(code=state.item, found=name_of(state.holder))
    return state.offer


def check_answer(state: State, by: Person) -> Offer:
    """Return the offer that this person may answer: named receiver, never the giver (P51)."""
    offer = open_offer(state)
    if not answers_for(offer.holder_to, by):
        raise NotReceiverError(code=state.item, expected=name_of(offer.holder_to))
    if offer.holder_from.nature == "person" and offer.holder_from.ref == by.number:
        raise GiverAnswersError(code=state.item)
    return offer


def check_withdraw(state: State, by: Person) -> Offer:
    """Return the open offer that this person made and may take back (P46)."""
    offer = open_offer(state)
    check_keeps(state, by)
    return offer


def check_release(state: State, by: Person, *, entitled: bool, contact: str) -> None:
    """Refuse to let go of an item that is missing, somebody else's, or on hold (C81, P107)."""
    check_move(state, by)
    if state.holds and not entitled:
        raise OnHoldError(code=state.item, contact=contact)


def check_second_person(second: Person | None, by: Person) -> None:
    """Refuse nobody with an open account as the second person, or the same person twice (Q26)."""
    if second is None or second.number == by.number:
        raise SecondPersonError()


def check_corrects(state: State, wrong: Recorded, by: Person) -> None:
    """Refuse a correction by an officer of what somebody else recorded and holds (model 3)."""
    own = wrong.event.actor == by.number or answers_for(state.holder, by)
    if not own and not by.roles & _CORRECT_ALL:
        raise NotYourEntryError()


def check_void(
    trail: Trail, by: Person, second: Person, contact: str, *, kept_back: bool = False
) -> None:
    """Refuse to declare an item not valid alone, under hold, kept back, or after it left (P119).

    The second person is of those who correct what others recorded, and of a unit that may see it.
    """
    state = trail.state
    check_in_custody(state)
    if state.holds or kept_back:
        raise VoidOnHoldError(code=state.item, contact=contact)
    agrees = second.roles & _CORRECT_ALL and sees(trail, second)
    if second.number == by.number or not agrees:
        raise VoidSecondError()
