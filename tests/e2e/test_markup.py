"""What was typed is no program to a browser either (Q34): no payload runs, and none is a matter for the policy.

The pages are made in a register of its own in which every form was sent, and are then read at an
address of the demo, so that their style and scripts are there. The policy only reports here, so that
a payload that was let through would run, and be seen twice.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from custody import storage
from tests.e2e.visits import DESKTOP
from tests.pages import Visitor, running
from tests.security.payloads import PAYLOADS
from tests.security.test_markup import Filled, fill

pytestmark = pytest.mark.browser

# Notes what the policy would have stopped, before anything of the page is read.
WATCH = """document.addEventListener('securitypolicyviolation',
  e => (window.stopped ??= []).push(`${e.violatedDirective} ${e.sample}`))"""
# Look at everything and touch it: what waits for a pointer or a finger is to have its turn.
TOUCH = """() => { for (const e of document.querySelectorAll('main *'))
  for (const kind of ['mouseover', 'focus', 'toggle', 'error', 'animationstart'])
    e.dispatchEvent(new Event(kind)); }"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """A register in which every form was sent with the payloads."""
    yield fill(running(tmp_path_factory.mktemp("markup") / "register"), PAYLOADS)
    storage.disconnect()


def _pages(filled: Filled) -> dict[str, tuple[str, str]]:
    """Return (page, policy) of the main kinds of pages, and of some forms that were refused."""
    app = filled.world.app
    sanne, marit, noor = (Visitor.entered(app, who) for who in ("sanne", "marit", "noor"))
    asked: dict[str, Any] = {}
    for one in filled.all_things()[::8]:
        asked |= {f"/items/{one.item}": sanne, f"/receipts/{one.receipt}": sanne}
        asked |= {f"/complaints/{one.complaint}": marit, f"/claims/{one.claim}": marit}
        asked |= {f"/complaints/{one.complaint}/dossier": marit}
        asked |= {f"/complaints/{one.complaint}/links": marit, f"/letters/{one.letter}": marit}
    asked |= {"/search?q=%3Cimg+hit+src+onerror%3Dhit%3D1%3E": sanne, "/my-items": sanne}
    asked |= {"/places": noor, "/admin/users": noor, "/handovers/new": sanne}
    found = {}
    for path, visitor in asked.items():
        answer = visitor.client.get(path)
        if answer.status_code == 200:
            found[path] = (answer.text, answer.headers["Content-Security-Policy"])
    policy = next(iter(found.values()))[1]
    refused = [one for one in filled.sent if one.page and one.status >= 400]
    return found | {f"/refused/{one.endpoint}": (one.page, policy) for one in refused}


def test_no_page_runs_what_was_typed_and_the_policy_has_nothing_to_stop(
    browser: Browser, address: str, filled: Filled
) -> None:
    pages = _pages(filled)
    assert len(pages) > 20
    context = browser.new_context(viewport=DESKTOP)  # type: ignore[arg-type]
    context.add_init_script(WATCH)
    page = context.new_page()
    faults = []
    for path, (text, policy) in pages.items():
        faults += _faults(page, f"{address}{path}", text, policy)
    assert not faults, faults[:5]
    let_through = f"<main><p>{PAYLOADS[3]}</p>{PAYLOADS[5]}</main>"
    assert len(_faults(page, f"{address}/let-through", let_through, policy)) == 2
    context.close()


def _faults(page: Any, where: str, text: str, policy: str) -> list[str]:
    """Return what ran of this page, and what the policy would have stopped."""
    headers = {"Content-Security-Policy-Report-Only": policy}
    page.route(
        where,
        lambda route: route.fulfill(content_type="text/html", body=text, headers=headers),
        times=1,
    )
    page.goto(where)
    page.evaluate(TOUCH)
    found = (
        [f"{where} ran"]
        if page.evaluate("'hit' in window && !(window.hit instanceof Node)")
        else []
    )
    stopped = page.evaluate("window.stopped ?? []")
    return [*found, *([f"{where} would be stopped: {stopped[:2]}"] if stopped else [])]
