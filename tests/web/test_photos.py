"""Several photos of a thing: kept exactly, shown small first, and a signature that can be typed."""

import hashlib
import io
import re
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from tests.stories.actors import Desk, Officer

TEMPLATES = Path(__file__).parents[2] / "templates"


def picture(colour: str, size: tuple[int, int] = (1200, 900)) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 40).convert("RGB").save(out, "JPEG", comment=colour.encode())
    return out.getvalue()


def files(*contents: bytes) -> list[tuple[io.BytesIO, str]]:
    return [(io.BytesIO(content), f"{n}.jpg") for n, content in enumerate(contents)]


@pytest.fixture
def sanne(app: Flask) -> Officer:
    return Officer(app, "sanne")


def photos_of(page: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r"photos/([0-9a-f]{64})\?size=thumb", page)))


def test_a_thing_is_taken_in_with_several_photos_kept_byte_for_byte(app, sanne) -> None:
    red, green = picture("red"), picture("green")
    code = sanne.takes_in("keys", "Annie Verhoeven", items__0__photo=files(red, green))
    kept = photos_of(sanne.open(f"/items/{code}").text)
    assert kept == [hashlib.sha256(content).hexdigest() for content in (red, green)]
    sanne.send(f"/items/{code}/photos/{kept[1]}")
    assert sanne.response.data == green
    disposition = sanne.response.headers["Content-Disposition"]
    assert disposition.startswith("attachment") and f"{kept[1]}.jpeg" in disposition


def test_a_list_shows_a_small_copy_and_the_page_a_large_one(app, sanne) -> None:
    code = sanne.takes_in("keys", items__0__photo=files(picture("red", (2400, 1800))))
    (sha256,) = photos_of(sanne.open(f"/items/{code}").text)
    sizes = []
    for query in ("?size=thumb", ""):
        response = sanne.client.get(f"/items/{code}/photos/{sha256}{query}")
        sizes.append(Image.open(io.BytesIO(response.data)).size)
        assert not Image.open(io.BytesIO(response.data)).getexif()
    assert sizes == [(360, 270), (1600, 1200)]


def test_more_photos_are_added_later_all_at_once(app, sanne) -> None:
    code = sanne.takes_in("keys", items__0__photo=files(picture("red")))
    sanne.open(f"/items/{code}")
    added = files(picture("green"), picture("blue"))
    sanne.send(f"/items/{code}/photos", form_id=sanne.form_id(), photo=added)
    assert sanne.status == 302, sanne.words()[:600]
    assert len(photos_of(sanne.open(f"/items/{code}").text)) == 3


def test_photos_stay_when_something_else_of_the_form_is_wrong(app, sanne) -> None:
    sanne.open("/handovers/new")
    fields = {
        "form_id": sanne.form_id(),
        "items-0-category": "cash",
        "items-0-photo": files(picture("red"), picture("green")),
        "place": "BIJ-4711",
    }
    sanne.send("/handovers/new", **fields)
    assert sanne.status == 400
    assert "2 photos are kept." in sanne.words()
    assert re.search(r'name="items-0-photo_kept"[^>]*value="[0-9a-f]{64} [0-9a-f]{64}"', sanne.text)


def test_photos_stay_when_one_more_item_is_asked_for(app, sanne) -> None:
    sanne.open("/handovers/new")
    sanne.send(
        "/handovers/new",
        form_id=sanne.form_id(),
        more="y",
        **{"items-0-category": "keys", "items-0-photo": files(picture("red"))},
    )
    assert sanne.status == 200
    assert re.search(r'name="items-0-photo_kept"[^>]*value="[0-9a-f]{64}"', sanne.text)
    assert 'name="items-1-category"' in sanne.text


def test_the_photo_of_a_find_stays_when_its_kind_is_missing_and_is_recorded(app, sanne) -> None:
    sanne.open("/finds/new")
    found = {"form_id": sanne.form_id(), "place": "BIJ-4711"}
    (photo,) = files(picture("red"))
    sanne.send("/finds/new", **found, photo=photo)
    assert sanne.status == 400
    assert "1 photo is kept." in sanne.words()
    kept = re.search(r'name="photo_kept"[^>]*value="([0-9a-f]{64})"', sanne.text)
    assert kept
    sanne.send("/finds/new", **found, category="keys", photo_kept=kept[1])
    assert sanne.status == 200
    code = re.search(r"/items/([0-9A-Z]{10})", sanne.text)
    assert code
    assert len(photos_of(sanne.open(f"/items/{code[1]}").text)) == 1


def test_wherever_a_signature_is_drawn_a_name_can_be_typed(app, sanne) -> None:
    drawn = [p for p in TEMPLATES.rglob("*.html") if "data-signature" in p.read_text("utf-8")]
    assert [p.name for p in drawn] == ["_sign.html"], "one component for every signature"
    assert "typed" in drawn[0].read_text("utf-8")
    code = sanne.takes_in("keys", "Annie Verhoeven", sign_way="typed", sign_text="Annie Verhoeven")
    assert "signature" in sanne.trail_of(code)
    for path in ("/handovers/new", f"/items/{code}/return"):
        assert 'name="sign_way" value="typed"' in Desk(app, "sanne").open(path).text


def test_a_button_pressed_without_a_photo_says_so(app, sanne) -> None:
    code = sanne.takes_in("keys", "Annie Verhoeven")
    sanne.open(f"/items/{code}")
    sanne.send(f"/items/{code}/photos", form_id=sanne.form_id())
    assert sanne.status == 400
    assert "Choose at least one photo" in sanne.words()
