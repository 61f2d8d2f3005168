"""What has to go out for a complaint, and steps that are prepared because people hear of them first.

Rules kept here:
- a preparation says all that its letter says; it changes no state, and is in the history and in the
  log like any step (C22g, C22h, C22i, C22m);
- every letter that is owed stands with its next step: make it, or send it (C91).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from custody import storage
from custody.domain import complaints as k
from custody.domain.complaints import Complaint, Step
from custody.domain.deadlines import day_of_receipt
from custody.domain.letters import Letter
from custody.domain.people import Person
from custody.domain.sending import NothingToPrepareError, Owed, Sending, before
from custody.domain.step_facts import check_facts


@dataclass(frozen=True)
class Outgoing:
    """The letters of a complaint: those that have to go out, and all that were made.

    `late`: a late find reopened it, whose own letter says what was found (L12).
    """

    complaint: Complaint
    owed: tuple[Owed, ...]
    letters: tuple[Letter, ...]
    late: bool
    sendings: Mapping[str, Sequence[Sending]]


def show(number: str, by: Person) -> Outgoing:
    """Return what has to go out for a complaint, and what went out."""
    with storage.reading() as books:
        complaint = books.complaints.get(number, by)
        letters = books.claims.letters(complaint=number)
        sendings = books.sending.of_complaint(number)
        finds = books.handling.proposals(number)
        late = any(one.state == "reopened" and not one.letter for one in finds)
        return Outgoing(complaint, books.sending.owed(complaint), letters, late, sendings)


@storage.retried
def prepare(
    number: str,
    to: str,
    reason: str,
    form_id: str,
    by: Person,
    at: datetime,
    facts: Mapping[str, str] | None = None,
) -> None:
    """Prepare a step of which people hear beforehand: what it says is fixed, and its letter can go."""
    with storage.transaction() as books:
        books.ledger.lock()
        complaint = books.complaints.get(number, by)
        state = complaint.state
        said = k.changed(complaint, state, f"prepared: {to}\n{reason}", form_id, by, at)
        if books.ledger.repeated(replace(said, at=None, from_=None, to=None, reason=None)):
            return
        k.check_step(complaint, to, by, reason)
        if not before(state, to):
            raise NothingToPrepareError()
        told = check_facts(to, facts or {}, by, day_of_receipt(at), state) | {"to": to}
        books.handling.step(number, Step(state, state, reason, by.number, by.name, at, told))
        words = "\n".join([said.reason or "", *(f"{n}: {value}" for n, value in told.items())])
        books.ledger.append([replace(said, reason=words)])
