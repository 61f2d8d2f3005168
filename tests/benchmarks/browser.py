"""`desk` and `paint`: what somebody waits for, in a real browser.

`desk`: sixty scans at 4 ms a key into the page of scanning; from Enter to the line that says what
became of it (J4). `paint`: the first visit of the main pages on a slow network, 400 ms and
400 kbit/s, with nothing kept from before (Q69).
"""

import shutil
import tempfile
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, sync_playwright

from custody import storage
from custody.app import create_app
from custody.domain.items import Description
from tests.acts import take_in
from tests.benchmarks.conditions import rank, report
from tests.benchmarks.http import PORT, known
from tests.benchmarks.options import parser, read
from tests.benchmarks.registers import engine_of, register
from tests.benchmarks.serving import cpu_of, served
from tests.cast import RUUD
from tests.e2e.conftest import FLAGS
from tests.pages import Visitor, running

ADDRESS = f"http://localhost:{PORT}"
PATIENCE = 120
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
# Slow 3G as `screens.md` 11 has it: 400 ms, 400 kbit/s both ways.
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
PAGES = {
    "": ("/log-in",),
    "sanne": ("/", "/handovers/new", "/items/{code}"),
    "joke": ("/", "/search?q=rood"),
    "marit": ("/complaints", "/complaints/{complaint}"),
}
# When each scan ended with Enter, and when the page said what became of it: the time stands then.
WATCH = """() => {
  window.typed = []; window.told = [];
  addEventListener('keydown', e => e.key === 'Enter' && typed.push(performance.now()), true);
  const done = () => [...document.querySelectorAll('#scans tbody tr')]
    .filter(row => row.cells[3]?.textContent).length;
  new MutationObserver(() => { while (told.length < done()) told.push(performance.now()); })
    .observe(document.querySelector('#scans'), {childList: true, subtree: true});
}"""
PAINTED = """() => ({
  paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
  bytes: [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .reduce((sum, one) => sum + one.transferSize, 0)})"""


@contextmanager
def _browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


def _cookie(app: Flask, username: str) -> dict[str, str]:
    """Return the session of somebody: a password takes long to check, and is not what is measured."""
    found = Visitor.entered(app, username).client.get_cookie("custody")
    assert found is not None
    return {"name": "custody", "value": found.value, "url": ADDRESS}


def desk(arguments: list[str]) -> int:
    """Scan things into a place as fast as a scanner types, and measure until each is told."""
    made = parser("desk")
    made.add_argument("--scans", type=int, default=60)
    options = read(made, arguments)
    with tempfile.TemporaryDirectory(dir=options.out) as folder:
        home = Path(folder) / "register"
        app = running(home)
        things = tuple(Description("keys", f"{n} sleutels", "sleutels", n) for n in range(1, 50))
        codes: list[str] = []
        while len(codes) < options.scans:
            codes += take_in(*things, by=RUUD, at=datetime.now(UTC), place="BALIE-HAVEN").items
        cookie = _cookie(app, "ruud")
        storage.disconnect()
        with served("custody", home, PORT), _browser() as browser:
            figures = _scanned(browser, cookie, ["KAMER-HAVEN", *codes[: options.scans]])
    report(options.out, {"benchmark": "desk", "engine": "sqlite", **figures})
    return 0


def _scanned(browser: Browser, cookie: dict[str, str], raws: list[str]) -> dict[str, Any]:
    context = browser.new_context(viewport=DESKTOP)  # type: ignore[arg-type]
    context.add_cookies([cookie])  # type: ignore[list-item]
    page = context.new_page()
    page.goto(f"{ADDRESS}/scan-moves")
    page.wait_for_selector("#scan:focus")
    page.evaluate(WATCH)
    before = cpu_of(PORT)
    for raw in raws:
        page.keyboard.type(raw, delay=4)
        page.keyboard.press("Enter")
    end = time.monotonic() + PATIENCE
    # The house's own policy forbids what the browser's waiting would evaluate.
    while page.evaluate("told.length") < len(raws) and time.monotonic() < end:
        page.wait_for_timeout(20)
    cost = (cpu_of(PORT) - before) * 1000 / len(raws)
    typed, told = page.evaluate("[typed, told]")
    waits = [end - start for start, end in zip(typed, told, strict=True)]
    return {
        "scans": len(raws),
        "cpu_ms": round(cost, 2),
        "p50_ms": rank(waits, 0.5),
        "p95_ms": rank(waits, 0.95),
    }


def paint(arguments: list[str]) -> int:
    """Open the main pages for the first time on a slow network, and measure until they show."""
    made = parser("paint")
    made.add_argument("--visits", type=int, default=3)
    options = read(made, arguments)
    wanted = register(options, options.events)
    facts = known(wanted, 1)
    app = create_app(wanted)
    cookies = {user: _cookie(app, user) for user in PAGES if user}
    storage.disconnect()
    with served("custody", wanted.folder, PORT, wanted.database_url), _browser() as browser:
        for user, paths in PAGES.items():
            for path in paths:
                where = path.format(code=facts["codes"][0], complaint=facts["complaint"])  # type: ignore[index]
                figures = _painted(browser, cookies.get(user), where, options)
                line = {"benchmark": "paint", "page": path, "by": user or "nobody", **figures}
                report(options.out, {**line, "engine": engine_of(wanted)})
    return 0


def _painted(
    browser: Browser, cookie: dict[str, str] | None, path: str, options: Namespace
) -> dict[str, Any]:
    """Return the median of some first visits, and the bytes of one."""
    times, size = [], 0
    for _ in range(options.visits + 1):
        context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
        context.add_cookies([cookie] if cookie else [])  # type: ignore[list-item]
        page = context.new_page()
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        network.send("Network.emulateNetworkConditions", SLOW)
        page.goto(f"{ADDRESS}{path}", wait_until="load", timeout=60_000)
        told = page.evaluate(PAINTED)
        times.append(told["paint"])
        size = told["bytes"]
        context.close()
    # The first visit of all fills what the server keeps of a template; it is not counted.
    return {"first_paint_ms": round(sorted(times[1:])[len(times[1:]) // 2]), "bytes": size}
