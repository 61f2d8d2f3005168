"""Scanning at the desk: every scan is kept, none is guessed, and each sent twice counts once."""

import pytest

from custody import storage
from custody.domain import events as e
from custody.domain.desk import RESULTS
from custody.services import desk
from tests.acts import accept, at_the_desk, form, offer, size, state, taken, types, work
from tests.cast import ANNA, HOST, JOKE, NOON, RUUD, SANNE
from tests.services.test_returns import give_back

STORE = "KAMER-HAVEN"


def scan(raw: str, target: str | None = STORE, by=RUUD, scan_id: str | None = None) -> desk.Answer:
    return desk.scan(raw, target, scan_id or form(), HOST, by, NOON)


def result(*args, **more) -> str:
    return scan(*args, **more).scan.result


def in_the_store() -> str:
    """Return an item that lies in the property room."""
    code = taken()
    offer(code, STORE)
    accept(code, RUUD)
    return code


def test_a_place_is_chosen_first(home):
    answer = scan("SCHAP-B-12", target=None)
    assert (answer.scan.result, answer.place.code, answer.tone) == ("target", "SCHAP-B-12", "ok")


def test_a_label_with_our_address_is_read_as_its_code(home):
    code = in_the_store()
    assert result(f"https://{HOST}/P/SCHAP-B-12", target=None) == "target"
    assert result(f"https://{HOST}/I/{code}", target="SCHAP-B-12") == "moved"
    assert state(code).place == "SCHAP-B-12"


def test_an_item_of_the_post_is_moved_to_the_place(home):
    code = in_the_store()
    answer = scan(code, target="SCHAP-B-12")
    assert (answer.scan.result, answer.state.place) == ("moved", "SCHAP-B-12")
    assert types(code)[-1] == "item_moved"
    assert state(code).holder.ref == STORE


def test_an_item_that_lies_there_already_is_not_moved_again(home):
    code = in_the_store()
    before = size()
    assert result(code) == "here"
    assert size() == before


def test_an_item_that_was_offered_is_received_by_the_scan(home):
    code = taken()
    offer(code)
    answer = scan(code, "BALIE-HAVEN", JOKE)
    assert (answer.scan.result, answer.held_by) == ("accepted", "Balie Haven")
    assert state(code).holder.ref == "BALIE-HAVEN"


def test_an_item_in_somebody_elses_name_is_asked_for_and_never_moved(home):
    code = taken()
    before = size()
    answer = scan(code, "BALIE-HAVEN", JOKE)
    assert (answer.scan.result, answer.held_by, answer.tone) == ("asked", "Sanne de Wit", "asked")
    assert size() == before
    assert state(code).place == "BIJ-4711"


def test_an_item_that_waits_for_somebody_else_is_elsewhere(home):
    code = taken()
    offer(code, STORE)
    assert result(code, "BALIE-HAVEN", JOKE) == "elsewhere"


def test_without_a_place_nothing_is_stored(home):
    code = in_the_store()
    before = size()
    answer = scan(code, target=None)
    assert (answer.scan.result, answer.tone, answer.state.item) == ("no_place", "wrong", code)
    assert size() == before


def test_a_code_of_no_item_is_unknown(home):
    assert result("F5DPN209V2") == "unknown"


def test_a_wrong_symbol_gives_questions_and_no_answer(home):
    code = in_the_store()
    typo = ("1" if code[0] != "1" else "2") + code[1:]
    answer = scan(typo)
    assert answer.scan.result == "misread"
    assert code in answer.repairs
    assert size() == 4


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("https://other.example/I/F5DPN209V2", "foreign"),
        (f"https://{HOST}/M/4711", "wrong_kind"),
        (f"https://{HOST}/P/NOWHERE", "unknown"),
        ("hello", "unknown"),
        ("", "unknown"),
        ("NIETS", "unknown"),
    ],
)
def test_a_label_that_is_no_item_is_named_for_what_it_is(home, raw, expected):
    assert result(raw) == expected
    assert size() == 0


def test_a_closed_place_is_no_target(home):
    with storage.transaction() as books:
        books.places.close("SCHAP-B-12", NOON)
    assert result("SCHAP-B-12", target=None) == "unknown"
    assert result(in_the_store(), target="SCHAP-B-12") == "no_place"


def test_every_scan_is_kept_with_what_came_of_it(home):
    for raw in ("SCHAP-B-12", "hello", "https://other.example/x"):
        scan(raw)
    kept = [answer.scan for answer in desk.recent(RUUD)]
    assert [one.result for one in kept] == ["foreign", "unknown", "target"]
    assert [one.raw for one in kept][1] == "hello"
    assert desk.recent(JOKE) == ()


def test_the_same_scan_sent_twice_counts_once(home):
    code = in_the_store()
    scan_id = form()
    first = scan(code, "SCHAP-B-12", scan_id=scan_id)
    again = scan(code, "SCHAP-B-12", scan_id=scan_id)
    assert again.scan == first.scan
    assert types(code).count("item_moved") == 1
    assert len(desk.recent(RUUD)) == 1


def test_the_last_move_is_taken_back_by_another_move(home):
    code = in_the_store()
    scan(code, target="SCHAP-B-12")
    answer = scan("HERSTEL")
    assert (answer.scan.result, answer.state.place) == ("undone", STORE)
    assert types(code)[-2:] == ["item_moved", "item_moved"]


def test_a_move_is_taken_back_once(home):
    code = in_the_store()
    scan(code, target="SCHAP-B-12")
    scan("HERSTEL")
    assert result("HERSTEL") == "nothing"
    assert state(code).place == STORE


def test_a_move_after_which_something_happened_is_not_taken_back(home):
    code = in_the_store()
    scan(code, target="SCHAP-B-12")
    offer(code, "BALIE-HAVEN", by=RUUD)
    assert result("HERSTEL") == "nothing"
    assert state(code).place == "SCHAP-B-12"


def test_nothing_is_taken_back_when_nothing_was_moved(home):
    assert result("HERSTEL") == "nothing"


@pytest.mark.parametrize("word", ["KLAAR", "NIEUWE-PLAATS", f"https://{HOST}/C/KLAAR", "klaar"])
def test_a_place_is_closed_by_a_command(home, word):
    answer = scan(word)
    assert (answer.scan.result, answer.place) == ("done", None)


def test_help_is_asked_once_and_reaches_the_worker(home):
    scan_id = form()
    for _ in range(2):
        assert result("VRAAG", scan_id=scan_id) == "help"
    assert work() == [f"help:{scan_id}"]


def test_a_missing_item_is_not_moved_silently(home):
    code = in_the_store()
    with storage.transaction() as books:
        books.ledger.trail(code)
        lost = e.ItemMissing(id=form(), actor=RUUD.number, at=NOON, item=code, unit=RUUD.unit)
        books.ledger.append([lost])
    assert result(code, target="SCHAP-B-12") == "missing"
    assert state(code).place is None


def test_an_item_that_was_given_back_is_named_as_gone(home):
    code = at_the_desk()
    give_back(code)
    assert result(code, "BALIE-HAVEN", JOKE) == "gone"


def test_every_result_has_a_tone_and_a_word(home):
    assert {tone for _, tone in RESULTS.values()} == {"ok", "twice", "asked", "wrong"}
    answer = scan("hello")
    assert (answer.tone, answer.word) == ("wrong", "unknown label")


def test_who_staffs_no_post_cannot_ask_for_anything_by_scanning(home):
    code = taken()
    assert result(code, "BALIE-HAVEN", ANNA) == "asked"
    other = taken(by=RUUD)
    assert result(other, "V-4417", SANNE) == "elsewhere"
