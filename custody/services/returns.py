"""Giving back: to the entitled person, with identity seen, check feature asked, and a signature.

Rules kept here:
- identity: the kind of document seen and at most three characters, never a copy (P91);
- a check feature that exists is asked as an open question; not asked needs a reason (P34, P93);
- signature, typed name, or refusal with a reason and a second member of staff (P95);
- money, and other kinds that a setting names, go back in front of a second person (Q26, P28); two claimants stop the return (P100);
- under hold only the entitled person gets it (C81).
"""

from dataclasses import dataclass
from datetime import datetime

from custody import storage
from custody.domain import events as e
from custody.domain.counting import TWO_PERSONS
from custody.domain.errors import InputError
from custody.domain.events import Recorded
from custody.domain.items import FOUND_TAKINGS, Party, Signature
from custody.domain.packing import NotEmptyError
from custody.domain.people import Person
from custody.domain.steps import DisputedError, check_release, check_second_person, check_sight
from custody.domain.trail import State
from custody.domain.words import mark

IDENTITY_KINDS = {
    "passport": mark("Passport"),
    "id_card": mark("Identity card"),
    "driving_licence": mark("Driving licence"),
    "residence_permit": mark("Residence permit"),
    "known": mark("Known in person"),
    "other": mark("Other proof"),
}
ENTITLEMENTS = {
    "giver": mark("Gave it to us"),
    "owner": mark("Is the owner"),
    "authorised": mark("Authorised, with a letter"),
    "decision": mark("By a decision"),
    "on_the_spot": mark("Given back on the spot"),
}
LONGEST_TAIL = 3  # Characters of the number of a document (P91).
FEATURE_RESULTS = {
    "matches": mark("Is right"),
    "does_not": mark("Is not right"),
    "not_asked": mark("Not asked"),
    "none": mark("Not recorded"),
}


class FeatureError(InputError):
    """The check feature exists and its answer is missing, or it was not asked without a reason (P34)."""

    sentence = mark("Ask about the check feature, and fill in the answer. Not asked? Say why.")


class FeatureWrongError(InputError):
    """The person did not know the check feature: no return on this ground (P93)."""

    sentence = mark("The check feature is not right. Do not give it back; call the custodian.")


class IdentityError(InputError):
    """Nobody looked who the person is (P91)."""

    sentence = mark("Choose which document you saw, and fill in who receives it.")


class IdentityTailError(InputError):
    """More of a document's number than may be kept (P91)."""

    sentence = mark("Fill in the last 3 characters of the document, and no more.")


class NoGiverError(InputError):
    """Of a thing that was found nobody is the giver, unless one stands on record."""

    sentence = mark("This was found, and no giver is on record. Choose another ground.")


class ReturnSignatureError(InputError):
    """No signature, no typed name and no reason why not (P95)."""

    sentence = mark("Ask for a signature or a typed name. Refused? Give the reason.")


@dataclass(frozen=True)
class Release:
    """A return as it was filled in. `tail` holds at most the last three characters (P91)."""

    receiver: Party
    identity_kind: str
    tail: str
    entitlement: str
    feature_result: str
    feature_reason: str
    signature: Signature
    second: str
    remarks: str
    disputed: bool = False


@dataclass(frozen=True)
class ReturnForm:
    """What the desk sees before it gives an item back."""

    state: State
    parties: tuple[Party, ...]
    feature: tuple[str, ...]
    hold_contact: str


def prepare(code: str, by: Person) -> ReturnForm:
    """Return an item with its persons and check feature; ConflictError when it cannot go out now."""
    with storage.reading() as books:
        trail = check_sight(books.ledger.trail(code), by)
        contact = books.people.contact_of_holds(by.unit)
        check_release(trail.state, by, entitled=True, contact=contact)
        return ReturnForm(
            state=trail.state,
            parties=books.handovers.parties_of(code),
            feature=trail.check_feature,
            hold_contact=contact if trail.state.holds else "",
        )


@storage.retried
def give_back(
    code: str,
    release: Release,
    form_id: str,
    by: Person,
    at: datetime,
    two_persons: frozenset[str] = TWO_PERSONS,
) -> tuple[Recorded, ...]:
    """Give an item back to the entitled person; the trail closes. `two_persons`: kinds that need two."""
    draft = e.ItemReturned(
        id=form_id,
        actor=by.number,
        actor_name=by.name,
        item=code,
        unit=by.unit,
        receiver=release.receiver.value(),
        identity_kind=f"{release.identity_kind} {release.tail}".strip(),
        entitlement=release.entitlement,
        feature_result=release.feature_result,
        reason=release.feature_reason or None,
        remarks=release.remarks or None,
        signature=_signed(release),
    )
    with storage.transaction() as books:
        books.ledger.lock()
        if earlier := books.ledger.repeated(draft):
            return earlier
        trail = check_sight(books.ledger.trail(code), by)
        check_release(
            trail.state, by, entitled=True, contact=books.people.contact_of_holds(by.unit)
        )
        if books.items.inside(code):
            raise NotEmptyError(code=code)
        _check_release_form(trail.state, trail.check_feature, release)
        _check_giver(trail.state, books.handovers.parties_of(code), release)
        if release.signature.way == "refused" or trail.state.category in two_persons:
            check_second_person(books.people.at_work(release.second), by)
        records = books.ledger.append([e.at_moment(draft, at, place=trail.state.place)])
        if trail.state.holds:
            payload = {"item": code, "holds": list(trail.state.holds)}
            books.outbox.add("returned_under_hold", f"returned:{code}", payload, at)
        return records


def _check_release_form(state: State, feature: tuple[str, ...], release: Release) -> None:
    if release.disputed:
        raise DisputedError(code=state.item)
    if release.identity_kind not in IDENTITY_KINDS or not release.receiver.name:
        raise IdentityError()
    if len(release.tail) > LONGEST_TAIL:
        raise IdentityTailError()
    if feature and release.feature_result not in ("matches", "does_not", "not_asked"):
        raise FeatureError()
    if release.feature_result == "does_not":
        raise FeatureWrongError()
    if feature and release.feature_result == "not_asked" and not release.feature_reason:
        raise FeatureError()
    if release.signature.way not in ("drawn", "typed", "refused"):
        raise ReturnSignatureError()
    if release.signature.way in ("typed", "refused") and not release.signature.text:
        raise ReturnSignatureError()


def _check_giver(state: State, parties: tuple[Party, ...], release: Release) -> None:
    """Refuse that somebody gave what was found."""
    gave = any(party.role == "giver" for party in parties)
    if release.entitlement == "giver" and state.taking in FOUND_TAKINGS and not gave:
        raise NoGiverError()


def _signed(release: Release) -> e.Json:
    signed = release.signature.value()
    return {**signed, "second": release.second} if signed and release.second else signed
