"""Two sides answer for themselves whether an item is the one, and two times "same" makes it so."""

import pytest

from custody import storage
from custody.domain.candidates import Answer, CandidateAnswerError, CandidateUnknownError
from custody.domain.claims import Claim, ClaimNotFoundError
from custody.domain.errors import RightError
from custody.services import candidates, claims
from tests.acts import PHONE, complain, form, proposed, size, taken
from tests.cast import ELLEN, JOKE, MARIT, NOON, PIETER, RUUD, SANNE, TOM
from tests.services.test_claims import ELSEWHERE, kinds, last_event, opened


def given(code: str, word: str, reason: str = "zelfde hanger", feature: str = "") -> Answer:
    """Return an answer as the form brings it: whose it is is added below."""
    return Answer(code, "", word, reason, feature, "", "", NOON)


def answer(number: str, code: str, word: str, reason="zelfde hanger", by=RUUD, feature="") -> Claim:
    return candidates.answer(number, given(code, word, reason, feature), form(), by, NOON)


def both_say_same(number: str, code: str) -> Claim:
    answer(number, code, "same", by=MARIT)
    return answer(number, code, "same", by=RUUD)


def test_one_side_alone_does_not_make_a_claim_matched(home):
    claim, code = opened(complain()), taken()
    assert answer(claim.number, code, "same", by=MARIT).state == "open"
    assert answer(claim.number, code, "same", by=PIETER).state == "open"
    assert answer(claim.number, code, "same", by=RUUD).state == "matched"


def test_the_same_item_makes_a_claim_matched_and_the_log_says_so(home):
    claim, code = opened(complain()), taken()
    matched = both_say_same(claim.number, code)
    assert (matched.state, matched.item) == ("matched", code)
    event = last_event()
    assert (event.from_, event.to, event.reason) == ("open", "matched", "zelfde hanger")
    assert kinds(claim.number) == ["opened", "answered", "answered", "matched"]


def test_another_item_leaves_a_claim_open_and_stands_in_the_log(home):
    claim, code = opened(complain()), taken()
    for word in ("not_same", "cannot_tell"):
        assert answer(claim.number, code, word).state == "open"
        assert (last_event().from_, last_event().to) == ("open", "open")


def test_the_same_answer_sent_twice_is_one_answer(home):
    claim, code, form_id = opened(), taken(), form()
    for _ in range(2):
        candidates.answer(claim.number, given(code, "same"), form_id, MARIT, NOON)
    (one,) = claims.show_claim(claim.number, MARIT).candidates
    assert (list(one.answers), kinds(claim.number)) == (["handler"], ["opened", "answered"])


def test_a_claim_without_a_complaint_is_answered_too(home):
    claim, code = opened(), taken()
    assert both_say_same(claim.number, code).state == "matched"


def test_a_confirmed_find_opens_an_ended_claim_again(home):
    claim, code = opened(), taken()
    with storage.transaction() as books:
        books.claims.change(claim, "closed")
    assert both_say_same(claim.number, code).state == "matched"
    assert kinds(claim.number)[-2:] == ["reopened", "matched"]


def test_a_candidate_that_does_not_exist_is_not_answered(home):
    claim = opened()
    with pytest.raises(CandidateUnknownError):
        answer(claim.number, "F5DPN209V2", "same")
    with pytest.raises(ClaimNotFoundError):
        answer("A-2026-9999", "F5DPN209V2", "same")
    assert size() == 1


def test_somebody_elses_handler_does_not_answer(home):
    claim, code = opened(complain()), taken()
    with pytest.raises(RightError):
        answer(claim.number, code, "same", by=ELSEWHERE)


@pytest.mark.parametrize(("word", "reason"), [("perhaps", "x"), ("same", ""), ("same", " ")])
def test_an_answer_is_one_of_three_words_with_a_reason(home, word, reason):
    claim, code = opened(), taken()
    with pytest.raises(CandidateAnswerError):
        answer(claim.number, code, word, reason)


def test_the_check_feature_leaves_for_handler_and_custodian_alone(home):
    claim = opened(complain(), check_feature="kras bij het oog")
    for who in (MARIT, RUUD, PIETER, ELLEN, TOM):
        assert "kras" not in repr(claims.show_claim(claim.number, who))
        assert claims.show_claim(claim.number, who).has_feature
    assert candidates.read_feature(claim.number, MARIT) == "kras bij het oog"
    assert candidates.read_feature(claim.number, RUUD) == "kras bij het oog"
    for who in (PIETER, ELLEN, TOM, SANNE, JOKE, ELSEWHERE):
        with pytest.raises(RightError):
            candidates.read_feature(claim.number, who)


def test_the_other_sides_reasons_stay_with_that_side(home):
    claim, code = opened(), taken()
    answer(claim.number, code, "same", reason="zij noemde de rode kras", by=MARIT)
    (one,) = claims.show_claim(claim.number, RUUD).candidates
    assert one.answers["handler"].answer == "same"
    assert (one.answers["handler"].reason, one.answers["handler"].by_name) == ("", "")
    own = claims.show_claim(claim.number, MARIT).candidates[0].answers["handler"]
    assert own.reason == "zij noemde de rode kras"


def test_without_words_of_the_complaint_a_custodian_sees_candidates_of_the_same_kind(home):
    """What else the complaint speaks of is not theirs to learn; what a person named they compare."""
    number = complain()
    claim = opened(number)
    keys, phone, named = taken(), taken(PHONE), taken(PHONE)
    for code in (keys, phone):
        proposed(number, code)
    answer(claim.number, named, "cannot_tell", by=MARIT)

    def shown(by):
        return {one.state.item for one in claims.show_claim(claim.number, by).candidates}

    assert shown(MARIT) == {keys, phone, named}
    assert shown(RUUD) == {keys, named}
