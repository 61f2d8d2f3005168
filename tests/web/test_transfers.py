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
