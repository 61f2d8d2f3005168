"""Looking at a thing again: what cannot be read is said beside its field, and what was typed stays."""

from flask import Flask

from tests.stories.actors import Desk, Officer


def test_a_refused_look_keeps_what_was_seen(app: Flask) -> None:
    sanne, joke = Officer(app, "sanne"), Desk(app, "joke")
    code = sanne.takes_in("keys", "Annie Verhoeven")
    sanne.offers(code)
    joke.answers(code, "accept")
    joke.open(f"/items/{code}/inspect")
    seen = "een kras op de hanger"
    joke.send(f"/items/{code}/inspect", form_id="no id", remarks=seen)
    assert joke.status == 400
    assert f'value="{seen}"' in joke.text
    joke.send(f"/items/{code}/inspect", follow=True, form_id=joke.form_id(), remarks=seen)
    assert joke.status in (200, 400)
