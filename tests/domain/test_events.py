"""The closed list of events, and what of them is personal."""

import dataclasses
import re
import uuid

import pytest

from custody.domain import events as e
from tests.cast import NOON

# `model.md` 1, in its order; erasure and snapshots bring theirs later.
TYPES = re.findall(
    r"\w+",
    """
item_received package_made item_packed item_unpacked item_split item_split_off
receipt_issued item_described item_moved item_inspected seal_changed
transfer_offered transfer_accepted transfer_refused transfer_withdrawn item_handed_on
item_returned item_disposed item_missing item_found hold_set hold_lifted label_printed
correction taking_changed item_voided claim_made claim_changed complaint_linked complaint_changed key_rotated
restored rollback_acknowledged read_log_digest
""",
)
FORM = "0192f0c4-5b1e-4c3a-9d57-1f0a3c5e7b01"


def test_the_list_of_events_is_the_one_of_the_model():
    assert sorted(TYPES) == sorted(e.EVENT_TYPES)


@pytest.mark.parametrize("kind", e.EVENT_CLASSES.values(), ids=lambda kind: kind.type)
def test_every_event_says_in_a_docstring_what_it_means(kind):
    assert kind.__doc__ and not kind.__doc__.startswith(kind.__name__)


@pytest.mark.parametrize("kind", e.EVENT_CLASSES.values(), ids=lambda kind: kind.type)
def test_an_event_has_no_facts_of_its_own_but_personal_ones_that_may_be_unknown(kind):
    own = [f for f in dataclasses.fields(kind) if f.name not in {"actor", *e.ENVELOPE}]
    assert all(field.default is None for field in own)


def test_an_event_cannot_be_changed():
    event = e.ItemMoved(id="1", actor="4711")
    with pytest.raises(dataclasses.FrozenInstanceError):
        event.place = "ELSEWHERE"


def test_what_is_not_known_is_not_disclosed():
    event = e.ItemReceived(id="1", actor="4711", category="keys", quantity=0)
    assert event.disclosed() == {"actor": "4711", "category": "keys", "quantity": 0}


def test_the_envelope_is_never_disclosed():
    event = e.ItemMoved(id="1", actor="4711", at=NOON, item="I", unit="U", place="P", ref=("r",))
    assert event.disclosed() == {"actor": "4711"}


def test_a_word_that_python_keeps_for_itself_is_written_plainly():
    event = e.ClaimChanged(id="1", actor="4711", from_="open", to="matched")
    assert event.disclosed()["from"] == "open"


def test_an_event_is_rebuilt_from_what_it_disclosed():
    event = e.ClaimChanged(id="1", actor="4711", at=NOON, from_="open", to="matched", ref=("r",))
    envelope = {name: getattr(event, name) for name in e.ENVELOPE}
    assert e.rebuild("claim_changed", envelope, event.disclosed()) == event


def test_an_erased_fact_is_unknown_after_rebuilding():
    rebuilt = e.rebuild("item_moved", {"id": "1"}, {"later_word": "x"})
    assert rebuilt == e.ItemMoved(id="1", actor="")


def test_the_ids_of_a_batch_follow_from_the_form_alone():
    assert e.batch_id(FORM, 0) == e.batch_id(FORM, 0)
    assert e.batch_id(FORM, 0) == str(uuid.uuid5(uuid.UUID(FORM), "item:0"))


def test_the_events_of_a_batch_have_different_ids():
    assert len({e.batch_id(FORM, n) for n in range(60)}) == 60


def test_a_form_id_that_is_no_uuid_is_refused():
    with pytest.raises(ValueError):
        e.batch_id("first", 0)


def test_a_draft_gets_its_moment_and_what_the_decision_told():
    draft = e.ItemMoved(id="1", actor="4711")
    made = e.at_moment(draft, NOON, place="SCHAP-B-12")
    assert (made.at, made.place, made.id) == (NOON, "SCHAP-B-12", "1")
    assert draft.at is None


def test_the_same_event_can_stand_under_another_id():
    assert e.ItemMoved(id="1", actor="4711").with_id("2") == e.ItemMoved(id="2", actor="4711")
