"""A claim without a complaint is compared like one, both ways, and two persons answer (C63, C64)."""

from datetime import timedelta

from custody import storage
from custody.domain.claims import Claim
from custody.domain.items import Description, Party
from custody.services import claims, matching, proposals
from custody.storage.tables import OutboxRow
from tests.acts import form, state, taken, work
from tests.cast import JOKE, MARIT, NOON, PIETER, RUUD
from tests.services.test_candidates import answer

BUNCH = Description("keys", "sleutelbos met groene kurk", "sleutels", 1)
NOBODY = Party("giver", "")
LATER = NOON + timedelta(days=7)


def told_at_the_desk() -> Claim:
    """Have the desk write down what somebody gave, without any complaint."""
    told = Claim(
        "",
        "keys",
        "Mijn sleutelbos met een groene kurk",
        claimant="Hanna Terlouw",
        claimant_phone="+31699887766",
        first_on=NOON.date(),
    )
    return claims.open_claim(told, form(), JOKE, NOON)


def found_later() -> str:
    code = taken(BUNCH, parties=(NOBODY,))
    matching.run_for_item(code, LATER)
    return code


def candidates(number: str) -> list[str]:
    return [one.state.item for one in claims.show_claim(number, MARIT).candidates]


def mails() -> list[tuple[str, list[str]]]:
    with storage.reading() as books:
        rows = books.session.query(OutboxRow).filter(OutboxRow.kind == "mail")
        return sorted((row.payload["to"], row.payload["items"]) for row in rows)


def test_opening_it_asks_for_a_comparison(home):
    claim = told_at_the_desk()
    assert f"match_claim:{claim.number}" in work()


def test_an_item_on_record_is_a_candidate_and_is_never_linked_by_itself(home):
    code = taken(BUNCH, parties=(Party("giver", "Hanna Terlouw", phone="+31699887766"),))
    matching.index_items((code,))
    claim = told_at_the_desk()
    matching.run_for_complaint(claim.number, NOON)
    assert candidates(claim.number) == [code]
    assert state(code).holds == ()


def test_an_item_recorded_a_week_later_is_told_once_to_those_who_answer(home):
    claim = told_at_the_desk()
    matching.run_for_complaint(claim.number, NOON)
    code = found_later()
    assert candidates(claim.number) == [code]
    for _ in range(2):
        proposals.tell(LATER, item=code)
    assert mails() == [(RUUD.number, [code]), (PIETER.number, [code])]
    kinds = [entry.kind for entry in claims.show_claim(claim.number, MARIT).entries]
    assert kinds == ["opened", "found"]


def test_an_ended_claim_is_found_again_and_one_that_was_rejected_stays_away(home):
    claim = told_at_the_desk()
    matching.run_for_complaint(claim.number, NOON)
    with storage.transaction() as books:
        books.claims.change(claim, "closed")
    code = found_later()
    assert candidates(claim.number) == [code]
    answer(claim.number, code, "not_same", by=MARIT)
    with storage.reading() as books:
        (pair,) = books.matching.suggestions(claim.number)
    assert pair.state == "rejected"
