"""What one has is handed over in one go: chosen on the page of one's items, asked on the next."""

from flask import Flask

from tests.acts import KEYS, PHONE, taken
from tests.pages import Visitor


def test_items_chosen_together_are_asked_for_together(app: Flask) -> None:
    with app.app_context():
        codes = [taken(KEYS), taken(PHONE)]
    sanne = Visitor(app, "sanne").open("/my-items")
    assert all(f'name="code" value="{code}"' in sanne.text for code in codes)
    address = f"/transfers/new?code={codes[0]}&code={codes[1]}"
    sanne.open(address)
    assert sanne.text.count(" checked") >= 2
    # The form has no address of its own: a browser sends it to that of the page.
    sanne.send(address, items=codes, to="BALIE-HAVEN", form_id=sanne.form_id())
    assert sanne.status == 302
    assert sanne.open("/my-items").words().count("asked Balie Haven") == 2


def test_a_question_about_nothing_keeps_what_it_was_for(app: Flask) -> None:
    with app.app_context():
        taken(KEYS)
    sanne = Visitor(app, "sanne", "nl").open("/transfers/new")
    fields = {"to": "BALIE-HAVEN", "purpose": "Naar de kluis", "form_id": sanne.form_id()}
    sanne.send("/transfers/new", **fields)
    assert sanne.status == 400
    assert "Kies ten minste één voorwerp" in sanne.words()
    assert 'value="Naar de kluis"' in sanne.text
