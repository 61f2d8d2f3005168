"""The page of handling: a refused element stands where it was typed, and a double press is one element."""

import uuid
from datetime import UTC, datetime

import pytest
from flask import Flask

from custody import storage
from custody.domain.complaints import Step
from tests.pages import Visitor
from tests.stories.actors import Handler


@pytest.fixture
def complaint(app: Flask) -> str:
    return Handler(app, "marit").registers("De agent was onbeleefd.", datetime.now(UTC).date())


def test_a_double_press_adds_one_element(app: Flask, complaint: str) -> None:
    marit = Visitor(app, "marit").open(f"/complaints/{complaint}/handling")
    fields = {"form_id": str(uuid.uuid4()), "kind": "conduct", "text": "Onbeleefd aan de balie"}
    for _ in range(2):
        marit.send(f"/complaints/{complaint}/elements", follow=True, **fields)
        assert marit.status == 200
    assert marit.words().count("Onbeleefd aan de balie") == 1


def test_a_day_that_cannot_be_read_is_said_beside_its_field(app: Flask, complaint: str) -> None:
    marit = Visitor(app, "marit").open(f"/complaints/{complaint}/handling")
    fields = {"kind": "conduct", "text": "Onbeleefd aan de balie", "first_on": "gisteren"}
    marit.send(f"/complaints/{complaint}/elements", **fields)
    assert marit.status == 400
    assert 'id="element-first_on-error"' in marit.text
    assert 'value="Onbeleefd aan de balie"' in marit.text


def test_an_ended_complaint_offers_no_new_element_and_what_was_typed_stays(
    app: Flask, complaint: str
) -> None:
    marit = Visitor(app, "marit").open(f"/complaints/{complaint}/handling")
    assert "Add an element" in marit.words()
    fields = {"form_id": marit.form_id(), "kind": "conduct", "text": "Onbeleefd aan de balie"}
    with storage.transaction() as books:
        step = Step("received", "withdrawn", "", "5001", "Marit Bakker", datetime.now(UTC))
        books.handling.step(complaint, step)
    marit.send(f"/complaints/{complaint}/elements", **fields)
    assert marit.status == 409
    assert "This complaint has ended" in marit.words()
    assert "Onbeleefd aan de balie" in marit.words()
    assert "Add an element" not in marit.words()
