"""Complaints, links, claims and decisions: rows into values and back."""

from dataclasses import replace
from datetime import date, timedelta

from custody import storage
from custody.domain.claims import Claim
from custody.domain.complaints import Complaint
from custody.domain.items import Party
from custody.domain.linking import Link
from tests.cast import HAVEN, MARIT, NOON

ANNIE = Party("complainant", "Annie Verhoeven", "1951-02-03", "+31612345678", "a@b.example", "K 14")
WORDS = "Mijn sleutels zijn weg.\n  En niemand weet iets — écht."
FULL = Complaint(
    number="K-2026-0001",
    text=WORDS,
    channel="letter",
    received_on=date(2026, 11, 20),
    complainant=ANNIE,
    represented="Oma",
    relation="kleindochter",
    unit=HAVEN,
    handler=MARIT.number,
    registered_at=NOON,
    registered_by=MARIT.number,
)
CLAIM = Claim(
    number="A-2026-0001",
    category="keys",
    account="Ik gaf mijn sleutels af.",
    complaint=FULL.number,
    quantity=2,
    first_on=date(2026, 9, 1),
    opened_by=MARIT.number,
    opened_at=NOON,
    code="0123456789CDEFHJ",
)


def add(*complaints: Complaint) -> None:
    with storage.transaction() as books:
        for one in complaints:
            books.complaints.add(one, f"form-{one.number}")


def test_a_complaint_reads_back_word_for_word(home):
    add(FULL)
    with storage.reading() as books:
        assert books.complaints.find(FULL.number) == FULL
        assert books.complaints.by_form(f"form-{FULL.number}") == FULL
        assert books.complaints.find("K-2026-9999") is None
        assert books.complaints.by_form("form-of-nobody") is None


def test_complaints_are_listed_by_day_of_receipt_newest_first(home):
    older = replace(FULL, number="K-2026-0002", received_on=date(2026, 10, 1), handler=None)
    other = replace(FULL, number="K-2026-0003", unit="WTL-CENTRUM")
    add(FULL, older, other)
    with storage.reading() as books:
        numbers = [one.number for one in books.complaints.all()]
        assert numbers == ["K-2026-0003", "K-2026-0001", "K-2026-0002"]
        assert len(books.complaints.all(unit=HAVEN)) == 2
        assert len(books.complaints.all(unit=HAVEN, handler=MARIT.number)) == 1


def test_who_handles_it_and_when_it_was_compared_are_noted(home):
    add(FULL)
    with storage.transaction() as books:
        books.complaints.assign(FULL.number, "5009")
        books.complaints.matched(FULL.number, NOON + timedelta(hours=1))
    with storage.reading() as books:
        found = books.complaints.find(FULL.number)
    assert (found.handler, found.matched_at) == ("5009", NOON + timedelta(hours=1))


def test_the_same_element_is_suggested_once(home):
    add(FULL)
    with storage.transaction() as books:
        for _ in range(2):
            books.complaints.add_element(FULL.number, "item", "No receipt.", suggested=True)
        books.complaints.add_element(FULL.number, "conduct", "Rude.", suggested=False)
    with storage.reading() as books:
        elements = books.complaints.elements(FULL.number)
        assert tuple((one.kind, one.text, one.suggested) for one in elements) == (
            ("item", "No receipt.", True),
            ("conduct", "Rude.", False),
        )


def test_a_link_is_found_from_both_its_ends(home):
    add(FULL)
    link = Link(FULL.number, "F5DPN209V2", "handler", "same keys", "H-1", MARIT.number, NOON)
    with storage.transaction() as books:
        books.complaints.link(link)
        books.complaints.set_hold("H-1", link)
        books.complaints.lift_hold("H-1", "5002", "returned", NOON)
    with storage.reading() as books:
        assert books.complaints.links(FULL.number) == (link,)
        assert books.complaints.links_of_item("F5DPN209V2") == (link,)
        assert books.complaints.links("K-2026-9999") == ()


def test_a_claim_reads_back_and_changes_its_state_alone(home):
    add(FULL)
    with storage.transaction() as books:
        books.claims.add(CLAIM, "claim-form")
        matched = books.claims.change(CLAIM, "matched", "F5DPN209V2")
    assert matched == replace(CLAIM, state="matched", item="F5DPN209V2")
    with storage.reading() as books:
        assert books.claims.find(CLAIM.number) == matched
        assert books.claims.by_form("claim-form") == matched
        assert books.claims.all(FULL.number) == books.claims.all() == (matched,)
        assert books.claims.all("K-2026-9999") == ()


def test_a_claim_keeps_its_item_when_it_is_closed(home):
    add(FULL)
    with storage.transaction() as books:
        books.claims.add(CLAIM, "claim-form")
        matched = books.claims.change(CLAIM, "matched", "F5DPN209V2")
        assert books.claims.change(matched, "closed").item == "F5DPN209V2"
