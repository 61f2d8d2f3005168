"""Correcting: the old value stays visible, and a correction without a reason keeps what was typed."""

from flask import Flask

from tests.stories.actors import Officer


def test_a_correction_needs_its_reason_and_loses_nothing_typed(app: Flask) -> None:
    sanne = Officer(app, "sanne")
    code = sanne.takes_in("keys", "Annie Verhoeven", items__0__description="rode hanger")
    sanne.open(f"/items/{code}/correct")
    ref = sanne.text.split('name="ref"')[1].split('value="')[1].split('"')[0]
    fields = {"form_id": sanne.form_id(), "ref": ref, "description": "groene hanger"}
    sanne.send(f"/items/{code}/correct", **fields)
    assert sanne.status == 400
    assert 'value="groene hanger"' in sanne.text
    assert "groene hanger" not in Officer(app, "sanne").open(f"/items/{code}").words()
