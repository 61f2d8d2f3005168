"""The permission matrix as it is: every route and method, everybody, own and other things (Q21).

`permissions.csv` says what must be so, and is read by a person line by line; the test asks every cell
again. After a new route: `python -m tests.security.permissions` writes the file anew, and what
changed in it is read before it is committed.

- yes: the right is there; what was sent may still be refused for what it says
- no: 403
- hidden: 404, whether there is such a thing or not
- sign-in: nobody is signed in; for them it makes no difference whose thing it is, asked once
"""

import csv
import io
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from werkzeug.test import TestResponse

from custody import storage
from custody.services import accounts
from custody.web.rights import PUBLIC, SIGNED_IN
from tests.pages import Visitor, running
from tests.security.world import (
    USER_OF,
    Things,
    World,
    address,
    build,
    names_something,
    right_of,
    routes,
)

FILE = Path(__file__).with_suffix(".csv")
OUTSIDE = ("nobody", "expired", "disabled")
ACTORS = (*OUTSIDE, *USER_OF)
COLUMNS = ("method", "route", "thing", *ACTORS)
Row = dict[str, str]


def rows(world: World) -> Iterator[Row]:
    """Ask every cell, and yield one row per method, route and thing."""
    visitors = {actor: _enter(world.app, actor) for actor in ACTORS}
    for endpoint, method, rule in routes(world.app):
        things = _things(world, endpoint, method) if names_something(rule) else {"-": world.own}
        for name, thing in things.items():
            row = {"method": method, "route": str(rule), "thing": name}
            path = address(world.app, rule, thing)
            for actor in ACTORS:
                if actor in OUTSIDE and name in ("other", "none"):
                    row[actor] = ""
                    continue
                row[actor] = _answer(visitors[actor], method, path)
                if endpoint == "accounts.log_out":
                    visitors[actor] = _enter(world.app, actor)
            yield row


def _things(world: World, endpoint: str, method: str) -> dict[str, Things]:
    if right_of(endpoint, method) in (PUBLIC, SIGNED_IN):
        return {"own": world.own}
    return {"own": world.own, "other": world.other, "none": world.nobody}


def _enter(app: Flask, actor: str) -> Visitor:
    """Return somebody at the door, with a fresh token of their session."""
    if actor == "nobody":
        return Visitor(app).open("/log-in")
    visitor = Visitor.entered(app, USER_OF.get(actor, "karim"))
    if actor == "expired":
        with visitor.client.session_transaction() as session:
            session["seen"] = time.time() - 3600
    if actor == "disabled":
        _disable("4822")
    return visitor.open("/account" if actor in USER_OF else "/log-in")


def _disable(number: str) -> None:
    """Close an account and leave its session key as it is: being closed alone must end it."""
    account = accounts.find_account(number)
    with storage.transaction() as books:
        books.people.change(
            storage.Account(
                account.person, account.username, account.password, False, account.uniquifier
            )
        )


def _answer(visitor: Visitor, method: str, path: str) -> str:
    if method == "GET":
        return _word(visitor.client.get(path))
    return _word(visitor.client.open(path, method=method, data={"csrf_token": visitor.token()}))


def _word(response: TestResponse) -> str:
    location = response.headers.get("Location", "")
    if response.status_code == 401 or location.startswith("/log-in?next="):
        return "sign-in"
    return {403: "no", 404: "hidden"}.get(
        response.status_code, "yes" if response.status_code < 500 else str(response.status_code)
    )


def written(found: Iterator[Row]) -> str:
    """Return the rows as the file has them."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)
    return out.getvalue()


def read() -> list[Row]:
    """Return the rows of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        FILE.write_text(written(rows(build(running(Path(folder) / "register")))), encoding="utf-8")
