"""How a complaint comes in: its words, its day and its first state."""

from datetime import date

import pytest

from custody.domain.complaints import (
    CHANNELS,
    STATES,
    Complaint,
    ComplaintTextError,
    ReceivedLaterError,
    check_complaint,
    first_state,
)

TODAY = date(2026, 11, 23)


def complaint(text: str = "Mijn sleutels zijn weg.", **more) -> Complaint:
    return Complaint("", text, **{"channel": "e_mail", "received_on": TODAY, **more})


@pytest.mark.parametrize("text", ["", "  \n\t"])
def test_a_complaint_without_words_is_refused(text):
    with pytest.raises(ComplaintTextError):
        check_complaint(complaint(text), TODAY)


def test_a_complaint_cannot_have_come_in_tomorrow():
    with pytest.raises(ReceivedLaterError):
        check_complaint(complaint(received_on=date(2026, 11, 24)), TODAY)


@pytest.mark.parametrize("day", [TODAY, date(2019, 1, 1)])
def test_a_complaint_of_today_or_long_ago_is_registered(day):
    check_complaint(complaint(received_on=day), TODAY)


def test_a_missing_name_or_address_does_not_stop_registration():
    nameless = complaint()
    assert nameless.complainant.name == ""
    check_complaint(nameless, TODAY)


@pytest.mark.parametrize("channel", ["desk", "phone", "street"])
def test_a_spoken_complaint_is_reported_and_has_no_clock_yet(channel):
    assert not complaint(channel=channel).written
    assert first_state(channel) == "reported"


@pytest.mark.parametrize("channel", sorted(CHANNELS.keys() - {"desk", "phone", "street"}))
def test_a_written_complaint_is_received(channel):
    assert complaint(channel=channel).written
    assert first_state(channel) == "received"


def test_the_first_state_of_every_channel_is_a_known_state():
    assert {first_state(channel) for channel in CHANNELS} <= STATES.keys()
