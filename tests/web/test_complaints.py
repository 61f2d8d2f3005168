"""The linking page: every mention numbered, with its ending; words a person marks; a wider search."""

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from custody import storage
from tests.pages import Visitor
from tests.stories.actors import Handler, Officer, the_worker_runs

WORDS = (
    "Gisteren heb ik mijn huissleutels aan een agent gegeven. Ook heb ik een blauwe envelop"
    " meegegeven. Nu is alles weg."
)


@pytest.fixture
def complaint(app: Flask) -> str:
    today = datetime.now(UTC).date()
    return Handler(app, "marit").registers(WORDS, today, name="Annie", represented="Oma Riet")


def send(visitor: Visitor, path: str, **fields: str) -> Visitor:
    return visitor.send(path, follow=True, **fields)


def test_marks_are_numbered_in_the_order_of_the_words_and_the_words_stay(
    app: Flask, complaint: str
) -> None:
    marit = Handler(app, "marit").open(f"/complaints/{complaint}/links")
    send(marit, f"/complaints/{complaint}/marks", words="meegegeven", category="document")
    marks = re.findall(r"<mark.*?</mark>", marit.text)
    assert "huissleutels" in marks[0]
    assert any("meegegeven" in mark for mark in marks)
    letter = re.search(r'<div class="card letter".*?</div>', marit.text, re.S)[0]
    plain = re.sub(r"<sup>.*?</sup>|<[^>]+>", "", letter)
    assert plain.strip() == WORDS


def test_words_that_do_not_stand_there_are_not_marked(app: Flask, complaint: str) -> None:
    marit = Handler(app, "marit").open(f"/complaints/{complaint}/links")
    words = send(marit, f"/complaints/{complaint}/marks", words="fiets", category="other").words()
    assert "Copy the words exactly as they stand in the complaint." in words


def test_a_mention_ends_in_a_claim_or_in_a_reason_and_the_first_phase_waits_for_it(
    app: Flask, complaint: str
) -> None:
    marit = Handler(app, "marit").open(f"/complaints/{complaint}/links")
    send(marit, f"/complaints/{complaint}/marks", words="Nu is alles", category="other")
    handling = f"/complaints/{complaint}/handling"
    assert "have no end yet" in Visitor(app, "pieter").open(handling).words()
    positions = set(re.findall(r"mention=(\d+)", marit.text))
    assert "1000" in positions
    marit.opens_a_claim(complaint, 0)
    for position in positions - {"0"}:
        marit.open(f"/complaints/{complaint}/links?mention={position}")
        path = f"/complaints/{complaint}/set-aside"
        send(marit, path, mention=position, reason="dit is geen voorwerp")
        assert "dit is geen voorwerp" in marit.words()
    assert "no end yet" not in Visitor(app, "pieter").open(handling).words()
    refused = send(marit, f"/complaints/{complaint}/set-aside", mention="0", reason="x").words()
    assert "An item or a claim belongs to these words already." in refused


def test_an_empty_result_says_what_was_searched_and_looks_wider_in_three_ways(
    app: Flask, complaint: str
) -> None:
    code = Officer(app, "karim").finds("phone", "VOERTUIG-4417", description="zwarte telefoon")
    marit = Handler(app, "marit").open(f"/complaints/{complaint}/links?mention=0")
    assert "Searched:" in marit.words()
    assert "not about the complaint" in marit.words()
    for wider in ("dates", "kind", "place"):
        page = marit.open(f"/complaints/{complaint}/links?mention=0&wider={wider}").words()
        assert "Found when looking wider" in page
        assert ("zwarte telefoon" in page) is (wider == "kind")
    marit.send(f"/complaints/{complaint}/links", form_id=str(uuid.uuid4()), mention="0", item=code)
    assert "linked, on hold" in marit.open(f"/complaints/{complaint}/links?mention=0").words()


def test_a_wrong_link_is_undone_with_a_reason_and_its_hold_goes(app: Flask, complaint: str) -> None:
    code = Officer(app, "karim").finds("keys", "VOERTUIG-4417", description="fietssleutel")
    the_worker_runs(app, datetime.now(UTC) + timedelta(seconds=5))
    marit = Handler(app, "marit")
    marit.links(complaint, code)
    marit.open(f"/complaints/{complaint}/links")
    path = f"/complaints/{complaint}/undone"
    page = send(marit, path, form_id=str(uuid.uuid4()), item=code, reason="andere sleutel")
    assert "linked, on hold" not in page.words()
    with storage.reading() as books:
        assert books.items.find(code).holds == ()


def test_the_represented_person_stands_beside_the_words(app: Flask, complaint: str) -> None:
    words = Handler(app, "marit").open(f"/complaints/{complaint}/links").words()
    assert "On behalf of Oma Riet" in words


def test_the_last_day_for_an_answer_stands_above_the_words(app: Flask, complaint: str) -> None:
    for page in ("links", "handling"):
        words = Handler(app, "marit").open(f"/complaints/{complaint}/{page}").words()
        assert "Answer by" in words
        assert re.search(r"– 4\d days left", words)


def test_what_the_words_report_is_looked_for_at_once_and_a_person_reads_it_over(
    app: Flask, complaint: str
) -> None:
    marit = Handler(app, "marit").open(f"/complaints/{complaint}/links?mention=0")
    assert "opened from the words" in marit.words()
    claim = re.search(r"A-\d{4}-\d{4}", marit.words())[0]
    assert "Read over and confirm" in marit.open(f"/claims/{claim}").words()
    path = f"/claims/{claim}/no-claim"
    said = send(marit, path, form_id=str(uuid.uuid4()), why="misread", words="").words()
    assert "Say briefly why." in said
    assert marit.opens_a_claim(complaint, 0) == claim
    assert "Read over and confirmed" in marit.open(f"/claims/{claim}").words()


def test_what_needs_no_claim_ends_with_its_reason_and_stays_readable(
    app: Flask, complaint: str
) -> None:
    marit = Handler(app, "marit").open(f"/complaints/{complaint}/links?mention=0")
    claim = re.search(r"A-\d{4}-\d{4}", marit.words())[0]
    marit.open(f"/claims/{claim}")
    fields = {"why": "misread", "words": "het gaat over de sleutels van de buurman"}
    send(marit, f"/claims/{claim}/no-claim", form_id=str(uuid.uuid4()), **fields)
    assert "het gaat over de sleutels van de buurman" in marit.words()
    assert "Ended" in marit.words()


def test_how_a_complaint_came_in_is_asked_and_the_words_typed_stay(app: Flask) -> None:
    marit = Visitor(app, "marit").open("/complaints/new")
    typed = {"form_id": marit.form_id(), "text": "Mijn tas is weg.", "name": "Annie Verhoeven"}
    marit.send("/complaints/new", **typed)
    assert marit.status == 400
    assert "Say how the complaint came in." in marit.words()
    assert "Mijn tas is weg." in marit.text and "Annie Verhoeven" in marit.text
    marit.send("/complaints/new", **typed, channel="e_mail")
    assert marit.status == 302
