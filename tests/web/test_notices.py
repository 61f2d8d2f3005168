"""What could not be sent is shown to the administrator, who can try again; nobody else sees it."""

from flask import Flask

from custody import storage
from custody.services import notices
from tests.cast import NOON
from tests.pages import Visitor


def dead_letter(kind: str = "mail", error: str = "RefusedError: code 550") -> None:
    """Put a message among the dead letters."""
    payload = {"to": "4711", "notice": "keeping_over", "items": [], "number": "K-2026-0001"}
    with storage.transaction() as books:
        books.outbox.add(kind, f"{kind}:K-2026-0001", payload, NOON)
    with storage.transaction() as books:
        work = books.outbox.take(NOON)
        books.outbox.failed(work, error, NOON, hopeless=True)


def test_a_message_that_did_not_arrive_is_shown_with_for_whom_and_why(app: Flask) -> None:
    dead_letter()
    words = Visitor(app, "noor").open("/admin/notices").words()
    assert "Longer with you than the norm" in words
    assert "Sanne de Wit" in words
    assert "The mail server refused this message for good. 550" in words


def test_it_is_tried_again_with_one_button(app: Flask) -> None:
    dead_letter()
    noor = Visitor(app, "noor").open("/admin/notices")
    (letter,) = notices.letters().dead
    noor.send(f"/admin/notices/{letter.work.id}/again", True)
    assert "Nothing waits here for a second try." in noor.words()
    assert notices.waiting() == 1
    noor.send(f"/admin/notices/{letter.work.id}/again")
    assert (noor.status, "does not wait here any more" in noor.words()) == (404, True)


def test_an_administrator_learns_nothing_of_a_complaint(app: Flask) -> None:
    dead_letter("match_complaint", "ComplaintNotFoundError: 'K-2026-0001'")
    page = Visitor(app, "noor").open("/admin/notices").text
    assert "The log says what." in page
    assert "K-2026-0001" not in page
    assert "complaint" not in page.lower()


def test_mail_that_is_off_is_said(app: Flask) -> None:
    assert "E-mail is off" in Visitor(app, "noor").open("/admin/notices").words()


def test_a_test_message_goes_to_oneself(app: Flask) -> None:
    app.config["MAIL_IS_ON"] = True
    noor = Visitor(app, "noor").open("/admin/notices")
    assert "Fill in your own e-mail address first." in noor.words()
    noor.open("/account").send("/account/e-mail", email="noor@politie.example")
    noor.open("/admin/notices")
    noor.send("/admin/notices/trial", form_id=noor.form_id())
    assert notices.waiting() == 1


def test_an_address_that_is_none_is_refused_and_kept_as_it_was_typed(app: Flask) -> None:
    sanne = Visitor(app, "sanne").open("/account")
    sanne.send("/account/e-mail", email="sanne at home")
    assert sanne.status == 400
    assert "This is no e-mail address." in sanne.words()
    assert 'value="sanne at home"' in sanne.text


def test_the_chief_of_a_team_is_named_among_its_own_people(app: Flask) -> None:
    noor = Visitor(app, "noor").open("/admin/users")
    noor.send("/admin/teams/WTL-HAVEN/chief", chief="6001")
    assert "Choose a chief who belongs to this team." in noor.words()
    noor.open("/admin/users").send("/admin/teams/WTL-HAVEN/chief", chief="4711")
    with storage.reading() as books:
        assert books.places.unit("WTL-HAVEN").chief == "4711"
        assert books.people.by_number("4711").chief


def test_the_language_of_the_pages_is_the_language_of_the_messages(app: Flask) -> None:
    sanne = Visitor(app, "sanne").open("/account")
    sanne.send("/preferences", lang="en", next="/account")
    with storage.reading() as books:
        assert books.people.by_number("4711").language == "en"
