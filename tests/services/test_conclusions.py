"""How a claim ends: shown otherwise, ended with a reason, and opened again with all it held."""

from datetime import date

import pytest

from custody import storage
from custody.domain import claims as c
from custody.domain.claims import Closing
from custody.domain.conclusions import (
    POINTS,
    CandidatesOpenError,
    PointAnswer,
    PointsOpenError,
)
from custody.domain.errors import RightError
from custody.services import claims, conclusions
from tests.acts import complain, form, size, taken
from tests.cast import ELLEN, MARIT, NOON, RUUD
from tests.services.test_candidates import answer, both_say_same
from tests.services.test_claims import ELSEWHERE, kinds, opened

FULL = {p: PointAnswer(p, "done", "gevraagd", "5001", date(2026, 11, 20)) for p in POINTS}
NOT_SHOWN = Closing("not_established", "twee agenten waren er de hele tijd bij")


def close(number: str, closing: Closing, by=ELLEN, points=None):
    return conclusions.close(number, closing, points or {}, form(), by, NOON)


def test_a_handover_is_shown_by_other_means_though_the_item_is_not_found(home):
    claim = opened()
    shown = conclusions.establish(claim.number, "camera", "beelden 3 mei", form(), MARIT, NOON)
    assert shown.state == "established"
    assert kinds(claim.number) == ["opened", "established"]
    with pytest.raises(conclusions.MeansError):
        conclusions.establish(opened().number, "a feeling", "x", form(), MARIT, NOON)


def test_what_is_shown_can_still_be_found(home):
    claim, code = opened(), taken()
    conclusions.establish(claim.number, "camera", "beelden", form(), MARIT, NOON)
    assert both_say_same(claim.number, code).state == "matched"


def test_a_claim_ends_with_its_reason_in_the_log_and_keeps_all_it_held(home):
    claim = opened()
    assert close(claim.number, Closing("compensated", "150 euro betaald")).state == "closed"
    with storage.reading() as books:
        event = books.ledger.record(books.ledger.size() - 1).event
    assert (event.from_, event.to, event.reason) == ("open", "closed", "150 euro betaald")
    assert claims.show_claim(claim.number, MARIT).claim.account == claim.account


def test_the_same_end_sent_twice_is_one_end(home):
    claim, form_id = opened(), form()
    for _ in range(2):
        ending = Closing("compensated", "betaald")
        conclusions.close(claim.number, ending, {}, form_id, ELLEN, NOON)
    assert kinds(claim.number) == ["opened", "closed"]


def test_cannot_be_established_is_refused_while_a_point_is_open(home):
    claim = opened()
    before = size()
    some = {name: answer for name, answer in FULL.items() if name != "G2"}
    with pytest.raises(PointsOpenError) as error:
        close(claim.number, NOT_SHOWN, points=some)
    assert error.value.facts["points"] == "G2"
    assert size() == before


@pytest.mark.parametrize("word", ["cannot_tell", "same"])
def test_cannot_be_established_waits_for_every_candidate(home, word):
    claim, code = opened(), taken()
    answer(claim.number, code, word)
    with pytest.raises(CandidatesOpenError):
        close(claim.number, NOT_SHOWN, points=FULL)
    answer(claim.number, code, "not_same", "andere hanger")
    assert close(claim.number, NOT_SHOWN, points=FULL).state == "closed"
    assert len(claims.show_claim(claim.number, MARIT).points) == len(POINTS)


def test_who_may_not_read_a_claim_cannot_end_or_open_it(home):
    claim = opened(complain())
    for who in (RUUD, ELSEWHERE):
        with pytest.raises(RightError):
            close(claim.number, Closing("withdrawn", "x", "y"), by=who)
        with pytest.raises(RightError):
            conclusions.reopen(claim.number, "x", form(), who, NOON)


def test_a_matched_claim_opens_again_and_its_item_stays_visible(home):
    claim, code = opened(), taken()
    both_say_same(claim.number, code)
    again = conclusions.reopen(claim.number, "toch een andere hanger", form(), MARIT, NOON)
    assert (again.state, again.item) == ("open", code)
    assert kinds(claim.number)[-2:] == ["matched", "reopened"]


def test_opening_again_needs_a_reason(home):
    claim = opened()
    close(claim.number, Closing("withdrawn", "op verzoek"))
    with pytest.raises(c.ClaimReasonError):
        conclusions.reopen(claim.number, " ", form(), MARIT, NOON)
