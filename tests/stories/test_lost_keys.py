"""The founding story: keys given, nothing written down, a complaint, and keys in a vehicle."""

from datetime import UTC, date, datetime, timedelta

import pypdfium2 as pdfium
from flask import Flask

from custody.services import audit
from tests.stories.actors import Custodian, Desk, Handler, Officer, the_worker_runs

WORDS = (
    "Op {day} heb ik mijn huissleutels aan een agent gegeven, zodat de politie bij mij naar binnen"
    " kon. Ik heb er geen bon van gekregen.\nNu zijn mijn sleutels weg.\n\nMevrouw Verhoeven,"
    " Kadestraat 14"
)


def _some_days_ago(days: int) -> date:
    return (datetime.now(UTC) - timedelta(days=days)).date()


def test_a_complaint_about_keys_nobody_wrote_down_meets_the_keys_when_they_turn_up(
    app: Flask,
) -> None:
    """The lost house keys, from the complaint to the return."""
    # Given a complaint about keys of which nothing was recorded.
    given_on = _some_days_ago(6)
    marit = Handler(app, "marit")
    months = (
        "januari februari maart april mei juni juli augustus september oktober november december"
    )
    words = WORDS.format(day=f"{given_on.day} {months.split()[given_on.month - 1]}")
    complaint = marit.registers(words, _some_days_ago(1), name="Annie Verhoeven")
    marit.open(f"/complaints/{complaint}/links")
    assert "huissleutels" in marit.text
    assert "No record fits these words." in marit.words()
    claim = marit.opens_a_claim(complaint)
    assert "Nothing that fits yet" in marit.open(f"/claims/{claim}").words()

    # When an officer finds keys in a vehicle and records them, knowing nothing.
    karim = Officer(app, "karim")
    code = karim.finds("keys", "VOERTUIG-4417", description="huissleutels met rode hanger")
    assert "Thank you" in karim.words()
    assert "complaint" not in karim.words().lower().replace("take down a complaint", "")
    the_worker_runs(app, datetime.now(UTC) + timedelta(seconds=5))

    # Then the handler sees the match with its reasons, and the trail with its gap.
    page = marit.open(f"/complaints/{complaint}").words()
    assert "New: possibly this item" in page
    links = marit.open(f"/complaints/{complaint}/links").words()
    assert "huissleutels met rode hanger" in links
    assert "Why?" in links
    marit.links(complaint, code)
    trail = marit.open(f"/complaints/{complaint}").words()
    assert "Found by Karim el Idrissi" in trail
    assert "On hold" in trail
    marit.answers_candidate(claim, code, "same", "rode hanger herkend")
    assert "Open: nothing found yet" in marit.open(f"/claims/{claim}").words()
    Custodian(app, "ruud").answers_candidate(claim, code, "same", "hanger klopt")
    assert "The item was found" in marit.open(f"/claims/{claim}").words()

    # And the keys come to the desk, and back to the woman who gave them.
    joke = Desk(app, "joke")
    assert joke.scans("BALIE-HAVEN")["result"] == "target"
    assert joke.scans(code, "BALIE-HAVEN")["result"] == "accepted"
    assert "On hold" in joke.open(f"/items/{code}").words()
    assert complaint not in joke.text
    joke.gives_back(code, "Annie Verhoeven", entitlement="owner")
    assert joke.status == 302, joke.words()[:600]
    assert "Given back to Annie Verhoeven" in marit.open(f"/complaints/{complaint}").words()
    assert audit.verify().clean


def test_what_was_found_before_is_suggested_when_the_complaint_comes_in(app: Flask) -> None:
    """The other direction: the keys lie in the store already."""
    code = Officer(app, "karim").finds("keys", "VOERTUIG-4417", description="huissleutels")
    the_worker_runs(app, datetime.now(UTC) + timedelta(seconds=5))
    marit = Handler(app, "marit")
    complaint = marit.registers(
        "Ik heb gisteren mijn huissleutels aan een agent gegeven.", _some_days_ago(0)
    )
    page = marit.open(f"/complaints/{complaint}/links")
    assert f"{code[:3]}-{code[3:6]}-{code[6:]}" in page.words()


def test_the_complaint_prints_the_trail_of_each_item(app: Flask) -> None:
    """The report is a PDF that says who had it, in the reader's language."""
    code = Officer(app, "karim").finds("keys", "VOERTUIG-4417", description="huissleutels")
    the_worker_runs(app, datetime.now(UTC) + timedelta(seconds=5))
    marit = Handler(app, "marit")
    words = "Ik heb gisteren mijn huissleutels aan een agent gegeven. <b>#import</b>"
    complaint = marit.registers(words, _some_days_ago(0), name="Annie Verhoeven")
    marit.links(complaint, code)
    marit.opens_a_claim(complaint)
    marit.open(f"/complaints/{complaint}")
    marit.send(f"/complaints/{complaint}/dossier")
    assert marit.response.mimetype == "application/pdf"
    pdf = pdfium.PdfDocument(marit.response.data)
    text = " ".join(page.get_textpage().get_text_range() for page in pdf)
    assert complaint in text
    assert "Found by Karim el Idrissi" in text
    assert f"{code[:3]}-{code[3:6]}-{code[6:]}" in text
    assert "<b>#import</b>" in text
