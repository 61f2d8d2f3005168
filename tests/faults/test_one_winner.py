"""Two desks at the same moment, each at a server process of its own: one wins, the other is told (Q5).

The servers share nothing but the database. Nobody gets a server error, and what the loser reads
says with whom the item is now.
"""

import re
import threading
from datetime import UTC, datetime

import pytest

from custody.services import accounts, transfers
from tests.acts import form, take_in, trail
from tests.databases import Home
from tests.servers import Starter, client_of

ANSWERS = {"transfer_accepted", "transfer_refused", "transfer_withdrawn"}


def _who(number: str):
    return accounts.find_account(number).person


def _fresh_offer() -> str:
    now = datetime.now(UTC)
    code = take_in(by=_who("4711"), at=now).items[0]
    transfers.offer((code,), "BALIE-HAVEN", "", form(), _who("4711"), now)
    return code


def _at_the_desk() -> str:
    code = _fresh_offer()
    transfers.accept(code, None, None, form(), _who("4002"), datetime.now(UTC))
    return code


def _accept(code: str) -> tuple[str, dict]:
    return "/transfers/incoming", {"item": code, "answer": "accept"}


def _refuse(code: str) -> tuple[str, dict]:
    return "/transfers/incoming", {"item": code, "answer": "refuse", "reason": "not_ours"}


def _withdraw(code: str) -> tuple[str, dict]:
    return "/transfers/withdraw", {"item": code}


def _offer_to(to: str):
    return lambda code: ("/transfers/new", {"items": code, "to": to})


def _give_back(code: str) -> tuple[str, dict]:
    fields = {"receiver": "Annie Verhoeven", "entitlement": "giver", "identity_kind": "passport"}
    fields |= {"tail": "12A", "sign_way": "typed", "sign_text": "Annie Verhoeven"}
    return f"/items/{code}/return", fields


# What meets: two people with two acts, how the item stands before, and which events count.
MEETINGS = {
    "accept and accept": (_fresh_offer, [("joke", _accept), ("anna", _accept)], ANSWERS),
    "accept and refuse": (_fresh_offer, [("joke", _accept), ("anna", _refuse)], ANSWERS),
    "accept and withdraw": (_fresh_offer, [("joke", _accept), ("sanne", _withdraw)], ANSWERS),
    "two offers": (
        _at_the_desk,
        [("joke", _offer_to("KAMER-HAVEN")), ("anna", _offer_to("4822"))],
        {"transfer_offered"},
    ),
    "two returns": (_at_the_desk, [("joke", _give_back), ("anna", _give_back)], {"item_returned"}),
}


def _meet(clients: list, acts: list) -> list[tuple[int, str]]:
    """Let every client send its form at the same moment; return status and words of each answer."""
    start = threading.Barrier(len(acts))
    answers: list[tuple[int, str]] = [(0, "")] * len(acts)

    def send(n: int) -> None:
        path, fields = acts[n]
        fields = {"form_id": form(), **fields}
        start.wait(30)
        status, _, body = clients[n].post(path, **fields)
        answers[n] = (status, re.sub(r"<[^>]+>|\s+", " ", body))

    threads = [threading.Thread(target=send, args=(n,)) for n in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def _rounds(bare: Home, app, servers: Starter, rounds: int) -> None:
    first = servers.start(bare.folder, bare.url)
    second = servers.start(bare.folder, bare.url)
    known = {
        (name, server.port): client_of(app, name, server.port)
        for name in ("sanne", "joke", "anna")
        for server in (first, second)
    }
    for n in range(rounds):
        for meeting, (stand, acts, counted) in MEETINGS.items():
            code = stand()
            before = len(trail(code).records)
            # Everybody comes to the other server the next time.
            ports = (first.port, second.port) if n % 2 else (second.port, first.port)
            clients = [known[name, port] for (name, _), port in zip(acts, ports, strict=True)]
            answers = _meet(clients, [act(code) for _, act in acts])
            statuses = sorted(status for status, _ in answers)
            assert statuses == [302, 409], (meeting, answers)
            added = [r.event.type for r in trail(code).records[before:]]
            assert len(added) == 1, (meeting, added)
            assert set(added) <= counted
            told = next(words for status, words in answers if status == 409)
            _check_told(told, trail(code).state, meeting)


def _check_told(told: str, state, meeting: str) -> None:
    """The loser learns where the item is now, or that it is no longer there."""
    if meeting == "two offers":
        assert "already waits for" in told, told
    elif meeting == "two returns":
        assert "no longer with the police" in told, told
    else:
        assert "does not wait for an answer any more" in told, (meeting, told)
        assert state.holder.name in told


def test_two_desks_at_two_servers_one_wins_and_the_other_is_told(
    bare: Home, app, servers: Starter
) -> None:
    _rounds(bare, app, servers, rounds=3)


@pytest.mark.full
def test_two_desks_two_hundred_times(bare: Home, app, servers: Starter) -> None:
    _rounds(bare, app, servers, rounds=200)


def _crowd(bare: Home, app, servers: Starter, rounds: int, clients: int) -> None:
    ports = [servers.start(bare.folder, bare.url).port for _ in range(2)]
    names = ("joke", "anna")
    crowd = [client_of(app, names[n % 2], ports[n // 2 % 2]) for n in range(clients)]
    for _ in range(rounds):
        code = _fresh_offer()
        answers = _meet(crowd, [_accept(code)] * clients)
        assert sorted(status for status, _ in answers) == [302] + [409] * (clients - 1)
        for status, told in answers:
            assert status == 302 or "Balie Haven" in told


def test_of_a_dozen_who_take_it_over_at_once_one_has_it(bare: Home, app, servers: Starter) -> None:
    _crowd(bare, app, servers, rounds=1, clients=12)


@pytest.mark.full
def test_of_fifty_who_take_it_over_at_once_one_has_it(bare: Home, app, servers: Starter) -> None:
    _crowd(bare, app, servers, rounds=200, clients=50)
