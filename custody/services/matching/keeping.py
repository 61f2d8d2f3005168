"""Keeping what a comparison came to: mentions, suggestions, and the links that are certain.

Rules kept here:
- a certain link is an act of the system in the log, with its hold, in the same unit of work as the
  comparison is kept (C78); it never closes a claim;
- it is undone by a named person with a reason, which is a labelled pair like every decision.
"""

from dataclasses import replace
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from custody import storage
from custody.domain import events as e
from custody.domain.complaints import ComplaintNotFoundError, Link, changed
from custody.domain.errors import InputError
from custody.domain.events import batch_id
from custody.domain.links import linked
from custody.domain.matching import MODEL_VERSION
from custody.domain.matching.values import Evidence, Match
from custody.domain.people import Person, system_person
from custody.domain.trail import State
from custody.domain.words import mark
from custody.services.matching.comparing import Comparison, compare
from custody.storage.store import Books

AUTOMATIC = "automatic"
HANDED = frozenset({"given", "taken", "brought"})
SYSTEM = system_person("matching")


class UndoReasonError(InputError):
    """A link that was made is undone only with a reason."""

    sentence = mark("Say why this item does not belong to the complaint.")


def run_for_complaint(number: str, at: datetime) -> int:
    """Compare a complaint with the register and keep what comes of it; return how many pairs."""
    comparison = compare(number, at)
    return keep(comparison, at) if comparison is not None else 0


@storage.retried
def keep(comparison: Comparison, at: datetime) -> int:
    """Keep a comparison, and link what is certain; return how many pairs were kept."""
    complaint = comparison.complaint
    number = complaint.number
    late_after = (complaint.registered_at or at).replace(microsecond=0)
    with storage.transaction() as books:
        books.blocks.index_complaint(number, comparison.questions, comparison.keys)
        matches = [replace(m, frame=comparison.position(m.frame)) for m in comparison.matches]
        items = tuple({one.item for one in matches})
        recorded = {s.item: s.recorded_at for s in books.items.with_codes(items)}
        found = [
            _suggestion(number, one, recorded.get(one.item), late_after, at) for one in matches
        ]
        books.matching.keep(number, _mentions(comparison), found, MODEL_VERSION)
        if books.complaints.find(number) is None:
            # A claim without a complaint: two persons answer each candidate (C59b), no rule links.
            return len(found)
        books.complaints.matched(number, at, comparison.edition)
        certain = [one for one in matches if one.outcome == "certain"]
        _link_all(books, number, certain, at)
    return len(found)


def _link_all(books: Books, number: str, certain: list[Match], at: datetime) -> None:
    """Link what is certain and what nobody has decided on, each with its hold."""
    linked = {link.item for link in books.complaints.links(number)}
    for one in certain:
        undecided = books.matching.state_of(number, one.frame, one.item) == "suggested"
        if one.item not in linked and undecided:
            _link(books, number, one, at)
            linked.add(one.item)


def _link(books: Books, number: str, one: Match, at: datetime) -> None:
    trail = books.ledger.trail(one.item)
    books.ledger.lock()
    hold = f"H-{at.year}-{books.audit.next_number('hold', at.year):04d}"
    made = Link(number, one.item, AUTOMATIC, "", hold, SYSTEM.number, at)
    books.complaints.link(made)
    books.complaints.set_hold(hold, made)
    books.matching.set_state(number, one.frame, one.item, "confirmed", SYSTEM.number, at)
    books.ledger.append(linked(made, trail, _form_id(made), SYSTEM, at, src="system"))


def _form_id(made: Link) -> str:
    """Return the id of an automatic link; one that is made again after an undoing has another."""
    return str(uuid5(NAMESPACE_URL, f"custody:automatic:{made.complaint}:{made.item}:{made.hold}"))


@storage.retried
def undo(number: str, item: str, reason: str, form_id: str, by: Person, at: datetime) -> None:
    """Undo a link: lift its hold, and keep the pair as one that is wrong, with the reason.

    The complaint has it in the log too, for the hold may have been lifted before.
    """
    if not reason.strip():
        raise UndoReasonError()
    with storage.transaction() as books:
        complaint = books.complaints.get(number, by)
        said = changed(complaint, complaint.state, reason, batch_id(form_id, 0), by, at)
        if books.ledger.repeated(replace(said, at=None, from_=None, to=None)):
            return
        link = next((ln for ln in books.complaints.links(number) if ln.item == item), None)
        if link is None:
            raise ComplaintNotFoundError()
        books.complaints.unlink(number, item, by.number, reason, at)
        books.matching.decide(number, None, item, "rejected", reason, by.number, at)
        events: list[e.Event] = [said]
        state = books.ledger.trail(item).state
        if link.hold in state.holds:
            books.complaints.lift_hold(link.hold, by.number, reason, at)
            events.append(_lifted(link, state, reason, batch_id(form_id, 1), by, at))
        books.ledger.append(events)


def _lifted(
    link: Link, state: State, reason: str, id: str, by: Person, at: datetime
) -> e.HoldLifted:
    return e.HoldLifted(
        id=id,
        actor=by.number,
        actor_name=by.name,
        at=at,
        item=link.item,
        unit=state.unit,
        place=state.place,
        hold=link.hold,
        reason=reason,
        complaint=link.complaint,
    )


def _suggestion(
    number: str, found: Match, recorded: datetime | None, late_after: datetime, at: datetime
) -> storage.Suggestion:
    return storage.Suggestion(
        complaint=number,
        mention=found.frame,
        item=found.item,
        state="context" if found.outcome == "context" else "suggested",
        outcome=found.outcome,
        score=found.score,
        probability=found.probability,
        reasons=tuple(_reason(one) for one in found.evidence),
        late=recorded is not None and recorded >= late_after,
        found_at=at,
        margin=found.margin,
        runner_up=found.runner_up,
    )


def _reason(one: Evidence) -> dict[str, object]:
    """Return one piece of evidence as it is kept: offsets and field names, and its few words."""
    return {
        "sign": one.sign,
        "field": one.field,
        "text": one.text,
        "facts": dict(one.facts),
        "points": round(one.points, 2),
        "span": [one.span.start, one.span.end] if one.span else None,
        "register_field": one.register_field,
        "conflict": one.conflict,
    }


def _mentions(comparison: Comparison) -> list[storage.Mention]:
    return [
        storage.Mention(
            n,
            f.span.start,
            f.span.end,
            f.concept,
            f.category,
            f.polarity,
            f.window.first if f.window else None,
            f.window.last if f.window else None,
            tuple(one.value for one in f.attributes),
            n in comparison.claims,
            f.direction in HANDED,
            f.quantity,
        )
        for n, f in enumerate(comparison.analysis.frames)
        if f.mark is None
    ]
