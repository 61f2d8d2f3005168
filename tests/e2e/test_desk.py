"""Sixty scans as fast as a scanner types, into the real app on both databases: none lost, none doubled (J4, J5)."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from custody import storage
from custody.app import create_app
from custody.demo import PASSWORD
from custody.domain.items import Description
from custody.services import accounts
from tests.acts import take_in
from tests.cast import ORIGIN, RUUD
from tests.databases import Home
from tests.e2e.visits import DESKTOP, sign_in
from tests.pages import settings

pytestmark = pytest.mark.browser

UNKNOWN = ("F5DPN209V2", "K7T3RX45HR", "R4HNC2X8J0")
COUNT_PRESSES = "window.presses = 0; addEventListener('pointerdown', () => presses++, true)"
PATIENCE = 120_000


class Server:
    """`custody serve` on a register, which can be killed and started again."""

    def __init__(self, home: Home) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.home = home
        self.address = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [sys.executable, "-c", "from custody.cli import main; main()", "serve"]
        options = ["--port", str(self.port)]
        said = {
            "CUSTODY_FOLDER": str(self.home.folder),
            "CUSTODY_DATABASE_URL": self.home.url,
            "CUSTODY_BASE_URL": self.address,
            "CUSTODY_SECRET_KEY": "for-tests-only-0123456789-abcdefghij",
            "CUSTODY_HELP_PHONE": "0900 - 0000",
            "CUSTODY_ORIGIN": ORIGIN,
            "CUSTODY_DEMO": "1",
        }
        with (self.home.folder / "server.log").open("a") as log:
            self.process = subprocess.Popen(
                [*command, *options],
                env={**os.environ, **said},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while self.process.poll() is None:
            try:
                urllib.request.urlopen(f"{self.address}/healthz", timeout=2).close()
                return
            except OSError:
                time.sleep(0.25)
        pytest.fail((self.home.folder / "server.log").read_text()[-2000:])

    def kill(self) -> None:
        """End it at once, with all that it started."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def _things(home: Home) -> tuple[str, ...]:
    """Put fifty-five things in the store, held by whoever scans, who can sign in."""
    with create_app(settings(home.folder, home.url)).app_context():
        accounts.change_password(RUUD.number, PASSWORD, datetime.now(UTC))
    home.connect()
    now = home.clock.now = datetime.now(UTC)
    things = (Description("keys", f"{n} sleutels", "sleutels", n) for n in range(1, 56))
    return take_in(*things, by=RUUD, at=now, place="BALIE-HAVEN").items


def _typed(codes: tuple[str, ...]) -> list[str]:
    """Return what the scanner types: two places, known things, three unknown ones, two repeats."""
    first, second = list(codes[:28]), list(codes[28:])
    first.insert(9, UNKNOWN[0])
    first.insert(17, UNKNOWN[1])
    first.append(codes[3])
    second.insert(12, UNKNOWN[2])
    second.append(codes[40])
    return ["KAMER-HAVEN", *first, "SCHAP-B-12", *second]


def _scan(page: Page, raws: list[str]) -> None:
    for raw in raws:
        page.keyboard.type(raw, delay=4)
        page.keyboard.press("Enter")


@pytest.mark.parametrize("fate", ["stays", "is killed"])
def test_sixty_scans_at_the_speed_of_a_scanner_are_all_stored_once_and_in_order(
    browser: Browser, home: Home, fate: str
) -> None:
    typed = _typed(_things(home))
    assert len(typed) == 62
    server = Server(home)
    page = browser.new_context(viewport=DESKTOP, locale="nl-NL").new_page()  # type: ignore[arg-type]
    try:
        page.goto(f"{server.address}/log-in?next=/scan-moves")
        sign_in(page, "ruud")
        page.add_init_script(COUNT_PRESSES)
        page.goto(f"{server.address}/scan-moves")
        page.wait_for_function("document.activeElement?.id === 'scan'")
        _scan(page, typed[:35])
        if fate == "is killed":
            server.kill()
        _scan(page, typed[35:])
        if fate == "is killed":
            server.start()
        expect(page.locator("#scans tbody tr")).to_have_count(62)
        expect(page.locator("#scans .tag", has_text="bezig")).to_have_count(0, timeout=PATIENCE)
        assert page.evaluate("presses") == 0
        words = page.locator("#scans tbody tr").all_inner_texts()
    finally:
        page.context.close()
        server.kill()
    _check(typed, words)


def _check(typed: list[str], words: list[str]) -> None:
    """Compare what was typed with what the page says and with what the register holds."""
    with storage.reading() as books:
        kept = books.places.scans(RUUD.number, 200)[::-1]
    assert [scan.raw for scan in kept] == typed
    results = [scan.result for scan in kept]
    assert results.count("unknown") == 3
    assert results.count("here") == 2
    assert results.count("target") == 2
    assert results.count("moved") == 55
    moved = {scan.item: scan.place for scan in kept if scan.result == "moved"}
    with storage.reading() as books:
        for code, place in moved.items():
            trail = books.ledger.trail(code)
            assert trail.state.place == place
            assert [one.event.type for one in trail.records].count("item_moved") == 1
    assert sum("onbekend label" in line for line in words) == 3
    assert sum("ligt hier al" in line for line in words) == 2
