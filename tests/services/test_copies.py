"""The list of copies: proposed from the trail, confirmed or answered for, sent before the hearing."""

import pytest

from custody import storage
from custody.domain import complaints as k
from custody.domain.claims import Claim
from custody.domain.copies import (
    CopiesOpenError,
    NotConcernedReasonError,
    NotCopiedError,
    NotProposedError,
)
from custody.domain.items import Description, Party
from custody.services import claims, copies, independence, linking
from tests.acts import KEYS, complain, form, offer, prepare, send, step, taken
from tests.cast import ELLEN, JOKE, KARIM, MARIT, NOON, PIETER, SANNE
from tests.services.test_handling import to_state

ANNIE = Party("complainant", "Annie Verhoeven")


def linked(**more) -> str:
    """Return a complaint with keys that Karim took in and Sanne never held."""
    number = complain(**more)
    linking.link(number, None, taken(by=KARIM), "", form(), MARIT, NOON)
    return number


def answer(number: str, officer, *, concerned: bool, reason: str = "", form_id: str = "") -> None:
    copies.answer(
        number, officer.number, reason, form_id or form(), MARIT, NOON, concerned=concerned
    )


def proposed(number: str) -> list[str]:
    return [one.number for one in copies.show(number, MARIT).proposed]


def test_who_took_it_in_and_who_held_it_later_are_proposed_and_nobody_else(home):
    """C72: from receipts and trails; work on the complaint itself makes nobody concerned."""
    number = complain()
    code = taken(by=SANNE)
    offer(code)
    linking.link(number, None, code, "", form(), MARIT, NOON)
    (sanne,) = copies.show(number, MARIT).proposed
    assert (sanne.number, sanne.name, sanne.why, sanne.item) == (
        SANNE.number,
        SANNE.name,
        "receipt",
        code,
    )


def test_each_is_confirmed_or_it_is_said_why_not_and_the_log_has_both(home):
    number = linked()
    assert proposed(number) == [KARIM.number]
    with pytest.raises(NotConcernedReasonError):
        answer(number, KARIM, concerned=False)
    same = form()
    for _ in range(2):
        answer(number, KARIM, concerned=False, reason="nam alleen aan", form_id=same)
    found = copies.show(number, MARIT)
    assert (found.proposed, found.concerned) == ((), ())
    assert [(one.number, one.reason) for one in found.not_concerned] == [
        (KARIM.number, "nam alleen aan")
    ]
    with storage.reading() as books:
        event = books.ledger.record(books.ledger.size() - 1).event
    assert event.reason == "not concerned: 4822\nnam alleen aan"
    with pytest.raises(NotProposedError):
        answer(number, KARIM, concerned=True)


def test_a_confirmed_officer_is_concerned_and_gets_a_copy_from_the_first_phase_on(home):
    """C27."""
    number = linked()
    answer(number, KARIM, concerned=True)
    found = copies.show(number, MARIT)
    assert [one.name for one in found.concerned] == [KARIM.name]
    assert (found.owed, found.goes_out) == ((), False)
    with pytest.raises(NotCopiedError):
        found.receiver("officer:1")
    to_state(number, "acknowledged", "assessing", "phase_one")
    (copy,) = copies.show(number, MARIT).owed
    assert copies.show(number, MARIT).receiver(copy.receiver) == copy


def test_the_hearing_waits_until_every_copy_is_out(home):
    """C22m, C74: also for somebody who is found later."""
    number = to_state(linked(), "acknowledged", "assessing", "phase_two")
    prepare(number, "hearing", organisation="Commissie Noord", day="2026-12-10")
    send(number, "L8")
    with pytest.raises(CopiesOpenError):
        step(number, "hearing")
    answer(number, KARIM, concerned=True)
    send(number, "L8")
    with pytest.raises(CopiesOpenError):
        step(number, "hearing")
    send(number, "L9")
    independence.name_concerned(number, "", "een motorrijder", form(), MARIT, NOON)
    send(number, "L8")
    with pytest.raises(CopiesOpenError):
        step(number, "hearing")
    send(number, "L9")
    assert step(number, "hearing").state == "hearing"


def test_no_copy_goes_out_of_a_complaint_that_is_not_handled(home):
    """C75."""
    number = linked()
    answer(number, KARIM, concerned=True)
    to_state(number, "acknowledged", "assessing")
    step(number, "not_handled", by=ELLEN, ground="court", second="Pieter Kuiper")
    found = copies.show(number, MARIT)
    assert (found.goes_out, found.owed) == (False, ())


def test_enclosures_that_show_a_check_feature_or_somebody_else_are_named_as_such(home):
    """C73."""
    number = complain(complainant=ANNIE)
    own = taken(KEYS)
    others = taken(Description("phone", "telefoon"), parties=(Party("giver", "Bert Zuidema"),))
    for code in (own, others):
        linking.link(number, None, code, "", form(), MARIT, NOON)
    told = Claim("", "keys", "Sleutels met blauw touw", check_feature="blauw touw")
    for claim in (told, Claim("", "bag", "Mijn tas", claimant="Annie Verhoeven")):
        claims.open_claim(_of(claim, number), form(), MARIT, NOON)
    shows = {one.key: one.shows for one in copies.show(number, MARIT).enclosures}
    assert shows[f"receipt:{own}"] == ""
    assert shows[f"receipt:{others}"] == "third_party"
    assert sorted(why for key, why in shows.items() if key.startswith("claim:")) == [
        "",
        "check_feature",
    ]


def _of(claim: Claim, number: str) -> Claim:
    return Claim(**{**vars(claim), "complaint": number})


def test_the_list_is_for_those_who_handle_the_complaint(home):
    number = linked()
    for who in (SANNE, JOKE):
        with pytest.raises(k.ComplaintNotFoundError):
            copies.show(number, who)
    with pytest.raises(copies.CopyListRightError):
        copies.answer(number, KARIM.number, "", form(), ELLEN, NOON, concerned=True)
    assert copies.show(number, PIETER).proposed
