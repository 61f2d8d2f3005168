"""A worker that is killed loses no message: each goes out at least once, with one message id (Q3)."""

import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from custody import mail, storage, worker
from custody.app import house_folder
from custody.services import notices
from tests.cast import SANNE
from tests.databases import Home
from tests.pages import settings
from tests.smtp import MailServer, mail_server

# Longer than a worker keeps a piece of work to itself: what a killed one had comes back.
LATER = timedelta(minutes=3)


def _work(home: Home, address: str, later: timedelta) -> None:
    """Work as `custody worker` does, on a clock that goes ahead."""
    home.connect()
    wanted = settings(
        home.folder, mail_server=address, mail_from="bon@politie.example", mail_security="none"
    )
    doers = mail.doers(wanted, house_folder("templates") / "translations")
    worker.run(lambda: False, lambda: datetime.now(UTC) + later, doers)


def _ask_for(messages: int) -> None:
    with storage.transaction() as books:
        account = books.people.account(number=SANNE.number)
        person = replace(account.person, email="sanne@politie.example")
        books.people.change(replace(account, person=person))
        for n in range(messages):
            payload = {"to": SANNE.number, "notice": "trial", "items": []}
            books.outbox.add("mail", f"mail:{n}", payload, datetime.now(UTC))


def _run(home: Home, server: MailServer, messages: int, kills: int) -> None:
    seeded, context = random.Random(3), multiprocessing.get_context("fork")
    _ask_for(messages)
    killed, later = 0, timedelta()
    while notices.waiting():
        enough = len(server.letters) + (seeded.randint(1, 3) if killed < kills else messages)
        # No worker is done with all before it is killed, however slow this process is.
        server.most = enough
        # A child must not find the parent's open connections in its memory.
        storage.disconnect()
        one: Any = context.Process(target=_work, args=(home, server.address, later), daemon=True)
        one.start()
        home.connect()
        try:
            for _ in range(2000):
                if len(server.letters) >= enough or not notices.waiting():
                    break
                time.sleep(0.005)
            time.sleep(seeded.uniform(0, 0.02))
        finally:
            os.kill(one.pid, signal.SIGKILL)
            one.join()
        killed, later = killed + 1, later + LATER
    assert killed >= kills
    told = Counter(letter["Message-ID"] for letter in server.letters)
    assert len(told) == messages, "a message was lost, or went out with two ids"
    # A worker that dies after the letter and before it is noted sends it again, and no other does.
    assert sum(told.values()) <= messages + killed


def test_ten_killed_workers_lose_no_message(home: Home) -> None:
    with mail_server() as server:
        _run(home, server, messages=30, kills=10)


@pytest.mark.full
def test_a_hundred_killed_workers_lose_no_message(home: Home) -> None:
    with mail_server() as server:
        _run(home, server, messages=300, kills=100)
