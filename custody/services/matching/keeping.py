"""Keeping what a comparison came to: mentions, suggestions, and the links that are certain.

Rules kept here:
- a certain link is an act of the system in the log, with its hold, in the same unit of work as the
  comparison is kept (C78); it never closes a claim.
"""

from dataclasses import replace
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from custody import storage
from custody.domain.linking import Link, linked
from custody.domain.matching import MODEL_VERSION
from custody.domain.matching.values import Evidence, Match
from custody.domain.people import system_person
from custody.services.matching.comparing import Comparison, compare
from custody.storage.store import Books

AUTOMATIC = "automatic"
HANDED = frozenset({"given", "taken", "brought"})
SYSTEM = system_person("matching")


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
    already = {link.item for link in books.complaints.links(number)}
    for one in certain:
        undecided = books.matching.state_of(number, one.frame, one.item) == "suggested"
        if one.item not in already and undecided:
            _link(books, number, one, at)
            already.add(one.item)


def _link(books: Books, number: str, one: Match, at: datetime) -> None:
    trail = books.ledger.trail(one.item)
    books.ledger.lock()
    hold = books.audit.number("hold", at)
    made = Link(number, one.item, AUTOMATIC, "", hold, SYSTEM.number, at)
    books.complaints.link(made)
    books.complaints.set_hold(hold, made)
    books.judging.ask(number, at)
    books.matching.set_state(number, one.frame, one.item, "confirmed", SYSTEM.number, at)
    books.ledger.append(linked(made, trail, _form_id(made), SYSTEM, at, src="system"))


def _form_id(made: Link) -> str:
    """Return the id of an automatic link; one that is made again after an undoing has another."""
    return str(uuid5(NAMESPACE_URL, f"custody:automatic:{made.complaint}:{made.item}:{made.hold}"))


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
