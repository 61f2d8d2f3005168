"""Reminders go into the outbox once, to who can do something, with codes and nothing else."""

from datetime import timedelta

from custody import storage
from custody.services import keeping, reminders
from tests.acts import accept, at_the_desk, form, offer, taken
from tests.cast import ANNA, HAVEN, JOKE, NOON, RUUD, SANNE


def messages(hours: float) -> list[tuple[str, str, list[str]]]:
    """Return what is newly asked for after so many hours: (to, notice, items)."""
    at = NOON + timedelta(hours=hours)
    reminders.remind(at)
    found = []
    with storage.transaction() as books:
        while (work := books.outbox.take(at + timedelta(seconds=1))) is not None:
            if work.kind == "mail":
                found.append((work.payload["to"], work.payload["notice"], work.payload["items"]))
            books.outbox.done(work, at)
    return sorted(found)


def chief(number: str | None) -> None:
    with storage.transaction() as books:
        books.places.add_unit(storage.Unit(HAVEN, "Haven", number, "BALIE-HAVEN"))


def test_nobody_is_reminded_before_the_time(home):
    taken()
    assert messages(11.4) == []


def test_the_holder_gets_one_message_for_all_items_of_one_moment(home):
    codes = sorted([taken(), taken()])
    assert messages(11.5) == [("4711", "keeping_soon", codes)]


def test_each_reminder_is_sent_once(home):
    code = taken()
    assert messages(12) == [("4711", "keeping_over", [code])]
    assert messages(12) == []
    assert messages(20) == []


def test_a_second_item_is_reminded_of_on_its_own(home):
    first = taken()
    assert messages(12) == [("4711", "keeping_over", [first])]
    second = taken(happened_at=NOON + timedelta(minutes=1))
    assert messages(12.1) == [("4711", "keeping_over", [second])]


def test_the_chief_and_then_the_custodian_hear_of_it(home):
    code = taken()
    chief(JOKE.number)
    assert messages(24) == [
        ("4002", "keeping_chief", [code]),
        ("4711", "keeping_over", [code]),
    ]
    assert messages(60) == [("4003", "keeping_custodian", [code])]


def test_a_chief_who_is_named_later_hears_of_it_then(home):
    code = taken()
    assert [notice for _, notice, _ in messages(24)] == ["keeping_over"]
    chief(JOKE.number)
    assert messages(25) == [("4002", "keeping_chief", [code])]


def test_what_was_handed_in_reminds_nobody(home):
    code = at_the_desk()
    keeping_places = {one.state.item for one in keeping.items_of_post(JOKE, NOON)}
    assert code in keeping_places
    assert messages(100) == []


def test_a_new_place_begins_a_new_stay(home):
    code = taken()
    assert len(messages(12)) == 1
    keeping.keep(code, "V-4417", form(), SANNE, NOON + timedelta(hours=13))
    assert messages(24) == []
    assert messages(24.6) == [("4711", "keeping_soon", [code])]


def test_an_offer_without_an_answer_reminds_giver_and_the_whole_desk(home):
    code = taken(place="BALIE-HAVEN")
    offer(code)
    assert messages(24) == [
        (JOKE.number, "offer_waits", [code]),
        (ANNA.number, "offer_waits", [code]),
        (SANNE.number, "offer_unanswered", [code]),
    ]
    chief(RUUD.number)
    assert messages(48) == [(RUUD.number, "offer_chief", [code])]


def test_an_answer_ends_the_reminding(home):
    code = taken()
    offer(code)
    accept(code, at=NOON + timedelta(hours=1))
    assert messages(100) == []


def test_two_workers_ask_once(home):
    taken()
    at = NOON + timedelta(hours=12)
    assert reminders.remind(at) == 1
    assert reminders.remind(at) == 0
