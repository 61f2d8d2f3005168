"""The pages of claims: whole for the complaint side, bare for the custodian, write-only for the desk."""

import re
import uuid

import pypdfium2 as pdfium
import pytest
from flask import Flask

from custody.domain.conclusions import POINTS
from tests.pages import Visitor
from tests.stories.actors import Handler, Officer

SECRET = "kras bij het oog"


@pytest.fixture
def claim(app: Flask) -> str:
    """A claim without a complaint, with a check feature, by the handler."""
    return Handler(app, "marit").opens_a_claim("", check_feature=SECRET, claimant="Annie V.")


def send(visitor: Visitor, path: str, **fields: str) -> Visitor:
    return visitor.send(path, follow=True, form_id=str(uuid.uuid4()), **fields)


def test_the_handler_reads_the_whole_claim_but_not_its_secret(app: Flask, claim: str) -> None:
    words = Handler(app, "marit").open(f"/claims/{claim}").words()
    assert "Mijn huissleutels" in words
    assert "Annie V." in words
    assert SECRET not in words


def test_the_check_feature_is_shown_on_asking_and_the_look_is_logged(
    app: Flask, claim: str
) -> None:
    ruud = Visitor(app, "ruud").open(f"/claims/{claim}")
    assert SECRET in ruud.send(f"/claims/{claim}/check-feature").words()
    log = Visitor(app, "tom").open("/integrity/access").words()
    assert "Asked for a check feature" in log


@pytest.mark.parametrize("username", ["pieter", "ellen", "tom", "joke", "sanne", "noor"])
def test_nobody_else_gets_the_check_feature(app: Flask, claim: str, username: str) -> None:
    visitor = Visitor(app, username).open("/account")
    visitor.send(f"/claims/{claim}/check-feature")
    assert visitor.status == 403
    assert SECRET not in visitor.words()


def test_the_desk_writes_a_claim_down_gives_its_letter_and_sees_it_no_more(app: Flask) -> None:
    joke = Visitor(app, "joke").open("/claims/new")
    fields = {"category": "keys", "account": "Ik gaf mijn sleutels.", "claimant": "Annie V."}
    send(joke, "/claims/new", **fields)
    number = re.search(r"A-\d{4}-\d{4}", joke.words())[0]
    assert "Ik gaf mijn sleutels." not in joke.words()
    letter = send(joke, f"/claims/{number}/letter", language="nl").words()
    assert "Wij blijven zoeken" in letter
    assert "Ik gaf mijn sleutels." in letter
    assert joke.open(f"/claims/{number}").status == 403
    assert joke.open("/claims").status == 403


@pytest.mark.parametrize(
    ("language", "said"),
    [("nl", "Dat zegt iets over onze administratie"), ("en", "That says something about our")],
)
def test_the_letter_is_a_pdf_in_the_citizens_language(
    app: Flask, claim: str, language: str, said: str
) -> None:
    marit = Handler(app, "marit").open(f"/claims/{claim}")
    send(marit, f"/claims/{claim}/letter", language=language)
    number = re.search(r"B-\d{4}-\d{4}", marit.path)[0]
    marit.send(f"/letters/{number}/print")
    assert marit.response.mimetype == "application/pdf"
    pdf = pdfium.PdfDocument(marit.response.data)
    text = re.sub(r"\s+", " ", " ".join(p.get_textpage().get_text_range() for p in pdf))
    assert claim in text
    assert said in text
    assert "Mijn huissleutels" in text
    assert SECRET not in text
    assert not re.search(r"niet in ons bezit|do not have (it|your)", text)


def test_a_claim_is_ended_by_the_handler_only_with_the_claimants_agreement(
    app: Flask, claim: str
) -> None:
    marit = Handler(app, "marit").open(f"/claims/{claim}/end")
    fields = {"reason": "compensated", "text": "150 euro betaald"}
    refused = send(marit, f"/claims/{claim}/end", **fields).words()
    assert "Fill in how the claimant agreed" in refused
    assert "150 euro betaald" in refused
    assert "Ended" in send(marit, f"/claims/{claim}/end", **fields, agreed="per mail").words()
    again = send(marit, f"/claims/{claim}/reopened", reason="nieuw feit").words()
    assert "Open: nothing found yet" in again
    assert "150 euro betaald" in again


def test_cannot_be_established_says_which_points_are_open(app: Flask, claim: str) -> None:
    ellen = Visitor(app, "ellen").open(f"/claims/{claim}/end")
    assert all(f"{point}." in ellen.words() for point in POINTS)
    fields = {"reason": "not_established", "text": "twee agenten waren erbij"}
    words = send(ellen, f"/claims/{claim}/end", **fields).words()
    assert "These points still need an answer: G1, G2" in words
    for n in range(len(POINTS)):
        fields |= {f"points-{n}-answer": "could_not", f"points-{n}-text": "band gewist"}
    assert "Ended" in send(ellen, f"/claims/{claim}/end", **fields).words()


def test_what_is_added_and_shown_stands_in_the_history(app: Flask, claim: str) -> None:
    marit = Handler(app, "marit").open(f"/claims/{claim}")
    send(marit, f"/claims/{claim}/entries", kind="added", text="Het waren er drie.")
    words = send(marit, f"/claims/{claim}/established", means="camera", text="beelden").words()
    assert "Het waren er drie." in words
    assert "Camera pictures. beelden" in words


def test_the_custodian_compares_the_feature_before_saying_same(app: Flask, claim: str) -> None:
    code = Officer(app, "karim").finds("keys", "VOERTUIG-4417")
    ruud = Visitor(app, "ruud").open(f"/claims/{claim}")
    fields = {"item": code, "answer": "same", "reason": "zelfde bos"}
    assert "Compare the check feature" in send(ruud, f"/claims/{claim}", **fields).words()
    words = send(ruud, f"/claims/{claim}", **fields, feature="agrees").words()
    assert "The check feature agrees" in words
    assert "Complaint side: no answer yet" in words
