"""Statements per route: a fixed table, no growth with the register, and no walk through a whole table.

`statements.toml` holds the most that each route may ask of the database, its session or token and the
read log included. A route that is not in it may ask `DEFAULT`. After a change that is meant, write
the table anew: `python -m tests.costs`.
"""

import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from custody import storage
from custody.domain.complaints import Complaint
from custody.domain.people import RIGHTS_OF_ROLE
from custody.services import accounts, claims, complaints, intake, linking, transfers
from custody.web.rights import PUBLIC, SIGNED_IN
from tests.callers import Caller
from tests.costs.counting import counted, full_scans
from tests.pages import Visitor, running
from tests.security.world import (
    USER_OF,
    World,
    address,
    build,
    claim_of,
    form,
    handover,
    offer,
    right_of,
    routes,
)

TABLE = Path(__file__).with_name("statements.toml")
DEFAULT = 40
WATCHED = frozenset({"item", "ledger_event", "ledger_opening", "read_log", "handover", "party"})


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = build(running(tmp_path / "register"))
    offer(made)
    yield made
    storage.disconnect()


def fill(world: World, rows: int) -> None:
    """Add items, offers, claims and linked items, so that every list is longer."""
    people = {account.username: account.person for account in accounts.all_accounts()[0]}
    at = datetime.now(UTC)
    for n in range(rows):
        for who, to in (("sanne", "BALIE-HAVEN"), ("joke", "KAMER-HAVEN")):
            taken = intake.hand_over(handover(people[who], at), people[who], at)
            if n % 2:
                transfers.offer(taken.items, to, "", form(), people[who], at)
        words = Complaint("", f"Mijn sleutels {n}", "letter", at.date())
        made = complaints.register(words, form(), people["marit"], at, at.date())
        claims.open_claim(claim_of(made.number), form(), people["marit"], at)
        own = world.own.complaint
        linking.link(own, None, taken.items[0], "past", form(), people["marit"], at)


def _reader(right: str) -> str:
    return USER_OF[next((r for r in USER_OF if right in RIGHTS_OF_ROLE[r]), "officer")]


def _opened(world: World, *, api: bool) -> dict[str, list[tuple[str, Any]]]:
    """Return the statements of every page or call that only reads."""
    openers: dict[str, Callable[[str], Any]] = {}
    found = {}
    for endpoint, method, rule in routes(world.app, "GET", api=api):
        right = right_of(endpoint, method)
        user = _reader(right)
        if user not in openers:
            openers[user] = _caller(world.app, user) if api else _visitor(world.app, user)
        with counted() as told:
            response = openers[user](address(world.app, rule, world.own))
        assert response.status_code < 500 or right in (PUBLIC, SIGNED_IN), endpoint
        found[endpoint] = told
    return found


def _visitor(app: Flask, user: str) -> Callable[[str], Any]:
    client = Visitor.entered(app, user).client
    client.get("/account")
    return lambda path: client.get(path)


def _caller(app: Flask, user: str) -> Callable[[str], Any]:
    caller = Caller(app, user)
    caller.get("/nowhere")  # The first use of a token is noted; the next ones are not.
    caller.get("/items/F5DPN209V2")
    return lambda path: caller.get(path.removeprefix("/api/v1"))


def _acts(world: World) -> dict[str, list[tuple[str, Any]]]:
    """Return the statements of the acts of every day, over the API."""
    sanne, joke = Caller(world.app, "sanne"), Caller(world.app, "joke")
    codes = [sanne.hands_over() for _ in range(2)]
    joke.get("/my-items")
    acts: dict[str, Callable[[], Any]] = {
        "api_intake.hand_over": sanne.hands_over,
        "api_desk.move": lambda: sanne.post("/moves", {"item": codes[0], "place": "BIJ-4711"}),
        "api_transfers.offer": lambda: sanne.post(
            "/transfers", {"items": [codes[0]], "to": "BALIE-HAVEN"}
        ),
        "api_transfers.accept": lambda: joke.post(f"/transfers/{codes[0]}/accept", {}),
    }
    found = {}
    for name, act in acts.items():
        with counted() as told:
            act()
        found[name] = told
    return found


def all_statements(world: World) -> dict[str, list[tuple[str, Any]]]:
    """Return the statements of every page, call and act."""
    return {**_opened(world, api=False), **_opened(world, api=True), **_acts(world)}


def test_no_route_asks_more_than_the_table_allows(world: World) -> None:
    fill(world, 2)
    allowed = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    told = {name: len(statements) for name, statements in all_statements(world).items()}
    over = {n: (c, allowed.get(n, DEFAULT)) for n, c in told.items() if c > allowed.get(n, DEFAULT)}
    assert not over, "(asked, allowed): find why, or write the table anew on purpose"


def _does_not_grow(world: World, few: int, many: int) -> None:
    fill(world, few)
    before = {name: len(told) for name, told in all_statements(world).items()}
    fill(world, many - few)
    after = {name: len(told) for name, told in all_statements(world).items()}
    grown = {n: (before[n], c) for n, c in after.items() if c > before[n]}
    assert not grown, "statements grow with the rows: ask for all of them at once"


def test_statements_do_not_grow_with_the_register(world: World) -> None:
    _does_not_grow(world, 3, 15)


@pytest.mark.full
def test_statements_do_not_grow_from_ten_to_a_hundred_rows(world: World) -> None:
    _does_not_grow(world, 10, 100)


def test_statements_do_not_grow_with_the_people(world: World) -> None:
    with storage.reading() as books, counted() as one:
        assert books.people.account(username="sanne")
    with storage.reading() as books, counted() as all_of_them:
        assert len(books.people.accounts()) > 10
    assert len(all_of_them) == len(one)


def test_no_route_walks_through_the_register_the_log_or_the_looks(world: World) -> None:
    fill(world, 2)
    walks = {
        name: scans
        for name, told in all_statements(world).items()
        if (scans := full_scans(told, WATCHED))
    }
    assert not walks, "give the question an index, or an end"


def _counts_for_the_bar(statement: str) -> bool:
    """Say whether this counts what one person holds, or is offered: on an index, for the navigation."""
    return "count(offer.item)" in statement or "item.holder_ref =" in statement


def test_no_search_counts_ranks_or_looks_inside_words(world: World) -> None:
    """Q72: totals are "more", words are found by their index."""
    for path in ("/search?q=hanger", "/search?q=sleutel rode", "/search?q="):
        with counted() as told:
            Visitor.entered(world.app, "ruud").open(path)
        asked = [statement.lower() for statement, _ in told]
        said = " ".join(one for one in asked if not _counts_for_the_bar(one))
        assert "like" not in said.replace("likely", ""), path
        assert "count(" not in said, path
        assert "bm25" not in said and "rank" not in said, path
