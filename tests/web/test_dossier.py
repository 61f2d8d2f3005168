"""The dossier: three sentences first, readable without knowing the system, and honest about gaps."""

import re
import uuid
from datetime import UTC, datetime, timedelta

import pypdfium2 as pdfium
import pytest
from flask import Flask

from custody import storage
from tests.pages import Visitor
from tests.stories.actors import Handler, Officer, the_worker_runs

WORDS = "Gisteren heb ik mijn huissleutels aan een agent gegeven.\nNu zijn ze weg. <b>#import</b>"
SECRET = "kras bij het oog"


@pytest.fixture
def complaint(app: Flask) -> str:
    today = datetime.now(UTC).date()
    marit = Handler(app, "marit")
    number = marit.registers(WORDS, today, name="Annie Verhoeven", represented="Oma Riet")
    marit.opens_a_claim(number, check_feature=SECRET)
    return number


def linked(app: Flask, complaint: str) -> str:
    code = Officer(app, "karim").finds("keys", "VOERTUIG-4417", description="huissleutels")
    the_worker_runs(app, datetime.now(UTC) + timedelta(seconds=5))
    marit = Handler(app, "marit")
    if "linked, on hold" not in marit.open(f"/complaints/{complaint}/links?mention=0").words():
        marit.links(complaint, code)
    return code


def pages_of(visitor: Visitor, complaint: str) -> list[str]:
    visitor.open(f"/complaints/{complaint}/dossier")
    visitor.send(f"/complaints/{complaint}/dossier")
    assert visitor.response.mimetype == "application/pdf"
    pdf = pdfium.PdfDocument(visitor.response.data)
    return [re.sub(r"\s+", " ", page.get_textpage().get_text_range()) for page in pdf]


def sentences(visitor: Visitor) -> list[str]:
    story = re.search(r'<div class="story">(.*?)</div>', visitor.text, re.S)[1]
    return re.findall(r"<p>(.*?)</p>", story)


def test_without_an_item_three_sentences_say_what_is_told_and_that_it_is_looked_for(
    app: Flask, complaint: str
) -> None:
    marit = Handler(app, "marit").open(f"/complaints/{complaint}/dossier")
    first, second, third = sentences(marit)
    assert first.startswith("Annie Verhoeven complained on")
    assert second == "No record of that handover was found yet."
    assert third.startswith("It is still looked for, under number A-")


def test_with_an_item_three_sentences_say_where_it_was_and_is(app: Flask, complaint: str) -> None:
    linked(app, complaint)
    marit = Handler(app, "marit").open(f"/complaints/{complaint}/dossier")
    first, second, third = sentences(marit)
    assert re.match(r"On .*: 1 key, huissleutels \(.*\), found by Karim el Idrissi", first)
    assert second == "There is no gap in what is recorded."
    assert third.startswith("Now with Karim el Idrissi, since")


def test_the_page_says_what_is_not_known_what_was_searched_and_who_may_judge(
    app: Flask, complaint: str
) -> None:
    linked(app, complaint)
    words = Handler(app, "marit").open(f"/complaints/{complaint}/dossier").words()
    assert "Where is what was handed over as A-" in words
    assert "The register was compared from" in words
    assert "No search round was held" in words
    assert "is of the same unit as somebody in the trail" in words
    assert "digest" in words
    assert SECRET not in words


@pytest.mark.parametrize(
    ("language", "said"), [("nl", "Wat weten we niet?"), ("en", "What do we not know?")]
)
def test_the_pdf_says_the_same_in_both_languages_with_numbered_pages(
    app: Flask, complaint: str, language: str, said: str
) -> None:
    code = linked(app, complaint)
    pages = pages_of(Handler(app, "marit", language), complaint)
    text = " ".join(pages)
    assert said in text
    assert f"{code[:3]}-{code[3:6]}-{code[6:]}" in text
    assert "<b>#import</b>" in text
    assert "Oma Riet" in text
    assert SECRET not in text
    for number, page in enumerate(pages, start=1):
        assert f"{number} / {len(pages)}" in page


def test_the_first_page_has_at_most_six_sentences(app: Flask, complaint: str) -> None:
    linked(app, complaint)
    first = pages_of(Handler(app, "marit"), complaint)[0]
    story, _, box = first.partition("What do we not know?")
    assert box
    assert len(re.findall(r"[a-z)]\.(?= |$)", story)) <= 6


def test_the_first_page_says_what_is_not_known_and_its_digest_comes_from_our_own_letters(
    app: Flask, complaint: str
) -> None:
    marit = Handler(app, "marit")
    assert "What do we not know?" in pages_of(marit, complaint)[0]
    assert b"SourceCodePro" in marit.response.data
    assert b"NotoEmoji" not in marit.response.data


def test_making_the_pdf_keeps_the_digest_of_each_trail_and_the_page_checks_it(
    app: Flask, complaint: str
) -> None:
    code = linked(app, complaint)
    marit = Handler(app, "marit")
    pages_of(marit, complaint)
    with storage.reading() as books:
        kept = [one for one in books.handling.snapshots(complaint) if one.why == "dossier"]
    assert [one.item for one in kept] == [code]
    words = marit.open(f"/complaints/{complaint}/dossier").words()
    assert kept[0].digest in words
    assert "The log still gives this digest." in words
    assert "The log gives another digest now" not in words


@pytest.mark.parametrize("username", ["sanne", "joke", "ruud", "noor"])
def test_nobody_outside_the_complaint_side_opens_it(
    app: Flask, complaint: str, username: str
) -> None:
    visitor = Visitor(app, username).open("/account")
    assert visitor.send(f"/complaints/{complaint}/dossier").status == 403
    assert visitor.open(f"/complaints/{complaint}/dossier").status == 403


def test_a_stranger_gets_the_answer_of_a_number_that_does_not_exist(
    app: Flask, complaint: str
) -> None:
    with storage.transaction() as books:
        books.complaints.assign(complaint, "9999")
    marit = Handler(app, "marit")
    for number in (complaint, "K-2026-9999"):
        assert marit.open(f"/complaints/{number}/dossier").status == 404
        marit.open("/account")
        path = f"/complaints/{number}/dossier"
        assert marit.send(path, form_id=str(uuid.uuid4())).status in (400, 404)
