"""The list of copies: who is concerned, who is not and why, and what goes along (Awb 9:9).

Rules kept here:
- the handler confirms each person of the trail, or says why not; both are acts in the log (C72);
- what would show a check feature or somebody else's data stays out, whoever ticks it (C73);
- no copy is written of a complaint that is not handled (C75).
"""

from dataclasses import dataclass, replace
from datetime import datetime

from custody import storage
from custody.domain import complaints as k
from custody.domain.complaints import Complaint
from custody.domain.copies import (
    CopyListRightError,
    Enclosure,
    NotConcerned,
    NotCopiedError,
    Proposed,
    check_answer,
    shown_by,
)
from custody.domain.elements import Element
from custody.domain.independence import Concerned
from custody.domain.people import Person
from custody.domain.sending import COPIED_IN, Owed
from custody.storage.store import Books


@dataclass(frozen=True)
class CopyList:
    """Who gets a copy, who may be concerned, who is not and why, and what can go along."""

    complaint: Complaint
    proposed: tuple[Proposed, ...]
    concerned: tuple[Concerned, ...]
    not_concerned: tuple[NotConcerned, ...]
    owed: tuple[Owed, ...]
    enclosures: tuple[Enclosure, ...]
    elements: tuple[Element, ...]
    asked: Person | None

    @property
    def goes_out(self) -> bool:
        """Whether copies go out in this state (C75)."""
        return self.complaint.state in COPIED_IN

    def receiver(self, key: str) -> Owed:
        """Return to whom a copy goes, or refuse what is not on the list."""
        found = next((one for one in self.owed if one.receiver == key), None)
        if found is None:
            raise NotCopiedError()
        return found


def show(number: str, by: Person) -> CopyList:
    """Return the list of copies of a complaint."""
    with storage.reading() as books:
        complaint = books.complaints.get(number, by)
        made = tuple(one for one in books.complaints.elements(number) if not one.suggested)
        return CopyList(
            complaint=complaint,
            proposed=books.judging.proposed(number),
            concerned=books.judging.concerned(number),
            not_concerned=books.judging.not_concerned(number),
            owed=tuple(one for one in books.sending.owed(complaint) if one.kind == "L9"),
            enclosures=_enclosures(books, complaint),
            elements=made,
            asked=books.people.by_number(complaint.handler) if complaint.handler else None,
        )


def _enclosures(books: Books, complaint: Complaint) -> tuple[Enclosure, ...]:
    """Return what the file holds that can go along, each with why it may not (C73)."""
    own = {complaint.complainant.name.casefold(), complaint.represented.casefold(), ""}
    codes = [link.item for link in books.complaints.links(complaint.number)]
    came = books.handovers.of_items(codes) if codes else {}
    found = []
    for trail in books.ledger.trails(codes):
        _act, parties = came.get(trail.item, (None, ()))
        others = [one.name for one in parties if one.name.casefold() not in own]
        found.append(Enclosure(trail.item, "receipt", shown_by((), (), others)))
        if trail.state.photos:
            features = any(_features(record.event) for record in trail.records)
            found.append(Enclosure(trail.item, "photos", "check_feature" if features else ""))
    for claim in books.claims.all(complaint.number):
        said = (claim.account, claim.marks, claim.place, claim.to_whom, claim.why)
        others = [n for n in (claim.claimant, claim.for_whom) if n.casefold() not in own]
        shows = shown_by(said, (claim.check_feature,), others)
        found.append(Enclosure(claim.number, "claim", shows))
    return tuple(found)


def _features(event: object) -> bool:
    """Say whether an event names something by which the owner is known."""
    return bool(getattr(event, "check_feature", None))


@storage.retried
def answer(
    number: str,
    officer: str,
    reason: str,
    form_id: str,
    by: Person,
    at: datetime,
    *,
    concerned: bool,
) -> None:
    """Confirm that somebody of the trail is concerned, or say why not (C72)."""
    with storage.transaction() as books:
        books.ledger.lock()
        complaint = books.complaints.get(number, by)
        if not by.roles & {"handler", "coordinator"}:
            raise CopyListRightError()
        words = f"officer concerned: {officer}" if concerned else f"not concerned: {officer}"
        said = k.changed(complaint, complaint.state, f"{words}\n{reason}".strip(), form_id, by, at)
        if books.ledger.repeated(replace(said, at=None, from_=None, to=None)):
            return
        found = check_answer(
            books.judging.proposed(number), officer, concerned=concerned, reason=reason
        )
        if concerned:
            named = Concerned(officer, found.name, by.number, by.name, at)
            books.judging.name_concerned(number, named)
            books.judging.ask(number, at)
        else:
            left = NotConcerned(officer, found.name, reason, by.number, by.name, at)
            books.judging.leave_off(number, left)
        books.ledger.append([said])
