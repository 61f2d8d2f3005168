"""A kill at any moment loses no acknowledged act, and leaves no half act (Q1, Q3).

Real servers, real clients, `kill -9` of the whole process group while they write. What a client was
told is compared with what is there when the register opens again.
"""

import random
import re
import threading
import time
import uuid

import pytest
from sqlalchemy import text

from custody import storage
from custody.domain.events import batch_id
from custody.services import audit
from tests.databases import Home
from tests.servers import Server, Starter, client_of, free_port

CLIENTS = ("sanne", "karim", "joke", "anna", "ruud", "sanne", "karim", "joke")


class Writer(threading.Thread):
    """Somebody who records one handover after the other, and notes what was acknowledged."""

    def __init__(self, client, place: str, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.client, self.place, self.stop = client, place, stop
        self.told: dict[str, str] = {}
        self.sent: list[str] = []
        self.broken = ""

    def run(self) -> None:
        while not self.stop.is_set():
            form = str(uuid.uuid4())
            self.sent.append(form)
            self._send(form)

    def _send(self, form: str) -> None:
        """Send one form until it is answered; the server may be away in between."""
        fields = {
            "form_id": form,
            "taking": "safekeeping",
            "place": self.place,
            "when_way": "now",
            "giver_way": "unknown",
            "items-0-category": "keys",
            "items-0-quantity": "1",
            "items-1-category": "phone",
            "items-1-quantity": "1",
        }
        while not self.stop.is_set():
            try:
                status, address, body = self.client.post("/handovers/new", **fields)
            except OSError:
                time.sleep(0.02)
                continue
            if status != 302:
                self.broken = f"{status} {re.sub('<[^>]+>', ' ', body)}"
                self.stop.set()
                return
            self.told[form] = address.rpartition("/")[2]
            return


def _run(servers: Starter, home: Home, app, kills: int, clients: int, pause: float) -> int:
    """Write and kill, and return how many handovers were acknowledged."""
    seeded, port = random.Random(1), free_port()
    server: Server = servers.start(home.folder, home.url, port)
    stop = threading.Event()
    writers = [
        Writer(client_of(app, name, port), "BALIE-HAVEN", stop) for name in CLIENTS[:clients]
    ]
    for writer in writers:
        writer.start()
    for _ in range(kills):
        _wait_for(writers, 1, stop)
        time.sleep(seeded.uniform(0, pause))
        server.kill()
        _check(home, writers)
        server = servers.start(home.folder, home.url, port)
    _wait_for(writers, clients, stop)
    stop.set()
    for writer in writers:
        writer.join(30)
    server.kill()
    _check(home, writers)
    assert all(not writer.broken for writer in writers), [writer.broken for writer in writers]
    return sum(len(writer.told) for writer in writers)


def _wait_for(writers: list[Writer], more: int, stop: threading.Event) -> None:
    """Wait until so many more acts were acknowledged."""
    before = sum(len(writer.told) for writer in writers)
    while sum(len(writer.told) for writer in writers) < before + more and not stop.is_set():
        time.sleep(0.01)


def _check(home: Home, writers: list[Writer]) -> None:
    """Lost 0, half 0, the whole record verified, and no work missing that an act asked for."""
    acknowledged = {form: no for writer in writers for form, no in dict(writer.told).items()}
    home.connect()
    report = audit.verify()
    assert report.clean, report.findings
    with storage.reading() as books:
        rows = books.session.execute(text("SELECT id, item, type FROM ledger_event")).all()
        numbers = set(books.session.scalars(text("SELECT no FROM receipt")).all())
        asked = set(books.session.scalars(text("SELECT key FROM outbox")).all())
        acts = set(books.session.scalars(text("SELECT id FROM handover")).all())
    ids = {row.id for row in rows}
    sent = {form for writer in writers for form in list(writer.sent)}
    for form, no in acknowledged.items():
        assert {batch_id(form, n) for n in range(3)} <= ids, "an acknowledged act was lost"
        assert no in numbers
    for form in sent:
        there = sum(batch_id(form, n) in ids for n in range(3))
        assert there in (0, 3), "half an act is there"
        assert (form in acts) == (there == 3)
    items = {row.item for row in rows if row.type == "item_received"}
    assert {f"match_item:{item}" for item in items} <= asked, "an event without its work"
    receipts = [row for row in rows if row.type == "receipt_issued"]
    assert len(receipts) == len(numbers)


def test_ten_kills_lose_nothing_and_leave_nothing_half(bare: Home, app, servers: Starter) -> None:
    assert _run(servers, bare, app, kills=10, clients=4, pause=0.2) >= 14


@pytest.mark.full
def test_five_hundred_kills_lose_nothing_and_leave_nothing_half(
    bare: Home, app, servers: Starter
) -> None:
    assert _run(servers, bare, app, kills=500, clients=8, pause=4.0) >= 15_000
