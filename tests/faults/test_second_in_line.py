"""Two acts at the same moment that no item's own chain tells apart: the second sees what the first did (Q5).

The first act stands still after its append and before its commit, while the second begins on a
connection of its own. It must wait, and then decide on what is so by then.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from custody.domain import complaints as k
from custody.domain.candidates import Answer
from custody.domain.claims import Closing
from custody.domain.elements import NotYetJudgedError
from custody.domain.errors import ConflictError, CustodyError
from custody.domain.packing import NotEmptyError, OfferedError, TooDeepError
from custody.domain.proposals import ProposalAnsweredError
from custody.domain.seals import SealTakenError
from custody.services import (
    candidates,
    claims,
    conclusions,
    handling,
    inspections,
    keeping,
    proposals,
)
from custody.storage.ledger import LedgerBook
from tests.acts import KEYS, PHONE, SAID_BESIDE, at_the_desk, complain, form, offer, state, taken
from tests.cast import ANNA, ELLEN, JOKE, MARIT, NOON, PIETER, RUUD, person
from tests.services.test_claims import opened
from tests.services.test_elements import judge
from tests.services.test_handling import in_phase_two, to_state
from tests.services.test_packing import box, put_in
from tests.services.test_proposals import ended, late
from tests.services.test_returns import give_back

OTHER = person("5020", "Wim de Boer", "coordinator")
Outcome = CustodyError | None


@pytest.fixture
def in_line(home, monkeypatch) -> Iterator[Callable[..., list[Outcome]]]:
    """Run two acts, the second begun before the first is committed; return what each met."""
    appended, waiting = threading.Event(), threading.Event()
    first = threading.Thread()
    really_append = LedgerBook.append

    def append(self, *args, **options):
        done = really_append(self, *args, **options)
        if threading.current_thread() is first:
            appended.set()
            waiting.wait(0.4)
        return done

    monkeypatch.setattr(LedgerBook, "append", append)

    def run(*acts: Callable[[], object]) -> list[Outcome]:
        nonlocal first
        met: list[Outcome] = [None, None]

        def act(n: int) -> None:
            try:
                acts[n]()
            except CustodyError as error:
                met[n] = error

        first = threading.Thread(target=act, args=(0,))
        second = threading.Thread(target=act, args=(1,))
        first.start()
        assert appended.wait(20)
        second.start()
        for thread in (first, second):
            thread.join(30)
        assert not first.is_alive() and not second.is_alive()
        return met

    yield run


def step(number: str, to: str, by=PIETER):
    facts = SAID_BESIDE.get(to, {})
    return handling.step(number, to, "afgesproken", "", form(), by, NOON, facts)


def test_two_steps_of_a_complaint_at_once_are_one_step(in_line):
    number = to_state(complain(), "acknowledged", "assessing")
    met = in_line(lambda: step(number, "phase_two"), lambda: step(number, "withdrawn"))
    assert met == [None, None]
    steps = handling.show(number, PIETER).steps
    assert [(s.from_, s.to) for s in steps[-2:]] == [
        ("assessing", "phase_two"),
        ("phase_two", "withdrawn"),
    ]


def test_the_same_step_by_two_people_at_once_is_made_once(in_line):
    number = to_state(complain(), "acknowledged", "assessing")
    met = in_line(lambda: step(number, "phase_two"), lambda: step(number, "phase_two", OTHER))
    assert met[0] is None
    assert isinstance(met[1], k.ComplaintStateError)


def test_nothing_is_judged_in_a_complaint_that_is_being_decided(in_line):
    number = in_phase_two()
    judge(number, "upheld")
    met = in_line(lambda: step(number, "decided", ELLEN), lambda: judge(number, "partly_upheld"))
    assert met[0] is None
    assert isinstance(met[1], NotYetJudgedError)


def test_a_late_find_is_answered_once(in_line):
    number, code = ended(complain()), taken()
    late(number, code)
    proposals.tell(NOON, item=code)

    def answer(reopen: bool, by):
        return proposals.answer(number, code, reopen, "gezien", form(), by, NOON)

    met = in_line(lambda: answer(True, PIETER), lambda: answer(False, OTHER))
    assert met[0] is None
    assert isinstance(met[1], ProposalAnsweredError)


def test_a_claim_ends_once(in_line):
    number = opened().number

    def close(reason: str):
        return conclusions.close(number, Closing(reason, "x"), {}, form(), ELLEN, NOON)

    met = in_line(lambda: close("compensated"), lambda: close("joined"))
    assert met[0] is None
    assert isinstance(met[1], ConflictError)


def test_what_is_closed_is_not_shown_and_not_opened_twice_at_once(in_line):
    number = opened().number
    conclusions.close(number, Closing("compensated", "x"), {}, form(), ELLEN, NOON)

    def reopen():
        return conclusions.reopen(number, "nieuw", form(), MARIT, NOON)

    met = in_line(reopen, reopen)
    assert met[0] is None
    assert isinstance(met[1], ConflictError)


def test_a_handover_is_shown_once(in_line):
    number = opened().number

    def establish():
        return conclusions.establish(number, "camera", "beelden", form(), MARIT, NOON)

    met = in_line(establish, establish)
    assert met[0] is None
    assert isinstance(met[1], ConflictError)


def test_two_times_same_at_once_makes_a_match(in_line):
    """Each side reads that the other has not answered yet: then nobody would make the match."""
    number, code = opened().number, taken()

    def same(by):
        feature = "agrees"
        given = Answer(code, "", "same", "zelfde hanger", feature, "", "", NOON)
        return lambda: candidates.answer(number, given, form(), by, NOON)

    assert in_line(same(MARIT), same(RUUD)) == [None, None]
    assert claims.show_claim(number, MARIT).claim.state == "matched"


def test_two_boxes_are_not_put_into_each_other(in_line):
    one, other = box(), box()
    met = in_line(lambda: put_in(one, other), lambda: put_in(other, one))
    assert met[0] is None
    assert isinstance(met[1], TooDeepError)


def test_nothing_is_put_into_a_box_that_is_being_offered(in_line):
    outer, code = box(), at_the_desk()
    met = in_line(lambda: offer(outer, "KAMER-HAVEN", by=JOKE), lambda: put_in(outer, code))
    assert met[0] is None
    assert isinstance(met[1], OfferedError)


def test_what_is_being_put_into_a_box_goes_along_with_it(in_line):
    outer, code = box(), at_the_desk()
    met = in_line(
        lambda: put_in(outer, code),
        lambda: keeping.keep(outer, "SCHAP-B-12", form(), JOKE, NOON),
    )
    assert met == [None, None]
    assert state(code).place == state(outer).place == "SCHAP-B-12"


def test_a_box_that_is_being_filled_is_not_given_away(in_line):
    outer, code = box(), at_the_desk()
    met = in_line(lambda: put_in(outer, code), lambda: give_back(outer))
    assert met[0] is None
    assert isinstance(met[1], NotEmptyError)


def test_a_seal_number_closes_one_of_two_things_at_once(in_line):
    sealed = replace(KEYS, seal="Z 1"), replace(PHONE, seal="Z 2")
    one, other = at_the_desk(sealed[0]), at_the_desk(sealed[1])

    def reseal(code: str, witness: str):
        seal = inspections.NewSeal("Z 9", "Z 9", witness, "geteld")
        return inspections.change_seal(code, seal, form(), JOKE, NOON)

    met = in_line(lambda: reseal(one, ANNA.number), lambda: reseal(other, ANNA.number))
    assert met[0] is None
    assert isinstance(met[1], SealTakenError)


def test_a_seal_number_closes_one_of_two_things_that_come_in_at_once(in_line):
    sealed = replace(KEYS, seal="Z 9")
    met = in_line(lambda: taken(sealed), lambda: taken(sealed))
    assert met[0] is None
    assert isinstance(met[1], SealTakenError)
