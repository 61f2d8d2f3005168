"""Tokens of the API on one's own page: shown when made, also after a double press, and never later."""

import re
import uuid

from flask import Flask

from tests.pages import PASSWORD, Visitor


def test_a_double_press_shows_the_same_token_and_makes_one(app: Flask) -> None:
    sanne = Visitor(app, "sanne").open("/account/tokens")
    asked = {"form_id": str(uuid.uuid4()), "name": "kiosk", "scopes": "items:read", "days": "30"}
    shown = []
    for _ in range(2):
        sanne.send("/account/tokens", current=PASSWORD, **asked)
        shown.append(re.search(r'class="token">([^<]+)<', sanne.text)[1])
    assert shown[0] == shown[1]
    later = sanne.open("/account/tokens").text
    assert later.count("kiosk<br>") == 1
    assert shown[0] not in later


def test_a_wrong_password_makes_none_and_is_not_given_back(app: Flask) -> None:
    sanne = Visitor(app, "sanne").open("/account/tokens")
    asked = {"form_id": str(uuid.uuid4()), "name": "kiosk bij de balie", "scopes": "items:read"}
    sanne.send("/account/tokens", current="geheim-en-fout-2026", **asked)
    assert sanne.status == 400
    assert 'value="kiosk bij de balie"' in sanne.text
    assert "geheim-en-fout-2026" not in sanne.text
