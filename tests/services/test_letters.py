"""A letter is kept as it was made, and read by those who may write it."""

from dataclasses import replace

import pytest

from custody import storage
from custody.domain.letters import Block, Letter, LetterNotFoundError
from custody.services import letters
from tests.acts import complain, form
from tests.cast import JOKE, KARIM, MARIT, NOON, PIETER, RUUD, SANNE
from tests.services.test_claims import ELSEWHERE, kinds, opened

WORDS = Letter(
    kind="L3",
    language="nl",
    reference="A-2026-0001",
    to="Annie",
    title="Wij hebben uw melding opgeschreven",
    blocks=(Block("Wat", ("Een zin.",), (("Hoeveel", "2"),), "Mijn sleutels"),),
    sender="Marit Bakker",
    made_on="23 november 2026",
)


def kept(claim, by=MARIT, form_id: str | None = None) -> Letter:
    return letters.keep(replace(WORDS, claim=claim.number), form_id or form(), by, NOON)


def test_a_letter_reads_back_as_it_was_made_with_its_digest_in_the_log(home):
    claim = opened()
    letter = kept(claim)
    assert letter.number == "B-2026-0001"
    assert letters.show(letter.number, MARIT) == letter
    assert kinds(claim.number) == ["opened", "letter"]
    with storage.reading() as books:
        event = books.ledger.record(books.ledger.size() - 1).event
    assert event.reason == letter.sha256


def test_the_same_form_makes_one_letter(home):
    claim, form_id = opened(), form()
    assert kept(claim, form_id=form_id) == kept(claim, form_id=form_id)


def test_other_words_have_another_digest():
    assert replace(WORDS, title="Iets anders").sha256 != WORDS.sha256
    assert replace(WORDS, number="B-1").sha256 == WORDS.sha256


def test_who_wrote_a_claim_down_at_the_desk_gives_its_letter(home):
    claim = opened(by=JOKE)
    assert letters.claim_to_write_about(claim.number, JOKE)[0].account == claim.account
    assert letters.show(kept(claim, by=JOKE).number, JOKE)


@pytest.mark.parametrize("who", [RUUD, SANNE, JOKE, ELSEWHERE])
def test_others_find_no_letter(home, who):
    letter = kept(opened(complain()))
    with pytest.raises(LetterNotFoundError):
        letters.show(letter.number, who)
    with pytest.raises(LetterNotFoundError):
        letters.claim_to_write_about(letter.claim, who)
    assert letters.show(letter.number, PIETER) == letter


def test_the_letter_of_a_claim_never_carries_the_check_feature(home):
    claim = opened(check_feature="kras bij het oog")
    assert letters.claim_to_write_about(claim.number, MARIT)[0].check_feature == ""


def test_a_letter_that_does_not_exist_is_not_found(home):
    with pytest.raises(LetterNotFoundError):
        letters.show("B-2026-9999", MARIT)
    with pytest.raises(LetterNotFoundError):
        letters.keep(WORDS, form(), MARIT, NOON)


def test_who_wrote_a_claim_down_reads_their_own_letters_and_not_what_others_wrote_later(home):
    claim = opened(by=JOKE)
    own, later = kept(claim, by=JOKE), kept(claim, by=MARIT)
    assert letters.show(own.number, JOKE) == own
    with pytest.raises(LetterNotFoundError):
        letters.show(later.number, JOKE)
    assert letters.show(own.number, MARIT) == own


def test_the_letter_of_who_lost_sight_of_a_complaint_names_no_handler_of_it(home):
    """Somebody else handles it elsewhere now: that it exists is not told by its letter (Q24)."""
    number = complain()
    claim = opened(number)
    assert letters.claim_to_write_about(claim.number, PIETER)[1].number == MARIT.number
    with storage.transaction() as books:
        books.complaints.assign(number, KARIM.number)
    assert letters.claim_to_write_about(claim.number, PIETER)[1].number == KARIM.number
    assert letters.claim_to_write_about(claim.number, MARIT)[1].number == MARIT.number


def test_the_same_form_of_another_person_or_another_button_makes_no_letter(home):
    number, same = complain(), form()
    first = replace(WORDS, kind="L1", complaint=number)
    letters.keep(first, same, MARIT, NOON)
    for letter, by in ((first, PIETER), (replace(first, language="en"), MARIT)):
        with pytest.raises(storage.IdReusedError):
            letters.keep(letter, same, by, NOON)
