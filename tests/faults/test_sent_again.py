"""A form that is sent again at any later moment records once and gives the first answer (Q11).

Its answer was lost, the register was started anew in between, other forms came first, or only a part
of it arrived: what was acknowledged stands there once. The same form with other content is refused.
"""

import random
import socket
import urllib.parse
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import text

from custody import storage
from custody.domain.events import batch_id
from custody.services import intake, keeping, transfers
from tests.acts import form, handover, size, taken
from tests.cast import JOKE, KARIM, NOON, SANNE
from tests.databases import Home
from tests.faults.test_nth_failure import ACTS, _contents
from tests.servers import Client, Server, Starter, client_of

# All that carry the id of a form; a checkpoint has none.
NAMES = sorted(set(ACTS) - {"checkpoint"})


def _schedule(home: Home, chance: random.Random, names: list[str]) -> None:
    """Send these forms one to five times each, mixed, with restarts; each records once."""
    waiting = {form(): (ACTS[name], ACTS[name].stand()) for name in names}
    queue = [id for id in waiting for _ in range(chance.randint(1, 5))]
    chance.shuffle(queue)
    answers: dict[str, object] = {}
    contents = _contents()
    for id in queue:
        if chance.random() < 0.25:
            storage.disconnect()
            home.connect()
        home.clock.passes(seconds=int(10 ** chance.uniform(0, 6)))
        act, stand = waiting[id]
        before, answer = contents, act.send(stand, id)
        contents = _contents()
        if id in answers:
            assert answer == answers[id]
            assert contents == before, "a form that was sent again changed something"
        else:
            answers[id] = answer
            assert contents != before


def test_forms_sent_again_in_any_order_and_after_a_restart_record_once(home: Home) -> None:
    chance = random.Random(11)
    _schedule(home, chance, ["hand over", "accept", *chance.sample(NAMES, 2)])


@pytest.mark.full
def test_a_thousand_schedules_of_forms_sent_again(home: Home) -> None:
    chance = random.Random(1100)
    for _ in range(1000):
        _schedule(home, chance, chance.sample(NAMES, 2))


def _other_handover(code: str, id: str) -> None:
    words = handover(form_id=id)
    intake.hand_over(words, SANNE, NOON)
    intake.hand_over(replace(words, remarks="op de bank"), SANNE, NOON)


def _other_receiver(code: str, id: str) -> None:
    transfers.offer((code,), "BALIE-HAVEN", "", id, SANNE, NOON)
    transfers.offer((code,), "KAMER-HAVEN", "", id, SANNE, NOON)


def _other_place(code: str, id: str) -> None:
    keeping.keep(code, "V-4417", id, SANNE, NOON)
    keeping.keep(code, "BUREAU-4711", id, SANNE, NOON)


def _other_place_of_acceptance(code: str, id: str) -> None:
    transfers.offer((code,), "BALIE-HAVEN", "", form(), SANNE, NOON)
    transfers.accept(code, "BALIE-HAVEN", None, id, JOKE, NOON)
    transfers.accept(code, "SCHAP-B-12", None, id, JOKE, NOON)


def _other_person(code: str, id: str) -> None:
    keeping.keep(code, "V-4417", id, SANNE, NOON)
    keeping.keep(code, "V-4417", id, KARIM, NOON)


def _other_thing(code: str, id: str) -> None:
    keeping.keep(code, "V-4417", id, SANNE, NOON)
    keeping.keep(taken(), "V-4417", id, SANNE, NOON)


OTHERS = [
    _other_handover,
    _other_receiver,
    _other_place,
    _other_place_of_acceptance,
    _other_person,
    _other_thing,
]


@pytest.mark.parametrize("send_both", OTHERS)
def test_the_same_form_with_other_content_is_refused_and_the_first_stays(
    home: Home, send_both: Callable[[str, str], None]
) -> None:
    with pytest.raises(storage.IdReusedError):
        send_both(taken(), form())


def _request(client: Client, id: str) -> bytes:
    """Return the bytes of a whole form of two things, its id in front."""
    fields = {
        "csrf_token": client.token,
        "form_id": id,
        "taking": "safekeeping",
        "place": "BALIE-HAVEN",
        "when_way": "now",
        "giver_way": "unknown",
        "items-0-category": "keys",
        "items-0-quantity": "1",
        "items-1-category": "phone",
        "items-1-quantity": "12",
    }
    body = urllib.parse.urlencode(fields)
    head = (
        "POST /handovers/new HTTP/1.1\r\n"
        f"Host: 127.0.0.1:{client.port}\r\n"
        f"Cookie: custody={client.cookie}; lang=en\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    return (head + body).encode()


def _cut(client: Client, sent: bytes) -> None:
    """Send so many bytes, and be gone before the answer can be read."""
    with socket.create_connection(("127.0.0.1", client.port), timeout=20) as line:
        line.sendall(sent)
        line.shutdown(socket.SHUT_WR)
        while line.recv(65536):
            pass  # The server is done with what it got; nobody reads what it said.


def _on_record(id: str) -> int:
    with storage.reading() as books:
        ids = [batch_id(id, n) for n in range(2)]
        return len(books.ledger.with_ids(ids))


def _cuts(bare: Home, app, servers: Starter, rounds: int, restarts: int) -> None:
    chance = random.Random(111)
    server: Server = servers.start(bare.folder, bare.url)
    clients = {name: client_of(app, name, server.port) for name in ("sanne", "karim")}
    told = []
    for n in range(rounds):
        client, id = clients[chance.choice(["sanne", "karim"])], form()
        whole = _request(client, id)
        body = whole.index(b"\r\n\r\n") + 4
        # Every fourth time all of it arrives, and the answer is lost.
        length = len(whole) if n % 4 == 0 else chance.randrange(1, len(whole))
        if n % 4 == 1:
            length = chance.randrange(body, len(whole))
        _cut(client, whole[:length])
        assert _on_record(id) == (2 if length == len(whole) else 0), "part of a form was recorded"
        if n in range(0, rounds, max(1, rounds // restarts)):
            server.kill()
            server = servers.start(bare.folder, bare.url, server.port)
        for _ in range(chance.randint(1, 3)):
            status, address, page = _send(client, whole[body:])
            assert status == 302, page
            told.append((id, address))
        assert _on_record(id) == 2
    assert len(set(told)) == rounds, "one form, one answer"
    with storage.reading() as books:
        assert books.session.scalar(text("SELECT count(*) FROM handover")) == rounds
    assert size() == 3 * rounds


def _send(client: Client, body: bytes) -> tuple[int, str, str]:
    return client.post("/handovers/new", **dict(urllib.parse.parse_qsl(body.decode())))


def test_a_form_that_arrives_in_part_or_whose_answer_is_lost_is_recorded_once(
    bare: Home, app, servers: Starter
) -> None:
    _cuts(bare, app, servers, rounds=5, restarts=1)


@pytest.mark.full
def test_a_thousand_forms_cut_at_any_byte(bare: Home, app, servers: Starter) -> None:
    _cuts(bare, app, servers, rounds=1000, restarts=50)
