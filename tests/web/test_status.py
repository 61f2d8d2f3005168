"""The citizen sees how it stands with the code of the letter, and nobody learns anything else."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask

from custody import storage
from custody.domain.claims import Claim
from custody.domain.statuses import MOST_AN_HOUR, NEXT, STATUSES
from custody.services import claims
from tests.acts import form
from tests.cast import MARIT
from tests.pages import Visitor

TOLD = Claim(
    "",
    "keys",
    "Ik gaf mijn huissleutels met de rode hanger aan agent De Wit.",
    claimant="Annie Verhoeven",
    claimant_address="Kadestraat 14",
    place="Kadestraat",
    check_feature="kras op de baard",
)


@pytest.fixture
def claim(app: Flask) -> Claim:
    with app.app_context():
        made = claims.open_claim(TOLD, form(), MARIT, datetime.now(UTC))
        with storage.reading() as books:
            return books.claims.get(made.number)


def change(app: Flask, claim: Claim, state: str) -> None:
    with app.app_context(), storage.transaction() as books:
        books.claims.change(claim, state)


@pytest.mark.parametrize("state", list(STATUSES))
def test_each_state_has_its_words_and_what_comes_next(app: Flask, claim: Claim, state: str) -> None:
    change(app, claim, state)
    page = Visitor(app).open(f"/S/{claim.code}").words()
    assert STATUSES[state] in page
    assert NEXT[state] in page
    assert "Key" in page


def test_nothing_of_a_person_a_place_or_the_words_stands_on_it(app: Flask, claim: Claim) -> None:
    text = Visitor(app).open(f"/S/{claim.code}").text
    for secret in ("Annie", "Verhoeven", "Kadestraat", "rode hanger", "De Wit", "kras"):
        assert secret not in text
    assert claim.number not in text


def test_the_code_is_read_as_it_stands_in_the_letter(app: Flask, claim: Claim) -> None:
    shown = "-".join(re.findall("....", claim.code)).lower()
    assert STATUSES["open"] in Visitor(app).open(f"/s/{shown}").words()


def test_every_unknown_code_gets_the_same_answer(app: Flask, claim: Claim) -> None:
    answers = set()
    for code in ("0123456789CDEFHJ", "x", claim.number, claim.code[:-1]):
        visitor = Visitor(app).open(f"/S/{code}")
        assert visitor.status == 200
        answers.add(visitor.words())
    assert len(answers) == 1
    assert "We have nothing to show for this code yet." in answers.pop()


def test_whoever_asks_very_often_waits_for_known_and_unknown_codes_alike(
    app: Flask, claim: Claim
) -> None:
    visitor = Visitor(app)
    for _ in range(MOST_AN_HOUR):
        assert visitor.open("/S/unknown").status == 200
    for code in (claim.code, "unknown"):
        assert visitor.open(f"/S/{code}").status == 429


def test_staff_read_no_code_and_the_letter_tells_it(app: Flask, claim: Claim) -> None:
    marit = Visitor(app, "marit").open(f"/claims/{claim.number}")
    assert claim.code not in marit.text
    path = f"/claims/{claim.number}/letter"
    told = marit.send(path, follow=True, form_id=form(), language="nl").words()
    shown = "-".join(re.findall("....", claim.code))
    assert f"/S/{shown}" in told
    assert "Hoe staat het ervoor?" in told
