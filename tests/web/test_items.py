"""The page of an item and what hangs under it: corrections, counts, seals, as a browser uses them."""

import re
from pathlib import Path

import pytest
from flask import Flask

from tests.pages import PASSWORD
from tests.stories.actors import Desk, Officer


@pytest.fixture
def keys(app: Flask) -> str:
    """Keys that Sanne took in from Annie."""
    return Officer(app, "sanne").takes_in("keys", "Annie Verhoeven")


def correct(visitor: Officer | Desk, code: str, **fields: str) -> None:
    visitor.open(f"/items/{code}/correct")
    ref = re.search(r'name="ref"[^>]*value="([^"]+)"', visitor.text)[1]
    values = {"form_id": visitor.form_id(), "ref": ref, "reason": "telfout", **fields}
    visitor.send(f"/items/{code}/correct", **values)


def test_a_correction_folds_under_its_event_with_old_value_new_value_and_reason(app, keys) -> None:
    sanne = Officer(app, "sanne")
    correct(sanne, keys, quantity="3", giver="Anna Verhoeven")
    assert sanne.status == 302, sanne.words()[:600]
    page = sanne.trail_of(keys)
    assert "How many corrected: 1 became 3" in page
    assert "Giver corrected: Annie Verhoeven became Anna Verhoeven" in page
    assert "telfout. By Sanne de Wit" in page
    assert '<details class="tl__fold">' in sanne.text


def test_the_form_of_a_correction_offers_every_event_and_only_its_own_facts(app, keys) -> None:
    sanne, joke = Officer(app, "sanne"), Desk(app, "joke")
    sanne.offers(keys)
    joke.answers(keys, "accept", place="BALIE-HAVEN")
    joke.open(f"/items/{keys}/correct")
    events = re.findall(r'<option value="([\w-]{43})"', joke.text)
    assert len(events) == 3
    assert 'name="giver"' in joke.text and 'name="place"' not in joke.text
    joke.open(f"/items/{keys}/correct?entry={events[2]}")
    assert 'name="giver"' not in joke.text and 'name="place"' in joke.text


def test_a_correction_without_a_reason_keeps_what_was_typed(app, keys) -> None:
    sanne = Officer(app, "sanne")
    correct(sanne, keys, description="sleutels met groene hanger", reason="")
    assert sanne.status == 400
    assert "sleutels met groene hanger" in sanne.text
    assert "Change at least one thing, and say briefly why." in sanne.words()


def test_a_receipt_names_what_was_corrected_later(app: Flask) -> None:
    sanne = Officer(app, "sanne")
    code = sanne.takes_in("keys", "Annie Verhoeven")
    receipt = sanne.receipt
    correct(sanne, code, quantity="3")
    page = sanne.open(f"/receipts/{receipt}").words()
    assert "What was corrected later" in page and "How many" in page


def test_two_people_declare_an_item_not_valid_at_one_device(app, keys) -> None:
    ruud = Desk(app, "ruud")
    ruud.open(f"/items/{keys}/void")
    fields = {"reason": "dubbel", "told": "gebeld", "second_name": "joke"}
    for password in ("wrong", ""):
        ruud.send(f"/items/{keys}/void", form_id=ruud.form_id(), **fields, second_password=password)
        assert ruud.status == 400
        assert "do not belong together" in ruud.words()
        assert password not in ruud.text or not password
    ruud.send(f"/items/{keys}/void", form_id=ruud.form_id(), **fields, second_password=PASSWORD)
    assert ruud.status == 302, ruud.words()[:600]
    page = ruud.trail_of(keys)
    assert "Declared not valid" in page and "Joke Vermeer (4002)" in page and "gebeld" in page


def test_the_order_of_the_trail_turns_round_without_javascript(app, keys) -> None:
    sanne = Officer(app, "sanne")
    sanne.offers(keys)
    titles = re.findall(r"<h3>(.*?)</h3>", sanne.open(f"/items/{keys}").text)
    assert "order=newest" in sanne.text
    turned = re.findall(r"<h3>(.*?)</h3>", sanne.open(f"/items/{keys}?order=newest").text)
    assert turned == list(reversed(titles)) and len(titles) == 2


MONEY = {
    "items__0__cash_way": "counted",
    "items__0__cash-n5000": "2",
    "items__0__cash_total": "100",
}


def test_the_second_counter_does_not_see_the_first_count(app: Flask) -> None:
    sanne, joke, anna = Officer(app, "sanne"), Desk(app, "joke"), Desk(app, "anna")
    cash = sanne.takes_in("cash", "Annie Verhoeven", **MONEY)
    sanne.offers(cash)
    joke.answers(cash, "accept", place="BALIE-HAVEN")
    for path in (f"/items/{cash}/count", f"/items/{cash}#count"):
        joke.open(path)
        assert "100.00" not in joke.text
    assert "You see the first count after you counted yourself." in joke.words()

    joke.open(f"/items/{cash}/count")
    joke.send(f"/items/{cash}/count", form_id=joke.form_id(), **{"cash-n5000": "1"})
    assert joke.status == 400 and "whether the giver was there" in joke.words()
    giver = {"sign_way": "typed", "sign_text": "Annie Verhoeven"}
    counted = {"cash-n5000": "1", **giver}
    joke.send(f"/items/{cash}/count", form_id=joke.form_id(), **counted)
    assert joke.status == 302, joke.words()[:600]
    assert "The giver watched and signed: Annie Verhoeven" in joke.trail_of(cash)
    page = anna.open(f"/items/{cash}").words()
    assert "The two counts differ" in page and "€100.00" in page and "€50.00" in page

    anna.open(f"/items/{cash}/count")
    both = {"second_name": "joke", "second_password": PASSWORD, "cash-n5000": "2"}
    both |= {"sign_way": "refused", "sign_reason": "wil niet"}
    anna.send(f"/items/{cash}/count", form_id=anna.form_id(), **both)
    assert anna.status == 302, anna.words()[:600]
    page = anna.trail_of(cash)
    assert "Counted again by two people together" in page
    assert "the first two counts differ" in page
    assert page.count("The giver watched and did not sign: wil niet") == 2


def test_a_witness_who_reads_another_number_is_told_so_and_nothing_typed_is_lost(
    app: Flask,
) -> None:
    sanne = Officer(app, "sanne")
    code = sanne.takes_in("phone", "Annie Verhoeven", items__0__seal="Z 448 102")
    path, fields = f"/items/{code}/seal", {"new": "Z 9", "reason": "zegel los", "witness": "4002"}
    sanne.open(path)
    sanne.send(path, form_id=sanne.form_id(), **fields, again="Z 8")
    assert sanne.status == 400
    assert "You typed Z 9, the witness typed Z 8." in sanne.words()
    assert all(f'value="{typed}"' in sanne.text for typed in (*fields.values(), "Z 8"))
    sanne.send(path, form_id=sanne.form_id(), **fields, again="Z 9")
    assert sanne.status == 302, sanne.words()[:600]
    assert "Number read by both; seen by Joke Vermeer (4002)" in sanne.trail_of(code)


def test_an_item_page_shows_the_history_of_its_seals(app: Flask) -> None:
    sanne, joke = Officer(app, "sanne"), Desk(app, "joke")
    code = sanne.takes_in("phone", "Annie Verhoeven", items__0__seal="Z 448 102")
    sanne.offers(code)
    joke.answers(code, "accept", place="BALIE-HAVEN", seal_state="broken")
    assert joke.status == 302, joke.words()[:600]
    page = joke.trail_of(code)
    assert "Seal broken" in page
    joke.open(f"/items/{code}/inspect")
    joke.send(
        f"/items/{code}/inspect",
        form_id=joke.form_id(),
        condition="damaged",
        seal_state="differs",
        seal_number="Z 9",
        remarks="scherm kapot",
    )
    assert joke.status == 302, joke.words()[:600]
    page = joke.trail_of(code)
    assert "scherm kapot" in page and "Other number on the seal: Z 9" in page


def test_no_page_under_an_item_needs_a_script(app: Flask) -> None:
    folder = Path(__file__).parents[2] / "templates"
    for view in ("corrections", "inspections"):
        for page in (folder / view).glob("*.html"):
            # A count may be signed by drawing; a typed name says the same without a script.
            if page.name == "count.html":
                continue
            assert "<script" not in page.read_text(encoding="utf-8")


def test_the_next_step_stands_in_the_thumb_zone_of_a_phone_after_all_else(app, keys) -> None:
    sanne, ruud = Officer(app, "sanne"), Desk(app, "ruud")
    bar = '<section class="actions phone" aria-label="Next step">'
    sanne.open(f"/items/{keys}")
    after = sanne.text[sanne.text.index(bar) :]
    assert f"/transfers/new?code={keys}" in after
    assert "<aside" not in after
    ruud.open(f"/items/{keys}")
    assert bar not in ruud.text


def test_the_next_step_is_read_before_the_trail_and_the_rest_after_it(app, keys) -> None:
    sanne = Officer(app, "sanne")
    sanne.open(f"/items/{keys}")
    order = [sanne.text.index(part) for part in ("parts__step", 'id="trail"', "parts__more")]
    assert order == sorted(order)
