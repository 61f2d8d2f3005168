"""Elements: what is complained of, written down, agreed, advised on and judged.

Rules kept here:
- only a person makes an element or takes over a proposed one (C16); a complaint that has ended
  takes no new one (C64);
- the committee's advice is written down while it has the complaint (C22p), the authority judges
  after that, and stands in no trail of the complaint (C36, C69);
- an item element goes against the citizen only through the conclusion guard (C39, C56).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from custody import storage
from custody.domain import events as e
from custody.domain.complaints import ComplaintRoleError, changed
from custody.domain.conclusions import PointAnswer, check_conclusion
from custody.domain.elements import (
    AGREEMENTS,
    GUARDED,
    AdviceLaterError,
    Element,
    ElementUnknownError,
    NotYetJudgedError,
    check_advice,
    check_element,
    check_judgement,
)
from custody.domain.independence import check_independent
from custody.domain.people import Person
from custody.domain.stages import JUDGED_IN, check_not_ended
from custody.storage.store import Books


@storage.retried
def add(
    number: str,
    kind: str,
    text: str,
    days: tuple[date | None, date | None],
    form_id: str,
    by: Person,
    at: datetime,
) -> None:
    """Write down one thing complained of; only a person makes an element (C16)."""
    check_element(kind, text, days)
    said = ("element", number, kind, text, *days)
    with storage.transaction() as books:
        complaint = books.complaints.get(number, by)
        if books.sent.answer_to(form_id, by.number, *said) is not None:
            return
        check_not_ended(complaint.state)
        books.sent.keep(form_id, by.number, at, *said)
        books.complaints.add_element(number, kind, text, suggested=False, by=by.number, days=days)


def change(number: str, id: int, agreed: str, by: Person, today: date) -> None:
    """Take over a proposed element, and note what the complainant says of it (C17g)."""
    with storage.transaction() as books:
        books.ledger.lock()
        complaint = books.complaints.get(number, by)
        element = _element(books, number, id)
        if element.suggested:
            check_not_ended(complaint.state)
        agreed = agreed if agreed in AGREEMENTS else ""
        books.handling.change_element(
            replace(
                element,
                suggested=False,
                made_by=element.made_by or by.number,
                agreed=agreed,
                agreed_on=today if agreed else None,
            )
        )


def _element(books: Books, number: str, id: int) -> Element:
    element = books.handling.element(number, id)
    if element is None:
        raise ElementUnknownError()
    return element


def advise(number: str, id: int, advice: str, why: str, by: Person) -> None:
    """Write down what the committee advises on an element; the authority sees it beside (C22p)."""
    with storage.transaction() as books:
        complaint = books.complaints.get(number, by)
        element = _element(books, number, id)
        if "coordinator" not in by.roles:
            raise ComplaintRoleError()
        if complaint.state not in ("hearing", "more_inquiry"):
            raise AdviceLaterError()
        check_advice(advice, why)
        books.handling.change_element(replace(element, advice=advice, advised=why))


def judge(
    number: str,
    judged: Element,
    points: Mapping[str, PointAnswer],
    form_id: str,
    by: Person,
    at: datetime,
) -> None:
    """Say what becomes of an element: outcome, findings and reasons (C36, C37)."""
    with storage.transaction() as books:
        books.ledger.lock()
        complaint = books.complaints.get(number, by)
        element = _element(books, number, judged.id)
        if books.ledger.repeated(e.ComplaintChanged(id=form_id, actor=by.number, complaint=number)):
            return
        if "decider" not in by.roles:
            raise ComplaintRoleError()
        if complaint.state not in JUDGED_IN:
            raise NotYetJudgedError()
        check_judgement(judged)
        check_independent(books.judging.doubts(complaint, by), by.number)
        if element.kind == "item" and judged.outcome in GUARDED:
            check_conclusion(points, judged.findings, _unanswered(books, number))
            subject = f"element:{element.id}"
            books.claims.conclude(subject, points.values(), by.number, at)
        books.handling.judge(
            replace(
                element,
                suggested=False,
                outcome=judged.outcome,
                findings=judged.findings,
                reasons=judged.reasons,
                judged_by=by.number,
                judged_at=at,
            )
        )
        words = f"{element.text}: {judged.outcome}. {judged.findings} {judged.reasons}"
        books.ledger.append([changed(complaint, complaint.state, words, form_id, by, at)])


def _unanswered(books: Books, number: str) -> list[str]:
    """Return the suggestions that nobody linked or set aside (C65, G10)."""
    found = books.matching.suggestions(number)
    linked = {link.item for link in books.complaints.links(number)}
    open_ones = [s.item for s in found if s.state == "suggested" and s.item not in linked]
    return list(dict.fromkeys(open_ones))
