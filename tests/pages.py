"""A running app on a register of its own, and people who use its pages as a browser would."""

import atexit
import html
import re
import shutil
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Table, create_engine

from custody import storage
from custody.app import create_app, open_store, utc_now
from custody.config import Settings
from custody.domain.people import system_person
from custody.domain.places import Place, Post
from custody.services import accounts
from custody.storage import schema
from tests.databases import TABLES, Home

PASSWORD = "waterland-2026-haven"
HAVEN = "WTL-HAVEN"
CAST = (
    ("sanne", "4711", "Sanne de Wit", "officer", None, HAVEN),
    ("karim", "4822", "Karim el Idrissi", "officer", None, HAVEN),
    ("joke", "4002", "Joke Vermeer", "desk", "BALIE-HAVEN", HAVEN),
    ("anna", "4005", "Anna Smit", "desk", "BALIE-HAVEN", HAVEN),
    ("ruud", "4003", "Ruud Hendriks", "custodian", "KAMER-HAVEN", HAVEN),
    ("marit", "5001", "Marit Bakker", "handler", None, HAVEN),
    ("pieter", "5002", "Pieter Kuiper", "coordinator", None, HAVEN),
    ("ellen", "5003", "Ellen van Dam", "decider", None, HAVEN),
    ("tom", "5004", "Tom Visser", "auditor", None, HAVEN),
    ("noor", "5005", "Noor Jansen", "admin", None, HAVEN),
    ("bram", "6001", "Bram Centrum", "officer", None, "WTL-CENTRUM"),
)
PLACES = (
    Place("BALIE-HAVEN", "counter_drawer", "Lade balie Haven", HAVEN, post="BALIE-HAVEN"),
    Place("KAMER-HAVEN", "store_room", "Voorwerpenkamer Haven", HAVEN, post="KAMER-HAVEN"),
    Place("SCHAP-B-12", "shelf", "Schap B-12", HAVEN, parent="KAMER-HAVEN", post="KAMER-HAVEN"),
    Place("VOERTUIG-4417", "vehicle", "Voertuig 4417", HAVEN),
    Place("BUITEN", "partner", "Buiten de politie", HAVEN),
)


def settings(folder: Path, url: str = "", **changes: Any) -> Settings:
    """Return settings for a register below `folder`, as the demo mode has them."""
    values: dict[str, Any] = {
        "folder": folder,
        "database_url": url or f"sqlite:///{folder / 'custody.db'}",
        "base_url": "http://localhost",
        "origin": "bon.example/log",
        "secret_key": "for-tests-only-0123456789-abcdefghij",
        "keys": folder / "keys",
        "service_name": "Afgifte en bewaring",
        "help_phone": "0900 – 0000",
        "demo": True,
        "proxies": 0,
    }
    return Settings(**{**values, **changes})


@cache
def _template() -> Path:
    """Make one furnished register per process, to be copied."""
    folder = Path(tempfile.mkdtemp(prefix="custody-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    wanted = settings(folder)
    schema.upgrade(wanted.database_url)
    with fresh_app(wanted).app_context():
        furnish()
    storage.disconnect()
    return folder


def running(folder: Path, clock: Callable[[], datetime] = utc_now) -> Flask:
    """Return an app with the units, posts, places and people of the demo cast."""
    shutil.copytree(_template(), folder, dirs_exist_ok=True)
    return _opened(settings(folder), clock)


def running_on(home: Home) -> Flask:
    """Return the same app on a register of either database that is still empty."""
    shutil.copytree(_template(), home.folder, dirs_exist_ok=True, ignore=_no_database)
    with home.as_owner(guarded=False) as connection:
        for table, rows in _rows().items():
            connection.execute(table.insert(), rows)
    return _opened(settings(home.folder, home.url))


@cache
def _rows() -> dict[Table, list[dict[str, Any]]]:
    """Return what stands in the furnished register, by table."""
    with create_engine(f"sqlite:///{_template() / 'custody.db'}").connect() as template:
        read = {table: template.execute(table.select()).mappings().all() for table in TABLES}
    return {table: [dict(row) for row in rows] for table, rows in read.items() if rows}


def fresh_app(wanted: Settings) -> Flask:
    """Return an app of its own for these settings, with faults answered as they would be.

    Its passwords are quick to hash and so to check; how slow they are in earnest is a test of
    `test_sign_in.py`.
    """
    app = create_app(wanted)
    quick = {"argon2__rounds": 1, "argon2__memory_cost": 8, "argon2__parallelism": 1}
    app.extensions["security"].pwd_context.update(**quick)
    app.config["TESTING"] = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


@cache
def _house() -> tuple[Flask, dict[str, Any], dict[str, Any]]:
    """Make the one app of this process: routes, API and templates take long to put together.

    Beside it stand its settings and its views, which a test may change for itself.
    """
    app = fresh_app(settings(_template()))
    return app, dict(app.config), dict(app.view_functions)


def _opened(wanted: Settings, clock: Callable[[], datetime] = utc_now) -> Flask:
    """Return the app of this process as it was made, on another register."""
    app, config, views = _house()
    app.config.clear()
    app.config.update(config)
    app.view_functions.clear()
    app.view_functions.update(views)
    open_store(wanted, clock)
    return app


def _no_database(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name.startswith("custody.db")]


def furnish() -> None:
    """Make keys, units, posts, places and accounts in the present store."""
    at = datetime.now(UTC)
    storage.store().signer.make_keys(int(at.timestamp()) - 366 * 86400)
    with storage.transaction() as books:
        books.places.add_unit(storage.Unit(HAVEN, "Haven"))
        books.places.add_unit(storage.Unit("WTL-CENTRUM", "Centrum"))
        for place in PLACES:
            books.places.add(place)
        books.places.add_post(Post("BALIE-HAVEN", "Balie Haven", HAVEN, "BALIE-HAVEN"))
        books.places.add_post(
            Post("KAMER-HAVEN", "Voorwerpenkamer Haven", HAVEN, "KAMER-HAVEN", custodian="4003")
        )
        books.places.add_unit(storage.Unit(HAVEN, "Haven", desk="BALIE-HAVEN"))
    by = system_person("test")
    for username, number, name, role, post, unit in CAST:
        new = accounts.NewAccount(username, number, name, unit, frozenset({role}), post, PASSWORD)
        accounts.make_account(new, by, at)


class Visitor:
    """Somebody with a browser: opens pages, fills in forms as they stand there, reads text."""

    def __init__(self, app: Flask, username: str = "", language: str = "en") -> None:
        self.client: FlaskClient = app.test_client()
        self.client.set_cookie("lang", language)
        self.text = ""
        self.status = 0
        if username:
            self.open("/log-in")
            self.send("/log-in", username=username, password=PASSWORD)
            assert self.status == 302, f"{username} could not sign in: {self.words()[:300]}"

    @classmethod
    def entered(cls, app: Flask, username: str, language: str = "en") -> "Visitor":
        """Return somebody who is signed in already, without the pages that lead there."""
        visitor = cls(app, "", language)
        with storage.reading() as books:
            account = books.people.account(username=username)
        assert account is not None
        with visitor.client.session_transaction() as session:
            session["_user_id"] = account.uniquifier
            session["_fresh"] = True
            session["fs_cc"] = "set"
            session["fs_paa"] = session["seen"] = time.time()
        return visitor

    def open(self, path: str) -> "Visitor":
        """Open a page, following redirects."""
        response = self.client.get(path, follow_redirects=True)
        self.text, self.status = response.text, response.status_code
        self.path = response.request.path
        return self

    def token(self) -> str:
        """Return the token of the page that is open."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.text)
        return html.unescape(found[1]) if found else ""

    def form_id(self) -> str:
        """Return the hidden id of the form that is open, or a fresh one."""
        found = re.search(r'name="form_id"[^>]*value="([0-9a-f-]{36})"', self.text)
        found = found or re.search(r'value="([0-9a-f-]{36})"[^>]*name="form_id"', self.text)
        return found[1] if found else str(uuid.uuid4())

    def send(self, path: str, follow: bool = False, **fields: Any) -> "Visitor":
        """Send a form with the token of the open page; `follow` goes on to the next page."""
        data = {"csrf_token": self.token(), **fields}
        own = {"Origin": "http://localhost"}
        response = self.client.post(path, data=data, headers=own, follow_redirects=follow)
        readable = response.mimetype.startswith("text/")
        self.text, self.status = response.text if readable else "", response.status_code
        self.response = response
        self.path = response.headers.get("Location") or response.request.path
        return self

    def words(self) -> str:
        """Return what a reader sees, tags left out and blanks folded."""
        body = re.sub(r"(?s)<(script|style|svg|head).*?</\1>", " ", self.text)
        return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))
