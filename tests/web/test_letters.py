"""Letters: one per press, in the language that was chosen, for those who may write it."""

import uuid
from datetime import UTC, datetime

import pytest
from flask import Flask

from custody.services import letters
from custody.web.step_letters import LetterStepError, Said, step_letter
from tests.cast import MARIT
from tests.pages import Visitor
from tests.stories.actors import Handler


def test_a_double_press_makes_one_letter_in_the_chosen_language(app: Flask) -> None:
    marit = Handler(app, "marit")
    number = marit.registers("De agent was onbeleefd.", datetime.now(UTC).date(), name="Annie")
    made, sent = set(), {"form_id": str(uuid.uuid4()), "kind": "L1", "language": "nl"}
    for _ in range(2):
        marit.open(f"/complaints/{number}/handling")
        marit.send(f"/complaints/{number}/letters", **sent)
        made.add(marit.path)
    assert len(made) == 1
    assert "klacht" in marit.open(made.pop()).words()


def test_a_letter_that_is_not_theirs_is_not_found(app: Flask) -> None:
    marit = Handler(app, "marit")
    number = marit.registers("De agent was onbeleefd.", datetime.now(UTC).date(), name="Annie")
    marit.open(f"/complaints/{number}/handling")
    sent = {"form_id": str(uuid.uuid4()), "kind": "L1", "language": "en"}
    marit.send(f"/complaints/{number}/letters", **sent)
    assert Visitor(app, "joke").open(marit.path).status in (403, 404)


@pytest.mark.parametrize("kind", ["zz", "L12"])
def test_a_letter_that_goes_with_no_step_is_refused_in_words(app: Flask, kind: str) -> None:
    number = Handler(app, "marit").registers("Mijn sleutels zijn weg.", datetime.now(UTC).date())
    about = letters.complaint_to_write_about(number, "", MARIT)
    with app.test_request_context("/"), pytest.raises(LetterStepError):
        step_letter(kind, about, Said())
