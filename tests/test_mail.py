"""E-mail: codes and links in the reader's words, sent once, tried again, and never lost."""

import socket
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from custody import mail, storage, worker
from custody.app import house_folder
from custody.config import Settings
from custody.domain.notices import NOTICES
from custody.domain.people import Person
from custody.services import accounts, notices
from custody.storage.outbox import MOST_TRIES, pause_after
from tests.acts import form, taken
from tests.cast import NOON, SANNE
from tests.pages import settings
from tests.smtp import MailServer, mail_server

CODE = "F5DPN209V2"


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


def mail_settings(folder: Path, address: str, **changes: str) -> Settings:
    values = {"mail_server": address, "mail_from": "post@bon.example", "mail_security": "none"}
    return settings(folder, **{**values, **changes})


def office(folder: Path, address: str, **changes: str) -> mail.PostOffice:
    words = house_folder("templates") / "translations"
    return mail.PostOffice(mail_settings(folder, address, **changes), words)


def ask(to: str = SANNE.number, notice: str = "keeping_over", key: str = "mail:1") -> None:
    payload = {"to": to, "notice": notice, "items": [CODE]}
    with storage.transaction() as books:
        books.outbox.add("mail", key, payload, NOON)


def work(post: mail.PostOffice, at=NOON) -> int:
    return worker.work_off(lambda: at, {"mail": post.deliver})


def written(notice: str, language: str, tmp_path: Path, *items: str) -> EmailMessage:
    reader = Person("4711", "Sanne de Wit", language=language, email="sanne@politie.example")
    return office(tmp_path, "mail.example:25").letter(notice, items, reader, "mail:1", NOON)


def test_a_message_arrives_in_the_language_of_its_reader(home, tmp_path, server):
    accounts.set_email(SANNE.number, "sanne@politie.example")
    accounts.set_language(SANNE.number, "en")
    ask()
    assert work(office(tmp_path, server.address)) == 1
    (letter,) = server.letters
    assert letter["To"] == "sanne@politie.example"
    assert letter["From"] == "post@bon.example"
    assert letter["Subject"] == "Longer with you than the norm: F5D-PN2-09V2"
    text = letter.get_content()
    assert f"http://localhost/items/{CODE}" in text
    assert "http://localhost/my-items" in text
    assert "0900 – 0000" in text


@pytest.mark.parametrize("notice", sorted(NOTICES))
def test_every_notice_is_written_in_both_languages(notice, tmp_path):
    dutch = written(notice, "nl", tmp_path, CODE)
    english = written(notice, "en", tmp_path, CODE)
    assert NOTICES[notice].text in english.get_content()
    assert dutch["Subject"] != english["Subject"]
    assert NOTICES[notice].text not in dutch.get_content()
    assert (dutch["Content-Language"], english["Content-Language"]) == ("nl", "en")


def test_a_message_names_nobody(tmp_path):
    for notice in NOTICES:
        text = written(notice, "nl", tmp_path, CODE).as_string()
        assert "Sanne" not in text
        assert "sleutels" not in text


def test_a_message_about_many_items_lists_them_all(tmp_path):
    letter = written("keeping_over", "en", tmp_path, CODE, "K7M3QX2P04")
    assert letter["Subject"].endswith("F5D-PN2-09V2 + 1")
    assert "K7M-3QX-2P04" in letter.get_content()


def test_one_message_keeps_one_id_however_often_it_is_tried(tmp_path):
    first, again = (written("trial", "nl", tmp_path)["Message-ID"] for _ in range(2))
    assert first == again
    assert first.endswith("@bon.example>")


def test_an_address_cannot_add_a_header(tmp_path):
    reader = Person("4711", "X", email="a@b.example\nBcc: all@b.example")
    with pytest.raises(ValueError, match=r"newline|linefeed"):
        office(tmp_path, "mail.example:25").letter("trial", [], reader, "k", NOON)


def test_a_server_that_says_later_is_tried_again_after_growing_pauses(home, tmp_path, server):
    accounts.set_email(SANNE.number, "sanne@politie.example")
    ask()
    post = office(tmp_path, server.address)
    server.answers["RCPT"] = "451 later"
    assert work(post) == 0
    assert notices.waiting() == 1
    server.answers.clear()
    assert work(post, NOON + pause_after(1) - timedelta(seconds=1)) == 0
    assert work(post, NOON + pause_after(1)) == 1
    assert len(server.letters) == 1
    assert notices.letters().dead == ()


def test_a_server_that_is_away_is_tried_again_until_the_last_time(home, tmp_path):
    accounts.set_email(SANNE.number, "sanne@politie.example")
    ask()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        post = office(tmp_path, f"127.0.0.1:{free.getsockname()[1]}")
        at = NOON
        for tries in range(1, MOST_TRIES + 1):
            assert notices.letters().dead == ()
            work(post, at)
            at += pause_after(tries)
    (letter,) = notices.letters().dead
    assert letter.error.startswith("MailServerError: ConnectionRefusedError")


def test_an_address_that_is_refused_for_good_is_a_dead_letter_at_once(home, tmp_path, server):
    accounts.set_email(SANNE.number, "gone@politie.example")
    ask()
    server.answers["RCPT"] = "550 no gone@politie.example here"
    work(office(tmp_path, server.address))
    (letter,) = notices.letters().dead
    assert "550" in letter.error
    assert "gone@" not in letter.error


def test_a_reader_without_an_address_is_a_dead_letter_that_can_be_tried_again(
    home, tmp_path, server
):
    ask()
    post = office(tmp_path, server.address)
    work(post)
    (letter,) = notices.letters().dead
    assert letter.error.startswith("NoAddressError")
    accounts.set_email(SANNE.number, "sanne@politie.example")
    notices.try_again(letter.work.id, NOON)
    assert work(post) == 1
    assert len(server.letters) == 1
    assert notices.letters().dead == ()


def test_what_is_not_dead_cannot_be_tried_again(home):
    with pytest.raises(notices.LetterGoneError):
        notices.try_again(4711, NOON)


def test_without_a_mail_server_nothing_is_tried_and_the_administrator_can_see_it(home, tmp_path):
    ask()
    assert work(office(tmp_path, "")) == 1
    found = notices.letters()
    assert (found.dead, found.waiting, found.unsent) == ((), 0, 1)


def test_a_name_and_password_are_given_when_there_are_any(home, tmp_path, server):
    accounts.set_email(SANNE.number, "sanne@politie.example")
    ask()
    who = {"mail_user": "custody", "mail_password": "geheim-genoeg"}
    assert work(office(tmp_path, server.address, **who)) == 1
    assert "AUTH" in server.said


def test_a_server_without_starttls_gets_no_message(home, tmp_path, server):
    accounts.set_email(SANNE.number, "sanne@politie.example")
    ask()
    assert work(office(tmp_path, server.address, mail_security="starttls")) == 0
    assert server.letters == []
    assert notices.waiting() == 1


def test_mail_that_fails_does_not_stop_the_matching(home, tmp_path):
    for number in range(worker.PATIENCE - 1):
        ask(to="nobody", key=f"mail:{number}")
    taken()
    done = []
    doers = {
        "mail": office(tmp_path, "127.0.0.1:1").deliver,
        "match_item": lambda work, at: done.append(work.key),
    }
    worker.work_off(lambda: NOON, doers)
    assert len(done) == 1


def test_a_test_message_needs_an_address_and_is_asked_for_once(home):
    with pytest.raises(notices.NoAddressError):
        notices.send_trial(form(), SANNE, NOON)
    accounts.set_email(SANNE.number, "sanne@politie.example")
    same = form()
    for _ in range(2):
        notices.send_trial(same, SANNE, NOON)
    assert notices.waiting() == 1
